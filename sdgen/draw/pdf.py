"""SVG to PDF through svg2pdf: vectors and embedded text, with the fonts that sdgen brings.

The converter writes neither a date nor a random id, so the same picture gives the same bytes.
"""

from __future__ import annotations

from sdgen.draw.raster_source import fonts_for, with_theme


def pdf_bytes(svg: str, theme: str = "light") -> bytes:
    """A picture that sdgen made as a PDF file of one page, in ``theme`` (auto is light)."""
    import svg2pdf_py

    fonts = svg2pdf_py.FontDatabase()
    for path in fonts_for(svg)[0]:
        fonts.load_font_file(path)
    return bytes(svg2pdf_py.svg_to_pdf(with_theme(svg, theme), fonts))
