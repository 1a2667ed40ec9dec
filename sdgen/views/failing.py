"""The picture of something that has failed: what is down, what is left of the rest, where load goes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.analyses.failure.after import JourneyState, MovedLoad, Standing, TooLittle
from sdgen.base.words import counted, in_one_line, joined, listed
from sdgen.design.records import Component
from sdgen.kinds import Role, kind_of
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.views.diagram import Badge, Card, Diagram, Meter
from sdgen.views.diagrams.detailed import load_tone, load_word
from sdgen.views.diagrams.high_level import high_level
from sdgen.views.journeys import journey_name
from sdgen.views.loss import Loss, journey_sign, percent
from sdgen.views.matrix import Sign

MOST_NAMES = 4
LEAST_CHANGE = 0.005
"""Of a load, as a share of the capacity: what changes by less is not shown."""
_BADGES = {Sign.DOWN: "DOWN", Sign.OVER: "OVER"}


def failing(facts: Facts, title: str, view: str, events: tuple[str, ...]) -> Diagram:
    """The high-level picture after ``events``, all at the same time: what is down or gets too much is
    ringed, and what then answers nobody is faded."""
    after = facts.under(replace(facts.scenario, failed=events)).loss
    assert after is not None, "something has failed"
    loss = Loss.of(after)
    silent = _silent(facts, loss)
    picture = high_level(facts, title)
    cards = tuple(_card(facts, card, loss, silent) for card in picture.cards)
    quiet = {card.id for card in cards if card.dimmed} | _down(loss)
    said = (f"{joined(_called(facts, events))} lost", *_verdict(facts, loss))
    return replace(
        picture,
        view=view,
        subtitle=" · ".join((title, *said)),
        strong=said[1:2],
        dimmed_word="Answers nobody then",
        load_word=f"{load_word(facts.design)} then",
        busy_from=facts.scenario.busy_from,
        cards=cards,
        lines=tuple(
            replace(line, dimmed=line.source in quiet or line.target in quiet)
            for line in picture.lines
        ),
        description=_described(facts, title, loss, said),
    )


def _called(facts: Facts, events: tuple[str, ...]) -> list[str]:
    """Components by their names, and all else as it is written."""
    known = facts.design.components
    return [in_one_line(known[each].name) if each in known else each for each in events]


def _down(loss: Loss) -> set[str]:
    """The components of which too little is left to answer."""
    return {name for name in loss.components if loss.components[name].standing is Standing.DOWN}


def _silent(facts: Facts, loss: Loss) -> frozenset[str]:
    """What answers none of the journeys that reach it, by itself or for want of what it needs."""
    reached: dict[str, int] = {}
    mute: dict[str, int] = {}
    for each in loss.outcome.journeys:
        for name in facts.made[each.journey].components:
            reached[name] = reached.get(name, 0) + 1
        for name in each.down:
            mute[name] = mute.get(name, 0) + 1
    return frozenset(name for name, number in reached.items() if mute.get(name) == number)


def _card(facts: Facts, card: Card, loss: Loss, silent: frozenset[str]) -> Card:
    design = facts.design
    component = design.components[card.component]
    if kind_of(component).role is Role.ACTOR:
        return replace(card, dimmed=component.id in silent)
    verdict = loss.verdict(design, component.id)
    after = loss.components[component.id]
    touched = verdict.sign is not Sign.HOLDS or after.left < after.count
    words = (verdict.text,) if touched and verdict.text else ()
    badge = _badge(loss, component, verdict.sign, verdict.text)
    meters = () if verdict.sign is Sign.DOWN else _meters(facts, loss.loads.get(component.id))
    before = loss.over.get(component.id)
    if before is not None and before.as_before and badge is None:
        badge = Badge(_BADGES[Sign.OVER], Sign.OVER.tone, "Gets more than it carries, as before")
        words = (*words, "over as before")
        meters = meters or (_meter_of(facts, before),)
    return replace(
        card,
        facts=(*card.facts, *words),
        meters=meters,
        badges=(badge,) if badge is not None else (),
        ring=badge.tone if badge is not None else None,
        dimmed=badge is None and component.id in silent,
    )


def _badge(loss: Loss, component: Component, sign: Sign | None, text: str) -> Badge | None:
    if sign is Sign.DEGRADED:
        stalls = bool(loss.queues[component.id].without)
        return Badge("STALLS" if stalls else "LATE", sign.tone, text)
    if sign not in _BADGES:
        return None
    return Badge(_BADGES[sign], sign.tone, text)


def _meters(facts: Facts, load: MovedLoad | None) -> tuple[Meter, ...]:
    """The peak load then, of a component that gets more or less, or has less left to carry it."""
    if load is None or load.share_after is None or math.isinf(load.share_after):
        return ()
    before = load.share_before or 0.0
    if abs(load.share_after - before) < LEAST_CHANGE:
        return ()
    return (
        Meter(
            f"{format_quantity(load.after, Dimension.RATE)}, was {percent(before)}",
            percent(load.share_after),
            min(load.share_after, 1.0),
            load_tone(load.share_after, facts.scenario.busy_from),
        ),
    )


def _meter_of(facts: Facts, over: TooLittle) -> Meter:
    """The load of what gets too much, and gets no more than before."""
    share = over.arriving / over.carried
    arriving, carried = (
        format_quantity(each, Dimension.RATE) for each in (over.arriving, over.carried)
    )
    tone = load_tone(share, facts.scenario.busy_from)
    return Meter(f"{arriving} of {carried}", percent(share), 1.0, tone)


def _verdict(facts: Facts, loss: Loss) -> tuple[str, ...]:
    """``2 of 6 journeys down``, then their names, and what becomes of the others."""
    journeys = loss.outcome.journeys
    states: Mapping[str, list[str]] = {
        "down": [each.journey for each in journeys if not each.is_up],
        "out": [each.journey for each in journeys if each.is_up and each.waits_for],
        "over": [
            each.journey
            for each in journeys
            if each.state is JourneyState.OVER
            and not each.waits_for
            and not loss.is_as_before(each)
        ],
        "before": [
            each.journey for each in journeys if not each.waits_for and loss.is_as_before(each)
        ],
    }
    number = counted(len(journeys), "journey")
    words = {
        "down": "down",
        "out": "out until somebody switches over",
        "over": "over",
        "before": "over as before",
    }
    said = [
        f"{len(names)} of {number} {words[state]}: {_names(facts, names)}"
        for state, names in states.items()
        if names
    ]
    degraded = sum(journey_sign(each) is Sign.DEGRADED for each in journeys)
    rest = (f"{degraded} degraded",) if degraded else ()
    return (*(said or ["every journey stays up"]), *rest)


def _names(facts: Facts, journeys: Sequence[str]) -> str:
    return listed([journey_name(facts, each) for each in journeys], MOST_NAMES)


def _described(facts: Facts, title: str, loss: Loss, said: tuple[str, ...]) -> str:
    """The picture in words, for those who hear it."""
    down = [in_one_line(facts.design.components[each].name) for each in sorted(_down(loss))]
    parts = [f"{title} of {facts.design.name}: {', '.join(said)}."]
    if down:
        parts.append(f"Down: {', '.join(down)}.")
    return " ".join((*parts, facts.design.summary)).strip()
