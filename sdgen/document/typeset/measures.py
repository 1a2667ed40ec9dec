"""The sizes of a page and of its type, in px of 1/96 inch, as ``document.typ`` has them."""

from __future__ import annotations

from typing import Final

TEXT_WIDTH: Final = 658.0
"""A4 is 794 px wide, its margins 68 (18 mm)."""
TEXT_HEIGHT: Final = 987.0
"""A4 is 1123 px high, its margins 72 and 64."""
BODY: Final = 12.4
SMALL: Final = 10.6
"""What is folded away elsewhere."""
TABLE: Final = 11.4
SMALL_TABLE: Final = 10.2
LINE: Final = 1.36
"""From baseline to baseline in a table, as a share of the size."""
