"""What a change means: the figures of both designs beside each other, the single points of failure and
the findings that came and went."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from sdgen.analyses.facts import Facts
from sdgen.analyses.failure.events import Event
from sdgen.base.findings import Finding
from sdgen.diff.figures import Figure, Measured, Verdict, number_or_none
from sdgen.diff.findings import findings_between
from sdgen.diff.measures import figures_of, verdict_of


class Point(Struct, frozen=True):
    """A single point of failure: the component or failure domain, by its id, and the journeys that it takes
    down alone. Of one that is gone, ``is_gain`` says whether these, and the domain, are still there."""

    subject: str
    journeys: tuple[str, ...]
    is_domain: bool = False
    is_gain: bool = True


class Meaning(Struct, frozen=True):
    """``figures`` are all that both designs or one of them has, changed or not, in the order in which
    they are told. ``points_gone`` and ``points_new`` are single points of failure, ``fixed``, ``new``
    and ``left`` findings that are more than notes."""

    figures: tuple[Figure, ...]
    points_gone: tuple[Point, ...] = ()
    points_new: tuple[Point, ...] = ()
    fixed: tuple[Finding, ...] = ()
    new: tuple[Finding, ...] = ()
    left: tuple[Finding, ...] = ()
    left_before: tuple[Finding, ...] = ()

    def of(self, measured: Measured) -> tuple[Figure, ...]:
        """The figures that measure this."""
        return tuple(each for each in self.figures if each.measured is measured)

    @property
    def now_missed(self) -> tuple[Figure, ...]:
        """Objectives that are missed now and were met before, or were none."""
        return tuple(each for each in self.figures if each.meets is False and each.met is not False)

    @property
    def now_met(self) -> tuple[Figure, ...]:
        """Objectives that are met now and were missed before."""
        return tuple(each for each in self.figures if each.meets and each.met is False)

    @property
    def better(self) -> bool:
        """Whether something is better, fixed findings apart."""
        return any(each.verdict is Verdict.BETTER for each in self.figures) or any(
            each.is_gain for each in self.points_gone
        )

    @property
    def worse(self) -> bool:
        """Whether something is worse, new findings apart."""
        return any(each.verdict is Verdict.WORSE for each in self.figures) or bool(self.points_new)


def meaning(
    before: Facts,
    after: Facts,
    findings_before: Iterable[Finding] = (),
    findings_after: Iterable[Finding] = (),
    called: Callable[[str], str] = str,
) -> Meaning:
    """What the step from one design to the other means. An element has one id in both; ``called`` gives it
    for the one under which the older findings speak of it."""
    olds, news = _points(before), _points(after)
    gone = tuple(_gone(each, after) for name, each in olds.items() if name not in news)
    number = _number_of_points(len(olds), len(news), gone)
    findings = findings_between(findings_before, findings_after, called)
    return Meaning(
        tuple(figures_of(before, after, number)),
        gone,
        tuple(each for name, each in news.items() if name not in olds),
        findings.fixed,
        findings.new,
        findings.left,
        findings.before,
    )


def _points(facts: Facts) -> Mapping[str, Point]:
    """What takes journeys down by failing alone, what merely leaves too little for the peak apart."""
    found: dict[str, dict[str, None]] = {}
    for journey in facts.analysed:
        events = facts.failure_logic(journey).events
        for point in facts.points_of_failure(journey):
            if not point.only_overloads:
                found.setdefault(_subject(events[point.event]), {})[journey] = None
    domains = facts.given.domains
    return {
        name: Point(name, tuple(journeys), name in domains and name not in facts.given.components)
        for name, journeys in found.items()
    }


def _subject(event: Event) -> str:
    return event.component or event.name


def _gone(point: Point, after: Facts) -> Point:
    """The point, and whether it is a gain that it is gone: not where only nobody speaks of it any more, or
    of what it took down."""
    design = after.given
    is_left = any(journey in after.analysed for journey in point.journeys)
    is_known = not point.is_domain or point.subject in design.domains
    return Point(point.subject, point.journeys, point.is_domain, is_left and is_known)


def _number_of_points(before: int, after: int, gone: Iterable[Point]) -> Figure:
    """The figure of them; fewer are better only where it is a gain that one of them is ``gone``."""
    verdict = verdict_of(before, after, lower=True)
    if verdict is Verdict.BETTER and not any(each.is_gain for each in gone):
        verdict = Verdict.SAME
    texts = number_or_none(before), number_or_none(after)
    return Figure(Measured.POINTS_OF_FAILURE, before, after, *texts, verdict)
