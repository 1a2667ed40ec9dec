"""State that is kept inside the instances of a replicated service.

Finds: A component with 2 or more replicas that keeps sessions in its instances (`sessions: local`) or
says that it is not stateless (`stateless: false`). Stores are there to keep state and do not count.

Why: A user whose instance is lost, restarted or scaled away loses the session, and requests have to
return to one instance, so load cannot be spread evenly.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 3, sessions: local}

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 3, sessions: shared, calls: [sessions]}
      sessions: {kind: cache, technology: Redis}

Can be wrong: Where what is lost with an instance costs nobody anything, or where the instances
replicate the state among themselves.

Source: AWS Well-Architected, REL05-BP06 Make systems stateless where possible
<https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_mitigate_interaction_failure_stateless.html>.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.replication import most_replicas
from sdgen.base.findings import Severity
from sdgen.kinds import kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.rules.support.wording import most_in_words


def check(context: LintContext) -> Iterator[Problem]:
    for component in context.components:
        if most_replicas(component) < 2 or kind_of(component).keeps_data:
            continue
        local = component.properties.get("sessions") == "local"
        if not local and component.properties.get("stateless") is not False:
            continue
        key = "sessions" if local else "stateless"
        what = "sessions" if local else "state"
        yield Problem(
            message=f"'{component.id}' keeps {what} inside its {most_in_words(component)}: "
            f"what 1 of them holds is lost with it",
            span=component.span_of(key),
            at=component.id,
            help="keep it in a store that all replicas share ('sessions: shared'), or in the client",
            journeys=context.journeys_of[component.id],
        )


RULE = Rule(
    code="COPY004",
    name="local-session-state",
    severity=Severity.WARNING,
    kind=RuleKind.ATTRIBUTES,
    doc=__doc__,
    check=check,
)
