"""Sizes of a rack: texts fitted onto its cards, and what layout is given of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

from msgspec import Struct

from sdgen.base.words import in_one_line
from sdgen.draw.card_names import fit_names
from sdgen.draw.forks import fork_pill
from sdgen.draw.pills import PILL_GAP, PILL_HEIGHT, MeasuredPill, measure_pills, pills_width
from sdgen.draw.typography import NAME, TECHNOLOGY, FittedLine, fit, needed_width
from sdgen.layout.rack.sized import (
    Follow,
    RackModel,
    SizedBox,
    SizedCall,
    SizedCard,
    SizedFork,
    SizedPlace,
    SizedRow,
    SizedSlot,
)
from sdgen.views.diagram import Card
from sdgen.views.rack import Aside, Rack, RackRow

TILE = 28.0
TILE_LEFT = 8.0
TEXT_LEFT = TILE_LEFT + TILE + 9.0
TEXT_RIGHT = 9.0
HEIGHT = 48.0
TEXT_MARGIN = 7.0
LEAST, MOST = 132.0, 176.0
NARROW = 64.0
"""The width of cards whose names stand in a column of their own."""
MOST_NARROW = 112.0
"""The same where they have wide pills."""
LEAST_NAMES, MOST_NAMES = 76.0, 168.0
PILL_INSET = 7.0
BOX_TITLES = {
    Aside.MANAGED: "managed",
    Aside.EXTERNAL: "external",
    Aside.NO_ZONE: "zone not given",
    Aside.BESIDE: "not in this part",
}
"""Boxes beside the rack."""


class Shape(Struct, frozen=True):
    """Boxes of columns one under the other or side by side; ``narrow`` cards have no names."""

    stacked: bool
    narrow: bool


class SlotCard(Struct, frozen=True):
    """A card whose texts are settled; a narrow one has none."""

    card: Card
    width: float
    height: float
    name: FittedLine | None
    technology: FittedLine | None
    pills: tuple[MeasuredPill, ...]

    @property
    def tooltip(self) -> tuple[str, ...]:
        """What was cut, then what the card has to say; a name that is not on it first."""
        cut = [text.whole for text in (self.name, self.technology) if text and text.whole]
        own = [line for line in self.card.tooltip.splitlines() if line.strip()]
        return (*cut, *own)


class RowTitle(Struct, frozen=True):
    """The name of a row in a column of names."""

    name: FittedLine
    technology: FittedLine | None
    pills: tuple[MeasuredPill, ...]

    @property
    def width(self) -> float:
        return max(self.name.width, self.technology.width if self.technology else 0.0)


class MeasuredRack(Struct, frozen=True):
    """A rack with its cards measured by id, and its rows where names have a column."""

    rack: Rack
    shape: Shape
    cards: Mapping[str, SlotCard]
    titles: Mapping[str, RowTitle]
    model: RackModel


def measure_rack(rack: Rack, shape: Shape, letters: float) -> MeasuredRack:
    """All texts fitted, all sizes settled. ``letters`` is how many times as wide as those of the
    embedded font letters may be."""
    slots = [slot.card for row in rack.rows for slot in row.slots]
    asides = [each.card for each in rack.outside]
    names, titles = 0.0, {}
    if shape.narrow:
        card, beside = _narrow_width(slots), _width(asides, letters)
        names = _names_width(rack.rows, letters)
        titles = _titles(rack.rows, names, letters)
        own = _narrow(slots, card)
    else:
        card = beside = _width([*slots, *asides], letters)
        own = _measured(slots, card, letters)
    cards = {**_measured(asides, beside, letters), **own}
    return MeasuredRack(
        rack, shape, cards, titles, _model(rack, shape, cards, titles, card, beside, names)
    )


def _width(cards: Sequence[Card], letters: float) -> float:
    """The width in which names and technologies stand at full size, within bounds."""
    most = MOST - TEXT_LEFT - TEXT_RIGHT
    needed = 0.0
    for card in cards:
        name = card.name or card.id
        one, two = needed_width(name, NAME), needed_width(name, NAME, 2, most)
        needed = max(needed, one if one <= most else two)
        needed = max(needed, min(needed_width(in_one_line(card.technology), TECHNOLOGY), most))
    width = min(needed, most) * letters + TEXT_LEFT + TEXT_RIGHT
    return max(LEAST, 4 * ceil(width / 4))


def _measured(cards: Sequence[Card], width: float, letters: float) -> dict[str, SlotCard]:
    room = (width - TEXT_LEFT - TEXT_RIGHT) / letters
    names = fit_names(cards, [room] * len(cards))
    found = {}
    for card, name in zip(cards, names, strict=True):
        below = None
        if card.technology:
            below = fit(in_one_line(card.technology), room, TECHNOLOGY, 2)
        texts = name.height + (below.height if below is not None else 0.0)
        pills = measure_pills(card.count, card.badges, width - 2 * PILL_INSET, card.most)
        height = max(HEIGHT, texts + 2 * TEXT_MARGIN)
        found[card.id] = SlotCard(card, width, height, name, below, pills)
    return found


def _narrow_width(cards: Sequence[Card]) -> float:
    """The width of cards with the tile alone, on which all their pills have room within bounds."""
    pills = [pills_width(card.count, card.badges, MOST_NARROW, card.most) for card in cards]
    return max(NARROW, min(MOST_NARROW, 4 * ceil((max(pills) - PILL_GAP) / 4)))


def _narrow(cards: Sequence[Card], width: float) -> dict[str, SlotCard]:
    """Cards with the tile alone."""
    found = {}
    for card in cards:
        pills = measure_pills(card.count, card.badges, width, card.most)
        found[card.id] = SlotCard(card, width, HEIGHT, None, None, pills)
    return found


def _names_width(rows: Sequence[RackRow], letters: float) -> float:
    needed = LEAST_NAMES
    for row in rows:
        name = row.card.name or row.id
        one, two = needed_width(name, NAME), needed_width(name, NAME, 2, MOST_NAMES)
        needed = max(needed, one if one <= MOST_NAMES * 0.8 else two)
        below = needed_width(in_one_line(row.card.technology), TECHNOLOGY)
        needed = max(needed, min(below, MOST_NAMES * 0.8))
    return min(needed, MOST_NAMES) * letters


def _titles(rows: Sequence[RackRow], width: float, letters: float) -> dict[str, RowTitle]:
    cards = [row.card for row in rows]
    names = fit_names(cards, [width / letters] * len(cards))
    found = {}
    for card, name in zip(cards, names, strict=True):
        technology = in_one_line(card.technology)
        below = fit(technology, width / letters, TECHNOLOGY, 2) if technology else None
        found[card.id] = RowTitle(name, below, measure_pills(1, card.badges, width))
    return found


def _model(
    rack: Rack,
    shape: Shape,
    cards: Mapping[str, SlotCard],
    titles: Mapping[str, RowTitle],
    card: float,
    beside: float,
    names: float,
) -> RackModel:
    """What layout is given."""
    numbers = {tier.id: number for number, tier in enumerate(rack.tiers)}
    rows = tuple(
        SizedRow(
            row.id,
            max([_title_height(titles.get(row.id)), *(cards[s.card.id].height for s in row.slots)]),
            numbers[row.tier],
            tuple(SizedSlot(slot.card.id, slot.place, slot.leads) for slot in row.slots),
            row.hosts,
        )
        for row in rack.rows
    )
    by_why = {
        why: tuple(
            SizedCard(each.card.id, cards[each.card.id].height)
            for each in rack.outside
            if each.why is why
        )
        for why in Aside
    }
    titled = len(rack.tiers) > 1 or any(tier.title for tier in rack.tiers)
    return RackModel(
        places=tuple(SizedPlace(each.id, each.parent, each.column) for each in rack.places),
        tiers=tuple(titled for _ in rack.tiers),
        rows=rows,
        card=card,
        beside=beside,
        clients=by_why[Aside.CLIENT],
        boxes=tuple(SizedBox(box_id(why), by_why[why]) for why in BOX_TITLES if by_why[why]),
        calls=_calls(rack),
        forks=tuple(
            SizedFork(fork.id, fork_pill(fork.text).width, PILL_HEIGHT) for fork in rack.forks
        ),
        follows=tuple(
            Follow(follow_id(each.row, each.target), each.row, each.source, each.target)
            for each in rack.replications
        ),
        names=names,
        stacked=shape.stacked,
    )


def _title_height(title: RowTitle | None) -> float:
    if title is None:
        return HEIGHT
    below = title.technology.height if title.technology is not None else 0.0
    return max(HEIGHT, title.name.height + below + TEXT_MARGIN)


def _calls(rack: Rack) -> tuple[SizedCall, ...]:
    """The calls; an end that is beside the rack only with some of its replicas is its row."""
    return tuple(
        SizedCall(
            call.line.id,
            call.line.source,
            call.line.target,
            f"{call.line.style.value}{' faint' if call.line.faint else ''}",
            call.afterwards,
            call.line.fork,
            call.within,
            call.from_leading,
            call.to_leading,
        )
        for call in rack.calls
    )


def box_id(why: Aside) -> str:
    """The id of a box beside the rack: no domain has it."""
    return f"@{why.value.replace(' ', '-')}"


def follow_id(row: str, target: str) -> str:
    """The id of the line of replication to a place."""
    return f"{row}@follows@{target}"
