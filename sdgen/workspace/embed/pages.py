"""Which Markdown files names stand for, and reading them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from sdgen.base.edit import EditError, text_of
from sdgen.base.findings import Finding, Severity
from sdgen.base.input_files import ReadError, read_bounded
from sdgen.base.repository import leaves_repository
from sdgen.base.span import Span
from sdgen.base.walking import Walk, WalkError

SUFFIXES = (".md", ".markdown")
LARGEST = 1_000_000
"""Bytes of a Markdown file with markers."""
_LARGEST_READ = 20_000_000
"""Bytes of one that is looked at for them."""


_SPEAKS = tuple(
    word.encode(encoding)
    for word in ("sdgen:", "/sdgen")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
"""One of these is in every file with a marker."""


class PageText(Struct, frozen=True):
    """A Markdown file as it was read; findings call it ``name``. The ``text`` is empty where it
    cannot have a marker."""

    name: str
    path: Path
    data: bytes
    text: str


def find_pages(names: Iterable[str]) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """The Markdown files that names stand for, each once, sorted, and what is wrong with names. A
    folder stands for the Markdown files under it; what is hidden in it, and links that lead out of
    the repository, are passed over."""
    files: dict[Path, Path] = {}
    findings: list[Finding] = []
    walk = Walk()
    for name in names:
        try:
            found, wrong = _resolve(name, walk)
        except WalkError as error:
            found, wrong = [], [_unsearched(error)]
        findings += wrong
        for path in found:
            files.setdefault(Path(os.path.realpath(path)), path)
    findings += map(_unsearched, walk.errors)
    ordered = sorted(files.values(), key=lambda path: path.as_posix())
    return tuple(ordered), tuple(findings)


def _resolve(name: str, walk: Walk) -> tuple[list[Path], list[Finding]]:
    path = Path(name)
    if name and os.path.isdir(path):  # noqa: PTH112 - Path.is_dir fails for impossible names
        return _own(walk.files_under(path)), []
    if name and not os.path.lexists(path) and any(sign in name for sign in "*?["):
        matches = walk.matches(name)
        wrong = [] if matches else [_unreadable(name, f"no file matches '{name}'")]
        return _own(each for each in matches if not each.is_dir()), wrong
    if path.suffix.lower() not in SUFFIXES:
        message = f"'{name}' is no Markdown file: its name ends in neither .md nor .markdown"
        return [], [_unreadable(name or "''", message)]
    return [path], []


def _own(paths: Iterable[Path]) -> list[Path]:
    return [
        each for each in paths if each.suffix.lower() in SUFFIXES and not leaves_repository(each)
    ]


def read_page(path: Path) -> PageText | Finding:
    """The text of a Markdown file, or why it cannot be had."""
    name = path.as_posix()
    try:
        data = read_bounded(path, _LARGEST_READ)
        if not any(each in data for each in _SPEAKS):
            return PageText(name, path, data, "")
        if len(data) > LARGEST:
            return _unreadable(name, f"it has more than {LARGEST:,} bytes", "divide it")
        return PageText(name, path, data, text_of(data, name))
    except ReadError as error:
        return _unreadable(name, f"it {error.reason}")
    except EditError:
        return _unreadable(name, "it is no text in UTF-8", "save the file in UTF-8")


def _unsearched(error: WalkError) -> Finding:
    name = error.folder.as_posix()
    return _unreadable(name, f"the folder '{name}' {error.reason}", "name the files")


def _unreadable(name: str, message: str, help: str = "") -> Finding:
    return Finding(
        code="EMBED005",
        name="unreadable-page",
        severity=Severity.ERROR,
        message=message,
        span=Span.whole(name),
        help=help,
        unreadable=True,
    )
