"""``sdgen doc`` as a user sees it: what it writes, compares, refuses and asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Sdgen
from tests.document.test_adr import DESIGN

FIRST_LINE = "<!-- Made by sdgen doc from the design that is its source: a change here is lost. -->"


def names(folder: Path) -> list[str]:
    return sorted(
        each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()
    )


@pytest.mark.slow
def test_the_document_and_its_pictures_lie_in_the_folder_of_the_design(
    folder: Path, sdgen: Sdgen
) -> None:
    done = sdgen("doc", "shop.yaml", "--template", "rfc")
    assert done.status == 0
    assert done.out.replace("\\", "/").splitlines()[-1] == "out/shop/rfc.md"
    written = names(folder / "out")
    assert written == sorted(line[4:] for line in done.out.replace("\\", "/").splitlines())
    text = (folder / "out/shop/rfc.md").read_text(encoding="utf-8")
    assert text.startswith(FIRST_LINE) and "](high-level.svg)" in text
    assert sdgen("doc", "shop.yaml", "--template", "rfc", "--check").status == 0
    assert sdgen("render", "shop.yaml", "--check", "-f", "svg", "--view", "high-level").status == 0


@pytest.mark.slow
def test_one_file_has_its_pictures_in_a_folder_of_its_name(folder: Path, sdgen: Sdgen) -> None:
    assert sdgen("doc", "shop.yaml", "-o", "docs/shop.md", "--template", "rfc").status == 0
    found = names(folder / "docs")
    assert "shop.md" in found and "shop/high-level.svg" in found
    assert "](shop/high-level.svg)" in (folder / "docs/shop.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_html_needs_no_other_file(folder: Path, sdgen: Sdgen) -> None:
    assert sdgen("doc", "shop.yaml", "-f", "html", "--template", "rfc").status == 0
    assert names(folder / "out") == ["shop/rfc.html"]
    stream = sdgen("doc", "shop.yaml", "-o", "-", "-f", "html", "--template", "rfc")
    assert stream.out == (folder / "out/shop/rfc.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_file_of_somebody_else_stays(folder: Path, sdgen: Sdgen) -> None:
    (folder / "mine.md").write_text("# Mine\n", encoding="utf-8")
    done = sdgen("doc", "shop.yaml", "-o", "mine.md", "--template", "rfc")
    assert done.status == 2
    assert "mine.md is there and was not made by sdgen" in done.err
    assert names(folder) == ["mine.md", "shop.yaml"]
    # no promise that it would be updated
    checked = sdgen("doc", "shop.yaml", "-o", "mine.md", "--template", "rfc", "--check")
    assert (checked.status, checked.err) == (2, done.err)
    assert sdgen("doc", "shop.yaml", "-o", "mine.md", "--template", "rfc", "--force").status == 0
    assert (folder / "mine.md").read_text(encoding="utf-8").startswith(FIRST_LINE)


@pytest.mark.slow
def test_what_is_stale_is_named(folder: Path, sdgen: Sdgen) -> None:
    sdgen("doc", "shop.yaml", "--template", "rfc")
    (folder / "out/shop/high-level.svg").unlink()
    with (folder / "out/shop/rfc.md").open("a", encoding="utf-8") as file:
        file.write("by hand\n")
    done = sdgen("doc", "shop.yaml", "--template", "rfc", "--check")
    assert done.status == 1
    assert (
        done.out.replace("\\", "/") == "missing: out/shop/high-level.svg\nstale: out/shop/rfc.md\n"
    )
    assert "2 files out of date; 'sdgen doc' updates them" in done.err


@pytest.mark.slow
def test_strict_names_what_is_open(folder: Path, sdgen: Sdgen) -> None:
    done = sdgen("doc", "shop.yaml", "--template", "rfc", "--strict", "-o", "-")
    assert done.status == 1
    assert "shop.yaml: open: Nothing says what users can do with it" in done.err
    assert "questions are open" in done.err


def test_wrong_usage_is_explained(folder: Path, sdgen: Sdgen) -> None:
    assert "sdgen doc writes .md, " in sdgen("doc", "shop.yaml", "-o", "a.docx").err
    assert "is a file in html, but -f says markdown" in (
        sdgen("doc", "shop.yaml", "-o", "a.html", "-f", "markdown").err
    )
    assert "-o - writes one document" in (
        sdgen("doc", "shop.yaml", "-o", "-", "-f", "html", "-f", "markdown").err
    )
    (folder / "b.yaml").write_text(DESIGN, encoding="utf-8")
    assert "one document was asked for, but 2 designs given" in (
        sdgen("doc", "shop.yaml", "b.yaml", "-o", "a.md").err
    )


@pytest.mark.slow
def test_files_keep_their_numbers_and_nothing_is_removed(folder: Path, sdgen: Sdgen) -> None:
    (folder / "shop.yaml").write_text(DESIGN, encoding="utf-8")
    assert sdgen("doc", "shop.yaml", "--template", "rfc", "--adr", "adr").status == 0
    assert sorted(each.name for each in (folder / "adr").iterdir()) == [
        "0001-store.md",
        "0002-later.md",
    ]
    (folder / "shop.yaml").write_text(DESIGN.replace("  store:", "  home:"), encoding="utf-8")
    check = sdgen("doc", "shop.yaml", "--template", "rfc", "--adr", "adr", "--check")
    assert check.status == 1 and "missing: adr/0003-home.md" in check.out.replace("\\", "/")
    assert sdgen("doc", "shop.yaml", "--template", "rfc", "--adr", "adr").status == 0
    assert sorted(each.name for each in (folder / "adr").iterdir()) == [
        "0001-store.md",
        "0002-later.md",
        "0003-home.md",
    ]
    assert sdgen("doc", "shop.yaml", "--template", "rfc", "--adr", "adr", "--check").status == 0


@pytest.mark.slow
def test_files_of_others_stay(folder: Path, sdgen: Sdgen) -> None:
    (folder / "shop.yaml").write_text(DESIGN, encoding="utf-8")
    (folder / "adr").mkdir()
    (folder / "adr/0004-later.md").write_text("# By hand\n", encoding="utf-8")
    done = sdgen("doc", "shop.yaml", "--template", "rfc", "--adr", "adr")
    assert done.status == 2 and "was not made by sdgen from shop.yaml" in done.err
    assert [each.name for each in (folder / "adr").iterdir()] == ["0004-later.md"]
    assert sdgen("doc", "shop.yaml", "--template", "rfc", "--adr", "adr", "--force").status == 0
    assert "status: proposed" in (folder / "adr/0004-later.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_two_designs_with_one_id_do_not_share_a_file(folder: Path, sdgen: Sdgen) -> None:
    for name in ("a.yaml", "b.yaml"):
        (folder / name).write_text(DESIGN, encoding="utf-8")
    done = sdgen("doc", "a.yaml", "b.yaml", "--template", "rfc", "--adr", "adr")
    assert done.status == 0
    assert names(folder / "adr") == [
        "0001-store.md",
        "0002-later.md",
        "0003-store.md",
        "0004-later.md",
    ]
    again = sdgen("doc", "a.yaml", "b.yaml", "--template", "rfc", "--adr", "adr", "--check")
    assert again.status == 0


@pytest.mark.slow
def test_interface_and_data_are_linked_as_other_tools_read_them(folder: Path, sdgen: Sdgen) -> None:
    (folder / "shop.yaml").write_text(
        DESIGN
        + "api: {buy: {http: POST /v1/orders}}\ndata: {Order: {store: db, key: id, fields: {id: id}}}\n",
        encoding="utf-8",
    )
    assert sdgen("doc", "shop.yaml").status == 0
    text = (folder / "out/shop/design.md").read_text(encoding="utf-8")
    assert "[OpenAPI 3.1](<openapi.yaml>)" in text and "[SQL](<schema.sql>)" in text
    assert sdgen("export", "shop.yaml", "-f", "openapi", "-f", "sql", "--check").status == 0
    assert sdgen("doc", "shop.yaml", "--check").status == 0
    (folder / "out/shop/schema.sql").write_text("mine\n", encoding="utf-8")
    done = sdgen("doc", "shop.yaml")
    assert done.status == 2 and "schema.sql is there and was not made by sdgen" in done.err


@pytest.mark.slow
def test_pictures_are_drawn_as_render_draws_them(folder: Path, sdgen: Sdgen) -> None:
    (folder / "sdgen.toml").write_text(
        '[render]\ntheme = "dark"\nfit = "slide"\n', encoding="utf-8"
    )
    assert sdgen("doc", "shop.yaml", "-f", "markdown", "-f", "html").status == 0
    checked = sdgen("render", "shop.yaml", "--view", "high-level", "-f", "svg", "--check")
    assert (checked.status, checked.out) == (0, "")
    page = (folder / "out/shop/design.html").read_text(encoding="utf-8")
    assert "prefers-color-scheme:dark" in page


def test_a_picture_of_somebody_else_stays(folder: Path, sdgen: Sdgen) -> None:
    (folder / "out/shop").mkdir(parents=True)
    (folder / "out/shop/high-level.svg").write_text("<svg/>\n", encoding="utf-8")
    done = sdgen("doc", "shop.yaml", "--template", "rfc")
    assert done.status == 2 and "high-level.svg is there and was not made by sdgen" in done.err
    assert names(folder / "out") == ["shop/high-level.svg"]


@pytest.mark.slow
def test_the_document_is_the_same_wherever_it_is_made(
    folder: Path, sdgen: Sdgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".git").mkdir()
    (folder / "designs").mkdir()
    text = DESIGN + "estimates: {db.storage: 5 PB}\nscale: {daily_users: 1}\n"
    (folder / "designs/shop.yaml").write_text(text, encoding="utf-8")
    assert sdgen("doc", "designs/shop.yaml").status == 0
    monkeypatch.chdir(folder / "designs")
    assert sdgen("doc", "shop.yaml", "-o", "../out", "--check").status == 0
    assert str(folder) not in (folder / "out/shop/design.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_configuration_says_where(folder: Path, sdgen: Sdgen) -> None:
    (folder / "sdgen.toml").write_text('[render]\noutput = "pictures"\n', encoding="utf-8")
    assert sdgen("doc", "shop.yaml", "--template", "rfc").status == 0
    assert "shop/rfc.md" in names(folder / "pictures")


@pytest.mark.slow
def test_pictures_of_before_are_named(folder: Path, sdgen: Sdgen) -> None:
    journeys = "journeys: {go: {actor: app, rate: 1/s, steps: [app -> db]}}\n"
    (folder / "shop.yaml").write_text(DESIGN + journeys, encoding="utf-8")
    assert sdgen("doc", "shop.yaml").status == 0
    (folder / "shop.yaml").write_text(DESIGN, encoding="utf-8")
    done = sdgen("doc", "shop.yaml")
    assert done.status == 0
    assert "no view draws journey-go.svg, sequence-go.svg" in done.err
    assert "sdgen render --prune" in done.err
