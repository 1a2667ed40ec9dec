"""What each journey promises and what the design gives, in a form to show."""

from __future__ import annotations

import math

from msgspec import Struct

from sdgen.base.words import all_of, by_number, counted, joined
from sdgen.blocks import Tone, Words
from sdgen.blocks.phrases import Mark
from sdgen.document.subject import Subject
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_number, format_quantity, format_ratios

NONE = "–"


class Goal(Struct, frozen=True):
    """The objectives of one journey as texts, and whether each is met: None where there is none, or
    nothing to measure it by. ``used`` is the downtime over what the objective allows."""

    journey: str
    availability_asked: str
    availability_given: str
    available: bool | None
    used: float | None
    latency_asked: str
    latency_given: str
    fast: bool | None


def goals(subject: Subject) -> tuple[Goal, ...]:
    """Of each journey that promises an availability or a latency, in the order of the file."""
    found = []
    for journey in subject.design.journeys.values():
        asked = journey.objectives
        if asked is None or not (asked.availability or asked.p99 or asked.p50):
            continue
        found.append(_goal(subject, journey.id))
    return tuple(found)


def _goal(subject: Subject, name: str) -> Goal:
    asked = subject.design.journeys[name].objectives
    given = subject.availabilities[name]
    shown = format_ratios(given.value, *([given.objective] if given.objective is not None else []))
    used = None
    if given.objective is not None and given.objective < 1.0:
        used = given.unavailability / (1.0 - given.objective)
    latency = subject.estimate.latency.get(name)
    p50, p99 = (latency.p50, latency.p99) if latency is not None else (math.nan, math.nan)
    wanted = [] if asked is None else [("p50", asked.p50, p50), ("p99", asked.p99, p99)]
    times = [(name, goal.value, time) for name, goal, time in wanted if goal is not None]
    known = [time <= goal for _, goal, time in times if not math.isnan(time)]
    return Goal(
        journey=name,
        availability_asked=shown[-1] if given.objective is not None else NONE,
        availability_given=shown[0],
        available=given.meets_objective,
        used=used,
        latency_asked=_times([(name, goal) for name, goal, _ in times]) or NONE,
        latency_given=_times([(name, time) for name, _, time in times]) or time_in_words(p99),
        fast=all(known) if known else None,
    )


def _times(found: list[tuple[str, float]]) -> str:
    """``200 ms`` for a p99, else each with its name: ``p50 2 s, p99 15 s``."""
    if [name for name, _ in found] == ["p99"]:
        return time_in_words(found[0][1])
    return ", ".join(f"{name} {time_in_words(time)}" for name, time in found)


def time_in_words(seconds: float) -> str:
    """A latency; what is not known is a dash, what never ends is unbounded."""
    if math.isnan(seconds):
        return NONE
    return "unbounded" if math.isinf(seconds) else format_quantity(seconds, Dimension.DURATION)


def kept(goal: Goal) -> Words:
    """Whether both objectives are kept, and if not, by how much the worse is missed."""
    missed = []
    if goal.available is False:
        missed.append(
            f"down {format_number(goal.used)} times as long as allowed"
            if goal.used
            else "availability"
        )
    if goal.fast is False:
        missed.append("too slow")
    if missed:
        return (Mark("✗ missed", Tone.BAD), f": {joined(missed)}")
    if goal.available is None and goal.fast is None:
        return NONE
    return (Mark("✓ met", Tone.GOOD),)


def misses_both(found: tuple[Goal, ...]) -> bool:
    """Whether the one journey that promises anything keeps neither of its promises."""
    return len(found) == 1 and found[0].available is False and found[0].fast is False


def goals_in_words(found: tuple[Goal, ...]) -> str:
    """``2 of 6 journeys keep their availability, and all 6 their latency.``"""
    if misses_both(found):
        return "Neither the availability nor the latency that is promised is kept."
    parts = [
        text
        for text in (
            _counted([each.available for each in found], "availability"),
            _counted([each.fast for each in found], "latency"),
        )
        if text
    ]
    return " ".join(parts) or "None of the objectives can be computed."


def _counted(met: list[bool | None], what: str) -> str:
    """How many journeys keep what they promise of it; empty where none promises any."""
    known = [each for each in met if each is not None]
    if not known:
        return ""
    number, kept_by = len(known), sum(known)
    if number == 1:
        return f"The {what} that is promised is {'kept' if kept_by else 'missed'}."
    if not kept_by:
        who = "Neither journey" if number == 2 else f"None of {number} journeys"
        return f"{who} keeps its {what}."
    if kept_by == number:
        who = all_of(number, "journey")
        return f"{who[:1].upper()}{who[1:]} keep their {what}."
    keep = by_number(kept_by, f"keeps its {what}", f"keep their {what}")
    return f"{kept_by} of {counted(number, 'journey')} {keep}."
