"""Several cards of a picture as one: what a card of many says, and their lines summed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.base.words import counted, in_one_line, listed
from sdgen.design.calls import calls_of
from sdgen.design.groups import members_of
from sdgen.views.diagram import (
    Badge,
    Card,
    Diagram,
    Line,
    LineStyle,
    Meter,
    PathStep,
    Tone,
)
from sdgen.views.diagrams.detailed import load_tone, rate_said, share_said
from sdgen.views.narrowed import made_of

GLYPH = "boxes"
COLOUR = "indigo"
MOST_NAMED = 12
"""Components, or calls, that a tooltip names; further ones are counted."""
MOST_STEPS = 6
"""Numbers of steps inside that a card says; further ones are counted."""
STRENGTH = (
    LineStyle.SYNCHRONOUS,
    LineStyle.ASYNCHRONOUS,
    LineStyle.OPTIONAL,
    LineStyle.REPLICATION,
)
"""Of calls that share a line the first of these says how it looks."""


class Bundle(Struct, frozen=True):
    """A card for several: its ``id``, its name, the group that it stands in, and that of which it
    shows all, if any."""

    id: str
    name: str
    group: str | None = None
    of_group: str = ""


def bundled(facts: Facts, diagram: Diagram, bundles: Mapping[str, Bundle]) -> Diagram:
    """``diagram`` with one card for those that have the same bundle, by their ids, and the lines
    between any two cards in one direction as one, with their calls and loads summed; calls within a
    bundle are not shown, and of steps of the path within it the card says the numbers."""
    if not bundles:
        return diagram
    held: dict[str, list[Card]] = {}
    for card in diagram.cards:
        held.setdefault(bundles[card.id].id if card.id in bundles else card.id, []).append(card)
    made = {bundle.id: bundle for bundle in bundles.values()}
    where = {card.id: name for name, cards in held.items() for card in cards}
    inside = _inside(diagram, where, made)
    found = (
        _card(facts, diagram, made[name], cards, _among(inside, diagram.path, name))
        if name in made
        else cards[0]
        for name, cards in held.items()
    )
    cards = tuple(
        replace(card, near=tuple(dict.fromkeys(where.get(each, each) for each in card.near)))
        for card in found
    )
    lines, known = _summed(diagram, where, made)
    path = tuple(
        _within(step, made[inside[step.line]])
        if step.line in inside
        else replace(step, line=known.get(step.line, ""))
        for step in diagram.path
    )
    return replace(made_of(diagram, cards, lines), path=path)


def _inside(
    diagram: Diagram, where: Mapping[str, str], made: Mapping[str, Bundle]
) -> Mapping[str, str]:
    """By the id of each line within a bundle, the id of that."""
    return {
        line.id: where[line.source]
        for line in diagram.lines
        if where[line.source] == where[line.target] and where[line.source] in made
    }


def _among(inside: Mapping[str, str], path: Iterable[PathStep], bundle: str) -> tuple[str, ...]:
    """The numbers of the steps of the path that go from one card of a bundle to another."""
    return tuple(step.number for step in path if inside.get(step.line) == bundle)


def _within(step: PathStep, bundle: Bundle) -> PathStep:
    """A step within a bundle: it goes along no line, and says where it is."""
    text = " · ".join(part for part in (step.text, f"inside {bundle.name}") if part)
    return replace(step, line="", text=text)


def _card(
    facts: Facts, diagram: Diagram, bundle: Bundle, cards: Sequence[Card], steps: tuple[str, ...]
) -> Card:
    components = tuple(dict.fromkeys(each for card in cards for each in card.components))
    names = [_name(facts, each) for each in components]
    entering = rate_said(_entering(facts, components))
    fullest = _fullest(facts, components)
    number = _number(facts, bundle, components)
    beside = all(card.beside for card in cards)
    tooltip = [f"{bundle.name}: {number}", listed(names, MOST_NAMED)]
    if entering:
        tooltip.append(f"{entering} from outside at the peak")
    if fullest is not None:
        tooltip.append(f"fullest: {fullest.text}, {fullest.value} of its capacity")
    return Card(
        id=bundle.id,
        name=bundle.name,
        technology="" if beside else number,
        glyph=GLYPH,
        colour=COLOUR,
        group=bundle.group,
        tooltip="\n".join(tooltip),
        facts=(
            *([f"{entering} from outside"] if entering and not beside else []),
            *(
                [f"step{'s' * (len(steps) > 1)} {listed(steps, MOST_STEPS)} inside"]
                if steps
                else []
            ),
        ),
        meters=(fullest,) if fullest is not None and diagram.load_word and not beside else (),
        badges=_badges(cards),
        ring=_worst(card.ring for card in cards),
        dimmed=all(card.dimmed for card in cards),
        near=tuple(dict.fromkeys(each for card in cards for each in card.near)),
        beside=beside,
        stands_for=components,
        of_group=bundle.of_group,
    )


def _number(facts: Facts, bundle: Bundle, components: Sequence[str]) -> str:
    """``3 components``; ``2 of 3 components`` of a group of which the picture does not show all."""
    every = bundle.of_group and len(members_of(facts.design)[bundle.of_group])
    if not every or every <= len(components):
        return counted(len(components), "component")
    return f"{len(components)} of {counted(every, 'component')}"


def _entering(facts: Facts, components: Iterable[str]) -> float:
    """Calls a second at the peak that others make to these; a request that goes through several of
    them is one."""
    if not facts.design.journeys:
        return 0.0
    inside, loads = frozenset(components), facts.traffic.calls
    return sum(
        loads[call.id].peak
        for call in calls_of(facts.design)
        if call.target in inside and call.source not in inside and call.id in loads
    )


def _name(facts: Facts, component: str) -> str:
    return in_one_line(facts.design.components[component].name) or component


def _fullest(facts: Facts, components: Iterable[str]) -> Meter | None:
    """The bar of the component that has least room left; None where no load or capacity is known."""
    if not facts.design.journeys:
        return None
    used = facts.traffic.utilisation
    name = max(
        (each for each in components if each in used), key=lambda x: used[x].share, default=""
    )
    if not name:
        return None
    share = used[name].share
    tone = load_tone(share, facts.scenario.busy_from)
    return Meter(_name(facts, name), share_said(share), min(share, 1.0), tone)


def _worst(rings: Iterable[Tone | None]) -> Tone | None:
    found = set(rings)
    return next((tone for tone in (Tone.BAD, Tone.WARNING) if tone in found), None)


def _badges(cards: Sequence[Card]) -> tuple[Badge, ...]:
    """What is wrong with any of the cards, each once, the worst first."""
    found: dict[tuple[Tone, str], list[str]] = {}
    for card in cards:
        for badge in card.badges:
            if badge.tone in (Tone.BAD, Tone.WARNING):
                said = f"{in_one_line(card.name)}: {badge.tooltip}" if badge.tooltip else card.name
                found.setdefault((badge.tone, badge.text), []).append(said)
    worst_first = sorted(found.items(), key=lambda each: each[0][0] is not Tone.BAD)
    return tuple(Badge(text, tone, listed(said, MOST_NAMED)) for (tone, text), said in worst_first)


def _summed(
    diagram: Diagram, where: Mapping[str, str], made: Mapping[str, Bundle]
) -> tuple[tuple[Line, ...], Mapping[str, str]]:
    """The lines between the cards, and by the id of each line of the diagram the id of the one that
    it is in. Lines between two cards that are no bundles stay as they are."""
    found: dict[tuple[str, ...], list[Line]] = {}
    for line in diagram.lines:
        source, target = where[line.source], where[line.target]
        many = source in made or target in made
        if source != target or not many:
            found.setdefault((source, target) if many else (source, target, line.id), []).append(
                line
            )
    names = {card.id: in_one_line(card.name) or card.id for card in diagram.cards}
    names |= {name: bundle.name for name, bundle in made.items()}
    lines: list[Line] = []
    known: dict[str, str] = {}
    for (source, target, *_), each in found.items():
        line = _sum(source, target, each, names) if len(each) > 1 else each[0]
        fork = "" if source in made else line.fork
        lines.append(replace(line, source=source, target=target, fork=fork))
        known |= {one.id: line.id for one in each}
    return tuple(lines), known


def _sum(source: str, target: str, lines: Sequence[Line], names: Mapping[str, str]) -> Line:
    """Lines from one card to another as one: it looks as the strongest of them does."""
    styles = {line.style for line in lines}
    calls, load = sum(line.calls for line in lines), sum(line.load for line in lines)
    protocols = {line.protocol for line in lines}
    waits = sum(line.calls for line in lines if line.style is LineStyle.ASYNCHRONOUS)
    how = f", {waits} of them asynchronous" if 0 < waits < calls else ""
    first = f"{names[source]} → {names[target]}: {counted(calls, 'call')}{how}"
    each = [f"{names[line.source]} → {names[line.target]}" for line in lines]
    faint = all(line.faint for line in lines)
    rate = rate_said(load) if any(line.rate for line in lines) else ""
    return Line(
        id=f"{source}->{target}",
        source=source,
        target=target,
        style=next(style for style in STRENGTH if style in styles),
        label="" if faint else counted(calls, "call"),
        tooltip="\n".join(
            (
                first,
                listed(tuple(dict.fromkeys(each)), MOST_NAMED),
                *([f"{rate} at the peak"] if rate else []),
            )
        ),
        dimmed=all(line.dimmed for line in lines),
        protocol=protocols.pop() if len(protocols) == 1 else "",
        rate=rate,
        load=load,
        calls=calls,
        faint=faint,
    )
