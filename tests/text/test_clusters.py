from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sdgen.text.clusters import grapheme_clusters
from tests.support.cases import every_case


@every_case(
    "clusters",
    [
        ("a", "b", " "),
        ("e\u0301", "x\u0336\u0301", "y"),
        ("👨\u200d👩\u200d👧\u200d👦", "a"),
        ("👍🏽", "❤\ufe0f", "1\ufe0f\u20e3"),
        ("🇩🇪", "🇫🇷", "🇯"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "!"),
        ("\u1112\u1161\u11ab", "\u1100\u1173\u11af", "한"),
        ("क्षि", "त"),
        ("数", "据"),
        ("ש\u05b8", "ל"),
    ],
)
def test_what_reads_as_one_character_stays_whole(clusters: tuple[str, ...]) -> None:
    assert grapheme_clusters("".join(clusters)) == clusters


def test_a_mark_at_the_beginning_is_a_cluster_of_its_own() -> None:
    assert grapheme_clusters("\u0301a") == ("\u0301", "a")
    assert grapheme_clusters("") == ()


@given(st.text())
def test_clusters_join_to_the_text(text: str) -> None:
    assert "".join(grapheme_clusters(text)) == text
