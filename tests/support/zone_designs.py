"""Designs made up from a seed whose components lie in zones, as plain data; and what the loss of a zone
does to them, worked out from that data alone: no part of sdgen takes part in it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

NAMES = (
    "Order service",
    "注文サービス",
    "خدمة الطلبات",
    "Cache 🚀",
    "<script>alert(1)</script>",
    'Quotes "and" & ampersands]]>',
    "A name that goes on and on until it has eighty characters, which is rather a lot",
    "Ωμέγα",
    "a",
)


@dataclass
class Placed:
    """A component: how many replicas in which zones, how many of them must be up, and its calls."""

    name: str
    group: str
    replicas: int
    zones: tuple[str, ...]
    need: int = 0
    managed: bool = False
    needs: list[str] = field(default_factory=list)
    either: list[tuple[str, str]] = field(default_factory=list)
    spares: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """How many replicas lie in each zone: dealt out one by one."""
        found: dict[str, int] = {}
        for at in range(self.replicas if self.zones and not self.managed else 0):
            zone = self.zones[at % len(self.zones)]
            found[zone] = found.get(zone, 0) + 1
        return found

    def left(self, lost: str) -> int:
        """The replicas that the loss of a zone leaves."""
        return self.replicas - self.counts().get(lost, 0)

    def called(self) -> Iterator[str]:
        yield from self.needs
        yield from self.spares
        for pair in self.either:
            yield from pair


@dataclass
class ZoneDesign:
    """Components by id in ``zones``, called along from the client ``web``."""

    zones: tuple[str, ...]
    groups: tuple[str, ...]
    components: dict[str, Placed]
    first: list[str]

    def yaml(self) -> str:
        """The design file; every value in JSON's form, which YAML reads as it is."""
        regions: dict[str, dict[str, object]] = {}
        for at, zone in enumerate(self.zones):
            regions.setdefault(f"region-{at // 4}", {"zones": {}})["zones"][zone] = "99.9%"  # type: ignore[index]
        lines = [
            "sdgen: 1",
            "name: Zones",
            f"topology: {json.dumps(regions)}",
            f"groups: {json.dumps({each: {'name': each.upper()} for each in self.groups})}",
            "components:",
            f"  web: {json.dumps({'kind': 'client', 'calls': self.first})}",
        ]
        for name, each in self.components.items():
            lines.append(f"  {name}: {json.dumps(_written(each), ensure_ascii=False)}")
        lines.append("journeys:\n  use: {actor: web, name: Use it}")
        return "\n".join(lines) + "\n"

    def down(self, lost: str) -> set[str]:
        """What does not answer without a zone: by itself, or for want of what it needs."""
        found: dict[str, bool] = {}

        def is_down(name: str) -> bool:
            if name not in found:
                each = self.components[name]
                own = not each.managed and each.left(lost) < max(each.need, 1)
                found[name] = (
                    own
                    or any(is_down(target) for target in each.needs)
                    or any(is_down(one) and is_down(other) for one, other in each.either)
                )
            return found[name]

        return {name for name in self.reached() if is_down(name)}

    def reached(self) -> set[str]:
        """All that is called, however little it is needed."""
        found: set[str] = set()
        waiting = list(self.first)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.components[name].called()
        return found

    def state(self, lost: str) -> str:
        """What becomes of the journey without a zone."""
        down = self.down(lost)
        if any(name in down for name in self.first):
            return "down"
        return "degraded" if down else "up"


def _written(each: Placed) -> Mapping[str, object]:
    replicas: object = each.replicas
    if each.need:
        replicas = {"count": each.replicas, "need": each.need}
    calls: list[object] = [*each.needs]
    calls += [{"any_of": list(pair)} for pair in each.either]
    calls += [
        {name: {"optional": True} if at % 2 else {"async": True}}
        for at, name in enumerate(each.spares)
    ]
    given: dict[str, object] = {"kind": "service", "name": each.name, "calls": calls}
    if each.group:
        given["group"] = each.group
    if each.managed:
        return {**given, "managed": True}
    given["replicas"] = replicas
    return {**given, "zones": list(each.zones)} if each.zones else given


def random_zones(seed: int, components: int, zones: int, *, everywhere: float = 0.5) -> ZoneDesign:
    """A design of so many components, of which the share ``everywhere`` lies in every zone."""
    chance = random.Random(seed)
    names = tuple(f"z{at}" for at in range(zones))
    groups = tuple(f"g{at}" for at in range(max(1, components // 12)))
    made: dict[str, Placed] = {}
    for at in range(components):
        part = chance.sample(names, chance.randint(1, zones))
        lies = names if chance.random() < everywhere else tuple(part)
        replicas = chance.randint(1, 9) if lies != names else zones * chance.randint(1, 3)
        made[f"c{at}"] = Placed(
            f"{chance.choice(NAMES)} {at}",
            chance.choice((*groups, "")) if at % 7 == 0 else groups[at * len(groups) // components],
            replicas,
            () if chance.random() < 0.05 else lies,
            chance.choice((0, 0, 0, 1, max(1, replicas // 2))),
            managed=chance.random() < 0.08,
        )
    ids = list(made)
    for at, name in enumerate(ids):
        later = ids[at + 1 : at + 9]
        for target in chance.sample(later, min(len(later), chance.randint(0, 3))):
            kind = chance.random()
            others = [each for each in later if each != target and each not in made[name].called()]
            if target in set(made[name].called()):
                continue
            if kind < 0.35:
                made[name].needs.append(target)
            elif kind < 0.6 and others:
                made[name].either.append((target, chance.choice(others)))
            else:
                made[name].spares.append(target)
    return ZoneDesign(names, groups, made, ids[: min(2, len(ids))])
