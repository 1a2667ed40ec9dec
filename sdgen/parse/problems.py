"""What can be wrong with a file before anyone asks what it means: codes, names, limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span

if TYPE_CHECKING:
    from sdgen.base.edit import Edit

LARGEST_FILE = 5_000_000
"""Bytes. A design of a thousand components is about 300 KB."""

DEEPEST = 100
"""Levels of nesting, aliases followed. The language itself needs eight."""

MOST_VALUES = 500_000
"""Keys and values of a file, every alias counted as a copy. A design of 10,000 components, their
calls with labels and timeouts, has about 340,000."""

MOST_FINDINGS = 100
"""Of one file; whoever has more learns nothing from the rest."""


class Problem(Struct, frozen=True):
    """What can be wrong with a file: code and name, and whether the file then counts as
    unreadable."""

    code: str
    title: str
    unreadable: bool = False

    def finding(
        self, message: str, span: Span, advice: str = "", fix: tuple[Edit, ...] = ()
    ) -> Finding:
        """This problem at one place; always an error."""
        return Finding(
            code=self.code,
            name=self.title,
            severity=Severity.ERROR,
            message=message,
            span=span,
            help=advice,
            unreadable=self.unreadable,
            fix=fix,
        )


UNREADABLE_FILE = Problem("YAML001", "unreadable-file", unreadable=True)
TOO_LARGE = Problem("YAML002", "file-too-large", unreadable=True)
ENCODING = Problem("YAML003", "encoding", unreadable=True)
SYNTAX = Problem("YAML004", "syntax", unreadable=True)
EMPTY = Problem("YAML005", "empty-file", unreadable=True)
SEVERAL_DOCUMENTS = Problem("YAML006", "several-documents")
DUPLICATE_KEY = Problem("YAML007", "duplicate-key")
KEY_NOT_TEXT = Problem("YAML008", "key-not-text")
TAG = Problem("YAML009", "tag")
MERGE = Problem("YAML010", "merge-key")
ALIAS = Problem("YAML011", "alias")
TOO_DEEP = Problem("YAML012", "too-deep", unreadable=True)
TOO_MANY_VALUES = Problem("YAML013", "too-many-values", unreadable=True)


class ParseError(Exception):
    """Reading cannot go on; carries the finding that says why. Stays inside this package."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.message)
