"""A folder that is held open, so that nobody can put a link in its place between a check and the
use of what was checked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

from msgspec import Struct

from sdgen.base.repository import bound_of

_HOLDS_FOLDERS = (
    {os.open, os.mkdir, os.stat, os.unlink, os.rename} <= os.supports_dir_fd
    and hasattr(os, "O_DIRECTORY")
    and hasattr(os, "O_NOFOLLOW")
)
NO_LINK = getattr(os, "O_NOFOLLOW", 0)
QUIETLY = (
    getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
"""Flags of every file that is opened: never wait for a pipe, own a terminal, or change line ends."""
_FOLDER = getattr(os, "O_PATH", os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0) | NO_LINK


class Folder(Struct, frozen=True):
    """An open folder. ``descriptor`` is None where the system has no calls relative to one
    (Windows); names are then looked up by ``path`` each time."""

    path: str
    descriptor: int | None

    def open(self, name: str, flags: int, mode: int = 0o666) -> int:
        """A descriptor of the file of that name; a symbolic link in its place is an OSError."""
        flags |= NO_LINK | QUIETLY
        return os.open(self._place(name), flags, mode, dir_fd=self.descriptor)

    def status(self, name: str) -> os.stat_result:
        """What stands under that name, links not followed."""
        return os.stat(self._place(name), dir_fd=self.descriptor, follow_symlinks=False)

    def remove(self, name: str) -> None:
        os.unlink(self._place(name), dir_fd=self.descriptor)

    def rename(self, old: str, new: str) -> None:
        """Give a file another name, in place of what has it."""
        here = self.descriptor
        os.replace(self._place(old), self._place(new), src_dir_fd=here, dst_dir_fd=here)

    def add(self, old: str, new: str) -> None:
        """Give a file another name that nothing has; FileExistsError where something has it."""
        here = self.descriptor
        try:
            os.link(self._place(old), self._place(new), src_dir_fd=here, dst_dir_fd=here)
        except FileExistsError:
            raise
        except (OSError, NotImplementedError):  # the file system knows one name for a file only
            with suppress(FileNotFoundError):
                self.status(new)
                raise FileExistsError(new) from None
            self.rename(old, new)
        else:
            self.remove(old)

    def names(self, most: int) -> list[str]:
        """The names in the folder, sorted; of more than ``most`` any so many."""
        if self.descriptor is None:
            with os.scandir(self.path) as entries:
                return sorted(entry.name for entry in islice(entries, most))
        readable = os.open(".", os.O_RDONLY | os.O_DIRECTORY, dir_fd=self.descriptor)
        try:
            with os.scandir(readable) as entries:
                return sorted(entry.name for entry in islice(entries, most))
        finally:
            os.close(readable)

    def _place(self, name: str) -> str:
        return name if self.descriptor is not None else os.path.join(self.path, name)  # noqa: PTH118


@contextmanager
def open_folder(path: Path, *, below: Path | None = None, make: bool = False) -> Iterator[Folder]:
    """The folder ``path`` (links in it resolved already) held open.

    From ``below`` on (by default its repository, else the deepest folder that exists) each part is
    opened in the one before it and must be no link; with ``make``, what is missing is made. Raises
    OSError.
    """
    if not _HOLDS_FOLDERS:
        if make:
            path.mkdir(parents=True, exist_ok=True)
        yield Folder(str(path), None)
        return
    start = below or bound_of(path) or _deepest_existing(path)
    descriptor = os.open(start, _FOLDER)
    try:
        for part in path.relative_to(start).parts:
            inner = _open_part(part, descriptor, make)
            os.close(descriptor)
            descriptor = inner
        yield Folder(str(path), descriptor)
    finally:
        os.close(descriptor)


def _open_part(part: str, descriptor: int, make: bool) -> int:
    try:
        return os.open(part, _FOLDER, dir_fd=descriptor)
    except FileNotFoundError:
        if not make:
            raise
    with suppress(FileExistsError):  # another run may be faster
        os.mkdir(part, dir_fd=descriptor)
    return os.open(part, _FOLDER, dir_fd=descriptor)


def _deepest_existing(path: Path) -> Path:
    return next(each for each in (path, *path.parents) if os.path.isdir(each))  # noqa: PTH112
