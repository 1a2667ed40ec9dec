"""What pictures do where a card is pointed at: rules behind everything else, and never too many."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

import sdgen
from sdgen.draw.fonts import font_paths
from sdgen.draw.hover import MOST_RULES, hover_rules, neighbours
from sdgen.draw.inline import inline_picture
from sdgen.draw.raster_source import raster_svg
from sdgen.draw.rasteriser import rasterise
from sdgen.draw.scene import Part, Scene
from tests.draw.samples import draw, shop
from tests.support.cases import every_case
from tests.support.svg_styles import without_hover


def styles(svg: str) -> list[str]:
    return re.findall(r"<style>(.*?)</style>", svg, re.DOTALL)


def star(number: int) -> Scene:
    """A hub and so many cards that it calls."""
    lines = [
        Part(
            "line synchronous", (), id=f"line-{at}", data=(("source", "hub"), ("target", f"c{at}"))
        )
        for at in range(number)
    ]
    return Scene(1.0, 1.0, "", "", tuple(lines), name="a")


def test_the_rules_stand_behind_everything_in_a_style_sheet_of_their_own() -> None:
    svg = draw(shop()).svg
    assert re.fullmatch(r".*</g>\n<style>[^<]*:hover[^<]*</style>\n</svg>\n", svg, re.DOTALL)
    *before, last = styles(svg)
    assert ":has(" in last
    assert not any(":has(" in each or ":hover" in each for each in before)
    assert ElementTree.fromstring(svg).tag.endswith("svg")


def test_a_card_leaves_its_lines_and_their_other_ends_as_they_are() -> None:
    design = sdgen.loads(
        "sdgen: 1\nname: A\ncomponents:\n  web: {kind: client, calls: [app]}\n"
        "  app: {kind: service, calls: [db, app]}\n  db: {kind: database}\n  alone: {kind: service}\n"
    )
    svg = design.render(font="system", theme="light").svg
    [rules] = styles(svg)
    web = '[id="a-high-level-light"]:has([id="a-high-level-light-card-web"]:hover) '
    assert f'{web}[data-near]:not([data-near~="web"]){{opacity:0.15}}' in rules
    assert f'{web}.line[data-near~="web"] .stroke{{stroke-width:2.5}}' in rules
    assert rules.count("{") == 6
    assert "alone" not in rules
    near = {
        each.get("id", "").removeprefix("a-high-level-light-"): each.get("data-near")
        for each in ElementTree.fromstring(svg).iter()
        if each.get("data-near")
    }
    assert near.pop("card-web") == "web app"
    assert near.pop("card-app") == "app web db"
    assert near.pop("card-db") == "db app"
    assert near.pop("card-alone") == "alone"
    assert sorted(near.values()) == ["app", "app db", "web app"]


def test_every_rule_begins_with_the_picture() -> None:
    for svg in (draw(shop()).svg, inline_picture(draw(shop()).scene, "auto", "sdgen_1").svg):
        name = re.findall(r' id="([^"]*)"', svg)[0]
        selectors = re.findall(r"([^{}]+)\{", styles(svg)[-1])
        assert len(selectors) > 3
        assert not any("," in each for each in selectors)
        assert all(each.startswith(f'[id="{name}"]:has([id="{name}-card-') for each in selectors)


@every_case(("cards", "rules"), [(2, 4), (150, 300), (151, 151), (300, 300), (301, 0)])
def test_there_are_never_too_many(cards: int, rules: int) -> None:
    found = hover_rules("a", neighbours(star(cards - 1))).count("{")
    assert found == rules <= MOST_RULES


def test_pictures_that_stand_still_have_none() -> None:
    still = raster_svg(draw(shop()).scene, "light", ())
    assert ":hover" not in still
    assert "data-near" not in still
    growth = sdgen.loads("sdgen: 1\nname: A\ncomponents: {db: {kind: database}}\n")
    assert ":hover" not in growth.render().svg


@pytest.mark.slow
def test_resvg_draws_what_nobody_points_at_as_if_the_rules_were_not_there() -> None:
    picture = draw(shop(), font="system", theme="light")
    size = (round(picture.width), round(picture.height))
    files = tuple(map(str, font_paths()))
    drawn = [
        rasterise(svg, files, (1.0, 1.0), size, "#ffffff")
        for svg in (picture.svg, without_hover(picture.svg))
    ]
    assert drawn[0] == drawn[1]
