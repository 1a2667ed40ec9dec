"""Large designs made up from a seed: groups in groups, some components in none, hostile names."""

from __future__ import annotations

import json
import random

from benchmarks.random_designs import KINDS, LABELS, NAMES

SIZES = (3, 12, 41, 44, 60, 90)
"""Components."""


def random_estate(seed: int, size: int | None = None) -> str:
    """A design file; about one component in eight is in no group, in some estates most are not."""
    source = random.Random(seed)
    size = size if size is not None else SIZES[seed % len(SIZES)]
    groups = _groups(source, max(1, size // source.choice((4, 9, 15, 50))))
    alone = source.choice((0.0, 0.1, 0.1, 0.4, 0.8))
    names = list(groups)
    components: dict[str, dict[str, object]] = {}
    for at in range(size):
        made: dict[str, object] = {"kind": source.choice(KINDS) if at else "client"}
        if source.random() < 0.2:
            made["name"] = source.choice(NAMES)
        if source.random() > alone:
            made["group"] = names[min(len(names) - 1, int(source.random() * len(names)))]
        if source.random() < 0.5 and made["kind"] not in ("client", "external"):
            made["capacity"] = source.choice(("10/s", "2k/s", "400k/s"))
        if source.random() < 0.3 and at:
            made["replicas"] = source.choice((2, 3, 12))
        components[f"c{at}"] = made
    calls = _calls(source, components)
    for name, made in calls.items():
        components[name]["calls"] = made
    rate = source.choice(("3k/s", "70/s", "0.5/s"))
    return "\n".join(
        (
            "sdgen: 1",
            f"name: {json.dumps(source.choice(NAMES), ensure_ascii=False)}",
            f"groups: {json.dumps(groups, ensure_ascii=False)}",
            f"components: {json.dumps(components, ensure_ascii=False)}",
            f"journeys: {{use: {{actor: c0, rate: {rate}}}}}",
            "",
        )
    )


def _groups(source: random.Random, number: int) -> dict[str, dict[str, str]]:
    groups: dict[str, dict[str, str]] = {}
    for at in range(number):
        made = {"name": source.choice(NAMES)} if source.random() < 0.3 else {}
        if groups and source.random() < 0.3:
            made["parent"] = source.choice(sorted(groups))
        groups[f"g{at}"] = made
    return groups


def _calls(
    source: random.Random, components: dict[str, dict[str, object]]
) -> dict[str, list[object]]:
    names = list(components)
    calls: dict[str, list[object]] = {name: [] for name in names}
    for _ in range(int(len(names) * source.choice((0.7, 1.2, 2.0)))):
        start, end = source.choice(names), source.choice(names[1:] or names)
        if start == end and source.random() < 0.8:
            continue
        options: dict[str, object] = {}
        if source.random() < 0.3:
            options["label"] = source.choice(LABELS[2:])
        if source.random() < 0.3:
            options[source.choice(("async", "optional"))] = True
        calls[start].append({end: options} if options else end)
    calls["c0"].append({"any_of": names[1:3]} if len(names) > 2 else names[-1])
    return {name: each for name, each in calls.items() if each}
