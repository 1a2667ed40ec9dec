"""What has changed between designs, and what that means, as plain data for JSON: the keys are a contract,
more may come to stand beside."""

from __future__ import annotations

from sdgen.base.findings import Finding
from sdgen.base.span import Span
from sdgen.diff.changes import Change, FactChange
from sdgen.diff.comparison import Comparison
from sdgen.diff.figures import Figure
from sdgen.diff.meaning import Point
from sdgen.report.meaning_words import verdict
from sdgen.report.numbers import number


def change_data(comparison: Comparison) -> dict[str, object]:
    """One comparison."""
    meaning, changes = comparison.meaning, comparison.changes.changes
    return {
        "design": comparison.after.given.name or comparison.before.given.name,
        "verdict": verdict(meaning, bool(changes)),
        "better": meaning.better,
        "worse": meaning.worse,
        "changes": [_change(each) for each in changes],
        "figures": [_figure(each) for each in meaning.figures],
        "points_of_failure": {
            "gone": [_point(each) for each in meaning.points_gone],
            "new": [_point(each) for each in meaning.points_new],
        },
        "findings": {
            "fixed": [finding_data(each) for each in meaning.fixed],
            "new": [finding_data(each) for each in meaning.new],
            "left": [finding_data(each) for each in meaning.left],
        },
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "sign": change.sign.value,
        "what": change.noun,
        "id": change.id,
        "was": change.was or None,
        "name": change.name,
        "moved": change.moved,
        "before": _place(change.span_before),
        "after": _place(change.span_after),
        "facts": [_fact(each) for each in change.facts],
    }


def _fact(fact: FactChange) -> dict[str, object]:
    return {
        "key": fact.key,
        "before": None if fact.span_before is None else fact.before,
        "after": None if fact.span_after is None else fact.after,
        "place_before": _place(fact.span_before),
        "place_after": _place(fact.span_after),
        "gone": list(fact.gone),
        "new": list(fact.new),
    }


def _figure(figure: Figure) -> dict[str, object]:
    return {
        "measures": figure.measured.value,
        "subject": figure.subject or None,
        "before": number(figure.before),
        "after": number(figure.after),
        "text_before": figure.before_text,
        "text_after": figure.after_text,
        "changed": figure.changed,
        "verdict": figure.verdict.value,
        "objective": number(figure.goal),
        "met": figure.met,
        "meets": figure.meets,
        "of_before": list(figure.who_before),
        "of_after": list(figure.who_after),
        "out_of": None if figure.of is None else list(figure.of),
    }


def _point(point: Point) -> dict[str, object]:
    return {"subject": point.subject, "journeys": list(point.journeys)}


def finding_data(finding: Finding) -> dict[str, object]:
    """One finding, with its place."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "help": finding.help,
        "at": finding.at,
        **(_place(finding.span) or {}),
    }


def _place(span: Span | None) -> dict[str, object] | None:
    return None if span is None else {"file": span.file, "line": span.line, "column": span.column}
