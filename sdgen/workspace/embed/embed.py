"""Fills the markers of Markdown files, and draws the pictures that they link."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from sdgen.base.brief import briefly
from sdgen.base.edit import Edit, Lines, apply_to_bytes
from sdgen.base.errors import WrongUsageError
from sdgen.base.files import OutputError, require_writable, write_whole
from sdgen.base.findings import Finding, Severity
from sdgen.base.input_files import ReadError, read_bounded
from sdgen.base.settings import DEFAULT_OUTPUT
from sdgen.base.texts import take_texts
from sdgen.base.words import by_number, counted
from sdgen.workspace.embed.contents import ShownPage, between, picture_lines
from sdgen.workspace.embed.drawing import DesignJob, DrawnDesign, DrawnPage, draw_design
from sdgen.workspace.embed.locating import locate, root_of, unusable
from sdgen.workspace.embed.markers import Marker, find_markers
from sdgen.workspace.embed.pages import LARGEST, PageText, find_pages, read_page
from sdgen.workspace.embed.wanted import Wanted, wrong_marker
from sdgen.workspace.executor import Executor
from sdgen.workspace.inputs import find_inputs
from sdgen.workspace.picture_files import Compared, compare
from sdgen.workspace.project import Project, Projects, default_designs
from sdgen.workspace.read import Source
from sdgen.workspace.targets import STANDARD_OUTPUT, folder_names


class EmbedRequest(Struct, frozen=True, kw_only=True):
    """``files`` are Markdown files, folders, patterns. ``output`` is the folder of the pictures: by
    default that of the configuration of each design, else ``out``. ``check`` compares instead of
    writing. ``config`` names the one configuration to use, ``isolated`` uses none."""

    files: tuple[str, ...]
    output: str | Path | None = None
    check: bool = False
    config: str | None = None
    isolated: bool = False

    def __post_init__(self) -> None:
        take_texts(self, ("files",), ("config",))
        if self.output is not None:
            force_setattr(self, "output", str(self.output))


class EmbeddedPage(Struct, frozen=True):
    """What became of a Markdown file with ``markers`` so many: with ``findings`` or a ``problem`` it
    is left as it was, else it is ``changed`` or was right. ``stale`` are the lines of the markers
    with something else below them than there should be."""

    file: str
    text: str
    markers: int = 0
    findings: tuple[Finding, ...] = ()
    stale: tuple[int, ...] = ()
    changed: bool = False
    problem: str = ""

    __repr__ = briefly


class EmbedResult(Struct, frozen=True):
    """What became of all files and of the designs that they show. ``findings`` are about names and
    configurations; of the pictures those are named that were ``written``, or with ``check`` are
    ``missing`` or ``stale``, or ``unlike`` as only the fonts of a machine make them; ``problem`` says
    why one could not be written."""

    pages: tuple[EmbeddedPage, ...]
    designs: tuple[DrawnDesign, ...] = ()
    findings: tuple[Finding, ...] = ()
    written: tuple[Path, ...] = ()
    missing: tuple[Path, ...] = ()
    stale: tuple[Path, ...] = ()
    unlike: tuple[Path, ...] = ()
    problem: str = ""

    __repr__ = briefly

    @property
    def failed(self) -> bool:
        """Whether something could not be done."""
        errors = (*self.findings, *(each for one in self.designs for each in one.findings))
        return (
            bool(self.problem)
            or any(page.findings or page.problem for page in self.pages)
            or any(each.severity is Severity.ERROR for each in errors)
        )

    @property
    def markers(self) -> int:
        return sum(page.markers for page in self.pages)

    @property
    def out_of_date(self) -> int:
        """How many markers and pictures ``check`` found stale or missing."""
        return sum(len(page.stale) for page in self.pages) + len(self.missing) + len(self.stale)

    @property
    def texts(self) -> Mapping[str, str]:
        """The texts of files, for excerpts."""
        found = {page.file: page.text for page in self.pages}
        for design in self.designs:
            found |= design.texts
        return found


class _Page(Struct, frozen=True):
    """A Markdown file with its markers, each with the design that it means or what is wrong with
    the name."""

    read: PageText
    markers: tuple[Marker, ...]
    designs: tuple[Path | Finding, ...]
    findings: tuple[Finding, ...]


def embed(request: EmbedRequest, unsaved: Mapping[Path, str], executor: Executor) -> EmbedResult:
    """Fill every marker, or with ``check`` compare. Pictures are written before the files that link
    them. Raises WrongUsageError."""
    if request.output == STANDARD_OUTPUT:
        raise WrongUsageError("pictures that a file links are files: name a folder", "output")
    projects = Projects(request.config, isolated=request.isolated)
    names, findings = find_pages(request.files)
    pages: list[_Page] = []
    for name in names:
        page = read_page(name)
        if isinstance(page, Finding):
            findings += (page,)
        else:
            pages.append(_located(page))
    jobs = _jobs(request, pages, projects, unsaved)
    if projects.findings:
        return EmbedResult((), findings=(*findings, *projects.findings))
    drawn = dict(zip(jobs, executor.map(draw_design, list(jobs.values())), strict=True))
    compared = compare([file for each in drawn.values() for file in each.files])
    written, problem = ((), "") if request.check else _write_pictures(jobs, drawn, compared)
    made = tuple(
        _embedded(page, jobs, drawn, write=not request.check, problem=problem) for page in pages
    )
    return EmbedResult(
        made,
        tuple(drawn.values()),
        findings,
        written,
        compared.missing if request.check else (),
        compared.stale if request.check else (),
        compared.unlike,
        problem,
    )


# --- designs ----------------------------------------------------------------------------------


def _located(page: PageText) -> _Page:
    found = find_markers(page.text, page.name)
    folder = page.path.parent
    designs = tuple(
        locate(each.wanted.design, folder, each.wanted.place("design")) for each in found.markers
    )
    wrong = tuple(each for each in designs if isinstance(each, Finding))
    return _Page(page, found.markers, designs, (*found.findings, *wrong))


def _jobs(
    request: EmbedRequest, pages: Sequence[_Page], projects: Projects, unsaved: Mapping[Path, str]
) -> dict[Path, DesignJob]:
    """What is wanted of each design, in the order of their names."""
    views: dict[Path, dict[tuple[str, str], None]] = {}
    tables: dict[Path, dict[str, None]] = {}
    for page in pages:
        for marker, design in zip(page.markers, page.designs, strict=True):
            if isinstance(design, Finding):
                continue
            wanted = marker.wanted
            views.setdefault(design, {})
            tables.setdefault(design, {})
            if wanted.table:
                tables[design][wanted.table] = None
            else:
                views[design][wanted.view, wanted.format] = None
    folders = _folders(sorted(views), projects)
    jobs = {}
    for design in sorted(views):
        project = projects.of(design)
        output = _output(request, project)
        jobs[design] = DesignJob(
            source=Source(design.as_posix(), design, unsaved=unsaved),
            output=output,
            folder=output / folders[design],
            views=tuple(views[design]),
            tables=tuple(tables[design]),
            options=project.options,
            config=request.config,
            isolated=request.isolated,
        )
    return jobs


def _output(request: EmbedRequest, project: Project) -> Path:
    given = request.output
    return Path(project.output or DEFAULT_OUTPUT if given is None else given)


def _folders(designs: Sequence[Path], projects: Projects) -> dict[Path, str]:
    """The folder of each design, the same that ``sdgen render`` gives it when it draws all designs:
    files of one name in different folders have their folders' names in front."""
    if not designs:
        return {}
    alike = {each.stem.casefold() for each in designs}
    known = {Path(os.path.realpath(each)): each for each in designs}
    for each in find_inputs(default_designs(projects).names).files:
        if each.stem.casefold() in alike:
            known.setdefault(Path(os.path.realpath(each)), each)
    names = folder_names(list(known.values()))
    return {each: str(names[known[Path(os.path.realpath(each))]]) for each in designs}


