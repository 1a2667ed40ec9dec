"""The matrix view: counts, shares, what is left, what each zone takes down, folding and pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdgen.analyses.facts import Facts, Scenario
from sdgen.api import loads
from sdgen.base.findings import DesignError, Finding, Severity
from sdgen.base.span import Span
from sdgen.model import read_design
from sdgen.views import NoPictureError, lack_of, make_pictures
from sdgen.views.diagram import Tone
from sdgen.views.marks import mark_findings
from sdgen.views.matrix import Cell, ComponentRow, LossRow, Matrix, Sign
from sdgen.views.matrix_columns import MOST_COLUMNS
from sdgen.views.matrix_pages import MOST_LINES
from sdgen.views.phrases import said
from tests.support.cases import every_case
from tests.support.quick import daily, spread
from tests.support.zone_designs import ZoneDesign, random_zones

TWITTER = Path(__file__).parents[2] / "designs" / "twitter.yaml"
HEAD = "sdgen: 1\nname: Shop\n"
TOPOLOGY = "topology:\n  r1: {zones: {a: 99.9%, b: 99.9%, c: 99.9%}}\n"
SHOP = f"""{TOPOLOGY}
groups: {{core: {{name: Core}}, data: {{name: Data}}}}
journeys:
  buy: {{actor: web, name: Buy, rate: 100/s, steps: [web -> lb -> shop, shop -> cache, shop -> db]}}
  look: {{actor: web, name: Look, rate: 10/s, steps: [web -> lb -> shop]}}
components:
  web: {{kind: client, calls: [lb]}}
  lb: {{kind: load_balancer, managed: true, calls: [shop]}}
  shop:
    kind: service
    group: core
    replicas: {{count: 5, need: 3}}
    zones: [a, b]
    calls: [db, cache: {{optional: true}}]
  db: {{kind: database, group: data, replicas: 1, zones: [c]}}
  cache: {{kind: cache, group: data, replicas: 2, zones: [a, b]}}
  spare: {{kind: service, replicas: {{count: 3}}, place: {{a: 1, r1: 1}}}}
