"""PNG: size, bounds, theme, the same bytes each time."""

from __future__ import annotations

import struct
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgen.draw.png import MAXIMUM_PIXELS, MAXIMUM_SIDE, draw_png, fitting_scale, png_bytes
from sdgen.draw.scene import Rectangle, Scene
from sdgen.draw.theme import LIGHT
from tests.draw.samples import draw, one_card, shop
from tests.support.png_pixels import read_png


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_size_is_that_of_the_picture_times_the_scale(scale: float) -> None:
    picture = draw(one_card())
    image = draw_png(picture.scene, scale)
    expected = (round(picture.width * scale), round(picture.height * scale))
    assert (image.width, image.height) == size_of(image.data) == expected
    assert image.warnings == ()


@pytest.mark.slow
def test_same_bytes_each_time() -> None:
    scene = draw(shop()).scene
    assert png_bytes(scene, 1) == png_bytes(scene, 1)


@pytest.mark.slow
def test_theme_is_forced() -> None:
    scene = draw(one_card()).scene
    light, dark = png_bytes(scene, 1, "light"), png_bytes(scene, 1, "dark")
    assert png_bytes(scene, 1, "auto") == light != dark
    assert png_bytes(draw(one_card(), theme="dark").scene, 1, "dark") == dark


@pytest.mark.slow
def test_without_a_background_only_the_picture_is_opaque() -> None:
    scene = draw(one_card(), background="none").scene
    pixels = read_png(png_bytes(scene, 0.5))
    assert pixels.at(0, 0) == (0, 0, 0, 0)
    root = ElementTree.fromstring(draw(one_card()).svg)
    tile = next(each for each in root.iter() if each.get("class") == "tile blue")
    x, y = (int(float(tile.get(key, "")) / 2) for key in ("x", "y"))
    assert pixels.at(x + 2, y + 5) == (*bytes.fromhex(LIGHT.palette["blue"][1:]), 255)
    opaque = read_png(png_bytes(draw(one_card()).scene, 0.5))
    assert opaque.at(0, 0)[:3] == (255, 255, 255)
    assert opaque.at(x + 2, y + 5)[:3] == pixels.at(x + 2, y + 5)[:3]


def test_larger_than_the_bounds_is_drawn_smaller_with_a_warning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    most = 1_000_000
    monkeypatch.setattr("sdgen.draw.png.MAXIMUM_PIXELS", most)
    image = draw_png(draw(one_card()).scene, 200)
    assert max(image.width, image.height) <= MAXIMUM_SIDE
    assert 0.9 * most < image.width * image.height <= most
    assert len(image.warnings) == 1
    assert "instead of 200 pixels a px: at 200 it would be" in image.warnings[0]
    assert image.warnings[0].endswith("pixels; SVG and PDF are sharp at any size")


@given(st.floats(1, 1e7), st.floats(1, 1e7), st.sampled_from([0.1, 1.0, 2.0, 8.0]))
def test_any_size_comes_within_the_bounds(width: float, height: float, scale: float) -> None:
    fitting = fitting_scale(width, height, scale)
    assert 0 <= fitting <= scale
    assert width * fitting <= MAXIMUM_SIDE
    assert width * height * fitting**2 <= MAXIMUM_PIXELS * 1.000001
    assert fitting >= scale * 0.9 or (
        max(width, height) * (fitting + 0.0001) > MAXIMUM_SIDE * 0.999
        or width * height * (fitting + 0.0001) ** 2 > MAXIMUM_PIXELS * 0.999
    )


@pytest.mark.parametrize(
    ("width", "height"),
    [
        (1, 1),
        (1, 400_000),
        (9_000_000, 30),
        pytest.param(60_000, 60_000, marks=pytest.mark.slow),
    ],
)
def test_a_picture_of_absurd_proportions_is_drawn_all_the_same(width: int, height: int) -> None:
    picture = Scene(width, height, "Absurd", "", (Rectangle("background", 0, 0, width, height),))
    image = draw_png(picture, 0.5)
    assert size_of(image.data) == (image.width, image.height)
    assert 1 <= max(image.width, image.height) <= MAXIMUM_SIDE


def test_fitting_scale() -> None:
    assert fitting_scale(1000, 800, 2) == 2
    assert fitting_scale(16_000, 100, 2) == 1
    assert fitting_scale(20_000, 20_000, 2) == 0.25


def test_characters_without_a_font_are_a_warning() -> None:
    image = draw_png(draw(one_card(name="\U00012000")).scene, 1)
    assert len(image.warnings) == 1
    assert "U+12000" in image.warnings[0]
