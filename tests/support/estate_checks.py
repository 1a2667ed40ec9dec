"""Whether the pictures of a large design show all of it, and sum it right: told from the design and its
traffic alone, card by card and line by line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sdgen.analyses.facts import Facts
from sdgen.design.calls import calls_of
from sdgen.draw.escape import escape_id
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.views.diagram import Card, Diagram

Found = tuple[str, str]


def problems(facts: Facts, pictures: Sequence[Diagram]) -> list[Found]:
    """What is wrong with the pictures, as (check, what)."""
    return [
        *_dropped(facts, pictures),
        *(found for each in pictures for found in _sums(facts, each)),
        *(found for each in pictures for found in _cards(facts, each)),
    ]


def expected(picture: Diagram) -> tuple[list[str], list[tuple[str, str]], dict[str, str]]:
    """What a drawing has to have: cards, the two ends of each line, the group of each card."""
    return (
        [escape_id(card.id) for card in picture.cards],
        [(escape_id(line.source), escape_id(line.target)) for line in picture.lines],
        {escape_id(x.id): escape_id(x.group) for x in picture.cards if x.group is not None},
    )


def _dropped(facts: Facts, pictures: Iterable[Diagram]) -> Iterator[Found]:
    """Every component has a card of its own somewhere, and every call is seen somewhere."""
    alone = set()
    seen = set()
    for picture in pictures:
        where = _where(picture)
        alone |= {card.id for card in picture.cards if not card.beside and not card.stands_for}
        for call in calls_of(facts.design):
            ends = where.get(call.source), where.get(call.target)
            if None in ends or all(each is not None and each.beside for each in ends):
                continue
            if ends[0] is not ends[1] or call.source == call.target:
                seen.add(call.id)
    for name in facts.design.components:
        if name not in alone:
            yield "every component in a picture", name
    for call in calls_of(facts.design):
        if call.id not in seen:
            yield "every call in a picture", call.id


def _where(picture: Diagram) -> dict[str, Card]:
    return {name: card for card in picture.cards for name in card.components}


def _sums(facts: Facts, picture: Diagram) -> Iterator[Found]:
    """Between two cards there are as many calls, as often made, as the design has between what they
    stand for."""
    where = _where(picture)
    wanted: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for call in calls_of(facts.design):
        source, target = where.get(call.source), where.get(call.target)
        if source is None or target is None or (source.beside and target.beside):
            continue
        if source is target and source.stands_for:
            continue
        load = facts.traffic.calls.get(call.id)
        sums = wanted[source.id, target.id]
        sums[0] += 1
        sums[1] += load.peak if load is not None else 0.0
    found: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for line in picture.lines:
        sums = found[line.source, line.target]
        sums[0] += line.calls
        sums[1] += line.load
    for ends in wanted.keys() | found.keys():
        same = abs(wanted[ends][1] - found[ends][1]) <= 1e-9 * max(1.0, wanted[ends][1])
        if wanted[ends][0] != found[ends][0] or not same:
            yield "calls are summed", f"{picture.view}, {ends}: {found[ends]} for {wanted[ends]}"


def _cards(facts: Facts, picture: Diagram) -> Iterator[Found]:
    """A card of many says how many they are, what they are asked by others and how full the fullest
    is."""
    for card in picture.cards:
        if not card.stands_for or card.beside:
            continue
        entering = [
            facts.traffic.calls.get(call.id)
            for call in calls_of(facts.design)
            if (call.source in card.stands_for, call.target in card.stands_for) == (False, True)
        ]
        total = sum(load.peak for load in entering if load is not None)
        said = f"{format_quantity(total, Dimension.RATE)} from outside"
        if card.facts != ((said,) if total else ()):
            yield "loads are summed", f"{picture.view}, {card.id}: {card.facts}, not {said}"
        number = len(card.stands_for)
        if card.technology != f"{number} component{'s' if number > 1 else ''}":
            yield "components are counted", f"{picture.view}, {card.id}: {card.technology}"
        used = facts.traffic.utilisation
        shares = [used[name].share for name in card.stands_for if name in used]
        if bool(shares) != bool(card.meters):
            yield "the fullest is shown", f"{picture.view}, {card.id}"
        if shares and abs(card.meters[0].share - min(max(shares), 1.0)) > 1e-12:
            yield "the fullest is shown", f"{picture.view}, {card.id}: {card.meters[0]}"
