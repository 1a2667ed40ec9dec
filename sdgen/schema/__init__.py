"""Kinds to JSON Schema; a Document to findings."""

from sdgen.schema.check import check_document, check_written_out
from sdgen.schema.design import address_of, design_schema, included_schema

__all__ = [
    "address_of",
    "check_document",
    "check_written_out",
    "design_schema",
    "included_schema",
]
