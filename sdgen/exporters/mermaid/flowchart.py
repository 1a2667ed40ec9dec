"""A diagram as a flowchart: cards as shapes, groups as subgraphs, lines as links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from sdgen.base.links import link_problem
from sdgen.base.words import counted
from sdgen.design.records import Design
from sdgen.exporters.colours import MARKED, ROLES, solid, tint
from sdgen.exporters.losses import diagram_losses
from sdgen.exporters.pictures import (
    Mark,
    card_lines,
    contents_of,
    line_label,
    links_of,
    marks_of,
    step_numbers,
)
from sdgen.exporters.texts import address
from sdgen.kinds import Role, kind_of
from sdgen.notations import mermaid
from sdgen.views.diagram import Card, Diagram, Direction, Line, LineStyle

_SHAPES: Final[Mapping[Role, tuple[str, str]]] = {
    Role.ACTOR: ("([", "])"),
    Role.EDGE: ("(", ")"),
    Role.BALANCER: ("{{", "}}"),
    Role.COMPUTE: ("[", "]"),
    Role.BROKER: ("[[", "]]"),
    Role.STORE: ("[(", ")]"),
    Role.CACHE: ("[(", ")]"),
    Role.REPLICA: ("[(", ")]"),
    Role.MONITOR: ("(", ")"),
    Role.PROVIDED: ("(", ")"),
}
_SEVERAL: Final = ("[[", "]]")
"""The shape of a card that stands for several components."""

_ARROWS: Final = {
    LineStyle.SYNCHRONOUS: "-->",
    LineStyle.ASYNCHRONOUS: "-.->",
    LineStyle.OPTIONAL: "-->",
    LineStyle.REPLICATION: "==>",
}

_GROUP_STYLE: Final = f"fill:{ROLES['group']},stroke:{ROLES['group-edge']},color:{ROLES['muted']}"
_INNER_STYLE: Final = (
    f"fill:{ROLES['inner-group']},stroke:{ROLES['inner-group-edge']},color:{ROLES['muted']}"
)
_FORK_STYLE: Final = f"fill:{ROLES['pill']},stroke:{ROLES['line']},color:{ROLES['pill-ink']}"
_DIMMED_STYLE: Final = (
    f"fill:{ROLES['dimmed-face']},stroke:{ROLES['dimmed-line']},color:{ROLES['dimmed-ink']}"
)
_LIGHT_LINE: Final = f"stroke:{ROLES['light-line']}"
_DIMMED_LINE: Final = f"stroke:{ROLES['dimmed-line']}"
_PATH_LINE: Final = f"stroke:{ROLES['path']},stroke-width:2px"


def flowchart(design: Design, diagram: Diagram) -> Iterator[str]:
    """The lines of the text."""
    names = _names(diagram)
    yield f"flowchart {'TD' if diagram.direction is Direction.DOWN else 'LR'}"
    yield f"  accTitle: {mermaid.text(f'{diagram.title}: {diagram.subtitle}')}"
    if diagram.description:
        yield f"  accDescr: {mermaid.text(diagram.description)}"
    for step in diagram.path:
        yield f"  {mermaid.comment(step.said)}"
    yield from _cards(design, diagram, names)
    yield from _links(diagram, names)
    yield from _classes(diagram, names)
    yield from _pages(diagram, names)


def flowchart_losses(diagram: Diagram) -> Iterator[str]:
    """What the flowchart does not show of the diagram."""
    yield from diagram_losses(diagram, tooltips=True)
    loops = [line.source for line in diagram.lines if line.source == line.target]
    hidden = len(loops) - len(set(loops))  # Mermaid lays those of one node over each other
    if hidden:
        yield f"{counted(hidden, 'further call')} of a component to itself"
    beside = sum(bool(card.link) and not _leads_to_page(card) for card in diagram.cards)
    if beside:
        yield f"{counted(beside, 'link')} to files beside the picture"


def flowchart_lines(diagram: Diagram) -> int:
    """How many links the flowchart has."""
    return sum(1 for _ in links_of(diagram))


def _names(diagram: Diagram) -> Mapping[str, str]:
    """The names of cards, and of groups and marks of forks, whose ids are behind a sign that no id begins
    with."""
    groups = (f"{_GROUP}{group.id}" for group in diagram.groups)
    marks = (f"{_FORK}{mark.id}" for mark in marks_of(diagram).values())
    return mermaid.names((*(card.id for card in diagram.cards), *groups, *marks))


def _name(names: Mapping[str, str], end: str | Mark) -> str:
    return names[_FORK + end.id if isinstance(end, Mark) else end]


_GROUP: Final = "/group-"
_FORK: Final = "/fork-"


def _cards(design: Design, diagram: Diagram, names: Mapping[str, str]) -> Iterator[str]:
    """Groups with what is in them, then what is in none."""
    contents = contents_of(diagram)

    def write(group: str | None, indent: str) -> Iterator[str]:
        for card in contents.cards.get(group, ()):
            yield f"{indent}{names[card.id]}{_shape(design, card)}"
        for mark in contents.marks.get(group, ()):
            yield f'{indent}{_name(names, mark)}(("{mermaid.text(mark.fork.text)}"))'
        for each in contents.groups.get(group, ()):
            title = mermaid.lines((each.title, *(badge.text for badge in each.badges)))
            yield f'{indent}subgraph {names[_GROUP + each.id]}["{title}"]'
            yield from write(each.id, f"{indent}  ")
            yield f"{indent}end"

    yield from write(None, "  ")


def _shape(design: Design, card: Card) -> str:
    component = None if card.stands_for else design.components.get(card.component)
    begin, end = _SEVERAL if component is None else _SHAPES[kind_of(component).role]
    return f'{begin}"{mermaid.lines(card_lines(card))}"{end}'


def _links(diagram: Diagram, names: Mapping[str, str]) -> Iterator[str]:
    """The links, and the styles of those that have one, by their places."""
    numbers = step_numbers(diagram)
    styles: dict[str, list[int]] = {}
    for place, link in enumerate(links_of(diagram)):
        source, target, line = _name(names, link.source), _name(names, link.target), link.line
        if line is None:
            yield f"  {source} --- {target}"
            continue
        label = mermaid.lines(line_label(line, numbers.get(line.id, ())))
        label = f'|"{label}"|' if label else ""
        yield f"  {source} {_ARROWS[line.style]}{label} {target}"
        style = _line_style(line, on_path=line.id in numbers)
        if style:
            styles.setdefault(style, []).append(place)
    for style, which in styles.items():
        yield f"  linkStyle {','.join(map(str, which))} {style}"


def _line_style(line: Line, *, on_path: bool) -> str:
    if line.dimmed or line.faint:
        return _DIMMED_LINE
    if on_path:
        return _PATH_LINE
    return _LIGHT_LINE if line.style is LineStyle.OPTIONAL else ""


def _classes(diagram: Diagram, names: Mapping[str, str]) -> Iterator[str]:
    """Styles, each with the names of what has it."""
    plain = [card for card in diagram.cards if not (card.dimmed or card.beside)]
    colours: dict[str, list[str]] = {}
    for card in plain:
        colours.setdefault(card.colour, []).append(names[card.id])
    for colour, those in colours.items():
        style = f"fill:{tint(colour)},stroke:{solid(colour)},color:{ROLES['ink']}"
        yield from _class(colour, style, those)
    for tone in MARKED:
        ringed = (names[card.id] for card in plain if card.ring is tone)
        yield from _class(tone, f"stroke:{ROLES[tone]},stroke-width:3px", ringed)
    dimmed = [names[card.id] for card in diagram.cards if card.dimmed or card.beside]
    yield from _class("dimmed", f"{_DIMMED_STYLE},stroke-dasharray:4 3", dimmed)
    inner = [each for each in diagram.groups if each.parent is not None]
    outer = [each for each in diagram.groups if each.parent is None]
    yield from _class("group", _GROUP_STYLE, (names[_GROUP + each.id] for each in outer))
    yield from _class("inner", _INNER_STYLE, (names[_GROUP + each.id] for each in inner))
    for tone in MARKED:
        marked = (names[_GROUP + each.id] for each in diagram.groups if each.tone is tone)
        yield from _class(f"{tone}Group", f"stroke:{ROLES[tone]},stroke-width:2px", marked)
    marks = marks_of(diagram).values()
    yield from _class("fork", _FORK_STYLE, (_name(names, each) for each in marks))


def _class(name: str, style: str, members: Iterable[str]) -> Iterator[str]:
    those = ",".join(members)
    if those:
        yield f"  classDef {name} {style}"
        yield f"  class {those} {name}"


def _leads_to_page(card: Card) -> bool:
    return card.link.lower().startswith(("http://", "https://")) and not link_problem(card.link)


def _pages(diagram: Diagram, names: Mapping[str, str]) -> Iterator[str]:
    for card in diagram.cards:
        if _leads_to_page(card):
            yield f'  click {names[card.id]} href "{address(card.link)}"'
