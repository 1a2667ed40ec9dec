"""Cut sets in words: those that are copies of each other are one line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import chain, combinations, product

from sdgen.analyses.failure.cut_groups import DOMAINS, MOST_CHOICES, Choice, CutGroup, CutSet
from sdgen.analyses.failure.domains import ancestors
from sdgen.analyses.replication import copies_of_piece
from sdgen.base.words import by_number, counted, joined
from sdgen.design.records import Design
from sdgen.report.naming import BY_IDS, ByIds

FEW_SETS = 2
"""So many cut sets that have no more in common are named one by one."""
FEW_DOMAINS = 2
"""So many domains are named: "either zone" would ask which of all."""
MOST_NAMED = 5
"""So many are named where only some of them are meant."""


def cut_words(
    design: Design, group: CutGroup, cuts: Sequence[CutSet], called: ByIds = BY_IDS
) -> str:
    """``any 2 of the 3 replicas of rails (3, sum 7.5e-05)``: what fails together; in brackets, how many cut sets
    that is, and the sum of their probabilities. ``cuts`` are all cut sets."""
    number = len(group.cut_sets)
    figure = f"{group.probability:.2g}"
    what = _what(design, group, cuts, called)
    return f"{what} ({f'{number}, sum {figure}' if number > 1 else figure})"


def _what(design: Design, group: CutGroup, cuts: Sequence[CutSet], called: ByIds) -> str:
    if not group.every and len(group.cut_sets) <= FEW_SETS:
        return joined([_beside(cuts[at].events, called) for at in group.cut_sets], "or")
    domains = [each for each in group.choices if each.kind in DOMAINS]
    others = [each for each in group.choices if each.kind not in DOMAINS]
    if not group.every and len(domains) > 1 and not others:
        return _some_domains(design, group, called)
    first = [_beside(group.fixed, called)] if group.fixed else []
    first += [_choice(each, called, every=group.every) for each in domains]
    then = joined([_choice(each, called, every=group.every) for each in others])
    text = joined(filter(None, (joined(first), then)), "with")
    if group.outside and others:
        several = sum(each.many for each in domains) + _domains_among(design, group.fixed) > 1
        text += " outside them" if several else " outside it"
    if not group.every and any(_is_in_pieces(design, each) for each in others):
        text += " that keep the same data"
    return text


def _some_domains(design: Design, group: CutGroup, called: ByIds) -> str:
    """Domains of several levels, of which not every choice is meant: ``r1 or r2 with any of the 7
    zones outside it`` where that is all, else out of how many choices."""
    ways = math.prod(math.comb(len(each.names), each.many) for each in group.choices)
    fixed = [_beside(group.fixed, called)] if group.fixed else []
    if ways <= MOST_CHOICES and _number_apart(design, group) == len(group.cut_sets):
        outer, *inner = [*fixed, *(_choice(each, called, every=True) for each in group.choices)]
        several = group.choices[0].many > 1 or len(inner) > 1 or len(group.fixed) > 1
        return f"{outer} with {joined(inner)} outside {'them' if several else 'it'}"
    said = joined([*fixed, *(_choice(each, called, every=False) for each in group.choices)])
    return f"{len(group.cut_sets)} of {ways} choices of {said}"


def _number_apart(design: Design, group: CutGroup) -> int:
    """How many choices there are in which no domain lies in another."""
    chosen = product(*(combinations(each.names, each.many) for each in group.choices))
    return sum(
        all(names.isdisjoint(ancestors(design, name)) for name in names & design.domains.keys())
        for names in (frozenset(chain(group.fixed, *each)) for each in chosen)
    )


def _beside(names: Sequence[str], called: ByIds) -> str:
    """``a/1 + db!window (others are taking over)``."""
    return " + ".join(map(called.event, names))


def _domains_among(design: Design, names: Sequence[str]) -> int:
    return sum(name in design.domains for name in names)


def _is_in_pieces(design: Design, choice: Choice) -> bool:
    component = design.components.get(choice.component)
    if component is None or choice.many < 2:
        return False
    copies = copies_of_piece(component)
    return copies is not None and copies < component.replicas.count


def _choice(choice: Choice, called: ByIds, *, every: bool) -> str:
    """``any 2 of the 3 replicas of rails``, ``either zone``, ``a, b or c``."""
    number, of = len(choice.names), choice.of
    noun, several = choice.kind.value, f"{choice.kind.value}s"
    if choice.component:
        name = called.component(choice.component)
        noun, several = f"replica of {name}", f"replicas of {name}"
    if choice.kind in DOMAINS and number <= FEW_DOMAINS:
        return joined(map(called.event, choice.names), by_number(choice.many, "or", "and"))
    if choice.many == of:
        return f"both {several}" if of == 2 else f"all {of} {several}"
    if choice.many == 1 and number == of == 2:
        return f"either {noun}" if every else f"one of the 2 {several}"
    if choice.many == 1 and number < of and number <= MOST_NAMED:
        return joined(map(called.event, choice.names), "or")
    which = f"the {of} {several}" if number == of else f"{number} certain {several}"
    if choice.many == 1:
        return f"{'any' if every else 'one'} of {which}"
    return f"any {choice.many} of {which}" if every else f"{choice.many} of {which}"


def rest_words(number: int) -> str:
    """What is not told one by one: so many cut sets."""
    return counted(number, "rarer cut set")
