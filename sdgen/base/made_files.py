"""Files that sdgen makes from a design beside pictures: the mark that each begins with, and what is
known by it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from sdgen.base.gate import as_unicode, for_file
from sdgen.base.input_files import ReadError, open_regular, read_bounded
from sdgen.base.repository import marked_folder

_HEAD: Final = 1000
"""Bytes of a file in which its mark is looked for."""
_NO_FILE: Final = frozenset({"missing", "folder", "no folder", "special", "impossible name"})
"""Obstacles to reading where writing says what is wrong, or takes nothing away."""
_OURS: Final = re.compile(rb'\A(?:\xef\xbb\xbf)?[^\w\n]*(?:\s*"[\w-]+"\s*:\s*")?Made by sdgen\b')
"""The mark behind the signs of a comment, or as the first value of a JSON object."""
_MARK: Final = re.compile(rb"Made by sdgen\b[^\n]*? makes it again\.")


def made_by(verb: str, source: str = "") -> str:
    """The mark of a file that ``sdgen VERB`` makes from the design of this name, for the comment
    that the file begins with: one line, and the same wherever sdgen is called from."""
    origin = f" from {source}" if source else ""
    return for_file(f"Made by sdgen{origin}; sdgen {verb} makes it again.")


def source_name(path: str) -> str:
    """What a mark calls the design in this file: its path in its repository; without one the path
    as it was given if that leads down from the current folder, else the name of the file."""
    if path.startswith("<"):
        return "standard input" if path == "<stdin>" else ""
    resolved = Path(os.path.realpath(path))
    repository = marked_folder(resolved.parent)
    if repository is not None:
        return as_unicode(resolved.relative_to(repository).as_posix())
    given = Path(path)
    leads_down = not given.is_absolute() and ".." not in given.parts
    return as_unicode(given.as_posix() if leads_down else given.name)


def is_ours(path: Path) -> bool:
    """Whether nothing would be lost that sdgen has not made: the file begins with a mark, or there
    is no file. One that cannot be read counts as somebody else's."""
    try:
        with open_regular(path) as file:
            return _OURS.match(file.read(_HEAD)) is not None
    except ReadError as error:
        return error.obstacle in _NO_FILE


def same_made(path: Path, data: bytes) -> bool:
    """Whether ``path`` is a regular file that holds the text ``data``, whatever its mark calls the
    design and however its lines end."""
    try:
        found = read_bounded(path, 2 * len(data) + _HEAD)
    except ReadError:
        return False
    return _unmarked(found) == _unmarked(data)


def _unmarked(data: bytes) -> bytes:
    return _MARK.sub(b"", data.replace(b"\r\n", b"\n"), count=1)
