"""The events of a sequence diagram: a part of a journey's timeline as messages, bars and frames."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import TypeAlias

from msgspec.structs import replace

from sdgen.analyses.latency.groups import exclusive
from sdgen.analyses.latency.moments import Moment
from sdgen.analyses.latency.timeline import Bar as TimelineBar
from sdgen.analyses.latency.timeline import Part, Run, Timeline
from sdgen.analyses.latency.visits import Visit
from sdgen.base.words import in_one_line
from sdgen.design.calls import CallGroup
from sdgen.kinds import Role, kind_of
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_number, format_quantity, format_shares
from sdgen.views.course import Course
from sdgen.views.elements import component_card
from sdgen.views.path import ON_A_MISS
from sdgen.views.rail import Clock, unit_for
from sdgen.views.sequence import (
    NOBODY,
    Bar,
    BarEnd,
    Event,
    FrameEnd,
    FrameStart,
    Message,
    MessageKind,
    NextOperand,
    Operator,
    Section,
)
from sdgen.views.tooltips import line_tooltip

BELOW = "continues below"
BEST_EFFORT = "best effort"

_Steps: TypeAlias = "Iterator[Event | _Steps]"


def section_of(course: Course, part: Part) -> Section:
    """A part of the timeline as events; its title and note are the caller's to give."""
    return _Writer(course, part).section()


