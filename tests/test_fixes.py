"""Every fix that a finding carries: the finding is gone, and no new error appears."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgen.base.edit import Edit, apply_edits, apply_to_files, compatible
from sdgen.base.findings import Finding, Severity
from sdgen.model import read_design_text
from sdgen.model.reading import Reading
from tests.model import test_mistakes
from tests.parse import test_syntax
from tests.schema import test_explain
from tests.support.cases import every_case
from tests.support.quick import examples

ROOT = Path(__file__).parent
DESIGNS = sorted((ROOT.parent / "designs").glob("*.yaml"))
FIXTURES = sorted(each for each in ROOT.rglob("*.yaml"))

MISTAKES = [
    *(text for text, *_ in test_explain.CASES),
    *(test_mistakes.HEAD + text for text, *_ in test_mistakes.REFERENCES),
    *(test_mistakes.HEAD + text for text, *_ in test_mistakes.VALUES),
    *(test_mistakes.HEAD + text for text, *_ in test_mistakes.WARNINGS),
    *(
        each[0]
        for function in vars(test_syntax).values()
        for mark in getattr(function, "pytestmark", ())
        if mark.name == "parametrize" and mark.args[0][0] == "text"
        for each in mark.args[1]
    ),
]

SHOP = """\
sdgen: 1
name: Shop
components:
  web: {kind: client, calls: [orders]}
  orders: {kind: service, calls: [orders-db], group: backend}
  orders-db: {kind: database}
