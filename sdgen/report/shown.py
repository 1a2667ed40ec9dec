"""What notebooks show: reports and findings as tables."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from sdgen.base.brief import show_as_page
from sdgen.base.findings import Finding, totals
from sdgen.blocks import Page, Paragraph, Table
from sdgen.design.calls import calls_from
from sdgen.report.writers.html import fragment

if TYPE_CHECKING:
    from sdgen.design.records import Design

MOST_ROWS = 200
"""Findings of a table: nobody reads more of them in a notebook."""


class Findings(tuple[Finding, ...]):
    """Findings, by place; a notebook shows them as a table."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return findings_html(self)


def findings_html(findings: Iterable[Finding]) -> str:
    """A table of findings, and how many there are of each severity."""
    every = tuple(findings)
    rows = tuple(
        (str(each.span), each.severity.value, each.code, each.message, each.help)
        for each in every[:MOST_ROWS]
    )
    told = Paragraph(totals(every))
    if not rows:
        return fragment(Page("", (told,)))
    header = ("place", "severity", "code", "finding", "help")
    left = len(every) - len(rows)
    table = Table(header, rows, more=left, text_columns=tuple(range(len(header))))
    return fragment(Page("", (table, told)))


def design_html(design: Design) -> str:
    """The components of a design."""
    rows = tuple(
        (
            each.id,
            each.kind,
            str(each.replicas.count),
            ", ".join(dict.fromkeys(call.target for call in calls_from(each))),
        )
        for each in design.components.values()
    )
    header = ("component", "kind", "replicas", "calls")
    return fragment(Page(design.name, (Table(header, rows, text_columns=(0, 1, 3)),)))


@cache
def teach_notebooks() -> None:
    """Say how the records of the analyses, which stand below reports, are shown."""
    from sdgen.analyses.analysis import Analysis
    from sdgen.analyses.estimate import Estimate
    from sdgen.diff.comparison import Comparison

    def analysis(found: Analysis) -> str:
        from sdgen.report.analysis import analysis_page

        return fragment(analysis_page(found))

    def estimate(found: Estimate) -> str:
        from sdgen.report.estimate import estimate_page

        return fragment(estimate_page(found))

    def comparison(found: Comparison) -> str:
        from sdgen.report.change import change_page

        return fragment(change_page(found))

    show_as_page(Analysis, analysis)
    show_as_page(Comparison, comparison)
    show_as_page(Estimate, estimate)
