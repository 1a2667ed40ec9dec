"""What people type is read by the parsers of the language, or refused in their words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sdgen.starting import answers as reading
from sdgen.starting.answers import AnswerError, Answers
from sdgen.starting.names import as_id, entity_of, file_stem, is_plural, plural
from sdgen.starting.questions import QUESTIONS
from tests.support.cases import every_case


@every_case(
    ("read", "text", "written"),
    [
        (reading.read_count, "2M", "2M"),
        (reading.read_count, " 10 k ", "10 k"),
        (reading.read_rate, "5/day", "5/user/day"),
        (reading.read_rate, "5 per day", "5/user/day"),
        (reading.read_rate, "1 a day", "1/user/day"),
        (reading.read_rate, "0.5/user/week", "0.5/user/week"),
        (reading.read_rate_or_none, "never", "0"),
        (reading.read_rate_or_none, "0", "0"),
        (reading.read_size, "10 KB", "10 KB"),
        (reading.read_time, "3y", "3y"),
        (reading.read_share, "99.9%", "99.9%"),
        (reading.read_factor, "3", "3"),
    ],
)
def test_quantities_are_kept_as_written(
    read: Callable[[str], reading.Quantity], text: str, written: str
) -> None:
    assert read(text).text == written


@every_case(
    ("read", "text", "said"),
    [
        (reading.read_count, "many", "'many' is not a count (write a count such as 200M or 1500)"),
        (reading.read_count, "0", "zero is too little to design for"),
        (reading.read_count, "-5", "'-5' is negative"),
        (reading.read_rate, "often", "'often' is not a rate per user (write a rate per user such"),
        (reading.read_rate, "2M", "'2M' is a count, and a rate per user is due here"),
        (reading.read_rate, "5 rps", "does not say in what time one of them does that"),
        (reading.read_rate, "0", "zero is too little"),
        (reading.read_size, "big", "'big' is not a size"),
        (reading.read_time, "long", "'long' is not a duration"),
        (reading.read_share, "100%", "more than anybody can promise"),
        (reading.read_share, "10%", "is down more than it is up"),
        (reading.read_share, "99.9", "99.9 has no unit"),
        (reading.read_factor, "50%", "is below 1"),
        (reading.read_words, "写真", "has no word in the letters a to z"),
        (reading.read_words, "4 letters", "has no word in the letters a to z"),
        (reading.read_words, "x" * 41, "that has 41 characters"),
        (reading.read_thing, "parking tickets", "'parking tickets' are several (write one of them"),
        (reading.read_later, "\x1b[A mail", "it has characters that nobody can see"),
        (reading.read_actor, "db", "'db' is what a part of the design is called"),
        (reading.read_name, " ", "at least one letter"),
        (reading.read_name, "a\x1b[2Jb", "characters that nobody can see"),
        (reading.read_places, ",", "is no region"),
        (reading.read_places, "a, a", "'a' stands there twice"),
        (
            reading.read_places,
            "eu-west-1a, eu-west-1",
            "'eu-west-1a' is what a zone of 'eu-west-1'",
        ),
        (reading.read_places, "eu, eu-a", "'eu-a' is what a zone of 'eu' is called"),
        (reading.read_places, "a,b,c,d,e", "those are 5 regions"),
    ],
)
def test_what_makes_no_sense_is_explained(
    read: Callable[[str], object], text: str, said: str
) -> None:
    with pytest.raises(AnswerError) as caught:
        read(text)
    assert said in str(caught.value)


def test_words_and_places() -> None:
    assert reading.read_later("no") == reading.read_later("") == ""
    assert reading.read_later(" send  a mail ") == "send a mail"
    assert reading.read_time("forever") is None
    assert reading.read_places("eu-west-1, US East 1") == ("eu-west-1", "us-east-1")
    assert reading.read_name("  写真 ") == "写真"


def test_every_default_is_an_answer() -> None:
    for question in QUESTIONS:
        default = question.default(Answers())
        assert question.read(default) == getattr(Answers(), question.field), question.field
        assert question.ask(Answers()).count("{") == 0
        for example in (each.strip() for each in question.examples.split(",")):
            question.read(example)


def test_names() -> None:
    several = ("photos", "parking tickets", "Entries", "boxes")
    one = ("photo", "class", "status", "analysis", "SMS", "breaking news", "booking")
    assert [is_plural(each) for each in (*several, *one)] == [True] * 4 + [False] * 7
    assert as_id("Größe & Café") == "grosse-cafe"
    assert file_stem("My Shop!") == "my-shop"
    assert file_stem("con") == "con-design"
    assert file_stem("写真") == ""
    assert len(file_stem("a" * 500)) == 60
    assert entity_of("blog post") == "BlogPost"
    assert [plural(each) for each in ("photo", "entry", "box", "day")] == [
        "photos",
        "entries",
        "boxes",
        "days",
    ]