"""


def pages(text: str, scenario: Scenario | None = None) -> tuple[Matrix, ...]:
    facts = loads(text if text.startswith("sdgen") else HEAD + text).facts
    made = make_pictures(facts if scenario is None else facts.under(scenario), "matrix")
    found = tuple(each for each in made if isinstance(each, Matrix))
    assert len(found) == len(made)
    return found


def page(text: str = SHOP) -> Matrix:
    [found] = pages(text)
    return found


def row(picture: Matrix, component: str) -> ComponentRow:
    return next(each for each in picture.rows if each.card.component == component)


def loss(picture: Matrix, name: str) -> LossRow:
    return next(each for each in picture.losses if each.name == name)


def counts(found: ComponentRow) -> list[int]:
    return [cell.count for cell in found.cells]


def test_columns_are_the_zones_in_use_and_what_else_replicas_are_placed_in() -> None:
    picture = page()
    assert [(each.id, each.title, each.said, each.within) for each in picture.columns] == [
        ("r1", "region", "1, any zone", "r1"),
        ("a", "a", "5 replicas", "r1"),
        ("b", "b", "3 replicas", "r1"),
        ("c", "c", "1 replica", "r1"),
    ]
    assert picture.columns[3].tooltip == "Losing c takes down Buy"
    assert picture.columns[1].tooltip == "Losing a takes down Buy, Look"


def test_regions_without_zones_are_columns_by_their_names() -> None:
    text = "topology: {eu: {}, us: {}}\ncomponents: {db: {kind: database, replicas: 3, zones: [eu, us]}}\n"
    picture = page(text)
    assert [(each.title, each.said, each.within) for each in picture.columns] == [
        ("eu", "2, any zone", ""),
        ("us", "1, any zone", ""),
    ]
    assert said(picture.subtitle) == "Matrix · 3 replicas in 2 regions"
    two = "topology: {eu: {zones: [e1, e2]}, us: {zones: [u1]}}\n"
    two += "components: {db: {kind: database, replicas: 3, zones: [e1, e2, u1]}}\n"
    assert [(each.title, each.within) for each in page(two).columns] == [
        ("e1", "eu"),
        ("e2", "eu"),
        ("u1", "us"),
    ]


def test_rows_have_counts_shares_and_what_is_left() -> None:
    picture = page()
    shop = row(picture, "shop")
    assert counts(shop) == [0, 3, 2, 0]
    assert [cell.share for cell in shop.cells] == [0.0, 0.6, 0.4, 0.0]
    assert [cell.sign for cell in shop.cells] == [Sign.HOLDS, Sign.DOWN, Sign.HOLDS, Sign.HOLDS]
    assert shop.cells[1].tooltip == "a: 3 of 5 replicas; without it 2 of 5 left, 3 needed"
    assert (shop.worst.sign, shop.worst.text) == (Sign.DOWN, "2 of 5 left, 3 needed")
    assert shop.worst.tooltip == "without a of r1: 2 of 5 left, 3 needed"
    assert (shop.total, shop.promised) == ("5", "")


def test_what_is_in_one_zone_only_stands_out() -> None:
    db = row(page(), "db")
    assert [cell.alone for cell in db.cells] == [False, False, False, True]
    assert (db.cells[3].count, db.cells[3].share, db.worst.text) == (1, 1.0, "0 of 1 left")
    one = page("topology: {r1: {zones: [a]}}\ncomponents: {db: {kind: database, zones: [a]}}\n")
    assert not row(one, "db").cells[0].alone
    spare = row(page(), "spare")
    assert (counts(spare), spare.total) == ([1, 1, 0, 0], "3")
    assert not any(cell.alone for cell in spare.cells)


def test_what_others_run_is_promised_and_has_no_replicas() -> None:
    lb = row(page(), "lb")
    assert (lb.promised, lb.total, counts(lb)) == ("99.99%", "", [0] * 4)
    assert (lb.worst.sign, lb.worst.text) == (None, "")


def test_what_nobody_places_is_in_no_zone() -> None:
    text = f"{TOPOLOGY}components: {{db: {{kind: database, zones: [a]}}, x: {{kind: service, replicas: 2}}}}\n"
    assert (row(page(text), "x").worst.text, row(page(text), "x").total) == ("in no zone", "2")


def test_groups_stand_in_the_order_of_the_design_and_the_rest_last() -> None:
    assert [(group.title, [each.card.id for each in group.rows]) for group in page().groups] == [
        ("Core", ["shop"]),
        ("Data", ["db", "cache"]),
        ("In no group", ["lb", "spare"]),
    ]
    nested = (
        f"{TOPOLOGY}groups: {{out: {{name: Out}}, in: {{name: In, parent: out}}, z: {{name: Z}}}}\n"
        "components:\n  c: {kind: service, group: z}\n  b: {kind: service, group: in, zones: [a]}\n"
    )
    assert [group.title for group in page(nested).groups] == ["Out / In", "Z"]
    plain = f"{TOPOLOGY}components: {{db: {{kind: database, zones: [a]}}}}\n"
    assert [group.title for group in page(plain).groups] == [""]


def test_the_foot_says_what_each_zone_takes_down_and_why() -> None:
    picture = page()
    assert [cell.text for cell in picture.heads] == [
        "2 of 2 down",
        "2 of 2 down",
        "none down",
        "1 of 2 down",
    ]
    buy = loss(picture, "Buy")
    assert [(cell.text, cell.sign, cell.tone) for cell in buy.cells[1:]] == [
        ("down", Sign.DOWN, Tone.BAD),
        ("up", Sign.HOLDS, Tone.NEUTRAL),
        ("down", Sign.DOWN, Tone.BAD),
    ]
    assert buy.remark == "needs Shop, Database"
    assert buy.cells[3].tooltip == "without c: down, needs Database"
    assert picture.head_remark == ""
    assert said(picture.subtitle) == (
        "Matrix · 10 of 11 replicas in 3 zones · worst zone a: 2 of 2 journeys down"
    )


def test_a_journey_that_goes_on_without_something_is_degraded() -> None:
    text = SHOP.replace(
        "{kind: cache, group: data, replicas: 2, zones: [a, b]}",
        "{kind: cache, group: data, zones: [b]}",
    )
    buy = loss(page(text), "Buy")
    assert (buy.cells[2].text, buy.cells[2].sign) == ("degraded", Sign.DEGRADED)
    assert buy.remark == "needs Shop, Database; without Cache"


def test_journeys_that_no_zone_touches_are_one_row() -> None:
    text = f"""{TOPOLOGY}
