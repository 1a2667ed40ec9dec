"""Checks the pages of a data model as a reader would: tables in their stores and apart, every field and
every reference once, no line over a table or over another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from sdgen.design.records import Design
from sdgen.draw.escape import escape_id
from sdgen.draw.scene import Item, Part, Path, Rectangle, Scene, Text, texts
from tests.support.scene_checks import TOUCH, Spot, subpaths

BESIDE = 3.0
"""Lines nearer than this look like one."""


def problems(design: Design, pages: Sequence[Scene]) -> list[tuple[str, str]]:
    """What is wrong with all pages of a design's data model together, as (check, what)."""
    return [
        *_fields(design, pages),
        *_references(design, pages),
        *(problem for page in pages for problem in _boxes(page)),
        *(problem for page in pages for problem in _lines(page)),
    ]


def _parts(items: Iterable[Item], word: str) -> Iterator[Part]:
    for item in items:
        if isinstance(item, Part):
            if word in item.classes.split():
                yield item
            yield from _parts(item.items, word)


def _fields(design: Design, pages: Sequence[Scene]) -> Iterator[tuple[str, str]]:
    """Every entity is one table; every field has a row, or is among those that the table counts."""
    tables = [table for page in pages for table in _parts(page.items, "table")]
    count = Counter(table.id for table in tables)
    for name, entity in design.data.items():
        if count.pop(f"entity-{escape_id(name)}", 0) != 1:
            yield "every entity once", name
            continue
        table = next(each for each in tables if each.id == f"entity-{escape_id(name)}")
        shown = [_name(row) for row in _parts(table.items, "row")]
        more = [each.content for each in texts(table.items) if each.content.startswith("+ ")]
        left_out = sum(int(each.split()[1]) for each in more if each.split()[2:][:1])
        asked = [field for query in entity.queries for field in query.by]
        known = list(entity.fields) or list(
            dict.fromkeys((*entity.key, *entity.partition_by, *asked))
        )
        if len(shown) + left_out != len(known) or len(set(shown)) != len(shown):
            yield "every field once", f"{name}: {shown} and {left_out} of {known}"
        if [each for each in known if each in shown] != shown:
            yield "every field once", f"{name}: {shown} is not the order of {known}"
    for name in count:
        yield "every entity once", f"{name} is not in the design"


def _name(row: Part) -> str:
    [text] = [
        each
        for each in row.items
        if isinstance(each, Text) and each.classes.split()[0] in ("field", "key-field")
    ]
    return text.whole or text.content


def _references(design: Design, pages: Sequence[Scene]) -> Iterator[tuple[str, str]]:
    count = Counter(each.id for page in pages for each in _parts(page.items, "reference"))
    for entity in design.data.values():
        for field in entity.fields.values():
            if field.reference is None:
                continue
            times = count.pop(f"reference-{escape_id(f'{entity.id}.{field.name}')}", 0)
            if times != 1:
                yield "every reference once", f"{entity.id}.{field.name}: {times} times"
    for name in count:
        yield "every reference once", f"{name} is not in the design"


def _faces(page: Scene, word: str, classes: str) -> dict[str, Spot]:
    found = {}
    for part in _parts(page.items, word):
        box = next(
            each
            for each in part.items
            if isinstance(each, Rectangle) and classes in each.classes.split()
        )
        found[part.id] = Spot(part.id, 0, box.x, box.y, box.x + box.width, box.y + box.height)
    return found


def _boxes(page: Scene) -> Iterator[tuple[str, str]]:
    tables, stores = _faces(page, "table", "face"), _faces(page, "store", "group-box")
    for boxes in (tables, stores):
        for one, other in combinations(boxes.values(), 2):
            if one.meets(other):
                yield "tables apart", f"{one.what} and {other.what}"
    for table in tables.values():
        holding = [each for each in stores.values() if each.holds(table)]
        if len(holding) != 1:
            yield "tables in their stores", f"{table.what} in {[each.what for each in holding]}"


def _lines(page: Scene) -> Iterator[tuple[str, str]]:
    tables = _faces(page, "table", "face")
    pieces: list[tuple[str, str, Spot]] = []
    for part in _parts(page.items, "reference"):
        target = dict(part.data).get("target", "")
        for path in part.items:
            if isinstance(path, Path) and path.classes.split()[0] == "stroke":
                for points in subpaths(path.data):
                    for (x, y), (to_x, to_y) in pairwise(points):
                        if abs(x - to_x) < 0.01 or abs(y - to_y) < 0.01:
                            box = min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)
                            pieces.append((part.id, target, Spot(part.id, 0, *box)))
    for name, _, piece in pieces:
        for table in tables.values():
            if table.crosses(piece):
                yield "no line over a table", f"{name} over {table.what}"
    for (one, target, a), (other, its, b) in combinations(pieces, 2):
        if one != other and target != its and _over(a, b):
            yield "references apart", f"{one} and {other} at {a.left:.0f}, {a.top:.0f}"


def _over(one: Spot, other: Spot) -> bool:
    """Whether two level or two upright lines lie over each other for a while."""
    level = one.bottom - one.top < TOUCH and other.bottom - other.top < TOUCH
    upright = one.right - one.left < TOUCH and other.right - other.left < TOUCH
    if level:
        shared = min(one.right, other.right) - max(one.left, other.left)
        return abs(one.top - other.top) < BESIDE and shared > BESIDE
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return upright and abs(one.left - other.left) < BESIDE and shared > BESIDE
