"""Designs as they are in a revision of a Git repository: asked of ``git`` itself, which must be installed.

Nothing is checked out, fetched or written to the repository; what a design includes is taken from the same
revision.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final

from msgspec import Struct

from sdgen.base.errors import SdgenError
from sdgen.base.suggest import near, question
from sdgen.workspace.read import Source

LONGEST_SECONDS: Final = 60
LARGEST: Final = 32_000_000
"""Bytes of a file that are read: more than a design may have."""
MOST_INCLUDED: Final = 1_000
"""Files that one design is taken from."""

_OF_GIT: Final = {
    "GIT_NO_LAZY_FETCH": "1",  # what is not here is not fetched
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


_TOO_LITTLE: Final = (
    "which is a shallow clone: fetch more of it, as with 'git fetch --unshallow', or 'fetch-depth: 0' of "
    "actions/checkout"
)


class RevisionError(SdgenError):
    """A revision, or a file in it, cannot be had."""


class Revision(Struct, frozen=True):
    """A commit of a repository: ``name`` as the user calls it, ``root`` the repository's folder."""

    root: Path
    name: str
    commit: str


class Moved(Struct, frozen=True):
    """A file that differs: what it was called in the revision and what it is called now, as paths from the
    repository's folder; None where there is none."""

    old: PurePosixPath | None
    new: PurePosixPath | None


def repository_at(folder: Path) -> Path:
    """The folder of the repository that a folder lies in."""
    done = _run(folder, ("rev-parse", "--show-toplevel"))
    if not done.returncode:
        return Path(os.fsdecode(done.stdout).rstrip("\n"))
    if _answer(folder, "rev-parse", "--is-bare-repository") == "true":
        return Path(_answer(folder, "rev-parse", "--absolute-git-dir"))
    said = done.stderr.decode("utf-8", "replace")
    if "dubious ownership" in said:
        raise RevisionError(
            f"git does not open the repository of {folder.absolute()}, which belongs to somebody else; "
            "where you trust it: git config --global --add safe.directory "
            f"{folder.absolute()}"
        )
    raise RevisionError(
        f"{folder.absolute()} lies in no Git repository, so there are no revisions to compare with: "
        "name two files"
    )


def revision_of(root: Path, name: str) -> Revision:
    """The commit that a name stands for: a branch, a tag, ``HEAD~1``, a hash."""
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    done = _run(root, asked)
    commit = done.stdout.decode("ascii", "replace").strip()
    if done.returncode or not commit:
        raise RevisionError(_unknown_revision(root, name))
    return Revision(root, name, commit)


def _unknown_revision(root: Path, name: str) -> str:
    """What to do about a revision that is not there."""
    said = f"there is no revision '{name}' in {root}"
    if _is_shallow(root):
        return f"{said}, {_TOO_LITTLE}"
    meant = question(*near(name, names_in(root)))
    return f"{said}; {meant or 'git branch --all lists those that there are'}"


def _is_shallow(root: Path) -> bool:
    return _answer(root, "rev-parse", "--is-shallow-repository") == "true"


def names_in(folder: Path) -> list[str]:
    """The branches and tags of a repository."""
    return _answer(folder, "for-each-ref", "--format=%(refname:short)").splitlines()


def fork_point(revision: Revision) -> Revision:
    """The commit at which what is checked out left a revision, as the diff of a pull request has it."""
    commit = _answer(revision.root, "merge-base", revision.commit, "HEAD")
    if commit:
        return Revision(revision.root, revision.name, commit)
    said = f"where '{revision.name}' and what is checked out parted is not known"
    if _is_shallow(revision.root):
        raise RevisionError(f"{said} in {revision.root}, {_TOO_LITTLE}")
    raise RevisionError(
        f"{said}: the two have no commit in common; two designs can be named, "
        f"as with '{revision.name}:PATH'"
    )


def has_file(revision: Revision, path: PurePosixPath) -> bool:
    """Whether there is a file at a path, from the repository's folder."""
    return _size(revision, path) is not None


def file_at(revision: Revision, path: PurePosixPath) -> bytes:
    """What a file holds in a revision."""
    size = _size(revision, path)
    if size is None:
        beside = (PurePosixPath(each) for each in files_at(revision, path.parent))
        meant = question(*near(path.name, [each.name for each in beside]))
        instead = meant or f"'git ls-tree -r --name-only {revision.name}' lists what there is"
        raise RevisionError(f"there is no file '{path}' in revision '{revision.name}'; {instead}")
    if size > LARGEST:
        raise RevisionError(f"'{path}' in revision '{revision.name}' is too large for a design")
    return _run(revision.root, ("cat-file", "blob", f"{revision.commit}:{path}")).stdout


