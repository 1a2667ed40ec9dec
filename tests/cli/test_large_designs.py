"""``sdgen render`` of designs that are too large for one picture, and ``--collapse``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sdgen as package
from sdgen.cli import status
from tests.cli.conftest import Sdgen
from tests.support.cases import every_case
from tests.views.test_overview import large

DRAWN = {"overview.svg", *(f"group-g{at}.svg" for at in range(3))}


def write(text: str) -> None:
    Path("big.yaml").write_text(text, encoding="utf-8")


def names(folder: str = "out/big") -> set[str]:
    return {path.name for path in Path(folder).iterdir()}


def links(file: str, folder: str = "out/big") -> dict[str, str]:
    """Where cards and frames lead, by their ids without the picture's."""
    svg = Path(folder, file).read_text(encoding="utf-8")
    found = re.findall(
        r'id="large-[^"]*-((?:card|group)-[^"]+)" class="[^"]*"[^>]*>(?:(?!</g>\n<g id).)*?<a xlink:href="([^"]*)"',
        svg,
        re.S,
    )
    return dict(found)


@pytest.mark.slow
def test_a_large_design_is_shown_by_its_overview_and_its_groups(folder: Path, sdgen: Sdgen) -> None:
    write(large(45, 3))
    done = sdgen("render", "big.yaml", "-f", "svg")
    assert (done.status, done.err) == (status.OK, "")
    assert done.out.splitlines() == [
        f"out/big/{name}.svg" for name in ("overview", "group-g0", "group-g1", "group-g2")
    ]
    assert sdgen("render", "big.yaml", "-f", "svg", "--check").status == status.OK
    assert {"overview", "group:g2"} <= {*sdgen("render", "big.yaml", "--list").out.splitlines()}


@pytest.mark.slow
def test_cards_lead_to_pictures_that_are_there(folder: Path, sdgen: Sdgen) -> None:
    write(large(45, 3))
    sdgen("render", "big.yaml", "-f", "svg")
    assert links("overview.svg") == {f"card-_40_g{at}": f"group-g{at}.svg" for at in range(3)}
    inside = links("group-g1.svg")
    assert inside == {
        "card-c14": "group-g0.svg",
        "card-c30": "group-g2.svg",
        "group-g1": "overview.svg",
    }
    for name in names():
        assert set(links(name).values()) <= names()


@pytest.mark.slow
def test_nothing_leads_where_there_is_no_picture(folder: Path, sdgen: Sdgen) -> None:
    write(large(45, 3))
    sdgen("render", "big.yaml", "-f", "svg", "--view", "overview", "--view", "group:g1")
    assert links("overview.svg") == {"card-_40_g1": "group-g1.svg"}
    sdgen("render", "big.yaml", "-f", "svg", "--view", "high-level")
    assert set(links("high-level.svg").values()) == {"group-g1.svg"}
    sdgen("render", "big.yaml", "-f", "png", "-o", "png/", "--view", "overview")
    assert names("png/big") == {"overview.png"}
    sdgen("render", "big.yaml", "-o", "alone.svg")
    assert links("alone.svg", ".") == {}
    assert "Overview" in Path("alone.svg").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_link_of_a_design_stands(folder: Path, sdgen: Sdgen) -> None:
    write(large(45, 3).replace("c14: {kind", "c14: {link: https://example.org/c14, kind"))
    sdgen("render", "big.yaml", "-f", "svg")
    assert links("group-g1.svg")["card-c14"] == "https://example.org/c14"


@pytest.mark.slow
def test_a_design_without_groups_is_drawn_whole_and_told_so(folder: Path, sdgen: Sdgen) -> None:
    write(large(45, 3, grouped=0))
    done = sdgen("render", "big.yaml", "-f", "svg")
    assert done.out.splitlines() == ["out/big/high-level.svg", "out/big/detailed.svg"]
    for line in done.err.splitlines():
        assert line.endswith(
            "; write 'group' on the components, several in each: of more than 40, sdgen then draws "
            "an overview and a picture of each group"
        )
    lacking = sdgen("render", "big.yaml", "--view", "overview")
    assert lacking.status == status.UNUSABLE
    assert "view 'overview' has nothing to show: no component is in a group" in lacking.err


