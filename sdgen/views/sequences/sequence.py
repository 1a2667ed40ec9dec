"""The sequence view: the calls of a journey one below the other, when each is made and answered, and
where the slowest runs spend their time."""

from __future__ import annotations

from collections.abc import Sequence as List
from math import isfinite

from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.analyses.latency.timeline import Part, Timeline
from sdgen.base.words import counted, in_one_line, joined, listed
from sdgen.design.records import Journey
from sdgen.kinds import Role, kind_of
from sdgen.quantity import Dimension, Quantity
from sdgen.quantity.print import format_quantity
from sdgen.views.course import Course
from sdgen.views.course_events import section_of
from sdgen.views.diagram import Meter
from sdgen.views.diagrams.detailed import load_tone
from sdgen.views.journeys import JOURNEYS, no_journey
from sdgen.views.phrases import Phrase, in_turn
from sdgen.views.sequence import (
    BarEnd,
    FrameStart,
    Message,
    MessageKind,
    Section,
    Sequence,
    condition,
)
from sdgen.views.sequence_pages import pages_of
from sdgen.views.view import BuiltInView


def sequence(facts: Facts, title: str, journey_id: str) -> tuple[Sequence, ...]:
    """The pages of one journey."""
    whole = whole_sequence(facts, title, journey_id)
    pages = pages_of(whole.sections)
    return tuple(
        replace(
            whole,
            subtitle=in_turn((whole.subtitle, _of_pages(number, len(pages)))),
            sections=tuple(page),
            description=f"{whole.description}. {_in_words(page)}",
            page=number,
            pages=len(pages),
        )
        for number, page in enumerate(pages, 1)
    )


def whole_sequence(facts: Facts, title: str, journey_id: str) -> Sequence:
    """All of one journey, whatever its length, with a description that does not list its messages."""
    journey = facts.design.journeys[journey_id]
    timeline = facts.timeline(journey_id)
    assert timeline is not None, "what has no steps lacks this view"
    course = Course(facts, journey_id, timeline)
    sections = [
        _section(course, number, part, len(timeline.parts))
        for number, part in enumerate(timeline.parts)
    ]
    return Sequence(
        view=f"sequence:{journey_id}",
        title=facts.design.name,
        subtitle=_subtitle(facts, journey, timeline, title),
        sections=tuple(sections),
        meter=_meter(facts, journey, timeline),
        description=_described(facts, journey, sections, title),
    )


def _of_pages(number: int, pages: int) -> tuple[Phrase, ...]:
    return (Phrase(f"page {number} of {pages}"),) if pages > 1 else ()


def _section(course: Course, number: int, part: Part, parts: int) -> Section:
    """A part with its title and what is said at the right of it."""
    section = section_of(course, part)
    if number == 0:
        actor = kind_of(course.visits[0].component).role is Role.ACTOR
        waits = f"While the {'user' if actor else 'caller'} waits"
        return replace(section, title=waits if parts > 1 else "", note=_choice(course))
    since = course.label(part.first) or f"the call of {course.name(part.first)}"
    if not part.counted:
        since = f"the answer of {course.name(part.first)}"
    note = (Phrase(f"{'time counts from' if section.unit else 'after'} {since}"),)
    several = f": {course.name(part.first)}" if parts > 2 else ""
    return replace(section, title=f"Afterwards{several}", note=note, waits=False)


def _choice(course: Course) -> tuple[Phrase, ...]:
    """What the slowest runs would take with and without the call that makes most difference."""
    choice = course.timeline.choice
    if choice is None or not (isfinite(choice.with_it) and isfinite(choice.without)):
        return ()
    step = course.visits[choice.bar].step
    on_miss = step is not None and bool(step.on_miss)
    what = "" if on_miss else course.label(choice.bar)
    with_it, without = _time(choice.with_it), _time(choice.without)
    if with_it == without:
        return ()
    return (
        Phrase(f"p99 with {what or course.name(choice.bar)} "),
        Phrase(with_it, strong=True),
        Phrase(", without "),
        Phrase(without, strong=True),
    )


def _time(seconds: float) -> str:
    return format_quantity(seconds, Dimension.DURATION)


