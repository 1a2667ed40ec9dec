"""A long sequence diagram as pages: each with so many arrows and participants that it can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

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
MORE_PARTICIPANTS = 6
"""How many a page may have beyond those whose frames it goes on with, where that is more."""
OF_A_SECTION = 6
"""Arrows in whose place the heads of a section stand."""
CONTINUED = "continued"


def pages_of(sections: Iterable[Section]) -> list[list[Section]]:
    """The sections on as few pages as hold them; one that is too large for a page is cut where
    least is under way. What goes on on another page says on which."""
    pages: list[list[Section]] = []
    page_of: dict[int, int] = {}
    left = 0
    for section in sections:
        for number, part in enumerate(_parts(section)):
            arrows = _arrows(part.events)
            if number or arrows > left:
                pages.append([])
                left = MOST_ARROWS
            if not number:
                page_of[min(section.bars)] = len(pages)
            pages[-1].append(part)
            left -= arrows + OF_A_SECTION
    return [
        [_told_where(section, number, page_of) for section in page]
        for number, page in enumerate(pages, 1)
    ]


def _told_where(section: Section, page: int, page_of: Mapping[int, int]) -> Section:
    """A section that names the page on which it goes on, and those of the parts that begin in it:
    by their first bar, the page of each."""

    def told(event: Event) -> Event:
        if not isinstance(event, Message | BarEnd) or not event.chip:
            return event
        begun = page_of[event.bar if isinstance(event, BarEnd) else event.step]
        return event if begun == page else replace(event, chip=_on_page(begun))

    goes_on = _on_page(page + 1) if section.goes_on else ""
    return replace(section, events=tuple(map(told, section.events)), goes_on=goes_on)


def _on_page(page: int) -> str:
    return f"continues on page {page}"


def _arrows(events: Iterable[Event]) -> int:
    return sum(isinstance(event, Message) for event in events)


def _parts(section: Section) -> Iterator[Section]:
    """The section, in parts where it is too large."""
    start, frames, bars = 0, list[FrameStart](), list(section.open)
    callers: set[int] = set()
    while start < len(section.events):
        end = _end_of_page(section, start, frames, bars)
        events = [*frames, *section.events[start:end]]
        begun = list(bars)
        frames, bars = _under_way(section.events[start:end], frames, bars)
        events += [FrameEnd(goes_on=True)] * len(frames)
        last = end == len(section.events)
        working = [each for each in begun if each not in callers] if start else []
        yield _page(section, events, begun, working, continued=start > 0, last=last)
        callers |= {each.caller for each in events if isinstance(each, Message)}
        frames = [replace(each, note=CONTINUED) for each in frames]
        # an operand that would begin the next page is the first that the frame has there
        while end < len(section.events) and isinstance(section.events[end], NextOperand):
            frames[-1] = _in_operand(frames[-1], section.events[end], CONTINUED)
            end += 1
        start = end


def _in_operand(frame: FrameStart, operand: Event, note: str = "") -> FrameStart:
    """A frame that has come to another operand."""
    assert isinstance(operand, NextOperand), "frames have no other operands"
    said = ", ".join(part for part in (operand.note, note) if part)
    return replace(frame, guard=operand.guard, note=said, share=operand.share)


def _end_of_page(
    section: Section, start: int, frames: Sequence[FrameStart], bars: Sequence[int]
) -> int:
    """Up to where the events from ``start`` on fit a page; where not all do, the place in the last
    third at which something ends and least is under way."""
    arrows, used = 0, {section.bars[each.bar].participant for each in frames}
    most = max(MOST_PARTICIPANTS, len(used) + MORE_PARTICIPANTS)
    depth, depths = len(frames) + len(bars), list[int]()
    for at in range(start, len(section.events)):
        event = section.events[at]
        used |= _participants(section, event)
        too_many = arrows >= MOST_ARROWS if isinstance(event, Message) else False
        if arrows and (too_many or len(used) > most):
            return start + _place(section.events[start:at], depths)
        arrows += isinstance(event, Message)
        depth += _deeper(event)
        depths.append(depth)
    return len(section.events)


def _place(events: Sequence[Event], depths: Sequence[int]) -> int:
    """How many of the events stay on the page, of which those fit; ``depths`` tells how much is
    under way after each. No frame and no operand begins without anything in it."""
    whole = len(events)
    while isinstance(events[whole - 1], FrameStart | NextOperand):
        whole -= 1
    ends = [
        at + 1
        for at in range(whole - max(whole // 3, 1), whole)
        if _deeper(events[at]) < 0 and any(isinstance(each, Message) for each in events[: at + 1])
    ]
    return min(ends, key=lambda each: (depths[each - 1], -each), default=whole)


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
            frames[-1] = _in_operand(frames[-1], event)
        elif isinstance(event, FrameEnd):
            frames.pop()
        elif event.bar != NOBODY and (isinstance(event, BarEnd) or event.returns):
            bars.remove(event.bar)
        elif event.bar != NOBODY:
            bars.append(event.bar)
    return frames, bars


def _page(
    section: Section,
    events: Sequence[Event],
    begun: Sequence[int],
    working: Sequence[int],
    *,
    continued: bool,
    last: bool,
) -> Section:
    """A part of a section with the participants that it needs."""
    if last and not continued:
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
        continued=continued,
        working=tuple(each for each in working if each in bars),
        goes_on="" if last else CONTINUED,
    )
