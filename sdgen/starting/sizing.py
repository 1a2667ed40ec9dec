"""As many instances, and as much disk and memory, as the answers need: a draft is made, the analyses say
what it lacks, and the next draft has that, until nothing lacks."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from sdgen import api
from sdgen.analyses.traffic.bottlenecks import TARGET, Headroom
from sdgen.parse.write import write
from sdgen.quantity import Dimension
from sdgen.quantity.limits import LARGEST
from sdgen.starting.answers import AnswerError, Answers
from sdgen.starting.parts import data_of
from sdgen.starting.plan import Plan, Sizes

if TYPE_CHECKING:
    from sdgen.analyses.facts import Facts

WITHOUT_A_ZONE: Final = 0.9
"""How full what is left may be once a zone is lost."""
FULL_DISK: Final = 0.6
LARGEST_DISK: Final = 10e12
"""Bytes of one node whose rows are all there; a copy of more takes days."""
NODE_DISK: Final = 8e12
LEAST_DISK: Final = 100e9
MOST_FOLLOWERS: Final = 9
LARGEST_MEMORY: Final = 128e9
MOST_INSTANCES: Final = 2_000
UNMET: Final = "SLO001"
"""The rule that says what is missing where an objective is not met."""
MOST_DRAFTS: Final = 12
_ROUND: Final = (1.0, 2.0, 5.0, 10.0)


class Draft(Struct, frozen=True):
    """A plan whose sizes carry its load, and what is computed of it."""

    plan: Plan
    facts: Facts

    @property
    def lowest(self) -> float:
        """How available the journey is that is so the least."""
        return min(self.facts.availability(each).value for each in self.plan.journeys)

    @property
    def unmet(self) -> tuple[str, ...]:
        """The journeys that are less available than was asked."""
        wanted = self.plan.answers.available.value
        return tuple(
            each for each in self.plan.journeys if self.facts.availability(each).value < wanted
        )


def draft_of(answers: Answers) -> Draft:
    """The first design that carries the load of these answers: with a database that has one leader where
    one is enough. Raises AnswerError where it takes more instances than anybody has."""
    found = _sized(Plan(answers, Sizes()))
    if found is None:
        found = _sized(Plan(answers, Sizes(partitioned=True, disk=NODE_DISK)))
    if found is None:
        raise AnswerError(
            f"with the other answers that takes more than {MOST_INSTANCES:,} instances of one "
            "component",
            "write less; the share of one region is enough to begin with",
        )
    return found


def as_available(draft: Draft) -> Draft:
    """The draft, or the first that is as available as was asked: with load balancers in every zone, with
    more copies of each row, with both. Where none is, the most available of them, which promises
    what it keeps."""
    best = draft
    for sizes in _stronger(draft.plan):
        if not best.unmet:
            return best
        found = _sized(replace(draft.plan, sizes=sizes))
        if found is not None and found.lowest > best.lowest:
            best = found
    return best


def promising(draft: Draft) -> Draft:
    """The draft whose objectives say what it keeps, where that is less than was asked."""
    if not draft.unmet:
        return draft
    sizes = replace(draft.plan.sizes, promised=_rounded_down(draft.lowest))
    plan = replace(draft.plan, sizes=sizes)
    return Draft(plan, _facts(plan))


def missing(draft: Draft) -> str:
    """What keeps a draft from being as available as was asked, in the words of the lint rule; empty where
    it is."""
    from sdgen.lint.settings import Settings

    if not draft.unmet:
        return ""
    plan = replace(draft.plan, sizes=replace(draft.plan.sizes, promised=""))
    reading = api.read_text(write(data_of(plan)), plan.answers.name)
    found = api.lint_design(reading, Settings(select=(UNMET,))).findings
    return found[0].help if found else ""


def _stronger(plan: Plan) -> Iterator[Sizes]:
    own = [{"own_balancers": True}] if plan.alone else []
    more = [{"more_copies": True}] if plan.sizes.partitioned else []
    both = [{**each, **other} for each in own for other in more]
    for changes in (*own, *more, *both):
        yield replace(plan.sizes, **changes)


def _rounded_down(share: float) -> str:
    """An availability with as many nines as it has, and one more digit: ``99.95%``."""
    digits = max(1, math.floor(-math.log10(1.0 - share)) - 1) if share < 1.0 else 6
    step = 10.0 ** -(digits + 2)
    return f"{math.floor(share / step) * step:.{digits}%}"


def _sized(plan: Plan) -> Draft | None:
    """The plan with sizes that do; None where none of its sort would."""
    for _ in range(MOST_DRAFTS):
        facts = _facts(plan)
        sizes = _better(plan, facts)
        if sizes is None:
            return None
        if sizes == plan.sizes:
            return Draft(plan, facts)
        plan = replace(plan, sizes=sizes)
    return None


def _facts(plan: Plan) -> Facts:
    reading = api.read_text(write(data_of(plan)), plan.answers.name)
    if reading.facts is None:
        raise AnswerError(f"with the other answers {reading.errors[0].message}", "write less")
    for name, entity in reading.facts.storage.entities.items():
        if (entity.bytes_at_horizon or 0.0) > LARGEST[Dimension.BYTES]:
            raise AnswerError(
                f"with the other answers '{name}' keeps more than any real system", "write less"
            )
    return reading.facts


def _better(plan: Plan, facts: Facts) -> Sizes | None:
    """The sizes that this draft should have had; None where more of the same does not help."""
    counts = dict(plan.sizes.counts)
    for each in facts.bottlenecks:
        counts[each.component] = _enough(plan, each)
    sizes = replace(plan.sizes, counts=counts)
    stored = facts.storage.stores["db"]
    if plan.sizes.partitioned:
        full = (stored.share_at_horizon or 0.0) / FULL_DISK
        if full > 1:
            counts["db"] = max(counts["db"], _whole(plan, plan.count("db") * full))
    else:
        sizes = replace(sizes, disk=_rounded(stored.bytes_at_horizon / stored.copies / FULL_DISK))
        if sizes.disk > LARGEST_DISK or counts["db"] > MOST_FOLLOWERS:
            return None
    if plan.cached:
        needed = facts.caches["cache"].bytes_at_horizon / FULL_DISK
        counts["cache"] = max(counts["cache"], _whole(plan, needed / LARGEST_MEMORY))
        sizes = replace(sizes, memory=_memory(needed / counts["cache"]))
    return None if max(counts.values()) > MOST_INSTANCES else sizes


def _enough(plan: Plan, used: Headroom) -> int:
    """How many of a component stay below the target, also without the worst zone or a region."""
    has = plan.count(used.component)
    places = len(plan.answers.places)
    left = used.share * places / (places - 1) if places > 1 else 0.0
    lost = max(used.without_a_zone or 0.0, left)
    short = max(used.share / TARGET, lost / WITHOUT_A_ZONE)
    if used.replicas is None or not math.isfinite(short):
        return MOST_INSTANCES + 1
    return has if short <= 1 else _whole(plan, has * short)


def _whole(plan: Plan, number: float) -> int:
    """As many, and as many in each zone as in the others."""
    zones = len(plan.zones)
    return min(math.ceil(number / zones), MOST_INSTANCES) * zones


def _rounded(value: float) -> float:
    """The next size up that people buy: 100 GB, 200 GB, 500 GB, 1 TB."""
    least = max(value, LEAST_DISK)
    power = 10.0 ** math.floor(math.log10(least))
    return next(each * power for each in _ROUND if each * power >= least * (1 - 1e-9))


def _memory(value: float) -> float:
    """The next power of two, in GB."""
    return 1e9 * 2.0 ** max(0, math.ceil(math.log2(max(value / 1e9, 1.0))))
