"""Design documents of designs: read each, write its document and the pictures that it links, or
compare them with what is there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from sdgen import api
from sdgen.base.files import files_in
from sdgen.base.findings import Finding, Severity
from sdgen.base.made_files import source_name
from sdgen.base.settings import DEFAULT_OUTPUT
from sdgen.base.texts import take_texts
from sdgen.base.words import joined, listed
from sdgen.blocks import plain
from sdgen.document.adr import DecisionRecord, decision_records
from sdgen.document.build import build_document
from sdgen.document.records import Document, Figures, addresses
from sdgen.document.sections import DEFAULT as DEFAULT_TEMPLATE
from sdgen.document.sections import template_names
from sdgen.document.template_file import (
    TemplateError,
    fill_template,
    is_template_file,
    template_file,
)
from sdgen.document.writers import DEFAULT as DEFAULT_FORM
from sdgen.document.writers import DOCUMENT_WRITERS
from sdgen.draw.typesetter import TypesetterError
from sdgen.layout.engine import TooMuchWorkError
from sdgen.views.linked import Address, leads
from sdgen.workspace.document_files import DocumentFile, compared_or_written
from sdgen.workspace.executor import ONE_PROCESS, Executor, shared_out
from sdgen.workspace.inputs import Inputs
from sdgen.workspace.large_designs import SVG, addresses_of
from sdgen.workspace.names import MOST_NAMED, PictureName, belongs, orphans
from sdgen.workspace.project import NOTHING_SAID, Project, Projects
from sdgen.workspace.read import Source
from sdgen.workspace.targets import (
    STANDARD_INPUT_FILE,
    STANDARD_OUTPUT,
    TargetError,
    folder_names,
)

EXPORTED = ("openapi", "sql")
"""The formats of other tools that a document links."""
NAMES = {DEFAULT_TEMPLATE: "design"}
"""What the file of a template is called, where that is not its own name."""


if TYPE_CHECKING:
    from sdgen.analyses.facts import Facts


class DocumentRequest(Struct, frozen=True, kw_only=True):
    """``files`` are designs, folders, patterns, or ``-`` for standard input. ``output`` is a folder,
    one file, whose suffix picks the form, or ``-`` for the bytes themselves. ``adr`` is a folder for
    the records of decisions, empty for none. ``check`` compares
    instead of writing, ``force`` writes over files that sdgen has not made. ``config`` names the one
    configuration to use, ``isolated`` uses none."""

    files: tuple[str, ...]
    output: str | Path | None = None
    forms: tuple[str, ...] = ()
    template: str = DEFAULT_TEMPLATE
    adr: str = ""
    check: bool = False
    force: bool = False
    config: str | None = None
    isolated: bool = False

    def __post_init__(self) -> None:
        take_texts(self, ("files", "forms"), ("output", "config", "template", "adr"))


class DocumentedDesign(Struct, frozen=True):
    """What became of a design: ``written``, ``missing`` and ``stale`` are documents and pictures,
    ``stream`` the document for standard output. ``open_questions`` are sentences: what the design
    leaves open. ``findings`` are about the design, shown in ``texts`` (by file); ``problem`` says
    why a document could not be made or written. ``records`` are the decisions, where their files are
    wanted, and ``source`` is what they call the design's file."""

    file: str
    texts: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    written: tuple[Path, ...] = ()
    missing: tuple[Path, ...] = ()
    stale: tuple[Path, ...] = ()
    warnings: tuple[str, ...] = ()
    open_questions: tuple[str, ...] = ()
    stream: bytes | None = None
    problem: str = ""
    records: tuple[DecisionRecord, ...] = ()
    source: str = ""

    def __repr__(self) -> str:
        from sdgen.base.brief import briefly

        return briefly(self)

    @property
    def failed(self) -> bool:
        return bool(self.problem) or any(each.severity is Severity.ERROR for each in self.findings)


class DocumentResult(Struct, frozen=True):
    """What became of all designs, and what was found of their names."""

    inputs: Inputs
    designs: tuple[DocumentedDesign, ...]

    @property
    def failed(self) -> int:
        """How many designs have no document."""
        return sum(each.failed for each in self.designs)

    @property
    def out_of_date(self) -> int:
        """How many files are missing or stale."""
        return sum(len(each.missing) + len(each.stale) for each in self.designs)

    @property
    def open_questions(self) -> int:
        """How many questions the designs leave open."""
        return sum(len(each.open_questions) for each in self.designs)


class _Place(Struct, frozen=True):
    """Where documents go: below ``folder``, to one ``file``, or neither: standard output."""

    forms: tuple[str, ...]
    folder: Path | None = None
    file: Path | None = None

    @property
    def is_stream(self) -> bool:
        return self.folder is None and self.file is None


