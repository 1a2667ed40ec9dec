"""What sdgen has to say about a design: one record for every stage, rule and report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from sdgen.base.errors import SdgenError
from sdgen.base.span import Span
from sdgen.base.words import counted, in_one_line, shortened

LONGEST_SHOWN = 100

if TYPE_CHECKING:
    from sdgen.base.edit import Edit


class Severity(StrEnum):
    """How much a finding matters; the order of the members is from worst to mildest."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Finding(Struct, frozen=True):
    """One thing that is wrong, or worth knowing, at one place.

    ``code`` and ``name`` say which check speaks (``YAML001``, ``syntax``), ``message`` what is
    wrong in one sentence, ``help`` what to write instead, ``at`` the component, journey or other
    element that it is about, ``journeys`` the journeys that it breaks. ``unreadable`` marks input
    that could not be read at all (missing file, broken YAML, too large): the command line answers
    those with exit status 2. ``fix`` are the edits that mend it, given only where there is one
    right text and it is certain; they are made together or not at all.

    ``not_said`` marks what is no fault, as far as anybody knows: the design leaves open what a rule
    asks for. It is a note, comes last, and makes nothing fail. ``parts`` are the findings at single
    places that this one stands for, and ``lacks`` the elements at such a place that lack what is
    asked for.
    """

    code: str
    name: str
    severity: Severity
    message: str
    span: Span
    help: str = ""
    at: str = ""
    unreadable: bool = False
    journeys: tuple[str, ...] = ()
    fix: tuple[Edit, ...] = ()
    not_said: bool = False
    lacks: tuple[str, ...] = ()
    parts: tuple[Finding, ...] = ()

    def __repr__(self) -> str:
        said = shortened(in_one_line(self.message), LONGEST_SHOWN)
        return f"<{self.severity.value} {self.code} {str(self.span)!r} {said!r}>"


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings as they stand in the files, each once; those of one place by their code. What is
    not said comes last."""
    return tuple(
        sorted(
            dict.fromkeys(findings),
            key=lambda each: (each.not_said, each.span, each.code, each.at, each.message),
        )
    )


def said_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What is not said behind all others; otherwise they stay as they are."""
    return tuple(sorted(findings, key=lambda each: each.not_said))


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors, then warnings, then notes, then what is not said; of each they stay as they are."""
    order = tuple(Severity)
    return tuple(sorted(findings, key=lambda each: (each.not_said, order.index(each.severity))))


def by_file(findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    """The findings of each file, the files by name."""
    found: dict[str, list[Finding]] = {}
    for each in findings:
        found.setdefault(each.span.file, []).append(each)
    return {file: tuple(found[file]) for file in sorted(found)}


def totals(findings: Iterable[Finding], last: str = ", ") -> str:
    """``2 errors, 1 warning``; what there is none of is left out, and so is what is not said. ``last``
    stands before the last of them: `` and `` in a sentence."""
    counts = Counter(each.severity for each in findings if not each.not_said)
    nouns = {Severity.INFO: "note"}
    *first, end = [
        counted(counts[each], nouns.get(each, each.value)) for each in Severity if counts[each]
    ] or ["no findings"]
    return f"{', '.join(first)}{last}{end}" if first else end


class DesignError(SdgenError):
    """A design cannot be used; carries every finding that says why. Raised by the Python API."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__(
            "\n".join(f"{f.span}: {f.severity}: {f.message}" for f in findings) or "no findings"
        )
