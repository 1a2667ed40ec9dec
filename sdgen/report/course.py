"""The course of a journey in reports: when each call is made and answered, and its share of the
slowest runs, as tables and as plain data."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sdgen.analyses.latency.moments import Moment
from sdgen.analyses.latency.timeline import Bar, Part, Run, Timeline
from sdgen.blocks import Block, Paragraph, Section, Table
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity, format_shares
from sdgen.report.numbers import number

UNKNOWN = "-"
_HEADER = ("", "called p50", "p99", "answered p50", "p99", "share of p99")


def course_tables(course: Timeline) -> tuple[Block, ...]:
    """A table for what is waited for, and one for each run of what happens afterwards."""
    found: list[Block] = []
    for place, part in enumerate(course.parts):
        for run in part.runs:
            title = "where time goes"
            if place:
                title = f"afterwards, from {_since(course, part)}"
                if len(part.runs) > 1:
                    title += f" to {course.bars[run.bars[1]].visit.component.id}"
            rows = tuple(_rows(course, part, run))
            blocks: list[Block] = [Table(_HEADER, rows)]
            if run.end is None:
                missing = ", ".join((*run.unknown, *run.overloaded))
                why = "overloaded" if run.overloaded else "without a known latency"
                blocks = [Paragraph(f"not computed: {missing} {why}")]
            found.append(Section(title, tuple(blocks)))
    return tuple(found)


def _since(course: Timeline, part: Part) -> str:
    name = course.bars[part.first].visit.component.id
    return name if part.counted else f"the answer of {name}"


def _rows(course: Timeline, part: Part, run: Run) -> Iterator[tuple[str, ...]]:
    """A row for each call in its order; who only waits has none."""
    shares = format_shares([course.bars[at].share or 0.0 for at in run.bars])
    for at, shown in zip(run.bars, shares, strict=True):
        bar = course.bars[at]
        if at == part.first and (at == 0 or not part.counted):
            continue
        share = UNKNOWN if bar.share is None else shown
        # what several runs begin at is over with the last of them
        shared = at == part.first and len(part.runs) > 1
        answered = _moment(None if shared else bar.returned)
        yield (_call(bar), *_moment(bar.called), *answered, share)
    if run.end is not None:
        yield ("all of it", UNKNOWN, UNKNOWN, *_moment(run.end), "100%")


def _call(bar: Bar) -> str:
    step = bar.visit.step
    return bar.visit.component.id if step is None else f"{step.source} -> {step.target}"


def _moment(moment: Moment | None) -> tuple[str, str]:
    if moment is None:
        return UNKNOWN, UNKNOWN
    return _time(moment.p50), _time(moment.p99)


def _time(seconds: float) -> str:
    return UNKNOWN if math.isinf(seconds) else format_quantity(seconds, Dimension.DURATION)


def course_data(course: Timeline | None) -> dict[str, object] | None:
    """The bars, each with the number of its caller's, and the parts with their runs; moments in
    seconds from the start of their part, shares of 1. What is not known is null."""
    if course is None:
        return None
    choice = course.choice
    return {
        "bars": [_bar_data(bar) for bar in course.bars],
        "parts": [
            {
                "first": part.first,
                "awaited": place == 0,
                "counted": part.counted,
                "runs": [_run_data(run) for run in part.runs],
            }
            for place, part in enumerate(course.parts)
        ],
        "choice": None
        if choice is None
        else {
            "bar": choice.bar,
            "p99_with": number(choice.with_it),
            "p99_without": number(choice.without),
        },
    }


def _bar_data(bar: Bar) -> dict[str, object]:
    return {
        "component": bar.visit.component.id,
        "caller": bar.visit.parent,
        "step": None if bar.step is None else bar.step + 1,
        "awaited": bar.visit.awaited,
        "called": _moment_data(bar.called),
        "returned": _moment_data(bar.returned),
        "share": number(bar.share),
    }


def _run_data(run: Run) -> dict[str, object]:
    return {
        "bars": list(run.bars),
        "end": _moment_data(run.end),
        "unknown": list(run.unknown),
        "overloaded": list(run.overloaded),
    }


def _moment_data(moment: Moment | None) -> dict[str, object] | None:
    if moment is None:
        return None
    return {"p50": number(moment.p50), "p99": number(moment.p99)}
