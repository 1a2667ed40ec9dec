"""What a table for other documents is: the record that its module gives."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from sdgen.analyses.facts import Facts
from sdgen.blocks import Paragraph, Table
from sdgen.views.view import Lack


def _nothing(_: Facts) -> None:
    return None


class ReportTable(Struct, frozen=True, kw_only=True):
    """A table about a design, to stand in a document that people have: ``make`` gives it, or the
    sentence that stands for a table without rows. ``lack`` is what the design does not say that the
    table needs, None where it can be made, as by default it always can; ``doc`` says in one sentence what it shows."""

    doc: str
    make: Callable[[Facts], Table | Paragraph]
    lack: Callable[[Facts], Lack | None] = _nothing


def complaint(_: str, table: ReportTable) -> str:
    """What is wrong with a table that another package brings, empty if nothing."""
    whole = callable(table.make) and callable(table.lack)
    return "" if whole else "its make or its lack cannot be called"
