"""Growth: peak rate and storage of each component from now to the horizon, and when each passes
what its component can take.

- A component's peak rate after a time is today's x (1 + ``scale.growth``) ^ years; without a growth
  it stays.
- What a store holds is that of its entities after the time, x copies / fill: it grows by what is
  written, also where the load does not.
- The capacity is that of all replicas, and of those that are left after the loss of the worst zone,
  or of one replica where zones are not known. A store's limit is the disk of all its replicas.

Month 0 is what ``estimate`` says of now, the last point what it says of the horizon.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from sdgen.analyses.crossing import first_above
from sdgen.analyses.facts import Facts
from sdgen.analyses.replication import most_replicas
from sdgen.analyses.storage.stores import held_over_time
from sdgen.analyses.traffic.growth import load_factor, month_seconds, year_seconds
from sdgen.design.records import Scale
from sdgen.quantity.types import DAY

MOST_POINTS = 1000
HOUR = 3600.0


class Unit(StrEnum):
    """What time is counted in."""

    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Loss(StrEnum):
    """What is down while the rest carries the load."""

    REPLICA = "replica"
    ZONE = "zone"


class Limit(Struct, frozen=True):
    """What a component can take, and after how many seconds it is asked for more: 0 when it is
    already, None when not before the horizon."""

    value: float
    reached: float | None


class Course(Struct, frozen=True):
    """One component's figure at each of the times, in the base unit of its quantity.

    ``limit`` is None where the design gives none; ``rest`` is the limit after the loss of ``lost``.
    """

    component: str
    values: tuple[float, ...]
    limit: Limit | None = None
    rest: Limit | None = None
    lost: Loss | None = None

    @property
    def share(self) -> float:
        """The largest value over the limit; 0 without one."""
        return max(self.values) / self.limit.value if self.limit is not None else 0.0


class Growth(Struct, frozen=True):
    """``times`` are seconds from now, one point a ``unit`` of ``unit_seconds`` and one at the
    horizon. ``rates`` and ``stores`` are sorted by what runs out first, those without a limit last.
    """

    unit: Unit
    unit_seconds: float
    times: tuple[float, ...]
    rates: tuple[Course, ...]
    stores: tuple[Course, ...]

    @property
    def horizon(self) -> float:
        """Seconds from now to the last point."""
        return self.times[-1]


def growth(facts: Facts, components: Iterable[str] | None = None) -> Growth | None:
    """The course of these components, of all by default; None where the design gives no horizon."""
    scale = facts.design.scale
    if scale is None or scale.horizon is None or scale.horizon.value <= 0:
        return None
    unit, seconds = _unit(scale, scale.horizon.value)
    times = _times(scale.horizon.value, seconds)
    names = tuple(facts.design.components if components is None else components)
    loads = facts.traffic.components
    factors = tuple(load_factor(scale, time) for time in times)
    rates = [_rate(facts, name, factors) for name in names if name in loads]
    stores = [_store(facts, name, times) for name in names]
    return Growth(
        unit,
        seconds,
        times,
        tuple(sorted(rates, key=_first)),
        tuple(sorted((each for each in stores if each is not None), key=_first)),
    )


def bearable_growth(course: Course, scale: Scale) -> float | None:
    """The growth of load a year at which the course meets its limit just at the horizon, 0.1 for
    10%; None where it has no limit, no load, or is beyond it now."""
    now = course.values[0]
    if course.limit is None or scale.horizon is None or not 0.0 < now <= course.limit.value:
        return None
    years = scale.horizon.value / year_seconds(scale)
    exponent = math.log(course.limit.value / now) / years
    return math.expm1(exponent) if exponent < math.log(1e6) else math.inf


def _first(course: Course) -> tuple[float, float, float, str]:
    reached = math.inf
    if course.limit is not None and course.limit.reached is not None:
        reached = course.limit.reached
    without = 1.0 if course.limit is None else 0.0
    return reached, without, -(course.share or max(course.values)), course.component


def _unit(scale: Scale, horizon: float) -> tuple[Unit, float]:
    """A month is a twelfth of a year; what the design counts as a month where the horizon is a
    whole number of those and not of twelfths."""
    year = year_seconds(scale)
    month = year / 12
    if horizon < 3 * DAY:
        return Unit.HOUR, HOUR
    if horizon < 3 * month:
        return Unit.DAY, DAY
    if horizon > 20 * year:
        return Unit.YEAR, year
    own = month_seconds(scale)
    twelfths = _is_whole(horizon / month) or not _is_whole(horizon / own)
    return Unit.MONTH, month if twelfths else own


def _is_whole(number: float) -> bool:
    return math.isclose(number, round(number), rel_tol=1e-9)


def _times(horizon: float, unit: float) -> tuple[float, ...]:
    """Whole units from now on, and the horizon."""
    stride = unit * max(1, math.ceil(horizon / unit / MOST_POINTS))
    # a horizon that is a whole number of units but for rounding is that number
    count = math.ceil(horizon / stride - 1e-9)
    return (*(number * stride for number in range(count)), horizon)


def _rate(facts: Facts, name: str, factors: tuple[float, ...]) -> Course:
    peak = facts.traffic.components[name].peak
    values = tuple(peak * factor for factor in factors)
    used = facts.traffic.utilisation.get(name)
    if used is None:
        return Course(name, values)
    component = facts.design.components[name]
    worst = facts.zone_losses.worst(name)
    lost = Loss.ZONE if worst is not None else Loss.REPLICA
    if worst is None:
        rest = facts.traffic.carried(component, most_replicas(component) - 1)
    else:
        # today's load at which the load that the loss sends there fills what it leaves
        finite = 0.0 < worst.share < math.inf
        rest = peak / worst.share if finite else 0.0 if worst.share else used.capacity
    return Course(
        name,
        values,
        _rate_limit(facts.design.scale, peak, used.capacity),
        _rate_limit(facts.design.scale, peak, rest or 0.0),
        lost,
    )


def _rate_limit(scale: Scale | None, peak: float, limit: float) -> Limit:
    if peak > limit:
        return Limit(limit, 0.0)
    growing = scale is not None and scale.growth is not None and scale.growth.value > 0
    if scale is None or scale.horizon is None or not growing or peak <= 0.0:
        return Limit(limit, None)
    factor = math.log(load_factor(scale, year_seconds(scale)))
    reached = math.log(limit / peak) / factor * year_seconds(scale)
    return Limit(limit, reached if reached < scale.horizon.value else None)


def _store(facts: Facts, name: str, times: tuple[float, ...]) -> Course | None:
    store = facts.storage.stores.get(name)
    if store is None:
        return None
    course = held_over_time(facts.design, facts.storage, store)
    values = tuple(map(course, times))
    if store.capacity is None or store.capacity <= 0:
        return Course(name, values) if max(values) > 0 else None
    return Course(name, values, Limit(store.capacity, first_above(course, store.capacity, times)))
