"""The SVG in programs that read less of SVG than a browser, where they are installed: tiles, glyphs,
icons, bars, rings and dashes have the colours that they have in our own PNG, at the same places."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from sdgen.draw.png import png_bytes
from tests.draw.samples import draw, shop
from tests.support.png_pixels import Pixels, read_png

SVG = "{http://www.w3.org/2000/svg}"
SEEN = ("tile", "icon-tile", "bar", "track", "pill", "face", "group-box", "label-box", "chip")
NEAR = 14.0
"""Of 255: letters of another font, and edges that each program smooths in its own way."""


def _inkscape(svg: Path, png: Path) -> list[str]:
    return ["inkscape", str(svg), "--export-type=png", f"--export-filename={png}"]


def _libreoffice(svg: Path, png: Path) -> list[str]:
    profile = f"-env:UserInstallation={(svg.parent / 'profile').as_uri()}"
    return ["soffice", profile, "--headless", "--convert-to", "png", "--outdir",
            str(png.parent), str(svg)]  # fmt: skip


def _librsvg(svg: Path, png: Path) -> list[str]:
    return ["rsvg-convert", str(svg), "-o", str(png)]


def _mean(pixels: Pixels, box: tuple[int, int, int, int]) -> tuple[float, ...]:
    """The average colour of a rectangle."""
    left, top, right, bottom = box
    found = [pixels.at(x, y)[:3] for y in range(top, bottom) for x in range(left, right)]
    return tuple(sum(channel) / len(found) for channel in zip(*found, strict=True))


def _boxes(svg: str) -> dict[str, tuple[int, int, int, int]]:
    """The insides of what is looked at, by its class, number and place."""
    found = {}
    for number, each in enumerate(ElementTree.fromstring(svg).iter(f"{SVG}rect")):
        if each.get("class", "").split(" ")[0] in SEEN:
            x, y, width, height = (
                float(each.get(key, "")) for key in ("x", "y", "width", "height")
            )
            inside = (int(x) + 1, int(y) + 1, int(x + width), int(y + height))
            found[f"{number} {each.get('class')}"] = inside
    return found


@pytest.mark.slow
@pytest.mark.parametrize("command", [_inkscape, _libreoffice, _librsvg])
def test_it_looks_as_in_our_own_png(
    command: Callable[[Path, Path], list[str]], tmp_path: Path
) -> None:
    svg, png = tmp_path / "shop.svg", tmp_path / "shop.png"
    arguments = command(svg, png)
    if shutil.which(arguments[0]) is None:
        pytest.skip(f"{arguments[0]} is not installed")
    diagram = shop("detailed")
    icons = [replace(card, icon="onprem.database.PostgreSQL") for card in diagram.cards[2:]]
    picture = draw(
        replace(diagram, cards=(*diagram.cards[:2], *icons)), theme="auto", font="system"
    )
    svg.write_text(picture.svg, encoding="utf-8")
    subprocess.run(arguments, check=True, capture_output=True, timeout=120)
    theirs, ours = read_png(png.read_bytes()), read_png(png_bytes(picture.scene, 1))
    assert abs(theirs.width - ours.width) <= 2
    assert abs(theirs.height - ours.height) <= 2
    boxes = _boxes(picture.svg)
    assert {name.split(" ")[1] for name in boxes} == set(SEEN)
    for name, box in boxes.items():
        assert _mean(theirs, box) == pytest.approx(_mean(ours, box), abs=NEAR), name
