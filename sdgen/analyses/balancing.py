"""What spreads requests over replicas, and which callers come past anything that does."""

from __future__ import annotations

from sdgen.analyses.failure.provided import is_provided
from sdgen.analyses.replication import most_replicas
from sdgen.design.calls import calls_from
from sdgen.design.records import Component, Design
from sdgen.kinds import Role, kind_of


def is_spread(component: Component) -> bool:
    """Whether it has several replicas among which its callers cannot choose."""
    needs_it = kind_of(component).needs_balancer
    return needs_it and not is_provided(component) and most_replicas(component) > 1


def balances(component: Component) -> bool:
    """Whether its calls are spread, or are not the design's to spread."""
    kind = kind_of(component)
    return kind.balances or kind.role in (Role.PROVIDED, Role.MONITOR)


def reached_bare(design: Design) -> set[str]:
    """Clients, and what they reach by calls that nothing balances, up to the first replicas: where
    those get a balancer, so has all that is behind them."""
    components = design.components
    found = {name for name, each in components.items() if kind_of(each).role is Role.ACTOR}
    waiting = sorted(found)
    while waiting:
        for call in calls_from(components[waiting.pop()]):
            target = components[call.target]
            ends = balances(target) or is_provided(target) or is_spread(target)
            if not ends and not call.asynchronous and target.id not in found:
                found.add(target.id)
                waiting.append(target.id)
    return found


def bare_callers(design: Design, bare: set[str]) -> dict[str, tuple[str, ...]]:
    """By component, those of the ``bare`` that wait for its answers and spread nothing."""
    found: dict[str, dict[str, None]] = {}
    for name, component in design.components.items():
        if name in bare and not balances(component):
            for call in calls_from(component):
                if not call.asynchronous:
                    found.setdefault(call.target, {})[name] = None
    return {name: tuple(callers) for name, callers in found.items()}
