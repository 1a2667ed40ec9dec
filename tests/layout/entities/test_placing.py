"""Data models laid out: the places of a small one by hand, and what holds for any."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, pairwise, permutations, product

from sdgen.layout.entities import place_entities
from sdgen.layout.entities.grid import grid_of
from sdgen.layout.entities.order import BETTER, cost_of, ordered
from sdgen.layout.entities.passages import Passages
from sdgen.layout.entities.sized import (
    Away,
    DataModel,
    EntityPlacement,
    Link,
    SizedStore,
    SizedTable,
)
from sdgen.layout.entities.spacing import NARROW_WIDTH, NEAR, TABLE_WIDTH
from sdgen.layout.placement import Box, Point
from tests.support.cases import every_case
from tests.support.quick import daily

# the first row of a table is 64 px below its top, each further one 30 px below that
MICROBLOG = DataModel(
    (
        SizedStore("users", (SizedTable("User", 242.0), SizedTable("Follow", 212.0))),
        SizedStore("posts", (SizedTable("Post", 322.0),)),
        SizedStore("files", (SizedTable("Photo", 268.0),)),
    ),
    (
        Link("Post.author_id", "Post", 94.0, "User", 64.0),
        Link("Photo.post_id", "Photo", 94.0, "Post", 64.0),
        Link("Follow.follower_id", "Follow", 64.0, "User", 64.0),
        Link("Follow.followee_id", "Follow", 94.0, "User", 64.0),
    ),
)


def random_model(seed: int) -> DataModel:
    chance = random.Random(seed)
    rows = {f"T{number}": chance.randint(0, 9) for number in range(chance.randint(1, 40))}
    stores: dict[str, list[SizedTable]] = {}
    for name, count in rows.items():
        table = SizedTable(name, 46.0 + (6.0 + 30.0 * count if count else 0.0))
        stores.setdefault(f"s{chance.randrange(6)}", []).append(table)
    links = tuple(
        Link(
            f"{name}.{row}",
            name,
            64.0 + 30.0 * row,
            target := chance.choice(list(rows)),
            64.0 if rows[target] else 23.0,
            chance.choice(["one", "one", "zero-or-one", "many"]),
        )
        for name, count in rows.items()
        for row in range(count)
        if chance.random() < 0.4
    )
    away = tuple(
        Away(f"{name}.{row}", name, 64.0 + 30.0 * row, 40.0 + row)
        for name, count in rows.items()
        for row in range(count)
        if f"{name}.{row}" not in {link.id for link in links} and chance.random() < 0.2
    )
    found = tuple(SizedStore(name, tuple(tables)) for name, tables in stores.items())
    return DataModel(found, links, away)


def small_model(seed: int) -> DataModel:
    """Of two or three stores with up to three tables each: few enough orders to try all."""
    chance = random.Random(seed)
    stores = tuple(
        SizedStore(
            f"s{store}",
            tuple(
                SizedTable(f"T{store}{number}", 52.0 + 30.0 * chance.randint(1, 7))
                for number in range(chance.randint(1, 3))
            ),
        )
        for store in range(chance.randint(2, 3))
    )
    names = [table.id for store in stores for table in store.tables]
    links = tuple(
        Link(f"l{number}", chance.choice(names), 64.0, chance.choice(names), 64.0)
        for number in range(chance.randint(2, 8))
    )
    return DataModel(stores, links)


def corners(placement: EntityPlacement, link: str) -> list[tuple[float, float]]:
    [route] = [each for each in placement.routes if each.id == link]
    return [(point.x, point.y) for point in route.points]


def test_a_small_model_stands_as_one_would_draw_it() -> None:
    placed = place_entities(MICROBLOG)
    assert (placed.width, placed.height, placed.left, placed.right) == (744.0, 758.0, 20.0, 0.0)
    assert placed.stores == {
        "users": Box(0.0, 0.0, 744.0, 326.0),
        "posts": Box(0.0, 352.0, 348.0, 406.0),
        "files": Box(396.0, 352.0, 348.0, 406.0),
    }
    assert placed.tables["User"] == Box(24.0, 62.0, 300.0, 242.0)
    assert placed.tables["Follow"] == Box(420.0, 62.0, 300.0, 212.0)
    # in one column beside the boxes, between columns in the middle of the gap
    assert corners(placed, "Post.author_id") == [(24, 508), (-20, 508), (-20, 126), (24, 126)]
    assert corners(placed, "Photo.post_id") == [(420, 508), (372, 508), (372, 478), (324, 478)]


def test_references_to_one_key_share_its_end() -> None:
    placed = place_entities(MICROBLOG)
    assert corners(placed, "Follow.follower_id") == [(420, 126), (324, 126)]
    assert corners(placed, "Follow.followee_id") == [(420, 156), (372, 156), (372, 126)]
    assert placed.junctions == (Point(372.0, 126.0),)
    whole = {route.id for route in placed.routes if route.target is not None}
    assert whole == {"Post.author_id", "Photo.post_id", "Follow.follower_id"}


def test_what_ends_otherwise_at_one_key_has_an_end_of_its_own() -> None:
    a, b = SizedTable("A", 142.0), SizedTable("B", 112.0)
    links = (Link("A.x", "A", 64.0, "B", 64.0, "one"), Link("A.y", "A", 94.0, "B", 64.0, "many"))
    placed = place_entities(DataModel((SizedStore("s", (a, b)),), links))
    ends = sorted(route.target.point.y for route in placed.routes if route.target is not None)
    assert ends == [62.0 + 64.0 - 7.0, 62.0 + 64.0 + 7.0]
    assert placed.junctions == ()


def test_signs_of_three_ends_at_one_key_keep_clear_of_each_other() -> None:
    """A sign is 11 high; lines at two rows keep apart all the same."""
    a, b = SizedTable("A", 172.0), SizedTable("B", 112.0)
    links = tuple(
        Link(f"A.{name}", "A", 64.0 + 30.0 * row, "B", 64.0, name)
        for row, name in enumerate(("one", "zero-or-one", "many"))
    )
    placed = place_entities(DataModel((SizedStore("s", (a, b)),), links))
    ends = sorted(route.target.point.y for route in placed.routes if route.target is not None)
    assert [end - 62.0 - 64.0 for end in ends] == [-12.0, 0.0, 12.0]


def test_a_table_that_refers_to_itself_has_the_line_beside_it() -> None:
    table = SizedTable("Category", 142.0)
    model = DataModel(
        (SizedStore("s", (table,)),), (Link("l", "Category", 94.0, "Category", 64.0),)
    )
    placed = place_entities(model)
    assert corners(placed, "l") == [(24, 156), (-20, 156), (-20, 126), (24, 126)]


def test_lines_that_change_places_at_two_heights_do_not_lie_over_each_other() -> None:
    """Each of two tables refers by its first row to the second row of the other: whichever trunk lies
    left, both lines would have the same way on one of the rows."""
    tables = (SizedTable("A", 112.0), SizedTable("B", 112.0))
    links = (Link("A.b", "A", 64.0, "B", 94.0), Link("B.a", "B", 64.0, "A", 94.0))
    model = DataModel((SizedStore("s", tables),), links)
    placed = place_entities(model)
    _lines_lie_apart(model, placed)
    _lines_end_at_their_tables(model, placed)
    moved = [route for route in placed.routes if {p.y for p in route.points} != {126.0, 156.0}]
    assert len(moved) == 1


def test_tables_fill_the_column_that_is_lower() -> None:
    heights = {"A": 300.0, "B": 100.0, "C": 120.0, "D": 50.0}
    tables = tuple(SizedTable(name, height) for name, height in heights.items())
    cells = grid_of((tables,)).cells
    assert {name: (cell.column, cell.top) for name, cell in cells.items()} == {
        "A": (0, 62.0),
        "B": (1, 62.0),
        "C": (1, 62.0 + 100.0 + 24.0),
        "D": (1, 62.0 + 100.0 + 24.0 + 120.0 + 24.0),
    }


def test_nothing_has_a_place_in_an_empty_model() -> None:
    placed = place_entities(DataModel((SizedStore("s", ()),), ()))
    assert (placed.width, placed.height, placed.tables, placed.routes) == (0.0, 0.0, {}, ())


def test_stores_that_refer_to_each_other_come_near() -> None:
    tables = [SizedTable(f"T{number}", 112.0) for number in range(6)]
    stores = tuple(SizedStore(f"s{table.id}", (table,)) for table in tables)
    far = (Link("l", "T0", 94.0, "T5", 64.0),)
    placed = place_entities(DataModel(stores, far))
    assert placed.tables["T0"].y == placed.tables["T5"].y


@every_case("seed", range(60), quick=6)
def test_a_small_model_has_the_best_of_all_orders(seed: int) -> None:
    model = small_model(seed)
    found = cost_of(grid_of(tuple(store.tables for store in ordered(model))), model.links)
    every = (
        tables
        for stores in permutations(model.stores)
        for tables in product(*(permutations(store.tables) for store in stores))
    )
    assert found <= min(cost_of(grid_of(each), model.links) for each in every) + BETTER


def test_crossings_count_unless_lines_meet_at_one_key() -> None:
    """By hand: two lines between the columns that change sides, and two beside one that interlace."""
    tables = tuple(SizedTable(name, 142.0) for name in "ABCD")
    grid = grid_of((tables,))
    assert [(grid.cells[name].column, grid.cells[name].top) for name in "ABCD"] == [
        *((0, 62.0), (1, 62.0)),
        *((0, 228.0), (1, 228.0)),
    ]
    between = (Link("l", "A", 64.0, "D", 64.0), Link("m", "C", 64.0, "B", 64.0))
    to_one = (Link("l", "A", 64.0, "D", 64.0), Link("m", "C", 64.0, "D", 64.0))
    beside = (Link("l", "A", 64.0, "C", 64.0), Link("m", "A", 94.0, "C", 94.0))
    inside = (Link("l", "A", 64.0, "C", 94.0), Link("m", "A", 94.0, "C", 64.0))
    priced = {
        name: cost_of(grid, links, 1000.0) - cost_of(grid, links, 0.0)
        for name, links in (("between", between), ("to one", to_one), ("inside", inside))
    }
    assert priced == {"between": 1000.0, "to one": 0.0, "inside": 0.0}
    elsewhere = (beside[0], Link("m", "C", 94.0, "A", 94.0))
    assert cost_of(grid, elsewhere, 1000.0) - cost_of(grid, elsewhere, 0.0) == 1000.0


SOON_PLACED = (14, 18, 20, 31, 42)
"""Seeds of models small and large that take little time."""


@every_case("seed", daily(range(60), 20, also=SOON_PLACED), quick=SOON_PLACED[:1])
def test_any_order_is_as_good_as_that_of_the_design(seed: int) -> None:
    model = random_model(seed)
    placed = place_entities(model)
    given = grid_of(tuple(store.tables for store in model.stores))
    column = {name: 0 if box.x < TABLE_WIDTH else 1 for name, box in placed.tables.items()}
    cells = {
        name: type(given.cells[name])(column[name], box.y) for name, box in placed.tables.items()
    }
    found = type(given)(cells, given.boxes, placed.height)
    assert cost_of(found, model.links) <= cost_of(given, model.links)


@every_case("seed", daily(range(60), 20, also=SOON_PLACED), quick=SOON_PLACED[:1])
def test_the_same_model_has_the_same_places(seed: int) -> None:
    assert place_entities(random_model(seed)) == place_entities(random_model(seed))


def test_a_reference_that_leads_away_ends_beside_its_table() -> None:
    a, b = SizedTable("A", 142.0), SizedTable("B", 142.0)
    away = (Away("A.x", "A", 64.0, 50.0), Away("B.x", "B", 94.0, 60.0))
    placed = place_entities(DataModel((SizedStore("s", (a, b)),), (), away))
    ends = {each.id: (each.source.point, each.mark) for each in placed.away}
    assert ends == {
        "A.x": (Point(24.0, 126.0), Point(24.0 - 29.0, 126.0)),
        "B.x": (Point(720.0, 156.0), Point(720.0 + 29.0, 156.0)),
    }
    # the marks reach out beyond the boxes by what the padding of these leaves
    assert (placed.left, placed.right) == (29.0 + 50.0 - 24.0, 29.0 + 60.0 - 24.0)


def test_trunks_keep_clear_of_marks() -> None:
    table = SizedTable("Category", 172.0)
    links = (Link("l", "Category", 94.0, "Category", 64.0),)
    away = (Away("Category.x", "Category", 124.0, 50.0),)
    placed = place_entities(DataModel((SizedStore("s", (table,)),), links, away))
    [mark] = placed.away
    assert mark.mark.x - 50.0 - 8.0 == corners(placed, "l")[1][0] == -placed.left


PASSED = tuple(SizedTable(name, 142.0) for name in "ABCDEF")


def test_places_to_pass_keep_off_tables_and_edges_of_boxes() -> None:
    given = grid_of((PASSED,), 3)
    assert [(given.cells[name].column, given.cells[name].top) for name in "ABCDEF"] == [
        *((0, 62.0), (1, 62.0), (2, 62.0), (0, 228.0), (1, 228.0), (2, 228.0)),
    ]
    places = Passages(given)
    assert places.take([300.0, 376.0, 500.0]) == 378.0
    # two between the tables, two more in the box that ends at 392, three before the next one begins
    assert [places.take([0.0]) for _ in range(6)] == [212.0, 220.0, 386.0, 396.0, 404.0, 412.0]
    assert places.enough
    places.take([0.0])
    assert not places.enough


def test_what_refers_past_a_column_passes_between_two_of_its_tables() -> None:
    stores = tuple(SizedStore(each.id, (each,)) for each in PASSED[:3])
    near = [Link(f"{name}.b{at}", name, at, "B", 94.0) for name in "AC" for at in (64.0, 94.0)]
    links = (*near, Link("A.c", "A", 124.0, "C", 64.0))
    placed = place_entities(DataModel(stores, links, columns=3))
    assert placed.tables["B"].x == 420.0
    # below the one in between, and back up to the key
    [(_, start), *_, (_, key)] = corners(placed, "A.c")
    assert (start, abs(key - 126.0) <= 7.0) == (62.0 + 124.0, True)
    assert {y for _, y in corners(placed, "A.c")} == {start, 212.0, key}
    assert placed.whole
    _lines_touch_no_table(placed)


@every_case("seed", daily(range(120), 30, also=SOON_PLACED), quick=SOON_PLACED[:1])
def test_what_holds_for_any_model_in_three_columns(seed: int) -> None:
    given = random_model(seed)
    model = DataModel(given.stores, given.links, given.away, NARROW_WIDTH, 3)
    placed = place_entities(model)
    assert Counter(route.id for route in placed.routes) == Counter(link.id for link in model.links)
    _boxes_are_apart(model, placed)
    _lines_end_at_their_tables(model, placed)
    if placed.whole:
        _lines_touch_no_table(placed)
        _lines_lie_apart(model, placed)
    _marks_are_free(model, placed)
    _lines_join(placed)


def _marks_are_free(model: DataModel, placed: EntityPlacement) -> None:
    """Marks lie in the picture, beside their tables, on no line and on no other mark."""
    widths = {each.id: each.width for each in model.away}
    assert sorted(widths) == sorted(each.id for each in placed.away)
    boxes = {}
    for each in placed.away:
        width = widths[each.id]
        left = each.mark.x if each.source.rightward else each.mark.x - width
        boxes[each.id] = (left, each.mark.y - 9.0, left + width, each.mark.y + 9.0)
        assert -placed.left <= left
        assert left + width <= placed.width + placed.right
    for (left, top, right, bottom), (its_left, its_top, its_right, its_bottom) in combinations(
        boxes.values(), 2
    ):
        assert right <= its_left or its_right <= left or bottom <= its_top or its_bottom <= top
    for left, _, right, _, y in ((*box, (box[1] + box[3]) / 2) for box in boxes.values()):
        for a, b in _pieces(placed):
            upright = a.x == b.x and left < a.x < right and min(a.y, b.y) < y < max(a.y, b.y)
            assert not upright


def _pieces(placed: EntityPlacement) -> Iterator[tuple[Point, Point]]:
    for route in placed.routes:
        yield from pairwise(route.points)


@every_case("seed", daily(range(120), 30, also=SOON_PLACED), quick=SOON_PLACED[1:2])
def test_what_holds_for_any_model(seed: int) -> None:
    model = random_model(seed)
    placed = place_entities(model)
    assert placed.whole
    _marks_are_free(model, placed)
    assert Counter(route.id for route in placed.routes) == Counter(link.id for link in model.links)
    _boxes_are_apart(model, placed)
    _lines_end_at_their_tables(model, placed)
    _lines_touch_no_table(placed)
    _lines_lie_apart(model, placed)
    _lines_join(placed)


def _boxes_are_apart(model: DataModel, placed: EntityPlacement) -> None:
    for boxes in (placed.stores, placed.tables):
        for (one, a), (other, b) in combinations(boxes.items(), 2):
            apart = a.right <= b.x or b.right <= a.x or a.bottom <= b.y or b.bottom <= a.y
            assert apart, (one, other)
    for store in model.stores:
        outer = placed.stores[store.id]
        assert outer.right <= placed.width
        assert outer.bottom <= placed.height
        for table in store.tables:
            box = placed.tables[table.id]
            assert (box.width, box.height) == (model.table_width, table.height)
            assert outer.x < box.x
            assert box.right < outer.right
            assert outer.y < box.y
            assert box.bottom < outer.bottom


def _lines_end_at_their_tables(model: DataModel, placed: EntityPlacement) -> None:
    links = {link.id: link for link in model.links}
    for route in placed.routes:
        link = links[route.id]
        ends = [(route.source, link.source, link.source_at, route.points[0])]
        if route.target is not None:
            ends.append((route.target, link.target, link.target_at, route.points[-1]))
        for end, table, at, point in ends:
            box = placed.tables[table]
            assert end.point == point
            assert point.x == (box.right if end.rightward else box.x)
            # on its own row, of which half is 15 px
            assert abs(point.y - box.y - at) < 15.0


def _lines_touch_no_table(placed: EntityPlacement) -> None:
    for route in placed.routes:
        for a, b in pairwise(route.points):
            assert a.x == b.x or a.y == b.y
            assert -placed.left <= min(a.x, b.x)
            assert max(a.x, b.x) <= placed.width + placed.right
            for box in placed.tables.values():
                inside = (
                    max(a.x, b.x) > box.x
                    and min(a.x, b.x) < box.right
                    and max(a.y, b.y) > box.y
                    and min(a.y, b.y) < box.bottom
                )
                assert not inside, route.id


def _lines_lie_apart(model: DataModel, placed: EntityPlacement) -> None:
    """Lines of different ends never run over each other."""
    ends = {link.id: (link.target, link.target_at, link.bundle) for link in model.links}
    segments = [
        (ends[route.id], a, b) for route in placed.routes for a, b in pairwise(route.points)
    ]
    for (one, a, b), (other, c, d) in combinations(segments, 2):
        if one == other:
            continue
        for along, across in (("x", "y"), ("y", "x")):
            if getattr(a, across) == getattr(b, across) and getattr(c, across) == getattr(
                d, across
            ):
                near = abs(getattr(a, across) - getattr(c, across)) < NEAR / 2
                low = max(
                    min(getattr(a, along), getattr(b, along)),
                    min(getattr(c, along), getattr(d, along)),
                )
                high = min(
                    max(getattr(a, along), getattr(b, along)),
                    max(getattr(c, along), getattr(d, along)),
                )
                assert not (near and high - low > 1.0), (one, other)


def _lines_join(placed: EntityPlacement) -> None:
    """Where a line ends at no table, another one is."""
    for route in placed.routes:
        if route.target is not None:
            continue
        last = route.points[-1]
        others = [
            pair for other in placed.routes if other is not route for pair in pairwise(other.points)
        ]
        assert any(
            min(a.x, b.x) <= last.x <= max(a.x, b.x) and min(a.y, b.y) <= last.y <= max(a.y, b.y)
            for a, b in others
        ), route.id
