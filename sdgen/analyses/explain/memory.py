"""How the memory that a cache needs came about: the formula of the way in which its design says
what is hot, and each input with its place."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.estimate import Estimate
from sdgen.analyses.explain.explanation import Explanation, Input, given
from sdgen.analyses.storage.cache_memory import CacheMemory, HeldEntity, HotBy
from sdgen.design.records import Component
from sdgen.quantity import Dimension, Quantity
from sdgen.quantity.types import DAY

FORMULAS = {
    HotBy.SET: "hot set",
    HotBy.READS: "sum over its entities: the smaller of rows, and reads a day x share that is hot; "
    "each x size",
    HotBy.KEYS: "sum over its entities: rows x share that is hot x size",
    HotBy.SKEW: "sum over its entities: rows that get the wanted share of reads by Zipf's law x size",
    HotBy.HIT_RATIO: "sum over its entities: rows that get the wanted share of reads where a fifth of "
    "the rows gets four fifths, rows x hit ratio ^ 7.21; each x size",
    HotBy.NOTHING: "sum over its entities: rows x size",
}
"""By what says how much is hot: the bytes of one copy."""


def explain_memory(found: Estimate, component: Component) -> Explanation:
    """The memory of all replicas that a cache needs at the horizon."""
    cache = found.caches.get(component.id)
    name = f"{component.id}.memory"
    if cache is None:
        formula = "the bytes of what it holds that are read often; for caches only"
        return Explanation(name, None, Dimension.BYTES, formula, ())
    formula = f"({FORMULAS[cache.hot_by]}) x overhead x copies / fill"
    inputs = tuple(_inputs(found, component, cache))
    return Explanation(name, cache.bytes_at_horizon, Dimension.BYTES, formula, inputs)


def _inputs(found: Estimate, component: Component, cache: CacheMemory) -> Iterator[Input]:
    for each in cache.held if cache.hot_by is not HotBy.SET else ():
        yield from _held(found, cache, each)
    wanted = component.properties.get(HotBy.HIT_RATIO)
    for key in dict.fromkeys((str(cache.hot_by), "overhead", "fill")):
        value = component.properties.get(key)
        if isinstance(value, Quantity):
            yield given(key.replace("_", " "), value, component.span_of(key))
    if cache.hot_by in (HotBy.SKEW, HotBy.HIT_RATIO) and cache.hit_ratio is not None:
        if isinstance(wanted, Quantity) and cache.hot_by is not HotBy.HIT_RATIO:
            yield given("hit ratio", wanted, component.span_of(HotBy.HIT_RATIO))
        elif cache.implied:
            text = "hit ratio, 1 - what misses in the steps"
            yield Input(text, cache.hit_ratio, Dimension.RATIO, component.span)
    if cache.copies > 1:
        place = component.span_of("replicas")
        yield Input("copies", float(cache.copies), Dimension.COUNT, place)


def _held(found: Estimate, cache: CacheMemory, each: HeldEntity) -> Iterator[Input]:
    design = found.design
    entity = design.data[each.entity]
    kept = found.storage.entities[each.entity]
    place = entity.span_of("store" if each.whole else "cached_in")
    if cache.hot_by is HotBy.READS and not each.whole and each.reads is not None:
        name = f"reads of {entity.id} a day"
        yield Input(name, each.reads * DAY, Dimension.COUNT, design.components[cache.cache].span)
    if kept.rows_at_horizon is not None:
        rows = f"rows of {entity.id}"
        at = entity.span_of("rows" if entity.rows is not None else "created_by")
        yield Input(rows, kept.rows_at_horizon, Dimension.COUNT, at)
    if each.rows_at_horizon is not None and not each.whole:
        yield Input(f"hot rows of {entity.id}", each.rows_at_horizon, Dimension.COUNT, place)
    if entity.size is not None:
        yield given(f"size of {entity.id}", entity.size, entity.span_of("size"))
    elif kept.size is not None:
        at = entity.span_of("fields")
        yield Input(f"size of {entity.id}, from its fields", kept.size, Dimension.BYTES, at)
