"""More operations in flight than a component works on at once.

Finds: A component whose operations in flight at the peak are more than its `concurrency` x replicas. In
flight is what arrives a second x how long each is held: its own time, the wait for it, and what it calls and
waits for. What takes messages from a queue, stream or topic counts with the average instead of the peak,
since a message can wait. Where it waits for something overloaded, it is left to CAP001, which finds the cause;
where that does not run, and the wait ends with a `timeout`, the finding names it.

Why: A thread, a connection or a slot is held until the answer is there, also while nothing is computed: a
service that waits five seconds for a language model needs hundreds of them for a hundred requests a second.
What comes after the last one is refused or waits, and then everything behind it seems slow.

Bad:
    journeys:
      ask: {rate: 100/s, steps: [web -> api -> model]}
    components:
      web: {kind: client, calls: [api]}
      api: {kind: service, replicas: 4, concurrency: 100, calls: [model]}
      model: {kind: external, latency: {p50: 5s, p99: 10s}}

Good:
    journeys:
      ask: {rate: 100/s, steps: [web -> api -> model]}
    components:
      web: {kind: client, calls: [api]}
      api: {kind: service, replicas: 4, concurrency: 200, calls: [model]}
      model: {kind: external, latency: {p50: 5s, p99: 10s}}

Can be wrong: Where requests over the limit wait at the caller, by design, and their users with them.

Source: J. D. C. Little, A Proof for the Queuing Formula L = λW, Operations Research 9, 1961
<https://doi.org/10.1287/opre.9.3.383>.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from sdgen.analyses.busy import how_busy
from sdgen.analyses.traffic.capacity import exceeds
from sdgen.base.findings import Severity
from sdgen.base.words import by_number, counted, named
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_number, format_quantity
from sdgen.rules.support.needs import RATES


def check(context: LintContext) -> Iterator[Problem]:
    limited = [each for each in context.components if "concurrency" in each.properties]
    for component in limited:
        held = context.in_flight.get(component.id)
        if held is None or held.allowed is None or math.isinf(held.number):
            continue
        consumes = component.id in context.traffic.consumers
        number = context.traffic.arriving(component.id) * held.seconds
        if not exceeds(number, held.allowed):
            continue
        one = component.properties["concurrency"]
        full = _full_ahead(context, component.id)
        replicas = held.allowed // int(str(one))
        enough = math.ceil(number / int(str(one)) - 1e-9)
        when = "on average" if consumes else "at the peak"
        yield Problem(
            message=f"'{component.id}' has {format_number(number)} operations in flight {when}, each held for "
            f"{_seconds(held.seconds)}, and works on {held.allowed}: "
            f"{counted(replicas, 'replica')} x 'concurrency' {one}{_waits_for(full)}",
            span=component.span_of("concurrency"),
            at=component.id,
            help=f"give {counted(enough, 'replica')} or 'concurrency: {math.ceil(number / replicas)}', or make what "
            "it waits for quicker, asynchronous or limited by a 'timeout'",
            follows=tuple(("CAP001", name) for name in full),
            journeys=context.journeys_of[component.id],
        )


def _full_ahead(context: LintContext, caller: str) -> list[str]:
    """What it waits for and is overloaded: that is the cause then."""
    return [
        name
        for name in _awaited(context, caller)
        if (used := context.traffic.utilisation.get(name)) is not None
        and name not in context.traffic.consumers
        and how_busy(used.share) == "full"
    ]


def _waits_for(full: Sequence[str]) -> str:
    if not full:
        return ""
    return f"; it waits for {named(full)}, which {by_number(len(full), 'is', 'are')} overloaded (CAP001)"


def _awaited(context: LintContext, caller: str) -> list[str]:
    """Everything whose answer it waits for in some journey, itself left out."""
    awaited: dict[str, set[str]] = {}
    for passes in context.passes.values():
        for each in passes:
            if not each.call.asynchronous:
                awaited.setdefault(each.call.source, set()).add(each.call.target)
    found: set[str] = set()
    waiting = [caller]
    while waiting:
        new = awaited.get(waiting.pop(), set()) - found - {caller}
        found |= new
        waiting += new
    return [each.id for each in context.components if each.id in found]


def _seconds(seconds: float) -> str:
    return format_quantity(seconds, Dimension.DURATION)


RULE = Rule(
    code="CAP014",
    name="concurrency-exceeded",
    severity=Severity.ERROR,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    needs=(RATES,),
)
