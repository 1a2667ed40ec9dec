"""What the engine is told: which rules run, how severe they are, and the values of their options."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from sdgen.base.findings import Severity
from sdgen.base.texts import take_texts

if TYPE_CHECKING:
    from sdgen.analyses.scenario import Scenario
    from sdgen.lint.option import AnyOption, AnyValue


class FailLevel(StrEnum):
    """From which severity on findings make the command fail."""

    NONE = "none"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    def fails(self, severity: Severity) -> bool:
        """Whether one finding of this severity is enough."""
        order = list(Severity)
        return self is not FailLevel.NONE and order.index(severity) <= order.index(
            Severity(self.value)
        )


class FileIgnores(Struct, frozen=True):
    """Selectors that are ignored in the files that match a pattern, seen from ``folder`` (an
    absolute path with ``/`` between its parts)."""

    pattern: str
    selectors: tuple[str, ...]
    folder: str = ""

    def __post_init__(self) -> None:
        take_texts(self, ("selectors",))


class Settings(Struct, frozen=True):
    """``select`` is None for the default: every rule that warns, errs or asks. Selectors are codes,
    beginnings of codes, names, or ``ALL``. ``severity`` maps codes, ``options`` an option to its
    value."""

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[FileIgnores, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    options: Mapping[AnyOption, AnyValue] = field(default_factory=dict)
    fail_level: FailLevel = FailLevel.WARNING

    def scenario(self, scenario: Scenario) -> Scenario:
        """The scenario in which a design is looked at with these options."""
        fields: Mapping[str, Any] = {
            option.sets: value for option, value in self.options.items() if option.sets
        }
        return replace(scenario, **fields) if fields else scenario

    def with_selectors(
        self,
        select: tuple[str, ...] | None = None,
        extend_select: tuple[str, ...] = (),
        ignore: tuple[str, ...] = (),
    ) -> Settings:
        """These settings under what is asked for at the moment: ``select`` takes the place of all
        selectors, and what is selected again is not ignored any more."""
        below = (
            self if select is None else replace(self, select=select, extend_select=(), ignore=())
        )
        kept = tuple(each for each in below.ignore if each not in extend_select)
        return replace(
            below,
            extend_select=(*below.extend_select, *extend_select),
            ignore=(*kept, *ignore),
        )
