"""Checks a sequence diagram as a reader would: no text stands on another, on a bar or on a lifeline,
no tag covers a bar, everything is inside the picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from msgspec import Struct

from sdgen.draw.scene import SHARE_BEFORE, Item, Part, Path, Rectangle, Scene, Text

TOUCH = 0.75
"""Px that things may share."""
CAPITALS, BELOW = 0.72, 0.2
"""How far letters reach above and below their baseline, as a share of the size."""
ON_LINES = frozenset({"guard", "note", "note-fact", "share-text", "name", "pill-text"})
"""Styles of texts that have a ground of their own, so that a lifeline may pass behind them."""


class Spot(Struct, frozen=True):
    """Something at a place."""

    what: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Spot) -> bool:
        """Whether the two share more than their edges."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > TOUCH
            and min(self.bottom, other.bottom) - max(self.top, other.top) > TOUCH
        )


def problems(scene: Scene) -> list[str]:
    """What is wrong with the picture; empty for a good one."""
    items = list(_all(scene.items))
    texts = [_spot_of(item) for item in items if isinstance(item, Text)]
    bars = [_box(item) for item in items if _is(item, "stay")]
    tags = [_path(item) for item in items if isinstance(item, Path) and item.classes == "tag"]
    lines = [_path(item) for item in items if isinstance(item, Path) and item.classes == "lifeline"]
    shares = [_box(item) for item in items if _is(item, "share")]
    chips = [_box(item) for item in items if _is(item, "goes-on") or _is(item, "badge-box")]
    on_bars = [each for each in texts if each.what.partition(":")[0] in ("message", "figures")]
    free = [each for each in texts if each.what.partition(":")[0] not in ON_LINES]
    return [
        *(f"{a.what} stands on {b.what}" for a, b in combinations(texts, 2) if a.meets(b)),
        *(f"{a.what} stands on a bar" for a in on_bars for b in bars if a.meets(b)),
        *(f"{a.what} stands on a lifeline" for a in free for b in lines if _crossed(a, b)),
        *(f"a tag covers a bar at {a.top:g}" for a in tags for b in bars if a.meets(b)),
        *(f"{a.what} stands on a share" for a in on_bars for b in shares if a.meets(b)),
        *(f"a chip at {a.top:g} covers a share" for a in chips for b in shares if a.meets(b)),
        *(f"{a.what} stands on a chip" for a in on_bars for b in chips if a.meets(b)),
        *(
            f"{a.what} is outside the picture"
            for a in (*texts, *bars, *tags, *shares, *chips)
            if a.left < 0 or a.top < 0 or a.right > scene.width or a.bottom > scene.height
        ),
    ]


def _crossed(text: Spot, line: Spot) -> bool:
    """Whether a lifeline passes through a text."""
    return (
        text.left + TOUCH < line.left < text.right - TOUCH
        and line.top < text.bottom
        and line.bottom > text.top
    )


def _all(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        if isinstance(item, Part):
            yield from _all(item.items)
        else:
            yield item


def _is(item: Item, word: str) -> bool:
    return isinstance(item, Rectangle) and word in item.classes.split()


def _box(item: Item) -> Spot:
    assert isinstance(item, Rectangle)
    right, bottom = item.x + item.width, item.y + item.height
    return Spot(item.classes, item.x, item.y, right, bottom)


def _spot_of(text: Text) -> Spot:
    left = text.x - text.width * SHARE_BEFORE[text.anchor]
    what = f"{text.classes.split()[0]}: {text.content}"
    return Spot(
        what, left, text.y - CAPITALS * text.size, left + text.width, text.y + BELOW * text.size
    )


def _path(item: Item) -> Spot:
    """The box of a path of absolute coordinates."""
    assert isinstance(item, Path)
    across: list[float] = []
    down: list[float] = []
    for letter, rest in re.findall(r"([MLQHVZ])([^MLQHVZ]*)", item.data):
        values = [float(each) for each in rest.split()]
        if letter in "HV":
            (across if letter == "H" else down).extend(values)
        else:
            across += values[::2]
            down += values[1::2]
    return Spot(item.classes, min(across), min(down), max(across), max(down))
