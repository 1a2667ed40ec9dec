"""The click group: imports the module of a verb when that verb is called."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from inspect import cleandoc
from typing import TYPE_CHECKING, Any, Final

import click

from sdgen import __version__
from sdgen.base.errors import SdgenError, WrongUsageError
from sdgen.cli import status
from sdgen.cli.verbs import COMPLETION, SUMMARY, VERBS, help_text

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from sdgen.workspace.workspace import Workspace

_UNKNOWN: Final = "sdgen.cli.unknown-verb"
_HELP_OPTIONS: Final = {"help_option_names": ["-h", "--help"]}


class Verb(click.Command):
    """A command that answers what could not be done with a message and an exit status: the one
    place where an exception of sdgen becomes either. ``when`` says what its statuses mean."""

    when: status.When

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not ctx.resilient_parsing:
            _check_options(self, ctx, args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except WrongUsageError as error:
            option = f"--{error.option.replace('_', '-')}: " if error.option else ""
            raise click.UsageError(f"{option}{error.reason}", ctx) from error
        except SdgenError as error:
            return _answer(error)


def _check_options(command: click.Command, ctx: click.Context, args: list[str]) -> None:
    """Raise UsageError for an option that takes one value and is given twice, of which click takes
    the last in silence, and for one whose value is empty."""
    values, _, order = command.make_parser(ctx).parse_args(list(args))
    for each in dict.fromkeys(order):
        if not isinstance(each, click.Option) or each.is_flag or each.count:
            continue
        given = values.get(each.name or "")
        name = _shortest(each)
        if not each.multiple and order.count(each) > 1:
            raise click.UsageError(
                f"{name} takes one value, and is given {order.count(each)} values", ctx
            )
        if "" in (given if isinstance(given, list | tuple) else (given,)):
            raise click.UsageError(f"{name} is empty; is a variable of the shell empty?", ctx)


def _shortest(option: click.Option) -> str:
    return min(option.opts, key=len)


def _answer(error: SdgenError) -> int:
    from sdgen.cli.printing import complain

    complain(error.message, *error.notes)
    return error.status


def open_workspace() -> Workspace:
    """The workspace of the command line, in which ``-`` is standard input."""
    from sdgen.workspace.workspace import Workspace

    return Workspace(standard_input=sys.stdin.buffer)


def verb(name: str, when: status.When) -> Callable[[Callable[..., int]], Verb]:
    """Makes the command of a verb from a function that returns the exit status; its docstring is
    the help, to which it is added ``when`` it returns each."""

    def make(work: Callable[..., int]) -> Verb:
        help = f"{cleandoc(work.__doc__ or '')}\n\n{status.sentence(when)}"
        command = click.command(
            name, cls=Verb, help=help, short_help=VERBS[name], context_settings=_HELP_OPTIONS
        )
        made = command(work)
        made.when = when
        return made

    return make


class VerbGroup(click.Group):
    """A group whose commands are the modules named in ``VERBS``."""

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[Any]]:
        """The verbs, of which none is imported, and the options."""
        from click.shell_completion import CompletionItem

        if _UNKNOWN in ctx.meta:
            return []
        begun = (name for name in VERBS if name.startswith(incomplete))
        verbs = [CompletionItem(name, help=VERBS[name]) for name in begun]
        return [*verbs, *click.Command.shell_complete(self, ctx, incomplete)]

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(VERBS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command = import_module(f"sdgen.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        word = args[0] if args else ""
        if ctx.resilient_parsing and word not in VERBS:
            ctx.meta[_UNKNOWN] = word
            return None, None, args
        if word and not word.startswith("-") and word not in VERBS:
            from sdgen.base.suggest import did_you_mean, question

            hint = question(did_you_mean(word, VERBS)) or f"commands: {', '.join(VERBS)}"
            raise click.UsageError(f"No such command '{word}'; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:  # noqa: ARG002
        return help_text().rstrip("\n")


@click.group(cls=VerbGroup, help=SUMMARY, context_settings=_HELP_OPTIONS)
@click.version_option(__version__, message="sdgen %(version)s", help="Show the version and exit.")
def group() -> None:
    """Hold the verbs."""


def _complete(asked: str) -> int:
    """Answer a shell that asks what a command line may go on with; it hears of nothing else."""
    from sdgen.cli.shells import complete

    return complete(group, asked)


def run(arguments: Sequence[str]) -> int:
    """Run a verb and return the exit status; wrong usage is explained on standard error."""
    if COMPLETION in os.environ:
        return _complete(os.environ[COMPLETION])
    try:
        # Not group.main: it answers a closed pipe and Ctrl-C with statuses of its own.
        with group.make_context("sdgen", list(arguments)) as context:
            return int(group.invoke(context))
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except SdgenError as error:
        # The choices of a verb could not be listed: a package that adds some is broken.
        return _answer(error)
    except click.ClickException as error:
        from sdgen.cli.printing import print_text

        said = io.StringIO()
        error.show(said)
        print_text(said.getvalue(), sys.stderr)
        return error.exit_code
