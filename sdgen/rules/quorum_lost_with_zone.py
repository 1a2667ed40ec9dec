"""A majority that is lost with one zone.

Finds: Voters that stand in as many zones as they should (REP002 speaks where they do not), but so that
what is left without the fullest zone is no majority of all.

Why: Copies in three zones are there to survive the loss of one. Where one zone holds half of the votes,
losing it stops every write, and nobody expects it.

Bad:
    topology:
      eu-west: {zones: [eu-a, eu-b, eu-c]}
    components:
      shop: {kind: service, replicas: 3, zones: [eu-a, eu-b, eu-c], calls: [db]}
      db:
        kind: database
        replicas: {count: 5, need: majority}
        place: {eu-a: 3, eu-b: 1, eu-c: 1}

Good:
    topology:
      eu-west: {zones: [eu-a, eu-b, eu-c]}
    components:
      shop: {kind: service, replicas: 3, zones: [eu-a, eu-b, eu-c], calls: [db]}
      db:
        kind: database
        replicas: {count: 5, need: majority}
        place: {eu-a: 2, eu-b: 2, eu-c: 1}

Can be wrong: Where some of the replicas have no vote. Count only those that do.

Source: B. Beyer et al., Site Reliability Engineering (2016), chapter 23
<https://sre.google/sre-book/managing-critical-state/>.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.failure.provided import is_provided
from sdgen.base.findings import Severity
from sdgen.design.records import Component
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.rules.support.domain_points import placed_span
from sdgen.rules.support.needs import ZONES
from sdgen.rules.support.placement import votes, zone_counts

ENOUGH_ZONES = 3


def check(context: LintContext) -> Iterator[Problem]:
    for component in context.components:
        if is_provided(component) or not _decides(component):
            continue
        counts = zone_counts(context.design, component)
        voters = component.replicas.count
        if len(counts) < min(voters, ENOUGH_ZONES):
            continue
        zone = max(counts, key=lambda name: counts[name])
        left, majority = voters - counts[zone], voters // 2 + 1
        if left >= majority:
            continue
        most = voters - majority
        yield Problem(
            message=f"zone '{zone}' holds {counts[zone]} of the {voters} voters of "
            f"'{component.id}', so losing it leaves {left}, and a majority is {majority}",
            span=placed_span(component),
            at=component.id,
            about=(zone,),
            help=f"place at most {most} in one zone" if most > 0 else "have 3 voters in 3 zones",
            journeys=context.journeys_of[component.id],
        )


def _decides(component: Component) -> bool:
    """Whether all replicas vote on everything; with ``copies`` each piece has voters of its own."""
    replicas = component.replicas
    if replicas.count < 2 or (replicas.copies is not None and replicas.copies < replicas.count):
        return False
    most = max(replicas.need or 0, replicas.writes_need or 0)
    needs = 2 * most > replicas.count
    return votes(component) or (replicas.copies == replicas.count and needs)


RULE = Rule(
    code="REP004",
    name="quorum-lost-with-zone",
    severity=Severity.ERROR,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    needs=(ZONES,),
    silences=("SPOF002",),
)
