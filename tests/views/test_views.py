"""The registry, the views that a design defines, and what all pictures share."""

from __future__ import annotations

import pytest

from sdgen.design.records import Design
from sdgen.design.view_registry import VIEW_REGISTRY
from sdgen.draw.diagram.measured import graph_of, measure
from sdgen.draw.diagram.picture import draw_diagram
from sdgen.draw.scene import texts
from sdgen.layout import lay_out
from sdgen.layout.placement import Box
from sdgen.views import VIEWS, make_picture
from sdgen.views.diagram import Diagram, Direction, LineStyle
from tests.model.given import design
from tests.support.cases import every_case
from tests.views.pictures import make_diagram

SHOP = """\
summary: A shop.
scale: {daily_users: 2M}
components:
  web: {kind: client, calls: [{orders: {label: a label that is much too long for a line}}]}
  orders:
    kind: service
    name: Order service
    group: inner
    replicas: 3
    notes: Takes orders.
    capacity: 100/s
    link: https://example.com
    calls: [db, {mails: {async: true, protocol: AMQP}}, {audit: {optional: true, retries: 2}}, db]
  mails: {kind: queue, group: inner, managed: true}
  audit: {kind: service, external: true}
  db: {kind: database, technology: PostgreSQL, group: stores, tags: [critical], calls: [copy]}
  copy: {kind: replica, group: stores}
groups:
  inner: {name: Inside, parent: outer}
  outer: Outside
  stores: Stores
  empty: Nobody is here
journeys:
  order: {actor: web, rate: 1/user/day, steps: [web -> orders, 'orders -> db: write', 'orders -> mails: tell']}
  look: {actor: web, steps: [web -> orders, 'orders -> db: read', 'orders -> mails: tell']}
views:
  stores:
    title: What is stored
    include: ["group:outer", "kind:replica", "tag:critical"]
    leave_out: [mails]
    neighbours: false
    direction: right
  numbers: {base: detailed, leave_out: ["group:stores"]}
"""


@pytest.fixture(scope="module")
def shop() -> Design:
    return design(SHOP)


def line(diagram: Diagram, name: str) -> tuple[str, LineStyle]:
    found = next(each for each in diagram.lines if each.id == name)
    return found.label, found.style


def test_the_views_in_their_order() -> None:
    assert list(VIEWS)[:3] == ["high-level", "detailed", "deployment"]
    for name, view in VIEWS.items():
        assert view.id == name
        assert view.title
        assert view.doc.endswith(".")


@pytest.mark.parametrize("view", VIEW_REGISTRY.names("diagrams"))
def test_every_diagram_holds_together(shop: Design, view: str) -> None:
    diagram = make_diagram(shop, view)
    assert diagram.view == view
    assert diagram.title == "Shop"
    assert diagram.subtitle.startswith(VIEWS[view].title)
    assert diagram.description.startswith(VIEWS[view].title)
    cards = [card.id for card in diagram.cards]
    lines = [each.id for each in diagram.lines]
    groups = [group.id for group in diagram.groups]
    assert len(set(cards)) == len(cards) == 6
    assert len(set(lines)) == len(lines) == 6
    assert all(each.source in cards and each.target in cards for each in diagram.lines)
    assert all(card.group is None or card.group in groups for card in diagram.cards)
    assert groups == ["outer", "stores", "inner"]


def test_high_level_shows_names_and_purposes(shop: Design) -> None:
    diagram = make_diagram(shop, "high-level")
    cards = {card.id: card for card in diagram.cards}
    assert cards["web"].technology == "2M daily users"
    assert cards["orders"].technology == ""
    assert cards["audit"].technology == "Service"
    assert cards["db"].technology == "PostgreSQL"
    assert cards["orders"].count == 3
    assert cards["orders"].link == "https://example.com"
    assert not any(card.facts or card.meters or card.chips for card in diagram.cards)
    assert line(diagram, "web->orders")[0] == "a label that is much too long for a line"
    assert line(diagram, "web->orders")[1] == LineStyle.SYNCHRONOUS
    assert line(diagram, "orders->mails") == ("tell", LineStyle.ASYNCHRONOUS)
    assert line(diagram, "orders->audit") == ("", LineStyle.OPTIONAL)
    assert line(diagram, "db->copy") == ("", LineStyle.REPLICATION)
    # two journeys say two things of it, and of the second call none speaks
    assert line(diagram, "orders->db")[0] == "write, read"
    assert line(diagram, "orders->db#2")[0] == ""
    assert diagram.description == (
        "High-level design of Shop: 6 components, 6 lines between them. A shop."
    )


