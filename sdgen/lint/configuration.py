"""Configuration: ``.sdgen.toml``, ``sdgen.toml`` or ``[tool.sdgen]`` of ``pyproject.toml``, as Settings.

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

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span
from sdgen.base.suggest import did_you_mean
from sdgen.base.words import with_article
from sdgen.lint.selection import complaint
from sdgen.lint.settings import FailLevel, FileIgnores, Settings
from sdgen.lint.toml_places import place_of

if TYPE_CHECKING:
    from sdgen.rules.option import AnyOption, AnyValue
    from sdgen.rules.rule import Rule

FILES = (".sdgen.toml", "sdgen.toml", "pyproject.toml")
"""Looked for in this order in a file's folder, then in the folder that holds that one, and on."""
CODE, NAME = "CONFIG001", "configuration"
LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a file says, and what is wrong with it; ``path`` is None where there is no file."""

    settings: Settings = field(default_factory=Settings)
    findings: tuple[Finding, ...] = ()
    path: Path | None = None


def nearest_file(folder: Path) -> Path | None:
    """The configuration that holds for files in a folder: its own, or that of the nearest folder
    that holds it. A ``pyproject.toml`` counts only with a table ``tool.sdgen``."""
    for each in (folder, *folder.parents):
        for name in FILES:
            path = each / name
            if path.is_file() and (name != "pyproject.toml" or _speaks_of_sdgen(path)):
                return path
    return None


def _speaks_of_sdgen(path: Path) -> bool:
    import tomllib

    try:
        text = path.read_text(encoding="utf-8")
        tool: object = tomllib.loads(text).get("tool") if "sdgen" in text else None
    except (OSError, ValueError):
        return False
    return isinstance(tool, dict) and "sdgen" in tool


def read_configuration(path: Path, display: str, rules: tuple[Rule, ...]) -> Configuration:
    """Read a file; ``display`` is its name in findings."""
    import tomllib

    try:
        data = path.read_bytes()
        if len(data) > LARGEST:
            return _unusable(path, f"it has more than {LARGEST} bytes", Span.whole(display))
        text = data.decode("utf-8").replace("\r\n", "\n")
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        return _unusable(path, f"it cannot be read: {reason}", Span.whole(display))
    except UnicodeDecodeError:
        return _unusable(path, "it is not UTF-8", Span.whole(display))
    try:
        content: object = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        span, reason = _place_of_error(str(error), display)
        return _unusable(path, f"it is no TOML: {reason}", span)
    above: tuple[str, ...] = ()
    if path.name == "pyproject.toml":
        above = ("tool", "sdgen")
        for key in above:
            content = content.get(key, {}) if isinstance(content, dict) else {}
    reader = _Reader(text, display, above, rules, path.resolve().parent.as_posix())
    settings = reader.read(content)
    return Configuration(settings, tuple(reader.findings), path)


class _Reader:
    """Reads the tables of one file, collecting what is wrong with each key."""

    def __init__(
        self, text: str, file: str, above: tuple[str, ...], rules: tuple[Rule, ...], folder: str
    ) -> None:
        self._text = text
        self._file = file
        self._above = above
        self._rules = rules
        self._folder = folder
        self.findings: list[Finding] = []

    def read(self, content: object) -> Settings:
        top = self._table(content, (), {"lint"})
        lint = self._table(top.get("lint"), ("lint",), set(_KEYS))
        select = lint.get("select")
        level = self._choice(lint.get("fail-level"), ("lint", "fail-level"), FailLevel)
        return Settings(
            select=None if select is None else self._selectors(select, ("lint", "select")),
            extend_select=self._selectors(lint.get("extend-select"), ("lint", "extend-select")),
            ignore=self._selectors(lint.get("ignore"), ("lint", "ignore")),
            per_file_ignores=tuple(self._file_ignores(lint.get("per-file-ignores"))),
            severity=dict(self._severities(lint.get("severity"))),
            options=dict(self._options(lint.get("rules"))),
            fail_level=FailLevel(level) if level else FailLevel.WARNING,
        )

    def _complain(self, path: tuple[str, ...], message: str, advice: str = "") -> None:
        span = place_of(self._text, (*self._above, *path), self._file)
        self.findings.append(_finding(message, span, advice))

    def _table(
        self, value: object, path: tuple[str, ...], known: set[str] | None = None
    ) -> Mapping[str, object]:
        if value is None:
            return {}
        if not isinstance(value, dict):
            self._complain(path, f"'{'.'.join(path)}' is a table, not {_shown(value)}")
            return {}
        for key in value:
            if known is not None and key not in known:
                meant = did_you_mean(key, known)
                hint = f"did you mean '{meant}'? " if meant else ""
                advice = f"{hint}keys here: {', '.join(sorted(known))}"
                self._complain(
                    (*path, key), f"there is no setting '{'.'.join((*path, key))}'", advice
                )
        return value

    def _selectors(self, value: object, path: tuple[str, ...]) -> tuple[str, ...]:
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self._complain(
                path, f"'{path[-1]}' is a list of codes or names of rules, not {_shown(value)}"
            )
            return ()
        for each in value:
            wrong = complaint(each, self._rules)
            if wrong:
                self._complain(path, wrong)
        return tuple(value)

    def _file_ignores(self, value: object) -> Iterator[FileIgnores]:
        for pattern, selectors in self._table(value, ("lint", "per-file-ignores")).items():
            path = ("lint", "per-file-ignores", pattern)
            yield FileIgnores(pattern, self._selectors(selectors, path), self._folder)

    def _severities(self, value: object) -> Iterator[tuple[str, Severity]]:
        for word, level in self._table(value, ("lint", "severity")).items():
            path = ("lint", "severity", word)
            rule = self._rule(word, path)
            chosen = self._choice(level, path, Severity)
            if rule is not None and chosen:
                yield rule.code, Severity(chosen)

    def _options(self, value: object) -> Iterator[tuple[AnyOption, AnyValue]]:
        for word, values in self._table(value, ("lint", "rules")).items():
            path = ("lint", "rules", word)
            rule = self._rule(word, path)
            if rule is None:
                continue
            options = {each.name: each for each in rule.options}
            for key, given in self._table(values, path, set(options)).items():
                if key not in options:
                    continue
                wrong = options[key].complaint(given)
                if wrong:
                    self._complain((*path, key), f"option '{key}' of {rule.code} {wrong}")
                elif isinstance(given, int | float | bool | str):
                    yield options[key], given

    def _rule(self, word: str, path: tuple[str, ...]) -> Rule | None:
        from sdgen.rules import find_rule

        rule = find_rule(word, self._rules)
        if rule is None:
            wrong = complaint(word, self._rules) or f"'{word}' means several rules; name one"
            self._complain(path, wrong)
        return rule

    def _choice(
        self, value: object, path: tuple[str, ...], choices: type[Severity] | type[FailLevel]
    ) -> str:
        allowed = [each.value for each in choices]
        if value is None or value in allowed:
            return str(value) if value is not None else ""
        self._complain(path, f"'{path[-1]}' is one of {', '.join(allowed)}, not {_shown(value)}")
        return ""


_KEYS = (
    "select",
    "extend-select",
    "ignore",
    "per-file-ignores",
    "severity",
    "rules",
    "fail-level",
)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}'"
    return str(value) if isinstance(value, int | float) else with_article(type(value).__name__)


def _place_of_error(message: str, file: str) -> tuple[Span, str]:
    """tomllib says where in words: ``... (at line 3, column 5)``."""
    import re

    found = re.search(r"^(.*) \(at line (\d+), column (\d+)\)$", message)
    if found is None:
        reason = message.removesuffix(" (at end of document)")
        return Span.whole(file), reason[:1].lower() + reason[1:]
    line, column = int(found[2]), int(found[3])
    return Span(file, line, column, line, column + 1), found[1][:1].lower() + found[1][1:]


def _finding(message: str, span: Span, advice: str = "") -> Finding:
    return Finding(
        code=CODE,
        name=NAME,
        severity=Severity.ERROR,
        message=message,
        span=span,
        help=advice,
        unreadable=True,
    )


def _unusable(path: Path, reason: str, span: Span) -> Configuration:
    return Configuration(
        Settings(), (_finding(f"the configuration is unusable: {reason}", span),), path
    )
