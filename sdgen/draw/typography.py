"""The text styles of the picture, and text fitted to a place and turned into drawing items."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import inf

from msgspec import Struct

from sdgen.draw.scene import Text
from sdgen.text.clean import clean_text, is_right_to_left
from sdgen.text.measure import Weight, text_width


class TextStyle(Struct, frozen=True):
    """``name`` is the class in the style sheet, which sets the same ``weight``. ``size`` is in
    px; text that does not fit shrinks to ``minimum`` at most. ``leading`` is from baseline to
    baseline, ``spacing`` is added after each letter."""

    name: str
    size: float
    minimum: float
    weight: Weight
    leading: float
    spacing: float = 0.0


TITLE = TextStyle("title", 22, 17, Weight.BOLD, 27)
SUBTITLE = TextStyle("subtitle", 13, 13, Weight.REGULAR, 18)
NAME = TextStyle("name", 14, 12, Weight.MEDIUM, 16)
BESIDE_NAME = TextStyle("beside-name", 11.5, 10.5, Weight.MEDIUM, 14)
TECHNOLOGY = TextStyle("technology", 11.5, 10.5, Weight.REGULAR, 14)
FACT = TextStyle("fact", 11.5, 10.5, Weight.REGULAR, 15)
METER = TextStyle("meter-text", 11.5, 10, Weight.REGULAR, 15)
VALUE = TextStyle("value", 11.5, 10, Weight.BOLD, 15)
CHIP = TextStyle("chip-text", 10.5, 9.5, Weight.MEDIUM, 14)
PILL = TextStyle("pill-text", 11, 10, Weight.BOLD, 14)
LABEL = TextStyle("label-text", 11.5, 11, Weight.REGULAR, 14)
GROUP_TITLE = TextStyle("group-title", 11, 10, Weight.BOLD, 14, spacing=0.8)
LEGEND = TextStyle("legend-text", 11.5, 11.5, Weight.REGULAR, 14)
SUBTITLE_FACT = TextStyle("subtitle-fact", 13, 13, Weight.MEDIUM, 18)
ENTITY = TextStyle("entity", 15, 12, Weight.BOLD, 18)
FIELD = TextStyle("field", 13, 10.5, Weight.REGULAR, 16)
KEY_FIELD = TextStyle("key-field", 13, 10.5, Weight.MEDIUM, 16)
FIELD_TYPE = TextStyle("field-type", 12, 10, Weight.REGULAR, 15)
REFERENCE_TYPE = TextStyle("reference-type", 12, 10, Weight.MEDIUM, 15)
COLUMN_HEAD = TextStyle("column-head", 10.5, 9.5, Weight.REGULAR, 14)
FIGURE_NOW = TextStyle("figure-now", 12, 10, Weight.MEDIUM, 15)
FIGURE_LATER = TextStyle("figure-later", 12, 10, Weight.BOLD, 15)
ADDED = TextStyle("added", 11.5, 10, Weight.MEDIUM, 15)
KEPT_IN = TextStyle("kept-text", 10.5, 9.5, Weight.MEDIUM, 14)
ASIDE = TextStyle("aside", 11.5, 11.5, Weight.REGULAR, 15)
ASIDE_FACT = TextStyle("aside-fact", 11.5, 11.5, Weight.BOLD, 15)
MESSAGE = TextStyle("message", 11.5, 10.5, Weight.MEDIUM, 14)
FIGURES = TextStyle("figures", 11, 10, Weight.REGULAR, 14)
GUARD = TextStyle("guard", 11.5, 11, Weight.MEDIUM, 14)
NOTE = TextStyle("note", 10.5, 10, Weight.REGULAR, 14)
NOTE_FACT = TextStyle("note-fact", 10.5, 10, Weight.MEDIUM, 14)
OPERATOR = TextStyle("operator", 11, 11, Weight.BOLD, 14)
SHARE = TextStyle("share-text", 10.5, 10.5, Weight.BOLD, 14)
MOMENT = TextStyle("moment-text", 11.5, 9, Weight.REGULAR, 14)
MOMENT_FACT = TextStyle("moment-fact", 11.5, 9, Weight.MEDIUM, 14)
MOMENT_BOLD = TextStyle("moment-bold", 11.5, 9, Weight.BOLD, 14)
RAIL_TITLE = TextStyle("rail-title", 10.5, 10, Weight.BOLD, 14)
STEP = TextStyle("step-text", 11.5, 10, Weight.BOLD, 14)
PATH_LABEL = TextStyle("path-label", 11.5, 11, Weight.MEDIUM, 14)
LIST_NAME = TextStyle("list-name", 13, 11, Weight.MEDIUM, 17)
LIST_TEXT = TextStyle("list-text", 11.5, 10.5, Weight.REGULAR, 14)
LIST_VALUE = TextStyle("list-value", 13, 11, Weight.BOLD, 17)
LEGEND_FACT = TextStyle("legend-fact", 11.5, 11.5, Weight.MEDIUM, 14)
SHIFT_WAS = TextStyle("shift-was", 11.5, 10.5, Weight.REGULAR, 15)
SHIFT_NOW = TextStyle("shift-now", 11.5, 10.5, Weight.MEDIUM, 15)
PILL_WAS = TextStyle("shift-was", 11, 10, Weight.REGULAR, 14)
PANEL_TITLE = TextStyle("panel-title", 11, 10, Weight.BOLD, 14, spacing=0.8)
PANEL_HEAD = TextStyle("panel-head", 11, 10, Weight.REGULAR, 14)
PANEL_NAME = TextStyle("panel-name", 12.5, 11, Weight.REGULAR, 16)
PANEL_WAS = TextStyle("panel-was", 12.5, 10.5, Weight.REGULAR, 16)
PANEL_NOW = TextStyle("panel-now", 12.5, 10.5, Weight.BOLD, 16)
PANEL_NOTE = TextStyle("panel-note", 11.5, 11.5, Weight.REGULAR, 15)
HEADLINE = TextStyle("headline", 40, 26, Weight.BOLD, 46)
HEADLINE_VIEW = TextStyle("headline-view", 17, 15, Weight.REGULAR, 22)
HEADLINE_LABEL = TextStyle("headline-label", 15, 13, Weight.MEDIUM, 20)
HEADLINE_VALUE = TextStyle("headline-value", 46, 30, Weight.BOLD, 54)
HEADLINE_TEXT = TextStyle("headline-text", 16, 14, Weight.REGULAR, 21)

STYLES = {
    style.name: style
    for style in (
        TITLE,
        SUBTITLE,
        NAME,
        BESIDE_NAME,
        TECHNOLOGY,
        FACT,
        METER,
        VALUE,
        CHIP,
        PILL,
        LABEL,
        GROUP_TITLE,
        LEGEND,
        SUBTITLE_FACT,
        ENTITY,
        FIELD,
        KEY_FIELD,
        FIELD_TYPE,
        REFERENCE_TYPE,
        COLUMN_HEAD,
        FIGURE_NOW,
        FIGURE_LATER,
        ADDED,
        KEPT_IN,
        ASIDE,
        ASIDE_FACT,
        MESSAGE,
        FIGURES,
        GUARD,
        NOTE,
        NOTE_FACT,
        OPERATOR,
        SHARE,
        MOMENT,
        MOMENT_FACT,
        MOMENT_BOLD,
        RAIL_TITLE,
        STEP,
        PATH_LABEL,
        LIST_NAME,
        LIST_TEXT,
        LIST_VALUE,
        LEGEND_FACT,
        SHIFT_WAS,
        SHIFT_NOW,
        PANEL_TITLE,
        PANEL_HEAD,
        PANEL_NAME,
        PANEL_WAS,
        PANEL_NOW,
        PANEL_NOTE,
        HEADLINE,
        HEADLINE_VIEW,
        HEADLINE_LABEL,
        HEADLINE_VALUE,
        HEADLINE_TEXT,
    )
}

MOST_WRITTEN = 4
"""Lines that a text has by its own line breaks."""

# Half the height of capitals as a share of the size: lowers a baseline so that a line of text
# looks centred on a height.
CENTRE = 0.355


def style_of(text: Text) -> TextStyle:
    """The style in which ``typeset`` has set the text."""
    return STYLES[text.classes.split(" ", 1)[0]]


class FittedLine(Struct, frozen=True):
    """Lines of text that fit a place: ``whole`` is the text they came from if it was cut."""

    style: TextStyle
    lines: tuple[str, ...]
    size: float
    width: float
    whole: str = ""

    @property
    def height(self) -> float:
        """From the top of the first line to the bottom of the last."""
        return self.style.leading * len(self.lines)


@lru_cache(maxsize=8192)
def width_of(text: str, style: TextStyle, size: float | None = None) -> float:
    """The width of one line of ``text`` in ``style``, letter spacing included."""
    return text_width(text, size or style.size, style.weight) + style.spacing * len(text)


@lru_cache(maxsize=8192)
def needed_width(text: str, style: TextStyle, lines: int = 1, most: float = inf) -> float:
    """The least width in which ``text``, made safe, stands in ``style`` at its full size on one line
    or two. Its own line breaks are kept on two, and what is between two of them wraps. Words stay
    whole, unless they are wider than ``most``."""
    if lines > 1 and len(written := _written_lines(text)) > 1:
        return max(needed_width(line, style, lines, most) for line in written)
    text = clean_text(text)
    natural = width_of(text, style)
    if lines == 1 or (" " not in text and natural <= most):
        return natural
    from sdgen.text.fit import needed_width as least_width

    spacing = style.spacing * len(text)
    needed = least_width(text, style.size, style.weight) + spacing
    if needed > most:
        needed = least_width(text, style.size, style.weight, inside_words=True) + spacing
    return needed


@lru_cache(maxsize=8192)
def fit(
    text: str, width: float, style: TextStyle, lines: int = 1, *, full_size: bool = False
) -> FittedLine:
    """``text``, made safe, in ``style`` within ``width``: shrunk, then wrapped, then cut with an
    ellipsis. Where it may stand on several ``lines`` its own line breaks are kept, and what is
    between two of them wraps. With ``full_size`` it wraps between words before it shrinks."""
    if lines > 1 and len(written := _written_lines(text)) > 1:
        return _fit_written_lines(written, width, style, full_size=full_size)
    text = clean_text(text)
    natural = width_of(text, style)
    if natural <= width:
        return FittedLine(style, (text,), style.size, natural)
    room = width - style.spacing * len(text) if style.spacing else width
    if style.spacing and room < width / 2:
        room = width / 2
    from sdgen.text.fit import fit_text

    fitted = fit_text(
        text, room, style.size, style.weight, style.minimum, lines, full_size=full_size
    )
    widest = max((width_of(line, style, fitted.size) for line in fitted.lines), default=0.0)
    whole = text if fitted.shortened else ""
    return FittedLine(style, fitted.lines, fitted.size, widest, whole)


def _written_lines(text: str) -> list[str]:
    """The lines of a text, cleaned, without empty ones; of very many the last holds the rest."""
    found = [line for line in map(clean_text, text.splitlines()) if line]
    return [*found[: MOST_WRITTEN - 1], " ".join(found[MOST_WRITTEN - 1 :])][: len(found)]


def _fit_written_lines(
    written: list[str], width: float, style: TextStyle, *, full_size: bool
) -> FittedLine:
    """Lines below each other, in one size; each may wrap onto a second one."""
    fitted = [fit(line, width, style, lines=2, full_size=full_size) for line in written]
    size = min(each.size for each in fitted)
    lines = tuple(line for each in fitted for line in each.lines)
    widest = max(width_of(line, style, size) for line in lines)
    cut = any(each.whole for each in fitted)
    return FittedLine(style, lines, size, widest, " ".join(written) if cut else "")


def tooltip_of(texts: Iterable[FittedLine | None], said: str = "") -> tuple[str, ...]:
    """The lines of a tooltip: what had to be cut, then what there is to say."""
    cut = (text.whole for text in texts if text is not None and text.whole)
    return (*cut, *(line for line in said.split("\n") if line))


def typeset(
    fitted: FittedLine, x: float, top: float, anchor: str = "start", tone: str = ""
) -> tuple[Text, ...]:
    """The lines of ``fitted`` below ``top``, each centred in its own leading."""
    style = fitted.style
    classes = f"{style.name} {tone}" if tone else style.name
    baseline = top + style.leading / 2 + fitted.size * CENTRE
    return tuple(
        Text(
            classes,
            x,
            baseline + index * style.leading,
            line,
            fitted.size,
            width_of(line, style, fitted.size),
            anchor,
            is_right_to_left(line),
            whole=fitted.whole if index == 0 else "",
        )
        for index, line in enumerate(fitted.lines)
    )
