"""What stands between two markers: a picture, or a table, as Markdown that every reader shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from sdgen.base.gate import for_html_in_markdown, for_markdown, for_uri
from sdgen.workspace.embed.wanted import Wanted


class ShownPage(Struct, frozen=True):
    """A page of a view: its own ``title``, its ``width`` in px, the path of its file from that of
    the document, or from the root of the repository where it is below an address, and that of its ``dark`` one where there are two."""

    title: str
    width: int
    file: str
    dark: str = ""


def picture_lines(pages: Sequence[ShownPage], wanted: Wanted) -> Iterator[str]:
    """The pages of a picture, a blank line between two."""
    for number, page in enumerate(pages):
        if number:
            yield ""
        if wanted.format == "svg" and not wanted.width:
            yield f"![{for_markdown(wanted.alt or page.title)}]({_address(page.file, wanted)})"
        else:
            yield from _html(page, wanted)


def _html(page: ShownPage, wanted: Wanted) -> Iterator[str]:
    """Tags, for Markdown has no width and no second picture; those of a block, in which no reader
    looks for Markdown. A PNG has two pixels for each unit, so its width is always said."""
    image = (
        f'<img src="{_address(page.file, wanted)}" width="{wanted.width or page.width}"'
        f' alt="{for_html_in_markdown(wanted.alt or page.title)}">'
    )
    yield "<p>"
    if page.dark:
        source = f'srcset="{_address(page.dark, wanted)}"'
        yield "  <picture>"
        yield f'    <source media="(prefers-color-scheme: dark)" {source}>'
        yield f"    {image}"
        yield "  </picture>"
    else:
        yield f"  {image}"
    yield "</p>"


def _address(file: str, wanted: Wanted) -> str:
    return f"{wanted.base.rstrip('/')}/{for_uri(file)}" if wanted.base else for_uri(file)


def between(lines: Sequence[str], prefix: str) -> str:
    """The lines as they stand between two markers: a blank line around them, and before each what
    the quote or list item wants that they are in."""
    around = ("", *lines, "")
    return "".join(f"{prefix}{line}".rstrip() + "\n" for line in around)
