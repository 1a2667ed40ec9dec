"""How long one operation stays in a component: its own work, and the wait for it at the peak."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from sdgen.analyses.latency.balancing import Balancing, Spread, spreads
from sdgen.analyses.latency.distribution import LogNormal, fit_log_normal
from sdgen.analyses.latency.queueing import Waiting, waiting
from sdgen.analyses.replication import most_replicas
from sdgen.analyses.traffic.capacity import Mix, capacity_of_one, carried, serving
from sdgen.base.words import in_a_sentence, with_article
from sdgen.design.hosts import hosts_of
from sdgen.design.records import Component, Design
from sdgen.kinds import Role, kind_of

NO_TIME = LogNormal(0.0, 0.0)


NOTICED = 1e-4
"""A probability of waiting from which on it matters how requests are spread."""


class Stay(Struct, frozen=True):
    """The time that one operation spends in a component: ``service`` is None where it is unknown,
    ``wait`` where there is none or no end to it (``overloaded``). ``pooled`` is given where requests
    go to the replica that has fewest: the wait if all had one queue, ``wait`` being that of
    replicas that take turns. ``spread`` tells how requests were spread over several replicas, where
    some wait."""

    service: LogNormal | None
    wait: Waiting | None = None
    overloaded: bool = False
    assumptions: tuple[str, ...] = ()
    pooled: Waiting | None = None
    spread: Spread | None = None

    @property
    def mean(self) -> float:
        """About the seconds on average, as with arrivals at random; nothing for what is unknown."""
        own = 0.0 if self.service is None else self.service.mean
        return own if self.wait is None else own + self.wait.mean

    @property
    def variance(self) -> float:
        """About the variance, in seconds squared."""
        own = 0.0 if self.service is None else self.service.variance
        return own if self.wait is None else own + self.wait.variance


class Stays:
    """The stays in a design's components, at what arrives there a second at the peak; each is
    computed once."""

    def __init__(self, design: Design, operations: Mapping[str, Mix]) -> None:
        self._design = design
        self._operations = operations
        self._spreads: dict[str, Spread] | None = None
        self._found: dict[str, Stay] = {}

    def of(self, name: str) -> Stay:
        """The stay in one component."""
        if name not in self._found:
            component = self._design.components[name]
            self._found[name] = self._stay(component, self._waits_at(component))
        return self._found[name]

    @property
    def spreads(self) -> dict[str, Spread]:
        """How requests are spread over the replicas of what is called."""
        if self._spreads is None:
            self._spreads = spreads(self._design)
        return self._spreads

    def _waits_at(self, component: Component) -> Component:
        """Where operations wait: what says nothing of what it carries is as busy as what it runs on."""
        for each in (component, *hosts_of(self._design, component)):
            if capacity_of_one(each) is not None:
                return each
        return component

    def _stay(self, component: Component, at: Component) -> Stay:
        mix = self._operations.get(at.id)
        if kind_of(component).role is Role.ACTOR:
            return Stay(NO_TIME)
        service, assumptions = _service(component)
        capacity = None if mix is None else carried(at, mix)
        if service is None or mix is None or not capacity or service.mean == 0.0:
            return Stay(service, assumptions=assumptions)
        replicas = serving(at, most_replicas(at))
        slots, busy = _servers(capacity / replicas, service)
        spread = self.spreads.get(component.id, Spread(Balancing.ROUND_ROBIN))
        if replicas == 1 or spread.balancing is Balancing.ONE_QUEUE:
            wait = waiting(mix.total, replicas * slots, busy)
            return Stay(service, wait, wait is None, assumptions)
        turns = 1 if spread.balancing is Balancing.RANDOM else replicas
        wait = waiting(mix.total / replicas, slots, busy, turns)
        if wait is None:
            return Stay(service, None, True, assumptions)
        pooled = None
        if spread.balancing is Balancing.LEAST_CONNECTIONS:
            pooled = waiting(mix.total, replicas * slots, busy)
        noticed = spread if wait.probability > NOTICED else None
        return Stay(service, wait, False, assumptions, pooled, noticed)


def _servers(capacity: float, service: LogNormal) -> tuple[int, LogNormal]:
    """How many operations a replica works on at once, and how long each keeps its server busy: by
    Little's law a replica at capacity holds capacity x service time of them, at least one."""
    slots = max(1, round(capacity * service.mean))
    factor = slots / capacity / service.mean
    return slots, LogNormal(service.median * factor, service.spread)


def service_time(component: Component) -> LogNormal | None:
    """How long the component works on one operation, waiting apart: as it says, else as its kind
    is taken to; None where neither does."""
    return None if kind_of(component).role is Role.ACTOR else _service(component)[0]


def _service(component: Component) -> tuple[LogNormal | None, tuple[str, ...]]:
    kind = kind_of(component)
    given = component.latency
    p50 = given.p50.value if given is not None and given.p50 is not None else None
    p99 = given.p99.value if given is not None and given.p99 is not None else None
    assumptions: tuple[str, ...] = ()
    if p50 is None and p99 is None:
        p50, p99 = kind.latency_p50, kind.latency_p99
        if p50 is None or p99 is None:
            return None, ()
        noun = with_article(in_a_sentence(kind.title))
        text = f"{component.id}: {p50 * 1000:g} ms median, {p99 * 1000:g} ms p99, as {noun}"
        assumptions = (text,)
    ratio = kind.latency_p99 / kind.latency_p50 if kind.latency_p50 and kind.latency_p99 else 10.0
    if p50 is None:
        assert p99 is not None, "one of the two is given"
        p50 = p99 / ratio
        assumptions = (f"{component.id}: the median is 1/{ratio:g} of the p99",)
    elif p99 is None:
        p99 = p50 * ratio
        assumptions = (f"{component.id}: the p99 is {ratio:g} times the median",)
    return fit_log_normal(p50, p99), assumptions
