"""The deployment view: a rack with failure domains as columns, a row for each component.

A component has one row, at the same height in every domain, so that a call is one line between two
rows however many replicas there are. What no domain holds stands beside the rack. Calls that a
request of a user waits for run at the left of it, what follows them and what leaves it at the right.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import takewhile

from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.analyses.failure.domains import replica_counts
from sdgen.base.span import Span
from sdgen.base.words import counted
from sdgen.design.calls import calls_of
from sdgen.design.groups import groups_around
from sdgen.design.hosts import hosts_of
from sdgen.design.records import Call, Component, Design, ReplicaMode
from sdgen.kinds import Role, kind_of
from sdgen.views.diagram import Badge, Card, Tone
from sdgen.views.elements import call_line, component_card, describe, step_labels
from sdgen.views.forks import call_forks, forks_among
from sdgen.views.leading import Leading
from sdgen.views.rack import (
    Aside,
    Outsider,
    Rack,
    RackCall,
    RackRow,
    Replication,
    Slot,
    Tier,
    in_or_on,
    tops_of,
)
from sdgen.views.rack_part import card_id, rows_left
from sdgen.views.rack_places import MOST_COLUMNS, SOMEWHERE, RackPlaces, rack_places, too_many
from sdgen.views.rack_words import replicas_said, subtitle_of
from sdgen.views.roles import Share, role_of, roles, roles_described, said_of, shares
from sdgen.views.view import BuiltInView, Lack

MOST_ROWS = 24
"""Rows up to which a rack is drawn: of more each would be too low to read on a page."""
MOST_LISTED = 4
"""Hosts that a card names; of more it says how many."""


def deployment(facts: Facts, title: str) -> Rack:
    """Every replica in its failure domain, every call once."""
    design = facts.design
    counts = {each.id: _placed(each) for each in design.components.values()}
    counts = {name: held for name, held in counts.items() if held}
    places = rack_places(design, counts)
    rows = tuple(
        _row(design, design.components[name], held, places, counts) for name, held in counts.items()
    )
    forks = call_forks(design)
    calls = tuple(_calls(facts, rows))
    lines = tuple(call.line for call in calls)
    rack = Rack(
        view="deployment",
        title=design.name,
        subtitle="",
        places=places.places,
        tiers=_tiers(design, rows),
        rows=rows,
        outside=tuple(_outside(design, counts)),
        calls=calls,
        replications=tuple(_replications(design, rows)),
        forks=forks_among(forks.values(), lines),
        summed=places.summed,
    )
    said = replicas_said(design, rack)
    return replace(
        rack,
        subtitle=subtitle_of(design, title, rack),
        description=describe(
            design, title, len(design.components), len(lines), f", {said}", roles_described(design)
        ),
    )


def _placed(component: Component) -> dict[str, int]:
    """The replicas of a component in each domain."""
    counts = replica_counts(component)
    return {domain: number for domain, number in counts.items() if domain is not None}


def _row(
    design: Design,
    component: Component,
    held: Mapping[str, int],
    places: RackPlaces,
    counts: Collection[str],
) -> RackRow:
    """The row of a component: its replicas by place, and what it runs on that has a row too."""
    tier = _tier(design, component, counts)
    around = [each.id for each in hosts_of(design, component) if each.id in counts]
    # a box stands round rows of one tier; what runs on a host elsewhere says so
    hosts = list(takewhile(lambda host: _tier_of(design, host, counts) == tier, around))
    guests = [each for each in design.components.values() if each.runs_on == component.id]
    if any(_tier(design, each, counts) == tier for each in guests):
        hosts.insert(0, component.id)
    by_place: dict[str, list[str]] = {}
    for domain in held:
        by_place.setdefault(places.shown[domain], []).append(domain)
    for place in [each for each in by_place if each in places.apart and len(by_place) > 1]:
        by_place[places.apart[place]] = by_place.pop(place)
    card = component_card(design, component)
    if around and around[0] not in hosts:
        card = replace(card, technology=" · ".join(filter(None, (card.technology, *card.facts))))
    order = {place.id: number for number, place in enumerate(places.places)}
    slots = tuple(
        _slot(design, component, card, place, by_place[place], held)
        for place in sorted(by_place, key=order.__getitem__)
    )
    return RackRow(
        replace(card, facts=()),
        slots,
        tier,
        tuple(reversed(hosts)),
        " · ".join(card.facts),
    )


def _slot(
    design: Design,
    component: Component,
    card: Card,
    place: str,
    domains: list[str],
    held: Mapping[str, int],
) -> Slot:
    """Replicas in a place on their own ``card``, and in which of the domains within it they are."""
    count = sum(held[domain] for domain in domains)
    whole = count == component.replicas.count
    technology = [card.technology]
    inner = [
        design.domains[each].name or each
        for each in domains
        if each != place.removesuffix(SOMEWHERE)
    ]
    if inner:
        noun = design.domains[domains[0]].level.value
        many = f"{in_or_on(noun)} {counted(len(inner), noun)}"
        technology.append(", ".join(inner) if len(inner) < MOST_LISTED else many)
    card = replace(
        card,
        id=card_id(component.id, place),
        technology=" · ".join(each for each in technology if each),
        facts=(),
        group=place,
        part_of=component.id,
        count=1 if component.hosted else count,
        most=card.most if whole and not component.hosted else 0,
        badges=tuple(_role(component, domains, whole=whole)),
    )
    return Slot(place, card, 0 if component.hosted else count)


def _role(component: Component, domains: Sequence[str | None], *, whole: bool) -> Iterator[Badge]:
    """What the replicas in some domains are to the others, if they are not alike."""
    if component.hosted:
        return
    by_domain = shares(component)
    found = [by_domain[each] for each in domains if each in by_domain]
    share = Share(sum(each.leading for each in found), sum(each.following for each in found))
    if whole or not found:
        said = roles(component)
        if said:
            tone = Tone.LEADING if found else Tone.FOLLOWING
            yield Badge(_shared(component, share) or said, tone, said)
        return
    tone = Tone.LEADING if share.leading else Tone.FOLLOWING
    text = said_of(component, share)
    yield Badge(_shared(component, share) or role_of(component, share), tone, f"{text} here")


def _shared(component: Component, share: Share) -> str:
    """``1 leader of 3``: in few words what replicas of both roles are; empty where they have one."""
    if not (share.leading and share.following):
        return ""
    follows = component.replicas.mode is ReplicaMode.LEADER_FOLLOWER
    return (
        f"{share.leading} {'leader' if follows else 'active'} of {share.leading + share.following}"
    )


def _tier(design: Design, component: Component, counts: Collection[str]) -> str:
    """The outermost group of a component; what is in none stands with what it runs on."""
    group = component.group
    for host in hosts_of(design, component):
        if group is None and host.id in counts:
            group = host.group
    return tuple(groups_around(design, group))[-1] if group is not None else ""


def _tier_of(design: Design, component: str, counts: Collection[str]) -> str:
    return _tier(design, design.components[component], counts)


def _tiers(design: Design, rows: tuple[RackRow, ...]) -> tuple[Tier, ...]:
    """The groups that have rows, in the order of the design, what has none where the first of it is
    written."""
    used = dict.fromkeys(row.tier for row in rows)
    named = [each for each in design.groups if each in used]
    if "" in used:
        named.insert(list(used).index(""), "")
    return tuple(Tier(each, design.groups[each].name if each else "") for each in named)


def _outside(design: Design, counts: Mapping[str, Mapping[str, int]]) -> Iterator[Outsider]:
    """What is in no place, and why."""
    for component in design.components.values():
        held = sum(counts.get(component.id, {}).values())
        left = component.replicas.count - held
        if held and (component.hosted or left <= 0):
            continue
        card = component_card(design, component)
        below = " · ".join(each for each in (card.technology, *card.facts) if each)
        card = replace(card, technology=below, facts=())
        if held:
            name = card_id(component.id, "")
            card = replace(card, id=name, part_of=component.id, count=left, most=0)
        else:
            card = replace(card, badges=tuple(_role(component, [None], whole=True)))
        yield Outsider(card, _why(component))


def _why(component: Component) -> Aside:
    role = kind_of(component).role
    if role is Role.ACTOR:
        return Aside.CLIENT
    if component.external or role is Role.PROVIDED:
        return Aside.EXTERNAL
    return Aside.MANAGED if component.managed else Aside.NO_ZONE


def _calls(facts: Facts, rows: tuple[RackRow, ...]) -> Iterator[RackCall]:
    """Every call that the design states, whether somebody waits for it or it stays in its zone, and
    which replicas make it and get it."""
    design, leading = facts.design, Leading.of(facts)
    held = {row.id: {slot.place for slot in row.slots} for row in rows}
    said, forks = step_labels(design), call_forks(design)
    waiting = _waited_for(design)
    for call in calls_of(design):
        line = call_line(design, call, "", said, forks)
        afterwards = _asynchronous(call) or call.source not in waiting
        together = held.get(call.source, set()) & held.get(call.target, set())
        yield RackCall(
            line,
            afterwards,
            call.same_zone and bool(together),
            leading.makes(call),
            leading.gets(call),
        )


def _waited_for(design: Design) -> Collection[str]:
    """What users' requests reach without anybody going on before the answer. Without users these are
    the requests of whatever nothing calls."""
    called = {call.target for call in calls_of(design)}
    every = design.components.values()
    actors = [each.id for each in every if kind_of(each).role is Role.ACTOR]
    found = set(actors or (each.id for each in every if each.id not in called))
    onward: dict[str, list[str]] = {}
    for call in calls_of(design):
        if not _asynchronous(call):
            onward.setdefault(call.source, []).append(call.target)
    todo = list(found)
    while todo:
        for target in onward.get(todo.pop(), ()):
            if target not in found:
                found.add(target)
                todo.append(target)
    return found


def _asynchronous(call: Call) -> bool:
    return call.asynchronous or call.dead_letter


def _replications(design: Design, rows: tuple[RackRow, ...]) -> Iterator[Replication]:
    """From the place of the leader to each one that has followers only."""
    for row in rows:
        component = design.components[row.id]
        follows = component.replicas.mode is ReplicaMode.LEADER_FOLLOWER
        if component.hosted or not follows or not kind_of(component).keeps_data:
            continue
        leader = next((slot.place for slot in row.slots if slot.leads), None)
        for slot in row.slots:
            if leader is not None and slot.place != leader:
                tooltip = f"{row.card.name}: followers copy what the leader writes"
                yield Replication(row.id, leader, slot.place, tooltip)


def _lack(facts: Facts) -> Lack | None:
    """What keeps a whole design from being drawn."""
    return _lack_among(facts, facts.design.components, ())


def _lack_among(facts: Facts, shown: Collection[str], groups: Collection[str]) -> Lack | None:
    """What keeps these components from being drawn, these groups as one each: none has a place, or there
    are too many."""
    design = facts.design
    span = Span.whole(design.path)
    held = {name: _placed(design.components[name]) for name in design.components if name in shown}
    held = {name: each for name, each in held.items() if each}
    if not held:
        return Lack(
            "no component says in which zones it runs",
            "write where things run: 'topology: {eu: {zones: [eu-a, eu-b]}}', and at components "
            "'zones: [eu-a, eu-b]'",
            span,
        )
    advice = (
        "take '--view matrix', which shows all of them, or draw a part in a view of your own: "
        "'base: deployment' with 'include'"
    )
    rows = rows_left(design, held, groups)
    if rows > MOST_ROWS:
        return Lack(
            f"{rows} components in zones are more rows than the {MOST_ROWS} that can be read",
            advice,
            span,
        )
    places = rack_places(design, held)
    tops = tops_of(places.places)
    if too_many(tops):
        return Lack(
            f"{len(tops)} domains are more columns than the {MOST_COLUMNS} that can be read beside "
            "each other",
            advice,
            span,
        )
    return None


VIEW = BuiltInView(
    id="deployment",
    title="Deployment",
    doc="Zones as columns with the replicas that run in them, each call once.",
    make=deployment,
    order=3,
    lack=_lack,
    lack_among=_lack_among,
)
