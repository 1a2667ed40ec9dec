"""Fit text into a width: smaller down to a bound, then on more lines, then with an ellipsis."""

from __future__ import annotations

from itertools import accumulate, pairwise

from msgspec import Struct

from sdgen.base.characters import category, is_letter_or_digit
from sdgen.text.clusters import grapheme_clusters
from sdgen.text.measure import Weight, cluster_widths

ELLIPSIS = "…"
_LONGEST = 2000
"""Characters beyond this are not looked at: no card has room for them."""
_STEPS = 6
"""Between the wished and the smallest size, this many sizes are tried for wrapped text."""

_AT_SPACE, _IN_NAME, _ANYWHERE = 3, 2, 1
EXACT = 1e-6
"""In em: sums of widths are rounded."""


class FittedText(Struct, frozen=True):
    """Text as it is drawn: ``lines`` at ``size``; ``shortened`` when an ellipsis stands for a
    part of it, so that the whole should be a tooltip."""

    lines: tuple[str, ...]
    size: float
    shortened: bool


class _Measured(Struct, frozen=True):
    """Grapheme clusters, where each one ends in em, and how good a break after each one is."""

    clusters: tuple[str, ...]
    ends: tuple[float, ...]
    breaks: tuple[int, ...]


def _is_ideograph(cluster: str) -> bool:
    return (
        "\u2e80" <= cluster[0] <= "\ua4cf"
        or "\uac00" <= cluster[0] <= "\ud7a3"
        or ("\uf900" <= cluster[0] <= "\ufaff" or cluster[0] >= "\U0001f000")
    )


def _break_after(before: str, after: str) -> int:
    """How good it is to break a line between two clusters."""
    if before == " " or after == " ":
        return _AT_SPACE
    if after in "、。，．：；？！）」』】〉》ー…,.;:!?)]}" or before in "（「『【〈《([{":
        return _ANYWHERE
    if _is_ideograph(before) or _is_ideograph(after):
        return _AT_SPACE
    if before in "-‐–—":
        return _AT_SPACE
    if before in "/\\_.:,;|&+@=" and is_letter_or_digit(after[0]):
        return _IN_NAME
    if category(before[0]) == "Ll" and category(after[0]) == "Lu":
        return _IN_NAME
    return _ANYWHERE


def _measure(text: str, weight: Weight) -> _Measured:
    clusters = grapheme_clusters(text)
    breaks = [_break_after(before, after) for before, after in pairwise(clusters)]
    ends = tuple(accumulate(cluster_widths(clusters, weight)))
    return _Measured(clusters, ends, (*breaks, _AT_SPACE))


def _prefix(measured: _Measured, start: int, room: float) -> int:
    """Index after the last cluster from ``start`` that fits into ``room`` em; at least one."""
    before = measured.ends[start - 1] if start else 0.0
    end = start
    while end < len(measured.ends) and measured.ends[end] - before <= room:
        end += 1
    return max(end, start + 1)


def _line_end(measured: _Measured, start: int, room: float, worst: int) -> int | None:
    """Where to end the line that begins at ``start``: at the best kind of break that fits, the
    last of its kind; None when only a break worse than ``worst`` fits."""
    end = _prefix(measured, start, room)
    count = len(measured.clusters)
    if end == count:
        return end
    if measured.clusters[end] == " ":
        return end
    for kind in (_AT_SPACE, _IN_NAME, _ANYWHERE):
        if kind < worst:
            return None
        for position in range(end, start, -1):
            if measured.breaks[position - 1] >= kind:
                return position
    return None


def _wrap(measured: _Measured, room: float, lines: int, worst: int) -> list[tuple[int, int]] | None:
    """Start and end of each line, or None when the text does not fit on ``lines`` lines with no
    break worse than ``worst``."""
    count = len(measured.clusters)
    found: list[tuple[int, int]] = []
    start = 0
    while start < count and len(found) < lines:
        end = _line_end(measured, start, room, worst)
        if end is None:
            return None
        found.append((start, end))
        start = end
        while start < count and measured.clusters[start] == " ":
            start += 1
    return found if start >= count else None


def _line(measured: _Measured, start: int, end: int) -> str:
    return "".join(measured.clusters[start:end]).strip()


