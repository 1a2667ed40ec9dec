"""``sdgen completion``: what a shell runs to complete command lines of sdgen."""

from __future__ import annotations

import click

from sdgen.cli import status
from sdgen.cli.group import verb


@verb(
    "completion",
    {
        status.OK: "when it is printed",
        status.UNUSABLE: "when the shell is not known",
    },
)
@click.argument("shell", type=click.Choice(("bash", "fish", "zsh")), metavar="bash|zsh|fish")
def command(shell: str) -> int:
    """Print what makes a shell complete verbs, options and their values, designs, and the views,
    journeys and rules that there are.

    \b
      bash  sdgen completion bash > ~/.local/share/bash-completion/completions/sdgen
      zsh   sdgen completion zsh > ~/.zfunc/_sdgen      (a folder of $fpath)
      fish  sdgen completion fish > ~/.config/fish/completions/sdgen.fish

    For this session alone: eval "$(sdgen completion bash)".
    """
    from sdgen.cli.group import group
    from sdgen.cli.printing import hand_over
    from sdgen.cli.shells import source

    hand_over(source(group, shell))
    return status.OK
