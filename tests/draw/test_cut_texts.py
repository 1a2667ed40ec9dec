"""PNG and PDF say what they cut: there is no tooltip that has it whole."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from sdgen.draw.cut_texts import cut_warnings
from sdgen.draw.formats.png import encode
from sdgen.draw.picture_format import EncodeRequest
from tests.draw.samples import draw, shop

LONG = "Orders of all customers in all countries, with what they have ordered before"


def test_a_picture_that_cuts_nothing_says_nothing() -> None:
    assert cut_warnings(draw(shop()).scene) == ()


@pytest.mark.slow
def test_png_names_what_it_cuts_and_svg_has_it_in_a_tooltip() -> None:
    diagram = shop()
    first, *others = diagram.cards
    drawn = draw(replace(diagram, cards=(replace(first, name=LONG), *others)))
    said = (
        "PNG and PDF cut 'Orders of all customers in all countries, with what they ha…'; "
        "the SVG has the whole text in a tooltip"
    )
    assert encode(EncodeRequest(drawn.svg, drawn.scene)).warnings == (said,)
    assert f"<title>{LONG}" in drawn.svg
    assert drawn.warnings == ()


def test_of_many_the_last_are_counted() -> None:
    diagram = shop()
    cards = tuple(
        replace(card, name=f"{number} {LONG}") for number, card in enumerate(diagram.cards)
    )
    (warning,) = cut_warnings(draw(replace(diagram, cards=cards)).scene)
    assert warning.startswith("PNG and PDF cut '0 Orders of")
    assert f"and {len(cards) - 2} more; " in warning
