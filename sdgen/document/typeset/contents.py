"""A document as the data that ``document.typ`` sets: what stands one below the other, in its order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from sdgen.base.gate import drawable
from sdgen.base.words import and_more
from sdgen.blocks import (
    Block,
    Details,
    Figure,
    List,
    Numbers,
    Open,
    Paragraph,
    Section,
    Table,
    Terms,
    Words,
)
from sdgen.blocks.phrases import pieces
from sdgen.document.records import Document, every_block
from sdgen.document.typeset.columns import GAP, Columns, columns_of
from sdgen.document.typeset.measures import (
    BODY,
    SMALL,
    SMALL_TABLE,
    TABLE,
    TEXT_HEIGHT,
    TEXT_WIDTH,
)
from sdgen.document.typeset.phrases import Run, runs, shown
from sdgen.document.typeset.plates import LEGIBLE, Plate
from sdgen.text.fit import fit_text
from sdgen.text.measure import Weight, text_width

Node = dict[str, Any]
DEEPEST = 6
WIDEST_TERM = 200.0
"""In px: where the names of terms are wider, what is said of them stands below."""
KEPT_TOGETHER = 0.45
"""Of the page: rows that are higher in all may stand on two."""
NAMELESS = "–"
RUNNING_WIDTH = 0.6 * TEXT_WIDTH
LEAST_ROWS = 4
"""So many rows stand together at least where a table is broken."""


class Placing(Struct, frozen=True):
    """``targets`` are the labels of sections by their anchors, ``plates`` the sizes of figures by
    view and page, and ``figures`` where those stand in the list of pictures."""

    targets: Mapping[str, str]
    plates: Mapping[tuple[str, int], Plate]
    figures: Mapping[tuple[str, int], int]
    width: float = TEXT_WIDTH
    small: bool = False
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def size(self) -> float:
        return SMALL if self.small else BODY

    @property
    def table_size(self) -> float:
        return SMALL_TABLE if self.small else TABLE

    def runs(self, words: Words, width: float = 0.0, size: float = 0.0) -> list[Run]:
        """A text in runs, by default as wide as the page and as large as its text."""
        return runs(words, width or self.width, size or self.size, self.targets)


def targets_of(document: Document) -> dict[str, str]:
    """The label of each section that links lead to."""
    anchors = [
        each.anchor
        for each in every_block(document.sections)
        if isinstance(each, Section) and each.anchor
    ]
    return {anchor: f"section-{at}" for at, anchor in enumerate(dict.fromkeys(anchors))}


def front(document: Document, placing: Placing) -> Node:
    """What stands in front of the sections."""
    title = shown(document.title).strip() or document.kind
    about = []
    for name, said in document.about:
        width = text_width(f"{name} {shown(said)}", 11.5, Weight.MEDIUM)
        about.append(
            {
                "name": drawable(name),
                "said": placing.runs(said, size=11.5),
                "whole": width < TEXT_WIDTH / 2,
            }
        )
    return {
        "kind": drawable(document.kind),
        "title": placing.runs(title, size=38.0),
        "running": runs(_in_one_line(title, 10.5), TEXT_WIDTH, 10.5, {}),
        "name": f"{title}: {drawable(document.kind)}",
        "summary": placing.runs(document.summary, size=16.0),
        "about": about,
        "head": list(nodes(document.head, placing)),
        "contents": [
            {
                "label": placing.targets[each.anchor],
                "number": each.number,
            }
            for each in document.sections
        ],
    }


def _in_one_line(title: str, size: float) -> str:
    """The title as it runs above each page, beside the section."""
    return fit_text(title, RUNNING_WIDTH, size).lines[0]


def nodes(blocks: Iterable[Block], placing: Placing, level: int = 1) -> Iterator[Node]:
    """The nodes of blocks in their order; sections and details are told by their headings."""
    for is_open, group in groupby(blocks, lambda each: isinstance(each, Open)):
        if is_open:
            yield _open([each for each in group if isinstance(each, Open)], placing)
        else:
            for block in group:
                yield from _block(block, placing, level)


def _open(questions: Sequence[Open], placing: Placing) -> Node:
    items = [placing.runs(each.text, placing.width - 60.0, 11.8) for each in questions]
    return {"is": "open", "items": items}


def _block(block: Block, placing: Placing, level: int) -> Iterator[Node]:
    match block:
        case Paragraph():
            if block.text:
                quiet = block.quiet or placing.small
                yield {"is": "paragraph", "text": placing.runs(block.text), "quiet": quiet}
        case List():
            items = [placing.runs(item, placing.width - 14.0) for item in block.items]
            if items:
                yield {"is": "list", "items": items, "small": placing.small}
        case Terms():
            if block.pairs:
                yield _terms(block, placing)
        case Table():
            yield _table(block, placing)
        case Figure():
            yield from _figure(block, placing)
        case Open():
            yield _open([block], placing)
        case Numbers():
            if block.items:
                yield _numbers(block, placing)
        case Details():
            yield {"is": "run-in", "text": placing.runs(block.summary)}
            yield from nodes(block.blocks, replace(placing, small=True), level)
        case Section():
            yield _heading(block, placing, level)
            yield from nodes(block.blocks, placing, level + 1)
        case _:
            assert_never(block)


def _heading(section: Section, placing: Placing, level: int) -> Node:
    label = placing.targets.get(section.anchor)
    if label is not None:
        # of sections with the same anchor links lead to the first
        placing.numbers[label] = placing.numbers.get(label, 0) + 1
    return {
        "is": "heading",
        "level": min(level, DEEPEST),
        "number": section.number,
        "text": placing.runs(
            section.heading if shown(section.heading).strip() else NAMELESS,
            size=21.0 if level == 1 else 13.4,
        ),
        "label": label if label is not None and placing.numbers[label] == 1 else None,
    }


def _terms(terms: Terms, placing: Placing) -> Node:
    names = [text_width(shown(name), placing.size, Weight.MEDIUM) for name, _ in terms.pairs]
    said = [text_width(shown(said), placing.size) for _, said in terms.pairs]
    column = max(names, default=0.0) + 18.0
    short = max(said, default=0.0) <= placing.width - column
    if column > WIDEST_TERM or not (terms.beside or short):
        column = 0.0
    return {
        "is": "terms",
        "column": column,
        "pairs": [
            [placing.runs(name), placing.runs(said, placing.width - column)]
            for name, said in terms.pairs
        ],
    }


def _numbers(numbers: Numbers, placing: Placing) -> Node:
    width = TEXT_WIDTH / max(len(numbers.items), 1) - 36.0
    return {
        "is": "numbers",
        "items": [
            {
                "label": placing.runs(each.label, width, 11.5),
                "value": placing.runs(each.value, width, 27.0),
                "text": placing.runs(each.text, width, 11.5),
                "tone": "strong" if each.tone is None else each.tone.value,
            }
            for each in numbers.items
        ],
    }


def _table(table: Table, placing: Placing) -> Node:
    size = placing.table_size
    columns = columns_of(table, placing.width, size)
    return {
        "is": "table",
        "caption": placing.runs(table.caption) if table.caption else None,
        "columns": columns.widths,
        "gap": GAP,
        "size": size,
        "small": placing.small,
        "right": [at not in table.text_columns for at in range(len(table.header))],
        "header": _row(table.header, columns.widths, placing),
        "rows": [_row(row, columns.widths, placing) for row in table.rows],
        "more": f"… {and_more(table.more)}" if table.more else "",
        "heights": columns.heights,
        **_keeping(columns),
    }


def _row(cells: Sequence[Words], widths: Sequence[float], placing: Placing) -> list[list[Run]]:
    return [
        placing.runs(cell, width, placing.table_size)
        for cell, width in zip(cells, widths, strict=True)
    ]


def _keeping(columns: Columns) -> Node:
    """Whether a table is whole on one page, since a piece of it would have too few rows, and how
    many of its first and last rows stand together where it is not. Rows that are very high may
    stand alone."""
    rows = columns.heights[1:]
    low = KEPT_TOGETHER * TEXT_HEIGHT
    if len(rows) < 2 * LEAST_ROWS:
        return {"whole": sum(columns.heights) <= low, "first": 0, "last": 0}
    first = LEAST_ROWS if sum(rows[:LEAST_ROWS]) <= low else 0
    last = LEAST_ROWS if sum(rows[-LEAST_ROWS:]) <= low else 0
    return {"whole": False, "first": first, "last": last}


def drawn_by(view: str) -> str:
    """What draws a picture that is too large for a page."""
    return f"'sdgen render --view {view}' draws it by itself"


def _figure(figure: Figure, placing: Placing) -> Iterator[Node]:
    key = (figure.view, figure.page)
    if key not in placing.figures:
        if figure.caption:
            yield {"is": "paragraph", "text": placing.runs(figure.caption), "quiet": False}
        return
    at = placing.plates[key]
    caption = figure.caption
    if caption and at.scale < LEGIBLE:
        caption = (*pieces(caption), f" Its names are small here: {drawn_by(figure.view)}.")
    yield {
        "is": "figure",
        "picture": placing.figures[key],
        "scale": at.scale,
        "least": at.least,
        "squeezed": at.squeezed,
        "turned": at.turned,
        "caption": placing.runs(caption, size=11.2) if caption else None,
    }
