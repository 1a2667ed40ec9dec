"""What all cards have: a stack behind those of several replicas, a face, and what is said where one points."""

from __future__ import annotations

from collections.abc import Iterable

from sdgen.draw.escape import escape_id, safe_link
from sdgen.draw.scene import Item, Part, Rectangle
from sdgen.draw.tiles import CORNER
from sdgen.layout.placement import Box
from sdgen.views.diagram import Card

STACK = (6.0, 3.0)
"""How far the edges of a stack reach beyond its card, the outer one first."""
SHADE = 2.0


def card_faces(box: Box, *, many: bool, shaded: bool = True) -> list[Item]:
    """The face of a card at ``box``, with what is behind it."""
    items: list[Item] = [_face("behind", box, shift, -shift) for shift in (STACK if many else ())]
    if shaded:
        items.append(_face("shade", box, 0.0, SHADE))
    items.append(_face("face", box, 0.0, 0.0))
    return items


def _face(classes: str, box: Box, right: float, down: float) -> Rectangle:
    return Rectangle(classes, box.x + right, box.y + down, box.width, box.height, CORNER)


def whole_card(
    card: Card, items: Iterable[Item], tooltip: tuple[str, ...], *, faded: bool, quiet: bool = False
) -> Part:
    """The card with all that is on it, in the ring of its findings; one that is ``faded`` is not in
    front, one that is ``quiet`` has not changed, and looks so."""
    classes = "card"
    if card.change is not None:
        classes += f" {card.change.mark.value}"
    elif quiet and not faded:
        classes += " quiet"
    if card.ring is not None:
        classes += f" ring-{card.ring.value}"
    if faded:
        classes += " faded"
    elif card.dimmed:
        classes += " dimmed"
    return Part(
        classes,
        tuple(items),
        id=f"card-{escape_id(card.id)}",
        tooltip=tooltip,
        link=safe_link(card.link),
    )
