"""Read from a font file which characters it has, with no library and no trust in the file.

The layout of the tables is that of the OpenType specification ("cmap", formats 4 and 12).
"""

from __future__ import annotations

from struct import error, iter_unpack, unpack, unpack_from
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterable
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


def _character_map(file: BinaryIO, face: int) -> bytes:
    """The bytes of the face's ``cmap`` table, or none."""
    file.seek(face)
    count = unpack_from(">H", file.read(12), 4)[0]
    records = file.read(16 * min(count, _MOST_TABLES))
    for tag, _, offset, length in iter_unpack(">4sIII", records[: len(records) // 16 * 16]):
        if tag == b"cmap":
            file.seek(offset)
            return file.read(min(length, _LARGEST_TABLE))
    return b""


def _has_in_segments(table: bytes, start: int, code: int) -> bool:
    """Whether the format 4 subtable at ``start`` gives the character a glyph."""
    if code > 0xFFFF:
        return False
    doubled = unpack_from(">H", table, start + 6)[0]
    low, high = 0, doubled // 2
    while low < high:
        middle = (low + high) // 2
        if unpack_from(">H", table, start + 14 + 2 * middle)[0] < code:
            low = middle + 1
        else:
            high = middle
    if low >= doubled // 2:
        return False
    firsts = start + 16 + doubled
    first = unpack_from(">H", table, firsts + 2 * low)[0]
    if first > code:
        return False
    delta = unpack_from(">H", table, firsts + doubled + 2 * low)[0]
    place = firsts + 2 * doubled + 2 * low
    offset = unpack_from(">H", table, place)[0]
    if offset == 0:
        return bool((code + delta) & 0xFFFF)
    glyph = unpack_from(">H", table, place + offset + 2 * (code - first))[0]
    return bool(glyph and (glyph + delta) & 0xFFFF)


def _has_in_groups(table: bytes, start: int, code: int) -> bool:
    """Whether the format 12 subtable at ``start`` gives the character a glyph."""
    low, high = 0, unpack_from(">I", table, start + 12)[0]
    while low < high:
        middle = (low + high) // 2
        first, last, glyph = unpack_from(">III", table, start + 16 + 12 * middle)
        if code < first:
            high = middle
        elif code > last:
            low = middle + 1
        else:
            return bool(glyph + code - first)
    return False


def _covered_in_map(table: bytes, characters: set[str]) -> set[str]:
    count = min(unpack_from(">H", table, 2)[0], _MOST_TABLES)
    covered: set[str] = set()
    seen: set[int] = set()
    for index in range(count):
        platform, encoding, start = unpack_from(">HHI", table, 4 + 8 * index)
        is_unicode = platform == 0 or (platform == 3 and encoding in (1, 10))
        if not is_unicode or start in seen:
            continue
        seen.add(start)
        kind = unpack_from(">H", table, start)[0]
        has = {4: _has_in_segments, 12: _has_in_groups}.get(kind)
        if has is not None:
            covered |= {each for each in characters - covered if has(table, start, ord(each))}
    return covered


def covered_characters(path: Path, characters: Iterable[str]) -> set[str]:
    """Those of ``characters`` for which the font file (TrueType, OpenType or a collection) has a
    glyph. A file that cannot be read or is broken has none."""
    wanted = set(characters)
    covered: set[str] = set()
    try:
        with path.open("rb") as file:
            for face in _face_offsets(file):
                table = _character_map(file, face)
                if table:
                    covered |= _covered_in_map(table, wanted - covered)
    except (OSError, error, OverflowError):
        return covered
    return covered
