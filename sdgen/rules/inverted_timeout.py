"""A caller that gives up before its callee does.

Finds: A call whose timeout is shorter than what the callee may spend on one of its own calls: the
timeout of that call for each of its attempts. Where the journeys that make the call give steps, only what
follows it in one of them counts: behind a shared balancer or gateway nobody waits for what others ask for.

Why: The caller has gone, and the callee works on for nobody. If the caller repeats, it does so while
the first attempt still runs, and the load doubles.

Bad:
    components:
      lb: {kind: load_balancer, replicas: 2, calls: [shop: {timeout: 1s}]}
      shop: {kind: service, replicas: 2, calls: [db: {timeout: 500ms, retries: 2}]}
      db: {kind: database, replicas: 3}

Good:
    components:
      lb: {kind: load_balancer, replicas: 2, calls: [shop: {timeout: 2s}]}
      shop: {kind: service, replicas: 2, calls: [db: {timeout: 500ms, retries: 2}]}
      db: {kind: database, replicas: 3}

Can be wrong: Where the deadline of the caller travels with the request, so that the callee stops too.

Source: AWS Well-Architected Framework, Reliability Pillar, REL05-BP05 Set client timeouts
<https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_mitigate_interaction_failure_client_timeouts.html>.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.findings import Severity
from sdgen.base.words import counted
from sdgen.design.records import Call
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.rules.support.chains import Chains


def check(context: LintContext) -> Iterator[Problem]:
    chains: Chains | None = None
    for call in context.calls:
        if call.timeout is None or call.asynchronous:
            continue
        below = [(each, _longest(each)) for each in context.calls_from[call.target]]
        slow = [(each, most) for each, most in below if most > call.timeout.value * (1 + 1e-9)]
        if slow:
            chains = chains or Chains(context)
            slow = [(each, most) for each, most in slow if chains.may_follow(each, call)]
        if not slow:
            continue
        worst, most = max(slow, key=lambda pair: pair[1])
        assert worst.timeout is not None, "without one it has no longest time"
        attempts = (worst.retries or 0) + 1
        limit = format_quantity(call.timeout.value, Dimension.DURATION)
        each = format_quantity(worst.timeout.value, Dimension.DURATION)
        longest = format_quantity(most, Dimension.DURATION)
        yield Problem(
            message=f"'{call.source}' gives up on '{call.target}' after {limit}, which may try "
            f"'{worst.target}' for {longest} ({counted(attempts, 'attempt')} of {each})",
            span=call.span_of("timeout"),
            at=call.source,
            help=f"wait for more than {longest}, or shorten the timeout of the call to "
            f"'{worst.target}'",
            about=(call.id, worst.id),
            journeys=tuple(
                name
                for name in context.journeys_of[call.source]
                if name in context.journeys_of[call.target]
            ),
        )


def _longest(call: Call) -> float:
    """Seconds that all attempts may take; 0 where it is unknown or nobody waits."""
    if call.timeout is None or call.asynchronous:
        return 0.0
    return call.timeout.value * ((call.retries or 0) + 1)


RULE = Rule(
    code="CAP010",
    name="inverted-timeout",
    severity=Severity.WARNING,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
)
