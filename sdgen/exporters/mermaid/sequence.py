"""The course of a journey as a sequence diagram."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, assert_never

from sdgen.exporters.pictures import heading
from sdgen.notations import mermaid
from sdgen.views.phrases import said
from sdgen.views.sequence import (
    NOBODY,
    BarEnd,
    FrameEnd,
    FrameStart,
    Message,
    MessageKind,
    NextOperand,
    Operator,
    Section,
    Sequence,
    condition,
)

_ARROWS: Final = {
    MessageKind.CALL: "->>",
    MessageKind.ASYNCHRONOUS: "-)",
    MessageKind.RETURN: "-->>",
}
_NO_TEXT: Final = "#8203;"
"""A space without width: Mermaid wants a text at every message."""
_NEXT: Final = {Operator.PARALLEL: "and", Operator.ALTERNATIVES: "else"}


def sequence_diagram(sequence: Sequence) -> Iterator[str]:
    """The lines of the text."""
    cards = {card.id: card for section in sequence.sections for card in section.cards}
    names = mermaid.names(cards)
    yield "sequenceDiagram"
    yield f"  accTitle: {mermaid.text(f'{sequence.title}: {said(sequence.subtitle)}')}"
    if sequence.description:
        yield f"  accDescr: {mermaid.text(sequence.description)}"
    for card in cards.values():
        yield f"  participant {names[card.id]} as {mermaid.lines(heading(card))}"
    for section in sequence.sections:
        yield from _section(section, names)


def sequence_losses(sequence: Sequence) -> Iterator[str]:
    """What the diagram does not show of the sequence."""
    if any(section.unit for section in sequence.sections):
        yield "the p50 and p99 at each answer"
    if any(bar.share for section in sequence.sections for bar in section.bars.values()):
        yield "each stay's share of the slowest runs"


def _section(section: Section, names: Mapping[str, str]) -> Iterator[str]:
    """The title as a note over all participants, then what happens, frames indented."""
    own = [names[card.id] for card in section.cards]
    head = " · ".join(part for part in (section.title, said(section.note)) if part)
    if head and own:
        yield _note((own[0], own[-1]), head)
    depth = 1
    open_frames: list[Operator] = []
    for event in section.events:
        indent = "  " * depth
        if isinstance(event, Message):
            # One from outside has no sender here; the note at the head of its section tells of it.
            if event.source != NOBODY:
                yield f"{indent}{_message(event, own)}"
        elif isinstance(event, BarEnd):
            if event.chip:
                yield _note((own[section.bars[event.bar].participant],), event.chip, indent)
        elif isinstance(event, FrameStart):
            yield f"{indent}{_operand(event.operator.value, event)}"
            open_frames.append(event.operator)
            depth += 1
        elif isinstance(event, NextOperand):
            yield f"{'  ' * (depth - 1)}{_operand(_NEXT[open_frames[-1]], event)}"
        elif isinstance(event, FrameEnd):
            open_frames.pop()
            depth -= 1
            yield f"{'  ' * depth}end"
        else:
            assert_never(event)


def _message(message: Message, names: list[str]) -> str:
    badge = f"({message.badge})" if message.badge else ""
    chip = f"({message.chip})" if message.chip else ""
    text = mermaid.lines((message.label, message.figures, badge, chip)) or _NO_TEXT
    return f"{names[message.source]}{_ARROWS[message.kind]}{names[message.target]}: {text}"


def _operand(word: str, operand: FrameStart | NextOperand) -> str:
    """``opt on a miss, 1% (best effort)``."""
    note = f"({operand.note})" if operand.note else ""
    guard = " ".join(part for part in (condition(operand), note) if part)
    return f"{word} {mermaid.text(guard)}".rstrip()


def _note(over: tuple[str, ...], text: str, indent: str = "  ") -> str:
    return f"{indent}Note over {','.join(dict.fromkeys(over))}: {mermaid.text(text)}"
