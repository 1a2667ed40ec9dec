"""The foot of a matrix: what each zone takes down, journeys, then loads."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from sdgen.draw.matrix.grid import ROW_NAME, SAID, SAID_STRONG, SIGN_GAP, Band, Grid
from sdgen.draw.matrix.rows import centred, rule
from sdgen.draw.matrix.signs import SIGN, sign_items
from sdgen.draw.scene import Item, Part
from sdgen.draw.typography import GROUP_TITLE, VALUE, fit, tooltip_of
from sdgen.views.diagram import Tone
from sdgen.views.matrix import LossCell, LossRow, Matrix

ABOVE = 26.0
HEAD_ROW = 34.0
ROW = 32.0
BELOW = 10.0
_NAME = replace(ROW_NAME, size=13.0)
_REMARK = replace(SAID, minimum=11.0, leading=14)
_HEAD = replace(VALUE, size=12.5, minimum=10.0)


def foot_height(picture: Matrix) -> float:
    """How high the foot is; nothing where no loss is told."""
    if not picture.heads and not picture.losses:
        return 0.0
    return ABOVE + HEAD_ROW + ROW * len(picture.losses)


def foot_items(picture: Matrix, grid: Grid, top: float) -> Iterator[Item]:
    """The foot below ``top``."""
    if not foot_height(picture):
        return
    top += ABOVE
    yield Part("foot-head", tuple(_head(picture, grid, top + HEAD_ROW / 2)))
    top += HEAD_ROW
    yield rule("divider", grid.left, grid.right, top)
    for at, row in enumerate(picture.losses):
        yield _row(row, grid, top + ROW / 2)
        top += ROW
        after = picture.losses[at + 1 : at + 2]
        if after:
            stronger = after[0].first
            yield rule("divider" if stronger else "rule", grid.left, grid.right, top)


def _head(picture: Matrix, grid: Grid, middle: float) -> Iterator[Item]:
    when = fit(
        f"WHEN THE {picture.noun.upper()} IS LOST", grid.names_right - grid.left, GROUP_TITLE
    )
    yield from centred(when, grid.left, middle)
    for cell, band in zip(picture.heads, grid.bands, strict=False):
        tone = "" if cell.tone is Tone.NEUTRAL else cell.tone.value
        text = fit(_said(cell, grid), band.width - 2 * grid.inset, _HEAD)
        yield from centred(text, band.left + grid.inset, middle, tone=tone or "plain")
    if picture.head_remark:
        yield _remark(picture.head_remark, grid, middle)


def _row(row: LossRow, grid: Grid, middle: float) -> Part:
    name = fit(row.name, grid.names_right - grid.left, SAID if row.quiet else _NAME)
    items: list[Item] = centred(name, grid.left, middle)
    for cell, band in zip(row.cells, grid.bands, strict=True):
        items.append(_cell(cell, grid, band, middle))
    if row.remark:
        items.append(_remark(row.remark, grid, middle))
    tooltip = tuple(each for each in (name.whole, row.tooltip) if each)
    return Part("loss", tuple(items), tooltip=tooltip)


def _cell(cell: LossCell, grid: Grid, band: Band, middle: float) -> Part:
    items: list[Item] = []
    left = band.left + grid.inset
    said = _said(cell, grid)
    if cell.sign is not None:
        items += sign_items(cell.sign, left, middle)
        left += SIGN + SIGN_GAP
    strong = cell.tone is not Tone.NEUTRAL
    text = fit(said, band.right - grid.inset / 2 - left, SAID_STRONG if strong else SAID)
    if said:
        items += centred(text, left, middle, tone=cell.tone.value if strong else "")
    return Part("cell", tuple(items), tooltip=tooltip_of([text], cell.tooltip))


def _said(cell: LossCell, grid: Grid) -> str:
    return cell.brief if grid.narrow and cell.brief is not None else cell.text


def _remark(text: str, grid: Grid, middle: float) -> Part:
    fitted = fit(text, grid.right - grid.aside, _REMARK, lines=2)
    items = tuple(centred(fitted, grid.aside, middle))
    return Part("remark", items, tooltip=tooltip_of([fitted]))
