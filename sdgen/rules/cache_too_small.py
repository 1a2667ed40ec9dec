"""A cache with less memory than what is read often.

Finds: A cache whose hot set, with all copies, `overhead` and what its memory keeps free (`fill`), takes more
by the horizon than the `memory` of all its replicas. The hot set is what the design says: its bytes
(`hot_set`), the rows of a share of a day's reads (`hot_reads`), a share of all rows (`hot_keys`), or as
many rows as give the `hit_ratio` by Zipf's law (`skew`); and entities that have the cache as `store`.

Why: What does not fit is evicted just before it is asked for again. The hit ratio falls below the one
that the store behind was planned for, and the store gets what misses.

Bad:
    scale: {daily_users: 10M}
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, calls: [cache, db]}
      cache: {kind: cache, replicas: 4, memory: 16 GB, hot_keys: 20%}
      db: {kind: database}
    journeys:
      look: {actor: web, rate: 20/user/day, reads: [Item], steps: [web -> shop -> cache: look up]}
    data:
      Item: {store: db, cached_in: cache, rows: 500M, size: 1 KB}

Good:
    scale: {daily_users: 10M}
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, calls: [cache, db]}
      cache: {kind: cache, replicas: 8, memory: 16 GB, hot_keys: 20%}
      db: {kind: database}
    journeys:
      look: {actor: web, rate: 20/user/day, reads: [Item], steps: [web -> shop -> cache: look up]}
    data:
      Item: {store: db, cached_in: cache, rows: 500M, size: 1 KB}

Can be wrong: Where a lower hit ratio is good enough: say so in `hit_ratio` or `hot_keys`. It is silent
where only `hit_ratio` is given, since the 80-20 rule would then be its own assumption.

Source: AWS Well-Architected Framework, Performance Efficiency Pillar, PERF03-BP05 Implement data access
patterns that utilize caching
<https://docs.aws.amazon.com/wellarchitected/latest/framework/perf_data_access_patterns_caching.html>;
Grokking the System Design Interview, Designing a URL Shortening service: cache 20% of daily reads.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from sdgen.analyses.storage.cache_memory import CacheMemory, HotBy, with_memory
from sdgen.analyses.traffic.capacity import exceeds
from sdgen.base.findings import Severity
from sdgen.base.words import by_number, counted, joined
from sdgen.design.records import Component
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.rules.support.needs import HOT_SET, MEMORY, RATES
from sdgen.rules.support.wording import said_so


def check(context: LintContext) -> Iterator[Problem]:
    for name, cache in context.caches.items():
        component = with_memory(context.design, context.design.components[name])
        capacity, needed = cache.capacity, cache.bytes_at_horizon
        if component is None or component.memory is None or not capacity or _assumed(cache):
            continue
        if not exceeds(needed, capacity):
            continue
        count = component.replicas.count
        yield Problem(
            message=f"'{name}' needs {_size(needed)} of memory for {_what(cache)}{_how(cache)}"
            f"{'' if cache.bytes > capacity else ' by the horizon'}, and "
            f"{counted(count, 'replica')} {_of(component, name)}of {component.memory.text} "
            f"{by_number(count, 'has', 'have')} {_size(capacity)}{said_so(component)}: "
            f"{needed / capacity:.0%}{_hits(cache)}",
            span=component.span_of("memory"),
            at=component.id,
            about=tuple(each.entity for each in cache.held),
            help=_change(component, cache),
            journeys=context.journeys_of[name],
        )


def _of(component: Component, cache: str) -> str:
    """Whose replicas they are, where the cache runs on them."""
    return "" if component.id == cache else f"of '{component.id}' "


def _assumed(cache: CacheMemory) -> bool:
    """Whether what is hot follows from the 80-20 rule alone, which the design does not give."""
    return cache.hot_by is HotBy.HIT_RATIO and any(not each.whole for each in cache.held)


def _what(cache: CacheMemory) -> str:
    return "what it keeps" if cache.hot_by is HotBy.NOTHING else "its hot set"


def _how(cache: CacheMemory) -> str:
    """Overhead, copies and fill factor, where they count."""
    parts = []
    if cache.overhead != 1.0:
        parts.append(f"{cache.overhead:g} bytes for each byte")
    if cache.copies > 1:
        parts.append(counted(cache.copies, "copy"))
    if cache.fill < 1.0:
        parts.append(f"{format_quantity(cache.fill, Dimension.RATIO)} full")
    return f" ({', '.join(parts)})" if parts else ""


def _hits(cache: CacheMemory) -> str:
    if cache.expected is None or cache.hit_ratio is None:
        return ""
    return f", enough for {cache.expected:.0%} of reads instead of {cache.hit_ratio:.0%}"


def _change(component: Component, cache: CacheMemory) -> str:
    assert component.memory is not None, "it is what is too small"
    needed, count = cache.bytes_at_horizon, component.replicas.count
    changes = []
    # where each replica holds everything, more of them hold no more
    if component.replicas.copies is not None or cache.copies == 1:
        replicas = math.ceil(needed / component.memory.value - 1e-9)
        changes.append(f"{counted(replicas, 'replica')} of {component.memory.text}")
    one = math.ceil(needed / count / 1e6) * 1e6
    changes.append(f"{counted(count, 'replica')} of {_size(one)}")
    return f"{joined(changes, 'or')} would hold it"


def _size(value: float) -> str:
    return format_quantity(value, Dimension.BYTES)


RULE = Rule(
    code="CAP007",
    name="cache-too-small",
    severity=Severity.WARNING,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    needs=(RATES, MEMORY, HOT_SET),
)
