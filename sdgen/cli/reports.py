"""What the verbs that print a report have in common: the options ``-f`` and ``-o``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from sdgen.cli import candidates, status
from sdgen.workspace.options import DEFAULT_REPORT_FORMAT as DEFAULT
from sdgen.workspace.options import is_report_for_people
from sdgen.workspace.targets import STANDARD_OUTPUT

__all__ = ["DEFAULT", "STANDARD_OUTPUT", "FormatChoice", "deliver", "output_option"]
OTHER_NAMES = {"md": "markdown"}


if TYPE_CHECKING:
    _Choice = click.Choice[str]
else:
    # before click 8.2 it takes no parameter
    _Choice = click.Choice


class FormatChoice(_Choice):
    """A choice of formats by whole words, which takes common short names too."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        meant = value if value in self.choices else OTHER_NAMES.get(value, value)
        return super().convert(meant, param, ctx)


def output_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option ``-o`` of a verb that writes one report."""
    return click.option(
        "-o",
        "--output",
        default=STANDARD_OUTPUT,
        show_default=True,
        metavar="FILE",
        shell_complete=candidates.files,
        help="Write the report there; - is standard output.",
    )(command)


def deliver(text: str, form: str, output: str, read: Iterable[str]) -> int:
    """Print or write a report, whole or not at all, and return the exit status. Raises OutputError,
    also where the report would take the place of a file that it was made from."""
    from sdgen.cli.printing import hand_over, print_text

    if output == STANDARD_OUTPUT:
        (print_text if is_report_for_people(form) else hand_over)(text)
        return status.OK
    from pathlib import Path

    from sdgen.base.files import OutputError, write_whole

    if output.endswith(("/", "\\")):
        raise OutputError(Path(output), "it names a folder, and a report is one file")

    write_whole(Path(output), text.encode("utf-8"), spared=read)
    return status.OK
