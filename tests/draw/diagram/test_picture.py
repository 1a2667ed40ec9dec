"""The SVG file: its contract, its safety, its warnings, the same bytes each time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from sdgen.draw.glyphs import glyph_markup
from sdgen.draw.icon_images import icon_data_uri
from sdgen.draw.picture import draw_picture
from sdgen.draw.written import DrawnPicture
from sdgen.views.diagram import Diagram, Group, Line
from tests.draw.samples import draw, one_card, shop
from tests.support.cases import every_case
from tests.support.svg_parts import by_class

NAMESPACE = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
NASTY = "<script>alert(1)</script>\"'&\n\x00]]><![CDATA[ {}</style>"


def parse(picture: DrawnPicture) -> ElementTree.Element:
    return ElementTree.fromstring(picture.svg)


@every_case("view", ["high-level", "detailed", "failure"])
def test_golden_pictures(view: str, golden: Callable[[str, str], None]) -> None:
    golden(f"draw/{view}.svg", draw(shop(view), font="system").svg)


def test_root_is_described_for_screen_readers() -> None:
    root = parse(draw(shop()))
    # not an image, in which nothing could be reached: it has links
    assert root.get("role") == "group"
    title, description = root[0], root[1]
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text == "Shop: High-level design"
    assert (description.text or "").startswith(
        "Sells things. Web & mobile to Order service (HTTPS · 12k/s). Order service to"
    )


def test_a_picture_without_links_is_an_image() -> None:
    cards = tuple(replace(card, link="") for card in shop().cards)
    assert parse(draw(replace(shop(), cards=cards))).get("role") == "img"


def test_a_diagram_that_says_nothing_of_itself_is_counted() -> None:
    description = parse(draw(replace(shop(), description="")))[1]
    assert (description.text or "").startswith("4 components, 5 connections. Web & mobile to")


def test_every_card_line_and_group_is_found_by_its_id() -> None:
    diagram = shop()
    root = parse(draw(diagram))
    elements = {element.get("id"): element for element in root.iter() if element.get("id")}
    for card in diagram.cards:
        assert len(by_class(elements[f"shop-high-level-card-{card.id}"], "face")) == 1
    for line in diagram.lines:
        element = elements[f"shop-high-level-line-{line.id}"]
        assert (element.get("class") or "").startswith(f"line {line.style.value}")
        assert (element.get("data-source"), element.get("data-target")) == (
            line.source,
            line.target,
        )
        assert len(by_class(element, "stroke")) == 1
        assert len(by_class(element, "label-box")) == bool(line.label)
    for group in diagram.groups:
        assert len(by_class(elements[f"shop-high-level-group-{group.id}"], "group-box")) == 1
    moved = [element for element in root.iter() if element.get("transform")]
    assert moved == by_class(root, "glyph")


def test_ids_are_unique() -> None:
    ids = [element.get("id") for element in parse(draw(shop())).iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_card_links_where_the_design_says() -> None:
    (link,) = parse(draw(shop())).iter(f"{NAMESPACE}a")
    assert link.get("href") == "https://example.org/orders?a=1&b=2"


def test_tooltips_are_titles() -> None:
    root = parse(draw(shop("detailed")))
    titles = {element.text for element in root.iter(f"{NAMESPACE}title")}
    assert {"Takes orders", "once a minute", "one instance", "us-east-1a", "12 replicas"} <= titles


def test_nothing_a_user_writes_becomes_markup() -> None:
    sample = shop()
    names = {element.tag for element in parse(draw(sample)).iter()}
    nasty = Diagram(
        "high-level",
        NASTY,
        NASTY,
        tuple(
            replace(
                card,
                id=card.id + NASTY,
                name=NASTY,
                technology=NASTY,
                glyph=NASTY,
                colour=NASTY,
                tooltip=NASTY,
                group=NASTY + (card.group or ""),
                facts=(NASTY,),
                badges=tuple(replace(badge, text=NASTY, tooltip=NASTY) for badge in card.badges),
                chips=tuple(replace(chip, text=NASTY, tooltip=NASTY) for chip in card.chips),
                meters=tuple(replace(meter, text=NASTY, value=NASTY) for meter in card.meters),
            )
            for card in sample.cards
        ),
        tuple(
            Line(line.id + NASTY, line.source + NASTY, line.target + NASTY, label=NASTY)
            for line in sample.lines
        ),
        tuple(Group(NASTY + group.id, NASTY) for group in sample.groups),
        NASTY,
    )
    picture = draw(nasty, font="system")
    assert {element.tag for element in parse(picture).iter()} <= names
    assert "<script" not in picture.svg
    # colours, and what happens where it is pointed at
    assert picture.svg.count("</style>") == 2


def test_unsafe_link_is_left_out_with_a_warning() -> None:
    picture = draw(one_card(link="javascript:alert(1)"))
    assert "<a " not in picture.svg
    assert picture.warnings == (
        "the link of `only` is left out: only http, https, mailto and relative links are drawn",
    )


def test_a_link_to_another_host_is_left_out_with_its_own_words() -> None:
    picture = draw(one_card(link="//example.org/a"))
    assert "<a " not in picture.svg
    assert picture.warnings == (
        "the link of `only` is left out: '//example.org' names another host without a scheme; "
        "write https:// in front of the host",
    )


def test_unknown_icon_leaves_the_glyph_with_a_warning() -> None:
    picture = draw(one_card(icon="no.such.Icon"))
    (glyph,) = by_class(parse(picture), "glyph")
    assert glyph_markup("server") in picture.svg
    assert glyph.get("transform", "").endswith("scale(0.83333)")
    assert picture.warnings == (
        "there is no icon `no.such.Icon`: the kind's glyph stands in its place",
    )


def test_icon_is_embedded_as_data() -> None:
    picture = draw(one_card(icon="onprem.database.PostgreSQL"))
    (icon,) = parse(picture).iter(f"{NAMESPACE}image")
    assert icon.get(f"{XLINK}href") == icon_data_uri("onprem.database.PostgreSQL", small=True)
    assert picture.warnings == ()


def test_an_icon_that_stands_twice_is_in_the_file_once() -> None:
    icon = "onprem.database.PostgreSQL"
    diagram = shop()
    cards = tuple(replace(card, icon=icon) for card in diagram.cards)
    root = parse(draw(replace(diagram, cards=cards)))
    (image,) = root.iter(f"{NAMESPACE}image")
    again = list(root.iter(f"{NAMESPACE}use"))
    assert len(again) == len(cards) - 1
    tiles = [(float(t.get("x", "")), float(t.get("y", ""))) for t in by_class(root, "icon-tile")]
    for use, tile in zip(again, tiles[1:], strict=True):
        assert use.get("href") == f"#{image.get('id')}"
        assert float(use.get("x", "")) == pytest.approx(tile[0] - tiles[0][0])
        assert float(use.get("y", "")) == pytest.approx(tile[1] - tiles[0][1])


def test_characters_without_a_font_are_named() -> None:
    picture = draw(one_card(name="注文"))
    assert picture.warnings == (
        "the embedded font lacks 文 (U+6587), 注 (U+6CE8): a font of the viewer draws them, "
        "so their widths are estimates",
    )


def test_right_to_left_text_says_so() -> None:
    root = parse(draw(one_card(name="خدمة الطلبات")))
    (name,) = by_class(root, "name")
    assert (name.get("direction"), name.get("text-anchor")) == ("rtl", "middle")


def test_embedded_font_is_in_the_file_and_system_font_is_not() -> None:
    assert "@font-face" in draw(shop()).svg
    assert "@font-face" not in draw(shop(), font="system").svg


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_forced_theme_does_not_switch(theme: str) -> None:
    assert "prefers-color-scheme" in draw(shop()).svg
    assert "prefers-color-scheme" not in draw(shop(), theme=theme).svg


def test_nothing_is_fetched_from_elsewhere() -> None:
    root = parse(draw(replace(shop(), cards=tuple(replace(c, link="") for c in shop().cards))))
    for element in root.iter():
        for key in ("href", f"{XLINK}href"):
            assert element.get(key, "#").startswith(("#", "data:"))
    assert "url(http" not in draw(shop()).svg


def test_diagram_without_cards_is_a_title() -> None:
    picture = draw_picture(Diagram("high-level", "Empty", "High-level design", (), ()))
    assert [element.text for element in by_class(parse(picture), "title")] == ["Empty"]
    assert picture.width > 200


def test_layout_places_every_card_and_line() -> None:
    root = parse(draw_picture(shop()))
    assert len(by_class(root, "face")) >= len(shop().cards)
    assert len(by_class(root, "line")) == len(shop().lines)


PROGRAM = """
import sys
from sdgen.draw.picture import draw_picture
from tests.draw.samples import shop
sys.stdout.buffer.write(draw_picture(shop("detailed")).svg.encode())
"""


@pytest.mark.slow
def test_same_bytes_whatever_the_hash_seed() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "42")
    }
    assert len(outputs) == 1
    assert outputs == {draw_picture(shop("detailed")).svg.encode()}
