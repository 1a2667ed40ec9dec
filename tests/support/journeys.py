"""Designs with one journey made by chance: calls that are repeated, left out, made at once, not waited
for, tried again, alternatives, misses of caches, calls back and calls to oneself; times that are known or
not."""

from __future__ import annotations

import json
import random

KINDS = ("service", "worker", "cache", "database", "queue", "stream", "load_balancer", "external")
WORDS = (
    *("read", "write the order", "GET /v1/timelines/home", "check", "SendOrderConfirmation", "x"),
    *("注文を保存する", "إرسال الطلب", "two\nlines", "<b>bold</b> & more"),
)
NAMES = (
    *("Part {}", "Order confirmation service {}", "P{}", "Part {}", "P{}"),
    *("注文サービス {}", "خدمة {}", "Incomprehensibilities{}", "<i>{}</i>"),
)
MOST_DEPTH = 6


def random_journey(seed: int, components: int, steps: int) -> str:
    """The text of a design with so many components beside the actor and exactly so many steps, without
    its first two lines; the same for the same seed."""
    return _Made(random.Random(seed), components, steps).text()


class _Made:
    def __init__(self, chance: random.Random, components: int, steps: int) -> None:
        self.chance = chance
        self.names = [f"part-{number}" for number in range(components)]
        self.kinds = {name: chance.choice(KINDS) for name in self.names}
        self.calls: dict[str, dict[str, dict[str, object]]] = {
            name: {} for name in ("web", *self.names)
        }
        self.at_once = chance.choice((0.1, 0.2, 0.6))
        self.sizes = chance.random() < 0.7
        self.steps: list[object] = []
        self.left = steps

    def text(self) -> str:
        while self.left:
            self.made("web", 0)
        rate = self.chance.choice(("7/day", "1/s", ""))
        if len(self.steps) > 12 * len(self.names):
            rate = ""  # calls to where one is already double each time what comes after them
        journey: dict[str, object] = {"actor": "web", "steps": self.steps}
        if rate:
            journey["rate"] = rate
        if self.sizes and self.chance.random() < 0.5:
            journey |= {"request": "3 KB", "response": "20 KB"}
        if self.chance.random() < 0.5:
            journey["objectives"] = {"p99": self.chance.choice(("300ms", "20s"))}
        parts = {"web": {"kind": "client", "calls": self.called("web")}}
        parts |= {name: self.part(name) for name in self.names}
        written = "".join(
            f"  {name}: {json.dumps(part, ensure_ascii=False)}\n" for name, part in parts.items()
        )
        return (
            f"components:\n{written}journeys:\n  buy: {json.dumps(journey, ensure_ascii=False)}\n"
        )

    def part(self, name: str) -> dict[str, object]:
        found: dict[str, object] = {
            "kind": self.kinds[name],
            "name": self.chance.choice(NAMES).format(name.removeprefix("part-")),
            "calls": self.called(name),
        }
        if self.kinds[name] != "external" and self.chance.random() < 0.3:
            found["replicas"] = 3
        if self.chance.random() < 0.3:
            found["latency"] = {
                "p50": self.chance.choice(("0s", "2ms", "30us", "4s")),
                "p99": self.chance.choice(("4s", "4s", "90s")),
            }
        if self.chance.random() < 0.01:
            found["capacity"] = "1/s"
        return found

    def called(self, name: str) -> list[object]:
        """The calls of a component, some of them alternatives of each other."""
        calls = list(self.calls[name].items())
        found: list[object] = []
        while calls:
            size = self.chance.choice((1, 1, 1, 2, 3))
            taken, calls = calls[:size], calls[size:]
            if len(taken) == 1:
                found.append(dict(taken))
                continue
            members = [
                {target: {k: v for k, v in how.items() if k not in ("optional", "async")}}
                for target, how in taken
            ]
            found.append({"any_of": members})
        return found

    def made(self, source: str, depth: int) -> None:
        """A step from here, and some from its target."""
        if not self.left:
            return
        self.left -= 1
        target = self.chance.choice(self.names)
        self.calls[source].setdefault(target, self.how())
        options = self.options(depth)
        arrow = f"{source} -> {target}"
        self.steps.append({arrow: options} if options else arrow)
        # calling itself again and again has an end
        for _ in range(self.chance.choice((0, 1, 1, 2, 3)) if depth < MOST_DEPTH else 0):
            self.made(target, depth + 1)

    def how(self) -> dict[str, object]:
        some: tuple[tuple[dict[str, object], float], ...] = (
            ({"optional": True}, 0.2),
            ({"async": True}, 0.15),
            ({"protocol": "gRPC"}, 0.3),
            ({"timeout": "2s", "retries": 2}, 0.15),
        )
        return {
            k: v for each, share in some if self.chance.random() < share for k, v in each.items()
        }

    def options(self, depth: int) -> dict[str, object]:
        often = (3, 20) if depth < 2 else (1.5,)
        times = self.chance.choice(("5%", "40%", "40%", "60%", *often))
        some: tuple[tuple[dict[str, object], float], ...] = (
            ({"label": self.chance.choice(WORDS)}, 0.5),
            ({"times": times}, 0.3),
            ({"parallel": True}, self.at_once),
            ({"bytes": "4 KB", "response": "70 B"}, 0.2 if self.sizes else 0.0),
        )
        return {
            k: v for each, share in some if self.chance.random() < share for k, v in each.items()
        }
