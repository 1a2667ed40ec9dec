"""Large objects inside a database.

Finds: A field that may hold 1 MiB or more (`bytes(5000000)`) of an entity that a database keeps.

Why: Large values evict small ones from the database's memory, make each backup and each copy as slow as
they are, and cost several times what an object store takes for them.

Bad:
    components:
      db: {kind: database}
    data:
      Photo: {store: db, key: photo_id, fields: {photo_id: id, content: bytes(5000000)}}

Good:
    components:
      db: {kind: database}
      photos: {kind: object_store, managed: true}
    data:
      Photo: {store: db, key: photo_id, fields: {photo_id: id, url: string(200)}}

Can be wrong: Where such values are rare and must change together with rows, in one transaction.

Source: Sears, van Ingen and Gray, To BLOB or Not To BLOB (MSR-TR-2006-45), which measured that files
do better than a database with objects over 1 MB
<https://www.microsoft.com/en-us/research/publication/to-blob-or-not-to-blob-large-object-storage-in-a-database-or-a-filesystem/>.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.findings import Severity
from sdgen.kinds import kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind, RuleOption
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity

LARGEST = RuleOption(
    name="largest-bytes",
    doc="From this many bytes on, a field is too large for a database.",
    default=1_048_576,
    minimum=1,
)


def check(context: LintContext) -> Iterator[Problem]:
    largest = context.option(LARGEST)
    for entity in context.design.data.values():
        store = context.design.components.get(entity.store or "")
        if store is None or not kind_of(store).keeps_rows:
            continue
        for field in entity.fields.values():
            if field.many or field.length is None or field.length < largest:
                continue
            size = format_quantity(field.length, Dimension.BYTES)
            bound = format_quantity(largest, Dimension.BYTES)
            yield Problem(
                message=f"field '{field.name}' of '{entity.id}' holds up to {size} in the "
                f"database '{store.id}'; from {bound} on it belongs into an object store",
                span=field.span,
                at=entity.id,
                help="keep the content in an object store and its address in the database",
                about=(store.id,),
            )


RULE = Rule(
    code="DATA004",
    name="blob-in-database",
    severity=Severity.WARNING,
    kind=RuleKind.ATTRIBUTES,
    doc=__doc__,
    check=check,
    options=(LARGEST,),
)