class _Job(Struct, frozen=True):
    source: Source
    folder: str
    place: _Place
    request: DocumentRequest
    options: api.Options


def check_request(request: DocumentRequest, project: Project = NOTHING_SAID) -> None:
    """Raise TargetError where a request contradicts itself, MissingExtraError where a form needs
    what is not installed."""
    if not is_template_file(request.template):
        _require_template(request.template)
    for form in _place(request, project).forms:
        DOCUMENT_WRITERS[form].require()


def _require_template(name: str) -> None:
    if name not in template_names():
        from sdgen.base.suggest import did_you_mean, question

        asked = question(did_you_mean(name, template_names()))
        known = joined(template_names())
        raise TargetError(
            f"there is no template '{name}'{asked and f'; {asked}'}: there are {known}, and your own, "
            "a file whose name ends in .md.j2 or .html.j2"
        )


def document_designs(
    request: DocumentRequest, sources: Sequence[Source], projects: Projects, executor: Executor
) -> Iterator[DocumentedDesign]:
    """Make the documents of designs, each as soon as it is its turn and where its project says."""
    own = [projects.of(each.place) for each in sources]
    places = [_place(request, project) for project in own]
    if len(sources) > 1 and places[0].folder is None:
        raise TargetError(f"one document was asked for, but {len(sources)} designs given")
    names = [each.file or STANDARD_INPUT_FILE for each in sources]
    folders = folder_names(names)
    jobs = [
        _Job(source, str(folders[name]), place, request, project.options)
        for source, name, place, project in zip(sources, names, places, own, strict=True)
    ]
    made = shared_out(_work, jobs, executor)
    if not request.adr:
        return made
    from sdgen.workspace.decision_files import DecisionFiles

    files = DecisionFiles(Path(request.adr), check=request.check, force=request.force)
    return map(files.deliver, made)


def _place(request: DocumentRequest, project: Project) -> _Place:
    """What ``-o`` and ``-f`` come to. Raises TargetError."""
    output = str(project.output or DEFAULT_OUTPUT if request.output is None else request.output)
    wanted = tuple(dict.fromkeys(request.forms))
    if is_template_file(request.template):
        made = template_file(request.template).form
        if wanted not in ((), (made,)):
            raise TargetError(f"{request.template} makes {made}, but -f says {wanted[0]}")
        wanted = (made,)
    if output == STANDARD_OUTPUT:
        if len(wanted) > 1:
            raise TargetError("-o - writes one document: give one -f")
        if request.check:
            raise TargetError("--check compares files: it does not go with -o -")
        return _Place(wanted or (DEFAULT_FORM,))
    if not output:
        raise TargetError("-o is empty: '.' is the current folder")
    path = Path(output)
    suffix = path.suffix.lower().removeprefix(".")
    if output.endswith(("/", "\\")) or not suffix or path.is_dir():
        return _Place(wanted or (DEFAULT_FORM,), folder=path)
    by_suffix = {DOCUMENT_WRITERS[form].suffix: form for form in DOCUMENT_WRITERS}
    if suffix not in by_suffix:
        known = ", ".join(f".{each}" for each in by_suffix)
        raise TargetError(f"-o {output}: sdgen doc writes {known}; a folder's name ends in /")
    if wanted not in ((), (by_suffix[suffix],)):
        raise TargetError(f"-o {output} is a file in {by_suffix[suffix]}, but -f says {wanted[0]}")
    return _Place((by_suffix[suffix],), file=path)


def _work(job: _Job, executor: Executor = ONE_PROCESS) -> DocumentedDesign:
    """Make the documents of one design; nothing is written before all of them are made."""
    reading = job.source.read()
    if reading.facts is None:
        return DocumentedDesign(reading.file, reading.texts, reading.findings)
    try:
        return _made(job, reading, executor)
    except (TooMuchWorkError, TypesetterError, TemplateError) as error:
        problem = f"{reading.file}: {error}"
        return DocumentedDesign(reading.file, reading.texts, reading.findings, problem=problem)


