"""Maintenance: a share of time, of the whole component or of one instance after the other."""

from __future__ import annotations

from sdgen.base.findings import Severity
from sdgen.model import read_design_text
from tests.model.given import HEAD, component, findings
from tests.support.cases import every_case


def test_a_time_in_a_time_is_a_share() -> None:
    found = component("maintenance: 2h/week").maintenance
    assert found is not None
    assert (found.time.value, found.rolling, found.window) == (2 / 168, False, "")


def test_rolling_and_windows() -> None:
    found = component("maintenance: {time: 10min/month, rolling: true, window: sunday}").maintenance
    assert found is not None
    assert (found.time.value, found.rolling, found.window) == (10 / (720 * 60), True, "sunday")


WRONG = {
    "8d/week": "component 'db', maintenance 'time': '8d/week' is more than all of the time",
    "2h": "component 'db', maintenance 'time': '2h' is a duration, and a share of time is due here",
    "2h/moon": "component 'db', maintenance 'time': 'moon' in '2h/moon' is not a time or 'user'",
}


@every_case("text", WRONG)
def test_what_is_no_share_of_time(text: str) -> None:
    [found] = findings(f"components: {{db: {{kind: database, maintenance: {text}}}}}\n")
    assert found.message == WRONG[text]
    assert found.span.line == 3


def window(first: str, second: str) -> str:
    return (
        f"components:\n  a: {{kind: service, maintenance: {first}}}\n"
        f"  sunday: {{kind: service, maintenance: {second}}}\n"
    )


def test_one_window_has_one_length() -> None:
    text = window("{time: 2h/week, window: night}", "{time: 3h/week, window: night}")
    [found] = findings(text)
    assert found.message == (
        "component 'sunday': the window 'night' takes 3h/week here, and 2h/week at 'a'"
    )
    assert found.help == "write 'time: 2h/week', or another 'window'"
    assert str(found.span) == "shop.yaml:5:47"
    assert not findings(text.replace("3h/week", "120min/week"))
    assert not findings(text.replace("3h/week", "3h/week, rolling: true"))


def test_a_window_is_no_component_with_maintenance_of_its_own() -> None:
    [found] = findings(window("{time: 2h/week, window: sunday}", "2h/week"))
    assert found.message == (
        "component 'a': the window 'sunday' is named like a component that has maintenance of its own"
    )
    assert found.help == "give the window another name, or that component this 'window'"
    two = "{time: 2h/week, window: sunday}"
    assert not findings(window(two, two))


def test_turns_that_take_more_than_all_time_are_found() -> None:
    text = (
        "components:\n  db: {{kind: service, replicas: 3, "
        "maintenance: {{time: {time}/week, rolling: true}}}}\n"
    )
    assert read_design_text(HEAD + text.format(time="56h"), "shop.yaml").findings == ()
    [found] = read_design_text(HEAD + text.format(time="57h"), "shop.yaml").findings
    assert found.severity is Severity.WARNING
    assert found.message == (
        "component 'db': 3 replicas, one after the other 57h/week each, take more than all the time "
        "that there is, so that one is always out"
    )
    assert (found.span.line, found.help) == (4, "write the time that one replica takes")


@every_case("written", ["{window: sunday}", "{time: soon, window: sunday}", "{rolling: true}"])
def test_maintenance_without_a_time_is_found_and_nothing_is_made_of_it(written: str) -> None:
    defaults = f"defaults: {{kinds: {{client: {{maintenance: {written}}}}}}}\n"
    found = findings(f"{defaults}components: {{web: {{kind: client}}, db: {{kind: database}}}}\n")
    assert found
    assert findings(f"components: {{db: {{kind: database, maintenance: {written}}}}}\n")


def test_a_capacity_without_its_writes_is_found() -> None:
    assert findings("components: {db: {kind: database, capacity: {reads: soon}}}\n")