groups: {backend: Back end}
topology: {eu-west-1: {zones: {euw1-a: 99.9%}}}
"""
ORDER = "journeys: {order: {actor: web, rate: 1/s, steps: [web -> orders]}}\n"

FIXES = [
    # key, value and reference, misspelt
    ("kind: service", "kindd: service", "kind: service"),
    ("kind: service", "kind: servce", "kind: service"),
    ("kind: service", '"kind": "servce"', '"kind": "service"'),
    ("kind: service", "knd: service", "kind: service"),
    ("kind: service", "type: service", "kind: service"),
    ("kind: database", "kind: db", "kind: database"),
    ("[orders]", "[ordrs]", "[orders]"),
    ("[orders-db]", "['orders_db']", "['orders-db']"),
    ("[orders-db]", "[{ordersdb: {async: true}}]", "[{orders-db: {async: true}}]"),
    ("group: backend", "group: bakend", "group: backend"),
    ("groups:", "group:", "groups:"),
    ("web -> orders]", "web -> oders]", "web -> orders]"),
    ("calls: [orders-db]", "depends_on: [orders-db]", "calls: [orders-db]"),
    # the wrong type
    ("[orders-db]", "orders-db", "[orders-db]"),
    ("kind: database", "kind: database, managed: yes", "kind: database, managed: true"),
    ("kind: database", "kind: database, managed: Off", "kind: database, managed: false"),
    ("name: Shop", "name: true", 'name: "true"'),
    # YAML
    ("name: Shop", "name: @home # now", 'name: "@home" # now'),
    ("name: Shop", "name: `x`", 'name: "`x`"'),
    ("name: Shop", "name:Shop", "name: Shop"),
    ("[orders]}", "[orders}}", "[orders]}"),
    (
        "name: Shop\n",
        "name: &title Shop\nsummary: *titel\n",
        "name: &title Shop\nsummary: *title\n",
    ),
]

NO_FIXES = [
    ("[orders]", "[order-service]"),  # is it "orders"?
    ("[orders-db]", "[orders-db2]"),  # another digit is another thing
    ("[orders-db]", "[db]"),  # short for it, but not said
    ("kind: service", "kind: service, calls: [web], call: [web]"),  # the right key is there too
    ("kind: service", "kind: service, replcas: 2, replicsa: 3"),  # which of the two?
    ("kind: service", "kind: service, replcas: many"),  # the value would not fit
    ("kind: service", "kind: service, latency: {typ: 1s}"),
    ("kind: database", "kind: redis"),  # a product can be more than one kind
    ("[orders-db]", "orders-db and web"),
    ("  orders: {", "  orders-: {"),  # no id is written like that
    ("  orders-db: {", "  orders--db: {"),
    ("groups: {backend:", "groups: {Backend:"),
    ("name: Shop", "name: [Shop]"),
    ("daily_users", "daily_users"),
    ("name: Shop\n", "name: Shop\nscale: {users: 5M}\n"),  # daily or monthly?
]


def read(text: str) -> Reading:
    return read_design_text(text, "shop.yaml")


def errors(findings: tuple[Finding, ...]) -> Counter[tuple[str, str]]:
    return Counter(
        (each.code, each.message) for each in findings if each.severity is Severity.ERROR
    )


def check_fixes(text: str) -> int:
    """Apply each fix alone, then all that go together; says how many there are."""
    before = read(text).findings
    mended = [finding for finding in before if finding.fix]
    for finding in mended:
        after = read(apply_edits(text, "shop.yaml", finding.fix)).findings
        new = errors(after) - errors(before)
        if finding.code in ("SCHEMA001", "SCHEMA004"):  # what stood under no key was not looked at
            assert not any(code.startswith(("SCHEMA", "YAML")) for code, _ in new)
        elif finding.unreadable or finding.code.startswith("YAML"):  # nothing was looked at yet
            assert not any(code.startswith("YAML") for code, _ in new)
        else:
            assert new == Counter(), (text, finding, after)
        assert (finding.code, finding.span.line, finding.message) not in {
            (each.code, each.span.line, each.message) for each in after
        }
    taken = compatible(finding.fix for finding in mended)
    together = apply_edits(text, "shop.yaml", [edit for fix in taken for edit in fix])
    left = {(each.code, each.message) for each in read(together).findings}
    assert left.isdisjoint((each.code, each.message) for each in mended if each.fix in taken)
    return len(mended)


@pytest.mark.slow
@every_case(("right", "wrong", "mended"), FIXES)
def test_what_is_certain_is_mended(right: str, wrong: str, mended: str) -> None:
    text = SHOP + ORDER
    assert right in text
    broken = text.replace(right, wrong, 1)
    findings = read(broken).findings
    edits: set[Edit] = {edit for finding in findings for edit in finding.fix}
    assert edits, findings
    assert apply_to_files({"shop.yaml": broken}, edits)["shop.yaml"] == text.replace(
        right, mended, 1
    )
    assert check_fixes(broken)


@every_case(("right", "wrong"), NO_FIXES)
def test_what_is_not_certain_is_left_to_the_user(right: str, wrong: str) -> None:
    assert [each.fix for each in read(SHOP.replace(right, wrong, 1)).findings if each.fix] == []


def test_an_id_that_is_right_is_not_mended_to_how_others_misspell_it() -> None:
    """Found by random misspellings of a design that writes its zones once, with an anchor."""
    text = SHOP.replace("kind: service", "kind: service, zones: [euw1a-]").replace(
        "kind: database", "kind: database, zones: [euw1a-]"
    )
    found = [each for each in read(text).findings if each.code == "REF003"]
    assert [(each.at, each.fix) for each in found] == [("euw1-a", ())]
    assert check_fixes(text) == 0


def test_a_value_that_is_repeated_elsewhere_is_left_to_the_user() -> None:
    text = SHOP.replace("kind: service", "kind: &kind servce").replace(
        "kind: client", "kind: client, tags: []"
    )
    assert [len(each.fix) for each in read(text).findings] == [1]
    text += "views: {v: {title: x}}\nowners: [*kind]\n"
    assert [each.fix for each in read(text).findings if each.code == "SCHEMA004"] == [()]


def test_an_included_file_is_mended_in_place(tmp_path: Path) -> None:
    from sdgen.model import read_design

    (tmp_path / "part.yaml").write_text("components: {a: {kind: servce, calls: [servr]}}\n")
    (tmp_path / "main.yaml").write_text(
        "sdgen: 1\nname: x\ninclude: [part.yaml]\ncomponents: {server: {kind: service}}\n"
    )
    reading = read_design(tmp_path / "main.yaml", display="main.yaml")
    changed = apply_to_files(
        reading.documents, [edit for finding in reading.findings for edit in finding.fix]
    )
    assert changed == {"part.yaml": "components: {a: {kind: service, calls: [server]}}\n"}


@pytest.mark.slow
def test_every_fix_of_the_mistakes_in_these_tests_holds() -> None:
    assert sum(check_fixes(text) for text in MISTAKES) >= 20


@pytest.mark.parametrize("every", [20, pytest.param(1, marks=pytest.mark.slow)])
def test_every_fix_of_the_fixtures_holds(every: int) -> None:
    """Most fixtures are free of such mistakes; none may get a fix that breaks it."""
    for path in [*FIXTURES, *DESIGNS][::every]:
        check_fixes(path.read_text(encoding="utf-8"))


def misspelt(word: str, random: Random) -> str:
    at = random.randrange(len(word))
    letter = random.choice("aeinrst")
    return random.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        ]
    )


@examples(100, quick=1)
@given(st.sampled_from(DESIGNS), st.randoms(use_true_random=False))
def test_a_misspelt_design_is_only_mended_to_what_is_right(path: Path, random: Random) -> None:
    import re

    text = path.read_text(encoding="utf-8")
    words = list(re.finditer(r"(?<![\w-])[a-z][\w-]{3,}(?=[\]:,} \n])", text))
    word = random.choice(words)
    broken = text[: word.start()] + misspelt(word.group(), random) + text[word.end() :]
    check_fixes(broken)
