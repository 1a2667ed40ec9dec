"""How long one operation stays in a component: its own work, and the wait for it at the peak."""

from __future__ import annotations

from msgspec import Struct

from sdgen.analyses.latency.distribution import LogNormal, fit_log_normal
from sdgen.analyses.latency.queueing import Waiting, waiting
from sdgen.analyses.replication import most_replicas
from sdgen.analyses.traffic.capacity import Mix, carried, serving
from sdgen.base.words import in_a_sentence, with_article
from sdgen.design.records import Component
from sdgen.kinds import Role, kind_of

NO_TIME = LogNormal(0.0, 0.0)


class Stay(Struct, frozen=True):
    """The time that one operation spends in a component: ``service`` is None where it is unknown,
    ``wait`` where there is none or no end to it (``overloaded``)."""

    service: LogNormal | None
    wait: Waiting | None = None
    overloaded: bool = False
    assumptions: tuple[str, ...] = ()

    @property
    def mean(self) -> float:
        """Seconds on average, nothing for what is unknown."""
        own = 0.0 if self.service is None else self.service.mean
        return own if self.wait is None else own + self.wait.probability * self.wait.mean

    @property
    def variance(self) -> float:
        """The variance, in seconds squared."""
        own = 0.0 if self.service is None else (self.service.mean * self.service.variation) ** 2
        if self.wait is None:
            return own
        share = self.wait.probability
        return own + share * (2.0 - share) * self.wait.mean**2


def stay(component: Component, mix: Mix | None) -> Stay:
    """The stay in a component at the operations a second of ``mix``; without wait where they, or
    what it carries, are unknown."""
    if kind_of(component).role is Role.ACTOR:
        return Stay(NO_TIME)
    service, assumptions = _service(component)
    capacity = None if mix is None else carried(component, mix)
    if service is None or mix is None or not capacity or service.mean == 0.0:
        return Stay(service, assumptions=assumptions)
    replicas = serving(component, most_replicas(component))
    servers, time = _servers(replicas, capacity / replicas, service.mean)
    wait = waiting(mix.total, servers, time, service.variation)
    return Stay(service, wait, wait is None, assumptions)


def _servers(replicas: int, capacity: float, service_time: float) -> tuple[int, float]:
    """How many operations a component works on at once, and the seconds of one server for each:
    by Little's law a replica at capacity holds capacity x service time of them, at least one."""
    slots = max(1, round(capacity * service_time))
    return replicas * slots, slots / capacity


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
