"""Which rows of a large matrix stand on which page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from sdgen.views.matrix import RowGroup

MOST_LINES = 90
"""Rows that a page has, those of titles with them; what a group has more than that goes on to the
next one."""
CONTINUED = "continued"


def pages_of(groups: Sequence[RowGroup]) -> tuple[tuple[RowGroup, ...], ...]:
    """Every group on one of the pages, in their order; one that finds no room on a page begins the
    next."""
    pages: list[list[RowGroup]] = [[]]
    used = 0
    for part in (part for group in groups for part in _parts(group)):
        if pages[-1] and used + part.lines > MOST_LINES:
            pages.append([])
            used = 0
        pages[-1].append(part)
        used += part.lines
    return tuple(map(tuple, pages))


def _parts(group: RowGroup) -> Iterator[RowGroup]:
    """A group, or parts of it that each find room on a page."""
    if group.lines <= MOST_LINES:
        yield group
        return
    most = MOST_LINES - 2
    for start in range(0, len(group.rows), most):
        rows = group.rows[start : start + most]
        last = start + most >= len(group.rows)
        title = group.title or "Components"
        yield replace(
            group,
            id=group.id if not start else f"{group.id}@{start}",
            title=f"{title}, {CONTINUED}" if start else title,
            rows=rows,
            folded=group.folded if last else (),
        )
