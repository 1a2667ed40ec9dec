"""Of a large design, which pictures show all of it: an overview, and one of each group that this
shows as one card."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sdgen.analyses.facts import Facts
from sdgen.base.span import Span
from sdgen.design.records import Design
from sdgen.model.view_names import OF
from sdgen.views.collapse import collapsing, outer_groups
from sdgen.views.neighbours import MOST_ALONE
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
    """The groups that are one card each in the overview: the outermost. One that holds everything is
    as good as none, and is open: what is in it is shown. A single one beside other components is open
    where few cards result and most of the design still is in the cards of groups; and so on within."""
    found = inner_groups(design, None)
    while len(found) == 1:
        opened = inner_groups(design, found[0])
        few = _number_of_cards(design, opened) <= MOST_WHOLE and _hold_most(design, opened)
        if not opened or not (few or _held(design, found) == len(design.components)):
            break
        found = opened
    return found


def shown_by_default(facts: Facts) -> tuple[str, ...]:
    """The views that are drawn of a large design unless others are asked for: the overview, and the
    groups, outermost first. Empty for a design that is not large, and for one of which an overview
    shows no more than a picture of everything."""
    design = facts.design
    if len(design.components) <= MOST_WHOLE or not is_grouped(design):
        return ()
    shown = _shown(design, None, frozenset(outer_cards(design)))
    return (OVERVIEW, *(f"{GROUP}{OF}{group}" for group in shown))


def _shown(design: Design, around: str | None, cards: frozenset[str]) -> Iterator[str]:
    """Of the groups within one, or of all, those that have a picture: each that another picture shows
    as one card, and each that holds more than the groups in it, unless that is one component."""
    filled = {component.group for component in design.components.values()}
    for group in inner_groups(design, around):
        inner = cards
        if group in cards or (group in filled and len(members(design, group)) > 1):
            yield group
            inner = cards.union(collapsed_within(design, group))
        yield from _shown(design, group, inner)


def collapsed_within(design: Design, group: str) -> tuple[str, ...]:
    """The groups that the picture of a group shows as one card each: none unless it is large, and they
    make its cards clearly fewer."""
    if len(members(design, group)) <= MOST_WHOLE:
        return ()
    found = inner_groups(design, group)
    return found if _are_worth_cards(design, found) else ()


def is_grouped(design: Design) -> bool:
    """Whether an overview shows what a design is made of: most of it is in the cards of groups, these
    stand for clearly more than they are, and there is more than one card."""
    found = outer_cards(design)
    return (
        _hold_most(design, found)
        and _are_worth_cards(design, found)
        and _number_of_cards(design, found) > 1
    )


def _hold_most(design: Design, groups: Collection[str]) -> bool:
    return 2 * _held(design, groups) >= len(design.components)


def _are_worth_cards(design: Design, groups: Collection[str]) -> bool:
    """Whether groups hold two components on average: else their cards are about as many as these."""
    return 2 * len(groups) <= _held(design, groups)


def _held(design: Design, groups: Collection[str]) -> int:
    """How many components are in the groups, or in groups in them."""
    inside = collapsing(design, groups)
    return sum(component.group in inside for component in design.components.values())


def _number_of_cards(design: Design, groups: Collection[str]) -> int:
    """How many cards the overview has with these groups as one card each."""
    number = len(groups) + len(design.components) - _held(design, groups)
    alone = sum(component.group is None for component in design.components.values())
    return number - alone + 1 if number > MOST_WHOLE and alone > MOST_ALONE else number


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
