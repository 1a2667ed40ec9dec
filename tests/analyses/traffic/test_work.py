"""What an operation takes of a capacity that counts something else: bytes, tokens, rows.

Every figure is worked out by hand beside it.
"""

from __future__ import annotations

import pytest

from sdgen.analyses.estimate import estimate
from sdgen.analyses.explain.figures import explain
from sdgen.analyses.facts import Facts
from sdgen.analyses.failure.what_if import what_if
from sdgen.analyses.traffic.flow import Traffic, flow
from sdgen.design.records import Design
from tests.model.given import design

GATEWAY = """
scale: {{peak: 2x}}
components:
  web: {{kind: client, calls: [gateway]}}
  gateway: {{kind: service, calls: [{{any_of: [gpu, provider]}}]}}
  gpu: {{kind: service, replicas: 4, {capacity}}}
  provider: {{kind: service, replicas: 2, {capacity}}}
journeys:
  chat: {{actor: web, rate: 2/s, steps: [web -> gateway, gateway -> gpu: {{{chat}}}]}}
  title: {{actor: web, rate: 1/s, steps: [web -> gateway, gateway -> gpu: {{{title}}}]}}
"""


def gateway(capacity: str, chat: str, title: str) -> Design:
    return design(GATEWAY.format(capacity=capacity, chat=chat, title=title))


def used(load: Traffic, name: str) -> float:
    return load.utilisation[name].share


def test_tokens() -> None:
    """At the peak 4/s of 900 tokens and 2/s of 50: 3,700 tokens a second of 4 x 2,500."""
    load = flow(gateway("capacity: 2.5k tokens/s", "work: 900 tokens", "work: 50 tokens"))
    assert used(load, "gpu") == pytest.approx(0.37)
    # six operations a second take 3,700 tokens, so 10,000 tokens are 16.2 operations
    assert load.utilisation["gpu"].capacity == pytest.approx(6 * 10_000 / 3_700)
    assert load.steady["gpu"] == pytest.approx(3_700)
    assert "gateway" not in load.utilisation


def test_what_one_step_does_not_say_is_unknown_and_never_one() -> None:
    load = flow(gateway("capacity: 2.5k tokens/s", "work: 900 tokens", "label: name it"))
    assert "gpu" not in load.utilisation
    assert load.components["gpu"].peak == 6
    assert load.assumptions == (
        "gpu: its utilisation is unknown, since its capacity counts tokens: write 'work', such as "
        "'work: 10 tokens', at gateway -> gpu",
    )


def test_without_its_work_no_number_of_replicas_is_needed_for_the_peak() -> None:
    facts = Facts(gateway("capacity: 2 tokens/s", "label: ask", "label: name it"))
    assert facts.bottlenecks == ()
    assert not facts.points_of_failure("chat")[0].event.startswith("gpu/")


def test_the_replicas_that_the_peak_needs_are_counted_in_work() -> None:
    """3,700 tokens a second need 4 instances of 1,000: each is a point of failure alone."""
    text = gateway("capacity: 1k tokens/s", "work: 900 tokens", "work: 50 tokens")
    facts = Facts(design(_without_alternative(text)))
    events = {point.event for point in facts.points_of_failure("chat")}
    assert {f"gpu/{number}" for number in range(1, 5)} <= events


def _without_alternative(_: Design) -> str:
    return GATEWAY.format(
        capacity="capacity: 1k tokens/s", chat="work: 900 tokens", title="work: 50 tokens"
    ).replace("{any_of: [gpu, provider]}", "gpu, provider")


def test_rows_are_operations_unless_a_step_counts_them() -> None:
    plain = flow(gateway("capacity: 10 rows/s", "label: one", "label: two"))
    assert used(plain, "gpu") == pytest.approx(6 / 40)
    rows = flow(gateway("capacity: 10 rows/s", "work: 5 rows", "work: 1 row"))
    assert used(rows, "gpu") == pytest.approx((4 * 5 + 2 * 1) / 40)
    some = flow(gateway("capacity: 10 rows/s", "work: 5 rows", "label: two"))
    assert "gpu" not in some.utilisation


def test_operations_of_several_kinds_in_a_plain_rate() -> None:
    """4/s that are 12 operations each, and 2/s of one: 50 of 4 x 25 a second; in batches of 2 half
    as many calls, of 24."""
    some = flow(gateway("capacity: 25/s", "work: 12 operations", "label: two"))
    assert used(some, "gpu") == pytest.approx(50 / 100)
    batched = flow(gateway("capacity: 25 rps", "work: 12 requests, batch: 2", "label: two"))
    assert used(batched, "gpu") == pytest.approx(50 / 100)


