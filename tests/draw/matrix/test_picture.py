"""Pictures of components by zones: what they show of one by hand, in both themes and every format, and
what holds for any."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from sdgen.api import loads
from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span
from sdgen.draw.contrast import contrast
from sdgen.draw.matrix.grid import MARGIN, grid_of
from sdgen.draw.matrix.legend import swatches
from sdgen.draw.matrix.picture import draw_matrix
from sdgen.draw.matrix.signs import SIGN, sign_items
from sdgen.draw.picture import draw_picture
from sdgen.draw.png import png_bytes
from sdgen.draw.scene import Item, Part, Rectangle, Text
from sdgen.draw.style import colours_of
from sdgen.draw.theme import THEMES
from sdgen.views import make_pictures
from sdgen.views.marks import mark_findings
from sdgen.views.matrix import Matrix, Sign
from tests.support.matrix_checks import problems
from tests.support.quick import picked
from tests.support.scene_checks import problems as scene_problems
from tests.support.svg_parts import by_class, parse, words
from tests.support.zone_designs import random_zones
from tests.views.test_matrix import BUSY, HEAD, SHOP

NASTY = "<script>alert(1)</script>\"'&]]>"


def pictures(text: str) -> tuple[Matrix, ...]:
    made = make_pictures(loads(text).facts, "matrix")
    found = tuple(each for each in made if isinstance(each, Matrix))
    assert len(found) == len(made)
    return found


def picture(text: str = HEAD + SHOP) -> Matrix:
    [found] = pictures(text)
    return found


def parts(items: tuple[Item, ...], classes: str) -> Iterator[Part]:
    for item in items:
        if isinstance(item, Part):
            if item.classes == classes:
                yield item
            yield from parts(item.items, classes)


def test_golden_picture(golden: Callable[[str, str], None]) -> None:
    golden("draw/matrix.svg", draw_matrix(picture(), font="system").svg)


def test_root_is_described_for_screen_readers() -> None:
    root = parse(draw_picture(picture()).svg)
    assert (root.get("role"), root.get("class")) == ("img", "sdgen matrix")
    assert root.get("id") == "shop-matrix"
    said = "Matrix · 10 of 11 replicas in 3 zones · worst zone a: 2 of 2 journeys down"
    assert root[0].text == f"Shop: {said}"
    assert root[1].text == picture().description
    assert picture().description == (
        f"{said}. 5 components in 4 columns. Down with their worst zone: Shop, Database."
    )


def test_a_row_says_where_a_component_is_and_what_is_left() -> None:
    root = parse(draw_matrix(picture()).svg)
    [shop] = [each for each in by_class(root, "row") if each.get("id") == "shop-matrix-row-shop"]
    assert words(shop) == ["Shop", "Service", "–", "3", "2", "–", "5", "2 of 5 left, 3 needed"]
    [db] = [each for each in by_class(root, "row") if each.get("id") == "shop-matrix-row-db"]
    assert "only here" in words(db)
    assert len(by_class(db, "alone")) == 1
    titles = [each.text for each in shop.iter() if each.tag.endswith("}title")]
    assert "a: 3 of 5 replicas; without it 2 of 5 left, 3 needed" in titles


def test_bars_are_as_long_as_the_share_of_the_component() -> None:
    scene = draw_matrix(picture()).scene
    [shop] = [each for each in parts(scene.items, "row") if each.id == "row-shop"]
    cells = [each for each in shop.items if isinstance(each, Part) and each.classes == "cell"]
    bars = [[each for each in cell.items if isinstance(each, Rectangle)] for cell in cells]
    assert [bar[1].width / bar[0].width for bar in bars if bar] == pytest.approx([0.6, 0.4])
    assert [bar[1].classes for bar in bars if bar] == ["bar lost", "bar share"]


def test_foot_has_the_verdict_of_each_zone() -> None:
    root = parse(draw_matrix(picture()).svg)
    [head] = by_class(root, "foot-head")
    assert words(head) == [
        "WHEN THE ZONE IS LOST",
        "2 of 2 down",
        "2 of 2 down",
        "none down",
        "1 of 2 down",
    ]
    assert [words(each) for each in by_class(root, "loss")] == [
        ["Buy", "down", "down", "up", "down", "needs Shop, Database"],
        ["Look", "down", "down", "up", "up", "needs Shop"],
    ]


@pytest.mark.slow
def test_links_and_tooltips_are_those_of_the_components() -> None:
    text = HEAD + SHOP.replace(
        "kind: service\n    group: core",
        "kind: service\n    group: core\n    link: https://a.example/x\n    notes: Sells.",
    )
    root = parse(draw_matrix(picture(text)).svg)
    links = [each.get("href") for each in root.iter() if each.tag.endswith("}a")]
    assert links == ["https://a.example/x"]
    assert "Sells." in draw_matrix(picture(text)).svg


def test_signs_differ_in_shape_and_not_only_in_colour() -> None:
    shapes = {
        sign: [
            (type(each).__name__, getattr(each, "data", "")) for each in sign_items(sign, 0.0, 0.0)
        ]
        for sign in Sign
    }
    assert len({str(each) for each in shapes.values()}) == len(Sign)
    for sign in Sign:
        for each in sign_items(sign, 0.0, 0.0):
            if isinstance(each, Rectangle):
                assert each.x >= 0.0
                assert each.x + each.width <= SIGN


def test_the_legend_explains_what_occurs() -> None:
    shop, busy = picture(), picture(HEAD + BUSY)
    assert [each.word for each in swatches(shop, grid_of(shop))] == [
        "Share of the component in this zone",
        "Without it too little is left",
        "In one zone only",
        "Down",
    ]
    assert [each.word for each in swatches(busy, grid_of(busy))] == [
        "Share of the component in this zone",
        "Without it too little is left",
        "In one zone only",
        "Gets more than what is left carries",
        "Down",
    ]


def test_colours_can_be_told_apart() -> None:
    for theme in THEMES:
        found = colours_of("sdgen matrix", theme)
        for bar in ("share", "short", "bad", "line"):
            assert contrast(found[bar], found["band"]) >= 3.0, (theme, bar)
        for ink in ("ink", "muted", "bad-ink", "warning-ink"):
            assert contrast(found[ink], found["band"]) >= 4.5, (theme, ink)
        assert contrast(found["bad-ink"], found["alone"]) >= 4.5, theme


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_element_has_a_colour_of_its_theme(theme: str) -> None:
    svg = draw_matrix(picture(HEAD + BUSY), theme=theme, font="system").svg  # type: ignore[arg-type]
    for element in parse(svg).iter():
        if element.tag.endswith(("}text", "}tspan")) and (element.text or "").strip():
            assert element.get("fill"), ElementTree.tostring(element)


@pytest.mark.parametrize("zones", picked([1, 2, 4, 5, 6, 7, 10, 11, 40], quick=(7,)))
def test_names_can_be_read_at_the_width_of_a_readme(zones: int) -> None:
    text = (
        f"sdgen: 1\nname: Many\ntopology: {{r1: {{zones: [{', '.join(f'r1-{at}' for at in range(zones))}]}}}}\n"
        "components:\n"
    )
    for at in range(12):
        placed = ", ".join(f"r1-{each}" for each in range(zones))
        text += (
            f"  component-number-{at}: {{kind: service, replicas: {zones}, zones: [{placed}]}}\n"
        )
    [found] = pictures(text)
    width = draw_matrix(found, font="system").width
    assert grid_of(found).name.size * min(830.0 / width, 1.0) >= 9.0
    assert grid_of(found).right + MARGIN <= width


@pytest.mark.parametrize(
    ("seed", "components", "zones"),
    picked(
        [
            (1, 5, 1),
            (2, 12, 3),
            (3, 24, 6),
            (4, 35, 7),
            (5, 61, 3),
            (6, 90, 12),
            (7, 200, 9),
            (8, 30, 40),
        ],
        quick=[(2, 12, 3), (4, 35, 7)],
    ),
)
def test_nothing_overlaps_and_nothing_is_dropped(seed: int, components: int, zones: int) -> None:
    made = random_zones(seed, components, zones)
    assert list(problems(made, pictures(made.yaml()))) == []


def test_hostile_names_stay_text() -> None:
    name = json.dumps(NASTY)
    text = f"""sdgen: 1
