"""Values that cannot all be true: more copies needed than there are, a median over the 99th percentile."""

from __future__ import annotations

from sdgen.base.findings import Severity
from sdgen.base.links import link_problem
from sdgen.base.span import Span
from sdgen.base.subject import Subject
from sdgen.base.words import in_a_sentence, named, with_article
from sdgen.design.calls import calls_from
from sdgen.design.placement import named_places
from sdgen.design.records import Call, Component, Design, Journey
from sdgen.kinds import KINDS, Role
from sdgen.model import codes
from sdgen.model.gather import Gather
from sdgen.model.idle_groups import check_groups, check_rows
from sdgen.model.replica_contradictions import check_repair, check_replicas
from sdgen.model.users import check_own_users
from sdgen.quantity import Dimension, Quantity

HOT_SETS = ("hot_set", "hot_reads", "hot_keys", "skew")
"""Properties of a cache of which each says what fits into memory."""
STEEPEST = 10.0
"""The largest exponent of Zipf's law that a design may give."""
MOST_INSTANCES = 1_000_000
"""Of all components together: every instance is an event in the analyses."""


def check_contradictions(design: Design, gather: Gather) -> None:
    """Report every contradiction inside one part of the design."""
    for component in design.components.values():
        _check_component(component, gather)
        _check_copied(component, design, gather)
        _check_spread(component, design, gather)
        _check_same_zone(component, design, gather)
    check_groups(design, gather)
    check_rows(design, gather)
    if any(each.maintenance is not None for each in design.components.values()):
        from sdgen.model.maintenance import check_windows

        check_windows(design, gather)
    instances = sum(each.replicas.count for each in design.components.values())
    if instances > MOST_INSTANCES:
        gather.report(
            codes.CONTRADICTION,
            f"the design has {instances} replicas in all; at most {MOST_INSTANCES} can be analysed",
            max(design.components.values(), key=lambda each: each.replicas.count).span,
            "let one replica stand for a rack or a pool of machines",
        )
    if not design.journeys:
        return
    from sdgen.model.step_contradictions import check_steps

    for journey in design.journeys.values():
        goals = journey.objectives
        if goals is not None:
            where = Subject("journey", journey.id).within("objective")
            _check_order(goals.p50, goals.p99, where, goals.span_of("p50"), gather)
        _check_makes_calls(journey, design, gather)
        check_steps(journey, design, gather)
        _check_rates(journey, design, gather)


def _check_same_zone(component: Component, design: Design, gather: Gather) -> None:
    """Replicas that call only what is in their own zone have something to call there."""
    here = named_places(component)
    for call in calls_from(component):
        target = design.components.get(call.target)
        if not call.same_zone or target is None:
            continue
        there = named_places(target)
        without = [zone for zone in here if zone not in there]
        if not without:
            continue
        gather.report(
            codes.CONTRADICTION,
            f"{Subject('component', component.id).key('same_zone')}: replicas in {named(without)} have no "
            f"'{call.target}' in their zone",
            call.span_of("same_zone"),
            f"put replicas of '{call.target}' there, or leave out 'same_zone'",
            component.id,
        )


def _check_copied(component: Component, design: Design, gather: Gather) -> None:
    """A replica copies a store, and another one than itself."""
    name = component.properties.get("copy_of")
    copied = design.components.get(name) if isinstance(name, str) else None
    kind = KINDS.get(copied.kind) if copied is not None else None
    if copied is None or kind is None or (kind.role is Role.STORE and copied is not component):
        return
    what = with_article(in_a_sentence(kind.title))
    why = "which is this component itself" if copied is component else f"which is {what}"
    gather.report(
        codes.CONTRADICTION,
        f"{Subject('component', component.id).key('copy_of')}: there is nothing to copy in "
        f"'{copied.id}', {why}",
        component.span_of("copy_of"),
        "name the store whose rows it answers from",
        component.id,
    )


def _check_spread(component: Component, design: Design, gather: Gather) -> None:
    """Copies can be kept in zones apart where there are zones."""
    replicas = component.replicas
    if replicas.spread is None or not replicas.copies or component.zones or component.place:
        return
    there = "" if design.domains else ", and the design has no 'topology'"
    gather.report(
        codes.CONTRADICTION,
        f"component '{component.id}', 'replicas': 'spread' keeps copies in zones apart, but it is in "
        f"no zone{there}",
        component.replicas.span_of("spread"),
        "say where its replicas are ('zones: [...]'), or leave out 'spread'",
        component.id,
        Severity.WARNING,
    )


