"""Baselines: what is known already is written down once, and left out of later results."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from sdgen.base.errors import UnusableError
from sdgen.base.files import write_whole
from sdgen.base.findings import Finding
from sdgen.base.input_files import ReadError, read_bounded
from sdgen.lint.baseline import LARGEST, Baseline, Entry, entry_of, unmatched
from sdgen.lint.baseline import read_baseline as baseline_of
from sdgen.lint.baseline import write_baseline as baseline_text
from sdgen.lint.together import without_parts
from sdgen.rules import all_rules
from sdgen.workspace.lint_result import LintedDesign
from sdgen.workspace.paths import path_beside


def write_baseline(file: str, findings: Iterable[Finding], spared: Iterable[str] = ()) -> int:
    """Write the findings to ``file``, none of those ``spared``, to be left out later; returns how
    many entries they make. Raises OutputError."""
    entries = {
        entry_of(each, path_beside(each.span.file, file))
        for finding in findings
        for each in finding.parts or (finding,)
    }
    write_whole(Path(file), baseline_text(entries).encode("utf-8"), spared=spared)
    return len(entries)


def subtract_baseline(
    file: str, designs: Sequence[LintedDesign]
) -> tuple[list[LintedDesign], tuple[Finding, ...]]:
    """The designs without what the baseline lists, and findings about the baseline itself. Raises
    UnusableError where it cannot be read."""
    baseline = _read(file)
    if baseline.findings:
        return list(designs), baseline.findings
    matched: set[Entry] = set()

    def is_known(finding: Finding) -> bool:
        entry = entry_of(finding, path_beside(finding.span.file, file))
        if entry in baseline.entries:
            matched.add(entry)
        return entry in baseline.entries

    rules = all_rules()
    ran: dict[str, set[str]] = {}
    left = []
    for design in designs:
        for name in design.files if design.usable else ():
            ran.setdefault(path_beside(name, file), set()).update(design.ran)
        if design.usable:
            kept = (without_parts(each, is_known, rules) for each in design.findings)
            design = replace(design, findings=tuple(each for each in kept if each is not None))
        left.append(design)
    folder = Path(file).parent

    def could_match(entry: Entry) -> bool:
        return entry.rule in ran.get(entry.file, ()) or not _exists(folder / entry.file)

    return left, unmatched(baseline, matched, could_match)


def _exists(path: Path) -> bool:
    return os.path.exists(path)  # noqa: PTH110 - Path.exists fails for impossible names


def _read(file: str) -> Baseline:
    try:
        data = read_bounded(Path(file), LARGEST)
    except ReadError as error:
        raise UnusableError(f"the baseline {file} {error.reason}") from error
    return baseline_of(data, file)
