from __future__ import annotations

import base64
import re
import shutil
from pathlib import Path

import pytest

from sdgen.assets import asset_bytes, asset_path, font_widths
from sdgen.draw import fonts
from sdgen.text.measure import Weight


def test_only_used_parts_and_weights_are_embedded() -> None:
    css = fonts.font_face_css("Timeline Service", [Weight.MEDIUM])
    assert css.count("@font-face") == 1
    assert "font-weight:500" in css
    assert fonts.font_face_css("Łódź", [Weight.MEDIUM, Weight.BOLD]).count("@font-face") == 4
    assert fonts.font_face_css("100% · a > b", [Weight.BOLD]).count("@font-face") == 2
    assert fonts.font_face_css("Москва").count("@font-face") == 3
    assert fonts.font_face_css("数据") == ""
    assert fonts.font_face_css("") == ""


def test_the_font_is_inside_the_rule() -> None:
    css = fonts.font_face_css("a", [Weight.BOLD])
    data = re.search(r"base64,([A-Za-z0-9+/=]+)\)", css)
    assert data is not None
    assert base64.b64decode(data[1]) == asset_bytes("Roboto-Bold.basic.woff2")
    assert "unicode-range:U+20,U+25-29,U+2B-3A," in css


def test_the_stack_names_fonts_of_the_same_widths() -> None:
    assert fonts.font_family("embedded").startswith("Roboto, Helvetica")
    system = fonts.font_family("system")
    assert system == "Helvetica, Arial, 'Liberation Sans', Arimo, sans-serif"


def test_files_for_png_are_whole_fonts() -> None:
    paths = fonts.font_paths()
    assert [path.name for path in paths] == [
        "Roboto-Regular.ttf",
        "Roboto-Medium.ttf",
        "Roboto-Bold.ttf",
    ]
    assert all(path.is_file() for path in paths)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Installed fonts: ours under other names, and files that are no fonts."""
    source = asset_path("Roboto-Regular.ttf")
    for name in ("Some-Bold.ttf", "Some.ttf", "Another Serif.otf", "LastResort.otf"):
        shutil.copy(source, tmp_path / name)
    (tmp_path / "Broken.ttf").write_bytes(source.read_bytes()[:100])
    (tmp_path / "readme.txt").write_text("no font")
    return tmp_path


def test_the_plainest_installed_font_stands_in(folder: Path) -> None:
    found = fonts.find_fallback_fonts("aЖ", [folder])
    assert found == fonts.FallbackFonts((folder / "Some.ttf",), ())
    assert fonts.fallback_warning(found) is None


def test_characters_without_a_font_are_told(folder: Path) -> None:
    found = fonts.find_fallback_fonts("a数据", [folder, folder / "missing"])
    assert found.paths == (folder / "Some.ttf",)
    assert found.unavailable == ("据", "数")
    assert fonts.fallback_warning(found) == (
        "no installed font has 据 (U+636E), 数 (U+6570): PNG and PDF show a box instead; "
        "install a font that has the script, such as one of the Noto family"
    )
    many = fonts.find_fallback_fonts("数据库订单处理", [])
    assert " and 3 more: " in (fonts.fallback_warning(many) or "")


def test_nothing_is_searched_when_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(fonts, "_font_folders")
    assert fonts.find_fallback_fonts("") == fonts.FallbackFonts()


def test_the_systems_folders_are_searched(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WINDIR", str(folder))
    assert folder / "Fonts" in fonts._font_folders()
    monkeypatch.setattr(fonts, "_font_folders", lambda: [folder])
    assert fonts.fallback_fonts("a") == [folder / "Some.ttf"]


def test_the_widths_are_of_the_embedded_characters() -> None:
    assert set(font_widths.PARTS) == {"basic", "signs", "latin", "greek", "cyrillic"}
