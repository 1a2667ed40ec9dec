"""Items of a scene moved as a whole: what was drawn from its own corner, put where it belongs."""

from __future__ import annotations

import re

from msgspec.structs import replace

from sdgen.draw.escape import number
from sdgen.draw.scene import Flow, Item, Part, Path

_STEP = re.compile(r"([MLQCHVZ])([^MLQCHVZ]*)")


def moved(item: Item, right: float, down: float) -> Item:
    """The item so far to the right and further down."""
    if isinstance(item, Part):
        return replace(item, items=tuple(moved(each, right, down) for each in item.items))
    if isinstance(item, Path | Flow):
        steps = _STEP.findall(item.data)
        data = "".join(_moved_step(letter, rest, right, down) for letter, rest in steps)
        return replace(item, data=data)
    return replace(item, x=item.x + right, y=item.y + down)


def _moved_step(letter: str, numbers: str, right: float, down: float) -> str:
    """One step of a path, of those with absolute coordinates."""
    values = [float(each) for each in numbers.split()]
    across = {"H": (right,), "V": (down,)}.get(letter, (right, down))
    shifted = (value + across[at % len(across)] for at, value in enumerate(values))
    return letter + " ".join(map(number, shifted))
