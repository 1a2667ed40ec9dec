"""Lines of text in two styles, in which the strong words stand out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from sdgen.draw.scene import Item, Part, Text
from sdgen.draw.typography import CENTRE, TextStyle, width_of
from sdgen.text.clean import clean_text, is_right_to_left
from sdgen.views.phrases import Phrase

SPACE = " "
DOT = "·"
"""What stands between two facts."""


class Word(Struct, frozen=True):
    """A word in its style; ``glued`` to the one before it, with no space between."""

    text: str
    style: TextStyle
    glued: bool = False

    @property
    def width(self) -> float:
        """Without the space in front of it."""
        return width_of(self.text, self.style)


class PhraseBlock(Struct, frozen=True):
    """Phrases set within a width: its lines, of words."""

    lines: tuple[tuple[Word, ...], ...]
    leading: float

    @property
    def width(self) -> float:
        """The widest line."""
        return max(map(line_width, self.lines), default=0.0)

    @property
    def height(self) -> float:
        """All lines."""
        return self.leading * len(self.lines)


def set_phrases(
    phrases: Iterable[Phrase], room: float, plain: TextStyle, strong: TextStyle
) -> PhraseBlock:
    """The phrases in lines of up to ``room`` px, broken between words; a dot between two of them is left
    out where the line breaks there."""
    lines: list[list[Word]] = []
    used = room + 1.0
    for word in _words(phrases, plain, strong):
        more = word.width + (0.0 if word.glued else width_of(SPACE, plain))
        if not lines or (used + more > room and not word.glued):
            lines.append([])
            used, more = 0.0, word.width
        lines[-1].append(word)
        used += more
    return PhraseBlock(tuple(map(_without_dots, lines)), plain.leading)


def _without_dots(line: Sequence[Word]) -> tuple[Word, ...]:
    """The line without a dot at its beginning or its end."""
    first, last = 0, len(line)
    while first < last and line[first].text == DOT:
        first += 1
    while first < last and line[last - 1].text == DOT:
        last -= 1
    return tuple(line[first:last])


def _words(phrases: Iterable[Phrase], plain: TextStyle, strong: TextStyle) -> Iterator[Word]:
    glued = True
    for phrase in phrases:
        style = strong if phrase.strong else plain
        text = clean_text(phrase.text)
        for number, word in enumerate(text.split()):
            yield Word(
                word, style, glued=glued if number == 0 and phrase.text[:1] != SPACE else False
            )
        glued = phrase.text[-1:] != SPACE


def line_width(line: Iterable[Word]) -> float:
    """How wide a line is, with the spaces between its words."""
    return sum(text.width for text in _runs(line, 0.0, 0.0))


def _runs(line: Iterable[Word], left: float, baseline: float) -> list[Text]:
    """The words of a line, those of one style that follow each other as one text."""
    runs: list[tuple[TextStyle, str]] = []
    for number, word in enumerate(line):
        text = word.text if word.glued or not number else SPACE + word.text
        if runs and runs[-1][0] is word.style:
            runs[-1] = (word.style, runs[-1][1] + text)
        elif runs and text[0] == SPACE:
            # a space has no weight: it goes to the run before, so that none begins with one
            runs[-1] = (runs[-1][0], runs[-1][1] + SPACE)
            runs.append((word.style, word.text))
        else:
            runs.append((word.style, text))
    texts: list[Text] = []
    for style, text in runs:
        width = width_of(text, style)
        turned = is_right_to_left(text)
        texts.append(
            Text(style.name, left, baseline, text, style.size, width, right_to_left=turned)
        )
        left += width
    return texts


def phrase_items(
    block: PhraseBlock, left: float, top: float, *, right: float | None = None
) -> tuple[Item, ...]:
    """The lines below ``top``, from ``left``, or up to ``right`` where that is given."""
    items: list[Item] = []
    for number, line in enumerate(block.lines):
        size = line[0].style.size if line else 0.0
        baseline = top + block.leading * (number + 0.5) + size * CENTRE
        start = left if right is None else right - line_width(line)
        runs = _runs(line, start, baseline)
        items += [Part("words", tuple(runs), line=True)] if len(runs) > 1 else runs
    return tuple(items)
