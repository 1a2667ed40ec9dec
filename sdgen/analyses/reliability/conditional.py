"""Unavailability by conditions: what many small changes to a journey make of it, each cheaply.

Given which failure domains are down, the own parts of the components are independent of each
other. So the unavailability is a sum over the patterns of places that can be dark at once: the
probability of the pattern times that of the journey being down in it. The components of the trunk
(required without alternative) are in series; the others are a decision diagram over one event each,
"its own part is down". In each pattern the journey's unavailability is linear in that of any own
part, with Birnbaum's importance as the factor: one pass answers for every change to one part.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from sdgen.analyses.reliability.decision_diagram import DecisionDiagram, compile_tree
from sdgen.analyses.reliability.failure_model import FailureModel, OwnPart
from sdgen.analyses.reliability.failure_tree import MOST_LOOKS, Down, spread_down
from sdgen.analyses.reliability.fault_tree import FaultTreeBuilder
from sdgen.analyses.reliability.low_orders import trunk_of
from sdgen.analyses.reliability.own_part import (
    Place,
    TooManyPlacesError,
    own_unavailability,
    places_of,
)
from sdgen.analyses.reliability.probability import birnbaum, top_probability

MOST_PATTERNS = 1024
"""With more patterns of dark places than this, each change is better computed by itself."""

MOST_STEPS = 1_000_000
"""At most so many nodes are gone through, over all patterns, to answer one question."""

ByPattern = tuple[float, ...]
"""One number for each pattern."""


class Patterns(Struct, frozen=True):
    """Which places are dark together, and how probable that is; the probabilities add up to 1.
    Bit n of a mask says that the n-th of ``places`` is dark."""

    places: tuple[Place, ...]
    masks: tuple[int, ...]
    weights: ByPattern

    def expected(self, values: Iterable[float]) -> float:
        """The mean of one value for each pattern, weighted by how probable the pattern is."""
        return math.fsum(map(float.__mul__, self.weights, values))

    def most_nodes(self, bound: int) -> int:
        """How large a diagram can be that is gone through for each pattern, ``bound`` at most."""
        return min(bound, MOST_STEPS // len(self.weights))


class Structure(Struct, frozen=True):
    """How own parts take the journey down: any of ``trunk``, or as ``diagram`` says of the other
    components, by their numbers; None where those never do."""

    trunk: tuple[int, ...]
    diagram: DecisionDiagram | None


def conditional_unavailability(model: FailureModel, structure: Structure) -> float:
    """The probability that the journey is down. Raises ``TooManyPlacesError`` (of ``own_part``)
    where the patterns are too many, or too many for so large a diagram."""
    patterns = patterns_of(places_of(model.own_parts), model.events, model.exclusive)
    nodes = 0 if structure.diagram is None else len(structure.diagram.variables)
    if nodes > patterns.most_nodes(nodes):
        raise TooManyPlacesError
    own = all_by_pattern(model.own_parts, patterns, model.events)
    return patterns.expected(unavailability_by_pattern(structure, own))


def patterns_of(
    places: Iterable[Place],
    unavailability: Mapping[str, float],
    exclusive: Iterable[Iterable[str]] = (),
) -> Patterns:
    """The patterns of ``places``; of the domains of a group of ``exclusive`` at most one is dark.
    Raises ``TooManyPlacesError`` where they are too many."""
    ordered = sorted(places)
    held: dict[str, int] = {}
    for at, place in enumerate(ordered):
        for domain in place:
            held[domain] = held.get(domain, 0) | 1 << at
    masks = {0: 1.0}
    together = [tuple(each for each in group if each in held) for group in exclusive]
    grouped = {each for group in together for each in group}
    for group in (*((each,) for each in sorted(held) if each not in grouped), *together):
        chances = [(held[each], unavailability[each]) for each in group if unavailability[each]]
        if not chances:
            continue
        none = 1.0 - math.fsum(q for _, q in chances)
        after: dict[int, float] = {}
        for mask, weight in masks.items():
            after[mask] = after.get(mask, 0.0) + weight * none
            for domains, q in chances:
                darker = mask | domains
                after[darker] = after.get(darker, 0.0) + weight * q
        if len(after) > MOST_PATTERNS:
            raise TooManyPlacesError
        masks = after
    return Patterns(tuple(ordered), tuple(masks), tuple(masks.values()))


def own_by_pattern(
    part: OwnPart, patterns: Patterns, unavailability: Mapping[str, float]
) -> ByPattern:
    """The unavailability of an own part in each pattern. Raises ``TooManyPlacesError`` where
    copies of its data take too many steps."""
    places = places_of((part,))
    own = [(1 << at, place) for at, place in enumerate(patterns.places) if place in places]
    own_mask = sum(bit for bit, _ in own)
    masks = [mask & own_mask for mask in patterns.masks]
    values = {
        mask: own_unavailability(
            part, frozenset(place for bit, place in own if mask & bit), unavailability
        )
        for mask in set(masks)
    }
    return tuple([values[mask] for mask in masks])


def all_by_pattern(
    parts: Sequence[OwnPart], patterns: Patterns, unavailability: Mapping[str, float]
) -> tuple[ByPattern, ...]:
    """The same of many parts; of those that are alike, which most are, one is computed."""
    known: dict[object, ByPattern] = {}
    values = []
    for part in parts:
        alike = (
            part.need,
            part.copies,
            part.serving,
            part.holders,
            tuple([(each.share, each.outs) for each in part.rolling]),
            part.switch and unavailability[part.switch],
            tuple([unavailability[event] for event in part.common]),
            tuple([(i.event and unavailability[i.event], i.domains) for i in part.instances]),
        )
        if alike not in known:
            known[alike] = own_by_pattern(part, patterns, unavailability)
        values.append(known[alike])
    return tuple(values)


def structure_of(model: FailureModel, node_bound: int, most_looks: int = MOST_LOOKS) -> Structure:
    """The structure of a journey. Raises ``TooLargeError`` (of ``decision_diagram``) where the
    diagram would have more nodes than ``node_bound``, or ``spread_down`` needs more looks."""
    trunk = trunk_of(model)
    every = (model.top, *(model.requirements[n] for n in trunk))
    if all(r.need == len(r.targets) for requirements in every for r in requirements):
        return Structure(tuple(sorted(trunk)), None)
    builder = FaultTreeBuilder((name, 0.0) for name in model.names)
    own: list[Down] = [None if n in trunk else n for n in range(len(model.names))]
    tree = spread_down(model, builder, own, most_looks)
    diagram = None if tree is None else compile_tree(tree, node_bound)
    return Structure(tuple(sorted(trunk)), diagram)


def unavailability_by_pattern(structure: Structure, own: Sequence[ByPattern]) -> ByPattern:
    """The journey's unavailability in each pattern, given those of all own parts."""
    return tuple(_unavailability(structure, values) for values in zip(*own, strict=True))


