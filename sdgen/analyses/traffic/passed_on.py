"""What arrives behind consumers that a peak fills: no more than these pass on.

A consumer of a queue that carries less than comes at the peak, but more than on average, passes on
what it carries while the rest waits in the queue; so what it calls gets no more, whatever the peak.
"""

from __future__ import annotations

from sdgen.analyses.traffic.flow import Traffic
from sdgen.design.calls import calls_of
from sdgen.design.records import Design

MOST_ROUNDS = 50
"""Each round takes the limit of a consumer one call further."""


def passed_on(design: Design, traffic: Traffic) -> dict[str, float]:
    """Operations a second at the peak by component that gets fewer than all journeys ask of it, as
    consumers on the way do not pass more on; never fewer than on average."""
    shares = {
        name: max(traffic.components[name].average, used.capacity) / used.peak
        for name, used in traffic.utilisation.items()
        if name in traffic.consumers and traffic.components[name].average <= used.peak
        if used.capacity < used.peak
    }
    if not any(share < 1.0 for share in shares.values()):
        return {}
    incoming: dict[str, list[tuple[str, float]]] = {}
    for call in calls_of(design):
        load = traffic.calls.get(call.id)
        if load is not None and load.peak:
            incoming.setdefault(call.target, []).append((call.source, load.peak))
    arrives: dict[str, float] = {}
    for _ in range(MOST_ROUNDS):
        before, arrives = arrives, {}
        for name, calls in incoming.items():
            # of what a component gets it passes on the same share; a consumer no more than it carries
            held = sum(
                rate * (1.0 - min(before.get(source, 1.0), shares.get(source, 1.0)))
                for source, rate in calls
            )
            if held > 0.0:
                arrives[name] = 1.0 - held / traffic.components[name].peak
        if arrives == before:
            break
    return {
        name: max(traffic.components[name].average, traffic.components[name].peak * share)
        for name, share in arrives.items()
    }
