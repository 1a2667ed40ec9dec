"""Configuration of lint: its tables in ``.sdgen.toml``, ``sdgen.toml`` or, under ``[tool.sdgen]``,
``pyproject.toml``, as Settings.

[lint]
select = ["ALL"]
ignore = ["API003"]
fail-level = "error"

[lint.per-file-ignores]
"drafts/*.yaml" = ["COPY", "REP"]

[lint.severity]
no-backup = "warning"

[lint.rules.too-few-replicas]
fewest = 3
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from sdgen.base import settings
from sdgen.base.configuration_reader import ConfigurationReader
from sdgen.base.findings import Finding, Severity
from sdgen.base.settings import Setting
from sdgen.base.suggest import did_you_mean, question
from sdgen.base.toml_values import LONGEST_SHOWN, shown
from sdgen.base.words import shortened
from sdgen.lint.selection import complaint
from sdgen.lint.settings import FailLevel, FileIgnores, Settings

if TYPE_CHECKING:
    from sdgen.lint.option import AnyOption, AnyValue
    from sdgen.lint.rule import Rule


class Configuration(Struct, frozen=True):
    """What a file says, and what is wrong with it; ``path`` is None where there is no file."""

    settings: Settings = field(default_factory=Settings)
    findings: tuple[Finding, ...] = ()
    path: Path | None = None


def read_configuration(path: Path, display: str, rules: tuple[Rule, ...]) -> Configuration:
    """Read a file; ``display`` is its name in findings."""
    reader = ConfigurationReader(path, display)
    settings = _Reader(reader, rules).read()
    return Configuration(settings, reader.all_findings(), path)


class _Reader:
    """Reads the tables of lint in one file."""

    def __init__(self, reader: ConfigurationReader, rules: tuple[Rule, ...]) -> None:
        self._reader = reader
        self._rules = rules

    def read(self) -> Settings:
        select = self._reader.value(settings.SELECT)
        level = self._reader.choice_of(settings.FAIL_LEVEL, (each.value for each in FailLevel))
        return Settings(
            select=None if select is None else self._selectors_of(settings.SELECT),
            extend_select=self._selectors_of(settings.EXTEND_SELECT),
            ignore=self._selectors_of(settings.IGNORE),
            per_file_ignores=tuple(self._file_ignores()),
            severity=dict(self._severities()),
            options=dict(self._options()),
            fail_level=FailLevel(level) if level else FailLevel.WARNING,
        )

    def _selectors_of(self, setting: Setting) -> tuple[str, ...]:
        return self._selectors(self._reader.value(setting), setting.path)

    def _entries(self, setting: Setting) -> Iterator[tuple[tuple[str, ...], str, object]]:
        """Path, key and value of each entry of a setting that is a table."""
        value = self._reader.value(setting)
        for key, inner in self._reader.table(value, setting.path).items():
            yield (*setting.path, key), key, inner

    def _selectors(self, value: object, path: tuple[str, ...]) -> tuple[str, ...]:
        selectors = self._reader.texts(value, path, settings.SELECT.items)
        for each in selectors:
            if self._reader.is_full():
                break
            wrong = complaint(shortened(each, LONGEST_SHOWN), self._rules)
            if wrong:
                self._reader.complain(path, wrong)
        return selectors

    def _file_ignores(self) -> Iterator[FileIgnores]:
        for path, pattern, selectors in self._entries(settings.PER_FILE_IGNORES):
            found = self._selectors(selectors, path)
            yield FileIgnores(pattern, found, self._reader.folder.as_posix())

    def _severities(self) -> Iterator[tuple[str, Severity]]:
        for path, word, level in self._entries(settings.SEVERITY):
            rule = self._rule(word, path)
            chosen = self._reader.choice(level, path, (each.value for each in Severity))
            if rule is not None and chosen:
                yield rule.code, Severity(chosen)

    def _options(self) -> Iterator[tuple[AnyOption, AnyValue]]:
        for path, word, values in self._entries(settings.RULES):
            rule = self._rule(word, path)
            if rule is None:
                continue
            options = {each.name: each for each in rule.options}
            for key, given in self._reader.table(values, path, set(options)).items():
                if key not in options:
                    continue
                wrong = options[key].complaint(given)
                if wrong:
                    said = f"option '{key}' of {rule.code} {wrong}"
                    near = (
                        did_you_mean(given, options[key].choices)
                        if isinstance(given, str)
                        else None
                    )
                    self._reader.complain((*path, key), said, question(near))
                elif isinstance(given, int | float | bool | str):
                    yield options[key], given

    def _rule(self, word: str, path: tuple[str, ...]) -> Rule | None:
        from sdgen.lint.registry import find_rule

        rule = find_rule(word, self._rules)
        if rule is None and not self._reader.is_full():
            wrong = complaint(shortened(word, LONGEST_SHOWN), self._rules)
            wrong = wrong or f"{shown(word)} means several rules; name one"
            self._reader.complain(path, wrong)
        return rule
