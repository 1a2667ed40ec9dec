"""Times ``sdgen estimate`` without reading YAML: analysis and report of large designs, built in memory.
``python benchmarks/estimate.py [RUNS]`` prints a Markdown table; the least processor time of all runs.

The components stand in layers, and each calls two of the next; each journey walks through all layers
and back to a store. Every component has a capacity, a latency of its own and replicas in three zones;
every store keeps an entity, every cache a share of one, and every fifth journey has no steps.
"""

from __future__ import annotations

import random
import sys
import time

from sdgen.analyses.estimate import estimate
from sdgen.base.span import Span
from sdgen.design.records import (
    Call,
    CallGroup,
    Component,
    Design,
    Domain,
    Entity,
    Journey,
    Latency,
    Level,
    Price,
    Replicas,
    Scale,
    Step,
)
from sdgen.quantity import Dimension, Quantity
from sdgen.report.estimate import estimate_page
from sdgen.report.estimate_json import estimate_data
from sdgen.report.writers import write_pages

SPAN = Span.whole("benchmark.yaml")
ZONES = ("a", "b", "c")
LAYERS = 12
SIZES = ((100, 20), (1_000, 100), (10_000, 500))


def quantity(value: float, dimension: Dimension) -> Quantity:
    """A quantity as if a design had given it."""
    return Quantity(value, dimension, f"{value:g}")


def large_design(components: int, journeys: int, seed: int = 1) -> Design:
    """A design of so many components and journeys."""
    chance = random.Random(seed)
    width = components // LAYERS
    names = [[f"c{layer}-{at}" for at in range(width)] for layer in range(LAYERS)]
    made = {"web": component("web", "client", names[0], chance)}
    for layer, held in enumerate(names):
        kind = "cache" if layer == LAYERS - 2 else "database" if layer == LAYERS - 1 else "service"
        for name in held:
            called = chance.sample(names[layer + 1], min(2, width)) if layer < LAYERS - 1 else []
            made[name] = component(name, kind, called, chance)
    walks = {f"j{at}": journey(f"j{at}", made, chance, at % 5 > 0) for at in range(journeys)}
    caches, stores = names[-2], names[-1]
    data = {f"E{at}": entity(f"E{at}", store, caches[at]) for at, store in enumerate(stores)}
    return Design(
        span=SPAN,
        path="benchmark.yaml",
        name="Benchmark",
        scale=Scale(
            span=SPAN,
            daily_users=quantity(1e6, Dimension.COUNT),
            peak=quantity(3.0, Dimension.FACTOR),
            horizon=quantity(5 * 365 * 86_400.0, Dimension.DURATION),
            growth=quantity(0.2, Dimension.RATIO),
        ),
        domains={zone: Domain(span=SPAN, id=zone, level=Level.ZONE) for zone in ZONES},
        components=made,
        journeys=walks,
        data=data,
    )


def component(name: str, kind: str, called: list[str], chance: random.Random) -> Component:
    """A component with everything that an estimate asks for."""
    calls = tuple(
        Call(
            span=SPAN,
            source=name,
            target=target,
            timeout=quantity(1.0, Dimension.DURATION),
            retries=1,
            pool=5,
        )
        for target in called
    )
    cache = kind == "cache"
    return Component(
        span=SPAN,
        id=name,
        kind=kind,
        name=name,
        replicas=Replicas(span=SPAN, count=3, given=True),
        zones=ZONES,
        capacity=quantity(chance.uniform(1e3, 1e4), Dimension.RATE),
        latency=Latency(
            span=SPAN,
            p50=quantity(chance.uniform(0.001, 0.01), Dimension.DURATION),
            p99=quantity(chance.uniform(0.02, 0.1), Dimension.DURATION),
        ),
        storage=quantity(1e12, Dimension.BYTES),
        memory=quantity(1e10, Dimension.BYTES) if cache else None,
        connections=1000,
        price=Price(span=SPAN, replica=quantity(50.0, Dimension.MONEY)),
        calls=tuple(CallGroup(span=SPAN, calls=(call,)) for call in calls),
        properties={
            "hit_ratio": quantity(0.9, Dimension.RATIO),
            "skew": quantity(0.99, Dimension.FACTOR),
        }
        if cache
        else {},
    )


def journey(name: str, made: dict[str, Component], chance: random.Random, steps: bool) -> Journey:
    """A walk along calls from the client to a store."""
    at = "web"
    walked: list[Step] = []
    while steps and made[at].calls:
        target = chance.choice(made[at].calls).calls[0].target
        walked.append(Step(span=SPAN, source=at, target=target, chained=bool(walked)))
        at = target
    return Journey(
        span=SPAN,
        id=name,
        # one that makes every call makes thousands
        actor="web" if steps else chance.choice(made["web"].calls).calls[0].target,
        rate=quantity(chance.uniform(1e-5, 1e-4) if steps else 1e-7, Dimension.USER_RATE),
        request=quantity(1e3, Dimension.BYTES),
        response=quantity(1e4, Dimension.BYTES),
        steps=tuple(walked),
    )


def entity(name: str, store: str, cache: str) -> Entity:
    """What a store keeps, and a cache a part of."""
    return Entity(
        span=SPAN,
        id=name,
        store=store,
        cached_in=(cache,),
        size=quantity(1e3, Dimension.BYTES),
        rows=quantity(1e8, Dimension.COUNT),
        growth=quantity(100.0, Dimension.RATE),
    )


def main() -> None:
    """Measure each size and print a table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    estimate(large_design(24, 2))  # imports what is imported late
    print("| components | journeys | calls | analysis | text report | JSON | together |")
    print("|--:|--:|--:|--:|--:|--:|--:|")
    for components, journeys in SIZES:
        design = large_design(components, journeys)
        calls = sum(len(each.calls) for each in design.components.values())
        best = [9e9] * 3
        for _ in range(runs):
            times = [time.process_time()]
            found = estimate(design)
            times.append(time.process_time())
            write_pages("text", (estimate_page(found),))
            times.append(time.process_time())
            estimate_data(found)
            times.append(time.process_time())
            best = [min(a, times[at + 1] - times[at]) for at, a in enumerate(best)]
        cells = " | ".join(f"{each:.3f} s" for each in (*best, best[0] + best[1]))
        print(f"| {components:,} | {journeys:,} | {calls:,} | {cells} |")


if __name__ == "__main__":
    main()
