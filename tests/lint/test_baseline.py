"""Baselines: written, read, and told about what no longer matches."""

from __future__ import annotations

import json

from sdgen.base.findings import Severity
from sdgen.lint.baseline import Entry, read_baseline, unmatched, write_baseline
from tests.support.cases import every_case

ONE = Entry("designs/shop.yaml", "COPY001", "shop")
TWO = Entry("designs/ü.yaml", "REP001", "db")


def test_what_is_written_can_be_read() -> None:
    text = write_baseline([TWO, ONE, ONE])
    assert json.loads(text)["entries"][0] == {
        "file": "designs/shop.yaml",
        "rule": "COPY001",
        "component": "shop",
    }
    read = read_baseline(text, "base.json")
    assert (read.findings, list(read.entries)) == ((), [ONE, TWO])
    assert [text.splitlines()[line - 1].count("rule") for line in read.entries.values()] == [1, 1]
    assert read_baseline(write_baseline([]), "base.json").entries == {}


def test_what_no_longer_matches_is_reported_where_it_could_have() -> None:
    baseline = read_baseline(write_baseline([ONE, TWO]), "base.json")
    assert unmatched(baseline, {ONE, TWO}, lambda _: True) == ()
    assert unmatched(baseline, set(), lambda _: False) == ()
    [finding] = unmatched(baseline, {ONE}, lambda _: True)
    assert finding.severity is Severity.WARNING
    assert str(finding.span) == "base.json:5:1"
    assert finding.message == (
        "the baseline has REP001 at 'db' in designs/ü.yaml, which is no longer found"
    )
    assert "--create-baseline" in finding.help


@every_case(
    ("text", "said"),
    [
        ("{", "this is no JSON: Expecting property name enclosed in double quotes"),
        ("[" * 100_000, "this is no "),
        ("[]", "this is no baseline of version 1"),
        ('{"version": 2}', "this is no baseline of version 1"),
        ('{"version": 1}', "an entry is not made of file, rule and component"),
        ('{"version": 1, "entries": [{"file": 1}]}', "an entry is not made of"),
    ],
)
def test_what_is_no_baseline(text: str, said: str) -> None:
    read = read_baseline(text, "base.json")
    assert read.entries == {}
    [finding] = read.findings
    assert finding.message.startswith(said)
    assert finding.unreadable
