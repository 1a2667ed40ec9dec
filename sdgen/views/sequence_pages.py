"""A long sequence diagram as pages: each with so many arrows and participants that it can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from sdgen.views.sequence import (
    NOBODY,
    BarEnd,
    Event,
    FrameEnd,
    FrameStart,
    Message,
    NextOperand,
    Section,
)

MOST_ARROWS = 60
MOST_PARTICIPANTS = 12
OF_A_SECTION = 6
"""Arrows in whose place the heads of a section stand."""
CONTINUED = "continued"


def pages_of(sections: Iterable[Section]) -> list[list[Section]]:
    """The sections on as few pages as hold them; one that is too large for a page is cut where
    least is under way."""
    pages: list[list[Section]] = []
    left = 0
    for section in sections:
        for number, part in enumerate(_parts(section)):
            arrows = _arrows(part.events)
            if number or arrows > left:
                pages.append([])
                left = MOST_ARROWS
            pages[-1].append(part)
            left -= arrows + OF_A_SECTION
    return pages


def _arrows(events: Iterable[Event]) -> int:
    return sum(isinstance(event, Message) for event in events)


def _parts(section: Section) -> Iterator[Section]:
    """The section, in parts where it is too large."""
    start, frames, bars = 0, list[FrameStart](), list(section.open)
    while start < len(section.events):
        end = _end_of_page(section, start, frames, bars)
        events = [*frames, *section.events[start:end]]
        begun = list(bars)
        frames, bars = _under_way(section.events[start:end], frames, bars)
        events += [FrameEnd()] * len(frames)
        frames = [replace(each, note=CONTINUED) for each in frames]
        yield _page(section, events, begun, continued=start > 0)
        start = end


def _end_of_page(
    section: Section, start: int, frames: Sequence[FrameStart], bars: Sequence[int]
) -> int:
    """Up to where the events from ``start`` on fit a page; where not all do, the place in the last
    third at which least is under way."""
    arrows, used = 0, {section.bars[each.bar].participant for each in frames}
    depth, depths = len(frames) + len(bars), list[int]()
    for at in range(start, len(section.events)):
        event = section.events[at]
        used |= _participants(section, event)
        arrows += isinstance(event, Message)
        too_many = arrows > MOST_ARROWS or len(used) > MOST_PARTICIPANTS
        if too_many and at > start:
            rest = depths[-max(len(depths) // 3, 1) :]
            best = min(range(len(rest)), key=lambda each: (rest[each], -each))
            return at - len(rest) + best + 1
        depth += _deeper(event)
        depths.append(depth)
    return len(section.events)


def _deeper(event: Event) -> int:
    """How much more is under way after an event."""
    if isinstance(event, FrameStart):
        return 1
    if isinstance(event, Message) and event.bar != NOBODY:
        return -1 if event.returns else 1
    return -1 if isinstance(event, FrameEnd | BarEnd) else 0


def _participants(section: Section, event: Event) -> set[int]:
    if isinstance(event, Message):
        return {event.source, event.target} - {NOBODY}
    return {section.bars[event.bar].participant} if isinstance(event, FrameStart) else set()


def _under_way(
    events: Iterable[Event], frames: Iterable[FrameStart], bars: Iterable[int]
) -> tuple[list[FrameStart], list[int]]:
    """The frames and the bars that are open after the events."""
    frames, bars = list(frames), list(bars)
    for event in events:
        if isinstance(event, FrameStart):
            frames.append(event)
        elif isinstance(event, NextOperand):
            frames[-1] = replace(frames[-1], guard=event.guard, note=event.note)
        elif isinstance(event, FrameEnd):
            frames.pop()
        elif event.bar != NOBODY and (isinstance(event, BarEnd) or event.returns):
            bars.remove(event.bar)
        elif event.bar != NOBODY:
            bars.append(event.bar)
    return frames, bars


def _page(
    section: Section, events: Sequence[Event], begun: Sequence[int], *, continued: bool
) -> Section:
    """A part of a section with the participants that it needs."""
    if not continued and len(events) == len(section.events):
        return section
    used = {each for event in events for each in _participants(section, event)}
    columns = {old: new for new, old in enumerate(sorted(used))}
    columns[NOBODY] = NOBODY
    kept = [
        replace(event, source=columns[event.source], target=columns[event.target])
        if isinstance(event, Message)
        else event
        for event in events
        if not (isinstance(event, BarEnd) and section.bars[event.bar].participant not in used)
    ]
    bars = {
        at: replace(bar, participant=columns[bar.participant])
        for at, bar in section.bars.items()
        if bar.participant in used
    }
    title = f"{section.title} ({CONTINUED})" if continued and section.title else section.title
    return replace(
        section,
        title=title,
        cards=tuple(card for at, card in enumerate(section.cards) if at in used),
        bars=bars,
        events=tuple(kept),
        open=tuple(each for each in begun if each in bars),
    )
