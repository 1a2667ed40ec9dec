"""What PNG and PDF are made from, with installed fonts that are made for the test."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from sdgen.draw import raster_source as module
from sdgen.draw.fonts import find_fallback_fonts, font_paths
from sdgen.draw.png import draw_png
from sdgen.draw.raster_source import raster_source
from tests.draw.made_fonts import make_font
from tests.draw.samples import draw, one_card
from tests.support.cases import every_case

OWN = tuple(map(str, font_paths()))
STAND_IN = (
    "PNG and PDF are drawn with a font of this machine too, Test Boxes: where other fonts are "
    "installed they look different; the SVG is the same everywhere"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_font(tmp_path / "Boxes.ttf", "Test Boxes", {"数": 1000, "据": 1000, " ": 250})
    make_font(tmp_path / "Pictures.ttf", "Test Pictures", {"🚀": 1250}, pictures_only=True)
    return tmp_path


def test_the_theme_is_forced_and_no_font_is_inside(folder: Path) -> None:
    source = raster_source(draw(one_card(), font="embedded").scene, "dark", [folder])
    assert "@font-face" not in source.svg
    assert "@media" not in source.svg
    assert '<rect class="background" fill="#0d1117"' in source.svg
    assert (source.font_files, source.warnings) == (OWN, ())


def test_an_installed_font_is_asked_for_by_name(folder: Path) -> None:
    source = raster_source(draw(one_card(name="数据 API")).scene, "light", [folder])
    assert source.font_files == (*OWN, str(folder / "Boxes.ttf"))
    assert " font-family=\"'Test Boxes'\">数据</text>" in source.svg
    assert ">API</text>" in source.svg
    assert source.warnings == (STAND_IN,)


def test_a_character_that_no_installed_font_has_is_a_warning(folder: Path) -> None:
    source = raster_source(draw(one_card(name="数ش")).scene, "light", [folder])
    assert source.warnings == (
        "no installed font has ش (U+0634): PNG and PDF show a box instead; install a font that has "
        "the script, such as one of the Noto family",
        STAND_IN,
    )


def test_only_letters_that_are_drawn_ask_for_a_font(folder: Path) -> None:
    """A tooltip is in the file but nobody sees it in a PNG or a PDF."""
    source = raster_source(draw(one_card(tooltip="数据")).scene, "light", [folder])
    assert (source.font_files, source.warnings) == (OWN, ())


@every_case("name", ["Timeline", "数据 API", "خدمة المستخدم", "🚀 Launch"])
def test_it_is_the_same_picture_as_the_svg_but_for_fonts(name: str, folder: Path) -> None:
    """What a reader of the SVG sees, a renderer gets: the same items at the same places."""
    drawn = draw(one_card(name=name), theme="light")
    source = raster_source(drawn.scene, "light", [folder])
    others = [without_texts_and_style(svg) for svg in (drawn.svg, source.svg)]
    assert others[0] == others[1]


def without_texts_and_style(svg: str) -> list[tuple[str, dict[str, str]]]:
    root = ElementTree.fromstring(svg)
    found = [(each.tag.partition("}")[2], dict(each.attrib)) for each in root.iter()]
    return [each for each in found if each[0] not in ("text", "style")]


@every_case("family", ["Roboto", "It's", 'A"B', "A;B", "", "A\nB"])
def test_a_family_that_cannot_be_asked_for_is_left_to_the_renderer(
    tmp_path: Path, family: str
) -> None:
    path = make_font(tmp_path / "Odd.ttf", family, {"数": 1000})
    source = raster_source(draw(one_card(name="数 API")).scene, "light", [tmp_path])
    assert source.font_files == (*OWN, str(path))
    assert ">数 API</text>" in source.svg


@pytest.fixture
def installed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fonts of the test as the only ones of the machine."""
    monkeypatch.setattr(
        module, "find_fallback_fonts", lambda lacking, _: find_fallback_fonts(lacking, [folder])
    )


@pytest.mark.slow
@pytest.mark.usefixtures("installed")
def test_png_draws_the_letters_of_an_installed_font() -> None:
    both, same, one_lacking = [
        draw_png(draw(one_card(name=name)).scene, 1) for name in ("数据", "数数", "数ش")
    ]
    assert both.warnings == (STAND_IN,)
    assert both.data == same.data  # each letter of that font is the same box
    assert both.data != one_lacking.data
    assert len(one_lacking.warnings) == 2
