"""The published schema: up to date, valid, described throughout, and sound in both validators."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

from sdgen.kinds import KINDS
from sdgen.model import read_document
from sdgen.parse import parse_file, parse_text, to_plain
from sdgen.parse.document import Document, Mapping, Node, Scalar, Sequence
from sdgen.schema import check_document, design_schema, included_schema
from sdgen.schema.design import walked_schema
from sdgen.schema.explain import explain
from sdgen.schema.validator import validator_of
from tests.schema.test_explain import CASES
from tests.support.cases import every_case
from tests.support.quick import spread

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_schema_is_a_valid_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(design_schema())
    assert jsonschema_rs.meta.is_valid(design_schema())


def test_what_is_read_key_by_key_is_what_is_published() -> None:
    published, walked = design_schema(), walked_schema()
    definitions = {name: read(walked["$defs"][name]) for name in published["$defs"]}
    assert definitions == published["$defs"]
    rest = {key: read(rule) for key, rule in walked.items() if key != "$defs"}
    assert rest == {key: rule for key, rule in published.items() if key != "$defs"}
    assert list(rest["properties"]) == list(published["properties"])
    for name in ("component", "replicas"):
        keys = list(walked["$defs"][name]["properties"])
        assert keys == list(published["$defs"][name]["properties"])


def read(schema: Any) -> Any:
    """A schema of which every key has been read."""
    if isinstance(schema, dict):
        return {key: read(schema[key]) for key in schema}
    return [read(each) for each in schema] if isinstance(schema, list) else schema


def test_every_property_is_described() -> None:
    missing: list[str] = []

    def visit(schema: Any, path: str) -> None:
        if not isinstance(schema, dict):
            return
        for name, inner in schema.get("properties", {}).items():
            if "const" in inner and path.endswith("/if"):
                continue
            if not str(inner.get("description", "")).endswith("."):
                missing.append(f"{path}/{name}")
        for key, inner in schema.items():
            if key == "properties" or key == "$defs":
                for name, each in inner.items():
                    visit(each, f"{path}/{name}")
            elif key == "allOf":
                for index, each in enumerate(inner):
                    visit(each, f"{path}/{index}")
            else:
                visit(inner, f"{path}/{key}")

    visit(design_schema(), "")
    assert missing == []


def test_no_property_of_a_kind_hides_a_common_one() -> None:
    common = design_schema()["$defs"]["component"]["properties"]  # type: ignore[index]
    for kind in KINDS.values():
        assert not {each.name for each in kind.properties} & set(common)


def strict_patterns(schema: Any) -> Any:
    """The schema for Python's ``re``, where ``$`` would match before a final line break too."""
    if isinstance(schema, dict):
        return {
            key: value.removesuffix("$") + r"\Z"
            if key == "pattern" and isinstance(value, str)
            else strict_patterns(value)
            for key, value in schema.items()
        }
    return [strict_patterns(each) for each in schema] if isinstance(schema, list) else schema


PYTHON = jsonschema.Draft202012Validator(strict_patterns(design_schema()))
RUST = jsonschema_rs.Draft202012Validator(design_schema())


def agreed(document: Document) -> bool:
    """Whether the document is valid, after seeing that everyone who has a say says the same."""
    assert document.root is not None
    plain = to_plain(document.root)
    rust = RUST.is_valid(plain)
    assert PYTHON.is_valid(plain) == rust
    assert (check_document(document) == ()) == rust
    assert (check_document(document, contract=True) == ()) == rust
    assert validator_of(included=False).is_valid(plain) == rust
    if isinstance(document.root, Mapping):
        assert (explain(document, design_schema()) == ()) == rust
    return rust


@every_case("text", [case[0] for case in CASES], quick=8)
def test_validators_agree_on_what_is_invalid(text: str) -> None:
    assert not agreed(parse_text(text, "case.yaml"))


@pytest.mark.parametrize(
    "path",
    spread(sorted((ROOT / "designs").glob("*.yaml")), quick=1),
    ids=lambda each: each.stem,
)
def test_validators_agree_on_the_designs(path: Path) -> None:
    assert agreed(parse_file(path, path.name))


