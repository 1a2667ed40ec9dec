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

from sdgen.base.configuration_reader import KEYS, ConfigurationReader
from sdgen.base.findings import Finding, Severity
from sdgen.base.suggest import did_you_mean, question
from sdgen.base.toml_values import LONGEST_SHOWN, shown
from sdgen.base.words import shortened
from sdgen.lint.selection import complaint
from sdgen.lint.settings import FailLevel, FileIgnores, Settings

if TYPE_CHECKING:
    from sdgen.lint.option import AnyOption, AnyValue
    from sdgen.lint.rule import Rule

TABLE = "lint"


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
        lint = self._reader.table(self._reader.top.get(TABLE), (TABLE,), KEYS[TABLE])
        select = lint.get("select")
        level = self._reader.choice(
            lint.get("fail-level"), (TABLE, "fail-level"), (each.value for each in FailLevel)
        )
        return Settings(
            select=None if select is None else self._selectors(select, (TABLE, "select")),
            extend_select=self._selectors(lint.get("extend-select"), (TABLE, "extend-select")),
            ignore=self._selectors(lint.get("ignore"), (TABLE, "ignore")),
            per_file_ignores=tuple(self._file_ignores(lint.get("per-file-ignores"))),
            severity=dict(self._severities(lint.get("severity"))),
            options=dict(self._options(lint.get("rules"))),
            fail_level=FailLevel(level) if level else FailLevel.WARNING,
        )

    def _selectors(self, value: object, path: tuple[str, ...]) -> tuple[str, ...]:
        selectors = self._reader.texts(value, path, "codes or names of rules")
        for each in selectors:
            if self._reader.is_full():
                break
            wrong = complaint(shortened(each, LONGEST_SHOWN), self._rules)
            if wrong:
                self._reader.complain(path, wrong)
        return selectors

    def _file_ignores(self, value: object) -> Iterator[FileIgnores]:
        for pattern, selectors in self._reader.table(value, (TABLE, "per-file-ignores")).items():
            path = (TABLE, "per-file-ignores", pattern)
            found = self._selectors(selectors, path)
            yield FileIgnores(pattern, found, self._reader.folder.as_posix())

    def _severities(self, value: object) -> Iterator[tuple[str, Severity]]:
        for word, level in self._reader.table(value, (TABLE, "severity")).items():
            path = (TABLE, "severity", word)
            rule = self._rule(word, path)
            chosen = self._reader.choice(level, path, (each.value for each in Severity))
            if rule is not None and chosen:
                yield rule.code, Severity(chosen)

    def _options(self, value: object) -> Iterator[tuple[AnyOption, AnyValue]]:
        for word, values in self._reader.table(value, (TABLE, "rules")).items():
            path = (TABLE, "rules", word)
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
