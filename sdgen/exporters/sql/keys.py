"""What identifies an entity: the values of its key, those of references in it written out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from sdgen.design.records import Design, Entity
from sdgen.exporters.written_types import WrittenType, type_of

WIDEST: Final = 32
"""Values of a key; no index of PostgreSQL has more columns."""
ID: Final = WrittenType("id")
"""What refers to an entity that has no key, or one that leads back to itself."""
UNKNOWN: Final = WrittenType("")
"""The type of a field of which the design only gives the name."""


class Part(Struct, frozen=True):
    """One value of a key: the ``path`` of names that leads to it, and its type, which is no
    reference."""

    path: tuple[str, ...]
    type: WrittenType


Keys = Mapping[str, tuple[Part, ...]]
"""The values of the key of each entity, by its id; none where it has no key, or too wide a one."""


def keys_of(design: Design) -> Keys:
    """The keys of all entities. Of keys that lead round in a circle one, the last that is met, is
    taken for an id."""
    found: dict[str, tuple[Part, ...]] = {}
    for start in design.data.values():
        under_way: list[tuple[Entity, Iterator[str]]] = [(start, _needed(design, start))]
        met = {start.id}
        while under_way:
            entity, needed = under_way[-1]
            target = next((each for each in needed if each not in found and each not in met), None)
            if target is not None:
                met.add(target)
                under_way.append((design.data[target], _needed(design, design.data[target])))
                continue
            under_way.pop()
            if entity.id not in found:
                found[entity.id] = _parts(entity, found)
    return found


def _needed(design: Design, entity: Entity) -> Iterator[str]:
    """The entities whose keys are a part of this one's."""
    for name in entity.key:
        field = entity.fields.get(name)
        reference = None if field is None else field.reference
        if reference is not None and reference in design.data:
            yield reference


def _parts(entity: Entity, found: Keys) -> tuple[Part, ...]:
    parts: list[Part] = []
    for name in dict.fromkeys(entity.key):
        parts += values_of(entity, name, found)
        if len(parts) > WIDEST:
            return ()
    return tuple(parts)


def values_of(entity: Entity, name: str, keys: Keys) -> tuple[Part, ...]:
    """The values that a field of an entity stands for: itself, or the key of what it refers to. Of
    many it is one, a list."""
    field = entity.fields.get(name)
    if field is None:
        return (Part((name,), UNKNOWN),)
    written = type_of(field)
    if field.reference is None:
        return (Part((name,), written),)
    key = keys.get(field.reference, ()) or (Part((), ID),)
    if written.many:
        one = key[0].type if len(key) == 1 and not key[0].type.many else WrittenType("json")
        as_list = replace(one, length=None, many=True, most=written.most)
        return (Part((name,), replace(as_list, optional=written.optional)),)
    if len(key) == 1:
        return (Part((name,), replace(key[0].type, optional=written.optional)),)
    return tuple(
        Part((name, *each.path), replace(each.type, optional=written.optional)) for each in key
    )
