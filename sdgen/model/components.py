"""Components: the boxes of a design, with what they are, where they run and what they can carry."""

from __future__ import annotations

from msgspec.structs import replace

from sdgen.base.subject import Subject
from sdgen.design.components import Capacity, Component
from sdgen.design.shapes import Choice, Text, of_kind
from sdgen.kinds import KINDS, Kind
from sdgen.model.calls import read_calls
from sdgen.model.fields import Place, read_fields, read_value
from sdgen.model.gather import Gather, mapping, spans, text
from sdgen.model.names import Named, component_names
from sdgen.model.replicas import read_replicas
from sdgen.parse.document import Entry, Mapping, Node


def read_components(node: Node | None, gather: Gather) -> dict[str, Component]:
    """Every component by id, in the order of the files."""
    found = {entry.key: _read_component(entry, gather) for entry in mapping(node).entries}
    names = component_names(
        [
            Named(each.id, KINDS.get(each.kind), each.name, each.technology)
            for each in found.values()
        ]
    )
    return {
        identifier: each
        if each.name == names[identifier]
        else replace(each, name=names[identifier])
        for identifier, each in found.items()
    }


def _read_component(entry: Entry, gather: Gather) -> Component:
    """The component that an entry describes; its name is empty where none is given."""
    given = mapping(entry.value)
    identifier = entry.key
    where = Subject("component", identifier)
    fields = read_fields(Component, given, where, gather, leave_out=("replicas",))
    kind = KINDS.get(fields["kind"])
    if isinstance(fields.get("capacity"), Capacity):
        fields["capacities"] = fields.pop("capacity")
    fields.setdefault("name", "")
    return Component(
        span=entry.key_span,
        spans=spans(given),
        id=identifier,
        replicas=read_replicas(given, entry.key_span, where, gather),
        calls=read_calls(given.get("calls"), identifier, gather),
        properties=_read_properties(given, kind, where, gather),
        **fields,
    )


def _read_properties(
    given: Mapping, kind: Kind | None, where: Subject, gather: Gather
) -> dict[str, object]:
    """The kind's own properties that were given, as quantities or plain values."""
    found: dict[str, object] = {}
    for own in kind.properties if kind else ():
        entry = given.entry(own.name)
        if entry is None:
            continue
        shape = of_kind(own)
        value: object = read_value(shape, entry, Place(where, "", own.name), gather)
        if value is None and isinstance(shape, Choice | Text):
            value = text(entry.value)  # what is given and empty is given
        if value is not None:
            found[own.name] = value
    return found
