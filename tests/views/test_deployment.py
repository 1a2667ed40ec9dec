"""The deployment view: a row for each component, a column for each zone, every call once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from sdgen.model import read_design
from sdgen.views import NoPictureError, all_names, lack_of, make_picture
from sdgen.views.rack import Aside, Rack
from tests.model.given import design
from tests.support.cases import every_case
from tests.views.pictures import make_rack

DESIGNS = Path(__file__).parents[2] / "designs"

TOPOLOGY = "topology:\n  eu: {zones: [eu-a, eu-b]}\n  us: {name: America, zones: [us-a, us-b]}\n"


def drawn(components: str, topology: str = TOPOLOGY) -> Rack:
    return make_rack(design(f"{topology}components:\n{components}"))


def slots(rack: Rack) -> dict[str, dict[str, int]]:
    """How many replicas each row says that it has in each place."""
    return {row.id: {slot.place: slot.card.count for slot in row.slots} for row in rack.rows}


def test_a_row_has_a_card_in_each_zone_with_the_replicas_there() -> None:
    found = drawn(
        "  web: {kind: client}\n"
        "  db: {kind: database, group: stores, replicas: 5, zones: [eu-a, eu-b, us-a]}\n"
    )
    assert slots(found) == {"db": {"eu-a": 2, "eu-b": 2, "us-a": 1}}
    assert [(each.id, each.title, each.parent, each.column) for each in found.places] == [
        ("eu", "eu", None, False),
        ("eu-a", "eu-a", "eu", True),
        ("eu-b", "eu-b", "eu", True),
        ("us", "America", None, False),
        ("us-a", "us-a", "us", True),
    ]
    assert [(each.card.id, each.why) for each in found.outside] == [("web", Aside.CLIENT)]
    assert (found.replicas, found.replicas_in("eu-a")) == (5, 2)
    assert found.subtitle == "Deployment · 5 replicas in 3 zones of 2 regions"


def test_zones_have_short_names_without_what_those_beside_them_begin_with() -> None:
    found = drawn("  db: {kind: database, replicas: 3, zones: [eu-a, eu-b, us-a]}\n")
    assert {each.id: each.short for each in found.columns} == {
        "eu-a": "a",
        "eu-b": "b",
        "us-a": "a",
    }


def test_every_call_is_there_once_however_many_replicas_there_are() -> None:
    found = drawn(
        "  web: {kind: client, calls: [app]}\n"
        "  app: {kind: service, replicas: 4, zones: [eu-a, eu-b, us-a, us-b], calls: [db, db, mail, app]}\n"
        "  db: {kind: database, replicas: 2, zones: [eu-b, us-b]}\n"
        "  mail: {kind: external}\n"
    )
    assert [call.line.id for call in found.calls] == [
        "web->app",
        "app->db",
        "app->db#2",
        "app->mail",
        "app->app",
    ]


@pytest.mark.slow
def test_every_call_and_component_of_the_published_designs_is_there() -> None:
    """Counted from the design alone."""
    for name in ("twitter", "boutique", "gitlab", "mastodon", "payments", "url-shortener"):
        read = read_design(DESIGNS / f"{name}.yaml").design
        assert read is not None
        found = make_rack(read)
        wanted = Counter(
            (component.id, call.target)
            for component in read.components.values()
            for group in component.calls
            for call in group.calls
        )
        assert Counter((call.line.source, call.line.target) for call in found.calls) >= wanted
        shown = {row.id for row in found.rows} | {each.card.component for each in found.outside}
        assert shown == set(read.components)
        for row in found.rows:
            component = read.components[row.id]
            if not component.hosted:
                held = sum(slot.replicas for slot in row.slots)
                assert held == component.replicas.count


def test_what_is_in_no_zone_is_beside_the_rack() -> None:
    found = drawn(
        "  web: {kind: client}\n  mail: {kind: external}\n  other: {kind: service, external: true}\n"
        "  s3: {kind: object_store, managed: true}\n  lost: {kind: service, replicas: 4}\n"
        "  app: {kind: service, replicas: 2, place: {eu-a: 1}}\n"
        "  near: {kind: database, managed: true, zones: [eu-a]}\n"
    )
    assert [(each.card.id, each.card.count, each.why) for each in found.outside] == [
        ("web", 1, Aside.CLIENT),
        ("mail", 1, Aside.EXTERNAL),
        ("other", 1, Aside.EXTERNAL),
        ("s3", 1, Aside.MANAGED),
        ("lost", 4, Aside.NO_ZONE),
        ("app@", 1, Aside.NO_ZONE),
    ]
    assert slots(found) == {"app": {"eu-a": 1}, "near": {"eu-a": 1}}
    assert {card.component for card in found.cards} == {
        "web",
        "mail",
        "other",
        "s3",
        "lost",
        "app",
        "near",
    }


def test_a_region_holds_what_is_in_none_of_its_zones() -> None:
    found = drawn(
        "  gw: {kind: api_gateway, replicas: 6, place: {eu: 4, us: 2}}\n"
        "  app: {kind: service, replicas: 2, zones: [eu-a, eu-b]}\n"
    )
    assert slots(found)["gw"] == {"eu": 4, "us": 2}
    columns = {place.id: place.column for place in found.places}
    assert columns == {"eu": False, "eu-a": True, "eu-b": True, "us": True}


def test_replicas_in_a_region_and_in_its_zones_have_columns_apart() -> None:
    found = drawn("  app: {kind: service, replicas: 3, place: {eu: 1, eu-a: 2}}\n")
    assert slots(found) == {"app": {"eu@": 1, "eu-a": 2}}
    assert [(place.id, place.title, place.column) for place in found.places] == [
        ("eu", "eu", False),
        ("eu@", "zone not given", True),
        ("eu-a", "eu-a", True),
    ]


HOSTS = "topology: {dc: {zones: {z1: {hosts: [h1, h2]}, z2: {hosts: [h3, h4]}}}}\n"


def test_hosts_are_columns_where_components_are_on_several() -> None:
    found = drawn("  app: {kind: service, replicas: 4, zones: [h1, h2, h3, h4]}\n", HOSTS)
    assert [(place.id, place.parent) for place in found.columns] == [
        ("h1", "z1"),
        ("h2", "z1"),
        ("h3", "z2"),
        ("h4", "z2"),
    ]
    assert found.subtitle == "Deployment · 4 replicas on 4 hosts of 2 zones"


def test_hosts_are_said_on_cards_where_each_component_is_on_one_of_a_zone() -> None:
    """Columns of their own would be empty for every other row."""
    found = drawn(
        "  app: {kind: service, technology: Go, replicas: 4, place: {h1: 2, h3: 2}}\n"
        "  db: {kind: database, replicas: 2, zones: [h2, h4]}\n",
        HOSTS,
    )
    assert slots(found) == {"app": {"z1": 2, "z2": 2}, "db": {"z1": 1, "z2": 1}}
    said = {slot.card.id: slot.card.technology for row in found.rows for slot in row.slots}
    assert said == {
        "app@z1": "Go · h1",
        "app@z2": "Go · h3",
        "db@z1": "h2",
        "db@z2": "h4",
    }


def test_a_zone_of_one_host_is_one_box() -> None:
    one = "topology: {dc: {zones: {z1: {hosts: [h1]}, z2: {hosts: [h2]}}}}\n"
    found = drawn("  app: {kind: service, replicas: 2, zones: [h1, h2]}\n", one)
    assert [(place.id, place.title, place.parent) for place in found.places] == [
        ("dc", "dc", None),
        ("h1", "z1 · h1", "dc"),
        ("h2", "z2 · h2", "dc"),
    ]


def test_too_many_hosts_are_summed_by_zone() -> None:
    hosts = [f"h{number}" for number in range(30)]
    zones = f"{{z1: {{hosts: {hosts[:15]}}}, z2: {{hosts: {hosts[15:]}}}}}".replace("'", "")
    found = drawn(
        f"  app: {{kind: service, replicas: 60, zones: {hosts}}}\n".replace("'", ""),
        f"topology: {{dc: {{zones: {zones}}}}}\n",
    )
    assert slots(found) == {"app": {"z1": 30, "z2": 30}}
    assert found.rows[0].slots[0].card.technology.endswith("on 15 hosts")


def test_what_a_request_waits_for_is_at_the_left() -> None:
    found = drawn(
        "  web: {kind: client, calls: [app]}\n"
        "  app: {kind: service, zones: [eu-a], calls: [db, q: {async: true}, opt: {optional: true}]}\n"
        "  db: {kind: database, zones: [eu-a]}\n  opt: {kind: cache, zones: [eu-a]}\n"
        "  q: {kind: queue, zones: [eu-a], calls: [work], dead_letter: lost}\n"
        "  work: {kind: worker, zones: [eu-a], calls: [db]}\n  lost: {kind: queue, zones: [eu-a]}\n"
        "  cron: {kind: scheduler, zones: [eu-a], calls: [work]}\n"
    )
    sides = {call.line.id: call.afterwards for call in found.calls}
    assert [name for name, right in sides.items() if not right] == [
        "web->app",
        "app->db",
        "app->opt",
    ]
    assert found.subtitle.endswith("requests at the left, what follows them at the right")


def test_without_clients_a_request_begins_at_what_nothing_calls() -> None:
    found = drawn(
        "  app: {kind: service, zones: [eu-a], calls: [db]}\n  db: {kind: database, zones: [eu-a]}\n"
    )
    assert [call.afterwards for call in found.calls] == [False]


def test_tiers_are_the_outermost_groups_in_their_order() -> None:
    found = make_rack(
        design(
            "topology: {eu: {zones: [a]}}\n"
            "groups: {data: Stores, edge: {}, inner: {parent: data}}\n"
            "components:\n"
            "  lb: {kind: load_balancer, group: edge, zones: [a]}\n"
            "  db: {kind: database, group: inner, zones: [a]}\n"
            "  app: {kind: service, zones: [a]}\n"
            "  kafka: {kind: stream, group: data, zones: [a]}\n"
            "  orders: {kind: topic, runs_on: kafka}\n"
        )
    )
    assert [(tier.id, tier.title) for tier in found.tiers] == [
        ("data", "Stores"),
        ("edge", "Edge"),
        ("", ""),
    ]
    assert {row.id: row.tier for row in found.rows} == {
        "lb": "edge",
        "db": "data",
        "app": "",
        "kafka": "data",
        "orders": "data",
    }


def test_followers_copy_from_the_place_of_the_leader() -> None:
    found = drawn(
        "  db: {kind: database, replicas: {count: 4, mode: leader-follower}, zones: [us-a, eu-a, eu-b]}\n"
        "  lb: {kind: load_balancer, replicas: {count: 2, mode: active-standby}, zones: [eu-a, eu-b]}\n"
    )
    assert [(each.row, each.source, each.target) for each in found.replications] == [
        ("db", "us-a", "eu-a"),
        ("db", "us-a", "eu-b"),
    ]


def test_what_only_leaders_make_and_get_is_told() -> None:
    text = """\
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, replicas: 2, zones: [eu-a, us-a], calls: [db, any, read, cron, one]}
  db: {kind: database, replicas: {count: 2, mode: leader-follower}, zones: [eu-a, us-a]}
  any: {kind: database, replicas: {count: 2, mode: leader-follower, reads: any}, zones: [eu-a, us-a]}
  read: {kind: database, replicas: {count: 2, mode: leader-follower, reads: any}, zones: [eu-a, us-a]}
  cron: {kind: service, replicas: {count: 2, mode: active-standby}, zones: [eu-a, us-a], calls: [one, any]}
  one: {kind: database, replicas: {count: 4, copies: 2, mode: leader-follower}, zones: [eu-a, us-a]}
