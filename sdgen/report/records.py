"""What a format of reports is: the record that its module gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from sdgen.base.medium import Medium

if TYPE_CHECKING:
    from sdgen.blocks import Page
    from sdgen.report.contents import Report


class LintFormat(Struct, frozen=True, kw_only=True):
    """A format of what ``lint`` finds. ``write`` gives the report part by part; ``medium`` says who
    reads it, so that it leaves as is safe there. ``statistics`` writes only how often each rule has
    spoken, where the format can; ``excerpts`` says whether it shows lines of the designs."""

    medium: Medium
    write: Callable[[Report], Iterable[str]]
    statistics: Callable[[Report], str] | None = None
    excerpts: bool = False


class ShownFigure(Struct, frozen=True, kw_only=True):
    """A figure as a writer shows it: the file that a page links, relative to it, or the SVG itself;
    ``title`` says what it shows to those who do not see it, ``width`` and ``height`` are in px."""

    title: str
    href: str = ""
    svg: str = ""
    width: float = 0.0
    height: float = 0.0


class Writer(Struct, frozen=True, kw_only=True):
    """A writer of blocks: ``write`` makes a text of pages, and ``medium`` says who reads it."""

    medium: Medium
    write: Callable[[Sequence[Page]], str]


def complaint(_: str, form: LintFormat | Writer) -> str:
    """What is wrong with a format that another package brings, empty if nothing."""
    if not isinstance(form.medium, Medium):
        return f"its medium is {form.medium!r}, which is no Medium"
    if not callable(form.write):
        return "its write cannot be called"
    statistics = form.statistics if isinstance(form, LintFormat) else None
    wrong = statistics is not None and not callable(statistics)
    return "its statistics cannot be called" if wrong else ""
