"""Cards share width and header, are as wide as their words need and as tall as what they say."""

from __future__ import annotations

from sdgen.draw.diagram.card_parts import card_part
from sdgen.draw.diagram.card_widths import BESIDE_TILE, LEAST_NARROW, LEAST_WIDE, MAXIMUM_WIDTH
from sdgen.draw.diagram.cards import HEADER, measure_cards
from sdgen.draw.pills import measure_pills
from sdgen.draw.scene import Text
from sdgen.draw.typography import NAME, width_of
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
    assert (measured.width, measured.height) == (LEAST_WIDE, HEADER)


def test_body_makes_only_its_own_card_taller() -> None:
    meter = Meter("1/s of 2/s", "50%", 0.5, Tone.GOOD)
    plain, with_meter, with_both = measure_cards(
        (card("a"), card("b", meters=(meter,)), card("c", meters=(meter,), facts=("stores a",)))
    )
    assert plain.height < with_meter.height < with_both.height


def test_width_grows_with_the_texts_up_to_a_bound() -> None:
    (wider,) = measure_cards((card("Timeline reader"),))
    assert LEAST_WIDE < wider.width < MAXIMUM_WIDTH
    assert wider.name.lines == ("Timeline reader",)
    (widest,) = measure_cards((card("word " * 40),))
    assert widest.width == MAXIMUM_WIDTH


def test_narrow_cards_are_as_wide_as_the_widest_word() -> None:
    measured = measure_cards((card("Recommendation service"), card("Cart")), narrow=True)
    assert {one.width for one in measured} == {180.0}
    assert 180.0 - 4 < width_of("Recommendation", NAME) + BESIDE_TILE <= 180.0
    assert [one.name.lines for one in measured] == [("Recommendation", "service"), ("Cart",)]
    assert {one.name.size for one in measured} == {NAME.size}
    (least,) = measure_cards((card("Cart"),), narrow=True)
    assert least.width == LEAST_NARROW


def test_name_and_technology_of_a_narrow_card_have_three_lines_together() -> None:
    (measured,) = measure_cards((card("Semantic cache", "Redis + vector search"),), narrow=True)
    assert measured.technology is not None
    assert len(measured.name.lines) + len(measured.technology.lines) == 3
    assert measured.technology.lines == ("Redis +", "vector search")


def test_a_name_that_needs_far_more_than_others_has_a_wider_card_alone() -> None:
    others = tuple(card(name) for name in ("Cart", "Email", "Payment"))
    wider, *measured = measure_cards((card("Recommendation"), *others), narrow=True)
    assert wider.width == 180.0
    assert {one.width for one in measured} == {LEAST_NARROW}
    many = tuple(card(f"Recommendation {letter}") for letter in "ab")
    assert len({one.width for one in measure_cards((*many, *others), narrow=True)}) == 1


def test_the_parts_of_one_component_are_as_wide_as_each_other() -> None:
    parts = tuple(
        Card(f"r@{zone}", "Recommendation", "", "server", "blue", part_of="r") for zone in "ab"
    )
    others = tuple(card(name) for name in ("Cart", "Email", "Payment"))
    widths = [one.width for one in measure_cards((*parts, *others), narrow=True)]
    assert widths == [180.0, 180.0, LEAST_NARROW, LEAST_NARROW, LEAST_NARROW]


def test_narrow_cards_have_room_for_figures_pills_and_chips() -> None:
    meter = Meter("4.17M/s of 84.7M/s", "100%", 1.0, Tone.WARNING)
    badges = (Badge("SPOF", Tone.BAD), Badge("STALLS", Tone.WARNING))
    chip = Chip("only in europe-west1-a")
    for changes in ({"meters": (meter,)}, {"count": 12, "badges": badges}, {"chips": (chip,)}):
        (measured,) = measure_cards((card("Cart", **changes),), narrow=True)
        assert measured.width > LEAST_NARROW
        assert all(m.text.size == m.text.style.size for m in measured.meters)
        assert all(m.value.size == m.value.style.size for m in measured.meters)
        assert len(measured.pills) == (3 if "badges" in changes else 0)
        assert all(one.text.size == one.text.style.size for (one,) in measured.chip_rows)


def test_letters_of_other_fonts_have_room() -> None:
    cards = (card("Recommendation service", "Great Expectations", facts=("stores Carts, Users",)),)
    for narrow in (False, True):
        (measured,) = measure_cards(cards, narrow=narrow, letters=1.15)
        assert measured.technology is not None
        room = measured.width - BESIDE_TILE
        for fitted in (measured.name, measured.technology):
            assert fitted.width * 1.15 <= room
            assert not fitted.whole


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
