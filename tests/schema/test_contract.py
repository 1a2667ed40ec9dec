"""The published schema has the last word in ``validate``, and never against the walk."""

from __future__ import annotations

import math
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

import sdgen
from sdgen.base.findings import Finding
from sdgen.cli import status
from sdgen.cli.main import main
from sdgen.design.spelling import python_pattern
from sdgen.parse import parse_file, parse_text, to_plain
from sdgen.parse.document import Document, Entry, Mapping, Scalar
from sdgen.schema import check_document, codes, design_schema
from sdgen.schema.contract import CODE_OF, check_contract
from sdgen.schema.design import included_schema
from sdgen.schema.explain import MOST_FINDINGS, explain
from sdgen.schema.fit import KEYWORDS
from sdgen.schema.validator import validator_of
from tests.schema.mutations import damaged
from tests.schema.test_design import RUST, agreed
from tests.schema.test_explain import CASES
from tests.support.cases import every_case
from tests.support.quick import daily

ROOT = Path(__file__).parents[2]
CORPUS = Path(__file__).with_name("corpus")
FILES = sorted(
    {
        *(ROOT / "designs").glob("*.yaml"),
        *(ROOT / "tests").rglob("*.yaml"),
        *(each for each in CORPUS.glob("*/*") if each.is_file()),
    }
)
DAMAGED_FROM = [
    path
    for path in sorted([*(ROOT / "designs").glob("*.yaml"), *CORPUS.glob("real/*.yaml")])
    if path.stat().st_size < 6_000
]
DAMAGED_IN_ONE_TEST = 150


def read(path: Path) -> Document:
    return parse_file(path, path.relative_to(ROOT).as_posix())


def by_contract(document: Document) -> tuple[Finding, ...]:
    """What is said where the walk says nothing."""
    return check_contract(document, ())


def contradictions(document: Document) -> list[str]:
    """Everything in which the walk and jsonschema do not agree about a document."""
    assert document.root is not None
    walk = explain(document, design_schema())
    contract = by_contract(document)
    wrong = []
    if (walk == ()) != (contract == ()):
        wrong.append(f"the walk says {walk}, jsonschema {contract}")
    if RUST.is_valid(to_plain(document.root)) != (contract == ()):
        wrong.append(f"another validator does not say {contract}")
    if len(contract) <= MOST_FINDINGS:
        places = {each.span for each in contract}
        wrong += [
            f"only the walk: {each}"
            for each in walk
            if each.span not in places and each.code != codes.TOO_MANY
        ]
    wrong += [f"only jsonschema: {each}" for each in check_contract(document, walk)]
    return wrong


CASE_FILES = [path for path in FILES if CORPUS / "cases" in path.parents]


@every_case("path", CASE_FILES, quick=2)
def test_walk_and_schema_agree_on_every_case(path: Path) -> None:
    _agree(path)


@every_case("path", [path for path in FILES if path not in CASE_FILES], quick=1)
def test_walk_and_schema_agree_on_every_file(path: Path) -> None:
    _agree(path)


def _agree(path: Path) -> None:
    document = read(path)
    if document.root is None:
        assert any(each.unreadable for each in document.findings)
    else:
        agreed(document)
        if isinstance(document.root, Mapping):
            assert contradictions(document) == []


@pytest.mark.slow
def test_the_files_are_many_and_of_both_sorts() -> None:
    readable = [each for each in map(read, FILES) if each.root is not None]
    fitting = sum(check_document(each) == () for each in readable)
    assert fitting > 150
    assert len(readable) - fitting > 20


