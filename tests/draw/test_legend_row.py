"""The legend at the foot of a picture: in as few rows as fit, none of them much shorter than the others."""

from __future__ import annotations

from sdgen.draw.legend_row import Swatch, legend_height, legend_row
from sdgen.draw.scene import texts
from tests.support.cases import every_case

WORDS = ("Call", "Asynchronous", "Return", "Works", "Waits", "Own share of p99", "The largest")


@every_case(
    ("room", "rows"),
    [
        (2000.0, [7]),
        (560.0, [4, 3]),
        (400.0, [4, 3]),
        (300.0, [2, 3, 2]),
        (60.0, [1] * 7),
    ],
)
def test_rows_are_about_as_wide_as_each_other(room: float, rows: list[int]) -> None:
    swatches = [Swatch(word, 30.0, lambda *_: ()) for word in WORDS]
    found = list(texts(legend_row(swatches, 0.0, 0.0, room).items))
    assert len(found) == len(WORDS)
    heights = sorted({text.y for text in found})
    assert [sum(text.y == height for text in found) for height in heights] == rows
    assert legend_height(swatches, room) == 22.0 * len(rows)


def test_no_legend_takes_no_room() -> None:
    assert legend_height([], 400.0) == 0.0
