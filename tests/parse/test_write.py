"""Data -> YAML text: reads back as the same data, and looks as a person would write it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given

from sdgen.parse import parse_file, parse_text, to_plain
from sdgen.parse.write import entry, flow, item, write
from tests.parse import values
from tests.support.cases import every_case
from tests.support.quick import examples

DESIGNS = sorted((Path(__file__).parents[2] / "designs").glob("*.yaml"))


def typed(value: object) -> object:
    """The data with the type of every value, since 1 equals 1.0 and True."""
    if isinstance(value, dict):
        return [(key, typed(each)) for key, each in value.items()]
    if isinstance(value, list):
        return [typed(each) for each in value]
    return type(value), repr(value)


def read(text: str) -> object:
    document = parse_text(text, "a.yaml")
    assert document.findings == (), (text, document.findings)
    assert document.root is not None
    return to_plain(document.root)


@pytest.mark.slow
@examples(400)
@given(values.data)
def test_what_is_written_reads_back_as_the_same_data(value: Any) -> None:
    wrapped = {"a": value}
    for width in (100, 20):
        assert typed(read(write(wrapped, width))) == typed(wrapped)
    if value is not None:
        assert typed(read(write(value))) == typed(value)
    assert typed(read(f"- [{flow(value)}]\n")) == typed([[value]])
    assert typed(read("\n".join([*item(value, 0), ""]))) == typed([value])
    assert typed(read("\n".join(["a:", *entry("b", value, 6), ""]))) == typed({"a": {"b": value}})


@pytest.mark.slow
@every_case("text", values.TRAPS)
def test_a_trap_stays_text_as_value_as_key_and_in_brackets(text: str) -> None:
    for value in (text, [text], {"k": text}, {text or "k": "v"}, [[{text or "k": text}]]):
        assert read(write({"a": value})) == {"a": value}
        assert read(flow([value])) == [value]


@pytest.mark.slow
@every_case("text", [each for each in values.TRAPS if each])
def test_other_readers_take_a_trap_for_text_too(text: str) -> None:
    """PyYAML's own loader follows YAML 1.1, which has most of the surprises."""
    import yaml

    for value in ({"a": [text], "b": text}, {"a": {text: "c"}}):
        if "<<" not in value["a"] and not text.isdigit():
            for loader in (yaml.CSafeLoader, yaml.SafeLoader):
                assert yaml.load(write(value), loader) == value


@every_case("path", DESIGNS, quick=1)
def test_the_bundled_designs_read_back(path: Path) -> None:
    root = parse_file(path).root
    assert root is not None
    assert typed(read(write(root))) == typed(to_plain(root))
    assert write(root) == write(to_plain(root))


def test_it_looks_as_a_person_would_write_it() -> None:
    text = """\
sdgen: 1
name: Shop
summary: >-
  A shop with a summary that is far too long for one line of a hundred characters, and is therefore
  folded into several of them.
journeys:
  order:
    actor: web
    rate: 3/user/day
    steps:
      - web -> orders -> db: write
      - orders -> mails: {times: 5%, label: on a miss}
      - web -> orders: GET /{id}
components:
  web: {kind: client, calls: [orders]}
  orders:
    kind: service
    replicas: {count: 6, need: 4}
    zones: [euw1-a, euw1-b, euw1-c]
    capacity: 150/s
    latency: {p50: 5ms, p99: 40ms}
    health_check: /healthz
    notes: |
      First line.

      Third line, "quoted".
    calls:
      - db
      - mails: {async: true}
      - any_of:
          - cache
          - store: {timeout: 10ms}
  db: {kind: database, technology: PostgreSQL 16, tags: []}
api:
  find: {errors: "no", returns: "1:30"}
  get:
    http: GET /{id}
    errors: {404: There is no such user., 503: Later.}
decisions:
  - question: Which, and why?
    options: {"301": "2027-03-31", "yes": {}}
    until: "2027-03-31"
"""
    text = text.replace('"301"', "301")
    assert write(parse_text(text, "a.yaml").root) == text


@every_case(
    ("value", "words"),
    [
        (float("inf"), "inf cannot be written"),
        (float("nan"), "nan cannot be written"),
        (2**63, "cannot be written"),
        (b"a", "cannot be written"),
        ({"": 1}, "a key must be text"),
        ({1: 1}, "a key must be text"),
        ({"k" * 1001: 1}, "1001 characters"),
        ("\ud800", "half of a character, U\\+D800"),
        ({"a", "b"}, "cannot be written"),
    ],
)
def test_what_yaml_cannot_hold_is_an_error_of_the_caller(value: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        write({"a": value})
    with pytest.raises(ValueError, match=words):
        flow([value])


def test_data_without_end_is_refused() -> None:
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(ValueError, match="more than 100 levels"):
        write(endless)


@example(value="a" * 2000)
@examples(50)
@given(value=values.texts)
def test_the_same_data_gives_the_same_text(value: str) -> None:
    assert write({"a": value}) == write({"a": value})
