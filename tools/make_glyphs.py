"""Make the table of glyphs: the inner SVG markup of every lucide drawing, one a line.

Used only by ``assets.py``; lucide is a development dependency and is imported late.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

_ROOT = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_SAFE = re.compile(
    r"(<(path|circle|ellipse|rect|line|polyline|polygon)( [a-z][a-z0-9]*=\"[-A-Za-z0-9 .,]*\")+ />)+"
)


def inner_markup(svg: str, name: str) -> str:
    """The shapes inside a lucide SVG without white space between them.

    Raises ValueError when there is anything but plain shapes: the markup goes into pictures as
    it is.
    """
    root = _ROOT.search(svg)
    if root is None:
        raise ValueError(f"lucide's {name} is not an SVG")
    markup = re.sub(r">\s+<", "><", re.sub(r"\s+", " ", root[1])).strip()
    if not _SAFE.fullmatch(markup):
        raise ValueError(f"lucide's {name} has more than plain shapes: {markup}")
    return markup.replace(" />", "/>")


def make_glyphs() -> dict[str, bytes]:
    """``glyphs.txt``: for each glyph its name, a tab and its markup, sorted by name."""
    import lucide

    archive = ZipFile(BytesIO((Path(lucide.__file__).parent / "lucide.zip").read_bytes()))
    lines = []
    for file in sorted(archive.namelist()):
        if file.endswith(".svg"):
            name = file.removesuffix(".svg")
            lines.append(f"{name}\t{inner_markup(archive.read(file).decode(), name)}\n")
    return {"glyphs.txt": "".join(sorted(lines)).encode()}
