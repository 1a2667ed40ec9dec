"""The deployment view: one card of a component in each domain, few lines, none left out."""

from __future__ import annotations

from pathlib import Path

from sdgen.model import read_design
from sdgen.views.diagram import Diagram
from tests.model.given import design
from tests.views.pictures import make_diagram

DESIGNS = Path(__file__).parents[2] / "designs"

TOPOLOGY = "topology:\n  eu: {zones: [eu-a, eu-b]}\n  us: {name: America, zones: [us-a, us-b]}\n"


def drawn(components: str, topology: str = TOPOLOGY) -> Diagram:
    return make_diagram(design(f"{topology}components:\n{components}"), "deployment")


def ends(diagram: Diagram) -> dict[str, tuple[str, str]]:
    return {line.id: (line.source, line.target) for line in diagram.lines}


def test_one_card_for_each_domain_with_the_replicas_there() -> None:
    found = drawn(
        "  web: {kind: client}\n"
        "  db: {kind: database, group: stores, replicas: 5, zones: [eu-a, eu-b, us-a]}\n"
    )
    assert {card.id: (card.group, card.count) for card in found.cards} == {
        "web": (None, 1),
        "db@eu-a": ("eu-a", 2),
        "db@eu-b": ("eu-b", 2),
        "db@us-a": ("us-a", 1),
    }
    assert [(group.id, group.title, group.parent) for group in found.groups] == [
        ("eu", "eu", None),
        ("us", "America", None),
        ("eu-a", "eu-a", "eu"),
        ("eu-b", "eu-b", "eu"),
        ("us-a", "us-a", "us"),
    ]


def test_calls_stay_in_their_domain_where_they_can() -> None:
    found = drawn(
        "  app: {kind: service, replicas: 4, zones: [eu-a, eu-b, us-a, us-b], calls: [db]}\n"
        "  db: {kind: database, replicas: 2, zones: [eu-b, us-b]}\n"
    )
    assert ends(found) == {
        "app->db@eu-a->eu-b": ("app@eu-a", "db@eu-b"),
        "app->db@eu-b": ("app@eu-b", "db@eu-b"),
        "app->db@us-a->us-b": ("app@us-a", "db@us-b"),
        "app->db@us-b": ("app@us-b", "db@us-b"),
    }


def test_every_card_of_the_target_is_called() -> None:
    found = drawn(
        "  web: {kind: client, calls: [app]}\n"
        "  app: {kind: service, replicas: 2, zones: [eu-a, us-a], calls: [db, mail]}\n"
        "  db: {kind: database, replicas: 3, zones: [eu-a, us-a, us-b]}\n"
        "  mail: {kind: external}\n"
    )
    assert ends(found) == {
        "web->app@->eu-a": ("web", "app@eu-a"),
        "web->app@->us-a": ("web", "app@us-a"),
        "app->db@eu-a": ("app@eu-a", "db@eu-a"),
        "app->db@us-a": ("app@us-a", "db@us-a"),
        "app->db@us-a->us-b": ("app@us-a", "db@us-b"),
        "app->mail@eu-a->": ("app@eu-a", "mail"),
        "app->mail@us-a->": ("app@us-a", "mail"),
    }


def test_lines_of_replicas_in_and_outside_of_domains_differ() -> None:
    found = drawn(
        "  app: {kind: service, replicas: 2, place: {eu-a: 1}, calls: [db, app]}\n"
        "  db: {kind: database, zones: [eu-a]}\n"
    )
    assert ends(found) == {
        "app->db@eu-a": ("app@eu-a", "db@eu-a"),
        "app->db@->eu-a": ("app", "db@eu-a"),
        "app->app@eu-a": ("app@eu-a", "app@eu-a"),
        "app->app": ("app", "app"),
    }


def test_without_domains_the_groups_of_the_design_stay() -> None:
    found = drawn("  a: {kind: service, group: inner, calls: [b]}\n  b: {kind: service}\n", "")
    assert [group.id for group in found.groups] == ["inner"]
    assert [card.group for card in found.cards] == ["inner", None]
    assert found.subtitle == "Deployment · no failure domains are given"
    assert ends(found) == {"a->b": ("a", "b")}


def test_own_views_choose_by_component() -> None:
    text = f"{TOPOLOGY}views: {{stores: {{base: deployment, include: [db]}}}}\ncomponents:\n"
    text += "  db: {kind: database, replicas: 2, zones: [eu-a, eu-b]}\n  app: {kind: service}\n"
    found = make_diagram(design(text), "stores")
    assert [card.id for card in found.cards] == ["db@eu-a", "db@eu-b"]
    assert [group.id for group in found.groups] == ["eu", "eu-a", "eu-b"]


def test_equally_near_cards_take_turns() -> None:
    zones = "topology:\n  eu: {zones: [a, b, c, d]}\n"
    called = drawn(
        "  app: {kind: service, replicas: 2, zones: [a, b], calls: [db]}\n"
        "  db: {kind: database, replicas: 4, zones: [a, b, c, d]}\n",
        zones,
    )
    assert list(ends(called)) == ["app->db@a", "app->db@b", "app->db@a->c", "app->db@b->d"]
    calling = drawn(
        "  app: {kind: service, replicas: 4, zones: [a, b, c, d], calls: [db]}\n"
        "  db: {kind: database, replicas: 2, zones: [b, c]}\n",
        zones,
    )
    assert list(ends(calling)) == ["app->db@b", "app->db@c", "app->db@a->b", "app->db@d->c"]


def test_a_nearer_card_is_called_however_often() -> None:
    found = drawn(
        "  app: {kind: service, replicas: 2, place: {eu-a: 1, us-a: 1}, calls: [db]}\n"
        "  db: {kind: database, replicas: 3, place: {eu-b: 1, us-a: 1, us-b: 1}}\n"
    )
    assert set(ends(found)) == {"app->db@us-a", "app->db@eu-a->eu-b", "app->db@us-a->us-b"}


def test_every_call_of_the_published_design_reaches_every_card() -> None:
    read = read_design(DESIGNS / "twitter.yaml").design
    assert read is not None
    found = make_diagram(read, "deployment")
    called = {line.target for line in found.lines}
    assert [card.id for card in found.cards if card.id not in called] == ["web"]
    assert len({line.id for line in found.lines}) == len(found.lines)


def test_the_cards_of_a_component_are_alike() -> None:
    found = drawn(
        "  web: {kind: client}\n  app: {kind: service, replicas: 2, zones: [eu-a, us-a]}\n"
    )
    assert {card.id: card.part_of for card in found.cards} == {
        "web": "web",
        "app@eu-a": "app",
        "app@us-a": "app",
    }
