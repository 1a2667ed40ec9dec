"""What runs out first as load and data grow, as blocks."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.growth import Course
from sdgen.blocks import Block, Figure, Mark, Paragraph, Section, Table, Tone, Words
from sdgen.document.subject import Subject, time_span
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity

NONE = "–"


def running_out(subject: Subject) -> Iterator[Block]:
    """What is full before the horizon, in its order, with the plots of growth."""
    growth = subject.facts.growth
    if growth is None:
        return
    courses = [("load", each) for each in growth.rates] + [("disk", each) for each in growth.stores]
    full = [(what, each, when) for what, each in courses if (when := _reached(each)) is not None]
    rows = tuple(
        (subject.component(each.component), what, _when(subject, when), *_numbers(each, what))
        for what, each, when in sorted(full, key=lambda one: (one[2], one[1].component))
    )
    blocks: list[Block] = []
    if rows:
        header = ("Component", "of", "full", "takes", "then asked")
        caption = "What runs out before the horizon, the first first."
        blocks.append(Table(header, rows, text_columns=(0, 1, 2), caption=caption))
    elif any(each.limit is not None for _, each in courses):
        blocks.append(
            Paragraph(f"Nothing whose limits are known is full within {subject.horizon}.")
        )
    for view, caption in (
        ("growth-rate", "Load as it grows, and what each component carries."),
        ("growth-storage", "Storage as it grows, and what each store holds."),
    ):
        if subject.shows(view):
            blocks.append(Figure(view, caption=caption))
    if blocks:
        yield Section("what runs out first", tuple(blocks), anchor="growth")


def _reached(course: Course) -> float | None:
    return course.limit.reached if course.limit is not None else None


def _when(subject: Subject, seconds: float) -> Words:
    if seconds <= 0.0:
        return (Mark("now", Tone.BAD),)
    return f"after {time_span(seconds, subject.calendar)}"


def _numbers(course: Course, what: str) -> tuple[str, str]:
    dimension = Dimension.RATE if what == "load" else Dimension.BYTES
    limit = course.limit.value if course.limit is not None else 0.0
    return format_quantity(limit, dimension), format_quantity(course.values[-1], dimension)
