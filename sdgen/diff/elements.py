"""A design as the elements that it is made of, each with what the design says of it: what two designs
are compared by.

The facts of an element are found from the shapes of its record's fields, so that a new key of the
language is compared without a line here. Where something stands in a file, in which order tables are
written, and what follows from something else is no fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from sdgen.base.span import Places, Span
from sdgen.design.calls import ANY_OF, QUORUM, calls_in_groups
from sdgen.design.data import Field
from sdgen.design.interface import Parameter
from sdgen.design.records import (
    Call,
    CallGroup,
    Component,
    Design,
    Entity,
    Operation,
    Record,
    Replicas,
    StatedFigure,
    Step,
)
from sdgen.design.shapes import Flag, properties_of
from sdgen.design.topology import Domain
from sdgen.quantity import Quantity

DIGITS = 12
"""Significant digits in which two figures are equal: 500 ms and 0.5 s are."""
THE_DESIGN = "design"
COMPONENT = "component"
CALL = "call"
ACCEPTED = "accepted risk"

_SAYS_NOTHING = frozenset({"span", "spans", "id"})
_LEFT_OUT: Mapping[type[Struct], frozenset[str]] = {
    # What follows from the rest, and calls, which are elements of their own.
    Component: frozenset({"calls", "consumes", "pulls", "hosted", "lies_in"}),
    CallGroup: frozenset({"calls", "optional", "asynchronous"}),
    Operation: frozenset({"method", "path"}),
    # Tables and lists whose entries are elements of their own.
    Design: frozenset({"requirements", "accepted", "estimates", "domains", "journeys"})
    | {"components", "groups", "views", "api", "data", "decisions"},
}
_KEYS: Mapping[type[Struct], Mapping[str, str]] = {
    Component: {"capacities": "capacity", "no_backups": "backups", "properties": ""},
    Call: {"waits_for_ever": "timeout", "dead_letter": "dead_letter"},
    Domain: {"parent": "parent"},
    Entity: {"forever": "retention"},
    Replicas: {"reads_need": "need.reads", "writes_need": "need.writes", "majority": "need"},
    StatedFigure: {"quantity": ""},
}
"""The keys of the file that say fields without a shape. Other fields without one follow from others."""
_COUNTS = frozenset({"count"})
"""Numbers that people change from what they are where nothing is said: one replica."""
_WRITTEN = {
    "forever": "forever",
    "majority": "majority",
    "no_backups": "none",
    "waits_for_ever": "none",
}
"""How what is true is written where the key can hold more than true or false."""


class Fact(Struct, frozen=True):
    """What a design says of an element under one key. ``value`` is what is compared, ``text`` how the
    design says it, ``items`` each of a list."""

    value: object
    text: str
    span: Span
    items: tuple[str, ...] = ()


class Element(Struct, frozen=True):
    """A part of a design, such as a component: what it is (``noun``), its id and what people call
    it, and the facts by their keys (``latency.p99``)."""

    noun: str
    id: str
    name: str
    span: Span
    facts: Mapping[str, Fact]


Elements = Mapping[tuple[str, str], Element]


def elements_of(design: Design) -> Elements:
    """Every element by what it is and its id: the design itself, then each in the order of the file."""
    found: dict[tuple[str, str], Element] = {}
    for each in _every(design):
        key, number = each.id, 1
        while (each.noun, key) in found:  # several calls between one pair, a risk accepted twice
            number += 1
            key = _numbered(each.id, number)
        found[each.noun, key] = each
    return found


def _every(design: Design) -> Iterator[Element]:
    facts = facts_of(design)
    required = design.requirements
    if required is not None:
        asked = facts_of(required, "requirements")
        lists = ("requirements.functional.", "requirements.non_functional.")
        facts |= {key: each for key, each in asked.items() if not key.startswith(lists)}
    yield Element(THE_DESIGN, "", design.name, design.span, facts)
    if required is not None:
        yield from _of_table({**required.functional, **required.non_functional}, "requirement")
    yield from _of_table(design.components, COMPONENT)
    yield from _calls(design)
    for each in properties_of(Design).values():
        table = getattr(design, each.field) if each.field else None
        if each.shape.called and isinstance(table, Mapping) and table is not design.components:
            yield from _of_table(table, each.shape.called)
    for risk in design.accepted:
        name = f"{risk.rule} at {risk.at}"
        yield Element(ACCEPTED, name, name, risk.span, facts_of(risk))


def _of_table(table: Mapping[str, Record], noun: str) -> Iterator[Element]:
    for name, record in table.items():
        title = getattr(record, "name", "") or getattr(record, "title", "") or name
        yield Element(noun, name, title, record.span, facts_of(record))


def _calls(design: Design) -> Iterator[Element]:
    return (element for element, _ in _calls_in_order(design))


def calls_by_id(design: Design) -> Mapping[str, Call]:
    """Every call by the id that its element has, which is not its own where there are several between
    one pair."""
    numbers: dict[str, int] = {}
    found: dict[str, Call] = {}
    for element, call in _calls_in_order(design):
        number = numbers[element.id] = numbers.get(element.id, 0) + 1
        found[_numbered(element.id, number)] = call
    return found


def _calls_in_order(design: Design) -> Iterator[tuple[Element, Call]]:
    """Every call; of several between one pair, those that say the same stand in the same order."""
    found: dict[str, list[tuple[Element, Call]]] = {}
    for group, call in calls_in_groups(design):
        facts = facts_of(call) | _of_group(group, call)
        name = f"{_called(design, call.source)} to {_called(design, call.target)}"
        made = Element(CALL, f"{call.source}->{call.target}", name, call.span, facts)
        found.setdefault(made.id, []).append((made, call))
    for calls in found.values():
        yield from sorted(
            calls, key=lambda each: sorted((k, f.text) for k, f in each[0].facts.items())
        )


def _numbered(id: str, number: int) -> str:
    """The id of one of several that would have the same."""
    return id if number == 1 else f"{id}#{number}"


def _called(design: Design, component: str) -> str:
    known = design.components.get(component)
    return known.name if known is not None else component


def _of_group(group: CallGroup, call: Call) -> dict[str, Fact]:
    """What holds for the calls of a group together, of one of them."""
    if len(group.calls) == 1:
        return {}
    others = tuple(sorted(each.target for each in group.calls if each is not call))
    key = ANY_OF if group.need == 1 else QUORUM
    return {key: Fact(others, ", ".join(others), group.span, others), **facts_of(group)}


def facts_of(record: Struct, prefix: str = "") -> dict[str, Fact]:
    """What a record says, by the keys of the file."""
    found: dict[str, Fact] = {}
    places: Places = getattr(record, "spans", None) or Places()
    own = getattr(record, "span", None) or Span.whole("")
    made = {"name", "title"} - set(places) if hasattr(record, "id") else frozenset()
    for field, (key, words, short) in _keys(type(record)).items():
        value = getattr(record, field)
        if field in made:
            continue  # a name that is made from the id
        if value == _defaults(type(record))[field] and field not in _COUNTS:
            continue
        whole = prefix if prefix and short else ".".join(filter(None, (prefix, key)))
        found.update(_facts(whole, value, words, (key, places, own)))
    if isinstance(record, Operation) and record.path:
        text = f"{record.method} {record.path}"
        found["http"] = Fact(text, text, record.span_of("http"))
    return found


_Place = tuple[str, Places, Span]
"""A key of the file, the places of a record's values, and the record's own."""


@cache
def _defaults(record: type[Struct]) -> Mapping[str, object]:
    """By field, the value that says nothing; of a field without one, what no value is equal to."""
    found: dict[str, object] = {}
    for each in fields(record):
        made = each.default_factory
        found[each.name] = each.default if made is NODEFAULT else made()
    return found


@cache
def _keys(record: type[Struct]) -> Mapping[str, tuple[str, tuple[str, str], bool]]:
    """By field that says something: the key of the file, how true and false are written, and whether a
    plain value in the place of the record says it."""
    found: dict[str, tuple[str, tuple[str, str], bool]] = {}
    form = getattr(record, "form", None)
    short = form.short if form is not None else ""
    left_out = _LEFT_OUT.get(record, frozenset()) | _SAYS_NOTHING
    for key, each in properties_of(record).items():
        if each.field and each.field not in found:
            words = each.shape.words if isinstance(each.shape, Flag) else None
            found[each.field] = (key, words or ("yes", "no"), key == short)
    for field, key in _KEYS.get(record, {}).items():
        found[field] = (key, (_WRITTEN.get(field, "yes"), "no"), False)
    return {field: each for field, each in found.items() if field not in left_out}


def _facts(key: str, value: object, words: tuple[str, str], place: _Place) -> dict[str, Fact]:
    """The facts that a value is, most often one."""
    own, places, whole = place
    if isinstance(value, Mapping):
        found: dict[str, Fact] = {}
        for name, inner in value.items():
            inside = f"{own}.{name}".lstrip(".")
            said = _facts(f"{key}.{name}".lstrip("."), inner, words, (inside, places, whole))
            # Of an option without pros and cons, its name is what is said.
            found |= said or {f"{key}.{name}": Fact("", "", places.get(inside, whole))}
        return found
    if isinstance(value, Struct) and not isinstance(value, Quantity | Field | Parameter):
        return facts_of(value, key)
    span = places.get(own, whole)
    if isinstance(value, tuple):
        items = tuple(map(_item, value))
        return {key: Fact(items, ", ".join(items), span, items)}
    compared, text = _plain(value, words)
    return {key: Fact(compared, text, span)}


def _plain(value: object, words: tuple[str, str] = ("yes", "no")) -> tuple[object, str]:
    """What is compared of a single value, and how it is written."""
    if isinstance(value, Quantity):
        return (value.dimension, value.noun, f"{value.value:.{DIGITS}g}"), value.text
    if isinstance(value, Field | Parameter):
        return _type(value), _type(value)
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, bool):
        return value, words[0] if value else words[1]
    return value, str(value)


def _item(value: object) -> str:
    """One of a list, in a line."""
    if not isinstance(value, Struct) or isinstance(value, Quantity):
        return _plain(value)[1]
    said = ", ".join(
        fact.text if key == "label" else f"{key} {fact.text}".strip()
        for key, fact in facts_of(value).items()
    )
    if not isinstance(value, Step):
        return said
    arrow = f"{value.source} -> {value.target}"
    before = "..." if value.chained else ""
    return f"{before}{arrow}: {said}" if said else f"{before}{arrow}"


def _type(field: Field | Parameter) -> str:
    """A type as the design has it: ``string(50)?``, ``User[]``."""
    length, many = getattr(field, "length", None), getattr(field, "many", False)
    bound = "" if length is None else f"[{length}]" if many else f"({length})"
    return f"{field.type}{bound or ('[]' if many else '')}{'?' if field.optional else ''}"
