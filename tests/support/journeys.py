"""Designs with one journey made by chance: calls that are repeated, left out, made at once, not waited
for, tried again, alternatives, calls back and calls to oneself."""

from __future__ import annotations

import random

KINDS = ("service", "worker", "cache", "database", "queue", "stream", "load_balancer")
WORDS = ("read", "write the order", "GET /v1/timelines/home", "check", "SendOrderConfirmation", "x")
MOST_DEPTH = 6


def random_journey(seed: int, components: int, steps: int) -> str:
    """The text of a design with about so many components and exactly so many steps, without its
    first two lines; the same for the same seed."""
    return _Made(random.Random(seed), components, steps).text()


class _Made:
    def __init__(self, chance: random.Random, components: int, steps: int) -> None:
        self.chance = chance
        self.names = [f"part-{number}" for number in range(components)]
        self.kinds = {name: chance.choice(KINDS) for name in self.names}
        self.calls: dict[str, dict[str, str]] = {name: {} for name in ("web", *self.names)}
        self.steps: list[str] = []
        self.left = steps

    def text(self) -> str:
        while self.left:
            self.made("web", 0)
        actor = "  web: {kind: client, calls: [" + self.called("web") + "]}"
        parts = [
            f"  {name}: {{kind: {self.kinds[name]}, name: {self.title(name)}, "
            f"{self.chance.choice(('replicas: 3, ', ''))}calls: [{self.called(name)}]}}"
            for name in self.names
        ]
        rate = self.chance.choice(("    rate: 7/day\n", ""))
        size = self.chance.choice(("    request: 3 KB\n    response: 20 KB\n", ""))
        goal = self.chance.choice(("    objectives: {p99: 300ms}\n", ""))
        steps = "\n".join(f"      - {step}" for step in self.steps)
        journey = f"journeys:\n  buy:\n    actor: web\n{rate}{size}{goal}    steps:\n{steps}\n"
        return "components:\n" + "\n".join([actor, *parts]) + "\n" + journey

    def title(self, name: str) -> str:
        number = name.removeprefix("part-")
        return self.chance.choice(
            (f"Part {number}", f"Order confirmation service {number}", f"P{number}")
        )

    def called(self, name: str) -> str:
        return ", ".join(f"{target}: {{{how}}}" for target, how in self.calls[name].items())

    def made(self, source: str, depth: int) -> None:
        """A step from here, and some from its target."""
        if not self.left:
            return
        self.left -= 1
        target = self.chance.choice(self.names)
        self.calls[source].setdefault(target, self.how())
        options = self.options()
        self.steps.append(f"{source} -> {target}" + (f": {{{options}}}" if options else ""))
        # calling itself again and again has an end
        for _ in range(self.chance.choice((0, 1, 1, 2, 3)) if depth < MOST_DEPTH else 0):
            self.made(target, depth + 1)

    def how(self) -> str:
        some = (
            ("optional: true", 0.2),
            ("async: true", 0.15),
            ("protocol: gRPC", 0.3),
            ("timeout: 2s, retries: 2", 0.15),
        )
        return ", ".join(word for word, share in some if self.chance.random() < share)

    def options(self) -> str:
        some = (
            (f"label: {self.chance.choice(WORDS)}", 0.5),
            (f"times: {self.chance.choice(('5%', '40%', '40%', '3', '20'))}", 0.25),
            ("parallel: true", 0.2),
            ("bytes: 4 KB, response: 70 B", 0.2),
        )
        return ", ".join(word for word, share in some if self.chance.random() < share)
