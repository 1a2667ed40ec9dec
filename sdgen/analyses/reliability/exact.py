"""Exact unavailability of large models: what only failure domains couple becomes one variable.

Given which failure domains are down, the instances of a component are independent of all others,
so its own part has one probability for each pattern of places that are down. Components of the
trunk (required without alternative) that lie in the same places are one part.

A pattern S of places gets an event X(S), and the part is down when for some S all of S is down
and X(S) has happened. For "down given that just S is down" to be q(S), the product of 1 - x(S')
over all S' within S must be 1 - q(S): x follows by inclusion and exclusion. An x below 0 is no
probability, but the polynomial that the diagram evaluates is right all the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

from msgspec import Struct

from sdgen.analyses.reliability.decision_diagram import compile_tree
from sdgen.analyses.reliability.failure_model import FailureModel
from sdgen.analyses.reliability.failure_tree import Down, spread_down
from sdgen.analyses.reliability.fault_tree import FaultTreeBuilder
from sdgen.analyses.reliability.low_orders import trunk_of
from sdgen.analyses.reliability.own_part import (
    Place,
    TooManyPlacesError,
    own_unavailability,
    places_of,
)
from sdgen.analyses.reliability.probability import top_probability

MOST_PLACES = 6
"""Parts in more places than this are refused: they would have 2^places patterns."""
MOST_LEADING = 16
"""The diagram asks about so many failure domains first, which few components share if they are
more."""


class _Part(Struct, frozen=True):
    """The own parts of these components, all in the same places, as one."""

    components: tuple[int, ...]
    places: tuple[Place, ...]


def exact_unavailability(model: FailureModel, node_bound: int = 1_000_000) -> float:
    """The probability that the journey is down.

    Raises ``TooLargeError`` (of ``decision_diagram``) when no order of the variables keeps the
    diagram within ``node_bound``, ``TooManyPlacesError`` (of ``own_part``) when a component is in too
    many places.
    """
    if model.exclusive:
        raise TooManyPlacesError
    domains = tuple(
        {d: None for part in model.own_parts for i in part.instances for d in i.domains}
    )
    parts = _parts(model)
    patterns = [
        (n, dark, x) for n, part in enumerate(parts) for dark, x in _increments(model, part)
    ]
    builder = FaultTreeBuilder(
        [(domain, model.events[domain]) for domain in domains]
        + [(f"{n} {sorted(dark)}", x) for n, dark, x in patterns]
    )
    causes: dict[int, list[int]] = {}
    for event, (n, dark, _) in enumerate(patterns, start=len(domains)):
        dark_places = [
            builder.any_of(builder.number_of[d] for d in place) for place in sorted(dark)
        ]
        causes.setdefault(n, []).append(builder.all_of([event, *dark_places]))
    own: list[Down] = [None] * len(model.names)
    for n, gates in causes.items():
        own[parts[n].components[0]] = builder.any_of(gates)
    tree = spread_down(model, builder, own)
    if tree is None:
        return 0.0
    few = len(domains) <= MOST_LEADING
    diagram = compile_tree(tree, node_bound, frozenset(range(len(domains)) if few else ()))
    # what is rounded off the x of a pattern can be more than all that is left
    return max(0.0, top_probability(diagram, tree.probabilities))


def _parts(model: FailureModel) -> list[_Part]:
    trunk = trunk_of(model)
    together: dict[tuple[Place, ...], list[int]] = {}
    parts = []
    for n, part in enumerate(model.own_parts):
        places = tuple(sorted(places_of((part,))))
        if len(places) > MOST_PLACES:
            raise TooManyPlacesError(model.names[n])
        if n in trunk:
            together.setdefault(places, []).append(n)
        else:
            parts.append(_Part((n,), places))
    return [_Part(tuple(members), places) for places, members in together.items()] + parts


def _increments(model: FailureModel, part: _Part) -> Iterator[tuple[frozenset[Place], float]]:
    """For each pattern that matters, the probability of its event."""
    log_up: dict[frozenset[Place], float] = {}
    increments: dict[frozenset[Place], float] = {}
    for dark in _subsets(part.places):
        smaller = [other for other in increments if other < dark]
        if any(increments[other] == -math.inf for other in smaller):
            # a smaller pattern is enough
            continue
        log_up[dark] = sum(
            _log_up(own_unavailability(model.own_parts[n], dark, model.events))
            for n in part.components
        )
        increments[dark] = log_up[dark] - sum(increments[other] for other in smaller)
        if increments[dark] != 0.0:
            yield dark, -math.expm1(increments[dark])


def _subsets(places: Sequence[Place]) -> Iterator[frozenset[Place]]:
    for size in range(len(places) + 1):
        for chosen in combinations(places, size):
            yield frozenset(chosen)


def _log_up(unavailability: float) -> float:
    return math.log1p(-unavailability) if unavailability < 1.0 else -math.inf
