"""What a report says, before anything is decided about how it looks.

A report is a ``Page`` of blocks. Functions make blocks from facts, writers make text, Markdown or
HTML from blocks, so that whatever is computed can be had in every format.
"""

from sdgen.blocks.phrases import Address, Code, Link, Mark, Piece, Tone, Words, plain
from sdgen.blocks.records import (
    Block,
    Details,
    Figure,
    List,
    Number,
    Numbers,
    Open,
    Page,
    Paragraph,
    Section,
    Table,
    Terms,
)

__all__ = [
    "Address",
    "Block",
    "Code",
    "Details",
    "Figure",
    "Link",
    "List",
    "Mark",
    "Number",
    "Numbers",
    "Open",
    "Page",
    "Paragraph",
    "Piece",
    "Section",
    "Table",
    "Terms",
    "Tone",
    "Words",
    "plain",
]
