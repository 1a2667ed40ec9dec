"""What sdgen has to say about a design: one record for every stage, rule and report."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from sdgen.base.edit import Edit
from sdgen.base.errors import SdgenError
from sdgen.base.span import Span


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


class DesignError(SdgenError):
    """A design cannot be used; carries every finding that says why. Raised by the Python API."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__(
            "\n".join(f"{f.span}: {f.severity}: {f.message}" for f in findings) or "no findings"
        )
