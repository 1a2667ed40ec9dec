"""The memory of caches, by hand: each way to say what is hot, and what is implied."""

from __future__ import annotations

import pytest

from sdgen.analyses.estimate import estimate
from sdgen.analyses.explain.figures import explain
from sdgen.analyses.storage.cache_memory import CacheFacts, CacheMemory, cache_memory
from sdgen.analyses.storage.popularity import Zipf
from sdgen.analyses.storage.stores import storage
from sdgen.analyses.traffic.flow import flow
from tests.model.given import design

READ = "look: {actor: web, rate: 10/user/day, reads: [Item], steps: [web -> app -> cache]}"
MISSES = READ.replace("cache]", "cache, app -> db: {times: 10%}]")


def facts(cache: str, data: str = "", journeys: str = READ, scale: str = "") -> CacheFacts:
    found = design(
        f"""scale: {{daily_users: 864k{scale}}}
journeys:
  {journeys}
components:
  web: {{kind: client, calls: [app]}}
  app: {{kind: service, calls: [cache, db]}}
  cache: {{kind: cache{cache}}}
  db: {{kind: database}}
data:
  Item: {{store: db, cached_in: cache, rows: 100M, size: 1 KB{data}}}
"""
    )
    load = flow(found)
    return cache_memory(found, load, storage(found, load))


def memory(cache: str, data: str = "", journeys: str = READ, scale: str = "") -> CacheMemory:
    return facts(cache, data, journeys, scale).caches["cache"]


def test_a_share_of_a_days_reads() -> None:
    """100 reads a second are 8.64 million a day; a fifth of them, of 1 KB each."""
    assert memory(", hot_reads: 20%").bytes == pytest.approx(0.2 * 8.64e6 * 1e3)


def test_no_row_is_kept_twice() -> None:
    few = facts(", hot_reads: 20%", journeys=READ.replace("10/user", "10k/user"))
    assert few.caches["cache"].bytes == pytest.approx(100e6 * 1e3)


def test_a_share_of_the_rows() -> None:
    found = memory(", hot_keys: 20%")
    assert found.bytes == pytest.approx(20e9)
    assert found.expected is None


def test_a_hit_ratio_by_zipfs_law() -> None:
    found = memory(", hit_ratio: 90%, skew: 0.99")
    assert found.bytes == pytest.approx(Zipf(0.99).keys_for(0.9, 100e6) * 1e3)
    assert (found.hit_ratio, found.implied) == (0.9, False)


def test_a_hit_ratio_by_the_80_20_rule() -> None:
    found = facts(", hit_ratio: 80%")
    assert found.caches["cache"].bytes == pytest.approx(20e9)
    assert found.assumptions == (
        "cache: its reads follow the 80-20 rule, a fifth of the keys gets four fifths of them",
    )


def test_a_hit_ratio_that_misses_imply() -> None:
    found = facts(", skew: 0.99", journeys=MISSES)
    assert found.caches["cache"].hit_ratio == pytest.approx(0.9)
    assert found.caches["cache"].implied
    assert found.caches["cache"].bytes == pytest.approx(Zipf(0.99).keys_for(0.9, 100e6) * 1e3)
    assert found.assumptions == ("cache: answers 0.9 of its reads itself, as misses in steps say",)


def test_misses_that_go_on_from_the_cache() -> None:
    found = design(
        """journeys:
  look: {actor: web, rate: 100/s, steps: [web -> cache -> db: {times: 25%}]}
  push: {actor: web, rate: 900/s, steps: [web -> cache]}
components:
  web: {kind: client, calls: [cache]}
  cache: {kind: cache, calls: [db]}
  db: {kind: database}
data:
  Item: {store: db, cached_in: cache, rows: 100M, size: 1 KB}
"""
    )
    load = flow(found)
    # a journey without misses in its steps says nothing about them
    cache = cache_memory(found, load, storage(found, load)).caches["cache"]
    assert cache.hit_ratio == pytest.approx(0.75)


def test_copies_overhead_and_fill() -> None:
    found = memory(
        ", hot_keys: 20%, replicas: {count: 4, copies: 2}, overhead: 1.5x, fill: 75%, memory: 16 GB"
    )
    assert found.bytes == pytest.approx(20e9 * 1.5 * 2 / 0.75)
    assert found.replica_at_horizon == pytest.approx(20e9)
    assert (found.capacity, found.share_at_horizon) == (64e9, pytest.approx(1.25))


def test_every_follower_holds_all() -> None:
    found = memory(", hot_keys: 20%, replicas: {count: 3, mode: leader-follower}")
    assert found.replica_at_horizon == pytest.approx(20e9)


def test_the_hits_that_memory_gives() -> None:
    """Twenty million of a hundred million rows."""
    by_zipf = memory(", hit_ratio: 99%, skew: 0.99, memory: 20 GB")
    assert by_zipf.expected == pytest.approx(Zipf(0.99).reads_of(20e6, 100e6))
    assert memory(", hit_ratio: 99%, memory: 20 GB").expected == pytest.approx(0.8)
    assert memory(", hit_ratio: 70%, hot_keys: 20%, memory: 20 GB").expected == pytest.approx(0.7)
    assert memory(", hit_ratio: 99%, memory: 1 TB").expected == 1
    assert memory(", hot_reads: 20%, memory: 20 GB").expected is None


