"""How alike two elements are that have different ids.

What an element is tied to counts most, each tie as much as it tells: that a balancer calls a service says
little where it calls all of them. What is said of both counts too, and how the ids are spelt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Mapping
from difflib import SequenceMatcher
from typing import Any

from msgspec import Struct

from sdgen.design.calls import calls_of
from sdgen.design.placement import named_places
from sdgen.design.records import Design
from sdgen.diff.elements import Element, Elements

TIED = ("domain", "component", "entity", "journey", "group")
"""What is recognised by what it is tied to, in this order: each helps with the next."""
OTHERS = ("requirement", "operation", "decision", "view")
"""What is recognised by saying the same."""
OF_A_KIND = 0.7
"""What two ties count that lead to something of one kind, each to another that only one design has."""
STRENGTH = 4.0
"""How much many ties count at most, where the spelling counts 1."""
HALF = 2.0
"""The square of how many ties count half of that."""

Tie = tuple[Any, ...]
"""How it is tied, and to what: each by its noun and id, or without a noun by what it is."""
Reference = tuple[str, str]


class Tied(Struct, frozen=True):
    """An element: what must be the same, what it is tied to with how much each tie tells and all of them
    together, and what is said of it."""

    element: Element
    must: Hashable
    ties: Mapping[Tie, float]
    weight: float
    said: frozenset[tuple[str, Hashable]]


Found = tuple[Mapping[str, Hashable], Mapping[str, list[Tie]]]
"""What must be the same, and the ties, by id."""


def tied_likeness(one: Tied, other: Tied, least: float) -> float:
    """From 0 to 1; 0 where it is less than asked for."""
    shared, every = _in_common(one, other)
    weight = STRENGTH * every**2 / (every**2 + HALF)
    sum_ = weight * shared / every if every else 0.0
    alike, count = _share(one.said, other.said)
    if count:
        weight, sum_ = weight + count / (count + 1), sum_ + alike * count / (count + 1)
    if (sum_ + 1.0) / (weight + 1.0) < least:
        return 0.0
    return (sum_ + _spelt_alike(one.element, other.element)) / (weight + 1.0)


def said_likeness(one: Tied, other: Tied, _: float = 0.0) -> float:
    """The share of what is said of either that both say; of what says nothing 0."""
    alike, count = _share(one.said, other.said)
    return alike if count else 0.0


def _in_common(one: Tied, other: Tied) -> tuple[float, float]:
    """How much the ties tell that both have, and how much all."""
    shared, every = 0.0, one.weight + other.weight
    for tie, mine in one.ties.items():  # in an order, so that the sum is the same each time
        others = other.ties.get(tie)
        if others is None:
            continue
        least = min(mine, others)
        is_known = tie[-1] is not None
        shared += least if is_known else OF_A_KIND * least
        every -= max(mine, others) if is_known else least
    return shared, every


def _share(one: frozenset[Any], other: frozenset[Any]) -> tuple[float, int]:
    """The share of what either has that both have, and how much there is."""
    shared = len(one & other)
    every = len(one) + len(other) - shared
    return (shared / every if every else 0.0), every


def _said(element: Element) -> frozenset[tuple[str, Hashable]]:
    return frozenset(
        (key, fact.value)
        for key, fact in element.facts.items()
        if not fact.follows and key != "kind" and not key.startswith("fields.")
    )


def _spelt_alike(one: Element, other: Element) -> float:
    names = [each.facts.get("name") for each in (one, other)]
    if all(name is not None and not name.follows for name in names) and (
        one.name.casefold() == other.name.casefold()
    ):
        return 1.0
    return SequenceMatcher(None, one.id, other.id).ratio()


def ties_of(noun: str, design: Design, elements: Elements, others: Elements) -> Mapping[str, Tied]:
    """What each element of a noun is tied to, by id, and what is said of it; ``others`` are the elements of
    the other design."""
    mine = {key[1]: each for key, each in elements.items() if key[0] == noun}
    if noun not in _TIES:
        return {id: Tied(each, None, {}, 0.0, _said(each)) for id, each in mine.items()}
    must, found = _TIES[noun](design)
    kinds = _kinds(design)
    counts: Counter[tuple[Hashable, Tie]] = Counter()
    for id, ties in found.items():
        counts.update((must[id], tie) for tie in set(ties))
    tied = {}
    for id, each in mine.items():
        if (noun, id) not in others:
            weighed = _weighed(must[id], found[id], counts, kinds, others)
            tied[id] = Tied(each, must[id], weighed, sum(weighed.values()), _said(each))
    return tied


def _weighed(
    must: Hashable,
    ties: Collection[Tie],
    counts: Mapping[tuple[Hashable, Tie], int],
    kinds: Mapping[Reference, Hashable],
    others: Elements,
) -> Mapping[Tie, float]:
    """How much each tie tells: less where many such elements have it. Of what only this design has, the
    kind stands in a tie, and None behind it."""
    found: dict[Tie, float] = {}
    for tie in dict.fromkeys(ties):
        how, *ends = tie
        known = [each in others or not each[0] for each in ends]
        if not all(known):
            tie = (
                how,
                *(
                    end if is_known else (end[0], kinds.get(end))
                    for end, is_known in zip(ends, known, strict=True)
                ),
                None,
            )
        found[tie] = found.get(tie, 0.0) + 1.0 / counts[must, (how, *ends)]
    return found


def _kinds(design: Design) -> Mapping[Reference, Hashable]:
    found: dict[Reference, Hashable] = {
        ("component", name): each.kind for name, each in design.components.items()
    }
    return found | {("domain", name): each.level for name, each in design.domains.items()}


def _of_components(design: Design) -> Found:
    ties: dict[str, list[Tie]] = {name: [] for name in design.components}
    for call in calls_of(design):
        if call.source in ties and call.target in ties:
            ties[call.source].append(("calls", ("component", call.target)))
            ties[call.target].append(("called by", ("component", call.source)))
    for journey in design.journeys.values():
        passed = {name for step in journey.steps for name in (step.source, step.target)}
        for name in sorted(passed & ties.keys()):
            ties[name].append(("on the way", ("journey", journey.id)))
    for entity in design.data.values():
        for store in (entity.store, *entity.cached_in):
            if store in ties:
                ties[store].append(("keeps", ("entity", entity.id)))
    for name, component in design.components.items():
        if component.runs_on in ties:
            ties[name].append(("runs on", ("component", component.runs_on)))
            ties[component.runs_on].append(("has on it", ("component", name)))
    return {name: each.kind for name, each in design.components.items()}, ties


def _of_journeys(design: Design) -> Found:
    ties: dict[str, list[Tie]] = {}
    for name, each in design.journeys.items():
        ties[name] = [
            ("begins at", ("component", each.actor)),
            *(("goes", ("component", s.source), ("component", s.target)) for s in each.steps),
            *(("serves", ("requirement", of)) for of in each.serves),
            *(("reads", ("entity", of)) for of in each.reads),
            *(("writes", ("entity", of)) for of in each.writes),
        ]
    return dict.fromkeys(ties), ties


def _of_groups(design: Design) -> Found:
    ties: dict[str, list[Tie]] = {name: [] for name in design.groups}
    for component in design.components.values():
        if component.group in ties:
            ties[component.group].append(("holds", ("component", component.id)))
    for name, each in design.groups.items():
        if each.parent in ties:
            ties[each.parent].append(("holds", ("group", name)))
            ties[name].append(("lies in", ("group", each.parent)))
    return dict.fromkeys(ties), ties


def _of_domains(design: Design) -> Found:
    ties: dict[str, list[Tie]] = {name: [] for name in design.domains}
    for name, each in design.domains.items():
        if each.parent in ties:
            ties[each.parent].append(("holds", ("domain", name)))
            ties[name].append(("lies in", ("domain", each.parent)))
    for component in design.components.values():
        for zone in named_places(component):
            if zone in ties:
                ties[zone].append(("holds", ("component", component.id)))
    return {name: each.level for name, each in design.domains.items()}, ties


def _of_entities(design: Design) -> Found:
    ties: dict[str, list[Tie]] = {
        name: [("has", ("", f"{key}: {field.type}")) for key, field in each.fields.items()]
        for name, each in design.data.items()
    }
    for name, each in design.data.items():
        if each.store is not None:
            ties[name].append(("lies in", ("component", each.store)))
        for field in each.fields.values():
            if field.reference in ties:
                ties[field.reference].append(("named by", ("entity", name)))
    for journey in design.journeys.values():
        for entity in (*journey.reads, *journey.writes):
            if entity in ties:
                ties[entity].append(("used by", ("journey", journey.id)))
    return dict.fromkeys(ties), ties


_TIES: Mapping[str, Callable[[Design], Found]] = {
    "domain": _of_domains,
    "component": _of_components,
    "entity": _of_entities,
    "journey": _of_journeys,
    "group": _of_groups,
}
