"""A placed rack somewhere else: every point and every box in it moved alike."""

from __future__ import annotations

from msgspec.structs import replace

from sdgen.layout.moving import move, move_box
from sdgen.layout.placement import Box, Point
from sdgen.layout.rack.sized import Furniture, PlacedRack


def moved(placed: PlacedRack, x: float, y: float) -> PlacedRack:
    """``placed`` moved by (x, y); its size stays."""

    def there(box: Box) -> Box:
        return move_box(box, x, y)

    own = placed.furniture
    return replace(
        placed,
        placement=move(placed.placement, x, y),
        furniture=Furniture(
            bars=tuple(
                replace(bar, middle=Point(bar.middle.x + x, bar.middle.y + y)) for bar in own.bars
            ),
            rails=tuple(
                replace(rail, left=rail.left + x, right=rail.right + x, y=rail.y + y)
                for rail in own.rails
            ),
            blanks=tuple(replace(each, box=there(each.box)) for each in own.blanks),
            rules=tuple(
                replace(rule, left=rule.left + x, right=rule.right + x, y=rule.y + y)
                for rule in own.rules
            ),
            names=tuple(replace(each, box=there(each.box)) for each in own.names),
            hosts=tuple(replace(each, box=there(each.box)) for each in own.hosts),
        ),
        marks=tuple(replace(each, box=there(each.box)) for each in placed.marks),
    )
