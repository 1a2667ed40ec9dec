"""The picture of a change: both designs in one diagram, in which what was added, removed and changed stands
out, and beside it what that means."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.base.words import counted, in_one_line
from sdgen.design.calls import calls_of
from sdgen.design.records import Design
from sdgen.diff.changes import Change, Changes, Sign
from sdgen.diff.comparison import Comparison
from sdgen.diff.elements import CALL, COMPONENT
from sdgen.diff.union import Union, union_of
from sdgen.views.change_panel import change_panel, headline
from sdgen.views.change_words import (
    described,
    domain_names,
    kept_out,
    replicas_said,
    said_of,
    shifts_of,
    tooltip_of,
    zone_chips_of,
)
from sdgen.views.changed import CardChange, Comparing, LineChange, Mark
from sdgen.views.collapse import collapsed
from sdgen.views.diagram import Badge, Card, Diagram, Group, Line, Tone
from sdgen.views.elements import (
    call_label,
    call_line,
    component_cards,
    design_groups,
    step_labels,
)
from sdgen.views.forks import call_forks, forks_among
from sdgen.views.groups import MOST_WHOLE, outer_cards
from sdgen.views.neighbours import together, with_neighbours

VIEW = "change"
GROUP = "group"
TITLE = "What changes"
NOTHING = "Nothing has changed"


def change_diagram(comparison: Comparison) -> Diagram:
    """The union of both designs with marks on what differs. Of a large one only what has changed and what
    is next to it, which the subtitle says; what no card, line or group shows is counted in the panel."""
    changes = comparison.changes
    union = union_of(changes)
    whole = _whole(changes, union)
    diagram = _narrowed(union.design, whole)
    drawn = {each.id for each in diagram.groups if each.mark is not None}
    left = [each for each in changes.changes if not _is_drawn(each, drawn)]
    subtitle = [TITLE, headline(comparison.meaning)] if changes.changes else [NOTHING]
    if len(diagram.cards) < len(whole.cards):
        subtitle.append(_part_said(diagram, whole))
    panel = change_panel(comparison, kept_out(left))
    return replace(
        diagram,
        subtitle=" · ".join(part for part in subtitle if part),
        description=described(changes, panel, f"{subtitle[0]}: {in_one_line(diagram.title)}"),
        comparing=Comparing(_counts(changes, drawn), panel),
    )


def _whole(changes: Changes, union: Union) -> Diagram:
    """Every component and every call of both designs, as the high-level view has them, marked."""
    design = union.design
    names = domain_names(changes, design)
    cards = tuple(_card(changes, each, names) for each in component_cards(design))
    said = {**step_labels(changes.before), **step_labels(changes.after)}
    forks = call_forks(design)
    lines = tuple(
        _line(
            union.calls.get(call.id), call_line(design, call, call_label(call, said), said, forks)
        )
        for call in calls_of(design)
    )
    return Diagram(
        view=VIEW,
        title=design.name,
        subtitle=TITLE,
        cards=cards,
        lines=lines,
        groups=tuple(_group(changes, each) for each in design_groups(design, cards)),
        forks=forks_among(forks.values(), lines),
    )


def _card(changes: Changes, card: Card, names: Mapping[str, str]) -> Card:
    change = changes.of(COMPONENT, card.id)
    if change is None:
        return card
    mark = Mark(change.sign.value)
    if mark is not Mark.CHANGED:
        return replace(card, change=CardChange(mark), tooltip=tooltip_of(change, card.tooltip))
    old, new = changes.before.components[card.id], changes.after.components[card.id]
    count = replicas_said(old), replicas_said(new)
    chips = zone_chips_of(old, new, names)
    shown = CardChange(
        mark,
        count=count if count[0] != count[1] else ("", ""),
        said=said_of(changes, change),
        shifts=shifts_of(change, counts=count[0] != count[1], zones=bool(chips)),
    )
    tooltip = tooltip_of(change, card.tooltip)
    return replace(card, chips=chips, change=shown, tooltip=tooltip)


def _line(change: Change | None, line: Line) -> Line:
    if change is None:
        return line
    mark = Mark(change.sign.value)
    shifts = shifts_of(change) if mark is Mark.CHANGED else ()
    label = "" if any(not each.key and each.after == line.label for each in shifts) else line.label
    tooltip = tooltip_of(change, line.tooltip)
    return replace(line, label=label, change=LineChange(mark, shifts), tooltip=tooltip)


def _group(changes: Changes, group: Group) -> Group:
    change = changes.of(GROUP, group.id)
    if change is None:
        return group
    badges = tuple(Badge(each, Tone.NEUTRAL) for each in said_of(changes, change))
    return replace(group, mark=Mark(change.sign.value), badges=badges)


def _narrowed(design: Design, whole: Diagram) -> Diagram:
    """A diagram of few cards as it is; of more what is marked, and what is next to it; where no card is,
    the groups as one card each."""
    if len(whole.cards) <= MOST_WHOLE:
        return whole
    facts = Facts(design)
    ends = (end for x in whole.lines if x.change is not None for end in (x.source, x.target))
    kept = {*ends, *(card.id for card in whole.cards if card.change is not None)}
    if kept:
        return with_neighbours(facts, whole, kept)
    groups = collapsed(facts, whole, outer_cards(facts))
    return together(facts, groups, [card.id for card in groups.cards])


def _part_said(diagram: Diagram, whole: Diagram) -> str:
    """How much of a large design is shown."""
    shown = sum(not card.beside and not card.stands_for for card in diagram.cards)
    every = counted(len(whole.cards), "component")
    if not shown:
        return f"{every}, each group as one card"
    return f"{shown} of {every}, small those beside"


def _is_drawn(change: Change, groups: Collection[str]) -> bool:
    """Whether the picture shows that it has changed."""
    return change.noun in (COMPONENT, CALL) or (change.noun == GROUP and change.id in groups)


def _counts(changes: Changes, groups: Collection[str]) -> tuple[tuple[Mark, str], ...]:
    """What has each mark: ``1 component, 3 calls``."""
    found = []
    for sign in Sign:
        drawn = [each for each in changes.changes if each.sign is sign and _is_drawn(each, groups)]
        words = [
            counted(number, noun)
            for noun in (COMPONENT, CALL, GROUP)
            if (number := sum(each.noun == noun for each in drawn))
        ]
        if words:
            found.append((Mark(sign.value), ", ".join(words)))
    return tuple(found)
