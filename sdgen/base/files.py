"""Files written whole or not at all, and never through a link that somebody else has laid."""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sdgen.base.errors import SdgenError
from sdgen.base.folder import QUIETLY, Folder, open_folder
from sdgen.base.input_files import ReadError, read_bounded
from sdgen.base.repository import LeavingLinkError, resolve_bounded

_TEMPORARY = r"\.sdgen-[0-9a-f]{16}\.tmp"
_MOST_NAMES = 10_000
"""Names of a folder among which temporaries of killed runs are looked for."""
_ABANDONED_SECONDS = 3600.0
"""Age from which a temporary is nobody's where the file system has no locks."""
_ATTEMPTS = 100


class OutputError(SdgenError):
    """A file or folder could not be written; says which and why."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"cannot write {path}: {reason}")


class RemovalError(OutputError):
    """A file could not be removed; says which and why."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.args = (f"cannot remove {path}: {reason}",)


def write_whole(
    path: Path,
    data: bytes,
    within: Path | None = None,
    *,
    spared: Iterable[str | Path] = (),
    new: bool = False,
) -> None:
    """Write ``data`` to ``path``, making its folders; readers see the old file or the new one.

    The data goes to a new file of a random name in the same folder, which then takes the place of
    ``path`` and has its permissions; such files that killed runs have left there are removed. A
    file that has the same bytes already is left alone, so that its time of change is true.

    Refused are a symbolic link in place of the file, links on the way that lead out of the folder
    ``within``, and links of a repository that lead out of it. A device or pipe, such as
    ``/dev/null`` or ``/dev/stdout``, is written to and never replaced; within a folder of pictures
    it is refused. So is each of the files ``spared``: those that what is written was made from; and,
    where the file is to be ``new``, whatever has its name already. Raises OutputError.
    """
    with _explained(path, OutputError):
        target = os.path.realpath(path)
        if any(target == os.path.realpath(each) for each in spared):
            raise OutputError(path, "it is what was read; name another file")
        if _is_stream(path):
            if within is not None:
                raise OutputError(path, "it is a device or a pipe, not a file; remove it first")
            _write_stream(path, resolve_bounded(path), data)
            return
        parent = _parent_within(path, within, OutputError)
        if path.name in ("", ".."):
            raise OutputError(path, "a folder stands there")
        with open_folder(parent, make=True) as folder:
            _remove_abandoned(folder)
            _write_in(folder, path, data, new=new)


def require_writable(path: Path) -> None:
    """Raise OutputError for a file that is read-only, which could yet be replaced by another."""
    with _explained(path, OutputError):
        mode = path.stat().st_mode
    # whoever may do everything still means what the mode says
    if not (mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) and os.access(path, os.W_OK)):
        raise OutputError(path, "it is read-only")


def remove_file(path: Path, within: Path) -> None:
    """Remove the regular file ``path``, which lies below the folder ``within``; nothing happens
    where it is gone already.

    Refused is what is no regular file, a link above all, and links on the way that lead out of
    ``within`` or of the repository. Raises RemovalError.
    """
    with (
        _explained(path, RemovalError),
        suppress(FileNotFoundError),
        open_folder(_parent_within(path, within, RemovalError)) as folder,
    ):
        if not stat.S_ISREG(folder.status(path.name).st_mode):
            raise RemovalError(path, "it is a link, a folder or a device, not a file")
        folder.remove(path.name)


def files_in(path: Path, within: Path) -> tuple[str, ...]:
    """The names of the regular files in the folder ``path``, sorted; none where it does not exist,
    cannot be read, or is put out of ``within`` by links. Of very many only so many are looked at."""
    found: list[str] = []
    with (
        suppress(OSError, ValueError, LeavingLinkError, OutputError),
        open_folder(_parent_within(path / "file", within, OutputError)) as folder,
    ):
        for name in folder.names(_MOST_NAMES):
            with suppress(FileNotFoundError):
                if stat.S_ISREG(folder.status(name).st_mode):
                    found.append(name)
    return tuple(found)


@contextmanager
def _explained(path: Path, problem: type[OutputError]) -> Iterator[None]:
    """Whatever goes wrong inside comes out as a ``problem`` that says why."""
    try:
        yield
    except LeavingLinkError as error:
        reason = f"the symbolic link {_shown(error.link)} leads out of the repository"
        raise problem(path, reason) from error
    except (FileExistsError, NotADirectoryError) as error:
        raise problem(path, "part of its path is a file, not a folder") from error
    except OSError as error:
        raise problem(path, (error.strerror or str(error)).lower()) from error
    except ValueError as error:
        raise problem(path, "it is not a possible file name") from error


def _parent_within(path: Path, within: Path | None, problem: type[OutputError]) -> Path:
    """The folder of ``path`` without links, below ``within`` unless None."""
    parent = resolve_bounded(path.parent)
    if within is not None and not parent.is_relative_to(os.path.realpath(within)):
        raise problem(path, f"a symbolic link leads out of {within}")
    return parent


def _shown(path: Path) -> str:
    """A path as the user would write it from the current folder, where it is below that."""
    current = Path.cwd()
    return str(path.relative_to(current) if path.is_relative_to(current) else path)


