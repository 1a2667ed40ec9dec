"""SVG to PDF through svg2pdf: vectors and embedded text, with the fonts that sdgen brings.

The same picture gives the same bytes: the converter writes neither a date nor a random id, and
``in_order`` undoes the order that differs from run to run.
"""

from __future__ import annotations

from sdgen.draw.raster_source import raster_source


def pdf_bytes(svg: str, theme: str = "light") -> bytes:
    """A picture that sdgen made as a PDF file of one page, in ``theme`` (auto is light)."""
    import svg2pdf_py

    from sdgen.draw.pdf_order import in_order

    source = raster_source(svg, theme)
    fonts = svg2pdf_py.FontDatabase()
    for path in source.font_files:
        fonts.load_font_file(path)
    # A font of pictures, such as one of coloured emoji, cannot be embedded as text.
    options = svg2pdf_py.ConversionOptions(embed_text=source.outlines)
    return in_order(bytes(svg2pdf_py.svg_to_pdf(source.svg, fonts, options)))
