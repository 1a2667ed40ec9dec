"""A document as PDF, set by typst: A4 with contents, bookmarks and page numbers, pictures as vectors,
large ones on landscape pages of their own. PDF/UA-1 where every letter has a font."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from sdgen.base.gate import drawable
from sdgen.base.warnings import said_once
from sdgen.document.records import Document, DocumentWriter, DrawnFigure, Figures, Written
from sdgen.draw.cut_texts import cut_warnings
from sdgen.draw.fonts import (
    FAMILY,
    FallbackFonts,
    fallback_warning,
    find_fallback_fonts,
    font_paths,
    stand_in_warning,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MADE = "Made by sdgen doc"
"""A keyword of the file: sdgen knows by it that it may write over it."""
UNIVERSAL_ACCESS = "ua-1"
NO_MARK = "PDF is written without the mark of PDF/UA-1, by which programs read a document aloud"
REFUSED = "PDF/UA-1"
"""What typst says of a document that it cannot mark so."""
_SOURCE = Path(__file__).parents[1] / "typeset" / "document.typ"


def write(document: Document, figures: Figures) -> Written:
    """The document as one file. Raises MissingExtraError without typst, and TypesetterError where
    it fails."""
    return write_with(document, figures, None)


def write_with(document: Document, figures: Figures, folders: Iterable[Path] | None) -> Written:
    """The same; ``folders`` replaces the system's font folders."""
    from sdgen.draw.raster_source import raster_svg
    from sdgen.draw.typesetter import TypesetterError, typeset_apart

    data = _data(document, figures)
    said = json.dumps(data, ensure_ascii=False)
    fonts = _fonts(said, figures, folders)
    data["fonts"] = [FAMILY, *_families(fonts)]
    pictures = [
        _picture(each, raster_svg(each.scene, "light", fonts.paths)) for each in figures.values()
    ]
    inputs = {"document": json.dumps(data), "pictures": json.dumps(pictures), "mark": MADE}
    files = [str(path) for path in (*font_paths(), *fonts.paths)]
    warnings = list(_warnings(fonts, figures))
    source = _SOURCE.read_bytes()
    if not fonts.unavailable:
        try:
            made = typeset_apart(source, inputs, files, (UNIVERSAL_ACCESS,))
            return Written(made, tuple(warnings))
        except TypesetterError as error:
            if REFUSED not in str(error):
                raise
            warnings.append(f"{NO_MARK}: {error}")
    return Written(typeset_apart(source, inputs, files), tuple(warnings))


def _data(document: Document, figures: Figures) -> dict[str, object]:
    from sdgen.document.typeset.contents import Placing, front, nodes, targets_of
    from sdgen.document.typeset.plates import plate

    placing = Placing(
        targets=targets_of(document),
        plates={key: plate(each.width, each.height) for key, each in figures.items()},
        figures={key: at for at, key in enumerate(figures)},
    )
    return {**front(document, placing), "sections": list(nodes(document.sections, placing))}


def _fonts(said: str, figures: Figures, folders: Iterable[Path] | None) -> FallbackFonts:
    """Installed fonts for all that the document and its figures say in other scripts."""
    from sdgen.draw.raster_source import characters_of
    from sdgen.text.measure import missing_characters

    drawn = set().union(*(characters_of(each.scene) for each in figures.values()))
    missing = missing_characters(said) | missing_characters("".join(drawn))
    return find_fallback_fonts(missing, None if folders is None else tuple(folders))


def _families(fonts: FallbackFonts) -> list[str]:
    from sdgen.draw.font_files import font_facts

    return list(dict.fromkeys(font_facts(path).family for path in fonts.paths))


def _picture(figure: DrawnFigure, svg: str) -> dict[str, object]:
    from sdgen.draw.pdf import LONGEST_LINK, link_areas

    scene = figure.scene
    return {
        "svg": svg,
        "width": figure.width,
        "height": figure.height,
        "alt": drawable(" ".join(filter(None, (f"{figure.title}.", scene.description)))),
        "links": [
            {
                "x": each.x,
                "y": each.y,
                "width": each.width,
                "height": each.height,
                "target": each.target,
            }
            for each in link_areas(scene.items)
            if len(each.target) <= LONGEST_LINK
        ],
    }


def _warnings(fonts: FallbackFonts, figures: Figures) -> Iterator[str]:
    yield from said_once((view, cut_warnings(each.scene)) for (view, _), each in figures.items())
    for warning in (fallback_warning(fonts), stand_in_warning(fonts.paths)):
        if warning:
            yield str(warning)
    if fonts.unavailable:
        yield f"{NO_MARK}: no font here has some of its characters"


def ours(data: bytes) -> bool:
    """Whether a file was made by this writer, or was before somebody has worked on it."""
    return data.startswith(b"%PDF-") and MADE.encode("ascii") in data


def require() -> None:
    """Raises MissingExtraError where the extra is not installed."""
    from sdgen.draw.typesetter import import_typst

    import_typst()


WRITER = DocumentWriter(suffix="pdf", write=write, ours=ours, text=False, require=require)
