"""``sdgen doc``: the design document, in the eight steps in which systems are designed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sdgen.base.words import joined
from sdgen.cli import candidates, status
from sdgen.cli.group import open_workspace, verb
from sdgen.cli.paths import config_option, isolated_option, named_or_default
from sdgen.cli.reports import FormatChoice
from sdgen.workspace.document_options import DEFAULT_TEMPLATE, forms, templates

if TYPE_CHECKING:
    from sdgen.workspace.document import DocumentedDesign, DocumentResult
    from sdgen.workspace.inputs import Inputs


@verb(
    "doc",
    {
        status.OK: "when all is written",
        status.FINDINGS: "when --check finds a file missing or stale, or --strict an open question",
        status.UNUSABLE: "when a design has errors or cannot be read, a document cannot be written "
        "or would take the place of a file that sdgen has not made, or pdf is asked for without its "
        "extra",
    },
)
@click.argument("files", nargs=-1, metavar="[FILES...]", shell_complete=candidates.paths)
@click.option(
    "-f",
    "--format",
    "forms",
    multiple=True,
    type=FormatChoice(forms()),
    help=f"Repeatable. Default: {forms()[0]}. pdf needs the extra 'pdf'.",
)
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    shell_complete=candidates.files,
    help="A folder, where OUT/DESIGN/design.md and the pictures that it links are written; or a "
    "file for one document, whose suffix picks the format and whose pictures lie in a folder of its "
    "name; or - for standard output. Default: what the configuration says, else out.",
)
@click.option(
    "--template",
    metavar="TEMPLATE",
    shell_complete=candidates.templates,
    default=DEFAULT_TEMPLATE,
    show_default=True,
    help=f"{joined(templates())}: the eight steps of a design, or a short proposal (rfc); or a "
    "template of your own, a file NAME.md.j2 or NAME.html.j2, which needs the extra 'templates'.",
)
@click.option(
    "--adr",
    default="",
    metavar="FOLDER",
    shell_complete=candidates.folders,
    help="Write a file for each decision there too, in the form of MADR: 0001-DECISION.md. A file "
    "keeps its number; none is removed.",
)
@click.option(
    "--strict", is_flag=True, help="Exit 1 and name each question that the design leaves open."
)
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing; exit 1 and name each file that is missing or not what would be written now.",
)
@click.option("--force", is_flag=True, help="Write over files that sdgen has not made.")
@config_option
@isolated_option
def command(*, strict: bool, **given: Any) -> int:
    """Write the design document of designs: requirements, estimates, interface, data model,
    high-level and detailed design, bottlenecks and a summary, with all pictures.

    FILES are design files, folders (searched for YAML files with the key 'sdgen'), glob patterns,
    or - for standard input; by default what the configuration names, else designs/, else the
    current folder. The path of each file is printed. Where the design says nothing, the document
    says what is open.
    """
    from msgspec.structs import replace

    from sdgen.workspace.document import DocumentRequest

    request = DocumentRequest(**given)
    workspace = open_workspace()
    files = named_or_default(workspace, request.files, request.config, isolated=request.isolated)
    if files is None:
        return status.UNUSABLE
    from sdgen.cli.printing import Progress, complain, print_findings
    from sdgen.workspace.inputs import Inputs

    progress = Progress()

    def tell(news: Inputs | DocumentedDesign) -> None:
        if isinstance(news, Inputs):
            print_findings(news.findings, {})
            progress.begin(len(news.files) + news.standard_input)
            return
        progress.clear()
        _show(news, strict=strict)
        progress.show(news.file)

    try:
        result = workspace.document(replace(request, files=files), tell)
    finally:
        progress.clear()
    if result.failed and len(result.designs) > 1:
        complain(f"{result.failed} of {len(result.designs)} documents could not be made")
    return _status(result, strict=strict)


def _show(design: DocumentedDesign, *, strict: bool) -> None:
    from sdgen.cli.printing import complain, flush, hand_over, print_findings, say, warn

    print_findings(design.findings, design.texts)
    for warning in design.warnings:
        warn(f"{design.file}: warning: {warning}")
    if design.problem:
        complain(design.problem)
    if design.stream is not None:
        hand_over(design.stream)
    for path in design.missing:
        say(f"missing: {path}")
    for path in design.stale:
        say(f"stale: {path}")
    for path in design.written:
        say(str(path))
    if strict:
        for question in design.open_questions:
            warn(f"{design.file}: open: {question}")
    flush()


def _status(result: DocumentResult, *, strict: bool) -> int:
    from sdgen.base.words import by_number, counted
    from sdgen.cli.printing import complain

    if result.failed or result.inputs.findings:
        return status.UNUSABLE
    if result.out_of_date:
        it = by_number(result.out_of_date, "it", "them")
        complain(f"{counted(result.out_of_date, 'file')} out of date; 'sdgen doc' updates {it}")
    if strict and result.open_questions:
        verb_of = by_number(result.open_questions, "is", "are")
        complain(f"{counted(result.open_questions, 'question')} {verb_of} open")
        return status.FINDINGS
    return status.FINDINGS if result.out_of_date else status.OK
