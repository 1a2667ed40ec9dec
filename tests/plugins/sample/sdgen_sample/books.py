"""An exporter: the ledgers of a design, a line each."""

from sdgen.analyses.facts import Facts
from sdgen.base.lack import Lack
from sdgen.exporters.exporter import Exported, Exporter, ExportOptions
from sdgen.exporters.texts import plain_line


def lack(facts: Facts) -> Lack | None:
    """There must be a ledger."""
    if any(each.kind == "ledger" for each in facts.design.components.values()):
        return None
    return Lack("it has no ledger", "write 'books: {kind: ledger}'", facts.design.span)


def export(facts: Facts, options: ExportOptions) -> Exported:
    """The mark, by which sdgen knows the file again, and a line for each ledger."""
    ledgers = (each for each in facts.design.components.values() if each.kind == "ledger")
    lines = "".join(f"{each.id}: {plain_line(each.name)}\n" for each in ledgers)
    return Exported(f"# {options.mark}\n{lines}")


EXPORTER = Exporter(
    doc="The ledgers of a design.",
    stem="books",
    suffixes=("txt",),
    lack=lack,
    export=export,
)
