"""Columns of text, each as wide as its widest cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

WIDEST = 60
"""A wider cell does not push the columns after it; its row does as it must."""


def table(rows: Sequence[Sequence[str]], indent: int = 0) -> Iterator[str]:
    """The rows as lines, cells two spaces apart, without spaces at the end."""
    if not rows:
        return
    widths = [
        max((len(cell) for cell in column if len(cell) <= WIDEST), default=0)
        for column in zip(*rows, strict=True)
    ]
    # one format for all rows: a large design has tens of thousands
    line = " " * indent + "  ".join(f"{{:<{width}}}" for width in widths)
    for row in rows:
        yield line.format(*row).rstrip()
