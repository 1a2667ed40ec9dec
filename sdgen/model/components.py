"""Components: the boxes of a design, with what they are, where they run and what they can carry."""

from __future__ import annotations

from sdgen.base.span import Places
from sdgen.design.records import Backups, Component, Latency, Price
from sdgen.kinds import KINDS, Kind, PropertyType
from sdgen.model.calls import read_calls
from sdgen.model.gather import Dimensions, Gather, flag, mapping, number, spans, text, texts
from sdgen.model.names import component_name
from sdgen.model.replicas import read_replicas
from sdgen.parse.document import Entry, Mapping, Node
from sdgen.quantity import Dimension, Quantity

CAPACITY = (Dimension.RATE, Dimension.BYTE_RATE)


def read_components(node: Node | None, gather: Gather) -> dict[str, Component]:
    """Every component by id, in the order of the files."""
    return {entry.key: _read_component(entry, gather) for entry in mapping(node).entries}


def _read_component(entry: Entry, gather: Gather) -> Component:
    given = mapping(entry.value)
    identifier = entry.key
    where = f"component '{identifier}'"
    kind = KINDS.get(text(given.get("kind")))

    def read(key: str, expected: Dimensions) -> Quantity | None:
        return gather.quantity(given.get(key), expected, f"{where}, '{key}'")

    return Component(
        span=entry.key_span,
        spans=spans(given),
        id=identifier,
        kind=text(given.get("kind")),
        name=text(given.get("name")) or component_name(identifier, kind),
        technology=text(given.get("technology")),
        group=text(given.get("group")) or None,
        replicas=read_replicas(given, entry.key_span, where, gather),
        zones=texts(given.get("zones")),
        place=_read_place(given.get("place")),
        availability=read("availability", Dimension.RATIO),
        mtbf=read("mtbf", Dimension.DURATION),
        mttr=read("mttr", Dimension.DURATION),
        common_cause=read("common_cause", Dimension.RATIO),
        deploy_availability=read("deploy_availability", Dimension.RATIO),
        capacity=read("capacity", CAPACITY),
        latency=_read_latency(given.entry("latency"), where, gather),
        storage=read("storage", Dimension.BYTES),
        memory=read("memory", Dimension.BYTES),
        connections=number(given.get("connections")),
        bandwidth=read("bandwidth", Dimension.BYTE_RATE),
        backups=_read_backups(given.entry("backups"), where, gather),
        price=_read_price(given.entry("price"), where, gather),
        calls=read_calls(given.get("calls"), identifier, gather),
        managed=flag(given.get("managed")) or False,
        external=flag(given.get("external")) or False,
        link=text(given.get("link")),
        icon=text(given.get("icon")),
        shape=text(given.get("shape")),
        notes=text(given.get("notes")),
        tags=texts(given.get("tags")),
        properties=_read_properties(given, kind, where, gather),
    )


def _read_place(node: Node | None) -> dict[str, int]:
    counted = ((entry.key, number(entry.value)) for entry in mapping(node).entries)
    return {key: count for key, count in counted if count is not None}


def _parts(entry: Entry, plain: str) -> tuple[Mapping | dict[str, Node], Places]:
    """The parts of a value and their places; a plain value is the part of that name."""
    if isinstance(entry.value, Mapping):
        return entry.value, spans(entry.value)
    return {plain: entry.value}, Places({plain: entry.value.span})


def _read_latency(entry: Entry | None, where: str, gather: Gather) -> Latency | None:
    """A plain latency is the median."""
    if entry is None:
        return None
    given, places = _parts(entry, "p50")

    def read(key: str) -> Quantity | None:
        return gather.quantity(given.get(key), Dimension.DURATION, f"{where}, latency '{key}'")

    return Latency(span=entry.key_span, spans=places, p50=read("p50"), p99=read("p99"))


def _read_backups(entry: Entry | None, where: str, gather: Gather) -> Backups | None:
    """A plain value is the time between two backups."""
    if entry is None:
        return None
    given, places = _parts(entry, "every")

    def read(key: str) -> Quantity | None:
        return gather.quantity(given.get(key), Dimension.DURATION, f"{where}, backups '{key}'")

    return Backups(span=entry.key_span, spans=places, every=read("every"), keep=read("keep"))


def _read_price(entry: Entry | None, where: str, gather: Gather) -> Price | None:
    """A plain value is the price of a replica."""
    if entry is None:
        return None
    given, places = _parts(entry, "replica")

    def read(key: str) -> Quantity | None:
        return gather.quantity(given.get(key), Dimension.MONEY, f"{where}, price '{key}'")

    return Price(
        span=entry.key_span,
        spans=places,
        replica=read("replica"),
        storage=read("storage"),
        egress=read("egress"),
    )


def _read_properties(
    given: Mapping, kind: Kind | None, where: str, gather: Gather
) -> dict[str, object]:
    """The kind's own properties that were given, as quantities or plain values."""
    found: dict[str, object] = {}
    for own in kind.properties if kind else ():
        node = given.get(own.name)
        if node is None:
            continue
        value: object = text(node)
        if own.type is PropertyType.FLAG:
            value = flag(node)
        elif own.type is PropertyType.COUNT:
            value = number(node)
        elif own.dimension is not None:
            value = gather.quantity(node, own.dimension, f"{where}, '{own.name}'")
        if value is not None:
            found[own.name] = value
    return found
