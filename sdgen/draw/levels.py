"""In which order the parts of a line are seen: the bidirectional algorithm (Unicode Standard Annex 9)
for one line without embeddings, whose controls are taken out of every text.

Libraries give the line as it is shown, and not which part stands where; or ask this Python, whose
edition of Unicode is not that of the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from sdgen.base.characters import bidirectional

_OPENING = {"(": ")", "[": "]", "{": "}"}
MIRRORED = dict(zip("()[]{}<>«»", ")(][}{><»«", strict=True))
"""Signs that are drawn the other way round between letters that read from right to left."""
_NUMBERS = ("EN", "AN")
_SIDES = ("L", "R")


def levels(clusters: Sequence[str], right_to_left: bool) -> list[int]:
    """The level of each cluster: even where it reads from left to right, odd where from right to
    left. The line itself begins at the right if ``right_to_left``."""
    base = "R" if right_to_left else "L"
    kinds = _weak([bidirectional(cluster[0]) for cluster in clusters], base)
    _pair_brackets(clusters, kinds, base)
    _neutral(kinds, base)
    even = 2 if right_to_left else 0
    return [1 if kind == "R" else 2 if kind in _NUMBERS else even for kind in kinds]


def visual_order(found: Sequence[int]) -> list[int]:
    """The numbers of parts of these levels, from left to right as they are seen (rule L2)."""
    order = list(range(len(found)))
    for level in range(max(found, default=0), 0, -1):
        turned: list[int] = []
        for reverses, members in groupby(order, key=lambda part: found[part] >= level):
            stretch = list(members)
            turned += stretch[::-1] if reverses else stretch
        order = turned
    return order


def _weak(kinds: list[str], base: str) -> list[str]:
    """Numbers with what belongs to them, and letters as L or R (rules W1 to W7)."""
    strong, letter, before = base, base, base
    found = []
    for kind in kinds:
        if kind in ("L", "R", "AL"):
            strong = kind
        before = before if kind == "NSM" else "AN" if (kind, strong) == ("EN", "AL") else kind
        found.append(before)
    for at in range(1, len(found) - 1):
        around = found[at - 1]
        if around == found[at + 1] and (found[at], around) in (
            ("ES", "EN"),
            ("CS", "EN"),
            ("CS", "AN"),
        ):
            found[at] = around
    start = 0
    for kind, members in groupby(tuple(found)):
        end = start + len(list(members))
        if kind == "ET" and "EN" in (*found[start - 1 : start], *found[end : end + 1]):
            found[start:end] = ["EN"] * (end - start)
        start = end
    for at, kind in enumerate(found):
        if kind in ("L", "R", "AL"):
            letter = found[at] = "L" if kind == "L" else "R"
        elif kind == "EN" and letter == "L":
            found[at] = "L"
    return found


def _side(kind: str) -> str:
    """L or R as neutral signs see it, for which numbers are R; empty for a neutral sign."""
    return "R" if kind in _NUMBERS else kind if kind in _SIDES else ""


def _pair_brackets(clusters: Sequence[str], kinds: list[str], base: str) -> None:
    """Both brackets of a pair take one direction (rule N0)."""
    pairs, waiting = [], []
    for at, cluster in enumerate(clusters):
        if cluster in _OPENING and kinds[at] == "ON":
            waiting.append((at, _OPENING[cluster]))
        elif cluster in _OPENING.values() and kinds[at] == "ON":
            match = [number for number, (_, closing) in enumerate(waiting) if closing == cluster]
            if match:
                pairs.append((waiting[match[-1]][0], at))
                del waiting[match[-1] :]
    for start, end in sorted(pairs):
        inside = {_side(kind) for kind in kinds[start + 1 : end]} - {""}
        if not inside:
            continue
        before = next((side for kind in kinds[:start][::-1] if (side := _side(kind))), base)
        kinds[start] = kinds[end] = base if base in inside else before


def _neutral(kinds: list[str], base: str) -> None:
    """What is neither letter nor number goes with what is at both its sides, else with the line
    (rules N1 and N2)."""
    sides = [_side(kind) for kind in kinds]
    start = 0
    for side, members in groupby(sides):
        end = start + len(list(members))
        if not side:
            before, after = (sides[start - 1] if start else base), (*sides[end : end + 1], base)[0]
            kinds[start:end] = [before if before == after else base] * (end - start)
        start = end
