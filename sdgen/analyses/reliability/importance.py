"""How much each event matters: Birnbaum, criticality and Fussell-Vesely.

Birnbaum's measure is dU/dq; criticality is Birnbaum x q / U; Fussell-Vesely is the probability
that some minimal cut set with the event has happened whole, over U (Vesely et al., Fault Tree
Handbook, NUREG-0492, 1981). U is the probability of the top, q that of the event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sdgen.analyses.reliability.cut_sets import EMPTY, UNIT, CutSets
from sdgen.analyses.reliability.decision_diagram import DecisionDiagram
from sdgen.analyses.reliability.probability import birnbaum, top_probability


@dataclass(frozen=True, slots=True)
class Importance:
    """The measures of one event; all are 0 where the top never happens."""

    birnbaum: float
    criticality: float
    fussell_vesely: float


def importance_of_events(
    diagram: DecisionDiagram, families: CutSets, probabilities: Sequence[float]
) -> dict[int, Importance]:
    """The measures of every event that the top hangs on, by event number."""
    total = top_probability(diagram, probabilities)
    measures = {}
    for event, gain in birnbaum(diagram, probabilities).items():
        if total == 0.0:
            measures[event] = Importance(gain, 0.0, 0.0)
            continue
        union = union_probability(families, event, probabilities)
        measures[event] = Importance(gain, gain * probabilities[event] / total, union / total)
    return measures


def union_probability(families: CutSets, event: int, probabilities: Sequence[float]) -> float:
    """The exact probability that at least one cut set with ``event`` has happened whole.

    The sets with the event become a decision diagram again: a node's function is "its event and
    its high side, or its low side", which for sets that share events must be worked out as one.
    """
    from oxidd.bdd import BDDFunction, BDDManager

    nodes = families.nodes_with(families.order.index(event))
    manager = BDDManager(max(1 << 12, 64 * len(nodes)), 1 << 12, 1)
    manager.add_vars(len(families.order))
    functions: dict[int, BDDFunction] = {EMPTY: manager.false(), UNIT: manager.true()}
    for number, level, high, low in nodes:
        functions[number] = manager.var(level) & functions[high] | functions[low]
    root = functions[nodes[-1][0]] if nodes else manager.false()
    values: dict[BDDFunction, float] = {manager.false(): 0.0, manager.true(): 1.0}
    stack = [root]
    while stack:
        function = stack[-1]
        if function in values:
            stack.pop()
            continue
        sides = function.cofactors()
        level_of = function.node_level()
        assert sides is not None and level_of is not None, "a terminal has its value"
        missing = [side for side in sides if side not in values]
        if missing:
            stack.extend(missing)
            continue
        q = probabilities[families.order[level_of]]
        values[function] = q * values[sides[0]] + (1.0 - q) * values[sides[1]]
    return values[root]
