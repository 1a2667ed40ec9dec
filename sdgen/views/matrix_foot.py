"""The foot of the matrix: which journeys each zone takes down or degrades, and which loads rise."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from msgspec import Struct

from sdgen.analyses.facts import Facts
from sdgen.analyses.failure.after import JourneyOutcome, MovedLoad
from sdgen.base.words import by_number, counted, in_one_line, joined, listed
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.views.diagram import Tone
from sdgen.views.diagrams.detailed import load_tone
from sdgen.views.journeys import journey_name
from sdgen.views.loss import Loss, journey_sign, percent
from sdgen.views.matrix import RANK, LossCell, LossRow, Sign
from sdgen.views.matrix_columns import Columns
from sdgen.views.zones import noun_of

MOST_JOURNEYS = 16
MOST_LOADS = 4
MOST_NAMED = 3
MOST_OUTER = 2
MOST_LISTED = 12
"""Names that a tooltip lists."""
MOVES = 10.0
"""A load that becomes so many times as much has a row, however much is free."""
ARROW = " → "
AS_BEFORE = "as before"


def heads(facts: Facts, columns: Columns) -> tuple[LossCell, ...]:
    """How many journeys the loss of each zone takes down, in a few words."""
    number = len(facts.analysed)
    if not number:
        return ()
    return tuple(
        _head([columns.losses[each] for each in zones], number) for zones in columns.domains
    )


def _head(losses: Sequence[Loss], number: int) -> LossCell:
    worst = max(losses, key=lambda each: each.harm)
    upto = "up to " if len(losses) > 1 else ""
    for many, word, tone in (
        (worst.down + worst.out, "down" if worst.down else "out", Tone.BAD),
        (worst.short, "over", Tone.WARNING),
    ):
        if many:
            return LossCell(f"{upto}{many} of {number} {word}", None, tone, brief=f"{many} {word}")
    return LossCell("none down", brief="none")


def head_remark(facts: Facts, columns: Columns) -> str:
    """What more than a zone takes down, the worst first."""
    if not columns.outer or not facts.analysed:
        return ""
    found = sorted(columns.outer, key=lambda each: -columns.losses[each].down)
    whole = by_number(len(found), " as a whole", "")
    names = {each: in_one_line(facts.design.domains[each].name or each) for each in found}
    said = [f"{names[each]}{whole}: {_down(facts, columns, each)}" for each in found]
    if len(said) <= MOST_OUTER:
        return joined(said)
    others = counted(len(said) - 1, noun_of(facts.design, found[1:]))
    return f"{said[0]}, none of the other {others} takes more down"


def _down(facts: Facts, columns: Columns, domain: str) -> str:
    down = columns.losses[domain].down
    return f"{down} of {counted(len(facts.analysed), 'journey')} down" if down else "none down"


def loss_rows(facts: Facts, columns: Columns) -> tuple[LossRow, ...]:
    """The journeys that some zone does something to, those that stay up in a row together, and the
    loads that rise most."""
    return (*_journeys(facts, columns), *_loads(facts, columns))


# --- journeys -----------------------------------------------------------------------------------


class _Case(Struct, frozen=True):
    """A journey without a zone, and what else the ``loss`` of that does."""

    zone: str
    loss: Loss
    journey: JourneyOutcome

    @property
    def sign(self) -> Sign:
        """What the loss leaves the journey as."""
        return journey_sign(self.journey)

    @property
    def is_as_before(self) -> bool:
        """Whether it is over, and was so before."""
        return self.loss.is_as_before(self.journey)

    def over(self, *, as_before: bool) -> list[str]:
        """What it needs that gets too much: since the loss, or also before."""
        return [name for name in self.journey.over if self.loss.over[name].as_before is as_before]


def _journeys(facts: Facts, columns: Columns) -> Iterator[LossRow]:
    rows = []
    untouched = []
    for at, name in enumerate(facts.analysed):
        found = [
            [_Case(zone, loss := columns.losses[zone], loss.outcome.journeys[at]) for zone in zones]
            for zones in columns.domains
        ]
        worst = _worst_of([each for several in found for each in several])
        if worst is Sign.HOLDS:
            untouched.append(journey_name(facts, name))
        else:
            rows.append((worst, _journey(facts, name, found)))
    worst_first = sorted(range(len(rows)), key=lambda at: -RANK[rows[at][0]])
    most = len(rows) if len(rows) <= MOST_JOURNEYS else MOST_JOURNEYS - 1
    for at in sorted(worst_first[:most]):
        yield rows[at][1]
    rest = [rows[at][1] for at in sorted(worst_first[most:])]
    if rest:
        yield _counted(rest)
    if untouched:
        yield _stay_up(untouched, len(columns.shown), alone=not rows)


def _worst_of(found: Sequence[_Case]) -> Sign:
    return max((each.sign for each in found), key=RANK.__getitem__)


def _journey(facts: Facts, name: str, found: Sequence[Sequence[_Case]]) -> LossRow:
    return LossRow(
        journey_name(facts, name),
        tuple(_state(facts, several) for several in found),
        _why(facts, [each for several in found for each in several]),
    )


def _state(facts: Facts, found: Sequence[_Case]) -> LossCell:
    """What the loss of one of these zones does to a journey, at the worst."""
    sign = _worst_of(found)
    alike = [each for each in found if each.sign is sign]
    worst = alike[0].journey
    text = "up" if sign is Sign.HOLDS else sign.value
    if worst.waits_for:
        text = f"out {format_quantity(worst.out, Dimension.DURATION)}"
    if all(each.is_as_before for each in alike):
        text = AS_BEFORE
    elif len(found) > 1 and sign is not Sign.HOLDS:
        text = f"{sign.value} in {len(alike)}"
    said = (f"without {each.zone}: {_told(facts, each)}" for each in found[:MOST_LISTED])
    return LossCell(text, sign, sign.tone, "\n".join(said), brief="")


def _told(facts: Facts, case: _Case) -> str:
    """What happens to a journey, and why."""
    why = _why(facts, [case])
    state = "up" if case.journey.is_up else "down"
    return f"{state}, {why}" if why else state


def _why(facts: Facts, cases: Sequence[_Case]) -> str:
    """What it needs and has lost, what it does without, and what it waits for."""

    def names(ids: Sequence[str]) -> str:
        known = [facts.design.components[each].name for each in dict.fromkeys(ids)]
        return listed([in_one_line(each) for each in known], MOST_NAMED)

    found = [each.journey for each in cases]
    needs = [each.chain[-1] for each in found if each.chain]
    waits = [name for each in found for name in each.waits_for]
    over = [name for each in cases for name in each.over(as_before=False)]
    before = [name for each in cases for name in each.over(as_before=True) if name not in over]
    without = [name for each in found if each.is_up for name in each.down]
    parts = (
        f"needs {names(needs)}" if needs else "",
        f"waits until somebody switches over {names(waits)}" if waits else "",
        f"too little left of {names(over)}" if over else "",
        f"too little of {names(before)} {AS_BEFORE}" if before else "",
        f"without {names(without)}" if without else "",
    )
    return "; ".join(part for part in parts if part)


def _counted(rows: Sequence[LossRow]) -> LossRow:
    """Journeys that are not told one by one: what becomes of them in each column."""
    cells = []
    for several in zip(*(row.cells for row in rows), strict=True):
        signs = [each.sign or Sign.HOLDS for each in several]
        worst = max(signs, key=RANK.__getitem__)
        number = sum(sign is worst for sign in signs)
        text = "up" if worst is Sign.HOLDS else f"{number} {worst.value}"
        cells.append(LossCell(text, worst, worst.tone, brief=""))
    names = [row.name for row in rows]
    return LossRow(
        counted(len(rows), "more journey"),
        tuple(cells),
        listed(names, MOST_NAMED),
        quiet=True,
        tooltip=joined(names),
    )


def _stay_up(names: Sequence[str], columns: int, *, alone: bool) -> LossRow:
    number = len(names)
    every = by_number(number, "The journey stays up", f"All {number} journeys stay up")
    more = f"{counted(number, 'other')} {by_number(number, 'stays', 'stay')} up"
    return LossRow(
        every if alone else more,
        (LossCell("", Sign.HOLDS),) * columns,
        listed(names, MOST_NAMED),
        quiet=True,
        tooltip=joined(names),
    )


# --- loads --------------------------------------------------------------------------------------


class _Rising(Struct, frozen=True):
    """A component with the load that it has without each zone of a column; None where no loss changes
    it, or nothing is left of it."""

    component: str
    loads: tuple[tuple[MovedLoad | None, ...], ...]

    @property
    def most(self) -> float:
        return max(_after(each) for several in self.loads for each in several)


def _loads(facts: Facts, columns: Columns) -> Iterator[LossRow]:
    busy = facts.scenario.busy_from
    rising = []
    for component in facts.design.components:
        loads = tuple(
            tuple(columns.losses[zone].loads.get(component) for zone in zones)
            for zones in columns.domains
        )
        if any(_rises(each, busy) for several in loads for each in several):
            rising.append(_Rising(component, loads))
    rising.sort(key=lambda each: -each.most)
    for at, each in enumerate(rising[:MOST_LOADS]):
        yield _load(facts, columns, each, first=at == 0)
    left = [in_one_line(facts.design.components[x.component].name) for x in rising[MOST_LOADS:]]
    if left:
        yield LossRow(
            counted(len(left), "more load"),
            (LossCell(""),) * len(columns.shown),
            f"above {format_quantity(busy, Dimension.RATIO)} or {MOVES:g} times: {listed(left, MOST_NAMED)}",
            quiet=True,
            tooltip=joined(left),
        )


def _after(load: MovedLoad | None) -> float:
    """The share of the capacity that it takes then; nothing where nothing is left to take it."""
    share = 0.0 if load is None else load.share_after or 0.0
    return share if math.isfinite(share) else 0.0


def _rises(load: MovedLoad | None, busy: float) -> bool:
    if load is None or load.share_before is None:
        return False
    after = _after(load)
    return after > load.share_before and (after > busy or after >= MOVES * load.share_before)


def _load(facts: Facts, columns: Columns, rising: _Rising, *, first: bool) -> LossRow:
    name = in_one_line(facts.design.components[rising.component].name)
    used = facts.traffic.utilisation.get(rising.component)
    before = "" if used is None else percent(used.share)
    cells = tuple(_share(facts, several, before) for several in rising.loads)
    return LossRow(f"{name} load", cells, _where_from(facts, columns, rising), first=first)


def _share(facts: Facts, loads: Sequence[MovedLoad | None], before: str) -> LossCell:
    """From how much of its capacity to how much, at the worst of these zones."""
    worst = max(loads, key=_after)
    if worst is None:
        return LossCell(before)
    if math.isinf(worst.share_after or 0.0):
        return LossCell("none left", brief="–")
    after = percent(_after(worst))
    tone = load_tone(_after(worst), facts.scenario.busy_from)
    was = percent(worst.share_before or 0.0)
    return LossCell(
        f"{was}{ARROW}{after}",
        None,
        Tone.NEUTRAL if tone is Tone.GOOD else tone,
        f"{_rate(worst.before)}{ARROW}{_rate(worst.after)} at the peak",
        brief=after,
    )


def _where_from(facts: Facts, columns: Columns, rising: _Rising) -> str:
    """Why it rises: more comes, fewer are left, or both; and where what comes at the peak waits."""
    every = [
        (columns.losses[zone], load)
        for zones, loads in zip(columns.domains, rising.loads, strict=True)
        for zone, load in zip(zones, loads, strict=True)
        if load is not None
    ]
    loss, worst = max(every, key=lambda each: _after(each[1]))
    after = loss.components[rising.component]
    parts = []
    if worst.after > worst.before * (1 + 1e-9):
        parts.append(f"gets {_rate(worst.after)} instead of {_rate(worst.before)}")
    if after.left < after.count:
        parts.append(f"{after.count - after.left} of {after.count} replicas gone")
    queue = loss.queues.get(rising.component)
    if queue is not None:
        names = [in_one_line(facts.design.components[each].name) for each in queue.queues]
        parts.append(f"waits in {listed(names, MOST_NAMED)}")
    return ", ".join(parts)


def _rate(rate: float) -> str:
    return format_quantity(rate, Dimension.RATE)
