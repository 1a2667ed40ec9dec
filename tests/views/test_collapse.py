"""Groups as one card, and what stands beside a part of a design."""

from __future__ import annotations

import re

import pytest

import sdgen
from sdgen.analyses.facts import Facts
from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span
from sdgen.draw.picture import draw_picture
from sdgen.views import make_picture
from sdgen.views.diagram import Diagram, Tone
from sdgen.views.marks import mark_findings
from sdgen.views.rack import Rack
from tests.support.cases import every_case
from tests.support.svg_checks import problems

SHOP = """\
sdgen: 1
name: Shop
topology: {r: {zones: [z1, z2]}}
groups: {back: Back end, stores: {parent: back}}
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, group: back, replicas: 2, zones: [z1, z2], calls: [any_of: [cache, db], mails: {async: true}]}
  cache: {kind: cache, group: stores, zones: [z1]}
  db: {kind: database, group: stores, zones: [z1]}
  mails: {kind: queue, zones: [z2], calls: [sender]}
  sender: {kind: worker, zones: [z2], calls: [db, db]}
journeys:
  buy: {actor: web, rate: 10/s, steps: [web -> app, app -> cache, app -> db, 'app -> mails', mails -> sender, sender -> db]}
"""


def shop(more: str = "") -> Facts:
    return sdgen.loads(SHOP + more).facts


def picture(view: str, *groups: str, more: str = "") -> Diagram:
    found = make_picture(shop(more), view, groups)
    assert isinstance(found, Diagram)
    return found


def lines(found: Diagram) -> dict[tuple[str, str], int]:
    return {(line.source, line.target): line.calls for line in found.lines}


def test_a_collapsed_group_is_one_card_and_its_lines_are_summed() -> None:
    found = picture("high-level", "stores")
    assert [card.id for card in found.cards] == ["web", "app", "@stores", "mails", "sender"]
    assert lines(found) == {
        ("web", "app"): 1,
        ("app", "@stores"): 2,
        ("app", "mails"): 1,
        ("mails", "sender"): 1,
        ("sender", "@stores"): 2,
    }
    card = found.cards[2]
    assert (card.group, card.technology, card.stands_for) == (
        "back",
        "2 components",
        ("cache", "db"),
    )
    assert [group.id for group in found.groups] == ["back"]
    assert found.forks == ()
    assert found.description.endswith(". Each as one card: 'Stores'")


def test_of_groups_in_each_other_the_outermost_is_the_card() -> None:
    both = picture("high-level", "stores", "back")
    assert both == picture("high-level", "back")
    assert [card.id for card in both.cards] == ["web", "@back", "mails", "sender"]
    assert lines(both)["@back", "mails"] == 1


@pytest.mark.slow
@every_case("group", ["back", "stores"])
def test_the_picture_of_a_group_stays_open_whatever_is_around_it(group: str) -> None:
    found = picture("group:stores", group)
    assert found == picture("group:stores")
    assert picture("group:back", "back") == picture("group:back")
    assert [card.id for card in picture("group:back", "stores").cards if not card.beside] == [
        "app",
        "@stores",
    ]


BESIDE = """\
sdgen: 1
name: Shop
groups: {back: Back end, inner: {parent: back}, stores: {}}
views: {part: {include: [db, orders], collapse: [group:back]}}
journeys:
  buy: {actor: web, rate: 1k/s, steps: [web -> orders -> db: write]}
  ask: {actor: web, rate: 5/s, steps: [web -> orders -> pricing -> db: read]}
components:
  web: {kind: client, calls: [orders]}
  orders: {kind: service, group: back, calls: [db, pricing]}
  pricing: {kind: service, group: inner, calls: [db, cache]}
  db: {kind: database, group: stores, calls: [cache]}
  cache: {kind: cache, group: stores}
"""


def test_neighbours_of_a_group_are_one_small_card() -> None:
    found = make_picture(sdgen.loads(BESIDE).facts, "group:stores", ("back",))
    assert isinstance(found, Diagram)
    [back] = [card for card in found.cards if card.beside]
    assert (back.id, back.name, back.stands_for) == ("@back", "Back end", ("orders", "pricing"))
    assert (back.technology, back.facts, back.meters, back.group) == ("", (), (), None)
    assert {(x.source, x.target, x.label, x.rate, x.faint) for x in found.lines} == {
        ("@back", "db", "", "1k/s", True),
        ("@back", "cache", "", "", True),
        ("db", "cache", "", "", False),
    }


