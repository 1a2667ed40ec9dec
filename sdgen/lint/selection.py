"""Selectors: which rules ``SPOF``, ``SPOF001``, ``single-point-of-failure`` and ``ALL`` mean.

The longer selector wins: ``--select SPOF --ignore SPOF002`` leaves one out, ``--ignore SPOF
--extend-select SPOF001`` keeps one. Of two equally long ones, the one that ignores wins.
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from posixpath import relpath

from sdgen.base.findings import Severity
from sdgen.base.suggest import did_you_mean, question
from sdgen.lint.rule import Rule
from sdgen.lint.settings import FileIgnores, Settings

ALL = "ALL"
_EXACT = 1_000


def selected_rules(rules: Iterable[Rule], settings: Settings) -> tuple[Rule, ...]:
    """The rules that run, in the order given."""
    return tuple(rule for rule in rules if _runs(rule, settings))


def _runs(rule: Rule, settings: Settings) -> bool:
    if settings.select is None:
        severity = settings.severity.get(rule.code, rule.severity)
        by_default = (
            rule.asks
            or Severity.INFO not in (rule.severity, severity)
            or rule.severity is not severity
        )
        wanted = 0 if by_default else -1
    else:
        wanted = _weight(rule, settings.select)
    wanted = max(wanted, _weight(rule, settings.extend_select))
    return wanted > _weight(rule, settings.ignore)


def _weight(rule: Rule, selectors: Iterable[str]) -> int:
    """How exactly the selectors name the rule; -1 where none does."""
    return max((_match(rule, each) for each in selectors), default=-1)


def _match(rule: Rule, selector: str) -> int:
    if selector == ALL:
        return 0
    if selector == rule.name or selector.upper() == rule.code:
        return _EXACT
    return len(selector) if selector and rule.code.startswith(selector.upper()) else -1


def matches(rule: Rule, selectors: Iterable[str]) -> bool:
    """Whether any of the selectors means the rule."""
    return _weight(rule, selectors) >= 0


def complaint(selector: str, rules: Iterable[Rule], others: Iterable[str] = ()) -> str:
    """What is wrong with a selector that means no rule, or an empty text; ``others`` are further
    words that may have been meant."""
    known = tuple(rules)
    if any(_match(rule, selector) >= 0 for rule in known):
        return ""
    words = [word for rule in known for word in (rule.code, rule.name)]
    words += others
    meant = did_you_mean(selector, words) or did_you_mean(selector.upper(), words)
    advice = question(meant, then="'sdgen rule --all' lists them")
    return f"no rule is called '{selector}'; {advice}"


def is_ignored(rule: Rule, file: str, ignores: Iterable[FileIgnores]) -> bool:
    """Whether configuration ignores the rule in this file (an absolute path with ``/``).

    A pattern is matched with the path as seen from its folder, and with the file's name alone.
    """
    name = file.rpartition("/")[2]
    for each in ignores:
        seen = relpath(file, each.folder) if each.folder and file.startswith("/") else file
        if (fnmatchcase(seen, each.pattern) or fnmatchcase(name, each.pattern)) and matches(
            rule, each.selectors
        ):
            return True
    return False
