"""Cards say which replicas lead, follow, serve and stand by, and how many autoscaling makes."""

from __future__ import annotations

import pytest

from sdgen.views.diagram import Card, Diagram, Tone
from sdgen.views.rack import Rack
from sdgen.views.roles import leading_replicas, roles
from tests.model.given import design
from tests.support.cases import every_case
from tests.views.pictures import make_diagram, make_rack

TOPOLOGY = "topology: {eu: {zones: [a, b, c]}}\n"


def drawn(replicas: str, view: str, zones: str = "", kind: str = "database") -> Diagram:
    where = f", zones: {zones}" if zones else ""
    return make_diagram(
        design(f"{TOPOLOGY}components:\n  db: {{kind: {kind}, replicas: {replicas}{where}}}\n"),
        view,
    )


def placed(replicas: str, zones: str, kind: str = "database") -> Rack:
    text = f"components:\n  db: {{kind: {kind}, replicas: {replicas}, zones: {zones}}}\n"
    return make_rack(design(TOPOLOGY + text))


def badges(diagram: Diagram | Rack) -> dict[str, list[tuple[str, Tone, str]]]:
    return {
        card.id: [(badge.text, badge.tone, badge.tooltip) for badge in card.badges]
        for card in diagram.cards
    }


def only(diagram: Diagram) -> Card:
    (card,) = diagram.cards
    return card


ROLES = [
    ("3", ""),
    ("{count: 3, mode: active-active}", ""),
    ("{count: 3, mode: leader-follower}", "1 leader + 2 followers"),
    ("{count: 2, mode: leader-follower}", "1 leader + 1 follower"),
    ("{count: 3, mode: leader-follower, need: majority}", "1 leader + 2 followers"),
    ("{count: 2, mode: active-standby}", "1 active + 1 standby"),
    ("{count: 3, mode: active-standby, need: 2}", "2 active + 1 standby"),
    ("{count: 3, mode: active-standby, need: 3}", "3 active"),
    ("{count: 5, copies: 3, mode: leader-follower}", "leader per piece"),
    ("{count: 1, mode: leader-follower}", ""),
]


@pytest.mark.slow
@every_case(("replicas", "words"), ROLES)
def test_roles_in_words(replicas: str, words: str) -> None:
    read = design(f"components:\n  db: {{kind: database, replicas: {replicas}}}\n")
    assert roles(read.components["db"]) == words
    found = drawn(replicas, "detailed")
    card = only(found)
    assert [fact for fact in card.facts if fact == words] == ([words] if words else [])
    said = f"Database: {words}" if words else "Database:"
    assert (said in found.description) == bool(words)
    assert (words in card.tooltip.splitlines()) == bool(words)
    rack = placed(replicas, "[a]")
    assert (said in rack.description) == bool(words)
    assert bool(rack.rows[0].slots[0].card.badges) == bool(words)


def test_roles_stand_before_what_is_needed() -> None:
    card = only(drawn("{count: 3, mode: leader-follower, need: majority}", "detailed"))
    assert card.facts == ("1 leader + 2 followers", "majority of 3 needed")


def test_the_leader_stands_in_the_zone_written_first() -> None:
    found = badges(placed("{count: 3, mode: leader-follower}", "[b, a, c]"))
    assert found == {
        "db@a": [("follower", Tone.FOLLOWING, "1 follower here")],
        "db@b": [("leader", Tone.LEADING, "1 leader here")],
        "db@c": [("follower", Tone.FOLLOWING, "1 follower here")],
    }


def test_standbys_and_followers_of_several_in_a_zone() -> None:
    found = placed("{count: 5, mode: leader-follower}", "[a, b]")
    assert badges(found)["db@a"] == [("1 leader of 3", Tone.LEADING, "1 leader + 2 followers here")]
    assert badges(found)["db@b"] == [("followers", Tone.FOLLOWING, "2 followers here")]
    found = placed("{count: 3, mode: active-standby, need: 2}", "[a, b, c]")
    assert [texts[0][0] for texts in badges(found).values()] == ["active", "active", "standby"]


def test_all_replicas_in_one_zone_are_said_on_their_card() -> None:
    found = badges(placed("{count: 2, mode: active-standby}", "[a]"))
    assert found == {"db@a": [("1 active of 2", Tone.LEADING, "1 active + 1 standby")]}
    found = badges(placed("{count: 5, copies: 3, mode: leader-follower}", "[a, b]"))
    assert found["db@a"] == [("leader per piece", Tone.FOLLOWING, "leader per piece")]


def test_followers_that_answer_reads_are_told_when_pointed_at() -> None:
    card = only(drawn("{count: 3, mode: leader-follower, reads: any}", "detailed"))
    assert "1 leader + 2 followers, followers answer reads too" in card.tooltip.splitlines()


@every_case("view", ["high-level", "detailed", "failure"])
def test_autoscaling_is_from_how_many_to_how_many(view: str) -> None:
    card = only(drawn("{min: 2, max: 10}", view, kind="service"))
    assert (card.count, card.most, card.many) == (2, 10, True)
    assert "2 to 10 replicas" in card.tooltip.splitlines()


def test_a_card_of_one_zone_has_no_share_of_what_autoscaling_adds() -> None:
    (slot,) = placed("{min: 2, max: 10}", "[a]", "service").rows[0].slots
    assert (slot.card.count, slot.card.most) == (2, 10)
    found = placed("{min: 2, max: 10}", "[a, b]", "service")
    assert [(card.count, card.most) for card in found.cards] == [(1, 0), (1, 0)]
    assert "2 to 10 replicas" in found.cards[0].tooltip


def test_no_replica_is_first_where_all_are_alike() -> None:
    read = design("components:\n  db: {kind: database, replicas: 3}\n")
    assert leading_replicas(read.components["db"]) == 0
