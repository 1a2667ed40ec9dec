"""What steps say that cannot be: the misses of what is no cache, an operation on what stores nothing,
a step beside none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from sdgen.base.findings import Severity
from sdgen.base.span import Span
from sdgen.base.words import joined, with_article
from sdgen.design.calls import QUORUM, calls_from, targets_of
from sdgen.design.records import Access, Component, Design, Journey, Step
from sdgen.kinds import KINDS, Kind
from sdgen.model import codes
from sdgen.model.gather import Gather
from sdgen.model.work import BYTES, same_unit, unit_of
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity


def check_steps(journey: Journey, design: Design, gather: Gather) -> None:
    """Report every step of a journey that contradicts what it leads along."""
    asked: set[tuple[str, str]] = set()
    # who has made a step since it was reached last
    begun: set[str] = set()
    for step in journey.steps:
        source, target = (design.components.get(each) for each in (step.source, step.target))
        if source is not None and target is not None:
            arrow = _Arrow(journey, step, source, target, gather)
            _check_operation(arrow)
            _check_only(arrow)
            _check_work(arrow)
            if step.on_miss:
                _check_miss(arrow, design.components, asked)
            if step.parallel and step.source not in begun:
                _check_beside_none(arrow)
        asked.add((step.source, step.target))
        begun.discard(step.target)
        begun.add(step.source)


class _Arrow(Struct):
    """A step between two components that the design has."""

    journey: Journey
    step: Step
    source: Component
    target: Component
    gather: Gather

    def report(
        self, key: str, message: str, help_text: str, severity: Severity = Severity.ERROR
    ) -> None:
        """A finding about what stands under a key of the step."""
        step = self.step
        self.gather.report(
            codes.CONTRADICTION,
            f"journey '{self.journey.id}', '{step.source} -> {step.target}': {message}",
            self.place(key),
            help_text,
            self.journey.id,
            severity,
        )

    def place(self, key: str) -> Span:
        return self.step.span_of(key)


def _check_operation(arrow: _Arrow) -> None:
    """What stores nothing is neither read nor written. A bare ``read`` is a label there."""
    step, kind = arrow.step, _kind(arrow.target)
    label = step.spans.get("label")
    if step.access is None or kind is None or kind.keeps_data or step.spans.get("op") == label:
        return
    arrow.report(
        "op",
        f"'op' says {step.access}, but '{step.target}' stores nothing: it is "
        f"{with_article(kind.name)}",
        f"leave it out; write 'op: {step.access}' at the step that leads from '{step.target}' to a "
        "store",
    )


def _check_only(arrow: _Arrow) -> None:
    """What has no alternative needs no ``only``, and a quorum has its own number."""
    step = arrow.step
    if not step.only:
        return
    groups = [
        group
        for group in arrow.source.calls
        if any(call.target == step.target for call in group.calls)
    ]
    if any(QUORUM in group.spans for group in groups):
        arrow.report(
            "only",
            f"'{step.target}' cannot be the only one that answers: it is one of a quorum",
            f"leave it out, or write '{step.target}' as a call of its own",
        )
    elif groups and all(len({call.target for call in group.calls}) == 1 for group in groups):
        arrow.report(
            "only",
            f"'only' changes nothing, since '{step.target}' has no alternative",
            f"leave it out, or write the call as 'any_of: [{step.target}, ...]'",
            Severity.WARNING,
        )


def _check_beside_none(arrow: _Arrow) -> None:
    """What runs beside the step before it needs one, unless it is made several times at once."""
    step = arrow.step
    if step.times is not None and step.times.value > 1.0:
        return
    arrow.report(
        "parallel",
        f"'parallel' changes nothing: it is the first step that '{step.source}' makes here, and a "
        "step runs beside the one before it",
        "leave it out here, and write 'parallel: true' at the step after it that runs beside it",
        Severity.WARNING,
    )


def _check_work(arrow: _Arrow) -> None:
    """Work and capacity are of one unit."""
    step, target = arrow.step, arrow.target
    given = step.work
    if given is None:
        return
    capacity = target.capacity
    if capacity is None and target.capacities is None:
        return
    unit, counted = unit_of(given), "" if capacity is None else unit_of(capacity)
    if same_unit(unit, counted):
        return
    number = given.text.removesuffix(given.noun).strip() if given.noun else ""
    if target.capacities is not None:
        help_text = _other_capacity(target, unit, f"10k {unit}/s")
    elif capacity is not None and not counted:
        # their own figure, in the unit that the work is in
        own = format_quantity(capacity.value, Dimension.WORK_RATE, noun=unit)
        help_text = _other_capacity(target, unit, own)
    elif not unit:
        help_text = (
            f"write it in {counted}, such as 'work: {number} {counted}', or leave out 'work'"
        )
        if counted == BYTES:
            help_text = "write the size of one with 'bytes' or 'response', and leave out 'work'"
    else:
        example = "200 MB/s" if unit == BYTES else f"10k {unit}/s"
        fitting = f", 'work: {number} {counted}' here" if number and counted != BYTES else ""
        help_text = (
            f"write both in one unit: 'capacity: {example}' at '{target.id}'{fitting}, or leave out "
            "'work'"
        )
    of_target = "reads and writes" if target.capacities is not None else counted or "operations"
    arrow.report(
        "work",
        f"'work' counts {unit or 'operations'}, but 'capacity' of '{target.id}' counts {of_target}",
        help_text,
    )


def _other_capacity(target: Component, unit: str, example: str) -> str:
    """How a capacity that counts operations is written for work in another unit."""
    written = "200 MB/s" if unit == BYTES else example
    return (
        f"write the capacity in {unit}, such as 'capacity: {written}' at '{target.id}', or leave "
        "'work' out"
    )


def _check_miss(
    arrow: _Arrow, components: Mapping[str, Component], asked: set[tuple[str, str]]
) -> None:
    """The misses of a cache that its caller has looked something up in, as often as is said."""
    step = arrow.step
    cache = components.get(step.on_miss)
    kind = _kind(cache) if cache is not None else None
    if cache is None or kind is None:
        return  # an unknown id, or kind, is found with all others
    if not kind.caches:
        arrow.report(
            "on_miss",
            f"'on_miss' names '{cache.id}', which is no cache: it is {with_article(kind.name)}",
            _one_of(_caches_of(arrow.source, components)),
        )
    elif step.on_miss == step.target:
        arrow.report(
            "on_miss",
            f"'{cache.id}' cannot answer what it misses itself",
            f"lead the step to what '{cache.id}' keeps copies of",
        )
    elif cache.id != step.source and cache.id not in targets_of(arrow.source):
        arrow.report(
            "on_miss",
            f"'{step.source}' looks nothing up in '{cache.id}', which it does not call",
            f"add '{cache.id}' to the 'calls' of '{step.source}', or leave out 'on_miss'",
        )
    elif cache.id != step.source and (step.source, cache.id) not in asked:
        arrow.report(
            "on_miss",
            f"no step before it looks anything up in '{cache.id}'",
            f"write '{step.source} -> {cache.id}' before it",
        )
    elif step.times is None and "hit_ratio" not in cache.properties:
        arrow.report(
            "on_miss",
            f"how many look-ups in '{cache.id}' miss is not known",
            f"give '{cache.id}' a 'hit_ratio' such as 95%, or this step 'times: 5%'",
        )
    if step.access is Access.WRITE:
        arrow.report(
            "op",
            "what serves a miss reads",
            "leave out 'op', or 'on_miss' where it writes",
        )


def _one_of(caches: Iterable[str]) -> str:
    names = [f"'{each}'" for each in caches]
    if names:
        return f"name {joined(names, 'or')}, or write 'times' for how often the step is made"
    return "name a cache or CDN, or write 'times' for how often the step is made"


def _caches_of(caller: Component, components: Mapping[str, Component]) -> list[str]:
    """The caches that a component calls, or is."""
    near = [caller.id, *(call.target for call in calls_from(caller))]
    kinds = {name: _kind(components[name]) for name in near if name in components}
    return [name for name, kind in kinds.items() if kind is not None and kind.caches]


def _kind(component: Component) -> Kind | None:
    return KINDS.get(component.kind)