def _made(job: _Job, reading: api.Reading, executor: Executor) -> DocumentedDesign:
    facts, request = reading.facts, job.request
    assert facts is not None, "a design without errors has facts"
    from sdgen.workspace.document_findings import linted_for_ever
    from sdgen.workspace.settings import with_thresholds

    linted, wrong = linted_for_ever(reading, job.source, request.config, isolated=request.isolated)
    if wrong:
        return DocumentedDesign(reading.file, reading.texts, (*reading.findings, *wrong))
    if facts.design.journeys:
        facts = with_thresholds(facts, job.source.place, request.config, isolated=request.isolated)
    own = template_file(request.template) if is_template_file(request.template) else None
    template = DEFAULT_TEMPLATE if own is not None else request.template
    subject = api.document_subject(
        facts, linted, file=source_name(reading.file), template=template, texts=reading.texts
    )
    # what is linked lies in the design's own folder, or beside the one file in a folder of its name
    home = _home(job)
    pictures = home if job.place.file is None else home / job.place.file.stem
    exported = {} if job.place.is_stream else _exported(facts)
    subject.beside = {name: _href(pictures / file, home) for name, (file, _) in exported.items()}
    document = build_document(subject)
    beside, within = _figures(facts, document, job, pictures, executor)
    files: list[DocumentFile] = []
    warnings: list[str] = []
    for form in job.place.forms:
        shown = beside if DOCUMENT_WRITERS[form].linked else within
        if own is not None:
            written = fill_template(own, subject, document, shown)
        else:
            written = api.write_document(document, form, shown)
        warnings += written.warnings
        files.append(DocumentFile(_path(job, form), written.data, form))
    linked = any(DOCUMENT_WRITERS[form].linked for form in job.place.forms)
    if linked and not job.place.is_stream:
        files += _pictures(beside, pictures)
    wanted = {piece.target for piece in addresses(document)}
    files += [
        DocumentFile(pictures / file, text.encode("utf-8"), is_export=True)
        for name, (file, text) in exported.items()
        if subject.beside[name] in wanted
    ]
    outcome = DocumentedDesign(
        reading.file,
        reading.texts,
        reading.findings,
        warnings=tuple(dict.fromkeys(warnings)),
        open_questions=tuple(plain(each.text) for each in document.open_questions),
        source=source_name(reading.file),
        records=decision_records(facts.design, source_name(reading.file)) if request.adr else (),
    )
    if job.place.is_stream:
        return replace(outcome, stream=files[0].data)
    delivered = compared_or_written(
        outcome, files, job.place.folder, check=request.check, force=request.force
    )
    return _tidied(delivered, facts, job)


def _figures(
    facts: Facts, document: Document, job: _Job, pictures: Path, executor: Executor
) -> tuple[Figures, Figures]:
    """The figures of a document as those beside it, which lead to each other, and as those that stand
    in it, which lead nowhere: it has its own contents. The same where there is nothing to lead to."""
    lead_to = addresses_of(pictures, {each.view: (SVG,) for each in document.figures})
    is_linked = {DOCUMENT_WRITERS[form].linked for form in job.place.forms}
    leading = leads(facts.design, lead_to)

    def drawn(address: Address | None) -> Figures:
        def href(view: str, page: int) -> str:
            return _href(pictures / _name(view, page), _home(job))

        return api.draw_figures(facts, document, job.options, href, executor.map, address)

    first = drawn(lead_to if leading and True in is_linked else None)
    return first, drawn(None) if leading and len(is_linked) > 1 else first


def _tidied(outcome: DocumentedDesign, facts: Facts, job: _Job) -> DocumentedDesign:
    """With a warning about pictures of before that lie in the design's own folder."""
    within = job.place.folder
    if within is None or outcome.problem:
        return outcome
    own = within / job.folder
    left = orphans(own, belongs(facts, files_in(own, within)), within)
    if not left:
        return outcome
    names = listed([each.name for each in left], MOST_NAMED)
    warning = f"{own}: no view draws {names}; 'sdgen render --prune' removes what none draws"
    return replace(outcome, warnings=(*outcome.warnings, warning))


def _exported(facts: Facts) -> dict[str, tuple[str, str]]:
    """By format, the name and the text of what a document links: its interface and its data model
    as other tools read them, where the design has them and they can be said."""
    found = {}
    for name in EXPORTED:
        made = api.export_design(facts, name, severity=Severity.INFO)
        exporter = api.exporter(name)
        if made.text:
            dialect = exporter.dialects[0] if exporter.dialects else ""
            found[name] = (exporter.file(dialect, exporter.suffixes[0]), made.text)
    return found


def _home(job: _Job) -> Path:
    """The folder in which the document lies."""
    if job.place.file is not None:
        return job.place.file.parent
    return (job.place.folder or Path("out")) / job.folder


def _path(job: _Job, form: str) -> Path:
    if job.place.file is not None:
        return job.place.file
    template = job.request.template
    name = NAMES.get(template, template)
    if is_template_file(template):
        name = template_file(template).name
    return _home(job) / f"{name}.{DOCUMENT_WRITERS[form].suffix}"


def _name(view: str, page: int) -> str:
    return PictureName.of(view, page).file


def _href(path: Path, home: Path) -> str:
    return PurePosixPath(Path(os.path.relpath(path, home)).as_posix()).as_posix()


def _pictures(figures: Figures, folder: Path) -> list[DocumentFile]:
    return [
        DocumentFile(folder / _name(view, page), each.svg.encode("utf-8"))
        for (view, page), each in figures.items()
    ]
