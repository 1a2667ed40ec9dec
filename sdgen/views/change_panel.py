"""What a change means, as the panel of its picture says it: journeys by the downtime that is saved, then what
fails alone, what falls with a zone, what it costs, and what lint says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdgen.base.findings import Finding, Severity
from sdgen.base.words import and_more, counted, in_one_line
from sdgen.diff.comparison import Comparison
from sdgen.diff.figures import Figure, Measured, Verdict, number_or_none
from sdgen.diff.meaning import Meaning
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.views.changed import Panel, PanelRow

MOST_JOURNEYS = 10
"""Journeys in a panel: of more, those whose downtime changes most."""
ABSENT = "–"
_ABOUT = "about "
_NAMES = {
    Measured.POINTS_OF_FAILURE: "Single points of failure",
    Measured.DOWN_WITHOUT_A_ZONE: "Journeys down, worst zone",
    Measured.COST: "Cost a month",
}


def headline(meaning: Meaning) -> str:
    """What becomes of what is promised, in a few words; empty where nothing is."""
    if not any(each.goal is not None for each in meaning.figures):
        return ""
    met, missed = len(meaning.now_met), len(meaning.now_missed)
    parts = [
        f"{counted(number, 'objective')} {words}"
        for number, words in (
            (met, "newly met"),
            (missed, "newly missed"),
        )
        if number
    ]
    return ", ".join(parts) or "every objective as before"


def change_panel(comparison: Comparison, not_drawn: str) -> Panel:
    """The panel; ``not_drawn`` counts what the picture does not show."""
    if not comparison.changes.changes:
        return Panel(notes=("Nothing: both designs say the same.",))
    journeys, more = _journeys(comparison)
    others = tuple(_others(comparison.meaning))
    notes = [f"Not drawn: {not_drawn}."] if not_drawn else []
    if more:
        notes.insert(0, f"{and_more(more, 'journeys').capitalize()}.")
    if not journeys and not comparison.after.analysed:
        notes.insert(0, "The design has no journey of which availability is known.")
    return Panel(tuple(each for each in (journeys, others) if each), tuple(notes))


def _journeys(comparison: Comparison) -> tuple[tuple[PanelRow, ...], int]:
    """Those of which something changes, by the downtime that is saved, then those that still miss what
    they promise; and how many more there are."""
    figures = comparison.meaning.of(Measured.AVAILABILITY)
    changed = sorted(filter(_changes, figures), key=lambda each: -_saved(each))
    still = [each for each in figures if not _changes(each) and each.meets is False]
    if len(changed) > MOST_JOURNEYS:
        most = sorted(changed, key=lambda each: -abs(_saved(each)))[:MOST_JOURNEYS]
        shown = [each for each in changed if each in most]
    else:
        shown = [*changed, *still[: MOST_JOURNEYS - len(changed)]]
    rows = tuple(_row(each, _journey_name(comparison, each.subject), each.meets) for each in shown)
    return rows, len(changed) + len(still) - len(shown)


def _changes(figure: Figure) -> bool:
    return figure.changed or figure.met is not figure.meets


def _saved(figure: Figure) -> float:
    """Downtime that is saved, as a share of time; that of new journeys, and of those that are gone, is
    not known."""
    if figure.before is None or figure.after is None:
        return 0.0
    return figure.after - figure.before


def _journey_name(comparison: Comparison, name: str) -> str:
    for facts in (comparison.after, comparison.before):
        if name in facts.analysed:
            journey = facts.analysed[name]
            return in_one_line(journey.name or journey.id)
    return name


def _row(figure: Figure, name: str, met: bool | None = None, more: str = "") -> PanelRow:
    before, after = (
        (text.replace(_ABOUT, "≈", 1) if text.startswith(_ABOUT) else text) or ABSENT
        for text in (figure.before_text, figure.after_text)
    )
    verdict = figure.verdict if before != after else Verdict.SAME
    return PanelRow(name, before, after, verdict, met, more)


def _others(meaning: Meaning) -> Iterator[PanelRow]:
    for measured, name in _NAMES.items():
        for figure in meaning.of(measured):
            if measured is Measured.POINTS_OF_FAILURE and not meaning.of(Measured.AVAILABILITY):
                continue
            yield _row(figure, name, more=_grown(figure) if measured is Measured.COST else "")
    before = _errors((*meaning.fixed, *meaning.left_before))
    after = _errors((*meaning.new, *meaning.left))
    if before or after:
        verdict = Verdict.SAME
        if before != after:
            verdict = Verdict.BETTER if after < before else Verdict.WORSE
        yield PanelRow("Lint errors", number_or_none(before), number_or_none(after), verdict)


def _grown(figure: Figure) -> str:
    """By how much it has grown: ``+8%``."""
    if not figure.before or figure.after is None or figure.before_text == figure.after_text:
        return ""
    share = figure.after / figure.before - 1.0
    digits = 2 if abs(share) >= 0.1 else 3
    rounded = round(share, digits)
    if not rounded:
        return ""
    return f"{'+' if rounded > 0 else '−'}{format_quantity(abs(rounded), Dimension.RATIO)}"


def _errors(findings: Sequence[Finding]) -> int:
    return sum(each.severity is Severity.ERROR for each in findings)
