"""One journey that writes two durable stores with nothing to tie them.

Finds: A component that in one journey writes two or more durable stores itself: stores of entities in
the journey's `writes`, or a stream beside such a store. Blobs do not count (they are written before the
row that names them), nor what a queue, a stream or the first store passes on, nor calls or steps whose
label says how they are tied: outbox, saga, transaction, two-phase commit, change data capture.

Why: Between the two writes the component can stop. One store then has what the other has not, and
nothing ever puts it right.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, calls: [orders, events]}
      orders: {kind: database, replicas: 3}
      events: {kind: stream, replicas: 3}
    journeys:
      order: {actor: web, writes: [Order], steps: [web -> shop -> orders: write, shop -> events: publish]}
    data:
      Order: {store: orders, key: order_id}

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, calls: [orders]}
      orders:
        kind: database
        replicas: 3
        calls:
          - events: {async: true, label: change data capture}
      events: {kind: stream, replicas: 3}
    journeys:
      order: {actor: web, writes: [Order], steps: [web -> shop -> orders: write, orders -> events: publish]}
    data:
      Order: {store: orders, key: order_id}

Can be wrong: Where a job compares the two and repairs what differs. Say so in the label of the call.

Source: M. Kleppmann, Designing Data-Intensive Applications (2017), chapter 11, Keeping systems in sync.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.findings import Severity
from sdgen.base.words import counted, named
from sdgen.design.records import Journey
from sdgen.kinds import Role, kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.rules.support.needs import ENTITIES, JOURNEYS
from sdgen.rules.support.placement import written_stores

TIES = (
    "2pc",
    "cdc",
    "change data capture",
    "outbox",
    "reconcil",
    "saga",
    "transaction",
    "two-phase",
)


def check(context: LintContext) -> Iterator[Problem]:
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for journey in context.journeys:
        if journey.writes:
            for writer, stores in _writers(context, journey):
                found.setdefault((writer, stores), []).append(journey.id)
    for (writer, stores), journeys in found.items():
        component = context.design.components[writer]
        yield Problem(
            message=f"'{writer}' writes {counted(len(stores), 'durable store')} ({named(stores)}) in "
            f"{counted(len(journeys), 'journey')} ({named(journeys)}), and nothing ties the writes",
            span=component.span_of("calls"),
            at=writer,
            help=f"write '{stores[0]}' only and pass changes on from there (outbox, change data "
            f"capture), and say so in the call's label",
            about=stores,
            journeys=tuple(journeys),
        )


def _writers(context: LintContext, journey: Journey) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Components that write several stores themselves, with those stores."""
    components = context.design.components
    written = {
        name
        for name in written_stores(context, journey)
        if not kind_of(components[name]).keeps_blobs
    }
    steps = {(step.source, step.target): step.label for step in journey.steps}
    for writer in context.visited[journey.id]:
        kind = kind_of(components[writer])
        if kind.keeps_data or kind.role is Role.ACTOR:
            continue
        targets: dict[str, None] = {}
        for call in context.calls_from[writer]:
            made = (call.source, call.target) in steps if steps else True
            target = kind_of(components[call.target])
            publishes = target.role is Role.BROKER and bool(target.durable)
            label = f"{call.label} {steps.get((call.source, call.target), '')}".casefold()
            tied = any(word in label for word in TIES)
            if made and not tied and (call.target in written or publishes):
                targets[call.target] = None
        if len(targets) > 1 and written & set(targets) and not _tied(context, tuple(targets)):
            yield writer, tuple(targets)


def _tied(context: LintContext, stores: tuple[str, ...]) -> bool:
    """Whether one of the stores passes its changes on to the others."""
    return any(
        {call.target for call in context.calls_from[store]} >= set(stores) - {store}
        for store in stores
    )


RULE = Rule(
    code="DATA006",
    name="dual-write",
    severity=Severity.WARNING,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    needs=(JOURNEYS, ENTITIES),
)
