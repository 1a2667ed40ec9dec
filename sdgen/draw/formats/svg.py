"""``svg``: the text that every other format is drawn from."""

from __future__ import annotations

import re
from typing import Final

from sdgen.draw.picture_format import Encoded, EncodeRequest, PictureFormat

_ROOT: Final = re.compile(
    rb'<svg xmlns="http://www\.w3\.org/2000/svg" xmlns:xlink="http://www\.w3\.org/1999/xlink"'
    rb' id="([\w-]+)" class="sdgen[" ]'
)
"""How a file begins that nobody has written anew; editors put their own root there."""


def encode(request: EncodeRequest) -> Encoded:
    """The SVG in UTF-8."""
    return Encoded(request.svg.encode("utf-8"))


def name_in(data: bytes) -> str:
    """The id of the root."""
    found = _ROOT.match(data)
    return found[1].decode("ascii") if found is not None else ""


FORMAT = PictureFormat(encode=encode, text=True, portable=True, name_in=name_in)
