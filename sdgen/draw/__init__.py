"""Positions to a scene, and the scene to SVG, PNG and PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sdgen.draw.pdf import DrawnDocument, draw_pdf
    from sdgen.draw.picture import draw_picture
    from sdgen.draw.png import DrawnImage, draw_png, png_bytes
    from sdgen.draw.written import DrawnPicture

__all__ = [
    "DrawnDocument",
    "DrawnImage",
    "DrawnPicture",
    "draw_pdf",
    "draw_picture",
    "draw_png",
    "png_bytes",
]

_HOMES = {
    "DrawnDocument": "sdgen.draw.pdf",
    "DrawnImage": "sdgen.draw.png",
    "DrawnPicture": "sdgen.draw.written",
    "draw_pdf": "sdgen.draw.pdf",
    "draw_picture": "sdgen.draw.picture",
    "draw_png": "sdgen.draw.png",
    "png_bytes": "sdgen.draw.png",
}


def __getattr__(name: str) -> Any:
    """Import a public name from its module when it is first asked for: text measuring alone must
    not pay for the layout."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
