"""Edits of random documents: what they change, and that all else stays byte for byte."""

from __future__ import annotations

import re
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sdgen.base.edit import Edit, apply_edits
from sdgen.parse import parse_text, to_plain
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
from tests.support.cases import every_case
from tests.support.quick import examples

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


@pytest.mark.slow
@examples(600)
@given(documents, st.randoms(use_true_random=False))
def test_an_edit_changes_what_it_says_and_nothing_else(text: str, random: Random) -> None:
    document = parse_text(text, "a.yaml")
    assert document.findings == ()
    name, path, call, expected = wish(random, document)
    edits = call()
    assume(not isinstance(edits, Refused) or "no name" not in edits.reason)
    if isinstance(edits, Refused):
        pytest.fail(f"{name} at {path}: {edits.reason}\n{text}")
    new = apply_edits(text, "a.yaml", edits)
    after = parse_text(new, "a.yaml")
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


@pytest.mark.slow
@examples(400)
@given(documents_with_anchors, st.randoms(use_true_random=False))
def test_a_shared_value_changes_only_where_that_is_wished(text: str, random: Random) -> None:
    document = parse_text(text, "a.yaml")
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
        after = parse_text(new, "a.yaml")
        assert after.findings == ()
        if name != "remove":
            assert at(to_plain(after.root), path) == at(expected, path)
        return
    new = apply_edits(text, "a.yaml", edits)
    after = parse_text(new, "a.yaml")
    assert after.findings == ()
    assert to_plain(after.root) == expected
    kept_lines(text, new, edits)
    if name in ("add", "append", "options"):
        kept_comments(document, new, name, path)


def edited(text: str, call: Any, *arguments: Any, **how: Any) -> str:
    document = parse_text(text, "a.yaml")
    edits = call(document, *arguments, **how)
    if isinstance(edits, Refused):
        return f"{edits.span.line}:{edits.span.column}: {edits.reason}"
    return apply_edits(text, "a.yaml", edits)


B = ("b",)


@every_case(
    ("text", "values", "result"),
    [
        ("b:\n  x: 1 # one\n# end\n", {"k": 2}, "b:\n  x: 1 # one\n  k: 2\n# end\n"),
        ("b:\n    x: 1", {"k": 2, "z": [3]}, "b:\n    x: 1\n    k: 2\n    z: [3]"),
        (
            "b:\r\n  x: |\r\n    t\r\n\r\nc: 1\r\n",
            {"k": "n\nm\n"},
            "b:\r\n  x: |\r\n    t\r\n  k: |\r\n    n\r\n    m\r\n\r\nc: 1\r\n",
        ),
        ("b: {x: 1} # c\n", {"k": 2}, "b: {x: 1, k: 2} # c\n"),
        ("b: {x: 1,} # c\n", {"k": 2}, "b: {x: 1, k: 2} # c\n"),
        ("b: {} # c\n", {"k": "a, b"}, 'b: {k: "a, b"} # c\n'),
        ("b: { }\n", {"k": 2}, "b: {k: 2}\n"),
        (
            "b: {\n  x: 1, # one\n  z: 2  # two\n  }\n",
            {"k": 2},
            "b: {\n  x: 1, # one\n  z: 2,  # two\n  k: 2\n  }\n",
        ),
        (
            "b: {\n  x: 1, # one\n  z: 2,  # two\n  }\n",
            {"k": 2},
            "b: {\n  x: 1, # one\n  z: 2,  # two\n  k: 2,\n  }\n",
        ),
        ("b: # c\nd: 1\n", {"k": 2}, "b: {k: 2} # c\nd: 1\n"),
        ("b: ~\n", {"k": {"z": {"a": 1}}}, "b:\n  k:\n    z: {a: 1}\n"),
        ("- b:\n", {"k": 2}, "there is no 'b' here"),
        ("b: [x]\n", {"k": 2}, "this is no mapping that could have keys"),
        ("b: {k: 1}\n", {"k": 2}, "the key 'k' is there already"),
    ],
)
def test_keys_are_added_where_a_person_would(text: str, values: Any, result: str) -> None:
    assert edited(text, add_keys, B, values).endswith(result)