class _Writer:
    """Writes the events of one part, from top to bottom."""

    def __init__(self, course: Course, part: Part) -> None:
        self._course = course
        self._part = part
        self._unit = unit_for(run.end for run in part.runs if run.end is not None)
        self._clocks = [
            Clock(self._unit if run.end is not None else "", number)
            for number, run in enumerate(part.runs)
        ]
        self._run = {at: number for number, run in enumerate(part.runs) for at in run.bars}
        self._run[part.first] = 0
        self._columns: dict[str, int] = {}
        self._shares = _shares(course.timeline, part)

    def section(self) -> Section:
        """All of it; the bar of whoever begins the journey is open from the start."""
        events = list(_flat(self._all()))
        for number in range(len(self._part.runs)):
            self._mark_end(events, number)
        design = self._course.design
        cards = tuple(component_card(design, design.components[name]) for name in self._columns)
        begun = () if self._is_begun() else (self._part.first,)
        bars = {at: self._bar(at) for at in self._run}
        return Section("", cards, bars, tuple(events), unit=self._unit, open=begun)

    def _all(self) -> _Steps:
        first, runs = self._part.first, self._part.runs
        self._column(first)
        if self._is_begun():
            yield self._found(first)
        if len(runs) == 1:
            yield self._body(first)
        for number, run in enumerate(runs) if len(runs) > 1 else ():
            consumer = run.bars[1]
            guard, note = self._course.name(consumer), _done(run)
            if number:
                yield NextOperand(guard, note)
            else:
                yield FrameStart(Operator.PARALLEL, first, guard, note)
            yield self._framed(consumer)
        if len(runs) > 1:
            yield FrameEnd()
        yield BarEnd(first)

    def _is_begun(self) -> bool:
        """Whether something from outside begins the part: all but what users do, and journeys of a
        component that works before it calls."""
        return self._part.first > 0 or self._works(0)

    def _works(self, at: int) -> bool:
        """Whether a stay takes time of its own in this part."""
        if at == self._part.first and not self._part.counted:
            return False
        return at > 0 or kind_of(self._course.visits[0].component).role is not Role.ACTOR

    def _found(self, first: int) -> Message:
        """The message with which a part begins: somebody outside has sent it."""
        called = (
            self._course.timeline.bars[first].called if self._part.counted else Moment(0.0, 0.0)
        )
        return Message(
            MessageKind.ASYNCHRONOUS,
            NOBODY,
            self._column(first),
            bar=first,
            label=self._course.label(first),
            tick=self._clocks[0].tick(called),
        )

    def _body(self, at: int) -> _Steps:
        """What a stay calls, in the order of the calls: those at once, and those of which any one
        will do, in a frame of several operands."""
        for operator, members in self._blocks(at):
            if operator is None:
                yield self._framed(members[0])
                continue
            for number, member in enumerate(members):
                guard, share = self._operand(operator, number, member)
                if number:
                    yield NextOperand(guard, share=share)
                else:
                    yield FrameStart(operator, at, guard, share=share)
                yield self._framed(member, guarded=operator is Operator.ALTERNATIVES)
            yield FrameEnd()

    def _operand(self, operator: Operator, number: int, member: int) -> tuple[str, str]:
        """The guard of an operand and how many runs it is of."""
        if operator is Operator.PARALLEL:
            return "", ""
        said = self._course.label(member) or self._course.name(member)
        return f"else {said}" if number else said, _share_of_runs(self._course.visits[member])

    def _blocks(self, at: int) -> Iterator[tuple[Operator | None, list[int]]]:
        """The calls of a stay that are drawn here; several where one frame holds them."""
        blocks: list[tuple[Operator | None, list[int]]] = []
        before: CallGroup | None = None
        for group in self._course.groups[at]:
            members = [each for each in group if self._is_here(at, each)]
            if len(members) > 1:
                instead = exclusive(self._course.visits, members)
                operator = Operator.ALTERNATIVES if instead else Operator.PARALLEL
                blocks.append((operator, members))
                before = None
                continue
            for member in members:
                alternatives = self._alternatives(member)
                if alternatives is not None and alternatives is before:
                    blocks[-1] = (Operator.ALTERNATIVES, [*blocks[-1][1], member])
                else:
                    blocks.append((None, [member]))
                before = alternatives
        yield from blocks

    def _alternatives(self, member: int) -> CallGroup | None:
        """The group of which any one will do that a call belongs to; one that serves the misses of
        another comes after it, not in its place."""
        visit = self._course.visits[member]
        if visit.call is None or visit.misses_of:
            return None
        return self._course.alternatives.get(visit.call.id)

    def _is_here(self, at: int, child: int) -> bool:
        """Whether a call is drawn in this part: what a broker hands on is not, where the part does
        not begin at the broker."""
        if child in self._run or self._course.visits[child].awaited:
            return True
        return kind_of(self._course.visits[at].component).role is not Role.BROKER

    def _framed(self, at: int, *, guarded: bool = False) -> _Steps:
        """A call, in the frames that say how often it is made and whether it may fail; where it is
        ``guarded``, the operand that it stands in says the first."""
        frames = [
            each
            for each in self._frames(at)
            if not (guarded and each.operator is Operator.OPTIONAL)
        ]
        yield from frames
        yield self._call(at)
        yield from [FrameEnd()] * len(frames)

    def _frames(self, at: int) -> Iterator[FrameStart]:
        visit = self._course.visits[at]
        step, parent = visit.step, visit.parent
        if step is None or parent is None:
            return
        optional = visit.call is not None and visit.call.optional
        made = _made(visit)
        if made < 1.0:
            guard = self._course.label(at) or (ON_A_MISS if visit.misses_of else "")
            note = BEST_EFFORT if optional else ""
            yield FrameStart(Operator.OPTIONAL, parent, guard, note, _share_of_runs(visit))
        elif optional:
            yield FrameStart(Operator.OPTIONAL, parent, BEST_EFFORT)
        if made > 1.0:
            notes = (
                "all at once" if visit.parallel else "",
                f"batches of {format_number(step.batch)}" if step.batch else "",
            )
            note = ", ".join(each for each in notes if each)
            yield FrameStart(Operator.LOOP, parent, f"{format_number(made)} times", note)

    def _call(self, at: int) -> _Steps:
        """The arrow, what happens before its answer, and the answer."""
        visit = self._course.visits[at]
        assert visit.parent is not None, "nobody calls the actor"
        source, target = self._column(visit.parent), self._column(at)
        call = self._arrow(at, source, target)
        if at not in self._run:
            yield replace(call, chip=BELOW)
            return
        bar, clock = self._course.timeline.bars[at], self._clocks[self._run[at]]
        yield replace(call, bar=at, tick=clock.tick(bar.called))
        within = list(self._blocks(at))
        yield self._body(at)
        handed_on = len(self._course.children[at]) > sum(len(each[1]) for each in within)
        answer = self._course.size(at, back=True)
        tick = clock.tick(bar.returned, reached=True)
        if not visit.awaited or handed_on or source == target or not (answer or within):
            yield BarEnd(at, tick, BELOW if handed_on else "")
            return
        yield Message(
            MessageKind.RETURN,
            target,
            source,
            bar=at,
            caller=visit.parent,
            figures=answer,
            tick=tick,
        )

    def _arrow(self, at: int, source: int, target: int) -> Message:
        """The call of a bar as an arrow with all that stands at it."""
        course, visit = self._course, self._course.visits[at]
        protocol = in_one_line(visit.call.protocol) if visit.call is not None else ""
        label = course.label(at)
        if visit.step is not None and visit.step.on_miss and visit.made < 1.0:
            label = ""  # it is the guard of the frame
        size, rate = course.size(at), course.rate(at)
        shown = (rate, size) if size or not label else (protocol, rate)
        return Message(
            MessageKind.CALL if visit.awaited else MessageKind.ASYNCHRONOUS,
            source,
            target,
            caller=visit.parent if visit.parent is not None else NOBODY,
            label=label or protocol,
            figures=" · ".join(each for each in shown if each),
            badge=_attempts(visit),
            tooltip=self._tooltip(visit),
            step=at,
        )

    def _tooltip(self, visit: Visit) -> str:
        if visit.call is None:
            return ""
        label = visit.step.label if visit.step is not None else ""
        said = tuple(dict.fromkeys(each for each in (visit.call.label, label) if each))
        return line_tooltip(self._course.design, visit.call, said)

    def _column(self, at: int) -> int:
        name = self._course.visits[at].component.id
        return self._columns.setdefault(name, len(self._columns))

    def _bar(self, at: int) -> Bar:
        course, run = self._course, self._part.runs[self._run[at]]
        bar = course.timeline.bars[at]
        works = self._works(at)
        share = self._shares.get(at, "")
        shown = share if works else ""
        return Bar(
            self._column(at),
            shown,
            largest=bool(shown) and at == _largest(course.timeline, run),
            run=self._run[at],
            tooltip=_said_of(course.name(at), bar, share),
            works=works,
        )

    def _mark_end(self, events: list[Event], number: int) -> None:
        """Mark the last answer of a run as its end."""
        end = self._part.runs[number].end
        ends = [
            at
            for at, event in enumerate(events)
            if isinstance(event, BarEnd) or (isinstance(event, Message) and event.returns)
            if self._run[event.bar] == number
        ]
        if not ends:
            return
        # the first stay ends with the last of what it waits for, if there is anything
        last = (
            ends[-2]
            if len(ends) > 1 and _bar_of(events[ends[-1]]) == self._part.first
            else ends[-1]
        )
        tick = self._clocks[number].tick(end, reached=True, last=True)
        event = events[last]
        if tick is not None and isinstance(event, BarEnd | Message):
            events[last] = replace(event, tick=tick)


