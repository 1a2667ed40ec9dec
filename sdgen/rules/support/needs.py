"""Inputs that rules need: each with the elements of a design that lack it."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.failure.provided import is_provided
from sdgen.design.hosts import hosts_of
from sdgen.kinds import Role, kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Need


def _no_journeys(context: LintContext) -> Iterator[str]:
    if not context.journeys:
        yield "the design"


def _no_availability_objective(context: LintContext) -> Iterator[str]:
    for journey in context.journeys:
        if journey.objectives is None or journey.objectives.availability is None:
            yield journey.id


def _no_zones(context: LintContext) -> Iterator[str]:
    for component in context.components:
        own = not (is_provided(component) or kind_of(component).role is Role.ACTOR)
        if own and not component.runs_on and not component.zones and not component.place:
            yield component.id


def _no_store(context: LintContext) -> Iterator[str]:
    if not context.design.data:
        yield "the design"


def _no_api(context: LintContext) -> Iterator[str]:
    if not context.design.api:
        yield "the design"


def _no_rate(context: LintContext) -> Iterator[str]:
    for journey in context.journeys:
        if journey.id not in context.traffic.journeys:
            yield journey.id


def _no_capacity(context: LintContext) -> Iterator[str]:
    for component in context.components:
        own = not (is_provided(component) or kind_of(component).role is Role.ACTOR)
        # what runs on others is as quick as they are
        every = (component, *hosts_of(context.design, component))
        known = any(each.capacity is not None or each.capacities is not None for each in every)
        if own and not known and context.journeys_of[component.id]:
            yield component.id


def _no_bandwidth(context: LintContext) -> Iterator[str]:
    for component in context.components:
        own = not (is_provided(component) or kind_of(component).role is Role.ACTOR)
        if own and component.bandwidth is None and component.id in context.sized:
            yield component.id


def _no_sizes(context: LintContext) -> Iterator[str]:
    unknown = {
        name
        for passes in context.passes.values()
        for each in passes
        if each.request is None or each.response is None
        for name in (each.call.source, each.call.target)
    }
    for component in context.components:
        if component.bandwidth is not None and component.id in unknown:
            yield component.id


def _no_disk(context: LintContext) -> Iterator[str]:
    for name, kept in context.storage.stores.items():
        component = context.design.components[name]
        own = not is_provided(component)
        known = any(each.storage is not None for each in hosts_of(context.design, component))
        if own and not known and kept.capacity is None and kept.bytes_at_horizon > 0:
            yield name


def _no_rows(context: LintContext) -> Iterator[str]:
    for name, kept in context.storage.entities.items():
        disk = kept.store is not None and kept.store in context.storage.stores
        if disk and kept.bytes_at_horizon is None:
            yield name


def _no_horizon(context: LintContext) -> Iterator[str]:
    scale = context.design.scale
    disks = {name for name, kept in context.storage.stores.items() if kept.capacity is not None}
    grows = any(each.added and each.store in disks for each in context.storage.entities.values())
    if grows and (scale is None or scale.horizon is None):
        yield "the design"


def _no_latency_objective(context: LintContext) -> Iterator[str]:
    for journey in context.journeys:
        goals = journey.objectives
        if goals is None or (goals.p99 is None and goals.p50 is None):
            yield journey.id


def _no_steps(context: LintContext) -> Iterator[str]:
    for journey in context.journeys:
        goals = journey.objectives
        asked = goals is not None and (goals.p99 is not None or goals.p50 is not None)
        if asked and not journey.steps:
            yield journey.id


def _no_hottest_key(context: LintContext) -> Iterator[str]:
    for entity in context.design.data.values():
        store = context.design.components.get(entity.store or "")
        if entity.partition_by and entity.hottest_key is None and store is not None:
            limited = "partition_limit" in store.properties or "partitions" in store.properties
            if limited and "hottest_key" not in store.properties:
                yield entity.id


def _no_partition_limit(context: LintContext) -> Iterator[str]:
    hot = {each.store for each in context.design.data.values() if each.hottest_key is not None}
    for component in context.components:
        own = component.properties
        known = "partition_limit" in own or ("partitions" in own and component.capacity is not None)
        if (component.id in hot or "hottest_key" in own) and not known:
            yield component.id


def _no_memory(context: LintContext) -> Iterator[str]:
    for name, cache in context.caches.items():
        component = context.design.components[name]
        own = not is_provided(component)
        if own and cache.capacity is None and cache.bytes_at_horizon > 0:
            yield name


def _no_hot_set(context: LintContext) -> Iterator[str]:
    for component in context.components:
        if kind_of(component).role is Role.CACHE and component.memory is not None:
            cache = context.caches.get(component.id)
            if cache is None or not cache.complete:
                yield component.id


JOURNEYS = Need(name="journeys", doc="what users do", missing=_no_journeys)
AVAILABILITY_OBJECTIVE = Need(
    name="objectives.availability",
    doc="how available a journey should be",
    missing=_no_availability_objective,
    part_of=JOURNEYS,
)
ZONES = Need(name="zones", doc="where a component runs", missing=_no_zones)
ENTITIES = Need(name="data", doc="what is kept, and where", missing=_no_store)
OPERATIONS = Need(name="api", doc="the operations of the interface", missing=_no_api)
RATES = Need(name="rate", doc="how often a journey runs", missing=_no_rate, part_of=JOURNEYS)
CAPACITY = Need(name="capacity", doc="what one replica carries", missing=_no_capacity)
BANDWIDTH = Need(name="bandwidth", doc="the network of one replica", missing=_no_bandwidth)
SIZES = Need(
    name="request and response", doc="the bytes of its calls, both ways", missing=_no_sizes
)
DISK = Need(name="storage", doc="the disk of one replica", missing=_no_disk)
ROWS = Need(name="rows and size", doc="how much of an entity is kept", missing=_no_rows)
LATENCY_OBJECTIVE = Need(
    name="objectives.p99",
    doc="how quick a journey should be",
    missing=_no_latency_objective,
    part_of=JOURNEYS,
)
STEPS = Need(
    name="steps",
    doc="which calls a journey makes, in order",
    missing=_no_steps,
    part_of=JOURNEYS,
)
HOTTEST_KEY = Need(
    name="hottest_key", doc="the share of the key asked for most", missing=_no_hottest_key
)
PARTITION_LIMIT = Need(
    name="partition_limit", doc="what one partition carries", missing=_no_partition_limit
)
HORIZON = Need(name="scale.horizon", doc="how far ahead the design must last", missing=_no_horizon)
MEMORY = Need(name="memory", doc="the memory of one replica of a cache", missing=_no_memory)
HOT_SET = Need(
    name="hot_set, hot_reads, hot_keys or skew",
    doc="what is read often of a cache's entities",
    missing=_no_hot_set,
)
