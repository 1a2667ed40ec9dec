"""Redundancy that one event takes away whole.

Finds: Two or more replicas that all stand in one zone or rack, or that get each new version at once
(`deployment: all-at-once`); alternatives of a call that all stand in one zone or rack, or that all
need the same component. What breaks a journey by itself (SPOF001, SPOF002) is left to those rules, and
so is what lies behind alternatives that all pass requests on, such as the origin of two CDNs: one of
them alone would need it as much.

Why: Redundancy counts only against what does not hit both. Two replicas in one rack are one power
supply, and a cache that needs the database to answer is no alternative to the database.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop:
        kind: service
        replicas: 2
        calls:
          - any_of: [quick, slow]
      quick: {kind: service, replicas: 2, calls: [prices]}
      slow: {kind: service, replicas: 2, calls: [prices]}
      prices: {kind: database, replicas: 3}
    journeys:
      order: {actor: web, rate: 10/s}

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop:
        kind: service
        replicas: 2
        calls:
          - any_of: [quick, slow]
      quick: {kind: service, replicas: 2, calls: [offers]}
      slow: {kind: service, replicas: 2, calls: [prices]}
      offers: {kind: database, replicas: 3}
      prices: {kind: database, replicas: 3}
    journeys:
      order: {actor: web, rate: 10/s}

Can be wrong: Where what is shared is far more reliable than what is doubled, as a provider's identity
service may be.

Source: kube-score, check `deployment-has-host-podantiaffinity`
<https://github.com/zegl/kube-score/blob/master/README_CHECKS.md>; E. Zhai et al., Heading Off
Correlated Failures through Independence-as-a-Service (OSDI 2014).
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.failure.point import PointKind
from sdgen.analyses.failure.provided import is_provided
from sdgen.base.findings import Severity
from sdgen.base.words import counted, named
from sdgen.design.records import CallGroup, Component
from sdgen.kinds import Role, kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.rules.support.domain_points import placed_span
from sdgen.rules.support.journeys import journeys_asked
from sdgen.rules.support.placement import shared_domain

PASSING_ON = (Role.EDGE, Role.BALANCER)
"""Roles that pass requests on to what answers them."""


def check(context: LintContext) -> Iterator[Problem]:
    for component in context.components:
        if component.replicas.count > 1 and not component.runs_on and not is_provided(component):
            yield from _replicas(context, component)
    groups = [
        (component, group)
        for component in context.components
        for group in component.calls
        if len(group.calls) > group.need
        and all(call.target in context.design.components for call in group.calls)
    ]
    if groups:
        known = _known_points(context)
        lost = _lost_with(context)
        for component, group in groups:
            yield from _alternatives(context, component, group, known, lost)


def _replicas(context: LintContext, component: Component) -> Iterator[Problem]:
    count = component.replicas.count
    domain = shared_domain(context.design, [component])
    if domain is not None and not _never_fails(context, domain):
        level = context.design.domains[domain].level
        yield Problem(
            message=f"all {count} replicas of '{component.id}' stand in {level} '{domain}', "
            f"so 1 event takes them all",
            span=placed_span(component),
            at=component.id,
            about=(domain,),
            help=f"place them in at least 2 {level}s",
            journeys=context.journeys_of[component.id],
        )
    if component.properties.get("deployment") == "all-at-once":
        yield Problem(
            message=f"all {count} replicas of '{component.id}' get each new version at once, "
            f"so 1 bad version takes them all",
            span=component.span_of("deployment"),
            at=component.id,
            help="write 'deployment: rolling', 'canary' or 'blue-green'",
            journeys=context.journeys_of[component.id],
        )


def _alternatives(
    context: LintContext,
    component: Component,
    group: CallGroup,
    known: set[str],
    lost: dict[str, int],
) -> Iterator[Problem]:
    from sdgen.analyses.reliability.states import more_than

    targets = tuple(call.target for call in group.calls)
    spare = len(targets) - group.need
    mask = more_than(spare, [lost[target] for target in targets])
    names = (each.id for bit, each in enumerate(context.components) if mask >> bit & 1)
    members = [context.design.components[name] for name in targets]
    # those that pass requests on are there in the place of each other, not of what lies behind them
    answer = not all(kind_of(each).role in PASSING_ON for each in members)
    shared = [name for name in names if answer and name not in known]
    domain = shared_domain(context.design, members)
    if domain is not None and domain not in known and not _never_fails(context, domain):
        level = context.design.domains[domain].level
        what = f"all stand in {level} '{domain}'"
        change = f"place one of them in another {level}"
    elif shared:
        what = f"cannot do without {named(shared)}"
        change = "let one of them answer without it, or make its call optional"
    else:
        return
    yield Problem(
        message=f"the {counted(len(targets), 'alternative')} of '{component.id}' "
        f"({named(targets)}) {what}, so 1 event takes them all",
        span=group.span,
        at=component.id,
        about=tuple(call.id for call in group.calls),
        help=change,
        journeys=context.journeys_of[component.id],
    )


def _never_fails(context: LintContext, domain: str) -> bool:
    """Whether the design says that a domain is never lost."""
    availability = context.design.domains[domain].availability
    return availability is not None and availability.value >= 1.0


def _known_points(context: LintContext) -> set[str]:
    """Components and zones that other rules name as single points of failure."""
    points = [p for each in journeys_asked(context) for p in context.points_of_failure(each.id)]
    points = [point for point in points if not point.only_overloads]
    own = {p.component for p in points if p.kind in (PointKind.INSTANCE, PointKind.PARTIAL)}
    return own | {p.event for p in points if p.kind is PointKind.ZONE}


def _lost_with(context: LintContext) -> dict[str, int]:
    """For each component, the components whose loss, alone and whole, takes it down: bit n stands
    for the n-th of the design."""
    from sdgen.analyses.failure.logic import requirements_of
    from sdgen.analyses.reliability.failure_model import FailureModel, OwnPart
    from sdgen.analyses.reliability.states import components_down
    from sdgen.analyses.traffic.journey_calls import all_calls

    calls = all_calls(context.design)
    names = calls.components
    own_parts = tuple(OwnPart(common=(name,)) for name in names)
    model = FailureModel(names, own_parts, requirements_of(calls), (), dict.fromkeys(names, 0.0))
    masks = {name: 1 << bit for bit, name in enumerate(names)}
    return dict(zip(names, components_down(model, masks), strict=True))


RULE = Rule(
    code="SPOF004",
    name="shared-fate",
    severity=Severity.WARNING,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
)
