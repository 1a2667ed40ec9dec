"""Messages that arrive faster than they are worked off.

Finds: What takes messages from a queue or stream and carries no more than arrives on average; or, where
the queue says `max_age`, falls so far behind at the peak that messages are older than that when they
are taken (the peak counted as an hour: `burst-minutes`).

Why: Such a queue grows until it is full or its messages are too old to matter. It hides an overload
for hours, and then loses what it was there to keep.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 4, calls: [mails: {async: true}]}
      mails: {kind: queue, replicas: 3, calls: [mailer: {async: true}]}
      mailer: {kind: worker, replicas: 4, capacity: 20/s}
    journeys:
      order: {actor: web, rate: 100/s}

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 4, calls: [mails: {async: true}]}
      mails: {kind: queue, replicas: 3, calls: [mailer: {async: true}]}
      mailer: {kind: worker, replicas: 8, capacity: 20/s}
    journeys:
      order: {actor: web, rate: 100/s}

Can be wrong: Where workers are added as the queue grows. Write the most that there will be.

Source: AWS Well-Architected Framework, Reliability Pillar, REL05-BP04 Fail fast and limit queues
<https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_mitigate_interaction_failure_fail_fast.html>.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from sdgen.analyses.traffic.flow import total_capacity
from sdgen.base.findings import Severity
from sdgen.base.words import named
from sdgen.design.records import Component
from sdgen.kinds import kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind, RuleOption
from sdgen.quantity import Dimension, Quantity, format_quantity
from sdgen.rules.support.needs import CAPACITY, RATES
from sdgen.rules.support.wording import replicas_span

BURST = RuleOption(
    name="burst-minutes", doc="Minutes that a peak is counted as.", default=60.0, minimum=0.0
)
SPARE = 0.7
"""How busy the suggested number of workers is on average."""


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
        drain = total_capacity(worker)
        if not queues or load is None or drain is None or kind_of(worker).holds_messages:
            continue
        per_second = format_quantity(drain, Dimension.RATE)
        if load.average >= drain:
            average = format_quantity(load.average, Dimension.RATE)
            message = (
                f"{named(queues)} never drains: {average} arrive at '{worker.id}' on average, "
            )
            message += f"which works off {per_second}"
        else:
            late = _late(context, queues, load.peak / drain)
            if late is None:
                continue
            message = f"{late[0]} at '{worker.id}', which works off {per_second} of "
            message += f"{format_quantity(load.peak, Dimension.RATE)} at the peak: over {late[1]}"
        yield Problem(
            message=message,
            span=replicas_span(worker),
            at=worker.id,
            about=queues,
            help=_change(worker, max(load.average / SPARE, load.peak)),
            journeys=context.journeys_of[worker.id],
        )


def _late(context: LintContext, queues: tuple[str, ...], busy: float) -> tuple[str, str] | None:
    """How old messages become by the end of a peak, where that is too old, and the limit."""
    seconds = (busy - 1.0) * context.option(BURST) * 60.0
    for name in queues:
        limit = context.design.components[name].properties.get("max_age")
        if isinstance(limit, Quantity) and seconds > limit.value:
            age = format_quantity(seconds, Dimension.DURATION)
            most = format_quantity(limit.value, Dimension.DURATION)
            return f"messages of '{name}' become {age} old in a peak", f"its 'max_age' of {most}"
    return None


def _change(worker: Component, wanted: float) -> str:
    assert worker.capacity is not None, "its drain is known"
    if math.isinf(wanted):
        return "let fewer messages arrive"
    replicas = math.ceil(wanted / worker.capacity.value - 1e-9)
    return f"have {replicas} replicas instead of {worker.replicas.count}"


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
