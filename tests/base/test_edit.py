"""Edits of text: applied together or not at all, whatever their order."""

from __future__ import annotations

import codecs
import pickle
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgen.base.edit import (
    ConflictError,
    Edit,
    EditError,
    Lines,
    apply_edits,
    apply_to_bytes,
    apply_to_files,
    by_file,
    compatible,
    conflicts,
)
from sdgen.base.span import Span
from tests.support.cases import every_case
from tests.support.quick import examples

FILE = "a.yaml"


def edit(line: int, column: int, end_line: int, end_column: int, text: str) -> Edit:
    return Edit(Span(FILE, line, column, end_line, end_column), text)


def test_edits_speak_of_the_text_before_any_of_them() -> None:
    edits = [
        edit(1, 1, 1, 2, "long"),
        edit(1, 3, 1, 3, "+"),
        edit(2, 1, 3, 1, ""),
        edit(3, 2, 3, 2, "!\n"),
    ]
    for each in permutations(edits):
        assert apply_edits("abc\ndef\ng", FILE, each) == "longb+c\ng!\n"
    assert apply_edits("abc", FILE, []) == "abc"


def test_the_same_edit_twice_is_one_edit() -> None:
    assert apply_edits("ab", FILE, [edit(1, 2, 1, 2, "+")] * 2) == "a+b"


@every_case(
    ("one", "other", "exclude"),
    [
        (edit(1, 1, 1, 3, "x"), edit(1, 2, 1, 4, "y"), True),
        (edit(1, 1, 1, 3, "x"), edit(1, 1, 1, 3, "y"), True),
        (edit(1, 1, 1, 5, "x"), edit(1, 2, 1, 3, "y"), True),
        (edit(1, 1, 1, 3, "x"), edit(1, 2, 1, 2, "y"), True),
        (edit(1, 2, 1, 2, "x"), edit(1, 2, 1, 2, "y"), True),
        (edit(1, 1, 2, 1, ""), edit(1, 4, 1, 4, "y"), True),
        (edit(1, 1, 1, 3, "x"), edit(1, 3, 1, 4, "y"), False),
        (edit(1, 1, 1, 3, "x"), edit(1, 3, 1, 3, "y"), False),
        (edit(1, 1, 1, 3, "x"), edit(1, 1, 1, 1, "y"), False),
        (edit(1, 1, 1, 3, "x"), edit(1, 1, 1, 3, "x"), False),
        (edit(1, 1, 1, 3, "x"), Edit(Span("b.yaml", 1, 1, 1, 3), "y"), False),
    ],
)
def test_which_edits_exclude_each_other(one: Edit, other: Edit, exclude: bool) -> None:
    for pair in ((one, other), (other, one)):
        assert len(conflicts(pair)) == exclude
        assert len(compatible([(pair[0],), (pair[1],)])) == 2 - exclude
    if exclude:
        with pytest.raises(ConflictError, match="change one place") as caught:
            apply_edits("abcdef\nxyz\n", FILE, (one, other))
        assert set(caught.value.pairs[0]) == {one, other}


def test_an_insertion_may_touch_what_is_replaced() -> None:
    edits = [edit(1, 2, 1, 3, "X"), edit(1, 2, 1, 2, "<"), edit(1, 3, 1, 3, ">")]
    for each in permutations(edits):
        assert apply_edits("abc", FILE, each) == "a<X>c"


@every_case(
    "span",
    [
        (0, 1, 1, 1),
        (1, 0, 1, 1),
        (1, 5, 1, 5),
        (1, 1, 1, 5),
        (4, 1, 4, 1),
        (2, 2, 2, 1),
        (2, 1, 1, 1),
    ],
)
def test_a_place_that_the_text_does_not_have_is_an_error(span: tuple[int, int, int, int]) -> None:
    with pytest.raises(EditError, match=r"a\.yaml:\d+:\d+: the text has no stretch"):
        apply_edits("abc\nde\n", FILE, [edit(1, 1, 1, 1, "x"), edit(*span, "y")])


def test_an_edit_of_another_file_is_an_error() -> None:
    with pytest.raises(EditError, match=r"an edit of b\.yaml cannot be made in a\.yaml"):
        apply_edits("abc", FILE, [Edit(Span("b.yaml", 1, 1, 1, 1), "x")])
    assert issubclass(EditError, ValueError)


def test_several_files_change_together_or_not_at_all() -> None:
    texts = {"a.yaml": "a", "b.yaml": "b", "c.yaml": "c"}
    both = [Edit(Span("b.yaml", 1, 1, 1, 2), "B"), edit(1, 1, 1, 1, "A")]
    same = Edit(Span("c.yaml", 1, 1, 1, 2), "c")
    assert list(by_file(both)) == ["a.yaml", "b.yaml"]
    assert apply_to_files(texts, [*both, same]) == {"a.yaml": "Aa", "b.yaml": "B"}
    with pytest.raises(EditError, match=r"no text of d\.yaml"):
        apply_to_files(texts, [*both, Edit(Span("d.yaml", 1, 1, 1, 1), "x")])


