"""What helps most, as blocks: the plan that meets the objectives, or what keeps it from them."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from sdgen.analyses.improve.plan import State
from sdgen.analyses.improve.words import out_of_reach
from sdgen.blocks import Block, List, Paragraph, Section, Words
from sdgen.blocks.phrases import pieces
from sdgen.document.subject import Subject
from sdgen.quantity.print import format_ratios
from sdgen.report.improve import steps_table, verdict
from sdgen.report.naming import ByNames

MOST_STEPS = 3
"""Of a journey that promises nothing."""


def what_helps(subject: Subject) -> Iterator[Block]:
    """The steps of the plan with what each adds and gains, then the limits that no plan passes."""
    plan = subject.facts.plan
    blocks: list[Block] = []
    items: list[Words] = []
    if plan is not None and plan.outcomes:
        said = verdict(plan)
        blocks.append(Paragraph(f"{said[:1].upper()}{said[1:]}."))
        if plan.steps:
            table = steps_table(plan.steps, plan)
            blocks.append(replace(table, header=("Step", *table.header[1:])))
        limits: dict[str, list[str]] = {}
        for each in plan.outcomes:
            if each.state is State.OUT_OF_REACH and each.ceiling is not None:
                events = subject.facts.failure_logic(each.journey).events
                said = out_of_reach(each, ByNames(subject.design, events).subject)
                limits.setdefault(said, []).append(each.journey)
        items += [(*pieces(subject.journeys(who)), f": {said}.") for said, who in limits.items()]
    items += _others(subject)
    if items:
        blocks.append(List(tuple(items)))
    if blocks:
        yield Section("what helps most", tuple(blocks), anchor="improvements")


def _others(subject: Subject) -> Iterator[Words]:
    """The first steps for journeys that no plan speaks of."""
    planned = (
        {each.journey for each in subject.facts.plan.outcomes} if subject.facts.plan else set()
    )
    for each in subject.analysis.journeys:
        name = each.reliability.journey
        if name in planned:
            continue
        for step in each.improvements[:MOST_STEPS]:
            before, after = format_ratios(step.before, step.availability)
            who = subject.journey(name)
            if isinstance(who, str):
                who = f"{who[:1].upper()}{who[1:]}"
            yield (*pieces((who,)), f": {step.text}; from {before} to {after}.")