@pytest.mark.slow
@pytest.mark.parametrize("first", daily(range(0, 10 * DAMAGED_IN_ONE_TEST, DAMAGED_IN_ONE_TEST), 4))
def test_walk_and_schema_agree_on_damaged_designs(first: int) -> None:
    sound = [read(path) for path in DAMAGED_FROM]
    refused = 0
    for seed in range(first, first + DAMAGED_IN_ONE_TEST):
        choose = random.Random(seed)
        document = damaged(choose.choice(sound), choose)
        assert contradictions(document) == [], f"seed {seed}"
        refused += by_contract(document) != ()
    assert DAMAGED_IN_ONE_TEST / 2 < refused < DAMAGED_IN_ONE_TEST


@pytest.mark.slow
@pytest.mark.parametrize("seed", daily(range(40), 14))
def test_our_keywords_are_those_of_jsonschema(seed: int) -> None:
    """The keywords that are given anew say what jsonschema's own say; a small part is slow enough."""
    choose = random.Random(f"keywords {seed}")
    agreed(damaged(read(choose.choice(sorted(CORPUS.glob("cases/*.yaml")))), choose))


# --- words ------------------------------------------------------------------------------------


@pytest.mark.slow
@every_case("text", [case[0] for case in CASES])
def test_what_only_the_schema_refuses_stands_where_the_walk_would_have_it(text: str) -> None:
    document = parse_text(text, "shop.yaml")
    walk, contract = explain(document, design_schema()), by_contract(document)
    assert {(each.span, each.at) for each in walk} <= {(each.span, each.at) for each in contract}
    said = {(each.code, each.span) for each in contract}
    assert all((each.code, each.span) in said for each in walk if each.code != codes.TOO_LONG)


HEAD = "sdgen: 1\nname: Shop\ncomponents:\n"
WORDS = [
    (
        "replcas: 3",
        "4:24: component 'db': the schema does not have the key 'replcas' here",
        codes.UNKNOWN_KEY,
    ),
    (
        "replicas: 0",
        "4:34: component 'db', 'replicas': the schema wants at least 1, not a whole number ('0')",
        codes.OUT_OF_BOUNDS,
    ),
    (
        "replicas: [2]",
        "4:34: component 'db', 'replicas': the schema wants a whole number or a mapping, not a list",
        codes.WRONG_TYPE,
    ),
    (
        "shape: round",
        "4:31: component 'db', 'shape': the schema wants card or custom, not text ('round')",
        codes.WRONG_VALUE,
    ),
    (
        "zones: [A]",
        "4:32: component 'db', 'zones', item 1: the schema wants small letters and digits, words "
        "joined by '-', such as 'tweet-store', not text ('A')",
        codes.WRONG_FORM,
    ),
    (
        "name: ''",
        "4:30: component 'db', 'name': the schema wants at least 1 characters, not text ('')",
        codes.OUT_OF_BOUNDS,
    ),
    (
        "calls: [{of: [a]}]",
        "4:32: component 'db', call 1: the schema wants the key 'need'",
        codes.MISSING_KEY,
    ),
    (
        "place: {Z: 1}",
        "4:32: component 'db', 'place': the schema wants small letters and digits, words joined by "
        "'-', such as 'tweet-store', not the key 'Z'",
        codes.WRONG_FORM,
    ),
]


@every_case(("body", "said", "code"), WORDS)
def test_what_only_the_schema_refuses_is_said_in_words(body: str, said: str, code: str) -> None:
    text = f"{HEAD}  db: {{kind: database, {body}}}\n"
    (finding,) = by_contract(parse_text(text, "shop.yaml"))
    assert f"{finding.span.line}:{finding.span.column}: {finding.message}" == said
    assert (finding.code, finding.at) == (code, "db")


def test_a_keyword_without_words_has_a_code_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    class Validator:
        def iter_errors(self, _plain: object) -> Any:
            from jsonschema import Draft202012Validator

            return Draft202012Validator({"properties": {"name": {"not": {}}}}).iter_errors(_plain)

    monkeypatch.setattr("sdgen.schema.validator.validator_of", lambda *, included: Validator())
    (finding,) = by_contract(parse_text("sdgen: 1\nname: Shop\n", "shop.yaml"))
    assert (finding.code, finding.name) == ("SCHEMA009", "against-schema")
    assert str(finding.span) == "shop.yaml:2:7"
    assert finding.message == "'name': the schema wants something else ('not'), not text ('Shop')"


