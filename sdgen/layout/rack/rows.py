"""The heights of rows: the same in every column of a band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from sdgen.layout.rack.columns import Band
from sdgen.layout.rack.sized import RackModel, SizedRow
from sdgen.layout.rack.spacing import (
    BELOW_HEAD,
    FOLLOW_GAP,
    FOOT,
    HEAD,
    HOST_ROOM,
    PADDING,
    ROW_GAP,
    RULE,
    TIER_GAP,
)


class HostRun(Struct, frozen=True):
    """Rows below each other that run on the same host, ``level`` of them round this one."""

    host: str
    level: int
    first: SizedRow
    last: SizedRow


class BandRows(Struct, frozen=True):
    """A band from ``top`` to ``bottom``: its rows in order, the top of the cards of each, the heights
    of the rules above tiers, and the rows that run on the same host."""

    rows: tuple[SizedRow, ...]
    tops: Mapping[str, float]
    rules: tuple[tuple[int, float], ...]
    runs: tuple[HostRun, ...]
    top: float
    bottom: float

    def middle(self, row: SizedRow) -> float:
        """The middle of its cards, where its rail and its bars are."""
        return self.tops[row.id] + row.height / 2


def rows_of(model: RackModel, order: Sequence[SizedRow], band: Band, top: float) -> BandRows:
    """The rows that have a card in the band, from ``top`` on; others take no room in it."""
    places = {place.id for place in band.places}
    rows = [row for row in order if any(slot.place in places for slot in row.slots)]
    runs = _host_runs(rows)
    starts = {run.first.id for run in runs}
    ends = {run.last.id for run in runs}
    passing = _passing(model, band, rows)
    tops: dict[str, float] = {}
    rules: list[tuple[int, float]] = []
    y = top + HEAD * band.deepest + BELOW_HEAD
    before: SizedRow | None = None
    for row in rows:
        new = before is None or before.tier != row.tier
        if new and model.tiers[row.tier]:
            y += RULE if before is None else TIER_GAP
            rules.append((row.tier, y - RULE))
        elif before is not None:
            y += TIER_GAP - RULE if new else ROW_GAP
            y += HOST_ROOM * ((row.id in starts) + (before.id in ends))
        elif row.id in starts:
            y += HOST_ROOM
        if before is not None and before.id in passing:
            y += FOLLOW_GAP
        tops[row.id] = y
        y += row.height
        before = row
    if before is not None:
        y += FOLLOW_GAP * (before.id in passing) + HOST_ROOM / 2 * (before.id in ends)
    bottom = y + FOOT + PADDING * (band.deepest - 1)
    return BandRows(tuple(rows), tops, tuple(rules), runs, top, bottom)


def _host_runs(rows: Sequence[SizedRow]) -> tuple[HostRun, ...]:
    """Every stretch of rows on one host, of two rows or more, the outer ones first."""
    found: list[HostRun] = []
    deepest = max((len(row.hosts) for row in rows), default=0)
    for level in range(deepest):
        stretch: list[SizedRow] = []
        for row in [*rows, None]:
            same = (
                row is not None
                and stretch
                and row.hosts[: level + 1] == stretch[0].hosts[: level + 1]
            )
            if same and row is not None:
                stretch.append(row)
                continue
            if len(stretch) > 1:
                host = stretch[0].hosts[level]
                found.append(HostRun(host, level, stretch[0], stretch[-1]))
            stretch = [row] if row is not None and len(row.hosts) > level else []
    return tuple(found)


def _passing(model: RackModel, band: Band, rows: Sequence[SizedRow]) -> set[str]:
    """The rows below which replication runs past a column."""
    number = {column: at for at, column in enumerate(band.columns)}
    held = {row.id for row in rows}
    return {
        follow.row
        for follow in model.follows
        if follow.row in held
        and follow.source in number
        and follow.target in number
        and abs(number[follow.source] - number[follow.target]) > 1
    }
