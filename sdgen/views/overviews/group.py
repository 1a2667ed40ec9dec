"""The view of one group: its components in detail, and beside them what they call and are called by."""

from __future__ import annotations

from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.base.words import counted
from sdgen.views.collapse import collapsed, group_name
from sdgen.views.diagram import Diagram, Group
from sdgen.views.groups import GROUP, GROUPS, collapsed_within, members, no_group
from sdgen.views.neighbours import with_neighbours
from sdgen.views.overviews.overview import once_detailed
from sdgen.views.view import BuiltInView


def group(facts: Facts, title: str, group_id: str) -> Diagram:
    """The components of the group; where they are many, those of each group in it are one card."""
    design = facts.design
    held = members(facts)[group_id]
    whole = once_detailed(facts)
    part = with_neighbours(facts, whole, held)
    part = collapsed(facts, part, collapsed_within(facts, group_id))
    number = counted(len(held), "component")
    facts_shown = whole.subtitle.split(" · ")[1:]
    return replace(
        _framed(part, group_id),
        view=f"{GROUP}:{group_id}",
        subtitle=" · ".join((group_name(design, group_id), number, *facts_shown)),
        description=f"{title} {group_name(design, group_id)} of {design.name}: {number}",
    )


def _framed(diagram: Diagram, group_id: str) -> Diagram:
    """``diagram`` without the frames around that of the group, which would say nothing of it."""
    inside: dict[str, Group] = {}
    for each in diagram.groups:
        if each.id == group_id:
            inside[each.id] = replace(each, parent=None)
        elif each.parent in inside:
            inside[each.id] = each
    return replace(
        diagram,
        groups=tuple(inside.values()),
        cards=tuple(
            card if card.group in inside else replace(card, group=None) for card in diagram.cards
        ),
    )


VIEW = BuiltInView(
    id=GROUP,
    title="Group",
    doc="One group of a design in detail, and beside it what it calls and is called by.",
    make=group,
    lack=no_group,
    order=3,
    each=GROUPS,
)
