"""A part of a rack, what is beside that, and groups as one row each: by way of the diagram that has a card
for each component."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.base.words import counted, in_one_line, listed
from sdgen.design.records import Design, View
from sdgen.views.bundles import MOST_NAMED
from sdgen.views.collapse import collapsed, collapsing
from sdgen.views.diagram import Card, Diagram
from sdgen.views.elements import SEPARATOR, describe, design_groups
from sdgen.views.narrowed import narrowed
from sdgen.views.neighbours import with_neighbours
from sdgen.views.rack import (
    Aside,
    Outsider,
    Rack,
    RackCall,
    RackRow,
    Slot,
    with_hosts,
    with_rows,
)
from sdgen.views.rack_words import subtitle_of


def part_of_rack(
    facts: Facts, view: View, rack: Rack, kept: Collection[str], never: Collection[str]
) -> Rack:
    """``rack`` with these components, beside it what they call and are called by, and as one row each
    the groups that ``view`` collapses."""
    whole = _diagram(facts.design, rack)
    part = narrowed(whole, tuple(card for card in whole.cards if card.component in kept))
    said = describe(facts.design, view.title, len(kept), len(part.lines))
    if view.include and view.neighbours:
        shown = {card.id for card in part.cards}
        hidden = {card.id for card in whole.cards if card.component in never}
        part = with_neighbours(facts, whole, shown, hidden)
    found = _rack(facts.design, rack, collapsed(facts, part, view.collapsed))
    subtitle = subtitle_of(facts.design, view.title, found)
    return replace(found, view=view.id, subtitle=subtitle, description=said)


def collapsed_rack(facts: Facts, rack: Rack, groups: Collection[str]) -> Rack:
    """``rack`` with each of the groups of the design as one row, with all that is in it."""
    return _rack(facts.design, rack, collapsed(facts, _diagram(facts.design, rack), groups))


def rows_left(design: Design, shown: Collection[str], groups: Collection[str]) -> int:
    """How many rows components have where these groups are one each."""
    around = collapsing(design, groups)
    return len({around.get(design.components[name].group, SEPARATOR + name) for name in shown})


def card_id(component: str, place: str) -> str:
    """The id of the card that a component has in a place, which is empty for those of its replicas
    that are in none."""
    return f"{component}{SEPARATOR}{place}"


def _diagram(design: Design, rack: Rack) -> Diagram:
    """A card for each component, in its group, and the lines of the calls."""
    whole = {row.id: row.card for row in rack.rows}
    for each in rack.outside:
        whole.setdefault(each.card.component, each.card)
    cards = tuple(whole[name] for name in design.components if name in whole)
    return Diagram(
        rack.view,
        rack.title,
        rack.subtitle,
        cards,
        tuple(call.line for call in rack.calls),
        design_groups(design, cards),
        rack.description,
        forks=rack.forks,
    )


def _rack(design: Design, rack: Rack, part: Diagram) -> Rack:
    """The rack of what a diagram has left of it."""
    rows = {row.id: row for row in rack.rows}
    outside = {each.card.id: each for each in rack.outside}
    shown = {card.id for card in part.cards if not card.beside}
    made: list[RackRow] = []
    aside: list[Outsider] = []
    for card in part.cards:
        if card.beside:
            why = outside[card.id].why if card.id in outside else Aside.BESIDE
            aside.append(Outsider(card, why if why is Aside.CLIENT else Aside.BESIDE))
        elif card.id in rows:
            made.append(with_hosts(rows[card.id], shown))
            left = card_id(card.id, "")
            aside += [outside[left]] if left in outside else []
        elif card.id in outside:
            aside.append(outside[card.id])
        else:
            members = [rows[name] for name in card.stands_for if name in rows]
            whys = (outside[name].why for name in card.stands_for if name in outside)
            if members:
                made.append(_row(design, rack, card, members))
            else:
                aside.append(Outsider(card, next(whys)))
    calls = tuple(_calls(rack, part))
    found = with_rows(rack, tuple(made), tuple(aside), calls, part.forks)
    return replace(found, description=part.description)


def _row(design: Design, rack: Rack, card: Card, members: list[RackRow]) -> RackRow:
    """The row of several components: in each place that has replicas of one of them, a card that says
    which these are where that is not all of them."""
    held: dict[str, int] = {}
    there: dict[str, list[str]] = {}
    for member in members:
        for slot in member.slots:
            held[slot.place] = held.get(slot.place, 0) + slot.replicas
            there.setdefault(slot.place, []).append(member.id)
    order = [place.id for place in rack.places]
    whole = replace(card, facts=(), meters=())
    slots = tuple(
        Slot(
            place,
            replace(
                whole,
                id=card_id(card.id, place),
                technology=_which(design, card, there[place]),
                tooltip=_here(design, card, there[place]),
                part_of=card.id,
            ),
            held[place],
        )
        for place in sorted(held, key=order.index)
    )
    return RackRow(whole, slots, members[0].tier)


def _which(design: Design, card: Card, members: Sequence[str]) -> str:
    """``2 components`` where all of them are here, else ``Database``, ``2 of 5 components``."""
    every = len(card.components)
    if len(members) == every:
        return card.technology
    if len(members) == 1:
        return in_one_line(design.components[members[0]].name) or members[0]
    return f"{len(members)} of {counted(every, 'component')}"


def _here(design: Design, card: Card, members: Sequence[str]) -> str:
    """The tooltip of the card, and which of the components are here."""
    if len(members) == len(card.components):
        return card.tooltip
    names = [in_one_line(design.components[each].name) or each for each in members]
    return f"{card.tooltip}\nhere: {listed(names, MOST_NAMED)}"


def _calls(rack: Rack, part: Diagram) -> Iterator[RackCall]:
    """The calls of the lines; those that are several run at the side of the first that is waited for."""
    alone = {call.line.id: call for call in rack.calls}
    where = {name: card.id for card in part.cards for name in card.components}
    waited = {
        (where[call.line.source], where[call.line.target])
        for call in rack.calls
        if not call.afterwards and {call.line.source, call.line.target} <= where.keys()
    }
    for line in part.lines:
        call = alone.get(line.id)
        if call is not None and (call.line.source, call.line.target) == (line.source, line.target):
            yield replace(call, line=replace(line, label=""))
        else:
            afterwards = (line.source, line.target) not in waited
            yield RackCall(replace(line, label=""), afterwards)
