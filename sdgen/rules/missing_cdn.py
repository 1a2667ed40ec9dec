"""Media for the public, sent from one place.

Finds: An object store that users read, `public` or called by a client, without a CDN that calls it; and
one on the way of a journey that answers with 100 KB or more and passes no CDN.

Why: Photos and videos are most of the bytes and change seldom. Near the users they arrive sooner, and
the store and its bill see only what is asked for the first time.

Bad:
    components:
      web: {kind: client, calls: [photos]}
      photos: {kind: object_store, managed: true, public: true}

Good:
    components:
      web: {kind: client, calls: [cdn]}
      cdn: {kind: cdn, managed: true, calls: [photos]}
      photos: {kind: object_store, managed: true, public: true}

Can be wrong: Where users are few or near, or each reads what nobody else does.

Source: D. Martin, The System Design Primer, Content delivery network
<https://github.com/donnemartin/system-design-primer#content-delivery-network>.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.findings import Severity
from sdgen.base.words import by_number, named
from sdgen.design.records import Component
from sdgen.kinds import Role, kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind, RuleOption
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity

LARGE = RuleOption(
    name="large-from",
    doc="Bytes of an answer from which on it counts as media.",
    default=100_000,
    minimum=1,
)


def check(context: LintContext) -> Iterator[Problem]:
    components = context.design.components
    for store in context.components:
        callers = [kind_of(components[call.source]) for call in context.calls_to[store.id]]
        if kind_of(store).property("public") is None:
            continue
        if any(each.caches_near_users for each in callers):
            continue
        large = _large_journeys(context, store)
        limit = format_quantity(context.option(LARGE), Dimension.BYTES)
        if large:
            why = (
                f"{named(large)} {by_number(len(large), 'answers', 'answer')} with {limit} or more"
            )
        elif store.properties.get("public") is True:
            why = "it is public"
        elif any(each.role is Role.ACTOR for each in callers):
            why = "clients call it"
        else:
            continue
        yield Problem(
            message=f"no CDN stands before '{store.id}', and {why}",
            span=store.span,
            at=store.id,
            help=f"let clients call a component of kind 'cdn' that calls '{store.id}'",
            about=large,
            journeys=large or context.journeys_of[store.id],
        )


def _large_journeys(context: LintContext, store: Component) -> tuple[str, ...]:
    limit = context.option(LARGE)
    return tuple(
        name
        for name in context.journeys_of[store.id]
        if (response := context.design.journeys[name].response) is not None
        and response.value >= limit
        and not any(
            kind_of(context.design.components[each]).caches_near_users
            for each in context.visited[name]
        )
    )


RULE = Rule(
    code="CAP013",
    name="missing-cdn",
    severity=Severity.INFO,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    options=(LARGE,),
)
