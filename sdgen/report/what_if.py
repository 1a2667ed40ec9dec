"""What breaks, what stays up and what load moves where, when something is said to fail, as blocks."""

from __future__ import annotations

import math
from collections.abc import Mapping

from sdgen.analyses.failure.after import (
    ComponentAfter,
    JourneyAfter,
    JourneyState,
    MovedLoad,
    QueueAfter,
    Reason,
    Standing,
    TooLittle,
    WhatIf,
)
from sdgen.analyses.failure.lost_pieces import in_words
from sdgen.base.words import by_number, counted, joined, listed, named
from sdgen.blocks import Block, List, Page, Paragraph, Section, Table
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.report.analysis import MOST_NAMES, percentage


def what_if_page(design: str, facts: WhatIf) -> Page:
    """The report of one state."""
    over = {each.component: each for each in facts.over}
    blocks: list[Block] = [
        Paragraph(_verdict(facts.journeys)),
        Section("journeys", (_journeys(facts.journeys, over),)),
    ]
    for standing in (Standing.DOWN, Standing.OVER, Standing.REDUCED):
        states = [each for each in facts.components if each.standing is standing]
        if states or standing is not Standing.OVER:
            states_block = _components(states, over) if states else _NOTHING
            blocks.append(Section(standing.value, (states_block,)))
    whole = [each.component for each in facts.components if each.standing is Standing.WHOLE]
    blocks.append(
        Section("untouched", (Paragraph(listed(whole, MOST_NAMES)) if whole else _NOTHING,))
    )
    if facts.queues:
        blocks.append(Section("queues", (List(tuple(_queue(each) for each in facts.queues)),)))
    blocks.append(Section("load at the peak", (_loads(facts, over),)))
    return Page(
        f"{design}: if {joined(facts.failed)} {by_number(len(facts.failed), 'fails', 'fail')}",
        tuple(blocks),
    )


def _verdict(journeys: tuple[JourneyAfter, ...]) -> str:
    """``2 of 6 journeys are down: view-profile and follow; search gets too much at the peak``."""
    down = [each.journey for each in journeys if each.state is JourneyState.DOWN]
    over = [each.journey for each in journeys if each.state is JourneyState.OVER]
    waits = [each.journey for each in journeys if each.waits_for]
    if len(down) == len(journeys):
        return by_number(len(journeys), "the journey is down", "every journey is down")
    said = []
    if down:
        is_down = by_number(len(down), "is down", "are down")
        said.append(f"{len(down)} of {counted(len(journeys), 'journey')} {is_down}: {_names(down)}")
    if waits:
        wait = by_number(len(waits), "waits", "wait")
        said.append(f"{_names(waits)} {wait} until a person has switched over")
    if over:
        answer = by_number(len(over), "answers", "answer")
        said.append(f"{_names(over)} {answer}, but too little is left for the peak")
    return "; ".join(said) or by_number(
        len(journeys), "the journey stays up", "every journey stays up"
    )


def _names(journeys: list[str]) -> str:
    return joined(journeys) if len(journeys) <= MOST_BESIDES else listed(journeys, MOST_BESIDES)


_NOTHING = Paragraph("nothing")
HAPPENED = {
    "!lost": "all of it is lost",
    "!common": "a common cause takes all of it",
    "!deploy": "a bad deployment takes all of it",
    "!maintenance": "it is in maintenance",
    "!window": "others are just taking over",
    "!switch": "taking over does not work",
    ".window": "callers are just changing over",
    ".switch": "changing over does not work",
}
"""By the end of an event's name, why what it takes is down."""
ALMOST = 0.999
MOST_BESIDES = 4


def _journeys(journeys: tuple[JourneyAfter, ...], over: Mapping[str, TooLittle]) -> Table:
    rows = []
    for each in journeys:
        left = _left(each.availability)
        if not each.exact:
            left = f"about {left}"
        state = "DOWN" if each.state is JourneyState.DOWN else each.state.value
        if each.waits_for:
            state = f"down, then {state}"
        if each.state is JourneyState.OVER:
            left = f"{left} off the peak"
        rows.append((each.journey, state, left, _because(each, over)))
    header = ("journey", "is", "available", "because of")
    return Table(header, tuple(rows), plain=True, text_columns=(0, 1, 2, 3))


def _left(availability: float) -> str:
    """What is left is far from all nines: two digits after the point, more where it is not."""
    if 0.0 < availability < ALMOST:
        return f"{availability:.2%}"
    return percentage(availability)


def _because(journey: JourneyAfter, over: Mapping[str, TooLittle]) -> str:
    if journey.state is JourneyState.DOWN:
        why = "" if journey.reason is None else f": {_reason(journey.reason)}"
        besides = f"; also {listed(journey.besides, MOST_BESIDES)}" if journey.besides else ""
        return " -> ".join(journey.chain) + why + besides
    said = [_after(journey)] if journey.waits_for else []
    if len(journey.over) == 1:
        said += [f"{name} {_too_little(over[name])}" for name in journey.over]
    elif journey.over:
        missing = [f"{name} ({_rate(over[name].missing)} too many)" for name in journey.over]
        few = len(missing) <= MOST_NAMES
        names = joined(missing) if few else listed(missing, MOST_NAMES)
        said.append(f"too little is left of {names}")
    if journey.down:
        said.append(f"without {listed(journey.down, MOST_NAMES)}")
    return "; ".join(said)


