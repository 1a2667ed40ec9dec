"""What a design states that no figure of it counts, so that nothing is dropped without a word.

A property counts where a figure depends on it: alone (``availability``), or beside its partners (the
``capacity`` of what a journey with a rate reaches). Of a kind's own properties those are in
``_OWN``; the rest tell a reader something, or are what a rule asks for. Clients are taken to be
up and to take no time, whatever is said of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from sdgen.analyses.failure.domains import replica_counts
from sdgen.analyses.failure.provided import is_provided
from sdgen.analyses.storage.cache_memory import HotBy, with_memory
from sdgen.analyses.traffic.held import Holders
from sdgen.analyses.traffic.operations import accesses
from sdgen.base.words import counted, joined
from sdgen.design.calls import calls_from, calls_of
from sdgen.design.components import Component
from sdgen.design.journeys import Journey
from sdgen.design.shapes import properties_of
from sdgen.kinds import Role, kind_of
from sdgen.model.rates import users_key
from sdgen.model.users import OF_CLIENTS, own_users
from sdgen.model.work import counts_operations
from sdgen.quantity import Dimension
from sdgen.quantity.units import MONTHS

if TYPE_CHECKING:
    from sdgen.analyses.facts import Facts
    from sdgen.design.records import Design

DESCRIPTIVE: Final = frozenset(
    (
        "name",
        "technology",
        "icon",
        "icons",
        "platform",
        "platforms",
        "link",
        "row",
        "notes",
        "tags",
        "owners",
        "label",
        "properties",
        "group",
    )
)
"""Keys that describe: they change a picture or the document alone, and nobody expects more."""

_MOST_NAMED = 4
"""Elements of one key that are named; of more there is the number."""

Counts = Callable[["Facts", Component], bool]


def uncounted_properties(facts: Facts) -> tuple[str, ...]:
    """What is said of clients, what no figure of the design counts, in a line each; before them, a line
    for each component with domains that hold none of its replicas."""
    of_clients: dict[str, list[str]] = {}
    found: dict[str, list[str]] = {}
    for key, element in _of_scale(facts):
        found.setdefault(key, []).append(element)
    for component in facts.design.components.values():
        common = of_clients if kind_of(component).role is Role.ACTOR else found
        for key in _of_component(facts, component):
            common.setdefault(key, []).append(component.id)
        for key in _of_its_kind(facts, component):
            found.setdefault(key, []).append(component.id)
    for key, element in (*_of_calls(facts), *_of_journeys(facts), *_of_entities(facts)):
        found.setdefault(key, []).append(element)
    lines = [*_empty_domains(facts)]
    if of_clients:
        lines.append(f"clients are taken to be up, and to take no time: {_listed(of_clients)}")
    if found:
        lines.append(f"stated for readers and rules, no figure depends on it: {_listed(found)}")
    return tuple(lines)


def _empty_domains(facts: Facts) -> Iterator[str]:
    for component in facts.design.components.values():
        held = replica_counts(component)
        empty = [name for name in component.zones if not held.get(name)]
        if empty and kind_of(component).role is not Role.ACTOR and not is_provided(component):
            number = counted(component.replicas.count, "replica")
            yield f"{component.id} has {number}, and none of them in {joined(empty)}"


def _listed(found: Mapping[str, Iterable[str]]) -> str:
    return "; ".join(f"{key} of {_elements(tuple(of))}" for key, of in found.items())


def _elements(elements: tuple[str, ...]) -> str:
    """The elements by name, or how many there are; calls are many, and have long names."""
    if len(elements) <= _MOST_NAMED:
        return joined(elements)
    return counted(len(elements), "call" if "->" in elements[0] else "component")


# --- components ------------------------------------------------------------------------------


def _is_reached(facts: Facts, component: Component) -> bool:
    return bool(facts.journeys_of[component.id])


def _has_load(facts: Facts, component: Component) -> bool:
    return component.id in facts.traffic.components


def _is_used(facts: Facts, component: Component) -> bool:
    """Whether its load is known in what its capacity counts, now or once another has failed."""
    if component.id in facts.traffic.utilisation:
        return True
    return (
        not _has_load(facts, component)
        and counts_operations(component)
        and component.id in facts.standing_by
    )


def _takes_time(facts: Facts, component: Component) -> bool:
    return _is_reached(facts, component) or _has_load(facts, component)


def _keeps_entities(facts: Facts, component: Component) -> bool:
    return component.id in facts.storage.stores


def _has_cache_memory(facts: Facts, component: Component) -> bool:
    return component.id in facts.caches


def _has_memory_of_caches(facts: Facts, component: Component) -> bool:
    """Whether its memory is that of a cache: itself, or one that runs on it."""
    caches = (facts.design.components[name] for name in facts.caches)
    bearing = (with_memory(facts.design, each) for each in caches)
    return any(each is not None and each.id == component.id for each in bearing)


def _fills_something(facts: Facts, component: Component) -> bool:
    return _keeps_entities(facts, component) or _has_cache_memory(facts, component)


def _hot_by(way: HotBy) -> Counts:
    """Whether of the ways to say how much is hot in a cache this one is taken."""

    def counts(facts: Facts, component: Component) -> bool:
        cache = facts.caches.get(component.id)
        if cache is None or cache.hot_by is not way:
            return False
        return way is HotBy.SET or not all(each.whole for each in cache.held)

    return counts


def _is_connected(facts: Facts, component: Component) -> bool:
    return component.id in facts.connections


def _has_bytes(facts: Facts, component: Component) -> bool:
    return component.id in facts.sized


def _changes_over(_: Facts, component: Component) -> bool:
    """Whether callers change over to another alternative once the name server's answers are
    forgotten."""
    return kind_of(component).resolves_names and any(
        len(group.calls) > group.need for group in component.calls
    )


def _is_partitioned(facts: Facts, component: Component) -> bool:
    """Whether load, the share of the hottest key, and what one partition carries are known."""
    own = component.properties
    hot = "hottest_key" in own or any(
        each.store == component.id and each.hottest_key is not None
        for each in facts.design.data.values()
    )
    limited = "partition_limit" in own or ("partitions" in own and component.capacity is not None)
    return hot and limited and _has_load(facts, component)


def _has_misses(facts: Facts, component: Component) -> bool:
    """Whether a step takes its rate from what misses here, or memory its size."""
    return _has_cache_memory(facts, component) or component.id in facts.once(
        ("missed",), lambda: _missed(facts.design)
    )


def _missed(design: Design) -> frozenset[str]:
    from sdgen.analyses.traffic.misses import misses

    return frozenset(
        cache for journey in design.journeys.values() for cache in misses(design, journey) if cache
    )


def _spreads_waits(facts: Facts, component: Component) -> bool:
    """Whether requests wait for one of several replicas of what it calls, and no keys choose."""
    called = {call.target for call in calls_from(component)} & facts.design.components.keys()
    chosen = [facts.stays.of(name).spread for name in called]
    return any(each is not None and not each.keyed for each in chosen)


def _is_held(facts: Facts, component: Component) -> bool:
    """Whether it is known how many operations it has in flight, and how many it may."""
    held = facts.in_flight.get(component.id)
    return held is not None and held.allowed is not None


_WITH_PARTNERS: Final[Mapping[str, Counts]] = {
    "capacity": _is_used,
    "latency": _takes_time,
    "storage": _keeps_entities,
    "memory": _has_memory_of_caches,
    "connections": _is_connected,
    "bandwidth": _has_bytes,
    "backups": lambda _, __: False,
    "managed": lambda _, component: kind_of(component).role is not Role.PROVIDED,
    "external": lambda _, component: kind_of(component).role is not Role.PROVIDED,
}
"""Of what every component can have, that which counts beside its partners alone."""

_WHAT_IT_IS: Final = frozenset(("kind", "shape", "calls", "consumes"))

_OWN: Final[Mapping[str, Counts]] = {
    "fill": _fills_something,
    "hit_ratio": _has_misses,
    **{way.value: _hot_by(way) for way in (HotBy.SET, HotBy.READS, HotBy.KEYS, HotBy.SKEW)},
    "overhead": _has_cache_memory,
    "ttl": _changes_over,
    "routing": _changes_over,
    "health_check": _changes_over,
    "hottest_key": _is_partitioned,
    "partitions": _is_partitioned,
    "partition_limit": _is_partitioned,
    "balancing": lambda facts, component: (
        component.properties.get("sticky") is not True and _spreads_waits(facts, component)
    ),
    "sticky": _spreads_waits,
    "concurrency": _is_held,
    "copy_of": lambda _, __: True,
    "dead_letter": lambda _, component: any(call.dead_letter for call in calls_from(component)),
}
"""Of the properties of kinds, those that figures count, and when."""


def _of_component(facts: Facts, component: Component) -> Iterator[str]:
    """What any component can say, and no figure counts here."""
    acts = kind_of(component).role is Role.ACTOR
    for key in properties_of(Component):
        if key in DESCRIPTIVE or key in _WHAT_IT_IS or component.spans.get(key) is None:
            continue
        counts = _WITH_PARTNERS.get(key)
        if acts or (counts is not None and not counts(facts, component)):
            yield key


def _of_its_kind(facts: Facts, component: Component) -> Iterator[str]:
    """What components of its kind can say, and no figure counts here."""
    for key in component.properties:
        if key in DESCRIPTIVE:
            continue
        counts = _counts_own(key) if key in OF_CLIENTS else _OWN.get(key)
        if counts is None or not counts(facts, component):
            yield key


# --- the rest --------------------------------------------------------------------------------


def _of_scale(facts: Facts) -> Iterator[tuple[str, str]]:
    scale = facts.design.scale
    if scale is None:
        return
    rates = [each.rate for each in facts.design.journeys.values() if each.rate is not None]
    counts = {key for actor, key in _counted_users(facts.design) if not _own(facts, actor, key)}
    for key in (*OF_CLIENTS, "total_users"):
        if getattr(scale, key) is not None and key not in counts:
            yield key, "scale"
    if scale.growth is not None and scale.horizon is None:
        yield "growth", "scale"
    units = {each.text.rpartition("/")[2].strip().casefold() for each in rates}
    prices = [each.price for each in facts.design.components.values()]
    sends = any(each is not None and each.egress is not None for each in prices)
    if scale.month is not None and not units.intersection(MONTHS) and not sends:
        yield "month", "scale"


def _counted_users(design: Design) -> Iterator[tuple[str, str]]:
    """The users that figures count: whose, and the key that gives them."""
    holders = Holders(design)
    for call in calls_of(design):
        if call.held is not None and call.held.dimension is Dimension.PER_USER:
            users = holders.of(call)
            if users is not None:
                yield from ((each, users.key) for each in holders.clients(call.source))
    for journey in design.journeys.values():
        if journey.rate is not None and journey.rate.dimension is Dimension.USER_RATE:
            yield journey.actor, users_key(journey.rate)


def _own(facts: Facts, actor: str, key: str) -> bool:
    return own_users(facts.design.components.get(actor), key) is not None


def _counts_own(key: str) -> Counts:
    """Whether a figure counts the users that a client gives under this key."""
    return lambda facts, client: (
        (client.id, key)
        in facts.once(("counted_users",), lambda: frozenset(_counted_users(facts.design)))
    )


def _of_calls(facts: Facts) -> Iterator[tuple[str, str]]:
    timed = {(each.source, each.target) for journey in facts.journeys for each in journey.steps}
    for call in facts.calls:
        if call.protocol:
            yield "protocol", call.id
        if call.encrypted is not None:
            yield "encrypted", call.id
        if call.same_zone:
            yield "same_zone", call.id
        kept = facts.connections.get(call.target)
        if call.pool is not None and kept is None:
            yield "pool", call.id
        if call.held is not None and (kept is None or call.id not in kept.pools):
            yield "held", call.id
        is_timed = (call.source, call.target) in timed and not call.asynchronous
        repeats = is_timed and (call.timeout is not None or call.failures is not None)
        counts = {
            "timeout": is_timed,
            "failures": is_timed,
            "retries": repeats,
            "backoff": repeats and bool(call.retries),
        }
        yield from (
            (key, call.id)
            for key, is_counted in counts.items()
            if getattr(call, key) is not None and not is_counted
        )


def _of_journeys(facts: Facts) -> Iterator[tuple[str, str]]:
    for journey in facts.design.journeys.values():
        yield from ((key, journey.id) for key in _told_in_vain(facts, journey))
        yield from ((key, journey.id) for key in _of_objectives(facts, journey))
        for key in ("request", "response"):
            if not all(_adds_up(facts, name, key) for name in _sized(journey, key)):
                yield key, journey.id


def _sized(journey: Journey, key: str) -> Iterator[str]:
    """The components that calls of a known size arrive at, ``key`` being the direction."""
    for step in journey.steps:
        given = getattr(step, key) is not None
        if given or (step.source == journey.actor and getattr(journey, key) is not None):
            yield step.target


def _adds_up(facts: Facts, name: str, key: str) -> bool:
    """Whether the bytes of all calls to the component are known in this direction."""
    load = facts.traffic.components.get(name)
    return load is not None and getattr(load, key) is not None


def _told_in_vain(facts: Facts, journey: Journey) -> Iterator[str]:
    """The entities of a journey that tell nothing about its steps, nor about a cache."""
    told = accesses(facts.design, journey)
    for key in ("reads", "writes"):
        untold = replace(journey, **{key: ()})
        same = getattr(journey, key) and accesses(facts.design, untold) == told
        if same and not facts.caches:
            yield key


def _of_objectives(facts: Facts, journey: Journey) -> Iterator[str]:
    goals = journey.objectives
    if goals is None:
        return
    yield from (key for key in ("rpo", "rto", "consistency") if getattr(goals, key))
    if goals.includes_async and not _goes_on_behind(facts, journey):
        yield "includes_async"


def _goes_on_behind(facts: Facts, journey: Journey) -> bool:
    """Whether the journey reaches something by a call that nobody waits for."""
    made = facts.made[journey.id].components
    return any(
        call.asynchronous and call.target in made
        for name in made
        for call in facts.calls_from[name]
    )


def _of_entities(facts: Facts) -> Iterator[tuple[str, str]]:
    for entity in facts.design.data.values():
        store = facts.design.components.get(entity.store or "")
        if entity.hottest_key is not None and (store is None or not _is_partitioned(facts, store)):
            yield "hottest_key", entity.id
        if entity.queries and not any(each.journey for each in entity.queries):
            yield "queries", entity.id
