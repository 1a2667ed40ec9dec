"""Replicas that nothing spreads requests over.

Finds: A service, function, model or identity provider that the design runs itself with 2 or more
replicas, called synchronously on a way from a client on which nothing balances: no load balancer, API
gateway, CDN, and no proxy of a provider.

Why: Without something that chooses, a caller knows one address. The second replica then stands idle,
and the loss of the first is an outage although there is a second.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 3}

Good:
    components:
      web: {kind: client, calls: [lb]}
      lb: {kind: load_balancer, replicas: 2, calls: [shop]}
      shop: {kind: service, replicas: 3}

Can be wrong: Where the clients choose among addresses themselves, or DNS answers with those that are
healthy and the design does not say so. Behind the first balancer it is taken that services find each
other; `strict` asks for a balancer, or gRPC, in front of each.

Source: AWS Well-Architected Framework, Performance Efficiency Pillar, PERF04-BP04 Use load balancing
to distribute traffic across multiple resources
<https://docs.aws.amazon.com/wellarchitected/latest/framework/perf_networking_load_balancing_distribute_traffic.html>.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.balancing import balances, is_spread, reached_bare
from sdgen.base.findings import Severity
from sdgen.base.words import by_number, named
from sdgen.design.records import Call
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind, RuleOption
from sdgen.rules.support.wording import most_in_words, replicas_span

STRICT = RuleOption(
    name="strict",
    doc="Whether each service needs a balancer of its own, also behind the first.",
    default=False,
)


def check(context: LintContext) -> Iterator[Problem]:
    bare = reached_bare(context.design)
    strict = context.option(STRICT)
    for component in context.components:
        if not is_spread(component):
            continue
        callers = tuple(
            dict.fromkeys(
                call.source
                for call in context.calls_to[component.id]
                if _asks(context, call)
                and (call.source in bare or (strict and not _balances_itself(call)))
            )
        )
        if not callers:
            continue
        yield Problem(
            message=f"{named(callers)} {by_number(len(callers), 'calls', 'call')} the "
            f"{most_in_words(component)} of '{component.id}', and nothing on the way balances",
            span=replicas_span(component),
            at=component.id,
            help=f"put a component of kind 'load_balancer' in front of '{component.id}'",
            about=callers,
            journeys=context.journeys_of[component.id],
        )


def _asks(context: LintContext, call: Call) -> bool:
    """Whether somebody waits for the answer, and the caller does not spread its calls."""
    return not call.asynchronous and not balances(context.design.components[call.source])


def _balances_itself(call: Call) -> bool:
    return call.protocol.casefold() in ("grpc", "mesh", "service mesh")


RULE = Rule(
    code="COPY002",
    name="missing-load-balancer",
    severity=Severity.ERROR,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    options=(STRICT,),
)
