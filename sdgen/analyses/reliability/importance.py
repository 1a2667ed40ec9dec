"""How much each event matters: Birnbaum, criticality and Fussell-Vesely.

Birnbaum's measure is dU/dq; criticality is Birnbaum x q / U; Fussell-Vesely is the probability
that some minimal cut set with the event has happened whole, over U (Vesely et al., Fault Tree
Handbook, NUREG-0492, 1981). U is the probability of the top, q that of the event.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from sdgen.analyses.reliability.cut_sets import CutSets, Node
from sdgen.analyses.reliability.decision_diagram import DecisionDiagram
from sdgen.analyses.reliability.functions import FALSE, TRUE, BooleanFunctions
from sdgen.analyses.reliability.probability import birnbaum, top_probability

MOST_STEPS = 300_000
"""Of work for the unions of cut sets with each event, all together."""

_NO_TWINS: Mapping[int, int] = MappingProxyType({})

Shape = tuple[tuple[int, tuple[Node, ...]], tuple[float, ...]]
"""The root and the nodes of a family, its levels numbered from 0, and their probabilities."""


class Importance(Struct, frozen=True):
    """The measures of one event; all are 0 where the top never happens."""

    birnbaum: float
    criticality: float
    fussell_vesely: float


def importance_of_events(
    diagram: DecisionDiagram,
    families: CutSets,
    probabilities: Sequence[float],
    twins: Mapping[int, int] = _NO_TWINS,
) -> dict[int, Importance]:
    """The measures of every event that the top hangs on, by event number; ``families`` are the
    minimal cut sets of ``diagram``, and ``twins`` says of events which other one they are
    interchangeable with: that one is computed for both. Raises ``OutOfStepsError`` (of
    ``functions``) where the unions of cut sets that share events would take too long."""
    total = top_probability(diagram, probabilities)
    gains = birnbaum(diagram, probabilities)
    if total == 0.0:
        return {event: Importance(gain, 0.0, 0.0) for event, gain in gains.items()}
    unions = _Unions(families, probabilities)
    computed = {
        event: Importance(gain, gain * probabilities[event] / total, unions.with_(event) / total)
        for event, gain in gains.items()
        if event not in twins
    }
    return {event: computed[twins.get(event, event)] for event in gains}


def union_probability(families: CutSets, event: int, probabilities: Sequence[float]) -> float:
    """The exact probability that at least one cut set with ``event`` has happened whole."""
    return _Unions(families, probabilities).with_(event)


class _Unions:
    """The probability of the union of the cut sets with an event, for one event after the other.

    Cut sets that share events must be worked out as one, as a decision diagram. Components are
    much alike: their events lie in families of one shape, events of the same probabilities at the
    same places. Each shape is worked out once.
    """

    def __init__(self, families: CutSets, probabilities: Sequence[float]) -> None:
        self._families = families
        self._level_of = {event: level for level, event in enumerate(families.order)}
        self._probabilities = [probabilities[event] for event in families.order]
        self._supports = families.supports()
        self._known: dict[Shape, float] = {}
        self._functions = BooleanFunctions(len(families.order), MOST_STEPS)
        self._values = [0.0, 1.0]

    def with_(self, event: int) -> float:
        """The probability that a cut set with ``event`` has happened whole."""
        own_level = self._level_of[event]
        nodes, root = self._families.beside(own_level, self._supports)
        levels = sorted({level for level, _, _ in nodes})
        rank = {level: at for at, level in enumerate(levels)}
        shape = root, tuple([(rank[level], high, low) for level, high, low in nodes])
        key = shape, tuple([self._probabilities[level] for level in levels])
        if key not in self._known:
            self._known[key] = self._worked_out(root, nodes)
        return self._probabilities[own_level] * self._known[key]

    def _worked_out(self, root: int, nodes: Sequence[Node]) -> float:
        """The probability that one of the sets has happened: at each node that is its event and
        a set of the high side, or a set of the low side."""
        made = self._functions
        unions = [FALSE, TRUE]
        for level, high, low in nodes:
            either = made.either(unions[high], unions[low])
            unions.append(made.node(level, either, unions[low]))
        for node in range(len(self._values), len(made.level)):
            q = self._probabilities[made.level[node]]
            high, low = made.high[node], made.low[node]
            self._values.append(q * self._values[high] + (1.0 - q) * self._values[low])
        return self._values[unions[root]]
