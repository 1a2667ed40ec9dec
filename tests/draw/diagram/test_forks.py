"""The mark of a fork stands in the picture once for each card and side, and in the legend."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from sdgen.draw.diagram.legend import legend_entries
from sdgen.draw.diagram.measured import graph_of, measure
from sdgen.draw.picture import draw_picture
from sdgen.views.diagram import Card, Diagram, Direction, Fork, Line
from tests.draw.samples import one_card
from tests.support.svg_checks import problems

NAMESPACE = "{http://www.w3.org/2000/svg}"
ANY = Fork("shop@1", "any of", "any of: Cache, Store")
QUORUM = Fork("shop@2", "2 of 3", "2 of 3 must answer: One, Two, Three", quorum=True)
CALLED = ("cache", "store", "one", "two", "three")


def shop(*forks: Fork) -> Diagram:
    """A card with a plain call, one of two alternatives and a quorum of three, where given."""
    known = {fork.id for fork in forks}

    def line(name: str, fork: str) -> Line:
        return Line(f"shop->{name}", "shop", name, fork=fork if fork in known else "")

    return Diagram(
        "high-level",
        "Shop",
        "High-level design",
        tuple(
            Card(name, name.title(), "Go", "server", "blue") for name in ("shop", "audit", *CALLED)
        ),
        (
            Line("shop->audit", "shop", "audit"),
            *(line(name, "shop@1") for name in CALLED[:2]),
            *(line(name, "shop@2") for name in CALLED[2:]),
        ),
        forks=forks,
    )


def parts(diagram: Diagram, **options: Direction) -> Iterator[ElementTree.Element]:
    root = ElementTree.fromstring(draw_picture(diagram, **options).svg)  # type: ignore[arg-type]
    return (g for g in root.iter(f"{NAMESPACE}g") if "fork" in g.get("class", "").split())


def said(element: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in element.iter(f"{NAMESPACE}text")]


@pytest.mark.parametrize("direction", [Direction.DOWN, Direction.RIGHT])
def test_each_fork_has_one_mark_with_its_text_and_tooltip(direction: Direction) -> None:
    found = list(parts(shop(ANY, QUORUM), direction=direction))
    assert [part.get("id") for part in found] == [
        "shop-high-level-fork-shop_40_1",
        "shop-high-level-fork-shop_40_2",
    ]
    assert [said(part) for part in found] == [["any of"], ["2 of 3"]]
    assert [part.findtext(f"{NAMESPACE}title") for part in found] == [ANY.tooltip, QUORUM.tooltip]


@pytest.mark.slow
@pytest.mark.parametrize("direction", [Direction.DOWN, Direction.RIGHT])
def test_the_picture_is_sound(direction: Direction) -> None:
    diagram = shop(ANY, QUORUM)
    calls = [(line.source, line.target) for line in diagram.lines]
    names = [card.id for card in diagram.cards]
    assert problems(draw_picture(diagram, direction=direction).svg, names, calls) == []


@pytest.mark.slow
def test_a_mark_out_of_its_place_is_seen() -> None:
    """The check of pictures finds a mark away from its card, in it, and over another card."""
    diagram = shop(ANY)
    calls = [(line.source, line.target) for line in diagram.lines]
    names = [card.id for card in diagram.cards]
    svg = draw_picture(diagram, direction=Direction.DOWN).svg
    (mark,) = parts(diagram, direction=Direction.DOWN)
    pill = next(r for r in mark.iter(f"{NAMESPACE}rect") if r.get("class") == "pill")
    old = f'{pill.get("fill")}" x="{pill.get("x")}" y="{pill.get("y")}"'
    assert svg.count(old) == 1
    faces = {
        group.get("id"): next(r for r in group.iter(f"{NAMESPACE}rect") if r.get("class") == "face")
        for group in ElementTree.fromstring(svg).iter(f"{NAMESPACE}g")
        if group.get("class") == "card"
    }

    def found(x: float, y: float) -> set[str]:
        moved = svg.replace(old, f'{pill.get("fill")}" x="{x:g}" y="{y:g}"')
        return {check for check, _ in problems(moved, names, calls)}

    own, other = faces["shop-high-level-card-shop"], faces["shop-high-level-card-cache"]
    x, y = float(own.get("x", "")), float(own.get("y", ""))
    assert found(x + 20, y + 10) == {"marks at the edge of their cards"}
    there = float(other.get("x", "")) + 10, float(other.get("y", "")) + 10
    assert found(*there) == {"marks at the edge of their cards", "no mark over anything else"}


def test_a_fork_on_two_sides_has_two_marks_of_their_own_ids() -> None:
    cards = tuple(Card(name, name, "Go", "server", "blue") for name in "abc")
    ways = ("ab", "bc", "ba")
    lines = tuple(Line(way, *way, fork="b@1" if way.startswith("b") else "") for way in ways)
    diagram = Diagram("v", "T", "", cards, lines, forks=(Fork("b@1", "any of"),))
    found = list(parts(diagram, direction=Direction.DOWN))
    assert [part.get("id") for part in found] == ["t-v-fork-b_40_1", "t-v-fork-b_40_1--2"]
    assert [said(part) for part in found] == [["any of"], ["any of"]]


@pytest.mark.slow
def test_a_mark_is_faded_with_all_its_lines() -> None:
    diagram = shop(ANY)
    faded = {"shop->cache", "shop->store"}
    dim = tuple(replace(line, dimmed=line.id in faded) for line in diagram.lines)
    half = tuple(replace(line, dimmed=line.id == "shop->cache") for line in diagram.lines)
    (mark,) = parts(replace(diagram, lines=dim))
    assert mark.get("class") == "fork dimmed"
    (mark,) = parts(replace(diagram, lines=half))
    assert mark.get("class") == "fork"


def test_the_legend_explains_alternatives_and_quorums() -> None:
    def words(*forks: Fork) -> list[tuple[str, str]]:
        return [(str(entry.what), entry.text.lines[0]) for entry in legend_entries(shop(*forks))]

    any_of = ("fork: any of", "One of these must answer")
    quorum = ("fork: 2 of 3", "So many must answer")
    plain = ("synchronous", "Synchronous call")
    assert words() == []
    assert words(ANY) == [plain, any_of]
    assert words(QUORUM) == [plain, quorum]
    assert words(ANY, QUORUM) == [plain, any_of, quorum]
    legend = next(
        g
        for g in ElementTree.fromstring(draw_picture(shop(ANY, QUORUM)).svg).iter(f"{NAMESPACE}g")
        if g.get("id") == "shop-high-level-legend"
    )
    assert [text for text in said(legend) if "of" in text and "answer" not in text] == [
        "any of",
        "2 of 3",
    ]


def test_those_who_hear_the_picture_are_told() -> None:
    description = ElementTree.fromstring(draw_picture(shop(ANY, QUORUM)).svg)[1].text or ""
    assert "Shop, any of: Cache, Store. Shop, 2 of 3 must answer: One, Two, Three. " in description


def test_layout_is_told_how_large_marks_are() -> None:
    graph = graph_of(measure(shop(ANY, QUORUM)))
    assert [fork.id for fork in graph.forks] == ["shop@1", "shop@2"]
    assert all(40 < fork.width < 56 and fork.height == 18 for fork in graph.forks)
    assert [edge.fork for edge in graph.edges] == ["", *["shop@1"] * 2, *["shop@2"] * 3]


def test_autoscaling_is_a_pill_and_a_stack() -> None:
    svg = draw_picture(one_card(count=1, most=10)).svg
    assert "×1\N{EN DASH}10" in svg
    assert "1 to 10 replicas" in svg
    assert svg.count('<rect class="behind"') == 2 * 2  # of the card and of the legend
    assert "×2<" in draw_picture(one_card(count=2, most=2)).svg
