"""Step 1: what is asked of the system, where each part of it is served, and whether it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sdgen.base.words import all_of, by_number, counted, joined
from sdgen.blocks import (
    Block,
    Link,
    List,
    Open,
    Paragraph,
    Section,
    Table,
    Terms,
    Tone,
    Words,
)
from sdgen.blocks.phrases import Mark, between, pieces
from sdgen.design.records import Requirement
from sdgen.document.objectives import Goal, goals, goals_in_words, kept
from sdgen.document.records import DocumentSection
from sdgen.document.sections import DEFAULT
from sdgen.document.subject import Subject, operation_anchor

MUST = "must"
NONE = "–"
SERVED_BY_NOTHING = "nothing"


def make(subject: Subject) -> Iterator[Block]:
    """The blocks of the section."""
    asked = subject.design.requirements
    yield from _functional(subject, {} if asked is None else asked.functional)
    yield from _quality(subject, {} if asked is None else asked.non_functional)
    if asked is None:
        return
    answered = tuple((each.ask, each.answer) for each in asked.questions if each.answer)
    if answered:
        yield Section("asked and answered", (Terms(answered),), anchor="questions")
    if asked.out_of_scope:
        yield Section("out of scope", (List(asked.out_of_scope),), anchor="out-of-scope")
    unanswered = tuple(Open(each.ask) for each in asked.questions if not each.answer)
    if unanswered:
        yield Section("asked and open", unanswered, anchor="open-questions")


def _functional(subject: Subject, asked: Mapping[str, Requirement]) -> Iterator[Block]:
    if not asked:
        open_question = Open("Nothing says what users can do with it (requirements.functional).")
        yield Section("what it must do", (open_question,), anchor="functional")
        return
    serving = _serving(subject)
    rows, unserved = [], []
    for name, each in asked.items():
        journeys = serving.get(name, ())
        operations = [one for journey in journeys for one in subject.operations_of.get(journey, ())]
        own = subject.design.api.get(name) or subject.design.api.get(name.replace("-", "_"))
        if own is not None and own not in operations:
            operations.append(own)
        links = [
            (Link(f"{one.method} {one.path}".strip() or one.id, operation_anchor(one.id)),)
            for one in operations
        ]
        if not journeys and not operations:
            unserved.append(name)
        by: Words = subject.journeys(journeys) if journeys else NONE if operations else _nothing()
        rows.append((_text(each), by, between([*links])))
    number = len(rows)
    caption = "Functional requirements, with the journeys and operations that serve each."
    if not unserved:
        served = all_of(number)
        caption += f" {served[:1].upper()}{served[1:]} {by_number(number, 'is', 'are')} served."
    header = ("Requirement", "Journeys", "Operations")
    table = Table(header, tuple(rows), text_columns=(0, 1, 2), caption=caption)
    blocks: list[Block] = [table]
    if unserved:
        blocks.append(
            Open(
                f"No journey says that it serves {joined(unserved)} (serves), so that nothing is "
                "computed about it."
            )
        )
    yield Section("what it must do", tuple(blocks), anchor="functional")


def _nothing() -> Words:
    return (Mark(SERVED_BY_NOTHING, Tone.WARNING),)


def _text(each: Requirement) -> Words:
    """What is required, and how much it matters where that is not a must."""
    if each.priority == MUST:
        return each.text
    return (*pieces(each.text), " ", Mark(f"({each.priority})", Tone.QUIET))


def _serving(subject: Subject) -> dict[str, tuple[str, ...]]:
    """The journeys that serve each requirement, in the order of the file."""
    found: dict[str, list[str]] = {}
    for journey in subject.design.journeys.values():
        # a journey that is called like a requirement serves it, as lint has it
        for name in dict.fromkeys((*journey.serves, journey.id)):
            found.setdefault(name, []).append(journey.id)
    return {name: tuple(journeys) for name, journeys in found.items()}


def _quality(subject: Subject, asked: Mapping[str, Requirement]) -> Iterator[Block]:
    blocks: list[Block] = []
    if asked:
        serving = _serving(subject)
        items: list[Words] = []
        for name, each in asked.items():
            text = pieces(_text(each))
            by = serving.get(name, ())
            items.append((*text, " ", *pieces(subject.journeys(by))) if by else text)
        blocks.append(List(tuple(items)))
    found = goals(subject)
    if found:
        blocks.append(Paragraph(goals_in_words(found)))
        blocks.append(_objectives(subject, found))
    without = [each.id for each in subject.design.journeys.values() if each.objectives is None]
    if without:
        blocks.append(
            Open(
                (
                    f"Nothing says how available or fast {by_number(len(without), 'it', 'they')} "
                    "must be: ",
                    *pieces(subject.journeys(without)),
                    " (objectives).",
                )
            )
        )
    if not found and not without:
        blocks.append(Open("Nothing says how available or fast it must be (journeys)."))
    yield Section("how well", tuple(blocks), anchor="quality")


def _objectives(subject: Subject, found: tuple[Goal, ...]) -> Table:
    rows = tuple(
        (
            (subject.journey(each.journey),),
            each.availability_asked,
            each.availability_given,
            each.latency_asked,
            each.latency_given,
            kept(each),
        )
        for each in found
    )
    # a column that says nothing is left out: what stands alone says what it is of
    halves = any("p50" in each.latency_asked for each in found)
    what = "latency" if halves else "p99"
    times = any(each.latency_asked != NONE for each in found)
    shares = any(each.availability_asked != NONE for each in found)
    header = (
        "Journey",
        "available, asked",
        "computed" if shares else "available",
        f"{what}, asked",
        "computed" if times else what,
        "Kept",
    )
    said = f"Objectives of {counted(len(found), 'journey')}, and what the design gives"
    caption: Words = f"{said}."
    if subject.template == DEFAULT:
        caption = (said, " (", Link("section 7", "bottlenecks"), " has the calculation).")
    return Table(header, rows, text_columns=(0, 5), caption=caption)


SECTION = DocumentSection(order=1, title="requirements", make=make)
