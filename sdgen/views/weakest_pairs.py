"""What takes journeys down by failing at the same time, two by two, where nothing does so alone."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.analyses.failure.cut_groups import rounded
from sdgen.analyses.failure.events import Event, EventKind
from sdgen.analyses.traffic.growth import year_seconds
from sdgen.base.words import in_one_line, joined
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.views.taken_down import taken_down

MOST_PAIRS = 3


class Part(Struct, frozen=True, order=True):
    """One of a pair: a component, or one ``replica`` of it, or a failure domain."""

    name: str
    replica: bool = False

    def words(self, facts: Facts) -> str:
        """``a replica of Ledger``, ``Stripe``, ``use1-a``."""
        component = facts.design.components.get(self.name)
        if component is None:
            return self.name
        name = in_one_line(component.name)
        return f"a replica of {name}" if self.replica and component.replicas.count > 1 else name


class Pair(Struct, frozen=True):
    """Two parts whose loss at the same time takes ``journeys`` down, together so likely. ``marked`` are
    their components, and where one is a failure domain, those that both leave too little of."""

    parts: tuple[Part, Part]
    journeys: tuple[str, ...]
    probability: float
    marked: frozenset[str]

    def words(self, facts: Facts) -> str:
        """``2 replicas of Load balancer``, ``use1-a and User DB``."""
        first, second = self.parts
        if first == second:
            return f"2 replicas of {in_one_line(facts.design.components[first.name].name)}"
        return joined((first.words(facts), second.words(facts)))

    def down(self, facts: Facts) -> str:
        """How long that is a year."""
        seconds = self.probability * year_seconds(facts.design.scale)
        return f"{format_quantity(seconds, Dimension.DURATION)} a year"


def weakest_pairs(facts: Facts) -> tuple[Pair, ...]:
    """The pairs that take most journeys down, of equally many those that do so for longest; pairs that
    are alike as one. None where they are too many to list."""
    found: dict[tuple[Part, Part], dict[str, float]] = {}
    events_of: dict[tuple[Part, Part], tuple[str, ...]] = {}
    for journey in facts.analysed:
        events = facts.failure_logic(journey).events
        for cut in facts.pairs_of_failures(journey):
            both = [events[name] for name in cut.events]
            if any(each.kind is EventKind.TRANSITION for each in both):
                continue
            first, second = sorted(map(_part, both))
            down = found.setdefault((first, second), {})
            events_of.setdefault((first, second), tuple(cut.events))
            down[journey] = down.get(journey, 0.0) + cut.probability
    pairs = [
        Pair(parts, tuple(down), max(down.values()), frozenset()) for parts, down in found.items()
    ]
    pairs.sort(key=lambda each: (-len(each.journeys), -rounded(each.probability), each.parts))
    return tuple(
        replace(each, marked=_marked(facts, each, events_of[each.parts]))
        for each in pairs[:MOST_PAIRS]
    )


def _marked(facts: Facts, pair: Pair, events: tuple[str, ...]) -> frozenset[str]:
    known = facts.design.components
    own = frozenset(each.name for each in pair.parts if each.name in known)
    if all(each.name in known for each in pair.parts):
        return own
    return own | taken_down(facts, events).keys()


def _part(event: Event) -> Part:
    return Part(event.component or event.name, event.kind is EventKind.INSTANCE)