def _unavailability(structure: Structure, values: Sequence[float]) -> float:
    in_series = [values[n] for n in structure.trunk]
    if 1.0 in in_series:
        return 1.0
    # the sum of small logarithms keeps the digits that a product of numbers near 1 would lose
    trunk_down = -math.expm1(math.fsum(math.log1p(-q) for q in in_series))
    return trunk_down + (1.0 - trunk_down) * _rest_down(structure, values)


def importance_by_pattern(structure: Structure, own: Sequence[ByPattern]) -> tuple[ByPattern, ...]:
    """Birnbaum's importance of each own part in each pattern: how much more often the journey is
    down there when the part is than when it is not."""
    return tuple(
        zip(*(_importance(structure, values) for values in zip(*own, strict=True)), strict=True)
    )


def _importance(structure: Structure, values: Sequence[float]) -> list[float]:
    """Of each own part in one pattern."""
    ups = [1.0 - values[n] for n in structure.trunk]
    certain = ups.count(0.0)
    up = math.prod(filter(None, ups))
    importance = [0.0] * len(values)
    if structure.diagram is not None and not certain:
        for n, measure in birnbaum(structure.diagram, values).items():
            importance[n] = up * measure
    up *= 1.0 - _rest_down(structure, values)
    for n, own_up in zip(structure.trunk, ups, strict=True):
        # of two parts that are certainly down, neither matters
        if own_up:
            importance[n] = 0.0 if certain else up / own_up
        else:
            importance[n] = up if certain == 1 else 0.0
    return importance


def _rest_down(structure: Structure, values: Sequence[float]) -> float:
    """The probability that what stands beside the trunk takes the journey down."""
    return 0.0 if structure.diagram is None else top_probability(structure.diagram, values)
