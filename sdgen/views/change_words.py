"""What has changed, in the words of cards, lines and tooltips."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from sdgen.analyses.failure.domains import replica_counts
from sdgen.base.words import and_more, counted, in_one_line, joined, shortened
from sdgen.design.records import Component, Design
from sdgen.diff.changes import Change, Changes, FactChange, Sign, in_one_order
from sdgen.diff.elements import COMPONENT, THE_DESIGN
from sdgen.views.changed import Mark, Panel, PanelRow, Shift
from sdgen.views.diagram import Chip, how_many
from sdgen.views.zones import MOST_CHIPS, short_names

UNITS = re.compile(r"(.*\d)( ?(?:[mnµu]?s|min|h|d|%|[KMGTP]i?B))")
"""A number and a unit of which it is clear where it begins: ``500 ms``, not ``5k``."""
YES = "yes"
NOTHING = "nothing"
_COUNTS = frozenset({"replicas", "replicas.min", "replicas.max"})
_ELSEWHERE = frozenset({"group", "parent", "name"})
"""Keys that a card says in words."""
MOST_DESCRIBED = 60
LONGEST = 80
"""Characters of a value that tooltips and descriptions tell."""


def shifts_of(change: Change, *, counts: bool = False, zones: bool = False) -> tuple[Shift, ...]:
    """What is said of an element before and after, but for what its card shows otherwise: where it stands,
    and, if so, ``counts`` of its replicas and ``zones``."""
    return tuple(
        _shift(each)
        for each in change.facts
        if each.key not in _ELSEWHERE
        and not (counts and each.key in _COUNTS)
        and not (zones and _is_of_zones(each))
    )


def _is_of_zones(fact: FactChange) -> bool:
    """Whether it only says in which domains replicas are."""
    of_one = fact.key.startswith("place.") and not (fact.before and fact.after)
    return fact.key == "zones" or of_one


def _shift(fact: FactChange) -> Shift:
    key = " ".join(fact.key.removeprefix("replicas.").replace(".", " ").split("_"))
    before, after = in_one_line(fact.before), in_one_line(fact.after)
    if fact.gone or fact.new:
        return Shift(key, ", ".join(fact.gone), ", ".join(fact.new))
    if YES in (before, after) and not (before and after):
        return Shift("", key if before else "", key if after else "")
    if key == "label":
        return Shift("", before, after)
    one, other = UNITS.fullmatch(before), UNITS.fullmatch(after)
    if one and other and one[2].strip() == other[2].strip():
        unit = other[2].strip()
        before, after = one[1], other[1] + (unit if unit == "%" else f" {unit}")
    return Shift(key, before, after)


def said_of(changes: Changes, change: Change) -> tuple[str, ...]:
    """What an element was called, and what it stood in, where that was something else."""
    return tuple(_said_of(changes, change)) if change.sign is Sign.CHANGED else ()


def _said_of(changes: Changes, change: Change) -> Iterator[str]:
    facts = {each.key: each for each in change.facts}
    is_component = change.noun == COMPONENT
    table = changes.before.components if is_component else changes.before.groups
    name = in_one_line(table[change.id].name)
    if change.was or "name" in facts:
        yield f"was {name if name != in_one_line(change.name) else change.was}"
    moved = facts.get("group" if is_component else "parent")
    if moved is not None:
        known = changes.before.groups.get(moved.before)
        yield f"from {in_one_line(known.name)}" if known is not None else "from no group"


def replicas_said(component: Component) -> str:
    """How many there are: ``×3``, ``×2–6``."""
    if component.hosted:
        return "×1"
    return how_many(component.replicas.count, component.replicas.most or 0)


def domain_names(changes: Changes, design: Design) -> Mapping[str, str]:
    """Short names of the failure domains in which anything is in either design, and of those beside
    them."""
    used = {
        name
        for each in (changes.before, changes.after)
        for component in each.components.values()
        for name in _domains(component)
    }
    parents = {design.domains[each].parent for each in used if each in design.domains}
    return short_names(
        each.id for each in design.domains.values() if each.id in used or each.parent in parents
    )


def zone_chips_of(old: Component, new: Component, names: Mapping[str, str]) -> tuple[Chip, ...]:
    """The failure domains of a component, those that it was and is not in marked; none where it is in
    those that it was in. Of many the marked ones, and how many others."""
    before, after = _domains(old), _domains(new)
    if set(before) == set(after):
        return ()
    chips = []
    for each in in_one_order(before, after):
        mark = None
        if each not in before:
            mark = Mark.ADDED
        elif each not in after:
            mark = Mark.REMOVED
        name = names.get(each, each)
        text = f"+ {name}" if mark is Mark.ADDED else name
        chips.append(Chip(text, tooltip=f"{mark.value if mark else 'in'} {each}", mark=mark))
    if len(chips) <= MOST_CHIPS:
        return tuple(chips)
    marked = [each for each in chips if each.mark is not None]
    shown = marked if len(marked) <= MOST_CHIPS else marked[: MOST_CHIPS - 1]
    rest = len(chips) - len(shown)
    others = ", ".join(each.text for each in chips if each not in shown)
    return (*shown, Chip(f"+{rest}", tooltip=others)) if rest else tuple(shown)


def _domains(component: Component) -> tuple[str, ...]:
    return tuple(each for each in replica_counts(component) if each is not None)


def tooltip_of(change: Change, tooltip: str) -> str:
    """What is said where one points: what has happened, each fact before and after, and what the picture
    says there otherwise."""
    if change.sign is not Sign.CHANGED:
        return f"{change.sign.value.capitalize()}\n{tooltip}"
    facts = (f"{each.key}: {_either(each.before)} → {_either(each.after)}" for each in change.facts)
    was = (f"was {change.was}",) if change.was else ()
    return "\n".join((tooltip, "Changed", *was, *facts))


def _either(text: str) -> str:
    return shortened(in_one_line(text), LONGEST) or NOTHING


def kept_out(changes: Iterable[Change]) -> str:
    """How many there are of what a picture of components does not show: ``1 entity added; 2 journeys and 1
    view changed``; empty without any."""
    found: dict[Sign, dict[str, int]] = {sign: {} for sign in Sign}
    for each in changes:
        number = len(each.facts) if each.noun == THE_DESIGN else 1
        counts = found[each.sign]
        counts[each.noun] = counts.get(each.noun, 0) + number
    parts = (
        f"{joined(_counted(number, noun) for noun, number in counts.items())} {sign.value}"
        for sign, counts in found.items()
        if counts
    )
    return "; ".join(parts)


def _counted(number: int, noun: str) -> str:
    if noun == THE_DESIGN:
        return counted(number, "fact of the whole design", "facts of the whole design")
    if noun == "domain":
        return counted(number, "failure domain")
    return counted(number, noun)


def described(changes: Changes, panel: Panel, title: str) -> str:
    """The change and what it means in words, for those who do not see the picture."""
    told = [_told(each) for each in changes.changes]
    sentences = [title, *told[:MOST_DESCRIBED]]
    if len(told) > MOST_DESCRIBED:
        sentences.append(and_more(len(told) - MOST_DESCRIBED, "changes"))
    sentences += [_row_told(row) for section in panel.sections for row in section]
    return ". ".join(sentences)


def _row_told(row: PanelRow) -> str:
    """``View profile: 99.4% before, 99.98% after, which meets its goal``."""
    goal = {True: ", which meets its goal", False: ", which misses its goal", None: ""}[row.met]
    return f"{row.name}: {row.before} before, {row.after} after{goal}"


def _told(change: Change) -> str:
    name = in_one_line(change.name)
    if change.sign is not Sign.CHANGED:
        return f"{change.sign.value.capitalize()}: {change.noun} {name}"
    facts = [f"{each.key} {_either(each.before)} to {_either(each.after)}" for each in change.facts]
    was = [f"was {change.was}"] if change.was else []
    return f"Changed: {change.noun} {name}, {', '.join((*was, *facts))}"
