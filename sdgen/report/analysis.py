"""An analysis as blocks, as an engineer reads it: the verdict, why, what to do, then tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sdgen.analyses.analysis import Analysis, JourneyAnalysis
from sdgen.analyses.failure.certain import always_down, never_to_fail
from sdgen.analyses.failure.events import Assumption, complement
from sdgen.analyses.failure.journeys import JourneyReliability
from sdgen.analyses.improve.plan import State
from sdgen.analyses.improve.words import out_of_reach
from sdgen.analyses.traffic.journey_calls import NO_JOURNEYS
from sdgen.base.words import by_number, counted, joined, listed
from sdgen.blocks import Block, List, Page, Paragraph, Section, Table
from sdgen.design.records import Design
from sdgen.quantity import Calendar, Dimension
from sdgen.quantity.print import format_number, format_quantity, format_ratios
from sdgen.report.failing import IMPORTANCE, TOGETHER, alone, duration, importance, together

MOST_NAMES = 12
STANDING_ASSUMPTION = (
    "Failures are independent, but for failure domains, common causes and failovers that the "
    "design names; availability is that of the steady state."
)
HOW_TO_READ = {
    TOGETHER: (
        f"{TOGETHER}: none of these failures can be left out; in brackets in how many ways that can "
        "happen, and the sum of their probabilities",
    ),
    IMPORTANCE: (
        "Fussell-Vesely: the share of the downtime in which the event takes part, about what would "
        "go if it never happened",
        "Birnbaum: how much more of the time the journey is down while the event lasts; 1 takes it "
        "down, near 0 something else stands in",
    ),
}
"""By the title of a section, what its figures say."""


def analysis_page(analysis: Analysis) -> Page:
    """The whole report."""
    design = analysis.design
    blocks: list[Block] = []
    if analysis.implicit:
        blocks.append(Paragraph(NO_JOURNEYS))
    calendar = calendar_of(analysis.design)
    blocks += _verdict([each.reliability for each in analysis.journeys], calendar)
    journeys = tuple(_journeys(analysis, calendar))
    blocks += [*journeys, *_how_to_read(journeys)]
    blocks.append(Section("assumptions", (List(tuple(assumption_lines(analysis))),)))
    return Page(f"{design.name} ({design.path})", tuple(blocks))


def assumption_lines(analysis: Analysis) -> list[str]:
    """What was taken for granted, each once, with all that it was taken of."""
    lines = [STANDING_ASSUMPTION]
    lines += [f"{statement}: {names}" for statement, names in _grouped(analysis.assumptions)]
    never = {each.name: each for part in analysis.journeys for each in part.reliability.never}
    names = tuple(never_to_fail(analysis.design, never.values()))
    if names:
        lines.append(f"taken never to fail: {listed(names, MOST_NAMES)}")
    return [*lines, *analysis.load_assumptions]


def percentage(ratio: float) -> str:
    """A ratio with as many nines as it takes to show what is missing."""
    return format_quantity(ratio, Dimension.RATIO)


def calendar_of(design: Design) -> Calendar:
    """How long the months and years of a design are."""
    usual, scale = Calendar(), design.scale
    month = scale.month.value if scale is not None and scale.month is not None else None
    year = scale.year.value if scale is not None and scale.year is not None else None
    return Calendar(month or usual.month_seconds, year or usual.year_seconds)


# --- the verdict --------------------------------------------------------------------------------


def _verdict(found: Sequence[JourneyReliability], calendar: Calendar) -> Iterator[Block]:
    """Of several journeys, which meet their objectives, and how they compare."""
    if len(found) < 2:
        return
    wanted = [each for each in found if each.objective is not None]
    missed = [each.journey for each in wanted if not each.meets_objective]
    if wanted:
        yield Paragraph(_meeting(len(found), len(wanted), missed))
    header = ("journey", "available", "down a year")
    rows = [
        (each.journey, _available(each), duration(each.unavailability * calendar.year_seconds))
        for each in found
    ]
    if not wanted:
        yield Table(header, tuple(rows), text_columns=(0,))
        return
    goals = [_goal(each) for each in found]
    yield Table(
        (*header, "objective", "budget used"),
        tuple((*row, *goal) for row, goal in zip(rows, goals, strict=True)),
        text_columns=(0, 3),
    )


def _meeting(number: int, wanted: int, missed: Sequence[str]) -> str:
    """``2 of 6 journeys miss their objective: post-tweet and follow``."""
    names = joined(missed) if len(missed) <= MOST_NAMES else listed(missed, MOST_NAMES)
    met, none = wanted - len(missed), number - wanted
    miss = by_number(len(missed), "misses its objective", "miss their objective")
    meet = by_number(met, "meets its", "meet their")
    if not none:
        if not missed:
            return "every journey meets its objective"
        every = "both journeys" if number == 2 else f"all {number} journeys"
        which = f"{len(missed)} of {number} journeys" if met else every
        return f"{which} {miss}" + (f": {names}" if met else "")
    others = f"{counted(none, 'other journey')} {by_number(none, 'has', 'have')} none"
    if not missed:
        return f"{counted(met, 'journey')} {meet} objective; {others}"
    also = f", {met} {by_number(met, 'meets', 'meet')} it" if met else ""
    return f"{names} {miss}{also}; {others}"


def _goal(found: JourneyReliability) -> tuple[str, str]:
    """The objective and whether it is met, and how much of the downtime that it allows is used."""
    if found.objective is None:
        return "none", ""
    met = "met" if found.meets_objective else "missed"
    used = _used(found)
    return f"{_beside_objective(found)[-1]} {met}", "" if used is None else _share(used)


def _share(used: float) -> str:
    return "under 1%" if 0.0 < used < 0.01 else f"{used:.0%}"


def _used(found: JourneyReliability) -> float | None:
    """Of the downtime that the objective allows; None where it allows none."""
    allowed = complement(found.objective or 0.0)
    return found.unavailability / allowed if allowed > 0.0 else None


def _available(found: JourneyReliability) -> str:
    shown = _beside_objective(found)[0]
    return shown if found.exact else f"about {shown}"


def _beside_objective(found: JourneyReliability) -> tuple[str, ...]:
    """The availability, and the objective if there is one, with digits to tell them apart."""
    if found.objective is None:
        return format_ratios(found.availability)
    return format_ratios(found.availability, found.objective)


# --- one journey --------------------------------------------------------------------------------


def _journeys(analysis: Analysis, calendar: Calendar) -> Iterator[Section]:
    """A section for each journey; journeys of which the same is to say have one together."""
    alike: dict[tuple[str, tuple[Block, ...]], list[str]] = {}
    for each in analysis.journeys:
        said = _availability(each.reliability), tuple(_journey(analysis, each, calendar))
        alike.setdefault(said, []).append(each.reliability.journey)
    for (availability, blocks), names in alike.items():
        yield Section(f"{joined(names)}: {availability}", blocks, is_name=True)


def _journey(analysis: Analysis, each: JourneyAnalysis, calendar: Calendar) -> Iterator[Block]:
    found, year = each.reliability, calendar.year_seconds
    down = found.unavailability
    times = (
        f"down {duration(down * year)} a year, {duration(down * calendar.month_seconds)} a month"
    )
    goal = "" if found.objective is None else f"; {_objective(found)}"
    yield Paragraph(f"{times}{goal}")
    if found.always:
        names = listed(tuple(always_down(analysis.design, found.always)), MOST_NAMES)
        yield Paragraph(f"always down: {names}")
    yield from alone(analysis, found, year)
    yield from _what_to_do(each)
    yield from together(analysis.design, found, year)
    yield from importance(found)


def _availability(found: JourneyReliability) -> str:
    shown = f"{_beside_objective(found)[0]} available"
    if found.exact:
        return shown
    low, high = found.interval
    return (
        f"about {shown}, too complex for an exact result: {percentage(low)} to {percentage(high)} by "
        f"simulation (99% confidence), proven to be at most {percentage(found.highest)}"
    )


def _objective(found: JourneyReliability) -> str:
    objective, used = _beside_objective(found)[-1], _used(found)
    verdict = f"objective {objective}: {'met' if found.meets_objective else 'missed'}"
    if used is None:
        return verdict
    share = f"{_share(used)} of" if found.meets_objective else f"{format_number(used)} times"
    return f"{verdict}, {share} the downtime that it allows"


def _what_to_do(each: JourneyAnalysis) -> Iterator[Block]:
    """The first steps of the plan that meets the objective, or what keeps every plan from it."""
    lines = [f"{one.text}: {_raised(one.before, one.availability)}" for one in each.improvements]
    outcome = each.outcome
    if outcome is not None and outcome.state is State.OUT_OF_REACH and outcome.ceiling is not None:
        lines = [out_of_reach(outcome), *lines]
    if lines:
        title = "what to do" if each.reliability.meets_objective is False else "what would help"
        yield Section(title, (List(tuple(lines)),))


def _raised(before: float, after: float) -> str:
    """``99.91% -> 99.97%``, with as many digits as it takes to see the difference."""
    return " -> ".join(format_ratios(before, after))


def _how_to_read(journeys: Iterable[Section]) -> Iterator[Block]:
    """What the figures of the sections that there are say."""
    there = {each.title for one in journeys for each in one.blocks if isinstance(each, Section)}
    lines = tuple(line for title, said in HOW_TO_READ.items() if title in there for line in said)
    if lines:
        yield Section("how to read this", (List(lines),))


def _grouped(assumptions: Iterable[Assumption]) -> Iterator[tuple[str, str]]:
    """Each statement with the subjects that it is made of."""
    subjects: dict[str, list[str]] = {}
    for each in sorted(assumptions):
        subjects.setdefault(each.statement, []).append(each.subject)
    for statement, names in subjects.items():
        yield statement, listed(names, MOST_NAMES)
