"""Checks the pages of a matrix as a reader would: every component once, on a row of its own or counted
in one, and in each column as many replicas as its design says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sdgen.draw.matrix.picture import draw_matrix
from sdgen.views.matrix import Matrix, RowGroup
from tests.support import scene_checks
from tests.support.zone_designs import ZoneDesign


def problems(made: ZoneDesign, pages: Sequence[Matrix]) -> Iterator[tuple[str, str]]:
    """What is wrong with all pages of a design's matrix together, as (check, what)."""
    for page in pages:
        drawn = draw_matrix(page, font="system")
        yield from scene_checks.problems(drawn.svg, drawn.scene)
    groups = [group for page in pages for group in page.groups]
    shown = Counter(row.card.component for group in groups for row in group.rows)
    folded = sum(each.number for group in groups for each in group.folded)
    twice = [name for name, number in shown.items() if number > 1]
    if twice:
        yield "each component once", f"{twice}"
    if len(shown) + folded != len(made.components):
        yield "every component", f"{len(shown)} shown, {folded} folded of {len(made.components)}"
    for at, column in enumerate(pages[0].columns):
        counts = [each.counts() for each in made.components.values()]
        known = {other.id for other in pages[0].columns}
        zones = [column.id] if column.id else [each for each in made.zones if each not in known]
        wanted = sum(count.get(zone, 0) for count in counts for zone in zones)
        found = sum(_in_column(group, at) for group in groups)
        if found != wanted or column.brief != str(wanted):
            yield "every replica", f"{found} and {column.brief} of {wanted} in {column.title}"


def _in_column(group: RowGroup, at: int) -> int:
    folded = sum(each.counts[at] for each in group.folded)
    return folded + sum(row.cells[at].count for row in group.rows)