def _size(revision: Revision, path: PurePosixPath) -> int | None:
    """The bytes of the file at a path; None where there is no file."""
    asked = ("ls-tree", "-l", "-z", "--full-tree", revision.commit, "--", f"{path}")
    about, _, found = _run(revision.root, asked).stdout.rstrip(b"\0").partition(b"\t")
    words = about.split()
    is_file = words[1:2] == [b"blob"] and os.fsdecode(found) == f"{path}"
    return int(words[3]) if is_file else None


def files_at(revision: Revision, folder: PurePosixPath) -> tuple[str, ...]:
    """The paths of all files below a folder, from the repository's folder."""
    asked = (
        "ls-tree",
        "-r",
        "-z",
        "--name-only",
        "--full-tree",
        revision.commit,
        "--",
        f"{folder}",
    )
    return tuple(
        os.fsdecode(each) for each in _run(revision.root, asked).stdout.split(b"\0") if each
    )


def changed_since(revision: Revision) -> tuple[Moved, ...]:
    """The files that differ between a revision and what is on disk, new ones included."""
    asked = ("diff", "--name-status", "-z", "-M", "--no-ext-diff", revision.commit, "--")
    words = iter(_run(revision.root, asked).stdout.decode("utf-8", "surrogateescape").split("\0"))
    found = []
    for status in words:
        if not status:
            break
        first = PurePosixPath(next(words))
        if status[0] in "RC":
            second = PurePosixPath(next(words))
            found.append(Moved(first if status[0] == "R" else None, second))
        else:
            found.append(
                Moved(None if status[0] == "A" else first, None if status[0] == "D" else first)
            )
    others = _run(revision.root, ("ls-files", "-z", "--others", "--exclude-standard"))
    found += [
        Moved(None, PurePosixPath(os.fsdecode(each))) for each in others.stdout.split(b"\0") if each
    ]
    return tuple(found)


@contextmanager
def source_at(revision: Revision, path: PurePosixPath) -> Iterator[Source]:
    """The design at a path in a revision, to be read while this lasts: it and what it includes stand in
    a folder of their own, which is gone after."""
    with TemporaryDirectory(prefix="sdgen-") as folder:
        root = Path(os.path.realpath(folder))
        (root / ".git").mkdir()  # the bound of what may be included
        _put(revision, path, root)
        yield Source(f"{revision.name}:{path}", root.joinpath(*path.parts))


def _put(revision: Revision, path: PurePosixPath, root: Path) -> None:
    """Write a file of the revision, and all that it includes, below ``root``."""
    waiting, seen = [(path, file_at(revision, path))], {path}
    while waiting:
        each, data = waiting.pop()
        file = root.joinpath(*each.parts)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        for name in _included(data, str(each)):
            other = _within(each.parent, name)
            if other is None or other in seen or len(seen) > MOST_INCLUDED:
                continue  # reading says what is wrong with it
            seen.add(other)
            if has_file(revision, other):
                waiting.append((other, file_at(revision, other)))


def _included(data: bytes, name: str) -> Sequence[str]:
    """What a file says that it includes, as far as it can be read."""
    if b"include" not in data:
        return ()
    from sdgen.model.gather import mapping, texts
    from sdgen.parse import parse_text

    return texts(mapping(parse_text(data, name).root).get("include"))


def _within(folder: PurePosixPath, name: str) -> PurePosixPath | None:
    """The path that a name in a folder leads to; None where that is not in the repository."""
    path = os.path.normpath(folder / name)
    return None if path.startswith(("..", "/")) else PurePosixPath(path)


def _answer(root: Path, *asked: str) -> str:
    """What git answers in a line or several; empty where it refuses."""
    done = _run(root, asked)
    return "" if done.returncode else done.stdout.decode("utf-8", "replace").strip()


def _run(folder: Path, asked: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "--no-pager", "-c", "protocol.allow=never", "-C", str(folder), *asked]
    try:
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LONGEST_SECONDS,
            check=False,
            env={**os.environ, **_OF_GIT},
        )
    except FileNotFoundError as error:
        raise RevisionError(
            "git is not installed, and knows the revisions: name two files"
        ) from error
    except (OSError, ValueError) as error:
        raise RevisionError(f"git cannot be asked: {error}") from error
    except subprocess.TimeoutExpired as error:
        raise RevisionError(f"git does not answer within {LONGEST_SECONDS} s") from error
