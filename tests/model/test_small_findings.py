"""Findings about what changes nothing, or is misspelt at the one place where it is defined."""

from __future__ import annotations

import pytest

from sdgen.base.findings import Finding, Severity
from sdgen.model import read_design_text
from tests.model.given import HEAD, findings, one
from tests.support.cases import every_case

WEB = "components:\n  web: {kind: client, calls: [CALLS]}\n  a: {kind: service}\n  b: {kind: service}\n"
QUEUE = (
    "components:\n  web: {kind: client, calls: [jobs]}\n"
    "  jobs: {kind: queue, dead_letter: DEAD}\n  lost: {kind: queue, dead_letter: THEN}\n"
    "  worker: {kind: worker, consumes: [jobs]}\n"
)


def warning(text: str) -> Finding:
    """The one warning about a text, which is a design."""
    reading = read_design_text(HEAD + text, "shop.yaml")
    assert reading.design is not None
    (found,) = reading.findings
    assert found.severity is Severity.WARNING
    return found


def test_a_definition_that_is_misspelt_is_found_once() -> None:
    text = (
        "components:\n"
        "  web: {kind: client, calls: [gateway]}\n"
        "  gatway: {kind: api_gateway, calls: [shop]}\n"
        "  shop: {kind: service}\n"
        "journeys: {buy: {actor: web, steps: [web -> gateway -> shop]}}\n"
        "monitoring: {watches: [shop]}\n"
    )
    found = one(text)
    assert (str(found.span), found.code) == ("shop.yaml:5:3", "REF001")
    assert found.message == (
        "component 'gatway': nothing names it, and 3 places name 'gateway', which there is not"
    )
    assert found.help == "did you mean 'gateway'? it is named at shop.yaml:4:31 first"
    (edit,) = found.fix
    assert edit.text == "gateway"


def test_a_misspelt_use_is_found_where_it_is() -> None:
    text = "components:\n  web: {kind: client, calls: [gatway]}\n  gateway: {kind: service}\n"
    assert str(one(text).span) == "shop.yaml:4:31"
    # the right one is used too, so that its definition is right
    more = "  app: {kind: service, calls: [gateway, gatway]}\n"
    assert len(findings(text + more)) == 2


@pytest.mark.parametrize(
    ("calls", "place", "message"),
    [
        (
            "any_of: [a]",
            "4:40",
            "component 'web', calls: 'any_of' names only 'a', so that nothing stands in for it",
        ),
        (
            "{any_of: [a, b]}, a",
            "4:49",
            "component 'web', calls: 'a' is one of several under 'any_of' and required by itself: while "
            "it is down no other helps",
        ),
    ],
)
def test_a_choice_that_is_none(calls: str, place: str, message: str) -> None:
    found = warning(WEB.replace("CALLS", calls))
    assert (str(found.span), found.message) == (f"shop.yaml:{place}", message)
    assert found.code == "REF016"


@pytest.mark.parametrize(
    "calls", ["{any_of: [a, b]}, a: {optional: true}", "{any_of: [a, b], optional: true}, a"]
)
def test_a_choice_beside_what_need_not_answer(calls: str) -> None:
    assert (
        findings(WEB.replace("CALLS", calls.replace("a: {", "{a: {") + "}" * ("a: {" in calls)))
        == ()
    )


def test_steps_tell_a_choice_and_a_call_apart() -> None:
    text = WEB.replace("CALLS", "{any_of: [a, b]}, a")
    text += "journeys: {buy: {actor: web, steps: [web -> a: read, web -> a: write]}}\n"
    assert not [each for each in findings_or_none(text) if each.code == "REF016"]


def findings_or_none(text: str) -> tuple[Finding, ...]:
    return read_design_text(HEAD + text, "shop.yaml").findings


def test_a_group_in_a_group_is_one_finding() -> None:
    found = one(WEB.replace("CALLS", "any_of: [{any_of: [a, b]}, a, b]"))
    assert (
        found.message
        == "component 'web', call 1, 'any_of', item 1: 'any_of' cannot stand inside 'any_of'"
    )
    assert found.help.startswith("name all of its components in one list")


def test_the_same_queue_twice() -> None:
    text = (
        QUEUE.replace("[jobs]}", "[jobs, jobs]}", 2).replace("DEAD", "none").replace("THEN", "none")
    )
    text = text.replace("calls: [jobs, jobs]", "calls: [jobs]")
    found = warning(text)
    assert found.message == "component 'worker' consumes 'jobs' twice"
    assert found.help == "name it once; several consumers at the same time are its 'replicas'"


def test_copies_in_zones_apart_where_there_are_none() -> None:
    text = "components: {db: {kind: database, replicas: {count: 3, copies: 3, spread: zone}}}\n"
    found = warning(text)
    assert found.message == (
        "component 'db', 'replicas': 'spread' keeps copies in zones apart, but it is in no zone, and "
        "the design has no 'topology'"
    )
    assert found.help == "say where its replicas are ('zones: [...]'), or leave out 'spread'"


@every_case(
    ("dead", "then", "message"),
    [
        ("lost", "kept for 14 days", ""),
        ("none", "discarded", ""),
        (
            "parking",
            "kept for 14 days",
            "component 'jobs', 'dead_letter': there is no component 'parking'",
        ),
        (
            "web",
            "kept for 14 days",
            "component 'jobs', 'dead_letter': 'web' is a client, which keeps no messages",
        ),
        (
            "lost",
            "jobs",
            "component 'jobs', 'dead_letter': messages that nobody can work off go round in a circle: "
            "jobs -> lost -> jobs",
        ),
    ],
)
def test_dead_letters_go_somewhere(dead: str, then: str, message: str) -> None:
    text = QUEUE.replace("DEAD", dead).replace("THEN", then)
    said = [each.message for each in findings_or_none(text)]
    assert said == [message] * bool(message)