HEAD = "sdgen: 1\nname: x\ncomponents: {a: {kind: service"
HOSTILE = [
    "[]\n",
    "text\n",
    "1\n",
    "{}\n",
    "{sdgen: {}, name: [], components: 1}\n",
    f"{HEAD}, replicas: .inf}}}}\n",
    f"{HEAD}, replicas: 3.0}}}}\n",
    f"{HEAD}, replicas: {10**40}}}}}\n",
    f"{HEAD}, storage: .nan}}}}\n",
    f'{HEAD}, zones: ["a\\n"]}}}}\n',
    f'{HEAD}, replicas: {{need: "2 of 3\\n"}}}}}}\n',
    f"{HEAD}, replicas: true}}}}\n",
    f"{HEAD}, kind2: {'[' * 50}{']' * 50}}}}}\n",
    'sdgen: 1.0\nname: x\ncomponents: {"a\\n": {kind: service}}\n',
    'sdgen: "1"\nname: x\ncomponents: {"": {kind: service}}\n',
    "sdgen: 1\nname: 😀\ncomponents: {a: {kind: service, name: 漢字, tags: ['\\u202e']}}\n",
]


@every_case("text", HOSTILE)
def test_validators_agree_on_hostile_input(text: str) -> None:
    agreed(parse_text(text, "hostile.yaml"))


JUNK = (None, True, 0, -1, 3, 2.5, "", "x", "X_y", "any_of", "2 of 3", "a -> b", "💥", "9" * 300)


def mutated(node: Node, choose: random.Random) -> Node:
    """The node with a few values replaced, dropped, renamed or wrapped."""
    if choose.random() < 0.01:
        value = choose.choice(JUNK)
        text = "" if value is None else str(value)
        scalar = Scalar(value, text, node.span)
        wrapped = (scalar, Sequence((node, scalar), node.span), Mapping((), node.span))
        return choose.choice(wrapped)
    if isinstance(node, Sequence):
        return Sequence(tuple(mutated(each, choose) for each in node.items), node.span)
    if isinstance(node, Mapping):
        entries = []
        for entry in node.entries:
            if choose.random() < 0.01:
                continue
            key = f"{entry.key}x" if choose.random() < 0.01 else entry.key
            entries.append(type(entry)(key, entry.key_span, mutated(entry.value, choose)))
        return Mapping(tuple(entries), node.span)
    return node


@pytest.mark.slow
@every_case("seed", range(60))
def test_a_damaged_design_is_explained_and_never_crashes(seed: int) -> None:
    whole = parse_file(ROOT / "designs" / "twitter.yaml", "twitter.yaml")
    assert whole.root is not None
    root = mutated(whole.root, random.Random(seed))
    document = Document("twitter.yaml", whole.text, root, ())
    valid = agreed(document)
    reading = read_document(document)
    assert valid or reading.design is None
    assert (reading.design is None) == bool(reading.findings)


# --- parts ----------------------------------------------------------------------------------------

PART = jsonschema_rs.Draft202012Validator(included_schema())


def test_every_part_of_the_documentation_fits_the_schema_of_parts() -> None:
    text = (ROOT / "docs/language.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```yaml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    parts = [each for each in blocks if not each.startswith("sdgen:")]
    assert len(parts) > 5
    for each in parts:
        document = parse_text(each, "part.yaml")
        assert PART.is_valid(plain(document)), each
        assert not RUST.is_valid(plain(document)), each
        assert not check_document(document, included=True, contract=True)


@pytest.mark.slow
def test_each_part_of_a_design_is_a_part_and_a_misspelt_one_is_none() -> None:
    for path in sorted((ROOT / "designs").glob("*.yaml")):
        whole = plain(parse_file(path))
        assert PART.is_valid(whole)
        for key, value in whole.items():
            assert PART.is_valid({key: value}), (path.name, key)
            assert not PART.is_valid({f"z{key}": value}), (path.name, key)


def test_the_schema_of_parts_says_what_it_is_of() -> None:
    assert included_schema()["title"] == "part of an sdgen design"
    assert "required" not in included_schema()
    assert included_schema()["$defs"] == design_schema()["$defs"]


def plain(document: Document) -> Any:
    assert document.root is not None
    return to_plain(document.root)
