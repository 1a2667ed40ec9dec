"""Cards are as wide as the picture is shown largest with."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

import sdgen
from sdgen.draw.cut_texts import cut_warnings
from sdgen.draw.diagram import laid
from sdgen.draw.diagram.laid import LaidDiagram, lay_out_diagram
from sdgen.draw.diagram.measured import measure
from sdgen.draw.fits import DEFAULT_FIT
from sdgen.draw.picture import draw_picture
from sdgen.draw.typography import NAME
from sdgen.layout import lay_out
from sdgen.layout.placement import Graph, Placement
from sdgen.views import make_picture
from sdgen.views.diagram import Card, Diagram, Direction, Line
from tests.support.quick import spread

ROOT = Path(__file__).parents[3]
FILES = [
    *sorted((ROOT / "designs").glob("*.yaml")),
    *sorted((ROOT / "tests" / "schema" / "corpus" / "real").glob("*.yaml")),
]
VIEWS = ("high-level", "detailed", "failure")
PICTURES = {
    f"{file.parent.name}-{file.stem}-{view}": (file, view) for file in FILES for view in VIEWS
}


CROWD = 24


def fan(callees: int, called: str = "Timeline service") -> Diagram:
    """One card that calls all others, which stand in one row."""
    cards = [Card("all", "All of them", "Go", "server", "blue")]
    lines = []
    for number in range(callees):
        name = f"c{number}"
        cards.append(Card(name, f"{called} {number}", "Go", "server", "blue"))
        lines.append(Line(name, "all", name))
    return Diagram("high-level", "Fan", "", tuple(cards), tuple(lines), direction=Direction.DOWN)


def width(found: LaidDiagram) -> float:
    return found.measured.cards[0].width


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> list[Graph]:
    """The graphs that are laid out."""
    found: list[Graph] = []

    def count(graph: Graph, **options: object) -> Placement:
        found.append(graph)
        return lay_out(graph, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(laid, "lay_out", count)
    return found


def test_a_picture_below_the_size_of_the_box_has_wide_cards(layouts: list[Graph]) -> None:
    found = lay_out_diagram(fan(3))
    assert found.measured == measure(fan(3))
    assert found.shown == 1.0
    assert len(layouts) == 1


def test_a_wider_one_has_narrow_cards_and_shows_larger(
    layouts: list[Graph], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(laid, "FULL", 1.0)
    found = lay_out_diagram(fan(5), fit=replace(DEFAULT_FIT, width=400.0, height=900.0))
    assert found.measured == measure(fan(5), narrow=True)
    assert len(layouts) == 2
    wide = layouts[0].nodes[0].width
    assert wide - width(found) > 16


def test_a_higher_one_keeps_wide_cards(layouts: list[Graph]) -> None:
    """Narrow ones would not make it lower."""
    chain = fan(3)
    lines = [
        Line(one.id, one.id, other.id)
        for one, other in zip(chain.cards, chain.cards[1:], strict=False)
    ]
    low = replace(DEFAULT_FIT, width=1_200.0, height=450.0)
    found = lay_out_diagram(replace(chain, lines=tuple(lines)), fit=low)
    assert found.shown < 1.0
    assert len(layouts) == 2
    assert found.measured.cards == measure(chain).cards


@pytest.mark.slow
def test_where_cards_fill_the_box_only_narrow_ones_are_tried(layouts: list[Graph]) -> None:
    found = lay_out_diagram(fan(CROWD))
    assert found.measured == measure(fan(CROWD), narrow=True)
    assert len(layouts) == 1


@pytest.mark.slow
def test_a_picture_of_many_cards_that_hardly_get_narrower_keeps_wide_ones() -> None:
    diagram = fan(CROWD, "Recommender")
    narrow, wide = (measure(diagram, narrow=each).cards[0].width for each in (True, False))
    assert narrow < wide < narrow * laid.MUCH_NARROWER
    assert width(lay_out_diagram(diagram)) == wide


def test_system_fonts_have_wider_cards() -> None:
    texts = [draw_picture(fan(3), font=font) for font in ("embedded", "system")]
    assert texts[0].width < texts[1].width


@pytest.mark.parametrize("name", spread(PICTURES, quick=1))
def test_no_picture_of_a_real_design_cuts_a_text_or_makes_a_name_smaller(name: str) -> None:
    file, view = PICTURES[name]
    picture = make_picture(sdgen.load(file).design, view)
    assert isinstance(picture, Diagram)
    assert cut_warnings(draw_picture(picture).scene) == ()
    for card in measure(picture, narrow=True).cards:
        assert card.name.size == NAME.size
        assert len(card.name.lines) + (len(card.technology.lines) if card.technology else 0) <= 3


@pytest.mark.slow
def test_a_card_without_lines_leaves_title_and_legend_their_corners() -> None:
    """Here it fits in a corner that nothing else takes."""
    diagram = make_picture(sdgen.load(ROOT / "designs" / "boutique.yaml").design, "high-level")
    without = replace(diagram, cards=tuple(card for card in diagram.cards if card.id != "nodes"))
    with_it = lay_out_diagram(diagram)
    assert "nodes" in with_it.placement.nodes
    assert with_it.arranged.size == lay_out_diagram(without).arranged.size
