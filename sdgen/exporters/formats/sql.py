"""``sql``: the data model of a design as tables of PostgreSQL or SQLite."""

from __future__ import annotations

from sdgen.analyses.facts import Facts
from sdgen.base.lack import Lack
from sdgen.exporters.exporter import Exported, Exporter, ExportOptions


def lack(facts: Facts) -> Lack | None:
    """There must be an entity that becomes a table."""
    from sdgen.exporters.sql.plan import plan_of

    design = facts.design
    if not design.data:
        return Lack(
            "it has no 'data'",
            "write 'data' with an entity, such as 'Order: {key: order_id, fields: {order_id: id, "
            "placed_at: timestamp}}'",
            design.span,
        )
    plan = plan_of(design)
    if not plan.drafts:
        entity, why = next(iter(plan.unmade.items()))
        return Lack(
            f"no entity of its 'data' becomes a table; '{entity}' does not, since {why}",
            "write the 'fields' of an entity that a database keeps, such as 'fields: {order_id: id}'",
            design.data[entity].span,
        )
    return None


def export(facts: Facts, options: ExportOptions) -> Exported:
    """The script in the dialect."""
    from sdgen.exporters.sql.dialects import dialect_of
    from sdgen.exporters.sql.script import script_of

    return Exported(*script_of(facts.design, dialect_of(options.dialect), options.mark))


EXPORTER = Exporter(
    doc="The entities of `data` as tables of SQL.",
    stem="schema",
    suffixes=("sql",),
    lack=lack,
    export=export,
    dialects=("postgresql", "sqlite"),
)
