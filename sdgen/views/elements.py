"""What views share: a component as a card, a call as a line, the groups of the design."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.kinds import KINDS
from sdgen.model.design import Call, Component, Design
from sdgen.quantity import format_number
from sdgen.views.diagram import Card, Group, Line, LineStyle

LONGEST_LABEL = 24
"""Characters of a line's label in a picture; the whole text is the line's tooltip."""


def component_card(design: Design, component: Component) -> Card:
    """The card of a component: name, technology, how many there are."""
    kind = KINDS[component.kind]
    return Card(
        id=component.id,
        name=component.name,
        technology=component.technology or _under_the_name(design, component),
        glyph=kind.glyph,
        colour=kind.colour,
        icon=component.icon,
        count=component.replicas.count,
        group=component.group,
        link=component.link,
        tooltip=_tooltip(component, kind.title),
    )


def design_groups(design: Design, diagram_cards: tuple[Card, ...]) -> tuple[Group, ...]:
    """The groups that hold a card, parents first."""
    holding: set[str] = set()
    for card in diagram_cards:
        group = card.group
        while group is not None and group not in holding:
            holding.add(group)
            group = design.groups[group].parent
    groups = {
        group.id: Group(group.id, group.name, group.parent)
        for group in design.groups.values()
        if group.id in holding
    }
    return tuple(sorted(groups.values(), key=lambda group: _depth(groups, group)))


def calls_of(design: Design) -> Iterator[Call]:
    """Every call of the design, in its order."""
    for component in design.components.values():
        for group in component.calls:
            yield from group.calls


def call_line(design: Design, call: Call, label: str) -> Line:
    """The line of a call; a label that is too long is cut, and whole in the tooltip."""
    shown = label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"
    return Line(
        id=call.id,
        source=call.source,
        target=call.target,
        style=line_style(design, call),
        label=shown,
        tooltip=_line_tooltip(design, call, label),
    )


def line_style(design: Design, call: Call) -> LineStyle:
    """Replication to a replica of the caller, else whether the caller waits, else whether it can
    do without."""
    target = design.components[call.target]
    if target.kind == "replica" and KINDS[design.components[call.source].kind].store:
        return LineStyle.REPLICATION
    if call.asynchronous:
        return LineStyle.ASYNCHRONOUS
    if call.optional:
        return LineStyle.OPTIONAL
    return LineStyle.SYNCHRONOUS


def call_label(design: Design, call: Call) -> str:
    """What a call is for: its own label, else what the journeys' steps say of it where they say
    one thing."""
    if call.label:
        return call.label
    said = {
        step.label
        for journey in design.journeys.values()
        for step in journey.steps
        if (step.source, step.target) == (call.source, call.target) and step.label
    }
    return said.pop() if len(said) == 1 else ""


def _under_the_name(design: Design, component: Component) -> str:
    """The second line of a card whose technology is not given."""
    scale = design.scale
    if component.kind == "client" and scale is not None and scale.daily_users is not None:
        return f"{format_number(scale.daily_users.value)} users a day"
    title = KINDS[component.kind].title
    return "" if title.casefold() == component.name.casefold() else title


def _tooltip(component: Component, title: str) -> str:
    parts = [f"{component.name} ({title})", component.technology, component.notes]
    if component.zones:
        parts.append(f"in {', '.join(component.zones)}")
    return " · ".join(part for part in parts if part)


def _line_tooltip(design: Design, call: Call, label: str) -> str:
    ends = f"{design.components[call.source].name} → {design.components[call.target].name}"
    return f"{ends}: {label}" if label else ends


def _depth(groups: dict[str, Group], group: Group) -> int:
    depth = 0
    while group.parent is not None:
        group = groups[group.parent]
        depth += 1
    return depth
