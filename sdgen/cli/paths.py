"""What the verbs that take many designs have in common: which they take where none is named, and
the options that say which configuration counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from sdgen.cli import candidates

if TYPE_CHECKING:
    from sdgen.workspace.workspace import Workspace

config_option: Final = click.option(
    "--config",
    metavar="FILE",
    shell_complete=candidates.files,
    help="Use this configuration. Default: the nearest .sdgen.toml, sdgen.toml or pyproject.toml "
    "with [tool.sdgen] of each file.",
)
isolated_option: Final = click.option("--isolated", is_flag=True, help="Use no configuration.")


def named_or_default(
    workspace: Workspace,
    names: tuple[str, ...],
    config: str | None = None,
    *,
    isolated: bool = False,
) -> tuple[str, ...] | None:
    """The names of designs that were given, or those that stand for none; None where a wrong
    configuration, which is shown, does not say."""
    if names:
        return names
    from sdgen.cli.printing import print_findings

    default = workspace.default_designs(config, isolated=isolated)
    print_findings(default.findings, {})
    return None if default.findings else default.names
