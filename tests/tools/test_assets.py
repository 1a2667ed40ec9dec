from __future__ import annotations

import shutil
import struct
import zlib
from pathlib import Path

import assets
import pytest
from make_fonts import font_content
from make_glyphs import inner_markup
from make_icon_images import chunks, small_image

from sdgen.assets import font_widths
from sdgen.draw.rasteriser import rasterise
from tests.support.cases import every_case


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return assets.make_assets()


@pytest.mark.slow
def test_assets_are_what_the_packages_give(made: dict[str, bytes]) -> None:
    assert assets.stale_assets(made, assets.FOLDER) == []


@pytest.mark.slow
def test_check_names_what_is_stale_and_a_run_mends_it(
    made: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in made:
        shutil.copy(assets.FOLDER / name, tmp_path / name)
    monkeypatch.setattr(assets, "FOLDER", tmp_path)
    monkeypatch.setattr(assets, "make_assets", lambda: made)
    assert assets.main(["--check"]) == 0
    (tmp_path / "glyphs.txt").write_text("old")
    (tmp_path / "Old.woff2").write_bytes(b"")
    (tmp_path / "Roboto-Bold.ttf").unlink()
    shutil.copy(tmp_path / "Roboto-Bold.basic.woff2", tmp_path / "Roboto-Regular.basic.woff2")
    assert assets.main(["--check"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        f"sdgen/assets/{name} is stale: run python tools/assets.py"
        for name in ("Old.woff2", "Roboto-Bold.ttf", "Roboto-Regular.basic.woff2", "glyphs.txt")
    ]
    assert assets.main([]) == 0
    assert assets.main(["--check"]) == 0


@pytest.mark.slow
def test_fonts_have_no_clock_and_no_kerning(made: dict[str, bytes]) -> None:
    content = font_content(made["Roboto-Medium.ttf"])
    assert content["weight"] == 500
    assert {"GPOS", "GSUB", "kern", "fpgm"}.isdisjoint(content["tables"])
    assert content["dates"] == font_content(made["Roboto-Medium.basic.woff2"])["dates"]


@pytest.mark.slow
def test_what_every_picture_embeds_is_small(made: dict[str, bytes]) -> None:
    sizes = [len(data) for name, data in made.items() if name.endswith(".basic.woff2")]
    assert len(sizes) == 3
    assert max(sizes) < 4_500


def test_a_small_image_has_the_colours_of_the_large_one() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256">'
        '<path fill="#ff0000" d="M64 0H128V256H64Z"/><path fill="#0000ff" d="M128 0H256V128H128Z"/></svg>'
    )
    png = small_image(rasterise(svg, (), (1.0, 1.0), (256, 256), None))
    parts = dict(chunks(png))
    assert parts[b"IHDR"] == struct.pack(">IIBBBBB", 64, 64, 2, 3, 0, 0, 0)
    assert parts[b"PLTE"] == bytes.fromhex("000000 0000ff ff0000")
    assert parts[b"tRNS"] == b"\0"
    rows = zlib.decompress(parts[b"IDAT"])
    upper = bytes(1 + 4) + b"\xaa" * 4 + b"\x55" * 8
    lower = bytes(1 + 4) + b"\xaa" * 4 + bytes(8)
    assert rows == upper * 32 + lower * 32


def test_the_parts_of_the_font_do_not_overlap() -> None:
    assert len(set(font_widths.CHARACTERS)) == len(font_widths.CHARACTERS)


@every_case(
    ("svg", "message"),
    [
        ("<p/>", "lucide's bell is not an SVG"),
        ("<svg><script>x</script></svg>", "lucide's bell has more than plain shapes"),
        ('<svg><path onclick="f()" /></svg>', "lucide's bell has more than plain shapes"),
    ],
)
def test_a_glyph_with_more_than_shapes_is_refused(svg: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        inner_markup(svg, "bell")
