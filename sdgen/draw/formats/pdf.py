"""``pdf``: one page, in vectors; needs the extra of that name."""

from __future__ import annotations

import re
from typing import Final

from sdgen.draw.picture_format import Encoded, EncodeRequest, PictureFormat

_MARK: Final = re.compile(rb"/Keywords\(sdgen, ([\w-]+)\)")


def encode(request: EncodeRequest) -> Encoded:
    """Raises MissingExtraError as ``require`` does."""
    from sdgen.draw.pdf import draw_pdf

    document = draw_pdf(request.scene, request.theme)
    return Encoded(document.data, document.warnings)


def require() -> None:
    """Raises MissingExtraError where the extra is not installed."""
    from sdgen.draw.typesetter import import_typst

    import_typst()


def name_in(data: bytes) -> str:
    """The second keyword of the document information."""
    found = _MARK.search(data)
    return found[1].decode("ascii") if found is not None else ""


FORMAT = PictureFormat(encode=encode, require=require, name_in=name_in)
