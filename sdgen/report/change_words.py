"""What `sdgen diff` says in sentences: what changed, in a line each, and what it means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from sdgen.base.span import Span
from sdgen.base.words import and_more, by_number, counted, joined, listed, shortened
from sdgen.blocks import Code, Words
from sdgen.blocks.phrases import Piece, between, pieces
from sdgen.diff.changes import Change, FactChange, Sign
from sdgen.diff.comparison import Comparison
from sdgen.diff.elements import CALL, COMPONENT, THE_DESIGN
from sdgen.diff.figures import Figure, Measured, Verdict
from sdgen.diff.meaning import Meaning, Point

MOST_FACTS = 4
"""Facts of what was added, and changed facts of one element, that are told."""
MOST_ITEMS = 4
"""Entries of a list that came or went, and journeys in a sentence, that are named."""
LOSING: Final = "losing"
NO_FIGURE: Final = "no figure differs"
LONGEST: Final = 60
"""Characters of what is said under a key."""
NOTHING: Final = "–"
ARROW: Final = "→"

SIGNS: Final[Mapping[Sign, str]] = {Sign.ADDED: "+", Sign.REMOVED: "−", Sign.CHANGED: "±"}
"""What a line of each begins with."""

DOMAIN: Final = "domain"
_PLURALS: Final[Mapping[str, str]] = {"journey": "journeys", "entity": "entities"}
_MOVED_BY: Final[Mapping[str, str]] = {"group": "group", "parent": "", "store": "", "journey": ""}
_BY_NAME: Final = frozenset({COMPONENT, CALL, "group"})
"""What people call by its name, and not by its id."""
_TOLD_APART: Final = frozenset({"name", "kind", "technology", "label", "source", "target", "title"})
"""Facts of something new that its head says, or that say nothing more of it."""
_FIRST: Final[Mapping[str, int]] = {"replicas": -2, "zones": -1, "group": 1}
"""What is said of something new before all else, and last."""


class Names(Struct, frozen=True):
    """What a report calls components and domains: those of both designs."""

    comparison: Comparison

    def component(self, id: str) -> str:
        """The name of a component, a zone or another domain; its id where neither has one."""
        for facts in (self.comparison.after, self.comparison.before):
            for table in (facts.given.components, facts.given.domains):
                found = table.get(id)
                if found is not None:
                    return found.name or id
        return id

    def components(self, ids: Iterable[str]) -> str:
        """Several, the last behind "and"."""
        names = list(dict.fromkeys(map(self.component, ids)))
        return joined(names) if len(names) <= MOST_ITEMS else listed(names, MOST_ITEMS)


# --- what changed -------------------------------------------------------------------------------


def changes_in_a_line(changes: Sequence[Change]) -> str:
    """``1 component and 1 call added, 2 components changed``; of nothing, that there is nothing."""
    if not changes:
        return "nothing"
    parts = []
    for sign in Sign:
        counts: dict[str, int] = {}
        for each in changes:
            if each.sign is sign:
                counts[each.noun] = counts.get(each.noun, 0) + 1
        if counts:
            parts.append(f"{joined(_counted(n, noun) for noun, n in counts.items())} {sign.value}")
    return ", ".join(parts)


def _counted(number: int, noun: str) -> str:
    if noun == THE_DESIGN:
        return "the design itself"
    return counted(number, noun, _PLURALS.get(noun, f"{noun}s"))


class ChangeWords(Struct, frozen=True):
    """A change in a line: its sign, what it is of, what is said of it now, and where one alone stands
    in the newer design."""

    sign: str
    head: tuple[Piece, ...]
    rest: tuple[Piece, ...]
    span: Span | None = None

    @property
    def line(self) -> tuple[Piece, ...]:
        """All of it."""
        return (f"{self.sign} ", *self.head, *self.rest)


def change_lines(changes: Sequence[Change], names: Names) -> list[ChangeWords]:
    """Each change in a line; those of several elements that say the same in one."""
    alike: dict[tuple[object, ...], list[Change]] = {}
    has_both = names.comparison.before.given.name and names.comparison.after.given.name
    for each in changes:
        if each.noun == THE_DESIGN and not has_both:
            continue  # all of it is new, or gone
        rest = _rest(each, names)
        # What was added, removed or renamed is itself what a reader asks for.
        alone = each.id if each.sign is not Sign.CHANGED or each.was else ""
        alike.setdefault((each.sign, each.noun, rest, alone), []).append(each)
    return [
        ChangeWords(
            SIGNS[found[0].sign],
            _heads(found),
            _rest(found[0], names),
            found[0].span_after if len(found) == 1 else None,
        )
        for found in alike.values()
    ]


def _rest(change: Change, names: Names) -> tuple[Piece, ...]:
    """What is said of an element behind its name."""
    about = ""
    if change.noun == COMPONENT and change.sign is Sign.ADDED:
        about = f" ({_said_of(change, 'kind', 'technology').replace('_', ' ')})"
    elif change.noun == DOMAIN and (parent := _said_of(change, "parent")):
        about = f" in {parent}"
    was: tuple[Piece, ...] = (" (was ", Code(change.was), ")") if change.was else ()
    said = list(_facts(change, names))
    facts: tuple[Piece, ...] = (": ", *pieces(between(said))) if said else ()
    return (about, *was, *facts) if about else (*was, *facts)


def _heads(changes: Sequence[Change]) -> tuple[Piece, ...]:
    """``User cache``, ``journeys view-profile and follow``, ``call Users to User DB``."""
    first = changes[0]
    if first.noun == THE_DESIGN:
        return ("the design",)
    called: list[Piece] = [
        each.name if each.noun in _BY_NAME else Code(each.id) for each in changes[:MOST_ITEMS]
    ]
    rest = len(changes) - len(called)
    word = _said_of(first, "level") if first.noun == DOMAIN else ""
    word = word or first.noun
    noun = by_number(len(changes), word, _PLURALS.get(word, f"{word}s"))
    before = () if first.noun == COMPONENT else (f"{noun} ",)
    if rest:
        return (*before, *pieces(between([(each,) for each in called])), f" {and_more(rest)}")
    *others, last = called
    if not others:
        return (*before, last)
    return (*before, *pieces(between([(each,) for each in others])), " and ", last)


def _said_of(change: Change, *keys: str) -> str:
    facts = {each.key: each.after or each.before for each in change.facts}
    return ", ".join(facts[key] for key in keys if key in facts)


def _facts(change: Change, names: Names) -> Iterator[Words]:
    if change.sign is Sign.REMOVED:
        return
    told = [each for each in change.facts if _is_told(change, each)]
    if change.sign is Sign.ADDED:
        told.sort(key=lambda each: _FIRST.get(each.key, 0))
    for each in told[:MOST_FACTS]:
        yield _changed(each, names) if change.sign is Sign.CHANGED else _new(each, names)
    if len(told) > MOST_FACTS:
        yield and_more(len(told) - MOST_FACTS)


def _is_told(change: Change, fact: FactChange) -> bool:
    """Of something new, not what its head has said, nor that it is one replica."""
    if change.sign is Sign.CHANGED:
        return True
    if change.noun == COMPONENT and fact.key == "replicas" and fact.after == "1":
        return False
    if change.noun == DOMAIN and fact.key in ("level", "parent"):
        return False
    return fact.key not in _TOLD_APART


def _new(fact: FactChange, names: Names) -> Words:
    """What is said of something new: ``6 replicas``, ``in use1-a and use1-b``, ``timeout 100ms``."""
    if fact.key == "replicas":
        return f"{fact.after} replicas"
    if fact.key == "zones":
        return f"in {names.components(fact.new)}"
    if fact.key == "any_of":
        return f"any one of it and {names.components(fact.new)} answers"
    if fact.new:
        return f"{_key(fact.key)} {_items(fact.new, names)}"
    if fact.after == "yes":
        return _key(fact.key)
    return f"{_key(fact.key)} {shortened(fact.after, LONGEST)}".strip()


def _changed(fact: FactChange, names: Names) -> Words:
    """``replicas 1 → 2``, ``zones + use1-b``, ``moved from group edge to data``."""
    key = _key(fact.key)
    if fact.key in _MOVED_BY and fact.before and fact.after:
        what = " ".join(part for part in ("moved from", _MOVED_BY[fact.key]) if part)
        return (f"{what} ", Code(fact.before), " to ", Code(fact.after))
    if fact.key == "steps" and fact.gone and fact.new:
        return _steps(fact)
    if fact.gone or fact.new:
        parts = [f"+ {_items(fact.new, names)}"] if fact.new else []
        parts += [f"− {_items(fact.gone, names)}"] if fact.gone else []
        return f"{key} {', '.join(parts)}"
    if sorted(fact.before.split(", ")) == sorted(fact.after.split(", ")):
        return f"{key} in another order"
    before, after = (shortened(each, LONGEST) or NOTHING for each in (fact.before, fact.after))
    return f"{key} {before} {ARROW} {after}".strip()


def _steps(fact: FactChange) -> str:
    """``steps + a -> b, − a -> c, b -> d changed``: the arrows, without all that is said of each."""
    gone, new = (Counter(map(_arrow, items)) for items in (fact.gone, fact.new))
    lists = (("+ ", new - gone), ("− ", gone - new))
    parts = [
        f"{sign}{listed(tuple(arrows.elements()), MOST_ITEMS)}" for sign, arrows in lists if arrows
    ]
    kept = [_said_otherwise(arrow, fact) for arrow in (gone & new)]
    if kept:
        parts.append(f"changed: {listed(kept, MOST_ITEMS)}")
    return f"steps {'; '.join(parts)}"


def _said_otherwise(arrow: str, fact: FactChange) -> str:
    """``a -> b (times 200 → times 300)``; of an arrow that comes several times, its name alone."""
    sides = [[each for each in items if _arrow(each) == arrow] for items in (fact.gone, fact.new)]
    if any(len(side) != 1 for side in sides):
        return arrow
    one, other = (side[0].partition(": ")[2].split(", ") for side in sides)
    before = ", ".join(each for each in one if each not in other) or NOTHING
    after = ", ".join(each for each in other if each not in one) or NOTHING
    return f"{arrow} ({shortened(before, LONGEST)} {ARROW} {shortened(after, LONGEST)})"


def _arrow(step: str) -> str:
    """``a -> b`` of ``...a -> b: label``."""
    return step.removeprefix("...").partition(": ")[0]


def _items(items: Sequence[str], names: Names) -> str:
    called = [names.component(each) for each in items]
    return joined(called) if len(called) <= MOST_ITEMS else listed(called, MOST_ITEMS)


def _key(key: str) -> str:
    """``need`` of ``replicas.need`` is told with what it is of; words have spaces."""
    return key.replace("_", " ").replace(".", " ")


# --- what it means ------------------------------------------------------------------------------


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
    if not names.comparison.after.given.components:
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
    *before, last = [Code(each) for each in ids]
    if not before:
        return (last,)
    return (*between([(each,) for each in before]), " and ", last)


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
    now = " now" if names.comparison.before.given.components else ""
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
