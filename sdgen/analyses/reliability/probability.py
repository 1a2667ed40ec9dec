"""Exact probabilities from a decision diagram: of the top, and Birnbaum's measure of each event."""

from __future__ import annotations

from collections.abc import Sequence

from sdgen.analyses.reliability.decision_diagram import DecisionDiagram
from sdgen.analyses.reliability.functions import TRUE


def node_probabilities(diagram: DecisionDiagram, probabilities: Sequence[float]) -> list[float]:
    """For each node, the probability that its function is true (Shannon's expansion)."""
    values = [0.0, 1.0]
    variables, high, low = diagram.variables, diagram.high, diagram.low
    for node in range(2, len(variables)):
        q = probabilities[variables[node]]
        values.append(q * values[high[node]] + (1.0 - q) * values[low[node]])
    return values


def top_probability(diagram: DecisionDiagram, probabilities: Sequence[float]) -> float:
    """The probability that the top is true: the system's unavailability."""
    return node_probabilities(diagram, probabilities)[diagram.root]


def birnbaum(diagram: DecisionDiagram, probabilities: Sequence[float]) -> dict[int, float]:
    """Birnbaum's importance dU/dq of every event in the diagram, in one pass.

    The probability of reaching a node from the root, times the difference that its event makes
    there, summed over the nodes of the event. Events that the top does not hang on are absent.
    """
    values = node_probabilities(diagram, probabilities)
    variables, high, low = diagram.variables, diagram.high, diagram.low
    reach = [0.0] * len(variables)
    reach[diagram.root] = 1.0
    importance: dict[int, float] = {}
    for node in range(len(variables) - 1, TRUE, -1):
        event = variables[node]
        q = probabilities[event]
        reach[high[node]] += q * reach[node]
        reach[low[node]] += (1.0 - q) * reach[node]
        gain = reach[node] * (values[high[node]] - values[low[node]])
        importance[event] = importance.get(event, 0.0) + gain
    return dict(sorted(importance.items()))
