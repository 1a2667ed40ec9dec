"""One view of a design drawn and written as the bytes of its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from sdgen import api
from sdgen.layout.engine import TooMuchWorkError
from sdgen.workspace.large_designs import addresses_of
from sdgen.workspace.names import PictureName
from sdgen.workspace.picture_files import PictureFile
from sdgen.workspace.small_names import small_names
from sdgen.workspace.targets import Destination

if TYPE_CHECKING:
    from sdgen.analyses.facts import Facts
    from sdgen.base.findings import Finding
    from sdgen.draw.scene import Look


class DrawnView(Struct, frozen=True):
    """The files of all pages of a view, and warnings with the name of what they are about; or the
    problem for which there are none. ``looks`` are those of its scenes."""

    files: tuple[PictureFile, ...] = ()
    warnings: tuple[tuple[str, Sequence[str]], ...] = ()
    problem: str = ""
    looks: tuple[Look, ...] = ()


class Drawing(Struct, frozen=True):
    """What the views of a design are drawn from, and how. ``file`` is the design's, ``findings`` go
    onto the cards unless None, ``formats`` are those of each view that is drawn now; ``check`` says
    that pictures are only compared, so that nobody is told how they could be better."""

    file: str
    facts: Facts
    options: api.Options
    findings: Sequence[Finding] | None
    destination: Destination
    folder: str
    formats: Mapping[str, tuple[str, ...]]
    scale: float
    check: bool

    def view(self, view: str) -> DrawnView:
        """Draw one view. Raises EngineError where an installed Graphviz is asked for and cannot run."""
        own = self.destination.folder
        address = addresses_of(own / self.folder, self.formats) if own is not None else None
        try:
            pages = api.draw_pages(self.facts, view, self.options, self.findings, address)
        except TooMuchWorkError as error:
            return DrawnView(problem=f"{self.file}, view '{view}': {error}")
        if self.destination.single and len(pages) > 1:
            return DrawnView(
                problem=f"{self.file}, view '{view}': it has {len(pages)} pages; give -o a folder, "
                "where each is a file"
            )
        files: list[PictureFile] = []
        warnings: list[tuple[str, Sequence[str]]] = []
        for page, picture in enumerate(pages, 1):
            warnings.append((view, picture.warnings))
            if not self.check:
                warnings.append((view, small_names(self.facts, view, picture, self.options, page)))
            here = [PictureName.of(view, page, format) for format in self.formats[view]]
            files += self._encoded(picture, here, warnings)
        looks = tuple(picture.scene.look for picture in pages)
        return DrawnView(tuple(files), tuple(warnings), looks=looks)

    def _encoded(
        self,
        picture: api.Picture,
        names: Iterable[PictureName],
        warned: list[tuple[str, Sequence[str]]],
    ) -> Iterator[PictureFile]:
        """The files of one page, of these names; warnings are added to ``warned``."""
        for name in names:
            encoded = api.encode(picture, name.format, self.scale)
            warned.append((name.shown, encoded.warnings))
            machine = bool(picture.lacking) and not api.is_portable(name.format)
            text = api.is_text(name.format)
            yield PictureFile(self._path(name), encoded.data, name.shown, machine, text=text)

    def _path(self, name: PictureName) -> Path | None:
        if self.destination.folder is None:
            return self.destination.file
        return self.destination.folder / self.folder / name.file
