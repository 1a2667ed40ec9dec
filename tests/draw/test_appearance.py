"""Attributes and style sheets of pictures: light without a style sheet, dark with it, and two
pictures in one page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

from sdgen import blocks
from sdgen.draw.appearance import appearance
from sdgen.draw.chart.picture import draw_chart
from sdgen.draw.diagram.picture import draw_diagram
from sdgen.draw.escape import picture_id
from sdgen.draw.rack.picture import draw_rack
from sdgen.draw.style import colours_of, rules_of
from sdgen.draw.theme import THEMES
from sdgen.draw.written import DrawnPicture
from sdgen.views.diagram import Card, Diagram, Group, Tone
from tests.draw.chart_samples import chart
from tests.draw.samples import along_a_path, deployment, draw, shop
from tests.support.cases import every_case
from tests.support.quick import crossed
from tests.support.svg_styles import SVG, by_attributes, by_rules, dark_rules, styled, without_hover

HEADLINE = (
    blocks.Number("Worst availability", "99%", "It is down.", blocks.Tone.BAD),
    blocks.Number("Full", "2x", ""),
)
XLINK = "{http://www.w3.org/1999/xlink}href"
ICON = "onprem.database.PostgreSQL"
REFERENCE = re.compile(r"#([^\s\"')\[]+)")


def _shop(view: str) -> Diagram:
    """Every style of line, an icon twice, and a ringed card, a dimmed one and one that is both."""
    diagram = shop(view)
    first, second, third, *rest = diagram.cards
    cards = (
        replace(first, dimmed=True),
        replace(second, icon=ICON),
        replace(third, icon=ICON, dimmed=True, ring=Tone.WARNING),
        *rest,
        Card("in", "Inner", "Go", "server", "no colour", group="inner", dimmed=True, count=3),
    )
    groups = (*diagram.groups, Group("inner", "Inner", parent="data", tone=Tone.BAD))
    lines = (replace(diagram.lines[0], dimmed=True), *diagram.lines[1:])
    return replace(diagram, cards=cards, groups=groups, lines=lines)


def _drawn(diagram: Diagram) -> Callable[..., DrawnPicture]:
    return lambda **options: draw(diagram, font="system", **options)


PICTURES: dict[str, Callable[..., DrawnPicture]] = {
    **{view: _drawn(_shop(view)) for view in ("high-level", "detailed", "failure")},
    "path": lambda **options: draw(along_a_path(), font="system", **options),
    "preview": lambda **options: draw_diagram(
        replace(_shop("high-level"), title="Preview"),
        font="system",
        fit="social",
        headline=HEADLINE,
        **options,
    ),
    "chart": lambda **options: draw_chart(chart(), font="system", **options),
    "rack": lambda **options: draw_rack(deployment(), font="system", **options),
}


@pytest.mark.parametrize(("name", "theme"), crossed(PICTURES, ["auto", "light", "dark"], quick=3))
def test_attributes_alone_are_the_light_theme_or_the_one_that_is_forced(
    name: str, theme: str
) -> None:
    picture = PICTURES[name](theme=theme)
    look = picture.scene.look
    colours = colours_of(look, "dark" if theme == "dark" else "light")
    seen = 0
    for element, around in styled(ElementTree.fromstring(picture.svg)):
        wanted = by_rules(rules_of(look), colours, set(element.get("class", "").split()), around)
        assert by_attributes(element) == wanted, element.attrib
        assert "fill" in wanted or "stroke" in wanted, element.attrib
        seen += 1
    assert seen > 20


@pytest.mark.slow
@every_case("name", PICTURES)
def test_with_the_style_sheet_they_are_the_dark_theme(name: str) -> None:
    picture = PICTURES[name]()
    look = picture.scene.look
    rules = dark_rules(picture.svg)
    used = set()
    for element, around in styled(ElementTree.fromstring(picture.svg)):
        classes = element.get("class", "")
        shown = {**by_attributes(element), **rules.get(classes, {})}
        used.add(classes)
        assert shown == by_rules(
            rules_of(look), colours_of(look, "dark"), set(classes.split()), around
        )
    assert rules.keys() <= used


@pytest.mark.slow
@every_case("name", PICTURES)
@every_case("theme", list(THEMES))
def test_a_forced_theme_has_no_style_sheet_but_its_fonts(name: str, theme: str) -> None:
    svg = without_hover(PICTURES[name](theme=theme).svg)
    before, _, moving = svg.partition("<style>@media (prefers-reduced")
    assert "<style" not in before
    assert bool(moving) is (name == "path")


def test_a_class_says_what_around_it_changes_its_colours() -> None:
    def classes(own: str, around: str) -> str:
        return appearance("sdgen", "auto", own, around).classes

    assert classes("face", "card") == "face"
    assert classes("face", "card ring-bad dimmed") == "face dimmed ring-bad"
    assert classes("stroke", "line asynchronous") == "stroke"
    assert classes("pill", "card ring-bad badge solid bad") == "pill bad"
    assert classes("group-box ring-bad", "group") == "group-box ring-bad"


@pytest.mark.slow
@every_case("name", PICTURES)
def test_nothing_asks_for_what_other_programs_lack(name: str) -> None:
    """Inkscape 1.2 shows no image and no use without ``xlink:href``, and reads no style sheet
    after ``@supports``; LibreOffice 7.4 draws what is in a symbol at its own size."""
    svg = PICTURES[name]().svg
    for word in ("@supports", "var(", "<symbol", ":is(", "style=", "currentColor"):
        assert word not in svg
    linked = []
    for element in ElementTree.fromstring(svg).iter():
        if element.tag in (f"{SVG}a", f"{SVG}use"):
            assert element.get("href", "nowhere") == element.get(XLINK)
            linked.append(element.tag.removeprefix(SVG))
        if element.tag == f"{SVG}image":
            assert element.get(XLINK, "").startswith("data:image/png;base64,")
            assert element.get("href") is None
            linked.append(element.tag.removeprefix(SVG))
    assert name == "chart" or {"a", "use", "image"} <= set(linked)


def _references(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        yield from element.get("aria-labelledby", "").split()
        for key in ("href", XLINK):
            if element.get(key, "").startswith("#"):
                yield element.get(key, "")[1:]
        if element.tag == f"{SVG}style":
            yield from (each[0] for each in re.findall(r"#([\w-]+)( \[)", element.text or ""))


@pytest.mark.slow
def test_pictures_in_one_page_have_nothing_to_do_with_each_other() -> None:
    """Each has its own ids, and its references and rules are for what is in it."""
    views = [PICTURES[name]() for name in PICTURES]
    themes = [PICTURES["detailed"](theme=theme) for theme in THEMES]
    other = draw(replace(shop(), title="Other shop"), font="system")
    page = [ElementTree.fromstring(each.svg) for each in (*views, *themes, other)]
    ids = [Counter(e.get("id") for e in root.iter() if e.get("id")) for root in page]
    for own, root in zip(ids, page, strict=True):
        assert set(own.values()) == {1}
        found = set(_references(root))
        assert found <= own.keys()
        assert root.get("id") in own
        assert f"{root.get('id')}-title" in found
    for first, second in combinations(ids, 2):
        assert not first.keys() & second.keys()
    assert any(root.get("id") in set(_references(root)) for root in page)


@pytest.mark.slow
@every_case("name", PICTURES)
@every_case("theme", ["auto", "dark"])
def test_without_a_background_all_else_is_the_same(name: str, theme: str) -> None:
    with_it, without = (
        PICTURES[name](theme=theme, background=each).svg for each in ("theme", "none")
    )
    assert 'class="background"' not in without
    element = re.compile(r'<rect class="background" [^>]*>\n')
    rule = re.compile(r'#[\w-]+ \[class="background"\]\{[^}]*\}')
    assert rule.sub("", element.sub("", with_it)) == without


def test_the_id_of_a_picture_carries_design_view_and_theme() -> None:
    def name(**options: str) -> str | None:
        return ElementTree.fromstring(PICTURES["detailed"](**options).svg).get("id")

    assert name() == "shop-detailed"
    assert name(theme="dark") == "shop-detailed-dark"


@pytest.mark.slow
@given(some.text(max_size=80), some.text("abcXY-9. ", min_size=1, max_size=20))
def test_ids_of_pictures_can_stand_in_a_style_sheet(design: str, view: str) -> None:
    found = picture_id(design, view)
    assert re.fullmatch(r"[a-z_][a-z0-9_-]{0,60}", found)


def test_long_names_stay_different() -> None:
    one, other = picture_id("a" * 200, "detailed"), picture_id("a" * 200, "failure")
    assert one != other
    assert len(one) == len(other) == 60
    assert one.endswith("-detailed")
    view = "sequence:" + "buy-" * 20
    assert picture_id("shop", f"{view}1") != picture_id("shop", f"{view}2")
    assert len(picture_id("shop" * 20, view)) == 60
