"""The files of decisions in a folder: each keeps its number, and none that sdgen has not made from
the same design is written over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sdgen.base.files import OutputError, files_in, same_text, write_whole
from sdgen.document.adr import MADE_FROM, made_from, numbered

if TYPE_CHECKING:
    from sdgen.workspace.document import DocumentedDesign

_HEAD = 1_000
"""Bytes in which the line that says who made a file is looked for."""


class DecisionFiles:
    """The files in ``folder``, written or, with ``check``, compared, one design after the other."""

    def __init__(self, folder: Path, *, check: bool, force: bool) -> None:
        self._folder = folder
        self._check = check
        self._force = force
        self._new: list[str] = []

    def deliver(self, design: DocumentedDesign) -> DocumentedDesign:
        """What became of a design's documents, and of the files of its decisions."""
        if design.failed or not design.records:
            return design
        present = files_in(self._folder, self._folder) if self._folder.is_dir() else ()
        slugs = [each.slug for each in design.records]
        others = [name for name in present if self._is_of_another(name, design)]
        names = numbered(slugs, (*present, *self._new), others)
        self._new += names.values()
        files = [(self._folder / names[each.slug], each.text.encode()) for each in design.records]
        if self._check:
            missing = tuple(path for path, _ in files if not path.exists())
            stale = tuple(
                path for path, data in files if path.exists() and not same_text(path, data)
            )
            return replace(
                design, missing=(*design.missing, *missing), stale=(*design.stale, *stale)
            )
        return self._written(design, files)

    def _written(
        self, design: DocumentedDesign, files: list[tuple[Path, bytes]]
    ) -> DocumentedDesign:
        foreign = [path for path, _ in files if not self._force and self._is_foreign(path, design)]
        if foreign:
            problem = (
                f"{foreign[0]} is there and was not made by sdgen from {design.source}: --force writes "
                "over it, --adr names another folder"
            )
            return replace(design, problem=problem)
        written = list(design.written)
        for path, data in files:
            try:
                write_whole(path, data, within=self._folder)
            except OutputError as error:
                return replace(design, written=tuple(written), problem=str(error))
            written.append(path)
        return replace(design, written=tuple(written))

    def _is_of_another(self, name: str, design: DocumentedDesign) -> bool:
        """Whether sdgen has made the file from another design."""
        try:
            head = (self._folder / name).read_bytes()[:_HEAD]
        except OSError:
            return False
        return MADE_FROM in head and made_from(design.source).encode() not in head

    def _is_foreign(self, path: Path, design: DocumentedDesign) -> bool:
        if not path.is_file():
            return False
        try:
            return made_from(design.source).encode() not in path.read_bytes()[:_HEAD]
        except OSError:
            return False  # writing says why
