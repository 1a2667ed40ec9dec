"""Pictures as files: their bytes, and whether what lies on disk is what would be written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from sdgen.base.files import same_bytes, same_text


class PictureFile(Struct, frozen=True):
    """A picture of a view as bytes, and where it goes (None: standard output). ``machine`` says
    whether the bytes hang on the fonts of this machine, ``text`` whether they are text."""

    path: Path | None
    data: bytes
    view: str
    machine: bool
    text: bool


class Compared(Struct, frozen=True):
    """Which pictures are ``missing``, which are ``stale``, and which are ``unlike`` and may be so
    only for the fonts of the machine."""

    missing: tuple[Path, ...] = ()
    stale: tuple[Path, ...] = ()
    unlike: tuple[Path, ...] = ()


def compare(files: Iterable[PictureFile]) -> Compared:
    """What ``--check`` says. A picture that other fonts may have drawn is stale only with one of
    its view that is the same on every machine."""
    missing, other = [], []
    for file in files:
        if file.path is not None and not file.path.exists():
            missing.append(file.path)
        elif file.path is not None:
            same = same_text if file.text else same_bytes
            if not same(file.path, file.data):
                other.append(file)
    changed = {file.view for file in other if not file.machine}
    found: dict[bool, list[Path]] = {False: [], True: []}
    for file in other:
        if file.path is not None:
            found[file.machine and file.view not in changed].append(file.path)
    return Compared(tuple(missing), tuple(found[False]), tuple(found[True]))
