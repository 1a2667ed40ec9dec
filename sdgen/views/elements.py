"""What views share: a component as a card, a call as a line, the groups of the design."""

from __future__ import annotations

from collections.abc import Mapping

from sdgen.base.words import and_more, counted, in_one_line, listed
from sdgen.design.components import NO_ICON
from sdgen.design.groups import groups_around
from sdgen.design.records import Call, Component, Design
from sdgen.kinds import Role, glyph_of, kind_of
from sdgen.kinds.products import product_in_id
from sdgen.kinds.technologies import product_and_rest, spelt, technology_of
from sdgen.model.users import own_users, users_for
from sdgen.quantity import Dimension
from sdgen.views.diagram import Card, Group, Line, LineStyle
from sdgen.views.forks import CallForks, forked
from sdgen.views.narrowed import holding
from sdgen.views.tooltips import card_tooltip, line_tooltip

MOST_LABELS = 3
"""Things that a call is for, at its line: of more the last ones are counted, and all of them are in
the line's tooltip."""

IN_A_ROW = 24
"""Characters up to which several of them stand in one line."""

SEPARATOR = "@"
"""Between the parts of an id that is more than a component's or a call's: no id has it."""

StepLabels = Mapping[tuple[str, str], tuple[str, ...]]
"""The different labels of the steps between each two components."""


def component_cards(design: Design) -> tuple[Card, ...]:
    """The cards of all components for a diagram, where each stands near what it serves without lines
    to it: a host what runs on it, a monitor what it watches."""
    guests: dict[str, list[str]] = {}
    for each in design.components.values():
        guests.setdefault(each.runs_on, []).append(each.id)
    return tuple(
        component_card(design, each, (*guests.get(each.id, ()), *_watched(design, each)))
        for each in design.components.values()
    )


def component_card(design: Design, component: Component, near: tuple[str, ...] = ()) -> Card:
    """The card of a component: name, technology, how many there are."""
    kind = kind_of(component)
    return Card(
        id=component.id,
        name=component.name,
        technology=_under_the_name(design, component),
        glyph=glyph_of(component),
        colour=kind.colour,
        icon=_icon(design, component),
        count=1 if component.hosted else component.replicas.count,
        most=0 if component.hosted else component.replicas.most or 0,
        group=component.group,
        link=component.link,
        tooltip=card_tooltip(component),
        facts=runs_on(design, component),
        near=near,
        row=component.row,
    )


def _watched(design: Design, component: Component) -> tuple[str, ...]:
    if kind_of(component).role is not Role.MONITOR or design.monitoring is None:
        return ()
    return tuple(design.monitoring.watches)


def _icon(design: Design, component: Component) -> str:
    """The product icon that the design names, else that of the technology, else that of the product
    that its id and kind say it is; "" for none."""
    if component.icon:
        return "" if component.icon == NO_ICON else component.icon
    if not design.icons:
        return ""
    if component.technology:
        technology = technology_of(component.technology)
    else:
        technology = product_in_id(component.id, kind_of(component))
    return technology.icon if technology is not None else ""


def runs_on(design: Design, component: Component) -> tuple[str, ...]:
    """What a card says of the component under its own."""
    host = design.components.get(component.runs_on)
    return () if host is None else (f"on {in_one_line(host.name)}",)


def describe(
    design: Design, title: str, components: int, lines: int, more: str = "", last: str = ""
) -> str:
    """What a picture shows, in a sentence or two for those who hear it; ``last`` comes after."""
    sizes = f"{counted(components, 'component')}{more}, {counted(lines, 'line')} between them"
    said = f"{title} of {design.name}: {sizes}. {design.summary}".strip()
    return f"{said.rstrip('.')}. {last}" if last else said


def design_groups(design: Design, diagram_cards: tuple[Card, ...]) -> tuple[Group, ...]:
    """The groups that hold a card, parents first."""
    groups = tuple(Group(each.id, each.name, each.parent) for each in design.groups.values())
    held = holding(groups, diagram_cards)
    return tuple(sorted(held, key=lambda group: len(tuple(groups_around(design, group.id)))))


