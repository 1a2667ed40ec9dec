"""Looks and house colours: in each of them, whatever the colours, all can be read and seen."""

from __future__ import annotations

import random
import re
from typing import get_args

import pytest

import sdgen
from sdgen.api import LOOKS, Options, draw, encode
from sdgen.draw.colouring import (
    LOOKS as KNOWN,
)
from sdgen.draw.colouring import (
    NEEDED,
    PLAIN,
    Colouring,
    HouseColours,
    LookName,
    strong_enough,
)
from sdgen.draw.contrast import contrast
from sdgen.draw.picture import draw_picture
from sdgen.draw.scene import Look
from sdgen.draw.style import colours_of
from sdgen.draw.theme import LIGHT, THEMES
from tests.draw.samples import shop
from tests.draw.test_theme import LINE_ON, TEXT_ON
from tests.support.cases import every_case


def house(seed: int) -> HouseColours:
    """Any colours that the configuration takes."""
    chance = random.Random(seed)
    found = {}
    for name, (least, _, roles) in NEEDED.items():
        colour = f"#{chance.randrange(1 << 24):06x}"
        grounds = [LIGHT.roles[role] for role in roles]
        found[name] = strong_enough(colour, grounds, least, dark=False)
    return HouseColours(**found)


HOUSES = (HouseColours(), *map(house, range(40)))


@pytest.mark.slow
@every_case("name", list(THEMES))
@every_case("given", HOUSES)
@every_case("look", KNOWN)
def test_in_every_look_and_house_all_can_be_read(
    name: str, given: HouseColours, look: LookName
) -> None:
    found = colours_of("sdgen", name, Colouring(look, given))
    least = 7.0 if look == "high-contrast" else 4.5
    for text, ground in TEXT_ON:
        white = text == "solid-ink"
        assert contrast(found[text], found[ground]) >= (4.5 if white else least), (text, ground)
    for line, ground in LINE_ON:
        assert contrast(found[line], found[ground]) >= 3, (line, ground)


@pytest.mark.slow
@every_case("name", list(THEMES))
def test_high_contrast_has_lines_at_four_and_a_half(name: str) -> None:
    found = colours_of("sdgen", name, Colouring("high-contrast"))
    for line, ground in (*LINE_ON, ("dimmed-edge", "dimmed-face"), ("dimmed-edge", "background")):
        assert contrast(found[line], found[ground]) >= 4.5, (line, ground)
    rack = colours_of("sdgen rack", name, Colouring("high-contrast"))
    for line in ("rail", "replication"):
        assert contrast(rack[line], rack["inner-group"]) >= 4.5, line


@every_case("look", get_args(Look))
def test_on_paper_only_what_warns_has_a_colour(look: Look) -> None:
    found = colours_of(look, "light", Colouring("print"))
    hues = {role for role, each in found.items() if len({each[1:3], each[3:5], each[5:]}) > 1}
    # what is compared is told by colours
    tones = ("good", "warning", "bad", "added", "removed", "changed")
    assert hues <= {f"{tone}{part}" for tone in tones for part in ("", "-ink", "-solid")}
    assert {found[role] for role in ("band", "alone", "group") if role in found} == {"#ffffff"}


def test_the_ink_of_a_house_is_as_strong_in_the_dark() -> None:
    navy = Colouring(house=HouseColours(ink="#14213d"))
    found = colours_of("sdgen", "dark", navy)
    assert contrast(found["ink"], found["face"]) >= 12
    grey = colours_of("sdgen", "dark", Colouring(house=HouseColours(ink="#666666")))
    assert 4.5 <= contrast(grey["ink"], grey["face"]) < 7


def test_without_look_and_house_nothing_changes() -> None:
    for name in THEMES:
        assert colours_of("sdgen", name, PLAIN) == colours_of("sdgen", name)
    assert LOOKS == KNOWN == get_args(LookName)


@pytest.mark.slow
def test_print_is_on_white_whatever_the_theme() -> None:
    design = sdgen.loads("sdgen: 1\nname: A\ncomponents: {db: {kind: database}}\n")
    for theme in ("auto", "light", "dark"):
        picture = draw(design.facts, "high-level", Options(theme=theme, look="print"))
        assert 'class="background" fill="#ffffff"' in picture.svg
        assert "prefers-color-scheme" not in picture.svg
        assert (
            encode(picture, "png", 1.0).data
            == encode(draw(design.facts, "high-level", Options(look="print")), "png", 1.0).data
        )
    tiles = re.findall(r'class="tile [a-z]+" fill="([^"]+)"', picture.svg)
    assert set(tiles) == {"#404040"}


@pytest.mark.slow
def test_a_picture_is_the_same_but_for_its_colours() -> None:
    plain = draw_picture(shop()).svg
    design = colours_of("sdgen", "light", Colouring("high-contrast"))
    strong = draw_picture(shop(), colouring=Colouring("high-contrast")).svg
    assert strong != plain
    without = re.compile(r"#[0-9a-f]{6}")
    assert without.sub("", re.sub(r"<style>.*?</style>", "", strong, flags=re.S)) == without.sub(
        "", re.sub(r"<style>.*?</style>", "", plain, flags=re.S)
    )
    assert f'stroke="{design["line"]}"' in strong


def test_the_house_is_seen_in_pictures() -> None:
    accent = HouseColours(accent="#0b6e4f", ink="#14213d", line="#5c4b3a")
    found = colours_of("sdgen", "light", Colouring(house=accent))
    assert (found["path"], found["ink"], found["line"]) == ("#0b6e4f", "#14213d", "#5c4b3a")
    dark = colours_of("sdgen", "dark", Colouring(house=accent))
    assert contrast(dark["ink"], dark["face"]) >= 4.5
    assert dark["line"] != "#5c4b3a"


@every_case(
    ("colour", "grounds", "least", "dark", "found"),
    [
        ("#000000", ["#ffffff"], 4.5, False, "#000000"),
        ("#ffffff", ["#808080"], 21.0, False, "#000000"),
        ("#000000", ["#808080"], 21.0, True, "#ffffff"),
        ("#777777", ["#ffffff"], 4.5, False, "#767676"),
    ],
)
def test_a_colour_changes_no_more_than_it_takes(
    colour: str, grounds: list[str], least: float, dark: bool, found: str
) -> None:
    assert strong_enough(colour, grounds, least, dark=dark) == found
