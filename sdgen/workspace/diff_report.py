"""What came of comparing designs, in one of the formats of ``sdgen diff``."""

from __future__ import annotations

from sdgen.base.gate import for_json
from sdgen.base.words import counted
from sdgen.blocks import Page, Paragraph
from sdgen.report.change import NO_CHANGE, change_page, side_page
from sdgen.report.change_comment import Compared, change_comment
from sdgen.report.change_json import change_data, finding_data
from sdgen.report.writers import DATA, write_pages
from sdgen.workspace.diff import ComparedDesign, DiffResult

MARKDOWN = "markdown"


def diff_report(result: DiffResult, format: str, links: str = "") -> str:
    """The report: as Markdown the comment of a pull request, whose places are links below ``links``."""
    if format == DATA:
        return for_json({"designs": [_data(each) for each in result.designs]}, indent=2) + "\n"
    if format == MARKDOWN:
        return change_comment([_for_comment(each) for each in result.designs], result.asked, links)
    changed = [each for each in result.designs if each.changed]
    pages = [_page(each) for each in changed if each.readable]
    left = len(result.designs) - len(changed)
    if not result.designs:
        pages.append(Page("", (Paragraph("No design has changed."),)))
    elif not changed:
        says = NO_CHANGE if result.is_pair else "No design has changed."
        pages.append(Page("", (Paragraph(says),)))
    elif left:
        pages.append(Page("", (Paragraph(f"{counted(left, 'design')} without a change."),)))
    return write_pages(format, pages)


def _page(design: ComparedDesign) -> Page:
    if design.errors:
        return side_page(design.comparison)
    return change_page(design.comparison, design.verdict)


def _for_comment(design: ComparedDesign) -> Compared:
    from sdgen.exporters.mermaid.change import change_flowchart, changed_and_left_out

    return Compared(
        design.comparison,
        change_flowchart(design.comparison),
        design.file,
        design.sides,
        design.verdict,
        design.errors,
        changed_and_left_out(design.comparison),
    )


def _data(design: ComparedDesign) -> dict[str, object]:
    head = {"file": design.file, "old": design.old or None, "new": design.new or None}
    errors = [finding_data(each) for each in design.errors]
    data = {**head, "errors": errors, **change_data(design.comparison)}
    return {**data, "verdict": design.verdict} if design.verdict else data