def test_every_keyword_that_can_refuse_has_a_code() -> None:
    lead_on = {"$ref", "$defs", "$schema", "$id", "title", "description", "properties"}
    lead_on |= {"propertyNames", "patternProperties", "items", "allOf", "if", "then", "else"}
    assert set(CODE_OF) == KEYWORDS - lead_on


def test_what_the_walk_has_said_is_not_said_again() -> None:
    text = f"{HEAD}  db: {{kind: databse, hit_ratio: 1, replicas: 0}}\n  web: {{kind: clint}}\n"
    document = parse_text(text, "shop.yaml")
    walk = explain(document, design_schema())
    assert check_document(document, contract=True) == walk
    assert len(by_contract(document)) > len(walk)
    # Of two mistakes the walk has seen one: the other is added, in the order of the file.
    (kind, *_), rest = walk, walk[1:]
    assert kind.span.line == 4
    assert [each.span.line for each in check_contract(document, rest)] == [4]


# --- in validate ------------------------------------------------------------------------------


@pytest.fixture
def without_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A walk that sees nothing, as if it had a gap."""
    monkeypatch.setattr("sdgen.schema.check._misfits", lambda document, schema: ())


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "more.yaml").write_text("components:\n  db: {kind: database, replcas: 2}\n")
    path = tmp_path / "shop.yaml"
    path.write_text("include: more.yaml\nsdgen: 1\nname: Shop\ncomponents: {}\n")
    return path


@pytest.mark.usefixtures("without_walk")
def test_validate_refuses_what_only_the_schema_refuses(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["validate", "shop.yaml"]) == status.FINDINGS
    said = capsys.readouterr().err
    assert "shop.yaml:4:1: error: 'components': the schema wants at least 1 keys" in said
    assert (
        "more.yaml:2:24: error: component 'db': the schema does not have the key 'replcas' here"
        in said
    )
    assert [each.code for each in sdgen.validate(shop)] == [codes.UNKNOWN_KEY, codes.OUT_OF_BOUNDS]


@pytest.mark.usefixtures("without_walk")
def test_elsewhere_the_walk_alone_decides(shop: Path) -> None:
    assert sdgen.load(shop).design.components.keys() == {"db"}


def test_an_included_file_is_checked_as_one() -> None:
    part = parse_text("components: {db: {kind: database}}\n", "part.yaml")
    assert check_document(part, included=True, contract=True) == ()
    assert check_document(part, contract=True) != ()
    other = parse_text("components: {db: {kind: databse}}\n", "part.yaml")
    assert len(check_contract(other, (), included=True)) == 1
    schema = jsonschema_rs.Draft202012Validator(included_schema())
    assert schema.is_valid(to_plain(part.root)) and not schema.is_valid(to_plain(other.root))  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.parametrize("verb", ["lint", "analyze", "estimate", "schema"])
def test_only_validate_pays_for_jsonschema(verb: str, tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text(f"{HEAD}  db: {{kind: database}}\n")
    script = (
        "import sys; from sdgen.cli.main import main; main(sys.argv[1:]); "
        "sys.exit('jsonschema' in sys.modules)"
    )
    arguments = [verb, "shop.yaml"] if verb != "schema" else [verb]
    for more, loaded in ((arguments, 0), (["validate", "shop.yaml"], 1), (["--help"], 0)):
        command = [sys.executable, "-c", script, *more]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == loaded, done.stderr


# --- bounds and what words of the schema mean ---------------------------------------------------


@pytest.mark.slow
def test_a_design_that_is_wrong_everywhere_is_refused_in_bounded_words() -> None:
    wrong = "".join(
        f"  c{number}: {{kind: x, replicas: [{'y' * 300}]}}\n" for number in range(9000)
    )
    document = parse_text(HEAD + wrong, "big.yaml")
    found = by_contract(document)
    assert len(found) == MOST_FINDINGS + 1
    assert found[-1].code == codes.TOO_MANY
    assert max(len(each.message) for each in found) < 600
    walk = explain(document, design_schema())
    assert check_document(document, contract=True) == walk


@pytest.mark.slow
def test_what_has_too_many_entries_is_not_looked_at_twice() -> None:
    many = ", ".join(f"c{number}: {{kind: x}}" for number in range(20_001))
    document = parse_text(f"sdgen: 1\nname: x\ncomponents: {{{many}}}\n", "big.yaml")
    assert [each.code for each in check_document(document, contract=True)] == [codes.TOO_LONG]


def test_the_deepest_design_is_checked() -> None:
    deep = "topology: " + "{a: {zones: " * 48 + "{b: 0.5}" + "}}" * 48
    document = parse_text(f"{HEAD}  db: {{kind: database}}\n{deep}\n", "deep.yaml")
    assert document.root is not None
    assert contradictions(document) == []
    wrong = parse_text(
        f"{HEAD}  db: {{kind: database}}\n{deep.replace('0.5', '[]')}\n", "deep.yaml"
    )
    assert [each.code for each in by_contract(wrong)] == [codes.WRONG_TYPE]


def patterns(schema: object) -> set[str]:
    found: set[str] = set()
    if isinstance(schema, dict):
        for key, each in schema.items():
            found |= {each} if key == "pattern" and isinstance(each, str) else patterns(each)
    elif isinstance(schema, list):
        for each in schema:
            found |= patterns(each)
    return found


def test_patterns_mean_the_same_in_python_and_in_the_schema() -> None:
    """No class that counts more letters in one of the two, no ``.``, no flag; ``$`` is at the end."""
    for pattern in patterns(design_schema()):
        assert re.fullmatch(r"\^[^$^]*\$", pattern), pattern
        assert re.fullmatch(r"[ -~]*", pattern), pattern
        assert not re.search(r"\\[^.]|\(\?|(?<!\\)\.", pattern), pattern


@every_case("text", ["a\n", "a", "٣", "a-b\n", "ａ", "a\u2028", "\na", "K"])
def test_patterns_refuse_the_same_texts(text: str) -> None:
    for pattern in patterns(design_schema()):
        matcher = jsonschema_rs.Draft202012Validator({"pattern": pattern})
        mine = python_pattern(pattern).search(text) is not None
        assert matcher.is_valid(text) == mine


@every_case("number", [math.inf, -math.inf, math.nan])
def test_what_is_no_number_in_json_is_none_in_a_design(number: float) -> None:
    sound = parse_text(f"{HEAD}  db: {{kind: database, storage: 1}}\n", "shop.yaml")

    def changed(node: Any) -> Any:
        if isinstance(node, Mapping):
            entries = (Entry(e.key, e.key_span, changed(e.value)) for e in node.entries)
            return Mapping(tuple(entries), node.span)
        return Scalar(number, ".inf", node.span) if node.text == "1" else node

    entry = sound.root.entry("components")  # type: ignore[union-attr]
    root = Mapping(
        (
            *(each for each in sound.root.entries if each.key != "components"),  # type: ignore[union-attr]
            Entry("components", entry.key_span, changed(entry.value)),  # type: ignore[union-attr]
        ),
        sound.root.span,  # type: ignore[union-attr]
    )
    document = Document("shop.yaml", sound.text, root, ())
    assert [each.code for each in by_contract(document)] == [codes.WRONG_TYPE]
    assert [each.code for each in explain(document, design_schema())] == [codes.WRONG_TYPE]
    assert validator_of(included=False).is_valid(to_plain(sound.root))  # type: ignore[arg-type]
