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
from msgspec.structs import fields, replace

from sdgen.base.span import Places, Span
from sdgen.design.calls import ANY_OF, QUORUM, calls_from, calls_in_groups, calls_of
from sdgen.design.data import Field
from sdgen.design.interface import Parameter
from sdgen.design.records import (
    Call,
    CallGroup,
    Component,
    Design,
    Entity,
    Journey,
    Operation,
    Option,
    Query,
    Record,
    Replicas,
    Requirements,
    StatedFigure,
    Step,
)
from sdgen.design.shapes import Flag, properties_of
from sdgen.design.topology import Domain
from sdgen.kinds import Role, kind_of
from sdgen.quantity import Dimension, Quantity
from sdgen.quantity.money import currency_of, is_same_currency
from sdgen.quantity.units import CURRENCIES, CURRENCY_SIGNS

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
    # Tables and lists whose entries are elements of their own, and in how many files they stand.
    Design: frozenset({"requirements", "accepted", "estimates", "domains", "journeys", "includes"})
    | {"components", "groups", "views", "api", "data", "decisions"},
}
_IN_ORDER: Mapping[type[Struct], frozenset[str]] = {
    Component: frozenset({"zones"}),
    Entity: frozenset({"key", "partition_by"}),
    Journey: frozenset({"steps"}),
    Query: frozenset({"by"}),
}
"""Lists whose order says something: zones are filled in turn. Of all others, what they name counts."""
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
    design says it, ``items`` each of a list and ``values`` what is compared of each. What ``follows``
    from something else that is said, such as a number of replicas from their places, is only told
    where the other design states it."""

    value: object
    text: str
    span: Span
    items: tuple[str, ...] = ()
    values: tuple[object, ...] = ()
    follows: bool = False


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
        while (each.noun, key) in found:  # a risk that is accepted twice
            number += 1
            key = f"{each.id}#{number}"
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
        yield from _requirements(required)
    for each in _of_table(design.components, COMPONENT):
        yield _without_what_follows(each, design.components[each.id])
    yield from _calls(design)
    for part in properties_of(Design).values():
        table = getattr(design, part.field) if part.field else None
        if part.shape.called and isinstance(table, Mapping) and table is not design.components:
            yield from _of_table(table, part.shape.called)
    for risk in design.accepted:
        name = f"{risk.rule} at {risk.at}"
        yield Element(ACCEPTED, name, name, risk.span, facts_of(risk))


def _of_table(table: Mapping[str, Record], noun: str) -> Iterator[Element]:
    for name, record in table.items():
        title = getattr(record, "name", "") or getattr(record, "title", "") or name
        yield Element(noun, name, title, record.span, facts_of(record))


def _requirements(required: Requirements) -> Iterator[Element]:
    """Every requirement, with the table that it stands in."""
    tables = {"functional": required.functional, "non-functional": required.non_functional}
    for kind, table in tables.items():
        for each in _of_table(table, "requirement"):
            yield replace(each, facts={"kind": Fact(kind, kind, each.span), **each.facts})


def _without_what_follows(element: Element, component: Component) -> Element:
    """Of what runs on another, that one says where; who has places, copies or limits has said how
    many there are; and where dead letters go, a call of its own says."""
    replicas = component.replicas
    dropped: set[str] = set()
    if component.runs_on:
        dropped |= {key for key in element.facts if key.split(".")[0] in ("zones", "place")}
    if component.hosted:
        dropped |= {"replicas", "replicas.min", "replicas.max"}
    letters = component.properties.get("dead_letter")
    if any(call.dead_letter and call.target == letters for call in calls_from(component)):
        dropped.add("dead_letter")
    follows: set[str] = set()
    least = max(1, sum(component.place.values()), replicas.copies or 0)
    if replicas.fewest is not None:
        least = replicas.fewest
    if "count" not in replicas.spans and replicas.count == least:
        follows.add("replicas")
    if "autoscaling" in component.properties and "min" not in replicas.spans:
        follows |= {"replicas.min", "replicas.max"}
    if not dropped and not follows:
        return element
    kept = {
        key: replace(fact, follows=True) if key in follows else fact
        for key, fact in element.facts.items()
        if key not in dropped
    }
    return replace(element, facts=kept)


def _calls(design: Design) -> Iterator[Element]:
    for group, call in calls_in_groups(design):
        facts = facts_of(call) | _of_group(group, call)
        follows = [key for key in _that_follow(design, call) if key in facts]
        facts |= {key: replace(facts[key], follows=True) for key in follows}
        name = f"{_called(design, call.source)} to {_called(design, call.target)}"
        yield Element(CALL, call.id, name, call.span, facts)


def calls_by_id(design: Design) -> Mapping[str, Call]:
    """Every call by the id that its element has: of designs side by side, one call has one in both."""
    return {call.id: call for call in calls_of(design)}


def _that_follow(design: Design, call: Call) -> Iterator[str]:
    """The keys of a call that nobody wrote: what brokers hand over is not waited for."""
    source = design.components.get(call.source)
    if call.dead_letter and "label" not in call.spans:
        yield "label"
    if call.spans.keys().isdisjoint(("async", "asynchronous")) and (
        call.dead_letter or (source is not None and kind_of(source).role is Role.BROKER)
    ):
        yield "async"


def _called(design: Design, component: str) -> str:
    known = design.components.get(component)
    return known.name if known is not None else component


def _of_group(group: CallGroup, call: Call) -> dict[str, Fact]:
    """What holds for the calls of a group together, of one of them."""
    if len(group.calls) == 1:
        return {}
    others = tuple(sorted(each.target for each in group.calls if each is not call))
    key = ANY_OF if group.need == 1 else QUORUM
    members = Fact(others, ", ".join(others), group.span, others, others)
    return {key: members, **facts_of(group)}


def facts_of(record: Struct, prefix: str = "") -> dict[str, Fact]:
    """What a record says, by the keys of the file."""
    found: dict[str, Fact] = {}
    in_order = _IN_ORDER.get(type(record), frozenset())
    places: Places = getattr(record, "spans", None) or Places()
    own = getattr(record, "span", None) or Span.whole("")
    made = {"name", "title"} - set(places) if hasattr(record, "id") else frozenset()
    for field, (key, words, short) in keys_of(type(record)).items():
        value = getattr(record, field)
        if field in made:  # a name that is made from the id or the kind
            found[key] = Fact(value, str(value), own, follows=True)
            continue
        if value == _defaults(type(record))[field] and field not in _COUNTS:
            continue
        whole = prefix if prefix and short else ".".join(filter(None, (prefix, key)))
        found.update(_facts(whole, value, words, (key, places, own), field in in_order))
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
def keys_of(record: type[Struct]) -> Mapping[str, tuple[str, tuple[str, str], bool]]:
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


def _facts(
    key: str, value: object, words: tuple[str, str], place: _Place, in_order: bool = False
) -> dict[str, Fact]:
    """The facts that a value is, most often one; ``in_order`` says that the order of a list counts."""
    own, places, whole = place
    span = places.get(own, whole)
    if isinstance(value, Mapping):
        found: dict[str, Fact] = {}
        if any(isinstance(each, Option) for each in value.values()):
            found[key] = _list(tuple(value), span, in_order)  # one may have nothing but its name
        for name, inner in value.items():
            inside = f"{own}.{name}".lstrip(".")
            found |= _facts(f"{key}.{name}".lstrip("."), inner, words, (inside, places, whole))
        return found
    if isinstance(value, Struct) and not isinstance(value, Quantity | Field | Parameter):
        return facts_of(value, key)
    if isinstance(value, tuple):
        return {key: _list(value, span, in_order)}
    compared, text = _plain(value, words)
    return {key: Fact(compared, text, span)}


def _list(value: tuple[object, ...], span: Span, in_order: bool) -> Fact:
    both = [_item(each) for each in value]
    values, items = (tuple(each[side] for each in both) for side in (0, 1))
    compared = values if in_order else tuple(sorted(values, key=repr))
    return Fact(compared, ", ".join(map(str, items)), span, tuple(map(str, items)), values)


def _plain(value: object, words: tuple[str, str] = ("yes", "no")) -> tuple[object, str]:
    """What is compared of a single value, and how it is written."""
    if isinstance(value, Quantity):
        noun = _currency(value) if value.dimension is Dimension.MONEY else value.noun
        return (value.dimension, noun, f"{value.value:.{DIGITS}g}"), value.text
    if isinstance(value, Field | Parameter):
        return _type(value), _type(value)
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, bool):
        return value, words[0] if value else words[1]
    return value, str(value)


def _currency(money: Quantity) -> str:
    """One word for a currency, whichever way it is written."""
    named = currency_of(money)
    codes = (each for each in CURRENCIES if is_same_currency(named, each))
    return next(codes, named) if named in CURRENCY_SIGNS else named


def _item(value: object) -> tuple[object, str]:
    """One of a list: what is compared, and how it is said in a line."""
    if not isinstance(value, Struct) or isinstance(value, Quantity):
        return _plain(value)
    facts = facts_of(value)
    said = ", ".join(
        fact.text if key == "label" else f"{key} {fact.text}".strip() for key, fact in facts.items()
    )
    compared = tuple((key, facts[key].value) for key in sorted(facts))
    if not isinstance(value, Step):
        return compared, said
    arrow = f"{'...' if value.chained else ''}{value.source} -> {value.target}"
    return (arrow, compared), f"{arrow}: {said}" if said else arrow


def _type(field: Field | Parameter) -> str:
    """A type as the design has it: ``string(50)?``, ``User[]``."""
    length, many = getattr(field, "length", None), getattr(field, "many", False)
    bound = "" if length is None else f"[{length}]" if many else f"({length})"
    return f"{field.type}{bound or ('[]' if many else '')}{'?' if field.optional else ''}"
