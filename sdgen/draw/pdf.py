"""SVG to PDF through svg2pdf: vectors and embedded text, with the fonts that sdgen brings.

The same picture gives the same bytes: the converter writes neither a date nor a random id, and
``in_order`` undoes the order that differs from run to run.
"""

from __future__ import annotations

from sdgen.draw.raster_source import fonts_for, with_theme


def pdf_bytes(svg: str, theme: str = "light") -> bytes:
    """A picture that sdgen made as a PDF file of one page, in ``theme`` (auto is light)."""
    import svg2pdf_py

    from sdgen.draw.pdf_order import in_order

    fonts = svg2pdf_py.FontDatabase()
    for path in fonts_for(svg)[0]:
        fonts.load_font_file(path)
    return in_order(bytes(svg2pdf_py.svg_to_pdf(with_theme(svg, theme), fonts)))
