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

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from sdgen.base.findings import Finding, Severity
from sdgen.base.input_files import ReadError, read_bounded
from sdgen.base.repository import leaves_repository
from sdgen.base.span import Span
from sdgen.base.suggest import did_you_mean, question
from sdgen.base.words import shortened
from sdgen.lint.option import LONGEST_SHOWN, shown
from sdgen.lint.selection import complaint
from sdgen.lint.settings import FailLevel, FileIgnores, Settings
from sdgen.lint.toml_places import MOST_PARTS, long_key, place_of, places_of

if TYPE_CHECKING:
    from sdgen.lint.option import AnyOption, AnyValue
    from sdgen.lint.rule import Rule

FILES = (".sdgen.toml", "sdgen.toml", "pyproject.toml")
"""Looked for in this order in a file's folder, then in the folder that holds that one, and on."""
CODE, NAME = "CONFIG001", "configuration"
LARGEST = 65_536
"""Bytes of a file; settings need some hundreds."""
_LARGEST_PROJECT = 1_000_000
"""Bytes of a ``pyproject.toml`` that is looked at for the settings of sdgen."""
MOST_FINDINGS = 100


class Configuration(Struct, frozen=True):
    """What a file says, and what is wrong with it; ``path`` is None where there is no file."""

    settings: Settings = field(default_factory=Settings)
    findings: tuple[Finding, ...] = ()
    path: Path | None = None


def nearest_file(folder: Path) -> Path | None:
    """The configuration that holds for files in a folder: its own, or that of the nearest folder
    that holds it. A ``pyproject.toml`` counts only with a table ``tool.sdgen``. What stands there
    and is no file (a pipe, a link to nothing) is found too: reading it says what is wrong."""
    for each in (folder, *folder.parents):
        for name in FILES:
            path = each / name
            if not os.path.lexists(path) or os.path.isdir(path):  # noqa: PTH112 - never fails
                continue
            if name != "pyproject.toml" or _speaks_of_sdgen(path):
                return path
    return None


def _speaks_of_sdgen(path: Path) -> bool:
    """Whether there is a table ``tool.sdgen``. One that is too large or broken and has the header of
    that table counts, so that reading it says what is wrong; one without is somebody else's."""
    if _is_foreign(path):
        return False
    try:
        text = read_bounded(path, _LARGEST_PROJECT).decode("utf-8", "replace")
    except ReadError:
        return False
    if "sdgen" not in text:
        return False
    if re.search(r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*sdgen[ \t]*[.\]]", text, re.MULTILINE):
        return True
    if len(text) > LARGEST or long_key(text, "") is not None:
        return False
    try:
        tool = _parsed(text).get("tool")
    except (ValueError, RecursionError):
        return False
    return isinstance(tool, dict) and "sdgen" in tool


def _is_foreign(path: Path) -> bool:
    """Whether a link makes it a file that is not the repository's, or no TOML."""
    if leaves_repository(path):
        return True
    is_link = os.path.islink(path)  # noqa: PTH114 - Path.is_symlink fails for impossible names
    return is_link and not os.path.realpath(path).endswith(".toml")


def _parsed(text: str) -> dict[str, object]:
    """Raises ValueError, whatever is wrong with the text, and RecursionError."""
    import tomllib

    return tomllib.loads(text)


def read_configuration(path: Path, display: str, rules: tuple[Rule, ...]) -> Configuration:
    """Read a file; ``display`` is its name in findings."""
    try:
        text = _text_of(path)
        content: object = _content(text, display)
    except _UnusableError as error:
        finding = _finding(
            f"the configuration is unusable: {error}", error.span or Span.whole(display)
        )
        return Configuration(Settings(), (finding,), path)
    above: tuple[str, ...] = ()
    if path.name == "pyproject.toml":
        above = ("tool", "sdgen")
        for key in above:
            content = content.get(key, {}) if isinstance(content, dict) else {}
    reader = _Reader(text, display, above, rules, path.resolve().parent.as_posix())
    settings = reader.read(content)
    return Configuration(settings, reader.all_findings(), path)


