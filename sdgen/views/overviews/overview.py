"""The overview: a large design as its groups, each one card, with what goes between them."""

from __future__ import annotations

from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.base.words import counted
from sdgen.views.collapse import collapsed
from sdgen.views.diagram import Card, Diagram, Line
from sdgen.views.diagrams.detailed import detailed, load_word
from sdgen.views.groups import MOST_WHOLE, OVERVIEW, no_group, outer_cards
from sdgen.views.neighbours import IN_NO_GROUP, together, with_neighbours
from sdgen.views.view import BuiltInView


def overview(facts: Facts, title: str) -> tuple[Diagram, ...]:
    """Each group as one card, what is in none beside them; where that is too much it is one card too,
    and has a page of its own."""
    design = facts.design
    whole = once_detailed(facts)
    picture = collapsed(facts, whole, outer_cards(facts))
    if len(picture.cards) > MOST_WHOLE:
        picture = together(facts, picture, {card.id for card in picture.cards})
    rest = next((card for card in picture.cards if card.id == IN_NO_GROUP.id), None)
    pages = [_page(facts, title, whole, rest)] if rest is not None else []
    parts = _parts(facts, picture)
    loaded = any(card.meters for card in picture.cards)
    first = replace(
        picture,
        view=OVERVIEW,
        subtitle=f"{title} · {parts}",
        cards=tuple(map(_card, picture.cards)),
        lines=tuple(map(_line, picture.lines)),
        load_word=f"Fullest component: {load_word(design).lower()}" if loaded else "",
        faint_word="",
        description=f"{title} of {design.name}: {parts}. {design.summary}".strip(),
    )
    return (first, *pages)


def once_detailed(facts: Facts) -> Diagram:
    """The detailed picture of the design, made once for the pictures of all groups."""
    key = ("the detailed picture", facts.scenario)
    return facts.once(key, lambda: detailed(facts, ""))


def _parts(facts: Facts, picture: Diagram) -> str:
    """``60 components in 6 groups``, or how many of all are in the groups that are one card."""
    groups = [card for card in picture.cards if card.of_group]
    held = sum(len(card.stands_for) for card in groups)
    number = counted(len(facts.design.components), "component")
    of_them = f", {held} of them" if held < len(facts.design.components) else ""
    return f"{number}{of_them} in {counted(len(groups), 'group')}"


def _card(card: Card) -> Card:
    """A card of the overview; a component that is in no group says no more than a group does."""
    return card if card.stands_for else replace(card, facts=(), chips=())


def _line(line: Line) -> Line:
    """A line of the overview says how many calls there are and how often, not what each is for."""
    return replace(
        line, label="" if line.rate else line.label if line.calls > 1 else "", protocol=""
    )


def _page(facts: Facts, title: str, whole: Diagram, rest: Card) -> Diagram:
    """What is in no group, and beside it what it calls and is called by."""
    part = with_neighbours(facts, whole, rest.stands_for)
    number = counted(len(rest.stands_for), "component")
    said = f"{title} · {number} in no group"
    return replace(
        part,
        view=OVERVIEW,
        subtitle=said,
        page=2,
        description=f"{said}, of {facts.design.name}",
    )


VIEW = BuiltInView(
    id=OVERVIEW,
    title="Overview",
    doc="Each group as one card, with its load and the calls between them: of large designs.",
    make=overview,
    lack=no_group,
    order=3,
)
