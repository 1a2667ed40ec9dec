"""Any answers that make sense give a design that validates, has no errors, and says what it lacks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import sdgen
from sdgen.base.findings import Severity
from sdgen.quantity import Dimension, Quantity
from sdgen.starting.answers import (
    AnswerError,
    Answers,
    read_count,
    read_factor,
    read_places,
    read_rate,
    read_rate_or_none,
    read_share,
    read_size,
    read_time,
)
from sdgen.starting.consequences import follows
from sdgen.starting.plan import LARGE, Plan
from sdgen.starting.sizing import as_available, draft_of, missing
from sdgen.starting.text import design_text
from tests.support.cases import every_case
from tests.support.quick import examples

PHOTOS = Answers(
    name="Photos",
    thing="photo",
    later="make thumbnails",
    users=read_count("2M"),
    writes=read_rate("2/day"),
    reads=read_rate("50/day"),
    size=read_size("2 MB"),
    kept=None,
)
BOOKINGS = Answers(
    name="Bookings",
    who="guests",
    thing="booking",
    later="send a mail",
    users=read_count("200k"),
    writes=read_rate("1/week"),
    reads=read_rate("3/day"),
    available=read_share("99.99%"),
    places=read_places("frankfurt, virginia"),
)
SENSORS = Answers(
    name="Telemetry",
    who="sensors",
    thing="reading",
    users=read_count("1M"),
    writes=read_rate("1/min"),
    reads=read_rate_or_none("never"),
    size=read_size("100 B"),
    kept=read_time("1y"),
)


def text(words: str) -> st.SearchStrategy[str]:
    return st.sampled_from(words.split(" | "))


answers = st.builds(
    Answers,
    name=text("Shop | 写真: x # y | no | 1:30"),
    who=text("users | guests | on | IoT sensors"),
    thing=text("photo | blog post | file | entry | db | no"),
    later=text(" | send a mail | make: thumbnails # now"),
    users=text("1 | 10k | 500k").map(read_count),
    writes=text("1/year | 1/day | 20/day").map(read_rate),
    reads=text("0 | 1/year | 1/day | 100/day").map(read_rate_or_none),
    peak=text("1 | 3x").map(read_factor),
    size=text("1 B | 100 B | 10 KB | 100 KB | 5 MB | 20 GB").map(read_size),
    kept=text("1h | 30d | 3y | forever | 100y").map(read_time),
    available=text("50% | 99% | 99.9% | 99.95% | 99.99%").map(read_share),
    places=text("eu-west-1 | a | a, b").map(read_places),
)


def has_no_errors(written: str) -> sdgen.LoadedDesign:
    design = sdgen.loads(written)
    found = design.lint(today=None)
    assert [str(each) for each in found if each.severity is Severity.ERROR] == []
    return design


@pytest.mark.slow
@given(answers)
@examples(24)
def test_any_answers_give_a_design_without_errors(given_answers: Answers) -> None:
    try:
        written = design_text(given_answers)
    except AnswerError as error:
        assert "more than 2,000 instances" in str(error)
        return
    design = has_no_errors(written)
    assert design.design.name == given_answers.name
    wanted = given_answers.available.value
    lowest = min(design.facts.availability(each).value for each in design.facts.analysed)
    assert (lowest < wanted) is ("To do: " in written)
    for line in written.splitlines():
        assert line == line.rstrip()


@pytest.mark.slow
@every_case("known", [PHOTOS, BOOKINGS, SENSORS])
def test_three_systems_have_no_findings_and_are_drawn(known: Answers) -> None:
    design = sdgen.loads(design_text(known))
    assert [str(each) for each in design.lint(ignore=["EST001"])] == []
    assert all(design.facts.availability(each).meets_objective for each in design.facts.analysed)
    assert design.render("detailed").warnings == ()


@pytest.mark.slow
def test_parts_come_only_where_the_answers_call_for_them() -> None:
    plain = Answers(reads=read_rate("1/day"))
    assert set(sdgen.loads(design_text(plain)).design.components) == {"users", "lb", "api", "db"}
    cached = draft_of(Answers()).facts.design.components
    assert set(cached) == {"users", "lb", "api", "cache", "db"}
    photos = draft_of(PHOTOS).facts.design.components
    assert set(photos) == {"users", "cdn", "lb", "api", "queue", "worker", "db", "files"}
    assert "dns" in draft_of(BOOKINGS).facts.design.components
    assert list(draft_of(SENSORS).plan.journeys) == ["add-reading"]
    assert draft_of(SENSORS).plan.sizes.partitioned
    small = Plan(Answers(size=Quantity(LARGE - 1, Dimension.BYTES, "1")))
    assert not small.large
    assert Plan(Answers(size=Quantity(LARGE, Dimension.BYTES, "1"))).large


@pytest.mark.slow
def test_it_is_as_large_as_its_load_needs() -> None:
    small, large = draft_of(Answers()), draft_of(Answers(users=read_count("20M")))
    assert small.plan.count("api") == 3
    assert large.plan.count("api") > small.plan.count("api")
    for draft in (small, large):
        for used in draft.facts.bottlenecks:
            assert used.share <= 0.6
            assert used.without_a_zone is not None
            assert used.without_a_zone <= 0.9


@pytest.mark.slow
def test_what_is_missing_is_said() -> None:
    draft = as_available(draft_of(Answers(available=read_share("99.999%"))))
    assert draft.unmet
    assert missing(draft)
    written = design_text(draft.plan.answers)
    assert "99.999% was asked; see the last question" in written
    assert f"To do: {missing(draft)[:30]}" in " ".join(written.split())
    has_no_errors(written)
    assert missing(draft_of(Answers())) == ""


@pytest.mark.slow
@every_case(
    ("field", "said"),
    [
        ("name", ""),
        ("who", ""),
        ("thing", "an entity 'Photo', an operation 'POST /v1/photos', a journey 'add-photo'"),
        ("later", "a queue takes it, and workers do it"),
        ("users", "46.3/s on average, at 2/day each"),
        ("writes", "46.3/s on average"),
        ("reads", "1.16k/s on average, 25x the writes"),
        (
            "size",
            "279 MB/s in and 6.95 GB/s out at the peak, 8 TB more a day; that large, it goes into an "
            "object store, and a CDN delivers it",
        ),
        ("kept", "14.6 PB in 5y; 3 database nodes of 10 TB"),
        ("available", "that allows 8.76 h down a year; this design is up 99.96% of the time"),
        (
            "places",
            "24 servers in 3 zones of 1 region; this design is up 99.96% of the time",
        ),
    ],
)
def test_what_follows_is_computed(field: str, said: str) -> None:
    """2M x 2 a day / 86400 = 46.3/s; 1.16k x 3 x 2 MB = 6.95 GB/s; 46.3 x 86400 x 2 MB = 8 TB."""
    assert follows(field, PHOTOS) == said


def test_reads_that_are_rarer_than_writes_are_a_share_of_them() -> None:
    rarer = Answers(writes=read_rate("8/day"), reads=read_rate_or_none("2/day"))
    assert follows("reads", rarer) == "23.1/s on average, 25% of the writes"


@pytest.mark.slow
def test_no_default_that_comes_later_makes_an_answer_too_large() -> None:
    """A million sensors that report each minute are too many rows only where each is large and is
    kept long, and neither has been asked yet."""
    so_far = Answers(who="sensors", thing="reading", users=read_count("1M"))
    for field, answer in (
        ("writes", read_rate("1/min")),
        ("reads", read_rate_or_none("never")),
        ("peak", read_factor("3x")),
        ("size", read_size("100 B")),
        ("kept", read_time("1y")),
    ):
        so_far = replace(so_far, **{field: answer})
        assert follows(field, so_far)
    with pytest.raises(AnswerError, match="more than 2,000 instances"):
        follows("kept", Answers(users=read_count("1M"), writes=read_rate("1/min"), kept=None))


def test_too_much_is_refused() -> None:
    with pytest.raises(AnswerError, match="more than 2,000 instances of one component"):
        follows("users", Answers(users=read_count("6B"), writes=read_rate("1k/day")))
