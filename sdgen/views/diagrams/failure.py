"""The failure view: every single point of failure, what falls with it, and the worst zone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.analyses.failure.domains import ancestors, replica_domains
from sdgen.analyses.failure.logic import failure_logic
from sdgen.analyses.failure.point import Cause, PointKind, PointOfFailure
from sdgen.analyses.failure.points import points_of_failure
from sdgen.base.words import counted, joined, listed
from sdgen.design.records import Component, Design, Journey, Objectives
from sdgen.kinds import Role, kind_of
from sdgen.model.view_names import OF
from sdgen.views.diagram import Badge, Card, Chip, Diagram, Tone
from sdgen.views.diagrams.high_level import high_level
from sdgen.views.failed_names import failed_events, failed_ids
from sdgen.views.failing import failing
from sdgen.views.loss import Loss
from sdgen.views.matrix import Sign
from sdgen.views.taken_down import taken_down
from sdgen.views.view import BuiltInView, Each
from sdgen.views.weakest_pairs import Pair, weakest_pairs
from sdgen.views.zones import is_zone

MOST_NAMES = 6
MOST_DOMAINS = 3
"""Failure domains that the subtitle names; of more it says how many."""
INNER = (PointKind.ZONE, PointKind.RACK, PointKind.HOST)
SINGLE = (PointKind.INSTANCE, PointKind.COMMON_CAUSE, PointKind.PARTIAL)
"""Points of failure that are a component's own; the others are failure domains."""


class Weakness(Struct, frozen=True):
    """What one event takes down: ``journeys`` by name, in the order of the design."""

    event: str
    journeys: tuple[str, ...]


class Weaknesses(Struct, frozen=True):
    """``points`` are a component's own single points of failure, by component; ``partial`` those
    components that lose only a part of their data; ``stalls`` are the points that stop only what
    journeys leave to asynchronous calls, ``short`` those that leave too little for the peak of
    journeys that go on otherwise; ``worst`` is the component point that takes
    most journeys down and ``worst_zone`` the failure domain below the regions that does; ``domains`` are
    all failure domains that take any journey down; ``inside`` are by component the zones, racks and
    hosts that take journeys down since they leave too little of it, ``short_domains`` is how many
    others leave too little for the peak; ``users``
    names for each component the journeys that reach it."""

    points: Mapping[str, tuple[Weakness, ...]]
    partial: frozenset[str]
    stalls: Mapping[str, tuple[Weakness, ...]]
    short: Mapping[str, tuple[Weakness, ...]]
    worst: Weakness | None
    worst_component: str
    worst_zone: Weakness | None
    domains: tuple[str, ...]
    inside: Mapping[str, tuple[Weakness, ...]]
    short_domains: int
    users: Mapping[str, frozenset[str]]
    journeys: tuple[str, ...]


def weaknesses(facts: Facts) -> Weaknesses:
    """The single points of failure of all journeys together."""
    design = facts.design
    points: Found = {}
    stalls: Found = {}
    short: Found = {}
    whole: set[str] = set()
    zones: dict[str, list[str]] = {}
    outer: dict[str, None] = {}
    full: set[str] = set()
    users: dict[str, set[str]] = {}
    for name, journey in facts.analysed.items():
        single = facts.points_of_failure(name)
        breaking = [point for point in single if point.cause is not Cause.CAPACITY]
        own = [point for point in breaking if point.kind in SINGLE]
        whole.update(point.component for point in own if point.share == 1.0)
        _add(points, own, name)
        _add(short, (p for p in single if p.cause is Cause.CAPACITY and p.kind in SINGLE), name)
        full.update(p.event for p in single if p.cause is Cause.CAPACITY and p.kind not in SINGLE)
        _add(stalls, _points_with_async(design, journey, facts.steady), name)
        for point in breaking:
            if point.kind in INNER and point.out is None:
                zones.setdefault(point.event, []).append(name)
            elif point.event in design.domains and point.out is None:
                outer[point.event] = None
        for component in facts.made[name].components:
            users.setdefault(component, set()).add(name)
    found = {name: _weaknesses(points[name]) for name in design.components if name in points}
    worst_component = max(
        (name for name in found if name in whole),
        key=lambda name: len(found[name][0].journeys),
        default="",
    )
    return Weaknesses(
        found,
        frozenset(found) - whole,
        {name: _weaknesses(each) for name, each in stalls.items() if name not in found},
        {name: _weaknesses(each) for name, each in short.items() if name not in found},
        found[worst_component][0] if worst_component else None,
        worst_component,
        _worst_zone(design, zones),
        tuple(name for name in design.domains if name in zones or name in outer),
        _inside(facts, [name for name in design.domains if name in zones]),
        len(full - zones.keys() - outer.keys()),
        {name: frozenset(each) for name, each in users.items()},
        tuple(facts.analysed),
    )


