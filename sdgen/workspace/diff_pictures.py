"""Pictures of what changed between designs, in files or for standard output."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from sdgen import api
from sdgen.base.files import write_whole
from sdgen.base.warnings import said_once
from sdgen.workspace.diff import ComparedDesign, DiffResult
from sdgen.workspace.names import PictureName
from sdgen.workspace.project import Projects
from sdgen.workspace.targets import STANDARD_OUTPUT, TargetError, folder_names

VIEW: Final = "change"
"""What such a picture is called, which is no view of one design."""


class DrawnChanges(Struct, frozen=True):
    """The pictures ``written``, or the bytes of the one for standard output, and what could not be shown as
    it should."""

    written: tuple[Path, ...] = ()
    stream: bytes | None = None
    warnings: tuple[str, ...] = ()


def draw_changes(
    result: DiffResult,
    format: str,
    output: str,
    *,
    theme: api.Theme | None = None,
    projects: Projects | None = None,
) -> DrawnChanges:
    """Draw the change of each design that has one, and write it: to a file, or as ``DESIGN/change.FORMAT``
    into a folder, whose name ends in ``/``. Raises TargetError where several would be one file, OutputError
    where one cannot be written."""
    changed = [each for each in result.designs if each.changed and not each.errors]
    warned: list[tuple[str, Sequence[str]]] = []
    drawn = list(_drawn(changed, format, theme, projects or Projects(), warned))
    folder = Path(output) if output.endswith(("/", "\\")) or Path(output).is_dir() else None
    if folder is None and len(drawn) > 1:
        raise TargetError(f"{len(drawn)} designs have changed: -o names a folder, which ends in /")
    warnings = said_once(warned)
    if output == STANDARD_OUTPUT:
        return DrawnChanges(stream=drawn[0] if drawn else None, warnings=warnings)
    if folder is None:
        paths = [Path(output)]
    else:
        names = folder_names([Path(each.file) for each in changed])
        file = PictureName(view=VIEW, format=format).file
        paths = [folder / names[Path(each.file)] / file for each in changed]
    read = [name for each in result.designs for name in each.texts]
    written = []
    for path, data in zip(paths, drawn, strict=False):
        write_whole(path, data, within=folder, spared=read)
        written.append(path)
    return DrawnChanges(tuple(written), warnings=warnings)


def _drawn(
    changed: Sequence[ComparedDesign],
    format: str,
    theme: api.Theme | None,
    projects: Projects,
    warned: list[tuple[str, Sequence[str]]],
) -> Iterator[bytes]:
    """The bytes of each picture; warnings are added to ``warned``."""
    for each in changed:
        options = projects.of(Path(each.file)).options
        picture = api.draw_change(
            each.comparison, options if theme is None else replace(options, theme=theme)
        )
        encoded = api.encode(picture, format)
        warned.append((each.file, picture.warnings))
        warned.append((each.file, encoded.warnings))
        yield encoded.data
