"""What a message speaks of, in words, with its id beside them."""

from __future__ import annotations

import pytest

import sdgen
from sdgen.base.subject import Subject
from tests.support.cases import every_case


@every_case(
    ("subject", "expected"),
    [
        (Subject("component", "db"), "component 'db'"),
        (Subject("component", "db").key("storage"), "component 'db', 'storage'"),
        (Subject("journey", "buy").within("step 2").key("times"), "journey 'buy', step 2, 'times'"),
        (Subject("", "scale").key("month"), "'scale', 'month'"),
        (Subject("monitoring").within("an alert"), "monitoring, an alert"),
    ],
)
def test_a_subject_in_words(subject: Subject, expected: str) -> None:
    assert str(subject) == expected


def test_findings_carry_the_id_of_their_subject() -> None:
    with pytest.raises(sdgen.DesignError) as raised:
        sdgen.loads(
            "sdgen: 1\nname: Shop\nscale: {daily_users: 3 parsecs}\ncomponents:\n"
            "  db: {kind: database, storage: 5 parsecs}\n"
            "  web: {kind: client, calls: [nobody]}\n"
        )
    found = {each.at: each.message for each in raised.value.findings}
    assert set(found) == {"scale", "db", "web"}
    assert found["db"].startswith("component 'db', 'storage': ")
    assert found["web"].startswith("component 'web', calls: ")
    assert found["scale"].startswith("'scale', 'daily_users': ")
