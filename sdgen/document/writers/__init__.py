"""Documents to files: a module here with a ``WRITER`` writes the form of its name. Other packages
add theirs as entry points of the group ``sdgen.document_writers``."""

from __future__ import annotations

from typing import Final

from sdgen.document.records import DocumentWriter
from sdgen.registry import Registry

DOCUMENT_WRITERS: Final[Registry[DocumentWriter]] = Registry(
    "sdgen.document_writers",
    package=__name__,
    attribute="WRITER",
    record="sdgen.document.records:DocumentWriter",
    noun="form of documents",
    first="markdown",
    complaint="sdgen.document.records:writer_complaint",
)
"""Every form of documents, the default first."""
DEFAULT: Final = "markdown"
