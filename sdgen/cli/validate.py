"""``sdgen validate``: everything that is wrong with designs, at once."""

from __future__ import annotations

import click

from sdgen.cli import status


@click.command(
    "validate",
    short_help="Check designs and show everything that is wrong.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
def command(files: tuple[str, ...]) -> int:
    """Check designs and show everything that is wrong with them, at once.

    FILES are design files, folders (searched for YAML files with the key 'sdgen'), glob patterns,
    or - for standard input. Each finding says where it is, what is wrong and what to write
    instead.

    Exit status: 0 when no design has errors, 1 when one has, 2 when a file cannot be read or is
    no YAML.
    """
    from sdgen.base.findings import Severity
    from sdgen.cli.inputs import find_inputs
    from sdgen.cli.printing import count_text, print_findings, say, warn
    from sdgen.cli.reading import read_design

    inputs = find_inputs(files)
    print_findings(inputs.findings, {})
    names = [*([None] if inputs.standard_input else []), *inputs.files]
    errors = sum(each.severity is Severity.ERROR for each in inputs.findings)
    warnings = 0
    unreadable = bool(inputs.findings)
    for name in names:
        reading = read_design(name, contract=True)
        print_findings(reading.findings, reading.texts)
        unreadable = unreadable or reading.unreadable
        errors += len(reading.errors)
        warnings += sum(each.severity is Severity.WARNING for each in reading.findings)
    summary = f"{count_text(len(names), 'design')}: "
    summary += count_text(errors, "error") if errors else "no errors"
    if warnings:
        summary += f", {count_text(warnings, 'warning')}"
    (warn if errors else say)(summary)
    if unreadable:
        return status.UNUSABLE
    return status.FINDINGS if errors else status.OK
