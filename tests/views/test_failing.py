"""Pictures of what has failed: what is down, over or late, where load goes, and how they are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdgen.analyses.facts import Facts, Scenario
from sdgen.analyses.failure.after import Standing
from sdgen.api import failure_view, loads
from sdgen.model import read_design
from sdgen.views import has_view, make_picture, names_of
from sdgen.views.diagram import Card, Diagram, Tone
from sdgen.views.failed_names import failed_events, failed_ids, view_argument
from tests.support.cases import every_case
from tests.views.test_matrix import BUSY, HEAD, SHOP

TWITTER = Path(__file__).parents[2] / "designs" / "twitter.yaml"
WAITING = """topology: {r1: {zones: [a, b]}}
journeys: {buy: {actor: web, name: Buy}}
components:
  web: {kind: client, calls: [db]}
  db:
    kind: database
    replicas: {count: 2, mode: leader-follower, failover: {automatic: false, time: 20min}}
    zones: [a, b]
"""


def picture(text: str, *failed: str) -> tuple[Diagram, dict[str, Card]]:
    facts = loads(HEAD + text).facts
    found = make_picture(facts, failure_view(facts, failed))
    assert isinstance(found, Diagram)
    return found, {card.id: card for card in found.cards}


def said(card: Card) -> tuple[tuple[str, ...], str]:
    return card.facts, card.badges[0].text if card.badges else ""


def test_a_zone_takes_its_replicas_and_what_needs_them() -> None:
    diagram, cards = picture(SHOP, "c")
    assert diagram.view == "failure:c"
    assert diagram.subtitle == "Failure · c lost · 1 of 2 journeys down: Buy"
    assert diagram.strong == ("1 of 2 journeys down: Buy",)
    assert said(cards["db"]) == (("0 of 1 left",), "DOWN")
    assert (cards["db"].ring, cards["db"].badges[0].tone) == (Tone.BAD, Tone.BAD)
    assert said(cards["shop"]) == ((), "")
    assert not cards["shop"].dimmed, "it answers the other journey"
    assert {line.id for line in diagram.lines if line.dimmed} == {"shop->db"}


def test_several_fail_at_the_same_time() -> None:
    diagram, cards = picture(SHOP, "shop/1", "shop/2", "cache")
    assert said(cards["shop"]) == (("3 of 5 left, 3 needed",), "")
    assert said(cards["cache"]) == (("0 of 2 left",), "DOWN")
    assert "shop/1, shop/2 and Cache lost · every journey stays up · 1 degraded" in diagram.subtitle
    diagram, cards = picture(SHOP, "shop/1", "shop/2", "shop/3")
    assert said(cards["shop"]) == (("2 of 5 left, 3 needed",), "DOWN")
    assert diagram.subtitle.endswith("2 of 2 journeys down: Buy, Look")


def test_what_answers_nobody_then_is_faded() -> None:
    _, cards = picture(SHOP, "shop")
    assert {name for name, card in cards.items() if card.dimmed} == {"web", "lb"}


def test_over_is_told_beside_down_with_the_load_that_is_left() -> None:
    diagram, cards = picture(BUSY, "a")
    assert diagram.subtitle == "Failure · a lost · 1 of 1 journey over: Buy"
    assert said(cards["api"]) == (("2 of 3 left, 111% used",), "OVER")
    assert cards["api"].ring is Tone.WARNING
    [meter] = cards["api"].meters
    assert (meter.text, meter.value, meter.tone) == ("100/s, was 74%", "111%", Tone.BAD)
    assert cards["cache"].meters == (), "what is down has no load to show"
    [meter] = cards["db"].meters
    assert (meter.text, meter.value) == ("100/s, was 1%", "50%")
    assert (diagram.load_word, diagram.dimmed_word) == ("Peak load then", "Answers nobody then")


def test_a_journey_that_waits_for_a_person_says_so() -> None:
    diagram, _ = picture(WAITING, "a")
    assert diagram.subtitle.endswith("1 of 1 journey out until somebody switches over: Buy")


def test_a_host_takes_what_runs_on_it() -> None:
    text = """topology: {r1: {zones: {a: {hosts: [h1, h2]}}}}
journeys: {use: {actor: web}}
components:
  web: {kind: client, calls: [app]}
  nodes: {kind: custom, replicas: 2, zones: [h1, h2]}
  app: {kind: service, replicas: 2, runs_on: nodes}
