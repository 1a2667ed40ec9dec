"""Kinds to JSON Schema; a Document to findings."""

from sdgen.schema.check import check_document
from sdgen.schema.design import design_schema, schema_text

__all__ = ["check_document", "design_schema", "schema_text"]
