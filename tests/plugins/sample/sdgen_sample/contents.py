"""A form of documents: the titles of the sections, numbered."""

from sdgen.document.records import Document, DocumentWriter, Figures, Written

MADE = "Contents, made by sdgen doc\n"


def write(document: Document, figures: Figures) -> Written:
    """A line for each section."""
    lines = (f"{each.number} {each.heading}\n" for each in document.sections)
    return Written((MADE + "".join(lines)).encode("utf-8"))


def ours(data: bytes) -> bool:
    """Whether this writer made the file."""
    return data.startswith(MADE.encode("ascii"))


WRITER = DocumentWriter(suffix="toc", write=write, ours=ours)
