"""A failure model as a fault tree over single instances: what cut sets are computed from."""

from __future__ import annotations

from collections.abc import Iterable

from sdgen.analyses.reliability.components import strong_components
from sdgen.analyses.reliability.decision_diagram import TooLargeError
from sdgen.analyses.reliability.failure_model import (
    FailureModel,
    OwnPart,
    Requirement,
    holders_of,
)
from sdgen.analyses.reliability.fault_tree import FaultTree, FaultTreeBuilder
from sdgen.analyses.reliability.rolling import builder_of

MOST_LOOKS = 60_000
"""How often the members of a cycle of calls are looked at in all."""
MOST_HOLDERS = 20_000
"""Instances in the runs that hold the data of one component, over all runs."""

MOST_COUNTED = 1_000_000
"""Nodes of the diagram of "so many of the instances", which no order of them makes fewer; no
diagram may have as many."""

Down = int | None
"""A number in the fault tree, or None for what is never down."""


def failure_tree(model: FailureModel) -> FaultTree | None:
    """The fault tree whose top is "the journey is down"; None when nothing can take it down.

    Raises ``TooLargeError`` where cycles of calls, or many copies on a ring, would make it too large.
    """
    builder = builder_of(model)
    return spread_down(model, builder, [_own_down(builder, part) for part in model.own_parts])


def spread_down(
    model: FailureModel,
    builder: FaultTreeBuilder,
    own: list[Down],
    most_looks: int = MOST_LOOKS,
) -> FaultTree | None:
    """The fault tree of the journey, given for each component the number of "its own part is
    down" in ``builder``.

    Raises ``TooLargeError`` where it would take more than ``most_looks`` at the members of cycles of
    calls; each cycle takes up to as many as the square of its length.
    """
    looks = 0
    down: list[Down] = [None] * len(model.names)
    merged = _merge_hard_cycles(model)
    edges = [
        sorted({merged[t] for r in model.requirements[n] for t in r.targets})
        for n in range(len(model.names))
    ]
    for n, leader in enumerate(merged):
        edges[leader] = sorted({*edges[leader], *edges[n]})
    members: dict[int, list[int]] = {}
    for n, leader in enumerate(merged):
        members.setdefault(leader, []).append(n)
    for cycle in strong_components(edges):
        leaders = [n for n in cycle if merged[n] == n]
        # in each round every cause travels at least one call further, so that many rounds reach
        # the fixpoint; outside a cycle one round is all
        for _ in range(len(leaders) if len(cycle) > 1 else 1):
            before = [down[n] for n in leaders]
            looks += len(leaders) if len(cycle) > 1 else 0
            if looks > most_looks:
                raise TooLargeError(f"more than {most_looks} looks at the members of cycles")
            for leader in leaders:
                value = _component_down(builder, model, members[leader], own, down)
                for n in members[leader]:
                    down[n] = value
            if before == [down[n] for n in leaders]:
                break
    top = _any(builder, (_unmet(builder, requirement, down) for requirement in model.top))
    return None if top is None else builder.build(top)


def _merge_hard_cycles(model: FailureModel) -> list[int]:
    """For each component, the least of those with which it stands and falls: components that
    require each other without alternative are down together."""
    hard = [
        [t for r in requirements if r.need == len(r.targets) for t in r.targets]
        for requirements in model.requirements
    ]
    leader = list(range(len(model.names)))
    for component in strong_components(hard):
        for n in component:
            leader[n] = component[0]
    return leader


def _component_down(
    builder: FaultTreeBuilder,
    model: FailureModel,
    members: list[int],
    own: list[Down],
    down: list[Down],
) -> Down:
    inside = set(members)
    causes = [own[n] for n in members]
    for n in members:
        for requirement in model.requirements[n]:
            if requirement.need == len(requirement.targets):
                targets = tuple(t for t in requirement.targets if t not in inside)
                if not targets:
                    continue
                requirement = Requirement(len(targets), targets)
            causes.append(_unmet(builder, requirement, down))
    return _any(builder, causes)


def _any(builder: FaultTreeBuilder, inputs: Iterable[Down]) -> Down:
    possible = [n for n in inputs if n is not None]
    return builder.any_of(possible) if possible else None


def _at_least(builder: FaultTreeBuilder, need: int, inputs: Iterable[Down]) -> Down:
    possible = [n for n in inputs if n is not None]
    return builder.at_least(need, possible) if need <= len(possible) else None


def _unmet(builder: FaultTreeBuilder, requirement: Requirement, down: list[Down]) -> Down:
    """Down when too few targets are left: more than ``len(targets) - need`` of them down."""
    spare = len(requirement.targets) - requirement.need
    return _at_least(builder, spare + 1, (down[t] for t in requirement.targets))


def _own_down(builder: FaultTreeBuilder, part: OwnPart) -> Down:
    event = builder.number_of
    instances = [
        _any(builder, (event[name] for name in (i.event, *i.domains) if name is not None))
        for i in part.instances
    ]
    causes: list[Down] = [event[name] for name in part.common]
    if part.switch is not None and len(instances) > 1:
        serving = _any(builder, instances[: part.serving])
        causes.append(_at_least(builder, 2, (serving, event[part.switch])))
    if part.copies is not None:
        if part.copies < len(instances) and part.copies * len(instances) > MOST_HOLDERS:
            raise TooLargeError(f"more than {MOST_HOLDERS} instances in all runs of a ring")
        causes.extend(
            _at_least(builder, len(holders) - part.need + 1, (instances[at] for at in holders))
            for holders in holders_of(part)
        )
    elif instances:
        lost = len(instances) - part.need + 1
        if lost * part.need > MOST_COUNTED:
            raise TooLargeError(f"more than {MOST_COUNTED} nodes to count instances")
        causes.append(_at_least(builder, lost, instances))
    return _any(builder, causes)
