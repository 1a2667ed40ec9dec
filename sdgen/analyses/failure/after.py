"""What is left after a failure: the records that ``what_if`` gives."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.failure.lost_pieces import LostPieces


class Standing(StrEnum):
    """What a component is left as: whole, with fewer instances, with too few for what it gets, or
    down."""

    WHOLE = "whole"
    REDUCED = "reduced"
    OVER = "over"
    DOWN = "down"


class JourneyState(StrEnum):
    """What a journey is left as: up, up with too little capacity for what it asks, or down."""

    UP = "up"
    OVER = "over"
    DOWN = "down"


class ComponentAfter(Struct, frozen=True):
    """A component after the loss: ``left`` of ``count`` instances, of which ``need`` must be up, be
    it only to carry the peak (``for_peak``), which all of them may not (``too_few``), or the average
    of messages that wait for it (``waits``), which all of them may not (``never_done``); where each piece of data lies on ``copies`` of them, so
    many of these, and ``writes_need`` where a write needs another number than a read. ``alone`` are
    lost by themselves, not with a failure domain; ``pieces`` are those of which too few copies are
    left, and ``copies_left`` the fewest that any piece has."""

    component: str
    standing: Standing
    left: int
    count: int
    need: int
    copies: int | None = None
    alone: int = 0
    for_peak: bool = False
    pieces: LostPieces | None = None
    writes_need: int | None = None
    too_few: bool = False
    waits: bool = False
    never_done: bool = False
    copies_left: int | None = None


class Reason(Struct, frozen=True):
    """Why a component's own part is down for a journey: ``event`` takes all of it or keeps others
    from taking over, else ``left`` of ``count`` instances are too few where ``need`` must be up, or of ``pieces``."""

    component: str
    left: int
    count: int
    need: int
    pieces: LostPieces | None = None
    event: str = ""


class TooLittle(Struct, frozen=True):
    """A component that gets more than what is left of it carries, in operations a second: at the
    peak, or on average where messages wait for it (``waits``). ``as_before`` where the loss is not
    why."""

    component: str
    arriving: float
    carried: float
    waits: bool = False
    as_before: bool = False

    @property
    def missing(self) -> float:
        """Operations a second that nobody does."""
        return self.arriving - self.carried


class QueueAfter(Struct, frozen=True):
    """Messages that wait in ``queues`` since ``consumer`` takes fewer than there are: how many a
    second it gets on average and at the peak, and how many it works off: none while it is down, or
    cannot do its work ``without`` what it needs."""

    queues: tuple[str, ...]
    consumer: str
    average: float
    peak: float
    carried: float
    without: str = ""

    @property
    def grows(self) -> float:
        """Messages a second that come to wait even on average."""
        return max(0.0, self.average - self.carried)

    @property
    def kept(self) -> float:
        """Messages a second that come to wait at the peak."""
        return self.peak - self.carried


class JourneyOutcome(Struct, frozen=True):
    """A journey after the loss. ``chain`` leads from its actor to the nearest component that takes it
    down, for this ``reason``; ``besides`` are others that do so too, or keep callers from changing over. ``down`` are all components that
    do not answer it. ``over`` are those
    that it needs and that get more than they carry. Where it is up only once somebody has switched
    over the components ``waits_for``, it is down for ``out`` seconds."""

    journey: str
    state: JourneyState
    chain: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()
    out: float = 0.0
    reason: Reason | None = None
    over: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()

    @property
    def is_up(self) -> bool:
        """Whether it answers, be it with too little capacity."""
        return self.state is not JourneyState.DOWN


class JourneyAfter(JourneyOutcome, frozen=True, kw_only=True):
    """The same with the ``availability`` that is left to it while the failure lasts, and
    ``unavailability``, what that leaves: as if the peak lasted all day, but where it is over, off
    the peak; an estimate unless ``exact``."""

    availability: float
    unavailability: float
    exact: bool = True


class MovedLoad(Struct, frozen=True):
    """Peak operations per second of a component before and after, and the shares of the capacity
    that they take: None where it is unknown, infinite where nothing is left to carry load."""

    component: str
    before: float
    after: float
    share_before: float | None
    share_after: float | None


class LossOutcome(Struct, frozen=True):
    """What is left after something has ``failed``, everything in the order of the design; ``loads``
    holds components whose load or utilisation changes. Where the design is too large to follow the
    load that moves, they are empty, what is ``over`` too, and it is not ``followed``."""

    failed: tuple[str, ...]
    journeys: tuple[JourneyOutcome, ...]
    components: tuple[ComponentAfter, ...]
    loads: tuple[MovedLoad, ...]
    over: tuple[TooLittle, ...] = ()
    queues: tuple[QueueAfter, ...] = ()
    followed: bool = True


class WhatIf(LossOutcome, frozen=True):
    """The same with how available each journey then is."""

    journeys: tuple[JourneyAfter, ...]

    def of_journeys(self, names: Collection[str]) -> WhatIf:
        """The same, of the journeys named alone; of all where none is named."""
        if not names:
            return self
        return replace(
            self, journeys=tuple(each for each in self.journeys if each.journey in names)
        )
