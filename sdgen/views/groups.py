"""Of a large design, which pictures show all of it: an overview, and one of each group that this
shows as one card."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.facts import Facts
from sdgen.base.span import Span
from sdgen.design.records import Design
from sdgen.model.view_names import OF
from sdgen.views.collapse import outer_groups
from sdgen.views.view import Each, Lack

OVERVIEW = "overview"
GROUP = "group"
MOST_WHOLE = 40
"""Cards that a picture shows one by one: of more, groups are one card each."""


def members(design: Design, group: str) -> tuple[str, ...]:
    """The components of a group, those of groups in it too."""
    return tuple(
        component.id
        for component in design.components.values()
        if component.group is not None
        and group in (component.group, *outer_groups(design, component.group))
    )


def inner_groups(design: Design, group: str | None) -> tuple[str, ...]:
    """The groups with components right inside a group, or inside none."""
    used = _used(design)
    return tuple(
        each.id for each in design.groups.values() if each.parent == group and each.id in used
    )


def outer_cards(design: Design) -> tuple[str, ...]:
    """The groups that are one card each in the overview. A group that holds all others and nothing
    else is as good as none: it is open, and what is in it is shown."""
    around: str | None = None
    while True:
        found = inner_groups(design, around)
        if len(found) != 1 or not inner_groups(design, found[0]):
            return found
        around = found[0]


def shown_by_default(facts: Facts) -> tuple[str, ...]:
    """The views that are drawn of a large design unless others are asked for: the overview, the groups
    that it shows as one card, and so on for those that their pictures show so. Empty for a design
    that is not large, and for one whose groups hold less than half of it."""
    design = facts.design
    if len(design.components) <= MOST_WHOLE or not is_grouped(design):
        return ()
    return (OVERVIEW, *(f"{GROUP}{OF}{group}" for group in _shown(design, outer_cards(design))))


def _shown(design: Design, groups: tuple[str, ...]) -> Iterator[str]:
    for group in groups:
        yield group
        yield from _shown(design, collapsed_within(design, group))


def collapsed_within(design: Design, group: str) -> tuple[str, ...]:
    """The groups that the picture of a group shows as one card each: none unless it is large."""
    if len(members(design, group)) <= MOST_WHOLE:
        return ()
    return inner_groups(design, group)


def is_grouped(design: Design) -> bool:
    """Whether most of a design is in groups, so that these show what it is made of."""
    inside = sum(component.group is not None for component in design.components.values())
    return 2 * inside >= len(design.components)


def no_group(facts: Facts) -> Lack | None:
    """Why a design has no group to show."""
    design = facts.design
    if _used(design):
        return None
    help = "write 'group' on the components, such as 'group: payments'"
    return Lack("no component is in a group", help, Span.whole(design.span.file))


def _lack(facts: Facts, group: str) -> Lack | None:
    if group in _used(facts.design):
        return None
    help = f"write 'group: {group}' on the components that belong there"
    return Lack(f"group '{group}' has no component", help, facts.design.groups[group].span)


def _used(design: Design) -> frozenset[str]:
    """The groups with a component in them, or in a group in them."""
    found: set[str] = set()
    for component in design.components.values():
        group = component.group
        while group is not None and group not in found:
            found.add(group)
            group = design.groups[group].parent
    return frozenset(found)


GROUPS = Each("group", lambda facts: tuple(facts.design.groups), _lack)
"""For views that are drawn of each group with components."""
