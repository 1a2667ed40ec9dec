"""What the typesetter is given: runs of text, widths of columns, sizes of figures, what stays together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgen.blocks import (
    Address,
    Block,
    Code,
    Figure,
    Link,
    Mark,
    Open,
    Paragraph,
    Section,
    Table,
    Tone,
)
from sdgen.document.records import Document
from sdgen.document.typeset.columns import GAP, columns_of
from sdgen.document.typeset.contents import Node, Placing, front, nodes
from sdgen.document.typeset.measures import TABLE, TEXT_WIDTH
from sdgen.document.typeset.phrases import BREAK, runs
from sdgen.document.typeset.plates import (
    HIGHEST,
    LANDSCAPE_HEIGHT,
    LANDSCAPE_WIDTH,
    LARGEST,
    LEGIBLE,
    READABLE,
    WIDEST,
    plate,
)
from sdgen.text.measure import Weight, text_width
from tests.support.cases import every_case

PLACING = Placing(targets={"known": "section-3"}, plates={}, figures={})


def set_of(*blocks: Block) -> list[Node]:
    return list(nodes(blocks, PLACING))


# --- texts ----------------------------------------------------------------------------------------


def test_each_piece_of_a_text_is_a_run_with_its_look() -> None:
    words = (
        "plain ",
        Code("a.b"),
        Mark("bad", Tone.BAD),
        Link("there", "known"),
        Link("nowhere", "gone"),
        Address("web", "https://example.org/ü"),
        Address("trick", "javascript:alert(1)"),
        "",
    )
    assert runs(words, 600, 12, PLACING.targets) == [
        {"text": "plain ", "look": "plain"},
        {"text": "a.b", "look": "code"},
        {"text": "bad", "look": "bad"},
        {"text": "there", "look": "link", "label": "section-3"},
        {"text": "nowhere", "look": "plain"},
        {"text": "web", "look": "link", "target": "https://example.org/%C3%BC"},
        {"text": "trick", "look": "plain"},
    ]


@every_case(
    "text, width, said",
    [
        ("short words", 600, "short words"),
        ("a wide one", 20, "a w|i|d|e| one"),
        ("数据服务数据服务", 20, "数据服务数据服务"),
        ("e\u0301e\u0301e\u0301", 8, "e\u0301|e\u0301|e\u0301"),
        (f"a{BREAK}b", 600, "ab"),
    ],
)
def test_words_that_are_wider_than_the_line_can_be_cut(text: str, width: float, said: str) -> None:
    (run,) = runs(text, width, 12, {})
    assert run["text"].rstrip(BREAK).replace(BREAK, "|") == said


def test_no_line_ends_between_a_number_and_its_unit() -> None:
    text = "up to 16.5 ms, 4.97 TB, 2 d a year, 3 services, 12 hours, 7 B and 8 Bs"
    (run,) = runs(text, 600, 12, {})
    kept = {
        "16.5 ms": "16.5\u00a0ms",
        "4.97 TB": "4.97\u00a0TB",
        "2 d": "2\u00a0d",
        "7 B ": "7\u00a0B ",
    }
    for said, whole in kept.items():
        text = text.replace(said, whole)
    assert run["text"] == text


def test_a_word_of_several_pieces_is_cut_as_one() -> None:
    found = runs(("aaaa", Code("bbbb")), 40, 12, {})
    assert [run["text"].count(BREAK) for run in found] == [3, 3]


def test_a_text_has_the_direction_of_its_first_letter() -> None:
    assert runs("(שלום) a", 600, 12, {})[0]["leftwards"]
    assert "leftwards" not in runs("a שלום", 600, 12, {})[0]


# --- tables ---------------------------------------------------------------------------------------


def test_columns_that_have_room_share_what_is_left_by_their_text() -> None:
    table = Table(("Name", "Size"), (("a" * 30, "1"),))
    first, second = columns_of(table, TEXT_WIDTH, TABLE).widths
    assert first + second + GAP == TEXT_WIDTH
    wide, narrow = (text_width(text, TABLE, Weight.MEDIUM) + 1 for text in ("a" * 30, "Size"))
    assert abs(first / second - wide / narrow) < 0.001


def test_a_long_text_leaves_short_columns_on_one_line() -> None:
    rows = (("us-east-1", "12.5 min a year", "word " * 400, "nothing does its work"),)
    table = Table(("What", "down", "why", "else"), rows, text_columns=(0, 2, 3))
    found = columns_of(table, TEXT_WIDTH, TABLE).widths
    for at in (0, 1, 3):
        assert found[at] >= text_width(rows[0][at], TABLE)
    assert abs(sum(found) + 3 * GAP - TEXT_WIDTH) < 0.001


cells = st.text(alphabet="ab 1数", max_size=400)


@pytest.mark.slow
@given(
    st.integers(1, 9).flatmap(
        lambda count: st.tuples(
            st.lists(st.tuples(*[cells] * count), min_size=1, max_size=4),
            st.sets(st.integers(0, count - 1)),
        )
    )
)
def test_columns_of_any_table_fill_the_width(found: tuple[list[tuple[str, ...]], set[int]]) -> None:
    rows, texts = found
    table = Table(rows[0], tuple(rows[1:]), text_columns=tuple(texts))
    columns = columns_of(table, TEXT_WIDTH, TABLE)
    assert all(width > 0 for width in columns.widths)
    assert abs(sum(columns.widths) + GAP * (len(rows[0]) - 1) - TEXT_WIDTH) < 0.001
    assert len(columns.heights) == len(rows)


def table_of(rows: int, text: str = "x") -> Table:
    return Table(("Name",), ((text,),) * rows)


@pytest.mark.slow
@every_case(
    "table, whole, first, last",
    [
        (table_of(0), True, 0, 0),
        (table_of(7), True, 0, 0),
        (table_of(8), False, 4, 4),
        (table_of(100), False, 4, 4),
        (table_of(1, "word " * 2000), False, 0, 0),
        (table_of(20, "word " * 1000), False, 0, 0),
    ],
)
def test_a_table_is_not_broken_under_four_rows(
    table: Table, whole: bool, first: int, last: int
) -> None:
    (node,) = set_of(table)
    assert (node["whole"], node["first"], node["last"]) == (whole, first, last)


# --- figures --------------------------------------------------------------------------------------


@every_case(
    "name, width, height, expected",
    [
        ("small", 400, 300, (LARGEST, READABLE, False)),
        ("as wide as the page", 1140, 1060, (WIDEST / 1140, READABLE, False)),
        ("tall", 571, 1700, (HIGHEST / 1700, HIGHEST / 1700, False)),
        ("wide", 1663, 932, (LANDSCAPE_WIDTH / 1663, LANDSCAPE_WIDTH / 1663, True)),
        ("wide and high", 2478, 1732, (LANDSCAPE_HEIGHT / 1732, LANDSCAPE_HEIGHT / 1732, True)),
        ("large and square", 2000, 2000, (WIDEST / 2000, WIDEST / 2000, False)),
    ],
)
def test_where_names_would_be_small_a_wide_picture_is_turned(
    name: str, width: float, height: float, expected: tuple[float, float, bool]
) -> None:
    found = plate(width, height)
    assert (found.scale, found.least, found.turned) == expected, name


@pytest.mark.slow
@given(st.floats(1, 20_000), st.floats(1, 20_000))
def test_any_picture_fits_its_page(width: float, height: float) -> None:
    found = plate(width, height)
    room = (LANDSCAPE_WIDTH, LANDSCAPE_HEIGHT) if found.turned else (WIDEST, HIGHEST)
    assert 0 < found.least <= found.scale <= LARGEST
    assert found.scale * width <= room[0] + 0.001
    assert found.scale * height <= room[1] + 0.001


# --- what stands together -------------------------------------------------------------------------


def test_open_questions_that_follow_each_other_have_one_bar() -> None:
    found = set_of(Open("a"), Open("b"), Paragraph("c"), Open("d"))
    assert [node["is"] for node in found] == ["open", "paragraph", "open"]
    assert len(found[0]["items"]) == 2


def test_a_section_whose_anchor_another_has_is_no_target() -> None:
    found = set_of(Section("a", (), anchor="known"), Section("b", (), anchor="known"))
    assert [node["label"] for node in found] == ["section-3", None]


# --- pictures and names that are large ------------------------------------------------------------


def captioned(width: float, height: float) -> str:
    figure = Figure("journey:buy", caption="The path.")
    key = (figure.view, figure.page)
    placing = Placing(targets={}, plates={key: plate(width, height)}, figures={key: 0})
    (node,) = nodes((figure,), placing)
    return "".join(run["text"] for run in node["caption"])


def test_a_picture_with_names_that_nobody_can_read_says_what_draws_it() -> None:
    assert captioned(1500, 900) == "The path."
    assert captioned(1500, HIGHEST / LEGIBLE - 1) == "The path."
    said = (
        "The path. Its names are small here: 'sdgen render --view journey:buy' draws it by itself."
    )
    assert captioned(1500, HIGHEST / LEGIBLE + 1) == said


def test_a_long_name_runs_on_one_line_above_the_pages() -> None:
    def running(name: str) -> str:
        document = Document(
            kind="System design", title=name, summary="", about=(), head=(), sections=()
        )
        return "".join(run["text"] for run in front(document, PLACING)["running"])

    assert running("Shop") == "Shop"
    long = running("word " * 40)
    assert long.startswith("word word") and long.endswith("…")
    assert text_width(long, 10.5) <= 0.6 * TEXT_WIDTH
    assert running("x" * 200).endswith("x…")


def test_a_figure_is_squeezed_to_what_can_be_read_or_a_little_below_its_least() -> None:
    assert plate(900, 900).squeezed == LEGIBLE
    small = plate(100, HIGHEST / 0.4)
    assert small.least == 0.4
    assert small.squeezed == 0.88 * 0.4
