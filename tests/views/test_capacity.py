"""What the capacity view colours, fades and says."""

from __future__ import annotations

from sdgen.views.diagram import Card, Diagram, Tone
from tests.model.given import design
from tests.views.pictures import make_diagram

SHOP = """\
topology: {{r: {{zones: {{a: , b: }}}}}}
scale: {{peak: 2x}}
journeys:
  buy: {{actor: web, rate: {rate}, steps: [web -> app -> db, app -> cache]}}
components:
  web: {{kind: client, calls: [app]}}
  app: {{kind: service, replicas: 2, zones: [a, b], capacity: 150/s, calls: [db, cache, log]}}
  db: {{kind: database, capacity: 250/s, zones: [a]}}
  cache: {{kind: cache, capacity: 1M/s}}
  log: {{kind: queue}}
"""


def picture(rate: str = "100/s") -> tuple[Diagram, dict[str, Card]]:
    diagram = make_diagram(design(SHOP.format(rate=rate)), "capacity")
    return diagram, {card.id: card for card in diagram.cards}


def test_bars_and_rings_have_the_colour_of_the_headroom() -> None:
    _, cards = picture()
    assert [cards[name].ring for name in ("app", "db", "cache")] == [
        Tone.GOOD,
        Tone.WARNING,
        Tone.GOOD,
    ]
    (meter,) = cards["db"].meters
    assert (meter.text, meter.value, meter.tone) == ("200/s of 250/s", "80%", Tone.WARNING)


def test_what_is_unknown_is_faded_and_clients_are_not() -> None:
    _, cards = picture()
    assert [name for name, card in cards.items() if card.dimmed] == ["log"]
    assert cards["log"].ring is None


def test_cards_say_when_they_are_full() -> None:
    _, cards = picture()
    assert cards["app"].facts == ("full at 1.5x, 133% without its worst zone",)
    assert cards["db"].facts == ("full at 1.25x, down without its worst zone",)
    assert cards["cache"].facts == ("full beyond 1000x",)


def test_the_picture_says_what_is_full_first() -> None:
    diagram, _ = picture()
    assert diagram.view == "capacity"
    assert diagram.subtitle == "Capacity · Database is full first, at 1.25x the load"
    assert "Fullest: db 80%, app 67%, cache 0%." in diagram.description


def test_overload() -> None:
    diagram, cards = picture("130/s")
    assert diagram.subtitle == "Capacity · 1 component is overloaded"
    assert cards["db"].ring is Tone.BAD
    assert cards["db"].facts == ("overloaded, down without its worst zone",)
    assert picture("500/s")[0].subtitle == "Capacity · 2 components are overloaded"


def test_hardly_any_load() -> None:
    assert picture("1/day")[0].subtitle == "Capacity · nothing is full below 1000x the load"


def test_nothing_is_known() -> None:
    found = design("components:\n  web: {kind: client, calls: [db]}\n  db: {kind: database}\n")
    diagram = make_diagram(found, "capacity")
    assert diagram.subtitle == "Capacity · no component's load and capacity are known"
    assert not any(card.dimmed or card.ring for card in diagram.cards)
