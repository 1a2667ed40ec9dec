"""The legend of a data model: the signs, glyphs and colours that occur in it."""

from __future__ import annotations

from collections.abc import Callable

from sdgen.draw.entities.lines import sign_items
from sdgen.draw.entities.tables import KEY_GLYPH, KEY_SIZE, REFERENCE_GLYPH, REFERENCE_SIZE
from sdgen.draw.escape import number
from sdgen.draw.legend_row import Swatch
from sdgen.draw.scene import Item, Part, Path, Rectangle, Symbol
from sdgen.draw.tiles import glyph_id
from sdgen.draw.typography import FIELD_TYPE, fit, typeset
from sdgen.layout.entities.sized import End
from sdgen.layout.placement import Point
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.views.diagram import Tone
from sdgen.views.entities import Entities, Number

LINE = 28.0
BAR, BAR_GAP = 15.0, 4.0
_SIGNS = {
    Number.ONE: "Exactly one",
    Number.ZERO_OR_ONE: "Zero or one",
    Number.MANY: "Any number",
}

Draw = Callable[[float, float], list[Item]]


def swatches(picture: Entities) -> tuple[Swatch, ...]:
    """What occurs, in the order in which a reader meets it."""
    rows = [row for store in picture.stores for table in store.tables for row in table.rows]
    found = []
    if any(row.key for row in rows):
        found.append(_glyph("Primary key", "key", KEY_GLYPH, KEY_SIZE))
    if any(row.reference and not row.key for row in rows):
        found.append(_glyph("Reference", "reference", REFERENCE_GLYPH, REFERENCE_SIZE))
    if any(row.type.endswith("?") for row in rows):
        found.append(Swatch("Optional", 6.0, _question))
    ends = {end for each in picture.references for end in (each.of_source, each.of_target)}
    found += [Swatch(word, LINE, _line(end)) for end, word in _SIGNS.items() if end in ends]
    disk = _disk(picture)
    return (*found, disk) if disk is not None else tuple(found)


def _glyph(word: str, classes: str, name: str, size: float) -> Swatch:
    def draw(left: float, middle: float) -> list[Item]:
        return [Symbol(f"glyph {classes}", glyph_id(name), left, middle - size / 2, size)]

    return Swatch(word, size, draw)


def _question(left: float, middle: float) -> list[Item]:
    mark = fit("?", 10.0, FIELD_TYPE)
    return list(typeset(mark, left, middle - mark.height / 2))


def _line(how_many: Number) -> Draw:
    """A line with the sign at its right end, as where it meets a table there."""

    def draw(left: float, middle: float) -> list[Item]:
        end = End(Point(left + LINE, middle), rightward=False)
        stroke = Path("stroke", f"M{number(left)} {number(middle)}H{number(left + LINE)}")
        return [Part("sample", (stroke, *sign_items(end, how_many)))]

    return draw


def _disk(picture: Entities) -> Swatch | None:
    """The colours of meters, and from which share on each stands."""
    tones = {store.meter.tone for store in picture.stores if store.meter is not None}
    busy = format_quantity(picture.busy_from, Dimension.RATIO)
    words = {Tone.GOOD: f"up to {busy}", Tone.WARNING: "above", Tone.BAD: "full"}
    if Tone.GOOD not in tones:
        words[Tone.WARNING] = f"above {busy}"
    shown = [tone for tone in words if tone in tones]
    if not shown:
        return None

    def draw(left: float, middle: float) -> list[Item]:
        return [
            Rectangle(
                f"bar {tone.value}", left + index * (BAR + BAR_GAP), middle - 2.5, BAR, 5.0, 2.5
            )
            for index, tone in enumerate(shown)
        ]

    said = ", ".join(words[tone] for tone in shown)
    width = len(shown) * (BAR + BAR_GAP) - BAR_GAP
    return Swatch(f"{picture.disk_word}: {said}", width, draw)
