"""What runs on a component stands with it."""

from __future__ import annotations

from tests.model.given import design
from tests.views.pictures import make_diagram, make_rack

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


def test_cards_say_what_they_run_on() -> None:
    for view in ("high-level", "detailed", "capacity"):
        cards = {card.id: card for card in make_diagram(design(SHOP), view).cards}
        assert cards["orders"].facts[0] == "on Kafka"
        assert cards["api"].facts[0] == "on Nodes"
        assert "on" not in " ".join(cards["kafka"].facts).split()
        # it has no instances of its own
        assert (cards["orders"].count, cards["kafka"].count, cards["api"].count) == (1, 3, 4)


def test_rows_know_what_they_run_on() -> None:
    rack = make_rack(design(SHOP))
    assert {row.id: row.hosts for row in rack.rows} == {
        "metal": ("metal",),
        "nodes": ("metal", "nodes"),
        "api": ("metal", "nodes"),
        "kafka": ("kafka",),
        "orders": ("kafka",),
    }
    # what it runs on stands beside it, so that its card need not say it
    cards = {slot.card.id: slot.card for row in rack.rows for slot in row.slots}
    assert "on" not in cards["api@a"].technology.split()
    # it has no instances of its own, and counts none
    assert cards["orders@a"].count == 1
    assert rack.replicas_in("a") == 1 + 2 + 2


def test_a_rack_without_the_host_says_on_cards_what_that_is() -> None:
    rack = make_rack(
        design(f"{SHOP}views: {{some: {{base: deployment, include: [api, kafka]}}}}\n"), "some"
    )
    api, kafka = rack.rows
    assert {slot.card.technology for slot in api.slots} == {"Service · on Nodes"}
    assert (api.hosts, kafka.hosts) == ((), ("kafka",))
    assert {slot.card.technology for slot in kafka.slots} == {"Stream"}


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
