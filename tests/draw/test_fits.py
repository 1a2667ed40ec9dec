"""Pictures are laid out for the place where they are read."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from msgspec.structs import replace

import sdgen.api
from sdgen.blocks import Number, Tone
from sdgen.document.typeset.measures import TEXT_HEIGHT, TEXT_WIDTH
from sdgen.draw.diagram.laid import lay_out_diagram
from sdgen.draw.diagram.picture import DrawnPicture, draw_diagram
from sdgen.draw.fits import DEFAULT_FIT, FITS, FitName
from sdgen.draw.scene import Part, Scene, Text, texts
from sdgen.draw.social import MARGIN, MOST_ENLARGED, PANEL
from sdgen.draw.typography import NAME
from sdgen.layout.merit import README
from sdgen.views import make_picture
from sdgen.views.diagram import Card, Diagram, Direction, Line
from tests.draw.samples import one_card
from tests.support.cases import every_case

ROOT = Path(__file__).parents[2]
LONG = "A sentence that is so long that no panel of any preview has room for all of its words. " * 4
HEADLINE = (
    Number("Worst availability", "99.43%", "follow promises 99.9%.", Tone.BAD),
    Number("First to saturate", "1.3x", "Fan-out worker.", Tone.WARNING),
)


def chain(length: int) -> Diagram:
    cards = tuple(Card(f"c{at}", f"Card {at}", "Go", "server", "blue") for at in range(length))
    lines = tuple(Line(one.id, one.id, other.id) for one, other in pairwise(cards))
    return Diagram("high-level", "Chain", "High-level design", cards, lines)


def chain_of_tiers(tiers: int, each: int) -> Diagram:
    """Each card calls those of the next tier that are next to it."""
    names = [[f"c{tier}-{at}" for at in range(each)] for tier in range(tiers)]
    cards = tuple(Card(name, name, "Go", "server", "blue") for tier in names for name in tier)
    lines = tuple(
        Line(f"{one}-{other}", one, other)
        for tier, below in pairwise(names)
        for at, one in enumerate(tier)
        for other in below[max(0, at - 1) : at + 2]
    )
    return Diagram("high-level", "Tiers", "High-level design", cards, lines)


def preview(diagram: Diagram, headline: tuple[Number, ...] = HEADLINE) -> Scene:
    return draw_diagram(diagram, fit="social", headline=headline).scene


def part(scene: Scene, id: str) -> Part:
    (found,) = (each for each in scene.items if isinstance(each, Part) and each.id == id)
    return found


def drawn_in(scene: Scene) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the cards of a preview, in px of the picture."""
    inner = part(scene, "drawing")
    frame = inner.frame
    assert frame is not None
    faces = [
        item
        for each in inner.items
        if isinstance(each, Part)
        for item in each.items
        if getattr(item, "classes", "") in ("face", "group-box")
    ]
    return (
        frame.x + frame.scale * min(each.x for each in faces),
        frame.y + frame.scale * min(each.y for each in faces),
        frame.x + frame.scale * max(each.x + each.width for each in faces),
        frame.y + frame.scale * max(each.y + each.height for each in faces),
    )


@cache
def twitter(view: str = "high-level") -> Diagram:
    found = make_picture(sdgen.load(ROOT / "designs" / "twitter.yaml").design, view)
    assert isinstance(found, Diagram)
    return found


@cache
def twitter_for(name: FitName) -> DrawnPicture:
    return draw_diagram(twitter(), fit=name)


@cache
def twitter_with_numbers() -> DrawnPicture:
    return draw_diagram(twitter(), fit="social", headline=HEADLINE, theme="light")


def test_the_places_have_one_name_each_in_the_api_and_here() -> None:
    assert tuple(FITS) == get_args(FitName) == get_args(sdgen.api.Fit) == sdgen.api.FITS
    assert FITS[sdgen.api.Options().fit] is DEFAULT_FIT
    assert DEFAULT_FIT.target is README


def test_a_page_is_what_the_margins_of_documents_leave() -> None:
    assert (FITS["page"].width, FITS["page"].height) == (TEXT_WIDTH, TEXT_HEIGHT)


@every_case("name", FITS)
def test_the_drawing_has_less_than_the_picture(name: FitName) -> None:
    place = FITS[name]
    assert 0 < place.target.width < place.width
    assert 0 < place.target.height < place.height
    assert place.shown(place.width / 2, place.height / 2) == 1.0
    assert place.shown(place.width * 2, place.height) == 0.5


@pytest.mark.slow
@every_case("tiers", [7, 8, 9])
@every_case("cards", [2, 3])
def test_the_direction_is_judged_by_the_place(tiers: int, cards: int) -> None:
    """A chain of tiers runs down the page and across the slide."""
    diagram = chain_of_tiers(tiers, cards)
    for name, down in (("readme", True), ("page", True), ("slide", False)):
        assert lay_out_diagram(diagram, fit=FITS[name]).placement.down is down


@pytest.mark.slow
def test_a_picture_is_shown_larger_where_it_is_laid_out_for() -> None:
    readme, slide = ((each.width, each.height) for each in map(twitter_for, ("readme", "slide")))
    assert FITS["slide"].shown(*slide) > FITS["slide"].shown(*readme)
    assert FITS["readme"].shown(*readme) > FITS["readme"].shown(*slide)


