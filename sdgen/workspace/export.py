"""Exports designs: read each, write what other tools read, or compare it with what is there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sdgen import api
from sdgen.base.brief import briefly
from sdgen.base.errors import WrongUsageError
from sdgen.base.files import OutputError, write_whole
from sdgen.base.findings import Finding, Severity
from sdgen.base.made_files import is_ours, same_made
from sdgen.base.texts import take_texts
from sdgen.base.words import joined, listed
from sdgen.design.view_registry import EVERY
from sdgen.exporters import codes
from sdgen.workspace.executor import Executor
from sdgen.workspace.inputs import Inputs
from sdgen.workspace.read import Source
from sdgen.workspace.targets import (
    STANDARD_INPUT_FILE,
    STANDARD_OUTPUT,
    TargetError,
    folder_names,
)
from sdgen.workspace.view_problems import drawable_views

if TYPE_CHECKING:
    from sdgen.analyses.facts import Facts

MOST_NAMED = 5
"""Files that the message about too many of them names."""


class ExportRequest(Struct, frozen=True, kw_only=True):
    """``files`` are designs, folders, patterns, or ``-`` for standard input. ``formats`` are what to
    export to; the suffix of ``output`` says it where only one format has it. ``output`` is a folder,
    a file for one text, or ``-`` for standard output. ``dialect`` is for formats that have some,
    ``views`` for those that write pictures; they may hold ``all``, every view that a format writes.
    ``check`` compares instead of writing; files that sdgen has not made are written over only with
    ``force``."""

    files: tuple[str, ...]
    formats: tuple[str, ...] = ()
    output: str | Path = "out"
    dialect: str | None = None
    check: bool = False
    force: bool = False
    views: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        take_texts(self, ("files", "formats", "views"), ("output",))


class ExportedDesign(Struct, frozen=True):
    """What became of a design. ``written``, ``missing`` and ``stale`` are files, ``stream`` is the
    text for standard output; ``findings`` are about the design, shown in ``texts`` (by file);
    ``problem`` says why a file could not be written. ``found`` says whether the design had
    anything to export."""

    file: str
    texts: Mapping[str, str]
    findings: tuple[Finding, ...] = ()
    written: tuple[Path, ...] = ()
    missing: tuple[Path, ...] = ()
    stale: tuple[Path, ...] = ()
    stream: str | None = None
    problem: str = ""
    found: bool = False

    __repr__ = briefly

    @property
    def failed(self) -> bool:
        return bool(self.problem) or any(each.severity is Severity.ERROR for each in self.findings)


class ExportResult(Struct, frozen=True):
    """What became of all designs, and what was found of their names."""

    inputs: Inputs
    designs: tuple[ExportedDesign, ...]

    __repr__ = briefly

    @property
    def failed(self) -> int:
        """How many designs could not be exported."""
        return sum(each.failed for each in self.designs)

    @property
    def out_of_date(self) -> int:
        """How many files are missing or stale."""
        return sum(len(each.missing) + len(each.stale) for each in self.designs)

    @property
    def found(self) -> bool:
        """Whether any design had anything to export."""
        return any(each.found for each in self.designs)


class _Wanted(Struct, frozen=True):
    """What is wanted in a format: its dialect, its suffix, and of formats of pictures the views, empty
    for what the design is shown in by default."""

    format: str
    dialect: str
    suffix: str
    views: tuple[str, ...] = ()


class _Text(Struct, frozen=True):
    """One text of a design, and the name of its file."""

    file: str
    text: str


class _Order(Struct, frozen=True):
    """What is wanted of each design, and where it goes: below a ``folder``, into one ``file``, or
    where both are None to standard output. Of ``several`` designs some may have nothing to
    export."""

    wanted: tuple[_Wanted, ...]
    folder: Path | None
    file: Path | None
    check: bool
    force: bool
    several: bool


class _Job(Struct, frozen=True):
    source: Source
    folder: str
    order: _Order


def check_request(request: ExportRequest) -> None:
    """Raise WrongUsageError where a request contradicts itself or names what does not exist."""
    _order(request, several=False)


def export_designs(
    request: ExportRequest, sources: Sequence[Source], executor: Executor
) -> Iterator[ExportedDesign]:
    """Export designs, each as soon as it is its turn. Raises what ``check_request`` does."""
    order = _order(request, several=len(sources) > 1)
    if order.several and order.folder is None:
        raise TargetError(f"-o {request.output} holds one text, but {len(sources)} designs given")
    names = [each.file or STANDARD_INPUT_FILE for each in sources]
    folders = folder_names(names)
    jobs = [
        _Job(source, str(folders[name]), order) for source, name in zip(sources, names, strict=True)
    ]
    return executor.map(_work, jobs)


# --- what is wanted ---------------------------------------------------------------------------


def _order(request: ExportRequest, *, several: bool) -> _Order:
    output = str(request.output)
    if not output:
        raise TargetError("-o is empty: '.' is the current folder")
    path = Path(output)
    to_stream = output == STANDARD_OUTPUT
    to_folder = not to_stream and (output.endswith(("/", "\\")) or not path.suffix or path.is_dir())
    suffix = "" if to_stream or to_folder else path.suffix.lower().removeprefix(".")
    formats = tuple(dict.fromkeys(request.formats)) or _formats_with(suffix)
    if request.check and to_stream:
        raise TargetError("--check compares files: it does not go with -o -")
    if len(formats) > 1 and not to_folder:
        raise TargetError(f"-o {output} holds one text: give one -f")
    wanted = tuple(_wanted(each, request, suffix) for each in formats)
    if not to_folder and (len(request.views) > 1 or EVERY in request.views):
        raise TargetError(f"-o {output} holds one text: give one --view")
    if request.views and not any(api.exporter(each).views for each in formats):
        raise WrongUsageError(api.cannot_write(formats[0], request.views[0]), "view")
    if request.dialect and not any(each.dialect for each in wanted):
        raise WrongUsageError(f"{joined(formats)} has no dialects", "dialect")
    return _Order(
        wanted,
        path if to_folder else None,
        None if to_folder or to_stream else path,
        request.check,
        request.force,
        several,
    )


def _formats_with(suffix: str) -> tuple[str, ...]:
    """The format that has files of that suffix, where it is the only one."""
    known = api.export_formats()
    found = tuple(each for each in known if suffix and suffix in api.exporter(each).suffixes)
    if len(found) == 1:
        return found
    options = joined((f"-f {each}" for each in found or known), "or")
    raise TargetError(f"say what to export to: {options}")


def _wanted(format: str, request: ExportRequest, suffix: str) -> _Wanted:
    dialect = request.dialect or ""
    try:
        exporter = api.exporter(format)
    except ValueError as error:
        raise WrongUsageError(str(error), "format") from None
    if suffix and suffix not in exporter.suffixes:
        endings = joined((f".{each}" for each in exporter.suffixes), "or")
        raise TargetError(
            f"-o {request.output}: a file of {format} ends in {endings}; a folder's name ends in /"
        )
    if dialect and exporter.dialects and dialect not in exporter.dialects:
        known = joined(exporter.dialects, "or")
        raise WrongUsageError(f"{format} has no dialect '{dialect}'; write {known}", "dialect")
    chosen = (dialect or exporter.dialects[0]) if exporter.dialects else ""
    views = request.views if exporter.views else ()
    for view in views:
        why = "" if view == EVERY else api.cannot_write(format, view)
        if why:
            raise WrongUsageError(why, "view")
    return _Wanted(format, chosen, suffix or exporter.suffixes[0], views)


# --- one design -------------------------------------------------------------------------------


def _work(job: _Job) -> ExportedDesign:
    return _export_design(job.source, job.folder, job.order)


def _export_design(source: Source, folder: str, order: _Order) -> ExportedDesign:
    """Export what ``order`` wants; nothing is written before all of it is made."""
    reading = source.read()
    outcome = ExportedDesign(reading.file, reading.texts, reading.findings)
    if reading.facts is None:
        return outcome
    made: list[_Text] = []
    findings: list[Finding] = []
    for each in order.wanted:
        texts, found = _texts(reading.file, reading.facts, each, order)
        made += texts
        findings += found
    if order.folder is None and len(made) > 1:
        named = listed([each.file for each in made], MOST_NAMED)
        problem = f"{reading.file}: one text was asked for, but there are {len(made)}: {named}"
        return replace(outcome, problem=problem)
    outcome = replace(outcome, findings=(*reading.findings, *findings), found=bool(made))
    if outcome.failed or not made:
        return outcome
    if order.folder is None and order.file is None:
        return replace(outcome, stream="".join(each.text for each in made))
    files = {_path(order, folder, each.file): each.text.encode("utf-8") for each in made}
    problem = "" if order.force else _somebody_s(files, outcome.texts)
    if problem:
        return replace(outcome, problem=problem)
    return _compare(outcome, files) if order.check else _write(outcome, files, order)


def _texts(
    file: str, facts: Facts, wanted: _Wanted, order: _Order
) -> tuple[list[_Text], list[Finding]]:
    """What is wanted in one format, and what was found of it."""
    lacking = Severity.INFO if order.several else Severity.ERROR
    exporter = api.exporter(wanted.format)
    views, findings = _views(file, facts, wanted, lacking) if exporter.views else ([""], [])
    made = []
    for view in views:
        exported = api.export_design(
            facts,
            wanted.format,
            dialect=wanted.dialect,
            suffix=wanted.suffix,
            view=view,
            severity=lacking,
        )
        findings += exported.findings
        if exported.text:
            name = exporter.file(wanted.dialect, wanted.suffix, view)
            made.append(_Text(name, exported.text))
    return made, findings


def _views(
    file: str, facts: Facts, wanted: _Wanted, lacking: Severity
) -> tuple[list[str], list[Finding]]:
    """The views to write, and why others cannot be."""
    asked = wanted.views or api.export_views(facts)
    named = dict.fromkeys(view for view in asked if view != EVERY)
    every = api.view_names(facts) if EVERY in asked else ()
    unwritten = {view: api.cannot_write(wanted.format, view, facts) for view in (*every, *named)}
    found = [
        codes.not_written(unwritten[view], facts.design.views[view].span, lacking)
        for view in named
        if unwritten[view]
    ]
    written = tuple(view for view, why in unwritten.items() if not why)
    views, problems = drawable_views(file, facts, written, None)
    found += [replace(each, severity=lacking) for each in problems]
    names = (name for view in views for name in api.names_of_view(facts, view))
    return list(dict.fromkeys(names)), found


def _path(order: _Order, folder: str, file: str) -> Path:
    if order.folder is not None:
        return order.folder / folder / file
    assert order.file is not None
    return order.file


def _compare(outcome: ExportedDesign, files: Mapping[Path, bytes]) -> ExportedDesign:
    other = [path for path, data in files.items() if not same_made(path, data)]
    missing = [path for path in other if not os.path.exists(path)]  # noqa: PTH110 - never fails
    stale = [path for path in other if path not in missing]
    return replace(outcome, missing=tuple(missing), stale=tuple(stale))


def _write(outcome: ExportedDesign, files: Mapping[Path, bytes], order: _Order) -> ExportedDesign:
    written: list[Path] = []
    for path, data in files.items():
        try:
            write_whole(path, data, within=order.folder, spared=outcome.texts)
        except OutputError as error:
            return replace(outcome, written=tuple(written), problem=str(error))
        written.append(path)
    return replace(outcome, written=tuple(written))


def _somebody_s(files: Iterable[Path], read: Iterable[str]) -> str:
    """That a file is there which sdgen has not made; of what was read, writing says more."""
    spared = {os.path.realpath(each) for each in read}
    for path in files:
        if not is_ours(path) and os.path.realpath(path) not in spared:
            return (
                f"cannot write {path}: it is a file that sdgen has not made; "
                "name another with -o, or write over it with --force"
            )
    return ""