# --- pictures ---------------------------------------------------------------------------------


def _write_pictures(
    jobs: Mapping[Path, DesignJob], drawn: Mapping[Path, DrawnDesign], compared: Compared
) -> tuple[tuple[Path, ...], str]:
    """Write what is missing or stale; returns what was written, and why the next could not be."""
    outdated = {*compared.missing, *compared.stale}
    written: list[Path] = []
    for design, job in jobs.items():
        for file in drawn[design].files:
            if file.path in outdated and file.path is not None:
                try:
                    write_whole(file.path, file.data, within=job.output)
                except OutputError as error:
                    return tuple(written), error.message
                written.append(file.path)
    return tuple(written), ""


# --- pages ------------------------------------------------------------------------------------


def _embedded(
    page: _Page,
    jobs: Mapping[Path, DesignJob],
    drawn: Mapping[Path, DrawnDesign],
    *,
    write: bool,
    problem: str,
) -> EmbeddedPage:
    """What becomes of a file whose markers and pictures are known."""
    read = page.read
    result = EmbeddedPage(read.name, read.text, len(page.markers), page.findings)
    filled = list(_filled(page, jobs, drawn))
    wrong = tuple(each for each in filled if isinstance(each, Finding))
    if page.findings or wrong or problem:
        return replace(result, findings=(*page.findings, *wrong))
    outdated = [
        (marker, edit)
        for marker, edit in _edits(read, page.markers, map(str, filled))
        if edit is not None
    ]
    edits = [edit for _, edit in outdated]
    if not edits or not write:
        return replace(result, stale=tuple(marker.wanted.at.line for marker, _ in outdated))
    try:
        _rewrite(read, apply_to_bytes(read.data, read.name, edits))
    except OutputError as error:
        return replace(result, problem=error.message)
    return replace(result, changed=True)


