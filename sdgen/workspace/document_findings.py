"""What lint finds in a design for its document, which must be the same on every day."""

from __future__ import annotations

from datetime import date

from sdgen import api
from sdgen.base.findings import Finding
from sdgen.lint.engine import Linted
from sdgen.rules import all_rules
from sdgen.workspace.read import Source
from sdgen.workspace.settings import Configurations, LintSettings


def linted_for_ever(
    reading: api.Reading, source: Source, config: str | None = None, *, isolated: bool = False
) -> tuple[Linted, tuple[Finding, ...]]:
    """The findings as the design's configuration has them, and what is wrong with that. Risks count
    as accepted whatever the day is: the document says until when, and has no clock."""
    given = LintSettings(config=config, isolated=isolated)
    found = Configurations(given, all_rules()).of(source.place)
    return api.lint_design(reading, found.settings, date.min), tuple(found.findings)
