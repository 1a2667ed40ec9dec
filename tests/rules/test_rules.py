"""Every lint rule: its documentation, its snippets, and its own designs.

``tests/rules/<name>/`` holds designs: ``silent.yaml`` has nothing of the rule, and beside each other
design is a text with what the rule says of it, word for word. ``pytest --regenerate`` writes these texts, to be read before they are committed.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from sdgen import api
from sdgen.base.findings import Finding
from sdgen.lint.documentation import HEADINGS, whole_design
from sdgen.lint.engine import lint
from sdgen.lint.page import markdown_page, plain_page
from sdgen.lint.rule import Rule, RuleKind, RuleOption
from sdgen.lint.settings import Settings
from sdgen.rules import all_rules, find_rule
from tests.support.cases import every_case

FOLDER = Path(__file__).parent
TODAY = date(2026, 1, 1)
RULES = all_rules()
FEW = ("API003", "EST001", "OBS001", "SLO003")
DESIGNS = sorted(FOLDER.glob("*/*.yaml"))


@lru_cache(maxsize=16)
def read(text: str) -> api.Reading:
    return api.read_text(text, "design.yaml")


@lru_cache(maxsize=256)
def findings_of(rule: Rule, text: str) -> list[Finding]:
    """What one rule says of a design. Rules that run last look at what others found, so COPY001
    runs with them; EST001 speaks of the needs of others, so there are few of them."""
    reading = read(text)
    assert reading.facts is not None, reading.findings
    selected = (rule.code, "COPY001") if rule.last else (rule.code,)
    rules = [each for each in RULES if rule.code != "EST001" or each.code in FEW]
    linted = lint(
        reading.facts,
        Settings(select=selected),
        today=TODAY,
        texts=reading.texts,
        rules=rules,
    )
    return [each for each in linted.findings if each.code == rule.code]


each_rule = every_case("rule", RULES)


def test_codes_and_names_are_unique() -> None:
    words = [word for rule in RULES for word in (rule.code, rule.name)]
    assert len(words) == len(set(words))


@each_rule
def test_a_rule_is_called_as_rules_are(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]{3,4}\d{3}", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    module = rule.check.__module__.rpartition(".")[2]
    assert module == rule.name.replace("-", "_")
    assert find_rule(rule.code.lower(), RULES) is rule
    assert find_rule(rule.name, RULES) is rule
    assert rule.kind in RuleKind
    assert all(find_rule(code, RULES) is not None for code in rule.silences)


@each_rule
def test_a_rule_documents_itself(rule: Rule) -> None:
    doc = rule.documentation
    assert re.fullmatch(r"[A-Z].*\.", doc.summary)
    for text in (doc.finds, doc.why, doc.can_be_wrong, doc.source):
        assert re.fullmatch(r"[A-Z`].*\.", text, re.DOTALL) or text is doc.source, text
    assert doc.source
    assert all(f"{heading}:" in (rule.doc or "") for heading in HEADINGS)
    assert plain_page(rule).startswith(f"# {rule.code} {rule.name}\n")
    assert "```" not in plain_page(rule)
    assert markdown_page(rule).count("```yaml") == 2


@pytest.mark.slow
@each_rule
def test_the_bad_snippet_fires_and_the_good_one_does_not(rule: Rule) -> None:
    doc = rule.documentation
    assert findings_of(rule, whole_design(doc.bad))
    assert findings_of(rule, whole_design(doc.good)) == []


@pytest.mark.slow
@each_rule
def test_a_finding_says_how_much_and_what_to_change(rule: Rule) -> None:
    for finding in findings_of(rule, whole_design(rule.documentation.bad)):
        assert re.search(r"\d|'|\bno\b|nothing", finding.message), finding.message
        assert finding.help
        assert finding.at
        assert not finding.message.endswith(".")
        assert not finding.help.endswith(".")
        assert finding.span.line == finding.span.end_line


@pytest.mark.parametrize("name", sorted({file.parent.name for file in DESIGNS}))
def test_a_rule_says_word_for_word(name: str, request: pytest.FixtureRequest) -> None:
    for file in DESIGNS:
        if file.parent.name == name:
            _says_word_for_word(file, request)


def _says_word_for_word(file: Path, request: pytest.FixtureRequest) -> None:
    rule = find_rule(file.parent.name.replace("_", "-"), RULES)
    assert rule is not None
    said = "".join(
        f"{each.span.line}:{each.span.column}: {each.severity.value}: {each.message}\n"
        f"    at {each.at}"
        + (f", journeys {', '.join(each.journeys)}" if each.journeys else "")
        + f"\n    help: {each.help}\n"
        for each in findings_of(rule, file.read_text(encoding="utf-8"))
    )
    assert bool(said) is (file.stem != "silent"), file.name
    expected = file.with_suffix(".txt")
    if request.config.getoption("--regenerate") and said:
        expected.write_text(said, encoding="utf-8")
    wanted = expected.read_text(encoding="utf-8") if expected.exists() else ""
    assert said == wanted, file.name


@each_rule
def test_options_are_documented_and_bound_their_defaults(rule: Rule) -> None:
    names = [option.name for option in rule.options]
    assert len(names) == len(set(names))
    for option in rule.options:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", option.name)
        assert re.fullmatch(r"[A-Z].*\.", option.doc)
        assert option.complaint(option.default) == ""


@pytest.mark.slow
@each_rule
def test_a_rule_survives_the_least_and_odd_designs(rule: Rule) -> None:
    for text in (
        "components: {a: {kind: service}}",
        "journeys: {j: {actor: a}}\ncomponents: {a: {kind: client}}",
        "journeys: {j: {actor: a}}\ncomponents: {a: {kind: service, calls: [a]}}",
        "journeys: {j: {actor: a}}\n"
        "components: {a: {kind: client, calls: [b]}, b: {kind: service, calls: [c]}, "
        "c: {kind: service, calls: [b]}}",
    ):
        findings_of(rule, whole_design(text + "\n"))


def test_what_an_option_says_of_a_wrong_value() -> None:
    count = RuleOption(name="n", doc="N.", default=2, minimum=1, maximum=9)
    ratio = RuleOption(name="r", doc="R.", default=0.5)
    word = RuleOption(name="w", doc="W.", default="a", choices=("a", "b"))
    flag = RuleOption(name="f", doc="F.", default=True)
    assert count.complaint(0) == "is at least 1, not 0"
    assert count.complaint(10) == "is at most 9, not 10"
    assert count.complaint(True) == "is a whole number, not true"
    assert count.complaint("2") == "is a whole number, not '2'"
    assert (ratio.complaint(1), ratio.complaint("x")) == ("", "is a number, not 'x'")
    assert word.complaint("c") == "is one of a, b, not 'c'"
    assert flag.complaint(1) == "is true or false, not 1"


def test_the_rules_whose_acceptance_a_plan_respects_are_there() -> None:
    from sdgen.analyses.improve.accepted import RULES as RESPECTED

    known = {rule.code: rule.name for rule in RULES}
    assert {code: known.get(code) for code in RESPECTED} == RESPECTED