journeys: {{one: {{actor: web, name: One}}, two: {{actor: web, name: Two}}}}
components:
  web: {{kind: client, calls: [api]}}
  api: {{kind: service, replicas: 3, zones: [a, b, c]}}
"""
    [only] = page(text).losses
    assert (only.name, only.remark, only.quiet) == ("All 2 journeys stay up", "One, Two", True)
    assert {cell.text for cell in page(text).heads} == {"none down"}
    assert said(page(text).subtitle).endswith("no zone takes a journey down")
    assert page(text).head_remark == "r1 as a whole: 2 of 2 journeys down"


def test_a_journey_that_waits_for_a_person_is_out_until_then() -> None:
    text = f"""{TOPOLOGY}
journeys: {{buy: {{actor: web, name: Buy}}}}
components:
  web: {{kind: client, calls: [db]}}
  db:
    kind: database
    replicas: {{count: 2, mode: leader-follower, failover: {{automatic: false, time: 20min}}}}
    zones: [a, b]
"""
    picture = page(text)
    buy = loss(picture, "Buy")
    assert [(cell.text, cell.sign) for cell in buy.cells] == [
        ("out 20 min", Sign.DOWN),
        ("up", Sign.HOLDS),
    ]
    assert [cell.text for cell in picture.heads] == ["1 of 1 out", "none down"]
    assert said(picture.subtitle).endswith("1 of 1 journey out until somebody switches over")
    assert buy.remark == "waits until somebody switches over Database"


BUSY = f"""{TOPOLOGY}
scale: {{peak: 1x}}
journeys:
  buy: {{actor: web, name: Buy, rate: 100/s, steps: [web -> api, api -> cache, api -> db: {{times: 2%}}]}}
components:
  web: {{kind: client, calls: [api]}}
  api:
    kind: service
    replicas: 3
    zones: [a, b, c]
    capacity: 45/s
    calls:
      - any_of: [cache, db]
  cache: {{kind: cache, zones: [a], capacity: 1k/s}}
  db: {{kind: database, replicas: 3, zones: [a, b, c], capacity: 100/s}}
