"""The engine: runs the rules over a design, keeps one finding per cause, leaves out what is accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from sdgen.analyses.facts import Facts
from sdgen.base.days import has_ended
from sdgen.base.findings import Finding, in_order
from sdgen.base.span import Span
from sdgen.base.suggest import did_you_mean
from sdgen.design.accepted import spoken_of
from sdgen.design.records import Design
from sdgen.lint.comments import find_comments
from sdgen.lint.context import LintContext
from sdgen.lint.registry import RULES, all_rules, find_rule
from sdgen.lint.rule import Problem, Rule
from sdgen.lint.selection import is_ignored, selected_rules
from sdgen.lint.settings import Settings
from sdgen.lint.suppression import Fate, Judged, Suppression
from sdgen.lint.together import findings_of


class Linted(Struct, frozen=True):
    """The findings of a design, by place, how many were left out as accepted or ignored, and the
    codes of the rules that ran."""

    findings: tuple[Finding, ...]
    suppressed: int
    ran: tuple[str, ...] = ()


class _Found(Struct, frozen=True):
    rule: Rule
    problem: Problem


def lint(
    design: Design | Facts,
    settings: Settings,
    *,
    today: date,
    texts: Mapping[str, str] | None = None,
    paths: Mapping[str, str] | None = None,
    rules: Iterable[Rule] | None = None,
) -> Linted:
    """Lint one design; of its facts, what somebody else has asked for is not computed again.

    ``today`` decides which accepted risks have ended. ``texts`` are the files that the design was
    read from, by the names that its findings use: their comments count. ``paths`` gives the
    absolute path of such a file, where patterns of ``per_file_ignores`` should see it. ``rules``
    default to all that there are.
    """
    facts = Facts.of(design)
    facts = facts.under(settings.scenario(facts.scenario))
    known = tuple(all_rules() if rules is None else rules)
    chosen = selected_rules(known, settings)
    places = paths or {}

    def wanted(each: _Found) -> bool:
        file = each.problem.span.file
        return not is_ignored(each.rule, places.get(file, file), settings.per_file_ignores)

    needs = tuple((rule.code, need) for rule in known for need in rule.needs)
    context = LintContext(facts, values=settings.options, needs=needs)
    found = [each for rule in chosen if not rule.last for each in _checked(rule, context)]
    found = [each for each in found if wanted(each)]
    suppressions = (*_accepted(facts.design), *find_comments(texts or {}))
    used, open_findings = _suppress(found, suppressions, facts.design, today)
    kept = _causes_only(found, open_findings)
    last = [rule for rule in chosen if rule.last]
    if last:
        judged = _judge(suppressions, used, known, chosen, today)
        context = LintContext(facts, values=settings.options, needs=needs, judged=judged)
        after = [each for rule in last for each in _checked(rule, context)]
        kept += [each for each in after if wanted(each)]
    return Linted(
        in_order(_findings(kept, settings, facts.design)),
        suppressed=len(found) - len(open_findings),
        ran=tuple(rule.code for rule in chosen),
    )


def _checked(rule: Rule, context: LintContext) -> list[_Found]:
    """What a rule finds. Raises RegistryError where a plug-in's fails, or finds no Problem."""
    with RULES.blaming(rule.code):
        found = [_Found(rule, problem) for problem in rule.check(context)]
    for each in found:
        if not isinstance(each.problem, Problem):
            raise RULES.blame(rule.code, f"it finds a {type(each.problem).__name__}, no Problem")
    return found


def _accepted(design: Design) -> tuple[Suppression, ...]:
    return tuple(
        Suppression(
            rule=each.rule,
            reason=each.because.strip(),
            span=each.span_of("rule"),
            at=each.at if each.at == design.name else each.at.replace(" ", ""),
            until=each.until,
            until_span=each.spans.get("until"),
        )
        for each in design.accepted
    )


def _suppress(
    found: list[_Found], suppressions: tuple[Suppression, ...], design: Design, today: date
) -> tuple[set[int], list[_Found]]:
    """Numbers of the suppressions that match something, and what none of them matches."""
    working = [
        (number, each, spoken_of(each.at, design))
        for number, each in enumerate(suppressions)
        if each.reason and not has_ended(each.until, today)
    ]
    used: set[int] = set()
    left: list[_Found] = []
    for each in found:
        listed = each.problem.place_in_list(design.span_of("name"))
        matching = [
            number
            for number, given, members in working
            if _matches(given, members, each)
            or (
                each.problem.lacks
                and _is_of(given, each.rule)
                and (given.at == design.name or _stands_at(given, listed))
            )
        ]
        used.update(matching)
        if not matching:
            left.append(each)
    return used, left


def _matches(given: Suppression, members: frozenset[str], found: _Found) -> bool:
    if not _is_of(given, found.rule):
        return False
    problem = found.problem
    if given.comment:
        return _stands_at(given, problem.span)
    return problem.at in members or any(each in members for each in problem.about)


def _stands_at(given: Suppression, span: Span) -> bool:
    """Whether it is a comment on that line."""
    return given.comment and (given.span.file, given.span.line) == (span.file, span.line)


def _is_of(given: Suppression, rule: Rule) -> bool:
    return given.rule == rule.name or given.rule.upper() == rule.code


def _causes_only(found: list[_Found], left: list[_Found]) -> list[_Found]:
    """Leave out what another finding at the same element, or one that it follows from, is the cause
    of, be that accepted or not. Of a rule that does not ask, what is not said is the cause of nothing."""
    silenced = {
        (code, at)
        for each in found
        if each.rule.asks or not each.problem.not_said
        for code in each.rule.silences
        for at in (each.problem.at, *each.problem.explains)
    }
    causes = {(each.rule.code, each.problem.at) for each in found}
    return [
        each
        for each in left
        if (each.rule.code, each.problem.at) not in silenced
        and causes.isdisjoint(each.problem.follows)
    ]


def _judge(
    suppressions: tuple[Suppression, ...],
    used: set[int],
    known: tuple[Rule, ...],
    chosen: tuple[Rule, ...],
    today: date,
) -> tuple[Judged, ...]:
    judged = []
    for number, given in enumerate(suppressions):
        rule = find_rule(given.rule, known)
        if rule is None:
            words = [word for each in known for word in (each.code, each.name)]
            meant = did_you_mean(given.rule, words) or ""
            judged.append(Judged(given, Fate.UNKNOWN_RULE, meant))
            continue
        if not given.reason:
            fate = Fate.NO_REASON
        elif has_ended(given.until, today):
            fate = Fate.EXPIRED
        elif number in used:
            fate = Fate.USED
        else:
            fate = Fate.UNUSED if rule in chosen and not rule.last else Fate.NOT_ASKED
        judged.append(Judged(given, fate))
    return tuple(judged)


def _findings(kept: Iterable[_Found], settings: Settings, design: Design) -> Iterator[Finding]:
    of_rule: dict[str, tuple[Rule, list[Problem]]] = {}
    for each in kept:
        of_rule.setdefault(each.rule.code, (each.rule, []))[1].append(each.problem)
    for rule, problems in of_rule.values():
        yield from findings_of(rule, problems, settings, design)