@every_case(
    ("text", "result"),
    [
        ("a: 1\nb: 2 # two\n# c\nd: 3\n", "a: 1\n# c\nd: 3\n"),
        ("a: 1\nb: 2", "a: 1\n"),
        ("b: 2\n", "{}\n"),
        ("{a: 1, b: 2}\n", "{a: 1}\n"),
        ("{b: 2, a: 1}\n", "{a: 1}\n"),
        ("{\n  a: 1, # one\n  b: 2, # two\n  c: 3\n}\n", "{\n  a: 1, # one\n  c: 3\n}\n"),
        ("{b: 2}\n", "{}\n"),
        ("a: &x 1\nb: *x\n", "a: &x 1\n"),
        ("b: &x 1\nc: *x\n", "1:4: this is '&x', which '*x' repeats elsewhere"),
        ("b: {c: &x 1}\nd: *x\n", "1:8: '*x' still needs a value in here"),
        ("? b\n: 1\n? c\n: 2\n", "1:3: a key that is written with '?' is not edited"),
        ("a: {b: 1}\nb: 1\nb: 2\n", "1:1: the file has errors that must be mended first"),
    ],
)
def test_a_key_is_removed_with_its_comment(text: str, result: str) -> None:
    assert edited(text, remove, B) == result


def test_items_are_appended_in_the_form_of_the_list() -> None:
    text = "b: [x]\nc:\n- x # one\nd:\n  - x\ne:\nf: x\n"
    for key, result in {
        "b": "b: [x, n1]\n",
        "c": "c:\n- x # one\n- n1\n",
        "d": "d:\n  - x\n  - n1\n",
        "e": "e: [n1]\n",
        "f": "this is no list that could have items",
    }.items():
        assert result in edited(text, append_items, (key,), ["n1"])
    assert "c:\n- x # one\n- k:\n    l: {m: 1}\n" in edited(
        text, append_items, ("c",), [{"k": {"l": {"m": 1}}}]
    )


def test_calls_get_options_and_a_value_becomes_a_list() -> None:
    text = "calls: [a, b]\nmore:\n  - db # c\n  - mq: {x: 1}\nz: eu-a # here\n"
    options = {"async": True}
    assert "calls: [a, b: {async: true}]" in edited(text, add_options, ("calls", 1), options)
    assert "- db: {async: true} # c" in edited(text, add_options, ("more", 0), options)
    assert "- mq: {x: 1, async: true}" in edited(text, add_options, ("more", 1), options)
    assert "z: [eu-a] # here" in edited(text, wrap_in_list, ("z",))
    assert edited("z: a, b\n", wrap_in_list, ("z",)) == "z:\n  - a, b\n"


SHARED = "base: &base {x: 1, y: [2]} # b\none: *base # o\ntwo: {<<: *base, z: 3}\n"


def test_what_is_shared_changes_everywhere_only_when_that_is_wished() -> None:
    assert edited(SHARED, set_value, ("one", "x"), 5) == (
        "2:6: this is '&base', which '*base' repeats elsewhere"
    )
    for path in (("one", "x"), ("base", "x")):
        assert "repeats elsewhere" in edited(SHARED, set_value, path, 5)
        made = edited(SHARED, set_value, path, 5, everywhere=True)
        assert made == SHARED.replace("x: 1", "x: 5")
    assert edited(SHARED, set_value, ("one",), 5) == SHARED.replace("one: *base", "one: 5")
    assert edited(SHARED, set_value, ("two", "x"), 5) == SHARED.replace("z: 3", "z: 3, x: 5")
    assert "3:6: '<<' brings 'y' here from a value that others share" in edited(
        SHARED, set_value, ("two", "y", 0), 5
    )
    assert "'<<' brings this key here" in edited(SHARED, remove, ("two", "x"))
    assert edited(SHARED, remove, ("one",)) == SHARED.replace("one: *base # o\n", "")


def test_a_whole_document_is_neither_set_nor_removed() -> None:
    assert "whole document" in edited("a: 1\n", set_value, (), 1)
    assert "whole document" in edited("a: 1\n", remove, ())
    assert edited("a: 1\n", add_keys, (), {"b": 2}) == "a: 1\nb: 2\n"
    assert edited("a: 1\n", set_value, B, 2) == "a: 1\nb: 2\n"


BLOCK_LIST = """\
k:
  zones:   # head
    # racks
    - za   # first

    # between
    - zb   # second
  n: 1
"""
FLOW_LIST = "k:\n  zones: [  # head\n    za,   # first\n    zb    # second\n  ]\n"
PLACES = "k:\n  place:   # where\n    za: 1    # leader\n    # hm\n    zb: 1    # follower\n"
CALLS = "k:\n- any_of:  # x\n  - a  # y\n  - b: {t: 1s}  # z\n- q\n"

