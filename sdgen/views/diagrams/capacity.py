"""The capacity view: how much room each component has left, and what breaks first as load grows."""

from __future__ import annotations

import math

from msgspec.structs import replace

from sdgen.analyses.busy import how_busy
from sdgen.analyses.facts import Facts
from sdgen.analyses.traffic.bottlenecks import Headroom
from sdgen.analyses.traffic.flow import Traffic
from sdgen.base.words import by_number, counted, in_one_line
from sdgen.design.records import Design
from sdgen.kinds import Role, kind_of
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.views.diagram import Card, Diagram
from sdgen.views.diagrams.detailed import load_meters, load_tone, load_word
from sdgen.views.diagrams.high_level import high_level
from sdgen.views.view import BuiltInView

FIRST = 3
"""How many of the components that break first the picture's description names."""
MOST_GROWTH = 1000.0
"""Growth beyond which nobody asks when a component is full."""


def capacity(facts: Facts, title: str) -> Diagram:
    """The high-level picture with each component's bar and ring in the colour of its headroom;
    what has no known load or capacity is faded."""
    design = facts.design
    load, ranked = facts.traffic, facts.bottlenecks
    rooms = {each.component: each for each in ranked}
    picture = high_level(facts, title)
    said = _summary(design, ranked)
    return replace(
        picture,
        view="capacity",
        subtitle=f"{title} · {said}",
        dimmed_word="Load or capacity unknown",
        load_word=load_word(design),
        busy_from=facts.scenario.busy_from,
        cards=tuple(
            _card(design, card, load, rooms, facts.scenario.busy_from) for card in picture.cards
        ),
        description=f"{title} of {design.name}: {said}. {_first(ranked)}{design.summary}".strip(),
    )


def _card(
    design: Design, card: Card, load: Traffic, rooms: dict[str, Headroom], busy_from: float
) -> Card:
    component = design.components[card.id]
    room = rooms.get(card.id)
    if room is None:
        return replace(card, dimmed=bool(rooms) and kind_of(component).role is not Role.ACTOR)
    return replace(
        card,
        meters=load_meters(component, load, busy_from),
        ring=load_tone(room.share, busy_from),
        facts=(*card.facts, _fact(room)),
    )


def _fact(room: Headroom) -> str:
    """``full at 1.3x, 116% without its worst zone``."""
    parts = []
    if how_busy(room.share) == "full":
        parts.append("overloaded")
    elif not room.peak:
        parts.append("no load")
    elif room.growth <= MOST_GROWTH:
        parts.append(f"full at {_factor(room.growth)}")
    else:
        parts.append(f"full beyond {MOST_GROWTH:.0f}x")
    lost = room.without_a_zone
    if lost is not None and lost > 1.0:
        share = "down" if math.isinf(lost) else format_quantity(round(lost, 2), Dimension.RATIO)
        parts.append(f"{share} without its worst zone")
    return ", ".join(parts)


def _factor(growth: float) -> str:
    return format_quantity(growth, Dimension.FACTOR)


def _summary(design: Design, ranked: tuple[Headroom, ...]) -> str:
    if not ranked:
        return "no component's load and capacity are known"
    full = sum(how_busy(each.share) == "full" for each in ranked)
    if full:
        return f"{counted(full, 'component')} {by_number(full, 'is', 'are')} overloaded"
    first = ranked[0]
    if first.growth > MOST_GROWTH:
        return f"nothing is full below {MOST_GROWTH:.0f}x the load"
    name = in_one_line(design.components[first.component].name) or first.component
    return f"{name} is full first, at {_factor(first.growth)} the load"


def _first(ranked: tuple[Headroom, ...]) -> str:
    """The components that break first, and how full they are."""
    if not ranked:
        return ""
    shares = (f"{each.component} {each.share:.0%}" for each in ranked[:FIRST])
    return f"Fullest: {', '.join(shares)}. "


VIEW = BuiltInView(
    id="capacity",
    title="Capacity",
    doc="How full each component is at the peak, and what breaks first as load grows.",
    make=capacity,
    order=5,
)