def _is_stream(path: Path) -> bool:
    """Whether ``path`` is or leads to something that takes bytes and is no file."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _write_stream(path: Path, resolved: Path, data: bytes) -> None:
    """Nothing is made or emptied, should a file have come into its place by now. Pipes without a
    name (``/dev/stdout``) cannot be opened by what their link says."""
    place = resolved if os.path.lexists(resolved) else path
    descriptor = os.open(place, os.O_WRONLY | (QUIETLY & ~getattr(os, "O_NONBLOCK", 0)))
    try:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OutputError(path, "it changed while it was being written")
        _write_all(descriptor, data)
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


def _write_in(folder: Folder, path: Path, data: bytes, *, new: bool = False) -> None:
    """Write the file in its folder, which is open; what stands there is looked at in that folder."""
    if new:
        with _refused_where_taken(path):
            _replace(folder, path.name, data, None, new=True)
        return
    name = path.name
    mode = None
    with suppress(FileNotFoundError):
        found = folder.status(name)
        if stat.S_ISLNK(found.st_mode):
            raise OutputError(path, "it is a symbolic link; remove it first")
        if stat.S_ISDIR(found.st_mode):
            raise OutputError(path, "a folder stands there")
        if not stat.S_ISREG(found.st_mode):
            raise OutputError(path, "it is a device or a pipe, not a file; remove it first")
        if found.st_size == len(data) and _holds(folder, name, data):
            return
        mode = stat.S_IMODE(found.st_mode) & 0o777
    _replace(folder, name, data, mode)


@contextmanager
def _refused_where_taken(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise OutputError(path, "there is a file of that name, which stays as it is") from None


def _holds(folder: Folder, name: str, data: bytes) -> bool:
    """Whether the file of that name has exactly these bytes; it was regular a moment ago."""
    try:
        descriptor = folder.open(name, os.O_RDONLY)
    except OSError:
        return False
    with open(descriptor, "rb") as file:  # noqa: PTH123 - a descriptor
        return stat.S_ISREG(os.fstat(descriptor).st_mode) and file.read(len(data) + 1) == data


def _replace(
    folder: Folder, name: str, data: bytes, mode: int | None, *, new: bool = False
) -> None:
    descriptor, temporary = _make_temporary(folder)
    is_open = True
    try:
        try:
            _write_all(descriptor, data)
            if mode is not None and hasattr(os, "fchmod"):
                os.fchmod(descriptor, mode)
            if os.name == "nt":  # an open file cannot be renamed there
                os.close(descriptor)
                is_open = False
            (folder.add if new else folder.rename)(temporary, name)
        except BaseException:
            with suppress(OSError):
                folder.remove(temporary)
            raise
    finally:
        if is_open:
            os.close(descriptor)


# --- temporaries ------------------------------------------------------------------------------
#
# Whoever makes a temporary holds a lock on it until it has its name, and the system takes the lock
# away when the process ends, however it does: a temporary that can be locked is nobody's any more.


def _make_temporary(folder: Folder) -> tuple[int, str]:
    """A new file, locked; its permissions are those of any new file."""
    for _ in range(_ATTEMPTS):
        name = f".sdgen-{os.urandom(8).hex()}.tmp"
        try:
            descriptor = folder.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL)
        except FileExistsError:
            continue
        # Another run may have taken it for abandoned before the lock was there.
        if _lock(descriptor) is not False and os.fstat(descriptor).st_nlink:
            return descriptor, name
        os.close(descriptor)
    raise OSError(None, "no temporary file can be made")


def _lock(descriptor: int) -> bool | None:
    """Whether the file is locked now; None where there are no locks."""
    try:
        import fcntl
    except ImportError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _remove_abandoned(folder: Folder) -> None:
    """Remove the temporaries that killed runs have left in the folder."""
    names: list[str] = []
    with suppress(OSError):
        names = folder.names(_MOST_NAMES)
    for name in names:
        if name.startswith(".sdgen-") and re.fullmatch(_TEMPORARY, name):
            with suppress(OSError):
                _remove_if_abandoned(folder, name)


def _remove_if_abandoned(folder: Folder, name: str) -> None:
    if not stat.S_ISREG(folder.status(name).st_mode):
        return
    descriptor = folder.open(name, os.O_RDONLY)
    try:
        found = os.fstat(descriptor)
        locked = _lock(descriptor)
        if locked is None:
            locked = time.time() - found.st_mtime > _ABANDONED_SECONDS
        if locked and stat.S_ISREG(found.st_mode) and os.name != "nt":
            folder.remove(name)
    finally:
        os.close(descriptor)
    if locked and os.name == "nt":
        folder.remove(name)


def same_text(path: Path, data: bytes) -> bool:
    """Whether ``path`` is a regular file that holds the text ``data``, its lines ended in either
    way: a checkout on Windows may end those of text files in a carriage return and a line feed."""
    try:
        found = read_bounded(path, len(data) + data.count(b"\n"))
    except ReadError:
        return False
    return found.replace(b"\r\n", b"\n") == data.replace(b"\r\n", b"\n")


def same_bytes(path: Path, data: bytes) -> bool:
    """Whether ``path`` is a regular file that holds exactly ``data``."""
    try:
        return read_bounded(path, len(data)) == data
    except ReadError:
        return False
