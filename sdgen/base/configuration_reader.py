"""Reads the tables of one configuration file, and collects what is wrong with each key."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Final

from sdgen.base.configuration_file import PROJECT, UnusableFileError, content_of, text_of
from sdgen.base.findings import Finding, Severity
from sdgen.base.settings import SETTINGS, TABLES, Setting, keys_of
from sdgen.base.span import Span
from sdgen.base.suggest import did_you_mean, question
from sdgen.base.toml_places import place_of, places_of
from sdgen.base.toml_values import shown

CODE, NAME = "CONFIG001", "configuration"
MOST_FINDINGS = 100

TOP: Final = (*keys_of(), *TABLES)
"""The keys of the top level, and the tables."""
_EVERY_KEY: Final = (*((each,) for each in TABLES), *(each.path for each in SETTINGS))


class ConfigurationReader:
    """The tables of a file, and what is wrong with them; ``folder`` is where the file stands, and
    paths in it start."""

    def __init__(self, path: Path, display: str) -> None:
        self.folder = path.resolve().parent
        self._file = display
        self._findings: list[Finding] = []
        self._left_out = False
        self._above = ("tool", "sdgen") if path.name == PROJECT else ()
        content: object = {}
        try:
            text = text_of(path)
            content = content_of(text, display)
            self._places = places_of(text, display)
        except UnusableFileError as error:
            self._places = {}
            place = error.span or Span.whole(display)
            self._findings.append(_finding(f"the configuration is unusable: {error}", place))
        for key in self._above:
            content = content.get(key, {}) if isinstance(content, dict) else {}
        top = self.table(content, (), TOP)
        self._tables: dict[tuple[str, ...], Mapping[str, object]] = {(): top}
        for name in TABLES:
            self._tables[(name,)] = self.table(top.get(name), (name,), keys_of(name))

    def all_findings(self) -> tuple[Finding, ...]:
        """What is wrong; the last says when there is more."""
        if not self._left_out:
            return tuple(self._findings)
        more = _finding("more is wrong than is listed", self._findings[-1].span, "fix these first")
        return (*self._findings, more)

    def is_full(self) -> bool:
        """Whether there are as many findings as are listed: looking for more costs time only."""
        if len(self._findings) >= MOST_FINDINGS:
            self._left_out = True
        return self._left_out

    def place(self, path: tuple[str, ...]) -> Span:
        """Where a key stands."""
        return place_of(self._places, (*self._above, *path), self._file)

    def complain(self, path: tuple[str, ...], message: str, advice: str = "") -> None:
        """Something is wrong with the key at this path."""
        if not self.is_full():
            self._findings.append(_finding(message, self.place(path), advice))

    def table(
        self, value: object, path: tuple[str, ...], known: Collection[str] | None = None
    ) -> Mapping[str, object]:
        """The table at this path, whose keys are all ``known``; empty where there is none."""
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.complain(path, f"'{'.'.join(path)}' is a table, not {shown(value)}")
            return {}
        for key in value:
            if known is not None and key not in known:
                if self.is_full():
                    break
                said = f"there is no setting {shown('.'.join((*path, key)))}"
                self.complain((*path, key), said, _meant(path, key, known))
        return value

    def value(self, setting: Setting) -> object:
        """What the file says under a key; None where it says nothing."""
        return self._tables[setting.path[:-1]].get(setting.path[-1])

    def choice_of(self, setting: Setting, allowed: Iterable[str]) -> str:
        """The word of a setting that has one of those ``allowed``; empty where there is none."""
        return self.choice(self.value(setting), setting.path, allowed)

    def texts_of(self, setting: Setting) -> tuple[str, ...]:
        """The list of texts of a setting; empty where there is none."""
        return self.texts(self.value(setting), setting.path, setting.items)

    def choice(self, value: object, path: tuple[str, ...], allowed: Iterable[str]) -> str:
        """One of the words ``allowed``; empty where there is none."""
        words = list(allowed)
        if value is None or value in words:
            return str(value) if value is not None else ""
        self.complain(
            path,
            f"{shown(path[-1])} is one of {', '.join(words)}, not {shown(value)}",
            question(did_you_mean(value, words) if isinstance(value, str) else None),
        )
        return ""

    def texts(self, value: object, path: tuple[str, ...], what: str) -> tuple[str, ...]:
        """A list of texts, which ``what`` describes; empty where there is none."""
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.complain(path, f"'{path[-1]}' is a list of {what}, not {shown(value)}")
            return ()
        return tuple(value)


def _meant(path: tuple[str, ...], key: str, known: Collection[str]) -> str:
    """What may have been meant by a key that there is not: one of the same table, else one of
    another."""
    keys = f"keys here: {', '.join(sorted(known))}"
    near = did_you_mean(key, known)
    if near is not None:
        return question(".".join((*path, near)), then=keys)
    elsewhere = {each[-1]: ".".join(each) for each in _EVERY_KEY if each[:-1] != path}
    meant = key if key in elsewhere else did_you_mean(key, elsewhere)
    return question(elsewhere[meant] if meant is not None else None, then=keys)


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
