"""Finds the lint rules. A module of the package ``sdgen.rules`` that has a ``RULE`` adds it; other
packages add theirs as entry points of the group ``sdgen.rules`` (a module with ``RULE``, or a
Rule). Rules stand above this package and are found by name; nothing is imported before
:func:`all_rules` is called.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from sdgen.registry import Gathering, RegistryError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sdgen.lint.rule import Rule

__all__ = ["RULES", "RegistryError", "all_rules", "built_in_rules", "complaint", "find_rule"]

_CODE: Final = r"[A-Z]{2,}[0-9]{3}"
_NAME: Final = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"


def _names_of(rule: Rule) -> tuple[str, ...]:
    return (rule.code, rule.name)


RULES: Final[Gathering[Rule]] = Gathering(
    "sdgen.rules",
    package="sdgen.rules",
    attribute="RULE",
    record="sdgen.lint.rule:Rule",
    noun="lint rule",
    names_of=_names_of,
    complaint=f"{__name__}:complaint",
)
"""Every rule by its code."""


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, sorted by code. Raises RegistryError."""
    return _sorted(RULES.values())


def built_in_rules() -> tuple[Rule, ...]:
    """The rules that come with sdgen, sorted by code."""
    return _sorted(RULES.built_in.values())


def _sorted(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(sorted(rules, key=lambda rule: rule.code))


def find_rule(word: str, rules: Iterable[Rule]) -> Rule | None:
    """The rule of this code (in capitals or not) or name."""
    return next((rule for rule in rules if word.upper() == rule.code or word == rule.name), None)


def complaint(_: str, rule: Rule) -> str:
    """What is wrong with a rule that another package brings, empty if nothing."""
    from sdgen.base.findings import Severity
    from sdgen.lint.code_pages import find_pages
    from sdgen.lint.rule import RuleKind

    if not re.fullmatch(_CODE, rule.code):
        return f"its code is {rule.code!r}; codes are capitals and three digits, such as HOUSE001"
    if not re.fullmatch(_NAME, rule.name):
        return f"its name is {rule.name!r}; names are small letters, words joined by '-'"
    taken = next((word for word in _names_of(rule) if find_pages(word)), "")
    if taken:
        return f"sdgen says something else under {taken!r}"
    if not (isinstance(rule.severity, Severity) and isinstance(rule.kind, RuleKind)):
        return "its severity is no Severity, or its kind no RuleKind"
    return "" if callable(rule.check) else "its check cannot be called"
