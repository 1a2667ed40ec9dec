"""A service with too few replicas.

Finds: A component that runs code or passes requests on, is not managed, and has fewer than 2 replicas;
fewer than 3 where a journey that needs it asks for 99.99% or more. A component without `replicas`
counts as one, one that autoscales as the fewest that are left (`min`); one that is said never to fail
needs no second.

Why: With one replica every crash, every deploy and every reboot is an outage. With two, the loss of one
during a deploy of the other still is, and four nines leave 52 minutes a year.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 1}

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2}

Can be wrong: Where one instance is enough because nobody waits for it, or where a platform restarts it
within the objective.

Source: kube-linter, check `minimum-three-replicas`, which asks for three
<https://docs.kubelinter.io/#/generated/checks?id=minimum-three-replicas>.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdgen.analyses.failure.provided import is_provided, never_fails
from sdgen.analyses.replication import FEWEST_REPLICAS, FEWEST_STRICT_REPLICAS, STRICT_FROM
from sdgen.base.findings import Finding, Severity
from sdgen.base.words import by_number, counted, named
from sdgen.design.hosts import bearer
from sdgen.kinds import kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Line, Problem, Rule, RuleKind, RuleOption
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.rules.support.not_said import places
from sdgen.rules.support.wording import count_of, replicas_span, said_so

FEWEST = RuleOption(
    name="fewest", doc="Replicas that every service has.", default=FEWEST_REPLICAS, minimum=1
)
FEWEST_STRICT = RuleOption(
    name="fewest-strict",
    doc="Replicas where the objective is strict.",
    default=FEWEST_STRICT_REPLICAS,
    minimum=1,
)
STRICT = RuleOption(
    name="strict-from",
    doc="The availability objective, as a ratio, from which on it is strict.",
    default=STRICT_FROM,
    minimum=0.0,
    maximum=1.0,
)


def check(context: LintContext) -> Iterator[Problem]:
    told: set[str] = set()
    for component in context.components:
        host = bearer(context.design, component)
        own = kind_of(component).replicated and not is_provided(host) and host.id not in told
        if not own or never_fails(host):
            continue
        objective, journey = context.availability_objectives.get(component.id, (0.0, ""))
        strict = objective >= context.option(STRICT)
        fewest = context.option(FEWEST_STRICT if strict else FEWEST)
        count = component.replicas.count
        if count >= fewest:
            continue
        told.add(host.id)
        asks = format_quantity(objective, Dimension.RATIO)
        because = f", since '{journey}' asks for {asks}" if strict else ""
        on = f" of '{host.id}' under it" if host is not component else ""
        yield Problem(
            message=f"'{component.id}' has {counted(count, 'replica')}{on}{said_so(component)}; "
            f"it should have at least {fewest}{because}",
            span=replicas_span(host),
            at=host.id,
            help=f"write '{count_of(host, fewest)}', or 'managed: true' if a provider runs it",
            journeys=context.journeys_of[component.id],
            not_said=not host.replicas.given,
            lacks=() if host.replicas.given else (host.id,),
        )


def _line(parts: Sequence[Finding]) -> Line:
    ids = places(parts)
    number = len(ids)
    return Line(
        f"{counted(number, 'component')} {by_number(number, 'gives', 'give')} no 'replicas', which "
        f"counts as 1: {named(ids)}",
        "write how many each has, or 'managed: true' where a provider runs it; 'defaults: {kinds: "
        "{service: {replicas: 2}}}' says it for all of a kind",
    )


RULE = Rule(
    code="COPY001",
    name="too-few-replicas",
    severity=Severity.ERROR,
    kind=RuleKind.ATTRIBUTES,
    doc=__doc__,
    check=check,
    options=(FEWEST, FEWEST_STRICT, STRICT),
    asks=True,
    line=_line,
)
