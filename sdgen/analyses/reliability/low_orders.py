"""Minimal cut sets up to a small order, for designs too large to list them all.

Components that the journey cannot do without (its trunk) are one conjunction: each cut of theirs
is one of the journey's. What hangs on the trunk by alternatives is computed with the trunk taken
as up, as products of small families, cut off at the order and freed of supersets on the way.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from sdgen.analyses.reliability.components import strong_components
from sdgen.analyses.reliability.failure_model import (
    FailureModel,
    OwnPart,
    Requirement,
    holders_of,
)
from sdgen.analyses.reliability.states import first_order_cuts

Cut = tuple[int, ...]
"""Event numbers, rising."""
MOST_CUTS = 1_000_000
"""Cut sets of one component that are held at most."""
CALL = 10
"""What it takes to compare two families at all, in pairs."""
MOST_PAIRS = 1_500_000
"""Pairs of cut sets that are looked at in all, which takes about two seconds. Ten thousand
components with alternatives on most calls need half a million for order 2."""


class TooManyCutsError(Exception):
    """There are more cut sets of this order than can be listed."""


class _Effort:
    """How many pairs may still be looked at; the same number on every machine, as no clock is."""

    def __init__(self) -> None:
        self.left = MOST_PAIRS

    def spend(self, pairs: int) -> None:
        self.left -= pairs
        if self.left < 0:
            raise TooManyCutsError


def cuts_up_to(model: FailureModel, order: int) -> tuple[tuple[str, ...], ...]:
    """The minimal cut sets of at most ``order`` events, small ones first, then by event number.

    Raises ``TooManyCutsError`` where a component has more of them than can be held, or all together
    more than can be compared.
    """
    effort = _Effort()
    names = tuple(model.events)
    number_of = {name: number for number, name in enumerate(names)}
    trunk = trunk_of(model)
    alternatives = [
        left
        for n in (*sorted(trunk), None)
        for requirement in (model.top if n is None else model.requirements[n])
        if (left := _without_trunk(requirement, trunk)) is not None
    ]
    families = _families_below(model, alternatives, trunk, number_of, order, effort)
    found: set[Cut] = set()
    for n in trunk:
        found.update(_own_cuts(model.own_parts[n], number_of, order, effort))
    for requirement in alternatives:
        found.update(_unmet(requirement, families, order, effort))
    minimal = sorted(_minimal(found, effort), key=lambda cut: (len(cut), cut))
    return tuple(tuple(names[event] for event in cut) for cut in minimal)


def cuts_or_none(model: FailureModel, order: int) -> tuple[tuple[str, ...], ...] | None:
    """The same, None where there are too many; of single events there never are."""
    if order == 1:
        return tuple((event,) for event in first_order_cuts(model))
    try:
        return cuts_up_to(model, order)
    except TooManyCutsError:
        return None


def trunk_of(model: FailureModel) -> set[int]:
    """The components without which the journey is down: required without alternative, from the
    top on."""
    trunk: set[int] = set()
    queue = [t for r in model.top if r.need == len(r.targets) for t in r.targets]
    while queue:
        number = queue.pop()
        if number not in trunk:
            trunk.add(number)
            queue.extend(
                t for r in model.requirements[number] if r.need == len(r.targets) for t in r.targets
            )
    return trunk


def _without_trunk(requirement: Requirement, trunk: set[int]) -> Requirement | None:
    """What is left to meet when every component of the trunk is up; None when it is met."""
    targets = tuple(t for t in requirement.targets if t not in trunk)
    need = requirement.need - (len(requirement.targets) - len(targets))
    return Requirement(need, targets) if need > 0 else None


def _families_below(
    model: FailureModel,
    alternatives: Iterable[Requirement],
    trunk: set[int],
    number_of: dict[str, int],
    order: int,
    effort: _Effort,
) -> dict[int, set[Cut]]:
    """The cuts of each component that the alternatives lead to, the trunk taken as up."""
    left: dict[int, list[Requirement]] = {}
    queue = [t for requirement in alternatives for t in requirement.targets]
    while queue:
        number = queue.pop()
        if number in left:
            continue
        left[number] = [
            requirement
            for given in model.requirements[number]
            if (requirement := _without_trunk(given, trunk)) is not None
        ]
        queue.extend(t for requirement in left[number] for t in requirement.targets)
    numbers = sorted(left)
    position = {number: at for at, number in enumerate(numbers)}
    edges = [[position[t] for r in left[number] for t in r.targets] for number in numbers]
    families: dict[int, set[Cut]] = {number: set() for number in numbers}
    own = {n: _own_cuts(model.own_parts[n], number_of, order, effort) for n in numbers}
    for cycle in strong_components(edges):
        members = [numbers[at] for at in cycle]
        for _ in members:
            before = [families[n] for n in members]
            for n in members:
                cuts = set(own[n])
                for requirement in left[n]:
                    cuts |= _unmet(requirement, families, order, effort)
                families[n] = _minimal(cuts, effort)
            if before == [families[n] for n in members]:
                break
    return families


def _unmet(
    requirement: Requirement, families: dict[int, set[Cut]], order: int, effort: _Effort
) -> set[Cut]:
    """The cuts after which fewer than ``need`` targets are up."""
    spare = len(requirement.targets) - requirement.need
    return _at_least(spare + 1, [families[t] for t in requirement.targets], order, effort)


def _at_least(count: int, families: Sequence[set[Cut]], order: int, effort: _Effort) -> set[Cut]:
    """The cuts of at least ``count`` of ``families`` at once: a table over "how many so far"."""
    nothing: set[Cut] = {()}
    table = [nothing, *(set[Cut]() for _ in range(count))]
    for family in families:
        for have in range(count, 0, -1):
            products = _product(table[have - 1], family, order, effort)
            table[have] = _minimal(table[have] | products, effort)
    return table[count]


def _product(one: set[Cut], other: set[Cut], order: int, effort: _Effort) -> set[Cut]:
    """What happens when a cut of each family does, as far as it has at most ``order`` events."""
    if () in one:
        return set(other)
    effort.spend(CALL)
    if not one or not other:
        return set()
    short = [[cut for cut in other if len(cut) <= room] for room in range(order)]
    holding: dict[int, list[Cut]] = {}
    for cut in other:
        for event in cut:
            holding.setdefault(event, []).append(cut)
    products = set()
    for first in one:
        room = order - len(first)
        held = set(first)
        effort.spend(len(short[room]) + sum(len(holding.get(event, ())) for event in first))
        # What is longer than the room that is left must share events with the first.
        sharing = [
            cut
            for event in first
            for cut in holding.get(event, ())
            if room < len(cut) <= room + len(held.intersection(cut))
        ]
        for second in (*short[room], *sharing):
            products.add(tuple(sorted(held.union(second))))
        if len(products) > MOST_CUTS:
            raise TooManyCutsError
    return products


def _minimal(cuts: set[Cut], effort: _Effort) -> set[Cut]:
    """The cuts that include no other; they have few events, so their subsets are looked up."""
    if () in cuts:
        return {()}
    effort.spend(len(cuts))
    alone = {cut[0] for cut in cuts if len(cut) == 1}
    kept: set[Cut] = {(event,) for event in alone}
    for cut in sorted([cut for cut in cuts if len(cut) > 1], key=len):
        if alone.isdisjoint(cut) and not any(
            part in kept for size in range(2, len(cut)) for part in combinations(cut, size)
        ):
            kept.add(cut)
    return kept


def _own_cuts(part: OwnPart, number_of: dict[str, int], order: int, effort: _Effort) -> set[Cut]:
    """The cuts of an own part alone."""
    cuts: set[Cut] = {(number_of[event],) for event in part.common}
    downs: list[set[Cut]] = [
        {(number_of[name],) for name in (i.event, *i.domains) if name is not None}
        for i in part.instances
    ]
    if part.switch is not None and len(downs) > 1:
        served = set[Cut]().union(*downs[: part.serving])
        cuts |= _product(served, {(number_of[part.switch],)}, order, effort)
    if part.copies is not None:
        runs = len(downs) if part.copies < len(downs) else 1
        held = min(part.copies, len(downs))
        # to begin each comparison, and to look for what is minimal among one cut of each instance
        least = held * (held - part.need) * CALL
        if all(each.event is not None for each in part.instances):
            least += held * (held + 1) // 2
        if runs * least > effort.left:
            raise TooManyCutsError
        for holders in holders_of(part):
            lost = len(holders) - part.need + 1
            cuts |= _at_least(lost, [downs[at] for at in holders], order, effort)
    elif downs:
        cuts |= _too_few(part, number_of, order, effort)
    return _minimal(cuts, effort)


def _darkened(
    holders: Mapping[str, set[int]], lost: int, order: int
) -> Iterator[tuple[tuple[str, ...], set[int]]]:
    """Failed domains, and the instances that are in them, where so many events in all, single
    instances among them, can take ``lost`` instances along."""
    largest = sorted(holders, key=lambda name: -len(holders[name]))
    waiting: list[tuple[int, tuple[str, ...], set[int]]] = [(0, (), set())]
    while waiting:
        start, chosen, dark = waiting.pop()
        left = order - len(chosen)
        if lost - len(dark) <= left:
            yield chosen, dark
        for at in range(start, len(largest) if left else 0):
            held = holders[largest[at]]
            if len(dark) + left * len(held) < lost:
                break  # those that come after are no larger
            waiting.append((at + 1, (*chosen, largest[at]), dark | held))


def _too_few(part: OwnPart, number_of: dict[str, int], order: int, effort: _Effort) -> set[Cut]:
    """Fewer than ``need`` instances: some failed domains, and as many single ones as it takes."""
    lost = len(part.instances) - part.need + 1
    holders: dict[str, set[int]] = {}
    for at, instance in enumerate(part.instances):
        for domain in instance.domains:
            holders.setdefault(domain, set()).add(at)
    cuts: set[Cut] = set()
    for domains, dark in _darkened(holders, lost, order):
        more = max(0, lost - len(dark))
        alive = [
            number_of[i.event]
            for at, i in enumerate(part.instances)
            if at not in dark and i.event is not None
        ]
        effort.spend(math.comb(len(alive), more))
        failed = [number_of[domain] for domain in domains]
        cuts.update(tuple(sorted((*failed, *single))) for single in combinations(alive, more))
    return cuts
