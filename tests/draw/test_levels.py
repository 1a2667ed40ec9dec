"""In which order a line is seen: known answers of the Unicode Bidirectional Algorithm.

The lines are what the crate unicode-bidi (through python-bidi 0.6.12) shows of them; brackets that it
leaves as they are stand here as they do in the text.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sdgen.draw.levels import levels, visual_order
from tests.support.cases import every_case

LETTERS = st.text("abאבخ12 ,.%-()[]+!", max_size=12)


def seen(text: str, right_to_left: bool) -> str:
    found = levels(text, right_to_left)
    return "".join(text[at] for at in visual_order(found))


@every_case(
    ("text", "from_the_left", "from_the_right"),
    [
        ("abc", "abc", "abc"),
        ("אבג", "גבא", "גבא"),
        ("abc אבג", "abc גבא", "גבא abc"),
        ("אבג abc", "גבא abc", "abc גבא"),
        ("אבג abc!", "גבא abc!", "!abc גבא"),
        ("abc אבג!", "abc גבא!", "!גבא abc"),
        ("a (אבג) b", "a (גבא) b", "b )גבא( a"),
        ("אבג (abc) דה", "גבא (abc) הד", "הד )abc( גבא"),
        ("אבג abc (v2)", "גבא abc (v2)", "abc (v2) גבא"),
        ("abc אבג (דה)", "abc )הד( גבא", ")הד( גבא abc"),
        ("אבג 1.5% דה", "הד 1.5% גבא", "הד 1.5% גבא"),
        ("abc אבג 1,000 ok", "abc 1,000 גבא ok", "ok 1,000 גבא abc"),
        ("خدمة 12-13 جديد", "ديدج 13-12 ةمدخ", "ديدج 13-12 ةمدخ"),
        ("خدمة 1,2 a", "1,2 ةمدخ a", "a 1,2 ةمدخ"),
        ("אבג +3 -4", "4- 3+ גבא", "4- 3+ גבא"),
        ("$5 אבג", "$5 גבא", "גבא $5"),
        ("[אבג] abc", "[גבא] abc", "abc ]גבא["),
        ("אבג [1]", "]1[ גבא", "]1[ גבא"),
        ("a-אב-c", "a-בא-c", "c-בא-a"),
        ("אבג: a, b, c.", "גבא: a, b, c.", ".a, b, c :גבא"),
        ("(אבג", "(גבא", "גבא("),
        ("12 אבג 34", "12 34 גבא", "34 גבא 12"),
    ],
)
def test_known_answers(text: str, from_the_left: str, from_the_right: str) -> None:
    assert seen(text, right_to_left=False) == from_the_left
    assert seen(text, right_to_left=True) == from_the_right


@given(LETTERS, st.booleans())
def test_every_part_is_seen_once(text: str, right_to_left: bool) -> None:
    found = levels(text, right_to_left)
    assert sorted(visual_order(found)) == list(range(len(text)))
    assert {level % 2 for level in found} <= {0, 1}


def test_a_line_of_latin_letters_is_seen_as_it_is_written() -> None:
    assert levels("Timeline (v2.1) - 50%", False) == [0] * 21
