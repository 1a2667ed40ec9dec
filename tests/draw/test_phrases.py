"""Lines of text in two styles: written as one text, whose pieces follow each other."""

from __future__ import annotations

import re

from sdgen.draw.phrases import phrase_items, set_phrases
from sdgen.draw.scene import Scene, texts
from sdgen.draw.svg import write_svg
from sdgen.draw.typography import SUBTITLE, SUBTITLE_FACT, width_of
from sdgen.views.phrases import Phrase


def written(*phrases: Phrase) -> list[str]:
    items = phrase_items(set_phrases(phrases, 400.0, SUBTITLE, SUBTITLE_FACT), 10.0, 0.0)
    svg = write_svg(Scene(500.0, 40.0, "Title", "", items, name="t"), "light", "sans-serif")
    return re.findall(r"<text.*</text>", svg)


def test_pieces_have_no_places_of_their_own() -> None:
    [line] = written(Phrase("p99 "), Phrase("20 ms", strong=True), Phrase(" of 50 ms"))
    assert re.sub(r' (class|fill|font-weight)="[^"]*"', "", line) == (
        '<text x="10" y="13.62" font-size="13"><tspan>p99 </tspan><tspan>20 ms </tspan>'
        "<tspan>of 50 ms</tspan></text>"
    )
    assert line.count('class="subtitle"') == 2
    assert line.count('class="subtitle-fact"') == 1


def test_a_line_of_one_style_is_a_plain_text() -> None:
    [line] = written(Phrase("p99 "), Phrase("of 50 ms"))
    assert re.sub(r' (class|fill)="[^"]*"', "", line) == (
        '<text x="10" y="13.62" font-size="13">p99 of 50 ms</text>'
    )


def test_what_runs_right_to_left_keeps_its_place() -> None:
    """In one text the pieces would change places."""
    lines = written(Phrase("הזמנה "), Phrase("20 ms", strong=True))
    assert [line.count("<tspan") for line in lines] == [0, 0]


def test_each_piece_begins_where_the_one_before_ends() -> None:
    said = (Phrase("p99 "), Phrase("20 ms", strong=True), Phrase(" of 50 ms"))
    first, second, third = texts(
        phrase_items(set_phrases(said, 400.0, SUBTITLE, SUBTITLE_FACT), 10.0, 0.0)
    )
    assert second.x == 10.0 + width_of("p99 ", SUBTITLE)
    assert third.x == second.x + width_of("20 ms ", SUBTITLE_FACT)
    assert first.content == "p99 "


def test_no_line_begins_or_ends_with_a_dot() -> None:
    facts = (Phrase("Sequence of buy"), Phrase(" · "), Phrase("p50 7 ms", strong=True))
    for room in range(40, 200, 7):
        lines = set_phrases(facts, float(room), SUBTITLE, SUBTITLE_FACT).lines
        assert all("·" not in (line[0].text, line[-1].text) for line in lines)
        words = [word.text for line in lines for word in line if word.text != "·"]
        assert words == ["Sequence", "of", "buy", "p50", "7", "ms"]
    assert len(set_phrases(facts, 400.0, SUBTITLE, SUBTITLE_FACT).lines[0]) == 7
