"""What has another id and is the same: recognised by what it is, what it is tied to and what is said of
it, and written into the older design, so that only what really differs is left.

A component is the same where it has the same kind, most of the same callers and callees, the same
journeys, and mostly says the same. Of two designs, the ids that both have are never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from sdgen.design.calls import calls_of
from sdgen.design.data import Field
from sdgen.design.records import (
    Acceptance,
    Alert,
    Call,
    Component,
    Design,
    Domain,
    Group,
    Monitoring,
    Operation,
    Query,
    Record,
    StatedFigure,
    Step,
    View,
)
from sdgen.design.selectors import selector
from sdgen.design.shapes import Nested, Table, ids_of, properties_of
from sdgen.diff.elements import Element, elements_of
from sdgen.diff.numbers import with_numbers

ALIKE = 0.6
"""How alike two must be, from 0 to 1, to be one under two ids."""
MOST_PAIRS = 10_000
"""Pairs that are compared; of more nothing is recognised."""

_RENAMED = ("group", "domain", "component", "entity", "journey")
"""What is recognised by what it is tied to, in this order: each helps with the next."""
_OTHERS = ("requirement", "operation", "decision", "view")
"""What is recognised by saying the same."""

Likeness = Callable[[Element, Element], float]
Ids = Mapping[str, Mapping[str, str]]
"""By what it is, old ids with the new ones."""


class Renames(Struct, frozen=True):
    """Old ids with the new ones, by what they are of (``component``)."""

    ids: dict[str, dict[str, str]] = field(default_factory=dict)

    def old(self, noun: str, new: str) -> str:
        """The id that it had before; empty where it had the same."""
        found = self.ids.get(noun, {})
        return next((before for before, after in found.items() if after == new), "")


def recognised(old: Design, new: Design) -> tuple[Renames, Design]:
    """What has another id in the newer design, and the older one with the newer ids."""
    found: dict[str, dict[str, str]] = {}
    before, after = elements_of(old), elements_of(new)
    for noun in (*_RENAMED, *_OTHERS):
        gone = [each for key, each in before.items() if key[0] == noun and key not in after]
        come = [each for key, each in after.items() if key[0] == noun and key not in before]
        if not gone or not come or len(gone) * len(come) > MOST_PAIRS:
            continue
        pairs = _paired(gone, come, _likeness(noun, old, new))
        if pairs:
            found[noun] = pairs
            old = with_ids(old, {noun: pairs})
            before = elements_of(old)
    return Renames(found), with_numbers(old, new)


def _paired(
    gone: Collection[Element], come: Collection[Element], likeness: Likeness
) -> dict[str, str]:
    """The pairs that are most alike, each element once; none of those that are not alike."""
    scored = [
        (likeness(one, other), place, turn)
        for place, one in enumerate(gone)
        for turn, other in enumerate(come)
    ]
    olds, news = list(gone), list(come)
    left, right, found = set(range(len(olds))), set(range(len(news))), {}
    for score, place, turn in sorted(scored, key=lambda each: (-each[0], each[1:])):
        if score < ALIKE:
            break
        if place in left and turn in right:
            left.discard(place)
            right.discard(turn)
            found[olds[place].id] = news[turn].id
    return found


def _likeness(noun: str, old: Design, new: Design) -> Likeness:
    """How alike two elements of this noun are, from 0 to 1."""
    if noun in _OTHERS:
        return lambda one, other: float(_said(one) == _said(other) != {})
    ties = {"component": _of_component, "journey": _of_journey, "group": _of_group}
    tied = {**ties, "domain": _of_domain, "entity": _of_entity}[noun]
    olds, news = tied(old), tied(new)

    def likeness(one: Element, other: Element) -> float:
        must, before = olds[one.id]
        same, after = news[other.id]
        if must != same:
            return 0.0
        parts = [_in_common(_said(one).items(), _said(other).items()), _spelt_alike(one, other)]
        tied_alike = _in_common(before, after)
        if not before and not after:
            return sum(parts) / len(parts)
        return 0.6 * tied_alike + 0.2 * parts[0] + 0.2 * parts[1]

    return likeness


def _said(element: Element) -> dict[str, object]:
    return {key: fact.value for key, fact in element.facts.items() if not fact.follows}


def _in_common(one: Collection[object], other: Collection[object]) -> float:
    """The share of what either has that both have; 1 where neither has anything."""
    first, second = list(one), list(other)
    shared = sum(1 for each in first if each in second)
    every = len(first) + len(second) - shared
    return shared / every if every else 1.0


def _spelt_alike(one: Element, other: Element) -> float:
    return max(
        SequenceMatcher(None, one.id, other.id).ratio(),
        float(one.name.casefold() == other.name.casefold()),
    )


Tied = dict[str, tuple[object, list[object]]]
"""By id, what must be the same, and what it is tied to."""


def _of_component(design: Design) -> Tied:
    ties: dict[str, list[object]] = {name: [] for name in design.components}
    for call in calls_of(design):
        if call.source in ties and call.target in ties:
            ties[call.source].append(("calls", call.target))
            ties[call.target].append(("called by", call.source))
    for journey in design.journeys.values():
        passed = {name for step in journey.steps for name in (step.source, step.target)}
        for name in passed & ties.keys():
            ties[name].append(("journey", journey.id))
    for entity in design.data.values():
        if entity.store in ties:
            ties[entity.store].append(("keeps", entity.id))
    return {name: (each.kind, ties[name]) for name, each in design.components.items()}


def _of_journey(design: Design) -> Tied:
    return {
        name: (None, [("starts", each.actor), *((s.source, s.target) for s in each.steps)])
        for name, each in design.journeys.items()
    }


def _of_group(design: Design) -> Tied:
    members: dict[str, list[object]] = {name: [] for name in design.groups}
    for component in design.components.values():
        if component.group in members:
            members[component.group].append(component.id)
    return {name: (None, inside) for name, inside in members.items()}


def _of_domain(design: Design) -> Tied:
    inside: dict[str, list[object]] = {name: [] for name in design.domains}
    for name, each in design.domains.items():
        if each.parent in inside:
            inside[each.parent].append(("holds", name))
    for component in design.components.values():
        for zone in (*component.zones, *component.place):
            if zone in inside:
                inside[zone].append(component.id)
    return {
        name: ((each.level, each.parent), inside[name]) for name, each in design.domains.items()
    }


def _of_entity(design: Design) -> Tied:
    return {name: (None, list(each.fields)) for name, each in design.data.items()}


# --- the older design with the newer ids ---------------------------------------------------------

_NAMING: Mapping[type[Struct], Mapping[str, tuple[str, ...]]] = {
    Component: {"group": ("group",)},
    Group: {"parent": ("group",)},
    Domain: {"parent": ("domain",)},
    Call: {"source": ("component",), "target": ("component",)},
    Step: {"source": ("component",), "target": ("component",)},
    Operation: {"journey": ("journey",)},
    Query: {"journey": ("journey",)},
    Field: {"type": ("entity",), "reference": ("entity",)},
    StatedFigure: {"owner": ("component", "journey", "entity")},
    Alert: {"on": ("component", "journey")},
    Monitoring: {"watches": ("component", "journey")},
    Acceptance: {"at": ("component", "journey", "domain", "entity", "group")},
}
"""The fields that name something, and what, where their shapes do not say it."""
_OF_KINDS = frozenset({"copy_of", "dead_letter"})
"""Properties of some kinds that name a component."""
_SELECTORS = frozenset({"include", "leave_out", "collapse"})
_PLACES = frozenset({"span", "spans", "lies_in"})


def with_ids(design: Design, ids: Ids) -> Design:
    """The design with other ids for these: of the elements, and wherever they are named."""
    renamed: Design = _renamed(design, ids)
    changed: dict[str, object] = {}
    for table in properties_of(Design).values():
        entries = getattr(renamed, table.field) if table.field else None
        known = ids.get(table.shape.called, {})
        if known and isinstance(entries, Mapping):
            changed[table.field] = {known.get(name, name): each for name, each in entries.items()}
    if renamed.requirements is not None and "requirement" in ids:
        known = ids["requirement"]
        changed["requirements"] = replace(
            renamed.requirements,
            functional=_ids(renamed.requirements.functional, known),
            non_functional=_ids(renamed.requirements.non_functional, known),
        )
    return replace(renamed, **changed) if changed else renamed


def _renamed(record: Record, ids: Ids) -> Any:
    """The record with the new ids of what it names, and of what it holds."""
    naming = _naming(type(record))
    changed: dict[str, object] = {}
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if name in naming:
            changed[name] = _ids(value, _of(ids, naming[name]))
        elif name == "id" and _nouns().get(type(record)) in ids:
            changed[name] = ids[_nouns()[type(record)]].get(value, value)
        elif name == "properties" and isinstance(record, Component):
            known = ids.get("component", {})
            changed[name] = {
                key: known.get(str(each), each) if key in _OF_KINDS else each
                for key, each in record.properties.items()
            }
        elif name in _SELECTORS and isinstance(record, View):
            changed[name] = tuple(_selector(each, ids) for each in value)
        elif name not in _PLACES:
            changed[name] = _inside(value, ids)
    kept = {name: new for name, new in changed.items() if new != getattr(record, name)}
    return replace(record, **kept) if kept else record


@cache
def _naming(record: type[Struct]) -> Mapping[str, tuple[str, ...]]:
    """The fields of a record that name something, and what each can be of."""
    by_shape = {name: ("component" if of == "cache" else of,) for name, _, of in ids_of(record)}
    return {**by_shape, **_NAMING.get(record, {})}


@cache
def _nouns() -> Mapping[type[Struct], str]:
    """What the entries of the design's tables are called, by their records."""
    found: dict[type[Struct], str] = {Domain: "domain"}
    for each in properties_of(Design).values():
        if isinstance(each.shape, Table) and isinstance(each.shape.each, Nested):
            found[each.shape.each.record] = each.shape.called
    return found


def _of(ids: Ids, nouns: tuple[str, ...]) -> Mapping[str, str]:
    return {old: new for noun in nouns for old, new in ids.get(noun, {}).items()}


def _ids(value: Any, known: Mapping[str, str]) -> object:
    """An id, several, or a table by id, with the new ids."""
    if isinstance(value, str):
        return known.get(value, value)
    if isinstance(value, tuple):
        return tuple(known.get(each, each) for each in value)
    if isinstance(value, Mapping):
        return {known.get(key, key): each for key, each in value.items()}
    return value


def _inside(value: Any, ids: Ids) -> object:
    if isinstance(value, Record):
        return _renamed(value, ids)
    if isinstance(value, tuple) and any(isinstance(each, Record) for each in value):
        return tuple(_renamed(each, ids) for each in value)
    if isinstance(value, Mapping) and any(isinstance(each, Record) for each in value.values()):
        return {key: _inside(each, ids) for key, each in value.items()}
    return value


def _selector(written: str, ids: Ids) -> str:
    meant = selector(written)
    new = ids.get(meant.what or "component", {}).get(meant.id)
    if new is None:
        return written
    return f"{meant.what}:{new}" if meant.what else new
