"""What a design states, as its file says it: so that nothing of it is missing from a document."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from sdgen.base.span import Span
from sdgen.blocks import Block, Details, Table, Words
from sdgen.design.calls import calls_from
from sdgen.design.record import Record
from sdgen.document.subject import Subject

SHOWN_OF_COMPONENTS = frozenset(
    ("kind", "name", "technology", "group", "calls", "consumes", "notes", "properties", "tags")
)
"""Keys of components that stand elsewhere in a document, or say only how pictures look."""
SHOWN_OF_CALLS = frozenset(("target", "label", "asynchronous"))
SHOWN_OF_JOURNEYS = frozenset(("name", "actor", "rate", "steps", "serves", "reads", "writes"))
_COMMENT = re.compile(r"(?:^|\s)#.*$")


def stated_of_components(subject: Subject) -> Iterator[Block]:
    """A table of all that is stated of components and of the calls that they make, folded away."""
    components = subject.design.components.values()
    rows = _rows(subject, [(each.name, each) for each in components], SHOWN_OF_COMPONENTS)
    calls = [
        (f"{each.name} to {subject.component(call.target)}", call)
        for each in components
        for call in calls_from(each)
    ]
    rows += _rows(subject, calls, SHOWN_OF_CALLS)
    if rows:
        header = ("Of", "is stated")
        table = Table(header, tuple(rows), text_columns=(0, 1))
        yield Details("What else is stated of components and their calls", (table,))


def stated_of_journey(subject: Subject, journey: str) -> str:
    """All that is stated of a journey and stands nowhere else."""
    record = subject.design.journeys[journey]
    return _stated(subject.texts, record, SHOWN_OF_JOURNEYS)


def _rows(
    subject: Subject, named: Sequence[tuple[str, Record]], shown: Collection[str]
) -> list[tuple[Words, ...]]:
    told = [(name, _stated(subject.texts, record, shown)) for name, record in named]
    return [(name, said) for name, said in told if said]


def _stated(texts: Mapping[str, str], record: Record, shown: Collection[str]) -> str:
    """``capacity 2k/s; latency {p50: 5ms, p99: 40ms}``: the keys that are given, as written."""
    found = []
    for key, span in record.spans.items():
        if key in shown or "." in key or "[" in key:
            continue
        text = written(texts, span)
        if text:
            found.append(f"{key} {text}")
    return "; ".join(found)


def written(texts: Mapping[str, str], span: Span) -> str:
    """What stands at a place, on one line and without comments; empty where its file is not known."""
    text = texts.get(span.file)
    if text is None:
        return ""
    lines = text.splitlines()[span.line - 1 : span.end_line]
    if not lines:
        return ""
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    if len(lines) > 1:
        lines = [_COMMENT.sub("", line) for line in lines]
    separator = ", " if len(lines) > 1 and lines[0][:1] not in tuple("[{\"'|>") else " "
    return separator.join(line.strip() for line in lines if line.strip())
