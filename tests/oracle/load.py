"""Loads, utilisation of the busiest replica, and what the fullest node keeps."""

from __future__ import annotations

from fractions import Fraction

from tests.oracle.placement import pieces
from tests.oracle.reading import (
    BROKERS,
    CACHES,
    STORES,
    Arrow,
    Component,
    Design,
    Journey,
    number,
    rate,
    seconds,
    size,
)


class Loads:
    """Operations a second of every component, told apart by what they do.

    ``average`` and ``peak`` are by component; ``mix`` has the peak's reads, writes and operations
    of which nothing is known.
    """

    def __init__(self, design: Design) -> None:
        self.design = design
        self.average: dict[str, Fraction] = {}
        self.mix: dict[str, dict[str | None, Fraction]] = {}
        self.messages: dict[str, Fraction] = {}
        for journey in design.journeys.values():
            if "rate" in journey.given:
                base = rate(journey.given["rate"], design.users)
                self._act(journey, base)
                if journey.arrows:
                    self._by_steps(journey, base)
                else:
                    self._by_calls(journey, base)
        self.own = {name: dict(each) for name, each in self.mix.items()}
        self.guests: dict[str, list[Component]] = {}
        for component in design.components.values():
            if component.host is not None:
                self.guests.setdefault(component.host.name, []).append(component)
        for component in design.components.values():
            if component.host is None:
                self._lay_guests(component)

    def _lay_guests(self, host: Component) -> None:
        """What is asked of a component is asked of what it runs on."""
        for guest in self.guests.get(host.name, []):
            self._lay_guests(guest)
            if guest.name not in self.mix:
                continue
            kinds = self.mix.setdefault(
                host.name, dict.fromkeys(("read", "write", None), Fraction(0))
            )
            for op, amount in self.mix[guest.name].items():
                kinds[op] += amount
            for sums in (self.average, self.messages):
                if guest.name in sums:
                    sums[host.name] = sums.get(host.name, Fraction(0)) + sums[guest.name]

    def _act(self, journey: Journey, base: Fraction) -> None:
        """What acts by itself has its own rate as load."""
        if self.design.components[journey.actor].kind != "client":
            self._add(None, journey.actor, base, None)

    def _add(self, source: str | None, target: str, amount: Fraction, op: str | None) -> None:
        self.average[target] = self.average.get(target, Fraction(0)) + amount
        kinds = self.mix.setdefault(
            target, {"read": Fraction(0), "write": Fraction(0), None: Fraction(0)}
        )
        kinds[op] += amount
        brokers = {n for n, each in self.design.components.items() if each.kind in BROKERS}
        if source in brokers and not self._call_waits(source, target):
            self.messages[target] = self.messages.get(target, Fraction(0)) + amount

    def _call_waits(self, source: str | None, target: str) -> bool:
        groups = self.design.components[source or ""].calls
        return all(c.waits for g in groups for c in g.calls if c.target == target)

    @property
    def peak(self) -> dict[str, Fraction]:
        return {name: each * self.design.peak for name, each in self.average.items()}

    # --- with steps -----------------------------------------------------------------------------

    def _by_steps(self, journey: Journey, base: Fraction) -> None:
        arrived = {journey.actor: base}
        looked_up: dict[tuple[str, str], Fraction] = {}
        chained = base
        for arrow in journey.arrows:
            start = arrived.get(arrow.source, Fraction(0)) if arrow.first else chained
            cache = self._missed(arrow, looked_up)
            if cache is None:
                amount = start * (1 if arrow.times is None else arrow.times)
            else:
                asked = (
                    arrived.get(cache, Fraction(0))
                    if cache == arrow.source
                    else looked_up.get((arrow.source, cache), Fraction(0))
                )
                amount = asked * self._share(arrow, cache)
            self._add(arrow.source, arrow.target, amount, arrow.op)
            arrived[arrow.target] = arrived.get(arrow.target, Fraction(0)) + amount
            if arrow.op != "write":
                pair = (arrow.source, arrow.target)
                looked_up[pair] = looked_up.get(pair, Fraction(0)) + amount
            chained = amount

    def _share(self, arrow: Arrow, cache: str) -> Fraction:
        if arrow.times is not None:
            return arrow.times
        return 1 - number(self.design.components[cache].given["hit_ratio"])

    def _missed(self, arrow: Arrow, looked_up: dict[tuple[str, str], Fraction]) -> str | None:
        """The cache whose misses an arrow serves."""
        if arrow.on_miss:
            return arrow.on_miss
        if arrow.times is None or arrow.times >= 1 or (arrow.stated and arrow.op == "write"):
            return None
        components = self.design.components
        if components[arrow.target].kind in CACHES:
            return None
        for group in components[arrow.source].calls:
            names = [each.target for each in group.calls]
            beside = [
                each.target
                for each in group.calls
                if components[each.target].kind in CACHES
                and (arrow.source, each.target) in looked_up
            ]
            if group.alternatives and group.need == 1 and arrow.target in names and beside:
                return beside[0]
        if components[arrow.target].kind in STORES:
            for group in components[arrow.source].calls:
                for each in group.calls:
                    if (
                        each.optional
                        and components[each.target].kind in CACHES
                        and (arrow.source, each.target) in looked_up
                    ):
                        return each.target
        return None

    # --- without ----------------------------------------------------------------------------------

    def _by_calls(self, journey: Journey, base: Fraction) -> None:
        """Every call once for each time that its caller is reached; the first of alternatives."""
        self._visit(journey, journey.actor, base)

    def _visit(self, journey: Journey, name: str, amount: Fraction) -> None:
        component = self.design.components[name]
        groups = component.calls
        share = Fraction(1, len(groups)) if component.kind == "queue" and groups else Fraction(1)
        for group in groups:
            for call in group.calls[: group.need]:
                op = self.design.operation(journey, call.target)
                self._add(name, call.target, amount * share, op)
                self._visit(journey, call.target, amount * share)

    # --- utilisation --------------------------------------------------------------------------------

    def steady(self, component: Component) -> dict[str | None, Fraction]:
        """The mix that must be kept up with: of a consumer at the average, else at the peak."""
        mix = self.mix.get(component.name, {})
        consumes = self.messages.get(component.name) == self.average.get(component.name)
        factor = Fraction(1) if consumes else self.design.peak
        return {op: each * factor for op, each in mix.items()}

    def replicas_for(self, component: Component) -> Fraction:
        """How many instances the steady load of what keeps no data takes."""
        capacity, mix = component.capacity, self.steady(component)
        if capacity is None or not mix:
            return Fraction(0)
        reads, writes = capacity
        return mix["read"] / reads + (mix["write"] + mix[None]) / writes

    def utilisation(self, component: Component) -> Fraction | None:
        """How full the busiest replica is at the peak."""
        capacity, mix = component.capacity, self.mix.get(component.name)
        if capacity is None or not mix:
            return None
        # unknown is a write for a capacity of reads and writes
        both = isinstance(component.given["capacity"], dict)
        n = component.most or component.count
        return self.design.peak * self._filled(component, component, n, (*capacity, both))

    def _filled(
        self,
        asked: Component,
        component: Component,
        n: int,
        capacity: tuple[Fraction, Fraction, bool],
    ) -> Fraction:
        """How full the busiest of ``n`` instances is by what is asked of ``component``, and of what
        runs on it, laid as on ``asked``."""
        found = self._busiest(asked, self.own.get(component.name), n, capacity)
        for guest in self.guests.get(component.name, []):
            if guest.hosted:
                says = guest.stated_copies is not None or guest.mode or guest.need is not None
                found += self._filled(guest if says else asked, guest, n, capacity)
                continue
            m = guest.most or guest.count
            serve = m
            if guest.mode == "active-standby":
                serve = guest.need or 1
            elif guest.mode == "leader-follower" and not (guest.stated_copies or guest.reads_any):
                serve = 1
            found += self._filled(guest, guest, m, capacity) * -(-serve // n)
        return found

    def _busiest(
        self,
        component: Component,
        mix: dict[str | None, Fraction] | None,
        n: int,
        capacity: tuple[Fraction, Fraction, bool],
    ) -> Fraction:
        if mix is None:
            return Fraction(0)
        reads, writes, both = capacity
        per_write, per_read = Fraction(1, n), Fraction(1, n)
        if component.mode == "active-standby":
            m = component.need or 1
            per_write = per_read = Fraction(1, m)
        elif component.mode == "leader-follower" and component.stated_copies:
            per_write = self._of_fullest(component, component.stated_copies, n)
            per_read = per_write / component.stated_copies
        elif component.mode == "leader-follower":
            per_write = Fraction(1)
            per_read = Fraction(1, n) if component.reads_any else Fraction(1)
        elif component.copies is not None:
            per_write = self._of_fullest(component, component.copies, n)
            per_read = per_write * self._answers(component) / component.copies
        per_unknown = per_write if both else per_read
        return (
            mix["write"] * per_write / writes
            + mix["read"] * per_read / reads
            + mix[None] * per_unknown / writes
        )

    def _of_fullest(self, component: Component, copies: int, n: int) -> Fraction:
        """The share of the pieces that the fullest node has a copy of."""
        if copies > 1 and n == component.count:
            return self.node_share(component)
        return Fraction(copies, n)

    def _answers(self, component: Component) -> int:
        """How many copies a read asks."""
        need = component.need
        if isinstance(need, dict):
            return min(int(need.get("reads", 1)), component.copies or 1)
        if component.stated_copies is None:
            return 1
        if need == "majority":
            return component.stated_copies // 2 + 1
        return int(need or 1)

    # --- storage ------------------------------------------------------------------------------------

    def stored(self, name: str) -> Fraction | None:
        """Bytes at the horizon of all that a store keeps, counted once."""
        found = None
        for entity in self.design.data.values():
            if entity.get("store") != name:
                continue
            rows = number(entity["rows"]) if "rows" in entity else Fraction(0)
            maker = self.design.journeys.get(entity.get("created_by", ""))
            if maker is not None and self.design.horizon is not None:
                kept = entity.get("retention", "forever")
                span = self.design.horizon
                if kept != "forever":  # what there is goes evenly while the new comes
                    rows *= max(Fraction(0), 1 - span / seconds(kept))
                    span = min(span, seconds(kept))
                rows += rate(maker.given["rate"], self.design.users) * span
            found = (found or Fraction(0)) + rows * size(entity["size"])
        return found

    def fullest(self, component: Component) -> Fraction | None:
        """Bytes on the disk of the fullest node, of its own data and of what runs on it."""
        own = self.stored(component.name)
        found = None if own is None else own * self.node_share(component)
        for guest in self.guests.get(component.name, []):
            there = None if "storage" in guest.given and not guest.hosted else self.fullest(guest)
            if there is not None:
                on_one = 1 if guest.hosted else -(-guest.count // component.count)
                found = (found or Fraction(0)) + there * on_one
        return found

    def node_share(self, component: Component) -> Fraction:
        """The share of the data that the fullest node keeps."""
        n = component.count
        if component.mode is not None and component.stated_copies is None:
            return Fraction(1)
        copies = component.copies or 1
        zones = [*component.nodes]
        if None in zones:
            return Fraction(copies, n)
        laid = pieces(component, self.design)
        return max(
            Fraction(sum(zones[i] == zone for piece in laid for i in piece), n * zones.count(zone))
            for zone in zones
        )
