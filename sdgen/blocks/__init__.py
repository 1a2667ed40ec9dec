"""What a report says, before anything is decided about how it looks.

A report is a ``Page`` of blocks. Functions make blocks from facts, writers make text, Markdown or
HTML from blocks, so that whatever is computed can be had in every format.
"""

from sdgen.blocks.records import Block, List, Page, Paragraph, Section, Table

__all__ = ["Block", "List", "Page", "Paragraph", "Section", "Table"]
