"""What runs on a component stands with it."""

from __future__ import annotations

from tests.model.given import design
from tests.views.pictures import make_diagram

SHOP = """\
topology: {eu: {zones: [a, b]}}
components:
  web: {kind: client, calls: [api, orders]}
  metal: {kind: custom, replicas: 2, zones: [a, b]}
  nodes: {kind: custom, runs_on: metal}
  api: {kind: service, runs_on: nodes, replicas: 4}
  kafka: {kind: stream, replicas: 3, zones: [a, b]}
  orders: {kind: topic, runs_on: kafka, replicas: {copies: 2}}
"""
NOWHERE = SHOP.replace("topology: {eu: {zones: [a, b]}}\n", "").replace(", zones: [a, b]", "")


def test_cards_say_what_they_run_on() -> None:
    for view in ("high-level", "detailed", "capacity"):
        cards = {card.id: card for card in make_diagram(design(SHOP), view).cards}
        assert cards["orders"].facts[0] == "on Kafka"
        assert cards["api"].facts[0] == "on Nodes"
        assert "on" not in " ".join(cards["kafka"].facts).split()
        # it has no instances of its own
        assert (cards["orders"].count, cards["kafka"].count, cards["api"].count) == (1, 3, 4)


def test_in_each_zone_a_host_holds_what_runs_on_it() -> None:
    picture = make_diagram(design(SHOP), "deployment")
    groups = {group.id: (group.title, group.parent) for group in picture.groups}
    assert groups["kafka@a"] == ("Kafka", "a")
    assert groups["metal@b"] == ("Metal", "b")
    assert groups["nodes@b"] == ("Nodes", "metal@b")
    within = {card.id: card.group for card in picture.cards}
    assert within["orders@a"] == within["kafka@a"] == "kafka@a"
    assert within["api@b"] == within["nodes@b"] == "nodes@b"
    assert within["metal@b"] == "metal@b"
    assert within["web"] is None


def test_without_zones_too() -> None:
    picture = make_diagram(design(NOWHERE), "deployment")
    within = {card.id: card.group for card in picture.cards}
    assert within["orders"] == within["kafka"] == "kafka@"
    groups = {group.id: group.parent for group in picture.groups}
    assert groups["nodes@"] == "metal@"


WATCHED = """\
components:
  prometheus: {kind: monitor}
  api: {kind: service, calls: [db]}
  db: {kind: database}
  vm: {kind: custom}
  db2: {kind: database, runs_on: vm}
monitoring: {watches: [api, db]}
"""


def test_cards_are_near_to_what_they_serve() -> None:
    """A host to what runs on it, a monitor to what is watched."""
    for view in ("high-level", "detailed", "capacity"):
        cards = {card.id: card for card in make_diagram(design(WATCHED), view).cards}
        near = {name: card.near for name, card in cards.items() if card.near}
        assert near == {"prometheus": ("api", "db"), "vm": ("db2",)}
    cards = {card.id: card for card in make_diagram(design(SHOP), "high-level").cards}
    assert cards["kafka"].near == ("orders",)