@pytest.mark.slow
@every_case("name", FITS)
def test_the_height_of_names_is_that_where_the_picture_is_read(name: FitName) -> None:
    place, drawn = FITS[name], twitter_for(name)
    height = NAME.size * place.shown(drawn.width, drawn.height)
    if place.exact:
        frame = part(drawn.scene, "drawing").frame
        assert frame is not None
        height = NAME.size * frame.scale
    assert drawn.name_height == pytest.approx(height, abs=0.01)


def test_an_empty_picture_has_no_names() -> None:
    empty = replace(one_card(), cards=())
    assert draw_diagram(empty).name_height is None
    assert draw_diagram(empty, fit="social").height == 640


SHAPES = {"one": one_card, "few": lambda: chain(3), "many": lambda: chain(30), "real": twitter}


@pytest.mark.slow
@every_case("headline", [(), HEADLINE[:1], HEADLINE])
@every_case("name", SHAPES)
def test_a_preview_has_its_size_and_all_in_it(name: str, headline: tuple[Number, ...]) -> None:
    scene = preview(SHAPES[name](), headline)
    assert (scene.width, scene.height) == (1280, 640)
    left, top, right, bottom = drawn_in(scene)
    assert left >= (MARGIN + PANEL if headline else MARGIN) - 0.1
    assert right <= 1280 - MARGIN + 0.1
    assert top >= MARGIN - 0.1
    assert bottom <= 640 - MARGIN + 0.1
    frame = part(scene, "drawing").frame
    assert frame is not None
    assert frame.scale <= MOST_ENLARGED
    assert not [each for each in scene.items if isinstance(each, Part) and each.id == "legend"]


def test_few_cards_are_enlarged() -> None:
    frame = part(preview(chain(2)), "drawing").frame
    assert frame is not None
    assert frame.scale == MOST_ENLARGED


@pytest.mark.slow
def test_the_numbers_are_larger_than_the_subtitle_and_have_their_tones() -> None:
    drawn = twitter_with_numbers()
    written = {each.content: each for each in texts(drawn.scene.items)}
    for number in HEADLINE:
        value = written[number.value]
        assert number.tone is not None
        assert value.classes == f"headline-value {number.tone.value}"
        assert value.size > 2 * written["High-level design"].size
        assert number.label in written
        assert str(number.text) in written
    assert (
        '<g id="twitter-high-level-light-drawing" class="drawing" transform="translate('
        in drawn.svg
    )


def test_long_words_of_the_headline_stay_within_its_panel() -> None:
    diagram = replace(chain(3), title=LONG, subtitle=LONG)
    scene = preview(diagram, tuple(Number(LONG, LONG, LONG) for _ in range(2)))
    found: list[Text] = [
        *texts(part(scene, "heading").items),
        *texts(part(scene, "numbers").items),
    ]
    assert all(each.x + each.width <= MARGIN + PANEL + 0.1 for each in found)
    assert all(MARGIN <= each.y <= 640 - MARGIN for each in found)
    tops = [each.y for each in found]
    assert tops == sorted(tops)
    gaps = [after - before for before, after in pairwise(tops)]
    assert min(gaps) > 14


def test_facts_of_the_subtitle_stand_below_each_other_where_they_have_room() -> None:
    def said(subtitle: str) -> list[str]:
        heading = part(preview(replace(chain(3), subtitle=subtitle)), "heading")
        return [each.content for each in texts(heading.items)][1:]

    assert said("Journey buy · p99 143 ms of 500 ms · 99.73% available") == [
        "Journey buy",
        "p99 143 ms of 500 ms",
        "99.73% available",
    ]
    assert said("Detailed · peak load") == ["Detailed", "peak load"]
    assert said("a · b · c · d") == ["a · b · c · d"]
    assert len(said("Detailed design · " + "so long that it has no line of its own " * 2)) == 3


def test_without_numbers_the_drawing_has_the_width() -> None:
    scene = preview(replace(chain(8), direction=Direction.RIGHT), ())
    left, top, right, _ = drawn_in(scene)
    assert right - left > 1280 - 2 * MARGIN - PANEL
    assert top > max(each.y for each in texts(part(scene, "heading").items))


@pytest.mark.slow
def test_one_place_decides_how_wide_a_list_of_steps_may_make_a_picture() -> None:
    """A slide has room for it beside a drawing that fills a README."""
    diagram = twitter("journey:post-tweet")
    sizes = [lay_out_diagram(diagram, fit=FITS[name]).arranged.size for name in ("page", "slide")]
    assert sizes[0][0] < sizes[1][0]


@pytest.mark.slow
def test_the_look_of_a_preview_is_in_its_attributes() -> None:
    svg = twitter_with_numbers().svg
    (value,) = re.findall(r"<text ([^>]*)>99\.43%", svg)
    assert 'font-weight="700"' in value
    (plain,) = re.findall(r"<text ([^>]*)>Twitter<", svg)
    colours = [re.search(r'fill="([^"]+)"', each) for each in (value, plain)]
    assert None not in colours
    assert len({each[1] for each in colours if each}) == 2
