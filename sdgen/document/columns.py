"""Tables without what says nothing: columns in which nobody has said anything."""

from __future__ import annotations

from msgspec.structs import replace

from sdgen.blocks import Table
from sdgen.blocks.phrases import plain

SAYS_NOTHING = frozenset(("", "–", "-"))


def without_empty_columns(table: Table) -> Table | None:
    """The table without the columns that say nothing in any row; None where that leaves only the
    names of its rows."""
    kept = [
        at
        for at in range(len(table.header))
        if at == 0 or any(plain(row[at]).strip() not in SAYS_NOTHING for row in table.rows)
    ]
    if len(kept) == len(table.header):
        return table
    if len(kept) == 1:
        return None
    return replace(
        table,
        header=tuple(table.header[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in table.rows),
        text_columns=tuple(new for new, at in enumerate(kept) if at in table.text_columns),
    )
