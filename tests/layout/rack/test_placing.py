"""Places of racks: rows in line, lanes that nest, bounded work."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

import sdgen
from sdgen.draw.rack.measured import Shape, measure_rack
from sdgen.layout.line_jumps import count_crossings as crossed
from sdgen.layout.placement import Box, Point, Route
from sdgen.layout.rack import place_rack
from sdgen.layout.rack.lanes import Pin, Trunk, cost_between, lanes_of
from sdgen.layout.rack.order import MOST_TOLD, MOST_TRIED, orders_of
from sdgen.layout.rack.sized import (
    Follow,
    PlacedRack,
    RackModel,
    SizedBox,
    SizedCall,
    SizedCard,
    SizedFork,
    SizedPlace,
    SizedRow,
    SizedSlot,
)
from tests.support.cases import every_case
from tests.support.line_crossings import crossings
from tests.views.pictures import make_rack

DESIGNS = Path(__file__).parents[3] / "designs"
ZONES = ("a", "b", "c")


def call(source: str, target: str, look: str = "synchronous", **more: object) -> SizedCall:
    return SizedCall(f"{source}->{target}", source, target, look, **more)  # type: ignore[arg-type]


def row(name: str, tier: int = 0, zones: tuple[str, ...] = ZONES, hosts: str = "") -> SizedRow:
    slots = tuple(SizedSlot(f"{name}@{zone}", zone) for zone in zones)
    return SizedRow(name, 48.0, tier, slots, tuple(hosts.split()))


def rack(rows: list[SizedRow], calls: list[SizedCall], **more: object) -> RackModel:
    tiers = max(each.tier for each in rows) + 1
    places = (
        SizedPlace("r", None, False),
        *(SizedPlace(zone, "r", True) for zone in ZONES),
    )
    model = RackModel(places, (True,) * tiers, tuple(rows), 160.0, 160.0, calls=tuple(calls))
    return replace(model, **more)


def count_crossings(placed: PlacedRack) -> int:
    spots = [
        [(round(point.x), round(point.y)) for point in route.points]
        for route in placed.placement.routes
    ]
    return sum(crossings(one, other) for at, one in enumerate(spots) for other in spots[at + 1 :])


def test_a_row_is_at_one_height_and_as_wide_as_the_others_in_each_column() -> None:
    placed = place_rack(rack([row("x"), row("y", zones=("a", "c"))], []))
    nodes = placed.placement.nodes
    assert len({nodes[f"x@{zone}"].y for zone in ZONES}) == 1
    assert [nodes[f"x@{zone}"].x for zone in ZONES] == sorted(nodes[f"x@{z}"].x for z in ZONES)
    assert nodes["x@c"].x == nodes["y@c"].x
    [blank] = placed.furniture.blanks
    assert (blank.row, blank.place) == ("y", "b")
    assert blank.box == Box(nodes["x@b"].x, nodes["y@a"].y, 160.0, 48.0)
    for zone in ZONES:
        box = placed.placement.clusters[zone]
        assert box.x < nodes[f"x@{zone}"].x < nodes[f"x@{zone}"].right < box.right


def test_rows_of_a_tier_change_places_where_calls_nest_so_and_stay_where_it_is_no_matter() -> None:
    rows = [row("a"), row("b"), row("x", 1), row("y", 1)]
    nesting = rack(rows, [call("a", "x"), call("b", "y")])
    best = [each.id for each in orders_of(nesting)[0]]
    assert best in (["a", "b", "y", "x"], ["b", "a", "x", "y"])
    assert count_crossings(place_rack(nesting)) == 0
    same = rack(rows, [call("a", "y"), call("b", "x")])
    assert [each.id for each in orders_of(same)[0]] == ["a", "b", "x", "y"]


@pytest.mark.slow
@every_case(("name", "most"), [("gitlab", 9), ("web-crawler", 9), ("twitter", 4)])
def test_of_a_few_good_orders_the_one_is_taken_in_which_lines_cross_least(
    name: str, most: int
) -> None:
    shown = make_rack(sdgen.load(DESIGNS / f"{name}.yaml").facts)
    model = measure_rack(shown, Shape(stacked=True, narrow=False), 1.0).model
    assert count_crossings(place_rack(model)) <= most
    orders = orders_of(model)
    assert 1 < len({*orders}) == len(orders) <= MOST_TOLD


def test_crossings_are_counted_for_each_line_of_a_trunk_and_not_where_lines_meet() -> None:
    def line(*points: tuple[float, float]) -> Route:
        return Route("", tuple(Point(*point) for point in points))

    trunk = [line((0, 0), (50, 0), (50, y)) for y in (40, 90)]
    level = line((0, 20), (100, 20))
    assert crossed([*trunk, level], down=True) == 2
    assert crossed(trunk, down=True) == 0
    assert crossed([*trunk, line((50, 60), (90, 60))], down=True) == 0
    assert crossed([*trunk, line((0, 90), (90, 90))], down=True) == 0
    assert crossed([], down=True) == 0


def test_what_runs_on_a_host_stays_below_it() -> None:
    rows = [row("web"), row("vm", hosts="vm"), row("db", hosts="vm"), row("api")]
    calls = [call("web", "db"), call("api", "vm"), call("db", "web")]
    found = [each.id for each in orders_of(rack(rows, calls))[0]]
    assert found.index("db") == found.index("vm") + 1
    placed = place_rack(rack(rows, calls))
    assert {each.host for each in placed.furniture.hosts} == {"vm"}
    for each in placed.furniture.hosts:
        held = [box for name, box in placed.placement.nodes.items() if name[:2] in ("vm", "db")]
        assert sum(each.box.y < box.y and box.bottom < each.box.bottom for box in held) == 6


@pytest.mark.slow
def test_work_is_bounded() -> None:
    rows = [row(f"c{number}", number // 8) for number in range(24)]
    calls = [
        call(f"c{one}", f"c{other}") for one in range(24) for other in range(24) if one != other
    ]
    started = time.perf_counter()
    place_rack(rack(rows, calls))
    assert time.perf_counter() - started < 20.0
    assert MOST_TRIED <= 2_000


def test_each_call_has_one_line_from_bar_to_bar() -> None:
    rows = [row("a"), row("b"), row("c", 1)]
    calls = [call("a", "c"), call("b", "c", right=True), call("a", "a"), call("a", "b")]
    placed = place_rack(rack(rows, calls))
    bars = [(bar.row, bar.middle.x) for bar in placed.furniture.bars]
    assert [name for name, _ in bars] == ["a", "b", "b", "c", "c"]
    left, right = min(x for _, x in bars), max(x for _, x in bars)
    ends = {route.id: (route.points[0].x, route.points[-1].x) for route in placed.placement.routes}
    assert ends == {
        "a->c": (left - 2.5, left - 2.5),
        "b->c": (right + 2.5, right + 2.5),
        "a->a": (left - 2.5, left - 2.5),
        "a->b": (left - 2.5, left - 2.5),
    }


def led(name: str, leader: str, zones: tuple[str, ...] = ZONES) -> SizedRow:
    plain = row(name, zones=zones)
    slots = tuple(replace(each, leads=each.place == leader) for each in plain.slots)
    return replace(plain, slots=slots)


@every_case(
    ("leader", "calls", "ends"),
    [
        # what goes to the leader alone ends there, also through a blank
        ("a", [("x", "db", False, True)], ("bar", "a")),
        ("b", [("x", "db", False, True)], ("bar", "b")),
        # as does what it alone makes; at the right it comes from that side
        ("b", [("db", "x", False, True)], ("bar", "b")),
        ("b", [("x", "db", True, True)], ("b", "bar")),
        ("a", [("x", "db", False, True), ("y", "db", True, True)], ("bar", "bar")),
        # one that any replica gets needs all of them
        ("a", [("x", "db", False, True), ("y", "db", False, False)], ("bar", "c")),
        ("a", [("x", "db", False, True), ("y", "db", True, False)], ("bar", "bar")),
        # without calls the rail says what stands in the row
        ("a", [], ("a", "c")),
    ],
)
def test_a_rail_ends_at_the_leader_where_its_bars_are_about_that_alone(
    leader: str, calls: list[tuple[str, str, bool, bool]], ends: tuple[str, str]
) -> None:
    made = [
        call(
            source,
            target,
            right=right,
            **{"to_leading" if target == "db" else "from_leading": leading},
        )
        for source, target, right, leading in calls
    ]
    placed = place_rack(rack([row("x"), row("y"), led("db", leader)], made))
    rail = next(each for each in placed.furniture.rails if each.row == "db")
    bars = [bar.middle.x for bar in placed.furniture.bars if bar.row == "db"]
    cards = {zone: placed.placement.nodes[f"db@{zone}"].centre.x for zone in ZONES}
    wanted = (
        min(bars) if ends[0] == "bar" else cards[ends[0]],
        max(bars) if ends[1] == "bar" else cards[ends[1]],
    )
    assert (rail.left, rail.right) == wanted
    assert {bar.leading for bar in placed.furniture.bars if bar.row == "db"} == {
        all(each[3] for each in calls if each[2] == right) for right in {each[2] for each in calls}
    }


def test_a_call_to_the_leader_runs_beside_the_band_that_has_it() -> None:
    places = (
        SizedPlace("r", None, False),
        *(SizedPlace(zone, "r", True) for zone in ZONES),
        SizedPlace("s", None, False),
        SizedPlace("d", "s", True),
    )
    rows = [row("x", zones=("a", "d")), led("db", "d", ("a", "d")), row("y", zones=("a",))]
    calls = [call("x", "db", to_leading=True), call("y", "db", to_leading=True)]
    placed = place_rack(rack(rows, calls, places=places))
    boxes = {name: placed.placement.nodes[name] for name in ("db@d", "x@d", "y@a")}
    starts = {route.id: route.points[0].y for route in placed.placement.routes}
    stops = {route.id: route.points[-1].y for route in placed.placement.routes}
    for identifier, source in (("x->db", "x@d"), ("y->db", "y@a")):
        for y, card in ((starts[identifier], source), (stops[identifier], "db@d")):
            assert abs(y - boxes[card].centre.y) < boxes[card].height / 2


def test_bands_are_below_each_other_or_side_by_side() -> None:
    places = (
        SizedPlace("eu", None, False),
        SizedPlace("a", "eu", True),
        SizedPlace("us", None, False),
        SizedPlace("b", "us", True),
        SizedPlace("c", "us", True),
    )
    model = rack([row("x"), row("y", zones=("b",))], [call("x", "y")], places=places)
    stacked = place_rack(model)
    boxes = stacked.placement.clusters
    assert (stacked.bands, boxes["us"].y > boxes["eu"].bottom) == (2, True)
    # the first band that has both
    [route] = stacked.placement.routes
    assert min(point.y for point in route.points) > boxes["us"].y
    beside = place_rack(replace(model, stacked=False))
    boxes = beside.placement.clusters
    assert (beside.bands, boxes["us"].x > boxes["eu"].right) == (1, True)
    assert len({box.y for name, box in beside.placement.nodes.items() if name[0] == "x"}) == 1


def test_a_card_of_a_region_lies_across_its_zones() -> None:
    placed = place_rack(rack([row("x"), row("gw", zones=("r",))], []))
    nodes = placed.placement.nodes
    assert (nodes["gw@r"].x, nodes["gw@r"].right) == (nodes["x@a"].x, nodes["x@c"].right)
    assert placed.furniture.blanks == ()


def test_a_card_beside_the_rack_is_at_the_height_of_its_caller() -> None:
    boxes = (SizedBox("m", (SizedCard("s3", 48.0), SizedCard("dns", 48.0))),)
    rows = [row("a"), row("b"), row("c")]
    model = rack(rows, [call("c", "s3"), call("a", "dns")], boxes=boxes)
    for route in place_rack(model).placement.routes:
        assert len(route.points) == 2
        assert route.points[0].y == route.points[1].y


def test_boxes_stand_in_the_order_in_which_cards_are_nearest_to_their_callers() -> None:
    boxes = (
        SizedBox("first", (SizedCard("low", 48.0),)),
        SizedBox("second", (SizedCard("high", 48.0),)),
    )
    rows = [row(f"c{number}") for number in range(6)]
    found = place_rack(rack(rows, [call("c5", "low"), call("c0", "high")], boxes=boxes))
    clusters = found.placement.clusters
    assert clusters["second"].bottom < clusters["first"].y


def test_lines_of_clients_pass_no_other_client() -> None:
    clients = tuple(SizedCard(f"k{number}", 48.0) for number in range(4))
    boxes = (SizedBox("m", (SizedCard("s3", 48.0),)),)
    calls = [call(client.id, target) for client in clients for target in ("a", "s3")]
    placed = place_rack(
        rack([row("a")], [*calls, call("s3", "k1"), call("k0", "k3")], clients=clients, boxes=boxes)
    )
    nodes = placed.placement.nodes
    for route in placed.placement.routes:
        for client in clients:
            box = nodes[client.id]
            for one, other in pairwise(route.points):
                low, high = min(one.x, other.x), max(one.x, other.x)
                top, bottom = min(one.y, other.y), max(one.y, other.y)
                apart = high <= box.x or low >= box.right or bottom <= box.y or top >= box.bottom
                assert apart, (route.id, client.id)


def test_a_fork_has_a_mark_on_its_trunk_and_all_of_it_on_one_side() -> None:
    boxes = (SizedBox("m", (SizedCard("s3", 48.0),)),)
    calls = [call("a", "c", fork="f"), call("a", "s3", fork="f"), call("b", "c")]
    model = rack(
        [row("a"), row("b"), row("c")],
        calls,
        boxes=boxes,
        forks=(SizedFork("f", 46.0, 18.0),),
    )
    placed = place_rack(model)
    [mark] = placed.marks
    routes = {route.id: route for route in placed.placement.routes}
    right = placed.placement.clusters["r"].right
    for name in ("a->c", "a->s3"):
        assert all(point.x > right - 1 for point in routes[name].points)
    assert mark.box.centre.x in {point.x for point in routes["a->c"].points}


def test_calls_within_a_zone_are_in_each_that_has_both() -> None:
    rows = [row("a"), row("b", zones=("a", "c"))]
    placed = place_rack(rack(rows, [call("a", "b", within=True)]))
    routes = {route.id: route for route in placed.placement.routes}
    assert set(routes) == {"a->b@a", "a->b@c"}
    assert placed.calls == {"a->b@a": "a->b", "a->b@c": "a->b"}
    assert placed.furniture.bars == ()
    for zone in "ac":
        box = placed.placement.clusters[zone]
        assert all(box.x < point.x < box.right for point in routes[f"a->b@{zone}"].points)


def test_replication_runs_straight_to_the_next_card_and_below_others() -> None:
    follows = (Follow("1", "a", "a", "b"), Follow("2", "a", "a", "c"))
    placed = place_rack(rack([row("a"), row("b")], [], follows=follows))
    nodes = placed.placement.nodes
    straight, below = placed.placement.routes
    assert [point.x for point in straight.points] == [nodes["a@a"].right, nodes["a@b"].x]
    assert max(point.y for point in below.points) > nodes["a@b"].bottom
    assert max(point.y for point in below.points) < nodes["b@b"].y


def test_the_inner_lane_is_that_of_the_trunk_within_the_other() -> None:
    outer, inner = Trunk("outer", (Pin(0.0), Pin(100.0))), Trunk("inner", (Pin(20.0), Pin(60.0)))
    for trunks in ([outer, inner], [inner, outer]):
        found = lanes_of(trunks)
        assert found.distance["inner"] < found.distance["outer"] == found.furthest
    assert cost_between(inner, outer) == 0.0
    assert cost_between(outer, inner) == 2.0


def test_trunks_apart_share_a_lane_and_a_mark_has_room() -> None:
    one, other = Trunk("one", (Pin(0.0), Pin(40.0))), Trunk("other", (Pin(60.0), Pin(90.0)))
    assert len(set(lanes_of([one, other]).distance.values())) == 1
    marked = Trunk("marked", (Pin(10.0), Pin(30.0)), pill=46.0)
    found = lanes_of([one, marked]).distance
    assert abs(found["one"] - found["marked"]) >= 46.0 / 2


@pytest.mark.slow
@every_case("count", [1, 3, 9, 30])
def test_bars_and_cards_have_room_for_all_that_ends_there(count: int) -> None:
    rows = [row("a"), *(row(f"c{number}", 1) for number in range(count))]
    calls = [call("a", f"c{number}", fork=f"f{number}") for number in range(count)]
    placed = place_rack(rack(rows, calls))
    [bar] = [bar for bar in placed.furniture.bars if bar.row == "a"]
    leaving = sorted(route.points[0].y for route in placed.placement.routes)
    assert all(other - one >= 5.0 for one, other in pairwise(leaving))
    assert bar.middle.y - bar.height / 2 < leaving[0]
    assert leaving[-1] < bar.middle.y + bar.height / 2
    card = placed.placement.nodes["a@a"]
    assert card.y < leaving[0]
    assert leaving[-1] < card.bottom
