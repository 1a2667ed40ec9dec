"""How one instance takes over from another: how often that fails, and how long nothing serves.

While a failover runs nothing serves: the window success x min(T, MTTR) / (MTBF + T), T being the
time that it takes, MTBF that between two failures of what serves. Treynor, Dahlin, Rau and Beyer,
*The Calculus of Service Availability* (2017), count the time to detect and mitigate alike.
"""

from __future__ import annotations

from msgspec import Struct

from sdgen.analyses.failure.events import complement
from sdgen.analyses.replication import has_leader
from sdgen.design.records import Component, ReplicaMode
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity

REPAIR = 4 * 3600.0
"""Seconds that a repair is assumed to take where the design does not say: a person is called,
finds the cause and starts a new instance."""
AUTOMATIC = 30.0
"""Seconds of an automatic failover that gives no time: what Patroni's and Sentinel's defaults
come to."""
MANUAL = 3600.0
"""Seconds of a manual one: somebody is called and looks first."""


class Switching(Struct, frozen=True):
    """A failover: ``fails`` is how likely it does not work, ``window`` the share of time that
    runs of it take, ``seconds`` how long one takes."""

    serving: int
    fails: float
    window: float
    seconds: float
    automatic: bool
    assumptions: tuple[str, ...]


class Outages(Struct, frozen=True):
    """How one instance fails: the share of time that it is down, the seconds between two failures
    and of a repair, as far as the design says. ``untold`` says in words who gives no time of a
    repair, where that is not the component itself."""

    unavailability: float
    mtbf: float | None = None
    mttr: float | None = None
    untold: str = ""


def switching(component: Component, need: int, outages: Outages) -> Switching | None:
    """How the others take over from the instances of ``component`` that serve, each failing so;
    None where none are left to take over, or none stands by."""
    replicas = component.replicas
    if not has_leader(component) or need >= (replicas.copies or replicas.count):
        return None
    serving = need if replicas.mode is ReplicaMode.ACTIVE_STANDBY else 1
    if replicas.copies is not None:
        # each piece has a leader of its own, and every node is that of some
        serving = replicas.count
    failover = replicas.failover
    said = []
    if failover is None or failover.automatic is None:
        automatic = True
        said.append("switches over by itself: whether it does is not given")
    else:
        automatic = failover.automatic
    if failover is not None and failover.time is not None:
        seconds = failover.time.value
    else:
        seconds = AUTOMATIC if automatic else MANUAL
        said.append(f"a failover takes {_time(seconds)}, since its 'time' is not given")
    success = 1.0
    if failover is not None and failover.success is not None:
        success = failover.success.value
    else:
        said.append("every failover succeeds, since 'success' is not given")
    between, repair = _between_failures(outages, said)
    if replicas.mode is ReplicaMode.ACTIVE_STANDBY:
        between /= need
    lasts = between + seconds
    window = success * min(seconds, repair) / lasts if lasts > 0.0 else 0.0
    return Switching(serving, complement(success), window, seconds, automatic, tuple(said))


def _between_failures(outages: Outages, said: list[str]) -> tuple[float, float]:
    """Seconds between two failures of an instance, and of a repair."""
    down = outages.unavailability
    if outages.mtbf is not None:
        if outages.mttr is not None:
            return outages.mtbf, outages.mttr
        return outages.mtbf, outages.mtbf * down / (1.0 - down) if down < 1.0 else float("inf")
    if outages.mttr is not None:
        repair = outages.mttr
    else:
        repair = REPAIR
        untold = outages.untold or "neither 'mtbf' nor 'mttr' is given"
        said.append(f"a repair takes {_time(repair)}, since {untold}")
    return (repair * (1.0 - down) / down if down > 0.0 else float("inf")), repair


def _time(seconds: float) -> str:
    return format_quantity(seconds, Dimension.DURATION)
