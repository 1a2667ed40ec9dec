"""A list or mapping turned into another one part by part, so that what stays keeps its lines, its
style and its comments.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from sdgen.parse import changes, write
from sdgen.parse.changes import Change, RefusedError
from sdgen.parse.layout import Form, Layout, Written

MOST_PARTS = 2000
"""Of larger ones the parts are not compared."""


def changed_parts(
    layout: Layout, node: Written, old: write.Data, new: write.Data
) -> list[Change] | None:
    """What turns ``old``, which ``node`` writes, into ``new``; None where nothing stays of it, or
    an anchor is in the way, so that it is written as a whole."""
    if node.bare or any(each.used or each.form is Form.ALIAS for each in node.inside()):
        return None
    try:
        made = _parts(layout, node, old, new)
    except RefusedError:
        return None
    if made is None or _overlap(made):
        return None
    return made


def _parts(layout: Layout, node: Written, old: write.Data, new: write.Data) -> list[Change] | None:
    if isinstance(old, list) and isinstance(new, list) and node.form is Form.LIST:
        return _items(layout, node, old, new)
    if isinstance(old, dict) and isinstance(new, dict) and node.form is Form.MAPPING:
        return _entries(layout, node, old, new)
    return None


def _entries(
    layout: Layout, node: Written, old: dict[str, write.Data], new: dict[str, write.Data]
) -> list[Change] | None:
    keys = [key.text for key, _ in node.pairs()]
    if len(old) == len(new) == 1 and keys == [*old] != [*new]:
        return _renamed(layout, node, old, new)
    kept = [key for key in keys if key in new]
    if keys != [*old] or not kept or [*new][: len(kept)] != kept:
        return None
    made: list[Change] = []
    for index, key in enumerate(keys):
        if key not in new:
            made += changes.remove_from(layout, node, index)
        elif not _same(old[key], new[key]):
            made += _set(layout, node, index, old[key], new[key])
    further = {key: value for key, value in new.items() if key not in old}
    return [*made, *(changes.add_entries(layout, node, further) if further else ())]


def _renamed(
    layout: Layout, node: Written, old: dict[str, write.Data], new: dict[str, write.Data]
) -> list[Change] | None:
    """Another key for the one value of a mapping, such as a call to something else."""
    (key, _), value = next(iter(node.pairs())), next(iter(old.values()))
    ((name, then),) = new.items()
    if key.content > key.start or key.form is not Form.SCALAR:
        return None
    made = [(key.start, key.end, write.key_text(name, in_flow=node.flow))]
    return made if _same(value, then) else [*made, *_set(layout, node, 0, value, then)]


def _items(
    layout: Layout, node: Written, old: list[write.Data], new: list[write.Data]
) -> list[Change] | None:
    if max(len(old), len(new)) > MOST_PARTS or len(old) != len(node.parts):
        return None
    made: list[Change] = []
    after: int | None = None
    for kind, first, last, low, high in _differences(old, new):
        if kind == "equal":
            after = last - 1
        elif kind == "replace" and _are_alike(old[first:last], new[low:high]):
            for at in range(last - first):
                made += _set(layout, node, first + at, old[first + at], new[low + at])
            after = last - 1
        else:
            for index in range(first, last):
                made += changes.remove_from(layout, node, index)
            if high > low:
                made += _inserted(layout, node, after, last, new[low:high])
    return made if after is not None else None


def _are_alike(old: list[write.Data], new: list[write.Data]) -> bool:
    """Whether each is a list or mapping in the place of one: what is said of a word in a comment
    does not go for another word."""
    return len(old) == len(new) and all(
        isinstance(one, list | dict) and type(one) is type(other)
        for one, other in zip(old, new, strict=True)
    )


def _differences(
    old: list[write.Data], new: list[write.Data]
) -> Iterator[tuple[str, int, int, int, int]]:
    """Which items are the same, replaced, removed or added, as positions in both lists."""
    before, after = ([json.dumps(each) for each in items] for items in (old, new))
    yield from SequenceMatcher(None, before, after, autojunk=False).get_opcodes()


def _set(
    layout: Layout, node: Written, index: int, old: write.Data, new: write.Data
) -> list[Change]:
    part = node.parts[2 * index + 1 if node.form is Form.MAPPING else index]
    made = _parts(layout, part, old, new)
    return changes.set_in(layout, node, index, new) if made is None else made


def _inserted(
    layout: Layout, node: Written, after: int | None, before: int, items: list[write.Data]
) -> list[Change]:
    """Items behind the one at ``after``, which stays, or in front of all."""
    if before == len(node.parts) and after == before - 1:
        return changes.add_items(layout, node, items)
    if after is None:
        return changes.items_before(layout, node, before, items)
    return changes.items_behind(layout, node, after, items)


def _overlap(made: list[Change]) -> bool:
    """Whether two of the changes are of the same stretch, or at one place."""
    ordered = sorted(made)
    return any(one[1] > other[0] or one[:2] == other[:2] for one, other in pairwise(ordered))


def _same(one: write.Data, other: write.Data) -> bool:
    """Whether two values are written alike: true is not 1."""
    return json.dumps(one) == json.dumps(other)
