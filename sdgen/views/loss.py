"""What the loss of each zone does, looked up by component: the figures of the analyses, in words."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from sdgen.analyses.failure.after import (
    ComponentAfter,
    JourneyOutcome,
    JourneyState,
    LossOutcome,
    MovedLoad,
    QueueAfter,
    Standing,
    TooLittle,
)
from sdgen.base.words import in_one_line
from sdgen.design.records import Design
from sdgen.views.matrix import Sign, Verdict


class Loss(Struct, frozen=True):
    """What is left without a domain, each part of it by component."""

    outcome: LossOutcome
    components: Mapping[str, ComponentAfter]
    loads: Mapping[str, MovedLoad]
    over: Mapping[str, TooLittle]
    queues: Mapping[str, QueueAfter]

    @classmethod
    def of(cls, outcome: LossOutcome) -> Loss:
        """The outcome, looked up by component."""
        return cls(
            outcome,
            {each.component: each for each in outcome.components},
            {each.component: each for each in outcome.loads},
            {each.component: each for each in outcome.over},
            {each.consumer: each for each in outcome.queues},
        )

    @property
    def down(self) -> int:
        """How many journeys it takes down for as long as it lasts."""
        return sum(not each.is_up for each in self.outcome.journeys)

    @property
    def out(self) -> int:
        """How many journeys are out until somebody has switched over."""
        return sum(each.is_up and bool(each.waits_for) for each in self.outcome.journeys)

    @property
    def harm(self) -> tuple[int, int, int, int]:
        """What it does to journeys: the more, the worse."""
        return (self.down, self.out, self.short, self.degraded)

    @property
    def short(self) -> int:
        """How many journeys stay up, and are left too little for what they ask."""
        return sum(
            each.state is JourneyState.OVER and not self.is_as_before(each)
            for each in self.outcome.journeys
        )

    @property
    def short_before(self) -> int:
        """How many journeys stay up with too little, and had that before."""
        return sum(map(self.is_as_before, self.outcome.journeys))

    def is_as_before(self, journey: JourneyOutcome) -> bool:
        """Whether a journey is over, and all that is too little for it was so before."""
        return journey.state is JourneyState.OVER and all(
            self.over[name].as_before for name in journey.over
        )

    @property
    def degraded(self) -> int:
        """How many journeys it does something to."""
        return sum(journey_sign(each) is not Sign.HOLDS for each in self.outcome.journeys)

    def verdict(self, design: Design, component: str) -> Verdict:
        """What is left of a component."""
        after = self.components[component]
        if after.standing is Standing.DOWN:
            return Verdict(Sign.DOWN, _enough(after) if after.left else _have(after))
        if after.standing is Standing.OVER:
            return Verdict(
                Sign.OVER, f"{after.left} of {after.count} left, {self._too_little(component)}"
            )
        queue = self.queues.get(component)
        if queue is None or not (queue.without or queue.carried):
            return Verdict(Sign.HOLDS, _enough(after))
        if queue.without:
            why = f"stalls without {in_one_line(design.components[queue.without].name)}"
        else:
            why = "falls behind" if queue.grows else "behind at the peak"
        have = "" if after.left == after.count else f"{_have(after)}, "
        return Verdict(Sign.DEGRADED, f"{have}{why}")

    def _too_little(self, component: str) -> str:
        """By how much what is left gets too much."""
        if self.over[component].waits:
            return "falls behind"
        load = self.loads.get(component)
        share = None if load is None else load.share_after
        return "too few" if share is None else f"{percent(share)} used"


def journey_sign(journey: JourneyOutcome) -> Sign:
    """What a loss leaves a journey as."""
    if not journey.is_up or journey.waits_for:
        return Sign.DOWN
    if journey.state is JourneyState.OVER:
        return Sign.OVER
    return Sign.DEGRADED if journey.down else Sign.HOLDS


def percent(share: float) -> str:
    """``46%``; what is not nothing is not shown as 0%, nor what is not full as 100%."""
    if 0.0 < share < 0.005:
        return "<1%"
    text = f"{share:.0%}"
    if text == "100%" and abs(share - 1.0) > 1e-9:
        return ">100%" if share > 1.0 else "<100%"
    return text


def _have(after: ComponentAfter) -> str:
    """``2 of 3 copies left``, ``4 of 6 left``."""
    if after.copies is not None and after.copies_left is not None and after.left:
        return f"{after.copies_left} of {after.copies} copies left"
    return f"{after.left} of {after.count} left"


def _enough(after: ComponentAfter) -> str:
    """The same with how many are needed."""
    if after.for_peak and (after.never_done if after.waits else after.too_few):
        return f"{_have(after)}, all too few"
    writes = "" if after.writes_need is None else f", {after.writes_need} to write"
    return f"{_have(after)}, {after.need} needed{writes}"
