"""Product icons as images: small copies that sdgen ships, for SVG, and those of the installed
``diagrams`` package, which is read and never imported, for what is printed or drawn larger."""

from __future__ import annotations

from functools import cache

from sdgen.assets import asset_path
from sdgen.base.product_icons import icon_resource

_SMALL = "icon_images.bin"
_LARGEST = 1_000_000
"""Bytes of an icon; the largest of the package has a tenth of that."""
_PNG = b"\x89PNG\r\n\x1a\n"
_DRAWN_CHUNKS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"sRGB", b"gAMA", b"IDAT", b"IEND"})
"""The parts of a PNG that its picture needs; the rest is what drawing programs leave in it."""


def _only_drawn(png: bytes) -> bytes | None:
    """The PNG without the chunks that draw nothing; None when it is no whole PNG."""
    if not png.startswith(_PNG):
        return None
    kept = [_PNG]
    position = len(_PNG)
    while position + 12 <= len(png):
        end = position + 12 + int.from_bytes(png[position : position + 4], "big")
        kind = png[position + 4 : position + 8]
        if end > len(png):
            return None
        if kind in _DRAWN_CHUNKS:
            kept.append(png[position:end])
        if kind == b"IEND":
            return b"".join(kept)
        position = end
    return None


@cache
def _resources() -> str:
    """The folder of images of the installed ``diagrams`` package, empty where there is none."""
    from importlib.util import find_spec
    from pathlib import Path

    package = find_spec("diagrams")
    if package is None or package.origin is None:
        return ""
    return str(Path(package.origin).parent.parent / "resources")


@cache
def icon_png(name: str) -> bytes | None:
    """The PNG of the product icon ``name`` (``aws.storage.S3``), mostly 256 px wide and about
    15 kB; None when there is no such icon or the installed ``diagrams`` package lacks its file."""
    resource = icon_resource(name)
    if resource is None:
        return None
    from sdgen.base.input_files import ReadError, read_bounded

    folder = _resources()
    if not folder:
        return None
    try:
        return _only_drawn(read_bounded(f"{folder}/{resource}", _LARGEST))
    except ReadError:
        return None


@cache
def small_icon_png(name: str) -> bytes | None:
    """The product icon as cards show it, 64 px wide and about 1 kB, the same on every machine; None when
    there is no such icon."""
    resource = icon_resource(name)
    if resource is None:
        return None
    begin, places = _places()
    line = b"\n%s " % resource.encode("ascii")
    found = places.find(line)
    if found < 0:
        return None
    found += len(line)
    start, length = map(int, places[found : places.index(b"\n", found)].split())
    with asset_path(_SMALL).open("rb") as file:
        file.seek(begin + start)
        return file.read(length)


@cache
def _places() -> tuple[int, bytes]:
    """Where small copies begin in their file, and its table: a line for each."""
    with asset_path(_SMALL).open("rb") as file:
        length = int(file.readline().split()[1])
        table = file.read(length)
        return file.tell(), table


def icon_data_uri(name: str, *, small: bool = False) -> str | None:
    """The icon as a ``data:`` address for an SVG ``<image>``; None as ``icon_png`` has it."""
    png = small_icon_png(name) if small else icon_png(name)
    if png is None:
        return None
    from base64 import b64encode

    return "data:image/png;base64," + b64encode(png).decode("ascii")
