"""What comes of checking designs."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from sdgen import api
from sdgen.base.brief import briefly
from sdgen.base.findings import Finding, Severity
from sdgen.workspace.inputs import Inputs


class ValidateResult(Struct, frozen=True):
    """What was found of the names, and what came of reading each design."""

    inputs: Inputs
    readings: tuple[api.Reading, ...]

    __repr__ = briefly

    def _repr_html_(self) -> str:
        from sdgen.report.shown import findings_html

        return findings_html(self.findings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings: about names, then about each design."""
        return (*self.inputs.findings, *(each for one in self.readings for each in one.findings))

    @property
    def errors(self) -> int:
        return sum(1 for _ in self._of(Severity.ERROR))

    @property
    def warnings(self) -> int:
        return sum(1 for _ in self._of(Severity.WARNING))

    @property
    def unreadable(self) -> bool:
        """Whether something could not be read at all, or a name stands for nothing."""
        return any(each.unreadable for each in self.findings)

    def _of(self, severity: Severity) -> Iterator[Finding]:
        return (each for each in self.findings if each.severity is severity)
