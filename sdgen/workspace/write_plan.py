"""A plan written into the file of its design: whole or not at all, and only where the file is as it
was read and the new text does what the plan promises."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterable
from pathlib import Path

from sdgen import api
from sdgen.analyses.improve.plan import Plan
from sdgen.base.errors import UnusableError
from sdgen.base.files import OutputError, require_writable, write_whole
from sdgen.base.findings import Finding, Severity
from sdgen.base.input_files import ReadError, read_bounded
from sdgen.parse.problems import LARGEST_FILE
from sdgen.workspace.plan_edits import planned_text
from sdgen.workspace.stale_comments import StaleComment, stale_comments

UNUSED_ACCEPTANCE = "DOC002"
_TOLD = (Severity.ERROR, Severity.WARNING)
TOLERANCE = 1e-10
"""Two ways of computing an availability differ by less."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def write_plan(plan: Plan, reading: api.Reading, file: Path) -> bool:
    """Write the plan into ``file``, from which ``reading`` came; whether anything was to write.
    Raises OutputError where the file cannot be written or has changed, UnusableError where a place
    in it cannot be edited."""
    if not plan.chosen or reading.design is None:
        return False
    data = _data(file)
    require_writable(file)
    text = planned_text(reading.design, reading.texts, plan.chosen)
    if not _is_text(data, reading.texts[reading.file]):
        raise OutputError(file, "it has changed since it was read; run the command again")
    _require_kept(plan, reading, file, text)
    write_whole(file, _encoded(text, data))
    return True


def comments_beside(plan: Plan, reading: api.Reading) -> tuple[StaleComment, ...]:
    """The comments of the design's file that the plan leaves, and that may be out of date then.
    Raises UnusableError where a place in it cannot be edited."""
    if not plan.chosen or reading.design is None:
        return ()
    before = reading.texts[reading.file]
    after = planned_text(reading.design, reading.texts, plan.chosen)
    return stale_comments(before, after, plan.chosen)


def new_findings(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Finding, ...]:
    """What lint finds after a plan is written, and did not before: errors, warnings, and accepted
    risks that are none any more."""
    known = {(each.code, each.at) for each in before}
    said = {each.message for each in before if each.code == UNUSED_ACCEPTANCE}
    return tuple(
        each
        for each in after
        if each.severity in _TOLD and not each.not_said
        if (
            each.message not in said
            if each.code == UNUSED_ACCEPTANCE
            else (each.code, each.at) not in known
        )
    )


def _data(file: Path) -> bytes:
    try:
        return read_bounded(file, LARGEST_FILE)
    except ReadError as error:
        raise OutputError(file, f"it cannot be read again: {error}") from error


def _is_text(data: bytes, text: str) -> bool:
    """Whether the bytes are those of the text."""
    return data == _encoded(text, data)


def _encoded(text: str, like: bytes) -> bytes:
    """The text with the byte order mark and in the encoding of other bytes."""
    found = ((mark, encoding) for mark, encoding in _MARKS if like.startswith(mark))
    mark, encoding = next(found, (b"", "utf-8"))
    return mark + text.encode(encoding)


def _require_kept(plan: Plan, reading: api.Reading, file: Path, text: str) -> None:
    """The new text is a design without errors in which every journey is as the plan says."""
    unsaved = {Path(os.path.realpath(file)): text}
    after = api.read_file(file, reading.file, unsaved=unsaved)
    if after.facts is None:
        first = after.errors[0]
        raise UnusableError(f"nothing is written: the design would have an error: {first.message}")
    for outcome in plan.outcomes:
        found = after.facts.availability(outcome.journey).value
        if abs(found - outcome.then) > TOLERANCE:
            raise UnusableError(
                f"nothing is written: '{outcome.journey}' would not be as available as it should; "
                "make the changes by hand"
            )