def test_the_card_of_a_group_says_when_it_is_a_part_of_it() -> None:
    found = make_picture(sdgen.loads(BESIDE).facts, "part")
    assert isinstance(found, Diagram)
    cards = {card.id: (card.technology, card.beside) for card in found.cards}
    assert cards["@back"] == ("1 of 2 components", False)
    assert cards["pricing"] == ("", True), "the rest of the group is beside it"


def test_lines_to_neighbours_are_as_wide_as_their_load() -> None:
    found = make_picture(sdgen.loads(BESIDE).facts, "group:back")
    assert isinstance(found, Diagram)
    lines = {line.id: line for line in found.lines}
    assert (lines["web->orders"].faint, lines["web->orders"].rate) == (True, "1k/s")
    drawn = draw_picture(found, font="system").svg
    assert re.search(r'class="line synchronous faded load-4"[^>]*data-source="web"', drawn)
    assert re.search(r'class="line synchronous load-1"[^>]*data-source="orders"', drawn)


@pytest.mark.slow
@every_case("view", ["high-level", "detailed", "capacity", "failure", "journey:buy"])
def test_any_block_diagram_can_have_groups_as_cards(view: str) -> None:
    for groups in (("stores",), ("back",)):
        found = picture(view, *groups)
        ends = [
            (line.source.replace("@", "_40_"), line.target.replace("@", "_40_"))
            for line in found.lines
        ]
        cards = [card.id.replace("@", "_40_") for card in found.cards]
        assert problems(draw_picture(found, font="system").svg, cards, ends) == []
        assert any(card.stands_for for card in found.cards)


def test_in_a_rack_a_group_is_a_row_with_the_replicas_in_each_zone() -> None:
    found = make_picture(shop(), "deployment", ("back",))
    assert isinstance(found, Rack)
    [row] = [each for each in found.rows if each.card.stands_for]
    assert (row.id, row.card.stands_for) == ("@back", ("app", "cache", "db"))
    assert {slot.place: slot.card.id for slot in row.slots} == {
        "z1": "@back@z1",
        "z2": "@back@z2",
    }
    assert all(call.line.source != call.line.target for call in found.calls)
    ends = {end for call in found.calls for end in (call.line.source, call.line.target)}
    assert ends <= {each.card.component for each in found.outside} | {
        each.id for each in found.rows
    }


def test_a_request_counts_once_for_a_group_however_many_it_passes_inside() -> None:
    # 10/s of web to app, which asks the cache and the database; 10/s of the sender to the database
    cards = {card.id: card.facts for card in picture("high-level", "back").cards}
    assert cards["@back"] == ("20/s from outside",)
    cards = {card.id: card.facts for card in picture("high-level", "stores").cards}
    assert cards["@stores"] == ("30/s from outside",)
    alone = SHOP.replace("mails: {kind: queue", "mails: {kind: queue, group: back")
    alone = alone.replace("sender: {kind: worker", "sender: {kind: worker, group: back")
    alone = alone.replace("web: {kind: client", "web: {kind: client, group: back")
    found = make_picture(sdgen.loads(alone).facts, "high-level", ("back",))
    assert isinstance(found, Diagram)
    assert [(card.id, card.facts) for card in found.cards] == [("@back", ())]


def test_steps_within_a_group_are_listed_and_counted_on_its_card() -> None:
    found = picture("journey:buy", "back")
    assert [(step.number, step.text) for step in found.path if not step.line] == [
        ("2", "inside Back end"),
        ("3", "inside Back end"),
    ]
    facts = {card.id: card.facts for card in found.cards}
    assert facts["@back"] == ("20/s from outside", "steps 2, 3 inside")
    within = next(card for card in picture("journey:buy", "stores").cards if card.of_group)
    assert within.facts == ("30/s from outside",)
    assert [step.line for step in found.path] == [
        "web->app",
        "",
        "",
        "app->mails",
        "mails->sender",
        "sender->@back",
    ]
    assert {"1", "4", "6"} <= {step.number for step in found.path}
    assert {line.id for line in found.lines} == {step.line for step in found.path} - {""}


