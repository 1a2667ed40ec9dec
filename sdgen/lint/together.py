"""Findings out of problems: one for each place, or one line a design for all places of a rule.

What a design states is found where it stands. What it does not say is one line a rule, a note that
makes nothing fail, unless a selector names the rule or configuration says how severe it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from sdgen.base.findings import Finding, Severity, worst_first
from sdgen.base.span import Span
from sdgen.design.records import Design
from sdgen.lint.rule import Problem, Rule
from sdgen.lint.selection import matches
from sdgen.lint.settings import Settings


def is_named(rule: Rule, settings: Settings) -> bool:
    """Whether somebody asked for the findings of the rule, be it by ``ALL`` or by its severity."""
    selectors = (*(settings.select or ()), *settings.extend_select)
    return rule.code in settings.severity or matches(rule, selectors)


def findings_of(
    rule: Rule, problems: Iterable[Problem], settings: Settings, design: Design
) -> list[Finding]:
    """The findings of one rule in one design."""
    named = is_named(rule, settings)
    single: list[Finding] = []
    together: dict[tuple[bool, Span], list[Finding]] = {}
    name = design.span_of("name")
    for problem in problems:
        noted = problem.not_said and not named
        severity = settings.severity.get(rule.code) or problem.severity or rule.severity
        finding = _finding(rule, problem, severity, not_said=noted)
        if problem.lacks and rule.line is not None and (noted or not problem.not_said):
            together.setdefault((noted, problem.place_in_list(name)), []).append(finding)
        else:
            single.append(_as_note(finding))
    for (_, span), parts in together.items():
        single.append(_as_note(_line(rule, parts, design.name, span)))
    return single


def without_parts(
    finding: Finding, known: Callable[[Finding], bool], rules: Iterable[Rule]
) -> Finding | None:
    """The finding without those of its parts that are ``known``; None where nothing is left of it.
    ``rules`` are those that there are: one of them puts what is left into words."""
    if not finding.parts:
        return None if known(finding) else finding
    kept = tuple(each for each in finding.parts if not known(each))
    if len(kept) == len(finding.parts):
        return finding
    if not kept:
        return None
    (line,) = (rule.line for rule in rules if rule.code == finding.code)
    assert line is not None, "it made the finding"
    said = line(kept)
    return replace(
        finding, message=said.message, help=said.help, journeys=_journeys(kept), parts=kept
    )


def _finding(rule: Rule, problem: Problem, severity: Severity, *, not_said: bool) -> Finding:
    """The problem with the rule's stamp on it."""
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=severity,
        message=problem.message,
        span=problem.span,
        help=problem.help,
        at=problem.at,
        journeys=problem.journeys,
        lacks=problem.lacks,
        not_said=not_said,
    )


def _as_note(finding: Finding) -> Finding:
    return replace(finding, severity=Severity.INFO) if finding.not_said else finding


def _line(rule: Rule, parts: Sequence[Finding], at: str, span: Span) -> Finding:
    """One finding for all of them."""
    assert rule.line is not None, "only such problems are put together"
    said = rule.line(parts)
    return replace(
        worst_first(parts)[0],
        message=said.message,
        help=said.help,
        span=span,
        at=at,
        journeys=_journeys(parts),
        lacks=(),
        parts=tuple(parts),
    )


def _journeys(parts: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(journey for each in parts for journey in each.journeys))
