"""What the shell is offered for the values of options and arguments: what click asks for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

from sdgen.cli.group import open_workspace

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from sdgen.workspace.workspace import Workspace

Complete = Callable[[click.Context, click.Parameter, str], "list[CompletionItem[Any]]"]
"""What click calls ``shell_complete``."""


def _item(value: str, type: str = "plain", help: str | None = None) -> CompletionItem[Any]:
    # Who runs a verb has no use for it.
    from click.shell_completion import CompletionItem

    return CompletionItem(value, type, help)


def _words(found: Iterable[str], incomplete: str) -> list[CompletionItem[Any]]:
    return [_item(each) for each in found if each.startswith(incomplete)]


def paths(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
    """Designs and folders."""
    from sdgen.workspace.completion import paths_beginning

    return [_item(each, type="path") for each in paths_beginning(incomplete)]


def pages(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
    """Markdown files and folders."""
    from sdgen.workspace.completion import pages_beginning

    return [_item(each, type="path") for each in pages_beginning(incomplete)]


def files(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
    """Any file, by the shell."""
    return [_item(incomplete, type="file")]


def folders(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
    """Any folder, by the shell."""
    return [_item(incomplete, type="dir")]


def templates(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
    """Templates of documents; a file by the shell where what is written is no beginning of one."""
    from sdgen.workspace.document_options import templates as known

    return _words(known(), incomplete) or [_item(incomplete, type="file")]


def _of_designs(name: str) -> Complete:
    """What a function of ``sdgen.workspace.completion`` finds in the designs that are named."""

    def complete(
        context: click.Context, _: click.Parameter, incomplete: str
    ) -> list[CompletionItem[Any]]:
        from sdgen.workspace import completion

        find: Callable[[Workspace, Iterable[str]], Iterable[str]] = getattr(completion, name)
        given = context.params
        # Behind an option without its value click has not come to the arguments.
        named = given.get("files") or given.get("paths") or given.get("file") or context.args
        names = (named,) if isinstance(named, str) else named
        return _words(find(open_workspace(), names), incomplete)

    return complete


views = _of_designs("views_in")
analysed = _of_designs("analysed_in")
journeys = _of_designs("journeys_in")
failures = _of_designs("failures_in")
figures = _of_designs("figures_in")
groups = _of_designs("groups_in")


def dialects(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
    """Dialects of what designs are exported to."""
    from sdgen.workspace.completion import dialects as every

    return _words(every(), incomplete)


def revisions(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
    """Branches and tags of the repository."""
    from sdgen.workspace.completion import revisions as every

    return _words(every(), incomplete)


def starting_points(
    _: click.Context, __: click.Parameter, incomplete: str
) -> list[CompletionItem[Any]]:
    """Patterns and designs to begin with."""
    from sdgen.workspace.completion import starting_words

    return _explained(starting_words(), incomplete)


def codes(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
    """Codes and names that ``sdgen rule`` explains."""
    from sdgen.workspace.completion import code_words

    return _explained(code_words(), incomplete)


def selectors(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
    """The last of several selectors with commas between them."""
    from sdgen.workspace.completion import rule_words

    before, comma, last = incomplete.rpartition(",")
    return _explained({**rule_words(), "ALL": "every rule"}, last, f"{before}{comma}")


def _explained(
    words: Mapping[str, str], incomplete: str, before: str = ""
) -> list[CompletionItem[Any]]:
    """Codes in capitals or not, names as they are."""
    return [
        _item(f"{before}{word}", help=says or None)
        for word, says in words.items()
        if word.startswith((incomplete, incomplete.upper()))
    ]
