"""What has another id and is the same: recognised by what it is, what it is tied to and what is said of
it, and written into the older design, so that only what really differs is left.

Of two designs, the ids that both have are never touched. What is most alike is taken first and written
into the older design, so that it helps with its neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct, field

from sdgen.design.records import Design
from sdgen.diff.elements import Elements, elements_of
from sdgen.diff.likeness import OTHERS, TIED, Tied, said_likeness, tied_likeness, ties_of
from sdgen.diff.naming import with_ids
from sdgen.diff.numbers import with_numbers

ALIKE = (0.8, 0.7, 0.6)
"""How alike two must be, from 0 to 1, to be one under two ids: first those of which there is least doubt."""
MOST_PAIRS = 100_000
"""Pairs of one noun that are compared; of more nothing is recognised."""

Score = Callable[[Tied, Tied, float], float]
"""How alike two are, 0 where that is less than is asked for."""


class Renames(Struct, frozen=True):
    """Old ids with the new ones, by what they are of (``component``)."""

    ids: dict[str, dict[str, str]] = field(default_factory=dict)

    def old(self, noun: str, new: str) -> str:
        """The id that it had before; empty where it had the same."""
        found = self.ids.get(noun, {})
        return next((before for before, after in found.items() if after == new), "")


class Recognised(Struct, frozen=True):
    """The ``renames``, the older design with the newer ids, and the elements of both."""

    renames: Renames
    old: Design
    before: Elements
    after: Elements


def recognised(old: Design, new: Design) -> Recognised:
    """What has another id in the newer design."""
    found: dict[str, dict[str, str]] = {}
    before, after = elements_of(old), elements_of(new)
    for least in ALIKE:
        again = True
        while again:
            again = False
            for noun in (*TIED, *OTHERS):
                gone, come = _only_in(before, after, noun), _only_in(after, before, noun)
                if not gone or not come or len(gone) * len(come) > MOST_PAIRS:
                    continue
                olds = ties_of(noun, old, before, after)
                news = ties_of(noun, new, after, before)
                score = said_likeness if noun in OTHERS else tied_likeness
                pairs = _paired([olds[id] for id in gone], [news[id] for id in come], score, least)
                if pairs:
                    found.setdefault(noun, {}).update(pairs)
                    old = with_ids(old, {noun: pairs})
                    before = elements_of(old)
                    again = True
    numbered = with_numbers(old, new, before, after)
    if numbered is not old:
        before = elements_of(numbered)
    return Recognised(Renames(found), numbered, before, after)


def _only_in(one: Elements, other: Elements, noun: str) -> list[str]:
    return [key[1] for key in one if key[0] == noun and key not in other]


def _paired(
    gone: Sequence[Tied], come: Sequence[Tied], score: Score, least: float
) -> dict[str, str]:
    """The pairs that are most alike, each element once; none of those that are less alike, and none
    where another would do as well."""
    such: dict[object, list[int]] = {}
    for turn, other in enumerate(come):
        such.setdefault(other.must, []).append(turn)
    scored = [
        (found, place, turn)
        for place, one in enumerate(gone)
        for turn in such.get(one.must, ())
        if (found := score(one, come[turn], least)) >= least
    ]
    scored.sort(key=lambda each: (-each[0], each[1:]))
    olds: dict[int, tuple[float, int]] = {}
    news: dict[int, int] = {}
    for found, place, turn in scored:
        if place not in olds and turn not in news:
            olds[place] = (found, turn)
            news[turn] = place
    rivals = {
        at
        for found, place, turn in scored
        for at, is_free in ((place, turn not in news), (news.get(turn), place not in olds))
        if is_free and at is not None and at in olds and olds[at][0] == found
    }
    return {
        gone[place].element.id: come[turn].element.id
        for place, (_, turn) in olds.items()
        if place not in rivals
    }
