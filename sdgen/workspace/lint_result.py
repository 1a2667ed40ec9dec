"""What is asked of linting, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from sdgen.base.brief import briefly
from sdgen.base.findings import Finding, said_first
from sdgen.base.texts import take_texts
from sdgen.lint.settings import FailLevel
from sdgen.workspace.settings import LintSettings


class LintRequest(Struct, frozen=True, kw_only=True):
    """``files`` are designs, folders, patterns, or ``-`` for standard input, which findings call
    ``stdin_filename``. The findings that the file ``baseline`` lists are left out. ``with_texts``
    keeps the texts of designs with findings, for excerpts."""

    files: tuple[str, ...]
    settings: LintSettings = field(default_factory=LintSettings)
    baseline: str | None = None
    stdin_filename: str | None = None
    with_texts: bool = True

    def __post_init__(self) -> None:
        take_texts(self, ("files",), ("baseline", "stdin_filename"))


class LintedDesign(Struct, frozen=True):
    """What came of a design. ``files`` are all that it was read from; ``usable`` says whether
    rules ran at all, ``ran`` which, ``suppressed`` how many findings are accepted."""

    name: str
    findings: tuple[Finding, ...]
    usable: bool
    fail_level: FailLevel
    files: tuple[str, ...] = ()
    ran: tuple[str, ...] = ()
    suppressed: int = 0
    texts: Mapping[str, str] = field(default_factory=dict)

    __repr__ = briefly


class LintResult(Struct, frozen=True):
    """What came of all designs: each of them, and findings ``before`` them (about names that stand
    for nothing, and configurations) and ``after`` them (about the baseline). ``fail_level`` is that
    of the findings after them."""

    designs: tuple[LintedDesign, ...]
    before: tuple[Finding, ...] = ()
    after: tuple[Finding, ...] = ()
    fail_level: FailLevel = FailLevel.WARNING

    __repr__ = briefly

    def _repr_html_(self) -> str:
        from sdgen.report.shown import findings_html

        return findings_html(self.findings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in order; what designs do not say comes last."""
        own = (each for design in self.designs for each in design.findings)
        return said_first((*self.before, *own, *self.after))

    @property
    def texts(self) -> Mapping[str, str]:
        """The texts of the files that findings speak of, by their names."""
        return {name: text for each in self.designs for name, text in each.texts.items()}

    @property
    def files(self) -> tuple[str, ...]:
        """Every file that designs were read from."""
        return tuple(dict.fromkeys(file for each in self.designs for file in each.files))

    @property
    def unusable(self) -> bool:
        """Whether something could not be read, or a design has errors."""
        wrong = any(each.unreadable for each in self.after)
        return bool(self.before) or wrong or not all(each.usable for each in self.designs)

    @property
    def fails(self) -> bool:
        """Whether a finding is at or over the fail level of its design; what a design does not say
        never is."""
        return any(
            design.fail_level.fails(each.severity) and not each.not_said
            for design in self.designs
            for each in design.findings
        ) or any(self.fail_level.fails(each.severity) for each in self.after)
