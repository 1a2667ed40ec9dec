"""How one instance takes over from another: how often that fails, and how long nothing serves.

While a failover runs nothing serves: the window success x min(T, MTTR) / (MTBF + T), T being the
time that it takes, MTBF that between two failures of what serves. Treynor, Dahlin, Rau and Beyer,
*The Calculus of Service Availability* (2017), count the time to detect and mitigate alike.
"""

from __future__ import annotations

from msgspec import Struct

from sdgen.analyses.replication import has_leader
from sdgen.design.records import Component, ReplicaMode
from sdgen.quantity import Dimension, format_quantity

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


def switching(component: Component, need: int, unavailability: float) -> Switching | None:
    """How the others take over from the instances of ``component`` that serve, each being down with
    ``unavailability``; None where none are left to take over, or none stands by."""
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
    between, repair = _between_failures(component, unavailability, said)
    if replicas.mode is ReplicaMode.ACTIVE_STANDBY:
        between /= need
    lasts = between + seconds
    window = success * min(seconds, repair) / lasts if lasts > 0.0 else 0.0
    return Switching(serving, 1.0 - success, window, seconds, automatic, tuple(said))


def _between_failures(
    component: Component, unavailability: float, said: list[str]
) -> tuple[float, float]:
    """Seconds between two failures of an instance, and of a repair."""
    down = unavailability
    if component.mtbf is not None:
        between = component.mtbf.value
        if component.mttr is not None:
            return between, component.mttr.value
        return between, between * down / (1.0 - down) if down < 1.0 else float("inf")
    if component.mttr is not None:
        repair = component.mttr.value
    else:
        repair = REPAIR
        said.append(f"a repair takes {_time(repair)}, since neither 'mtbf' nor 'mttr' is given")
    return (repair * (1.0 - down) / down if down > 0.0 else float("inf")), repair


def _time(seconds: float) -> str:
    return format_quantity(seconds, Dimension.DURATION)
