"""``sdgen validate``: everything that is wrong with designs, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sdgen.cli import candidates, status
from sdgen.cli.group import open_workspace, verb
from sdgen.cli.paths import config_option, isolated_option, named_or_default

if TYPE_CHECKING:
    from sdgen.workspace.inputs import Inputs
    from sdgen.workspace.picture_options import Reading


@verb(
    "validate",
    {
        status.OK: "when no design has errors",
        status.FINDINGS: "when one has",
        status.UNUSABLE: "when a file cannot be read or is no YAML",
    },
)
@click.argument("files", nargs=-1, metavar="[FILES...]", shell_complete=candidates.paths)
@config_option
@isolated_option
def command(files: tuple[str, ...], config: str | None, isolated: bool) -> int:
    """Check designs and show everything that is wrong with them, at once.

    FILES are design files, folders (searched for YAML files with the key 'sdgen'), glob patterns,
    or - for standard input; by default what the configuration names, else designs/, else the
    current folder. A part of a design is checked with the one design that includes it,
    else alone. Each finding says where it is, what is wrong and what to write instead.
    """
    from sdgen.base.words import counted
    from sdgen.cli.printing import print_findings, say, warn
    from sdgen.workspace.inputs import Inputs

    def tell(news: Inputs | Reading) -> None:
        print_findings(news.findings, {} if isinstance(news, Inputs) else news.texts)

    workspace = open_workspace()
    # what is wrong with a configuration that somebody names is told though designs are named too
    asked = () if config or isolated else files
    named = named_or_default(workspace, asked, config, isolated=isolated)
    if named is None:
        return status.UNUSABLE
    named = files or named
    result = workspace.validate(named, tell)
    summary = f"{counted(len(result.readings), 'design')}: "
    summary += counted(result.errors, "error") if result.errors else "no errors"
    if result.warnings:
        summary += f", {counted(result.warnings, 'warning')}"
    (warn if result.errors else say)(summary)
    if result.unreadable:
        return status.UNUSABLE
    return status.FINDINGS if result.errors else status.OK
