"""A section of a sequence diagram measured: its texts fitted, and the sizes that layout takes."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from sdgen.draw.heads import HeadRow, measure_heads
from sdgen.draw.typography import (
    FIGURES,
    GUARD,
    MESSAGE,
    NOTE,
    NOTE_FACT,
    OPERATOR,
    SHARE,
    FittedLine,
    fit,
    width_of,
)
from sdgen.layout.sequence.sized import (
    OUTSIDE,
    Arrow,
    ArrowKind,
    Close,
    Else,
    End,
    Entry,
    Open,
    SizedSection,
)
from sdgen.layout.sequence.spacing import TURN_HEIGHT
from sdgen.views.sequence import (
    NOBODY,
    BarEnd,
    FrameEnd,
    FrameStart,
    Message,
    MessageKind,
    NextOperand,
    Section,
    condition,
)

MANY_HEADS = 8
"""Participants beyond which their heads are narrow."""
LABEL_ROOM = 150.0
FOUND_ROOM = 57.0
"""Of what comes from outside; the section says in full what that is."""
GUARD_ROOM = 230.0
RAIL = 98.0
"""From the left side of a section to the axis of its rail."""
ABOVE = 2.5
"""From an arrow up to its label."""
ABOVE_DOT = 5.0
"""From an arrow up to its label where it begins with a dot, which reaches above it."""
BELOW = 3.0
BADGE_HEIGHT = 16.0
BADGE_PADDING = 6.0
BADGE_GAP = 3.0
SHARE_PADDING = 6.0
TAG_PADDING = 7.0
NOTE_GAP = 6.0


class MeasuredMessage(Struct, frozen=True):
    """The fitted texts of an arrow, None for what it does not say; ``found`` is one that comes from
    outside, and begins with a dot."""

    label: FittedLine | None
    figures: FittedLine | None
    badge: FittedLine | None
    found: bool = False

    @property
    def width(self) -> float:
        """The wider of label and figures."""
        texts = [each.width for each in (self.label, self.figures) if each is not None]
        return max(texts, default=0.0)

    @property
    def badge_width(self) -> float:
        """How wide the badge is, its sides included."""
        return self.badge.width + 2 * BADGE_PADDING if self.badge is not None else 0.0

    @property
    def above(self) -> float:
        """How far the texts reach above the arrow: the label, else the figures."""
        first = self.label or self.figures
        gap = ABOVE_DOT if self.found else ABOVE
        return first.height + gap if first is not None else 0.0

    @property
    def below(self) -> float:
        """How far the texts reach below the arrow."""
        figures = (
            self.figures.height if self.label is not None and self.figures is not None else 0.0
        )
        badge = BADGE_GAP + BADGE_HEIGHT if self.badge is not None else 0.0
        return BELOW + figures + badge if figures or badge else 0.0

    @property
    def stacked(self) -> float:
        """The height of all texts below each other."""
        texts = sum(each.height for each in (self.label, self.figures) if each is not None)
        return texts + (BADGE_GAP + BADGE_HEIGHT if self.badge is not None else 0.0)


class MeasuredGuard(Struct, frozen=True):
    """The fitted guard and note of an operand."""

    guard: FittedLine | None
    note: FittedLine | None

    @property
    def width(self) -> float:
        """Both beside each other."""
        texts = [each.width for each in (self.guard, self.note) if each is not None]
        return sum(texts) + NOTE_GAP * max(len(texts) - 1, 0)


class MeasuredSection(Struct, frozen=True):
    """A section with its texts, by the number of the event, and what layout takes of it."""

    section: Section
    heads: HeadRow
    messages: Mapping[int, MeasuredMessage]
    guards: Mapping[int, MeasuredGuard]
    sized: SizedSection


def measure_section(section: Section) -> MeasuredSection:
    """The section with every text fitted."""
    heads = measure_heads(section.cards, narrow=len(section.cards) > MANY_HEADS)
    messages = {
        at: _message(event) for at, event in enumerate(section.events) if isinstance(event, Message)
    }
    guards = {
        at: _guard(event)
        for at, event in enumerate(section.events)
        if isinstance(event, FrameStart | NextOperand)
    }
    sized = SizedSection(
        heads=len(section.cards),
        head_width=heads.width,
        head_height=heads.height,
        repeated_height=heads.repeated,
        columns={number: bar.participant for number, bar in section.bars.items()},
        entries=_entries(section, messages, guards),
        open=section.open,
        continued=section.continued,
        working=section.working,
        goes_on=chip_width(section.goes_on),
        rail=RAIL if section.unit else 0.0,
    )
    return MeasuredSection(section, heads, messages, guards, sized)


def _message(message: Message) -> MeasuredMessage:
    room = FOUND_ROOM if message.source == NOBODY else LABEL_ROOM
    label = fit(message.label, room, MESSAGE, lines=2) if message.label else None
    if message.source == NOBODY and label is not None and label.whole:
        label = None
    return MeasuredMessage(
        label,
        fit(message.figures, LABEL_ROOM, FIGURES) if message.figures else None,
        fit(message.badge, LABEL_ROOM, NOTE) if message.badge else None,
        found=message.source == NOBODY,
    )


def _guard(event: FrameStart | NextOperand) -> MeasuredGuard:
    return MeasuredGuard(
        _fit_condition(event) if condition(event) else None,
        fit(event.note, GUARD_ROOM, NOTE) if event.note else None,
    )


def _fit_condition(event: FrameStart | NextOperand) -> FittedLine:
    """The condition of an operand in brackets; where it is cut, how often it holds is not."""
    whole = f"[{condition(event)}]"
    fitted = fit(whole, GUARD_ROOM, GUARD)
    if not fitted.whole:
        return fitted
    end = f", {event.share}]" if event.share else "]"
    cut = fit(f"[{event.guard}", GUARD_ROOM - width_of(end, GUARD), GUARD)
    text = f"{cut.lines[0]}{end}"
    return replace(cut, lines=(text,), width=width_of(text, GUARD, cut.size), whole=whole)


def tag_width(operator: str) -> float:
    """How wide the tag of a frame is."""
    return width_of(operator, OPERATOR) + 2 * TAG_PADDING


def share_width(share: str) -> float:
    """How wide the chip with a share is."""
    return width_of(share, SHARE) + 2 * SHARE_PADDING if share else 0.0


def chip_width(chip: str) -> float:
    """How wide a chip with words is."""
    return width_of(chip, NOTE_FACT) + 2 * SHARE_PADDING if chip else 0.0


def _entries(
    section: Section,
    messages: Mapping[int, MeasuredMessage],
    guards: Mapping[int, MeasuredGuard],
) -> tuple[Entry, ...]:
    senders: list[int] = []
    found: list[Entry] = []
    for at, event in enumerate(section.events):
        if isinstance(event, Message):
            found.append(_arrow(section, event, messages[at]))
        elif isinstance(event, BarEnd):
            found.append(End(event.bar, chip_width(event.chip)))
        elif isinstance(event, FrameStart):
            senders.append(event.bar)
            found.append(Open(event.bar, tag_width(event.operator.value), guards[at].width))
        elif isinstance(event, NextOperand):
            found.append(Else(senders[-1], guards[at].width))
        elif isinstance(event, FrameEnd):
            senders.pop()
            found.append(Close(event.goes_on))
    return tuple(found)


def _arrow(section: Section, message: Message, measured: MeasuredMessage) -> Arrow:
    kind = ArrowKind.RETURN if message.returns else ArrowKind.CALL
    if message.bar == NOBODY:
        kind = ArrowKind.PASSING
    above, below = measured.above, measured.below
    if message.source == message.target:
        above, below = 0.0, max(measured.stacked - TURN_HEIGHT, 0.0)
    begins = kind is ArrowKind.CALL
    return Arrow(
        kind,
        OUTSIDE if message.source == NOBODY else message.source,
        message.target,
        OUTSIDE if message.bar == NOBODY else message.bar,
        OUTSIDE if message.caller == NOBODY else message.caller,
        width=measured.width,
        badge=measured.badge_width,
        above=above,
        below=below,
        chip=chip_width(message.chip),
        share=share_width(section.bars[message.bar].share) if begins else 0.0,
        awaited=message.kind is MessageKind.CALL,
    )
