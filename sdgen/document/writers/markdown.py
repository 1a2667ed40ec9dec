"""A document as plain GitHub Flavored Markdown: it reads well on GitHub and GitLab, with links to
pictures beside it that follow light and dark themselves."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.gate import for_markdown
from sdgen.base.medium import Medium, leaving_for
from sdgen.blocks import Section
from sdgen.document.records import MADE, Document, DocumentWriter, Figures, Written, every_block
from sdgen.report.writers.markdown import Around, inline, markdown_lines, numbered_heading, slug


def write(document: Document, figures: Figures) -> Written:
    """The document as one text."""
    around = Around(figures=figures, slugs=slugs(document))
    text = "".join(f"{line}\n" for line in _lines(document, around))
    return Written(leaving_for(Medium.TEXT, text).encode("utf-8"))


def _lines(document: Document, around: Around) -> Iterator[str]:
    yield MADE
    yield ""
    yield f"# {for_markdown(document.title)}"
    yield ""
    if document.summary:
        yield for_markdown(document.summary, begins_block=True)
        yield ""
    for name, said in document.about:
        yield f"- **{name}:** {inline(said, around)}"
    yield ""
    if document.head:
        yield from markdown_lines(document.head, 2, around)
        yield ""
    yield "## Contents"
    yield ""
    for section in document.sections:
        heading = for_markdown(section.heading)
        yield f"{section.number}. [{heading}](#{around.slugs[section.anchor]})"
    yield ""
    yield from markdown_lines(document.sections, 2, around)


def slugs(document: Document) -> dict[str, str]:
    """The slug of each section with an anchor; of headings that are alike the second has ``-1``."""
    found: dict[str, str] = {}
    known = {slug(document.title): 0, "contents": 0}
    for block in every_block(document.sections):
        if not isinstance(block, Section):
            continue
        of = slug(numbered_heading(block))
        number = known[of] = known.get(of, -1) + 1
        if block.anchor:
            found[block.anchor] = f"{of}-{number}" if number else of
    return found


def ours(data: bytes) -> bool:
    """Whether a file was made by this writer."""
    return data.lstrip(b"\xef\xbb\xbf").startswith(MADE.encode("utf-8"))


WRITER = DocumentWriter(suffix="md", write=write, ours=ours, linked=True)
