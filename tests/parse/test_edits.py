"""Edits of random documents: what they change, and that all else stays byte for byte."""

from __future__ import annotations

import re
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sdgen.base.edit import Edit, apply_edits
from sdgen.parse import load_text, to_plain
from sdgen.parse.document import Document, Mapping, Node, Sequence
from sdgen.parse.edits import (
    Path,
    Refused,
    add_keys,
    add_options,
    append_items,
    remove,
    set_value,
    wrap_in_list,
)
from tests.parse.documents import documents, documents_with_anchors

NEW: tuple[Any, ...] = (
    *(
        5,
        "new",
        "no",
        None,
        True,
        1.5,
        "a, b",
        [],
        {},
        "two\nlines\n",
        "two\nlines",
        "w " * 70 + "w",
    ),
    *(
        [1, "b"],
        {"k": "v"},
        {"k": {"l": [1, {"m": 2}]}},
        [{"a": 1, "b": {"c": "d" * 90}}],
        [[1], "x"],
    ),
)


def places(root: Node, path: Path = ()) -> list[Path]:
    found = [path]
    if isinstance(root, Mapping):
        for entry in root.entries:
            found += places(entry.value, (*path, entry.key))
    elif isinstance(root, Sequence):
        for index, item in enumerate(root.items):
            found += places(item, (*path, index))
    return found


def at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def changed(data: Any, path: Path, change: Any) -> Any:
    """A copy of the data with ``change(old)`` at the path; ``del`` where that is Ellipsis."""
    if not path:
        return change(data)
    copy = dict(data) if isinstance(data, dict) else list(data)
    new = changed(copy[path[0]], path[1:], change)
    if new is ...:
        del copy[path[0]]
    else:
        copy[path[0]] = new
    return copy


def wish(random: Random, document: Document) -> tuple[str, Path, Any, Any]:
    """Something to change: its name, the path, the call, and the data afterwards."""
    assert document.root is not None
    data = to_plain(document.root)
    path = random.choice(places(document.root))
    old, new = at(data, path), random.choice(NEW)
    ways: list[tuple[str, Any, Any]] = []
    if path:
        ways += [
            ("set", lambda **how: set_value(document, path, new, **how), lambda _: new),
            ("remove", lambda **how: remove(document, path, **how), lambda _: ...),
            ("wrap", lambda **how: wrap_in_list(document, path, **how), lambda each: [each]),
        ]
    if isinstance(old, dict) or (old is None and path):
        more = {"new": new, "no": 1} if random.random() < 0.3 else {"new": new}
        more = {key: value for key, value in more.items() if key not in (old or {})}
        ways.append(
            (
                "add",
                lambda **how: add_keys(document, path, more, **how),
                lambda each: {**(each or {}), **more},
            )
        )
    if isinstance(old, list) or (old is None and path):
        items = [new] * random.choice([1, 1, 2])
        ways.append(
            (
                "append",
                lambda **how: append_items(document, path, items, **how),
                lambda each: [*(each or []), *items],
            )
        )
    if isinstance(old, str) and old and "\n" not in old and isinstance(path[-1], int):
        options = {"async": True}
        ways.append(
            (
                "options",
                lambda **how: add_options(document, path, options, **how),
                lambda each: {each: options},
            )
        )
    name, call, change = random.choice(ways)
    return name, path, call, changed(data, path, change)


def kept_lines(old: str, new: str, edits: tuple[Edit, ...]) -> None:
    """Every line without an edit is there, byte for byte and in order."""
    touched = {line for edit in edits for line in range(edit.span.line, edit.span.end_line + 1)}
    lines = old.splitlines(keepends=True)
    parts = [line for number, line in enumerate(lines, start=1) if number not in touched]
    rest = new.splitlines(keepends=True)
    for line in parts:
        assert line in rest, (line, new)
        del rest[: rest.index(line) + 1]


def lines_of_value(document: Document, path: Path) -> range:
    """The lines of the value at a path and of its key."""
    node, first = document.root, 1
    assert node is not None
    for step in path:
        if isinstance(node, Mapping):
            entry = node.entry(str(step))
            assert entry is not None
            node, first = entry.value, entry.key_span.line
        else:
            assert isinstance(node, Sequence)
            assert isinstance(step, int)
            first = node.items[step - 1].span.end_line if step else node.span.line
            node = node.items[step]
    return range(first, node.span.end_line + 1)


def kept_comments(document: Document, new: str, name: str, path: Path) -> None:
    """Every comment is there; with a value that goes, those on its lines may go."""
    old = document.text
    gone = set(re.findall(r"# c\d+,", old)) - set(re.findall(r"# c\d+,", new))
    if not gone:
        return
    assert name in ("set", "remove", "wrap"), (gone, new)
    lines = lines_of_value(document, path)
    for number, line in enumerate(old.splitlines(), start=1):
        for each in gone:
            assert each not in line or number in lines, (each, new)


@settings(max_examples=600, deadline=None)
@given(documents, st.randoms(use_true_random=False))
def test_an_edit_changes_what_it_says_and_nothing_else(text: str, random: Random) -> None:
    document = load_text(text, "a.yaml")
    assert document.findings == ()
    name, path, call, expected = wish(random, document)
    edits = call()
    assume(not isinstance(edits, Refused) or "no name" not in edits.reason)
    if isinstance(edits, Refused):
        pytest.fail(f"{name} at {path}: {edits.reason}\n{text}")
    new = apply_edits(text, "a.yaml", edits)
    after = load_text(new, "a.yaml")
    assert after.findings == (), new
    assert after.root is not None
    assert to_plain(after.root) == expected, new
    kept_lines(text, new, edits)
    kept_comments(document, new, name, path)
    if "\r\n" in text:
        assert new.count("\n") == new.count("\r\n")


SHARING = re.compile(
    r"repeats elsewhere|a value that others share|still needs|'<<' brings|cannot be removed here"
)


@settings(max_examples=400, deadline=None)
@given(documents_with_anchors, st.randoms(use_true_random=False))
def test_a_shared_value_changes_only_where_that_is_wished(text: str, random: Random) -> None:
    document = load_text(text, "a.yaml")
    assume(document.root is not None)
    assert document.findings == ()
    name, path, call, expected = wish(random, document)
    edits = call()
    assume(not isinstance(edits, Refused) or "no name" not in edits.reason)
    if isinstance(edits, Refused):
        assert SHARING.search(edits.reason), (name, path, edits.reason, text)
        edits = call(everywhere=True)
        if isinstance(edits, Refused):
            assert "still needs" in edits.reason, (name, path, edits.reason, text)
            return
        new = apply_edits(text, "a.yaml", edits)
        after = load_text(new, "a.yaml")
        assert after.findings == ()
        if name != "remove":
            assert at(to_plain(after.root), path) == at(expected, path)
        return
    new = apply_edits(text, "a.yaml", edits)
    after = load_text(new, "a.yaml")
    assert after.findings == ()
    assert to_plain(after.root) == expected
    kept_lines(text, new, edits)
    if name in ("add", "append", "options"):
        kept_comments(document, new, name, path)
