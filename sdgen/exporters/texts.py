"""Texts of a design as they stand in files of other tools: one line each, nothing unseen in it, and
nothing that the runner of a workflow obeys where such a file is printed."""

from __future__ import annotations

from sdgen.base.gate import for_file, for_markdown
from sdgen.base.words import in_one_line


def plain_line(text: str) -> str:
    r"""The text on one line, as it is.

    >>> plain_line("a\n ::error::b")
    'a \\x3a:error::b'
    """
    return for_file(in_one_line(text))


def markdown_line(text: str) -> str:
    """The text on one line of Markdown, in which it means itself."""
    return plain_line(for_markdown(text, begins_block=True))


def sentence(text: str) -> str:
    """The text as a sentence among others: with a stop at its end."""
    return text if not text or text.endswith((".", "!", "?", ":", "…")) else f"{text}."
