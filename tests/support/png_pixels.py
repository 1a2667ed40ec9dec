"""The pixels of a PNG file, as other programs write them: 8 bits a channel, not interlaced."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

CHANNELS = {2: 3, 6: 4}


@dataclass(frozen=True)
class Pixels:
    """``rows`` are the bytes of each row, ``channels`` of them a pixel (3: RGB, 4: RGBA)."""

    width: int
    height: int
    channels: int
    rows: tuple[bytes, ...]

    def at(self, x: int, y: int) -> tuple[int, ...]:
        """Red, green, blue and, where the file has it, opacity of a pixel."""
        start = x * self.channels
        return tuple(self.rows[y][start : start + self.channels])


def read_png(data: bytes) -> Pixels:
    """Raises ValueError for a file of another sort."""
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", data[16:29])
    if depth != 8 or kind not in CHANNELS or interlaced:
        raise ValueError(f"a PNG of depth {depth}, type {kind}, interlaced {interlaced}")
    packed, position = b"", 8
    while position < len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        if data[position + 4 : position + 8] == b"IDAT":
            packed += data[position + 8 : position + 8 + length]
        position += 12 + length
    channels = CHANNELS[kind]
    raw, stride = zlib.decompress(packed), width * channels + 1
    rows: list[bytes] = []
    above = bytes(width * channels)
    for start in range(0, height * stride, stride):
        above = _unfiltered(raw[start], raw[start + 1 : start + stride], above, channels)
        rows.append(above)
    return Pixels(width, height, channels, tuple(rows))


def _unfiltered(kind: int, line: bytes, above: bytes, step: int) -> bytes:
    """The row from what differs from its neighbours (PNG, third edition, 9.2)."""
    row = bytearray(line)
    for index, value in enumerate(line if kind else b""):
        left = row[index - step] if index >= step else 0
        corner = above[index - step] if index >= step else 0
        middle = (left + above[index]) // 2
        nearest = _nearest(left, above[index], corner) if kind == 4 else 0
        add = (left, above[index], middle, nearest)[kind - 1]
        row[index] = (value + add) & 255
    return bytes(row)


def _nearest(left: int, up: int, corner: int) -> int:
    """Paeth's predictor."""
    from_left, from_up, from_corner = (
        abs(up - corner),
        abs(left - corner),
        abs(left + up - 2 * corner),
    )
    if from_left <= from_up and from_left <= from_corner:
        return left
    return up if from_up <= from_corner else corner
