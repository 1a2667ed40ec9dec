"""Failure domains: providers, regions, zones, racks and hosts, each knowing what holds it."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from sdgen.base.span import Places, Span
from sdgen.base.subject import Subject
from sdgen.design.placement import domain_at_levels
from sdgen.design.records import Component, Design
from sdgen.design.topology import Domain, Level
from sdgen.kinds import KINDS
from sdgen.model import codes
from sdgen.model.fields import read_fields, read_parts
from sdgen.model.gather import Gather, mapping, scalars, text
from sdgen.parse.document import Mapping, Node, Sequence

LEVEL_OF_KEY = {
    "regions": Level.REGION,
    "zones": Level.ZONE,
    "racks": Level.RACK,
    "hosts": Level.HOST,
}
"""The level of what stands under each key."""
ORDER = tuple(Level)


class _Place(Struct, frozen=True):
    """Where domains stand: in which domain, and of which level they are there."""

    parent: str | None
    level: Level
    key: str


def read_topology(node: Node | None, gather: Gather) -> dict[str, Domain]:
    """Every failure domain by id, outer ones before what they hold."""
    domains: dict[str, Domain] = {}
    _read_domains(node, _Place(None, Level.REGION, ""), domains, gather)
    return domains


def with_places(design: Design) -> Design:
    """The design in which components that keep data on several nodes know in which domains these
    lie at every level."""
    placed = [each for each in design.components.values() if _keeps_copies_in_places(each)]
    if not placed:
        return design
    lies_in = {name: domain_at_levels(design.domains, name) for name in design.domains}
    knowing = {each.id: replace(each, lies_in=lies_in) for each in placed}
    return replace(design, components={**design.components, **knowing})


def _keeps_copies_in_places(component: Component) -> bool:
    kind = KINDS.get(component.kind)
    lies_somewhere = bool(component.zones or component.place)
    keeps = (kind is not None and kind.keeps_data) or component.replicas.copies is not None
    return lies_somewhere and component.replicas.count > 1 and keeps


def _read_domains(
    node: Node | None, place: _Place, domains: dict[str, Domain], gather: Gather
) -> None:
    if isinstance(node, Sequence):
        for each in scalars(node):
            _add(each.text, each.span, None, place, domains, gather)
        return
    for entry in mapping(node).entries:
        _add(entry.key, entry.key_span, entry.value, place, domains, gather)


def _add(
    identifier: str,
    span: Span,
    value: Node | None,
    place: _Place,
    domains: dict[str, Domain],
    gather: Gather,
) -> None:
    if identifier in domains:
        gather.report(
            codes.DEFINED_TWICE,
            f"the failure domain '{identifier}' is defined twice, first at {domains[identifier].span}",
            span,
            "give each domain an id of its own",
            identifier,
        )
        return
    level = _level(identifier, value, place, gather)
    written = value if isinstance(value, Mapping) else None
    given, places = read_parts(Domain, value) if value is not None else (mapping(None), Places())
    where = Subject("domain", identifier)
    domains[identifier] = Domain(
        span=span,
        spans=places,
        id=identifier,
        level=level,
        parent=place.parent,
        **read_fields(Domain, given, where, gather, leave_out=("level",)),
    )
    for key, inner in LEVEL_OF_KEY.items():
        entry = written.entry(key) if written else None
        if entry is None:
            continue
        if ORDER.index(inner) <= ORDER.index(level):
            gather.report(
                codes.CONTRADICTION,
                f"domain '{identifier}': a {level} cannot hold {key}",
                entry.key_span,
                "providers hold regions, regions hold zones, zones hold racks, zones and racks hold hosts"
                + ("; write 'level: provider'" if level is Level.REGION else ""),
                identifier,
            )
        _read_domains(entry.value, _Place(identifier, inner, key), domains, gather)


def _level(identifier: str, value: Node | None, place: _Place, gather: Gather) -> Level:
    """The level that the key gives, or at the top the one that ``level`` says."""
    node = mapping(value).get("level")
    said = text(node)
    if node is None or said not in set(Level):
        return place.level
    level = Level(said)
    if place.parent is not None and level is not place.level:
        gather.report(
            codes.CONTRADICTION,
            f"domain '{identifier}': 'level' says {level}, but it stands under '{place.key}'",
            node.span,
            f"leave out 'level', or move the domain under '{level}s'",
            identifier,
        )
        return place.level
    return level
