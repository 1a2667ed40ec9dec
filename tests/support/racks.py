"""Made-up deployments: regions, zones and hosts with components in them, and calls between these."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field

NAMES = (
    "",
    "",
    "",
    "Order service",
    "注文サービス",
    "خدمة الطلبات",
    "<script>alert(1)</script>",
    'Quotes "and" & ampersands',
    "A name that goes on and on until it has eighty characters, which is rather a lot",
    "Ελληνικά 🚀",
)
KINDS = ("service", "database", "cache", "queue", "worker", "load_balancer", "stream")
TECHNOLOGIES = ("", "Go", "PostgreSQL 16", "Apache Kafka in KRaft mode, three brokers to a zone")
ASIDE = {
    "client": "client",
    "external": "external",
    "object_store": "managed",
    "service": "no-zone",
}
"""Kinds of components in no zone, and where they stand."""


@dataclass
class MadeRack:
    """A design as plain data. ``places`` are zones, or hosts in zones, with what holds each;
    ``counts`` the replicas of each component in each; ``outside`` what is in none of them."""

    components: dict[str, dict[str, object]] = field(default_factory=dict)
    calls: list[tuple[str, str, dict[str, object]]] = field(default_factory=list)
    topology: dict[str, dict[str, object]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    outside: dict[str, str] = field(default_factory=dict)

    def yaml(self) -> str:
        """The design file; every value in JSON's form."""
        lines = ["sdgen: 1", "name: Random", f"topology: {json.dumps(self.topology)}"]
        lines.append("components:")
        for name, component in self.components.items():
            calls: list[object] = []
            forks: list[str] = []
            for source, target, options in self.calls:
                if source == name and options.get("fork"):
                    forks.append(target)
                elif source == name:
                    calls.append({target: options} if options else target)
            if forks:
                calls.append({"any_of": forks})
            given = {**component, **({"calls": calls} if calls else {})}
            lines.append(f"  {name}: {json.dumps(given, ensure_ascii=False)}")
        return "\n".join(lines) + "\n"


def random_rack(seed: int) -> MadeRack:
    """One to three regions of one to six zones, 1 to 24 components in them, some beside them."""
    chance = random.Random(seed)
    made = MadeRack()
    for region in range(chance.choice((1, 1, 2, 3))):
        zones = [f"r{region}-{'abcdef'[at]}" for at in range(chance.randint(1, 6))]
        made.topology[f"r{region}"] = {"zones": dict.fromkeys(zones, "99.9%")}
        made.places.update(dict.fromkeys(zones, f"r{region}"))
    groups = [f"g{number}" for number in range(chance.randint(0, 5))]
    for number in range(chance.choice((1, 2, 3, 5, 8, 12, 18, 24))):
        _add_row(made, chance, f"c{number}", groups)
    for number in range(chance.choice((0, 1, 2, 3, 6))):
        kind = chance.choice(sorted(ASIDE))
        made.components[f"x{number}"] = {
            "kind": kind,
            "name": chance.choice(NAMES) or f"X {number}",
        }
        if kind == "object_store":
            made.components[f"x{number}"]["managed"] = True
        made.outside[f"x{number}"] = ASIDE[kind]
    _add_calls(made, chance)
    return made


def _add_row(made: MadeRack, chance: random.Random, name: str, groups: list[str]) -> None:
    zones = chance.sample(sorted(made.places), chance.randint(1, len(made.places)))
    count = chance.choice((1, len(zones), 2 * len(zones) + 1, 480))
    component: dict[str, object] = {"kind": chance.choice(KINDS), "zones": zones}
    component["replicas"] = count
    if chance.random() < 0.2:
        mode = chance.choice(("leader-follower", "active-standby"))
        component["replicas"] = {"count": count, "mode": mode}
    if chance.choice(NAMES):
        component["name"] = chance.choice(NAMES) or name
    technology = chance.choice(TECHNOLOGIES)
    if technology:
        component["technology"] = technology
    if groups and chance.random() < 0.8:
        component["group"] = chance.choice(groups)
    made.components[name] = component
    # one in turn to each zone
    held = {zone: (count - at + len(zones) - 1) // len(zones) for at, zone in enumerate(zones)}
    made.counts[name] = {zone: number for zone, number in held.items() if number}


def _add_calls(made: MadeRack, chance: random.Random) -> None:
    names = list(made.components)
    for _ in range(int(len(names) * chance.choice((0.5, 1.0, 1.8)))):
        source, target = chance.choice(names), chance.choice(names)
        options: dict[str, object] = {}
        if chance.random() < 0.4:
            options[chance.choice(("async", "optional", "fork"))] = True
        forked = any(s == source and t == target and o for s, t, o in made.calls)
        if not (options.get("fork") and (forked or source == target)):
            made.calls.append((source, target, options))
