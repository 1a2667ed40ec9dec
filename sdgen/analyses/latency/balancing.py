"""How requests are spread over the replicas of a component, which decides how long they wait."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from sdgen.analyses.replication import copies_of_piece, is_sharded_cache
from sdgen.base.words import joined
from sdgen.design.calls import calls_of
from sdgen.design.records import Call, Component, Design
from sdgen.kinds import kind_of


class Balancing(StrEnum):
    """From the least even to the most. ``ONE_QUEUE`` is that of those who take from a queue when
    they are free; the others are values of the property ``balancing``."""

    RANDOM = "random"
    ROUND_ROBIN = "round-robin"
    LEAST_CONNECTIONS = "least-connections"
    ONE_QUEUE = "one queue"


class Spread(Struct, frozen=True):
    """``stated`` tells whether the design says so; ``keyed`` that each piece of data has its own
    replicas."""

    balancing: Balancing
    stated: bool = False
    keyed: bool = False


def spreads(design: Design) -> dict[str, Spread]:
    """How requests are spread over the replicas of each component that is called."""
    callers: dict[str, dict[str, Component]] = {}
    for call in _requests(design):
        callers.setdefault(call.target, {})[call.source] = design.components[call.source]
    return {
        name: _spread(design.components[name], list(found.values()))
        for name, found in callers.items()
    }


def _requests(design: Design) -> Iterator[Call]:
    for call in calls_of(design):
        if not call.dead_letter and call.target in design.components:
            yield call


def _spread(component: Component, callers: list[Component]) -> Spread:
    if all(kind_of(each).hands_out_once for each in callers):
        return Spread(Balancing.ONE_QUEUE)
    if copies_of_piece(component) is not None or is_sharded_cache(component):
        return Spread(Balancing.RANDOM, keyed=True)
    said = [stated_balancing(each) for each in callers]
    found = [each or Balancing.ROUND_ROBIN for each in said]
    # several callers spread as evenly as the least even of them
    worst = min(found, key=list(Balancing).index)
    return Spread(worst, stated=worst in said)


def stated_balancing(caller: Component) -> Balancing | None:
    """What a component says of how it spreads its requests, if anything; whoever sends each user
    to the same replica spreads users at random."""
    if caller.properties.get("sticky") is True:
        return Balancing.RANDOM
    said = caller.properties.get("balancing")
    return Balancing(said) if isinstance(said, str) else None


def balancing_assumptions(
    design: Design, found: Mapping[str, Spread], waits: Mapping[str, bool]
) -> Iterator[str]:
    """What is assumed of the spread over replicas; ``waits`` are components that are reached and
    have a known time, and whether requests wait for one of several replicas there."""
    # what nobody calls is there for what runs on it
    several = [name for name, each in waits.items() if each and name in found]
    turns = [
        name
        for name in several
        if found[name].balancing is Balancing.ROUND_ROBIN and not found[name].stated
    ]
    if turns:
        yield (
            f"requests go to the replicas of {joined(turns)} in turn (round-robin): no 'balancing' "
            "is said"
        )
    keyed = [name for name in several if found[name].keyed]
    if keyed:
        yield f"requests go to the replicas of {joined(keyed)} at random, by their keys"
    for component in design.components.values():
        said = component.properties.get("balancing")
        if component.properties.get("sticky") is True and said not in (None, Balancing.RANDOM):
            yield f"{component.id}: what is sticky counts as random, not as {said}"