ALONG = ["za", "zb", "zc"]


@every_case(
    ("text", "path", "value", "after"),
    [
        (BLOCK_LIST, "zones", ALONG, BLOCK_LIST.replace("second\n", "second\n    - zc\n")),
        (BLOCK_LIST, "zones", ["zc", "za", "zb"], BLOCK_LIST.replace("- za", "- zc\n    - za")),
        (
            BLOCK_LIST,
            "zones",
            ["za", "zc", "zb"],
            BLOCK_LIST.replace("first\n", "first\n    - zc\n"),
        ),
        (BLOCK_LIST, "zones", ["zb"], BLOCK_LIST.replace("    - za   # first\n", "")),
        (
            BLOCK_LIST,
            "zones",
            ["za", "zc"],
            BLOCK_LIST.replace("first\n", "first\n    - zc\n").replace("    - zb   # second\n", ""),
        ),
        (FLOW_LIST, "zones", ALONG, FLOW_LIST.replace("zb    # second", "zb,    # second\n    zc")),
        (
            FLOW_LIST,
            "zones",
            ["za", "zc", "zb"],
            FLOW_LIST.replace("first\n", "first\n    zc,\n"),
        ),
        (FLOW_LIST, "zones", ["zc", "za", "zb"], FLOW_LIST.replace("za,", "zc, za,")),
        (FLOW_LIST, "zones", ["zb"], FLOW_LIST.replace("    za,   # first\n", "")),
        ("k: {zones: [a, c]}\n", "zones", ["a", "b", "c"], "k: {zones: [a, b, c]}\n"),
        (PLACES, "place", {"za": 2, "zb": 1}, PLACES.replace("za: 1", "za: 2")),
        (PLACES, "place", {"za": 1, "zb": 1, "zc": 1}, f"{PLACES}    zc: 1\n"),
        (PLACES, "place", {"zb": 1}, PLACES.replace("    za: 1    # leader\n", "")),
        (
            CALLS,
            0,
            {"any_of": ["a", {"b": {"t": "1s"}}, "c"]},
            CALLS.replace("# z\n", "# z\n  - c\n"),
        ),
        (
            "k:\n- a:  # x\n    t: 1s  # y\n- q\n",
            0,
            {"b-c": {"t": "1s"}},
            "k:\n- b-c:  # x\n    t: 1s  # y\n- q\n",
        ),
        ("k:\n- {a: {t: 1s}}\n", 0, {"b": {"t": "2s"}}, "k:\n- {b: {t: 2s}}\n"),
        (
            "k:\n  - - a\n    - b  # b\n",
            0,
            ["c", "a", "b"],
            "k:\n  - - c\n    - a\n    - b  # b\n",
        ),
    ],
)
def test_what_stays_of_a_list_or_mapping_keeps_its_line_and_comment(
    text: str, path: str | int, value: list[str] | dict[str, object], after: str
) -> None:
    edits = set_value(parse_text(text, "d.yaml"), ("k", path), value)
    assert not isinstance(edits, Refused)
    assert apply_edits(text, "d.yaml", edits) == after


@every_case(
    ("text", "result"),
    [
        ("x:\n- &n # c\n  'a'\n", "x:\n- VALUE # c\n"),
        ("x:\n- &n # c\n  !!str # d\n  'a' # e\n", "x:\n- VALUE # c\n  # d # e\n"),
        ("x:\n-\n  !!str # c\n  a\n", "x:\n- VALUE\n  # c\n"),
        ("x: [&n # c\n  a, b]\n", "x: [ # c\n  VALUE, b]\n"),
        ("x: {k: &n # c\n  a, b: 1}\n", "x: {k: # c\n  VALUE, b: 1}\n"),
    ],
)
def test_a_comment_behind_an_anchor_or_a_tag_stays(text: str, result: str) -> None:
    step = "k" if "{" in text else 0
    for call, value, written in (
        (set_value, 3, "3"),
        (add_options, {"async": True}, "a: {async: true}"),
    ):
        in_brackets = text[3] in "[{" and call is add_options
        expected = result.replace("VALUE", f"{{{written}}}" if in_brackets else written)
        assert edited(text, call, ("x", step), value) == expected