journeys:
  buy: {actor: web, rate: 1/s, steps: [web -> app, "app -> any: write", "app -> read: write"]}
  see: {actor: web, rate: 1/s, steps: [web -> app, "app -> read: read", app -> cron, cron -> any]}
"""
    calls = make_rack(design(TOPOLOGY + text)).calls
    assert {call.line.id: (call.from_leading, call.to_leading) for call in calls} == {
        "web->app": (False, False),
        "app->db": (False, True),
        "app->any": (False, True),
        "app->read": (False, False),
        "app->cron": (False, True),
        "app->one": (False, False),
        "cron->one": (True, False),
        "cron->any": (True, False),
    }


def test_a_call_within_a_zone_stays_there_where_a_zone_has_both() -> None:
    found = drawn(
        "  app: {kind: service, replicas: 2, zones: [eu-a, eu-b], calls: [near: {same_zone: true}, far]}\n"
        "  near: {kind: cache, replicas: 3, zones: [eu-a, eu-b, us-a]}\n"
        "  far: {kind: database, zones: [eu-a]}\n"
    )
    assert {call.line.id: call.within for call in found.calls} == {
        "app->near": True,
        "app->far": False,
    }
    assert "within a zone" in found.calls[0].line.tooltip


def test_own_views_choose_by_component() -> None:
    view = "{base: deployment, include: [db], neighbours: false}"
    text = f"{TOPOLOGY}views: {{stores: {view}}}\ncomponents:\n"
    text += "  db: {kind: database, replicas: 2, zones: [eu-a, eu-b], calls: [app]}\n"
    text += "  app: {kind: service, zones: [us-a]}\n"
    found = make_rack(design(text), "stores")
    assert [card.id for card in found.cards] == ["db@eu-a", "db@eu-b"]
    assert [place.id for place in found.places] == ["eu", "eu-a", "eu-b"]
    assert (found.view, found.calls) == ("stores", ())


def test_a_part_has_what_it_calls_and_is_called_by_beside_it() -> None:
    text = f"{TOPOLOGY}views:\n  part: {{base: deployment, include: [app], leave_out: [hidden]}}\n"
    text += "  alone: {base: deployment, include: [app], neighbours: false}\ncomponents:\n"
    text += "  web: {kind: client, calls: [app]}\n"
    text += "  app: {kind: service, zones: [eu-a], calls: [db, hidden]}\n"
    text += "  db: {kind: database, zones: [eu-b], calls: [far]}\n"
    text += "  far: {kind: service, zones: [eu-b]}\n  hidden: {kind: cache, zones: [eu-a]}\n"
    found = make_rack(design(text), "part")
    assert [row.id for row in found.rows] == ["app"]
    assert [(each.card.id, each.why, each.card.beside) for each in found.outside] == [
        ("web", Aside.CLIENT, True),
        ("db", Aside.BESIDE, True),
    ]
    assert [(call.line.id, call.line.faint) for call in found.calls] == [
        ("web->app", True),
        ("app->db", True),
    ]
    alone = make_rack(design(text), "alone")
    assert (alone.outside, alone.calls) == ((), ())


def many(components: int, zones: int, more: str = "") -> str:
    names = [f"z{number}" for number in range(zones)]
    text = f"topology: {{eu: {{zones: [{', '.join(names)}]}}}}\n{more}components:\n"
    for number in range(components):
        text += f"  c{number}: {{kind: service, replicas: {zones}, zones: [{', '.join(names)}]}}\n"
    return text


def test_without_zones_there_is_no_picture_and_it_is_said_why() -> None:
    read = design("components:\n  a: {kind: service, calls: [b]}\n  b: {kind: service}\n")
    lack = lack_of(read, "deployment")
    assert lack is not None
    assert lack.message == "no component says in which zones it runs"
    assert "zones: [eu-a, eu-b]" in lack.help
    assert "deployment" not in all_names(read)
    with pytest.raises(NoPictureError):
        make_picture(read, "deployment")


@pytest.mark.slow
@every_case(
    ("components", "zones", "said"),
    [
        (24, 12, ""),
        (25, 2, "25 components in zones are more rows than the 24 that can be read"),
        (2_000, 2, "2000 components in zones are more rows than the 24 that can be read"),
        (1, 100, ""),
    ],
)
def test_what_nobody_can_read_is_not_drawn(components: int, zones: int, said: str) -> None:
    lack = lack_of(design(many(components, zones)), "deployment")
    assert (lack.message if lack is not None else "") == said
    assert lack is None or "--view matrix" in lack.help


def test_too_many_zones_are_summed_by_region_and_counted_on_cards() -> None:
    found = make_rack(design(many(2, 30)))
    assert slots(found) == {"c0": {"eu": 30}, "c1": {"eu": 30}}
    assert found.rows[0].slots[0].card.technology == "Service · in 30 zones"
    assert found.subtitle == "Deployment · 60 replicas in 1 region · 30 zones summed"


def test_too_many_regions_are_not_drawn() -> None:
    names = [f"r{number}" for number in range(13)]
    zones = ", ".join(names)
    text = f"topology: {{{', '.join(f'{name}: {{}}' for name in names)}}}\ncomponents:\n"
    text += f"  a: {{kind: service, replicas: 13, zones: [{zones}]}}\n"
    lack = lack_of(design(text), "deployment")
    assert lack is not None
    said = "13 domains are more columns than the 12 that can be read beside each other"
    assert lack.message == said


def test_groups_as_one_row_each_bring_a_large_design_into_a_rack() -> None:
    read = design(many(60, 3).replace("{kind: service,", "{kind: service, group: g,"))
    assert lack_of(read, "deployment") is not None
    found = make_picture(read, "deployment", ("g",))
    assert isinstance(found, Rack)
    assert [(row.id, len(row.slots), row.card.technology) for row in found.rows] == [
        ("@g", 3, "60 components")
    ]
    assert found.replicas == 180


def test_a_part_of_a_large_design_is_drawn() -> None:
    read = design(many(60, 3, "views: {some: {base: deployment, include: [c1, c2]}}\n"))
    assert lack_of(read, "deployment") is not None
    assert lack_of(read, "some") is None
    assert [row.id for row in make_rack(read, "some").rows] == ["c1", "c2"]


TWINS = """\
topology: {r: {zones: [a, b]}}
groups: {data: Data}
views: {v: {base: deployment, collapse: ["group:data"]}, w: {base: deployment, include: ["group:data"]}}
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, replicas: 2, zones: [a, b], calls: [db, cache]}
  db: {kind: database, group: data, zones: [a]}
  cache: {kind: cache, group: data, replicas: 3, zones: [b]}
