"""Cards say which replicas lead, follow, serve and stand by, and how many autoscaling makes."""

from __future__ import annotations

from sdgen.views.diagram import Card, Diagram, Tone
from sdgen.views.roles import leading_replicas, roles
from tests.model.given import design
from tests.support.cases import every_case
from tests.views.pictures import make_diagram

TOPOLOGY = "topology: {eu: {zones: [a, b, c]}}\n"


def drawn(replicas: str, view: str, zones: str = "", kind: str = "database") -> Diagram:
    where = f", zones: {zones}" if zones else ""
    return make_diagram(
        design(f"{TOPOLOGY}components:\n  db: {{kind: {kind}, replicas: {replicas}{where}}}\n"),
        view,
    )


def badges(diagram: Diagram) -> dict[str, list[tuple[str, Tone, str]]]:
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


@every_case(("replicas", "words"), ROLES)
def test_roles_in_words(replicas: str, words: str) -> None:
    read = design(f"components:\n  db: {{kind: database, replicas: {replicas}}}\n")
    assert roles(read.components["db"]) == words
    for view in ("detailed", "deployment"):
        found = drawn(replicas, view)
        card = only(found)
        assert [fact for fact in card.facts if fact == words] == ([words] if words else [])
        said = f"Database: {words}" if words else "Database:"
        assert (said in found.description) == bool(words)
        assert (words in card.tooltip.splitlines()) == bool(words)


def test_roles_stand_before_what_is_needed() -> None:
    card = only(drawn("{count: 3, mode: leader-follower, need: majority}", "detailed"))
    assert card.facts == ("1 leader + 2 followers", "majority of 3 needed")


def test_the_leader_stands_in_the_zone_written_first() -> None:
    found = badges(drawn("{count: 3, mode: leader-follower}", "deployment", "[b, a, c]"))
    assert found == {
        "db@b": [("leader", Tone.GOOD, "1 leader here")],
        "db@a": [("follower", Tone.NEUTRAL, "1 follower here")],
        "db@c": [("follower", Tone.NEUTRAL, "1 follower here")],
    }


def test_standbys_and_followers_of_several_in_a_zone() -> None:
    found = drawn("{count: 5, mode: leader-follower}", "deployment", "[a, b]")
    assert badges(found)["db@a"] == [("leader", Tone.GOOD, "1 leader + 2 followers here")]
    assert badges(found)["db@b"] == [("followers", Tone.NEUTRAL, "2 followers here")]
    assert [card.facts for card in found.cards] == [("1 leader + 2 followers",), ()]
    found = drawn("{count: 3, mode: active-standby, need: 2}", "deployment", "[a, b, c]")
    assert [texts[0][0] for texts in badges(found).values()] == ["active", "active", "standby"]


def test_all_replicas_in_one_zone_are_said_on_their_card() -> None:
    card = only(drawn("{count: 2, mode: active-standby}", "deployment", "[a]"))
    assert (card.badges, card.facts) == ((), ("1 active + 1 standby",))


def test_followers_that_answer_reads_are_told_when_pointed_at() -> None:
    card = only(drawn("{count: 3, mode: leader-follower, reads: any}", "detailed"))
    assert "1 leader + 2 followers, followers answer reads too" in card.tooltip.splitlines()


@every_case("view", ["high-level", "detailed", "deployment", "failure"])
def test_autoscaling_is_from_how_many_to_how_many(view: str) -> None:
    card = only(drawn("{min: 2, max: 10}", view, kind="service"))
    assert (card.count, card.most, card.many) == (2, 10, True)
    assert "2 to 10 replicas" in card.tooltip.splitlines()


def test_a_card_of_one_zone_has_no_share_of_what_autoscaling_adds() -> None:
    found = drawn("{min: 2, max: 10}", "deployment", "[a, b]", kind="service")
    assert [(card.count, card.most) for card in found.cards] == [(1, 0), (1, 0)]
    assert "2 to 10 replicas" in found.cards[0].tooltip


def test_no_replica_is_first_where_all_are_alike() -> None:
    read = design("components:\n  db: {kind: database, replicas: 3}\n")
    assert leading_replicas(read.components["db"]) == 0
