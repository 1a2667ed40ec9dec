"""The frames of a sequence diagram: their ground, outline, tag, guards and dividers."""

from __future__ import annotations

from collections.abc import Sequence

from sdgen.draw.escape import number
from sdgen.draw.scene import Item, Part, Path, Rectangle
from sdgen.draw.sequence.measured import NOTE_GAP, MeasuredGuard, tag_width
from sdgen.draw.typography import OPERATOR, fit, typeset
from sdgen.layout.sequence.placed import PlacedFrame
from sdgen.layout.sequence.spacing import TAG_HEIGHT

CORNER = 8.0
CUT = 7.0
GUARD_TOP = 3.0
GUARD_BELOW = 6.0
"""From a divider to its guard."""
GUARD_HEIGHT = 16.0
GUARD_SIDE = 3.0


def ground(placed: PlacedFrame) -> Item:
    """The ground of a frame, below everything in it."""
    return _outline("frame-ground", placed)


def _outline(classes: str, placed: PlacedFrame) -> Item:
    """The shape of a frame; one that goes on elsewhere is open below."""
    box = placed.box
    if not placed.goes_on:
        return Rectangle(classes, box.x, box.y, box.width, box.height, CORNER)
    left, right, top = number(box.x), number(box.right), number(box.y)
    bottom, corner = number(box.bottom), number(box.y + CORNER)
    return Path(
        classes,
        f"M{left} {bottom}V{corner}Q{left} {top} {number(box.x + CORNER)} {top}"
        f"H{number(box.right - CORNER)}Q{right} {top} {right} {corner}V{bottom}",
    )


def frame_part(operator: str, guards: Sequence[MeasuredGuard], placed: PlacedFrame) -> Part:
    """A frame above what it holds: outline, tag, and the guard of each operand."""
    box = placed.box
    items: list[Item] = [
        _outline("frame", placed),
        Path("tag", _tag(box.x, box.y, tag_width(operator))),
        *typeset(fit(operator, box.width, OPERATOR), box.x + CUT, box.y + 3.0),
    ]
    for y in placed.dividers:
        right = number(box.right)
        items.append(Path("divider", f"M{number(box.x)} {number(y)}H{right}"))
    tops = [box.y + GUARD_TOP, *(y + GUARD_BELOW for y in placed.dividers)]
    for guard, left, top in zip(guards, placed.guards, tops, strict=True):
        items += _guard(guard, left, top)
    cut = [
        text.whole
        for each in guards
        for text in (each.guard, each.note)
        if text is not None and text.whole
    ]
    return Part("fragment", tuple(items), tooltip=tuple(cut))


def _tag(x: float, y: float, width: float) -> str:
    """A label with its lower right corner cut, in the upper left corner of a frame."""
    left, top, right = number(x), number(y), number(x + width)
    bottom, corner = number(y + TAG_HEIGHT), number(x + CORNER)
    return (
        f"M{corner} {top}H{right}V{number(y + TAG_HEIGHT - CUT)}L{number(x + width - CUT)} {bottom}"
        f"H{left}V{number(y + CORNER)}Q{left} {top} {corner} {top}Z"
    )


def _guard(guard: MeasuredGuard, left: float, top: float) -> list[Item]:
    if not guard.width:
        return []
    box = Rectangle(
        "guard-box", left - GUARD_SIDE, top, guard.width + 2 * GUARD_SIDE, GUARD_HEIGHT, 3.0
    )
    items: list[Item] = [box]
    x = left
    if guard.guard is not None:
        items += typeset(guard.guard, x, top + 1.0)
        x += guard.guard.width + NOTE_GAP
    if guard.note is not None:
        items += typeset(guard.note, x, top + 1.0)
    return items
