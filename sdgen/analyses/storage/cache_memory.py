"""The memory that caches need: what they hold of each entity, how much of that is read often.

Bytes of a cache = hot rows x size x overhead x copies / fill. What is hot comes from the design, in
the first of these ways that it gives:

- ``hot_set``: the bytes themselves;
- ``hot_reads``: that share of a day's reads, each row kept once at most: "cache 20% of daily reads";
- ``hot_keys``: that share of all rows: "a fifth of the keys is read often";
- ``hit_ratio``, or the one that the misses in the journeys' steps come to: as many rows as get that
  share of the reads by Zipf's law where ``skew`` gives its exponent, else by the 80-20 rule.

A cache holds the entities that name it in ``cached_in``, whole those that have it as ``store``. Where no
entity names it, and it says how its reads spread, it holds what the journeys through it read.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from enum import StrEnum

from msgspec import Struct

from sdgen.analyses.crossing import crossing
from sdgen.analyses.replication import copies_kept
from sdgen.analyses.storage.popularity import EIGHTY_TWENTY, PowerLaw, Zipf
from sdgen.analyses.storage.stores import (
    EntityStorage,
    StorageFacts,
    bytes_of,
    fill_factor,
)
from sdgen.analyses.traffic.flow import Pass, Traffic, first_calls, passes
from sdgen.analyses.traffic.growth import load_factor
from sdgen.design.hosts import hosts_of
from sdgen.design.records import Component, Design, Journey
from sdgen.kinds import Role, kind_of
from sdgen.quantity import Quantity
from sdgen.quantity.types import DAY


class HotBy(StrEnum):
    """What says how much of a cache's entities is read often; the value is the property."""

    SET = "hot_set"
    READS = "hot_reads"
    KEYS = "hot_keys"
    SKEW = "skew"
    HIT_RATIO = "hit_ratio"
    NOTHING = ""


class HeldEntity(Struct, frozen=True):
    """What a cache keeps of one entity, one copy without overhead: rows now and at the horizon.
    ``reads`` are those of the entity through the cache in a second on average, None where it is
    not known which of the cache's reads they are. ``whole`` entities live in the cache itself."""

    entity: str
    size: float | None
    reads: float | None
    rows: float | None
    rows_at_horizon: float | None
    whole: bool = False

    @property
    def bytes(self) -> float | None:
        return bytes_of(self.rows, self.size)

    @property
    def bytes_at_horizon(self) -> float | None:
        return bytes_of(self.rows_at_horizon, self.size)


class CacheMemory(Struct, frozen=True):
    """The memory of a cache over all replicas, in bytes: needed now and at the horizon, and what
    there is. ``hit_ratio`` is the one wanted, ``implied`` where it comes from misses;
    ``expected`` is what the memory that there is gives at the horizon, None where it is unknown.
    ``complete`` is false where something that it holds is unknown, so that it needs more."""

    cache: str
    hot_by: HotBy
    held: tuple[HeldEntity, ...]
    bytes: float
    bytes_at_horizon: float
    copies: int
    overhead: float
    fill: float
    replicas: int
    capacity: float | None
    hit_ratio: float | None
    implied: bool
    expected: float | None
    complete: bool

    @property
    def replica_at_horizon(self) -> float:
        """The bytes that one replica needs."""
        return self.bytes_at_horizon / self.replicas

    @property
    def share_at_horizon(self) -> float | None:
        """What is needed over what there is."""
        return None if not self.capacity else self.bytes_at_horizon / self.capacity


class CacheFacts(Struct, frozen=True):
    """By cache, in the order of the design; those of which nothing is known are absent."""

    caches: Mapping[str, CacheMemory]
    assumptions: tuple[str, ...] = ()


def cache_memory(design: Design, load: Traffic, kept: StorageFacts) -> CacheFacts:
    """What the caches of ``design`` need, ``load`` and ``kept`` being its flow and storage."""
    caches = [each for each in design.components.values() if kind_of(each).role is Role.CACHE]
    if not caches:
        return CacheFacts({})
    through = _Through.of(design, load, {each.id for each in caches})
    named: dict[str, list[str]] = {}
    for entity in design.data.values():
        for name in entity.cached_in:
            named.setdefault(name, []).append(entity.id)
    found: dict[str, CacheMemory] = {}
    assumptions: list[str] = []
    for cache in caches:
        made = _Cache(design, kept, through, cache, tuple(named.get(cache.id, ())), assumptions)
        memory = made.memory()
        if memory is not None:
            found[cache.id] = memory
    return CacheFacts(found, tuple(assumptions))


def with_memory(design: Design, cache: Component) -> Component | None:
    """The component whose memory a cache has: its own, else that of what it runs on."""
    return next((each for each in (cache, *hosts_of(design, cache)) if each.memory), None)