def _made(visit: Visit) -> float:
    """How often each stay at the caller makes the call: of one for a batch, how often it waits."""
    batched = visit.step is not None and visit.step.batch is not None
    return visit.times if batched else visit.made


def _share_of_runs(visit: Visit) -> str:
    """In how many runs a call is made; empty for one of all of them."""
    made = _made(visit)
    return format_quantity(made, Dimension.RATIO) if made < 1.0 else ""


def _bar_of(event: Event) -> int:
    return event.bar if isinstance(event, BarEnd | Message) else NOBODY


def _flat(steps: _Steps) -> Iterator[Event]:
    """The events of nested steps in order; calls may lie deeper in each other than Python allows
    functions to."""
    open_steps = [steps]
    while open_steps:
        found = next(open_steps[-1], None)
        if found is None:
            open_steps.pop()
        elif isinstance(found, Message | BarEnd | FrameStart | NextOperand | FrameEnd):
            yield found
        else:
            open_steps.append(found)


def _shares(timeline: Timeline, part: Part) -> dict[int, str]:
    """By bar its share of the slowest runs in words, where it is known; those of one run add up to
    100%, and what several runs begin with has that of the slowest of them."""
    found: dict[int, str] = {}
    for run in sorted(part.runs, key=lambda each: each is part.slowest):
        known = [at for at in run.bars if timeline.bars[at].share is not None]
        shares = format_shares([timeline.bars[at].share or 0.0 for at in known])
        found.update(zip(known, shares, strict=True))
    return found


def _largest(timeline: Timeline, run: Run) -> int:
    """The bar with the largest share of a run, the first of several; that of a queue with several
    consumers is the share of one of their runs."""
    broker = kind_of(timeline.bars[run.bars[0]].visit.component).role is Role.BROKER
    bars = (run.bars[1:] if broker else ()) or run.bars
    return max(bars, key=lambda at: (timeline.bars[at].share or 0.0, -at))


def _done(run: Run) -> str:
    if run.end is None:
        return ""
    p50, p99 = (format_quantity(each, Dimension.DURATION) for each in (run.end.p50, run.end.p99))
    return f"done after {p50}, p99 {p99}"


def _attempts(visit: Visit) -> str:
    """How often a call is tried, where it is more than once."""
    tried = visit.attempts
    if tried is None or tried.most < 2:
        return ""
    each = f", {format_quantity(tried.timeout, Dimension.DURATION)} each" if tried.timeout else ""
    return f"up to {tried.most} attempts{each}"


def _said_of(name: str, bar: TimelineBar, share: str) -> str:
    """What a bar says when pointed at: when it is called and answered, and its share."""
    lines = [name]
    for word, moment in (("called", bar.called), ("answered", bar.returned)):
        if moment is not None and isfinite(moment.p99):
            p50, p99 = (format_quantity(t, Dimension.DURATION) for t in (moment.p50, moment.p99))
            lines.append(f"{word} after p50 {p50}, p99 {p99}")
    if share:
        lines.append(f"{share} of the time of the slowest runs is its own")
    return "\n".join(lines)
