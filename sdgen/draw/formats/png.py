"""``png``: pixels, for readers that show no SVG."""

from __future__ import annotations

from sdgen.draw.picture_format import SCALES, Encoded, EncodeRequest, PictureFormat
from sdgen.draw.png import draw_png, name_in


def encode(request: EncodeRequest) -> Encoded:
    """Raises ValueError for a scale that is too small or too large."""
    if not SCALES[0] <= request.scale <= SCALES[1]:
        raise ValueError(f"scale is {request.scale}; it can be {SCALES[0]} to {SCALES[1]}")
    drawn = draw_png(request.scene, request.scale, request.theme)
    return Encoded(drawn.data, drawn.warnings)


FORMAT = PictureFormat(encode=encode, name_in=name_in)
