"""A document as one HTML file: pictures in it, nothing fetched, no script; light and dark as the
reader has it, a style sheet for print, anchors that stay the same. A picture opens alone where its
caption's link is followed (``:target``)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from sdgen.base.gate import for_xml, for_xml_attribute
from sdgen.base.medium import Medium, leaving_for
from sdgen.blocks import Figure
from sdgen.document.records import MADE, Document, DocumentWriter, DrawnFigure, Figures, Written
from sdgen.document.style import STYLE
from sdgen.draw.fonts import font_face_css, font_family
from sdgen.draw.scene import texts
from sdgen.draw.svg import write_svg
from sdgen.report.writers.html import Around, html_lines, inline

GENERATOR = '<meta name="generator" content="sdgen doc"/>'
LONGEST_HEAD = 4_096
"""Bytes in which a file says who made it."""
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; "
    "form-action 'none'"
)


def write(document: Document, figures: Figures) -> Written:
    """The document as one file, which is well-formed XML too."""
    text = "".join(f"{line}\n" for line in _lines(document, figures))
    return Written(leaving_for(Medium.XML, text).encode("utf-8"))


def _lines(document: Document, figures: Figures) -> Iterator[str]:
    title = for_xml(document.title)
    yield "<!DOCTYPE html>"
    yield '<html lang="en" xmlns="http://www.w3.org/1999/xhtml">'
    yield "<head>"
    yield '<meta charset="utf-8"/>'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1"/>'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"/>'
    yield GENERATOR
    yield f"<title>{title}</title>"
    yield f"<style>{_faces(figures)}\n{STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield "<header>"
    yield f'<p class="kind">{for_xml(document.kind)}</p>'
    yield f"<h1>{title}</h1>"
    if document.summary:
        yield f'<p class="lead">{for_xml(document.summary)}</p>'
    yield '<dl class="about">'
    for name, said in document.about:
        yield f"<div><dt>{for_xml(name)}</dt><dd>{inline(said)}</dd></div>"
    yield "</dl>"
    yield "</header>"
    yield "<main>"
    around = Around(FigureWriter(figures))
    yield from html_lines(document.head, 2, around)
    yield from _contents(document)
    yield from html_lines(document.sections, 2, around)
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _faces(figures: Figures) -> str:
    """The typeface of the pictures, once for all of them."""
    letters = {
        letter
        for figure in figures.values()
        for text in texts(figure.scene.items)
        for letter in text.content
    }
    return font_face_css(letters) if letters else ""


def _contents(document: Document) -> Iterator[str]:
    yield '<nav aria-label="Contents">'
    yield "<h2>Contents</h2>"
    yield "<ol>"
    for each in document.sections:
        anchor, heading = for_xml_attribute(each.anchor), for_xml(each.heading)
        yield f'<li><a href="#{anchor}"><span>{each.number}</span> {heading}</a></li>'
    yield "</ol>"
    yield "</nav>"


class FigureWriter:
    """Writes figures. Where one is shown again its ids are others, so that none stands twice."""

    def __init__(self, drawn: Figures) -> None:
        self._drawn = drawn
        self._shown: dict[tuple[str, int], int] = {}

    def __call__(self, figure: Figure) -> Iterator[str]:
        place = (figure.view, figure.page)
        drawn = self._drawn[place]
        number = self._shown[place] = self._shown.get(place, 0) + 1
        name = drawn.scene.name if number == 1 else f"{drawn.scene.name}-{number}"
        anchor = f"figure-{name}"
        yield f'<figure id="{anchor}">'
        yield f'<div class="picture" tabindex="0" role="group" aria-label="{_label(drawn)}">'
        yield write_svg(replace(drawn.scene, name=name), "auto", font_family("embedded"))
        yield "</div>"
        yield (
            f"<figcaption>{inline(figure.caption)} "
            f'<a class="alone" href="#{anchor}">Show it alone</a>'
            f'<a class="back" href="#{anchor}-caption">Back to the page</a></figcaption>'
        )
        yield "</figure>"
        yield f'<span id="{anchor}-caption"></span>'


def _label(drawn: DrawnFigure) -> str:
    return for_xml_attribute(drawn.title)


def ours(data: bytes) -> bool:
    """Whether a file was made by this writer."""
    head = data[:LONGEST_HEAD]
    return GENERATOR.encode("ascii") in head or MADE.encode("ascii") in head


WRITER = DocumentWriter(suffix="html", write=write, ours=ours)
