"""Make small copies of the product icons: each image of the ``diagrams`` package that the index names,
64 pixels wide and high and of as few colours as show it, for pictures that are read on screens.

Used only by ``assets.py``. All images take some minutes, so they are made only where what they are made
from, or how, is not what the file says in its first line.
"""

from __future__ import annotations

import json
import struct
import zlib
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import numpy as np

NAME: Final = "icon_images.bin"
SIDE: Final = 64
"""Pixels; a card shows an icon 28 px wide and high."""
_TIMES: Final = 4
"""How many times as wide and high an image is drawn before its pixels are averaged. Most are so large."""
_COLOURS: Final = (2, 4, 8, 16, 24, 32, 48, 64)
_ERROR: Final = 2.5
"""The root of the mean square of what colours are off, in steps of 255, up to which a palette will do."""
_ROUNDS: Final = 8
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"

Numbers = np.ndarray[Any, np.dtype[Any]]


def make_icon_images(index: bytes, existing: bytes = b"") -> dict[str, bytes]:
    """``icon_images.bin`` for that ``icon_index.json``: ``existing``, if it is made from the same
    images in the same way. Its first line has a digest of these and the length of the table that
    follows: for each image, by its path, where it begins behind the table and how long it is."""
    import diagrams

    folder = Path(diagrams.__file__).parents[1] / "resources"
    modules: dict[str, dict[str, str]] = json.loads(index)
    paths = sorted({path for classes in modules.values() for path in classes.values()})
    sources = {path: (folder / path).read_bytes() for path in paths}
    digest = _digest(sources)
    if existing.startswith(digest + b" "):
        return {NAME: existing}
    with ProcessPoolExecutor(2) as pool:
        images = dict(
            zip(paths, pool.map(small_image, sources.values(), chunksize=20), strict=True)
        )
    return {NAME: digest + _packed(images)}


def _digest(sources: Mapping[str, bytes]) -> bytes:
    """What the images depend on, of this module only what it says above."""
    made = sha256(repr((SIDE, _TIMES, _COLOURS, _ERROR, _ROUNDS)).encode())
    for path, data in sources.items():
        made.update(f"{path} {len(data)} ".encode() + data)
    return made.hexdigest().encode("ascii")


def _packed(images: Mapping[str, bytes]) -> bytes:
    lines, start = [""], 0
    for path, image in images.items():
        lines.append(f"{path} {start} {len(image)}")
        start += len(image)
    table = ("\n".join(lines) + "\n").encode("ascii")
    return b" %d\n" % len(table) + table + b"".join(images.values())


def small_image(source: bytes) -> bytes:
    """The small copy of an image, as a PNG file with a palette."""
    pixels = _averaged(_drawn(source)).reshape(-1, 4)
    keys = pixels @ np.array([1 << 24, 1 << 16, 1 << 8, 1])
    _, firsts, places, counts = np.unique(
        keys, return_index=True, return_inverse=True, return_counts=True
    )
    colours, weights = pixels[firsts].astype(float), counts.astype(float)
    boxes = [np.arange(len(colours))]
    for most in _COLOURS:
        boxes = _cut(boxes, colours, weights, most)
        palette, nearest, error = _clustered(boxes, colours, weights)
        if error <= _ERROR:
            break
    return _png(palette, nearest[places].reshape(SIDE, SIDE))


def _drawn(source: bytes) -> Numbers:
    """The image in a square, as resvg shows it: rows of pixels of red, green, blue and opacity."""
    from sdgen.draw.rasteriser import rasterise

    side = SIDE * _TIMES
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' width="{side}" height="{side}"><image width="{side}" height="{side}"'
        f' xlink:href="data:image/png;base64,{b64encode(source).decode("ascii")}"/></svg>'
    )
    data = rasterise(svg, (), (1.0, 1.0), (side, side), None)
    packed = b"".join(part for kind, part in chunks(data) if kind == b"IDAT")
    lines = np.frombuffer(zlib.decompress(packed), dtype=np.uint8).reshape(side, -1)
    rows = [np.zeros(side * 4, dtype=np.uint8)]
    for line in lines:
        rows.append(_unfiltered(int(line[0]), line[1:], rows[-1]))
    return np.array(rows[1:], dtype=np.int64).reshape(side, side, 4)


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The type and the data of each part of a PNG file."""
    position = len(_SIGNATURE)
    while position < len(png):
        length = int.from_bytes(png[position : position + 4])
        yield png[position + 4 : position + 8], png[position + 8 : position + 8 + length]
        position += length + 12


def _unfiltered(kind: int, line: Numbers, above: Numbers) -> Numbers:
    """The row from what differs from its neighbours (PNG, third edition, 9.2)."""
    if kind == 0:
        return line
    if kind == 1:
        return np.cumsum(line.reshape(-1, 4), axis=0, dtype=np.uint8).reshape(-1)
    if kind == 2:
        return line + above
    up, row = above.tolist(), [0, 0, 0, 0]
    corners = [0, 0, 0, 0, *up]
    for at, value in enumerate(line.tolist()):
        left = row[at]
        predicted = (left + up[at]) // 2 if kind == 3 else _nearest(left, up[at], corners[at])
        row.append((value + predicted) & 255)
    return np.array(row[4:], dtype=np.uint8)


def _nearest(left: int, up: int, corner: int) -> int:
    """Paeth's predictor."""
    from_left, from_up = abs(up - corner), abs(left - corner)
    from_corner = abs(left + up - 2 * corner)
    if from_left <= from_up and from_left <= from_corner:
        return left
    return up if from_up <= from_corner else corner


