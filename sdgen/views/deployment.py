"""The deployment view: regions and zones as containers, with the replicas that run in them.

A component is one card in each domain that holds some of its replicas, and one card outside when
it is in none. A call is drawn within each domain that holds both ends, since that is the way that
requests prefer; a domain that holds only the caller has a line to the target's first card.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sdgen.analyses.domains import ancestors, replica_domains
from sdgen.model.design import Call, Component, Design
from sdgen.views.diagram import Card, Diagram, Group, Line
from sdgen.views.elements import call_line, calls_of, component_card
from sdgen.views.view import BuiltInView

Places = dict[str, dict[str | None, int]]
"""For each component, how many replicas lie in each domain (None: in no domain)."""


def deployment(design: Design, title: str) -> Diagram:
    """Every replica in its failure domain."""
    places: Places = {}
    for component in design.components.values():
        counts: dict[str | None, int] = {}
        for domain in _domains(design, component):
            counts[domain] = counts.get(domain, 0) + 1
        places[component.id] = counts
    cards = tuple(
        _card(design, component, domain, count)
        for component in design.components.values()
        for domain, count in places[component.id].items()
    )
    lines = tuple(line for call in calls_of(design) for line in _lines(design, call, places))
    return Diagram(
        view="deployment",
        title=design.name,
        subtitle=f"{title} · replicas in their failure domains",
        cards=cards,
        lines=lines,
        groups=_groups(design, cards),
        description=f"{title} of {design.name}: the replicas of {len(places)} components in their "
        f"regions and zones. {design.summary}".strip(),
    )


def _domains(design: Design, component: Component) -> tuple[str | None, ...]:
    """The domain of each replica; a managed component without zones is its provider's to place."""
    return replica_domains(design, component) or (None,)


def card_id(component: str, domain: str | None) -> str:
    """The id of the card that a component has in a domain."""
    return component if domain is None else f"{component}@{domain}"


def _card(design: Design, component: Component, domain: str | None, count: int) -> Card:
    card = component_card(design, component)
    return replace(card, id=card_id(component.id, domain), count=count, group=domain)


def _lines(design: Design, call: Call, places: Places) -> Iterator[Line]:
    targets = places[call.target]
    line = call_line(design, call, "")
    for domain in places[call.source]:
        nearest = domain if domain in targets else next(iter(targets))
        yield replace(
            line,
            id=call.id if domain is None else f"{call.id}@{domain}",
            source=card_id(call.source, domain),
            target=card_id(call.target, nearest),
        )


def _groups(design: Design, cards: tuple[Card, ...]) -> tuple[Group, ...]:
    """The domains that hold a card, the outer ones first."""
    holding: dict[str, int] = {}
    for card in cards:
        if card.group is not None:
            chain = (card.group, *ancestors(design, card.group))
            holding.update((domain, depth) for depth, domain in enumerate(reversed(chain)))
    ordered = sorted(
        (domain for domain in design.domains if domain in holding), key=lambda d: holding[d]
    )
    return tuple(
        Group(domain, design.domains[domain].name or domain, design.domains[domain].parent)
        for domain in ordered
    )


VIEW = BuiltInView(
    id="deployment",
    title="Deployment",
    doc="Regions and zones with the replicas that run in them.",
    make=deployment,
)