"""
    _, cards = picture(text, "h1")
    assert said(cards["nodes"]) == (("1 of 2 left, 1 needed",), "")
    assert said(cards["app"])[0][-1] == "1 of 2 left, 1 needed"
    _, cards = picture(text, "nodes/1")
    assert said(cards["app"])[0][-1] == "1 of 2 left, 1 needed"
    _, cards = picture(text, "nodes")
    assert said(cards["app"])[1] == "DOWN"


@pytest.mark.slow
@every_case("failed", [("use1-a",), ("us-east-1",), ("user-db",), ("users/3", "lb"), ("fanout",)])
def test_it_says_what_what_if_says(failed: tuple[str, ...]) -> None:
    design = read_design(TWITTER).design
    assert design is not None
    facts = Facts(design)
    found = make_picture(facts, failure_view(facts, failed))
    assert isinstance(found, Diagram)
    after = facts.under(Scenario(failed=failed)).what_if
    assert after is not None
    cards = {card.id: card for card in found.cards}
    for each in after.components:
        badges = [badge.text for badge in cards[each.component].badges]
        assert ("DOWN" in badges) == (each.standing is Standing.DOWN), each.component
        assert ("OVER" in badges) == (each.standing is Standing.OVER), each.component
    down = sum(not each.is_up for each in after.journeys)
    assert (f"{down} of 6 journeys down" in found.subtitle) == bool(down)


@pytest.mark.slow
def test_every_event_has_a_name_that_files_can_have_and_that_leads_back() -> None:
    facts = Facts(read_design(TWITTER).design)  # type: ignore[arg-type]
    ids = failed_ids(facts)
    assert [*ids.values()] == [*facts.what_can_fail]
    for each, name in ids.items():
        assert failed_events(facts, each) == (name,)
    assert ids["user-db-replica-1"] == "user-db/1"
    assert view_argument(facts, ["use1-a", "user-db/1", "use1-a"]) == (
        "use1-a-and-user-db-replica-1"
    )
    assert failed_events(facts, "use1-a-and-user-db-replica-1") == ("use1-a", "user-db/1")
    assert failed_events(facts, "use1-a-and-nothing") == ()
    assert failed_events(facts, "") == ()


def test_names_with_and_in_them_lead_back_too() -> None:
    text = "components:\n" + "".join(
        f"  {name}: {{kind: service}}\n" for name in ("cut", "paste", "cut-and-paste", "copy")
    )
    facts = loads(HEAD + text).facts
    for failed in (("cut-and-paste",), ("copy", "cut-and-paste"), ("cut", "copy")):
        assert failed_events(facts, view_argument(facts, failed)) == failed
    taken = "components: {db: {kind: service, replicas: 2}, db-replica-1: {kind: service}}\n"
    facts = loads(HEAD + taken).facts
    ids = failed_ids(facts)
    assert (ids["db-replica-1"], len({*ids.values()})) == ("db-replica-1", len(ids))


def test_a_view_of_what_cannot_fail_does_not_exist() -> None:
    facts = loads(HEAD + SHOP).facts
    assert has_view(facts, "failure:a")
    assert not has_view(facts, "failure:z")
    assert names_of(facts, "failure") == ("failure",)
    with pytest.raises(KeyError):
        failure_view(facts, ["z"])
    with pytest.raises(KeyError):
        make_picture(facts, "failure:z")


@pytest.mark.slow
def test_what_goes_on_without_a_part_is_counted_and_what_stalls_says_why() -> None:
    design = read_design(TWITTER).design
    assert design is not None
    found = make_picture(Facts(design), "failure:timeline-cache")
    assert isinstance(found, Diagram)
    assert found.subtitle == ("Failure · Timeline cache lost · every journey stays up · 2 degraded")
    cards = {card.id: card for card in found.cards}
    assert said(cards["fanout"]) == (("stalls without Timeline cache",), "STALLS")


def test_what_was_over_before_is_marked_and_said_to_be_as_before() -> None:
    diagram, cards = picture(
        """journeys: {buy: {actor: web, name: Buy, rate: 100/s, steps: [web -> api -> db: read]}}
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, replicas: 2, capacity: 40/s, calls: [db]}
  db: {kind: database, replicas: {count: 2, mode: leader-follower}}
""",
        "db/2",
    )
    assert diagram.subtitle == "Failure · db/2 lost · 1 of 1 journey over as before: Buy"
    assert said(cards["api"]) == (("over as before",), "OVER")
    [meter] = cards["api"].meters
    assert (meter.text, meter.value, cards["api"].ring) == (
        "100/s of 80/s",
        "125%",
        Tone.WARNING,
    )
