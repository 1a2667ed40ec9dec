"""How wide cards are: how many components one stands for is not broken."""

from __future__ import annotations

from sdgen.draw.diagram.card_widths import beside_tile, narrow_widths
from sdgen.draw.typography import TECHNOLOGY, width_of
from sdgen.views.diagram import Card


def test_the_number_of_components_of_a_group_stays_on_one_line() -> None:
    group = Card("@a", "Data", "15 components", "boxes", "indigo", stands_for=("x", "y"))
    [width] = narrow_widths([group], 1.0)
    assert width >= width_of("15 components", TECHNOLOGY) + beside_tile(group)
    component = Card("a", "Data", "15 components", "boxes", "indigo")
    assert narrow_widths([component], 1.0)[0] < width