def test_hits_where_several_entities_share_the_memory() -> None:
    more = "}\n  Page: {store: db, cached_in: cache, rows: 10M, size: 10 KB"
    found = memory(", hit_ratio: 80%, memory: 40 GB", more)
    assert found.bytes == pytest.approx(40e9)
    assert found.expected == pytest.approx(0.8)


def test_what_is_given_counts() -> None:
    found = memory(", hot_set: 3 GB, overhead: 2x")
    assert (found.bytes, found.bytes_at_horizon) == (6e9, 6e9)


def test_what_lives_in_the_cache_counts_whole() -> None:
    own = "}\n  Session: {store: cache, rows: 1M, size: 2 KB"
    assert memory(", hot_keys: 20%", own).bytes == pytest.approx(22e9)
    assert memory(", hit_ratio: 80%, memory: 12 GB", own).expected == pytest.approx(
        0.1**0.13865, rel=1e-3
    )


def test_now_and_at_the_horizon() -> None:
    found = memory(", hot_keys: 20%", ", growth: 100M/year", scale=", horizon: 2y")
    assert (found.bytes, found.bytes_at_horizon) == (pytest.approx(20e9), pytest.approx(60e9))
    grown = memory(", hot_reads: 20%", scale=", horizon: 1y, growth: 50%")
    assert grown.bytes_at_horizon == pytest.approx(1.5 * grown.bytes)


def test_what_journeys_read_through_it() -> None:
    found = facts(", hot_keys: 20%", "", READ)
    assert found.assumptions[0].startswith("cache: its reads follow the 80-20 rule")
    text = ", hot_keys: 20%"
    inferred = design(
        f"""journeys:
  look: {{actor: web, rate: 1/s, reads: [Item], steps: [web -> cache]}}
components:
  web: {{kind: client, calls: [cache]}}
  cache: {{kind: cache{text}}}
  db: {{kind: database}}
data:
  Item: {{store: db, rows: 100M, size: 1 KB}}
"""
    )
    load = flow(inferred)
    seen = cache_memory(inferred, load, storage(inferred, load))
    assert seen.caches["cache"].bytes == pytest.approx(20e9)
    assert seen.assumptions == ("cache holds what journeys through it read: Item",)


def test_what_is_unknown_is_not_guessed() -> None:
    assert facts("").caches == {}
    assert facts(", memory: 4 GB, hit_ratio: 90%", ", fields: {at: timestamp}").caches != {}
    nothing = design("components: {cache: {kind: cache, memory: 4 GB}}\n")
    load = flow(nothing)
    assert cache_memory(nothing, load, storage(nothing, load)).caches == {}
    part = memory(", hot_keys: 20%", "}\n  Page: {store: db, cached_in: cache, size: 1 KB")
    assert not part.complete


def test_reads_of_several_entities_are_told_apart_by_journeys() -> None:
    journeys = (
        READ
        + "\n  open: {actor: web, rate: 20/user/day, reads: [Page], steps: [web -> app -> cache]}"
    )
    more = "}\n  Page: {store: db, cached_in: cache, rows: 1B, size: 10 KB"
    found = memory(", hot_reads: 20%", more, journeys)
    assert [each.reads for each in found.held] == [pytest.approx(100), pytest.approx(200)]
    assert found.bytes == pytest.approx(0.2 * (8.64e6 * 1e3 + 2 * 8.64e6 * 10e3))


def test_explained() -> None:
    found = estimate(
        design(
            """scale: {daily_users: 864k, horizon: 1y}
journeys:
  look: {actor: web, rate: 10/user/day, steps: [web -> cache]}
components:
  web: {kind: client, calls: [cache]}
  cache: {kind: cache, replicas: {count: 2, copies: 2}, hot_reads: 20%, overhead: 1.5x}
  db: {kind: database}
data:
  Item: {store: db, cached_in: cache, rows: 100M, size: 1 KB}
"""
        )
    )
    (answer,) = explain(found, "cache.memory")
    assert answer.value == pytest.approx(0.2 * 8.64e6 * 1e3 * 1.5 * 2)
    assert answer.formula.endswith("x overhead x copies / fill")
    inputs = {each.name: (each.text or each.value, each.span.line) for each in answer.inputs}
    assert inputs == {
        "reads of Item a day": (8.64e6, 8),
        "rows of Item": (100e6, 11),
        "hot rows of Item": (pytest.approx(1.728e6), 11),
        "size of Item": ("1 KB", 11),
        "hot reads": ("20%", 8),
        "overhead": ("1.5x", 8),
        "copies": (2.0, 8),
    }
    (none,) = explain(found, "db.memory")
    assert (none.value, none.inputs) == (None, ())
