"""What the model says of steps that contradict what they lead along."""

from __future__ import annotations

from sdgen.base.findings import Severity
from sdgen.model import codes, read_design_text
from tests.model.given import HEAD, one
from tests.support.cases import every_case

SHOP = """\
journeys: {{buy: {{actor: web, steps: [{steps}]}}}}
components:
  web: {{kind: client, calls: [api]}}
  api: {{kind: service, calls: [{calls}]}}
  cache: {{kind: cache{cache}}}
  other: {{kind: service, calls: [db]}}
  db: {{kind: database}}
"""


def shop(steps: str, calls: str = "cache, db", cache: str = ", hit_ratio: 80%") -> str:
    return SHOP.format(steps=steps, calls=calls, cache=cache)


CASES = [
    (
        shop("web -> api -> other, 'api -> db': {on_miss: other}", "other, db"),
        "3:82",
        "journey 'buy', 'api -> db': 'on_miss' names 'other', which is no cache: it is a service",
        "name a cache or CDN, or write 'times' for how often the step is made",
    ),
    (
        shop("web -> api -> cache, 'api -> db': {on_miss: other}", "cache, db, other"),
        "3:82",
        "journey 'buy', 'api -> db': 'on_miss' names 'other', which is no cache: it is a service",
        "name 'cache', or write 'times' for how often the step is made",
    ),
    (
        shop("web -> api -> cache, 'api -> cache': {on_miss: cache}"),
        "3:85",
        "journey 'buy', 'api -> cache': 'cache' cannot answer what it misses itself",
        "lead the step to what 'cache' keeps copies of",
    ),
    (
        shop("web -> api, 'api -> db': {on_miss: cache}", "db"),
        "3:73",
        "journey 'buy', 'api -> db': 'api' looks nothing up in 'cache', which it does not call",
        "add 'cache' to the 'calls' of 'api', or leave out 'on_miss'",
    ),
    (
        shop("web -> api, 'api -> db': {on_miss: cache}, api -> cache"),
        "3:73",
        "journey 'buy', 'api -> db': no step before it looks anything up in 'cache'",
        "write 'api -> cache' before it",
    ),
    (
        shop("web -> api -> cache, 'api -> db': {on_miss: cache}", cache=""),
        "3:82",
        "journey 'buy', 'api -> db': how many look-ups in 'cache' miss is not known",
        "give 'cache' a 'hit_ratio' such as 95%, or this step 'times: 5%'",
    ),
    (
        shop("web -> api -> cache, 'api -> db': {on_miss: cache, op: write}"),
        "3:93",
        "journey 'buy', 'api -> db': what serves a miss reads",
        "leave out 'op', or 'on_miss' where it writes",
    ),
    (
        shop("'web -> api': {op: write}, api -> db"),
        "3:57",
        "journey 'buy', 'web -> api': 'op' says write, but 'api' stores nothing: it is a service",
        "leave it out; write 'op: write' at the step that leads from 'api' to a store",
    ),
    (
        shop("web -> api, 'api -> db': {only: true}", "{need: 1, of: [cache, db]}"),
        "3:70",
        "journey 'buy', 'api -> db': 'db' cannot be the only one that answers: it is one of a quorum",
        "leave it out, or write 'db' as a call of its own",
    ),
]


@every_case(("text", "place", "message", "help_text"), CASES)
def test_a_step_that_cannot_be_is_explained(
    text: str, place: str, message: str, help_text: str
) -> None:
    finding = one(text)
    assert str(finding.span) == f"shop.yaml:{place}"
    assert (finding.code, finding.message, finding.help) == (
        codes.CONTRADICTION,
        message,
        help_text,
    )


@every_case(
    "text",
    [
        shop("web -> api -> cache, 'api -> db': {on_miss: cache}"),
        shop("web -> api -> cache, 'api -> db': {on_miss: cache, times: 5%}", cache=""),
        shop("web -> api -> cache, 'api -> db': {on_miss: cache, op: read}"),
        shop("web -> api: read, api -> db: write"),
        shop("web -> api, 'api -> db': {only: true}", "{any_of: [cache, db]}"),
        shop(
            "web -> api -> other, 'other -> db': {only: true}", "{any_of: [other, cache]}"
        ).replace(
            "other: {kind: service, calls: [db]}",
            "other: {kind: cdn, hit_ratio: 9%, calls: [any_of: [db, cache]]}",
        ),
        shop("web -> api -> other, 'other -> db': {on_miss: other}", "other").replace(
            "other: {kind: service,", "other: {kind: cdn, hit_ratio: 9%,"
        ),
    ],
)
def test_what_can_be_meant_is_accepted(text: str) -> None:
    assert read_design_text(HEAD + text, "shop.yaml").findings == ()


def test_only_without_an_alternative_is_a_warning() -> None:
    text = shop("web -> api, 'api -> db': {only: true}")
    (finding,) = read_design_text(HEAD + text, "shop.yaml").findings
    assert finding.severity is Severity.WARNING
    assert str(finding.span) == "shop.yaml:3:70"
    assert finding.message == (
        "journey 'buy', 'api -> db': 'only' changes nothing, since 'db' has no alternative"
    )
    assert finding.help == "leave it out, or write the call as 'any_of: [db, ...]'"


def test_a_first_step_runs_beside_none() -> None:
    """Neither the first step of a caller, nor the first after it was reached again."""
    text = shop(
        "web -> api, 'api -> db': {parallel: true}, 'api -> cache': {parallel: true}, "
        "web -> api, 'api -> db': {parallel: true, op: read}"
    )
    findings = read_design_text(HEAD + text, "shop.yaml").findings
    assert [each.severity for each in findings] == [Severity.WARNING] * 2
    assert [each.span.column for each in findings] == [74, 151]
    assert {each.message for each in findings} == {
        "journey 'buy', 'api -> db': 'parallel' changes nothing: it is the first step that 'api' "
        "makes here, and a step runs beside the one before it"
    }
    assert findings[0].help == (
        "leave it out here, and write 'parallel: true' at the step after it that runs beside it"
    )


def test_a_first_step_may_be_made_several_times_at_once() -> None:
    text = shop("web -> api, 'api -> db': {parallel: true, times: 3}")
    assert read_design_text(HEAD + text, "shop.yaml").findings == ()
