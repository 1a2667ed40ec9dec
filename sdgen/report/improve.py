"""A plan as blocks: whether all objectives can be met, by which steps, and where not, what sets the
limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdgen.analyses.improve.plan import Outcome, Plan, State, Within
from sdgen.analyses.improve.steps import Step
from sdgen.analyses.improve.words import ceiling_in_words
from sdgen.analyses.traffic.journey_calls import NO_JOURNEYS
from sdgen.base.words import all_of, by_number, counted, joined, named
from sdgen.blocks import Block, List, Page, Paragraph, Section, Table
from sdgen.design.records import Design
from sdgen.quantity.money import format_money
from sdgen.quantity.print import format_ratios

LEAST_CHANGE = 1e-12
"""Of an availability; two ways of computing the same one differ by less."""
MOST_JOURNEYS = 3
"""Journeys of which a step says what it does for them."""


def improve_page(design: Design, plan: Plan) -> Page:
    """The whole report."""
    blocks: list[Block] = [] if design.journeys else [Paragraph(NO_JOURNEYS)]
    blocks.append(Paragraph(verdict(plan)))
    if plan.within is not None:
        blocks.append(Paragraph(_over(plan, plan.within)))
    if plan.steps:
        blocks.append(Section("do", (steps_table(plan.steps, plan),)))
    blocks.append(Section("journeys", (_journeys(plan.outcomes),)))
    if plan.within is not None and plan.within.steps:
        limit = format_money(plan.within.limit, plan.currency)
        inside = (steps_table(plan.within.steps, plan), _journeys_within(plan, plan.within))
        blocks.append(Section(f"the best for {limit} a month", inside))
    limited = [each for each in plan.outcomes if each.ceiling is not None]
    if limited:
        items = tuple(line for each in limited for line in _ceiling(each, plan))
        blocks.append(Section("what sets the limit", (List(items),)))
    if plan.accepted:
        blocks.append(Section("left alone", (List(tuple(_accepted(plan))),)))
    return Page(f"{design.name} ({design.path})", tuple(blocks))


def verdict(plan: Plan) -> str:
    """In a sentence: met, met after so many changes, or not to be met."""
    missed = [each for each in plan.outcomes if each.state is not State.MET]
    if not missed:
        number = len(plan.outcomes)
        return f"{all_of(number, 'objective')} {by_number(number, 'is', 'are')} met"
    planned = [each for each in missed if each.state is State.PLANNED]
    others = [each.journey for each in missed if each.state is not State.PLANNED]
    parts = []
    if planned:
        met = named([each.journey for each in planned])
        changes = (
            f"{counted(len(plan.steps), 'change')} {by_number(len(plan.steps), 'meets', 'meet')}"
        )
        parts.append(f"{changes} the {by_number(len(planned), 'objective', 'objectives')} of {met}")
        parts[0] += f" ({_adding(plan)})"
    if others:
        what = by_number(len(others), "objective", "objectives")
        parts.append(f"no plan was found that meets the {what} of {named(others)}")
    return "; ".join(parts)


def _over(plan: Plan, within: Within) -> str:
    """That the plan costs more than it may, and what that much pays for."""
    costs = format_money(plan.money or 0.0, plan.currency)
    limit = format_money(within.limit, plan.currency)
    said = f"that costs {costs} a month, more than the {limit} that it may"
    if not within.steps:
        found = "nothing that costs no more helps"
        return f"{said}; {found if within.proved else 'nothing was found that helps for that'}"
    best = "the best" if within.proved else "the best that was found"
    number = counted(len(within.steps), "change")
    spent = (
        f"{format_money(within.money, plan.currency)} a month" if within.money else "for nothing"
    )
    return f"{said}; {best} for that: {number}, {spent}"


def _adding(plan: Plan) -> str:
    """What the plan adds, and whether a smaller one may exist."""
    number = counted(plan.instances, "instance") if plan.instances else "no instances"
    added = f"{number} more"
    if plan.money:
        added += f", {format_money(plan.money, plan.currency)} a month"
    return f"{added}; {'none is smaller' if plan.proved else 'not proved smallest'}"


def steps_table(steps: Sequence[Step], plan: Plan) -> Table:
    rows = tuple(
        (f"{at}. {_text(step)}", _cost(step, plan.currency), _gain(step))
        for at, step in enumerate(steps, start=1)
    )
    return Table(("step", "adds", "availability"), rows, plain=True, text_columns=(0, 1, 2))


def _text(step: Step) -> str:
    """What to do, and what that takes for granted."""
    return f"{step.text}; assumed: {', '.join(step.assumes)}" if step.assumes else step.text


def _cost(step: Step, currency: str) -> str:
    if not step.instances:
        return "nothing"
    added = counted(step.instances, "instance")
    if step.money:
        added += f", {format_money(step.money, currency)} a month"
    return added


def _gain(step: Step) -> str:
    if all(after <= before for before, after in step.availability.values()):
        return "helps with what follows"
    changed = [
        f"{name} {' -> '.join(format_ratios(*pair))}" for name, pair in step.availability.items()
    ]
    rest = len(changed) - MOST_JOURNEYS
    shown = ", ".join(changed[:MOST_JOURNEYS])
    return f"{shown} and {counted(rest, 'more journey', 'more journeys')}" if rest > 0 else shown


def _journeys(outcomes: Sequence[Outcome]) -> Table:
    rows = []
    for each in outcomes:
        if each.state is State.PLANNED or abs(each.now - each.then) > LEAST_CHANGE:
            now, then, wanted = format_ratios(each.now, each.then, each.objective)
            found = f"{now} -> {then}"
        else:
            found, wanted = format_ratios(each.now, each.objective)
        state = {
            State.MET: "met",
            State.PLANNED: "met after this",
            State.OUT_OF_REACH: "out of reach",
            State.UNKNOWN: "at most, too complex for an exact result",
        }[each.state]
        rows.append((each.journey, found, f"of {wanted}", state))
    header = ("journey", "availability", "objective", "is")
    return Table(header, tuple(rows), plain=True, text_columns=(0, 1, 2, 3))


def _journeys_within(plan: Plan, within: Within) -> Table:
    """What the journeys of the plan have after what less money pays for."""
    rows = []
    for each in plan.outcomes:
        if each.journey in within.then and each.state is not State.MET:
            then = within.then[each.journey]
            now, after, wanted = format_ratios(each.now, then, each.objective)
            state = "met" if then >= each.objective else "not met"
            rows.append((each.journey, f"{now} -> {after}", f"of {wanted}", state))
    header = ("journey", "availability", "objective", "is")
    return Table(header, tuple(rows), plain=True, text_columns=(0, 1, 2, 3))


def _ceiling(outcome: Outcome, plan: Plan) -> Iterator[str]:
    said = f"{outcome.journey}: {ceiling_in_words(outcome)}"
    if outcome.state is State.PLANNED:
        beside = [name for name, each in plan.chosen.items() if each.twin]
        yield f"{said}; met only with {_second_providers(beside)}"
        return
    if outcome.beyond is not None:
        further = format_ratios(outcome.beyond, outcome.objective)[0]
        said += f"; {further} with {_second_providers(outcome.beside)}"
    yield said
    if outcome.nearest:
        texts = "; then ".join(_text(step) for step in outcome.nearest)
        yield f"{outcome.journey}, to come near to that: {texts}"


def _second_providers(beside: Sequence[str]) -> str:
    ways = by_number(len(beside), "a second provider", "second providers")
    return f"{ways} beside {joined(beside)}"


def _accepted(plan: Plan) -> Iterator[str]:
    for each in plan.accepted:
        until = f" until {each.until}" if each.until else ""
        yield f"{each.component}: '{each.rule}' is accepted{until} (--include-accepted changes it too)"