def call_line(design: Design, call: Call, label: str, said: StepLabels, forks: CallForks) -> Line:
    """The line of a call, at which ``label`` stands."""
    line = Line(
        id=call.id,
        source=call.source,
        target=call.target,
        style=line_style(design, call),
        label=label,
        tooltip=line_tooltip(design, call, purposes(call, said)),
    )
    return forked(line, forks.get(call.id))


def line_style(design: Design, call: Call) -> LineStyle:
    """Replication to a replica of the caller, else whether the caller waits, else whether it can
    do without."""
    source, target = design.components[call.source], design.components[call.target]
    if kind_of(target).role is Role.REPLICA and kind_of(source).keeps_data:
        return LineStyle.REPLICATION
    if call.asynchronous:
        return LineStyle.ASYNCHRONOUS
    if call.optional:
        return LineStyle.OPTIONAL
    return LineStyle.SYNCHRONOUS


def call_label(call: Call, said: StepLabels) -> str:
    """What a call is for: its own label, else all that the journeys' steps call it, one below the
    other unless they are short; line breaks are kept."""
    if call.label:
        return call.label
    labels = purposes(call, said)
    row = listed(labels, MOST_LABELS)
    if len(labels) < 2 or (len(row) <= IN_A_ROW and "\n" not in row):
        return row
    shown = labels if len(labels) <= MOST_LABELS else labels[: MOST_LABELS - 1]
    left = [and_more(len(labels) - len(shown))] if len(labels) > len(shown) else []
    return "\n".join((",\n".join(shown), *left))


def purposes(call: Call, said: StepLabels) -> tuple[str, ...]:
    """All that a call is for: its label, and what steps call it. A step names its ends, so of
    several calls between one pair it speaks of the first."""
    own = (call.label,) if call.label else ()
    labels = said.get((call.source, call.target), ()) if call.number == 1 else ()
    return tuple(dict.fromkeys((*own, *labels)))


def step_labels(design: Design) -> StepLabels:
    """The different labels of the steps between each two components, in the order of the file."""
    said: dict[tuple[str, str], dict[str, None]] = {}
    for journey in design.journeys.values():
        for step in journey.steps:
            if step.label:
                said.setdefault((step.source, step.target), {})[step.label] = None
    return {ends: tuple(labels) for ends, labels in said.items()}


def _under_the_name(design: Design, component: Component) -> str:
    """The second line of a card: the technology, else the users of a client, else the kind. Where
    the technology is the name the kind stands there, and the version behind it."""
    kind = kind_of(component)
    # "Tweet service" need not be told that it is a service
    told = component.name.casefold().endswith(kind.title.casefold())
    title = "" if told else kind.title
    technology = component.technology.strip()
    product, rest = product_and_rest(technology) if technology else ("", "")
    if (
        product
        and product.casefold() == component.name.casefold()
        and (not rest or rest[0].isdigit())
    ):
        return " · ".join(part for part in (title, rest and f"v{rest}") if part)
    if technology:
        return spelt(technology)
    users = _users(design, component) if kind.role is Role.ACTOR else ""
    return users or title


def _users(design: Design, client: Component) -> str:
    """How many users a client has: its own, or those of the design where its journeys count them."""
    from sdgen.quantity.print import format_number

    per_user = any(
        journey.actor == client.id
        and journey.rate is not None
        and journey.rate.dimension is Dimension.USER_RATE
        for journey in design.journeys.values()
    )
    for key in ("daily_users", "monthly_users"):
        users = users_for(design, client.id, key) if per_user else own_users(client, key)
        if users is not None:
            return f"{format_number(users.value)} {key.replace('_', ' ')}"
    connected = own_users(client, "concurrent_users")
    return "" if connected is None else f"{format_number(connected.value)} concurrent users"
