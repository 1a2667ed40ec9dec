"""The rasteriser: size, opaque background, and that a failure of the library is an ordinary error."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sdgen.draw.fonts import font_paths
from sdgen.draw.rasteriser import RasteriserError, rasterise
from tests.support.cases import every_case

FONTS = [str(path) for path in font_paths()]
HALF = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="4">'
    '<rect x="5" y="0" width="5" height="4" fill="#ff0000"/></svg>'
)


def draw(svg: str, size: tuple[int, int] = (10, 4)) -> bytes:
    return rasterise(svg, FONTS, (1.0, 1.0), size, "#0d1117")


def test_the_size_is_what_is_asked_for() -> None:
    assert draw(HALF, (30, 8))[16:24] == b"\0\0\0\x1e\0\0\0\x08"


def test_scale_and_background_change_the_picture() -> None:
    plain = rasterise(HALF, (), (2.0, 2.0), (20, 8), "#ffffff")
    assert plain == rasterise(HALF, (), (2.0, 2.0), (20, 8), "#ffffff")
    assert plain != rasterise(HALF, (), (2.0, 2.0), (20, 8), "#0d1117")
    assert plain != rasterise(HALF, (), (1.0, 2.0), (20, 8), "#ffffff")


@pytest.mark.slow
@every_case(
    "svg",
    ["", "no picture", "<svg", '<svg xmlns="http://www.w3.org/2000/svg" width="0" height="4"/>'],
)
def test_what_the_library_cannot_read_is_an_ordinary_error(svg: str) -> None:
    with pytest.raises(RasteriserError, match=r"^resvg: "):
        draw(svg)


def test_what_the_library_cannot_allocate_is_an_ordinary_error() -> None:
    with pytest.raises(RasteriserError, match=r"^resvg: failed to create pixmap$"):
        draw(HALF, (0, 4))
    with pytest.raises(RasteriserError, match=r"^resvg: failed to create pixmap$"):
        draw(HALF, (2**31, 2**31))


def test_a_font_file_that_is_gone_is_an_error_of_the_system() -> None:
    with pytest.raises(OSError, match="No such file"):
        rasterise(HALF, ["/nowhere/font.ttf"], (1.0, 1.0), (10, 4), "#ffffff")


def _run(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("first", ["import resvg", "pass"])
def test_it_goes_with_a_program_that_uses_the_library_itself(first: str) -> None:
    program = (
        f"{first}\n"
        "from sdgen.draw.rasteriser import rasterise\n"
        f"made = rasterise({HALF!r}, (), (1.0, 1.0), (10, 4), '#ffffff')\n"
        "import resvg\n"
        "tree = resvg.usvg.Tree.from_str("
        f"{HALF!r}, resvg.usvg.Options.default())\n"
        "same = resvg.render(tree, (1, 0, 0, 0, 1, 0), bg_color=(255, 255, 255, 255))\n"
        "print(same == made)\n"
    )
    assert _run(program) == "True\n"


@pytest.mark.slow
def test_several_threads_may_draw_at_once() -> None:
    program = (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from sdgen.draw.rasteriser import rasterise\n"
        "def draw(_):\n"
        f"    return rasterise({HALF!r}, {FONTS!r}, (1.0, 1.0), (10, 4), '#ffffff')\n"
        "with ThreadPoolExecutor(8) as threads:\n"
        "    print(len(set(threads.map(draw, range(40)))))\n"
    )
    assert _run(program) == "1\n"
