"""Text cut into pieces of one font: which pieces, in which order, at which place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sdgen.draw.font_runs import StandIn, with_runs
from sdgen.draw.scene import Part, Rectangle, Scene, Text, texts
from sdgen.draw.svg import write_svg
from sdgen.draw.typography import GROUP_TITLE, NAME, TextStyle, width_of
from sdgen.text.clean import clean_text, is_right_to_left
from tests.support.cases import every_case

HAN = StandIn("Han", dict.fromkeys("数据流服务 -、", 1.0))
ARABIC = StandIn("Arabic", dict.fromkeys("خدمةلاجدي ،", 0.5))
EMOJI = StandIn("Emoji", dict.fromkeys("❤🚀👍🏽👩🇩🇪1 ", 1.25), coloured=True)
HINDI = StandIn("Hindi", dict.fromkeys("उपयोगकर्तासेवान्दीहिन्त्र ", 0.6))
PLAIN = StandIn("Plain", {"❤": 0.8})
ALL = (PLAIN, HAN, ARABIC, EMOJI, HINDI)


def drawn(text: str, anchor: str = "start", style: TextStyle = NAME) -> Scene:
    width = width_of(text, style, style.size)
    line = Text(style.name, 100.0, 50.0, text, style.size, width, anchor, is_right_to_left(text))
    return Scene(300, 100, "Texts", "", (Rectangle("face", 0, 0, 300, 100), Part("card", (line,))))


def cut(text: str, anchor: str = "start", style: TextStyle = NAME) -> list[Text]:
    """The pieces, from left to right; ``family`` "" is the embedded font."""
    return list(texts(with_runs(drawn(text, anchor, style), ALL).items))


def pieces(text: str, anchor: str = "start", style: TextStyle = NAME) -> list[tuple[str, str]]:
    """Family and content of each piece, from left to right."""
    return [(piece.family, piece.content) for piece in cut(text, anchor, style)]


def places(text: str, anchor: str = "start", style: TextStyle = NAME) -> list[float]:
    """Where each piece starts."""
    starts = []
    for piece in cut(text, anchor, style):
        font = next((each for each in ALL if each.family == piece.family), None)
        width = sum(font.widths[each] for each in piece.content) * style.size if font else 0.0
        starts.append(piece.x - (width / 2 if piece.anchor == "middle" else 0.0))
    return starts


@every_case("text", ["Timeline service", "Łódź → Москва", "a < b & c", ""])
def test_text_of_the_embedded_font_stays_as_it_is(text: str) -> None:
    assert with_runs(drawn(text), ALL) == drawn(text)


def test_a_character_without_any_font_stays_with_the_embedded_one() -> None:
    assert with_runs(drawn("a \U00012000 b"), ALL) == drawn("a \U00012000 b")
    assert with_runs(drawn("数"), ()) == drawn("数")


@every_case(
    ("text", "expected"),
    [
        ("数据流", [("Han", "数据流")]),
        ("数据 - 流", [("Han", "数据 - 流")]),
        ("Data 数据", [("", "Data"), ("Han", "数据")]),
        ("数据 v2 <b> 流", [("Han", "数据"), ("", "v2 <b>"), ("Han", "流")]),
        ("数据 (流)", [("Han", "数据"), ("", "("), ("Han", "流"), ("", ")")]),
        ("数 خدمة", [("Han", "数"), ("Arabic", "خدمة")]),
        # the letters of emoji stay together, and their font's spaces are too wide for others
        ("Team 👩🏽 🇩🇪", [("", "Team"), ("Emoji", "👩🏽"), ("Emoji", "🇩🇪")]),
        # resvg moves on by the widest glyph of a cluster only
        ("उपयोगकर्ता सेवा", [("Hindi", "उपयो"), ("Hindi", "गकर्ता"), ("Hindi", "सेवा")]),
        # U+20E3 is in none of these fonts
        ("1\ufe0f\u20e3 🚀", [("", "1\ufe0f\u20e3"), ("Emoji", "🚀")]),
    ],
)
def test_pieces_of_text_that_reads_left_to_right(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert pieces(text) == expected


@every_case(
    ("text", "expected"),
    [
        # a word of the other direction within a line; the line itself reads left to right
        ("API خدمة v2", ["API", "خدمة", "v2"]),
        ("API خدمة 3 جديد ok", ["API", "جديد", "3", "خدمة", "ok"]),
        # the line reads right to left
        ("خدمة API", ["API", "خدمة"]),
        ("خدمة API جديد", ["جديد", "API", "خدمة"]),
        ("خدمة API 数 جديد", ["جديد", "API", "数", "خدمة"]),
        ("خدمة 🚀", ["🚀", "خدمة"]),
        ("خدمة، جديد", ["خدمة، جديد"]),
        # signs follow what they belong to, on its left
        ("خدمة API!", ["!", "API", "خدمة"]),
        ("خدمة، API", ["API", "،", "خدمة"]),
        ("- خدمة", ["خدمة", "-"]),
        ("خدمة (API) جديد", ["جديد", "(", "API", ")", "خدمة"]),
        ("خدمة API (v2)", ["API (v2)", "خدمة"]),
        ("خدمة (جديد", ["جديد", ")", "خدمة"]),
        ("خدمة -> جديد", ["جديد", "<-", "خدمة"]),
        ("خدمة 3.5% جديد", ["جديد", "%", "3.5", "خدمة"]),
    ],
)
def test_order_follows_the_direction_of_the_text(text: str, expected: list[str]) -> None:
    assert [content for _, content in pieces(text)] == expected


def test_colour_is_preferred_for_emoji_that_ask_for_it() -> None:
    assert pieces("a ❤ b")[1] == ("Plain", "❤")
    assert pieces("a ❤\ufe0f b")[1] == ("Emoji", "❤\ufe0f")


def test_pieces_stand_one_after_the_other() -> None:
    own = width_of("Data ", NAME, NAME.size)
    assert places("Data 数据 v2") == pytest.approx(
        [100, 100 + own, 100 + own + 2 * NAME.size + width_of(" ", NAME, NAME.size)], abs=0.02
    )
    assert places("数据 v2")[0] == 100


def test_pieces_stand_where_the_text_is_anchored() -> None:
    whole = width_of("Data ", NAME, NAME.size) + 2 * NAME.size
    assert places("Data 数据", "middle")[0] == pytest.approx(100 - whole / 2, abs=0.02)
    assert places("Data 数据", "end")[0] == pytest.approx(100 - whole, abs=0.02)


def test_letter_spacing_counts() -> None:
    own = width_of("DATA ", GROUP_TITLE, GROUP_TITLE.size)
    assert places("DATA 数据", style=GROUP_TITLE)[1] == pytest.approx(100 + own, abs=0.02)


def test_space_at_the_end_of_a_piece_keeps_the_pieces_apart() -> None:
    """Renderers drop it, so the piece stands further on; in a text that reads right to left the
    space before a word is to its right."""
    space = width_of(" ", NAME, NAME.size)
    first, second = cut("数据 v2")
    assert second.x - first.x == pytest.approx(2 * NAME.size + space, abs=0.02)
    own, word = cut("خدمة API")
    assert (own.anchor, word.anchor) == ("start", "middle")
    half = 4 * 0.5 * 0.85 * NAME.size / 2
    between = word.x - half - own.x - width_of("API", NAME, NAME.size)
    assert between == pytest.approx(space, abs=0.02)


@every_case(
    ("piece", "letters"),
    [
        ("यो", 2),  # the vowel stands beside its letter
        ("हि", 2),
        ("र्ता", 2),  # ra sits on the next letter
        ("त्रा", 2),  # or below the one before
        ("न्दी", 2.5),  # the first of two consonants is halved
    ],
)
def test_the_next_piece_stands_after_all_letters_of_a_composed_one(
    piece: str, letters: float
) -> None:
    first, second = cut(f"{piece}क")
    assert second.x - first.x == pytest.approx(0.6 * NAME.size * letters, abs=0.02)


LETTERS = st.sampled_from(
    [
        *"ab 12(<&'",
        *"数据流",
        *"خدمةلا،",
        *"❤🚀👩🏽🇩🇪",
        "\ufe0f",
        "\u200d",
        "\u0301",
        "\U00012000",
        "ผู้",
    ]
)


def test_everything_but_the_text_stays_and_keeps_its_place() -> None:
    before = drawn("Data 数据")
    after = with_runs(before, ALL)
    assert after.items[0] is before.items[0]
    (_, card), (_, cut_card) = before.items, after.items
    assert isinstance(card, Part)
    assert isinstance(cut_card, Part)
    assert replace(cut_card, items=card.items) == card
    assert [each.classes for each in texts(after.items)] == [NAME.name, NAME.name]


def test_a_text_of_one_stand_in_is_the_same_text_in_its_font() -> None:
    (whole,) = texts(drawn("خدمة جديد").items)
    assert cut("خدمة جديد") == [replace(whole, family="Arabic")]


def test_pieces_are_written_in_their_fonts() -> None:
    svg = write_svg(with_runs(drawn("خدمة <数>"), ALL), "light", "Roboto")
    assert " font-family=\"'Han'\">数</text>" in svg
    assert ' text-anchor="middle" font-family="\'Arabic\'">خدمة</text>' in svg
    assert ">&lt;</text>" in svg
    whole = write_svg(with_runs(drawn("خدمة"), ALL), "light", "Roboto")
    assert (
        ' text-anchor="middle" direction="rtl" unicode-bidi="embed"'
        " font-family=\"'Arabic'\">خدمة</text>"
    ) in whole


@given(st.lists(LETTERS, min_size=1, max_size=20), st.sampled_from(["start", "middle", "end"]))
def test_no_character_is_lost_or_added(letters: list[str], anchor: str) -> None:
    text = clean_text("".join(letters))
    found = pieces(text, anchor)
    # brackets between letters that read from right to left are turned
    shown, written = (
        sorted(each.replace(" ", "").translate(str.maketrans(")]>", "([<")))
        for each in ("".join(content for _, content in found), text)
    )
    assert shown == written
    for family, content in found:
        font = next((each for each in ALL if each.family == family), None)
        if font is not None:
            assert font.widths.keys() & set(content)