def _subtitle(facts: Facts, journey: Journey, timeline: Timeline, title: str) -> tuple[Phrase, ...]:
    """The journey, its percentiles against its objectives, and its rate."""
    asked = journey.objectives
    run = timeline.parts[0].runs[0]
    parts: list[tuple[Phrase, ...]] = [(Phrase(f"{title} of {journey.id}"),)]
    if run.end is not None:
        parts.append(_percentile("p50", run.end.p50, asked.p50 if asked else None))
        parts.append(_percentile("p99", run.end.p99, asked.p99 if asked else None))
    elif run.overloaded:
        parts.append((Phrase(f"{_names(facts, run.overloaded)} overloaded", strong=True),))
    else:
        parts.append((Phrase(f"latency of {_names(facts, run.unknown)} not known"),))
    load = facts.traffic.journeys.get(journey.id)
    if load is not None and load.peak:
        peak = facts.design.scale is not None and facts.design.scale.peak is not None
        rate = format_quantity(load.peak, Dimension.RATE)
        parts.append((Phrase(f"{rate} {'at the peak' if peak else 'on average'}"),))
    return in_turn(parts)


def _percentile(name: str, seconds: float, asked: Quantity | None) -> tuple[Phrase, ...]:
    of = f" of {_time(asked.value)}" if asked is not None else ""
    return Phrase(f"{name} {_time(seconds)}", strong=True), Phrase(of)


def _names(facts: Facts, components: List[str]) -> str:
    names = [in_one_line(facts.design.components[each].name) or each for each in components]
    return joined(names) if len(names) < 3 else listed(names, 2)


def _meter(facts: Facts, journey: Journey, timeline: Timeline) -> Meter | None:
    """The 99th percentile against its objective; None where either is not known."""
    end = timeline.parts[0].runs[0].end
    asked = journey.objectives.p99 if journey.objectives is not None else None
    if end is None or asked is None or not asked.value or not isfinite(end.p99):
        return None
    share = end.p99 / asked.value
    value = f"{share:.0%}" if share >= 0.005 else "<1%"
    if value == "100%" and share > 1.0:
        value = ">100%"
    text = f"p99 {_time(end.p99)} of {_time(asked.value)}"
    return Meter(text, value, min(share, 1.0), load_tone(share, facts.scenario.busy_from))


def _described(facts: Facts, journey: Journey, sections: List[Section], title: str) -> str:
    """What all pages together show, in a sentence."""
    events = [event for section in sections for event in section.events]
    calls = sum(isinstance(event, Message) and event.step > 0 for event in events)
    names = {card.id for section in sections for card in section.cards}
    sizes = f"{counted(calls, 'call')} among {counted(len(names), 'component')}"
    return f"{title} of {journey.id} in {in_one_line(facts.design.name)}: {sizes}"


def _in_words(page: List[Section]) -> str:
    """The messages of a page in their order, for those who hear it."""
    sentences = []
    for section in page:
        names = [in_one_line(card.name) or card.id for card in section.cards]
        if section.title:
            sentences.append(section.title)
        for event in section.events:
            said = _said(names, event) if isinstance(event, Message) else ""
            if isinstance(event, FrameStart):
                said = " ".join(
                    x for x in (event.operator.value, condition(event), event.note) if x
                )
            sentences += [said] if said else []
            tick = event.tick if isinstance(event, BarEnd | Message) else None
            if tick is not None and tick.last:
                p50, p99 = (f"{each} {section.unit}" for each in (tick.p50, tick.p99))
                sentences.append(f"Done after p50 {p50}, p99 {p99}")
    return ". ".join(sentences) + "."


def _said(names: List[str], message: Message) -> str:
    if message.source < 0:
        return ""
    source, target = names[message.source], names[message.target]
    verb = {
        MessageKind.CALL: f"{source} calls {target}",
        MessageKind.ASYNCHRONOUS: f"{source} calls {target} without waiting",
        MessageKind.RETURN: f"{source} answers {target}",
    }[message.kind]
    more = ", ".join(x for x in (message.label, message.figures, message.badge) if x)
    number = f"{message.step}: " if message.step else ""
    return f"{number}{verb}{f' ({more})' if more else ''}"


VIEW = BuiltInView(
    id="sequence",
    title="Sequence",
    doc="The calls of one journey in their order, when each is answered, and where time goes.",
    make=sequence,
    order=5,
    lack=no_journey,
    each=JOURNEYS,
)
