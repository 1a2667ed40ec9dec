"""Texts of a design as they stand in files of other tools: one line each, nothing unseen in it, and
nothing that the runner of a workflow obeys where such a file is printed."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from sdgen.base.gate import as_unicode, for_file, for_markdown
from sdgen.base.words import in_one_line

_OF_ADDRESSES: Final = "/:?#[]@!$&'()*+,=%~"
"""Signs of addresses that no format takes for the end of one between double quotes."""


def address(link: str) -> str:
    """The link as it stands between double quotes, whatever reads it: nothing in it ends it,
    nor does the runner of a workflow obey it.

    >>> address('https://x.org/?a="b"##c')
    'https://x.org/?a=%22b%22#%23c'
    """
    return quote(as_unicode(link), safe=_OF_ADDRESSES).replace("##", "#%23")


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
