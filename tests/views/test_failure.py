"""What the failure view rings, fades and says."""

from __future__ import annotations

from sdgen.views.diagram import Card, Diagram, Tone
from tests.analyses.designs import design_of
from tests.views.pictures import make_diagram

SHOP = """\
journeys:
  browse: {actor: web, steps: [web -> lb -> catalog -> db]}
  order: {actor: web, steps: [web -> lb -> orders -> order-db, orders -> events, events -> mailer]}
  report: {actor: staff, steps: [staff -> reports]}
components:
  web: {kind: client, calls: [lb]}
  staff: {kind: client, calls: [reports]}
  lb: {kind: load_balancer, replicas: 2, zones: [a, b], calls: [catalog, orders]}
  catalog: {kind: service, replicas: 2, zones: [a], calls: [db]}
  orders: {kind: service, replicas: 2, zones: [a, b], calls: [order-db, events: {async: true}]}
  db: {kind: database, replicas: {count: 3, copies: 1}, zones: [a, b, c]}
  order-db: {kind: database, replicas: 1, zones: [a]}
  events: {kind: queue, replicas: 3, calls: [mailer: {async: true}]}
  mailer: {kind: worker, replicas: 1}
  reports: {kind: service, replicas: 2}
"""


def picture(body: str) -> tuple[Diagram, dict[str, Card]]:
    diagram = make_diagram(design_of(body), "failure")
    return diagram, {card.id: card for card in diagram.cards}


def test_a_single_point_of_failure_is_ringed_and_says_what_it_takes_down() -> None:
    _, cards = picture(SHOP)
    card = cards["order-db"]
    assert card.ring is Tone.BAD
    assert [(b.text, b.tone, b.tooltip) for b in card.badges] == [
        ("SPOF", Tone.BAD, "Losing order-db/1 takes down order")
    ]


def test_a_part_of_the_data_is_a_warning() -> None:
    _, cards = picture(SHOP)
    card = cards["db"]
    assert card.ring is Tone.WARNING
    assert [(b.text, b.tooltip) for b in card.badges] == [
        ("PARTIAL", "Losing one of db/1, db/2, db/3 takes a part of the data from browse")
    ]


def test_what_stops_only_asynchronous_work_is_a_warning() -> None:
    _, cards = picture(SHOP)
    assert [(b.text, b.tooltip) for b in cards["mailer"].badges] == [
        ("STALLS", "Losing mailer/1 stops what order leaves to asynchronous calls")
    ]


def test_what_leaves_too_little_for_the_peak_is_no_single_point_of_failure() -> None:
    diagram, cards = picture("""\
journeys: {browse: {actor: web, rate: 300/s}}
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, replicas: 4, zones: [a, b], capacity: 100/s}
""")
    assert [(b.text, b.tooltip) for b in cards["api"].badges] == [
        ("PAIR", "Losing a and b at the same time takes down browse: 31.5 s a year")
    ]
    assert "1 single point of failure: region r1, 2 of the peak · worst zone a" in diagram.subtitle
    diagram, cards = picture("""\
journeys: {browse: {actor: web, rate: 350/s}}
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, replicas: 4, zones: [a, b], capacity: 100/s}
""")
    events = "api/1, api/2, api/3, api/4"
    tooltip = f"Losing one of {events} leaves too little for the peak of browse"
    assert [(b.text, b.tone, b.tooltip) for b in cards["api"].badges] == [
        ("PEAK", Tone.WARNING, tooltip)
    ]
    assert "1 single point of failure: region r1, 3 of the peak" in diagram.subtitle, "a and b too"
    assert "worst zone a: 1 of 1 journey over" in diagram.subtitle, "it takes nothing down"
    assert [chip.text for chip in cards["api"].chips] == ["over without a"]


def test_what_serves_only_broken_journeys_fades_with_its_lines() -> None:
    diagram, cards = picture(SHOP)
    assert {name for name, card in cards.items() if card.dimmed} == {"orders", "events", "mailer"}
    assert {line.id for line in diagram.lines if line.dimmed} == {
        "lb->orders",
        "orders->order-db",
        "orders->events",
        "events->mailer",
    }


def test_the_worst_zone_is_named_and_marked_on_what_it_holds_alone() -> None:
    diagram, cards = picture(SHOP)
    assert diagram.subtitle == (
        "Failure · 5 single points of failure, 4 of them failure domains, 1 of a part of the data, "
        "1 of asynchronous work · worst zone a: 2 of 3 journeys down"
    )
    marked = {name: [chip.text for chip in card.chips] for name, card in cards.items()}
    assert {name for name, chips in marked.items() if chips == ["only in a"]} == {
        "catalog",
        "order-db",
    }


def test_a_host_can_be_the_worst_that_is_lost() -> None:
    found = make_diagram(
        design_of(
            "components:\n  web: {kind: client, calls: [app]}\n"
            "  app: {kind: service, replicas: 2, zones: [h1]}\n",
            "topology: {r1: {hosts: {h1: 99%, h2: 99%}}}\n",
        ),
        "failure",
    )
    assert found.subtitle.endswith("worst host h1: 1 of 1 journey down")
    assert [chip.text for card in found.cards for chip in card.chips] == ["only in h1"]
    held = make_diagram(
        design_of(
            "components:\n  web: {kind: client, calls: [app]}\n"
            "  app: {kind: service, replicas: {count: 3, need: 2}, zones: [h1, h2]}\n",
            "topology: {r1: {zones: {a: {hosts: {h1: 99%}}, b: {hosts: {h2: 99%}}}}}\n",
        ),
        "failure",
    )
    assert [chip.text for card in held.cards for chip in card.chips] == ["down without a"]


