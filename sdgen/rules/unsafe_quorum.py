"""A quorum that does not do what quorums are for.

Finds: An even number of voters where a majority decides, and a store of which strong reads are asked
(by its own `consistency`, or a journey's) while the copies that answer a read and those that answer
a write, `need` of `copies`, need not overlap: together they are not more than the copies.

Why: Four voters survive the loss of one, as three do, and cost one more. And where a read may ask
other copies than the last write reached, it returns what was there before.

Bad:
    components:
      shop: {kind: service, replicas: 2, calls: [db]}
      db: {kind: database, replicas: {count: 3, copies: 3, need: 1 of 3}, consistency: strong}

Good:
    components:
      shop: {kind: service, replicas: 2, calls: [db]}
      db: {kind: database, replicas: {count: 3, copies: 3, need: 2 of 3}, consistency: strong}

Can be wrong: A plain `need` is taken for reads and writes alike. A store that writes to all copies and
reads from one is safe, which `need: {reads: 1, writes: 3}` says; so is one whose leader answers all
reads, which `mode: leader-follower` says.

Source: B. Beyer et al., Site Reliability Engineering (2016), chapter 23
<https://sre.google/sre-book/managing-critical-state/>; M. Kleppmann, Designing Data-Intensive
Applications (2017), chapter 5, Quorums for reading and writing.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.failure.provided import is_provided
from sdgen.base.findings import Severity
from sdgen.base.words import by_number, named
from sdgen.design.records import Component, Replicas
from sdgen.design.replicas import ONE_LEADER
from sdgen.kinds import kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.rules.support.consistency import asks_strong
from sdgen.rules.support.placement import votes
from sdgen.rules.support.wording import replicas_span


def check(context: LintContext) -> Iterator[Problem]:
    for component in context.components:
        if is_provided(component):
            continue
        copies = component.replicas.copies or component.replicas.count
        if votes(component) and copies > 1 and copies % 2 == 0:
            yield _even(context, component, copies)
        need = _needs(component.replicas)
        store = kind_of(component).keeps_data and component.replicas.mode not in ONE_LEADER
        if store and need is not None and sum(need) <= copies and copies > 1:
            yield from _apart(context, component, need, copies)


def _needs(replicas: Replicas) -> tuple[int, int] | None:
    """How many copies answer a read, and how many a write; None where that is not said."""
    if replicas.reads_need is not None and replicas.writes_need is not None:
        return replicas.reads_need, replicas.writes_need
    return None if replicas.need is None else (replicas.need, replicas.need)


def _even(context: LintContext, component: Component, voters: int) -> Problem:
    survives = voters // 2 - 1
    return Problem(
        message=f"'{component.id}' has {voters} voters, of which a majority survives the loss of "
        f"{survives}, no more than with {voters - 1}",
        span=component.replicas.spans.get("copies", replicas_span(component)),
        at=component.id,
        help=f"have {voters + 1} of them, which survive the loss of {survives + 1}",
        journeys=context.journeys_of[component.id],
    )


def _apart(
    context: LintContext, store: Component, need: tuple[int, int], copies: int
) -> Iterator[Problem]:
    asking = tuple(
        name for name in context.journeys_of[store.id] if asks_strong(context.design.journeys[name])
    )
    if not asking and store.properties.get("consistency") != "strong":
        return
    who = "it promises"
    if asking:
        who = f"{named(asking)} {by_number(len(asking), 'asks', 'ask')} for"
    reads, writes = need
    of = f"of the {copies} copies of '{store.id}' answer"
    answer = f"{reads} {of}" if reads == writes else f"{reads} {of} a read and {writes} a write"
    majority = copies // 2 + 1
    yield Problem(
        message=f"{answer}, so a read need not see the "
        f"last write ({reads} + {writes} is not over {copies}); {who} strong reads",
        span=store.replicas.spans.get("need", replicas_span(store)),
        at=store.id,
        help=f"write 'need: {majority} of {copies}'"
        if reads == writes
        else f"write 'need: {{reads: {majority}, writes: {majority}}}', or any two that are over "
        f"{copies} together",
        about=asking,
        journeys=asking or context.journeys_of[store.id],
    )


RULE = Rule(
    code="REP003",
    name="unsafe-quorum",
    severity=Severity.ERROR,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
)
