"""Draws designs: read each, draw its pictures, write or compare them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from sdgen import api
from sdgen.base.files import OutputError, files_in, write_whole
from sdgen.base.findings import Finding, Severity
from sdgen.base.texts import take_texts
from sdgen.base.warnings import said_once
from sdgen.base.words import listed
from sdgen.design.view_registry import EVERY
from sdgen.workspace.drawing import Drawing, DrawnView
from sdgen.workspace.executor import ONE_PROCESS, Executor, shared_out
from sdgen.workspace.idle_options import idle_options
from sdgen.workspace.inputs import Inputs
from sdgen.workspace.large_designs import collapse_problems
from sdgen.workspace.names import MOST_NAMED, belongs, drawn_before, tidy
from sdgen.workspace.picture_files import PictureFile, compare
from sdgen.workspace.project import NOTHING_SAID, Projects
from sdgen.workspace.read import Source
from sdgen.workspace.render_order import FAILURE, Order, order_of
from sdgen.workspace.targets import (
    STANDARD_INPUT_FILE,
    TargetError,
    folder_names,
)
from sdgen.workspace.view_problems import drawable_views, unknown_events

if TYPE_CHECKING:
    from sdgen.analyses.facts import Facts


class RenderRequest(Struct, frozen=True, kw_only=True):
    """``files`` are designs, folders, patterns, or ``-`` for standard input. ``output`` is a folder,
    a file for one picture, or ``-`` for the bytes themselves; by default the folder that the
    configuration of each design names, else ``out``. ``views`` may hold ``all``; they and
    ``formats`` have defaults that depend on the configuration of each design and on ``output``;
    ``theme``, ``fit`` and ``look`` stand over those of ``options``, and either over the configuration. ``collapse``
    are the groups that diagrams show as one card each, as ``group:payments``. ``config`` names
    the one configuration to use, ``isolated`` uses none. ``check`` compares instead of writing;
    ``findings`` says whether the pictures show what lint finds; ``prune`` removes what else has a
    picture's suffix in a design's own folder; ``listing`` names the views and draws nothing. What has
    ``failed``, all at the same time, is in the pictures of the failure view."""

    files: tuple[str, ...]
    output: str | Path | None = None
    views: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    options: api.Options = field(default_factory=api.Options)
    scale: float = 2.0
    check: bool = False
    findings: bool = False
    prune: bool = False
    listing: bool = False
    theme: api.Theme | None = None
    fit: api.Fit | None = None
    collapse: tuple[str, ...] = ()
    look: api.Look | None = None
    config: str | None = None
    isolated: bool = False

    def __post_init__(self) -> None:
        lists = ("files", "views", "failed", "formats", "collapse")
        take_texts(self, lists, ("output", "config"))


class RenderedDesign(Struct, frozen=True):
    """What became of a design.

    ``written``, ``missing`` and ``stale`` are pictures; ``unlike`` are those that differ and may do
    so only for the fonts of the machine; ``orphans`` are what no view draws, where pictures are
    compared, and ``removed`` what was one; ``stream`` is the picture for standard output;
    ``findings`` are about the design, shown in ``texts`` (by file); ``problem`` says why a picture could not
    be written; ``includes`` are further files that the design was read from; ``views`` are those
    that it can be drawn in, where only they are asked for.
    """

    file: str
    texts: Mapping[str, str]
    findings: tuple[Finding, ...] = ()
    written: tuple[Path, ...] = ()
    missing: tuple[Path, ...] = ()
    stale: tuple[Path, ...] = ()
    unlike: tuple[Path, ...] = ()
    orphans: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()
    warnings: tuple[str, ...] = ()
    stream: bytes | None = None
    problem: str = ""
    includes: tuple[Path, ...] = field(default=())
    views: tuple[str, ...] = ()

    def __repr__(self) -> str:
        from sdgen.base.brief import briefly

        return briefly(self)

    @property
    def failed(self) -> bool:
        return bool(self.problem) or any(each.severity is Severity.ERROR for each in self.findings)


class RenderResult(Struct, frozen=True):
    """What became of all designs, and what was found of their names."""

    inputs: Inputs
    designs: tuple[RenderedDesign, ...]

    def __repr__(self) -> str:
        from sdgen.base.brief import briefly

        return briefly(self)

    @property
    def failed(self) -> int:
        """How many designs could not be drawn."""
        return sum(each.failed for each in self.designs)

    @property
    def out_of_date(self) -> int:
        """How many pictures are missing or stale."""
        return sum(len(each.missing) + len(each.stale) for each in self.designs)

    @property
    def orphans(self) -> int:
        """How many pictures no view draws, where pictures are compared."""
        return sum(len(each.orphans) for each in self.designs)

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that was read."""
        return (*self.inputs.files, *(path for each in self.designs for path in each.includes))


class _Job(Struct, frozen=True):
    """A design to draw, and its folder below the output folder."""

    source: Source
    folder: str
    order: Order


def check_request(request: RenderRequest) -> None:
    """Raise TargetError where a request contradicts itself, MissingExtraError where a format needs
    what is not installed."""
    order_of(request, NOTHING_SAID)


def render_designs(
    request: RenderRequest, sources: Sequence[Source], projects: Projects, executor: Executor
) -> Iterator[RenderedDesign]:
    """Draw designs and write or compare their pictures, each as soon as it is its turn and as its
    project says. Raises what ``check_request`` does and EngineError."""
    orders = [order_of(request, projects.of(each.place)) for each in sources]
    if len(sources) > 1 and orders[0].destination.single:
        raise TargetError(f"one picture was asked for, but {len(sources)} designs given")
    names = [each.file or STANDARD_INPUT_FILE for each in sources]
    folders = folder_names(names)
    jobs = [
        _Job(source, str(folders[name]), order)
        for source, name, order in zip(sources, names, orders, strict=True)
    ]
    return shared_out(_work, jobs, executor)


