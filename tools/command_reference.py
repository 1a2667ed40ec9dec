"""``docs/cli-reference.md``: every command with its arguments, options and exit statuses, as click has
them. ``tools/reference.py`` writes and checks it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from inspect import cleandoc

import click

from sdgen.cli.verbs import SUMMARY, VERBS

INTRODUCTION = f"""\
# Reference of the command line

Made from the commands themselves by `tools/reference.py`; `sdgen COMMAND --help` says the same. {SUMMARY}
[The command line](cli.md) tells what the commands are for, with recipes, and what holds for all of them: what FILES may be,
colour, and the [exit statuses](cli.md#exit-statuses) that every command has. `-h` or `--help` shows the help of each.

| command | does |
|---|---|
"""


def command_reference() -> str:
    """The text of the page."""
    rows = [f"| [`{name}`](#sdgen-{name}) | {summary} |" for name, summary in VERBS.items()]
    lines = [*INTRODUCTION.splitlines(), *rows, ""]
    for name in VERBS:
        lines += _section(name, import_module(f"sdgen.cli.{name}").command)
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(name: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=f"sdgen {name}")
    usage = " ".join((f"sdgen {name}", *command.collect_usage_pieces(context)))
    yield from (f"## sdgen {name}", "", "```text", usage, "```", "")
    yield from _prose(cleandoc(command.callback.__doc__ or ""))
    options = [each for each in command.params if isinstance(each, click.Option)]
    if options:
        yield from ("| option | meaning |", "|---|---|")
        yield from (f"| {_spelling(each)} | {_meaning(each)} |" for each in options)
        yield ""
    statuses = getattr(command, "when", {})
    yield from ("| exit status | when |", "|---|---|")
    yield from (
        f"| {status} | {_cell(says.removeprefix('when '))} |" for status, says in statuses.items()
    )
    yield ""


def _prose(text: str) -> Iterator[str]:
    """The paragraphs of a help text; those that click is told to leave as they are, as code."""
    for paragraph in re.split(r"\n\s*\n", text):
        lines = paragraph.splitlines()
        if lines[0].strip() == "\b":
            yield from ("```text", *cleandoc("\n".join(lines[1:])).splitlines(), "```", "")
        else:
            yield from (_cell(" ".join(line.strip() for line in lines)), "")


def _spelling(option: click.Option) -> str:
    """How an option is written, each of its names as code."""
    value = "" if option.is_flag or option.count else f" {_value(option)}"
    return ", ".join(f"`{name}{value}`" for name in (*option.opts, *option.secondary_opts))


def _value(option: click.Option) -> str:
    return option.metavar or max(option.opts, key=len).lstrip("-").upper()


def _meaning(option: click.Option) -> str:
    """What an option does, what it may be, and what is taken without it."""
    said = [_cell(option.help or "")]
    if isinstance(option.type, click.Choice):
        choices = ", ".join(f"`{each}`" for each in option.type.choices)
        said.append(f"One of {choices}.")
    if option.multiple and "epeatable" not in (option.help or ""):
        said.append("Repeatable.")
    if option.show_default and option.default is not None:
        said.append(f"Default: `{option.default}`.")
    return " ".join(each for each in said if each)


def _cell(text: str) -> str:
    """A text of the help in a line of Markdown: options are code, nothing else is markup."""
    plain = " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")
    return re.sub(r"(?<![\w`-])(--?[a-zA-Z][\w-]*)", r"`\1`", plain)
