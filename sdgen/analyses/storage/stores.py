"""Storage: what is kept now and at the horizon, by entity and by store.

Bytes of an entity = rows x size x copies / fill; a disk holds what its node keeps of them. Rows at the horizon = rows now + what is added a
second x the time for which it is kept (the horizon, or the retention where that is shorter).
What is added is the entity's own growth, or the average rate of the journey that creates it; it
grows with the load where the design says how that does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct, field

from sdgen.analyses.failure.domains import replica_domains
from sdgen.analyses.failure.placement import pieces_of, share_of_fullest
from sdgen.analyses.replication import copies_kept, says_nothing_of_copies
from sdgen.analyses.traffic.flow import Traffic
from sdgen.analyses.traffic.growth import load_seconds
from sdgen.design.hosts import guests_first
from sdgen.design.records import Component, Design, Entity, Field
from sdgen.quantity import Dimension, Quantity

FIELD_SIZES = {
    "bool": 1,
    "boolean": 1,
    "byte": 1,
    "short": 2,
    "int": 4,
    "integer": 4,
    "float": 4,
    "date": 4,
    "long": 8,
    "bigint": 8,
    "double": 8,
    "id": 8,
    "time": 8,
    "timestamp": 8,
    "datetime": 8,
    "decimal": 16,
    "uuid": 16,
}
"""Bytes of a field of each type, as PostgreSQL and Cassandra keep them; a string counts the bytes
of its bound, a reference those of an id."""

REFERENCE_SIZE = 8


class EntityStorage(Struct, frozen=True):
    """``rows`` and ``bytes`` now and at the horizon; bytes are of one copy, without room left
    free. None is unknown. ``size`` is the bytes of one row."""

    entity: str
    store: str | None
    size: float | None
    rows: float | None
    rows_at_horizon: float | None
    added: float | None

    @property
    def bytes(self) -> float | None:
        return bytes_of(self.rows, self.size)

    @property
    def bytes_at_horizon(self) -> float | None:
        return bytes_of(self.rows_at_horizon, self.size)


class StoreStorage(Struct, frozen=True):
    """Bytes on disk of all entities in a store, ``copies`` times each, over ``fill`` (the share
    of a disk that may be used). ``node_share`` is the share of the data, counted once, that its
    fullest node keeps, ``capacity`` the bytes in all at which the disk of that node is full.
    ``complete`` is false where an entity of the store is unknown, so that the true figure is
    larger. ``parts`` are the stores whose data lies on the disks of what they run on, with the
    bytes there of each byte of data; empty where it is the store's own alone."""

    store: str
    bytes: float
    bytes_at_horizon: float
    copies: int
    fill: float
    node_share: float
    capacity: float | None
    complete: bool
    parts: tuple[tuple[str, float], ...] = ()

    @property
    def all_parts(self) -> tuple[tuple[str, float], ...]:
        """The stores whose data it is, with the bytes on disk of each byte of data."""
        return self.parts or ((self.store, self.copies / self.fill),)

    @property
    def share_at_horizon(self) -> float | None:
        return None if not self.capacity else self.bytes_at_horizon / self.capacity

    @property
    def node_bytes_at_horizon(self) -> float:
        """Bytes on the disk of the fullest node."""
        return self.bytes_at_horizon / self.copies * self.node_share


class StorageFacts(Struct, frozen=True):
    """By entity and by store, in the order of the design."""

    entities: Mapping[str, EntityStorage] = field(default_factory=dict)
    stores: Mapping[str, StoreStorage] = field(default_factory=dict)
    assumptions: tuple[str, ...] = ()


def storage(design: Design, load: Traffic) -> StorageFacts:
    """What the entities of ``design`` take, ``load`` being its flow."""
    assumptions: dict[str, None] = {}
    entities = {
        name: _entity(design, entity, load, assumptions) for name, entity in design.data.items()
    }
    held: dict[str, list[EntityStorage]] = {}
    for each in entities.values():
        if each.store is not None and each.store in design.components:
            held.setdefault(each.store, []).append(each)
    stores = {
        name: _store(design, component, held[name])
        for name, component in design.components.items()
        if name in held
    }
    stores = _with_hosts(design, stores)
    for name, store in stores.items():
        if name not in held:
            continue
        if says_nothing_of_copies(design.components[name]):
            said = f"{name}: {store.copies} copies of each piece, since 'copies' is not given"
            assumptions[said] = None
    return StorageFacts(entities, stores, tuple(assumptions))


def entity_size(entity: Entity) -> float | None:
    """The bytes of one row: as given, else the sum of its fields; None where a field's type says
    nothing about its size."""
    if entity.size is not None:
        return entity.size.value
    sizes = [_field_size(each) for each in entity.fields.values()]
    if not sizes or None in sizes:
        return None
    return sum(size for size in sizes if size is not None)


def _field_size(each: Field) -> float | None:
    if each.type in ("string", "text", "bytes", "varchar", "char"):
        return float(each.length) if each.length is not None else None
    size = REFERENCE_SIZE if each.reference is not None else FIELD_SIZES.get(each.type)
    if size is None or (each.many and each.length is None):
        return None
    return float(size * (each.length or 1) if each.many else size)


def _entity(
    design: Design, entity: Entity, load: Traffic, assumptions: dict[str, None]
) -> EntityStorage:
    size = entity_size(entity)
    if size is not None and entity.size is None:
        assumptions[f"{entity.id}: {size:g} bytes a row, from its fields"] = None
    added = _added(design, entity, load, size)
    rows = entity.rows.value if entity.rows is not None else None
    if rows is None and added is not None:
        rows = 0.0
    return EntityStorage(
        entity.id, entity.store, size, rows, _rows_at_horizon(design, entity, rows, added), added
    )


