"""A store that keeps more than its disks hold.

Finds: A store whose entities, with all copies and what its disks keep free (`fill`), take more by the
horizon than the `storage` of all its replicas, and when that is. Without a horizon it looks at what is
there now, or once the `retention` of each entity has passed.

Why: A full disk stops all writes at once. New disks or nodes take weeks to buy and days to fill, so
the month has to be known long before.

Bad:
    scale: {horizon: 3y}
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, calls: [db]}
      db: {kind: database, replicas: {count: 6, copies: 3}, storage: 1 TB, fill: 70%}
    journeys:
      order: {actor: web, rate: 20/s}
    data:
      Order: {store: db, key: order_id, size: 1 KB, created_by: order}

Good:
    scale: {horizon: 3y}
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, calls: [db]}
      db: {kind: database, replicas: {count: 6, copies: 3}, storage: 2 TB, fill: 70%}
    journeys:
      order: {actor: web, rate: 20/s}
    data:
      Order: {store: db, key: order_id, size: 1 KB, created_by: order}

Can be wrong: Where nodes are added as the data grows, or the store compresses well: give the size of a
row as it lies on the disk. Indexes and logs are not counted.

Source: Amazon RDS User Guide, Increasing DB instance storage capacity
<https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.ModifyingExisting.html>; Grokking the
System Design Interview, Back-of-the-envelope estimation: capacity at 70% of the disks.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from math import isclose

from sdgen.analyses.crossing import first_above
from sdgen.analyses.replication import ASSUMED_COPIES, says_nothing_of_copies
from sdgen.analyses.storage.stores import EntityStorage, StoreStorage, held_over_time
from sdgen.analyses.traffic.capacity import TOLERANCE
from sdgen.analyses.traffic.growth import year_seconds
from sdgen.base.findings import Severity
from sdgen.base.words import by_number, counted, joined
from sdgen.design.records import Component, Scale
from sdgen.kinds import kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.quantity.types import DAY
from sdgen.rules.support.needs import DISK, HORIZON, RATES, ROWS
from sdgen.rules.support.wording import said_so


def check(context: LintContext) -> Iterator[Problem]:
    for name, store in context.storage.stores.items():
        component = context.design.components[name]
        if component.storage is None or not store.capacity:
            continue
        stores = {each for each, _ in store.all_parts}
        times = _turns(context, stores)
        course = held_over_time(context.design, context.storage, store)
        most = max(map(course, times))
        reached = first_above(course, store.capacity * (1.0 + TOLERANCE), times)
        if reached is None:
            continue
        entities = [each for each in context.storage.entities.values() if each.store in stores]
        largest = max(entities, key=lambda each: each.bytes_at_horizon or 0.0)
        creating = {context.design.data[each.entity].created_by for each in entities}
        yield Problem(
            message=f"'{name}' has to keep {_size(most)}{_how(store)}, and "
            f"{counted(component.replicas.count, 'disk')} of {component.storage.text} "
            f"{by_number(component.replicas.count, 'holds', 'hold')} {_size(store.capacity)}"
            f"{_uneven(component, store)}{said_so(component)}: {most / store.capacity:.0%}, {_when(context, reached, times[-1])}",
            span=component.span_of("storage"),
            at=name,
            about=tuple(each.entity for each in entities),
            help=_change(context, component, store, most, largest),
            journeys=tuple(each.id for each in context.journeys if each.id in creating),
        )


def _turns(context: LintContext, stores: set[str]) -> tuple[float, ...]:
    """The times in seconds between which what is kept only rises, or falls and then rises: now,
    the end of each retention, and the horizon."""
    scale = context.design.scale
    horizon = scale.horizon.value if scale is not None and scale.horizon is not None else math.inf
    retentions = {
        each.retention.value
        for each in context.design.data.values()
        if each.store in stores and each.retention is not None and each.retention.value < horizon
    }
    return tuple(sorted({0.0, *retentions, *({horizon} - {math.inf})}))


def _how(store: StoreStorage) -> str:
    """Copies and fill factor, where they count."""
    parts = [counted(store.copies, "copy")] if store.copies > 1 else []
    if store.fill < 1.0:
        parts.append(f"disks {format_quantity(store.fill, Dimension.RATIO)} full")
    return f" ({', '.join(parts)})" if parts else ""


def _uneven(component: Component, store: StoreStorage) -> str:
    """That one disk is full before the others, where copies lie so."""
    even = store.copies / component.replicas.count
    if isclose(store.node_share, even):
        return ""
    return f" until the fullest, with {store.node_share:.0%} of the data, is full"


def _when(context: LintContext, reached: float, end: float) -> str:
    if reached <= 0.0:
        return "more than they hold now"
    scale: Scale | None = context.design.scale
    month = year_seconds(scale) / 12
    after = format_quantity(reached, Dimension.DURATION)
    if end < 3 * month:
        return f"full after {after} of {format_quantity(end, Dimension.DURATION)}"
    return f"full in month {math.floor(reached / month) + 1} of {math.ceil(end / month - 1e-9)}"


def _change(
    context: LintContext,
    component: Component,
    store: StoreStorage,
    most: float,
    largest: EntityStorage,
) -> str:
    assert component.storage is not None, "its disks are known"
    if math.isinf(most):
        return "keep less"
    disk, even = component.storage, store.copies / component.replicas.count
    until = "the horizon" if context.design.scale and context.design.scale.horizon else "then"
    changes = []
    if _copies_stay(component, store) and isclose(store.node_share, even):
        replicas = math.ceil(most / disk.value - 1e-9)
        changes.append(f"{counted(replicas, 'replica')} of {disk.text}")
    fullest = most / store.copies * store.node_share
    changes.append(
        f"{counted(component.replicas.count, 'disk')} of {_size(math.ceil(fullest / 1e6) * 1e6)}"
    )
    return (
        f"{joined(changes, 'or')} would last until {until}{_shorter(context, store, most, largest)}"
    )


def _copies_stay(component: Component, store: StoreStorage) -> bool:
    """Whether more replicas would keep as many copies of each piece as there are."""
    stated = component.replicas.copies is not None
    if says_nothing_of_copies(component):
        return store.copies == ASSUMED_COPIES
    return stated or (store.copies == 1 and not kind_of(component).keeps_copies)


def _shorter(context: LintContext, store: StoreStorage, most: float, largest: EntityStorage) -> str:
    """The retention with which it would fit, where one entity that is kept for ever is the cause."""
    entity = context.design.data[largest.entity]
    scale = context.design.scale
    own = (largest.bytes_at_horizon or 0.0) * store.copies / store.fill
    growing = largest.added and largest.size and (scale is None or scale.growth is None)
    if entity.retention is not None or not growing or largest.rows or store.capacity is None:
        return ""
    assert largest.added is not None and largest.size is not None, "it grows"
    left = store.capacity - (most - own)
    seconds = left / (largest.added * largest.size * store.copies / store.fill)
    days = math.floor(seconds / DAY)
    return f"; so would a 'retention' of '{entity.id}' of {days}d" if days >= 1 else ""


def _size(value: float) -> str:
    return format_quantity(value, Dimension.BYTES)


RULE = Rule(
    code="CAP004",
    name="storage-exhausted",
    severity=Severity.WARNING,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    needs=(RATES, DISK, ROWS, HORIZON),
)
