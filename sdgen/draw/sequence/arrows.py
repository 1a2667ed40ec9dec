"""The arrows of a sequence diagram with their heads, labels, figures and badges."""

from __future__ import annotations

from sdgen.draw.escape import escape_id, number
from sdgen.draw.scene import Item, Part, Path, Rectangle
from sdgen.draw.sequence.measured import (
    BADGE_GAP,
    BADGE_HEIGHT,
    BADGE_PADDING,
    BELOW,
    MeasuredMessage,
    MeasuredSection,
    chip_width,
)
from sdgen.draw.typography import NOTE_FACT, fit, typeset
from sdgen.layout.sequence.placed import PlacedArrow
from sdgen.layout.sequence.spacing import CHIP_HEIGHT, TURN_WIDTH
from sdgen.views.sequence import NOBODY, Message, MessageKind

HEAD_LENGTH = 8.5
HEAD_HALF = 3.75
FOUND_RADIUS = 4.0
CORNER = 4.0


def message_part(
    measured: MeasuredSection, message: Message, texts: MeasuredMessage, placed: PlacedArrow
) -> Part:
    """An arrow and all that stands at it."""
    items = arrow_items(message.kind, placed, found=message.source == NOBODY)
    items += _texts(texts, placed)
    cards = measured.section.cards
    data = [("target", escape_id(cards[message.target].id))]
    if message.source != NOBODY:
        data.insert(0, ("source", escape_id(cards[message.source].id)))
    cut = [each.whole for each in (texts.label, texts.figures) if each is not None and each.whole]
    # an answer has the number of the stay that it ends, which is that of its call
    name, at = ("return", message.bar) if message.returns else ("call", message.step)
    return Part(
        "message",
        tuple(items),
        id=f"{name}-{at}" if at > 0 else "",
        tooltip=(*cut, *message.tooltip.splitlines()),
        data=tuple(data),
    )


def arrow_items(kind: MessageKind, placed: PlacedArrow, *, found: bool = False) -> list[Item]:
    """The line and the head: filled for a call, open for what nobody waits for and for an answer."""
    end_y = placed.y + placed.turn
    left = placed.end < placed.start or placed.turn > 0.0
    back = HEAD_LENGTH if left else -HEAD_LENGTH
    filled = kind is MessageKind.CALL
    tip = placed.end
    last = tip + back if filled else tip
    start = placed.start + (2 * FOUND_RADIUS if found else 0.0)
    line = "stroke answer" if kind is MessageKind.RETURN else "stroke"
    items: list[Item] = []
    if found:
        x, size = placed.start, 2 * FOUND_RADIUS
        items.append(Rectangle("found", x, placed.y - FOUND_RADIUS, size, size, FOUND_RADIUS))
    items.append(Path(line, _line(start, last, placed)))
    ends = f"{number(tip + back)} {number(end_y - HEAD_HALF)}"
    other = f"{number(tip + back)} {number(end_y + HEAD_HALF)}"
    shape = f"M{ends}L{number(tip)} {number(end_y)}L{other}"
    items.append(Path("arrow", f"{shape}Z") if filled else Path("arrow-head", shape))
    return items


def _line(start: float, end: float, placed: PlacedArrow) -> str:
    """Straight, or for an arrow to its own lifeline right, down and back."""
    y = number(placed.y)
    if not placed.turn:
        return f"M{number(start)} {y}H{number(end)}"
    right = max(placed.start, placed.end) + TURN_WIDTH
    down = placed.y + placed.turn
    corner = f"Q{number(right)} {y} {number(right)} {number(placed.y + CORNER)}"
    other = f"Q{number(right)} {number(down)} {number(right - CORNER)} {number(down)}"
    return (
        f"M{number(start)} {y}H{number(right - CORNER)}{corner}"
        f"V{number(down - CORNER)}{other}H{number(end)}"
    )


def _texts(texts: MeasuredMessage, placed: PlacedArrow) -> list[Item]:
    """The label above the line and the figures below; beside a line that turns all below each
    other."""
    x, anchor = placed.label, "start" if placed.turn else "middle"
    items: list[Item] = []
    first = texts.label or texts.figures
    top = placed.y - texts.above
    if placed.turn:
        top = placed.y + placed.turn / 2 - min(texts.stacked, 2 * placed.turn) / 2
    if first is not None:
        items += typeset(first, x, top, anchor)
        top = top + first.height if placed.turn else placed.y + BELOW
    if texts.label is not None and texts.figures is not None:
        items += typeset(texts.figures, x, top, anchor)
        top += texts.figures.height
    if texts.badge is not None:
        width = texts.badge.width + 2 * BADGE_PADDING
        left = x if placed.turn else placed.badge - width / 2
        top += BADGE_GAP
        items.append(Rectangle("badge-box", left, top, width, BADGE_HEIGHT, BADGE_HEIGHT / 2))
        inner = top + (BADGE_HEIGHT - texts.badge.style.leading) / 2
        items += typeset(texts.badge, left + width / 2, inner, "middle")
    return items


def goes_on(chip: str, x: float, top: float) -> list[Item]:
    """The chip below an arrow or a bar that says where it goes on."""
    if not chip:
        return []
    width = chip_width(chip)
    text = fit(chip, width, NOTE_FACT)
    return [
        Rectangle("goes-on", x - width / 2, top, width, CHIP_HEIGHT, 5.0),
        *typeset(text, x, top + (CHIP_HEIGHT - text.style.leading) / 2, "middle"),
    ]
