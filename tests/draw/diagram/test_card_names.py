"""The names on cards: no two components are read alike, also where names are cut."""

from __future__ import annotations

import random

import pytest

from sdgen.draw.diagram.cards import measure_cards
from sdgen.views.diagram import Card, Diagram
from tests.model.given import design
from tests.views.pictures import make_diagram

LONG = "Recommendations of products for customers in the "


def cards(*names: str) -> tuple[Card, ...]:
    return tuple(Card(f"card-{at}", name, "", "box", "slate") for at, name in enumerate(names))


def shown(*names: str) -> list[str]:
    return [" ".join(card.name.lines) for card in measure_cards(cards(*names))]


def test_a_name_that_is_cut_alone_keeps_its_beginning() -> None:
    assert shown(LONG + "north") == ["Recommendations of products for customers…"]


def test_names_that_would_be_cut_alike_leave_out_what_they_share() -> None:
    north, south = measure_cards(cards(LONG + "north", LONG + "south"))
    assert north.name.lines == ("Recommenda…he north",)
    assert south.name.lines == ("Recommenda…he south",)
    assert (north.tooltip[0], south.tooltip[0]) == (LONG + "north", LONG + "south")


def test_some_of_the_names_share_more_than_all_do() -> None:
    long = "word " * 60
    assert shown(f"one {long}a", f"one {long}b {long}y", f"one {long}b {long}z") == [
        "one word w…rd a",
        "one word w…rd y",
        "one word w…rd z",
    ]


def test_names_that_cannot_be_told_apart_are_numbered() -> None:
    assert shown(LONG + "north", LONG + "north") == [
        "Recommendations of products for customers…",
        "2 Recommendations of products for customers…",
    ]


def test_parts_of_one_component_keep_its_name() -> None:
    one, two = (Card(f"api@{zone}", LONG, "", "box", "slate", part_of="api") for zone in ("a", "b"))
    measured = measure_cards((one, two))
    assert measured[0].name == measured[1].name


WORDS = ("db", "cache", "orders", "postgres", "lb", "2", "recommendation", "asynchronous", "async")
VIEWS = ("high-level", "detailed")


def random_design(seed: int) -> str:
    """A design of ids that are read alike, and names that are cut alike."""
    chance = random.Random(seed)
    lines = {}
    for _ in range(chance.randrange(2, 14)):
        identifier = "-".join(chance.choices(WORDS, k=chance.choice((1, 1, 2, 2, 3, 6))))
        kind = chance.choice(("service", "database", "load_balancer"))
        name = chance.choice(("", "", "", ", name: Database", f", name: {LONG}{'north ' * 5}x"))
        zones = chance.choice(("", ", replicas: 3, zones: [a, b]"))
        lines[identifier] = f"  {identifier}: {{kind: {kind}{name}{zones}}}\n"
    return "topology: {r: {zones: {a: 99%, b: 99%}}}\ncomponents:\n" + "".join(lines.values())


def drawn_names(diagram: Diagram) -> dict[str, str]:
    """What the card of each component says, in small letters."""
    measured = measure_cards(diagram.cards)
    return {card.card.component: " ".join(card.name.lines).casefold() for card in measured}


@pytest.mark.slow
def test_no_picture_of_any_design_has_two_cards_of_one_name() -> None:
    for seed in range(40):
        made = design(random_design(seed))
        for view in VIEWS:
            names = drawn_names(make_diagram(made, view))
            assert len(set(names.values())) == len(made.components), names
