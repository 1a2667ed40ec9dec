"""What changed between two designs, in a line each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from sdgen.base.span import Span
from sdgen.base.words import and_more, by_number, counted, joined, listed, plural_of, shortened
from sdgen.blocks import Code, Words
from sdgen.blocks.phrases import Piece, between, listed_pieces, pieces
from sdgen.diff.changes import Change, FactChange, Sign
from sdgen.diff.elements import CALL, COMPONENT, THE_DESIGN
from sdgen.report.change_names import ARROW, MOST_ITEMS, NOTHING, Names

MOST_FACTS = 4
"""Facts of what was added, and changed facts of one element, that are told."""
LONGEST: Final = 60
"""Characters of what is said under a key."""

SIGNS: Final[Mapping[Sign, str]] = {Sign.ADDED: "+", Sign.REMOVED: "−", Sign.CHANGED: "±"}
"""What a line of each begins with."""

DOMAIN: Final = "domain"
_MOVED_BY: Final[Mapping[str, str]] = {"group": "group", "parent": "", "store": "", "journey": ""}
_BY_NAME: Final = frozenset({COMPONENT, CALL, "group"})
"""What people call by its name, and not by its id."""
_TOLD_APART: Final = frozenset({"name", "kind", "technology", "label", "source", "target", "title"})
"""Facts of something new that its head says, or that say nothing more of it."""
_FIRST: Final[Mapping[str, int]] = {"replicas": -2, "zones": -1, "group": 1}
"""What is said of something new before all else, and last."""


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
    return counted(number, noun)


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
    alike: dict[tuple[Sign, str, tuple[Piece, ...], str], list[Change]] = {}
    comparison = names.comparison
    for each in changes:
        if each.noun == THE_DESIGN and not (comparison.has_before and comparison.has_after):
            continue  # all of it is new, or gone
        rest = _rest(each, names)
        # What was added, removed or renamed is itself what a reader asks for.
        alone = each.id if each.sign is not Sign.CHANGED or each.was else ""
        alike.setdefault((each.sign, each.noun, rest, alone), []).append(each)
    return [
        ChangeWords(
            SIGNS[sign], _heads(found), rest, found[0].span_after if len(found) == 1 else None
        )
        for (sign, _, rest, _), found in alike.items()
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
    noun = by_number(len(changes), word, plural_of(word))
    before = () if first.noun == COMPONENT else (f"{noun} ",)
    return (*before, *listed_pieces(called, and_more(rest) if rest else ""))


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