def _averaged(pixels: Numbers) -> Numbers:
    """Squares of pixels as one each, colours by how much of them is seen."""
    seen = pixels.copy()
    seen[..., :3] = (pixels[..., :3] * pixels[..., 3:] + 127) // 255
    squares = seen.reshape(SIDE, _TIMES, SIDE, _TIMES, 4).sum(axis=(1, 3))
    averaged: Numbers = (squares + _TIMES * _TIMES // 2) // (_TIMES * _TIMES)
    return averaged


def _clustered(
    boxes: Sequence[Numbers], colours: Numbers, weights: Numbers
) -> tuple[Numbers, Numbers, float]:
    """A colour for each box; for each colour of the image which, and how far these are off: k-means
    (Lloyd) from there."""
    centres = np.array([np.average(colours[box], axis=0, weights=weights[box]) for box in boxes])
    for _ in range(_ROUNDS):
        nearest = _distances(colours, centres).argmin(1)
        sums = np.bincount(nearest, weights, len(centres))
        for channel in range(4):
            whole = np.bincount(nearest, weights * colours[:, channel], len(centres))
            centres[sums > 0, channel] = whole[sums > 0] / sums[sums > 0]
    centres = np.unique(np.rint(centres), axis=0)
    distances = _distances(colours, centres)
    error = float(np.average(distances.min(1), weights=weights) / 4)
    return centres.astype(np.int64), distances.argmin(1), max(0.0, error) ** 0.5


def _distances(colours: Numbers, centres: Numbers) -> Numbers:
    """The squares of those between each colour and each centre."""
    distances: Numbers = -2 * (colours @ centres.T)
    distances += (colours**2).sum(1)[:, None] + (centres**2).sum(1)
    return distances


def _cut(boxes: Sequence[Numbers], colours: Numbers, weights: Numbers, most: int) -> list[Numbers]:
    """The colours' numbers in groups, at most so many: the one that spreads most is cut in two, again
    and again."""

    def spread(box: Numbers) -> Numbers:
        centre = np.average(colours[box], axis=0, weights=weights[box])
        spreads: Numbers = (((colours[box] - centre) ** 2) * weights[box][:, None]).sum(0)
        return spreads

    boxes = list(boxes)
    spreads = [spread(box) for box in boxes]
    while len(boxes) < most:
        widest = max(range(len(boxes)), key=lambda at: float(spreads[at].sum()))
        if spreads[widest].sum() <= 0:
            break
        box, axis = boxes[widest], int(spreads[widest].argmax())
        box = box[np.argsort(colours[box][:, axis], kind="stable")]
        values = colours[box][:, axis]
        middle = np.average(values, weights=weights[box])
        cut = min(max(int(np.searchsorted(values, middle, side="right")), 1), len(box) - 1)
        boxes[widest] = box[:cut]
        boxes.append(box[cut:])
        spreads[widest] = spread(boxes[widest])
        spreads.append(spread(boxes[-1]))
    return boxes


def _png(seen: Numbers, places: Numbers) -> bytes:
    """A PNG file of these colours, which are as much as is seen of them."""
    opacity = seen[:, 3]
    colours = np.minimum(
        255, (seen[:, :3] * 255 + opacity[:, None] // 2) // np.maximum(opacity, 1)[:, None]
    )
    colours[opacity == 0] = 0
    order = np.lexsort((colours[:, 2], colours[:, 1], colours[:, 0], opacity))
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    depth = next(bits for bits in (1, 2, 4, 8) if len(order) <= 1 << bits)
    clear = opacity[order][opacity[order] < 255].astype(np.uint8).tobytes()
    header = struct.pack(">IIBBBBB", SIDE, SIDE, depth, 3, 0, 0, 0)
    parts = [(b"IHDR", header), (b"PLTE", colours[order].astype(np.uint8).tobytes())]
    if clear:
        parts.append((b"tRNS", clear))
    parts += [(b"IDAT", _smallest(_rows(ranks[places], depth))), (b"IEND", b"")]
    return _SIGNATURE + b"".join(
        len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)
        for kind, data in parts
    )


def _rows(places: Numbers, depth: int) -> bytes:
    """The palette's numbers, each in so many bits, no row filtered."""
    together = 8 // depth
    packed = np.zeros((SIDE, SIDE // together), dtype=np.int64)
    for at in range(together):
        packed = (packed << depth) | places[:, at::together]
    return b"".join(b"\0" + row.tobytes() for row in packed.astype(np.uint8))


def _smallest(raw: bytes) -> bytes:
    tried = []
    for strategy in (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FILTERED, zlib.Z_RLE):
        packer = zlib.compressobj(9, zlib.DEFLATED, 15, 9, strategy)
        tried.append(packer.compress(raw) + packer.flush())
    return min(tried, key=len)
