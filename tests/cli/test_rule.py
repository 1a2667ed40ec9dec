"""``sdgen rule``: what it says of rules."""

from __future__ import annotations

import json

import pytest

from sdgen.cli import status
from sdgen.lint.code_pages import all_pages
from sdgen.rules import all_rules
from tests.cli.conftest import Sdgen


def test_a_rule_is_explained(sdgen: Sdgen) -> None:
    by_code, by_name = sdgen("rule", "COPY001"), sdgen("rule", "too-few-replicas")
    assert by_code == by_name
    assert by_code.status == status.OK
    assert by_code.out.startswith(
        "# COPY001 too-few-replicas\n\nA service with too few replicas.\n"
    )
    for heading in ("What it finds", "Why it matters", "Bad", "Good", "Options", "Source"):
        assert f"\n## {heading}\n" in by_code.out


@pytest.mark.slow
def test_every_other_code_is_explained_too(sdgen: Sdgen) -> None:
    for page in all_pages():
        done = sdgen("rule", page.code)
        assert done.status == status.OK
        assert done.out.startswith(f"# {page.code} {page.name}\n\n{page.summary}\n")
        assert "\n## What to write instead\n" in done.out
        assert "```" not in done.out
    assert sdgen("rule", "duplicate-key") == sdgen("rule", "yaml007")
    assert json.loads(sdgen("rule", "CONFIG001", "--output-format", "json").out)["severity"] == (
        "error"
    )
    text = sdgen("rule", "SCHEMA001", "--output-format", "markdown").out
    assert text.count("```yaml\n") == 2


def test_all_rules_are_listed_one_a_line(sdgen: Sdgen) -> None:
    lines = sdgen("rule", "--all").out.splitlines()
    assert [line.split()[:2] for line in lines] == [[rule.code, rule.name] for rule in all_rules()]


@pytest.mark.slow
def test_json_and_markdown(sdgen: Sdgen) -> None:
    one = json.loads(sdgen("rule", "COPY001", "--output-format", "json").out)
    assert (one["code"], one["severity"], one["kind"]) == ("COPY001", "error", "attributes")
    assert one["options"][0]["name"] == "fewest"
    every = json.loads(sdgen("rule", "--all", "--output-format", "json").out)
    assert [each["code"] for each in every] == [rule.code for rule in all_rules()]
    text = sdgen("rule", "--all", "--output-format", "markdown").out
    assert all(f"# {rule.code} {rule.name}\n" in text for rule in all_rules())


def test_wrong_usage(sdgen: Sdgen) -> None:
    for arguments, said in (
        ((), "give the code or name of a rule, or --all"),
        (("COPY001", "--all"), "give the code or name of a rule, or --all"),
        (("COPY01",), "no rule is called 'COPY01'; did you mean 'COPY001'?"),
        (("YAML04",), "no rule is called 'YAML04'; did you mean 'YAML004'?"),
        (
            ("unknown-journey",),
            "is the name of ANALYZE001, ESTIMATE001, IMPROVE001, REF005; give one of",
        ),
        (("COPY",), "'COPY' means several rules; name one"),
    ):
        done = sdgen("rule", *arguments)
        assert done.status == status.UNUSABLE
        assert said in done.err


def test_json_has_the_same_keys_for_every_code(sdgen: Sdgen) -> None:
    rule, other = (
        json.loads(sdgen("rule", each, "-f", "json").out) for each in ("SPOF001", "YAML004")
    )
    assert list(rule) == list(other)
    assert (other["kind"], other["options"], other["finds"]) == (None, [], "")
    assert other["instead"].startswith("What the message says")
    assert rule["instead"] == ""
