"""Copies of data in too few zones.

Finds: A durable store that the design runs itself whose copies stand in fewer zones than there are
copies, three zones being enough. Read replicas that name the store in `copy_of` count.

Why: Copies are kept so that the data outlives what holds one of them. Two copies in one zone outlive
a disk, and go with the zone.

Bad:
    topology:
      eu-west: {zones: [eu-a, eu-b, eu-c]}
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 3, zones: [eu-a, eu-b, eu-c], calls: [db]}
      db: {kind: database, replicas: 3, zones: [eu-a, eu-b]}
    journeys:
      order: {actor: web, rate: 10/s}

Good:
    topology:
      eu-west: {zones: [eu-a, eu-b, eu-c]}
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 3, zones: [eu-a, eu-b, eu-c], calls: [db]}
      db: {kind: database, replicas: 3, zones: [eu-a, eu-b, eu-c]}
    journeys:
      order: {actor: web, rate: 10/s}

Can be wrong: Where the region has two zones and no more.

Source: AWS Well-Architected Framework, Reliability Pillar, REL10-BP01 Deploy the workload to multiple
locations
<https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_fault_isolation_multiaz_region_system.html>;
checkov, CKV2_AWS_50, Redis with failover to another zone
<https://www.checkov.io/5.Policy%20Index/terraform.html>.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.failure.provided import is_provided
from sdgen.base.findings import Severity
from sdgen.base.words import counted, named
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind, RuleOption
from sdgen.rules.support.domain_points import placed_span
from sdgen.rules.support.hosts import placed_by
from sdgen.rules.support.needs import ZONES
from sdgen.rules.support.placement import copies_of, is_own_store, zone_counts

ENOUGH = RuleOption(
    name="enough", doc="Zones that are enough for any number.", default=3, minimum=1
)


def check(context: LintContext) -> Iterator[Problem]:
    told: set[str] = set()
    for store in context.components:
        bearing = placed_by(context.design, store)
        if not is_own_store(store) or is_provided(bearing) or bearing.id in told:
            continue
        holders = (store, *context.followers[store.id])
        placed = [zone_counts(context.design, each) for each in holders]
        copies = copies_of(store) + sum(each.replicas.count for each in holders[1:])
        wanted = min(copies, context.option(ENOUGH))
        zones = tuple(dict.fromkeys(zone for counts in placed for zone in counts))
        if not all(placed) or len(zones) >= wanted:
            continue
        told.add(bearing.id)
        yield Problem(
            message=f"the {copies} copies of '{store.id}' stand in {counted(len(zones), 'zone')} "
            f"({named(zones)}); they should stand in {wanted}",
            span=placed_span(bearing),
            at=bearing.id,
            about=zones,
            help=f"place replicas in {counted(wanted - len(zones), 'further zone')}",
            journeys=context.journeys_of[store.id],
        )


RULE = Rule(
    code="REP002",
    name="copies-share-zone",
    severity=Severity.ERROR,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    options=(ENOUGH,),
    needs=(ZONES,),
    silences=("SPOF004",),
)
