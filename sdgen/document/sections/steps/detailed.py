"""Step 6: how it works in detail: the picture, where it runs, the decisions, and each journey."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sdgen.analyses.failure.provided import is_provided
from sdgen.base.words import by_number, joined
from sdgen.blocks import (
    Block,
    Figure,
    Link,
    List,
    Mark,
    Open,
    Paragraph,
    Section,
    Terms,
    Tone,
    Words,
)
from sdgen.blocks.phrases import Piece, pieces
from sdgen.design.placement import replica_domains
from sdgen.design.records import Component, Decision, Journey, Option
from sdgen.document.objectives import time_in_words
from sdgen.document.records import DocumentSection
from sdgen.document.stated import stated_of_journey
from sdgen.document.subject import Subject, decision_anchor, journey_anchor, operation_anchor
from sdgen.document.whole import detailed_figures
from sdgen.kinds import Role, kind_of
from sdgen.quantity import Dimension
from sdgen.report.estimate import shown
from sdgen.views import make_pictures
from sdgen.views.diagram import Diagram
from sdgen.views.picture import Picture


def make(subject: Subject) -> Iterator[Block]:
    """The blocks of the section."""
    yield from detailed_figures(subject)
    for name, view in subject.design.views.items():
        if subject.shows(name):
            yield Figure(name, caption=f"{view.title or name}.")
    yield from _placement(subject)
    yield from _decisions(subject)
    journeys = tuple(subject.design.journeys.values())
    if journeys:
        made = tuple(_journey(subject, each) for each in journeys)
        yield Section("journeys", made, anchor="journeys")


def _placement(subject: Subject) -> Iterator[Block]:
    if not subject.design.domains:
        asked = Open("Nothing says where it runs: regions and zones (topology).")
        yield Section("where it runs", (asked,), anchor="deployment")
        return
    blocks: list[Block] = [*_where(subject)]
    unplaced = [
        each.name
        for each in subject.design.components.values()
        if each.replicas.given and None in replica_domains(each) and not _elsewhere(each)
    ]
    if unplaced:
        blocks.append(Open(f"Nothing says where {joined(unplaced)} {_run(unplaced)} (zones)."))
    if blocks:
        yield Section("where it runs", tuple(blocks), anchor="deployment")


def _where(subject: Subject) -> Iterator[Block]:
    """The replicas in their zones, or components by zones where that is too much to read."""
    if subject.shows("deployment"):
        yield Figure("deployment", caption="Where the replicas run.")
        return
    if not subject.shows("matrix"):
        return
    pages = len(make_pictures(subject.facts, "matrix"))
    for page in range(1, pages + 1):
        of = f", page {page} of {pages}" if pages > 1 else ""
        yield Figure("matrix", page, f"Components by zones, and what each zone takes down{of}.")


def _elsewhere(component: Component) -> bool:
    """Whether others say where it runs: its provider, or what it runs on."""
    return is_provided(component) or component.hosted or kind_of(component).role is Role.ACTOR


def _run(names: list[str]) -> str:
    return by_number(len(names), "runs", "run")


# --- decisions ----------------------------------------------------------------------------------


def _decisions(subject: Subject) -> Iterator[Block]:
    decisions = tuple(subject.design.decisions.values())
    if not decisions:
        asked = Open(
            "Nothing says which alternatives were weighed, and why one was taken (decisions)."
        )
        yield Section("decisions", (asked,), anchor="decisions")
        return
    made = tuple(decision_section(subject, each) for each in decisions)
    yield Section("decisions", made, anchor="decisions")


def decision_section(subject: Subject, decision: Decision) -> Section:
    """A decision with its options, the one that was taken, and why."""
    return Section(
        decision.question,
        tuple(_decision(subject, decision)),
        is_name=True,
        anchor=decision_anchor(decision.id),
    )


def _decision(subject: Subject, decision: Decision) -> Iterator[Block]:
    if decision.choice:
        text = f" {decision.because}" if decision.because else ""
        chosen = decision.choice[:1].upper() + decision.choice[1:]
        yield Paragraph((Mark(f"{chosen}.", Tone.STRONG), text))
    else:
        yield Open(f"Nothing is chosen yet (choice): {decision.question}")
        if decision.because:
            yield Paragraph(decision.because)
    if decision.choice and not decision.because:
        yield Open(f"Nothing says why {decision.choice} was taken (because).")
    pairs = tuple(_option(each, decision.choice) for each in decision.options.values())
    if pairs:
        yield Terms(pairs)
    if decision.affects:
        names = joined(subject.components(decision.affects))
        yield Paragraph(f"It is about {names}.", quiet=True)


def _option(option: Option, choice: str) -> tuple[Words, Words]:
    name: Words = option.name
    if option.name == choice:
        name = (option.name, " ", Mark("(taken)", Tone.QUIET))
    for_it = f"For: {_together(option.pros)}." if option.pros else ""
    against = f"Against: {_together(option.cons)}." if option.cons else ""
    return name, " ".join(filter(None, (for_it, against))) or "Nothing is said for or against it."


def _together(texts: tuple[str, ...]) -> str:
    return "; ".join(text.rstrip(".") for text in texts)


# --- journeys -----------------------------------------------------------------------------------


def _journey(subject: Subject, journey: Journey) -> Section:
    return Section(
        journey.name if journey.name else journey.id,
        tuple(_course(subject, journey)),
        is_name=True,
        anchor=journey_anchor(journey.id),
    )


def _course(subject: Subject, journey: Journey) -> Iterator[Block]:
    yield Paragraph(_told(subject, journey))
    shown_in = 0
    for view, caption in (
        (f"journey:{journey.id}", f"The path of {journey.id}."),
        (f"sequence:{journey.id}", f"The course of {journey.id}, with its time at the peak."),
    ):
        if not subject.shows(view):
            continue
        pictures = make_pictures(subject.facts, view)
        pages = len(pictures)
        caption += _part_shown(subject, pictures[0])
        for page in range(1, pages + 1):
            of = f" Page {page} of {pages}." if pages > 1 else ""
            shown_in += 1
            yield Figure(view, page, f"{caption}{of}")
    if not shown_in:
        yield Open(
            (
                "Nothing says how ",
                subject.journey(journey.id),
                " goes: its calls, one after the other (steps).",
            )
        )
    yield from _seldom(subject, journey)
    stated = stated_of_journey(subject, journey.id)
    if stated:
        yield Paragraph(f"Stated of it: {stated}.", quiet=True)


def _part_shown(subject: Subject, picture: Picture) -> str:
    """How many components a picture shows that leaves out what is far from its journey."""
    number = len(subject.design.components)
    if not isinstance(picture, Diagram) or len(picture.cards) >= number:
        return ""
    return f" It shows {len(picture.cards)} of {number} components."


def _told(subject: Subject, journey: Journey) -> Words:
    """Who starts it and how often, and how long and how surely it goes."""
    load = subject.estimate.load.journeys.get(journey.id)
    begun: list[Piece] = [f"Started by {subject.component(journey.actor)}"]
    operations = subject.operations_of.get(journey.id, ())
    if operations:
        links = [
            Link(f"{each.method} {each.path}".strip() or each.id, operation_anchor(each.id))
            for each in operations
        ]
        begun += [" with ", *_with_commas(links)]
    if load is not None:
        average, peak = (shown(each, Dimension.RATE) for each in (load.average, load.peak))
        begun.append(
            f": {average} on average and at the peak"
            if average == peak
            else f": {average} on average, {peak} at the peak"
        )
    found: list[Words] = [(*begun, ".")]
    latency = subject.estimate.latency.get(journey.id)
    if latency is not None and math.isinf(latency.p99):
        found.append(" Its time has no bound, as something on its way is overloaded.")
    elif latency is not None and not math.isnan(latency.p99):
        found.append(
            f" Half of its runs take up to {time_in_words(latency.p50)}, 99% up to "
            f"{time_in_words(latency.p99)}."
        )
    given = subject.availabilities.get(journey.id)
    if given is not None:
        from sdgen.report.analysis import percentage

        found.append(f" It works {percentage(given.value)} of the time.")
    reads, writes = journey.reads, journey.writes
    touched = [f"reads {joined(reads)}"] if reads else []
    touched += [f"writes {joined(writes)}"] if writes else []
    if touched:
        found.append(f" It {joined(touched)}.")
    return tuple(piece for words in found for piece in pieces(words))


def _with_commas(links: list[Link]) -> Iterator[str | Link]:
    for at, link in enumerate(links):
        if at:
            yield ", "
        yield link


def _seldom(subject: Subject, journey: Journey) -> Iterator[Block]:
    """How long it takes with and without a call that it makes seldom."""
    course = subject.facts.timeline(journey.id)
    if course is None or course.choice is None:
        return
    bar = course.bars[course.choice.bar]
    name = subject.component(bar.visit.component.id)
    yield List(
        (
            f"99% of the runs that call {name} take up to {time_in_words(course.choice.with_it)}, "
            f"of those that do not up to {time_in_words(course.choice.without)}.",
        )
    )


SECTION = DocumentSection(order=6, title="detailed design", make=make)
