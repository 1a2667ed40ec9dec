"""The findings of two designs: which are gone, which are new, and which are in both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from sdgen.base.findings import Finding, Severity

Findings = tuple[Finding, ...]


def findings_between(
    before: Iterable[Finding], after: Iterable[Finding], called: Callable[[str], str] = str
) -> tuple[Findings, Findings, Findings]:
    """Those that went, those that came and, of the newer design, those that are in both: of one rule at one
    element, which ``called`` gives the id that the newer design has for it. Of several such, those that say the
    same are the same. What is a note, or not said, is left out."""
    olds = [each for each in before if _counts(each)]
    news = [each for each in after if _counts(each)]
    old_keys = [(each.code, called(each.at)) for each in olds]
    new_keys = [(each.code, each.at) for each in news]
    exact = [(*key, each.message) for key, each in zip(old_keys, olds, strict=True)]
    others = [(*key, each.message) for key, each in zip(new_keys, news, strict=True)]
    gone, come = _unpaired(exact, others, range(len(olds)), range(len(news)))
    gone, come = _unpaired(old_keys, new_keys, gone, come)
    fixed, new = tuple(olds[at] for at in gone), tuple(news[at] for at in come)
    is_new = set(come)
    return fixed, new, tuple(each for at, each in enumerate(news) if at not in is_new)


def _counts(finding: Finding) -> bool:
    return not finding.not_said and finding.severity is not Severity.INFO


def _unpaired(
    olds: Sequence[tuple[str, ...]],
    news: Sequence[tuple[str, ...]],
    gone: Sequence[int],
    come: Sequence[int],
) -> tuple[list[int], list[int]]:
    """Of the places in either list, those whose keys are left over when each key of one is paired with the
    same of the other."""
    over_there = Counter(news[at] for at in come)
    over_here = Counter(olds[at] for at in gone)
    return (
        [at for at in gone if not _take(over_there, olds[at])],
        [at for at in come if not _take(over_here, news[at])],
    )


def _take(counts: Counter[tuple[str, ...]], key: tuple[str, ...]) -> bool:
    """Whether there is one more of this key, which is then taken."""
    if counts[key] <= 0:
        return False
    counts[key] -= 1
    return True