def test_without_journeys_every_call_counts() -> None:
    diagram, cards = picture(
        "components: {web: {kind: client, calls: [app]}, app: {kind: service, calls: [db]}, "
        "db: {kind: database, replicas: 2}}\n"
    )
    assert diagram.subtitle == "Failure · 1 single point of failure"
    assert cards["app"].ring is Tone.BAD
    assert cards["db"].dimmed


def test_a_design_without_weakness_says_so() -> None:
    diagram, cards = picture(
        "components: {web: {kind: client, calls: [app]}, app: {kind: service, replicas: 2}}\n"
    )
    assert diagram.subtitle.startswith(
        "Failure · no single point of failure · weakest pair: 2 replicas of App, "
    )
    [badge] = cards["app"].badges
    assert (badge.text, badge.tone, cards["app"].ring) == ("PAIR", Tone.WARNING, Tone.WARNING)
    assert badge.tooltip.startswith("Losing 2 replicas of App at the same time takes down web: ")
    assert not any(card.dimmed for card in cards.values())


PAIRED = """\
journeys: {buy: {actor: web, steps: [web -> shop -> one]}, look: {actor: web, steps: [web -> shop]}}
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, replicas: 3, calls: [{any_of: [one, two]}]}
  one: {kind: external, availability: 99%}
  two: {kind: external, availability: 99%}
"""


def test_where_nothing_fails_alone_the_weakest_pairs_are_marked() -> None:
    diagram, cards = picture(PAIRED)
    assert diagram.subtitle == (
        "Failure · no single point of failure · weakest pair: One and Two, 52.6 min a year"
    )
    assert {name for name, card in cards.items() if card.badges} == {"one", "two"}
    assert cards["one"].badges[0].tooltip == (
        "Losing One and Two at the same time takes down buy: 52.6 min a year"
    )
    diagram, cards = picture(SHOP)
    assert not any(badge.text == "PAIR" for card in cards.values() for badge in card.badges)


def test_the_worst_zone_is_marked_on_what_it_leaves_too_little_of() -> None:
    diagram, cards = picture("""\
journeys: {browse: {actor: web, rate: 90/s}}
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, replicas: 2, zones: [a, b], capacity: 50/s}
""")
    assert diagram.subtitle.endswith("worst zone a: 1 of 1 journey over") or (
        " · worst zone a: 1 of 1 journey over · " in diagram.subtitle
    )
    assert [chip.text for chip in cards["api"].chips] == ["over without a"]
    _, cards = picture("""\
journeys: {browse: {actor: web}}
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, replicas: {count: 3, need: 2}, zones: [a, b]}
""")
    [chip] = cards["api"].chips
    assert (chip.text, chip.tooltip) == ("down without a", "Without a: 1 of 3 left, 2 needed")


def test_one_of_several_journeys_down_is_said_in_the_singular() -> None:
    diagram, _ = picture(
        "components: {web: {kind: client, calls: [app]}, app: {kind: service, replicas: 2, zones: [a]}}\n"
    )
    assert diagram.subtitle.endswith("worst zone a: 1 of 1 journey down")


NEVER = """\
journeys: {j: {actor: web, rate: 10/s, steps: [web -> api]}}
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, PLACED}
"""


def test_a_zone_that_never_fails_is_not_the_worst() -> None:
    body = NEVER.replace("PLACED", "zones: [z]")
    diagram = make_diagram(design_of(body, "topology: {dc: {zones: {z: 100%}}}\n"), "failure")
    assert diagram.subtitle == "Failure · 2 single points of failure, one of them region dc"
    zones = "{z: {availability: 100%, hosts: {h1: 99%, h2: 99%}}}"
    hosts = f"topology: {{dc: {{availability: 100%, zones: {zones}}}}}\n"
    body = NEVER.replace("PLACED", "place: {h1: 1, h2: 1}")
    diagram = make_diagram(design_of(body, hosts), "failure")
    assert diagram.subtitle.startswith(
        "Failure · no single point of failure · weakest pair: h1 and h2, "
    )
    assert {card.id for card in diagram.cards if card.badges} == {"api"}, "both take it down"


def test_a_zone_is_a_single_point_of_failure_and_why_is_marked() -> None:
    diagram, cards = picture("""\
journeys: {buy: {actor: web, rate: 10/s, steps: [web -> api -> db]}}
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, replicas: 2, zones: [a, b], calls: [db]}
  db: {kind: database, replicas: {count: 2, mode: leader-follower}, zones: [a]}
""")
    assert diagram.subtitle == (
        "Failure · 2 single points of failure: region r1 and zone a · "
        "worst zone a: 1 of 1 journey down"
    )
    assert [(b.text, b.tone, b.tooltip) for b in cards["db"].badges] == [
        ("ZONE", Tone.BAD, "Losing a takes down buy")
    ]
    assert cards["db"].ring is Tone.BAD
    assert not cards["api"].badges
