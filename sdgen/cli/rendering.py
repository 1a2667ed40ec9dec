"""The work of ``sdgen render``: all designs, in order, with progress, once or while watching."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import click
from msgspec import Struct

from sdgen import api
from sdgen.base.extras import MissingExtraError
from sdgen.cli import status
from sdgen.cli.drawing import Order, Outcome, draw_design
from sdgen.cli.inputs import Inputs, find_inputs
from sdgen.cli.parallel import in_order
from sdgen.cli.printing import (
    clear_progress,
    complain,
    count_text,
    hand_over,
    print_findings,
    say,
    show_progress,
    warn,
)
from sdgen.cli.reading import read_design
from sdgen.cli.targets import DEFAULT_VIEWS, TargetError, folder_names, read_destination
from sdgen.layout.engine import EngineError


class Wishes(Struct, frozen=True, kw_only=True):
    """The command line of ``sdgen render`` as given."""

    files: tuple[str, ...]
    views: tuple[str, ...]
    formats: tuple[api.Format, ...]
    output: str
    theme: api.Theme
    direction: api.DirectionName
    lines: api.Lines
    scale: float
    font: api.Font
    engine: api.EngineName
    check: bool
    prune: bool
    findings: bool
    watch: bool


def render(wishes: Wishes) -> int:
    """Draw what is wished for and return the exit status. Raises click.UsageError."""
    try:
        order = _order(wishes)
        if not wishes.watch:
            return _render_once(find_inputs(wishes.files), order).status
    except TargetError as error:
        raise click.UsageError(str(error)) from error
    except MissingExtraError as error:
        complain(str(error))
        return status.UNUSABLE
    return _watch(wishes, order)


class _Round(Struct, frozen=True):
    """One pass over all designs: its exit status and the files that it read."""

    status: int
    files: tuple[Path, ...]


class _Job(Struct, frozen=True):
    """A design to draw: its file (None: standard input) and its folder below the output folder."""

    file: Path | None
    folder: str
    order: Order


def _order(wishes: Wishes) -> Order:
    destination = read_destination(wishes.output, wishes.formats)
    views = wishes.views or (DEFAULT_VIEWS[:1] if destination.single else DEFAULT_VIEWS)
    if destination.single and (len(set(views)) > 1 or "all" in views):
        raise TargetError(f"-o {wishes.output} holds one picture: give one --view")
    if wishes.check and wishes.output == "-":
        raise TargetError("--check compares files: it does not go with -o -")
    if wishes.watch and (wishes.check or wishes.output == "-" or "-" in wishes.files):
        raise TargetError("--watch goes with files only: not with --check, -o - or standard input")
    if wishes.prune and destination.single:
        raise TargetError(f"--prune goes with a folder of pictures: not with -o {wishes.output}")
    if wishes.prune and (wishes.check or wishes.watch):
        raise TargetError(
            "--prune removes pictures, once: it goes with neither --check nor --watch"
        )
    for each in destination.formats:
        api.require_format(each)
    options = api.Options(
        theme=wishes.theme,
        direction=wishes.direction,
        lines=wishes.lines,
        font=wishes.font,
        engine=wishes.engine,
    )
    return Order(
        views, destination, options, wishes.scale, wishes.check, wishes.findings, wishes.prune
    )


def _render_once(inputs: Inputs, order: Order) -> _Round:
    print_findings(inputs.findings, {})
    names: list[Path | None] = [*([None] if inputs.standard_input else []), *inputs.files]
    if order.destination.single and len(names) > 1:
        raise TargetError(
            f"one picture was asked for, but {count_text(len(names), 'design')} given"
        )
    folders = folder_names([name or Path("stdin") for name in names])

    first = [_Job(None, str(folders[Path("stdin")]), order)] if inputs.standard_input else []
    jobs = [_Job(name, str(folders[name]), order) for name in inputs.files]

    progress = _Progress(len(names))
    outcomes: list[Outcome] = []
    try:
        # Standard input can be read in this process only.
        for outcome in chain(map(_work, first), in_order(_work, jobs)):
            progress.clear()
            _show(outcome)
            outcomes.append(outcome)
            progress.show(outcome.file)
    except EngineError as error:
        progress.clear()
        complain(str(error), "This is about the machine, not about the design.")
        return _Round(status.UNUSABLE, inputs.files)
    progress.clear()
    files = (*inputs.files, *(path for outcome in outcomes for path in outcome.includes))
    return _Round(_conclude(outcomes, inputs), files)


def _work(job: _Job) -> Outcome:
    return draw_design(read_design(job.file), job.folder, job.order)


def _show(outcome: Outcome) -> None:
    print_findings(outcome.findings, outcome.texts)
    for warning in outcome.warnings:
        warn(f"{outcome.file}: warning: {warning}")
    if outcome.problem:
        complain(outcome.problem)
    if outcome.stream is not None:
        hand_over(outcome.stream)
    for path in outcome.missing:
        say(f"missing: {path}")
    for path in outcome.stale:
        say(f"stale: {path}")
    for path in outcome.orphans:
        say(f"orphan: {path}")
    for path in outcome.unlike:
        warn(
            f"{path}: note: not what would be drawn here, where a font of the machine draws a part "
            "of it; not counted as stale, since only the SVG is the same on every machine"
        )
    for path in outcome.written:
        say(str(path))
    for path in outcome.removed:
        say(f"removed: {path}")
    sys.stdout.flush()


def _conclude(outcomes: Sequence[Outcome], inputs: Inputs) -> int:
    failed = sum(outcome.failed for outcome in outcomes)
    if failed and len(outcomes) > 1:
        complain(f"{failed} of {len(outcomes)} designs could not be drawn")
    if failed or inputs.findings:
        return status.UNUSABLE
    old = sum(len(outcome.missing) + len(outcome.stale) for outcome in outcomes)
    orphans = sum(len(outcome.orphans) for outcome in outcomes)
    if old:
        it = "it" if old == 1 else "them"
        complain(f"{count_text(old, 'picture')} out of date; 'sdgen render' writes {it} anew")
    if orphans:
        it = "it" if orphans == 1 else "them"
        none = f"{count_text(orphans, 'picture')} that no view draws"
        complain(f"{none}; 'sdgen render --prune' removes {it}")
    return status.FINDINGS if old or orphans else status.OK


def _watch(wishes: Wishes, order: Order) -> int:
    from sdgen.cli.watching import wait_for_change, watch

    named_folders = tuple(path for path in map(Path, wishes.files) if path.is_dir())

    def draw() -> tuple[Path, ...]:
        inputs = find_inputs(wishes.files)
        try:
            files = _render_once(inputs, order).files
        except TargetError as error:
            complain(str(error))
            files = inputs.files
        warn(f"watching {count_text(len(files), 'file')}; Ctrl-C ends")
        return (*files, *(path.parent for path in files), *named_folders)

    try:
        watch(draw, wait_for_change)
    except KeyboardInterrupt:
        warn("")
    return status.OK


class _Progress:
    """A line on a terminal that says how far it is; silent elsewhere and for one design."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._on = total > 1 and sys.stderr.isatty()

    def show(self, file: str) -> None:
        self._done += 1
        if self._on:
            show_progress(f"[{self._done}/{self._total}] {file}")

    def clear(self) -> None:
        if self._on:
            clear_progress()
