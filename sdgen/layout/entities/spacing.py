"""Distances of data models in px, as they look best at the width of a README."""

from __future__ import annotations

from typing import Final

TABLE_WIDTH: Final = 300.0
COLUMNS: Final = 2
"""Beside each other: more would make the letters too small at the width of a page, but for narrow tables.
Two also share every gap, so that no line has to pass a table."""
NARROW_WIDTH: Final = 252.0
MOST_COLUMNS: Final = 3
"""Of narrow tables, which say little each."""
PADDING: Final = 24.0
HEADER: Final = 62.0
FOOT: Final = 22.0
BOX_GAP: Final = 26.0
TABLE_GAP: Final = 24.0
"""Between tables of one store that stand below each other."""
COLUMN_GAP: Final = 96.0
"""Between two columns of tables: two signs at the ends of lines, and a trunk between them."""
SIGN: Final = 24.0
"""What the sign at the end of a line takes, with the room behind it."""
TRACK: Final = 12.0
"""Between two trunks side by side."""
OUTSIDE: Final = 20.0
"""From a box to the trunk beside it."""
STUB: Final = 22.0
"""From a table to the mark at the end of a reference to another page, where another column is beside it."""
OUTER_STUB: Final = PADDING + 5.0
"""The same where the table is an outer one: the mark stands outside its store's box."""
MARK_GAP: Final = 8.0
"""Between that mark and what is beside it."""
NEAR: Final = 6.0
"""Lines nearer to each other than this look like one."""
ROW: Final = 30.0
"""The height of a table's row, over which the lines spread that end at it."""