class _Through(Struct, frozen=True):
    """What passes through each cache: the journeys with a known rate that call it, each with its
    calls a second; and the share of those calls that the steps show to miss."""

    journeys: Mapping[str, tuple[tuple[Journey, float], ...]]
    misses: Mapping[str, float]

    @staticmethod
    def of(design: Design, load: Traffic, caches: set[str]) -> _Through:
        pairs = first_calls(design)
        journeys: dict[str, list[tuple[Journey, float]]] = {}
        arrived: dict[str, float] = {}
        missed: dict[str, float] = {}
        for name in load.journeys:
            journey = design.journeys[name]
            if not journey.steps or caches.isdisjoint(step.target for step in journey.steps):
                continue
            made = passes(design, journey, pairs)
            for cache, rate in _arrivals(made, caches).items():
                journeys.setdefault(cache, []).append((journey, rate))
                lost = _misses(design, made, cache)
                if lost is not None:
                    arrived[cache] = arrived.get(cache, 0.0) + rate
                    missed[cache] = missed.get(cache, 0.0) + lost
        misses = {name: missed[name] / rate for name, rate in arrived.items() if rate > 0}
        return _Through({name: tuple(each) for name, each in journeys.items()}, misses)


def _arrivals(made: tuple[Pass, ...], caches: set[str]) -> dict[str, float]:
    arrived: dict[str, float] = {}
    for each in made:
        if each.call.target in caches:
            arrived[each.call.target] = arrived.get(each.call.target, 0.0) + each.average
    return arrived


def _misses(design: Design, made: tuple[Pass, ...], cache: str) -> float | None:
    """Reads a second that a journey's steps take from a store since the cache had no answer: the
    steps after those to the cache, from the cache or from who asked it, that are fewer than they.
    None where there are none."""
    arrived = 0.0
    asking = {cache}
    by_store: dict[str, float] = {}
    for each in made:
        source, target = each.call.source, each.call.target
        if target == cache:
            arrived += each.average
            asking.add(source)
        elif source in asking and each.average < arrived and _keeps(design.components[target]):
            by_store[target] = by_store.get(target, 0.0) + each.average
    lost = max(by_store.values(), default=None)
    return None if lost is None else min(lost, arrived)


def _keeps(component: Component) -> bool:
    kind = kind_of(component)
    return kind.keeps_data and kind.role is not Role.CACHE


