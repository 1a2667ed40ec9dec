"""Messages that arrive faster than they are worked off.

Finds: What takes messages from a queue or stream, carries what arrives on average and falls behind at the
peak: how old messages become, and how long the backlog lasts (the peak counted as an hour:
`burst-minutes`). With `max_age` on the queue only where messages become older than that. Where
even the average is too much CAP001 says so.

Why: A queue hides an overload for hours. Where messages are needed in time the peak decides.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 4, calls: [mails: {async: true}]}
      mails: {kind: queue, replicas: 3}
      mailer: {kind: worker, replicas: 4, capacity: 20/s, consumes: [mails]}
    journeys:
      order: {actor: web, rate: 40/s}
    scale: {peak: 3x}

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 4, calls: [mails: {async: true}]}
      mails: {kind: queue, replicas: 3}
      mailer: {kind: worker, replicas: 8, capacity: 20/s, consumes: [mails]}
    journeys:
      order: {actor: web, rate: 40/s}
    scale: {peak: 3x}

Can be wrong: Where workers are added as the queue grows. Write the most that there will be.

Source: AWS Well-Architected Framework, Reliability Pillar, REL05-BP04 Fail fast and limit queues
<https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_mitigate_interaction_failure_fail_fast.html>.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from sdgen.analyses.replication import most_replicas
from sdgen.analyses.traffic.capacity import replicas_for
from sdgen.analyses.traffic.sums import Load
from sdgen.base.findings import Severity
from sdgen.base.words import by_number, named
from sdgen.design.records import Component
from sdgen.kinds import kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind, RuleOption
from sdgen.quantity import Dimension, Quantity
from sdgen.quantity.print import format_quantity
from sdgen.rules.support.capacity_help import no_number_helps
from sdgen.rules.support.needs import CAPACITY, RATES
from sdgen.rules.support.wording import replicas_span

BURST = RuleOption(
    name="burst-minutes", doc="Minutes that a peak is counted as.", default=60.0, minimum=0.0
)


def check(context: LintContext) -> Iterator[Problem]:
    for worker in context.components:
        queues = tuple(
            dict.fromkeys(
                call.source
                for call in context.calls_to[worker.id]
                if kind_of(context.design.components[call.source]).holds_messages
            )
        )
        load = context.traffic.components.get(worker.id)
        drain = context.traffic.carried(worker)
        if not queues or load is None or drain is None or kind_of(worker).holds_messages:
            continue
        if not load.average < drain < load.peak:
            continue
        backlog = _backlog(context, queues, load, drain)
        if backlog is None:
            continue
        yield Problem(
            message=f"{backlog[0]} '{worker.id}' works off {format_quantity(drain, Dimension.RATE)} of "
            f"{format_quantity(load.peak, Dimension.RATE)} at the peak, and "
            f"{format_quantity(load.average, Dimension.RATE)} arrive on average",
            span=replicas_span(worker),
            at=worker.id,
            about=queues,
            help=_change(
                context, worker, max(load.average / context.scenario.busy_from, load.peak)
            ),
            journeys=context.journeys_of[worker.id],
            severity=backlog[1],
        )


def _backlog(
    context: LintContext, queues: tuple[str, ...], load: Load, drain: float
) -> tuple[str, Severity] | None:
    """How old messages become by the end of a peak and how long that lasts, where it is too old;
    an error where the design says how old they may be."""
    burst = context.option(BURST) * 60.0
    behind = (load.peak / drain - 1.0) * burst
    age = format_quantity(behind, Dimension.DURATION)
    limits = [context.design.components[name].properties.get("max_age") for name in queues]
    for name, limit in zip(queues, limits, strict=True):
        if isinstance(limit, Quantity) and behind > limit.value:
            most = format_quantity(limit.value, Dimension.DURATION)
            said = f"messages of '{name}' become {age} old in a peak, over its 'max_age' of {most}:"
            return said, Severity.ERROR
    if behind <= 0.0 or any(isinstance(limit, Quantity) for limit in limits):
        return None
    lasts = format_quantity(
        (load.peak - drain) * burst / (drain - load.average), Dimension.DURATION
    )
    said = (
        f"{named(queues)} {by_number(len(queues), 'falls', 'fall')} {age} behind in a peak, and the "
        f"backlog lasts {lasts} more:"
    )
    return said, Severity.WARNING


def _change(context: LintContext, worker: Component, wanted: float) -> str:
    if math.isinf(wanted):
        return "let fewer messages arrive"
    mix = context.traffic.operations[worker.id]
    mix = mix.scaled(wanted / mix.total)
    replicas = replicas_for(worker, mix, 1.0)
    if replicas is None:
        return no_number_helps(worker, mix, 1.0)
    return f"have {replicas} replicas instead of {most_replicas(worker)}"


RULE = Rule(
    code="CAP008",
    name="queue-never-drains",
    severity=Severity.ERROR,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    options=(BURST,),
    needs=(RATES, CAPACITY),
    silences=("CAP001",),
)
