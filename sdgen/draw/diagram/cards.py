"""Measuring: a Diagram's cards with their texts fitted and their sizes settled.

All cards of a view share one width, but for a component that needs far more, and one height of the
header (tile, name, technology); the body below is as tall as what the card has to say.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from sdgen.base.words import in_one_line
from sdgen.draw.card_frame import STACK
from sdgen.draw.card_names import fit_names
from sdgen.draw.diagram.card_widths import (
    CHIP_PADDING,
    SIDE,
    beside_tile,
    narrow_widths,
    wide_widths,
)
from sdgen.draw.diagram.change_pills import CountPill, count_pill
from sdgen.draw.diagram.change_texts import ShiftRow, shift_rows
from sdgen.draw.meters import METER_HEIGHT, MeasuredMeter, measure_meter
from sdgen.draw.pills import PILL_GAP, PILL_HEIGHT, PILL_INSET, MeasuredPill, measure_pills
from sdgen.draw.typography import (
    CHIP,
    FACT,
    TECHNOLOGY,
    FittedLine,
    fit,
)
from sdgen.views.diagram import Card, Chip

HEADER = 58.0
SMALL_HEADER = 34.0
SMALL_MARGIN = 6.0
HEADER_MARGIN = 13.0
TILE_LEFT = 11.0
BODY_TOP = 9.0
BODY_BOTTOM = 11.0
ROW_GAP = 7.0
CHIP_HEIGHT = 17.0
CHIP_GAP = 5.0


class MeasuredChip(Struct, frozen=True):
    """A chip with its fitted text; ``width`` includes its padding."""

    chip: Chip
    text: FittedLine
    width: float


class MeasuredCard(Struct, frozen=True):
    """A card whose size and texts are settled. ``pills`` stand from right to left, to the left of what is
    ``counted``; ``shifts`` are what is said of it before and after a change."""

    card: Card
    width: float
    height: float
    header: float
    name: FittedLine
    technology: FittedLine | None
    facts: tuple[FittedLine, ...]
    meters: tuple[MeasuredMeter, ...]
    chip_rows: tuple[tuple[MeasuredChip, ...], ...]
    pills: tuple[MeasuredPill, ...]
    counted: CountPill | None = None
    shifts: tuple[ShiftRow, ...] = ()

    @property
    def stack(self) -> float:
        """How far the edges of the cards behind reach out above and to the right."""
        return STACK[0] if self.card.many else 0.0

    @property
    def pill_height(self) -> float:
        """How high what stands on the top edge is; 0 where nothing does."""
        own = self.counted.height if self.counted is not None else 0.0
        return max(own, PILL_HEIGHT if self.pills else 0.0)

    @property
    def pill_width(self) -> float:
        """How much of the top edge the pills cover, measured from its right end."""
        widths = [pill.width for pill in self.pills]
        if self.counted is not None:
            widths.append(self.counted.width)
        return PILL_INSET + sum(widths) + PILL_GAP * (len(widths) - 1) if widths else 0.0

    @property
    def tooltip(self) -> tuple[str, ...]:
        """The whole of each text that was cut, then the card's own tooltip."""
        fitted = [self.name, *([self.technology] if self.technology else []), *self.facts]
        fitted += [measured.text for measured in self.meters]
        cut = [text.whole for text in fitted if text.whole]
        cut += [whole for row in self.shifts for whole in row.cut]
        own = [line for line in self.card.tooltip.splitlines() if line.strip()]
        if self.card.dimmed and not own and not cut:
            return (self.card.name,)
        return (*cut, *own)


def measure_cards(
    cards: tuple[Card, ...], *, narrow: bool = False, letters: float = 1.0
) -> tuple[MeasuredCard, ...]:
    """The cards with one header height, and with one width but for a component that needs far
    more; each body has its own height. ``narrow`` cards have their texts on more lines. ``letters``
    is how many times as wide as those of the embedded font letters may be."""
    widths = (narrow_widths if narrow else wide_widths)(cards, letters)
    rooms = [
        (width - beside_tile(card)) / letters for card, width in zip(cards, widths, strict=True)
    ]
    names = fit_names(cards, rooms, full_size=narrow)
    technologies = [
        fit(in_one_line(card.technology), room, TECHNOLOGY, lines=2, full_size=narrow)
        if card.technology
        else None
        for card, room in zip(cards, rooms, strict=True)
    ]
    tallest = max(
        (
            name.height + (technology.height if technology else 0.0)
            for card, name, technology in zip(cards, names, technologies, strict=True)
            if not card.beside
        ),
        default=0.0,
    )
    header = max(HEADER, tallest + 2 * HEADER_MARGIN)
    small = (name.height for card, name in zip(cards, names, strict=True) if card.beside)
    low = max(SMALL_HEADER, max(small, default=0.0) + 2 * SMALL_MARGIN)
    return tuple(
        _measure_card(card, width, low if card.beside else header, name, technology, letters)
        for card, width, name, technology in zip(cards, widths, names, technologies, strict=True)
    )


def _measure_card(
    card: Card,
    width: float,
    header: float,
    name: FittedLine,
    technology: FittedLine | None,
    letters: float,
) -> MeasuredCard:
    room = width - 2 * SIDE
    said = card.change.said if card.change is not None else ()
    shifts = shift_rows(card.change.shifts, room / letters) if card.change is not None else ()
    facts = tuple(fit(fact, room / letters, FACT, lines=2) for fact in (*said, *card.facts))
    meters = tuple(measure_meter(meter, room, letters) for meter in card.meters)
    chip_rows = _chip_rows(card.chips, room)
    rows = [*(fact.height for fact in facts), *(FACT.leading for _ in shifts)]
    blocks = []
    if rows:
        blocks.append(sum(rows))
    blocks += [METER_HEIGHT] * len(meters)
    if chip_rows:
        blocks.append(len(chip_rows) * (CHIP_HEIGHT + CHIP_GAP) - CHIP_GAP)
    height = header
    if blocks:
        height += BODY_TOP + sum(blocks) + ROW_GAP * (len(blocks) - 1) + BODY_BOTTOM
    counted = count_pill(card)
    count, most = (card.count, card.most) if counted is None else (1, 0)
    return MeasuredCard(
        card,
        width,
        height,
        header,
        name,
        technology,
        facts,
        meters,
        chip_rows,
        measure_pills(count, card.badges, room, most),
        counted,
        shifts,
    )


def _chip_rows(chips: Iterable[Chip], room: float) -> tuple[tuple[MeasuredChip, ...], ...]:
    """The chips in rows, each as full as it gets."""
    rows: list[list[MeasuredChip]] = []
    used = room + 1
    for chip in chips:
        text = fit(chip.text, room - 2 * CHIP_PADDING, CHIP)
        width = max(text.width + 2 * CHIP_PADDING, CHIP_HEIGHT + 2)
        if used + width > room:
            rows.append([])
            used = 0.0
        rows[-1].append(MeasuredChip(chip, text, width))
        used += width + CHIP_GAP
    return tuple(tuple(row) for row in rows)
