"""How each design is linted: what a request says, over what configuration files say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sdgen.base.configuration_file import nearest_file
from sdgen.base.errors import WrongUsageError
from sdgen.base.findings import Finding
from sdgen.base.texts import take_texts
from sdgen.lint.configuration import Configuration, read_configuration
from sdgen.lint.rule import Rule
from sdgen.lint.selection import complaint
from sdgen.lint.settings import FailLevel, FileIgnores, Settings
from sdgen.workspace.project import read_project, shown_path

if TYPE_CHECKING:
    from sdgen.analyses.facts import Facts

__all__ = [
    "Configurations",
    "FailLevel",
    "FileIgnores",
    "LintSettings",
    "check_settings",
    "with_thresholds",
]


class LintSettings(Struct, frozen=True, kw_only=True):
    """What goes over every configuration file, as in :class:`sdgen.lint.settings.Settings`.

    ``select`` is None unless it is to replace what files select. ``config`` names the one file to
    use instead of the nearest of each design, ``isolated`` uses none.
    """

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[FileIgnores, ...] = ()
    fail_level: FailLevel | None = None
    config: str | None = None
    isolated: bool = False

    def __post_init__(self) -> None:
        take_texts(self, ("select", "extend_select", "ignore"), ("config",))


def check_settings(given: LintSettings, rules: tuple[Rule, ...]) -> None:
    """Raise WrongUsageError where they contradict themselves, or a selector means no rule."""
    if given.config and given.isolated:
        raise WrongUsageError("--isolated uses no configuration, --config names one: give one")
    selectors = {
        "select": given.select or (),
        "extend_select": given.extend_select,
        "ignore": given.ignore,
        "per_file_ignores": tuple(
            selector for each in given.per_file_ignores for selector in each.selectors
        ),
    }
    for option, words in selectors.items():
        for word in words:
            wrong = complaint(word, rules)
            if wrong:
                raise WrongUsageError(wrong, option)


class Configurations:
    """The configuration of each folder, read once; ``findings`` collects what is wrong with them."""

    def __init__(self, given: LintSettings, rules: tuple[Rule, ...]) -> None:
        self._given = given
        self._rules = rules
        self._by_folder: dict[Path, Configuration] = {}
        self._by_file: dict[Path, Configuration] = {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(each for found in self._by_file.values() for each in found.findings)

    def of(self, design: Path) -> Configuration:
        """How a design is linted: the nearest configuration, and what was given over it."""
        folder = design.absolute().parent
        if folder not in self._by_folder:
            found = self._nearest(folder)
            self._by_folder[folder] = replace(found, settings=self._merged(found.settings))
        return self._by_folder[folder]

    def _nearest(self, folder: Path) -> Configuration:
        if self._given.isolated:
            return Configuration()
        named = self._given.config
        path = Path(named) if named else nearest_file(folder)
        if path is None:
            return Configuration()
        if path not in self._by_file:
            display = named or shown_path(path)
            found = read_configuration(path, display, self._rules)
            # What is wrong with the other tables is wrong with the file.
            both = (*found.findings, *read_project(path, display).findings)
            self._by_file[path] = replace(found, findings=tuple(dict.fromkeys(both)))
        return self._by_file[path]

    def _merged(self, below: Settings) -> Settings:
        given = self._given
        below = below.with_selectors(given.select, given.extend_select, given.ignore)
        return replace(
            below,
            per_file_ignores=(*below.per_file_ignores, *given.per_file_ignores),
            fail_level=given.fail_level or below.fail_level,
        )


def with_thresholds(
    facts: Facts, design: Path, config: str | None = None, *, isolated: bool = False
) -> Facts:
    """The facts of a design with the thresholds of its configuration, which pictures show. One that
    is wrong counts for nothing here: whoever lints is told of it."""
    if isolated or not (config or nearest_file(design.absolute().parent)):
        return facts
    from sdgen.rules import all_rules

    found = Configurations(LintSettings(config=config), all_rules()).of(design)
    return facts.under(found.settings.scenario(facts.scenario))
