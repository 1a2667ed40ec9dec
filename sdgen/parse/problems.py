"""What can be wrong with a file before anyone asks what it means: codes, names, limits."""

from __future__ import annotations

from enum import Enum

from sdgen.base.edit import Edit
from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span

LARGEST_FILE = 5_000_000
"""Bytes. A design of a thousand components is about 300 KB."""

DEEPEST = 100
"""Levels of nesting, aliases followed. The language itself needs eight."""

MOST_VALUES = 500_000
"""Keys and values of a file, every alias counted as a copy. A design of 10,000 components, their
calls with labels and timeouts, has about 340,000."""

MOST_FINDINGS = 100
"""Of one file; whoever has more learns nothing from the rest."""


class Problem(Enum):
    """Code and name of each problem, and whether the file then counts as unreadable."""

    UNREADABLE_FILE = ("YAML001", "unreadable-file", True)
    TOO_LARGE = ("YAML002", "file-too-large", True)
    ENCODING = ("YAML003", "encoding", True)
    SYNTAX = ("YAML004", "syntax", True)
    EMPTY = ("YAML005", "empty-file", True)
    SEVERAL_DOCUMENTS = ("YAML006", "several-documents", False)
    DUPLICATE_KEY = ("YAML007", "duplicate-key", False)
    KEY_NOT_TEXT = ("YAML008", "key-not-text", False)
    TAG = ("YAML009", "tag", False)
    MERGE = ("YAML010", "merge-key", False)
    ALIAS = ("YAML011", "alias", False)
    TOO_DEEP = ("YAML012", "too-deep", True)
    TOO_MANY_VALUES = ("YAML013", "too-many-values", True)

    @property
    def code(self) -> str:
        return self.value[0]

    @property
    def title(self) -> str:
        return self.value[1]

    @property
    def unreadable(self) -> bool:
        return self.value[2]

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


class ParseError(Exception):
    """Reading cannot go on; carries the finding that says why. Stays inside this package."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.message)