"""


def test_loads_that_rise_are_those_of_the_analysis_the_worst_first() -> None:
    picture = page(BUSY)
    rows = [each for each in picture.losses if each.name.endswith(" load")]
    assert [each.name for each in rows] == ["API load", "Database load"]
    api = loss(picture, "API load")
    assert [cell.text for cell in api.cells] == ["74% → 111%"] * 3
    assert {cell.tone for cell in api.cells} == {Tone.BAD}
    assert (api.remark, api.first) == ("1 of 3 replicas gone", True)
    assert row(picture, "api").worst.text == "2 of 3 left, 111% used"
    assert row(picture, "api").worst.sign is Sign.OVER
    assert [cell.text for cell in loss(picture, "Buy").cells[1:]] == ["over", "over"]
    assert [cell.text for cell in picture.heads] == ["1 of 1 over"] * 3


@pytest.mark.slow
def test_figures_are_those_of_what_if() -> None:
    design = read_design(TWITTER).design
    assert design is not None
    facts = Facts(design)
    [picture] = make_pictures(facts, "matrix")
    assert isinstance(picture, Matrix)
    for at, column in enumerate(picture.columns):
        after = facts.under(Scenario(failed=(column.id,))).what_if
        assert after is not None
        down = [each.journey for each in after.journeys if not each.is_up]
        over = [each.journey for each in after.journeys if each.over]
        said = f"{len(over)} of 6 over" if over else "none down"
        assert picture.heads[at].text == (f"{len(down)} of 6 down" if down else said)
        left = {each.component: each for each in after.components}
        for each in picture.rows:
            state = left[each.card.component]
            assert each.cells[at].count == (state.count - state.left if each.total else 0)
        for moved in after.loads:
            name = f"{design.components[moved.component].name} load"
            for shown in (each for each in picture.losses if each.name == name):
                if moved.share_before is not None and moved.share_after is not None:
                    text = f"{moved.share_before:.0%} → {moved.share_after:.0%}"
                    assert shown.cells[at].text == text


@pytest.mark.parametrize("seed", spread(daily(range(60), 20), quick=4))
def test_counts_and_states_are_what_brute_force_finds(seed: int) -> None:
    made = random_zones(seed, components=5 + seed % 40, zones=2 + seed % 7)
    found = pages(made.yaml())
    rows = {each.card.component: each for picture in found for each in picture.rows}
    at = {column.id: number for number, column in enumerate(found[0].columns)}
    for name, each in made.components.items():
        held = each.counts()
        for zone, place in at.items():
            cell = rows[name].cells[place]
            assert (cell.count, cell.share) == _cell(made, name, zone), (name, zone)
            if held.get(zone):
                lost = each.left(zone) < max(each.need, 1)
                assert (cell.sign is Sign.DOWN) == lost, (name, zone)
        assert any(cell.alone for cell in rows[name].cells) == (len(held) == 1 and len(at) > 1), (
            name
        )
        if held:
            fewest = min(each.left(zone) for zone in held)
            assert rows[name].worst.text.startswith(f"{fewest} of {each.replicas} left"), name
    states = {zone: made.state(zone) for zone in at}
    words = {"down": "1 of 1 down", "degraded": "none down", "up": "none down"}
    assert [found[0].heads[at[zone]].text for zone in at] == [words[states[zone]] for zone in at]
    touched = [each for each in found[0].losses if each.name == "Use it"]
    assert bool(touched) == (set(states.values()) != {"up"})
    for each_row in touched:
        assert [each_row.cells[at[zone]].text for zone in at] == [states[zone] for zone in at]


def _cell(made: ZoneDesign, name: str, zone: str) -> tuple[int, float]:
    each = made.components[name]
    number = each.counts().get(zone, 0)
    return number, number / each.replicas


@pytest.mark.parametrize("components", spread([5, 24, 60, 61, 120, 200], quick=1))
def test_nothing_is_dropped_from_5_to_200_rows(components: int) -> None:
    for seed in (1, 2):
        made = random_zones(seed, components, zones=3, everywhere=0.7)
        found = pages(made.yaml())
        groups = [group for picture in found for group in picture.groups]
        shown = [each.card.component for group in groups for each in group.rows]
        folded = sum(each.number for group in groups for each in group.folded)
        assert len(shown) == len({*shown}) == components - folded
        assert bool(folded) == (components > 60)
        assert max(sum(group.lines for group in picture.groups) for picture in found) <= MOST_LINES
        total = sum(sum(each.counts().values()) for each in made.components.values())
        assert sum(int(each.brief) for each in found[0].columns) == total
        own = (each.replicas for each in made.components.values() if not each.managed)
        assert int(found[0].total) == sum(own)


def test_what_is_red_or_amber_is_never_folded() -> None:
    lines = [
        f"  c{at}: {{kind: service, group: g, replicas: {{count: 3, need: {3 if at == 7 else 1}}}, zones: [a, b, c]}}"
        for at in range(61)
    ]
    text = f"{TOPOLOGY}groups: {{g: {{name: G}}}}\ncomponents:\n" + "\n".join(lines) + "\n"
    [group] = page(text).groups
    assert [each.card.id for each in group.rows] == ["c7"]
    [folded] = group.folded
    assert (folded.text, folded.counts) == ("60 other components: in every zone, hold", (60,) * 3)
    assert folded.total == "180"
    assert folded.tooltip.startswith("C0, C1, C2, C3, C4, C5, C6, C8")


@pytest.mark.slow
def test_what_is_in_the_same_zones_and_holds_is_one_row() -> None:
    zones = ("a, b, c", "a, b", "b, c", "a")
    lines = [
        f"  c{at}: {{kind: service, group: g, replicas: 3, zones: [{zones[at % 4]}]}}"
        for at in range(64)
    ]
    lines.append("  alone: {kind: service, group: g, replicas: 2, zones: [a, c]}")
    text = f"{TOPOLOGY}groups: {{g: {{name: G}}}}\ncomponents:\n" + "\n".join(lines) + "\n"
    [group] = page(text).groups
    assert [(each.text, each.counts) for each in group.folded] == [
        ("16 other components: in every zone, hold", (16, 16, 16)),
        ("16 other components: in 2 zones, hold", (32, 16, 0)),
        ("16 other components: in 2 zones, hold", (0, 32, 16)),
    ]
    # what is in one zone only shows, and what no other is like
    assert {row.worst.sign for row in group.rows[:-1]} == {Sign.DOWN}
    assert [row.card.id for row in group.rows[-2:]] == ["c63", "alone"]


@pytest.mark.slow
def test_a_group_that_finds_no_room_on_a_page_goes_on_on_the_next() -> None:
    lines = [f"  c{at}: {{kind: service, group: g, zones: [a]}}" for at in range(200)]
    text = (
        f"{TOPOLOGY}groups: {{g: {{name: G}}}}\ncomponents:\n  b: {{kind: service, zones: [b]}}\n"
    )
    found = pages(text + "\n".join(lines) + "\n")
    assert [[group.title for group in picture.groups] for picture in found] == [
        ["G"],
        ["G, continued"],
        ["G, continued", "In no group"],
    ]
    assert [bool(picture.heads) for picture in found] == [True, False, False]
    assert [(picture.page, picture.pages) for picture in found] == [(1, 3), (2, 3), (3, 3)]
    assert "page 2 of 3" in said(found[1].subtitle)


def test_of_many_zones_the_worst_have_columns_and_the_rest_one_together() -> None:
    zones = [f"z{at}" for at in range(100)]
    text = f"topology: {{r1: {{zones: [{', '.join(zones)}]}}}}\njourneys: {{use: {{actor: web}}}}\n"
    text += "components:\n  web: {kind: client, calls: [wide, one]}\n"
    text += f"  wide: {{kind: service, replicas: 100, zones: [{', '.join(zones)}]}}\n"
    text += f"  some: {{kind: service, replicas: 60, zones: [{', '.join(zones[:30])}]}}\n"
    text += "  one: {kind: service, zones: [z77]}\n"
    picture = page(text)
    assert len(picture.columns) == MOST_COLUMNS
    assert "z77" in [each.id for each in picture.columns]
    last = picture.columns[-1]
    assert (last.title, last.several, last.brief) == ("91 others", 91, "135")
    # short enough for a narrow column
    assert last.short == "+91"
    assert [cell.text for cell in picture.heads if cell.text != "none down"] == ["1 of 1 down"]
    assert sum(counts(row(picture, "some"))) == 60
    assert row(picture, "some").cells[-1] == Cell(
        44, 44 / 60, tooltip=row(picture, "some").cells[-1].tooltip
    )
    assert row(picture, "wide").worst.text == "99 of 100 left, 1 needed"


LACKS = (
    ("components: {web: {kind: client}}\n", "no zone is given", "write under 'topology'"),
    (
        f"{TOPOLOGY}components: {{api: {{kind: service}}}}\n",
        "no component is in a zone",
        "write under components where they run, such as 'zones: [r1]'",
    ),
)


@every_case("text, message, help", LACKS)
def test_without_zones_there_is_no_picture(text: str, message: str, help: str) -> None:
    facts = loads(HEAD + text).facts
    lack = lack_of(facts, "matrix")
    assert lack is not None
    assert lack.message == message
    assert lack.help.startswith(help)
    with pytest.raises(NoPictureError, match=message):
        make_pictures(facts, "matrix")


def test_a_zone_that_does_not_exist_is_a_finding() -> None:
    with pytest.raises(DesignError, match="there is no domain 'aa'"):
        loads(HEAD + TOPOLOGY + "components: {db: {kind: database, zones: [aa]}}\n")


def test_findings_are_marked_on_their_rows() -> None:
    finding = Finding(
        "X001", "small", Severity.ERROR, "too small", Span.whole("shop.yaml"), at="db"
    )
    marked = mark_findings(page(), [finding])
    assert isinstance(marked, Matrix)
    [badge] = row(marked, "db").card.badges
    assert (badge.text, badge.tone) == ("1 error", Tone.BAD)
    assert not row(marked, "shop").card.badges
    assert said(marked.subtitle).endswith("1 error")


def test_users_are_those_of_the_scenario() -> None:
    [picture] = pages(HEAD + BUSY, Scenario(users=0.5))
    assert "at 0.5 times the users" in said(picture.subtitle)
    assert row(picture, "api").worst.text == "2 of 3 left, 2 needed"


def test_of_many_regions_the_worst_is_named_alone() -> None:
    regions = ", ".join(f"r{each}: {{zones: [r{each}-a, r{each}-b]}}" for each in range(4))
    text = (
        f"sdgen: 1\nname: S\ntopology: {{{regions}}}\ncomponents:\n"
        "  web: {kind: client, calls: [app]}\n"
        "  app: {kind: service, replicas: 2, zones: [r2-a, r2-b]}\n"
        "  idle: {kind: service, replicas: 6, zones: [r0-a, r0-b, r1-a, r1-b, r3-a, r3-b]}\n"
        "journeys: {look: {actor: web, steps: [web -> app]}}\n"
    )
    assert (
        page(text).head_remark
        == "r2: 1 of 1 journey down, none of the other 3 regions takes more down"
    )


def test_what_is_over_without_any_loss_is_so_as_before() -> None:
    found = page("""topology: {r1: {zones: [a, b, c]}}
