"""The one way in which files are read: regular files only, up to a size, and never waiting.

A file of a design, a setting or a baseline comes from whoever may commit: it can be a pipe that
nobody writes to, a link to a device without end, or larger than memory.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Literal

from sdgen.base.folder import QUIETLY, open_folder

Obstacle = Literal[
    "missing",
    "folder",
    "no folder",
    "forbidden",
    "special",
    "too large",
    "impossible name",
    "other",
]
"""Why a file is not read: ``no folder`` where part of the path is a file, ``special`` for a pipe, a
device or a socket."""


class ReadError(Exception):
    """A file that is not read: the obstacle, ``reason`` in words that follow "it", and for one that
    is too large its ``size`` in bytes."""

    def __init__(self, obstacle: Obstacle, reason: str, size: int = 0) -> None:
        self.obstacle = obstacle
        self.reason = reason
        self.size = size
        super().__init__(reason)


def read_bounded(path: Path | str, most: int, *, below: Path | None = None) -> bytes:
    """All bytes of a regular file of at most ``most``.

    With ``below``, ``path`` is one whose links have been resolved, and none of its parts after that
    folder may be a link now. Raises ReadError.
    """
    with open_regular(path, below=below) as file:
        size = os.fstat(file.fileno()).st_size
        # room for so many bytes would be made, however few there are
        data = file.read(size + 1) if size <= most else b""
        if len(data) > size:  # it has grown, or says nothing of its size
            data += file.read(most + 1 - len(data))
    if size > most or len(data) > most:
        raise ReadError("too large", f"has more than {most:,} bytes", max(size, len(data)))
    return data


@contextmanager
def open_regular(path: Path | str, *, below: Path | None = None) -> Iterator[BinaryIO]:
    """A regular file opened for reading, as ``read_bounded`` has it; what happens inside may raise
    OSError, and that is a ReadError too."""
    try:
        descriptor = _open(path, below)
        with open(descriptor, "rb") as file:  # noqa: PTH123 - a descriptor
            _require_file(os.fstat(descriptor).st_mode)
            yield file
    except OSError as error:
        raise _explained(error) from error


def _open(path: Path | str, below: Path | None) -> int:
    try:
        if below is not None:
            path = Path(path)
            with open_folder(path.parent, below=below) as folder:
                _require_file(folder.status(path.name).st_mode)
                return folder.open(path.name, os.O_RDONLY)
        _require_file(os.stat(path).st_mode)  # noqa: PTH116 - the path is a text too
        return os.open(path, os.O_RDONLY | QUIETLY)
    except ValueError as error:
        raise ReadError("impossible name", "is not a possible file name") from error


def _require_file(mode: int) -> None:
    """Opening a device can already do something."""
    if stat.S_ISDIR(mode):
        raise IsADirectoryError
    if not stat.S_ISREG(mode):
        raise _special()


def _special() -> ReadError:
    return ReadError("special", "is a pipe or a device, not a file")


def _explained(error: OSError) -> ReadError:
    if isinstance(error, FileNotFoundError):
        return ReadError("missing", "does not exist")
    if isinstance(error, IsADirectoryError):
        return ReadError("folder", "is a directory, not a file")
    if isinstance(error, NotADirectoryError):
        return ReadError("no folder", "does not exist: part of the path is a file")
    if isinstance(error, PermissionError):
        return ReadError("forbidden", "may not be read by you")
    reason = (error.strerror or "unknown reason").lower()
    return ReadError("other", f"cannot be read: {reason}")


def names_in(folder: Path, most: int) -> list[str]:
    """The names in a folder, sorted, of more than ``most`` any so many; none where it cannot be
    read."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in islice(entries, most))
    except (OSError, ValueError):
        return []
