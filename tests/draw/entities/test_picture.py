"""Pictures of data models: what they show of one by hand, in both themes and every format, and what
holds for any."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace

from sdgen.api import loads
from sdgen.draw.contrast import contrast
from sdgen.draw.entities.laid import laid_out
from sdgen.draw.entities.legend import swatches
from sdgen.draw.entities.lines import sign_items, stroke_data
from sdgen.draw.entities.measured import NAME_LEFT, SIDE, measure
from sdgen.draw.entities.picture import draw_entities
from sdgen.draw.entities.stores import measure_store
from sdgen.draw.picture import draw_picture
from sdgen.draw.png import png_bytes
from sdgen.draw.scene import SHARE_BEFORE, Item, Part, Path, Rectangle, Text
from sdgen.draw.style import colours_of
from sdgen.draw.theme import THEMES
from sdgen.layout.entities.sized import End
from sdgen.layout.entities.spacing import TABLE_WIDTH
from sdgen.layout.placement import Box, Point
from sdgen.views import make_pictures
from sdgen.views.diagram import Card, Meter, Tone
from sdgen.views.entities import Entities, EntityStore, Number
from tests.support.data_models import MICROBLOG, random_model
from tests.support.scene_checks import problems
from tests.support.svg_parts import by_class, parse, words

NASTY = "<script>alert(1)</script>\"'&]]>"


def pictures(text: str) -> tuple[Entities, ...]:
    made = make_pictures(loads(text).facts, "data")
    found = tuple(each for each in made if isinstance(each, Entities))
    assert len(found) == len(made)
    return found


def test_golden_picture(golden: Callable[[str, str], None]) -> None:
    [picture] = pictures(MICROBLOG)
    # without product icons, which would be most of the file
    stores = [replace(each, card=replace(each.card, icon="")) for each in picture.stores]
    plain = replace(picture, stores=tuple(stores))
    golden("draw/data.svg", draw_entities(plain, font="system").svg)


def test_root_is_described_for_screen_readers() -> None:
    [picture] = pictures(MICROBLOG)
    root = parse(draw_picture(picture).svg)
    assert (root.get("role"), root.get("class")) == ("img", "sdgen entities")
    assert root.get("id") == "microblog-data"
    said = "Data · 4 entities in 3 stores · one copy 4.97 TB now, 89.5 PB in 5 years"
    assert root[0].text == f"Microblog: {said}"
    assert root[1].text == picture.description


def test_a_table_says_what_its_entity_is() -> None:
    [picture] = pictures(MICROBLOG)
    root = parse(draw_entities(picture).svg)
    [post] = [
        each for each in by_class(root, "table") if each.get("id") == "microblog-data-entity-Post"
    ]
    assert words(post) == [
        *("Post", "336 B a row · kept forever"),
        *("post_id", "partition", "id"),
        *("author_id", "index", "User"),
        *("content", "string(280)"),
        *("created_at", "timestamp"),
        *("photo_ids", "id[4]"),
        *("now", "in 5 years"),
        *("rows", "+1.16k/s", "0", "298B"),
        *("one copy", "0 B", "100 TB"),
        *("cached in", "Timelines"),
        *("indexed in", "Search"),
    ]
    assert [each.get("class") for each in by_class(post, "glyph")][:2] == [
        "glyph key",
        "glyph reference",
    ]
    assert post[0].text is not None
    assert post[0].text.split("\n")[:4] == [
        "Post",
        "336 B a row, kept forever",
        "key: post_id",
        "partitioned by post_id",
    ]


def test_a_store_says_how_full_it_gets() -> None:
    [picture] = pictures(MICROBLOG)
    root = parse(draw_entities(picture).svg)
    found = {each.get("id"): words(each) for each in by_class(root, "store")}
    assert found == {
        "microblog-data-store-users": [
            "User DB",
            "PostgreSQL 16 · 1 copy",
            "4.97 TB of 8 TB",
            "62%",
        ],
        "microblog-data-store-posts": ["Posts", "Cassandra · 3 copies", "300 TB of 384 TB", "78%"],
        "microblog-data-store-files": ["Files", "S3 · managed", "89.4 PB", "in 5 years"],
    }


def test_what_is_said_of_a_narrow_store_is_not_torn() -> None:
    card = Card("db", "Database 8", "Database", "database", "teal")
    meter = Meter("897 MB of 1 TB", "<0.1%", 0.001, Tone.GOOD)
    store = EntityStore(card, (), "Database · 1 copy", meter)
    for width, found in ((300.0, ("Database · 1 copy",)), (252.0, ("Database", "1 copy"))):
        box = Box(0.0, 0.0, width + 48.0, 200.0)
        measured = measure_store(store, box, width)
        assert measured.said is not None
        assert measured.said.lines == found


def test_references_name_their_ends() -> None:
    [picture] = pictures(MICROBLOG)
    root = parse(draw_entities(picture).svg)
    ends = [
        (each.get("data-source"), each.get("data-target")) for each in by_class(root, "reference")
    ]
    ends = [each for each in ends if each != (None, None)]
    assert Counter(ends) == {("Post", "User"): 1, ("Photo", "Post"): 1, ("Follow", "User"): 2}
    [post] = [
        each
        for each in by_class(root, "reference")
        if each.get("id") == "microblog-data-reference-Post.author_5f_id"
    ]
    assert post[0].text == (
        "Post.author_id: each Post has exactly one User, each User is of any number of Post"
    )


def test_signs_say_how_many_there_are() -> None:
    end = End(Point(100.0, 50.0), rightward=True)
    assert sign_items(end, Number.ONE) == [Path("sign", "M106 44.5V55.5M111 44.5V55.5")]
    assert sign_items(end, Number.ZERO_OR_ONE) == [
        Path("sign", "M106 44.5V55.5"),
        Rectangle("ring", 110.0, 46.0, 8.0, 8.0, 4.0),
    ]
    many = sign_items(End(Point(100.0, 50.0), rightward=False), Number.MANY)
    assert many == [
        Path("sign", "M88 50L100 44.5M88 50L100 55.5"),
        Rectangle("ring", 80.0, 46.0, 8.0, 8.0, 4.0),
    ]


def test_corners_are_round_but_where_lines_meet() -> None:
    points = (Point(0.0, 0.0), Point(20.0, 0.0), Point(20.0, 30.0), Point(40.0, 30.0))
    assert stroke_data(points, ()) == "M0 0L13 0Q20 0 20 7L20 23Q20 30 27 30L40 30"
    assert stroke_data(points, (points[1],)) == "M0 0L20 0L20 23Q20 30 27 30L40 30"
    near = (Point(0.0, 0.0), Point(20.0, 0.0), Point(20.0, 4.0), Point(40.0, 4.0))
    assert stroke_data(near, ()) == "M0 0L18 0Q20 0 20 2L20 2Q20 4 22 4L40 4"


def test_the_legend_explains_what_occurs() -> None:
    [picture] = pictures(MICROBLOG)
    assert [each.word for each in swatches(picture)] == [
        "Primary key",
        "Reference",
        "Exactly one",
        "Any number",
        "Disk used in 5 years: up to 70%, above",
    ]
    head = "sdgen: 1\nname: A\ncomponents:\n  db: {kind: database}\ndata:\n"
    [other] = pictures(head + "  A: {store: db, key: id, fields: {id: A, b: A?, c: int?}}\n")
    assert [each.word for each in swatches(other)] == [
        "Primary key",
        "Reference",
        "Optional",
        "Exactly one",
        "Zero or one",
        "Any number",
    ]
    full = "sdgen: 1\nname: A\ncomponents:\n  db: {kind: database, storage: 1 TB}\ndata:\n"
    [red] = pictures(full + "  A: {store: db, rows: 3B, size: 1 KB}\n")
    assert [each.word for each in swatches(red)] == ["Disk used: full"]
    [bare] = pictures(head + "  A: {store: db}\n")
    assert swatches(bare) == ()
    assert parse(draw_entities(bare).svg) is not None


def test_each_theme_has_its_colours() -> None:
    [picture] = pictures(MICROBLOG)
    light, dark = (draw_entities(picture, theme=theme).svg for theme in ("light", "dark"))
    for svg, theme in ((light, "light"), (dark, "dark")):
        ink = colours_of("sdgen entities", theme)["key-ink"]
        assert f'fill="{ink}"' in svg
        assert contrast(ink, THEMES[theme].roles["face"]) >= 4.5
    both = draw_entities(picture).svg
    assert "prefers-color-scheme:dark" in both
    assert draw_entities(picture).svg == both


@pytest.mark.slow
def test_pixels_and_background() -> None:
    [picture] = pictures(MICROBLOG)
    drawn = draw_entities(picture, background="none")
    assert by_class(parse(drawn.svg), "background") == []
    png = png_bytes(draw_entities(picture).scene, 1.0)
    assert png.startswith(b"\x89PNG")


def test_names_are_text_and_nothing_else() -> None:
    nasty = json.dumps(NASTY)
    head = f"sdgen: 1\nname: {nasty}\ncomponents:\n  db: {{kind: database, technology: {nasty}}}\n"
    [picture] = pictures(head + "data:\n  A: {store: db, key: id}\n")
    svg = draw_entities(picture).svg
    assert "<script" not in svg
    assert "&lt;script>" in svg or "&lt;script&gt;" in svg
    parse(svg)


def test_a_type_that_is_cut_keeps_its_marks() -> None:
    name = "A" + "VeryLongName" * 4
    head = "sdgen: 1\nname: A\ncomponents:\n  db: {kind: database}\ndata:\n"
    rows = f'{{a_field_with_a_long_name: "{name}[]", b: "{name}?", c: "{name}"}}'
    [picture] = pictures(head + f"  {name}: {{store: db, fields: {rows}}}\n")
    types = [row.type for row in measure(picture)[name].rows]
    ends = ("…[]", "…?", "…")
    assert types[0] is not None
    for each, end in zip(types, ends, strict=True):
        assert each is not None
        assert each.lines[0].endswith(end)
        assert each.width <= TABLE_WIDTH - NAME_LEFT - SIDE
    assert types[0].whole == f"{name}[]"


def boxes(items: tuple[Item, ...]) -> Iterator[tuple[Text, float, float, float, float]]:
    for item in items:
        if isinstance(item, Part):
            yield from boxes(item.items)
        elif isinstance(item, Text):
            left = item.x - item.width * SHARE_BEFORE[item.anchor]
            yield item, left, item.y - 0.75 * item.size, left + item.width, item.y + 0.2 * item.size


def test_a_picture_of_one_small_table_is_whole() -> None:
    head = "sdgen: 1\nname: A design with a name that is rather long for its size\ncomponents:\n  db: {kind: database}\n"
    [picture] = pictures(head + "data:\n  A: {store: db}\n")
    _whole(picture)


@pytest.mark.slow
@pytest.mark.parametrize("entities", [1, 2, 3, 5, 8, 12, 13, 20, 31, 40, 41, 60])
def test_nothing_overlaps_whatever_the_model(entities: int) -> None:
    for picture in pictures(random_model(7 * entities, entities)):
        _whole(picture)


def _whole(picture: Entities) -> None:
    """Texts lie in the picture and apart, each table's in it, and every field has its own."""
    drawn = draw_entities(picture, font="system")
    scene = drawn.scene
    assert problems(drawn.svg, scene) == []
    tables = {part.id: part for part in _parts(scene.items, "table")}
    measured = laid_out(picture).tables
    assert len(tables) == len(measured)
    for table in measured.values():
        part = next(each for name, each in tables.items() if name == f"entity-{table.table.id}")
        face = next(
            each for each in part.items if isinstance(each, Rectangle) and each.classes == "face"
        )
        assert face.height == table.height
        for text, left, top, right, bottom in boxes(part.items):
            assert face.x < left and right < face.x + face.width, text
            assert face.y - 9.0 < top and bottom < face.y + face.height, text
        assert len(list(_parts(part.items, "row"))) == len(table.table.rows)
    shown = [part.id for part in _parts(scene.items, "reference")]
    assert len(shown) == len(set(shown)) == len(picture.references) + len(picture.away)


def _parts(items: tuple[Item, ...], classes: str) -> Iterator[Part]:
    for item in items:
        if isinstance(item, Part):
            if item.classes == classes:
                yield item
            yield from _parts(item.items, classes)
