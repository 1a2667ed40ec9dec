"""The rows of components: tile, name, a cell for each zone, and what is left without the worst one."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from sdgen.draw.escape import escape_id, number, safe_link
from sdgen.draw.matrix.grid import (
    BESIDE,
    BESIDE_NAME,
    INSET,
    PROMISED,
    SAID,
    SAID_STRONG,
    SIGN_GAP,
    Band,
    Grid,
    beside,
)
from sdgen.draw.matrix.signs import SIGN, sign_items
from sdgen.draw.pills import PILL_GAP, measure_pills, pill_row
from sdgen.draw.scene import Item, Part, Path, Rectangle
from sdgen.draw.tiles import tile_items
from sdgen.draw.typography import NAME, FittedLine, fit, tooltip_of, typeset
from sdgen.views.matrix import Cell, ComponentRow, FoldedRow, RowGroup, Sign, Verdict

BAR = 6.0
NUMBER_ROOM = 26.0
LEAST_BESIDE = 26.0
"""Less room than this has no technology."""
ALONE = "only here"
NONE = "–"
BARS = {Sign.DOWN: "lost", Sign.OVER: "short", Sign.DEGRADED: "short"}
_GROUP = replace(NAME, size=11.5, minimum=10.5, leading=15)
_ALONE = replace(BESIDE, minimum=10.0)


def group_height(group: RowGroup, grid: Grid) -> float:
    """How high the rows of a group are."""
    title = grid.group_title if group.title else 0.0
    return title + grid.row * (group.lines - bool(group.title))


def group_items(group: RowGroup, grid: Grid, top: float, symbols: frozenset[str]) -> Iterator[Item]:
    """The title and the rows of a group below ``top``, a rule below each, a stronger one at the end."""
    if group.title:
        title = fit(group.title, grid.names_right - grid.left, _GROUP)
        items = centred(title, grid.left, top + grid.group_title / 2 + 2.0, tone="muted")
        named = f"group-{escape_id(group.id)}"
        yield Part("row-title", tuple(items), id=named, tooltip=tooltip_of([title]))
        top += grid.group_title
    for row in group.rows:
        yield _row(row, grid, top, symbols)
        top += grid.row
        yield _below(grid, top, last=row is group.rows[-1] and not group.folded)
    for at, folded in enumerate(group.folded):
        again = f"--{at}" if at else ""
        yield _folded(folded, f"folded-{escape_id(group.id)}{again}", grid, top)
        top += grid.row
        yield _below(grid, top, last=folded is group.folded[-1])


def _below(grid: Grid, y: float, *, last: bool) -> Item:
    if last:
        return rule("divider", grid.left, grid.right, y)
    return rule("rule", grid.name_left, grid.right, y)


def _row(row: ComponentRow, grid: Grid, top: float, symbols: frozenset[str]) -> Part:
    middle = top + grid.row / 2
    card = row.card
    pills = measure_pills(1, card.badges, (grid.names_right - grid.name_left) / 2)
    taken = sum(each.width + PILL_GAP for each in pills)
    name = fit(card.name or card.id, grid.names_right - grid.name_left - taken, grid.name)
    items: list[Item] = tile_items(card, grid.left, middle - grid.tile / 2, symbols, grid.tile)
    items += centred(name, grid.name_left, middle)
    items += _technology(row, grid, grid.name_left + name.width + BESIDE_NAME, taken, middle)
    items += pill_row(pills, grid.names_right, middle)
    for cell, band in zip(row.cells, grid.bands, strict=True):
        items.append(_cell(cell, grid, band, middle, counted=bool(row.total)))
    if row.promised:
        items += centred(fit(row.promised, PROMISED, SAID), grid.promised, middle)
    if row.total:
        items += centred(fit(row.total, 90.0, grid.name), grid.total_right, middle, "end")
    items.append(_worst(row.worst, grid, middle))
    return Part(
        "row",
        tuple(items),
        id=f"row-{escape_id(card.id)}",
        tooltip=tooltip_of([name], card.tooltip),
        link=safe_link(card.link),
    )


def _technology(
    row: ComponentRow, grid: Grid, left: float, taken: float, middle: float
) -> list[Item]:
    room = grid.names_right - taken - left
    text = "" if grid.low else beside(row)
    if not text or room < LEAST_BESIDE:
        return []
    fitted = fit(text, room, BESIDE)
    # the tooltip of the row has it whole
    return centred(replace(fitted, whole=""), left, middle + 0.5)


def _cell(cell: Cell, grid: Grid, band: Band, middle: float, *, counted: bool) -> Part:
    """The number of replicas with the share that they are: as a bar, or a tint of the ground. Those of
    a host are ``counted`` with that."""
    items: list[Item] = []
    height = grid.row - 4.0
    if cell.alone:
        inset = 2.0
        items.append(
            Rectangle(
                "alone", band.left + inset, middle - height / 2, band.width - 2 * inset, height, 7.0
            )
        )
    elif cell.count and grid.narrow:
        strength = "" if cell.share < 0.34 else " more" if cell.share < 0.67 else " most"
        sign = BARS.get(cell.sign, "")
        classes = f"tint {sign}{strength}".replace("  ", " ").strip()
        items.append(
            Rectangle(classes, band.left + 1.0, middle - height / 2, band.width - 2.0, height)
        )
    text = fit(str(cell.count) if cell.count else NONE, band.width - 2 * grid.inset, grid.name)
    tone = "" if cell.count and counted else "muted"
    if cell.alone or (grid.narrow and cell.sign is Sign.DOWN):
        tone = "bad"
    items += centred(text, band.left + grid.inset, middle, tone=tone)
    if cell.alone and not grid.narrow:
        said = fit(ALONE, band.width - 2 * INSET - text.width - 6.0, _ALONE)
        items += centred(said, band.right - INSET, middle, "end", "bad")
    elif cell.count and not grid.narrow:
        items += _bar(cell, grid, band, middle)
    return Part("cell", tuple(items), tooltip=tooltip_of((), cell.tooltip))


def _bar(cell: Cell, grid: Grid, band: Band, middle: float) -> list[Item]:
    left = band.left + INSET + max(NUMBER_ROOM, grid.numbers + 8.0)
    width = band.right - INSET - left
    if width < 2 * BAR:
        return []
    filled = max(width * min(cell.share, 1.0), BAR)
    top = middle - BAR / 2
    colour = BARS.get(cell.sign, "share")
    return [
        Rectangle("track", left, top, width, BAR, BAR / 2),
        Rectangle(f"bar {colour}", left, top, filled, BAR, BAR / 2),
    ]


def _worst(verdict: Verdict, grid: Grid, middle: float) -> Part:
    items: list[Item] = []
    left = grid.worst
    tone = ""
    if verdict.sign is not None:
        items += sign_items(verdict.sign, left, middle)
        tone = "" if verdict.sign is Sign.HOLDS else verdict.sign.tone.value
    left += SIGN + SIGN_GAP
    text = fit(verdict.text, grid.right - left, SAID_STRONG if tone else SAID)
    if verdict.text:
        items += centred(text, left, middle, tone=tone)
    tooltip = (*tooltip_of([text]), *filter(None, (verdict.tooltip,)))
    return Part("worst", tuple(items), tooltip=tooltip)


def _folded(folded: FoldedRow, id: str, grid: Grid, top: float) -> Part:
    """One row for many: how many, and their replicas in each column."""
    middle = top + grid.row / 2
    text = fit(folded.text, grid.names_right - grid.left, SAID)
    items: list[Item] = centred(text, grid.left, middle)
    for count, band in zip(folded.counts, grid.bands, strict=True):
        items += _count(count, grid, band, middle)
    if folded.total:
        items += centred(
            fit(folded.total, 90.0, grid.name), grid.total_right, middle, "end", "muted"
        )
    items += sign_items(Sign.HOLDS, grid.worst, middle)
    return Part(
        "folded",
        tuple(items),
        id=id,
        tooltip=tuple(filter(None, (text.whole, folded.tooltip))),
    )


def _count(count: int, grid: Grid, band: Band, middle: float) -> list[Item]:
    text = fit(str(count) if count else NONE, band.width - 2 * grid.inset, grid.name)
    return centred(text, band.left + grid.inset, middle, tone="muted")


def centred(
    text: FittedLine, x: float, middle: float, anchor: str = "start", tone: str = ""
) -> list[Item]:
    """The text centred on a height."""
    return [*typeset(text, x, middle - text.height / 2, anchor, tone)]


def rule(classes: str, left: float, right: float, y: float) -> Path:
    """A line across."""
    return Path(classes, f"M{number(left)} {number(y)}H{number(right)}")
