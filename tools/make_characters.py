"""Makes ``characters.py``: which code points Unicode 14 leaves unassigned.

Python 3.11 has Unicode 14, and no later Python can say what it left open; there the table is taken
as it stands.
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

NAME = "characters.py"
VERSION = "14.0.0"
_RANGES_A_LINE = 8
_TEXT = '''"""Code points that Unicode {version} leaves unassigned, made by ``tools/assets.py``: do not edit.

The first of each range and how many follow it, in hexadecimal: text loads faster than numbers.
"""

UNASSIGNED = (
{lines}
)
'''


def make_characters() -> dict[str, bytes]:
    """The table's bytes by its name."""
    if unicodedata.unidata_version != VERSION:
        return {NAME: (Path(__file__).parents[1] / "sdgen" / "assets" / NAME).read_bytes()}
    ranges: list[list[int]] = []
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code)) != "Cn":
            continue
        if ranges and sum(ranges[-1]) == code - 1:
            ranges[-1][1] += 1
        else:
            ranges.append([code, 0])
    words = [f"{first:x}+{more:x}" for first, more in ranges]
    rows = [words[at : at + _RANGES_A_LINE] for at in range(0, len(words), _RANGES_A_LINE)]
    lines = "\n".join(f'    "{" ".join(row)} "' for row in rows)
    return {NAME: _TEXT.format(version=VERSION, lines=lines).encode("ascii")}
