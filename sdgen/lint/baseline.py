"""Baselines: findings that were there when linting began, so that only new ones are reported.

An entry is file, rule and component, no line: it stays true while the file changes around it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping

from msgspec import Struct

from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span

VERSION = 1
LARGEST = 10_000_000
"""Bytes; a hundred thousand entries."""
CODE, NAME = "BASE001", "unmatched-baseline-entry"
INVALID, INVALID_NAME = "BASE002", "invalid-baseline"


class Entry(Struct, frozen=True, order=True):
    """One finding, wherever it stands in its file. ``file`` is relative to the baseline's folder."""

    file: str
    rule: str
    component: str


class Baseline(Struct, frozen=True):
    """What was read from a baseline: its entries with the line of each, and what is wrong."""

    path: str
    entries: dict[Entry, int]
    findings: tuple[Finding, ...] = ()


def entry_of(finding: Finding, file: str) -> Entry:
    """The entry of a finding; ``file`` is the finding's file as the baseline names it."""
    return Entry(file, finding.code, finding.at)


def write_baseline(entries: Iterable[Entry]) -> str:
    """The text of a baseline: JSON, one entry a line, sorted, each once."""
    import json

    def line(entry: Entry) -> str:
        values = {"file": entry.file, "rule": entry.rule, "component": entry.component}
        text = json.dumps(values, ensure_ascii=False)
        # A name of a file that is not Unicode can be written in escapes only.
        return text if _is_unicode(text) else json.dumps(values)

    lines = [f"    {line(each)}" for each in sorted(set(entries))]
    body = "[\n" + ",\n".join(lines) + "\n  ]" if lines else "[]"
    return f'{{\n  "version": {VERSION},\n  "entries": {body}\n}}\n'


def read_baseline(data: str | bytes, path: str) -> Baseline:
    """The entries of a baseline. What cannot be understood is a finding that makes it unusable."""
    import json

    try:
        text = data if isinstance(data, str) else data.decode("utf-8")
    except UnicodeDecodeError:
        return _invalid(path, "this is no baseline: it is not UTF-8", Span.whole(path))
    try:
        content = json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        span = Span(path, error.lineno, error.colno, error.lineno, error.colno + 1)
        return _invalid(path, f"this is no JSON: {error.msg}", span)
    except RecursionError:
        return _invalid(path, "this is no baseline: it is nested too deeply", Span.whole(path))
    except _ContentError as error:
        return _invalid(path, f"this is no baseline: {error}", Span.whole(path))
    except ValueError:  # of int: a denial of service by numbers of many digits
        reason = "this is no baseline: a number has too many digits"
        return _invalid(path, reason, Span.whole(path))
    version = content.get("version") if isinstance(content, dict) else None
    if type(version) is not int or version != VERSION:
        return _invalid(path, f"this is no baseline of version {VERSION}", Span.whole(path))
    return _entries(content, text, path)


class _ContentError(ValueError):
    """What ``json`` takes and a baseline does not have."""


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _ContentError("a key stands in it twice")
    return found


def _no_number(name: str) -> object:
    raise _ContentError(f"{name} is no number")


def _is_unicode(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _entries(data: Mapping[str, object], text: str, path: str) -> Baseline:
    listed = data.get("entries")
    entries: dict[Entry, int] = {}
    lines = _lines_of_entries(text)
    for number, each in enumerate(listed if isinstance(listed, list) else [None]):
        values = (
            [each.get(key) for key in ("file", "rule", "component")]
            if isinstance(each, dict)
            else []
        )
        texts = [value for value in values if isinstance(value, str)]
        line = lines[number] if number < len(lines) else 1
        if len(texts) != 3:
            span = Span(path, line, 1, line, 1)
            return _invalid(path, "an entry is not made of file, rule and component", span)
        entries.setdefault(Entry(*texts), line)
    return Baseline(path, entries)


def unmatched(
    baseline: Baseline, matched: Container[Entry], could_match: Callable[[Entry], bool]
) -> tuple[Finding, ...]:
    """A finding for each entry that matched nothing although its file was linted with its rule."""
    return tuple(
        Finding(
            code=CODE,
            name=NAME,
            severity=Severity.WARNING,
            message=f"the baseline has {entry.rule} at '{entry.component}' in {entry.file}, "
            "which is no longer found",
            span=Span(baseline.path, line, 1, line, 1),
            help="remove the entry, or write a new baseline with --create-baseline",
            at=entry.component,
        )
        for entry, line in baseline.entries.items()
        if entry not in matched and could_match(entry)
    )


def _lines_of_entries(text: str) -> list[int]:
    return [number for number, line in enumerate(text.split("\n"), start=1) if '"rule"' in line]


def _invalid(path: str, message: str, span: Span) -> Baseline:
    finding = Finding(
        code=INVALID,
        name=INVALID_NAME,
        severity=Severity.ERROR,
        message=message,
        span=span,
        help="write a new one with --create-baseline",
        unreadable=True,
    )
    return Baseline(path, {}, (finding,))
