"""``mermaid``: pictures of a design as texts that Mermaid draws, such as GitHub and GitLab do."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.facts import Facts
from sdgen.base.findings import Finding
from sdgen.base.lack import Lack
from sdgen.exporters.exporter import Exported, Exporter, ExportOptions


def lack(_: Facts) -> Lack | None:
    """Every design has a picture."""
    return None


def export(facts: Facts, options: ExportOptions) -> Exported:
    """The view as a flowchart, a sequence diagram or an entity relationship diagram."""
    from sdgen.exporters import codes
    from sdgen.exporters.losses import first_lines, further_pages, told
    from sdgen.exporters.mermaid.entities import entity_diagram, entity_losses
    from sdgen.exporters.mermaid.flowchart import flowchart, flowchart_lines, flowchart_losses
    from sdgen.exporters.mermaid.sequence import sequence_diagram, sequence_losses
    from sdgen.exporters.pictures import pictures_of
    from sdgen.notations import mermaid
    from sdgen.views.diagram import Diagram
    from sdgen.views.entities import Entities
    from sdgen.views.sequence import Sequence

    pages = pictures_of(facts, options.view)
    first, span = pages[0], facts.design.span
    links = 0
    if isinstance(first, Diagram):
        lines = flowchart(facts.design, first)
        losses = (*flowchart_losses(first), *further_pages(pages))
        links = flowchart_lines(first)
    elif isinstance(first, Sequence):
        lines, losses = sequence_diagram(first), (*sequence_losses(first),)
    else:
        data = [page for page in pages if isinstance(page, Entities)]
        lines, losses = entity_diagram(data), (*entity_losses(data),)
    lost = told(losses)
    head = map(mermaid.comment, first_lines(options.mark, "Mermaid", lost))
    text = "\n".join((*head, *lines, ""))

    def found() -> Iterator[Finding]:
        if lost:
            yield codes.not_shown("Mermaid", options.view, lost, span)
        if links > mermaid.MOST_LINES:
            most = f"{mermaid.MOST_LINES} links unless its 'maxEdges' says more"
            yield codes.too_large(f"Mermaid draws {most}; {options.view} has {links}", span)
        if len(text) > mermaid.MOST_CHARACTERS:
            most = f"{mermaid.MOST_CHARACTERS} characters unless its 'maxTextSize' says more"
            yield codes.too_large(f"Mermaid reads {most}; {options.view} has {len(text)}", span)

    return Exported(text, tuple(found()))


EXPORTER = Exporter(
    doc="Views as flowcharts, sequence and entity relationship diagrams of Mermaid.",
    suffixes=("mmd", "mermaid"),
    views=("diagrams", "overviews", "paths", "sequences", "data_models"),
    lack=lack,
    export=export,
)
