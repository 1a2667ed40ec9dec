"""The single points of failure of a design, those of all journeys together."""

from __future__ import annotations

from msgspec import Struct

from sdgen.analyses.failure.events import Event
from sdgen.analyses.failure.point import PointKind, PointOfFailure
from sdgen.document.subject import Subject
from sdgen.report.failing import alike_in_words
from sdgen.report.naming import ByNames

DOMAINS = frozenset(
    {PointKind.ZONE, PointKind.RACK, PointKind.HOST, PointKind.REGION, PointKind.PROVIDER}
)


class Alone(Struct, frozen=True):
    """What takes journeys down by failing alone: one event or several alike, in ``words``; the first
    of them, the journeys, and the share of time that these are down with it."""

    words: str
    point: PointOfFailure
    journeys: tuple[str, ...]
    down: float

    @property
    def is_domain(self) -> bool:
        """Whether it is a zone or another failure domain, and not a part of the design."""
        return self.point.kind in DOMAINS


def points(subject: Subject) -> tuple[Alone, ...]:
    """What takes most journeys down first, then what is down longest."""
    first: dict[str, tuple[PointOfFailure, str]] = {}
    journeys: dict[str, list[str]] = {}
    events = {
        each.reliability.journey: each.reliability.events for each in subject.analysis.journeys
    }
    for each in subject.analysis.journeys:
        for point in each.reliability.points:
            first.setdefault(point.event, (point, each.reliability.journey))
            journeys.setdefault(point.event, []).append(each.reliability.journey)
    alike: dict[tuple[object, ...], list[str]] = {}
    for event, (point, journey) in first.items():
        own = point.kind in (PointKind.INSTANCE, PointKind.PARTIAL)
        down = events[journey][event].unavailability
        key = (
            point.component if own else event,
            *(point.kind, point.cause, point.out, point.waits),
            *(tuple(journeys[event]), f"{down:.12g}"),
        )
        alike.setdefault(key, []).append(event)
    found = []
    for names in alike.values():
        point, journey = first[names[0]]
        known = events[journey]
        down = sum(known[name].unavailability for name in names)
        words = alike_in_words(names, known, ByNames(subject.design, known))
        found.append(Alone(words, point, tuple(journeys[names[0]]), down))
    return tuple(sorted(found, key=lambda each: (-len(each.journeys), -each.down, each.words)))


class Other(Struct, frozen=True):
    """An event that takes journeys down alone and is no single point of failure, such as what a
    provider manages; ``words`` say of what it is."""

    words: str
    event: Event
    journeys: tuple[str, ...]


def others_alone(subject: Subject) -> tuple[Other, ...]:
    """What is down longest first."""
    events: dict[str, Event] = {}
    journeys: dict[str, list[str]] = {}
    for each in subject.analysis.journeys:
        found = each.reliability
        points_of = {point.event for point in found.points}
        for cut in found.cut_sets:
            if len(cut.events) == 1 and cut.events[0] not in points_of:
                events[cut.events[0]] = found.events[cut.events[0]]
                journeys.setdefault(cut.events[0], []).append(found.journey)
    called = ByNames(subject.design, events)
    made = (
        Other(called.subject(name), event, tuple(journeys[name])) for name, event in events.items()
    )
    return tuple(sorted(made, key=lambda each: (-each.event.unavailability, each.words)))