def _rows_at_horizon(
    design: Design, entity: Entity, rows: float | None, added: float | None
) -> float | None:
    if rows is None or added is None:
        return rows
    horizon = design.scale.horizon if design.scale is not None else None
    if horizon is not None:
        return rows_after(design, entity, rows, added, horizon.value)
    return rows if entity.retention is None else max(rows, added * entity.retention.value)


def rows_after(
    design: Design, entity: Entity, rows: float, added: float | None, seconds: float
) -> float:
    """Rows of the entity after so many seconds, of ``rows`` now and ``added`` a second at
    today's load; where that is not known they stay."""
    if added is None:
        return rows
    if entity.retention is None:
        return rows + added * load_seconds(design.scale, 0.0, seconds)
    retention = entity.retention.value
    # what is there now goes as its retention ends
    left = rows * max(0.0, 1.0 - seconds / retention) if retention > 0 else 0.0
    return left + added * load_seconds(design.scale, max(0.0, seconds - retention), seconds)


def held_over_time(
    design: Design, kept: StorageFacts, store: StoreStorage
) -> Callable[[float], float]:
    """What gives the bytes that a store holds after so many seconds."""
    factors = dict(store.all_parts)
    held = [
        (design.data[each.entity], each.rows, each.added, each.size * factors[each.store])
        for each in kept.entities.values()
        if each.store in factors and each.rows is not None and each.size is not None
    ]

    def bytes_after(seconds: float) -> float:
        return sum(
            rows_after(design, entity, rows, added, seconds) * size
            for entity, rows, added, size in held
        )

    return bytes_after


def _added(design: Design, entity: Entity, load: Traffic, size: float | None) -> float | None:
    """Rows a second, on average."""
    growth = entity.growth
    if growth is not None:
        return _growth(design, growth, size)
    if entity.created_by is None:
        return None
    journey = load.journeys.get(entity.created_by)
    return None if journey is None else journey.average


def _growth(design: Design, growth: Quantity, size: float | None) -> float | None:
    if growth.dimension is Dimension.BYTE_RATE:
        return growth.value / size if size else None
    if growth.dimension is Dimension.USER_RATE:
        users = design.scale.daily_users if design.scale is not None else None
        return None if users is None else growth.value * users.value
    return growth.value


def _store(design: Design, component: Component, held: list[EntityStorage]) -> StoreStorage:
    copies = copies_kept(component)
    fill = fill_factor(component)
    factor = copies / fill
    disk = component.storage
    share = share_of_node(design, component)
    return StoreStorage(
        store=component.id,
        bytes=factor * sum(each.bytes or 0.0 for each in held),
        bytes_at_horizon=factor * sum(each.bytes_at_horizon or 0.0 for each in held),
        copies=copies,
        fill=fill,
        node_share=share,
        capacity=None if disk is None else disk.value * copies / share,
        complete=all(each.bytes_at_horizon is not None for each in held),
    )


def _with_hosts(design: Design, stores: dict[str, StoreStorage]) -> dict[str, StoreStorage]:
    """With what stores keep on the disks of what they run on, those having the disks that the data
    of others fills too. What has a disk of its own keeps nothing there."""
    for guest in guests_first(design):
        kept = stores.get(guest.id)
        if kept is not None and (guest.storage is None or guest.hosted):
            host = design.components[guest.runs_on]
            stores[host.id] = _on_disks(design, host, guest, kept, stores.get(host.id))
    return {name: stores[name] for name in design.components if name in stores}


def _on_disks(
    design: Design,
    host: Component,
    guest: Component,
    kept: StoreStorage,
    before: StoreStorage | None,
) -> StoreStorage:
    """What a host keeps with the data of one component more. ``fills`` of its fullest node add up:
    instance 1 of each lies on the first instance of the host."""
    before = before or _store(design, host, [])
    on_one = 1 if guest.hosted else -(-guest.replicas.count // host.replicas.count)
    node = before.node_bytes_at_horizon + kept.node_bytes_at_horizon * on_one
    now = before.bytes + kept.bytes
    later = before.bytes_at_horizon + kept.bytes_at_horizon
    share = node / later if later else before.node_share
    disk = host.storage
    return StoreStorage(
        store=host.id,
        bytes=now,
        bytes_at_horizon=later,
        copies=1,
        fill=before.fill,
        node_share=share,
        capacity=None if disk is None or not share else disk.value / share,
        complete=before.complete and kept.complete,
        parts=(*(before.parts or ((host.id, before.copies / before.fill),)), *kept.all_parts),
    )


def share_of_node(design: Design, component: Component) -> float:
    """The share of all data, counted once, that the fullest node keeps."""
    copies = copies_kept(component)
    domains = replica_domains(component)
    pieces = pieces_of(design, domains, copies, across=component.replicas.across)
    return share_of_fullest(pieces, copies, domains)


def fill_factor(component: Component) -> float:
    """The share of its disks that a store may use; all of them where it does not say."""
    given = component.properties.get("fill")
    return given.value if isinstance(given, Quantity) and given.value > 0 else 1.0


def bytes_of(rows: float | None, size: float | None) -> float | None:
    """The bytes of so many rows; None where one of the two is unknown."""
    return None if rows is None or size is None else rows * size
