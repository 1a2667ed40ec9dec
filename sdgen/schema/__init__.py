"""Kinds to JSON Schema; a Document to findings."""

from sdgen.schema.check import check_document, check_written_out
from sdgen.schema.design import design_schema, schema_text

__all__ = ["check_document", "check_written_out", "design_schema", "schema_text"]
