"""``pdf``: one page, in vectors; needs the extra of that name."""

from __future__ import annotations

from sdgen.draw.picture_format import Encoded, EncodeRequest, PictureFormat


def encode(request: EncodeRequest) -> Encoded:
    """Raises MissingExtraError as ``require`` does."""
    from sdgen.draw.pdf import draw_pdf

    document = draw_pdf(request.scene, request.theme)
    return Encoded(document.data, document.warnings)


def require() -> None:
    """Raises MissingExtraError where the extra is not installed."""
    from sdgen.draw.typesetter import import_typst

    import_typst()


FORMAT = PictureFormat(encode=encode, require=require)
