"""Availability and single points of failure by a table of all 2^n states of the basic events.

A condition is a number with one bit a state: bit *s* is set where it holds in state *s*, and bit
*i* of *s* says that event *i* has happened. Nothing is approximated, and nothing is clever.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from math import ceil
from typing import NamedTuple

from tests.oracle.load import Loads
from tests.oracle.placement import pieces
from tests.oracle.reading import (
    ASSUMED,
    ASSUMED_MANAGED,
    BROKERS,
    CACHES,
    HOUR,
    NO_WRITES,
    STORES,
    Call,
    Component,
    Design,
    Failover,
    Group,
    Journey,
    number,
    seconds,
)

ONE_INSTANCE = Fraction(995, 1000)
MOST_EVENTS = 18


class TooManyEventsError(Exception):
    """There are too many basic events to try all their states."""


class Answer(NamedTuple):
    availability: Fraction
    points: frozenset[tuple[str, str, str]]
    """Each with its kind and its cause."""


def unavailability(component: Component) -> Fraction:
    """Of one instance, or of the whole of what a provider runs."""
    given = component.given
    if "availability" in given:
        return 1 - number(given["availability"])
    if "mtbf" in given and "mttr" in given:
        mtbf, mttr = seconds(given["mtbf"]), seconds(given["mttr"])
        return mttr / (mtbf + mttr)
    if component.provided and component.kind != "external":
        return 1 - Fraction(ASSUMED_MANAGED[component.kind])
    return 1 - ASSUMED.get(component.kind, ONE_INSTANCE)


def window(component: Component, shared: int, design: Design) -> Fraction:
    """Share of time in which an instance has failed and none has taken over yet: an instance that
    has no failures of its own fails as often as what it is on."""
    on = component
    while on.host is not None and not on.states_availability:
        on = on.host
    q, given = unavailability(on), on.given
    first = on.nodes[0] if on.nodes else None
    if on.host is None and not on.provided and first and design.domains[first].level == "host":
        q, given = 1 - design.domains[first].up, {}
    if q == 0:
        return Fraction(0)
    mttr = seconds(given["mttr"]) if "mttr" in given else None
    if "mtbf" in given:
        mtbf = seconds(given["mtbf"])
        mttr = mttr if mttr is not None else (mtbf * q / (1 - q))
    else:
        mttr = mttr if mttr is not None else 4 * HOUR
        mtbf = mttr * (1 - q) / q
    failover = component.failover
    mtbf /= shared
    return failover.success * min(failover.time, mttr) / (mtbf + failover.time)


class Table:
    """All states of the events of one journey."""

    def __init__(self, design: Design, journey: Journey, loads: Loads) -> None:
        self.design, self.journey, self.loads = design, journey, loads
        self.q: dict[str, Fraction] = {}
        self.alone: dict[str, set[str]] = {}
        self.kind: dict[str, str] = {}
        self.place: dict[str, int] = {}
        self.named = {name for each in journey.arrows for name in (each.source, each.target)}
        if journey.arrows:
            self.named.add(journey.actor)
        self.by_hand = self.all_shards = self.whole = False
        self.one_is_enough = self.off_peak = False
        self.turns: dict[str, int | None] = {}
        self.rolling: dict[str, Component] = {}
        names = self._possible()
        if len(names) > MOST_EVENTS:
            raise TooManyEventsError(len(names))
        self.place = {name: i for i, name in enumerate(names)}
        self.states = 1 << len(names)
        self.all = (1 << self.states) - 1

    # --- events ---------------------------------------------------------------------------------

    def _possible(self) -> list[str]:
        """Every event that may matter, windows and switches last."""
        design, found, waiting, seen = self.design, {}, [self.journey.actor], set()
        while waiting:
            component = design.components[waiting.pop()]
            if component.name in seen:
                continue
            seen.add(component.name)
            for name in self._own_events(component):
                found[name] = None
            for group in component.calls:
                waiting += [
                    call.target
                    for call in group.calls
                    if not call.optional and (call.waits or self.journey.waits_for_all)
                ]
                if group.alternatives and failover_of(component, group):
                    for call in group.calls:
                        name = f"{group.name}.{call.target}"
                        found[f"{name}.window"] = found[f"{name}.switch"] = None
        return [*found]

    def _own_events(self, component: Component) -> list[str]:
        if component.kind == "client":
            return []
        found = [*self._all_at_once(component)]
        if not self._is_provided(component):
            for i in range(component.count):
                found += self._taking(component, i)
            if self._changes_over(component):
                name = component.name
                late = window(component, self._serving(component), self.design)
                self._event(f"{name}!switch", 1 - component.failover.success, "transition")
                self._event(f"{name}!window", late, "transition")
                found += [f"{name}!switch", f"{name}!window"]
        on: Component | None = component
        while on is not None:
            rolls = on.maintenance is not None and on.maintenance.rolling
            if rolls and not on.provided and self.journey.maintained:
                self.rolling[on.name] = on
            on = on.host
        return [each for each in found if self.q[each] != 0]

    def _is_provided(self, component: Component) -> bool:
        """Whether a provider's event stands for all its instances."""
        if component.host is not None and not self._fails_alone(component):
            return self._is_provided(component.host)
        return component.provided

    def _fails_alone(self, component: Component) -> bool:
        """Whether its instances have failures of their own: what has neither a number nor an
        availability of its own fails with its host alone."""
        return component.host is None or not component.hosted or component.states_availability

    def _taking(self, component: Component, at: int) -> list[str]:
        """The events that take one instance down."""
        name, node = component.name, component.nodes[at]
        found = []
        machine = component.host is None and node and self.design.domains[node].level == "host"
        if self._fails_alone(component) and not machine:
            beta = number(component.given.get("common_cause", 0))
            found.append(f"{name}/{at + 1}")
            self._event(found[0], (1 - beta) * unavailability(component), "instance")
        host = component.host
        if host is not None and not self._is_provided(host):
            return found + self._taking(host, at % host.count)
        return found + self._holding(node)

    def _all_at_once(self, component: Component) -> list[str]:
        """The events that take all instances down."""
        name, found = component.name, []
        given, maintenance = component.given, component.maintenance
        if component.provided:
            self._event(name, unavailability(component), "managed")
            found.append(name)
        else:
            beta = number(given.get("common_cause", 0))
            machines = component.host is None and all(
                node and self.design.domains[node].level == "host" for node in component.nodes
            )
            if beta and self._fails_alone(component) and not machines:
                self._event(f"{name}!common", beta * unavailability(component), "common_cause")
                found.append(f"{name}!common")
        if "deploy_availability" in given:
            q = 1 - number(given["deploy_availability"])
            self._event(f"{name}!deploy", q, "common_cause")
            found.append(f"{name}!deploy")
        if maintenance is not None and not maintenance.rolling and self.journey.maintained:
            self._event(maintenance.event, maintenance.share, "transition")
            found.append(maintenance.event)
        return found + (self._all_at_once(component.host) if component.host is not None else [])

    def _is_out(self, component: Component, at: int) -> bool:
        """Whether rolling maintenance has an instance, or what it stands on, out of service."""
        if self.turns.get(component.name) == at:
            return True
        host = component.host
        return host is not None and self._is_out(host, at % host.count)

    def _holding(self, name: str | None) -> list[str]:
        found = []
        while name is not None:
            domain = self.design.domains[name]
            self._event(name, 1 - domain.up, domain.level)
            found.append(name)
            name = domain.parent
        return found

    def _event(self, name: str, q: Fraction, kind: str) -> None:
        assert self.q.setdefault(name, q) == q, f"two chances of {name}"
        self.kind[name] = kind

    def happened(self, name: str) -> int:
        """The states in which an event has happened; what never happens has none."""
        if name not in self.place:
            assert self.q.get(name, 0) == 0, name
            return 0
        width = 1 << self.place[name]
        block = ((1 << width) - 1) << width
        while width * 2 < self.states:
            block |= block << (width * 2)
            width *= 2
        return block

    def chance(self, condition: int) -> Fraction:
        """The probability of a condition: summed over all states, half by half."""
        names = sorted(self.place, key=self.place.__getitem__)
        known: dict[tuple[int, int], Fraction] = {}

        def of(part: int, left: int) -> Fraction:
            if part == 0:
                return Fraction(0)
            if part == (1 << (1 << left)) - 1:
                return Fraction(1)
            if (part, left) not in known:
                half = 1 << (left - 1)
                calm, worse = part & ((1 << half) - 1), part >> half
                q = self.q[names[left - 1]] if calm != worse else Fraction(0)
                rest = q * of(worse, left - 1) if q else 0
                known[part, left] = (1 - q) * of(calm, left - 1) + rest
            return known[part, left]

        return of(condition, len(names))

    # --- components -----------------------------------------------------------------------------

    def at_least(self, need: int, conditions: list[int]) -> int:
        """The states in which at least ``need`` of the conditions hold."""
        counted = [self.all] + [0] * need
        for each in conditions:
            for k in range(need, 0, -1):
                counted[k] |= counted[k - 1] & each
        return counted[need]

    def _serving(self, component: Component) -> int:
        """How many serve where others stand by."""
        if component.mode == "active-standby":
            return self._stated_need(component, None)
        return 1

    def _stated_need(self, component: Component, op: str | None) -> int:
        need = component.need
        if isinstance(need, dict):
            return int(need.get("writes" if op == "write" else "reads", 1))
        if need == "majority":
            of = component.stated_copies or component.count
            return of // 2 + 1
        return int(need or 1)

    def _changes_over(self, component: Component) -> bool:
        if component.mode not in ("leader-follower", "active-standby") or component.count == 1:
            return False
        of = component.stated_copies or component.count
        return any(self._stated_need(component, op) < of for op in ("read", "write"))

    def _need(self, component: Component, op: str | None) -> int:
        """How many of all must be up, where no copies and no mode say it."""
        if component.need is not None:
            return self._stated_need(component, op)
        free = component.least is None and component.mode is None and not component.hosted
        if free and component.kind not in CACHES | STORES:
            least = 1 if self.off_peak else self.loads.replicas_for(component)
            return max(1, min(component.count, ceil(least)))
        return 1

    def own(self, component: Component, op: str | None) -> int:
        """The states in which the component's own part is up."""
        if component.kind == "client":
            return self.all
        gone = 0
        for each in self._all_at_once(component):
            gone |= self.happened(each)
        if self._is_provided(component):
            # of what runs on it too, maintenance in turn takes no part of it
            return self.all & ~gone
        nodes = []
        for at in range(component.count):
            lost = self.all if self._is_out(component, at) else 0
            for each in self._taking(component, at):
                lost |= self.happened(each)
            nodes.append(self.all & ~(lost | gone))
        return self._of_nodes(component, op, nodes)

    def _of_nodes(self, component: Component, op: str | None, nodes: list[int]) -> int:
        mode, n = component.mode, component.count
        if self.one_is_enough:
            return nodes[0] if self._waits_for_a_person(component, op) else self.at_least(1, nodes)
        if mode in ("leader-follower", "active-standby"):
            return self._of_leaders(component, op, nodes)
        copies = component.copies
        if copies is not None and (component.stated_copies or component.need is None):
            need = self._stated_need(component, op)
            parts = [
                self.at_least(need, [nodes[i] for i in piece])
                for piece in pieces(component, self.design)
            ]
            return self._together(parts)
        if self.all_shards and component.kind == "cache" and n > 1 and mode is None:
            return self.at_least(n, nodes)
        return self.at_least(self._need(component, op), nodes)

    def _waits_for_a_person(self, component: Component, op: str | None) -> bool:
        """Whether others take over from the first node once somebody has switched over."""
        reads = component.mode == "leader-follower" and component.reads_any and op == "read"
        return (
            self._changes_over(component)
            and component.failover.manual
            and component.stated_copies is None
            and self._stated_need(component, op) < component.count
            and not reads
        )

    def _together(self, parts: list[int]) -> int:
        """All pieces; or, to tell whether a loss is a partial one, any of them."""
        found = 0 if self.whole else self.all
        for each in parts:
            found = (found | each) if self.whole else (found & each)
        return found

    def _of_leaders(self, component: Component, op: str | None, nodes: list[int]) -> int:
        n, copies = component.count, component.stated_copies
        need = self._stated_need(component, op)
        if component.mode == "active-standby":
            first = self.at_least(need, nodes[:need])
            return self._taken_over(component, first, self.at_least(need, nodes), need, n, True)
        kept = pieces(component, self.design) if copies else [[*range(n)]]
        if component.reads_any and op == "read":
            return self._together([self.at_least(1, [nodes[i] for i in each]) for each in kept])
        return self._together(
            [
                self._taken_over(
                    component,
                    nodes[each[0]] & self.at_least(need, [nodes[i] for i in each]),
                    self.at_least(need, [nodes[i] for i in each]),
                    need,
                    len(each),
                    not copies,
                )
                for each in kept
            ]
        )

    def _taken_over(
        self, component: Component, first: int, any_of_them: int, need: int, of: int, points: bool
    ) -> int:
        """Up with what serves first, or with others where the change works; never in the window."""
        if need >= of:
            return any_of_them if component.mode == "active-standby" else first
        failover = component.failover
        if self.by_hand and failover.manual and points:
            return first
        name = component.name
        up = first | (any_of_them & ~self.happened(f"{name}!switch"))
        return up & ~self.happened(f"{name}!window")

    # --- what is needed -------------------------------------------------------------------------

    def up(self, name: str, op: str | None) -> int:
        """The states in which a component serves the journey, with all that it needs for it."""
        component = self.design.components[name]
        return self.own(component, op) & self.needs(component)

    def needs(self, component: Component) -> int:
        wanted = self._wanted(component)
        found = self.all
        self.alone[component.name] = {
            name for group, steps in wanted for name in self._outright(component, group, steps)
        }
        for group, steps in wanted:
            found &= self._group(component, group, steps)
        return found

    def _outright(
        self, caller: Component, group: Group, steps: list[tuple[Call, str | None, bool]]
    ) -> set[str]:
        """The targets that the caller cannot do without here, whatever else there is."""
        steps = [
            each
            for each in steps
            if not each[0].optional and (each[0].waits or self.journey.waits_for_all)
        ]
        found = {call.target for call, _, only in steps if only}
        if not group.alternatives:
            return found | {call.target for call, _, _ in steps}
        wrote = {call.target for call, op, only in steps if op == "write" and not only}
        left = [each.target for each in group.calls if self._takes_writes(each.target)]
        if any(self._takes_writes(name) for name in wrote) and len(left) == 1:
            found.add(left[0])
        return found

    def _takes_writes(self, name: str) -> bool:
        return self.design.components[name].kind not in NO_WRITES

    def _wanted(
        self, component: Component
    ) -> list[tuple[Group, list[tuple[Call, str | None, bool]]]]:
        """What the journey asks of each group of calls: by step, or where none names the component,
        every call."""
        found: list[tuple[Group, list[tuple[Call, str | None, bool]]]] = []
        if component.name not in self.named:
            for group in component.calls:
                steps = [
                    (each, self.design.operation(self.journey, each.target), False)
                    for each in group.calls
                ]
                found.append((group, steps))
            return found
        groups = component.calls
        by_group: dict[int, list[tuple[Call, str | None, bool]]] = {}
        for arrow in self.journey.arrows:
            if arrow.source != component.name:
                continue
            call = self._call(component, arrow.target, arrow.on_miss)
            by_group.setdefault(groups.index(call.group), []).append((call, arrow.op, arrow.only))
        return [(groups[i], steps) for i, steps in by_group.items()]

    def _call(self, component: Component, target: str, on_miss: str | None) -> Call:
        groups = component.calls
        calls = [c for g in groups for c in g.calls if c.target == target]
        for call in calls:
            if on_miss and any(each.target == on_miss for each in call.group.calls):
                return call
        return calls[0]

    def _group(
        self, caller: Component, group: Group, steps: list[tuple[Call, str | None, bool]]
    ) -> int:
        kinds = {name: each.kind for name, each in self.design.components.items()}
        by_steps = caller.name in self.named
        steps = [
            each
            for each in steps
            if not each[0].optional and (each[0].waits or self.journey.waits_for_all)
        ]
        found = self.all
        for call, op, only in steps:
            if only:
                found &= self.up(call.target, op)
        steps = [each for each in steps if not each[2]]
        if not steps:
            return found
        if not group.alternatives:
            for call, op, _ in steps:
                if op == "write" and kinds[call.target] == "cache" and self._stored(caller):
                    continue
                found &= self.up(call.target, op)
            return found
        wrote = {call.target for call, op, _ in steps if op == "write"}
        order = list(dict.fromkeys(call.target for call, _, _ in steps))
        members = [each.target for each in group.calls]
        if by_steps:
            kinds_of_steps: dict[str | None, list[str]] = {}
            for call, op, _ in steps:
                kinds_of_steps.setdefault(op, []).append(call.target)
        else:
            ops = {op for _, op, _ in steps}
            one = "write" if "write" in ops else ("read" if "read" in ops else None)
            kinds_of_steps, order = {one: order}, members
        for op in kinds_of_steps:
            left = members
            if op == "write" and any(kinds[each] not in NO_WRITES for each in wrote):
                left = [each for each in members if kinds[each] not in NO_WRITES]
            found &= self._alternatives(caller, group, left, order, op)
        return found

    def _stored(self, caller: Component) -> bool:
        """Whether the caller writes to a store in this journey."""
        return any(
            arrow.source == caller.name
            and arrow.op == "write"
            and self.design.components[arrow.target].kind in STORES - BROKERS
            for arrow in self.journey.arrows
        )

    def _alternatives(
        self, caller: Component, group: Group, members: list[str], order: list[str], op: str | None
    ) -> int:
        ups = {name: self.up(name, op) for name in members}
        failover = failover_of(caller, group)
        if failover is None or len(members) < 2 or group.need > 1:
            need = 1 if self.one_is_enough else group.need
            return self.at_least(need, [*ups.values()])
        first = next((name for name in order if name in members), members[0])
        down = 1 - self.mean(lambda: self.up(first, op))
        if first in self.alone[caller.name]:
            return self.at_least(1, [*ups.values()])
        repair = seconds(self.design.components[first].given.get("mttr", "4h"))
        # one change-over for each first choice: a write may have another one than a read
        switch, late = f"{group.name}.{first}.switch", f"{group.name}.{first}.window"
        if not (self.by_hand or self.all_shards or self.whole):
            self._event(switch, 1 - failover.success, "transition")
            self._event(late, down * min(Fraction(1), failover.time / repair), "transition")
        others = self.at_least(1, [ups[name] for name in members if name != first])
        up = ups[first] | (others & ~self.happened(switch))
        return up & ~self.happened(late)

    def mean(self, condition: Callable[[], int]) -> Fraction:
        """The probability of a condition, over the turns of all rolling maintenance."""
        before, found = self.turns, Fraction(0)
        rolling = [*self.rolling.values()]
        for turns in product(*([None, *range(each.count)] for each in rolling)):
            weight = Fraction(1)
            self.turns = {}
            for each, turn in zip(rolling, turns, strict=True):
                assert each.maintenance is not None
                share = min(Fraction(1), each.count * each.maintenance.share)
                weight *= 1 - share if turn is None else share / each.count
                self.turns[each.name] = turn
            if weight:
                found += weight * self.chance(condition())
        self.turns = before
        return found

    # --- the answer -----------------------------------------------------------------------------

    def answer(self) -> Answer:
        availability = self.mean(lambda: self.up(self.journey.actor, None))
        return Answer(availability, frozenset(self._points()))

    def _points(self) -> list[tuple[str, str, str]]:
        actor = self.journey.actor
        self.by_hand = True
        with_persons = self.up(actor, None)
        self.whole = True
        somewhere = self.up(actor, None)
        self.whole, self.by_hand, self.all_shards = False, False, True
        shards = self.up(actor, None)
        self.all_shards, self.by_hand = False, True
        self.off_peak = True
        calm = self.up(actor, None)
        self.one_is_enough = True
        any_one = self.up(actor, None)
        self.by_hand = self.off_peak = self.one_is_enough = False
        found = []
        for name, place in self.place.items():
            if self.q.get(name, 0) == 0 or self.kind[name] in ("transition", "managed"):
                continue
            state = 1 << (1 << place)
            kind = self.kind[name]
            if not with_persons & state:
                partial = kind == "instance" and somewhere & state
                cause = "capacity" if calm & state else "quorum" if any_one & state else "loss"
                found.append((name, "partial" if partial else kind, cause))
            elif kind == "instance" and not shards & state:
                found.append((name, "partial", "quorum"))
        return found


def left_after(
    design: Design, journey: str, loads: Loads, event: str, off_peak: bool
) -> tuple[bool, Fraction]:
    """Whether a journey is up when an event has happened and nothing else, and how likely it is up
    given the event; ``off_peak`` asks for no instances that only the peak needs."""
    table = Table(design, design.journeys[journey], loads)
    table.off_peak = off_peak
    actor = design.journeys[journey].actor
    if event not in table.place:
        return True, table.mean(lambda: table.up(actor, None))
    state = 1 << (1 << table.place[event])
    both = table.mean(lambda: table.up(actor, None) & table.happened(event))
    return bool(table.up(actor, None) & state), both / table.q[event]


def failover_of(caller: Component, group: Group) -> Failover | None:
    """How callers change over to another alternative; None where it takes no time."""
    if group.failover is not None or group.need > 1 or not group.alternatives:
        return group.failover
    if caller.kind == "dns" and caller.given.get("routing") != "simple":
        found = Failover({"automatic": True})
        found.time = seconds(caller.given.get("ttl", "60s")) + 90
        return found
    return None


def answer(design: Design, journey: str, loads: Loads) -> Answer:
    """The availability of a journey, and its points of failure with their kinds."""
    return Table(design, design.journeys[journey], loads).answer()
