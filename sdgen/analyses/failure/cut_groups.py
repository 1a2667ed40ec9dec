"""Cut sets that are copies of each other, as one: instances and domains that are interchangeable.

Two cut sets are alike where they take as many of the same things, each as likely: instances of one
component, domains of one level. A group says what its cut sets have in common, what they choose
from, and whether every such choice is one of them.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations, product

from msgspec import Struct

from sdgen.analyses.failure.events import Event, EventKind
from sdgen.analyses.reliability.failure_model import FailureModel, possible
from sdgen.analyses.reliability.low_orders import cuts_or_none

DOMAINS = (
    EventKind.PROVIDER,
    EventKind.REGION,
    EventKind.ZONE,
    EventKind.RACK,
    EventKind.HOST,
)
MOST_CHOICES = 2_000
"""Of so many choices of domains it is looked up whether each leads to cut sets; of more it is not
said."""


Kind = tuple[str, ...]
"""What is equal for events that may stand for each other."""


class CutSet(Struct, frozen=True):
    """Events that together take the journey down, and the probability that all have happened."""

    events: tuple[str, ...]
    probability: float


def likeliest_first(cut: CutSet) -> tuple[float, int, tuple[str, ...]]:
    """The order of cut sets: those that are as likely but for rounding, by their size and names."""
    return -rounded(cut.probability), len(cut.events), cut.events


def cut_sets_of(cuts: Iterable[tuple[str, ...]], events: Mapping[str, float]) -> tuple[CutSet, ...]:
    """The cut sets with their probabilities, the likeliest first; ``events`` are those of single
    events."""
    found = (CutSet(cut, math.prod(events[event] for event in cut)) for cut in cuts)
    return tuple(sorted(found, key=likeliest_first))


def pairs_of(model: FailureModel) -> tuple[CutSet, ...]:
    """The minimal cut sets that are two events which can happen, the likeliest first; none where they
    are too many to list."""
    cuts = cuts_or_none(possible(model), 2) or ()
    return cut_sets_of((cut for cut in cuts if len(cut) == 2), model.events)


def rounded(probability: float) -> float:
    """Without the digits that hang on the order in which it was computed."""
    return float(f"{probability:.12g}")


class Choice(Struct, frozen=True):
    """So ``many`` of ``names``, which are alike: instances of ``component``, or domains of ``kind``.
    ``of`` says how many there are of them that could be chosen, in any cut set or none."""

    kind: EventKind
    component: str
    many: int
    names: tuple[str, ...]
    of: int


class CutGroup(Struct, frozen=True):
    """Cut sets that are alike, by their positions in the list of them all: each has all events of
    ``fixed``, and chooses among ``choices``. ``every`` says that every such choice is one of them,
    instances lying outside the domains that stand beside them where they are ``outside``.
    ``probability`` is the sum of theirs."""

    order: int
    cut_sets: tuple[int, ...]
    fixed: tuple[str, ...]
    choices: tuple[Choice, ...]
    every: bool
    outside: bool
    probability: float


def cut_groups(
    cuts: Sequence[CutSet], events: Mapping[str, Event], held_by: Mapping[str, frozenset[str]]
) -> tuple[CutGroup, ...]:
    """The groups of all cut sets, the likeliest first; each cut set is in one. ``held_by`` are the
    domains of each instance that lies in some."""
    kinds = {name: _kind_of(event) for name, event in events.items()}
    alike: dict[tuple[Kind, ...], list[int]] = {}
    for at, cut in enumerate(cuts):
        alike.setdefault(tuple(sorted(map(kinds.__getitem__, cut.events))), []).append(at)
    known: dict[Kind, list[str]] = {}
    for name, kind in kinds.items():
        known.setdefault(kind, []).append(name)
    found = [
        _Grouping(cuts, members, kinds, events, held_by).group(known) for members in alike.values()
    ]
    return tuple(
        sorted(found, key=lambda each: (-rounded(each.probability), each.order, each.cut_sets))
    )


def _kind_of(event: Event) -> Kind:
    likely = f"{event.unavailability:.12g}"
    if event.kind is EventKind.INSTANCE:
        return event.kind.value, event.component, likely
    if event.kind in DOMAINS:
        return event.kind.value, "", likely
    return event.kind.value, event.name, likely


class _Grouping:
    """Some cut sets that take as many of each kind."""

    def __init__(
        self,
        cuts: Sequence[CutSet],
        members: Sequence[int],
        kinds: Mapping[str, Kind],
        events: Mapping[str, Event],
        held_by: Mapping[str, frozenset[str]],
    ) -> None:
        self._members, self._events, self._held_by = tuple(members), events, held_by
        self._sets = [frozenset(cuts[at].events) for at in members]
        self._sum = math.fsum(cuts[at].probability for at in members)
        self._fixed = frozenset.intersection(*self._sets)
        # what is not in all of them, kind by kind, as the events stand in the design
        used = frozenset().union(*self._sets) - self._fixed
        self._used: dict[Kind, list[str]] = {}
        for name, kind in kinds.items():
            if name in used:
                self._used.setdefault(kind, []).append(name)
        self._many = {
            kind: sum(name in self._sets[0] for name in names) for kind, names in self._used.items()
        }
        self._has_instances = any(events[name].kind is EventKind.INSTANCE for name in self._sets[0])
        self._domains = [kind for kind in self._used if self._is_domain(kind)]
        self._instances = [kind for kind in self._used if kind not in self._domains]

    def _is_domain(self, kind: Kind) -> bool:
        return self._events[self._used[kind][0]].kind in DOMAINS

    def group(self, known: Mapping[Kind, Sequence[str]]) -> CutGroup:
        """The group; ``known`` are all events by kind."""
        whole = [
            kind
            for kind, names in known.items()
            if len(names) > 1 and self._fixed.issuperset(names)
        ]
        fixed_domains = [name for name in self._fixed if self._events[name].kind in DOMAINS]
        darkened = [frozenset((*fixed_domains, *chosen)) for chosen in self._choices_of_domains()]
        outside = bool(darkened) and self._all_outside()
        choices = [self._choice(known[kind], len(known[kind]), known[kind]) for kind in whole]
        for kind, names in self._used.items():
            every = known[kind]
            if outside and kind in self._instances:
                every = [n for n in every if any(not self._lies_in(n, dark) for dark in darkened)]
            choices.append(self._choice(names, self._many[kind], every))
        named = self._fixed.difference(*(known[kind] for kind in whole))
        return CutGroup(
            order=len(self._sets[0]),
            cut_sets=self._members,
            fixed=tuple(name for name in self._events if name in named),
            choices=tuple(choices),
            every=bool(darkened) and self._number(darkened, outside=outside) == len(self._members),
            outside=outside and any(darkened) and self._has_instances,
            probability=self._sum,
        )

    def _choice(self, names: Sequence[str], many: int, every: Sequence[str]) -> Choice:
        first = self._events[names[0]]
        chosen_from = [name for name in every if name in names or name not in self._fixed]
        return Choice(first.kind, first.component, many, tuple(names), len(chosen_from))

    def _choices_of_domains(self) -> list[tuple[str, ...]]:
        """Each choice of as many domains as the cut sets take; none where they are too many."""
        ways = math.prod(
            math.comb(len(self._used[kind]), self._many[kind]) for kind in self._domains
        )
        if ways > MOST_CHOICES:
            return []
        chosen = product(
            *(combinations(self._used[kind], self._many[kind]) for kind in self._domains)
        )
        return [tuple(name for names in each for name in names) for each in chosen]

    def _lies_in(self, instance: str, domains: Collection[str]) -> bool:
        return not self._held_by.get(instance, frozenset()).isdisjoint(domains)

    def _all_outside(self) -> bool:
        """Whether no cut set has an instance that lies in one of its domains: its own event would
        add nothing."""
        return not any(self._lies_in(name, each) for each in self._sets for name in each)

    def _number(self, darkened: Iterable[frozenset[str]], *, outside: bool) -> int:
        """How many choices there are in all."""
        return sum(
            math.prod(
                math.comb(
                    sum(not (outside and self._lies_in(name, dark)) for name in self._used[kind]),
                    self._many[kind],
                )
                for kind in self._instances
            )
            for dark in darkened
        )
