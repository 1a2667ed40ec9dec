"""``openapi``: the interface of a design as OpenAPI 3.1, in YAML or JSON."""

from __future__ import annotations

from sdgen.analyses.facts import Facts
from sdgen.base.gate import for_json
from sdgen.base.lack import Lack
from sdgen.exporters.exporter import Exported, Exporter, ExportOptions


def lack(facts: Facts) -> Lack | None:
    """There must be an operation that a request of HTTP makes."""
    from sdgen.exporters.openapi.routes import has_request

    design = facts.design
    if not design.api:
        return Lack(
            "it has no 'api'",
            "write 'api' with an operation, such as 'list_orders: {http: GET /v1/orders, "
            "returns: string[]}'",
            design.span,
        )
    if not any(map(has_request, design.api.values())):
        first = next(iter(design.api.values()))
        return Lack(
            "no operation of its 'api' has a method and a path of HTTP",
            f"write for example 'http: GET /v1/orders' under '{first.id}'",
            first.span,
        )
    return None


def export(facts: Facts, options: ExportOptions) -> Exported:
    """The document in YAML, or in JSON where the suffix says so."""
    from sdgen.exporters.openapi.document import document_of
    from sdgen.parse.write import write

    document, findings = document_of(facts.design)
    if not document:
        return Exported("", findings)
    if options.suffix == "json":
        return Exported(
            for_json({"x-made-by": options.mark, **document}, indent=2) + "\n", findings
        )
    return Exported(f"# {options.mark}\n{write(document)}", findings)


EXPORTER = Exporter(
    doc="The operations of `api` as OpenAPI 3.1.",
    stem="openapi",
    suffixes=("yaml", "json"),
    lack=lack,
    export=export,
)
