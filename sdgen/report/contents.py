"""What a report is made of, whatever its format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from sdgen.base.findings import Finding
from sdgen.base.gate import for_json

if TYPE_CHECKING:
    from sdgen.lint.rule import Rule


NOT_SAID = "not said"
"""What stands over, or before, the notes about what designs leave open."""


class Report(Struct, frozen=True):
    """``findings`` in order; ``files`` are the designs that were looked at, findings or not.

    ``texts`` are the files by name, for excerpts. ``paths`` maps the name of a file to its path
    from the root of the repository, for formats that other services read. ``rules`` describe the
    codes; codes without a rule come from reading the file.
    """

    findings: tuple[Finding, ...]
    files: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    paths: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    colour: bool = False
    suppressed: int = 0
    version: str = ""

    def path(self, finding: Finding) -> str:
        """The file of a finding from the root of the repository, where that is known."""
        return self.path_of(finding.span.file)

    def path_of(self, file: str) -> str:
        """A file from the root of the repository, where that is known."""
        return self.paths.get(file, file)

    @property
    def said(self) -> tuple[Finding, ...]:
        """What is found in what the designs say."""
        return tuple(each for each in self.findings if not each.not_said)

    @property
    def not_said(self) -> tuple[Finding, ...]:
        """The notes about what the designs do not say."""
        return tuple(each for each in self.findings if each.not_said)

    def fingerprints(self) -> Iterator[str]:
        """For each finding a name that stays the same when lines move: made of file, rule and
        element, and for the second finding with the same three, its number."""
        from hashlib import sha256

        seen: Counter[tuple[str, str, str]] = Counter()
        for finding in self.findings:
            key = (self.path(finding), finding.code, finding.at)
            seen[key] += 1
            number = (str(seen[key]),) if seen[key] > 1 else ()
            words = "\0".join((*key, *number))
            yield sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def with_help(finding: Finding) -> str:
    """What is wrong and what to do about it, where a format has one place for both."""
    said = marked(finding)
    return f"{said}. {finding.help}" if finding.help else said


def marked(finding: Finding) -> str:
    """The message, with a mark where it is about what a design does not say, for formats that have
    no place of their own for that."""
    return f"{NOT_SAID}: {finding.message}" if finding.not_said else finding.message


def json_array(items: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """A JSON array with one item a line, part by part: a report may be long."""
    separator = "[\n"
    for item in items:
        yield f"{separator}  {for_json(item)}"
        separator = ",\n"
    yield "[]" if separator == "[\n" else "\n]"
