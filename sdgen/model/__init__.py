"""A Document to a Design: frozen records, each value with its Span."""

from sdgen.model.build import build_design
from sdgen.model.reading import Reading, read_design, read_design_text, read_document

__all__ = ["Reading", "build_design", "read_design", "read_design_text", "read_document"]
