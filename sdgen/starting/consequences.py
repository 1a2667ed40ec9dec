"""What follows from an answer, in a line: every figure is computed by the analyses, of the design that all
answers so far make with what is taken for granted of the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from msgspec.structs import replace

from sdgen.analyses.traffic.sums import Load
from sdgen.base.words import counted, joined
from sdgen.kinds import Role, kind_of
from sdgen.quantity import Dimension, Quantity
from sdgen.quantity.print import format_quantity, format_ratios
from sdgen.starting.answers import Answers
from sdgen.starting.names import plural
from sdgen.starting.plan import Plan, horizon
from sdgen.starting.sizing import Draft, as_available, draft_of, missing

YEAR: Final = 365 * 86_400.0


def follows(field: str, answers: Answers) -> str:
    """What the answer in this field means; empty where it means nothing yet. Raises AnswerError where
    no design can be made with it."""
    if field in _WORDS:
        return _WORDS[field](Plan(answers))
    if field not in _FIGURES:
        return ""
    return _FIGURES[field](draft_of(_with_least_after(field, answers)))


_LEAST: Final = {
    "reads": Quantity(0.0, Dimension.USER_RATE, "0"),
    "peak": Quantity(1.0, Dimension.FACTOR, "1x"),
    "size": Quantity(1.0, Dimension.BYTES, "1 B"),
    "kept": Quantity(86_400.0, Dimension.DURATION, "1d"),
}
"""Of what decides how large a system is, the least, in the order of the questions."""


def _with_least_after(field: str, answers: Answers) -> Answers:
    """The answers, with the least of what is asked after this field: no answer is refused for the sake
    of a default that nobody has agreed to."""
    fields = list(_LEAST)
    asked = fields.index(field) + 1 if field in fields else 0
    if field not in (*fields, "users", "writes"):
        return answers
    return replace(answers, **{each: _LEAST[each] for each in fields[asked:]})


# --- words ------------------------------------------------------------------------------------


def _thing(plan: Plan) -> str:
    path = f"POST /v1/{plural(plan.thing)}"
    return f"an entity '{plan.entity}', an operation '{path}', a journey '{plan.add}'"


def _later(plan: Plan) -> str:
    return "a queue takes it, and workers do it" if plan.answers.later else ""


_WORDS: Final[Mapping[str, Callable[[Plan], str]]] = {"thing": _thing, "later": _later}


# --- figures ----------------------------------------------------------------------------------


def rate(value: float) -> str:
    return format_quantity(value, Dimension.RATE)


def size(value: float) -> str:
    return format_quantity(value, Dimension.BYTES)


def downtime(share: float) -> str:
    """How long something may be down in a year."""
    return format_quantity((1.0 - share) * YEAR, Dimension.DURATION)


def _users(draft: Draft) -> str:
    often = draft.plan.answers.writes.text.replace("/user/", "/")
    return f"{_load(draft, draft.plan.add)} on average, at {often} each"


def _load(draft: Draft, journey: str) -> str:
    return rate(draft.facts.traffic.journeys[journey].average)


def _writes(draft: Draft) -> str:
    return f"{_load(draft, draft.plan.add)} on average"


def _reads(draft: Draft) -> str:
    plan = draft.plan
    if not plan.view:
        return "nobody looks at them here; that is an open question in the file"
    times = plan.answers.reads.value / plan.answers.writes.value
    rarer = times < 1
    many = format_quantity(times, Dimension.RATIO if rarer else Dimension.FACTOR)
    return f"{_load(draft, plan.view)} on average, {many}{' of' if rarer else ''} the writes"


def _peak(draft: Draft) -> str:
    facts, plan = draft.facts, draft.plan
    peaks = [f"{rate(facts.traffic.journeys[each].peak)} of '{each}'" for each in plan.journeys]
    [used] = [each for each in facts.bottlenecks if each.component == "api"]
    count = plan.count("api")
    return (
        f"{joined(peaks)} at the peak: {counted(count, 'server')} used {percent(used.share)}, "
        f"and enough are left when a zone is lost"
    )


def percent(share: float) -> str:
    """A share in whole percent, where it has any."""
    return format_quantity(round(share, 2) if share >= 0.01 else share, Dimension.RATIO)


def _size(draft: Draft) -> str:
    facts, plan = draft.facts, draft.plan
    edge = [
        facts.traffic.components[each] for each in ("lb", "cdn") if each in facts.traffic.components
    ]
    kept = facts.storage.entities[f"{plan.entity}File" if plan.large else plan.entity]
    a_day = (kept.added or 0.0) * (kept.size or 0.0) * 86_400
    large = "; that large, it goes into an object store" if plan.large else ""
    cdn = ", and a CDN delivers it" if plan.delivered else ""
    cache = "; that small and read that often, a cache pays" if plan.cached else ""
    return (
        f"{_bytes(edge, 'request')}/s in and {_bytes(edge, 'response')}/s out at the peak, "
        f"{size(a_day)} more a day{large}{cdn}{cache}"
    )


def _bytes(loads: list[Load], way: str) -> str:
    return size(sum(getattr(each, way) or 0.0 for each in loads))


def _kept(draft: Draft) -> str:
    facts, plan = draft.facts, draft.plan
    one = sum(
        facts.storage.entities[each].bytes_at_horizon or 0.0 for each in facts.storage.entities
    )
    until = horizon(plan.answers)
    db = counted(plan.count("db"), "database node")
    of = f" of {size(plan.sizes.disk)}"
    whole = size(sum(each.bytes_at_horizon for each in facts.storage.stores.values()))
    copies = f", {whole} with all copies" if whole != size(one) else ""
    return f"{size(one)} in {until}{copies}; {db}{of}"


def _available(draft: Draft) -> str:
    best = as_available(draft)
    asked = best.plan.answers.available.value
    allowed = f"that allows {downtime(asked)} down a year"
    return f"{allowed}; {_verdict(best)}"


def _verdict(draft: Draft) -> str:
    asked = draft.plan.answers.available.value
    [lowest] = format_ratios(draft.lowest)
    if not draft.unmet:
        return f"this design is up {lowest} of the time"
    [lowest, _] = format_ratios(draft.lowest, asked)
    return f"this design is up {lowest} of the time only; to do: {missing(draft)}"


def _places(draft: Draft) -> str:
    best = as_available(draft)
    return (
        f"{counted(servers(best), 'server')} in {counted(len(best.plan.zones), 'zone')} of "
        f"{counted(len(best.plan.answers.places), 'region')}; {_verdict(best)}"
    )


def servers(draft: Draft) -> int:
    """The instances of all components that the system runs itself."""
    found = (
        each
        for each in draft.facts.design.components.values()
        if kind_of(each).role is not Role.ACTOR and not each.managed
    )
    return sum(each.replicas.count or 1 for each in found)


_FIGURES: Final[Mapping[str, Callable[[Draft], str]]] = {
    "users": _users,
    "writes": _writes,
    "reads": _reads,
    "peak": _peak,
    "size": _size,
    "kept": _kept,
    "available": _available,
    "places": _places,
}