class _Cache(Struct, frozen=True):
    """One cache while its memory is computed."""

    design: Design
    kept: StorageFacts
    through: _Through
    component: Component
    named: tuple[str, ...]
    assumptions: list[str]

    def memory(self) -> CacheMemory | None:
        component = self.component
        hit_ratio, implied = self._hit_ratio()
        hot_by = self._hot_by(hit_ratio)
        entities = self._entities(hot_by)
        law = self._law(hot_by, hit_ratio)
        held = self._held(hot_by, entities, hit_ratio, law)
        hot_set = self._given(HotBy.SET)
        known = [each for each in held if each.bytes_at_horizon is not None]
        if hot_set is None and not known:
            return None
        self._say(hot_by, implied, hit_ratio)
        overhead = self._given("overhead")
        overhead = 1.0 if overhead is None else overhead
        fill, copies = fill_factor(component), copies_kept(component)
        factor = overhead * copies / fill
        now = hot_set if hot_set is not None else sum(each.bytes or 0.0 for each in held)
        later = (
            hot_set if hot_set is not None else sum(each.bytes_at_horizon or 0.0 for each in held)
        )
        count = component.replicas.count
        bearing = with_memory(self.design, component)
        capacity = None
        if bearing is not None and bearing.memory is not None:
            capacity = bearing.memory.value * bearing.replicas.count
            if bearing is not component:
                self.assumptions.append(
                    f"{component.id}: all the memory of {bearing.id} is counted as its own, whatever "
                    "else runs there"
                )
        expected = None
        if capacity is not None and factor > 0 and law is not None and hot_set is None:
            expected = self._expected(entities, capacity / factor, law)
        return CacheMemory(
            cache=component.id,
            hot_by=hot_by,
            held=held,
            bytes=now * factor,
            bytes_at_horizon=later * factor,
            copies=copies,
            overhead=overhead,
            fill=fill,
            replicas=count,
            capacity=capacity,
            hit_ratio=hit_ratio,
            implied=implied,
            expected=expected,
            complete=len(known) == len(held),
        )

    def _given(self, name: str) -> float | None:
        value = self.component.properties.get(name)
        return value.value if isinstance(value, Quantity) else None

    def _hit_ratio(self) -> tuple[float | None, bool]:
        """The share of reads that the cache should answer, and whether misses imply it."""
        given = self._given(HotBy.HIT_RATIO)
        missed = self.through.misses.get(self.component.id)
        if given is None and missed is not None:
            return 1.0 - missed, True
        return given, False

    def _hot_by(self, hit_ratio: float | None) -> HotBy:
        for way in (HotBy.SET, HotBy.READS, HotBy.KEYS, HotBy.SKEW):
            if self._given(way) is not None:
                return way
        return HotBy.NOTHING if hit_ratio is None else HotBy.HIT_RATIO

    def _law(self, hot_by: HotBy, hit_ratio: float | None) -> PowerLaw | Zipf | None:
        if hot_by is HotBy.SKEW:
            return Zipf(self._given(hot_by) or 0.0)
        if hot_by is HotBy.KEYS:
            share = self._given(hot_by)
            assert share is not None, "it is what says how much is hot"
            return EIGHTY_TWENTY if hit_ratio is None else PowerLaw.through(share, hit_ratio)
        return EIGHTY_TWENTY if hot_by is HotBy.HIT_RATIO else None

    def _entities(self, hot_by: HotBy) -> tuple[str, ...]:
        """The entities of which the cache keeps what is read often."""
        if self.named or hot_by not in (HotBy.READS, HotBy.KEYS, HotBy.SKEW):
            return self.named
        read = dict.fromkeys(
            entity
            for journey, _ in self.through.journeys.get(self.component.id, ())
            for entity in journey.reads
            if entity in self.design.data
        )
        found = tuple(name for name in read if self.design.data[name].store != self.component.id)
        if found:
            text = f"{self.component.id} holds what journeys through it read: {', '.join(found)}"
            self.assumptions.append(text)
        return found

    def _held(
        self,
        hot_by: HotBy,
        entities: tuple[str, ...],
        hit_ratio: float | None,
        law: PowerLaw | Zipf | None,
    ) -> tuple[HeldEntity, ...]:
        whole = tuple(
            HeldEntity(each.entity, each.size, None, each.rows, each.rows_at_horizon, whole=True)
            for each in self._stored()
        )
        return whole + tuple(
            self._hot(self.kept.entities[name], hot_by, len(entities) == 1, (hit_ratio, law))
            for name in entities
        )

    def _stored(self) -> list[EntityStorage]:
        """The entities that live in the cache itself."""
        if self.component.id not in self.kept.stores:
            return []
        return [each for each in self.kept.entities.values() if each.store == self.component.id]

    def _hot(
        self,
        each: EntityStorage,
        hot_by: HotBy,
        alone: bool,
        wanted: tuple[float | None, PowerLaw | Zipf | None],
    ) -> HeldEntity:
        reads = self._reads(each.entity, alone)
        scale = self.design.scale
        horizon = scale.horizon.value if scale is not None and scale.horizon is not None else 0.0
        later = None if reads is None else reads * load_factor(scale, horizon)
        share = self._given(hot_by) if hot_by in (HotBy.READS, HotBy.KEYS) else None

        def hot(rows: float | None, reads_then: float | None) -> float | None:
            if hot_by is HotBy.READS:
                if reads_then is None or share is None:
                    return None
                distinct = rows if rows else math.inf
                return min(distinct, reads_then * DAY * share)
            hit_ratio, law = wanted
            if rows is None:
                return None
            if share is not None:
                return rows * share
            if hit_ratio is None or law is None:
                return None
            return law.keys_for(hit_ratio, rows)

        rows, at_horizon = hot(each.rows, reads), hot(each.rows_at_horizon, later)
        return HeldEntity(each.entity, each.size, reads, rows, at_horizon)

    def _reads(self, entity: str, alone: bool) -> float | None:
        """Reads of the entity through the cache in a second on average: by the journeys that say
        that they read it, and where it is alone by those that say nothing."""
        total, known = 0.0, False
        for journey, rate in self.through.journeys.get(self.component.id, ()):
            silent = not journey.reads and not journey.writes
            if entity in journey.reads or (alone and silent):
                total, known = total + rate, True
        return total if known else None

    def _expected(
        self, entities: tuple[str, ...], room: float, law: PowerLaw | Zipf
    ) -> float | None:
        """The hit ratio of as many hot rows as there is room for, at the horizon."""
        found = [self.kept.entities[name] for name in entities]
        sizes = [
            (each.rows_at_horizon, each.size)
            for each in found
            if each.rows_at_horizon and each.size
        ]
        if len(sizes) != len(found) or not sizes:
            return None
        room -= sum(each.bytes_at_horizon or 0.0 for each in self._stored())
        if room <= 0.0:
            return 0.0
        if len(sizes) == 1:
            ((rows, size),) = sizes
            return law.reads_of(room / size, rows)
        return _largest(
            lambda share: sum(law.keys_for(share, rows) * size for rows, size in sizes), room
        )

    def _say(self, hot_by: HotBy, implied: bool, hit_ratio: float | None) -> None:
        name = self.component.id
        assumed = hot_by is HotBy.HIT_RATIO or (hot_by is HotBy.KEYS and hit_ratio is None)
        if assumed and self.named:
            self.assumptions.append(
                f"{name}: its reads follow the 80-20 rule, a fifth of the keys gets four fifths of them"
            )
        if implied and hot_by in (HotBy.HIT_RATIO, HotBy.SKEW):
            self.assumptions.append(
                f"{name}: answers {hit_ratio:.4g} of its reads itself, as misses in steps say"
            )


def _largest(course: Callable[[float], float], limit: float) -> float:
    """The largest share for which a rising course stays within the limit."""
    return 1.0 if course(1.0) <= limit else crossing(course, limit, 0.0, 1.0)[0]
