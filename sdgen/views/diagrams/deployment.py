"""The deployment view: regions and zones as containers, with the replicas that run in them.

A component is one card in each domain that holds some of its replicas, and one card outside when
it is in none. Drawing every card to every card would say nothing, so a call is one line from each
of the caller's cards to the nearest card of the target (in the same domain, else in the same zone,
region or provider), which is the way that requests prefer; a card of the target that no caller
is nearest to has a line from its nearest caller, since it is called all the same. Of cards that are
equally near, the one with the fewest lines of that call is taken, then the first in the file: they
take turns.

Without domains the picture keeps the groups of the design. What runs on a component stands with it
in a container of its own, in each domain where that has instances.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.analyses.failure.domains import ancestors, replica_counts
from sdgen.design.calls import calls_of
from sdgen.design.records import Component, Design
from sdgen.views.diagram import Badge, Card, Diagram, Group, Line, Tone
from sdgen.views.elements import (
    SEPARATOR,
    call_line,
    component_card,
    describe,
    design_groups,
    step_labels,
)
from sdgen.views.forks import call_forks, forks_among
from sdgen.views.hosts import host_groups
from sdgen.views.roles import Share, role_of, roles, roles_described, said_of, shares
from sdgen.views.view import BuiltInView

Place = str | None
"""A domain, or None: in no domain."""


def deployment(facts: Facts, title: str) -> Diagram:
    """Every replica in its failure domain."""
    design = facts.design
    places = {
        component.id: replica_counts(component) or {None: 1}
        for component in design.components.values()
    }
    placed = any(domain is not None for counts in places.values() for domain in counts)
    cards = tuple(
        _card(design, component, domain, count, placed)
        for component in design.components.values()
        for domain, count in places[component.id].items()
    )
    said, forks = step_labels(design), call_forks(design)
    lines = tuple(
        line
        for call in calls_of(design)
        for line in _lines(design, call_line(design, call, "", said, forks), places)
    )
    fact = "replicas in their failure domains" if placed else "no failure domains are given"
    groups = _domain_groups(design, cards) if placed else design_groups(design, cards)
    under = host_groups(design, cards)
    return Diagram(
        view="deployment",
        title=design.name,
        subtitle=f"{title} · {fact}",
        cards=tuple(
            replace(card, group=under.within[card.id]) if card.id in under.within else card
            for card in cards
        ),
        lines=lines,
        groups=(*groups, *under.groups),
        forks=forks_among(forks.values(), lines),
        description=describe(
            design, title, len(places), len(lines), f", {fact}", roles_described(design)
        ),
    )


def card_id(component: str, domain: Place) -> str:
    """The id of the card that a component has in a domain."""
    return component if domain is None else f"{component}{SEPARATOR}{domain}"


def line_id(call: str, source: Place, target: Place) -> str:
    """The id of the line that a call has between two domains."""
    if source == target:
        return call if source is None else f"{call}{SEPARATOR}{source}"
    return f"{call}{SEPARATOR}{source or ''}->{target or ''}"


def _card(design: Design, component: Component, domain: Place, count: int, placed: bool) -> Card:
    card = component_card(design, component)
    group = domain if placed else component.group
    whole = count == component.replicas.count
    card = replace(
        card,
        id=card_id(component.id, domain),
        count=count,
        most=card.most if whole else 0,
        group=group,
        part_of=component.id,
    )
    if component.hosted:
        # what it lies on says how many there are
        return replace(card, count=1, most=0)
    share = shares(component).get(domain)
    if share is None or whole:
        role = roles(component)
        return replace(card, facts=(role, *card.facts) if role else card.facts)
    return _with_role(card, component, share)


def _with_role(card: Card, component: Component, share: Share) -> Card:
    """A card that shows some replicas of a component of which the first ones lead or serve."""
    role, words = role_of(component, share), said_of(component, share)
    tone = Tone.GOOD if share.leading else Tone.NEUTRAL
    facts = (words,) if share.leading and share.following else ()
    return replace(card, badges=(Badge(role, tone, f"{words} here"),), facts=facts)


def _lines(design: Design, line: Line, places: Mapping[str, dict[Place, int]]) -> Iterator[Line]:
    """The lines of a call, whose one line between components is given."""
    for source, target in _pairs(design, list(places[line.source]), list(places[line.target])):
        yield replace(
            line,
            id=line_id(line.id, source, target),
            source=card_id(line.source, source),
            target=card_id(line.target, target),
        )


def _pairs(
    design: Design, sources: list[Place], targets: list[Place]
) -> Iterable[tuple[Place, Place]]:
    """Each source with its nearest target, then each target left over with its nearest source."""
    pairs: dict[tuple[Place, Place], None] = {}
    # those with a target of their own first, so that the others take what these leave
    for source in sorted(sources, key=lambda place: place not in targets):
        called = Counter(target for _, target in pairs)
        pairs[source, _nearest(design, source, targets, called)] = None
    reached = {target for _, target in pairs}
    for target in targets:
        if target not in reached:
            calling = Counter(source for source, _ in pairs)
            pairs[_nearest(design, target, sources, calling), target] = None
    return pairs


def _nearest(
    design: Design, place: Place, others: list[Place], taken: Mapping[Place, int]
) -> Place:
    """The place among ``others`` that shares the innermost domain with ``place``; of several that
    do, the first of those that are ``taken`` least often."""
    if place in others:
        return place
    holders = set(_chain(design, place))
    return min(
        others,
        key=lambda other: (-len(holders.intersection(_chain(design, other))), taken.get(other, 0)),
    )


def _chain(design: Design, place: Place) -> tuple[str, ...]:
    return () if place is None else (place, *ancestors(design, place))


def _domain_groups(design: Design, cards: tuple[Card, ...]) -> tuple[Group, ...]:
    """The domains that hold a card, the outer ones first."""
    depths: dict[str, int] = {}
    for card in cards:
        chain = _chain(design, card.group)
        depths.update((domain, depth) for depth, domain in enumerate(reversed(chain)))
    ordered = sorted((each for each in design.domains if each in depths), key=depths.__getitem__)
    return tuple(
        Group(domain, design.domains[domain].name or domain, design.domains[domain].parent)
        for domain in ordered
    )


VIEW = BuiltInView(
    id="deployment",
    title="Deployment",
    doc="Regions and zones with the replicas that run in them.",
    make=deployment,
    order=3,
)
