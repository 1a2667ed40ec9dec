"""``sdgen embed`` in one process."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdgen.cli import status
from tests.cli.conftest import DESIGN, Sdgen

PAGE = "<!-- sdgen: shop.yaml format=svg -->\n<!-- /sdgen -->\n"


@pytest.mark.slow
def test_what_is_written_is_named(folder: Path, sdgen: Sdgen) -> None:
    Path("README.md").write_text(PAGE)
    Path("OTHER.md").write_text("nothing\n")
    written = "out/shop/high-level.svg\nREADME.md\n"
    assert sdgen("embed", "README.md", "OTHER.md") == (status.OK, written, "")
    assert sdgen("embed", "README.md", "OTHER.md") == (status.OK, "", "")


@pytest.mark.slow
def test_what_is_out_of_date_is_named_and_how_it_is_updated(folder: Path, sdgen: Sdgen) -> None:
    Path("README.md").write_text(f"# Shop\n\n{PAGE}")
    assert sdgen("embed", "README.md", "--check") == (
        status.FINDINGS,
        "missing: out/shop/high-level.svg\nstale: README.md:3\n",
        "sdgen: error: 2 markers and pictures are out of date; 'sdgen embed' updates them\n",
    )
    sdgen("embed", "README.md")
    Path("shop.yaml").write_text(DESIGN.replace("database", "cache"))
    assert sdgen("embed", "README.md", "--check") == (
        status.FINDINGS,
        "stale: out/shop/high-level.svg\n",
        "sdgen: error: 1 marker or picture is out of date; 'sdgen embed' updates it\n",
    )


def test_a_broken_marker_is_shown_where_it_stands(folder: Path, sdgen: Sdgen) -> None:
    Path("README.md").write_text(PAGE.replace("format", "fromat"))
    done = sdgen("embed", "README.md")
    assert (done.status, done.out) == (status.UNUSABLE, "")
    assert done.err == (
        "README.md:1:23: error: there is no option 'fromat' [EMBED002 wrong-marker]\n"
        "    |\n"
        "  1 | <!-- sdgen: shop.yaml fromat=svg -->\n"
        "    |                       ^^^^^^^^^^\n"
        "  2 | <!-- /sdgen -->\n"
        "    |\n"
        "  help: did you mean 'format'? options: view, table, format, alt, width, base\n"
    )


def test_errors_of_a_design_are_shown_before_the_marker(folder: Path, sdgen: Sdgen) -> None:
    Path("shop.yaml").write_text(DESIGN.replace("service", "servce"))
    Path("README.md").write_text(PAGE)
    done = sdgen("embed", "README.md")
    assert done.status == status.UNUSABLE
    assert "README.md:1:13: error: the design 'shop.yaml' has 1 error [EMBED003" in done.err
    assert "help: fix it; 'sdgen validate' shows it\n" in done.err
    assert "shop.yaml:5:18: error: " in done.err


def test_who_has_no_marker_is_told_how_one_is_written(folder: Path, sdgen: Sdgen) -> None:
    Path("README.md").write_text("# Shop\n")
    assert sdgen("embed", "README.md") == (
        status.OK,
        "",
        "no marker in 1 file: write '<!-- sdgen: designs/shop.yaml view=high-level -->' and, on a "
        "line below, '<!-- /sdgen -->'\n",
    )


@pytest.mark.slow
def test_warnings_about_pictures_name_the_design(folder: Path, sdgen: Sdgen) -> None:
    Path("shop.yaml").write_text(DESIGN.replace("name: Shop", "name: 店"))
    Path("README.md").write_text(PAGE)
    assert sdgen("embed", "README.md").err.startswith(
        "shop.yaml: warning: the embedded font lacks 店"
    )
    Path("README.md").write_text(PAGE.replace(" format=svg", ""))
    assert sdgen("embed", "README.md").status == status.OK
    Path("out/shop/high-level.png").write_bytes(b"")
    done = sdgen("embed", "README.md", "--check")
    assert (done.status, done.out) == (status.OK, "")
    assert "out/shop/high-level.png: note: not what would be drawn here" in done.err
