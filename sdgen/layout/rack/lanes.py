"""Lanes of a gutter: which trunk runs how far from the rack, so that few lines cross and none lie over
each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from sdgen.layout.rack.spacing import CLEAR, FIRST_LANE, LANE

OVERLAP = 100.0
"""What two lines over each other cost, a crossing being 1."""
NEAR = 4.0
"""Level lines nearer than this lie over each other."""
MERGED = 0.5
"""More than a crossing: a line that runs in where another one passes reads as a part of it."""
SWEEPS = 12
PILL_AIR = 5.0


class Pin(Struct, frozen=True):
    """A level line of a trunk at this height: to the rack, or where it is ``outer`` away from it."""

    y: float
    outer: bool = False


class Trunk(Struct, frozen=True):
    """What shares a lane from its highest pin to its lowest; ``pill`` is the width of a mark on it."""

    id: str
    pins: tuple[Pin, ...]
    pill: float = 0.0

    @property
    def low(self) -> float:
        return min(pin.y for pin in self.pins)

    @property
    def high(self) -> float:
        return max(pin.y for pin in self.pins)


def trunks_of(
    ends: Iterable[tuple[str, Pin]], pills: Mapping[str, float] | None = None
) -> list[Trunk]:
    """The trunks with these ids and pins, each pin once; ``pills`` has the widths of marks by id."""
    pins: dict[str, dict[Pin, None]] = {}
    for trunk, pin in ends:
        pins.setdefault(trunk, {})[pin] = None
    widths = pills or {}
    return [Trunk(trunk, tuple(each), widths.get(trunk, 0.0)) for trunk, each in pins.items()]


class Lanes(Struct, frozen=True):
    """How far from the rack each trunk runs, and the furthest of them; 0 without any."""

    distance: Mapping[str, float]
    furthest: float


def lanes_of(trunks: Sequence[Trunk], first: float = FIRST_LANE, step: float = LANE) -> Lanes:
    """The lanes of a gutter, from the rack outwards."""
    order = _order(trunks)
    numbers: dict[int, int] = {}
    for index, trunk in enumerate(order):
        before = (
            numbers[other] + 1 for other in order[:index] if _overlap(trunks[trunk], trunks[other])
        )
        numbers[trunk] = max(before, default=0)
    count = max(numbers.values(), default=-1) + 1
    room = [0.0] * count
    for trunk, number in numbers.items():
        pill = trunks[trunk].pill
        room[number] = max(room[number], pill / 2 + PILL_AIR if pill else step / 2)
    at: list[float] = []
    for number, half in enumerate(room):
        least = first if not at else at[-1] + room[number - 1] + half
        at.append(max(least, half))
    distance = {trunks[trunk].id: at[number] for trunk, number in numbers.items()}
    return Lanes(distance, at[-1] + max(0.0, room[-1] - step / 2) if at else 0.0)


def cost_between(inner: Trunk, outer: Trunk) -> float:
    """Crossings of two trunks whose lanes lie so, and far more for lines over each other."""
    if not _overlap(inner, outer):
        return 0.0
    cost = 0.0
    for pin in outer.pins:
        if not pin.outer and inner.low < pin.y < inner.high:
            cost += 1.0
            cost += MERGED * any(not other.outer and other.y == pin.y for other in inner.pins)
    for pin in inner.pins:
        if pin.outer:
            cost += outer.low < pin.y < outer.high
            cost += OVERLAP * sum(
                not other.outer and abs(other.y - pin.y) < NEAR for other in outer.pins
            )
    return cost


def _overlap(one: Trunk, other: Trunk) -> bool:
    return one.low < other.high + CLEAR and other.low < one.high + CLEAR


def _order(trunks: Sequence[Trunk]) -> list[int]:
    """The trunks from the rack outwards: the shortest first, then improved one at a time."""
    numbers = range(len(trunks))
    cost = [
        [cost_between(trunks[a], trunks[b]) if a != b else 0.0 for b in numbers] for a in numbers
    ]
    order = sorted(numbers, key=lambda each: (trunks[each].high - trunks[each].low, each))
    for _ in range(SWEEPS):
        before = list(order)
        for trunk in numbers:
            place = order.index(trunk)
            order.remove(trunk)
            order.insert(_best_place(trunk, order, cost, place), trunk)
        if order == before:
            break
    return order


def _best_place(trunk: int, order: Sequence[int], cost: Sequence[Sequence[float]], now: int) -> int:
    """The place with the least cost; where it is ``now``, if no other is better."""
    costs = [sum(cost[trunk][other] for other in order)]
    for other in order:
        costs.append(costs[-1] + cost[other][trunk] - cost[trunk][other])
    return min(range(len(costs)), key=lambda each: (round(costs[each], 6), each != now, each))