"""


def test_the_card_of_a_group_says_which_of_its_components_are_in_a_place() -> None:
    found = make_rack(design(TWINS), "v")
    [group] = [row for row in found.rows if row.id == "@data"]
    assert [(each.place, each.card.technology, each.replicas) for each in group.slots] == [
        ("a", "Database", 1),
        ("b", "Cache", 3),
    ]
    assert group.slots[0].card.tooltip.endswith("\nhere: Database")
    both = make_rack(design(TWINS.replace("zones: [a]}", "replicas: 2, zones: [a, b]}")), "v")
    [group] = [row for row in both.rows if row.id == "@data"]
    assert [each.card.technology for each in group.slots] == ["Database", "2 components"]


def test_a_part_says_how_many_replicas_it_has_itself() -> None:
    assert make_rack(design(TWINS), "w").subtitle == "W · 4 replicas in 2 zones"
    assert make_rack(design(TWINS), "v").subtitle == "V · 6 replicas in 2 zones"


def test_what_runs_on_a_host_stands_in_the_tier_of_its_own_group() -> None:
    found = make_rack(
        design(
            "topology: {dc: {zones: [a, b]}}\n"
            "groups: {sys: System, app: Application}\n"
            "components:\n"
            "  nodes: {kind: custom, group: sys, replicas: 2, zones: [a, b]}\n"
            "  agent: {kind: service, runs_on: nodes, replicas: 2}\n"
            "  front: {kind: service, group: app, runs_on: nodes, replicas: 2}\n"
        )
    )
    assert {row.id: (row.tier, row.hosts) for row in found.rows} == {
        "nodes": ("sys", ("nodes",)),
        "agent": ("sys", ("nodes",)),
        "front": ("app", ()),
    }
    below = {row.id: row.slots[0].card.technology for row in found.rows}
    assert (below["agent"], below["front"]) == ("Service", "Service · on Nodes")
