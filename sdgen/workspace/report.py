"""What the reports of a design have in common: their result, and names that mean nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field

from sdgen import api
from sdgen.base.brief import briefly
from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span
from sdgen.design.records import Design

if TYPE_CHECKING:
    from sdgen.analyses.facts import Facts


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


def unknown_events(
    facts: Facts, failed: Sequence[str], code: tuple[str, str]
) -> tuple[Finding, ...]:
    """That names of what has failed are those of nothing that can."""
    known = facts.what_can_fail if failed else {}
    return tuple(
        unknown(
            facts.given,
            code,
            "nothing that can fail is",
            (name, () if name in facts.given.components else known.keys()),
            _what_fails(facts.given, name),
        )
        for name in failed
        if name not in known
    )


def _what_fails(design: Design, name: str) -> str:
    """What to say where ``name`` cannot fail."""
    from sdgen.kinds import Role, kind_of

    advice = "name a zone, a region, a component, or one replica such as user-db/1"
    component = design.components.get(name)
    if component is None or kind_of(component).role is not Role.ACTOR:
        return advice
    return f"'{name}' is a client, and clients do not fail: {advice}"


def journeys_there_are(known: Collection[str]) -> str:
    """What to say where a journey is named that is not there."""
    return f"journeys: {', '.join(sorted(known))}" if known else "the design has none"
