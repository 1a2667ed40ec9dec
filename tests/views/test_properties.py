"""Facts of a design's own: said where a card is pointed at, and what views select by."""

from __future__ import annotations

from tests.model.given import design
from tests.support.cases import every_case
from tests.views.pictures import make_diagram

TEXT = """components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, properties: {cost-centre: 4711, team: sales}, calls: [db]}
  db: {kind: database, properties: {cost-centre: 4712}}
views:
  mine: {include: ["WANTED"], neighbours: false}
"""


def test_the_tooltip_says_the_properties() -> None:
    shop = design(TEXT.replace("WANTED", "shop"))
    (card,) = make_diagram(shop, "mine").cards
    assert card.tooltip.splitlines()[-2:] == ["cost-centre: 4711", "team: sales"]


@every_case(
    ("wanted", "shown"),
    [
        ("property:cost-centre", ["shop", "db"]),
        ("property:cost-centre=4711", ["shop"]),
        ("property: cost-centre = 4712", ["db"]),
        ("property:team", ["shop"]),
    ],
)
def test_views_select_by_properties(wanted: str, shown: list[str]) -> None:
    picture = make_diagram(design(TEXT.replace("WANTED", wanted)), "mine")
    assert [card.id for card in picture.cards] == shown
