"""The instances of each component, and the events that take them down: one at a time, or all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.failure.domains import ancestors, named_places, replica_domains
from sdgen.analyses.failure.events import (
    DOMAIN_AVAILABILITY,
    Assumption,
    Event,
    EventKind,
    complement,
)
from sdgen.analyses.failure.failover import Outages
from sdgen.analyses.failure.provided import is_provided, states_availability
from sdgen.analyses.reliability.failure_model import Instance, Rolling
from sdgen.base.words import by_number, joined
from sdgen.design.records import Component, Design, Level
from sdgen.kinds import KINDS, kind_of
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity


class Standing(Struct, frozen=True):
    """The instances of a component; ``common`` takes all of them down, and ``rolling`` maintenance
    one after the other. Each fails as ``outages`` say. What is ``provided`` has the one event of its
    provider in the place of its instances'."""

    instances: tuple[Instance, ...]
    common: tuple[str, ...]
    rolling: tuple[Rolling, ...]
    outages: Outages
    provided: bool = False


class Instances:
    """The instances of components, with the events and assumptions that come up while they are
    made. Without ``maintained`` nothing is out of service on purpose."""

    def __init__(self, design: Design, *, maintained: bool = True) -> None:
        self.design = design
        self.maintained = maintained
        self.events: dict[str, Event] = {}
        self.assumptions: set[Assumption] = set()
        self.shared: set[str] = set()
        """Events that may take instances of several components: of hosts, and windows."""
        self._holders: dict[str, tuple[str, ...]] = {}
        self._standing: dict[str, Standing] = {}

    def assume(self, subject: str, statement: str) -> None:
        """Notes what was counted of ``subject`` because the design does not say."""
        self.assumptions.add(Assumption(statement, subject))

    def standing(self, component: Component) -> Standing:
        """The instances of a component, on those of its host where it runs on one."""
        way = []
        each: Component | None = component
        while each is not None and each.id not in self._standing:
            way.append(each)
            each = self.design.components.get(each.runs_on)
        for each in reversed(way):
            below = self._standing.get(each.runs_on)
            host = self.design.components.get(each.runs_on)
            if below is not None and host is not None:
                # what takes the host takes what runs on it too
                self.shared.update(below.common)
                self.shared.update(i.event for i in below.instances if i.event is not None)
                made = self._on_host(each, host, below)
            else:
                made = self._provided(each) if is_provided(each) else self._own(each)
            common = tuple(dict.fromkeys(made.common))
            self._standing[each.id] = replace(made, common=common)
        return self._standing[component.id]

    def _own(self, component: Component) -> Standing:
        places = replica_domains(component)
        machines = [place is not None and self._is_machine(place) for place in places]
        outages = self._outages(places[0]) if machines[0] else self._stated(component)
        if all(machines):
            self._say_whose_failures(component, "the machines that it is placed on")
        q = 0.0 if all(machines) else self._stated(component).unavailability
        instances = tuple(
            Instance(
                None if machine else self._instance(component, number, q),
                self._domains(place),
            )
            for number, (place, machine) in enumerate(zip(places, machines, strict=True), start=1)
        )
        return Standing(
            instances,
            (*self._common(component, None if all(machines) else q), *self._whole(component)),
            self._turns(component),
            outages,
        )

    def _on_host(self, component: Component, host: Component, below: Standing) -> Standing:
        """What has neither replicas nor an availability of its own fails with its host alone."""
        stated = states_availability(component)
        own = stated or not component.hosted
        common = (*below.common, *self._whole(component))
        if not own:
            self._say_whose_failures(component, f"the instances of {host.id}")
            common = (*self._common(component, None), *common)
            if below.provided:
                self._say_who_rolls(component, f"the provider of {host.id} runs it")
                return Standing(below.instances, common, (), below.outages, provided=True)
        under = [each.lost_with for each in below.instances]
        if below.provided:
            under = [self._domains(place) for place in replica_domains(host)]
        outages = below.outages
        if not outages.untold:
            untold = f"{host.id}, on which it runs, gives neither 'mtbf' nor 'mttr'"
            outages = replace(outages, untold=untold)
        count = component.replicas.count
        q = self._stated(component).unavailability if own else 0.0
        instances = tuple(
            Instance(
                self._instance(component, at + 1, q) if own else None,
                under[at % len(under)],
            )
            for at in range(count)
        )
        if own:
            common = (*self._common(component, q), *common)
        over = tuple(
            Rolling(each.name, each.share, _over(each.outs, len(under), count))
            for each in below.rolling
        )
        return Standing(
            instances,
            common,
            (*self._turns(component), *over),
            self._stated(component) if stated else outages,
        )

    def _provided(self, component: Component) -> Standing:
        """One event with the promised availability, and the domains that it is placed in."""
        if states_availability(component):
            outages = self._stated(component)
        else:
            outages = Outages(complement(kind_of(component).managed_availability))
            self.assume(component.id, _managed_statement(component.kind))
        # a domain may have the same name as a component
        taken = component.id in self.design.domains
        name = f"{component.id}!provider" if taken else component.id
        event = self.event(name, EventKind.MANAGED, component, outages.unavailability)
        instances = tuple(Instance(None, self._domains(place)) for place in named_places(component))
        self._say_who_rolls(component, "its provider runs it")
        common = (event, *self._deploy(component), *self._whole(component))
        return Standing(instances, common, (), outages, provided=True)

    # --- events ---------------------------------------------------------------------------------

    def event(self, name: str, kind: EventKind, component: Component, q: float) -> str:
        """The name of an event, which is among ``events`` from now on."""
        self.events[name] = Event(name, kind, component.id, q)
        return name

    def _instance(self, component: Component, number: int, q: float) -> str:
        beta = component.common_cause.value if component.common_cause else 0.0
        name = f"{component.id}/{number}"
        return self.event(name, EventKind.INSTANCE, component, (1.0 - beta) * q)

    def _common(self, component: Component, q: float | None) -> tuple[str, ...]:
        """What takes all instances down at once, each of which is down with ``q``; None where they
        have no failures of their own."""
        beta = component.common_cause.value if component.common_cause else 0.0
        if not beta or q is None:
            return self._deploy(component)
        name = f"{component.id}!common"
        common = self.event(name, EventKind.COMMON_CAUSE, component, beta * q)
        return (common, *self._deploy(component))

    def _deploy(self, component: Component) -> tuple[str, ...]:
        if component.deploy_availability is None:
            return ()
        down = complement(component.deploy_availability.value)
        return (self.event(f"{component.id}!deploy", EventKind.COMMON_CAUSE, component, down),)

    def _whole(self, component: Component) -> tuple[str, ...]:
        """Maintenance of the whole component; all of one window is one event."""
        maintenance = component.maintenance
        if maintenance is None:
            return ()
        if not self.maintained:
            self.assume(component.id, "its maintenance is left out, as the objective says")
            return ()
        if maintenance.rolling:
            if maintenance.window:
                self.assume(
                    component.id,
                    f"its maintenance rolls by itself: that it is in '{maintenance.window}' does "
                    "not count",
                )
            return ()
        name = f"{maintenance.window or component.id}!maintenance"
        if maintenance.window:
            self.shared.add(name)
            if name in self.events:
                return (name,)
        return (self.event(name, EventKind.TRANSITION, component, maintenance.time.value),)

    def _say_who_rolls(self, component: Component, who: str) -> None:
        """What a provider runs loses no instance that the design knows of."""
        if component.maintenance is not None and component.maintenance.rolling:
            self.assume(component.id, f"its maintenance does not count, as it rolls: {who}")

    def _turns(self, component: Component) -> tuple[Rolling, ...]:
        """Maintenance that takes one instance after the other."""
        maintenance = component.maintenance
        if maintenance is None or not maintenance.rolling or not self.maintained:
            return ()
        count = component.replicas.count
        share = min(1.0, count * maintenance.time.value)
        return (Rolling(component.id, share, tuple((at,) for at in range(count))),)

    # --- how often ------------------------------------------------------------------------------

    def _stated(self, component: Component) -> Outages:
        """How an instance fails, as the design says, else as its kind is taken to."""
        between = None if component.mtbf is None else component.mtbf.value
        repair = None if component.mttr is None else component.mttr.value
        if component.availability is not None:
            return Outages(complement(component.availability.value), between, repair)
        if between is not None and repair is not None:
            return Outages(repair / (between + repair), between, repair)
        self.assume(component.id, _instance_statement(component.kind))
        return Outages(complement(kind_of(component).availability), between, repair)

    def _outages(self, place: str | None) -> Outages:
        """How a machine fails."""
        assert place is not None, "what is on a machine has a place"
        machine = self.design.domains[place]
        self._domains(place)
        repair = None if machine.mttr is None else machine.mttr.value
        untold = "the machines that it is placed on give no 'mttr'"
        return Outages(self.events[place].unavailability, None, repair, untold)

    def places(self, domains: Iterable[str]) -> frozenset[tuple[str, ...]]:
        """Each domain with all that hold it; their events are among ``events`` from now on."""
        return frozenset(self._domains(domain) for domain in domains)

    def _is_machine(self, place: str) -> bool:
        return self.design.domains[place].level is Level.HOST

    def _say_whose_failures(self, component: Component, whose: str) -> None:
        """What the design says of how its instances fail, where these are not its own."""
        said = {
            "availability": component.availability is not None,
            "mtbf": component.mtbf is not None,
            "mttr": component.mttr is not None,
            "common_cause": component.common_cause is not None,
        }
        named = [f"'{key}'" for key, given in said.items() if given]
        if named:
            verb = by_number(len(named), "does", "do")
            self.assume(
                component.id, f"{joined(named)} {verb} not count: it fails with {whose} alone"
            )

    def _domains(self, place: str | None) -> tuple[str, ...]:
        if place is None:
            return ()
        if place in self._holders:
            return self._holders[place]
        self._holders[place] = holders = (place, *ancestors(self.design, place))
        for name in holders:
            domain = self.design.domains[name]
            if name in self.events:
                continue
            if domain.availability is not None:
                available = domain.availability.value
            else:
                available, source = DOMAIN_AVAILABILITY[domain.level]
                self.assume(name, f"{percent(available)} available as a {domain.level} ({source})")
            if domain.mttr is not None:
                counts = (
                    "counts in failovers alone" if domain.level is Level.HOST else "does not count"
                )
                self.assume(name, f"'mttr' {counts}: its availability says how long it is down")
            self.events[name] = Event(
                name, EventKind(domain.level.value), "", complement(available)
            )
        return holders


def _over(outs: Sequence[Sequence[int]], below: int, count: int) -> tuple[tuple[int, ...], ...]:
    """The positions that turns take along of ``count`` instances that lie on ``below`` in turn."""
    return tuple(
        tuple(sorted(at for first in turn for at in range(first, count, below))) for turn in outs
    )


@cache
def _managed_statement(kind: str) -> str:
    found = KINDS[kind]
    source = found.managed_source or found.availability_source
    return f"{percent(found.managed_availability)} available ({source})"


@cache
def _instance_statement(kind: str) -> str:
    found = KINDS[kind]
    assumed = percent(found.availability)
    return f"each instance is {assumed} available ({found.availability_source})"


def percent(ratio: float) -> str:
    """A ratio as a percentage."""
    return format_quantity(ratio, Dimension.RATIO)
