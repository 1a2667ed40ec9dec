"""Read from a font file which characters it has, how wide they are and what its family is called,
with no library and no trust in the file.

The layout of the tables is that of the OpenType specification ("cmap", formats 4 and 12; "head",
"hhea", "hmtx", "name").
"""

from __future__ import annotations

from struct import error, iter_unpack, unpack, unpack_from
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from sdgen.base.input_files import ReadError, open_regular

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_MOST_TABLES = 128
_MOST_FACES = 8
_LARGEST_TABLE = 4 * 1024 * 1024
_COLLECTION = b"ttcf"
_FONTS = (b"\x00\x01\x00\x00", b"OTTO", b"true")


def _face_offsets(file: BinaryIO) -> list[int]:
    start = file.read(12)
    if start[:4] in _FONTS:
        return [0]
    if start[:4] != _COLLECTION:
        return []
    count = min(unpack(">I", start[8:12])[0], _MOST_FACES)
    return list(unpack(f">{count}I", file.read(4 * count)))


def _records(file: BinaryIO, face: int) -> Iterator[tuple[bytes, int, int]]:
    """Tag, place and length of each table of the face."""
    file.seek(face)
    count = unpack_from(">H", file.read(12), 4)[0]
    records = file.read(16 * min(count, _MOST_TABLES))
    for tag, _, offset, length in iter_unpack(">4sIII", records[: len(records) // 16 * 16]):
        yield tag, offset, length


def _table(file: BinaryIO, face: int, wanted: bytes) -> bytes:
    """The bytes of the face's table of that tag, or none."""
    for tag, offset, length in _records(file, face):
        if tag == wanted:
            file.seek(offset)
            return file.read(min(length, _LARGEST_TABLE))
    return b""


def _glyph_in_segments(table: bytes, start: int, code: int) -> int:
    """The glyph that the format 4 subtable at ``start`` gives the character; 0 is none."""
    if code > 0xFFFF:
        return 0
    doubled = unpack_from(">H", table, start + 6)[0]
    low, high = 0, doubled // 2
    while low < high:
        middle = (low + high) // 2
        if unpack_from(">H", table, start + 14 + 2 * middle)[0] < code:
            low = middle + 1
        else:
            high = middle
    if low >= doubled // 2:
        return 0
    firsts = start + 16 + doubled
    first = unpack_from(">H", table, firsts + 2 * low)[0]
    if first > code:
        return 0
    delta = unpack_from(">H", table, firsts + doubled + 2 * low)[0]
    place = firsts + 2 * doubled + 2 * low
    offset = unpack_from(">H", table, place)[0]
    if offset == 0:
        return int(code + delta) & 0xFFFF
    glyph = unpack_from(">H", table, place + offset + 2 * (code - first))[0]
    return int(glyph + delta) & 0xFFFF if glyph else 0


def _glyph_in_groups(table: bytes, start: int, code: int) -> int:
    """The glyph that the format 12 subtable at ``start`` gives the character; 0 is none."""
    low, high = 0, unpack_from(">I", table, start + 12)[0]
    while low < high:
        middle = (low + high) // 2
        first, last, glyph = unpack_from(">III", table, start + 16 + 12 * middle)
        if code < first:
            high = middle
        elif code > last:
            low = middle + 1
        else:
            return int(glyph + code - first)
    return 0


def _glyphs_in_map(table: bytes, characters: set[str]) -> dict[str, int]:
    """The glyphs of those characters that have one."""
    count = min(unpack_from(">H", table, 2)[0], _MOST_TABLES)
    glyphs: dict[str, int] = {}
    seen: set[int] = set()
    for index in range(count):
        platform, encoding, start = unpack_from(">HHI", table, 4 + 8 * index)
        is_unicode = platform == 0 or (platform == 3 and encoding in (1, 10))
        if not is_unicode or start in seen:
            continue
        seen.add(start)
        kind = unpack_from(">H", table, start)[0]
        glyph_of = {4: _glyph_in_segments, 12: _glyph_in_groups}.get(kind)
        if glyph_of is not None:
            for each in characters.difference(glyphs):
                glyph = glyph_of(table, start, ord(each))
                if glyph:
                    glyphs[each] = glyph
    return glyphs


def _widths_of(file: BinaryIO, face: int, glyphs: dict[str, int]) -> dict[str, float]:
    """How far each glyph moves on, in em."""
    units = unpack_from(">H", _table(file, face, b"head"), 18)[0]
    count = unpack_from(">H", _table(file, face, b"hhea"), 34)[0]
    metrics = _table(file, face, b"hmtx")
    if not units or not count:
        return {}
    return {
        character: unpack_from(">H", metrics, 4 * min(glyph, count - 1))[0] / units
        for character, glyph in glyphs.items()
    }


def covered_characters(path: Path, characters: Iterable[str]) -> set[str]:
    """Those of ``characters`` for which the font file (TrueType, OpenType or a collection) has a
    glyph. A file that cannot be read or is broken has none."""
    wanted = set(characters)
    covered: set[str] = set()
    try:
        with open_regular(path) as file:
            for face in _face_offsets(file):
                table = _table(file, face, b"cmap")
                if table:
                    covered.update(_glyphs_in_map(table, wanted - covered))
    except (ReadError, error, OverflowError):
        return covered
    return covered


def character_widths(path: Path, characters: Iterable[str]) -> dict[str, float]:
    """How wide each of those ``characters`` is, in em, that the font file has; of a collection the
    first face that has any. Standing alone: beside others they may join or change. A file that
    cannot be read or is broken has none."""
    wanted = set(characters)
    try:
        with open_regular(path) as file:
            for face in _face_offsets(file):
                table = _table(file, face, b"cmap")
                glyphs = _glyphs_in_map(table, wanted) if table else {}
                if glyphs:
                    return _widths_of(file, face, glyphs)
    except (ReadError, error, OverflowError):
        return {}
    return {}


_FAMILY, _TYPOGRAPHIC_FAMILY = 1, 16
_AMERICAN_ENGLISH = 0x409


def _family_in_names(table: bytes) -> str:
    count, storage = unpack_from(">HH", table, 2)
    found = []
    for record in range(min(count, (len(table) - 6) // 12)):
        platform, _, language, name, length, offset = unpack_from(">6H", table, 6 + 12 * record)
        if platform in (0, 3) and name in (_FAMILY, _TYPOGRAPHIC_FAMILY):
            text = table[storage + offset : storage + offset + length].decode(
                "utf-16-be", "replace"
            )
            found.append((name != _TYPOGRAPHIC_FAMILY, language != _AMERICAN_ENGLISH, text))
    return min(found)[2] if found else ""


class FontFacts(Struct, frozen=True):
    """What the first face of a font file says of itself: ``family`` as a style sheet names it,
    empty without one; whether its letters are ``coloured``, as those of emoji are."""

    family: str = ""
    coloured: bool = False


_COLOUR_TABLES = frozenset({b"CBDT", b"COLR", b"SVG ", b"sbix"})


def font_facts(path: Path) -> FontFacts:
    """What the file says of itself; nothing where it cannot be read or is broken."""
    try:
        with open_regular(path) as file:
            for face in _face_offsets(file)[:1]:
                tags = {tag for tag, _, _ in _records(file, face)}
                family = _family_in_names(_table(file, face, b"name"))
                return FontFacts(family, bool(tags & _COLOUR_TABLES))
    except (ReadError, error, OverflowError):
        return FontFacts()
    return FontFacts()
