"""A measured page of a sequence diagram composed to a scene."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from msgspec import Struct

from sdgen.base.words import in_one_line
from sdgen.draw.escape import number, picture_id
from sdgen.draw.heading import heading_part, measure_heading
from sdgen.draw.heads import head_part, repeated_head
from sdgen.draw.legend_row import legend_height, legend_row
from sdgen.draw.moved import moved
from sdgen.draw.phrases import PhraseBlock, phrase_items, set_phrases
from sdgen.draw.scene import Item, Part, Path, Rectangle, Scene, SymbolDefinition
from sdgen.draw.sequence.arrows import goes_on, message_part
from sdgen.draw.sequence.frames import frame_part, ground
from sdgen.draw.sequence.legend import swatches
from sdgen.draw.sequence.measured import (
    SHARE_PADDING,
    MeasuredMessage,
    MeasuredSection,
    measure_section,
    share_width,
)
from sdgen.draw.sequence.rail import marks, rail_part, readings
from sdgen.draw.typography import (
    ASIDE,
    ASIDE_FACT,
    GROUP_TITLE,
    SHARE,
    FittedLine,
    fit,
    typeset,
)
from sdgen.layout.sequence.placed import PlacedArrow, PlacedBar, PlacedSection
from sdgen.layout.sequence.rows import lay_out_section
from sdgen.layout.sequence.spacing import AIR, BAR, BELOW_ARROW, CHIP_HEIGHT, LEAF, SHARE_GAP
from sdgen.views.phrases import said
from sdgen.views.sequence import BarEnd, FrameEnd, FrameStart, Message, NextOperand, Sequence

MARGIN = 28.0
BELOW_HEADING = 16.0
SECTION_GAP = 22.0
LEGEND_GAP = 13.0
CORNER = 14.0
SIDE = 14.0
TITLE_TOP = 10.0
ASIDE_TOP = 9.5
HEADER = 44.0
BARE_HEADER = 20.0
"""Above the heads of a section without a title."""
ASIDE_GAP = 40.0
STAY_CORNER = 3.0
MANY_MESSAGES, EVERY = 20, 5
"""Messages of a section from which on every fifth has a band behind it."""
BAND_ABOVE, BAND_BELOW, BAND_AIR = 16.0, 10.0, 4.0
"""How far a band reaches above and below a message at least, and beyond what stands there."""
WIDEST_TITLE = 320.0


class _Laid(Struct, frozen=True):
    """A section with its title, what is said at its right, and its coordinates."""

    measured: MeasuredSection
    placed: PlacedSection
    title: FittedLine | None
    aside: PhraseBlock

    @property
    def header(self) -> float:
        return HEADER if self.title is not None or self.aside.lines else BARE_HEADER

    @property
    def width(self) -> float:
        title = self.title.width + ASIDE_GAP if self.title is not None else 0.0
        return max(self.placed.width, title + self.aside.width + 2 * SIDE)

    @property
    def height(self) -> float:
        return self.header + self.placed.height


def compose_sequence(page: Sequence, symbols: tuple[SymbolDefinition, ...]) -> Scene:
    """The whole page: heading, sections below each other, legend."""
    known = frozenset(symbol.id for symbol in symbols)
    laid = [_lay_out(measure_section(section)) for section in page.sections]
    heading = measure_heading(
        page.title, page.subtitle, page.meter, max(each.width for each in laid)
    )
    width = max(heading.width, *(each.width for each in laid))
    items: list[Item] = [heading_part(heading, MARGIN, MARGIN, MARGIN + width)]
    top = MARGIN + heading.height + BELOW_HEADING
    seen: set[str] = set()
    for each in laid:
        items.append(moved(_section_part(each, width, known, seen), MARGIN, top))
        top += each.height + SECTION_GAP
    top += LEGEND_GAP - SECTION_GAP
    explained = swatches(page)
    items.append(legend_row(explained, MARGIN, top, width))
    height = top + legend_height(explained, width) + MARGIN - LEGEND_GAP / 2
    return Scene(
        ceil(width + 2 * MARGIN),
        ceil(height),
        title=f"{in_one_line(page.title)}: {said(page.subtitle)}",
        description=page.description,
        items=tuple(items),
        symbols=symbols,
        look="sdgen sequence",
        name=picture_id(page.title, page.view, page.page),
    )


def _lay_out(measured: MeasuredSection) -> _Laid:
    section = measured.section
    return _Laid(
        measured,
        lay_out_section(measured.sized),
        fit(section.title.upper(), WIDEST_TITLE, GROUP_TITLE) if section.title else None,
        set_phrases(section.note, 2 * WIDEST_TITLE, ASIDE, ASIDE_FACT),
    )


def _section_part(laid: _Laid, width: float, known: frozenset[str], seen: set[str]) -> Part:
    """A section from its own top left corner; ``seen`` are the components whose heads have ids."""
    items: list[Item] = [Rectangle("group-box", 0.0, 0.0, width, laid.height, CORNER)]
    if laid.title is not None:
        items += typeset(laid.title, SIDE, TITLE_TOP)
    items += phrase_items(laid.aside, 0.0, ASIDE_TOP, right=width - SIDE)
    items += (moved(item, 0.0, laid.header) for item in _drawing(laid, width, known, seen))
    return Part("section" if laid.measured.section.waits else "section afterwards", tuple(items))


def _drawing(laid: _Laid, width: float, known: frozenset[str], seen: set[str]) -> Iterator[Item]:
    """Everything in a section, from back to front."""
    measured, placed = laid.measured, laid.placed
    frames = sorted(placed.frames.items(), key=lambda each: each[1].depth)
    yield from (ground(frame) for _, frame in frames)
    yield from _bands(laid, width)
    found = marks(measured, placed) if measured.section.unit else []
    yield from readings(found)
    for x in placed.lifelines:
        yield Path("lifeline", f"M{number(x)} {number(placed.top)}V{number(placed.bottom)}")
    yield from _stays(measured, placed)
    for at, frame in frames:
        start = measured.section.events[at]
        assert isinstance(start, FrameStart), "frames have the numbers of their beginnings"
        guards = [measured.guards[each] for each in _operands(measured, at)]
        yield frame_part(start.operator.value, guards, frame)
    yield from _arrows(measured, placed)
    yield from _cut(laid, width)
    yield from _heads(measured, placed, known, seen)
    if found:
        yield rail_part(measured, placed, found)


def _cut(laid: _Laid, width: float) -> Iterator[Item]:
    """The line at which a section ends that goes on elsewhere, and where that is."""
    cut, lifelines = laid.placed.cut, laid.placed.lifelines
    if cut is None:
        return
    yield Path("divider", f"M{number(SIDE)} {number(cut)}H{number(width - SIDE)}")
    middle = (lifelines[0] + lifelines[-1]) / 2
    yield from goes_on(laid.measured.section.goes_on, middle, cut + AIR)


def _bands(laid: _Laid, width: float) -> Iterator[Rectangle]:
    """A band behind every fifth message of many, by which a reader keeps to a row from one end of the
    section to the other; up to what stands at the messages above and below."""
    events = laid.measured.section.events
    reaches = [
        _reach(laid.placed.arrows[at], laid.measured.messages[at])
        for at, event in enumerate(events)
        if isinstance(event, Message)
    ]
    if len(reaches) < MANY_MESSAGES:
        return
    left = laid.measured.sized.rail
    for at in range(EVERY - 1, len(reaches), EVERY):
        top, bottom = reaches[at]
        top = max(top - BAND_AIR, reaches[at - 1][1])
        if at + 1 < len(reaches):
            bottom = min(bottom + BAND_AIR, reaches[at + 1][0])
        yield Rectangle("band", left, top, width - left, bottom - top)


def _reach(arrow: PlacedArrow, texts: MeasuredMessage) -> tuple[float, float]:
    """From the top of what stands at an arrow to its bottom, at least so much above and below it."""
    above, below = max(texts.above, BAND_ABOVE), max(texts.below, BAND_BELOW)
    return arrow.y - above, arrow.y + arrow.turn + below


def _operands(measured: MeasuredSection, start: int) -> Iterator[int]:
    """The numbers of the events with which the operands of a frame begin."""
    yield start
    depth = 0
    for at in range(start + 1, len(measured.section.events)):
        event = measured.section.events[at]
        if isinstance(event, FrameStart):
            depth += 1
        elif isinstance(event, FrameEnd):
            if not depth:
                return
            depth -= 1
        elif isinstance(event, NextOperand) and not depth:
            yield at


def _stays(measured: MeasuredSection, placed: PlacedSection) -> Iterator[Item]:
    """The bars, those that stand on others above them, each with its share beside it."""
    for at, span in sorted(placed.bars.items(), key=lambda each: (each[1].top, each[0])):
        bar = measured.section.bars[at]
        items: list[Item] = [_bar("stay", span, span.bottom)]
        if bar.works and span.own > span.top:
            items.append(_bar("own largest" if bar.largest else "own", span, span.own))
        if bar.share and at not in measured.section.open:
            items += _share(bar.share, span, largest=bar.largest)
        yield Part("participation", tuple(items), tooltip=tuple(bar.tooltip.splitlines()))


def _bar(classes: str, span: PlacedBar, bottom: float) -> Item:
    """A bar, with corners where it begins and ends: not where it comes from another section or goes
    on in one."""
    above = 0.0 if span.from_above else STAY_CORNER
    below = 0.0 if span.goes_on and bottom == span.bottom else STAY_CORNER
    left, right, height = span.x - BAR, span.x + BAR, bottom - span.top
    if above == below or height < 2 * STAY_CORNER:
        return Rectangle(classes, left, span.top, 2 * BAR, height, min(above, below))
    return Path(
        classes,
        f"M{number(left)} {number(span.top + above)}"
        f"{_corner(left, span.top, left + above, span.top)}"
        f"H{number(right - above)}{_corner(right, span.top, right, span.top + above)}"
        f"V{number(bottom - below)}{_corner(right, bottom, right - below, bottom)}"
        f"H{number(left + below)}{_corner(left, bottom, left, bottom - below)}Z",
    )


def _corner(x: float, y: float, to_x: float, to_y: float) -> str:
    """A round corner, or none where it ends in itself."""
    if (x, y) == (to_x, to_y):
        return ""
    return f"Q{number(x)} {number(y)} {number(to_x)} {number(to_y)}"


def _share(text: str, span: PlacedBar, *, largest: bool) -> list[Item]:
    """The chip beside a bar: at its top, in the middle of a short one."""
    left = span.x + BAR + SHARE_GAP
    height = span.bottom - span.top
    top = span.top + (height - CHIP_HEIGHT) / 2 if height <= LEAF else span.top - 0.5
    if span.from_right:
        top = span.top + BELOW_ARROW
    width, tone = share_width(text), "largest" if largest else ""
    fitted = fit(text, width - 2 * SHARE_PADDING + 1.0, SHARE)
    inner = top + (CHIP_HEIGHT - SHARE.leading) / 2
    return [
        Rectangle(f"share {tone}".strip(), left, top, width, CHIP_HEIGHT, 5.0),
        *typeset(fitted, left + width / 2, inner, "middle", tone),
    ]


def _arrows(measured: MeasuredSection, placed: PlacedSection) -> Iterator[Item]:
    section = measured.section
    for at, event in enumerate(section.events):
        if isinstance(event, Message):
            arrow = placed.arrows[at]
            yield message_part(measured, event, measured.messages[at], arrow)
        if isinstance(event, Message | BarEnd) and event.chip:
            chip = placed.chips[at]
            yield from goes_on(event.chip, chip.x, chip.y)


def _heads(
    measured: MeasuredSection, placed: PlacedSection, known: frozenset[str], seen: set[str]
) -> Iterator[Item]:
    cards = measured.section.cards
    for at, (card, x) in enumerate(zip(cards, placed.lifelines, strict=True)):
        id = "" if card.id in seen else "head"
        seen.add(card.id)
        yield head_part(measured.heads, at, x, placed.heads[0], known, id)
        for top in placed.heads[1:]:
            yield repeated_head(measured.heads, at, x, top)