def _work(job: _Job, executor: Executor = ONE_PROCESS) -> RenderedDesign:
    """Draw what the order of a design wants; nothing is written before all of it is drawn.

    A picture that takes too much work is a problem of its design; raises EngineError where an
    installed Graphviz is asked for and cannot run.
    """
    order, reading = job.order, job.source.read()
    design, facts = reading.design, reading.facts
    if design is None or facts is None:
        return RenderedDesign(reading.file, reading.texts, reading.findings)
    if order.listing:
        names = api.view_names(facts)
        return RenderedDesign(reading.file, reading.texts, reading.findings, views=names)
    views, findings = _wanted_views(facts, order, reading.file)
    reading = replace(reading, findings=(*reading.findings, *findings))
    if not views:
        return RenderedDesign(reading.file, reading.texts, reading.findings)
    if order.destination.single and len(views) > 1:
        several = f"one picture was asked for, but --view names {len(views)}"
        problem = f"{reading.file}: {several}: {listed(views, MOST_NAMED)}"
        return RenderedDesign(reading.file, reading.texts, reading.findings, problem=problem)
    found = None
    if order.findings:
        from sdgen.workspace.lint import findings_of

        found = findings_of(reading, job.source, order.config, isolated=order.isolated)
    if facts.design.journeys:  # else there is no load that thresholds would be about
        from sdgen.workspace.settings import with_thresholds

        facts = with_thresholds(facts, job.source.place, order.config, isolated=order.isolated)
    drawing = Drawing(
        file=reading.file,
        facts=facts,
        options=order.options,
        findings=found,
        destination=order.destination,
        folder=job.folder,
        formats={
            **dict.fromkeys(views, order.destination.formats),
            **_again(facts, views, job.folder, order),
        },
        scale=order.scale,
        check=order.check,
    )
    drawn: list[DrawnView] = []
    for each in executor.map(drawing.view, tuple(drawing.formats)):
        if each.problem:
            problem = each.problem
            return RenderedDesign(reading.file, reading.texts, reading.findings, problem=problem)
        drawn.append(each)
    looks = {look for each in drawn for look in each.looks}
    idle = () if order.check else idle_options(order.asked, looks)
    said = said_once(warning for each in drawn for warning in each.warnings)
    outcome = RenderedDesign(
        reading.file,
        reading.texts,
        reading.findings,
        warnings=(*said, *idle),
        includes=tuple(Path(include) for include in design.includes),
    )
    files = [file for each in drawn for file in each.files]
    return _tidied(_deliver(outcome, files, order), facts, job.folder, order)


def _wanted_views(
    facts: Facts, order: Order, file: str
) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """The views to draw of a design, each once; none where that cannot be done, which the findings
    explain."""
    no_events = unknown_events(facts, order.failed)
    if no_events:
        return (), no_events
    # The list of all views is made only where it is wanted: making it imports them all.
    views = chosen_views(order.views, api.view_names(facts) if EVERY in order.views else ())
    large = api.default_views(facts) if order.default else ()
    if large:
        views = large[:1] if order.destination.single else large
    if order.failed:
        failing = api.failure_view(facts, order.failed)
        views = tuple(failing if view == FAILURE else view for view in views)
    views, problems = drawable_views(file, facts, views, order.configured)
    idle = collapse_problems(facts, order.options.collapse, file)
    errors = (*problems, *(each for each in idle if each.severity is Severity.ERROR))
    if errors:
        return (), errors
    names = (name for view in views for name in api.names_of_view(facts, view))
    return tuple(dict.fromkeys(names)), idle


def chosen_views(wanted: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """The views that ``--view`` asks for, each once, ``all`` spelt out."""
    return tuple(
        dict.fromkeys(
            view for each in wanted for view in (tuple(known) if each == EVERY else (each,))
        )
    )


def _again(
    facts: Facts, views: Collection[str], folder: str, order: Order
) -> Mapping[str, tuple[str, ...]]:
    """The other views of which pictures lie in the design's own folder, with the formats of those that
    are drawn anyway."""
    within = order.destination.folder
    if within is None or not order.again:
        return {}
    before = drawn_before(facts, within / folder, within)
    wanted = {
        view: tuple(each for each in order.destination.formats if each in formats)
        for view, formats in sorted(before.items())
        if view not in views
    }
    return {view: formats for view, formats in wanted.items() if formats}


def _deliver(outcome: RenderedDesign, files: list[PictureFile], order: Order) -> RenderedDesign:
    paths = [(file.path, file.data) for file in files if file.path is not None]
    if not paths:
        return replace(outcome, stream=b"".join(file.data for file in files))
    if order.check:
        found = compare(files)
        return replace(outcome, missing=found.missing, stale=found.stale, unlike=found.unlike)
    written: list[Path] = []
    problem = ""
    for path, data in paths:
        try:
            write_whole(path, data, within=order.destination.folder)
        except OutputError as error:
            problem = str(error)
            break
        written.append(path)
    return replace(outcome, written=tuple(written), problem=problem)


def _tidied(outcome: RenderedDesign, facts: Facts, folder: str, order: Order) -> RenderedDesign:
    """With what lies in the design's own folder though no view draws it, named or removed."""
    within = order.destination.folder
    if within is None or outcome.problem:
        return outcome
    own = within / folder
    names = belongs(facts, files_in(own, within))
    found = tidy(own, names, within, check=order.check, prune=order.prune)
    return replace(
        outcome,
        orphans=found.orphans,
        removed=found.removed,
        problem=found.problem,
        warnings=(*outcome.warnings, *found.warnings),
    )
