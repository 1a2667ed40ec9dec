"""What a change means, in a sentence or two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sdgen.base.words import by_number, counted
from sdgen.blocks import Code, Words
from sdgen.blocks.phrases import Piece, between, listed_pieces
from sdgen.diff.figures import Figure, Measured, Verdict
from sdgen.diff.meaning import Meaning, Point
from sdgen.report.change_names import MOST_ITEMS, Names

LOSING: Final = "losing"
NO_FIGURE: Final = "no figure differs"


def verdict(meaning: Meaning, changed: bool) -> str:
    """``better, with 1 new finding``."""
    if meaning.better and meaning.worse:
        found = "better and worse"
    elif meaning.better or meaning.worse:
        found = "better" if meaning.better else "worse"
    elif any(each.changed for each in meaning.figures):
        found = "other figures, neither better nor worse"
    else:
        found = NO_FIGURE if changed else "no change"
    new, fixed = len(meaning.new), len(meaning.fixed)
    if new:
        return f"{found}, with {counted(new, 'new finding')}"
    if fixed and not (meaning.better or meaning.worse):
        return f"{found}, with {counted(fixed, 'finding')} fixed"
    return found


def meaning_sentence(meaning: Meaning, names: Names) -> Words:
    """What matters most, in a sentence; empty where no figure is better or worse."""
    parts = [
        part
        for part in (
            *_of_objectives(meaning),
            _less_asked(meaning),
            _removed(meaning, names),
            _zones(meaning, names),
            _points(meaning.points_new, names),
            _saturated(meaning, names),
        )
        if part
    ]
    if not parts:
        return ""
    *before, last = parts
    found = between(before) if before else ()
    return _begun((*found, *((", and ",) if before else ()), *between([last]), "."))


def _of_objectives(meaning: Meaning) -> Iterator[Words]:
    """Which objectives are met or missed now that were not, those of availability first."""
    for measured, what in ((Measured.AVAILABILITY, ""), (Measured.LATENCY, "p99 ")):
        met, missed = (
            [each for each in figures if each.measured is measured]
            for figures in (meaning.now_met, meaning.now_missed)
        )
        held = [each for each in missed if each.met]
        new = [each for each in missed if each.met is None]
        yield _objectives(_of_same_goal(met), f"now {{meet}} {{its}} {what}objective")
        yield _objectives(_of_other_goal(met), f"{{meet}} {{its}} new {what}objective")
        yield _objectives(_of_same_goal(held), f"no longer {{meet}} {{its}} {what}objective")
        yield _objectives(_of_other_goal(held), f"{{miss}} {{its}} new {what}objective")
        yield _objectives(new, f"{{miss}} {{its}} {what}objective")


def _less_asked(meaning: Meaning) -> Words:
    """The journeys that promise less than they did."""
    less = _subjects(
        each
        for each in meaning.figures
        if each.goal_changed
        and each.goal_before is not None
        and (each.goal is None or (each.goal < each.goal_before) is _is_higher_better(each))
    )
    if not less:
        return ""
    return (*_codes(less), f" {by_number(len(less), 'promises', 'promise')} less than before")


def _is_higher_better(figure: Figure) -> bool:
    return figure.measured is Measured.AVAILABILITY


def _removed(meaning: Meaning, names: Names) -> Words:
    """The journeys of the older design that are gone: what was measured of them says nothing now."""
    if not names.comparison.has_after:
        return ""
    stated = names.comparison.before.given.journeys
    gone = [
        each.subject
        for each in meaning.of(Measured.AVAILABILITY)
        if each.after is None and each.subject in stated
    ]
    return (*_codes(gone), f" {by_number(len(gone), 'is', 'are')} gone") if gone else ""


def _begun(words: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The words as a sentence begins, unless with a name."""
    first, *rest = words
    if isinstance(first, str) and first.startswith(LOSING):
        return (f"{first[:1].upper()}{first[1:]}", *rest)
    return words


def still_missed(meaning: Meaning) -> Words:
    """The journeys that missed their availability or, met otherwise, their p99, and still do; empty where
    there are none."""
    parts: list[Words] = []
    told: set[str] = set()
    for measured, what in ((Measured.AVAILABILITY, ""), (Measured.LATENCY, "p99 ")):
        figures = meaning.of(measured)
        missed = _subjects(each for each in figures if each.met is False and each.meets is False)
        missed = [each for each in missed if each not in told]
        told.update(missed)
        if missed:
            one, several = f"still misses its {what}objective", f"still miss their {what}objectives"
            parts.append((*_codes(missed), f" {by_number(len(missed), one, several)}"))
    return (*between(parts), ".") if parts else ""


def _of_same_goal(figures: Iterable[Figure]) -> list[Figure]:
    return [each for each in figures if not each.goal_changed]


def _of_other_goal(figures: Iterable[Figure]) -> list[Figure]:
    """Those whose objective is another now, which is why it is met or missed, or may be."""
    return [each for each in figures if each.goal_changed]


def _subjects(figures: Iterable[Figure]) -> list[str]:
    return list(dict.fromkeys(each.subject for each in figures if each.subject))


def _objectives(figures: Iterable[Figure], says: str) -> Words:
    journeys = _subjects(figures)
    if not journeys:
        return ""
    number = len(journeys)
    said = says.format(
        meet=by_number(number, "meets", "meet"),
        miss=by_number(number, "misses", "miss"),
        its=by_number(number, "its", "their"),
    )
    return (*_codes(journeys), f" {said}")


def _codes(ids: Sequence[str]) -> tuple[Piece, ...]:
    """Ids, the last behind "and"; of many the number alone."""
    if len(ids) > MOST_ITEMS:
        return (f"{len(ids)} journeys",)
    return listed_pieces([Code(each) for each in ids])


def _zones(meaning: Meaning, names: Names) -> Words:
    for each in meaning.of(Measured.DOWN_WITHOUT_A_ZONE):
        if each.verdict is not Verdict.SAME:
            zones = each.who_after or each.who_before
            alone = zones[0] if len(zones) == 1 else ""
            lost = f"{LOSING} {names.component(alone) if alone else 'any zone'}"
            if not each.after:
                return f"{lost} takes none down"
            return f"{lost} takes {each.after_text} down ({each.before_text} before)"
    return ""


def _points(points: Sequence[Point], names: Names) -> Words:
    if not points:
        return ""
    who = dict.fromkeys(each.subject for each in points)
    are = by_number(len(who), "is a single point of failure", "are single points of failure")
    now = " now" if names.comparison.has_before else ""
    return f"{names.components(who)} {are}{now}"


def _saturated(meaning: Meaning, names: Names) -> Words:
    """That something is over its capacity now, or is no longer."""
    for each in meaning.of(Measured.SATURATION):
        before, after = each.before, each.after
        if after is not None and after < 1.0 and (before is None or before >= 1.0):
            return f"{names.components(each.who_after)} is over its capacity at the peak"
        if after is not None and before is not None and before < 1.0 <= after:
            return f"{names.components(each.who_before)} is no longer over its capacity"
    return ""
