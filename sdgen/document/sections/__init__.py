"""The sections of documents: each folder here is a template, each module in it a section."""

from __future__ import annotations

from typing import Final

from sdgen.document.records import DocumentSection
from sdgen.registry import Registry

SECTIONS: Final[Registry[DocumentSection]] = Registry(
    "sdgen.document_sections",
    package=__name__,
    attribute="SECTION",
    record="sdgen.document.records:DocumentSection",
    noun="section of documents",
    shelves=True,
    complaint="sdgen.document.records:complaint",
)
"""Every section by its name; its shelf is the template that it belongs to."""
DEFAULT: Final = "steps"


def template_names() -> tuple[str, ...]:
    """Every template, the default first."""
    found = {SECTIONS.shelf(name) for name in SECTIONS.names()}
    return tuple(sorted(found, key=lambda name: (name != DEFAULT, name)))


def sections_of(template: str) -> tuple[tuple[str, DocumentSection], ...]:
    """The sections of a template with their names, in their order."""
    found = [(name, SECTIONS[name]) for name in SECTIONS.names(template)]
    return tuple(sorted(found, key=lambda each: (each[1].order, each[0])))
