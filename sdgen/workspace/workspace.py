"""The door to files and many designs.

workspace = sdgen.Workspace()
result = workspace.lint(LintRequest(files=("designs",)))
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec.structs import replace

from sdgen.base.errors import WrongUsageError
from sdgen.base.texts import Texts, as_texts
from sdgen.workspace.executor import Executor, Processes
from sdgen.workspace.inputs import Inputs, find_inputs
from sdgen.workspace.read import LARGEST_STANDARD_INPUT, STANDARD_INPUT, Source

if TYPE_CHECKING:
    from sdgen import api
    from sdgen.analyses.facts import Facts
    from sdgen.api import Theme
    from sdgen.base.findings import Finding
    from sdgen.workspace.analyze import AnalyzeRequest
    from sdgen.workspace.diff import DiffRequest, DiffResult
    from sdgen.workspace.diff_pictures import DrawnChanges
    from sdgen.workspace.document import DocumentedDesign, DocumentRequest, DocumentResult
    from sdgen.workspace.embed.embed import EmbedRequest, EmbedResult
    from sdgen.workspace.embed.showing import Shown, ShowRequest
    from sdgen.workspace.estimate import EstimateRequest
    from sdgen.workspace.export import ExportedDesign, ExportRequest, ExportResult
    from sdgen.workspace.improve import ImproveRequest, ImproveResult
    from sdgen.workspace.lint_result import LintRequest, LintResult
    from sdgen.workspace.new import NewDesign, NewRequest
    from sdgen.workspace.plot import PlotRequest, PlotResult
    from sdgen.workspace.project import DefaultDesigns
    from sdgen.workspace.render import RenderedDesign, RenderRequest, RenderResult
    from sdgen.workspace.report import ReportResult
    from sdgen.workspace.stale_comments import StaleComment
    from sdgen.workspace.validate import ValidateResult

__all__ = ["Workspace"]


def _ignore(_: object) -> None:
    """Nobody wants to know."""


class Workspace:
    """Designs in files: found, read, checked, linted, drawn.

    ``overlay`` are unsaved texts by path: they stand for what is on disk, for included files too.
    ``standard_input`` is what ``-`` is read from; nothing else is ever read that was not named.
    ``executor`` does the work on many designs.

    Methods raise what derives from :class:`sdgen.base.errors.SdgenError`. Files are named as on the
    command line: designs, folders, glob patterns, or ``-``.
    """

    def __init__(
        self,
        *,
        overlay: Mapping[str, str] | Mapping[Path, str] | None = None,
        standard_input: BinaryIO | None = None,
        executor: Executor | None = None,
    ) -> None:
        self._overlay = {
            Path(os.path.realpath(path)): text for path, text in (overlay or {}).items()
        }
        self._standard_input = standard_input
        self._executor: Executor = executor or Processes()

    def find(self, names: Texts) -> Inputs:
        """The files that names stand for, each once, and findings about names of nothing."""
        return find_inputs(as_texts(names))

    def default_designs(
        self, config: str | None = None, *, isolated: bool = False
    ) -> DefaultDesigns:
        """What ``lint``, ``validate`` and ``render`` take on the command line where no design is
        named: what the configuration of the current folder names, else the folder ``designs``, else
        the current folder. ``config`` is the one file to use, ``isolated`` uses none."""
        from sdgen.workspace.project import Projects, default_designs

        return default_designs(Projects(config, isolated=isolated))

    def check(self, request: LintRequest | RenderRequest) -> None:
        """Raise what ``lint`` or ``render`` would for the request itself; nothing is read."""
        from sdgen.workspace.lint_result import LintRequest

        if isinstance(request, LintRequest):
            from sdgen.workspace import lint

            lint.check_request(request)
        else:
            from sdgen.workspace import render

            render.check_request(request)

    def read(self, name: str | Path, *, contract: bool = False) -> api.Reading:
        """Read and check one design. With ``contract`` jsonschema and the published schema have the
        last word about its form."""
        return self._source(None if name == "-" else Path(name)).read(contract=contract)

    def validate(
        self, names: Texts, tell: Callable[[Inputs | api.Reading], None] = _ignore
    ) -> ValidateResult:
        """Check designs against the published schema and everything else; for a part of a design,
        the one design that includes it. ``tell`` is called with what was found, then with each
        design as soon as it is read."""
        from sdgen.workspace.parts import Parts
        from sdgen.workspace.validate import ValidateResult

        inputs = self.find(names)
        tell(inputs)
        readings = []
        for source in Parts(self._overlay).with_wholes(self._sources(inputs)):
            reading = source.read(contract=True)
            tell(reading)
            readings.append(reading)
        return ValidateResult(inputs, tuple(readings))

    def lint(self, request: LintRequest) -> LintResult:
        """Run the lint rules on designs, each as it is configured, without what the baseline lists.

        Raises WrongUsageError for a request that contradicts itself or names no rule, UnusableError
        where the baseline cannot be read, RegistryError where the rules of a package are broken.
        """
        from sdgen.workspace.lint import check_request, lint_designs
        from sdgen.workspace.parts import Parts

        check_request(request)
        inputs = self.find(request.files)
        named = self._sources(inputs, request.stdin_filename or STANDARD_INPUT)
        sources = Parts(self._overlay).with_wholes(named)
        return lint_designs(request, inputs, sources, self._executor)

    def lint_report(
        self, result: LintResult, format: str, *, colour: bool = False, statistics: bool = False
    ) -> Iterator[str]:
        """What came of linting in one of the formats of ``sdgen lint``, part by part;
        ``statistics`` only count the findings of each rule. Raises ValueError for a format that
        does not exist, WrongUsageError for one without statistics."""
        from sdgen.workspace.lint_report import lint_report

        return lint_report(result, format, colour=colour, statistics=statistics)

    def write_baseline(
        self, file: str | Path, findings: Iterable[Finding], *, spared: Iterable[str] = ()
    ) -> int:
        """Write findings to ``file``, to be left out later; returns how many entries they make.
        Raises OutputError, also where ``file`` is one of those ``spared``: the designs read."""
        from sdgen.workspace.baseline import write_baseline

        return write_baseline(str(file), findings, spared)

    def render(
        self,
        request: RenderRequest,
        tell: Callable[[Inputs | RenderedDesign], None] = _ignore,
    ) -> RenderResult:
        """Draw designs, and write or compare their pictures. ``tell`` is called with what was
        found, then with each design as soon as it is its turn.

        Raises TargetError for a request that contradicts itself, MissingExtraError where a format
        needs what is not installed, EngineError where an installed
        Graphviz is asked for and cannot run.
        """
        from sdgen.workspace.project import Projects
        from sdgen.workspace.render import RenderResult, check_request, render_designs

        projects = Projects(request.config, isolated=request.isolated)
        check_request(request)
        inputs = self.find(request.files)
        sources = list(self._sources(inputs))
        for each in sources:
            projects.of(each.place)
        if projects.findings:
            # As lint: nothing is read as nobody wants it.
            sources = []
            inputs = replace(inputs, findings=(*inputs.findings, *projects.findings))
        tell(inputs)
        designs = []
        for design in render_designs(request, sources, projects, self._executor):
            tell(design)
            designs.append(design)
        return RenderResult(inputs, tuple(designs))

    def document(
        self,
        request: DocumentRequest,
        tell: Callable[[Inputs | DocumentedDesign], None] = _ignore,
    ) -> DocumentResult:
        """Make the documents of designs, and write or compare them and the pictures that they link.
        ``tell`` is called with what was found, then with each design as soon as it is its turn.

        Raises TargetError for a request that contradicts itself, MissingExtraError where a form
        needs what is not installed.
        """
        from sdgen.workspace.document import DocumentResult, check_request, document_designs
        from sdgen.workspace.project import Projects

        projects = Projects(request.config, isolated=request.isolated)
        check_request(request)
        inputs = self.find(request.files)
        sources = list(self._sources(inputs))
        tell(inputs)
        designs = []
        for design in document_designs(request, sources, projects, self._executor):
            tell(design)
            designs.append(design)
        return DocumentResult(inputs, tuple(designs))

    def export(
        self,
        request: ExportRequest,
        tell: Callable[[Inputs | ExportedDesign], None] = _ignore,
    ) -> ExportResult:
        """Write designs as texts of other tools, or compare them with what is there. ``tell`` is
        called with what was found, then with each design as soon as it is its turn.

        Raises WrongUsageError for a request that contradicts itself, or names a format, a suffix or
        a dialect that does not exist.
        """
        from sdgen.workspace.export import ExportResult, check_request, export_designs

        check_request(request)
        inputs = self.find(request.files)
        tell(inputs)
        designs = []
        for design in export_designs(request, list(self._sources(inputs)), self._executor):
            tell(design)
            designs.append(design)
        return ExportResult(inputs, tuple(designs))

    def embed(self, request: EmbedRequest) -> EmbedResult:
        """Fill the markers of Markdown files with pictures and tables of designs, and draw the
        pictures that are missing or stale; or compare all of it. A file in which a marker is broken
        is left as it is. Raises WrongUsageError for a request that means nothing."""
        from sdgen.workspace.embed.embed import embed

        return embed(request, self._overlay, self._executor)

    def show(self, request: ShowRequest) -> Shown:
        """Draw a picture or make a table for one place in a page of a site; nothing is written.
        What is wrong are its ``faults``."""
        from sdgen.workspace.embed.showing import show

        return show(request, self._overlay)

    def analyze(self, request: AnalyzeRequest) -> ReportResult:
        """How the journeys of a design fail, and what helps, as a report."""
        from sdgen.workspace.analyze import analyze

        return analyze(self.read(request.file), request)

    def improve(self, request: ImproveRequest) -> ImproveResult:
        """The smallest set of changes that meets the objectives of a design, as a report. Raises
        WrongUsageError for a request that means nothing."""
        from sdgen.workspace.improve import check_request, improve

        check_request(request)
        return improve(self.read(request.file), request, self._overlay)

    def write_plan(self, result: ImproveResult) -> bool:
        """Write the plan into the file of the design that ``improve`` has read; whether anything
        was to write. Comments and layout stay; what included files say is changed under
        ``override``. Raises OutputError where the file cannot be written, or has changed since,
        UnusableError where a place in it cannot be edited; then it is as it was."""
        from sdgen.workspace.write_plan import write_plan

        if result.plan is None or result.reading is None:
            return False
        return write_plan(result.plan, result.reading, Path(result.reading.file))

    def comments_beside(self, result: ImproveResult) -> tuple[StaleComment, ...]:
        """The comments in the file of the design that may be out of date once the plan is written,
        as they stand beside what it changes, with their lines in the new text."""
        from sdgen.workspace.write_plan import comments_beside

        if result.plan is None or result.reading is None:
            return ()
        return comments_beside(result.plan, result.reading)

    def estimate(
        self, request: EstimateRequest, reading: api.Reading | None = None
    ) -> ReportResult:
        """How big a design is and what breaks first, as a report; ``reading`` is the design where it
        has been read already."""
        from sdgen.workspace.estimate import estimate_design

        return estimate_design(reading or self.read(request.file), request)

    def plot_estimate(
        self, request: EstimateRequest, reading: api.Reading | None = None
    ) -> PlotResult:
        """The plots of an estimate, drawn and written."""
        from sdgen.workspace.estimate import plot_design

        return plot_design(reading or self.read(request.file), request)

    def plot(self, facts: Facts, request: PlotRequest) -> PlotResult:
        """Draw how rates and storage of a design grow, and write the plots."""
        from sdgen.workspace.plot import plot

        return plot(facts, request)

    def begin(self, request: NewRequest) -> NewDesign:
        """Write a new design, from answers or as a copy of a pattern or a design of the gallery. Raises
        WrongUsageError for a name or a source that is none, UnusableError where the name is taken."""
        from sdgen.workspace.new import begin

        return begin(request)

    def diff(self, request: DiffRequest) -> DiffResult:
        """What has changed between designs, and what that means. Raises WrongUsageError for a request
        that contradicts itself, RevisionError where a revision or a file in it cannot be had."""
        from sdgen.workspace.diff import compare_designs

        return compare_designs(request)

    def diff_report(self, result: DiffResult, format: str, *, links: str = "") -> str:
        """What came of comparing designs in one of the formats of ``sdgen diff``; ``links`` is where files
        can be seen. Raises ValueError for a format that does not exist."""
        from sdgen.workspace.diff_report import diff_report

        return diff_report(result, format, links)

    def draw_changes(
        self, result: DiffResult, format: str, output: str, *, theme: Theme | None = None
    ) -> DrawnChanges:
        """Draw the changes of designs that were compared, and write them; of one, ``-`` gives the bytes
        instead. Raises TargetError where several would be one file, OutputError where one cannot be
        written, MissingExtraError where the format needs what is not installed."""
        from sdgen.workspace.diff_pictures import draw_changes

        return draw_changes(result, format, output, theme=theme)

    def watch(
        self,
        work: Callable[[], Iterable[Path]],
        wait: Callable[[Iterable[Path]], None] | None = None,
    ) -> None:
        """Do ``work``, which returns the files that it has read, now and after every change of one
        of them, until it is interrupted. ``wait`` blocks until something may have happened."""
        from sdgen.workspace import watch

        watch.watch(work, wait or watch.wait_for_change)

    def _sources(self, inputs: Inputs, name: str = STANDARD_INPUT) -> Iterator[Source]:
        """What the designs are read from, standard input, called ``name``, first."""
        if inputs.standard_input:
            yield self._source(None, name)
        yield from map(self._source, inputs.files)

    def _source(self, file: Path | None, name: str = STANDARD_INPUT) -> Source:
        if file is not None:
            return Source(file.as_posix(), file, unsaved=self._overlay)
        if self._standard_input is None:
            raise WrongUsageError("'-' is standard input, and this workspace was given none")
        data = self._standard_input.read(LARGEST_STANDARD_INPUT)
        return Source(name, data=data, unsaved=self._overlay)
