"""Make the embedded font: a subset of Roboto in three weights, and the widths of its characters.

Used only by ``assets.py``; fontTools is a development dependency and is imported late. The
subset has no kerning, no ligatures and no hints, so that the sum of the widths is what every
renderer draws. Roboto has no arrows; plain ones are added in the weight's own stroke.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

WEIGHTS = ("Regular", "Medium", "Bold")

_BASIC = (
    (0x20, 0x20),
    (0x25, 0x29),
    (0x2B, 0x3A),
    (0x3F, 0x3F),
    (0x41, 0x5A),
    (0x5F, 0x5F),
    (0x61, 0x7B),
    (0x7D, 0x7D),
    (0xB7, 0xB7),
    (0xD7, 0xD7),
    (0x2013, 0x2013),
    (0x2026, 0x2026),
    (0x2192, 0x2192),
)
"""What hardly a picture is without, and little else: each embeds it in up to three weights."""
_SIGNS = (
    (0x20, 0x7E),
    (0xA0, 0xA0),
    (0xA7, 0xA7),
    (0xA9, 0xA9),
    (0xAB, 0xAB),
    (0xAE, 0xAE),
    (0xB0, 0xB3),
    (0xB5, 0xB5),
    (0xB7, 0xB7),
    (0xB9, 0xB9),
    (0xBB, 0xBB),
    (0xD7, 0xD7),
    (0x2010, 0x2014),
    (0x2018, 0x201A),
    (0x201C, 0x201E),
    (0x2022, 0x2022),
    (0x2026, 0x2026),
    (0x2030, 0x2030),
    (0x20AC, 0x20AC),
    (0x2190, 0x2195),
    (0x2212, 0x2212),
    (0x221E, 0x221E),
    (0x2248, 0x2248),
    (0x2260, 0x2260),
    (0x2264, 0x2265),
    (0x2713, 0x2713),
    (0x2717, 0x2717),
    (0xFFFD, 0xFFFD),
)
_LATIN = (
    (0xA1, 0xFF),
    (0x100, 0x17F),
    (0x192, 0x192),
    (0x218, 0x21B),
    (0x1E80, 0x1E85),
    (0x1E9E, 0x1E9E),
    (0x1EA0, 0x1EF9),
    (0x2002, 0x200A),
    (0x2015, 0x2015),
    (0x2020, 0x2021),
    (0x202F, 0x202F),
    (0x2032, 0x2033),
    (0x2039, 0x203A),
    (0x2044, 0x2044),
    (0x2070, 0x2071),
    (0x2074, 0x208E),
    (0x20A0, 0x20BE),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2153, 0x215E),
    (0x2202, 0x2202),
    (0x2206, 0x2206),
    (0x220F, 0x220F),
    (0x2211, 0x2211),
    (0x221A, 0x221A),
    (0x222B, 0x222B),
    (0x25CA, 0x25CA),
)
_GREEK = ((0x370, 0x3FF),)
_CYRILLIC = ((0x400, 0x4FF),)

PARTS = {"basic": _BASIC, "signs": _SIGNS, "latin": _LATIN, "greek": _GREEK, "cyrillic": _CYRILLIC}
"""The font's parts: a picture embeds only those of which it uses a character."""

_ARROWS = {0x2190: "left", 0x2191: "up", 0x2192: "right", 0x2193: "down", 0x2194: "leftright"}
_ARROWS[0x2195] = "updown"


@dataclass(frozen=True, slots=True)
class Pen:
    """The measures of one weight that the added characters take over, in font units."""

    thickness: float
    axis: float


def _characters(ranges: Iterable[tuple[int, int]]) -> Iterator[int]:
    for first, last in ranges:
        yield from range(first, last + 1)


def part_characters(font: TTFont) -> dict[str, tuple[int, ...]]:
    """Each part's characters that ``font`` has, in order; a character is in one part only."""
    available = set(font.getBestCmap())
    parts: dict[str, tuple[int, ...]] = {}
    for name, ranges in PARTS.items():
        chosen = available.intersection(_characters(ranges))
        parts[name] = tuple(sorted(chosen))
        available -= chosen
    return parts


def _arrow_outline(direction: str, pen: Pen) -> tuple[list[tuple[float, float]], int]:
    """The polygon of an arrow and its advance: a shaft with a filled head at one end or both."""
    both = direction in ("leftright", "updown")
    length, head, reach = (1640.0 if both else 1480.0), 520.0, 310.0
    half = pen.thickness / 2
    margin = 110.0
    tip = margin + length
    points = [(tip, 0.0), (tip - head, reach), (tip - head, half)]
    if both:
        points += [(margin + head, half), (margin + head, reach), (margin, 0.0)]
        points += [(margin + head, -reach), (margin + head, -half)]
    else:
        points += [(margin, half), (margin, -half)]
    points += [(tip - head, -half), (tip - head, -reach)]
    advance = round(length + 2 * margin)
    if direction in ("left", "right", "leftright"):
        if direction == "left":
            points = [(advance - x, -y) for x, y in points]
        return [(x, y + pen.axis) for x, y in points], advance
    narrow = round(2 * reach + 2 * margin)
    centre, middle = narrow / 2, advance / 2
    turn = -1 if direction == "down" else 1
    turned = [(centre - turn * y, pen.axis + turn * (x - middle)) for x, y in points]
    return turned, narrow


def _stroke(
    start: tuple[float, float], end: tuple[float, float], half: float
) -> list[tuple[float, float]]:
    length = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5
    across = (-(end[1] - start[1]) / length * half, (end[0] - start[0]) / length * half)
    return [
        (start[0] + across[0], start[1] + across[1]),
        (end[0] + across[0], end[1] + across[1]),
        (end[0] - across[0], end[1] - across[1]),
        (start[0] - across[0], start[1] - across[1]),
    ]


