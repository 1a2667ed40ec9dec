"""What the page of a code says that no rule has."""

from __future__ import annotations

from msgspec import Struct

from sdgen.base.findings import Severity


class CodePage(Struct, frozen=True, kw_only=True):
    """``summary`` is what is wrong, ``why`` it matters, ``instead`` what to write. ``bad`` is a
    design that is told so and ``good`` the same design mended, both without the lines ``sdgen`` and
    ``name`` unless they begin with them; empty where a design alone cannot show it."""

    code: str
    name: str
    summary: str
    why: str
    instead: str
    bad: str = ""
    good: str = ""
    severity: Severity = Severity.ERROR
