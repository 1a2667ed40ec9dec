"""Designs to lint: as many as wanted of a hundred components, and one of ten thousand.

Components stand in ten layers from the clients to the stores. Each calls its own column of the next
layer, every second one the column beside it too; every call has a label and a timeout, every tenth
an alternative. Replicas lie in three zones of one region, and every journey has an objective. All of
it follows from a seed.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator

LAYERS: tuple[tuple[str, dict[str, object]], ...] = (
    ("client", {}),
    ("load_balancer", {"technology": "HAProxy"}),
    ("api_gateway", {"technology": "Envoy", "rate_limit": "100 per 1s per user"}),
    ("service", {"technology": "Go", "capacity": "5k/s"}),
    ("service", {"technology": "Java", "capacity": "2k/s"}),
    ("queue", {"technology": "RabbitMQ"}),
    ("worker", {"technology": "Go", "capacity": "2k/s"}),
    ("service", {"technology": "Rust", "capacity": "9k/s"}),
    ("cache", {"technology": "Redis", "memory": "16 GiB"}),
    ("database", {"technology": "PostgreSQL 16", "backups": {"every": "24h", "keep": "30d"}}),
)
CHECKED = ("load_balancer", "api_gateway", "service")
LABELS = ("read", "write", "fetch", "publish", "list")
ZONES = "abcde"


def small_design(seed: int) -> str:
    """100 components of one region and three journeys, the third of which misses its objective."""
    return _design(f"Design {seed}", seed, columns=10, regions=1, journeys=3)


def large_design() -> str:
    """10,000 components in 500 zones of 100 regions and 50 journeys, of which every third misses
    its objective."""
    return _design("Large design", 0, columns=1000, regions=100, journeys=50)


def _design(name: str, seed: int, columns: int, regions: int, journeys: int) -> str:
    source = random.Random(seed)
    calls = {
        (layer, column): _calls(source, layer, column, columns)
        for layer in range(len(LAYERS))
        for column in range(columns)
    }
    lines = ["sdgen: 1", f"name: {json.dumps(name)}", "scale: {daily_users: 2M, peak: 3x}"]
    lines.append("topology:")
    for region in range(regions):
        zones = ", ".join(f"r{region}-{zone}: 99.95%" for zone in ZONES)
        lines.append(f"  r{region}: {{zones: {{{zones}}}}}")
    lines.append("journeys:")
    for number in range(journeys):
        lines += _journey(source, number, columns)
    lines.append("components:")
    for (layer, column), made in calls.items():
        lines.append(_component(source, layer, column, column * regions // columns, made))
    return "\n".join(lines) + "\n"


def _name(layer: int, column: int) -> str:
    return f"{LAYERS[layer][0].replace('_', '-')}-{layer}-{column}"


def _shifts(layer: int, column: int) -> tuple[int, ...]:
    """How far beside its own column a component calls."""
    return (0, 1) if (layer + column) % 2 else (0,)


def _calls(source: random.Random, layer: int, column: int, columns: int) -> list[object]:
    if layer + 1 == len(LAYERS):
        return []
    made: list[object] = []
    for shift in _shifts(layer, column):
        options: dict[str, object] = {"label": source.choice(LABELS), "encrypted": True}
        options["timeout"] = f"{900 - 90 * layer}ms"
        target = {_name(layer + 1, (column + shift) % columns): options}
        if source.random() < 0.1:
            other = _name(layer + 1, (column + shift + 1) % columns)
            made.append({"any_of": [target, {other: options}]})
        else:
            made.append(target)
    return made


def _component(
    source: random.Random, layer: int, column: int, region: int, calls: list[object]
) -> str:
    kind, given = LAYERS[layer]
    component: dict[str, object] = {"kind": kind, **given, "group": f"layer-{layer}"}
    if kind != "client":
        first = source.randrange(len(ZONES))
        component["replicas"] = source.choice((3, 3, {"count": 3, "need": 2}))
        if kind in CHECKED:
            component["health_check"] = "/healthz"
        component["zones"] = [f"r{region}-{ZONES[(first + at) % len(ZONES)]}" for at in range(3)]
    if calls:
        component["calls"] = calls
    return f"  {_name(layer, column)}: {json.dumps(component)}"


def _journey(source: random.Random, number: int, columns: int) -> Iterator[str]:
    """Down a column, with a second call beside it from each layer; every third journey has no
    steps, and so makes every call that its actor can reach."""
    column = number * columns // 50 if columns > 50 else number
    yield f"  journey-{number}:"
    yield f"    actor: {_name(0, column)}"
    yield f"    rate: {source.choice((1, 2, 5))}/user/day"
    objective = "99.999%" if number % 3 == 2 else "90%"
    yield f"    objectives: {{availability: {objective}, p99: 3s}}"
    if number % 3 == 1:
        return
    names = [_name(layer, column) for layer in range(len(LAYERS))]
    yield "    steps:"
    yield f"      - {' -> '.join(names)}"
    for layer, name in enumerate(names[:-1]):
        if len(_shifts(layer, column)) == 1:
            continue
        beside = _name(layer + 1, (column + 1) % columns)
        share = source.choice(("10%", "50%", "2"))
        yield f"      - {name} -> {beside}: {{times: {share}, label: {source.choice(LABELS)}}}"
