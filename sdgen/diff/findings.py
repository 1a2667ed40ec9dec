"""The findings of two designs: which are gone, which are new, and which are in both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from sdgen.base.findings import Finding, Severity

Findings = tuple[Finding, ...]
_RANK = {severity: rank for rank, severity in enumerate(Severity)}


class FindingChanges(Struct, frozen=True):
    """``fixed`` are in the older design alone, ``new`` in the newer alone, or worse there; ``left`` are those
    of the newer design that are in both, and ``before`` how the older one says these, and what is worse."""

    fixed: Findings
    new: Findings
    left: Findings
    before: Findings


def findings_between(
    before: Iterable[Finding], after: Iterable[Finding], called: Callable[[str], str] = str
) -> FindingChanges:
    """What has become of findings: of one rule at one element, which ``called`` gives the id that the newer
    design has for it. Of several such, those that say the same are the same. What is a note, or not said,
    is left out."""
    olds = [each for each in before if _counts(each)]
    news = [each for each in after if _counts(each)]
    pairs = _pairs(olds, news, called)
    worse = {new for old, new in pairs.items() if _is_worse(olds[old], news[new])}
    found = set(pairs.values())
    return FindingChanges(
        tuple(each for at, each in enumerate(olds) if at not in pairs),
        tuple(each for at, each in enumerate(news) if at not in found or at in worse),
        tuple(each for at, each in enumerate(news) if at in found and at not in worse),
        tuple(each for at, each in enumerate(olds) if at in pairs),
    )


def _counts(finding: Finding) -> bool:
    return not finding.not_said and finding.severity is not Severity.INFO


def _is_worse(old: Finding, new: Finding) -> bool:
    return _RANK[new.severity] < _RANK[old.severity]


def _pairs(
    olds: Sequence[Finding], news: Sequence[Finding], called: Callable[[str], str]
) -> dict[int, int]:
    """By the place of an older finding, that of the newer one that is the same: those that say the same
    first."""
    pairs: dict[int, int] = {}
    for with_message in (True, False):
        waiting: dict[tuple[str, ...], list[int]] = {}
        taken = set(pairs.values())
        for at, each in enumerate(news):
            if at not in taken:
                waiting.setdefault(_key(each, each.at, with_message), []).append(at)
        for at, each in enumerate(olds):
            there = waiting.get(_key(each, called(each.at), with_message), [])
            if at not in pairs and there:
                pairs[at] = there.pop(0)
    return pairs


def _key(finding: Finding, at: str, with_message: bool) -> tuple[str, ...]:
    return (finding.code, at, finding.message) if with_message else (finding.code, at)
