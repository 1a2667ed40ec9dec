"""What the reports of a design have in common: their result, and names that mean nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct, field

from sdgen import api
from sdgen.base.brief import briefly
from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span
from sdgen.design.records import Design


class ReportResult(Struct, frozen=True):
    """``text`` is the report where one was wanted and could be made; ``findings`` say why not, and
    are shown in ``texts`` (by file)."""

    findings: tuple[Finding, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None

    __repr__ = briefly

    @property
    def failed(self) -> bool:
        """Whether nothing could be computed."""
        return bool(self.findings)


def errors_of(reading: api.Reading) -> ReportResult:
    """The result for a design with errors."""
    return ReportResult(reading.errors, reading.texts)


def unknown(
    design: Design, code: tuple[str, str], says: str, names: tuple[str, Collection[str]], help: str
) -> Finding:
    """That a request names what does not exist: ``code`` with its name, ``names`` the name given
    and those that there are; ``help`` where none is like it."""
    from sdgen.base.suggest import near, question

    given, known = names
    return Finding(
        code=code[0],
        name=code[1],
        severity=Severity.ERROR,
        message=f"{says} called '{given}'",
        span=Span.whole(design.path),
        help=question(*near(given, known)) or help,
    )


def journeys_there_are(known: Collection[str]) -> str:
    """What to say where a journey is named that is not there."""
    return f"journeys: {', '.join(sorted(known))}" if known else "the design has none"