Found = dict[str, dict[str, list[str]]]
"""By component and event, the journeys that the event takes down."""


def _add(found: Found, points: Iterable[PointOfFailure], journey: str) -> None:
    for point in points:
        found.setdefault(point.component, {}).setdefault(point.event, []).append(journey)


def _weaknesses(events: Mapping[str, list[str]]) -> tuple[Weakness, ...]:
    """The events that take most journeys down first."""
    found = (Weakness(event, tuple(broken)) for event, broken in events.items())
    return tuple(sorted(found, key=lambda weakness: -len(weakness.journeys)))


def _points_with_async(
    design: Design, journey: Journey, loads: Mapping[str, float]
) -> list[PointOfFailure]:
    """The points of failure of the journey, were it to wait for its asynchronous calls too."""
    objectives = journey.objectives or Objectives(span=journey.span)
    waiting = replace(journey, objectives=replace(objectives, includes_async=True))
    logic = failure_logic(design, waiting, loads)
    return [
        point
        for point in points_of_failure(design, logic)
        if point.kind in SINGLE and point.cause is not Cause.CAPACITY
    ]


def _worst_zone(design: Design, zones: Mapping[str, list[str]]) -> Weakness | None:
    name = max((d for d in design.domains if d in zones), key=lambda d: len(zones[d]), default=None)
    return None if name is None else Weakness(name, tuple(zones[name]))


def _inside(facts: Facts, zones: Iterable[str]) -> dict[str, tuple[Weakness, ...]]:
    found: dict[str, list[Weakness]] = {}
    for zone in zones:
        for name, journeys in taken_down(facts, (zone,)).items():
            found.setdefault(name, []).append(Weakness(zone, tuple(journeys)))
    return {name: tuple(each) for name, each in found.items()}


def failure(facts: Facts, title: str, failed: str = "") -> Diagram:
    """The high-level picture with what is weak ringed, and what falls with the worst of it faded; or
    after what has ``failed`` (``failed_names``)."""
    if failed:
        events = failed_events(facts, failed)
        return failing(facts, title, f"failure{OF}{failed}", events)
    design = facts.design
    weak = weaknesses(facts)
    fallen = _fallen(weak)
    picture = high_level(facts, title)
    zone = _worst_loss(facts, weak)
    pairs = () if weak.points or weak.worst_zone else weakest_pairs(facts)
    cards = tuple(
        _with_pairs(facts, _card(design, card, weak, zone, fallen), pairs) for card in picture.cards
    )
    dimmed = {card.id for card in cards if card.dimmed}
    summary = _summary(facts, weak, zone, pairs)
    return replace(
        picture,
        view="failure",
        subtitle=f"{title} · {summary}",
        dimmed_word="Fails with it",
        cards=cards,
        lines=tuple(
            replace(line, dimmed=line.source in dimmed or line.target in dimmed)
            for line in picture.lines
        ),
        description=f"{title} of {design.name}: {summary}. {design.summary}".strip(),
    )


