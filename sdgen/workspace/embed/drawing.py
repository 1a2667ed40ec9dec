"""What documents want of one design: read once, each of its pictures drawn once, each table made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from sdgen import api
from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span
from sdgen.base.suggest import did_you_mean, question
from sdgen.base.warnings import said_once
from sdgen.base.words import listed
from sdgen.layout.engine import TooMuchWorkError
from sdgen.workspace.embed.locating import unusable
from sdgen.workspace.large_designs import addresses_of
from sdgen.workspace.names import MOST_NAMED, PictureName
from sdgen.workspace.picture_files import PictureFile
from sdgen.workspace.read import Source
from sdgen.workspace.view_problems import view_problem

if TYPE_CHECKING:
    from sdgen.analyses.facts import Facts
    from sdgen.blocks import Paragraph, Table

DARK: Final = "dark"
SCALE = 2.0
"""Pixels of a PNG for each unit, as ``sdgen render`` has it."""
NOWHERE = Span.whole("")
"""The place of what is wrong with a view or table before it is known who has named it."""


class DrawnPage(Struct, frozen=True):
    """A page of a view: what it shows, how wide it is in px, and the names of its files."""

    title: str
    width: int
    file: str
    dark: str = ""


class DesignJob(Struct, frozen=True):
    """A design; the ``folder`` of its pictures, below that of the ``output`` of all; the views that
    are wanted of it, each with its format, and the tables. Pictures are drawn as the
    ``options`` say; the theme ``auto`` makes two PNGs, a light one and a dark."""

    source: Source
    output: Path
    folder: Path
    views: tuple[tuple[str, str], ...]
    tables: tuple[str, ...]
    options: api.Options = field(default_factory=api.Options)
    config: str | None = None
    isolated: bool = False


class DrawnDesign(Struct, frozen=True):
    """What became of a design: the pages of each view and format and the Markdown of each table, or
    what is wrong with the name; ``files`` are the pictures. Without ``usable`` there is nothing but
    ``findings``, which are shown in ``texts``."""

    file: str
    texts: Mapping[str, str]
    findings: tuple[Finding, ...] = ()
    usable: bool = False
    pages: Mapping[tuple[str, str], tuple[DrawnPage, ...] | Finding] = field(default_factory=dict)
    tables: Mapping[str, str | Finding] = field(default_factory=dict)
    files: tuple[PictureFile, ...] = ()
    warnings: tuple[str, ...] = ()
    includes: tuple[Path, ...] = ()


def draw_design(job: DesignJob) -> DrawnDesign:
    """Read the design and make all that is wanted; nothing is written."""
    reading = job.source.read()
    facts = reading.facts
    if facts is None:
        return DrawnDesign(reading.file, reading.texts, reading.findings)
    if facts.design.journeys:  # else there is no load that thresholds would be about
        from sdgen.workspace.settings import with_thresholds

        facts = with_thresholds(facts, job.source.place, job.config, isolated=job.isolated)
    files: list[PictureFile] = []
    warned: list[tuple[str, Sequence[str]]] = []
    pages = {
        (view, format): _pages(facts, view, format, job, files, warned)
        for view, format in job.views
    }
    return DrawnDesign(
        reading.file,
        reading.texts,
        reading.findings,
        usable=True,
        pages=pages,
        tables={name: table_text(facts, name) for name in job.tables},
        files=tuple(files),
        warnings=said_once(warned),
        includes=tuple(Path(each) for each in facts.design.includes),
    )


def one_view(facts: Facts, view: str, at: Span) -> str | Finding:
    """The one view that a name stands for, or what is wrong with the name, ``at`` its place."""
    wrong = view_problem(facts, view, at, more=())
    if wrong is not None:
        place = f" ({wrong.span})" if wrong.span != at else ""
        return replace(wrong, span=at, help=f"{wrong.help}{place}")
    names = api.names_of_view(facts, view)
    if len(names) == 1:
        return names[0]
    message = f"view '{view}' is {len(names)} pictures, and one was asked for"
    return replace(
        unusable(message, at, f"name one: {listed(names, MOST_NAMED)}"),
        code="VIEW001",
        name="unknown-view",
    )


def table_of(facts: Facts, name: str, at: Span) -> Table | Paragraph | Finding:
    """The table of that name; or why there is none, ``at`` the place where it is asked for."""
    from sdgen.blocks import Paragraph, Table
    from sdgen.report.tables import TABLES

    if name not in TABLES.names():
        help = question(did_you_mean(name, TABLES.names()), then=f"tables: {', '.join(TABLES)}")
        return Finding(
            code="EMBED004",
            name="unknown-table",
            severity=Severity.ERROR,
            message=f"there is no table '{name}'",
            span=at,
            help=help,
        )
    with TABLES.blaming(name):
        table = TABLES[name]
        lack = table.lack(facts)
        if lack is None:
            made = table.make(facts)
            if not isinstance(made, Table | Paragraph):
                raise TABLES.blame(name, f"it makes a {type(made).__name__}, which is no Table")
            return made
    return Finding(
        code="VIEW002",
        name="nothing-to-show",
        severity=Severity.ERROR,
        message=f"table '{name}' has nothing to show: {lack.message}",
        span=at,
        help=lack.help,
    )


def table_text(facts: Facts, name: str) -> str | Finding:
    """The table in Markdown."""
    from sdgen.blocks import Page
    from sdgen.report.tables import TABLES
    from sdgen.report.writers import write_pages

    made = table_of(facts, name, NOWHERE)
    if isinstance(made, Finding):
        return made
    with TABLES.blaming(name):
        return write_pages("markdown", (Page("", (made,)),))


def _pages(
    facts: Facts,
    view: str,
    format: str,
    job: DesignJob,
    files: list[PictureFile],
    warned: list[tuple[str, Sequence[str]]],
) -> tuple[DrawnPage, ...] | Finding:
    """The pages of a view; their files are added to ``files`` and warnings to ``warned``."""
    name = one_view(facts, view, NOWHERE)
    if isinstance(name, Finding):
        return name
    try:
        beside = addresses_of(job.folder, {each: (format,) for each, format in job.views})
        pictures = api.draw_pages(facts, name, job.options, None, beside)
    except TooMuchWorkError as error:
        return unusable(f"view '{view}': {error}", NOWHERE)
    drawn = []
    for number, picture in enumerate(pictures, 1):
        warned.append((name, picture.warnings))
        made = list(_files(picture, PictureName.of(name, number, format), job, warned))
        files += made
        names = [each.path.name for each in made if each.path is not None]
        dark = next((each for each in names if f".{DARK}." in each), "")
        drawn.append(DrawnPage(picture.scene.title, round(picture.width), names[0], dark))
    return tuple(drawn)


def _files(
    picture: api.Picture, name: PictureName, job: DesignJob, warned: list[tuple[str, Sequence[str]]]
) -> Iterator[PictureFile]:
    """The file of a page, then that of its dark one where there are two. Beside a PNG that hangs on
    the fonts of this machine its SVG lies, by which another machine tells whether it is stale."""
    wanted = [(name, picture)]
    if job.options.theme == "auto" and not api.is_text(name.format):
        wanted.append((replace(name, dark=True), replace(picture, theme=DARK)))
    if picture.lacking and not api.is_portable(name.format):
        wanted.append((replace(name, format="svg"), picture))
    for each, shown in wanted:
        encoded = api.encode(shown, each.format, SCALE)
        warned.append((each.shown, encoded.warnings))
        machine = bool(picture.lacking) and not api.is_portable(each.format)
        text = api.is_text(each.format)
        yield PictureFile(job.folder / each.file, encoded.data, each.shown, machine, text=text)