@pytest.mark.slow
def test_pictures_that_are_there_are_drawn_again(folder: Path, sdgen: Sdgen) -> None:
    write(large(45, 3))
    sdgen("render", "big.yaml", "-f", "svg", "--view", "high-level")
    sdgen("render", "big.yaml", "-f", "svg")
    assert names() == {*DRAWN, "high-level.svg"}
    assert sdgen("render", "big.yaml", "-f", "svg", "--check").status == status.OK


@pytest.mark.slow
def test_the_document_of_a_large_design_shows_the_same_pictures(folder: Path, sdgen: Sdgen) -> None:
    write(large(45, 3))
    sdgen("render", "big.yaml", "-f", "svg")
    assert sdgen("doc", "big.yaml").status == status.OK
    assert {name for name in names() if name.endswith(".svg")} == {*DRAWN, "failure.svg"}
    assert sdgen("render", "big.yaml", "-f", "svg", "--check").status == status.OK
    assert "high-level.svg" not in Path("out/big/design.md").read_text(encoding="utf-8")
    # whichever forms are written with them
    both = ("doc", "big.yaml", "-f", "markdown", "-f", "html")
    assert sdgen(*both).status == status.OK
    assert sdgen("render", "big.yaml", "-f", "svg", "--check").status == status.OK
    assert sdgen(*both, "--check").status == status.OK
    assert "group-g0.svg" not in Path("out/big/design.html").read_text(encoding="utf-8")


@pytest.mark.slow
@every_case("written", ["group:g1", "g1"])
def test_a_group_can_be_one_card(folder: Path, sdgen: Sdgen, written: str) -> None:
    write(large(12, 3))
    done = sdgen("render", "big.yaml", "-o", "a.svg", "--collapse", written)
    assert done == (status.OK, "a.svg\n", "")
    svg = Path("a.svg").read_text(encoding="utf-8")
    assert "4 components" in svg
    assert 'card-c4"' not in svg
    assert svg == package.load("big.yaml").render(collapse=["g1"]).svg


@pytest.mark.slow
def test_what_is_collapsed_keeps_the_usual_views(folder: Path, sdgen: Sdgen) -> None:
    write(large(45, 3))
    done = sdgen(
        "render", "big.yaml", "-f", "svg", "--collapse", "group:g1", "--collapse", "group:g2"
    )
    assert done.out.splitlines() == ["out/big/high-level.svg", "out/big/detailed.svg"]


def test_a_group_that_there_is_not(folder: Path, sdgen: Sdgen) -> None:
    write(large(12, 3))
    done = sdgen("render", "big.yaml", "-o", "a.svg", "--collapse", "group:g4")
    assert done.status == status.UNUSABLE
    assert (
        "error: the design has no group 'g4' that could be one card [VIEW003 unknown-group]"
        in done.err
    )
    assert "groups: g0, g1, g2" in done.err
    done = sdgen("render", "shop.yaml", "-o", "a.svg", "--collapse", "group:g4")
    assert "it has no groups: write 'group' on the components" in done.err
    for written in ("tag:x", "group:"):
        done = sdgen("render", "big.yaml", "-o", "a.svg", "--collapse", written)
        assert done.status == status.UNUSABLE
        assert (
            f"--collapse takes groups: '{written}' is none; a group is group:ID or ID" in done.err
        )
    assert not Path("a.svg").exists()


def test_a_group_in_one_that_is_a_card_is_told(folder: Path, sdgen: Sdgen) -> None:
    write(large(12, 3, parent="all"))
    options = ("-o", "a.svg", "--collapse", "group:g1", "--collapse", "group:all")
    done = sdgen("render", "big.yaml", *options)
    assert done.status == status.OK
    assert "warning: group 'g1' lies in group 'all', which is one card already [VIEW004" in done.err
