"""Work and capacity in a unit of their own, batches, and connections that are held."""

from __future__ import annotations

import re

import pytest

from sdgen.design.records import Step
from sdgen.quantity import Dimension
from tests.model.given import component, design, findings, one
from tests.support.cases import every_case

GPU = """
components:
  web: {{kind: client, calls: [gpu]}}
  gpu: {{kind: service, {capacity}}}
journeys:
  chat: {{rate: 10/s, steps: [web -> gpu: {{{step}}}]}}
"""


def step(capacity: str, text: str) -> Step:
    return design(GPU.format(capacity=capacity, step=text)).journeys["chat"].steps[0]


def test_work_is_read_with_its_unit() -> None:
    read = step("capacity: 2.5k tokens/s", "work: 900 tokens, batch: 8")
    assert read.work is not None
    assert (read.work.value, read.work.noun, read.batch) == (900.0, "tokens", 8)
    capacity = component("capacity: 2.5k tokens/s").capacity
    assert capacity is not None
    assert (capacity.value, capacity.dimension) == (2500.0, Dimension.WORK_RATE)


@every_case(
    ("capacity", "work"),
    [
        ("capacity: 2.5k tokens/s", "1 token"),
        ("capacity: 1k rows/s", "5 rows"),
        ("capacity: 200 MB/s", "3 MB"),
        ("replicas: 2", "900 tokens"),
        ("capacity: 100/s", "12 operations"),
        ("capacity: 100 requests/s", "12 ops"),
        ("capacity: {reads: 10/s, writes: 5/s}", "12 operations"),
    ],
)
def test_the_same_unit_may_be_spelt_for_one_or_several(capacity: str, work: str) -> None:
    assert step(capacity, f"work: {work}").work is not None


@every_case(
    ("capacity", "work", "message", "help_text"),
    [
        (
            "capacity: 2.5k tokens/s",
            "12 pages",
            "'work' counts pages, but 'capacity' of 'gpu' counts tokens",
            "write both in one unit: 'capacity: 10k pages/s' at 'gpu', 'work: 12 tokens' here, or "
            "leave out 'work'",
        ),
        (
            "capacity: 100/s",
            "900 tokens",
            "'work' counts tokens, but 'capacity' of 'gpu' counts operations",
            "write the capacity in tokens, such as 'capacity: 100 tokens/s' at 'gpu', or leave "
            "'work' out",
        ),
        (
            "capacity: 2.5k/s",
            "12 tokens",
            "'work' counts tokens, but 'capacity' of 'gpu' counts operations",
            "write the capacity in tokens, such as 'capacity: 2.5k tokens/s' at 'gpu', or leave "
            "'work' out",
        ),
        (
            "capacity: 2.5k tokens/s",
            "12 operations",
            "'work' counts operations, but 'capacity' of 'gpu' counts tokens",
            "write it in tokens, such as 'work: 12 tokens', or leave out 'work'",
        ),
        (
            "capacity: 200 MB/s",
            "12 operations",
            "'work' counts operations, but 'capacity' of 'gpu' counts bytes",
            "write the size of one with 'bytes' or 'response', and leave out 'work'",
        ),
        (
            "capacity: 100/s",
            "3 MB",
            "'work' counts bytes, but 'capacity' of 'gpu' counts operations",
            "write the capacity in bytes, such as 'capacity: 200 MB/s' at 'gpu', or leave 'work' out",
        ),
        (
            "capacity: {reads: 10/s, writes: 5/s}",
            "900 tokens",
            "'work' counts tokens, but 'capacity' of 'gpu' counts reads and writes",
            "write the capacity in tokens, such as 'capacity: 10k tokens/s' at 'gpu', or leave 'work' "
            "out",
        ),
    ],
)
def test_work_in_another_unit(capacity: str, work: str, message: str, help_text: str) -> None:
    found = one(GPU.format(capacity=capacity, step=f"work: {work}"))
    assert found.message == f"journey 'chat', 'web -> gpu': {message}"
    assert found.help == help_text
    assert found.span.line == 8


@pytest.mark.slow
@every_case("capacity", ["2.5k/s", "40 rps", "2.5k tokens/s", "200 MB/s"])
@every_case("work", ["12 tokens", "12 pages", "3 MB", "12 operations"])
def test_what_the_help_says_to_write_is_read(capacity: str, work: str) -> None:
    step_text = f"work: {work}"
    text = GPU.format(capacity=f"capacity: {capacity}", step=step_text)
    if not findings(text):
        return
    told = re.findall(r"'(capacity|work): ([^']+)'", one(text).help)
    for key, written in told[:1]:
        now = {"capacity": capacity, "work": work, key: written}
        text = GPU.format(capacity=f"capacity: {now['capacity']}", step=f"work: {now['work']}")
        assert findings(text) == ()


def test_work_without_a_unit() -> None:
    found = one(GPU.format(capacity="capacity: 2.5k tokens/s", step="work: 900"))
    assert found.message == (
        "journey 'chat', step 1, 'work': 900 has no unit, and an amount of work or a size is due here"
    )
    assert found.help == "write 900 tokens or 900 KB or 900 MiB"


def test_held_connections_are_those_of_users_or_a_number() -> None:
    text = "components:\n  web: {{kind: client, calls: [gate: {{held: {0}}}]}}\n  gate: {{kind: service}}\n"
    for written, value, dimension in (
        ("1/user", 1.0, Dimension.PER_USER),
        ("10M", 1e7, Dimension.COUNT),
    ):
        [group] = design(text.format(written)).components["web"].calls
        held = group.calls[0].held
        assert held is not None
        assert (held.value, held.dimension) == (value, dimension)


def test_held_beside_a_pool() -> None:
    found = one(
        "components:\n  web: {kind: client, calls: [gate: {held: 1/user, pool: 5}]}\n"
        "  gate: {kind: service}\n"
    )
    assert found.message == (
        "component 'web', call to 'gate': 'pool' and 'held' both say how many connections are open"
    )
    assert found.help == (
        "leave out 'pool' where one is held for each user, or 'held' where each instance keeps its "
        "own"
    )
    assert found.span.line == 4
