"""What a journey's steps do to what their targets keep: read it, or write it.

What the design says of a step counts first (``op``, or a label that is just "read" or "write"),
then that a step which serves the misses of a cache reads, then what the journey does with the
entities that the target stores. What none of these tells stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import Struct

from sdgen.design.records import Access, Design, Entity, Journey, Step
from sdgen.kinds import kind_of


class Stored(Struct, frozen=True):
    """The stores whose entities a journey writes or creates, and those whose it reads or queries."""

    written: frozenset[str]
    read: frozenset[str]

    def access_to(self, store: str) -> Access | None:
        """What the journey does to a store as far as its entities tell; one that it both writes
        and reads is written."""
        if store in self.written:
            return Access.WRITE
        return Access.READ if store in self.read else None


def stored_by(design: Design, journey: Journey) -> Stored:
    """Where the entities lie that ``journey`` writes and reads."""
    created, queried = _stores_by_journey(_Same(design.data))
    return Stored(
        _stores(design, journey.writes) | created.get(journey.id, frozenset()),
        _stores(design, journey.reads) | queried.get(journey.id, frozenset()),
    )


def _stores(design: Design, entities: Iterable[str]) -> frozenset[str]:
    known = (design.data.get(name) for name in entities)
    return frozenset(each.store for each in known if each is not None and each.store is not None)


class _Same:
    """A mapping that is only equal to itself: comparing a whole data model takes longer than it is
    worth."""

    def __init__(self, data: Mapping[str, Entity]) -> None:
        self.data = data

    def __hash__(self) -> int:
        return id(self.data)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.data is self.data


ByJourney = Mapping[str, frozenset[str]]
"""Stores by the id of a journey."""


@lru_cache(maxsize=8)
def _stores_by_journey(same: _Same) -> tuple[ByJourney, ByJourney]:
    """The stores whose entities each journey creates, and those whose it queries: found in one walk
    through the data model, since journeys by entities would be very many."""
    created: dict[str, set[str]] = {}
    queried: dict[str, set[str]] = {}
    for entity in same.data.values():
        if entity.store is None:
            continue
        if entity.created_by is not None:
            created.setdefault(entity.created_by, set()).add(entity.store)
        for query in entity.queries:
            if query.journey is not None:
                queried.setdefault(query.journey, set()).add(entity.store)
    return (
        {journey: frozenset(stores) for journey, stores in created.items()},
        {journey: frozenset(stores) for journey, stores in queried.items()},
    )


def accesses(design: Design, journey: Journey) -> tuple[Access | None, ...]:
    """What each step of ``journey`` does. A step towards what stores nothing, such as a pooler or a
    balancer, does what the next step from there does."""
    stored = stored_by(design, journey)
    found: list[Access | None] = []
    after: dict[str, Access | None] = {}
    following: Step | None = None
    for step in reversed(journey.steps):
        if keeps_data(design, step.target):
            access = step.access or _by_what_is_kept(step, stored)
        elif following is not None and following.chained:
            access = found[-1]
        else:
            access = after.get(step.target)
        found.append(access)
        # of several steps from one component the first is the one that follows
        after[step.source] = access
        following = step
    return tuple(reversed(found))


def _by_what_is_kept(step: Step, stored: Stored) -> Access | None:
    return Access.READ if step.on_miss else stored.access_to(step.target)


def keeps_data(design: Design, name: str) -> bool:
    """Whether a component keeps data, so that a step towards it reads or writes."""
    component = design.components.get(name)
    return component is not None and kind_of(component).keeps_data