journeys: {use: {actor: web, name: Use, rate: 500/s, steps: [web -> api]}}
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, name: API, replicas: 2, zones: [a, b], capacity: 200/s}
  job: {kind: service, zones: [c]}
""")
    assert [each.text for each in found.heads] == ["1 of 1 over", "1 of 1 over", "none down"]
    use = loss(found, "Use")
    assert [(each.text, each.sign) for each in use.cells] == [
        ("over", Sign.OVER),
        ("over", Sign.OVER),
        ("as before", Sign.OVER),
    ]
    assert use.remark == "too little left of API"
    assert said(found.subtitle).endswith("worst zone a: 1 of 1 journey over")
    found = page("""topology: {r1: {zones: [a, b]}}
journeys: {use: {actor: web, name: Use, rate: 500/s, steps: [web -> api]}}
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, name: API, replicas: 2, capacity: 200/s}
  job: {kind: service, zones: [a]}
""")
    assert loss(found, "Use").remark == "too little of API as before"
    assert said(found.subtitle).endswith("no zone takes a journey down, 1 of 1 over as before")


def test_columns_are_called_what_they_are() -> None:
    found = page("""topology: {r1: {racks: {k1: {hosts: [h1, h2]}, k2: {hosts: [h3]}}}}
journeys: {use: {actor: web, steps: [web -> api]}}
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, replicas: 3, place: {h1: 1, h2: 1, h3: 1}}
  job: {kind: service}
""")
    assert found.noun == "host"
    assert said(found.subtitle) == (
        "Matrix · 3 of 4 replicas on 3 hosts · no host takes a journey down"
    )
    assert found.total == "4"
    assert found.head_remark == "r1: 1 of 1 journey down, none of the other 2 racks takes more down"
    assert row(found, "job").worst.text == "on no host"
    mixed = page("""topology: {r1: {zones: {a: {}}}, r2: {racks: {k1: {hosts: [h1]}}}}
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, place: {a: 1, h1: 1}}
""")
    assert said(mixed.subtitle).startswith("Matrix · 2 replicas in 2 domains · no domain takes")
