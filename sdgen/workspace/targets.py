"""Where pictures go: what ``-o`` means, and the folder of each design."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from sdgen.api import picture_formats
from sdgen.base.errors import WrongUsageError
from sdgen.base.settings import DEFAULT_FORMATS
from sdgen.base.words import joined

STANDARD_OUTPUT = "-"
STANDARD_INPUT_FILE = Path("stdin")
"""What the pictures of a design from standard input are named after."""


class TargetError(WrongUsageError):
    """The options do not say where one picture each goes; the message says what to change."""


class Destination(Struct, frozen=True):
    """What ``-o`` names: a ``folder`` for many pictures, one ``file``, or neither: standard
    output. ``formats`` are what is written there."""

    formats: tuple[str, ...]
    folder: Path | None = None
    file: Path | None = None

    @property
    def single(self) -> bool:
        """Whether exactly one picture fits."""
        return self.folder is None


def read_destination(
    output: str, formats: Sequence[str], configured: Sequence[str] = ()
) -> Destination:
    """Understand ``-o``: ``-`` is standard output, a name that ends in a format's suffix is a
    file, anything else a folder. ``configured`` formats are the defaults. Raises TargetError."""
    wanted = tuple(dict.fromkeys(formats))
    default = tuple(dict.fromkeys(configured))
    if output == STANDARD_OUTPUT:
        if len(wanted) > 1:
            raise TargetError("-o - writes one picture: give one -f")
        return Destination(formats=wanted or default[:1] or ("svg",))
    if not output:
        raise TargetError("-o is empty: '.' is the current folder")
    path = Path(output)
    suffix = path.suffix.lower().removeprefix(".")
    if output.endswith(("/", "\\")) or not suffix or path.is_dir():
        return Destination(formats=wanted or default or DEFAULT_FORMATS, folder=path)
    if suffix in picture_formats():
        if wanted not in ((), (suffix,)):
            raise TargetError(f"-o {output} is a file in {suffix}, but -f says {wanted[0]}")
        return Destination(formats=(suffix,), file=path)
    raise TargetError(
        f"-o {output}: sdgen writes {', '.join(f'.{each}' for each in picture_formats())}; "
        "a folder's name ends in /"
    )


def folder_names(files: Sequence[Path]) -> dict[Path, PurePosixPath]:
    """The folder of each design below the output folder, named after the design's file.

    Files of one name in different folders get as many of their folders' names in front as tell
    them apart: ``a/design.yaml`` and ``b/design.yaml`` give ``a/design`` and ``b/design``. Raises
    TargetError for ``x.yaml`` beside ``x.yml``.
    """
    alike: dict[str, list[Path]] = {}
    for file in files:
        alike.setdefault(_stem(file).casefold(), []).append(file)
    return {file: name for group in alike.values() for file, name in _tell_apart(group).items()}


def _tell_apart(files: list[Path]) -> dict[Path, PurePosixPath]:
    parents = {file: Path(os.path.realpath(file)).parent.parts[1:] for file in files}
    depth = 0
    while True:
        names = {
            file: PurePosixPath(*(parents[file][-depth:] if depth else ()), _stem(file))
            for file in files
        }
        if len({str(name).casefold() for name in names.values()}) == len(files):
            return names
        if depth > max(len(each) for each in parents.values()):
            both = joined(file.as_posix() for file in files)
            raise TargetError(f"{both} would write the same pictures: rename one")
        depth += 1


def _stem(file: Path) -> str:
    """The file's name without suffix, never one that hides a folder or leaves it (``..``)."""
    return file.stem.lstrip(".") or "design"
