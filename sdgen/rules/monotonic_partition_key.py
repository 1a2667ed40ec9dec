"""A partition key that only grows.

Finds: An entity that is partitioned by times or sequence numbers alone.

Why: All new rows then go to one partition, the newest: one machine takes every write while the others
idle, however many there are.

Bad:
    components:
      db: {kind: database}
    data:
      Click:
        store: db
        key: click_id
        partition_by: created_at
        fields: {click_id: id, user_id: id, created_at: timestamp}

Good:
    components:
      db: {kind: database}
    data:
      Click:
        store: db
        key: click_id
        partition_by: [user_id, created_at]
        fields: {click_id: id, user_id: id, created_at: timestamp}

Can be wrong: Where the store spreads rows by a hash of the key, or where whole partitions of old rows
are dropped and one machine carries all writes.

Source: Designing Data-Intensive Applications, chapter 6, Partitioning by Key Range
<https://dataintensive.net/>.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.findings import Severity
from sdgen.base.words import by_number, counted, named
from sdgen.design.records import Entity
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind

GROWING_TYPES = frozenset(
    {
        "autoincrement",
        "bigserial",
        "date",
        "datetime",
        "instant",
        "sequence",
        "serial",
        "time",
        "timestamp",
        "timestamptz",
    }
)
GROWING_NAMES = frozenset({"created_at", "date", "datetime", "time", "timestamp", "updated_at"})
"""What tells a time where an entity gives no types."""


def check(context: LintContext) -> Iterator[Problem]:
    for entity in context.design.data.values():
        if not entity.partition_by:
            continue
        if not all(_grows(entity, name) for name in entity.partition_by):
            continue
        yield Problem(
            message=f"entity '{entity.id}' is partitioned by {named(entity.partition_by)} alone, "
            f"which only {by_number(len(entity.partition_by), 'grows', 'grow')}: "
            f"{counted(1, 'partition')} takes every write",
            span=entity.span_of("partition_by"),
            at=entity.id,
            help="put a field that spreads in front, such as the id of a user",
            about=(entity.store,) if entity.store else (),
        )


def _grows(entity: Entity, name: str) -> bool:
    field = entity.fields.get(name)
    return name in GROWING_NAMES if field is None else field.type.lower() in GROWING_TYPES


RULE = Rule(
    code="DATA002",
    name="monotonic-partition-key",
    severity=Severity.WARNING,
    kind=RuleKind.ATTRIBUTES,
    doc=__doc__,
    check=check,
)