def test_tooltips_say_what_the_picture_leaves_out(shop: Design) -> None:
    diagram = make_diagram(shop, "high-level")
    cards = {card.id: card.tooltip for card in diagram.cards}
    assert cards["orders"] == "Order service\nTakes orders.\ncapacity 100/s a replica"
    assert cards["mails"] == "Mails (Queue)\nmanaged by its provider"
    assert cards["audit"].endswith("external")
    lines = {each.id: each.tooltip for each in diagram.lines}
    assert lines["orders->db"] == "Order service → Database: write, read"
    assert lines["orders->db#2"] == "Order service → Database"
    assert lines["web->orders"].endswith("a label that is much too long for a line")
    assert lines["orders->mails"] == "Order service → Mails: tell\nAMQP, asynchronous"
    assert lines["orders->audit"] == "Order service → Audit\noptional, 2 retries"


@every_case(
    ("steps", "label"),
    [
        (["what is said here is rather long"], "what is said here is rather long"),
        (["read", "write", "read"], "read, write"),
        (["reserve the amount", "release it"], "reserve the amount,\nrelease it"),
        (["list", "add to", "take out of", "empty"], "list, add to and 2 more"),
        (["list all", "add to cart", "take out", "empty"], "list all,\nadd to cart\nand 2 more"),
    ],
)
def test_all_that_steps_call_a_call_stands_at_its_line(steps: list[str], label: str) -> None:
    said = "components:\n  web: {kind: client, calls: [db]}\n  db: {kind: database}\n"
    said += "journeys:\n" + "".join(
        f"  j{number}: {{steps: [web -> db: {{label: {each}}}]}}\n"
        for number, each in enumerate(steps)
    )
    (only,) = make_diagram(design(said), "high-level").lines
    assert only.label == label
    assert only.tooltip == f"Web → Database: {', '.join(dict.fromkeys(steps))}"


def test_its_own_label_stands_for_what_steps_call_it() -> None:
    (only,) = make_diagram(
        design(
            "components:\n  web: {kind: client, calls: [db: {label: use}]}\n"
            "  db: {kind: database}\njourneys: {go: {steps: ['web -> db: read']}}\n"
        ),
        "high-level",
    ).lines
    assert (only.label, only.tooltip) == ("use", "Web → Database: use, read")


# The first and the third case of readers whose labels lay over each other or were one:
# mermaid-js/mermaid 1927, plantuml-stdlib/C4-PlantUML 43.
PAIRS = {
    "two calls one way": "a: {kind: service, calls: [b: {label: charge}, b: {label: refund}]},"
    " b: {kind: service}",
    "one call each way": "a: {kind: service, calls: [b: {label: charge}]},"
    " b: {kind: service, calls: [a: {label: refund, async: true}]}",
}


@pytest.mark.slow
@every_case("view", ["high-level", "detailed"])
@every_case("components", PAIRS.values())
def test_labels_between_one_pair_are_all_there(components: str, view: str) -> None:
    picture = make_diagram(design(f"components: {{{components}}}\n"), view)
    drawn = draw_diagram(picture)
    assert {"charge", "refund"} <= {text.content for text in texts(drawn.scene.items)}
    first, second = (each for each in lay_out(graph_of(measure(picture))).routes)
    assert first.label is not None
    assert second.label is not None
    assert not overlap(first.label, second.label)


def overlap(one: Box, other: Box) -> bool:
    across = one.x < other.right and other.x < one.right
    return across and one.y < other.bottom and other.y < one.bottom


def test_own_views_take_a_part_and_a_look(shop: Design) -> None:
    stores = make_diagram(shop, "stores")
    assert [card.id for card in stores.cards] == ["orders", "db", "copy"]
    assert [each.id for each in stores.lines] == ["orders->db", "orders->db#2", "db->copy"]
    assert [group.id for group in stores.groups] == ["outer", "stores", "inner"]
    assert (stores.view, stores.subtitle) == ("stores", "What is stored")
    assert stores.direction is Direction.RIGHT
    assert (
        stores.description == "What is stored of Shop: 3 components, 3 lines between them. A shop."
    )
    numbers = make_diagram(shop, "numbers")
    assert [card.id for card in numbers.cards] == ["web", "orders", "mails", "audit"]
    assert [group.id for group in numbers.groups] == ["outer", "inner"]
    assert numbers.subtitle.startswith("Numbers")


def test_a_view_that_neither_has() -> None:
    with pytest.raises(KeyError):
        make_picture(design("components: {db: {kind: database}}\n"), "nothing")


def test_line_breaks_of_steps_labels_are_kept() -> None:
    said = (
        "components:\n  web: {kind: client, calls: [api]}\n"
        "  api: {kind: service, calls: [db]}\n  db: {kind: database}\n"
        "journeys:\n  a:\n    steps:\n"
        '      - {"web -> api": {label: "one\\ntwo"}}\n      - "api -> db: three\\nfour"\n'
        '  b: {steps: [web -> api: {label: "x"}]}\n'
    )
    for view in ("high-level", "detailed"):
        lines = make_diagram(design(said), view).lines
        assert [each.label for each in lines] == ["one\ntwo,\nx", "three\nfour"]
