"""The table of what a change means: a row for each figure that a reader sees changed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sdgen.base.findings import totals
from sdgen.base.words import and_more
from sdgen.blocks import Code, Mark, Table, Tone, Words
from sdgen.blocks.phrases import between, plain
from sdgen.diff.figures import Figure, Measured, Verdict
from sdgen.diff.meaning import Meaning
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity, format_times
from sdgen.report.change_names import ARROW, NOTHING, Names

MOST_JOURNEYS = 4
"""Journeys whose figures are the same that a row names."""
MOST_LOADS = 5
"""Components whose utilisation is told."""
MANY_TIMES = 3.0
"""From so much on, what is more is told as a factor."""
NOTICED = 0.05
"""A p99 that differs by less, and a utilisation by less than these points, is not told."""

_TONES: Final = {
    Verdict.BETTER: Tone.GOOD,
    Verdict.WORSE: Tone.BAD,
    Verdict.DEARER: Tone.WARNING,
    Verdict.CHEAPER: Tone.GOOD,
}

Row = tuple[Words, ...]


def _new(note: Words) -> Words:
    """What stands beside a figure of a design that is new: how much more it is than nothing is left out."""
    return "" if isinstance(note, str) and note.endswith((" more", " less", " fewer")) else note


def meaning_table(meaning: Meaning, names: Names) -> Table | None:
    """What the figures were and are; None where none that is told has changed."""
    comparison = names.comparison
    rows = tuple(
        (
            label,
            one if comparison.has_before else NOTHING,
            other if comparison.has_after else NOTHING,
            note if comparison.has_before else _new(note),
        )
        for label, one, other, note in _rows(meaning, names)
    )
    header = ("", "before", "after", "")
    return Table(header, rows, text_columns=(0, 3)) if rows else None


def side_table(meaning: Meaning, names: Names) -> Table | None:
    """The figures of the one side that there is."""
    side = 2 if names.comparison.has_after else 1
    rows = tuple(
        (row[0], plain(row[side]))
        for row in _rows(meaning, names, with_findings=False)
        if row[side] != NOTHING
    )
    return Table(("", "figure"), rows) if rows else None


def _rows(meaning: Meaning, names: Names, *, with_findings: bool = True) -> Iterator[Row]:
    yield from _of_journeys("Availability", meaning.of(Measured.AVAILABILITY))
    for each in meaning.of(Measured.DOWN_WITHOUT_A_ZONE):
        if each.changed:
            yield _row(_zone_label(each, names), each)
    for each in meaning.of(Measured.POINTS_OF_FAILURE):
        if meaning.points_gone or meaning.points_new:
            yield _row("Single points of failure", each, _points(meaning, names))
    for each in meaning.of(Measured.SATURATION):
        if each.changed:
            yield _saturation(each, names)
    noticed = (e for e in meaning.of(Measured.LATENCY) if e.after is not None and _is_noticed(e))
    yield from _of_journeys("p99", noticed)
    yield from _loads(meaning.of(Measured.UTILISATION), names)
    for measured, label in (
        (Measured.STORAGE, "Stored at the horizon"),
        (Measured.COST, "Cost a month"),
        (Measured.REPLICAS, "Replicas"),
    ):
        for each in meaning.of(measured):
            if each.changed:
                yield _row(label, each, _by(each))
    if with_findings:
        yield from _findings(meaning)


def _row(label: Words, figure: Figure, note: Words = "") -> Row:
    return (label, figure.before_text or NOTHING, _after(figure), note)


def _after(figure: Figure, text: str = "") -> Words:
    text = text or figure.after_text or NOTHING
    tone = _TONES.get(figure.verdict)
    return (Mark(text, tone),) if tone is not None else text


def _of_journeys(label: str, figures: Iterable[Figure]) -> Iterator[Row]:
    """A row for all journeys of which the same holds."""
    alike: dict[tuple[object, ...], list[Figure]] = {}
    for each in figures:
        is_told = each.kept or each.goal is not None or each.measured is Measured.AVAILABILITY
        if is_told and (each.changed or each.met != each.meets or each.goal_changed):
            goals = (each.goal_before_text, each.goal_text)
            key = (each.before_text, each.after_text, *goals, each.met, each.meets)
            alike.setdefault(key, []).append(each)
    for found in alike.values():
        named: list[Words] = [(Code(each.subject),) for each in found[:MOST_JOURNEYS]]
        if len(found) > MOST_JOURNEYS:
            named.append(and_more(len(found) - MOST_JOURNEYS))
        yield _row((f"{label} of ", *between(named)), found[0], _goal(found[0]))


def _goal(figure: Figure) -> str:
    """What becomes of the objective: ``now meets 99.9%``."""
    if figure.after is None:
        return "removed"
    if not figure.goal_text:
        return (
            f"no objective any more, {figure.goal_before_text} before"
            if figure.goal_changed
            else ""
        )
    if figure.goal_changed:
        return f"{_met(figure, was=None)}, {_moved(figure)}"
    return _met(figure, was=figure.met)


def _met(figure: Figure, was: bool | None) -> str:
    """``still misses 99.9%``; ``was`` says whether the same objective was met before."""
    if figure.meets is None:
        return f"objective {figure.goal_text}"
    if figure.meets:
        return f"{'now meets' if was is False else 'meets'} {figure.goal_text}"
    misses = "no longer meets" if was else "still misses" if was is False else "misses"
    return f"{misses} {figure.goal_text}"


def _moved(figure: Figure) -> str:
    """What the objective was, where it is another now."""
    before = figure.goal_before_text
    return f"the objective was {before}" if before else "an objective that is new"


def _zone_label(figure: Figure, names: Names) -> str:
    zones = dict.fromkeys((*figure.who_before, *figure.who_after))
    if len(zones) == 1:
        return f"Journeys down when {names.components(zones)} fails"
    return "Journeys down when the worst zone fails"


def _points(meaning: Meaning, names: Names) -> str:
    parts = []
    for points, says in ((meaning.points_gone, "gone"), (meaning.points_new, "new")):
        if points:
            parts.append(f"{says}: {names.components([each.subject for each in points])}")
    return "; ".join(parts)


def _saturation(figure: Figure, names: Names) -> Row:
    before = _who(figure.who_before, figure.before_text, names)
    after = _who(figure.who_after, figure.after_text, names)
    return ("First to saturate", before, _after(figure, after), _users(figure, names))


def _who(who: Sequence[str], text: str, names: Names) -> str:
    return f"{names.components(who)}, {text}" if who else NOTHING


def _users(figure: Figure, names: Names) -> str:
    """The daily users at which it saturates."""
    found = []
    facts = (names.comparison.before, names.comparison.after)
    for each, growth in zip(facts, (figure.before, figure.after), strict=True):
        scale = each.given.scale
        users = scale.daily_users if scale is not None else None
        if users is None or growth is None or math.isinf(growth):
            return ""
        found.append(format_quantity(growth * users.value, Dimension.COUNT))
    texts = dict.fromkeys(found)
    return f"{f' {ARROW} '.join(texts)} daily users"


def _is_noticed(figure: Figure) -> bool:
    one, other = figure.before, figure.after
    if one is None or other is None or figure.met != figure.meets or figure.goal_changed:
        return True
    return one != other and abs(other - one) >= NOTICED * max(one, 1e-9)


def _loads(figures: Iterable[Figure], names: Names) -> Iterator[Row]:
    """The busiest whose utilisation is noticeably better or worse."""
    found = [
        each
        for each in figures
        if each.kept and abs((each.after or 0.0) - (each.before or 0.0)) >= NOTICED
    ]
    found.sort(key=lambda each: (-max(each.before or 0.0, each.after or 0.0), each.subject))
    for each in found[:MOST_LOADS]:
        yield _row(f"{names.component(each.subject)} at the peak", each, "of its capacity")


def _by(figure: Figure) -> str:
    """``37 more``, ``8% less``."""
    before, after = figure.before or 0.0, figure.after or 0.0
    more = "more" if after > before else "fewer" if figure.measured is Measured.REPLICAS else "less"
    if figure.measured is Measured.REPLICAS:
        return f"{abs(after - before):,.0f} {more}"
    if not before:
        return ""
    if after >= MANY_TIMES * before:
        return f"{format_times(after / before)} as much"
    return f"{format_quantity(abs(after - before) / before, Dimension.RATIO)} {more}"


def _findings(meaning: Meaning) -> Iterator[Row]:
    if not meaning.fixed and not meaning.new:
        return
    before, after = (
        totals(found) if found else "none"
        for found in ((*meaning.fixed, *meaning.left_before), (*meaning.new, *meaning.left))
    )
    parts = [
        f"{len(found)} {says}"
        for found, says in ((meaning.fixed, "fixed"), (meaning.new, "new"))
        if found
    ]
    tone = Tone.GOOD if not meaning.new else None
    yield ("Findings", before, (Mark(after, tone),) if tone else after, ", ".join(parts))
