"""The single points of failure of a design, those of all journeys together."""

from __future__ import annotations

from msgspec import Struct

from sdgen.analyses.failure.point import PointKind, PointOfFailure
from sdgen.document.subject import Subject
from sdgen.report.failing import alike_in_words


class Alone(Struct, frozen=True):
    """What takes journeys down by failing alone: one event or several alike, in ``words``; the first
    of them, the journeys, and the share of time that these are down with it."""

    words: str
    point: PointOfFailure
    journeys: tuple[str, ...]
    down: float


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
        words = alike_in_words(names, known)
        found.append(Alone(words, point, tuple(journeys[names[0]]), down))
    return tuple(sorted(found, key=lambda each: (-len(each.journeys), -each.down, each.words)))
