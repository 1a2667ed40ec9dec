"""Lints designs: read them, run the rules, subtract the baseline, write one report."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from sdgen import __version__, api
from sdgen.base.files import OutputError, write_whole
from sdgen.base.findings import Finding
from sdgen.base.reading import ReadError, read_bounded
from sdgen.cli import status
from sdgen.cli.inputs import STANDARD_INPUT, find_inputs
from sdgen.cli.lint_paths import LintPaths
from sdgen.cli.lint_settings import (
    Configurations,
    UnusableError,
    Wishes,
    WrongUsageError,
    check_selectors,
    read_wishes,
)
from sdgen.cli.parallel import in_order
from sdgen.cli.printing import hand_over, print_text, say, wants_colour
from sdgen.cli.reading import LARGEST_STANDARD_INPUT
from sdgen.lint.baseline import LARGEST as LARGEST_BASELINE
from sdgen.lint.baseline import Baseline, Entry, entry_of, read_baseline, unmatched, write_baseline
from sdgen.lint.engine import lint, this_day
from sdgen.lint.settings import FailLevel, Settings
from sdgen.report import is_for_people, report_parts
from sdgen.report.contents import Report
from sdgen.report.statistics import STATISTICS, write_statistics
from sdgen.rules import RegistryError, all_rules

__all__ = ["UnusableError", "WrongUsageError", "lint_designs", "read_wishes"]


class _Job(Struct, frozen=True):
    """A design to lint: its file (None: standard input), what findings call it, how it is linted."""

    file: Path | None
    name: str
    settings: Settings
    today: date
    with_texts: bool


class _Outcome(Struct, frozen=True):
    """What came of a design. ``files`` are all that it was read from; ``usable`` says whether
    rules ran at all."""

    name: str
    findings: tuple[Finding, ...]
    usable: bool
    fail_level: FailLevel
    files: tuple[str, ...] = ()
    ran: tuple[str, ...] = ()
    suppressed: int = 0
    texts: Mapping[str, str] = field(default_factory=dict)


def lint_designs(wishes: Wishes) -> int:
    """Do what the command line says and return the exit status. Raises WrongUsageError and
    UnusableError."""
    try:
        rules = all_rules()
    except RegistryError as error:
        raise UnusableError(str(error)) from error
    check_selectors(wishes, rules)
    inputs = find_inputs(wishes.paths)
    configurations = Configurations(wishes, rules)
    jobs = []
    for file in ([None] if inputs.standard_input else []) + list(inputs.files):
        name = (wishes.stdin_filename or STANDARD_INPUT) if file is None else file.as_posix()
        where = Path(wishes.stdin_filename or "") if file is None else file
        settings = configurations.settings_for(where)
        jobs.append(_Job(file, name, settings, this_day(), wishes.output_format == "full"))
    before = (*inputs.findings, *configurations.findings)
    outcomes: list[_Outcome] = []
    if len(jobs) > 1:
        # Designs and findings hold no cycles; looking for some takes a tenth of the time.
        gc.set_threshold(100_000, 50, 50)
    if not configurations.findings:
        own = [job for job in jobs if job.file is None]
        files = [job for job in jobs if job.file is not None]
        # Standard input can be read in this process only.
        outcomes = list(chain(map(_work, own), in_order(_work, files)))
    return _conclude(wishes, before, _each_once(outcomes))


def _work(job: _Job) -> _Outcome:
    if job.file is None:
        data = sys.stdin.buffer.read(LARGEST_STANDARD_INPUT)
        reading = api.read_text(data, job.name, Path(job.name).parent)
    else:
        reading = api.read_file(job.file, job.name)
    texts = reading.texts if job.with_texts else {}
    level = job.settings.fail_level
    files = tuple(reading.texts)
    if reading.facts is None:
        return _Outcome(job.name, reading.findings, False, level, files, texts=texts)
    paths = {name: LintPaths.absolute(name) for name in files}
    linted = lint(reading.facts, job.settings, today=job.today, texts=reading.texts, paths=paths)
    found = (*reading.findings, *linted.findings)
    return _Outcome(
        job.name,
        tuple(sorted(found, key=lambda each: (each.span, each.code))),
        True,
        level,
        files,
        linted.ran,
        linted.suppressed,
        texts if found else {},
    )


def _each_once(outcomes: Iterable[_Outcome]) -> list[_Outcome]:
    """What several designs include is found with each of them, and reported with the first."""
    seen: set[Finding] = set()
    kept = []
    for outcome in outcomes:
        shared = {each for each in outcome.findings if each.span.file != outcome.name}
        if shared & seen:
            left = tuple(each for each in outcome.findings if each not in seen)
            outcome = replace(outcome, findings=left)
        seen |= shared
        kept.append(outcome)
    return kept


def _conclude(wishes: Wishes, before: tuple[Finding, ...], outcomes: Sequence[_Outcome]) -> int:
    paths = LintPaths()
    unusable = bool(before) or not all(each.usable for each in outcomes)
    if wishes.create_baseline:
        if before or unusable:
            _write(wishes, _report(wishes, _all_findings(before, outcomes), outcomes, paths))
            return status.UNUSABLE
        return _create_baseline(wishes.create_baseline, outcomes, paths)
    extra: tuple[Finding, ...] = ()
    if wishes.baseline:
        outcomes, extra = _subtract(wishes.baseline, outcomes, paths)
        unusable = unusable or any(each.unreadable for each in extra)
    findings = (*_all_findings(before, outcomes), *extra)
    _write(wishes, _report(wishes, findings, outcomes, paths))
    if unusable:
        return status.UNUSABLE
    level = wishes.fail_level or FailLevel.WARNING
    failing = any(
        outcome.fail_level.fails(each.severity) for outcome in outcomes for each in outcome.findings
    ) or any(level.fails(each.severity) for each in extra)
    return status.FINDINGS if failing and not wishes.exit_zero else status.OK


def _all_findings(before: tuple[Finding, ...], outcomes: Iterable[_Outcome]) -> tuple[Finding, ...]:
    return (*before, *(each for outcome in outcomes for each in outcome.findings))


def _report(
    wishes: Wishes,
    findings: tuple[Finding, ...],
    outcomes: Sequence[_Outcome],
    paths: LintPaths,
) -> Iterator[str]:
    report = Report(
        findings=findings,
        files=tuple(each.name for each in outcomes),
        texts={name: text for each in outcomes for name, text in each.texts.items()},
        paths={file: paths.in_repository(file) for file in {each.span.file for each in findings}},
        rules=all_rules(),
        colour=_wants_colour(wishes),
        suppressed=sum(each.suppressed for each in outcomes),
        version=__version__,
    )
    if wishes.statistics:
        if wishes.output_format not in STATISTICS:
            raise WrongUsageError(
                f"--statistics is written in {', '.join(STATISTICS)}, not {wishes.output_format}"
            )
        return iter((write_statistics(wishes.output_format, report),))
    return report_parts(wishes.output_format, report)


def _wants_colour(wishes: Wishes) -> bool:
    if wishes.color == "auto":
        return not wishes.output_file and wants_colour(sys.stdout)
    return wishes.color == "always"


def _write(wishes: Wishes, parts: Iterator[str]) -> None:
    if not wishes.output_file:
        people = is_for_people(wishes.output_format)
        for part in parts:
            if people:
                print_text(part, colour=_wants_colour(wishes))
            else:
                hand_over(part)
        return
    data = b"".join(part.encode("utf-8", "backslashreplace") for part in parts)
    try:
        write_whole(Path(wishes.output_file), data)
    except OutputError as error:
        raise UnusableError(str(error)) from error


# --- baseline ---------------------------------------------------------------------------------


def _create_baseline(file: str, outcomes: Sequence[_Outcome], paths: LintPaths) -> int:
    entries = {
        entry_of(each, paths.beside(each.span.file, file))
        for outcome in outcomes
        for each in outcome.findings
    }
    try:
        write_whole(Path(file), write_baseline(entries).encode("utf-8"))
    except OutputError as error:
        raise UnusableError(str(error)) from error
    say(f"{file}: {len(entries)} entr{'y' if len(entries) == 1 else 'ies'}")
    return status.OK


def _subtract(
    file: str, outcomes: Sequence[_Outcome], paths: LintPaths
) -> tuple[list[_Outcome], tuple[Finding, ...]]:
    """The outcomes without what the baseline lists, and findings about the baseline itself."""
    baseline = _read_baseline(file)
    if baseline.findings:
        return list(outcomes), baseline.findings
    matched: set[Entry] = set()
    ran: dict[str, set[str]] = {}
    left = []
    for outcome in outcomes:
        for name in outcome.files if outcome.usable else ():
            ran.setdefault(paths.beside(name, file), set()).update(outcome.ran)
        kept = []
        for each in outcome.findings:
            entry = entry_of(each, paths.beside(each.span.file, file))
            if entry in baseline.entries and outcome.usable:
                matched.add(entry)
            else:
                kept.append(each)
        left.append(replace(outcome, findings=tuple(kept)))
    folder = Path(file).parent

    def could_match(entry: Entry) -> bool:
        return entry.rule in ran.get(entry.file, ()) or not _exists(folder / entry.file)

    return left, unmatched(baseline, matched, could_match)


def _exists(path: Path) -> bool:
    return os.path.exists(path)  # noqa: PTH110 - Path.exists fails for impossible names


def _read_baseline(file: str) -> Baseline:
    try:
        data = read_bounded(Path(file), LARGEST_BASELINE)
    except ReadError as error:
        raise UnusableError(f"the baseline {file} {error.reason}") from error
    return read_baseline(data, file)