class _UnusableError(Exception):
    """Why nothing of a file counts, in words that follow a colon."""

    def __init__(self, reason: str, span: Span | None = None) -> None:
        self.span = span
        super().__init__(reason)


def _text_of(path: Path) -> str:
    if _is_foreign(path):
        raise _UnusableError(
            "it is a symbolic link to a file out of the repository, or one that is no .toml file"
        )
    try:
        return read_bounded(path, LARGEST).decode("utf-8").replace("\r\n", "\n")
    except ReadError as error:
        raise _UnusableError(f"it {error.reason}") from None
    except UnicodeDecodeError:
        raise _UnusableError("it is not UTF-8") from None


def _content(text: str, display: str) -> dict[str, object]:
    deep = long_key(text, display)
    if deep is not None:
        raise _UnusableError(f"a key has more than {MOST_PARTS} parts", deep)
    try:
        return _parsed(text)
    except RecursionError:
        raise _UnusableError("it is nested too deeply") from None
    except ValueError as error:
        if type(error) is ValueError:  # of int
            raise _UnusableError("it is no TOML: a number has too many digits") from None
        span, reason = _place_of_error(str(error), display)
        raise _UnusableError(f"it is no TOML: {reason}", span) from None


class _Reader:
    """Reads the tables of one file, collecting what is wrong with each key."""

    def __init__(
        self, text: str, file: str, above: tuple[str, ...], rules: tuple[Rule, ...], folder: str
    ) -> None:
        self._places = places_of(text, file)
        self._file = file
        self._above = above
        self._rules = rules
        self._folder = folder
        self._findings: list[Finding] = []
        self._left_out = False

    def all_findings(self) -> tuple[Finding, ...]:
        """What is wrong; the last says when there is more."""
        if not self._left_out:
            return tuple(self._findings)
        more = _finding("more is wrong than is listed", self._findings[-1].span, "fix these first")
        return (*self._findings, more)

    def _is_full(self) -> bool:
        """Whether there are as many findings as are listed: looking for more costs time only."""
        if len(self._findings) >= MOST_FINDINGS:
            self._left_out = True
        return self._left_out

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
        if self._is_full():
            return
        span = place_of(self._places, (*self._above, *path), self._file)
        self._findings.append(_finding(message, span, advice))

    def _table(
        self, value: object, path: tuple[str, ...], known: set[str] | None = None
    ) -> Mapping[str, object]:
        if value is None:
            return {}
        if not isinstance(value, dict):
            self._complain(path, f"'{'.'.join(path)}' is a table, not {shown(value)}")
            return {}
        for key in value:
            if known is not None and key not in known:
                if self._is_full():
                    break
                keys = f"keys here: {', '.join(sorted(known))}"
                advice = question(did_you_mean(key, known), then=keys)
                self._complain(
                    (*path, key),
                    f"there is no setting {shown('.'.join((*path, key)))}",
                    advice,
                )
        return value

    def _selectors(self, value: object, path: tuple[str, ...]) -> tuple[str, ...]:
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self._complain(
                path, f"'{path[-1]}' is a list of codes or names of rules, not {shown(value)}"
            )
            return ()
        for each in value:
            wrong = (
                "" if self._is_full() else complaint(shortened(each, LONGEST_SHOWN), self._rules)
            )
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
        from sdgen.lint.registry import find_rule

        rule = find_rule(word, self._rules)
        if rule is None and not self._is_full():
            wrong = complaint(shortened(word, LONGEST_SHOWN), self._rules)
            wrong = wrong or f"{shown(word)} means several rules; name one"
            self._complain(path, wrong)
        return rule

    def _choice(
        self, value: object, path: tuple[str, ...], choices: type[Severity] | type[FailLevel]
    ) -> str:
        allowed = [each.value for each in choices]
        if value is None or value in allowed:
            return str(value) if value is not None else ""
        self._complain(
            path,
            f"{shown(path[-1])} is one of {', '.join(allowed)}, not {shown(value)}",
        )
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


def _place_of_error(message: str, file: str) -> tuple[Span, str]:
    """tomllib says where in words: ``... (at line 3, column 5)``."""
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
