"""A design with other ids: of its elements, and wherever they are named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from sdgen.design.data import Field
from sdgen.design.interface import Parameter
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
    Requirement,
    StatedFigure,
    Step,
    View,
)
from sdgen.design.selectors import selector
from sdgen.design.shapes import Nested, Table, ids_of, properties_of

_WORD = re.compile(r"\w+")
Ids = Mapping[str, Mapping[str, str]]
"""By what it is, old ids with the new ones."""

_NAMING: Mapping[type[Struct], Mapping[str, tuple[str, ...]]] = {
    Component: {"group": ("group",), "pulls": ("component",)},
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
_TYPES: Mapping[type[Struct], str] = {Operation: "returns", Parameter: "type"}
"""Texts that may name an entity among other words: ``Tweet[]``."""
_SELECTORS: Mapping[str, str] = {
    "include": "component",
    "leave_out": "component",
    "collapse": "group",
}
"""What an id alone selects."""
_PLACES = frozenset({"span", "spans"})


class _Names(Struct, frozen=True):
    """The new ids, and by noun those that stay; ``known`` keeps what was asked for."""

    ids: Ids
    kept: Mapping[str, frozenset[str]]
    known: dict[tuple[str, ...], Mapping[str, str]] = field(default_factory=dict)

    def of(self, *nouns: str) -> Mapping[str, str]:
        """Old ids with the new ones of what can be one of these; an id that something else of them has and
        keeps still names that."""
        if nouns not in self.known:
            self.known[nouns] = {
                old: new
                for noun in nouns
                for old, new in self.ids.get(noun, {}).items()
                if not any(old in self.kept.get(other, ()) for other in nouns if other != noun)
            }
        return self.known[nouns]


def with_ids(design: Design, ids: Ids) -> Design:
    """The design with other ids for these: of the elements, and wherever they are named."""
    tables = {
        each.shape.called: getattr(design, each.field)
        for each in properties_of(Design).values()
        if each.field and each.shape.called
    }
    kept = {
        noun: frozenset(table) - ids.get(noun, {}).keys()
        for noun, table in tables.items()
        if isinstance(table, Mapping)
    }
    renamed: Design = _renamed(design, _Names(ids, kept))
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


def _renamed(record: Record, names: _Names) -> Any:
    """The record with the new ids of what it names, and of what it holds."""
    changed = {
        name: new
        for name in record.__struct_fields__
        if name not in _PLACES and (new := _new(record, name, names)) != getattr(record, name)
    }
    return replace(record, **changed) if changed else record


def _new(record: Record, name: str, names: _Names) -> object:
    """What a field of a record holds with the new ids."""
    value = getattr(record, name)
    naming = _naming(type(record))
    entities, domains = names.of("entity"), names.of("domain")
    noun = _nouns().get(type(record))
    if name in naming:
        return _ids(value, names.of(*naming[name]))
    if name == "id" and noun is not None:
        return names.of(noun).get(value, value)
    if name == "properties" and isinstance(record, Component):
        known = names.of("component")
        return {
            key: known.get(str(each), each) if key in _OF_KINDS else each
            for key, each in value.items()
        }
    if name in _SELECTORS and isinstance(record, View):
        return tuple(_selector(each, names, _SELECTORS[name]) for each in value)
    if name == _TYPES.get(type(record)):
        return _WORD.sub(lambda word: entities.get(word[0], word[0]), value)
    if name == "estimates":
        return {each.id: each for each in (_renamed(stated, names) for stated in value.values())}
    if name == "lies_in":
        return {domains.get(at, at): _ids(each, domains) for at, each in value.items()}
    return _inside(value, names)


@cache
def _naming(record: type[Struct]) -> Mapping[str, tuple[str, ...]]:
    """The fields of a record that name something, and what each can be of."""
    by_shape = {name: ("component" if of == "cache" else of,) for name, _, of in ids_of(record)}
    return {**by_shape, **_NAMING.get(record, {})}


@cache
def _nouns() -> Mapping[type[Struct], str]:
    """What the entries of the design's tables are called, by their records."""
    found: dict[type[Struct], str] = {Domain: "domain", Requirement: "requirement"}
    for each in properties_of(Design).values():
        if isinstance(each.shape, Table) and isinstance(each.shape.each, Nested):
            found[each.shape.each.record] = each.shape.called
    return found


def _ids(value: Any, known: Mapping[str, str]) -> object:
    """An id, several, or a table by id, with the new ids."""
    if isinstance(value, str):
        return known.get(value, value)
    if isinstance(value, tuple):
        return tuple(known.get(each, each) for each in value)
    if isinstance(value, Mapping):
        return {known.get(key, key): each for key, each in value.items()}
    return value


def _inside(value: Any, names: _Names) -> object:
    if isinstance(value, Record):
        return _renamed(value, names)
    if isinstance(value, tuple) and any(isinstance(each, Record) for each in value):
        return tuple(_renamed(each, names) for each in value)
    if isinstance(value, Mapping) and any(isinstance(each, Record) for each in value.values()):
        return {key: _inside(each, names) for key, each in value.items()}
    return value


def _selector(written: str, names: _Names, alone: str) -> str:
    meant = selector(written)
    new = names.of(meant.what or alone).get(meant.id)
    if new is None:
        return written
    return f"{meant.what}:{new}" if meant.what else new