def _ellipsed(measured: _Measured, room: float, lines: int, weight: Weight) -> tuple[str, ...]:
    """The text on ``lines`` lines with an ellipsis at the end of the last."""
    found: list[str] = []
    start = 0
    while len(found) < lines - 1:
        end = _line_end(measured, start, room, _ANYWHERE) or start + 1
        found.append(_line(measured, start, end))
        start = end
        while start < len(measured.clusters) and measured.clusters[start] == " ":
            start += 1
    left = room - cluster_widths((ELLIPSIS, *measured.clusters), weight)[0]
    before = measured.ends[start - 1] if start else 0.0
    end = start
    while end < len(measured.ends) and measured.ends[end] - before <= left:
        end += 1
    rest = _line(measured, start, end).rstrip(" -_/.,:;")
    return (*found, rest + ELLIPSIS)


def _sizes(size: float, minimum_size: float) -> list[float]:
    """Sizes from the wished one down to the smallest, in equal steps."""
    step = (size - minimum_size) / _STEPS
    return [round(size - step * index, 2) for index in range(_STEPS)] + [minimum_size]


def _needed(measured: _Measured, worst: int) -> float:
    """The least room in em in which the text stands on two lines, with no break worse than ``worst``."""
    clusters, ends = measured.clusters, (*measured.ends, 0.0)
    whole = ends[len(clusters) - 1]
    rooms = {whole}
    for position, kind in enumerate(measured.breaks[:-1]):
        if kind >= worst and clusters[position] != " ":
            next_line = position + (clusters[position + 1] == " ")
            rooms.add(max(ends[position], whole - ends[next_line]))
    # A better kind of break is taken where it fits, though the rest may then be too long.
    return next(
        room for room in sorted(rooms) if room == whole or _wrap(measured, room + EXACT, 2, worst)
    )


def needed_width(
    text: str, size: float, weight: Weight = Weight.REGULAR, *, inside_words: bool = False
) -> float:
    """The least width in which ``text`` (as ``clean_text`` gives it) stands at ``size`` on two lines,
    broken where ``fit_text`` breaks first, or also inside names such as ``user_timeline``."""
    measured = _measure(text[:_LONGEST], weight)
    return _needed(measured, _IN_NAME if inside_words else _AT_SPACE) * size


def _balanced(measured: _Measured, room: float, lines: int) -> list[tuple[int, int]] | None:
    """The text broken between words; where that makes two lines, they are about as long."""
    wrapped = _wrap(measured, room, lines, _AT_SPACE)
    if wrapped is None or len(wrapped) != 2:
        return wrapped
    return _wrap(measured, _needed(measured, _AT_SPACE) + EXACT, lines, _AT_SPACE) or wrapped


def fit_text(
    text: str,
    width: float,
    size: float,
    weight: Weight = Weight.REGULAR,
    minimum_size: float | None = None,
    lines: int = 1,
    *,
    full_size: bool = False,
) -> FittedText:
    """Fit ``text`` (as ``clean_text`` gives it) into ``width``.

    On one line it shrinks down to ``minimum_size`` (by default it does not shrink). If that is not
    enough it wraps onto up to ``lines`` lines, at the largest size at which no word breaks: at
    spaces, after hyphens and between ideographs first, then inside names such as
    ``user_timeline/OrderService``. At the smallest size it breaks anywhere, and what does not fit
    then ends in an ellipsis. Grapheme clusters stay whole. With ``full_size`` it wraps at its
    ``size``, where no word breaks, before it shrinks, and onto two lines that are about as long.
    """
    smallest = min(size, size if minimum_size is None else minimum_size)
    too_long = len(text) > _LONGEST
    measured = _measure(text[:_LONGEST], weight)
    natural = measured.ends[-1] if measured.ends else 0.0
    if not too_long:
        if natural * size <= width:
            return FittedText((text,), size, False)
        wrapped = _balanced(measured, width / size, lines) if full_size else None
        if wrapped is not None:
            return FittedText(tuple(_line(measured, *part) for part in wrapped), size, False)
        if natural * smallest <= width:
            return FittedText((text,), max(smallest, int(width / natural * 100) / 100), False)
    if lines > 1 and not too_long:
        for worst in (_AT_SPACE, _IN_NAME):
            for tried in _sizes(size, smallest):
                wrapped = _wrap(measured, width / tried, lines, worst)
                if wrapped is not None:
                    return FittedText(
                        tuple(_line(measured, *part) for part in wrapped), tried, False
                    )
        wrapped = _wrap(measured, width / smallest, lines, _ANYWHERE)
        if wrapped is not None:
            return FittedText(tuple(_line(measured, *part) for part in wrapped), smallest, False)
    return FittedText(_ellipsed(measured, width / smallest, lines, weight), smallest, True)