def _worst_loss(facts: Facts, weak: Weaknesses) -> tuple[str, Loss] | None:
    """The zone that does most to journeys, with what its loss does: that which takes most of them
    down, else that which leaves too little for most; None where none does either."""
    if weak.worst_zone is not None:
        event = weak.worst_zone.event
        after = facts.under(replace(facts.scenario, failed=(event,))).loss
        assert after is not None, "something has failed"
        return event, Loss.of(after)
    possible = _possible(facts)
    zones = {
        name: Loss.of(each)
        for name, each in facts.domain_losses.items()
        if is_zone(facts.design, name) and name in possible
    }
    name = max(zones, key=lambda each: zones[each].harm[:3], default="")
    return (name, zones[name]) if name and any(zones[name].harm[:3]) else None


def _possible(facts: Facts) -> frozenset[str]:
    """What can happen at all; the design may say that something never fails."""
    logics = [facts.failure_logic(name) for name in facts.analysed]
    return frozenset(
        name for each in logics for name, event in each.events.items() if event.unavailability > 0.0
    )


def _summary(
    facts: Facts, weak: Weaknesses, zone: tuple[str, Loss] | None, pairs: tuple[Pair, ...]
) -> str:
    parts = [_points_words(facts.design, len(weak.points) - len(weak.partial), weak.domains)]
    if weak.partial:
        parts.append(f"{len(weak.partial)} of a part of the data")
    if weak.stalls:
        parts.append(f"{len(weak.stalls)} of asynchronous work")
    if short := len(weak.short) + weak.short_domains:
        parts.append(f"{short} of the peak")
    said = [", ".join(parts)]
    if zone is not None:
        level = facts.design.domains[zone[0]].level
        said.append(f"worst {level} {zone[0]}: {_zone_words(weak, zone[1])}")
    if pairs:
        first = pairs[0]
        said.append(f"weakest pair: {first.words(facts)}, {first.down(facts)}")
    return " · ".join(said)


def _points_words(design: Design, own: int, domains: Sequence[str]) -> str:
    """``4 single points of failure, 2 of them zone a and region r``."""
    number = own + len(domains)
    if not number:
        return "no single point of failure"
    points = counted(number, "single point of failure", "single points of failure")
    if not domains:
        return points
    what = "failure domains"
    if len(domains) <= MOST_DOMAINS:
        what = joined(f"{design.domains[name].level} {name}" for name in domains)
    if not own:
        return f"{points}: {what}"
    many = "one" if len(domains) == 1 else str(len(domains))
    return f"{points}, {many} of them {what}"


def _zone_words(weak: Weaknesses, loss: Loss) -> str:
    """``2 of 6 journeys down, 1 over``."""
    down = loss.down if weak.worst_zone is None else len(weak.worst_zone.journeys)
    states = [("down", down), ("out", loss.out), ("over", loss.short)]
    (word, many), *rest = [each for each in states if each[1]]
    whole = f"{many} of {counted(len(weak.journeys), 'journey')} {word}"
    return ", ".join((whole, *(f"{more} {state}" for state, more in rest)))


def _fallen(weak: Weaknesses) -> frozenset[str]:
    """Components that serve only journeys which the worst single point of failure takes down."""
    if weak.worst is None:
        return frozenset()
    down = set(weak.worst.journeys)
    return frozenset(
        name
        for name, journeys in weak.users.items()
        if journeys <= down and name != weak.worst_component
    )


def _card(
    design: Design,
    card: Card,
    weak: Weaknesses,
    zone: tuple[str, Loss] | None,
    fallen: frozenset[str],
) -> Card:
    chips = _zone_chips(design, design.components[card.id], weak, zone)
    badges = tuple(_badges(design, design.components[card.id], weak))
    is_down = bool(badges) and (card.id in weak.points or badges[0].tone is Tone.BAD)
    dimmed = not is_down and card.id in fallen
    if not badges:
        return replace(card, chips=chips, dimmed=dimmed)
    worst = replace(badges[0], tooltip="\n".join(each.tooltip for each in badges))
    return replace(card, badges=(worst,), ring=worst.tone, chips=chips, dimmed=dimmed)


