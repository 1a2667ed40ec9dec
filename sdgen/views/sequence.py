"""What a sequence diagram shows: the Sequence that is drawn as one picture a page.

A section is a run of events from top to bottom: messages, ends of stays, beginnings and ends of
frames, as the notation of UML has them. Participants and bars are numbers: of the section's
``cards``, and of its ``bars``.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from sdgen.views.diagram import Card, Meter
from sdgen.views.phrases import Phrase

NOBODY = -1
"""The source of a message that comes from outside the section, and the bar of one that has none."""


class MessageKind(StrEnum):
    """What a message is; each has its own arrow and its own entry in the legend."""

    CALL = "call"
    ASYNCHRONOUS = "asynchronous"
    RETURN = "return"


class Operator(StrEnum):
    """What a frame says of the messages in it, in the words of UML."""

    LOOP = "loop"
    OPTIONAL = "opt"
    PARALLEL = "par"
    ALTERNATIVES = "alt"


class Tick(Struct, frozen=True):
    """A moment at the rail, in the unit of its section: ``p50`` and ``p99`` as they stand there.
    ``run`` counts the runs of a section, each with a rail of its own; ``reached`` tells an answer
    from a call, and ``last`` is the end of the run."""

    p50: str
    p99: str
    run: int = 0
    reached: bool = False
    last: bool = False


class Bar(Struct, frozen=True):
    """A stay at a participant. ``share`` is its part of the slowest runs, such as ``9%``, empty
    where it is not known; ``largest`` is the one with the most of its run. One that only waits does
    not ``work`` before its first call: an actor, or a queue that has answered before."""

    participant: int
    share: str = ""
    largest: bool = False
    run: int = 0
    tooltip: str = ""
    works: bool = True


class Message(Struct, frozen=True):
    """An arrow. A call begins the stay ``bar`` at its target, a return ends the one at its source;
    ``caller`` is the bar at the other end. ``label`` stands above the arrow, ``figures`` below it,
    or above it where there is no label; ``badge`` says how it is tried again, ``chip`` where it goes
    on. ``step`` counts the calls of the whole journey, 0 for what is none."""

    kind: MessageKind
    source: int
    target: int
    bar: int = NOBODY
    caller: int = NOBODY
    label: str = ""
    figures: str = ""
    badge: str = ""
    chip: str = ""
    tooltip: str = ""
    tick: Tick | None = None
    step: int = 0

    @property
    def returns(self) -> bool:
        """Whether it is an answer."""
        return self.kind is MessageKind.RETURN


class BarEnd(Struct, frozen=True):
    """The end of a stay that no arrow tells of; ``chip`` says where what it began goes on."""

    bar: int
    tick: Tick | None = None
    chip: str = ""


class FrameStart(Struct, frozen=True):
    """A frame begins, and its first operand: ``guard`` is when it holds, ``share`` in how many
    runs, such as ``25%``, ``note`` what else there is to say. ``bar`` is the stay that sends its
    messages."""

    operator: Operator
    bar: int
    guard: str = ""
    note: str = ""
    share: str = ""


class NextOperand(Struct, frozen=True):
    """The next operand of the innermost open frame begins."""

    guard: str = ""
    note: str = ""
    share: str = ""


class FrameEnd(Struct, frozen=True):
    """The innermost open frame ends, or the page does and it ``goes_on`` on the next one."""

    goes_on: bool = False


def condition(operand: FrameStart | NextOperand) -> str:
    """When an operand holds and how often, such as ``on a miss, 1%``; empty if nothing is said."""
    return ", ".join(part for part in (operand.guard, operand.share) if part)


Event: TypeAlias = Message | BarEnd | FrameStart | NextOperand | FrameEnd


class Section(Struct, frozen=True):
    """What begins with one call and is drawn below its own heads. ``cards`` are its participants
    from left to right; ``unit`` is that of its rail, empty where it has none. ``waits`` says that
    somebody waits for it. ``open`` are the bars that are there from the start: those of the page before
    where the section is ``continued``, of which the ``working`` have called nothing yet. ``goes_on``
    says where what is under way at the end goes on."""

    title: str
    cards: tuple[Card, ...]
    bars: Mapping[int, Bar]
    events: tuple[Event, ...]
    note: tuple[Phrase, ...] = ()
    unit: str = ""
    waits: bool = True
    open: tuple[int, ...] = ()
    continued: bool = False
    working: tuple[int, ...] = ()
    goes_on: str = ""


class Sequence(Struct, frozen=True):
    """One page of the course of a journey, with ``meter`` for its objective."""

    view: str
    title: str
    subtitle: tuple[Phrase, ...]
    sections: tuple[Section, ...]
    meter: Meter | None = None
    description: str = ""
    page: int = 1
    pages: int = 1
