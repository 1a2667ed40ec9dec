"""A key, or a partition, that gets more than one partition carries.

Finds: A store or stream that says what one partition carries (`partition_limit`, else its capacity over its
`partitions`), and whose hottest key (`hottest_key`, of an entity or of the whole store) gets more than that
at the peak. Also a partition that carries its hottest key, but not with its part of all the rest, where
the store as a whole is not overloaded (CAP001).

Why: Rows of one key lie in one partition, however many there are. It slows down and fails while the
others idle.

Bad:
    components:
      web: {kind: client, calls: [posts]}
      posts: {kind: service, replicas: 3, calls: [db]}
      db: {kind: database, replicas: 6, capacity: 10k/s, partitions: 24, partition_limit: 1k/s}
    journeys:
      read: {actor: web, rate: 20k/s, reads: [Post]}
    data:
      Post: {store: db, key: post_id, partition_by: author_id, hottest_key: 10%}

Good:
    components:
      web: {kind: client, calls: [posts]}
      posts: {kind: service, replicas: 3, calls: [db]}
      db: {kind: database, replicas: 6, capacity: 10k/s, partitions: 64, partition_limit: 1k/s}
    journeys:
      read: {actor: web, rate: 20k/s, reads: [Post]}
    data:
      Post: {store: db, key: post_id, partition_by: [author_id, post_id], hottest_key: 1%}

Can be wrong: Where the store splits or copies what is hot by itself. A journey that uses several entities
of one store is taken to use each as often.

Source: M. Kleppmann, Designing Data-Intensive Applications (2017), chapter 6, Skewed Workloads and
Relieving Hot Spots <https://dataintensive.net/>; Amazon DynamoDB Developer Guide, Key range throughput
exceeded (hot partitions)
<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/throttling-key-range-limit-exceeded-mitigation.html>.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from msgspec import Struct

from sdgen.analyses.traffic.capacity import exceeds
from sdgen.analyses.traffic.flow import peak_factor
from sdgen.base.findings import Severity
from sdgen.base.span import Span
from sdgen.base.words import counted
from sdgen.design.records import Component
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.quantity import Dimension, Quantity
from sdgen.quantity.print import format_quantity
from sdgen.rules.support.needs import HOTTEST_KEY, PARTITION_LIMIT, RATES


class _Key(Struct, frozen=True):
    """The hottest key of an entity, or of a store: its peak operations a second out of ``all``."""

    owner: str
    span: Span
    share: float
    all: float
    journeys: tuple[str, ...]

    @property
    def peak(self) -> float:
        return self.share * self.all


def check(context: LintContext) -> Iterator[Problem]:
    entities = _entity_peaks(context)
    for store in context.components:
        load, limit = context.traffic.components.get(store.id), _limit(context, store)
        if load is None or limit is None or not math.isfinite(load.peak):
            continue
        keys = sorted(_keys(context, store, entities, load.peak), key=lambda key: -key.peak)
        for key in keys:
            if key.peak > limit:
                yield _hot_key(store, key, limit)
        used = context.traffic.utilisation.get(store.id)
        overloaded = used is not None and used.share >= 1.0  # then CAP001 says so of the whole
        if not overloaded and (not keys or keys[0].peak <= limit):
            yield from _full_partition(context, store, keys[0] if keys else None, load.peak)


def _limit(context: LintContext, store: Component) -> float | None:
    """Operations a second that one partition carries."""
    given = store.properties.get("partition_limit")
    if isinstance(given, Quantity):
        return given.value if given.value > 0 else None
    capacity, partitions = context.traffic.carried(store), store.properties.get("partitions")
    return capacity / partitions if capacity and isinstance(partitions, int) else None


def _keys(
    context: LintContext, store: Component, entities: Mapping[str, dict[str, float]], peak: float
) -> Iterator[_Key]:
    for entity in context.design.data.values():
        if entity.store == store.id and entity.hottest_key is not None:
            place = entity.span_of("hottest_key")
            peaks = entities.get(entity.id, {})
            share = entity.hottest_key.value
            yield _Key(entity.id, place, share, sum(peaks.values()), tuple(peaks))
    own = store.properties.get("hottest_key")
    if isinstance(own, Quantity):
        place = store.span_of("hottest_key")
        yield _Key(store.id, place, own.value, peak, context.journeys_of[store.id])


def _entity_peaks(context: LintContext) -> dict[str, dict[str, float]]:
    """Peak operations a second by entity and journey: those at its store, of the journeys that use
    it."""
    held: dict[str, list[str]] = {}
    asked: dict[str, set[str]] = {}
    for entity in context.design.data.values():
        held.setdefault(entity.store or "", []).append(entity.id)
        asking = {each.journey for each in entity.queries if each.journey}
        asked[entity.id] = asking | ({entity.created_by} if entity.created_by else set())
    factor = peak_factor(context.design)
    found: dict[str, dict[str, float]] = {}
    for name, made in context.passes.items():
        journey = context.design.journeys[name]
        named = {*journey.reads, *journey.writes}
        for each in made:
            here = held.get(each.call.target, [])
            used = [one for one in here if one in named or name in asked[one]]
            used = used or (here if len(here) == 1 else [])
            for one in used:
                peaks = found.setdefault(one, {})
                peaks[name] = peaks.get(name, 0.0) + each.average * factor / len(used)
    return found


def _hot_key(store: Component, key: _Key, limit: float) -> Problem:
    parts = math.floor(key.peak / limit + 1e-9) + 1
    return Problem(
        message=f"the hottest key of '{key.owner}' gets {_rate(key.peak)} at the peak "
        f"({format_quantity(key.share, Dimension.RATIO)} of {_rate(key.all)}), and one partition of "
        f"'{store.id}' carries {_rate(limit)}: {key.peak / limit:.0%}",
        span=key.span,
        at=key.owner,
        about=(store.id,) if key.owner != store.id else (),
        help=f"more partitions do not help, for one key lies in one: split the key into {parts} "
        f"(a suffix), or put a cache before it that answers {1 - limit / key.peak:.0%} of what it gets",
        journeys=key.journeys,
    )


def _full_partition(
    context: LintContext, store: Component, key: _Key | None, peak: float
) -> Iterator[Problem]:
    """The hottest key's partition with its part of the rest, where the limit of one does not hang
    on how many there are."""
    limit, partitions = store.properties.get("partition_limit"), store.properties.get("partitions")
    if not isinstance(limit, Quantity) or not isinstance(partitions, int):
        return
    own = key.peak if key is not None else 0.0
    rest = max(0.0, peak - own)
    gets = own + rest / partitions
    if not exceeds(gets, limit.value):
        return
    hottest = f" ({_rate(own)} of it for the hottest key of '{key.owner}')" if key else ""
    enough = math.ceil(rest / (limit.value - own) - 1e-9) if own < limit.value else None
    yield Problem(
        message=f"with {counted(partitions, 'partition')}, one of '{store.id}' gets {_rate(gets)} "
        f"at the peak{hottest} and carries {_rate(limit.value)}: {gets / limit.value:.0%}",
        span=store.span_of("partitions"),
        at=store.id,
        about=(key.owner,) if key is not None and key.owner != store.id else (),
        help=f"have {enough} partitions" if enough else "split the hottest key (a suffix)",
        journeys=context.journeys_of[store.id],
    )


def _rate(value: float) -> str:
    return format_quantity(value, Dimension.RATE)


RULE = Rule(
    code="DATA001",
    name="hot-partition",
    severity=Severity.ERROR,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    needs=(RATES, HOTTEST_KEY, PARTITION_LIMIT),
)
