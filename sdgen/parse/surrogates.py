r"""Characters that JSON writes as two escapes: ``"\ud83d\ude00"`` is one face.

JSON is YAML, and programs that write JSON in ASCII write every character above U+FFFF so. The
parser knows ``\U0001f600`` only. It gets that, filled up to the same length, so that every place
stays where it is; where a pair turns out to stand outside double quotes, it is put back.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from yaml.events import ScalarEvent

_PAIR = (
    r"((?<!\\)(?:\\\\)*)"
    r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
)
_PRIVATE = range(0xE000, 0xF900)
"""Characters without a meaning, one of which fills up."""


class Pairs(Struct, frozen=True):
    """``text`` is what the parser gets; ``places`` are where pairs begin in it, in order, and
    ``written`` what stands there in the file; ``filler`` occurs nowhere else."""

    text: str
    places: tuple[int, ...]
    written: tuple[str, ...]
    filler: str

    def restored(self, event: ScalarEvent) -> str:
        """The value of a scalar as the file means it."""
        value: str = event.value
        if self.filler not in value:
            return value
        if event.style == '"':
            return value.replace(self.filler, "")
        start = event.start_mark.index if event.start_mark is not None else 0
        number = bisect_left(self.places, start)
        written = iter(self.written[number : number + value.count(self.filler)])
        return re.sub(rf"\\U[0-9a-f]{{8}}{self.filler}{{2}}", lambda _: next(written), value)


def find_pairs(text: str) -> Pairs | None:
    """The pairs of a text; None where it has none."""
    if "\\u" not in text or re.search(_PAIR, text) is None:
        return None
    used = set(text)
    filler = next((chr(code) for code in _PRIVATE if chr(code) not in used), None)
    if filler is None:
        return None
    places: list[int] = []
    written: list[str] = []

    def replaced(match: re.Match[str]) -> str:
        high, low = int(match[2], 16), int(match[3], 16)
        code = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
        places.append(match.end(1))
        written.append(text[match.end(1) : match.end()])
        return f"{match[1]}\\U{code:08x}{filler}{filler}"

    changed = re.sub(_PAIR, replaced, text)
    return Pairs(changed, tuple(places), tuple(written), filler)