def test_operations_of_several_kinds_where_reads_and_writes_are_told_apart() -> None:
    """4/s that are 12 reads each, of 50 a second, and 2/s of one write, of 25."""
    shop = design(
        "components:\n  web: {kind: client, calls: [db]}\n"
        "  db: {kind: database, capacity: {reads: 50/s, writes: 25/s}}\n"
        "journeys:\n  look: {rate: 4/s, steps: [web -> db: {op: read, work: 12 operations}]}\n"
        "  buy: {rate: 2/s, steps: [web -> db: write]}\n"
    )
    assert used(flow(shop), "db") == pytest.approx(48 / 50 + 2 / 25)


def test_bytes_are_those_of_request_and_response() -> None:
    """4/s of 1 MB and 0.5 MB, 2/s of 3 MB: 12 MB of 4 x 5 MB a second."""
    load = flow(gateway("capacity: 5 MB/s", "bytes: 1 MB, response: 0.5 MB", "response: 3 MB"))
    assert used(load, "gpu") == pytest.approx(12 / 20)
    stated = flow(gateway("capacity: 5 MB/s", "bytes: 1 MB, work: 2 MB", "response: 3 MB"))
    assert used(stated, "gpu") == pytest.approx((4 * 2 + 2 * 3) / 20)


def test_bytes_that_no_step_says() -> None:
    load = flow(gateway("capacity: 5 MB/s", "bytes: 1 MB", "label: two"))
    assert "gpu" not in load.utilisation
    assert load.assumptions == (
        "gpu: its utilisation is unknown, since its capacity counts bytes: write 'bytes' or "
        "'response' at gateway -> gpu",
    )


def test_a_batch_is_one_call_with_the_work_and_bytes_of_all() -> None:
    """4/s in batches of 8 are 0.5 calls a second with 7,200 tokens each."""
    one = gateway("capacity: 2.5k tokens/s", "work: 900 tokens, bytes: 1 KB", "work: 50 tokens")
    eight = gateway(
        "capacity: 2.5k tokens/s", "work: 900 tokens, bytes: 1 KB, batch: 8", "work: 50 tokens"
    )
    assert used(flow(eight), "gpu") == pytest.approx(used(flow(one), "gpu"))
    assert flow(one).components["gpu"].peak == 6
    assert flow(eight).components["gpu"].peak == pytest.approx(2.5)
    [chat] = [each for each in Facts(eight).passes["chat"] if each.call.target == "gpu"]
    assert (chat.average, chat.request) == (0.25, 8000.0)


def test_a_batch_divides_what_comes_after_it() -> None:
    text = """
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, calls: [store]}
  store: {kind: service, calls: [disk]}
  disk: {kind: service}
journeys:
  log: {actor: web, rate: 1k/s, steps: [web -> api, 'api -> store -> disk': {times: 3, batch: 100, bytes: 1 KB}, store -> disk: {batch: 10}]}
"""
    calls = flow(design(text)).calls
    assert calls["api->store"].peak == 1000
    # 1,000 x 3 / 100, and what has reached the store / 10
    assert calls["store->disk"].peak == pytest.approx(30 + 100)


def test_what_takes_over_is_asked_for_the_same_work() -> None:
    """Without gpu its 3,700 tokens a second go to 2 x 2,500."""
    one = gateway("capacity: 2.5k tokens/s", "work: 900 tokens", "work: 50 tokens")
    moved = {each.component: each for each in what_if(one, ["gpu"]).loads}
    assert moved["provider"].share_after == pytest.approx(3_700 / 5_000)
    assert moved["provider"].after == pytest.approx(6)


def test_the_explanation_names_the_work() -> None:
    one = gateway("capacity: 2.5k tokens/s", "work: 900 tokens", "work: 50 tokens")
    [told] = explain(estimate(one), "gpu.utilisation")
    assert "each with what it takes of the capacity" in told.formula
    assert [each.text for each in told.inputs if each.name.endswith(", work")] == [
        "900 tokens",
        "50 tokens",
    ]


@pytest.mark.parametrize("capacity", ["10 MB/s", "100 tokens/s"])
def test_a_host_whose_guests_do_not_tell_what_they_take_is_not_known_either(capacity: str) -> None:
    made = design(
        f"""
journeys: {{ask: {{actor: web, rate: 10/s, steps: [web -> raw: write]}}}}
components:
  web: {{kind: client, calls: [raw]}}
  kafka: {{kind: stream, replicas: 2, capacity: {capacity}}}
  raw: {{kind: stream, runs_on: kafka, replicas: {{copies: 2, need: 1}}}}
"""
    )
    found = estimate(made)
    assert "kafka" not in found.load.utilisation
    assert [each for each in found.bottlenecks if each.component == "kafka"] == []
    unit = "'bytes' or 'response'" if "MB" in capacity else "'work', such as 'work: 10 tokens',"
    counts = "bytes" if "MB" in capacity else "tokens"
    assert (
        f"kafka: its utilisation is unknown, since its capacity counts {counts}: write {unit} "
        "at web -> raw" in found.assumptions
    )
