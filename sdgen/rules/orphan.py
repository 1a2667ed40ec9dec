"""A component that no journey and no call reaches.

Finds: A component that nothing calls, where no journey starts. Where requests begin (clients,
schedulers, external systems, workers that fetch their jobs, and in a design without journeys whatever
calls others) and what stands beside the system (monitoring) is no orphan as long as it calls
something; nor is what another component names as its `dead_letter` or copies from.

Why: It is in every picture and on every bill, and nobody can say what it is for. Often a call was
forgotten, and then load, availability and cut sets are wrong.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2}
      old-shop: {kind: service, replicas: 2}

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, calls: [old-shop]}
      old-shop: {kind: service, replicas: 2}

Can be wrong: In an inventory that is not yet wired up. A design without any call has no orphans.

Source: Structurizr, workspace inspections <https://docs.structurizr.com/workspaces/inspections>.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.findings import Severity
from sdgen.base.words import counted
from sdgen.kinds import Role, kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind


def check(context: LintContext) -> Iterator[Problem]:
    if not context.calls:
        return
    named = {
        value
        for component in context.components
        for key in ("dead_letter", "copy_of")
        if isinstance(value := component.properties.get(key), str)
    }
    named |= {each.runs_on for each in context.components}
    for component in context.components:
        kind = kind_of(component)
        # who begins is for journeys to say; without them, what calls others may
        calls = any(call.target != component.id for call in context.calls_from[component.id])
        begins = calls and (kind.begins or not context.journeys)
        copies = "copy_of" in component.properties
        if begins or copies or kind.role is Role.MONITOR or component.id in named:
            continue
        if context.journeys_of[component.id] or _called(context, component.id):
            continue
        made = sum(call.target != component.id for call in context.calls_from[component.id])
        though = f", though it makes {counted(made, 'call')}" if made else ""
        yield Problem(
            message=f"no journey passes through '{component.id}', and nothing calls it{though}",
            span=component.span,
            at=component.id,
            help=f"add '{component.id}' to the 'calls' of what uses it, or leave it out",
        )


def _called(context: LintContext, component: str) -> bool:
    return any(call.source != component for call in context.calls_to[component])


RULE = Rule(
    code="DOC001",
    name="orphan",
    severity=Severity.WARNING,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
)
