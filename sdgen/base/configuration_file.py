"""Configuration files: where they are looked for, and reading one as TOML."""

from __future__ import annotations

import os
import re
from pathlib import Path

from sdgen.base.input_files import ReadError, read_bounded
from sdgen.base.repository import leaves_repository
from sdgen.base.span import Span

FILES = (".sdgen.toml", "sdgen.toml", "pyproject.toml")
"""Looked for in this order in a file's folder, then in the folder that holds that one, and on."""
PROJECT = "pyproject.toml"
LARGEST = 65_536
"""Bytes of a file; settings need some hundreds."""
_MAY_BE_OURS = (
    r"""(?m)^[ \t]*(?:\[[ \t]*)?(?:["']?tool["']?[ \t]*(?:[\]=]|\.[ \t]*["']?sdgen)|"[^"\n]*\\)"""
)
"""Where a table ``tool.sdgen`` may begin, however it is written."""
_LARGEST_PROJECT = 1_000_000
"""Bytes of a ``pyproject.toml`` that is looked at for the settings of sdgen."""


def nearest_file(folder: Path) -> Path | None:
    """The configuration that holds for files in a folder: its own, or that of the nearest folder
    that holds it. A ``pyproject.toml`` counts only with a table ``tool.sdgen``. What stands there
    and is no file (a pipe, a link to nothing) is found too: reading it says what is wrong."""
    for each in (folder, *folder.parents):
        for name in FILES:
            path = each / name
            if not os.path.lexists(path) or os.path.isdir(path):  # noqa: PTH112 - never fails
                continue
            if name != PROJECT or _speaks_of_sdgen(path):
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
    if not re.search(_MAY_BE_OURS, text):
        # Most projects that name sdgen only depend on it; TOML takes 10 ms.
        return False
    from sdgen.base.toml_places import long_key

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


class UnusableFileError(Exception):
    """Why nothing of a file counts, in words that follow a colon."""

    def __init__(self, reason: str, span: Span | None = None) -> None:
        self.span = span
        super().__init__(reason)


def text_of(path: Path) -> str:
    """The text of a configuration file. Raises UnusableFileError."""
    if _is_foreign(path):
        raise UnusableFileError(
            "it is a symbolic link to a file out of the repository, or one that is no .toml file"
        )
    try:
        return read_bounded(path, LARGEST).decode("utf-8").replace("\r\n", "\n")
    except ReadError as error:
        raise UnusableFileError(f"it {error.reason}") from None
    except UnicodeDecodeError:
        raise UnusableFileError("it is not UTF-8") from None


def content_of(text: str, display: str) -> dict[str, object]:
    """The tables of a text in TOML; ``display`` is its name in findings. Raises UnusableFileError."""
    from sdgen.base.toml_places import MOST_PARTS, long_key

    deep = long_key(text, display)
    if deep is not None:
        raise UnusableFileError(f"a key has more than {MOST_PARTS} parts", deep)
    try:
        return _parsed(text)
    except RecursionError:
        raise UnusableFileError("it is nested too deeply") from None
    except ValueError as error:
        if type(error) is ValueError:  # of int
            raise UnusableFileError("it is no TOML: a number has too many digits") from None
        span, reason = _place_of_error(str(error), display)
        raise UnusableFileError(f"it is no TOML: {reason}", span) from None


def _place_of_error(message: str, file: str) -> tuple[Span, str]:
    """tomllib says where in words: ``... (at line 3, column 5)``."""
    found = re.search(r"^(.*) \(at line (\d+), column (\d+)\)$", message)
    if found is None:
        reason = message.removesuffix(" (at end of document)")
        return Span.whole(file), reason[:1].lower() + reason[1:]
    line, column = int(found[2]), int(found[3])
    return Span(file, line, column, line, column + 1), found[1][:1].lower() + found[1][1:]
