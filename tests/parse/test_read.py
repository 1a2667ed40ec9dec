"""Text becomes data with places; whatever is wrong with it becomes findings."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgen.base.findings import Severity
from sdgen.base.span import Span
from sdgen.parse import Document, Mapping, Scalar, Sequence, parse_file, parse_text, to_plain
from sdgen.parse.problems import DEEPEST, LARGEST_FILE, MOST_FINDINGS, MOST_VALUES
from tests.support.cases import every_case

HOSTILE = Path(__file__).parent / "hostile"


def read(text: str | bytes) -> object:
    document = parse_text(text, "d.yaml")
    assert document.findings == ()
    return to_plain(document.root)


def problems(document: Document) -> list[tuple[str, int, int, str, str]]:
    return [
        (found.code, found.span.line, found.span.column, found.message, found.help)
        for found in document.findings
    ]


# --- values -----------------------------------------------------------------------------------


@every_case(
    ("text", "value"),
    [
        *((word, word) for word in ("on", "off", "yes", "no", "y", "n", "On", "NO", "12:30")),
        *((word, word) for word in ("1:30:00", "010", "0o10", "0x1F", "1_000", "2027-03-31")),
        *((word, word) for word in (".inf", "-.inf", ".nan", "=", "<", ".", "+", "1e", "1e+")),
        *((word, word) for word in ("1e999", "-00.5", "1.2.3", "٣", "9" * 500, "5y", "99.95%")),
        ("true", True),
        ("False", False),
        ("TRUE", True),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-3", -3),
        ("+3", 3),
        ("1e9", 1_000_000_000),
        ("1E3", 1000),
        ("1e-3", 0.001),
        ("1.5", 1.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("0.0", 0.0),
        ("1e30", 1e30),
        ("9223372036854775807", 9223372036854775807),
        ("9223372036854775808", 9223372036854775808.0),
        ("'010'", "010"),
        ('"true"', "true"),
        ("!!str 1", "1"),
        ("|\n  two\n  lines\n", "two\nlines\n"),
    ],
)
def test_words_mean_what_they_look_like(text, value):
    found = read(f"key: {text}")
    assert found == {"key": value}
    assert type(found["key"]) is type(value)


def test_a_scalar_keeps_what_was_written():
    document = parse_text("a: 1e9\nb: 1.50\n", "d.yaml")
    assert [entry.value.text for entry in document.root.entries] == ["1e9", "1.50"]


def test_keys_are_text():
    assert read("1: a\ntrue: b\nnull: c\n'<<': d") == {
        "1": "a",
        "true": "b",
        "null": "c",
        "<<": "d",
    }


def test_every_key_and_value_knows_its_place():
    text = "name: Größe 😀 x\nlist:\n  - a\n  - {b: [1, 2]}\nlast: 'q'\n"
    root = parse_text(text, "d.yaml").root
    name, items, last = root.entries
    assert name.key_span == Span("d.yaml", 1, 1, 1, 5)
    assert name.value.span == Span("d.yaml", 1, 7, 1, 16)
    assert items.value.span == Span("d.yaml", 2 + 1, 3, 4, 16)
    assert items.value.items[0].span == Span("d.yaml", 3, 5, 3, 6)
    inner = items.value.items[1]
    assert inner.span == Span("d.yaml", 4, 5, 4, 16)
    assert inner.get("b").span == Span("d.yaml", 4, 9, 4, 15)
    assert last.value.span == Span("d.yaml", 5, 7, 5, 10)
    assert root.span == Span("d.yaml", 1, 1, 5, 10)


def test_windows_line_ends_and_byte_order_marks_move_no_place():
    text = "\ufeffa: 1\r\nb: 2\r\n"
    for data in (text, text.encode(), text.encode("utf-16")):
        root = parse_text(data, "d.yaml").root
        assert root.entry("a").key_span == Span("d.yaml", 1, 1, 1, 2)
        assert root.entry("b").key_span == Span("d.yaml", 2, 1, 2, 2)


def test_mappings_find_their_keys():
    root = parse_text("a: {b: 1}", "d.yaml").root
    assert isinstance(root, Mapping)
    assert root.get("a").get("b").value == 1
    assert root.get("b") is None
    assert root.entry("b") is None
    assert isinstance(parse_text("[1]", "d.yaml").root, Sequence)
    assert isinstance(parse_text("x", "d.yaml").root, Scalar)


# --- aliases and merge keys -------------------------------------------------------------------


def test_aliases_are_copies():
    assert read("a: &x [1]\nb: *x\nc: &x 2\nd: *x") == {"a": [1], "b": [1], "c": 2, "d": 2}


def test_merge_keys_add_what_is_missing_and_the_first_source_wins():
    text = (
        "one: &one {x: 1, y: 1}\ntwo: &two {y: 2, z: 2}\n"
        "both: {z: own, <<: [*one, *two]}\nsingle:\n  <<: *two\n  w: 3\n"
    )
    found = read(text)
    assert found["both"] == {"x": 1, "y": 1, "z": "own"}
    assert found["single"] == {"y": 2, "z": 2, "w": 3}


def test_a_merged_entry_stands_where_it_was_written():
    root = parse_text("one: &one\n  x: 1\ntwo:\n  <<: *one\n", "d.yaml").root
    assert root.get("two").entry("x").key_span.line == 2


@every_case("value", ["1", "text", "[{a: 1}, 2]"])
def test_only_mappings_can_be_merged(value):
    assert problems(parse_text(f"a:\n  <<: {value}", "d.yaml")) == [
        (
            "YAML010",
            2,
            3,
            "'<<' merges a mapping or a list of mappings, and this is neither",
            "write <<: *name, where &name marks a mapping",
        )
    ]


def test_an_unknown_alias_suggests_the_known_one():
    document = parse_text("a: &defaults 1\nb: *default\nc: *xyz", "d.yaml")
    assert problems(document) == [
        (
            "YAML011",
            2,
            4,
            "'*default' names a value, but no '&default' stands before it",
            'write *defaults, or put the text in quotes: "*default"',
        ),
        (
            "YAML011",
            3,
            4,
            "'*xyz' names a value, but no '&xyz' stands before it",
            'mark the value with &xyz before this line, or put the text in quotes: "*xyz"',
        ),
    ]


def test_a_value_cannot_contain_itself():
    document = parse_text("a: &a\n  b: [*a]", "d.yaml")
    assert problems(document) == [
        (
            "YAML011",
            2,
            7,
            "'*a' stands inside the value that it names, so the value would never end",
            "name a value that is complete before this line",
        )
    ]
    to_plain(document.root)


def test_a_bomb_of_aliases_is_refused():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for level in range(1, 30):
        copies = ", ".join([f"*a{level - 1}"] * 10)
        lines.append(f"a{level}: &a{level} [{copies}]")
    document = parse_text("\n".join(lines), "d.yaml")
    assert document.root is None
    assert [(found.code, found.unreadable) for found in document.findings] == [("YAML013", True)]
    assert document.findings[0].message == (
        "the file has more than 500,000 keys and values, each '*alias' counted as a copy"
    )
    assert document.findings[0].help == (
        "split the design with include, or use fewer aliases of aliases"
    )


def test_depth_is_counted_through_aliases():
    lines = [f"a0: &a0 {'[' * 60}{']' * 60}", f"a1: {'[' * 60}*a0{']' * 60}"]
    document = parse_text("\n".join(lines), "d.yaml")
    assert [found.code for found in document.findings] == ["YAML012"]


def test_a_chain_of_merges_is_bounded():
    lines = ["a0: &a0 {k0: 1}"]
    lines += [f"a{n}: &a{n} {{<<: *a{n - 1}, k{n}: 1}}" for n in range(1, 2000)]
    assert parse_text("\n".join(lines), "d.yaml").root is None


# --- what a design cannot contain -------------------------------------------------------------


def test_a_key_can_stand_only_once():
    document = parse_text("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\na: 4\n", "d.yaml")
    assert problems(document) == [
        (
            "YAML007",
            5,
            3,
            "the key 'c' already stands in line 3, column 3",
            "remove one of the two, or give one another name",
        ),
        (
            "YAML007",
            6,
            1,
            "the key 'a' already stands in line 1, column 1",
            "remove one of the two, or give one another name",
        ),
    ]
    assert to_plain(document.root) == {"a": 1, "b": {"c": 1, "d": 2}}
    assert not any(found.unreadable for found in document.findings)


@every_case(
    "tag", ["!!python/object/apply:os.system", "!!binary", "!!set", "!!timestamp", "!custom"]
)
def test_tags_are_refused(tag):
    assert problems(parse_text(f"a: {tag} x", "d.yaml")) == [
        (
            "YAML009",
            1,
            4,
            f"the tag {tag!r} is not supported; a design is plain data",
            "leave the tag out, and put the value in quotes if it is text",
        )
    ]


@every_case("text", ["? [a, b]\n: 1", "? {a: b}\n: 1", "{x: y}: 1", "? ? ? a\n: 1"])
def test_keys_cannot_be_collections(text):
    assert [found[::4] for found in problems(parse_text(text, "d.yaml"))] == [
        (
            "YAML008",
            'put it in quotes if it is text (values that begin with { or [ need quotes: "{id}")',
        )
    ]


def test_a_template_without_quotes_is_a_key_that_is_a_mapping():
    document = parse_text("a: {{ id }}", "d.yaml")
    assert document.findings[0].message == (
        "a key must be text, and this one is a list or a mapping"
    )


def test_a_key_cannot_be_missing():
    assert problems(parse_text("a: {'': x}", "d.yaml")) == [
        ("YAML008", 1, 5, "there is no key in front of this ':'", "write key: value")
    ]


def test_one_file_is_one_design():
    document = parse_text("a: 1\n---\nb: [", "d.yaml")
    assert problems(document) == [
        (
            "YAML006",
            2,
            1,
            "a second document begins here, and one file is one design",
            "remove the '---', or move what follows into a file of its own and include it",
        )
    ]
    assert to_plain(document.root) == {"a": 1}


@every_case("text", ["", "\n\n", "# nothing yet\n", "---\n", "---\n...\n", "~", b""])
def test_an_empty_file_says_how_to_begin(text):
    document = parse_text(text, "d.yaml")
    assert document.root is None
    assert problems(document) == [
        (
            "YAML005",
            1,
            1,
            "the file is empty",
            "begin with the lines 'sdgen: 1', 'name: ...' and 'components: ...'",
        )
    ]
    assert document.findings[0].unreadable


# The parser has a limit of its own since libyaml 0.2.6, and it reads brackets ahead, so it may
# complain of level 1000 before it has told of level 1.
@pytest.mark.slow
@every_case(
    ("text", "place"),
    [
        ("[" * 10_000, (1, 101)),
        ("{" * 10_000, (1, 101)),
        ("[{" * 5_000, (1, 101)),
        ("[" * 1_000, (1, 101)),
        ("[" * 1_001, (1, 101)),
        ("[" * 3_000 + "]" * 3_000, (1, 101)),
        ("[\n" * 10_000, (101, 1)),
        ("[1, " * 5_000, (1, 401)),
        ("{a: " * 10_000, (1, 401)),
        ("{? " * 3_000, (1, 301)),
        ("[? " * 3_000, (1, 151)),
        ("- " * 10_000, (1, 201)),
        ("? " * 10_000, (1, 201)),
        ("? [" * 3_000, (1, 151)),
        ("x: [" * 10_000, (1, 201)),
        ("x: {y: [" * 5_000, (1, 268)),
        ("- - - " + "{" * 4_000, (1, 104)),
        ("a: 1\r\nb: \u00e9\r\nc: " + "[" * 4_000, (3, 103)),
        ("--- " + "[" * 3_000, (1, 105)),
        ("# [[[\n" + "[" * 3_000 + "# x", (2, 101)),
        ("".join(f"{' ' * level}a:\n" for level in range(1_500)), (101, 101)),
        ("".join(f"{' ' * level}-\n" for level in range(1_500)), (101, 101)),
        ("a: 1\nb:\n  c: 1\n  " + "[" * 300, (4, 101)),
        ("a: 1\nb:\n  c: 1\n  " + "[" * 5_000, (4, 101)),
        ("a: 1\n" + "{" * 5_000, (2, 100)),
    ],
)
def test_too_many_levels_are_refused_where_they_begin(text, place):
    document = parse_text(text, "d.yaml")
    assert document.root is None
    assert [found.unreadable for found in document.findings] == [True]
    assert problems(document) == [
        (
            "YAML012",
            *place,
            f"this is nested more than {DEEPEST} levels deep",
            "no part of a design needs more than ten levels: check for unclosed brackets",
        )
    ]


def test_what_stands_before_too_many_levels_is_told_too():
    document = parse_text("- {a: 1, a: 2}\n- " + "[" * 5_000, "d.yaml")
    assert [found.code for found in document.findings] == ["YAML007", "YAML012"]


def test_brackets_in_text_are_no_levels():
    document = parse_text(f"a: '{'[' * 500}'\nb: `", "d.yaml")
    assert [found.code for found in document.findings] == ["YAML004"]


def test_as_many_levels_as_allowed_are_read():
    assert read("[" * DEEPEST + "]" * DEEPEST)


@pytest.mark.slow
def test_too_many_values_are_refused():
    document = parse_text("- a\n" * (MOST_VALUES + 1), "d.yaml")
    assert [found.code for found in document.findings] == ["YAML013"]
    assert document.root is None


def test_keys_and_values_are_counted_with_all_copies():
    document = parse_text("a: &a {b: 1, c: [2, 3]}\nd: *a\ne: *a\n", "d.yaml")
    assert document.values == 1 + 3 + 3 * 7


def test_the_number_of_findings_is_bounded():
    document = parse_text("a: 1\n" * (MOST_FINDINGS * 2), "d.yaml")
    assert len(document.findings) == MOST_FINDINGS


def test_tag_lines_are_bounded():
    document = parse_text("%TAG !a! b\n" * 1000, "d.yaml")
    assert problems(document) == [
        (
            "YAML009",
            1,
            1,
            "the file has more than 50 %TAG lines",
            "leave them out: tags are not supported",
        )
    ]


# --- bytes and files --------------------------------------------------------------------------


@every_case(
    ("data", "line", "column", "message"),
    [
        (b"a: 1\nb: \xff\n", 2, 4, "the byte 0xFF is not UTF-8 text"),
        ("é: ".encode() + b"\xe9", 1, 4, "the byte 0xE9 is not UTF-8 text"),
        (b"\xff\xfea\x00:\x00 \x00\x00\xdc", 1, 4, "the byte 0x00 is not UTF-16 text"),
        ("a: \ud800", 1, 4, "half of a character, U+D800, is not text"),
    ],
)
def test_what_is_no_text_is_refused_with_its_place(data, line, column, message):
    document = parse_text(data, "d.yaml")
    assert document.root is None
    assert problems(document) == [("YAML003", line, column, message, "save the file as UTF-8")]
    assert document.findings[0].unreadable


def test_what_can_be_read_of_broken_text_is_kept_for_the_report():
    assert parse_text(b"a: 1\nb: \xff\n", "d.yaml").text == "a: 1\nb: \ufffd\n"
    assert parse_text(b"\xff\xfea\x00\x00\xdc", "d.yaml").text == "a\ufffd"


@every_case("character", ["\x00", "\x07", "\x1b", "\x7f", "\x9b", "\uffff"])
def test_control_characters_are_refused_with_their_place(character):
    assert problems(parse_text(f"é: 1\nb: x{character}y\n", "d.yaml")) == [
        (
            "YAML003",
            2,
            5,
            f"the control character U+{ord(character):04X} is not allowed in a design",
            "remove it; editors often show it as a box, or not at all",
        )
    ]


def test_a_file_is_read_under_the_name_it_is_shown_by(tmp_path):
    path = tmp_path / "design.yaml"
    path.write_bytes(b"a: 1\n")
    assert parse_file(path).file == str(path)
    document = parse_file(str(path), display="design.yaml")
    assert (document.file, document.text) == ("design.yaml", "a: 1\n")
    assert document.root.get("a").span.file == "design.yaml"


def unreadable(path: Path) -> tuple[str, str]:
    document = parse_file(path, display="d.yaml")
    (found,) = document.findings
    assert document.root is None
    assert found.unreadable
    assert found.severity is Severity.ERROR
    assert found.span == Span.whole("d.yaml")
    return found.message, found.help


def test_missing_files(tmp_path):
    (tmp_path / "twitter.yaml").touch()
    near = str(tmp_path / "twitter.yaml")
    missing = "'d.yaml' does not exist"
    assert unreadable(tmp_path / "twiter.yaml") == (missing, f"did you mean {near!r}?")
    assert unreadable(tmp_path / "other") == (missing, "check the spelling of the path")
    folder = str(tmp_path / "no")
    assert unreadable(tmp_path / "no" / "x") == (missing, f"there is no directory {folder!r}")
    assert unreadable(tmp_path / "twitter.yaml" / "x") == (
        missing,
        "part of the path is a file, not a directory",
    )


def test_what_is_no_file(tmp_path):
    assert unreadable(tmp_path) == (
        "'d.yaml' is a directory, not a file",
        "name one YAML file in it",
    )
    assert unreadable(Path("a\0b")) == ("'d.yaml' is not a possible file name", "")
    message, _ = unreadable(tmp_path / ("x" * 5000))
    assert message == "'d.yaml' cannot be read: file name too long"


def test_pipes_and_devices_are_not_waited_for(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    refusal = ("'d.yaml' is a pipe or a device, not a file", "name a YAML file")
    assert unreadable(pipe) == refusal
    assert unreadable(Path("/dev/zero")) == refusal


def test_files_that_may_not_be_read(tmp_path, monkeypatch):
    path = tmp_path / "d.yaml"
    path.touch()

    def refuse(*arguments: object) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "open", refuse)
    assert unreadable(path) == (
        "'d.yaml' may not be read by you",
        "check the permissions of the file and of its directory",
    )


def test_large_files_are_refused_before_they_are_read(tmp_path):
    path = tmp_path / "large.yaml"
    with path.open("wb") as stream:
        stream.truncate(2 * LARGEST_FILE)
    assert unreadable(path) == (
        "the file has 10.0 MB, and sdgen reads at most 5 MB",
        "is this the right file? a large design can be split with include",
    )
    assert parse_text("a" * (LARGEST_FILE + 1), "d.yaml").findings[0].code == "YAML002"


# --- hostile input ----------------------------------------------------------------------------

EXPECTED = {
    "bytes-and-recursion": ["YAML003"],
    "nested-complex-keys": ["YAML008"] * 3,
    "duplicate-merge-key": ["YAML007"],
    "nul-character": ["YAML003"],
    "python-module-tag": ["YAML009"],
    "odd-utf16": ["YAML003"],
    "recursive-anchor": ["YAML011"],
    "unacceptable-key": ["YAML008"],
    "undefined-anchor": ["YAML011"],
    "unclosed-quote": ["YAML004"],
    "tabs-4EJS": ["YAML004"],
    "extra-bracket-4H7K": ["YAML004"],
    "indentation-DMG6": ["YAML004"],
    "several-documents-RZT7": ["YAML006"],
    "accepted-9C9N": [],
    "surrogate-pairs": [],
    "lone-surrogate": ["YAML004"],
}


@every_case("name", sorted(EXPECTED))
def test_hostile_files_give_findings(name):
    document = parse_file(HOSTILE / name)
    assert [found.code for found in document.findings] == EXPECTED[name]
    assert all(found.help for found in document.findings)


def test_every_hostile_file_is_tested_and_has_a_source():
    names = {path.name for path in HOSTILE.iterdir()} - {"SOURCES.md"}
    sources = (HOSTILE / "SOURCES.md").read_text(encoding="utf-8")
    assert names == set(EXPECTED)
    assert all(f"| {name} |" in sources for name in names)


LONG_INPUTS = [
    "a: x\n",
    "%X\n",
    "- |\n",
    "[a],",
    '- "',
    "? a\n",
    "&a ",
    "{a},",
    "...\n",
    "\t",
    ": ",
]


@pytest.mark.slow
@pytest.mark.parametrize("part", LONG_INPUTS)
def test_long_nonsense_ends(part):
    document = parse_text(part * (500_000 // len(part)), "d.yaml")
    assert document.findings or document.root


def check(data: str | bytes) -> None:
    document = parse_text(data, "d.yaml")
    lines = document.text.count("\n") + document.text.count("\r") + 1
    lines += sum(document.text.count(mark) for mark in "\x85\u2028\u2029")
    if document.root is None:
        assert any(found.unreadable for found in document.findings)
    else:
        to_plain(document.root)
        assert not any(found.unreadable for found in document.findings)
    for found in document.findings:
        assert 1 <= found.span.line <= lines
        assert found.span.column >= 1
        assert found.message.isprintable()
        assert found.help.isprintable()


@pytest.mark.slow
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    check(text)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    check(data)


@given(st.lists(st.sampled_from([*"abc:-?,[]{}#&*!|>'\"%@`\n \t1.~<", ": ", "- ", "\n  "])))
def test_anything_like_yaml_is_read_or_refused(parts):
    check("".join(parts))


WORDS = st.text(st.characters(codec="utf-8", max_codepoint=0xFFFF), max_size=10)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS.filter(bool), inner),
    max_leaves=20,
)


@pytest.mark.slow
@given(PLAIN.filter(lambda value: value is not None))
def test_json_is_read_as_json(value):
    import json

    assert read(json.dumps(value)) == value
