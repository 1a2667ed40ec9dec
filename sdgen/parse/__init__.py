"""YAML text -> Document: plain data, with the line and column of every key and value."""

from sdgen.parse.document import Document, Entry, Mapping, Node, Scalar, Sequence, to_plain
from sdgen.parse.read import parse_file, parse_text

__all__ = [
    "Document",
    "Entry",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "parse_file",
    "parse_text",
    "to_plain",
]
