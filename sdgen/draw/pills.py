"""Pills of every type of picture: replica counts and badges on the edge of a card."""

from __future__ import annotations

from msgspec import Struct

from sdgen.draw.scene import Item, Part, Rectangle
from sdgen.draw.typography import PILL, FittedLine, fit, typeset
from sdgen.views.diagram import Badge, Tone, how_many

PILL_HEIGHT = 18.0
PILL_PADDING = 7.0
PILL_GAP = 4.0
PILL_INSET = 9.0


class MeasuredPill(Struct, frozen=True):
    """A pill (replica count or badge) with its fitted text; ``width`` includes its padding."""

    text: FittedLine
    tone: Tone
    tooltip: str
    width: float


def measure_pills(
    count: int, badges: tuple[Badge, ...], room: float, most: int = 0
) -> tuple[MeasuredPill, ...]:
    """The replica count, or from how many to how many, and the badges, from right to left; those
    that find no room are counted in a last one that names them in its tooltip."""
    pills = []
    if most > count or count > 1:
        words = f"{count} to {most} replicas" if most > count else f"{count} replicas"
        pills.append(_pill(how_many(count, most), Tone.NEUTRAL, words, room))
    left = list(badges)
    used = sum(pill.width + PILL_GAP for pill in pills)
    while left:
        badge = left[0]
        pill = _pill(badge.text, badge.tone, badge.tooltip, room - used)
        reserve = 0.0 if len(left) == 1 else 34.0
        if used + pill.width + reserve > room or pill.text.whole:
            names = ", ".join(badge.text for badge in left)
            pills.append(_pill(f"+{len(left)}", _worst(left), names, room))
            break
        pills.append(pill)
        used += pill.width + PILL_GAP
        left.pop(0)
    return tuple(pills)


def pills_width(count: int, badges: tuple[Badge, ...], room: float, most: int = 0) -> float:
    """How wide a row of those pills is that find room."""
    pills = measure_pills(count, badges, room, most)
    return sum(pill.width + PILL_GAP for pill in pills)


def _pill(text: str, tone: Tone, tooltip: str, room: float) -> MeasuredPill:
    fitted = fit(text, max(room - 2 * PILL_PADDING, 24.0), PILL)
    return MeasuredPill(fitted, tone, tooltip, fitted.width + 2 * PILL_PADDING)


_SEVERITY = (Tone.FOLLOWING, Tone.NEUTRAL, Tone.LEADING, Tone.GOOD, Tone.WARNING, Tone.BAD)


def _worst(badges: list[Badge]) -> Tone:
    return max((badge.tone for badge in badges), key=_SEVERITY.index)


def pill_row(pills: tuple[MeasuredPill, ...], right: float, middle: float) -> list[Item]:
    """The pills from ``right`` to the left, centred on the height ``middle``."""
    items: list[Item] = []
    for pill in pills:
        left = right - pill.width
        items.append(pill_part(pill, left, middle))
        right = left - PILL_GAP
    return items


def pill_part(pill: MeasuredPill, left: float, middle: float) -> Part:
    """One pill from ``left`` to the right, centred on the height ``middle``."""
    top = middle - PILL_HEIGHT / 2
    text_top = middle - pill.text.style.leading / 2
    look = {Tone.NEUTRAL: "", Tone.FOLLOWING: " following"}.get(pill.tone)
    return Part(
        f"badge{f' solid {pill.tone.value}' if look is None else look}",
        (
            Rectangle("pill", left, top, pill.width, PILL_HEIGHT, PILL_HEIGHT / 2),
            *typeset(pill.text, left + pill.width / 2, text_top, "middle"),
        ),
        tooltip=tuple(line for line in (pill.text.whole, pill.tooltip) if line),
    )
