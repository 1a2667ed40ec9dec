"""Sentences of the summary: right in grammar for one and for many, and about what is known only."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import sdgen
from sdgen import api
from sdgen.document import sentences
from sdgen.document.sentences import in_words, sentence
from sdgen.document.subject import Subject
from sdgen.lint.settings import Settings
from tests.support.cases import every_case

DESIGNS = sorted((Path(__file__).parents[2] / "designs").glob("*.yaml"))

ONE = """
sdgen: 1
name: Notes
summary: Notes that a person keeps.
scale: {daily_users: 1k, horizon: 1y}
requirements:
  functional: {keep: A user keeps notes.}
  out_of_scope: [sharing]
journeys:
  keep:
    actor: web
    rate: 1/user/day
    objectives: {availability: 90%, p99: 1s}
    serves: [keep]
    writes: [Note]
    steps: [web -> app -> db]
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, capacity: 10/s, calls: [db]}
  db: {kind: database, capacity: 10/s}
data:
  Note: {store: db, key: id, fields: {id: id}, created_by: keep, retention: 30d}
decisions:
  store: {question: Where are notes kept?, choice: in a database}
accepted:
  - {rule: single-zone, at: db, because: It is small., until: 2030-01-01}
"""


def subject_of(design: api.LoadedDesign) -> Subject:
    found = api.lint_design(design, Settings(), date.min).findings
    return Subject(design.facts, findings=tuple(each for each in found if not each.not_said))


@every_case(
    ("number", "text"),
    [(0, "no notes"), (1, "one note"), (2, "two notes"), (10, "ten notes"), (11, "11 notes")],
)
def test_numbers_in_words(number: int, text: str) -> None:
    assert in_words(number, "note") == text


@every_case(("text", "made"), [("a", "A."), ("is it?", "Is it?"), (" b. ", "B."), ("", "")])
def test_a_sentence_begins_and_ends(text: str, made: str) -> None:
    assert sentence(text) == made


def test_a_design_that_has_one_of_each() -> None:
    subject = subject_of(sdgen.loads(ONE))
    assert sentences.asked(subject) == (
        "Notes that a person keeps. It has one functional requirement. It serves 1k users a day and "
        "is to last 1 year. Out of scope is sharing."
    )
    assert sentences.done(subject) == (
        "The design has three components. One journey leads through it. It keeps one kind of data in "
        "Database. Where are notes kept? In a database."
    )
    text = sentences.numbers(subject)
    assert "The availability that is promised is kept." in text
    assert "It works 99% of the time, down 3.64 d a year." in text
    assert "99% of the runs of keep take up to" in text
    assert sentences.risks(subject, 1).endswith(
        "One risk is accepted, until 2030-01-01. One question is open."
    )


@pytest.mark.slow
@pytest.mark.parametrize("path", DESIGNS, ids=lambda each: each.stem)
def test_number_and_verb_agree_in_every_design(path: Path) -> None:
    subject = subject_of(sdgen.load(path))
    texts = [
        sentences.asked(subject),
        sentences.done(subject),
        sentences.numbers(subject),
        sentences.risks(subject, 3),
    ]
    for text in texts:
        assert not re.search(r"\bone (\w+ )?\w+s (are|keep|miss)\b", text), text
        assert not re.search(r"\b(two|three|four|five|six) \w+ (is|keeps|misses)\b", text), text
        assert not re.search(r"\ball \d journeys\b", text, re.IGNORECASE), text
        assert "  " not in text and ".." not in text and " ." not in text, text
        assert not text or text[0].isupper() or not text[0].isalpha()


@pytest.mark.slow
def test_users_of_a_client_stand_before_those_of_all() -> None:
    design = sdgen.loads(
        "sdgen: 1\nname: Shop\nscale: {daily_users: 1M}\n"
        "components: {web: {kind: client, daily_users: 3M, calls: [app]}, app: {kind: service}}\n"
        "journeys: {go: {actor: web, rate: 1/user/day, steps: [web -> app]}}\n"
    )
    assert sentences.asked(subject_of(design)) == "It serves 3M daily users of Web."
    assert "Single clients have users of their own: 3M daily users of Web." in (
        design.document().decode()
    )