def test_the_worst_of_what_is_wrong_is_on_the_card() -> None:
    text = SHOP.replace("any_of: [cache, db]", "cache, db")
    found = make_picture(sdgen.loads(text).facts, "failure", ("stores",))
    assert isinstance(found, Diagram)
    card = next(card for card in found.cards if card.id == "@stores")
    assert (card.ring, [badge.text for badge in card.badges]) == (Tone.BAD, ["SPOF"])
    assert card.badges[0].tooltip == (
        "Cache: Losing cache/1 takes down buy, Database: Losing db/1 takes down buy"
    )


def test_findings_about_what_is_in_a_group_are_on_its_card() -> None:
    span = Span.whole("shop.yaml")
    found = [
        Finding("A001", "a", Severity.WARNING, "one", span, at="cache"),
        Finding("A002", "b", Severity.ERROR, "two", span, at="db"),
        Finding("A003", "c", Severity.ERROR, "three", span, at="app"),
    ]
    marked = mark_findings(picture("high-level", "stores"), found)
    assert isinstance(marked, Diagram)
    (badge,) = marked.cards[2].badges
    assert (badge.text, badge.tone) == ("1 error, 1 warning", Tone.BAD)
    assert badge.tooltip == "A002: two · A001: one"


VIEW = "views: {{mine: {{title: Mine, {}}}}}\n"


@every_case("written", ["group:stores", "stores"])
def test_a_view_can_collapse(written: str) -> None:
    found = picture("mine", more=VIEW.format(f"collapse: ['{written}'], base: detailed"))
    assert [card.id for card in found.cards] == ["web", "app", "@stores", "mails", "sender"]
    assert found.view == "mine"


def test_what_is_included_has_beside_it_what_it_calls_and_is_called_by() -> None:
    found = picture("mine", more=VIEW.format("include: [mails]"))
    assert {card.id: card.beside for card in found.cards} == {
        "app": True,
        "mails": False,
        "sender": True,
    }
    assert all(line.faint and not line.said for line in found.lines)
    assert found.groups == ()
    assert found.description.startswith("Mine of Shop: 1 component, 0 lines between them")
    alone = picture("mine", more=VIEW.format("include: [mails], neighbours: false"))
    assert [card.id for card in alone.cards] == ["mails"]
    less = picture("mine", more=VIEW.format("include: [mails], leave_out: [app]"))
    assert [card.id for card in less.cards] == ["mails", "sender"]


def test_a_neighbour_stands_in_a_group_where_what_is_included_does() -> None:
    found = picture("mine", more=VIEW.format("include: [app]"))
    assert {card.id: card.group for card in found.cards} == {
        "web": None,
        "app": "back",
        "cache": "back",
        "db": "back",
        "mails": None,
    }


def test_of_many_neighbours_those_of_one_group_are_one_card() -> None:
    others = "".join(f"  n{at}: {{kind: service, group: far, calls: [hub]}}\n" for at in range(20))
    alone = "".join(f"  a{at}: {{kind: service, calls: [hub]}}\n" for at in range(13))
    text = f"sdgen: 1\nname: Hub\ncomponents:\n  hub: {{kind: service}}\n{others}{alone}"
    facts = sdgen.loads(text + VIEW.format("include: [hub]")).facts
    found = make_picture(facts, "mine")
    assert isinstance(found, Diagram)
    assert [(card.id, card.name, card.beside) for card in found.cards] == [
        ("hub", "Hub", False),
        ("@far", "Far", True),
        ("@", "In no group", True),
    ]
    assert lines(found) == {("@far", "hub"): 20, ("@", "hub"): 13}


def test_neighbours_are_small_and_faint() -> None:
    found = picture("mine", more=VIEW.format("include: [mails]"))
    svg = draw_picture(found).svg
    cards = re.findall(
        r'-card-(\w+)" class="([^"]+)"[^>]*>.*?<rect class="face[^>]* height="([0-9.]+)"', svg, re.S
    )
    assert [(name, classes) for name, classes, _ in cards] == [
        ("app", "card faded"),
        ("mails", "card"),
        ("sender", "card faded"),
    ]
    small, whole = float(cards[0][2]), float(cards[1][2])
    assert small < 0.75 * whole
    assert re.findall(r'class="line (\w+ \w+)"', svg) == ["asynchronous faded"] * 2
    assert "Beside: calls or is called" in svg
