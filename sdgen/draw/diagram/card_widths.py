"""How wide the cards of a view are: one width for all, within bounds.

Wide cards have their texts on one line; narrow ones are as wide as the widest word asks for, with
names and technologies on two lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from sdgen.base.words import in_one_line
from sdgen.draw.diagram.change_marks import ON_CARDS
from sdgen.draw.diagram.change_pills import count_pill
from sdgen.draw.diagram.change_texts import needed_room
from sdgen.draw.pills import PILL_INSET, pills_width
from sdgen.draw.typography import (
    BESIDE_NAME,
    CHIP,
    FACT,
    METER,
    NAME,
    TECHNOLOGY,
    VALUE,
    needed_width,
    width_of,
)
from sdgen.views.diagram import Card

LEAST_WIDE = 160.0
LEAST_NARROW = 132.0
MAXIMUM_WIDTH = 208.0
FAR = 24.0
"""Components whose texts need this much more than those of all others have cards of a second,
greater width."""
FEW = 6
"""One in so many may."""
TEXT_LEFT = 57.0
TEXT_RIGHT = 12.0
BESIDE_TILE = TEXT_LEFT + TEXT_RIGHT
SMALL_TEXT_LEFT = 36.0
SMALL_TEXT_RIGHT = 10.0
SMALL_BESIDE_TILE = SMALL_TEXT_LEFT + SMALL_TEXT_RIGHT
"""Of a card beside what the picture is of."""
LEAST_SMALL = 84.0
MOST_SMALL = 152.0
SIDE = 12.0
CHIP_PADDING = 6.0
METER_GAP = 10.0


def beside_tile(card: Card) -> float:
    """What of a card's width its name does not have."""
    return SMALL_BESIDE_TILE if card.beside else BESIDE_TILE


def wide_widths(cards: Sequence[Card], letters: float) -> list[float]:
    """The width of each card with most texts whole on one line, all the same but for those beside.
    ``letters`` is how many times as wide as those of the embedded font letters may be."""
    widest = max((_on_one_line(card, letters) for card in cards if not card.beside), default=0.0)
    width, small = _bounded(widest, LEAST_WIDE, letters), _small_width(cards, letters)
    return [small if card.beside else width for card in cards]


def narrow_widths(cards: Sequence[Card], letters: float) -> list[float]:
    """The width of each card with its texts at full size on two lines, name and technology
    together on three: one width, but for the few components that need far more."""
    needs: dict[str, float] = {}
    for card in cards:
        if card.beside:
            continue
        needed = max(_header(card, letters), _body(card, letters))
        needs[card.component] = max(needs.get(card.component, 0.0), needed)
    bounded = {
        component: _bounded(need, LEAST_NARROW, letters) for component, need in needs.items()
    }
    common = _common(sorted(bounded.values(), reverse=True))
    widest = max(bounded.values(), default=common)
    small = _small_width(cards, letters)
    return [
        small if card.beside else widest if bounded[card.component] > common else common
        for card in cards
    ]


def _small_width(cards: Sequence[Card], letters: float) -> float:
    """The width of the cards beside, with their names on two lines."""
    most = MOST_SMALL - SMALL_BESIDE_TILE
    needed = max(
        (needed_width(c.name or c.id, BESIDE_NAME, 2, most) for c in cards if c.beside), default=0.0
    )
    return max(LEAST_SMALL, 4.0 * ceil((needed * letters + SMALL_BESIDE_TILE) / 4))


def _common(widths: Sequence[float]) -> float:
    """The width of all components but the few that need far more; ``widths`` from the widest on."""
    few = max(1, len(widths) // FEW) if len(widths) > 2 else 0
    for alone in range(few, 0, -1):
        if widths[alone - 1] - widths[alone] >= FAR:
            return widths[alone]
    return max(widths, default=0.0)


def _bounded(width: float, least: float, letters: float) -> float:
    most = (MAXIMUM_WIDTH - 2 * SIDE) * letters + 2 * SIDE
    return float(min(4 * ceil(most / 4), max(least, 4 * ceil(width / 4))))


def _on_one_line(card: Card, letters: float) -> float:
    """The width in which the texts of a card stand on one line."""
    beside = [width_of(line, NAME) for line in (card.name or card.id).splitlines()]
    beside.append(width_of(card.technology, TECHNOLOGY))
    facts = [width_of(fact, FACT) for fact in card.facts]
    facts.append(_changes(card, MAXIMUM_WIDTH))
    return max(
        max(beside) * letters + BESIDE_TILE,
        _counted(card),
        *(fact * letters + 2 * SIDE for fact in facts),
        _meters(card, letters),
    )


def _header(card: Card, letters: float) -> float:
    """The width in which name and technology stand at full size, one of them on two lines."""
    most = MAXIMUM_WIDTH - BESIDE_TILE
    name, technology = card.name or card.id, in_one_line(card.technology)
    needed = min(
        max(
            needed_width(name, NAME, lines, most),
            needed_width(technology, TECHNOLOGY, 3 - lines, most),
        )
        # how many components a card stands for is not broken
        for lines in ((2,) if card.stands_for else (1, 2))
    )
    if needed > most:
        needed = max(
            needed_width(name, NAME, 2, most), needed_width(technology, TECHNOLOGY, 2, most)
        )
    return needed * letters + BESIDE_TILE


def _body(card: Card, letters: float) -> float:
    """The width in which all below the header stands, facts on two lines, and the pills above."""
    most = MAXIMUM_WIDTH - 2 * SIDE
    facts = (needed_width(fact, FACT, 2, most) * letters for fact in card.facts)
    chips = (width_of(chip.text, CHIP) + 2 * CHIP_PADDING for chip in card.chips)
    room = max(*facts, *chips, pills_width(card.count, card.badges, most, card.most), 0.0, 0.0)
    room = max(room, _changes(card, most) * letters)
    return max(room + 2 * SIDE, _meters(card, letters), _counted(card))


def _changes(card: Card, most: float) -> float:
    """The width in which what a change has done to the component is said, a row each."""
    if card.change is None:
        return 0.0
    said = (width_of(each, FACT) for each in card.change.said)
    return max(min(max(said, default=0.0), most), needed_room(card.change.shifts, most))


def _counted(card: Card) -> float:
    """The width that a card has for the badge at its corner and two replica counts."""
    pill = count_pill(card)
    return 0.0 if pill is None else pill.width + 2 * PILL_INSET + ON_CARDS


def _meters(card: Card, letters: float) -> float:
    return max(
        (
            (width_of(meter.text, METER) + width_of(meter.value, VALUE)) * letters
            + METER_GAP
            + 2 * SIDE
            for meter in card.meters
        ),
        default=0.0,
    )