def _check_rates(journey: Journey, design: Design, gather: Gather) -> None:
    """The first step at which the rate is larger than in any real system."""
    from sdgen.model.rates import average_rate, step_rates
    from sdgen.quantity.limits import LARGEST
    from sdgen.quantity.print import format_quantity

    average = average_rate(design, journey)
    if average is None:
        return
    peak = design.scale.peak if design.scale is not None else None
    factor = peak.value if peak is not None else 1.0
    most = LARGEST[Dimension.RATE]
    places = [(average, journey.span_of("rate"), "runs")]
    places += [
        (rate, step.span_of("times") if step.times is not None else step.span, "makes this step")
        for step, rate in step_rates(journey, average)
    ]
    for rate, span, what in places:
        if rate * factor > most:
            shown = format_quantity(min(rate * factor, 1e300), Dimension.RATE)
            gather.report(
                codes.CONTRADICTION,
                f"journey '{journey.id}' {what} {shown} at the peak, larger than in any real system",
                span,
                f"rate x peak x 'times' of the steps before it can be at most "
                f"{format_quantity(most, Dimension.RATE)}",
                journey.id,
            )
            return


def _check_makes_calls(journey: Journey, design: Design, gather: Gather) -> None:
    """A warning and no error: who drafts a design may write down its journeys first, and an actor
    alone is enough to turn users into rates."""
    actor = design.components.get(journey.actor)
    alone = len(design.components) == 1
    if actor is None or alone or actor.calls or journey.steps:
        return
    gather.report(
        codes.IDLE_JOURNEY,
        f"journey '{journey.id}' reaches nothing: its actor '{actor.id}' calls no component",
        journey.span,
        f"add 'calls: [...]' to '{actor.id}', or write another 'actor'",
        journey.id,
        Severity.WARNING,
    )


def _check_component(component: Component, gather: Gather) -> None:
    where = Subject("component", component.id)
    if component.latency is not None:
        latency = component.latency
        place = latency.span_of("p50")
        _check_order(latency.p50, latency.p99, where.within("latency"), place, gather)
    check_own_users(component, gather)
    for call in calls_from(component):
        _check_held(call, component, gather)
    check_repair(component, where, gather)
    _check_hot_set(component, where, gather)
    check_replicas(component, where, gather)
    _check_link(component, where, gather)


def _check_link(component: Component, where: Subject, gather: Gather) -> None:
    """A link that no picture has makes no design wrong, so a warning is enough."""
    wrong = link_problem(component.link)
    if wrong:
        gather.report(
            codes.FORM,
            f"{where}, 'link' is not drawn: {wrong}",
            component.span_of("link"),
            "write an address such as https://example.org/wiki, or a path such as docs/orders.md",
            component.id,
            Severity.WARNING,
        )


def _check_held(call: Call, component: Component, gather: Gather) -> None:
    """A connection is one of an instance's pool, or one that is held for a user."""
    if call.held is not None and call.pool is not None:
        gather.report(
            codes.CONTRADICTION,
            f"component '{component.id}', call to '{call.target}': 'pool' and 'held' both say how "
            "many connections are open",
            call.span_of("pool"),
            "leave out 'pool' where one is held for each user, or 'held' where each instance keeps "
            "its own",
            component.id,
        )


def _check_order(
    median: Quantity | None, high: Quantity | None, where: Subject, span: Span, gather: Gather
) -> None:
    if median is not None and high is not None and median.value > high.value:
        gather.report(
            codes.CONTRADICTION,
            f"{where}: the median p50 ('{median.text}') is over the 99th percentile p99 ('{high.text}')",
            span,
            "half of all requests cannot take longer than 99 of 100; swap them, or correct one",
            where.id,
        )


def _check_hot_set(component: Component, where: Subject, gather: Gather) -> None:
    """One fact says what a cache keeps in memory, and it is one that can be."""
    given = component.properties
    first, *others = [key for key in HOT_SETS if key in given] or [""]
    for key in others:
        gather.report(
            codes.DEFINED_TWICE,
            f"{where}: '{first}' and '{key}' both say what fits into memory",
            component.span_of(key),
            f"leave out '{key}', or '{first}'",
            component.id,
        )
    skew, overhead = given.get("skew"), given.get("overhead")
    if isinstance(skew, Quantity) and skew.value > STEEPEST:
        gather.report(
            codes.CONTRADICTION,
            f"{where}, 'skew': with '{skew.text}' nearly every read would be of the same key",
            component.span_of("skew"),
            "write an exponent of Zipf's law, which is 0.6 to 1.2 where it was measured",
            component.id,
        )
    if isinstance(overhead, Quantity) and overhead.value <= 0:
        gather.report(
            codes.CONTRADICTION,
            f"{where}, 'overhead': '{overhead.text}' would keep rows in no memory at all",
            component.span_of("overhead"),
            "write the bytes in memory for each byte of a row, such as 1.5x",
            component.id,
        )
