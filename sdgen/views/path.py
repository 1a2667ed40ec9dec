"""The steps of a journey as the path of a picture: their numbers, and what each of them is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sdgen.analyses.facts import Facts
from sdgen.analyses.traffic.flow import peak_factor, rates_of_steps
from sdgen.analyses.traffic.misses import miss_ratio, misses
from sdgen.analyses.traffic.work import sizes_of_steps
from sdgen.base.words import in_one_line
from sdgen.design.calls import calls_from
from sdgen.design.records import Call, Design, Journey, Step
from sdgen.kinds import Role, kind_of
from sdgen.model.rates import average_rate
from sdgen.quantity.print import format_number, format_quantity
from sdgen.quantity.types import Dimension
from sdgen.views.diagram import PathStep
from sdgen.views.elements import StepLabels

ON_A_MISS = "on a miss"
"""What a call is for that serves the misses of a cache, where the design does not say it."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def path_of(facts: Facts, journey: Journey) -> tuple[PathStep, ...]:
    """The steps in the order of their numbers: that of the file, but what happens at the same time
    as an earlier step stands behind that one."""
    design = facts.design
    calls = lines_of(design, journey)
    texts = list(_texts(design, journey, calls))
    rates = list(_rates(design, journey))
    sizes = [_size(*each) for each in sizes_of_steps(journey)]
    found = []
    for turn, at_once in enumerate(turns(design, journey, calls)):
        for place, number in enumerate(at_once):
            step = journey.steps[number]
            found.append(
                PathStep(
                    f"{turn + 1}{letters(place) if len(at_once) > 1 else ''}",
                    turn,
                    calls[step.source, step.target].id,
                    _name(design, step.source),
                    _name(design, step.target),
                    texts[number],
                    rates[number],
                    sizes[number],
                )
            )
    return tuple(found)


def lines_of(design: Design, journey: Journey) -> Mapping[tuple[str, str], Call]:
    """The call that a step between each pair of components makes: the first one, but for dead
    letters where there is another."""
    found: dict[tuple[str, str], Call] = {}
    for source in dict.fromkeys(step.source for step in journey.steps):
        for call in sorted(calls_from(design.components[source]), key=lambda c: c.dead_letter):
            found.setdefault((call.source, call.target), call)
    return found


def turns(
    design: Design, journey: Journey, calls: Mapping[tuple[str, str], Call]
) -> Sequence[Sequence[int]]:
    """The numbers of the steps, those that happen at once together: calls that are made in parallel,
    and what a broker hands on to each of its consumers."""
    found: list[list[int]] = []
    turn_of: dict[int, int] = {}
    before: dict[str, int] = {}
    for number, step in enumerate(journey.steps):
        last = before.get(step.source)
        if last is not None and _at_once(design, step, journey.steps[last], calls):
            turn_of[number] = turn_of[last]
            found[turn_of[number]].append(number)
        else:
            turn_of[number] = len(found)
            found.append([number])
        # what is reached again begins anew
        if step.target != step.source:
            before.pop(step.target, None)
        before[step.source] = number
    return found


def _at_once(design: Design, step: Step, last: Step, calls: Mapping[tuple[str, str], Call]) -> bool:
    """Whether a step begins together with the one that its caller made before it."""
    waits = [not calls[each.source, each.target].asynchronous for each in (last, step)]
    if kind_of(design.components[step.source]).role is Role.BROKER:
        return not any(waits)
    return step.parallel and all(waits)


def letters(place: int) -> str:
    """``a``, ``b`` and so on, ``aa`` after ``z``."""
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, len(LETTERS))
        found = LETTERS[rest] + found
    return found


def labels_on_lines(design: Design, journey: Journey) -> StepLabels:
    """What the steps between each pair of components are called at its line. What the actor asks
    for stands in the list of steps only: it is long, and said of a whole chain."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    asked = asked_for(design, journey)
    for number, step in enumerate(journey.steps):
        if step.label and number not in asked.values():
            found.setdefault((step.source, step.target), {})[step.label] = None
    return {ends: tuple(each) for ends, each in found.items()}


def said_on_lines(design: Design) -> StepLabels:
    """The same of all journeys."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for journey in design.journeys.values():
        for ends, labels in labels_on_lines(design, journey).items():
            found.setdefault(ends, {}).update(dict.fromkeys(labels))
    return {ends: tuple(each) for ends, each in found.items()}


def asked_for(design: Design, journey: Journey) -> Mapping[int, int]:
    """By the first step of each chain that begins at the actor, the last one, which has the label of
    the chain. What nobody waits for is not what the actor asks for."""
    found: dict[int, int] = {}
    calls = lines_of(design, journey)
    first = -1
    for number, step in enumerate(journey.steps):
        if not step.chained:
            first = number
        elif (
            step.label
            and journey.steps[first].source == journey.actor
            and not calls[step.source, step.target].asynchronous
        ):
            found[first] = number
    return found


def _texts(
    design: Design, journey: Journey, calls: Mapping[tuple[str, str], Call]
) -> Iterator[str]:
    """What happens at each step: what it is for, else by which protocol; how often, and how long it
    may take."""
    asked = asked_for(design, journey)
    for number, (step, cache) in enumerate(
        zip(journey.steps, misses(design, journey), strict=True)
    ):
        call = calls[step.source, step.target]
        label = step.label if number not in asked.values() else ""
        if number in asked:
            label = journey.steps[asked[number]].label
        what = in_one_line(label or call.label or (ON_A_MISS if cache else call.protocol))
        often = _often(miss_ratio(design, step, cache) if cache else _times(step), step.batch)
        first = ", ".join(part for part in (what, often) if part)
        limits = [
            "best effort" if call.optional else "",
            _at_most(call),
        ]
        parts = [part for part in (first, *limits) if part]
        yield (" · " if often or call.optional else ", ").join(parts)


def _at_most(call: Call) -> str:
    if call.timeout is None:
        return ""
    return f"at most {format_quantity(call.timeout.value, Dimension.DURATION)}"


def _times(step: Step) -> float:
    return step.times.value if step.times is not None else 1.0


def _often(times: float, batch: int | None) -> str:
    """How often a step is made each time, where that is not once."""
    often = ""
    if times < 1.0:
        often = format_quantity(times, Dimension.RATIO)
    elif times > 1.0:
        often = f"{format_number(times)} times"
    together = f"{format_number(batch)} at a time" if batch is not None and batch > 1 else ""
    return ", ".join(part for part in (often, together) if part)


def _rates(design: Design, journey: Journey) -> Iterator[str]:
    """How often each step is made at the peak; where the journey's rate is not known, how often in
    each run, unless once."""
    average = average_rate(design, journey)
    known = average is not None
    start = average * peak_factor(design) if average is not None else 1.0
    for _, rate in rates_of_steps(design, journey, start):
        if known:
            yield format_quantity(rate, Dimension.RATE)
        else:
            yield "" if rate == 1.0 else f"{format_number(rate)} a run"


def _size(request: float | None, response: float | None) -> str:
    """The bytes along a step and back."""
    there = format_quantity(request, Dimension.BYTES) if request else ""
    back = f"{format_quantity(response, Dimension.BYTES)} back" if response else ""
    return " · ".join(part for part in (there, back) if part)


def _name(design: Design, component: str) -> str:
    return in_one_line(design.components[component].name) or component
