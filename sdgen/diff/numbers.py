"""Several calls between one pair: which of the older design is which of the newer one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from sdgen.design.calls import Call, CallGroup, calls_of
from sdgen.design.records import Design
from sdgen.diff.elements import CALL, Element, Elements


def with_numbers(old: Design, new: Design, before: Elements, after: Elements) -> Design:
    """The older design, each of several calls between one pair with the number of the call of the
    newer one that says most of the same; those that are no more come last. ``before`` and ``after`` are the
    elements of both."""
    olds, news = _between_pairs(old), _between_pairs(new)
    several = {
        pair for found in (olds, news) for pair, calls in found.items() if len(calls) > 1
    } & olds.keys()
    if not several:
        return old
    numbers: dict[str, int] = {}
    for pair in several:
        mine = [before[CALL, call.id] for call in olds[pair]]
        others = [after[CALL, call.id] for call in news.get(pair, ())]
        numbers |= _numbers(mine, others)
    if all(call.number == numbers.get(call.id, call.number) for call in calls_of(old)):
        return old
    components = {
        name: replace(each, calls=tuple(_numbered(group, numbers) for group in each.calls))
        for name, each in old.components.items()
    }
    return replace(old, components=components)


def _between_pairs(design: Design) -> Mapping[tuple[str, str], Sequence[Call]]:
    found: dict[tuple[str, str], list[Call]] = {}
    for call in calls_of(design):
        found.setdefault((call.source, call.target), []).append(call)
    return found


def _numbers(olds: Sequence[Element], news: Sequence[Element]) -> dict[str, int]:
    """By the id of an older call, the place of the one that it is, from 1."""
    ranked = sorted(
        (-_in_common(one, other), at != place, at, place)
        for at, one in enumerate(olds)
        for place, other in enumerate(news)
    )
    found: dict[int, int] = {}
    for _, _, at, place in ranked:
        if at not in found and place not in found.values():
            found[at] = place
    rest = iter(range(len(news), len(olds) + len(news)))
    return {each.id: found.get(at, -1) + 1 or next(rest) + 1 for at, each in enumerate(olds)}


def _in_common(one: Element, other: Element) -> int:
    """How much both say, less what only one of them says."""
    same = sum(
        1
        for key, fact in one.facts.items()
        if key in other.facts and fact.value == other.facts[key].value
    )
    return 3 * same - len(one.facts) - len(other.facts)


def _numbered(group: CallGroup, numbers: Mapping[str, int]) -> CallGroup:
    calls = tuple(
        replace(call, number=numbers[call.id]) if call.id in numbers else call
        for call in group.calls
    )
    return group if calls == group.calls else replace(group, calls=calls)
