"""Response times under load: sdgen's model beside the Pollaczek-Khinchine formula and simulations.

    python benchmarks/queueing.py               the table, of the figures in queueing.json
    python benchmarks/queueing.py simulate      make those figures again (half an hour, fixed seeds)

A system has ``replicas`` x ``servers``; its balancing is that of jobs among the replicas. One server alone
is computed (benchmarks/pollaczek_khinchine.py), all others are simulated
(benchmarks/queueing_simulation.py). Errors are those of the median and of the 99th percentile of the
response time: service and waiting of one component.
"""

from __future__ import annotations

import json
import math
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
FIGURES = Path(__file__).with_name("queueing.json")

SYSTEMS = (
    ("pooled", 1, 2),
    ("pooled", 1, 4),
    ("pooled", 1, 8),
    ("round-robin", 2, 1),
    ("round-robin", 4, 1),
    ("round-robin", 8, 1),
    ("round-robin", 2, 2),
    ("round-robin", 2, 4),
    ("round-robin", 4, 2),
    ("least-connections", 2, 1),
    ("least-connections", 4, 1),
    ("least-connections", 8, 1),
    ("least-connections", 2, 2),
    ("least-connections", 2, 4),
    ("least-connections", 4, 2),
)
RATIOS = (3, 5, 10, 20)
LOADS = (0.5, 0.7, 0.85, 0.95)
MOST_ARRIVALS = 500_000_000


def main(arguments: list[str]) -> int:
    sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
    if arguments[:1] == ["simulate"]:
        simulate_all()
    print_table()
    return 0


# --- the table ---------------------------------------------------------------------------------


def print_table() -> None:
    figures = json.loads(FIGURES.read_text())
    print("| balancing | replicas x servers | p99/p50 |" + "".join(f" {e:.0%} |" for e in LOADS))
    print("|---|---|--:|" + "--:|" * len(LOADS))
    worst: dict[str, list[tuple[float, float, str]]] = {}
    for balancing, replicas, servers in (("random", 1, 1), *SYSTEMS):
        for ratio in RATIOS:
            cells = []
            for load in LOADS:
                name = key(balancing, replicas, servers, ratio, load)
                found = figures.get(name)
                if found is None:
                    cells.append("-")
                    continue
                ours = of_sdgen(balancing, replicas, servers, ratio, load)
                errors = [
                    mine / middle(found[share]) - 1.0
                    for mine, share in zip(ours, ("p50", "p99"), strict=True)
                ]
                cells.append(" ".join(f"{each:+.1%}" for each in errors))
                size = max(abs(each) for each in errors)
                if size > limit(balancing, ratio, load):
                    cells[-1] = f"**{cells[-1]}**"
                width = (found["p99"][-1] - found["p99"][0]) / middle(found["p99"])
                worst.setdefault(required(balancing, ratio, load), []).append((size, width, name))
            joined = " | ".join(cells)
            print(f"| {balancing} | {replicas} x {servers} | {ratio} | {joined} |")
    print(
        "\n| required | systems | largest error | where | widest interval |\n|---|--:|--:|---|--:|"
    )
    for name, each in sorted(worst.items()):
        size, _, where = max(each)
        width = max(width for _, width, _ in each)
        print(f"| {name} | {len(each)} | {size:.1%} | {where} | {width:.1%} |")


def middle(interval: list[float]) -> float:
    return interval[1] if len(interval) == 3 else sum(interval) / 2.0


def limit(balancing: str, ratio: int, load: float) -> float:
    if balancing == "least-connections":
        return 0.12
    return 0.1 if ratio == 20 or load > 0.9 else 0.05


def required(balancing: str, ratio: int, load: float) -> str:
    if balancing == "least-connections":
        return "12%, least-connections"
    where = "p99/p50 = 20, or at 95%" if limit(balancing, ratio, load) > 0.05 else "up to 10"
    return f"{limit(balancing, ratio, load):3.0%}, {where}"


def of_sdgen(
    balancing: str, replicas: int, servers: int, ratio: int, load: float
) -> tuple[float, float]:
    """Median and 99th percentile of one component that a journey calls, as its design says it."""
    from sdgen.analyses.facts import Facts
    from sdgen.model import read_design_text

    mean = math.exp((math.log(ratio) / 2.3263478740408408) ** 2 / 2)
    spread = "round-robin" if balancing == "pooled" else balancing
    text = f"""sdgen: 1
name: One component
journeys: {{ask: {{rate: {load * replicas * servers / mean:.9f}/s, steps: [web -> lb -> api]}}}}
components:
  web: {{kind: client, calls: [lb]}}
  lb: {{kind: load_balancer, balancing: {spread}, latency: {{p50: 0s, p99: 0s}}, calls: [api]}}
  api:
    kind: service
    replicas: {replicas}
    capacity: {servers / mean:.9f}/s
    latency: {{p50: 1s, p99: {ratio}s}}
"""
    design = read_design_text(text, "one.yaml").design
    assert design is not None
    found = Facts(design).latency("ask")
    assert found is not None
    return found.p50, found.p99


# --- simulation --------------------------------------------------------------------------------


def key(balancing: str, replicas: int, servers: int, ratio: int, load: float) -> str:
    return f"{balancing} {replicas}x{servers} ratio {ratio} load {load:.0%}"


def simulate_all() -> None:
    from pollaczek_khinchine import percentiles
    from queueing_simulation import Case, simulate

    figures: dict[str, dict[str, object]] = {}
    if FIGURES.exists():
        figures = json.loads(FIGURES.read_text())
    for load in LOADS:
        for ratio in RATIOS:
            name = key("random", 1, 1, ratio, load)
            if name not in figures:
                start = time.monotonic()
                exact = percentiles(ratio, load)
                figures[name] = {
                    "p50": [round(each, 5) for each in exact[0.5]],
                    "p99": [round(each, 5) for each in exact[0.99]],
                }
                keep(figures, name, time.monotonic() - start)
            for balancing, replicas, servers in SYSTEMS:
                name = key(balancing, replicas, servers, ratio, load)
                if name in figures:
                    continue
                start = time.monotonic()
                precise = 0.05 if load > 0.9 else 0.02
                case = Case(balancing, replicas, servers, ratio, load)
                found = simulate(case, precise, MOST_ARRIVALS)
                figures[name] = {
                    "p50": [round(each, 5) for each in found.p50],
                    "p99": [round(each, 5) for each in found.p99],
                    "arrivals": found.arrivals,
                }
                keep(figures, name, time.monotonic() - start)


def keep(figures: dict[str, dict[str, object]], name: str, seconds: float) -> None:
    lines = ",\n".join(f"  {json.dumps(key)}: {json.dumps(each)}" for key, each in figures.items())
    FIGURES.write_text("{\n" + lines + "\n}\n")
    print(f"{name}: {seconds:.1f} s", figures[name], file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
