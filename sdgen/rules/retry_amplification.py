"""Retries that multiply along a path.

Finds: A path of synchronous calls on which one request becomes more than 9 attempts at its end: the
product of `retries` + 1 of each call.

Why: When the last component is slow, every layer above repeats its calls, and each repetition is
repeated below. Three layers with two retries turn one request into 27, at the worst moment.

Bad:
    components:
      web: {kind: client, calls: [shop: {retries: 2}]}
      shop: {kind: service, replicas: 2, calls: [prices: {retries: 2}]}
      prices: {kind: service, replicas: 2, calls: [db: {retries: 2}]}
      db: {kind: database, replicas: 3}

Good:
    components:
      web: {kind: client, calls: [shop: {retries: 2}]}
      shop: {kind: service, replicas: 2, calls: [prices]}
      prices: {kind: service, replicas: 2, calls: [db: {retries: 2}]}
      db: {kind: database, replicas: 3}

Can be wrong: Where retries have a budget, or a caller does not repeat what its callee has given up.

Source: B. Beyer et al., Site Reliability Engineering (2016), chapter 21, Deciding to Retry
<https://sre.google/sre-book/handling-overload/>.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sdgen.analyses.reliability.components import strong_components
from sdgen.base.findings import Severity
from sdgen.design.records import Call
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind, RuleOption

MOST = RuleOption(name="most", doc="Attempts that one request may become.", default=9, minimum=1)


def check(context: LintContext) -> Iterator[Problem]:
    most = context.option(MOST)
    attempts, first = _attempts(context)
    for call in context.calls:
        total = attempts[call.target]
        if first.get(call.target) is not call or total <= most or attempts[call.source] > most:
            continue
        path = _path(first, call)
        factors = " x ".join(str(_tries(each)) for each in path)
        yield Problem(
            message=f"1 request becomes up to {total} attempts at '{call.target}' "
            f"({factors}), over {most}: {_names(path)}",
            span=call.span_of("retries"),
            at=call.source,
            help="retry in one layer only, the one next to what fails, and with a budget",
            about=(call.target, *(each.id for each in path)),
            journeys=tuple(
                name
                for name in context.journeys_of[call.target]
                if name in context.journeys_of[call.source]
            ),
        )


def _tries(call: Call) -> int:
    return (call.retries or 0) + 1


def _attempts(context: LintContext) -> tuple[dict[str, int], dict[str, Call]]:
    """For each component the most attempts that one request becomes there, and the last call on
    the way on which it does. Calls within a cycle are not followed: there is no end to them."""
    names = list(context.design.components)
    number = {name: at for at, name in enumerate(names)}
    calls = {
        name: [call for call in context.calls_from[name] if not call.asynchronous] for name in names
    }
    cycles = strong_components([[number[c.target] for c in calls[name]] for name in names])
    group = {names[member]: at for at, members in enumerate(cycles) for member in members}
    attempts = dict.fromkeys(names, 1)
    last: dict[str, Call] = {}
    # what is called comes first in the list of cycles, so callers are taken from its end
    for members in reversed(cycles):
        for member in members:
            for call in calls[names[member]]:
                total = attempts[call.source] * _tries(call)
                if group[call.source] != group[call.target] and total > attempts[call.target]:
                    attempts[call.target] = total
                    last[call.target] = call
    return attempts, last


def _path(last: Mapping[str, Call], call: Call) -> tuple[Call, ...]:
    path = [call]
    while path[0].source in last:
        path.insert(0, last[path[0].source])
    return tuple(path)


def _names(path: tuple[Call, ...]) -> str:
    return " -> ".join([path[0].source, *(call.target for call in path)])


RULE = Rule(
    code="CAP009",
    name="retry-amplification",
    severity=Severity.WARNING,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    options=(MOST,),
)
