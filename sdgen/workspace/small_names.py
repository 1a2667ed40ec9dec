"""Whether the names of components can be read where a picture is, and which view shows them larger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import sqrt
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sdgen import api
from sdgen.draw.fits import FITS, READABLE
from sdgen.model.view_names import OF
from sdgen.views import make_picture, make_pictures
from sdgen.views.diagram import Diagram
from sdgen.views.groups import GROUP, MOST_WHOLE, OVERVIEW, inner_groups, is_grouped
from sdgen.views.narrowed import holding
from sdgen.views.rack import Rack
from sdgen.views.selection import can_select

if TYPE_CHECKING:
    from sdgen.analyses.facts import Facts

JOURNEY = "journey"
SLIDE: api.Fit = "slide"
MOST_COUNTED = 12
"""Journeys and groups whose cards are counted: large designs have hundreds."""
MOST_DRAWN = 3
"""Other views that are drawn, to see whether names can be read there."""


def small_names(
    facts: Facts, view: str, picture: api.Picture, options: api.Options, page: int = 1
) -> tuple[str, ...]:
    """A warning where names are too small to read in the place for which a picture of this view, or a
    ``page`` of it, was made; none of pictures whose names are large enough, and of those that are no diagrams."""
    height = picture.name_height
    if height is None or height >= READABLE:
        return ()
    place = FITS[options.fit]
    shown = min(height, READABLE - 0.1)  # what is below the bound is not said to be at it
    return (
        f"names show {shown:.1f} px high in {place.words} of {place.width:.0f} x {place.height:.0f} "
        f"px, and below {READABLE:.0f} px they are hard to read; "
        + _help(facts, view, height, options, page),
    )


def _help(facts: Facts, view: str, height: float, options: api.Options, page: int) -> str:
    diagram = make_pictures(facts, view, options.collapse)[page - 1]
    assert can_select(diagram)
    kind, _, shown = view.partition(OF)
    if kind == OVERVIEW and isinstance(diagram, Diagram):
        return _help_of_overview(diagram)
    if kind == GROUP:
        inner = inner_groups(facts, shown)
        if inner:
            return f"--view {GROUP}{OF}{inner[0]} shows a part of it larger"
        return f"put its components into groups of their own with 'parent: {shown}': each has a picture"
    large = len(facts.design.components) > MOST_WHOLE
    grouped = is_grouped(facts)
    if large and grouped and _can_be_read(facts, OVERVIEW, options):
        return f"--view {OVERVIEW} shows its groups, and --view {GROUP} each of them alone"
    # Names of a picture grow as its cards get fewer: each takes about as much of the area.
    most = _size(diagram) * (height / READABLE) ** 2
    for other in _largest(_views(facts, diagram), most)[:MOST_DRAWN]:
        if _can_be_read(facts, other, options):
            return f"--view {other} shows a part of it larger"
    advice = "draw parts of it, each in a view of your own with 'include'"
    if large and not grouped:
        advice = (
            "write 'group' on the components, several in each: of more than "
            f"{MOST_WHOLE}, sdgen then draws an overview and a picture of each group"
        )
    for group in [] if large else _largest(_groups(facts, diagram), most)[:1]:
        advice += f", such as 'include: [group:{group}]'"
    slide, place = FITS[SLIDE], FITS[options.fit]
    larger = sqrt(slide.width * slide.height / (place.width * place.height))
    on_a_slide = not place.exact and options.fit != SLIDE and height * larger >= READABLE
    if on_a_slide and _can_be_read(facts, view, replace(options, fit=SLIDE)):
        advice += ", or for a slide take --fit slide"
    return advice


def _help_of_overview(diagram: Diagram) -> str:
    """What shows fewer cards than an overview: it depends on what most of these are, those aside that
    are only beside them."""
    cards = [card for card in diagram.cards if not card.beside]
    alone = [card for card in cards if not card.stands_for]
    if 2 * len(alone) < len(cards):
        return "put groups into others with 'parent': it shows the outermost ones"
    opened = next((card.group for card in alone if card.group is not None), None)
    if opened is not None and 2 * sum(card.group is None for card in alone) < len(alone):
        return f"--view {GROUP}{OF}{opened} shows a part of it larger"
    return "write 'group' on the components that are in none"


def _can_be_read(facts: Facts, view: str, options: api.Options) -> bool:
    """Whether names of the picture, drawn for its place, are large enough; drawn once, whatever
    pictures it may help."""
    key = ("names of a view can be read", facts.scenario, view, options)
    return facts.once(key, lambda: (api.draw(facts, view, options).name_height or 0.0) >= READABLE)


def _largest(sizes: Iterator[tuple[str, int]], most: float) -> list[str]:
    """The names of what has few enough cards, that with most of them first."""
    fitting = [(name, cards) for name, cards in sizes if 1 < cards <= most]
    return [name for name, _ in sorted(fitting, key=lambda each: -each[1])]


def _size(diagram: Diagram | Rack) -> int:
    """The number of its cards, or of its rows."""
    return len(diagram.rows if isinstance(diagram, Rack) else diagram.cards)


def _views(facts: Facts, diagram: Diagram | Rack) -> Iterator[tuple[str, int]]:
    """The design's own views and those of journeys, with the number of their cards."""
    for name in (*facts.design.views, *_journeys(facts, diagram)):
        if name != diagram.view and api.view_lack(facts, name) is None:
            other = make_picture(facts, name)
            if type(other) is type(diagram) and can_select(other):
                yield name, _size(other)


def _journeys(facts: Facts, diagram: Diagram | Rack) -> list[str]:
    """The views of journeys; none where cards are replicas, which these do not show."""
    if isinstance(diagram, Rack):
        return []
    return [f"{JOURNEY}:{each}" for each in list(facts.design.journeys)[:MOST_COUNTED]]


def _groups(facts: Facts, diagram: Diagram | Rack) -> Iterator[tuple[str, int]]:
    """The design's groups, with the number of the cards within each."""
    if isinstance(diagram, Rack):
        rows = Counter(row.tier for row in diagram.rows)
        yield from ((tier.id, rows[tier.id]) for tier in diagram.tiers if tier.id)
        return
    around = [{group.id for group in holding(diagram.groups, (card,))} for card in diagram.cards]
    for name in list(facts.design.groups)[:MOST_COUNTED]:
        yield name, sum(name in each for each in around)