def _reason(reason: Reason) -> str:
    """Why the component at the end of the chain is down."""
    for end, words in HAPPENED.items():
        if reason.event.endswith(end):
            return words
    if reason.event:
        return "its provider's service is down"
    if not reason.left:
        several = reason.count > 1
        return f"none of {reason.count} is left" if several else "its only instance is lost"
    if reason.pieces is not None:
        return in_words(reason.pieces)
    return f"{reason.left} of {reason.count} left, and {reason.need} must be up"


def _too_little(each: TooLittle) -> str:
    """``gets 146/s and carries 120/s: 26/s too many``."""
    when = "on average" if each.waits else "at the peak"
    before = ", as before" if each.as_before else ""
    return (
        f"gets {_rate(each.arriving)} {when} and carries {_rate(each.carried)}: "
        f"{_rate(each.missing)} too many{before}"
    )


def _queue(each: QueueAfter) -> str:
    """What waits where, and what becomes of it."""
    names = joined(each.queues)
    keeps = by_number(len(each.queues), "keeps", "keep")
    if not each.carried:
        needs = f", which needs {each.without}" if each.without else ""
        return (
            f"{names} {keeps} all that comes for {each.consumer}, {_rate(each.average)} on average, "
            f"until {each.consumer} works again{needs}"
        )
    if each.grows:
        return (
            f"{names} {keeps} {_rate(each.grows)} more on average for {each.consumer}, which works "
            f"off {_rate(each.carried)} of {_rate(each.average)}, until all of it is back"
        )
    return (
        f"{names} {keeps} {_rate(each.kept)} at the peak for {each.consumer}, which works off "
        f"{_rate(each.carried)} of {_rate(each.peak)}, and catches up after it"
    )


def _after(journey: JourneyAfter) -> str:
    """How long it is down before it goes on."""
    time = format_quantity(journey.out, Dimension.DURATION)
    names = named(journey.waits_for)
    return f"down for {time}, until a person has switched over {names}"


def _components(states: list[ComponentAfter], over: Mapping[str, TooLittle]) -> Table:
    rows = []
    for each in states:
        left = f"{each.left} of {each.count} left"
        needs = _needs(each)
        if each.standing is Standing.OVER:
            needs = _too_little(over[each.component])
        rows.append((each.component, left, needs))
    header = ("component", "replicas", "and")
    return Table(header, tuple(rows), plain=True, text_columns=(0, 1, 2))


def _needs(each: ComponentAfter) -> str:
    if each.pieces is not None and each.left:
        return in_words(each.pieces)
    if each.copies is not None:
        need = f"each piece needs {each.need} of {counted(each.copies, 'copy', 'copies')}"
        return need if each.writes_need is None else f"{need}, and {each.writes_need} for writes"
    if each.for_peak:
        return _carry(each)
    if each.writes_need is not None:
        return f"needs {each.need}, and {each.writes_need} for writes"
    if each.count == 1:
        return ""
    return f"needs {each.need}{_spare(each)}"


def _spare(each: ComponentAfter) -> str:
    return ", none to spare" if each.left == each.need else ""


def _carry(each: ComponentAfter) -> str:
    """How many, at least two, carry what comes, which where messages wait is the average:
    ``4 carry the peak``."""
    if not each.waits:
        if each.too_few:
            return f"even all {each.count} do not carry the peak"
        return f"{each.need} carry the peak{_spare(each)}"
    if each.never_done:
        return f"even all {each.count} do not keep up on average"
    kept = f"{each.need} keep up on average"
    return f"{kept}, at the peak even all {each.count} do not" if each.too_few else kept


def _loads(facts: WhatIf, over: Mapping[str, TooLittle]) -> Block:
    if not facts.loads:
        return Paragraph("does not move, as far as rates and capacities are known")
    waiting = {each.consumer: each for each in facts.queues}
    rows = tuple(
        (
            each.component,
            _rate(each.before),
            _rate(each.after),
            _share(each.share_before),
            _share(each.share_after),
            _remark(each, over.get(each.component), waiting.get(each.component)),
        )
        for each in facts.loads
    )
    header = ("component", "before", "after", "used before", "used after", "")
    return Table(header, rows, text_columns=(0, 5))


def _rate(rate: float) -> str:
    return format_quantity(rate, Dimension.RATE)


def _share(share: float | None) -> str:
    if share is None:
        return "?"
    return "-" if math.isinf(share) else f"{share:.0%}"


def _remark(load: MovedLoad, over: TooLittle | None, queue: QueueAfter | None) -> str:
    if load.share_after is None:
        return ""
    if math.isinf(load.share_after):
        return "nothing is left to serve it"
    if queue is not None:
        return f"waits in {joined(queue.queues)}"
    return f"OVER by {_rate(over.missing)}" if over is not None else ""
