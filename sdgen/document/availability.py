"""How available each journey is beside what it promises, as blocks."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.blocks import Block, Mark, Section, Table, Tone, Words
from sdgen.document.subject import Subject
from sdgen.quantity.print import format_number, format_ratios
from sdgen.report.failing import duration

NONE = "–"


def availability_section(subject: Subject) -> Iterator[Block]:
    """Availability and downtime of each journey, and how much of what its objective allows."""
    year, month = subject.calendar.year_seconds, subject.calendar.month_seconds
    rows: list[tuple[Words, ...]] = []
    for name, each in subject.availabilities.items():
        texts = format_ratios(each.value, *([each.objective] if each.objective is not None else []))
        given = texts[0] if each.exact else f"about {texts[0]}"
        used: Words = NONE
        if each.objective is not None and each.objective < 1.0:
            share = each.unavailability / (1.0 - each.objective)
            text = f"{share:.0%}" if share < 1.0 else f"{format_number(share)} times it"
            used = text if each.meets_objective else (Mark(text, Tone.BAD),)
        rows.append(
            (
                (subject.journey(name),),
                given,
                texts[-1] if each.objective is not None else NONE,
                duration(each.unavailability * year),
                duration(each.unavailability * month),
                used,
            )
        )
    if rows:
        header = ("Journey", "available", "objective", "down a year", "a month", "budget used")
        caption = "How available each journey is, and how long it is down."
        if any(each.objective is not None for each in subject.availabilities.values()):
            caption = (
                "Availability, and how much of the downtime that its objective allows is used."
            )
        yield Section(
            "availability", (Table(header, tuple(rows), caption=caption),), anchor="availability"
        )
