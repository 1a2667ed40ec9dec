"""Kinds to JSON Schema; a Document to findings."""
