"""Findings in order, by severity, by file and counted."""

from __future__ import annotations

from itertools import permutations

from sdgen.base.findings import Finding, Severity, by_file, in_order, totals, worst_first
from sdgen.base.span import Span


def _finding(
    code: str,
    severity: Severity = Severity.ERROR,
    file: str = "a.yaml",
    line: int = 1,
    at: str = "",
) -> Finding:
    return Finding(code, code.lower(), severity, "wrong", Span(file, line, 1, line, 2), at=at)


def test_findings_go_by_place_then_code_then_element() -> None:
    expected = (
        _finding("B1"),
        _finding("A1", line=2, at="a"),
        _finding("A1", line=2, at="b"),
        _finding("A2", line=2),
        _finding("A1", file="b.yaml"),
    )
    for each in permutations(expected):
        assert in_order(each) == expected


def test_the_same_finding_is_said_once() -> None:
    assert in_order([_finding("A1"), _finding("A1")]) == (_finding("A1"),)


def test_the_worst_come_first_and_the_rest_stays_in_order() -> None:
    note, error = _finding("A1", Severity.INFO), _finding("B1")
    warnings = _finding("Z1", Severity.WARNING), _finding("A2", Severity.WARNING)
    assert worst_first((note, *warnings, error)) == (error, *warnings, note)


def test_findings_by_file() -> None:
    late, first, second = _finding("A1", file="b.yaml"), _finding("B1"), _finding("A1")
    found = by_file((late, first, second))
    assert list(found.items()) == [("a.yaml", (first, second)), ("b.yaml", (late,))]


def test_totals() -> None:
    error, warning, note = (_finding("A1", each) for each in Severity)
    assert totals(()) == "no findings"
    assert totals((note, error, error)) == "2 errors, 1 note"
    assert totals((note, note, warning)) == "1 warning, 2 notes"