def _badges(design: Design, about: Component, weak: Weaknesses) -> Iterator[Badge]:
    """What is weak about a component, the worst first."""
    component = about.id
    points = weak.points.get(component, ())
    partial = component in weak.partial
    events, journeys = _named(points)
    if points and not partial:
        yield Badge("SPOF", Tone.BAD, f"Losing {events} takes down {journeys}")
        return
    inside = weak.inside.get(component, ())
    if partial:
        # a zone with some of its pieces takes no more than what holds them
        inside = tuple(each for each in inside if _is_inside(design, about, each.event))
    if inside:
        levels = {design.domains[each.event].level for each in inside}
        word = levels.pop().upper() if len(levels) == 1 else "DOMAIN"
        where, down = _named(inside)
        yield Badge(word, Tone.BAD, f"Losing {where} takes down {down}")
    if partial:
        tooltip = f"Losing one of {events} takes a part of the data from {journeys}"
        yield Badge("PARTIAL", Tone.WARNING, tooltip)
        return
    if short := weak.short.get(component, ()):
        events, journeys = _named(short)
        tooltip = f"Losing one of {events} leaves too little for the peak of {journeys}"
        yield Badge("PEAK", Tone.WARNING, tooltip)
    elif stalls := weak.stalls.get(component, ()):
        events, journeys = _named(stalls)
        tooltip = f"Losing {events} stops what {journeys} leaves to asynchronous calls"
        yield Badge("STALLS", Tone.WARNING, tooltip)


def _named(found: Sequence[Weakness]) -> tuple[str, str]:
    """The events, and the journeys that they take down."""
    journeys = tuple(dict.fromkeys(name for each in found for name in each.journeys))
    events = tuple(each.event for each in found)
    return listed(events, MOST_NAMES), listed(journeys, MOST_NAMES)


def _zone_chips(
    design: Design, component: Component, weak: Weaknesses, zone: tuple[str, Loss] | None
) -> tuple[Chip, ...]:
    """The worst zone, on what it takes down and on what it leaves too little of."""
    if zone is None or kind_of(component).role is Role.ACTOR:
        return ()
    name, loss = zone
    verdict = loss.verdict(design, component.id)
    if verdict.sign is Sign.OVER:
        return (Chip(f"over without {name}", tooltip=f"Without {name}: {verdict.text}"),)
    if weak.worst_zone is not None and _is_inside(design, component, name):
        tooltip = f"Losing {name} takes down {listed(weak.worst_zone.journeys, MOST_NAMES)}"
        return (Chip(f"only in {name}", tooltip=tooltip),)
    if verdict.sign is Sign.DOWN:
        return (Chip(f"down without {name}", tooltip=f"Without {name}: {verdict.text}"),)
    return ()


def _is_inside(design: Design, component: Component, domain: str) -> bool:
    """Whether all of its replicas are in a domain."""
    places = replica_domains(component)
    return bool(places) and all(
        place is not None and domain in (place, *ancestors(design, place)) for place in places
    )


def _with_pairs(facts: Facts, card: Card, pairs: tuple[Pair, ...]) -> Card:
    """The card with what it takes down together with another, or two of its replicas; or what both
    take down since they leave too little of it."""
    found = [each for each in pairs if card.component in each.marked]
    if not found or card.badges:
        return card
    lines = [
        f"Losing {each.words(facts)} at the same time takes down "
        f"{listed(each.journeys, MOST_NAMES)}: {each.down(facts)}"
        for each in found
    ]
    badge = Badge("PAIR", Tone.WARNING, "\n".join(lines))
    return replace(card, badges=(badge,), ring=badge.tone)


EVENTS = Each(
    "event",
    lambda facts: tuple(failed_ids(facts)),
    lambda _facts, _failed: None,
    whole=True,
    has=lambda facts, failed: bool(failed_events(facts, failed)),
)
"""For pictures of what has failed."""


VIEW = BuiltInView(
    id="failure",
    title="Failure",
    doc="Single points of failure, what falls with the worst of them, and the worst zone; or what an event takes down.",
    make=failure,
    order=4,
    each=EVENTS,
)
