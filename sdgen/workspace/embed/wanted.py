"""What is to stand in a document: the design, and the picture or table of it. A marker in Markdown, a
fence and a directive say it with the same options."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from msgspec import Struct

from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span
from sdgen.base.suggest import did_you_mean, question
from sdgen.base.words import joined

DEFAULT_VIEW: Final = "high-level"
FORMATS: Final = ("png", "svg")
OF_PICTURES: Final = ("alt", "format", "width", "background", "base")
"""Options that mean nothing for a table."""
BACKGROUNDS: Final = ("theme", "none")
WIDEST: Final = 10_000
_ADDRESS: Final = re.compile(r"""https?://[^\s"'<>()&\\]+""")


class Wanted(Struct, frozen=True, kw_only=True):
    """``design`` is the path as it is written, ``view`` the name of a picture or ``table`` that of a
    table. ``alt`` says what a picture shows in place of its own title; ``width`` is in px, 0 for its
    own. ``base`` is the address that links of pictures begin with, before their paths from the root of
    the repository; empty for paths from the document. ``spans`` are the places of the options that are given, ``at`` that of all."""

    design: str
    at: Span
    view: str = ""
    table: str = ""
    format: str = FORMATS[0]
    alt: str = ""
    width: int = 0
    background: str = BACKGROUNDS[0]
    base: str = ""
    spans: Mapping[str, Span]

    def place(self, option: str) -> Span:
        """Where an option is given, or where all of it stands."""
        return self.spans.get(option, self.at)


Complain = Callable[[str, str, str], None]
"""Takes an option, what is wrong with it, and what to write instead."""


def understand(
    design: str,
    at: Span,
    given: Mapping[str, str],
    spans: Mapping[str, Span],
    known: Collection[str],
) -> tuple[Wanted | None, tuple[Finding, ...]]:
    """What the options that are ``given`` want, each of which must be ``known`` there; or what is
    wrong with them, each at its place in ``spans``."""
    findings = tuple(
        wrong_marker(message, spans.get(option, at), help)
        for option, message, help in _wrong(given, known)
    )
    if findings:
        return None, findings
    table = given.get("table", "")
    wanted = Wanted(
        design=design,
        at=at,
        view="" if table else given.get("view", DEFAULT_VIEW),
        table=table,
        format=given.get("format", FORMATS[0]),
        alt=" ".join(given.get("alt", "").split()),
        width=int(given.get("width", "0")),
        background=given.get("background", BACKGROUNDS[0]),
        base=given.get("base", ""),
        spans=spans,
    )
    return wanted, ()


def wrong_marker(message: str, at: Span, help: str = "") -> Finding:
    """That what is written there cannot be understood."""
    return Finding(
        code="EMBED002",
        name="wrong-marker",
        severity=Severity.ERROR,
        message=message,
        span=at,
        help=help,
    )


def _wrong(given: Mapping[str, str], known: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """The option, what is wrong with it and what to write instead."""
    for option, value in given.items():
        if option not in known:
            help = question(did_you_mean(option, known), then=f"options: {', '.join(known)}")
            yield option, f"there is no option '{option}'", help
        elif not value.strip():
            yield option, f"'{option}' is empty", f"leave it out, or write {option}=..."
    if "table" in given:
        if "view" in given:
            help = "write one marker for the picture and one for the table"
            yield "table", "'view' is a picture and 'table' a table: one of both", help
        for option in (each for each in OF_PICTURES if each in given and each in known):
            yield option, f"'{option}' is for pictures, and this is a table", "leave it out"
    yield from _choice(given, "format", FORMATS)
    yield from _choice(given, "background", BACKGROUNDS)
    base = given.get("base", "").strip()
    if base and not _ADDRESS.fullmatch(base):
        message = (
            f"'base' is the address of a folder, such as https://example.org/main, not '{base}'"
        )
        yield "base", message, "leave it out for paths from this file"
    width = given.get("width", "1").strip()
    if width and not (width.isascii() and width.isdecimal() and 0 < int(width[:9]) <= WIDEST):
        message = f"'width' is a whole number of px from 1 to {WIDEST:,}, not '{width}'"
        yield "width", message, "write width=800"


def _choice(
    given: Mapping[str, str], option: str, words: tuple[str, ...]
) -> Iterator[tuple[str, str, str]]:
    value = given.get(option, words[0])
    if value.strip() and value not in words:
        message = f"'{option}' is {joined(words, 'or')}, not '{value}'"
        yield (
            option,
            message,
            question(did_you_mean(value, words), then=f"write {option}={words[0]}"),
        )
