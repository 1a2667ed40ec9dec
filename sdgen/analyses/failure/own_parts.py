"""The own part of each component of a failure model: its instances, what they hold, and the events
that take them down."""

from __future__ import annotations

import math
from collections.abc import Mapping

from msgspec.structs import replace

from sdgen.analyses.failure.domains import replica_domains
from sdgen.analyses.failure.events import EventKind, switch_of, window_of
from sdgen.analyses.failure.failover import Switching, switching
from sdgen.analyses.failure.instances import Instances
from sdgen.analyses.failure.placement import pieces_of
from sdgen.analyses.reliability.failure_model import OwnPart
from sdgen.analyses.replication import (
    UNKNOWN,
    Accesses,
    copies_of_piece,
    has_leader,
    needs_the_peak,
    only_reads_anywhere,
    says_nothing_of_copies,
    stated_need,
    states_need,
)
from sdgen.base.words import by_number, joined
from sdgen.design.records import Component, Design
from sdgen.kinds import Role, kind_of

__all__ = ["GivenPart", "OwnParts", "needed", "own_part_of"]

GivenPart = tuple[OwnPart, Mapping[str, float]]
"""An own part with the unavailability of each of its events."""


def own_part_of(
    design: Design,
    component: Component,
    peak_load: float | None,
    accesses: Accesses = UNKNOWN,
    *,
    maintained: bool = True,
) -> GivenPart:
    """The own part that ``component`` would have in ``design``; without ``maintained`` nothing is
    out of service on purpose."""
    loads = {} if peak_load is None else {component.id: peak_load}
    made = OwnParts(design, loads, maintained=maintained)
    part = made.own_part(component, accesses)
    return part, {name: event.unavailability for name, event in made.events.items()}


class OwnParts(Instances):
    """Own parts, with the events and assumptions that come up while they are made; ``manual`` are
    the failovers by component that wait for a person, ``peak_needs`` the components of which the
    peak needs more than one."""

    def __init__(
        self, design: Design, peak_loads: Mapping[str, float], *, maintained: bool = True
    ) -> None:
        super().__init__(design, maintained=maintained)
        self.peak_loads = peak_loads
        self.manual: dict[str, Switching] = {}
        self.peak_needs: set[str] = set()

    def own_part(self, component: Component, accesses: Accesses = UNKNOWN) -> OwnPart:
        """The own part of ``component`` in a journey that makes these accesses to it."""
        if kind_of(component).role is Role.ACTOR:
            return OwnPart()
        standing = self.standing(component)
        if standing.provided:
            self._say_what_availability_stands_for(component)
            self._say_what_is_the_providers(component)
            return OwnPart(standing.instances, 1, standing.common, rolling=standing.rolling)
        anywhere = only_reads_anywhere(component, accesses)
        need = 1 if anywhere else needed(component, self.peak_loads.get(component.id), accesses)
        if need > 1 and not anywhere and not states_need(component):
            self.peak_needs.add(component.id)
        self._say_how_many(component, need)
        copies = copies_of_piece(component)
        places = replica_domains(component)
        pieces = (
            ()
            if copies is None
            else pieces_of(self.design, places, copies, across=component.replicas.across)
        )
        part = OwnPart(
            standing.instances, need, standing.common, None, copies, 1, pieces, standing.rolling
        )
        change = None if anywhere else switching(component, need, standing.outages)
        if change is None:
            if not anywhere:
                self._say_what_availability_stands_for(component)
            return part
        if not change.automatic and copies is None:
            self.manual[component.id] = change
        for statement in change.assumptions:
            self.assume(component.id, statement)
        window = self.event(window_of(component.id), EventKind.TRANSITION, component, change.window)
        switch = self.event(switch_of(component.id), EventKind.TRANSITION, component, change.fails)
        common = (*standing.common, window)
        return replace(part, common=common, switch=switch, serving=change.serving)

    def _say_how_many(self, component: Component, need: int) -> None:
        """What was counted where the design does not say how many there are, or must be up."""
        replicas = component.replicas
        if not replicas.given:
            if not component.hosted:
                self.assume(component.id, "one replica, since the design gives no number")
            return
        if states_need(component) or has_leader(component):
            return
        of = replicas.copies or replicas.count
        what = "copies" if replicas.copies is not None else "replicas"
        if component.hosted and replicas.copies is None:
            what = f"instances of {component.runs_on}"
        if of == 1:
            return
        if says_nothing_of_copies(component):
            copies = copies_of_piece(component) or of
            self.assume(
                component.id,
                f"each piece of data lies on {copies} of {of} {what}, any of which is enough: "
                "write 'copies'",
            )
        elif (wanted := _carried_by(component, self.peak_loads.get(component.id))) is not None:
            counted_as = f"{need} of {of} {what} must be up to carry the peak"
            if wanted > of:
                counted_as = f"all {of} {what} must be up, though they do not carry the peak"
            self.assume(component.id, f"{counted_as}, as if it lasted all day")
        else:
            self.assume(component.id, f"one of several {what} is enough: 'need' is not given")

    def _say_what_availability_stands_for(self, component: Component) -> None:
        """Mean times beside the availability that would follow from them, where no failover asks
        how often it runs."""
        times = {"mtbf": component.mtbf, "mttr": component.mttr}
        given = [f"'{key}'" for key, time in times.items() if time is not None]
        if component.availability is not None and given:
            verb = by_number(len(given), "does", "do")
            self.assume(
                component.id,
                f"{joined(given)} {verb} not change its availability, which is given too",
            )

    def _say_what_is_the_providers(self, component: Component) -> None:
        """What the design says of how it fails, and what its provider takes care of."""
        replicas = component.replicas
        said = {
            "common_cause": component.common_cause is not None,
            "replicas": "replicas" in component.spans,
            "need": states_need(component),
            "failover": replicas.failover is not None,
        }
        named = [f"'{key}'" for key, given in said.items() if given]
        if named:
            verb = by_number(len(named), "does", "do")
            self.assume(
                component.id,
                f"{joined(named)} {verb} not change its availability: its provider runs it",
            )


def needed(component: Component, peak_load: float | None, accesses: Accesses = UNKNOWN) -> int:
    """How many instances (with copies: copies of each piece) must be up: what the design says,
    else what carries the peak load, at most all of them, else one."""
    stated = stated_need(component, accesses)
    if stated is not None:
        return stated
    return min(component.replicas.count, _carried_by(component, peak_load) or 1)


def _carried_by(component: Component, peak_load: float | None) -> int | None:
    """How many instances carry the peak load, where that is known and counts; it is in what the
    capacity counts, in writes where that tells them apart."""
    capacity = component.capacity
    if component.capacities is not None:
        capacity = component.capacities.writes
    if not needs_the_peak(component) or peak_load is None or capacity is None:
        return None
    if capacity.value <= 0:
        return None
    # a peak that is a whole number of replicas must not round up to one more
    return max(1, math.ceil(peak_load / capacity.value - 1e-9))
