"""The view of a journey: the high-level picture with the journey's path in front, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.base.words import and_more, counted, in_one_line
from sdgen.design.calls import calls_of
from sdgen.design.records import Design, Journey
from sdgen.model.names import humanise
from sdgen.quantity.print import format_quantity
from sdgen.quantity.types import Dimension
from sdgen.views.diagram import Card, Diagram, Line, PathStep
from sdgen.views.diagrams.high_level import high_level
from sdgen.views.elements import call_label
from sdgen.views.journeys import JOURNEYS, no_journey
from sdgen.views.near_path import near_path
from sdgen.views.path import labels_on_lines, path_of, said_on_lines
from sdgen.views.view import BuiltInView

MOST_SAID = 60
"""Steps that the description of a picture tells; further ones are counted."""


def journey(facts: Facts, title: str, journey_id: str) -> Diagram:
    """All components, of a large design those near the path: what the journey passes, and its calls,
    in front."""
    design = facts.design
    found = design.journeys[journey_id]
    path = path_of(facts, found)
    passed = {name for step in found.steps for name in (step.source, step.target)}
    picture = near_path(high_level(facts, title), passed)
    subtitle, strong = _subtitle(facts, title, found)
    return replace(
        picture,
        view=f"{VIEW.id}:{journey_id}",
        subtitle=subtitle,
        strong=strong,
        cards=tuple(_card(card, passed) for card in picture.cards),
        lines=tuple(_lines(facts, found, picture.lines, path)),
        forks=(),
        path=path,
        dimmed_word="Not part of the journey",
        path_word="The journey",
        description=_description(design, path, subtitle, len(picture.cards)),
    )


def _card(card: Card, passed: set[str]) -> Card:
    return replace(card, dimmed=card.id not in passed)


def _lines(
    facts: Facts, found: Journey, lines: tuple[Line, ...], path: tuple[PathStep, ...]
) -> Iterator[Line]:
    """The lines; those of the path say what this journey does, and not what others do besides."""
    others = said_on_lines(facts.design)
    used = {step.line for step in path}
    said = labels_on_lines(facts.design, found)
    calls = {call.id: call for call in calls_of(facts.design)}
    for line in lines:
        call = calls[line.id]
        label = call_label(call, said if line.id in used else others)
        yield replace(line, label=label, fork="", dimmed=line.id not in used)


def _subtitle(facts: Facts, title: str, found: Journey) -> tuple[str, tuple[str, ...]]:
    """Which journey it is, how long it takes and how available it is; and what of it stands out."""
    stated = "" if found.name == humanise(found.id) else in_one_line(found.name)
    parts, strong = [f"{title} {stated or found.id}"], []
    latency = facts.latency(found.id)
    if latency is not None and not latency.unknown:
        if latency.overloaded or not isfinite(latency.p99):
            strong.append("overloaded at the peak")
            parts.append(strong[-1])
        else:
            strong.append(f"p99 {format_quantity(latency.p99, Dimension.DURATION)}")
            objective = found.objectives.p99 if found.objectives else None
            of = format_quantity(objective.value, Dimension.DURATION) if objective else ""
            parts.append(f"{strong[-1]} of {of}" if of else strong[-1])
    available = facts.availability(found.id).value
    strong.append(format_quantity(available, Dimension.RATIO))
    parts.append(f"{strong[-1]} available")
    return " · ".join(parts), tuple(strong)


def _description(design: Design, path: tuple[PathStep, ...], subtitle: str, drawn: int) -> str:
    """The steps in their order, for those who hear the picture, and how much of the design it has."""
    steps = [step.said for step in path[:MOST_SAID]]
    if len(path) > MOST_SAID:
        steps.append(and_more(len(path) - MOST_SAID, "steps"))
    part = "" if drawn == len(design.components) else f", {drawn} of its components"
    said = f"{subtitle}, of {design.name}{part}: {counted(len(path), 'step')}. "
    return said + ". ".join(steps)


VIEW = BuiltInView(
    id="journey",
    title="Journey",
    doc="One journey in front of the high-level picture, of large designs of what is near it: its "
    "steps by number, with their rates.",
    make=journey,
    lack=no_journey,
    order=5,
    each=JOURNEYS,
)
