"""Finds the lint rules. A module of the package ``sdgen.rules`` that has a ``RULE`` adds it; other
packages add theirs as entry points of the group ``sdgen.rules`` (a module with ``RULE``, or a
Rule). Rules stand above this package and are found by name; nothing is imported before
:func:`all_rules` is called.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from sdgen.base.errors import SdgenError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sdgen.lint.rule import Rule

PACKAGE: Final = "sdgen.rules"
ENTRY_POINTS: Final = "sdgen.rules"
_LARGEST_ENTRY_POINTS: Final = 1_000_000


class RegistryError(SdgenError):
    """A package that adds rules is broken, or two rules have one code or name."""


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, sorted by code. Raises RegistryError."""
    rules: dict[str, Rule] = {}
    for rule in (*_built_in(), *_added()):
        for key in (rule.code, rule.name):
            if key in rules:
                raise RegistryError(f"two lint rules are called {key!r}")
            rules[key] = rule
    return tuple(sorted(set(rules.values()), key=lambda rule: rule.code))


def find_rule(word: str, rules: Iterable[Rule]) -> Rule | None:
    """The rule of this code (in capitals or not) or name."""
    return next((rule for rule in rules if word.upper() == rule.code or word == rule.name), None)


def _built_in() -> Iterator[Rule]:
    from importlib import import_module
    from pkgutil import iter_modules

    from sdgen.lint.rule import Rule

    folder = import_module(PACKAGE).__path__
    for name in sorted(info.name for info in iter_modules(folder) if not info.ispkg):
        found = getattr(import_module(f"{PACKAGE}.{name}"), "RULE", None)
        assert isinstance(found, Rule), f"{name} has no rule"
        yield found


def _added() -> Iterator[Rule]:
    if not _somebody_adds():
        return
    from importlib.metadata import entry_points

    from sdgen.lint.rule import Rule

    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda each: each.name):
        try:
            loaded = point.load()
        except (ImportError, AttributeError) as error:
            raise RegistryError(
                f"the lint rule {point.value!r} cannot be loaded: {error}"
            ) from error
        rule = getattr(loaded, "RULE", loaded)
        if not isinstance(rule, Rule):
            raise RegistryError(f"{point.value!r} is no lint rule: it has no RULE")
        yield rule


def _somebody_adds() -> bool:
    """Whether any installed package has such an entry point: a look into the files, since reading
    all metadata takes longer than linting a design."""
    import sys
    from pathlib import Path

    from sdgen.base.reading import ReadError, read_bounded

    section = f"[{ENTRY_POINTS}]".encode()

    def has_section(file: Path) -> bool:
        try:
            return section in read_bounded(file, _LARGEST_ENTRY_POINTS)
        except ReadError:
            return False

    return any(
        has_section(file)
        for folder in dict.fromkeys(sys.path)
        for file in sorted(Path(folder or ".").glob("*-info/entry_points.txt"))
    )
