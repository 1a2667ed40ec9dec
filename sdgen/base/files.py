"""Files written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path


class OutputError(Exception):
    """A file or folder could not be written; says which and why."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"cannot write {path}: {reason}")


def write_whole(path: Path, data: bytes, within: Path | None = None) -> None:
    """Write ``data`` to ``path``, making its folders; readers see the old file or the new one.

    The data goes to a temporary file in the same folder, which then takes the place of ``path``.
    A file that has the same bytes already is left alone, so that its time of change is true.
    Symbolic links that lead out of the folder ``within``, and a link in place of the file itself,
    are refused. A device or pipe, such as ``/dev/null`` or ``/dev/stdout``, is written to and never
    replaced; within a folder of pictures it is refused. Raises OutputError.
    """
    try:
        if _is_stream(path):
            if within is not None:
                raise OutputError(path, "it is a device or a pipe, not a file; remove it first")
            with path.open("wb") as stream:
                stream.write(data)
            return
        if within is not None and not path.parent.resolve().is_relative_to(within.resolve()):
            raise OutputError(path, f"a symbolic link leads out of {within}")
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink():
            raise OutputError(path, "it is a symbolic link; remove it first")
        if path.is_dir():
            raise OutputError(path, "a folder stands there")
        if same_bytes(path, data):
            return
        temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            temporary.write_bytes(data)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except (FileExistsError, NotADirectoryError) as error:
        raise OutputError(path, "part of its path is a file, not a folder") from error
    except OSError as error:
        raise OutputError(path, (error.strerror or str(error)).lower()) from error


def _is_stream(path: Path) -> bool:
    """Whether ``path`` is or leads to something that takes bytes and is no file."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def same_bytes(path: Path, data: bytes) -> bool:
    """Whether ``path`` is a regular file that holds exactly ``data``."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size != len(data):
            return False
        return path.read_bytes() == data
    except OSError:
        return False
