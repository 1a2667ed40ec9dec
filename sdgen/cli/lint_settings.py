"""What the command line and configuration files say about linting, put together for each file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from sdgen.base.findings import Finding
from sdgen.lint.configuration import Configuration, nearest_file, read_configuration
from sdgen.lint.rule import Rule
from sdgen.lint.selection import complaint
from sdgen.lint.settings import FailLevel, FileIgnores, Settings


class WrongUsageError(Exception):
    """The command line contradicts itself or names what does not exist."""


class UnusableError(Exception):
    """Something that is needed cannot be read or written."""


class Wishes(Struct, frozen=True, kw_only=True):
    """The command line, selectors and patterns taken apart. ``select`` is None unless given."""

    paths: tuple[str, ...]
    select: tuple[str, ...] | None
    extend_select: tuple[str, ...]
    ignore: tuple[str, ...]
    per_file_ignores: tuple[FileIgnores, ...]
    output_format: str
    output_file: str | None
    statistics: bool
    stdin_filename: str | None
    exit_zero: bool
    fail_level: FailLevel | None
    config: str | None
    isolated: bool
    color: str
    baseline: str | None
    create_baseline: str | None


def read_wishes(given: Mapping[str, Any]) -> Wishes:
    """Take the options of the command apart. Raises WrongUsageError."""
    if given["baseline"] and given["create_baseline"]:
        raise WrongUsageError("--baseline reads a file and --create-baseline writes one: give one")
    if given["config"] and given["isolated"]:
        raise WrongUsageError("--isolated uses no configuration, --config names one: give one")
    level = given["fail_level"]
    select = _split(given["select"])
    return Wishes(
        **{
            **given,
            "select": select or (() if given["select"] else None),
            "extend_select": _split(given["extend_select"]),
            "ignore": _split(given["ignore"]),
            "per_file_ignores": tuple(map(_file_ignores, given["per_file_ignores"])),
            "fail_level": FailLevel(level) if level else None,
        }
    )


def _split(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def _file_ignores(value: str) -> FileIgnores:
    pattern, colon, selectors = value.rpartition(":")
    if not colon or not pattern or not _split((selectors,)):
        raise WrongUsageError(
            f"--per-file-ignores '{value}' should be a pattern, a colon and rules, "
            "such as 'drafts/*.yaml:COPY,REP'"
        )
    return FileIgnores(pattern, _split((selectors,)), Path.cwd().as_posix())


def check_selectors(wishes: Wishes, rules: tuple[Rule, ...]) -> None:
    """Raise WrongUsageError where a selector means no rule."""
    given = {
        "--select": wishes.select or (),
        "--extend-select": wishes.extend_select,
        "--ignore": wishes.ignore,
        "--per-file-ignores": tuple(
            selector for each in wishes.per_file_ignores for selector in each.selectors
        ),
    }
    for option, selectors in given.items():
        for selector in selectors:
            wrong = complaint(selector, rules)
            if wrong:
                raise WrongUsageError(f"{option}: {wrong}")


class Configurations:
    """The configuration of each folder, read once; ``findings`` collects what is wrong with them."""

    def __init__(self, wishes: Wishes, rules: tuple[Rule, ...]) -> None:
        self._wishes = wishes
        self._rules = rules
        self._by_folder: dict[Path, Settings] = {}
        self._by_file: dict[Path, Configuration] = {}
        self.findings: tuple[Finding, ...] = ()

    def settings_for(self, design: Path) -> Settings:
        """How a design is linted: the nearest configuration, and the command line over it."""
        folder = design.absolute().parent
        if folder not in self._by_folder:
            self._by_folder[folder] = self._merged(self._configuration(folder).settings)
        return self._by_folder[folder]

    def _configuration(self, folder: Path) -> Configuration:
        if self._wishes.isolated:
            return Configuration()
        named = self._wishes.config
        path = Path(named) if named else nearest_file(folder)
        if path is None:
            return Configuration()
        if path not in self._by_file:
            display = named or _relative(path)
            found = read_configuration(path, display, self._rules)
            self._by_file[path] = found
            self.findings += found.findings
        return self._by_file[path]

    def _merged(self, below: Settings) -> Settings:
        wishes = self._wishes
        below = below.with_selectors(wishes.select, wishes.extend_select, wishes.ignore)
        return replace(
            below,
            per_file_ignores=(*below.per_file_ignores, *wishes.per_file_ignores),
            fail_level=wishes.fail_level or below.fail_level,
        )


def _relative(path: Path) -> str:
    """A path as the user would write it from the current folder, where it is below that."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