def _added_outlines(pen: Pen) -> dict[int, tuple[list[list[tuple[float, float]]], int]]:
    half = pen.thickness * 0.6
    outlines: dict[int, tuple[list[list[tuple[float, float]]], int]] = {}
    for code, direction in _ARROWS.items():
        points, advance = _arrow_outline(direction, pen)
        outlines[code] = ([points], advance)
    corner = (540.0, 80.0 + half)
    outlines[0x2713] = (
        [
            _stroke((140.0, 500.0), (corner[0] + half * 0.7, corner[1] - half * 0.7), half),
            _stroke(corner, (1260.0, 1240.0), half),
        ],
        1400,
    )
    outlines[0x2717] = (
        [
            _stroke((160.0, 100.0), (1140.0, 1220.0), half),
            _stroke((1140.0, 100.0), (160.0, 1220.0), half),
        ],
        1300,
    )
    return outlines


def _measure_pen(font: TTFont) -> Pen:
    minus = font["glyf"][font.getBestCmap()[0x2212]]
    return Pen(thickness=minus.yMax - minus.yMin, axis=(minus.yMax + minus.yMin) / 2)


def _add_characters(font: TTFont) -> None:
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    for code, (contours, advance) in _added_outlines(_measure_pen(font)).items():
        pen = TTGlyphPen(None)
        for contour in contours:
            corners = [(round(x), round(y)) for x, y in contour]
            pen.moveTo(corners[0])
            for corner in corners[1:]:
                pen.lineTo(corner)
            pen.closePath()
        name = f"uni{code:04X}"
        glyph = pen.glyph()
        font["glyf"][name] = glyph
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (advance, glyph.xMin)
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[code] = name


def _subset(source: bytes, characters: Iterable[int], flavor: str | None) -> bytes:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(source), recalcTimestamp=False)
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.drop_tables += ["GSUB", "GPOS", "GDEF"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=list(characters))
    subsetter.subset(font)
    font.flavor = flavor
    output = BytesIO()
    font.save(output, reorderTables=True)
    return output.getvalue()


def _widths_module(
    parts: dict[str, tuple[int, ...]],
    widths: dict[str, tuple[int, ...]],
    units: int,
    metrics: dict[str, int],
) -> str:
    lines = [
        '"""Widths of the embedded font\'s characters, made by ``tools/assets.py``: do not edit.',
        "",
        "``CHARACTERS`` has them in the order of each weight's widths, which are numbers in units of the em",
        "with spaces between them: text loads faster than a tuple of numbers.",
        '"""',
        "",
        f"UNITS_PER_EM = {units}",
    ]
    lines += [f"{name} = {value}" for name, value in metrics.items()]
    lines.append("PARTS = {")
    lines += [f"    {name!r}: {''.join(map(chr, codes))!a}," for name, codes in parts.items()]
    lines.append("}")
    lines.append('CHARACTERS = "".join(PARTS.values())')
    for weight, values in widths.items():
        lines.append(f"{weight.upper()} = (")
        rows = [" ".join(map(str, values[at : at + 20])) for at in range(0, len(values), 20)]
        lines += [f'    "{row} "' for row in rows]
        lines.append(")")
    return "\n".join(lines) + "\n"


def make_fonts() -> dict[str, bytes]:
    """Every font file and the widths module, by asset name."""
    import font_roboto  # type: ignore[import-untyped]
    from fontTools.ttLib import TTFont

    folder = Path(font_roboto.font_directory)
    files: dict[str, bytes] = {}
    widths: dict[str, tuple[int, ...]] = {}
    parts: dict[str, tuple[int, ...]] = {}
    metrics: dict[str, int] = {}
    units = 0
    for weight in WEIGHTS:
        font = TTFont(folder / f"Roboto-{weight}.ttf", recalcTimestamp=False)
        _add_characters(font)
        buffer = BytesIO()
        font.save(buffer)
        parts = part_characters(font)
        every = [code for codes in parts.values() for code in codes]
        files[f"Roboto-{weight}.ttf"] = _subset(buffer.getvalue(), every, None)
        for part, codes in parts.items():
            files[f"Roboto-{weight}.{part}.woff2"] = _subset(buffer.getvalue(), codes, "woff2")
        names = font.getBestCmap()
        widths[weight] = tuple(font["hmtx"][names[code]][0] for code in every)
        units = font["head"].unitsPerEm
        metrics = {
            "ASCENT": font["hhea"].ascent,
            "DESCENT": -font["hhea"].descent,
            "CAPITAL_HEIGHT": font["OS/2"].sCapHeight,
            "X_HEIGHT": font["OS/2"].sxHeight,
        }
    files["font_widths.py"] = _widths_module(parts, widths, units, metrics).encode()
    return files


def font_content(data: bytes) -> dict[str, object]:
    """What a font file says and draws, apart from how its bytes are packed: two versions of
    fontTools or brotli may pack the same font differently."""
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(data))
    glyphs = font.getGlyphSet()
    drawn: dict[str, object] = {}
    for code, name in sorted(font.getBestCmap().items()):
        pen = DecomposingRecordingPen(glyphs)
        glyphs[name].draw(pen)
        drawn[f"U+{code:04X}"] = (glyphs[name].width, pen.value)
    drawn["names"] = sorted((record.nameID, str(record)) for record in font["name"].names)
    drawn["dates"] = (font["head"].created, font["head"].modified)
    drawn["weight"] = font["OS/2"].usWeightClass
    drawn["tables"] = sorted(str(tag) for tag in font.keys())  # noqa: SIM118
    return drawn
