"""A sequence diagram as lines of text, for tests that read what it shows."""

from __future__ import annotations

from sdgen.analyses.facts import Facts
from sdgen.design.records import Design
from sdgen.views import make_pictures
from sdgen.views.sequence import (
    BarEnd,
    Event,
    FrameEnd,
    FrameStart,
    Message,
    MessageKind,
    NextOperand,
    Section,
    Sequence,
    condition,
)

ARROWS = {MessageKind.CALL: "->", MessageKind.ASYNCHRONOUS: "~>", MessageKind.RETURN: "-->"}


def pages(design: Design | Facts, journey: str = "buy") -> tuple[Sequence, ...]:
    """The pages of the sequence view of a journey."""
    made = make_pictures(design, f"sequence:{journey}")
    assert all(isinstance(page, Sequence) for page in made)
    return tuple(page for page in made if isinstance(page, Sequence))


def lines(section: Section) -> list[str]:
    """An entry a line: ``web -> shop: label | figures | badge | chip``, frames indented."""
    names = [card.id for card in section.cards]
    found, depth = [], 0
    for event in section.events:
        if isinstance(event, FrameEnd):
            depth -= 1
            continue
        step = depth - isinstance(event, NextOperand)
        text = _line(section, names, event)
        if text:
            found.append("  " * step + text)
        depth += isinstance(event, FrameStart)
    return found


def _line(section: Section, names: list[str], event: Event) -> str:
    if isinstance(event, Message):
        source = names[event.source] if event.source >= 0 else "*"
        arrow = f"{source} {ARROWS[event.kind]} {names[event.target]}"
        said = " | ".join(x for x in (event.label, event.figures, event.badge, event.chip) if x)
        return f"{arrow}: {said}" if said else arrow
    if isinstance(event, BarEnd):
        name = names[section.bars[event.bar].participant]
        return f"({name}) {event.chip}" if event.chip else ""
    if isinstance(event, FrameStart):
        return " ".join(x for x in (event.operator.value, f"[{condition(event)}]", event.note) if x)
    if isinstance(event, NextOperand):
        return " ".join(x for x in ("--", f"[{condition(event)}]", event.note) if x)
    return ""
