"""A figure of the author's that the design does not bear out.

Finds: A figure under `estimates` that is more than a quarter off what `sdgen estimate` computes for it.

Why: Figures are worked out once, and then the design changes. Who reads the old one buys, promises or
decides by it.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service}
    scale: {daily_users: 10M, peak: 3x}
    estimates: {look.peak: 10k/s}
    journeys:
      look: {actor: web, rate: 50/user/day}

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service}
    scale: {daily_users: 10M, peak: 3x}
    estimates: {look.peak: 17k/s}
    journeys:
      look: {actor: web, rate: 50/user/day}

Can be wrong: Where the figure was measured and the design is rounded: then correct the design's inputs.

Source: A. Xu, System Design Interview (2020), chapter 2, Back-of-the-envelope Estimation
<https://bytebytego.com/>.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from sdgen.base.findings import Severity
from sdgen.design.records import Component, StatedFigure
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Need, Problem, Rule, RuleKind, RuleOption
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity

OFF = RuleOption(
    name="off-by",
    doc="How far a stated figure may be off the computed one, as a share of that.",
    default=0.25,
    minimum=0.0,
)


def check(context: LintContext) -> Iterator[Problem]:
    if not context.design.estimates:
        return
    from sdgen.model.figures import DIMENSIONS

    most = context.option(OFF)
    for name, stated in context.design.estimates.items():
        computed = _computed(context, stated)
        given = stated.quantity.value
        if not computed or any(abs(given - each) <= most * each for each in computed):
            continue
        nearest = min(computed, key=lambda each: abs(given - each))
        dimension = DIMENSIONS[stated.figure]
        shown = format_quantity(nearest, dimension)
        yield Problem(
            message=f"'{name}' is stated as {stated.quantity.text} and computed as {shown}: "
            f"{_distance(given, nearest)}, over {format_quantity(most, Dimension.RATIO)}",
            span=stated.span_of("quantity"),
            at=stated.owner,
            journeys=_journeys(context, stated.owner),
            help=f"write {shown}, or correct an input: 'sdgen estimate {context.design.path} "
            f"--explain {name}' lists them",
        )


def _distance(given: float, computed: float) -> str:
    if given >= 2 * computed > 0:
        return f"{given / computed:.3g} times as high"
    if computed <= 0:
        return "too high"
    return f"{abs(given - computed) / computed:.0%} too {'high' if given > computed else 'low'}"


def _computed(context: LintContext, stated: StatedFigure) -> tuple[float, ...]:
    """What is computed for it: nothing where an input is missing or there is no end to it, two
    values where a journey and a component share the name."""
    found = (
        _of_journey(context, stated),
        _of_component(context, stated),
        _of_entity(context, stated),
    )
    return tuple(each for each in found if each is not None and math.isfinite(each))


def _journeys(context: LintContext, owner: str) -> tuple[str, ...]:
    own = (owner,) if owner in context.design.journeys else ()
    return own or context.journeys_of.get(owner, ())


def _of_journey(context: LintContext, stated: StatedFigure) -> float | None:
    load = context.traffic.journeys.get(stated.owner)
    if stated.figure in ("average", "peak"):
        return None if load is None else getattr(load, stated.figure)
    if stated.figure not in ("p50", "p99") or stated.owner not in context.design.journeys:
        return None
    latency = context.latency(stated.owner)
    return None if latency is None else getattr(latency, stated.figure)


def _of_component(context: LintContext, stated: StatedFigure) -> float | None:
    component = context.design.components.get(stated.owner)
    if component is None:
        return None
    load = context.traffic.components.get(component.id)
    used = context.traffic.utilisation.get(component.id)
    kept = context.storage.stores.get(component.id)
    figures = {
        "average": load.average if load else None,
        "peak": load.peak if load else None,
        "ingress": load.request if load else None,
        "egress": load.response if load else None,
        "capacity": context.traffic.carried(component),
        "utilisation": used.share if used else None,
        "storage": kept.bytes_at_horizon if kept and kept.complete else None,
        "memory": _memory(context, component) if stated.figure == "memory" else None,
    }
    return figures.get(stated.figure)


def _memory(context: LintContext, component: Component) -> float | None:
    cache = context.caches.get(component.id)
    return cache.bytes_at_horizon if cache is not None and cache.complete else None


def _of_entity(context: LintContext, stated: StatedFigure) -> float | None:
    kept = context.storage.entities.get(stated.owner)
    figures = (
        {} if kept is None else {"rows": kept.rows_at_horizon, "storage": kept.bytes_at_horizon}
    )
    return figures.get(stated.figure)


def _not_computed(context: LintContext) -> Iterator[str]:
    for name, stated in context.design.estimates.items():
        if not _computed(context, stated):
            yield name


COMPUTED = Need(
    name="inputs of estimates", doc="what a stated figure is computed from", missing=_not_computed
)
RULE = Rule(
    code="EST002",
    name="estimate-mismatch",
    severity=Severity.WARNING,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    options=(OFF,),
    needs=(COMPUTED,),
)