@every_case("end", ["\n", "\r\n", "\r", "\x85", "\u2028"])
def test_what_is_inserted_takes_the_line_ends_of_the_file(end: str) -> None:
    text = end.join(["a", "b", "c"])
    added = [edit(2, 2, 2, 2, "\nx\n  y"), edit(3, 2, 3, 2, "\nz\r\n")]
    assert apply_edits(text, FILE, added) == end.join(["a", "b", "x", "  y", "c", "z", ""])


def test_a_text_of_one_line_takes_plain_line_ends() -> None:
    assert apply_edits("a", FILE, [edit(1, 2, 1, 2, "\nb")]) == "a\nb"
    assert apply_edits("", FILE, [edit(1, 1, 1, 1, "b")]) == "b"
    assert apply_edits("a\n", FILE, [edit(2, 1, 2, 1, "b")]) == "a\nb"


def test_columns_count_characters_as_the_parser_does() -> None:
    from sdgen.parse import Mapping, parse_text

    text = "👩‍💻: 𝒳\r\nb:\té # \t\r\n"
    root = parse_text(text, FILE).root
    assert isinstance(root, Mapping)
    edits = [Edit(entry.value.span, "new") for entry in root.entries]
    edits += [Edit(root.entries[0].key_span, "a")]
    assert apply_edits(text, FILE, edits) == "a: new\r\nb:\tnew # \t\r\n"
    assert apply_edits("\ufeff" + text, FILE, edits) == "\ufeffa: new\r\nb:\tnew # \t\r\n"


@every_case(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_bytes_keep_their_encoding(mark: bytes, encoding: str) -> None:
    from sdgen.parse import Mapping, parse_text

    data = mark + "a: 𝒳 # é\r\n".encode(encoding)
    root = parse_text(data, FILE).root
    assert isinstance(root, Mapping)
    made = apply_to_bytes(data, FILE, [Edit(root.entries[0].value.span, "ü")])
    assert made == mark + "a: ü # é\r\n".encode(encoding)


def test_bytes_that_are_no_text_are_an_error() -> None:
    with pytest.raises(EditError, match=r"a\.yaml is no utf-8 text"):
        apply_to_bytes(b"\xff\x00\xff", FILE, [])


def test_an_edit_is_pickled_whole() -> None:
    one = edit(1, 2, 3, 4, "text")
    assert pickle.loads(pickle.dumps(one)) == one


TEXTS = st.text(alphabet="ab𝒳 \t\n", max_size=40) | st.lists(
    st.sampled_from(["a", "𝒳é", "\r\n", "\t"]), max_size=20
).map("".join)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str]]]:
    text = draw(TEXTS)
    places = [at for at in range(len(text) + 1) if text[at - 1 : at + 1] != "\r\n"]
    cuts = st.tuples(st.sampled_from(places), st.sampled_from(places), st.text("xyz", max_size=3))
    found = draw(st.lists(cuts.map(lambda each: (*sorted(each[:2]), each[2])), max_size=6))
    return text, found


def made(text: str, changes: list[tuple[int, int, str]]) -> list[Edit]:
    lines = Lines(text)
    return [Edit(lines.span(FILE, start, end), new) for start, end, new in changes]


@pytest.mark.slow
@examples(500)
@given(edited(), st.randoms(use_true_random=False))
def test_edits_are_as_made_one_after_the_other_from_the_end(
    given: tuple[str, list[tuple[int, int, str]]], random: object
) -> None:
    text, changes = given
    edits = made(text, changes)
    pairs = [
        (one, other)
        for one, other in combinations(sorted(set(changes)), 2)
        if other[0] < one[1] or (one[:2] == other[:2] and one[0] == one[1])
    ]
    assert bool(conflicts(edits)) == bool(pairs)
    if pairs:
        with pytest.raises(ConflictError):
            apply_edits(text, FILE, edits)
        return
    expected = text
    for start, end, new in sorted(set(changes), reverse=True):
        expected = expected[:start] + new + expected[end:]
    random.shuffle(edits)  # type: ignore[attr-defined]
    assert apply_edits(text, FILE, edits) == expected


@pytest.mark.slow
@examples(200)
@given(TEXTS)
def test_places_and_offsets_are_each_other_turned(text: str) -> None:
    lines = Lines(text)
    for at in range(len(text) + 1):
        span = lines.span(FILE, at, at)
        if text[at - 1 : at + 1] != "\r\n":
            assert lines.offset(span.line, span.column) == at