name: {name}
topology: {{r1: {{zones: {{a: {{name: {name}}}, b: {{}}}}}}}}
groups: {{g: {{name: {name}}}}}
journeys: {{buy: {{actor: web, name: {name}}}}}
components:
  web: {{kind: client, name: {name}, calls: [api]}}
  api: {{kind: service, group: g, name: {name}, technology: {name}, notes: {name}, zones: [a]}}
"""
    drawn = draw_matrix(picture(text), font="system")
    root = parse(drawn.svg)
    assert not [each for each in root.iter() if each.tag.endswith("script")]
    assert any("alert(1)" in each for each in words(root))
    assert scene_problems(drawn.svg, drawn.scene) == []


def test_what_is_cut_is_whole_in_a_tooltip() -> None:
    long = "A name that goes on and on and on until nobody wants to read it any further and then on"
    text = HEAD + SHOP.replace("name: Buy", f"name: {long}").replace(
        "kind: service\n", f"kind: service\n    name: {long}\n", 1
    )
    drawn = draw_matrix(picture(text), font="system")
    cut = [each for each in drawn.scene.items if isinstance(each, Part)]
    tooltips = {
        line
        for part in (*parts(tuple(cut), "row"), *parts(tuple(cut), "loss"))
        for line in part.tooltip
    }
    assert long in tooltips
    assert scene_problems(drawn.svg, drawn.scene) == []


def test_marked_rows_have_room_for_their_badges() -> None:
    findings = [
        Finding("A001", "bad", Severity.ERROR, "bad", Span.whole("shop.yaml"), at=each)
        for each in ("shop", "db", "db", "spare")
    ]
    marked = mark_findings(picture(), findings)
    assert isinstance(marked, Matrix)
    drawn = draw_matrix(marked, font="system")
    assert "2 errors" in drawn.svg
    assert scene_problems(drawn.svg, drawn.scene) == []


@pytest.mark.slow
def test_a_folded_row_stands_under_its_group() -> None:
    made = random_zones(5, 90, 3, everywhere=0.9)
    drawn = draw_matrix(pictures(made.yaml())[0], font="system")
    folded = list(parts(drawn.scene.items, "folded"))
    assert folded
    for part in folded:
        text = next(each for each in part.items if isinstance(each, Text))
        assert text.content.endswith("in every zone, hold")


@pytest.mark.slow
def test_it_is_a_picture_in_every_format() -> None:
    drawn = draw_matrix(replace(picture(), notes=("A note at the end.",)))
    assert png_bytes(drawn.scene, 1.0).startswith(b"\x89PNG")
    assert "A note at the end." in drawn.svg
