"""Cards share width and header, and are as tall as what they say."""

from __future__ import annotations

from sdgen.draw.diagram.card_parts import card_part
from sdgen.draw.diagram.cards import (
    HEADER,
    MAXIMUM_WIDTH,
    MINIMUM_WIDTH,
    measure_cards,
)
from sdgen.draw.pills import measure_pills
from sdgen.draw.scene import Text
from sdgen.draw.typography import width_of
from sdgen.layout.placement import Box
from sdgen.views.diagram import Badge, Card, Chip, Meter, Tone
from tests.draw.samples import shop


def card(name: str = "Orders", technology: str = "Go", **changes: object) -> Card:
    return Card(name, name, technology, "server", "blue", **changes)  # type: ignore[arg-type]


def test_cards_of_a_view_share_width_and_header() -> None:
    measured = measure_cards(shop().cards)
    assert len({one.width for one in measured}) == 1
    assert len({one.header for one in measured}) == 1


def test_card_without_body_is_its_header() -> None:
    (measured,) = measure_cards((card(),))
    assert (measured.width, measured.height) == (MINIMUM_WIDTH, HEADER)


def test_body_makes_only_its_own_card_taller() -> None:
    meter = Meter("1/s of 2/s", "50%", 0.5, Tone.GOOD)
    plain, with_meter, with_both = measure_cards(
        (card("a"), card("b", meters=(meter,)), card("c", meters=(meter,), facts=("stores a",)))
    )
    assert plain.height < with_meter.height < with_both.height


def test_width_grows_with_the_texts_up_to_a_bound() -> None:
    (wider,) = measure_cards((card("Timeline reader"),))
    assert MINIMUM_WIDTH < wider.width < MAXIMUM_WIDTH
    assert wider.name.lines == ("Timeline reader",)
    (widest,) = measure_cards((card("word " * 40),))
    assert widest.width == MAXIMUM_WIDTH


def test_text_that_does_not_fit_is_cut_and_whole_in_the_tooltip() -> None:
    name = "word " * 40
    (measured,) = measure_cards((card(name, tooltip="Own words"),))
    assert len(measured.name.lines) == 2
    assert measured.name.lines[-1].endswith("…")
    assert measured.tooltip == (name.strip(), "Own words")


def test_every_line_of_text_fits_its_card() -> None:
    (measured,) = measure_cards((card("Wxyz" * 30, "Mmm" * 50, facts=("long fact " * 20,)),))
    for fitted in (measured.name, measured.technology, *measured.facts):
        assert fitted is not None
        for line in fitted.lines:
            assert width_of(line, fitted.style, fitted.size) <= measured.width


def test_chips_wrap_into_rows() -> None:
    (measured,) = measure_cards((card(chips=tuple(Chip(f"us-east-1{c}") for c in "abcd")),))
    assert [len(row) for row in measured.chip_rows] == [2, 2]


def test_card_without_name_shows_its_id() -> None:
    (measured,) = measure_cards((Card("orders", "", "", "server", "blue"),))
    assert measured.name.lines == ("orders",)
    assert measured.technology is None


def test_count_stands_right_of_the_badges() -> None:
    pills = measure_pills(12, (Badge("SPOF", Tone.BAD),), 180.0)
    assert [pill.text.lines for pill in pills] == [("×12",), ("SPOF",)]
    assert pills[0].tooltip == "12 replicas"


def test_badges_without_room_are_counted() -> None:
    badges = tuple(Badge(f"BADGE {index}", Tone.WARNING) for index in range(6))
    pills = measure_pills(1, badges, 180.0)
    assert pills[-1].text.lines == ("+4",)
    assert pills[-1].tooltip == "BADGE 2, BADGE 3, BADGE 4, BADGE 5"
    assert sum(pill.width for pill in pills) < 180


def test_a_card_that_layout_made_higher_has_its_texts_in_the_middle() -> None:
    (measured,) = measure_cards((card(),))
    grown = card_part(measured, Box(0.0, 0.0, measured.width, 98.0), frozenset())
    plain = card_part(measured, Box(0.0, 20.0, measured.width, 58.0), frozenset())
    assert [text for text in grown.items if isinstance(text, Text)] == [
        text for text in plain.items if isinstance(text, Text)
    ]
