"""What a picture of a change says of its cards, lines and groups, and beside them."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from sdgen.diff.figures import Verdict


class Mark(StrEnum):
    """What has happened to something; draw gives each a colour, a stroke and a badge of its own shape."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Shift(Struct, frozen=True):
    """What is said under one key, in words for a reader (``latency p99``), before and after the change;
    empty where one says nothing."""

    key: str
    before: str
    after: str


class CardChange(Struct, frozen=True):
    """What has happened to the component of a card: how many it was and is (``×60``, ``×72``; both empty
    where that is the same), what it was elsewhere (``was Orders``), and what else is said of it."""

    mark: Mark
    count: tuple[str, str] = ("", "")
    said: tuple[str, ...] = ()
    shifts: tuple[Shift, ...] = ()


class LineChange(Struct, frozen=True):
    """What has happened to the call of a line."""

    mark: Mark
    shifts: tuple[Shift, ...] = ()


class PanelRow(Struct, frozen=True):
    """One figure before and after: ``met`` says whether it is as it is to be, None where nothing is
    asked; ``more`` stands behind it (``+8%``)."""

    name: str
    before: str
    after: str
    verdict: Verdict = Verdict.SAME
    met: bool | None = None
    more: str = ""


class Panel(Struct, frozen=True):
    """What a change means: rows in ``sections``, and sentences below them."""

    sections: tuple[tuple[PanelRow, ...], ...] = ()
    notes: tuple[str, ...] = ()


class Comparing(Struct, frozen=True):
    """That a picture compares two designs: what has no mark in it is quiet. ``counts`` says of each mark
    what has it (``1 component, 3 calls``)."""

    counts: tuple[tuple[Mark, str], ...]
    panel: Panel
