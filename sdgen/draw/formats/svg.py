"""``svg``: the text that every other format is drawn from."""

from __future__ import annotations

from sdgen.draw.picture_format import Encoded, EncodeRequest, PictureFormat


def encode(request: EncodeRequest) -> Encoded:
    """The SVG in UTF-8."""
    return Encoded(request.svg.encode("utf-8"))


FORMAT = PictureFormat(encode=encode, text=True, portable=True)
