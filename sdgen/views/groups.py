"""Of a large design, which pictures show all of it: an overview, and one of each group that this
shows as one card."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sdgen.analyses.facts import Facts
from sdgen.base.span import Span
from sdgen.design.groups import members_of
from sdgen.model.view_names import OF
from sdgen.views.collapse import GROUP as GROUP  # views are called by it here
from sdgen.views.neighbours import MOST_ALONE
from sdgen.views.view import Each, Lack

OVERVIEW = "overview"
MOST_WHOLE = 40
"""Cards that a picture shows one by one: of more, groups are one card each."""


def members(facts: Facts) -> Mapping[str, Sequence[str]]:
    """By group its components, those of groups in it too; found once for all pictures."""
    return facts.once(("members of groups",), lambda: members_of(facts.design))


def inner_groups(facts: Facts, group: str | None) -> tuple[str, ...]:
    """The groups with components right inside a group, or inside none."""
    held = members(facts)
    every = facts.design.groups.values()
    return tuple(each.id for each in every if each.parent == group and held[each.id])


def outer_cards(facts: Facts) -> tuple[str, ...]:
    """The groups that are one card each in the overview: the outermost. One that holds everything is
    as good as none, and is open: what is in it is shown. A single one beside other components is open
    where few cards result and most of the design still is in the cards of groups; and so on within."""
    found = inner_groups(facts, None)
    while len(found) == 1:
        opened = inner_groups(facts, found[0])
        few = _number_of_cards(facts, opened) <= MOST_WHOLE and _hold_most(facts, opened)
        if not opened or not (few or _held(facts, found) == len(facts.design.components)):
            break
        found = opened
    return found


def shown_by_default(facts: Facts) -> tuple[str, ...]:
    """The views that are drawn of a large design unless others are asked for: the overview, and the
    groups, outermost first. Empty for a design that is not large, and for one of which an overview
    shows no more than a picture of everything."""
    if len(facts.design.components) <= MOST_WHOLE or not is_grouped(facts):
        return ()
    shown = _shown(facts, None, frozenset(outer_cards(facts)))
    return (OVERVIEW, *(f"{GROUP}{OF}{group}" for group in shown))


def _shown(facts: Facts, around: str | None, cards: frozenset[str]) -> Iterator[str]:
    """Of the groups within one, or of all, those that have a picture: each that another picture shows
    as one card, and each that holds more than the groups in it, unless that is one component."""
    components = facts.design.components
    for group in inner_groups(facts, around):
        held = members(facts)[group]
        inner = cards
        if group in cards or (
            len(held) > 1 and any(components[each].group == group for each in held)
        ):
            yield group
            inner = cards.union(collapsed_within(facts, group))
        yield from _shown(facts, group, inner)


def collapsed_within(facts: Facts, group: str) -> tuple[str, ...]:
    """The groups that the picture of a group shows as one card each: none unless it is large, and they
    make its cards clearly fewer."""
    if len(members(facts)[group]) <= MOST_WHOLE:
        return ()
    found = inner_groups(facts, group)
    return found if _are_worth_cards(facts, found) else ()


def is_grouped(facts: Facts) -> bool:
    """Whether an overview shows what a design is made of: most of it is in the cards of groups, these
    stand for clearly more than they are, and there is more than one card."""
    found = outer_cards(facts)
    return (
        _hold_most(facts, found)
        and _are_worth_cards(facts, found)
        and _number_of_cards(facts, found) > 1
    )


def _hold_most(facts: Facts, groups: Collection[str]) -> bool:
    return 2 * _held(facts, groups) >= len(facts.design.components)


def _are_worth_cards(facts: Facts, groups: Collection[str]) -> bool:
    """Whether groups hold two components on average: else their cards are about as many as these."""
    return 2 * len(groups) <= _held(facts, groups)


def _held(facts: Facts, groups: Collection[str]) -> int:
    """How many components are in groups side by side, or in groups in them."""
    return sum(len(members(facts)[each]) for each in groups)


def _number_of_cards(facts: Facts, groups: Collection[str]) -> int:
    """How many cards the overview has with these groups as one card each."""
    components = facts.design.components
    number = len(groups) + len(components) - _held(facts, groups)
    alone = sum(component.group is None for component in components.values())
    return number - alone + 1 if number > MOST_WHOLE and alone > MOST_ALONE else number


def no_group(facts: Facts) -> Lack | None:
    """Why a design has no group to show."""
    if any(members(facts).values()):
        return None
    help = "write 'group' on the components, such as 'group: payments'"
    return Lack("no component is in a group", help, Span.whole(facts.design.span.file))


def _lack(facts: Facts, group: str) -> Lack | None:
    if members(facts)[group]:
        return None
    help = f"write 'group: {group}' on the components that belong there"
    return Lack(f"group '{group}' has no component", help, facts.design.groups[group].span)


GROUPS = Each("group", lambda facts: tuple(facts.design.groups), _lack)
"""For views that are drawn of each group with components."""
