"""Titles of columns: whole, short, or cut so that no two look alike."""

from __future__ import annotations

from sdgen.draw.column_titles import fit_column_titles


def test_titles_are_whole_or_short_all_together() -> None:
    assert [
        (x.text.lines, x.whole) for x in fit_column_titles(["a-1", "a-2"], ["1", "2"], [90, 90])
    ] == [
        (("A-1",), ""),
        (("A-2",), ""),
    ]
    long = [f"northamerica-northeast1-{zone}" for zone in "ab"]
    assert [(x.text.lines, x.whole) for x in fit_column_titles(long, ["a", "b"], [90, 90])] == [
        (("A",), long[0]),
        (("B",), long[1]),
    ]


def test_titles_that_begin_alike_are_cut_in_front() -> None:
    long = [f"northamericanortheast{zone}" for zone in "ab"]
    first, second = fit_column_titles(long, long, [90, 90])
    assert first.text.lines != second.text.lines
    assert first.text.lines[0].endswith("EASTA")
    assert max(first.text.width, second.text.width) <= 90
    assert (first.whole, second.whole) == tuple(long)