def _edits(
    read: PageText, markers: Sequence[Marker], texts: Iterable[str]
) -> Iterator[tuple[Marker, Edit | None]]:
    """How each marker is changed, None where it has its text already."""
    lines = Lines(read.text)
    for marker, text in zip(markers, texts, strict=True):
        span = lines.span(read.name, marker.begin, marker.end)
        line_end = lines.line_end(read.text, span.line)
        same = read.text[marker.begin : marker.end] == text.replace("\n", line_end)
        yield marker, None if same else Edit(span, text)


def _filled(
    page: _Page, jobs: Mapping[Path, DesignJob], drawn: Mapping[Path, DrawnDesign]
) -> Iterator[str | Finding]:
    """What should stand at each marker, or why nothing can; nothing of designs that are not there."""
    for marker, path in zip(page.markers, page.designs, strict=True):
        if isinstance(path, Finding):
            continue
        wanted, design = marker.wanted, drawn[path]
        if not design.usable:
            errors = sum(each.severity is Severity.ERROR for each in design.findings)
            message = f"the design '{wanted.design}' has {counted(errors, 'error')}"
            it = by_number(errors, "it", "them")
            yield unusable(
                message, wanted.place("design"), f"fix {it}; 'sdgen validate' shows {it}"
            )
        elif wanted.table:
            table = design.tables[wanted.table]
            if isinstance(table, Finding):
                yield replace(table, span=wanted.place("table"))
            else:
                yield between(table.splitlines(), marker.prefix)
        else:
            pages = design.pages[wanted.view, wanted.format]
            if isinstance(pages, Finding):
                yield replace(pages, span=wanted.place("view"))
            else:
                way = _way(jobs[path].folder, page.read.path.parent, wanted)
                if isinstance(way, Finding):
                    yield way
                    continue
                shown = [_linked(each, way) for each in pages]
                yield between(tuple(picture_lines(shown, wanted)), marker.prefix)


def _way(pictures: Path, folder: Path, wanted: Wanted) -> Path | Finding:
    """What leads to the folder of pictures from that of a document, or from the root of the
    repository where links have an address in front; or why they can have none."""
    start = root_of(folder) if wanted.base else Path(os.path.realpath(folder))
    way = Path(os.path.relpath(os.path.realpath(pictures), start))
    if wanted.base and way.parts[:1] == ("..",):
        message = f"the pictures lie outside the repository, so not below '{wanted.base}'"
        return wrong_marker(message, wanted.place("base"), "leave 'base' out")
    return way


def _linked(page: DrawnPage, way: Path) -> ShownPage:
    """A page with the paths of its files."""
    dark = (way / page.dark).as_posix() if page.dark else ""
    return ShownPage(page.title, page.width, (way / page.file).as_posix(), dark)


def _rewrite(read: PageText, data: bytes) -> None:
    """Write the new bytes of a file, if it is as it was read. Raises OutputError."""
    require_writable(read.path)
    try:
        now = read_bounded(read.path, LARGEST)
    except ReadError as error:
        raise OutputError(read.path, f"it cannot be read again: {error}") from error
    if now != read.data:
        raise OutputError(read.path, "it has changed since it was read; run the command again")
    write_whole(read.path, data)
