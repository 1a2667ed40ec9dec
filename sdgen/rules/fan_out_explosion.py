"""A fan-out that makes more work than can be carried.

Finds: A component that gets as much at the peak as it carries or more, and would carry it if a step did
not multiply its calls by 10 or more (`times`). The finding points at that step, and lists all
components that it floods; CAP001 and CAP008 say nothing of them.

Why: What one user does once becomes hundreds of writes, and grows with the users and with what each
of them is connected to. More replicas follow only the first; where the few with the most followers
are read instead of pushed, most of the load is gone.

Bad:
    components:
      web: {kind: client, calls: [posts]}
      posts: {kind: service, replicas: 4, calls: [events: {async: true}]}
      events: {kind: queue, replicas: 3}
      fan-out: {kind: worker, replicas: 10, capacity: 1k/s, consumes: [events], calls: [timelines]}
      timelines: {kind: cache, replicas: 3, capacity: 50k/s}
    journeys:
      post:
        actor: web
        rate: 1k/s
        steps:
          - web -> posts -> events -> fan-out
          - fan-out -> timelines: {times: 200, label: push}

Good:
    components:
      web: {kind: client, calls: [posts]}
      posts: {kind: service, replicas: 4, calls: [events: {async: true}]}
      events: {kind: queue, replicas: 3}
      fan-out: {kind: worker, replicas: 10, capacity: 1k/s, consumes: [events], calls: [timelines]}
      timelines: {kind: cache, replicas: 3, capacity: 50k/s}
    journeys:
      post:
        actor: web
        rate: 1k/s
        steps:
          - web -> posts -> events -> fan-out
          - fan-out -> timelines: {times: 100, label: push to those who are online}

Can be wrong: Where a few late writes do no harm and the queue before them drains at night; it is a
warning there, and an error where work arrives faster all day or users wait for the component.

Source: M. Kleppmann, Designing Data-Intensive Applications (2017), chapter 1, Describing Load
<https://dataintensive.net/>.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.replication import most_replicas
from sdgen.analyses.traffic.capacity import replicas_for
from sdgen.analyses.traffic.flow import Utilisation, passes, peak_factor
from sdgen.base.findings import Severity
from sdgen.base.words import counted, joined
from sdgen.design.records import Journey, Step
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind, RuleOption
from sdgen.model.rates import times_made
from sdgen.quantity import Dimension, Quantity
from sdgen.quantity.print import format_number, format_quantity
from sdgen.rules.support.needs import CAPACITY, RATES

LEAST = RuleOption(
    name="times-from",
    doc="How often a step makes its call from which on it is a fan-out.",
    default=10.0,
    minimum=1.0,
)
ONCE = Quantity(1.0, Dimension.FACTOR, "1")


class _FanOut(Struct, frozen=True):
    """The steps that multiply along one arrow, each with its journey, and the peak operations a
    second that they add to each component."""

    steps: tuple[tuple[Journey, Step], ...]
    added: Mapping[str, float]


def check(context: LintContext) -> Iterator[Problem]:
    flooded = {
        name: used
        for name, used in context.traffic.utilisation.items()
        if used.capacity > 0 and used.peak >= used.capacity and math.isfinite(used.peak)
    }
    fan_outs = tuple(_fan_outs(context)) if flooded else ()
    caused: dict[int, list[str]] = {}
    for name, used in flooded.items():
        added = [each.added.get(name, 0.0) for each in fan_outs]
        if added and used.peak - sum(added) < used.capacity:
            caused.setdefault(added.index(max(added)), []).append(name)
    for number in sorted(caused):
        yield _problem(context, fan_outs[number], caused[number])


def _fan_outs(context: LintContext) -> Iterator[_FanOut]:
    least = context.option(LEAST)
    arrows: dict[tuple[str, str], list[tuple[Journey, Step]]] = {}
    for journey in context.journeys:
        for step in journey.steps if journey.id in context.traffic.journeys else ():
            if step.times is not None and times_made(step) >= max(least, 1.0 + 1e-9):
                arrows.setdefault((step.source, step.target), []).append((journey, step))
    for steps in arrows.values():
        multiplying = [step for _, step in steps]
        added: dict[str, float] = {}
        for journey in {journey.id: journey for journey, _ in steps}.values():
            once = tuple(
                replace(step, times=ONCE) if step in multiplying else step for step in journey.steps
            )
            for sign, made in ((1.0, journey), (-1.0, replace(journey, steps=once))):
                for each in passes(context.design, made, context.first_calls):
                    more = sign * each.average * peak_factor(context.design)
                    added[each.call.target] = added.get(each.call.target, 0.0) + more
        yield _FanOut(tuple(steps), added)


def _problem(context: LintContext, fan_out: _FanOut, names: list[str]) -> Problem:
    utilisation = context.traffic.utilisation
    names = sorted(names, key=lambda name: -utilisation[name].share)
    journey, step = max(fan_out.steps, key=lambda each: times_made(each[1]))
    journeys = {each.id for each, _ in fan_out.steps}
    waited_for = _waited_for(context)
    urgent = any(
        name in waited_for or context.traffic.components[name].average >= utilisation[name].capacity
        for name in names
    )
    said = ", ".join(_said(name, utilisation[name], fan_out.added[name]) for name in names)
    return Problem(
        message=f"'{step.source}' calls '{step.target}' {format_number(times_made(step))} times in each "
        f"'{journey.id}': {said}",
        span=step.span_of("times"),
        at=names[0],
        about=tuple(dict.fromkeys((step.source, step.target, *names[1:]))),
        explains=tuple(names[1:]),
        help=_change(context, fan_out, names, later=step.source not in waited_for),
        journeys=tuple(name for name in context.design.journeys if name in journeys),
        severity=Severity.ERROR if urgent else Severity.WARNING,
    )


def _said(name: str, used: Utilisation, added: float) -> str:
    peak = format_quantity(used.peak, Dimension.RATE)
    once = format_quantity(max(0.0, used.peak - added), Dimension.RATE)
    carried = format_quantity(used.capacity, Dimension.RATE)
    return f"'{name}' gets {peak} at the peak instead of {once} and carries {carried}, {used.share:.0%}"


def _waited_for(context: LintContext) -> set[str]:
    """The components whose answers some user waits for."""
    found: set[str] = set()
    for journey, made in context.passes.items():
        waiting = {context.design.journeys[journey].actor}
        for each in made:
            if each.call.source in waiting and not each.call.asynchronous:
                waiting.add(each.call.target)
        found |= waiting
    return found


def _change(context: LintContext, fan_out: _FanOut, names: list[str], *, later: bool) -> str:
    """The replicas that leave none busy, or the largest fan-out that does, where all steps
    multiply alike."""
    times = {times_made(step) for _, step in fan_out.steps}
    fits = max(times)
    changes = []
    for name in names:
        used, count = (
            context.traffic.utilisation[name],
            most_replicas(context.design.components[name]),
        )
        needed = replicas_for(
            context.design.components[name],
            context.traffic.operations[name],
            context.scenario.busy_from,
        )
        if needed is not None:
            changes.append(f"{counted(needed, 'replica')} of '{name}' instead of {count}")
        added = fan_out.added[name]
        spare = context.scenario.busy_from * used.capacity - (used.peak - added)
        if added > 0:
            fits = min(fits, 1.0 + spare / added * (max(times) - 1.0))
    change = f"have {joined(changes)}" if changes else "lower the load"
    if len(times) == 1 and fits >= 2.0:
        change += f", or call at most {math.floor(fits + 1e-9)} times"
    return (
        f"{change}; what is written ahead for many can be read when it is wanted"
        if later
        else change
    )


RULE = Rule(
    code="CAP011",
    name="fan-out-explosion",
    severity=Severity.WARNING,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    options=(LEAST,),
    needs=(RATES, CAPACITY),
    silences=("CAP001", "CAP008"),
)
