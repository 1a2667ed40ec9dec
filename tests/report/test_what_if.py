"""What the report says when something fails, word for word as to the engineer on call."""

from __future__ import annotations

import pytest

import sdgen
from sdgen.report.what_if import what_if_page
from sdgen.report.writers import write_pages
from tests.support.cases import every_case

HEAD = """\
sdgen: 1
name: Shop
scale: {peak: 3x}
topology: {eu: {availability: 100%, zones: {a: 99.9%, b: 99.9%, c: 99.9%}}}
"""
ORDER = "order: {actor: web, rate: 50/s}"


def said(body: str, *failed: str, journeys: str = ORDER) -> list[str]:
    """The lines of the report, with single spaces."""
    text = f"{HEAD}journeys: {{{journeys}}}\ncomponents:\n  web: {{kind: client, calls: [api]}}\n"
    design = sdgen.loads(text + body)
    facts = design.analyze(fail=failed).what_if
    assert facts is not None
    page = write_pages("text", (what_if_page(design.name, facts),))
    return [" ".join(line.split()) for line in page.splitlines()]


API = "  api: {kind: service, availability: 99%, replicas: 4, zones: [a, b], capacity: 40/s}\n"


def test_too_little_for_the_peak_is_over_and_not_down() -> None:
    # 2 of 4 are left, each of which carries 40/s of 150/s; off the peak one of the two is enough:
    # 1 - (1 - 0.999 x (1 - 0.01^2)) ; at the peak none may be missing
    report = said(API, "a")
    left = "gets 150/s at the peak and carries 80/s: 70/s too many"
    assert f"order over 99.89% off the peak api {left}" in report
    assert report[report.index("over") + 1] == f"api 2 of 4 left {left}"
    assert "api 150/s 150/s 94% 188% OVER by 70/s" in report
    assert report[report.index("down") + 1] == "nothing"


def test_what_is_left_is_counted_as_if_the_peak_lasted_all_day() -> None:
    # of 4 that are left all must be up for 150/s: 0.99^4, and zone b and zone c: 0.999^2
    body = API.replace("replicas: 4, zones: [a, b]", "replicas: 6, zones: [a, b, c]")
    assert f"order up {0.99**4 * 0.999**2:.2%}" in said(body, "a")


SEVERAL = """\
  api: {kind: service, replicas: 4, zones: [a, b], capacity: 40/s, calls: [auth, stock]}
  auth: {kind: service, replicas: 2, zones: [a, b], capacity: 100/s}
  stock: {kind: service, replicas: 2, capacity: 60/s}
"""


@pytest.mark.slow
def test_several_that_are_over_are_one_sentence_and_what_was_so_before_says_so() -> None:
    report = said(SEVERAL, "a")
    (row,) = (line for line in report if line.startswith("order over"))
    assert row.endswith(
        "off the peak too little is left of api (70/s too many), auth (50/s too many) and "
        "stock (30/s too many)"
    )
    assert any(
        "stock gets 150/s at the peak and carries 120/s: 30/s too many, as before" in line
        for line in said(SEVERAL.replace("zones: [a, b]", "zones: [c]"), "a")
    )


QUEUE = """\
  api: {{kind: service, replicas: 2, calls: [jobs: {{async: true}}]}}
  jobs: {{kind: queue, replicas: 3}}
  worker: {{kind: worker, replicas: 4, zones: [a, b], capacity: {capacity}, consumes: [jobs]{more}}}
"""


@every_case(
    ("capacity", "more", "failed", "sentence"),
    [
        (
            "40/s",
            "",
            "a",
            "jobs keeps 70/s at the peak for worker, which works off 80/s of 150/s, and catches up "
            "after it",
        ),
        (
            "20/s",
            "",
            "a",
            "jobs keeps 10/s more on average for worker, which works off 40/s of 50/s, until all of "
            "it is back",
        ),
        (
            "40/s",
            "",
            "worker",
            "jobs keeps all that comes for worker, 50/s on average, until worker works again",
        ),
        (
            "40/s",
            ", calls: [db]}\n  db: {kind: database",
            "db",
            "jobs keeps all that comes for worker, 50/s on average, until worker works again, which "
            "needs db",
        ),
    ],
)
def test_what_a_queue_keeps(capacity: str, more: str, failed: str, sentence: str) -> None:
    report = said(QUEUE.format(capacity=capacity, more=more), failed)
    assert report[report.index("queues") + 1] == sentence
    assert any(line.startswith("order up") for line in report), "nobody waits for the worker"


def test_a_queue_that_keeps_nothing_more_is_not_named() -> None:
    assert "queues" not in said(QUEUE.format(capacity="100/s", more=""), "a")
    assert "queues" not in said(QUEUE.format(capacity="40/s", more=""), "c")


@pytest.mark.slow
@every_case(
    ("api", "failed", "why"),
    [
        ("replicas: 1", ("api/1",), "its only instance is lost"),
        ("replicas: 2, zones: [a]", ("a",), "none of 2 is left"),
        (
            "replicas: {count: 3, need: 2}, zones: [a, a, b]",
            ("a",),
            "1 of 3 left, and 2 must be up",
        ),
        ("replicas: 3, common_cause: 10%", ("api!common",), "a common cause takes all of it"),
        (
            "replicas: 3, deploy_availability: 99%",
            ("api!deploy",),
            "a bad deployment takes all of it",
        ),
        ("managed: true", ("api",), "its provider's service is down"),
    ],
)
def test_why_a_service_is_down(api: str, failed: tuple[str, ...], why: str) -> None:
    assert f"order DOWN 0% web -> api: {why}" in said(f"  api: {{kind: service, {api}}}\n", *failed)


@every_case(
    ("replicas", "failed", "why"),
    [
        (
            "{count: 4, copies: 2, need: 2}",
            ("api/1",),
            "has 1 copy left of the piece on api/1 and api/2, and of 1 more, and each needs 2",
        ),
        (
            "{count: 3, copies: 1}",
            ("api/2",),
            "has no copy left of the piece on api/2, and it needs 1",
        ),
        (
            "{count: 2, mode: leader-follower, failover: automatic}",
            ("api!window",),
            "others are just taking over",
        ),
        (
            "{count: 3, mode: leader-follower, failover: {automatic: true, success: 90%}}",
            ("api/1", "api!switch"),
            "taking over does not work",
        ),
    ],
)
def test_why_a_store_is_down(replicas: str, failed: tuple[str, ...], why: str) -> None:
    report = said(f"  api: {{kind: database, replicas: {replicas}}}\n", *failed)
    assert f"order DOWN 0% web -> api: {why}" in report


GROUP = """\
  api: {kind: service, replicas: 2, calls: [{any_of: [one, two], failover: {time: 1h, success: 90%}}]}
  one: {kind: external, availability: 99%}
  two: {kind: external, availability: 99%}
"""


def test_why_changing_over_takes_a_journey_down() -> None:
    assert "order DOWN 0% web -> api: callers are just changing over" in said(
        GROUP, "api!group.window"
    )
    both = "order DOWN 0% web -> api -> one: its provider's service is down; also api!group.switch"
    assert both in said(GROUP, "one", "api!group.switch")


def test_all_that_takes_a_journey_down_is_named() -> None:
    body = (
        "  api: {kind: service, replicas: 2, calls: [db, mail, vault]}\n"
        "  db: {kind: database, zones: [a]}\n  mail: {kind: service, zones: [a]}\n"
        "  vault: {kind: service, zones: [b]}\n"
    )
    row = "order DOWN 0% web -> api -> db: its only instance is lost; also mail"
    assert row in said(body, "a")


def test_what_a_person_switches_over_is_down_first() -> None:
    body = (
        "  api: {kind: database, availability: 99%, replicas: {count: 2, mode: leader-follower,\n"
        "    failover: {automatic: false, time: 2h}}}\n"
    )
    assert any(
        line.startswith("order down, then up 9")
        and line.endswith("down for 2 h, until a person has switched over 'api'")
        for line in said(body, "api/1")
    )


def test_what_reads_and_writes_need_is_said() -> None:
    body = "  api: {kind: database, replicas: {count: 5, copies: 3, need: {reads: 1, writes: 2}}}\n"
    assert "api 4 of 5 left each piece needs 1 of 3 copies, and 2 for writes" in said(body, "api/1")
    body = "  api: {kind: database, replicas: {count: 5, need: {reads: 1, writes: 2}}}\n"
    assert "api 4 of 5 left needs 1, and 2 for writes" in said(body, "api/1")


def test_as_many_as_carry_the_peak_are_no_need() -> None:
    body = API.replace("replicas: 4, zones: [a, b]", "replicas: 6, zones: [a, b, c]")
    assert "api 4 of 6 left 4 carry the peak, none to spare" in said(body, "a")
    body = "  api: {kind: service, replicas: 2, zones: [a], capacity: 20/s}\n"
    assert "api 0 of 2 left even all 2 do not carry the peak" in said(body, "a")


@every_case(
    ("capacity", "words"),
    [
        # 50/s on average and 150/s at the peak
        ("45/s", "2 keep up on average"),
        ("20/s", "3 keep up on average, at the peak even all 4 do not"),
        ("10/s", "even all 4 do not keep up on average"),
    ],
)
def test_as_many_as_keep_up_with_a_queue(capacity: str, words: str) -> None:
    body = (
        "  api: {kind: queue, replicas: 3, calls: [worker]}\n"
        f"  worker: {{kind: worker, replicas: 4, zones: [a], capacity: {capacity}}}\n"
    )
    order = "order: {actor: web, rate: 50/s, steps: [web -> api -> worker]}"
    assert f"worker 0 of 4 left {words}" in said(body, "worker", journeys=order)


def test_a_queue_to_which_nothing_comes_any_more_keeps_nothing() -> None:
    body = (
        "  api: {kind: service, zones: [a], calls: [jobs: {async: true}]}\n"
        "  jobs: {kind: queue, replicas: 3}\n"
        "  worker: {kind: worker, zones: [a], capacity: 100/s, consumes: [jobs]}\n"
    )
    assert "queues" not in said(body, "a")
    assert "queues" in said(body, "worker")


GUESTS = """\
  api: {kind: service, calls: [orders, audits]}
  kafka: {kind: stream, MANAGED}
  orders: {kind: stream, runs_on: kafka}
  audits: {kind: stream, runs_on: kafka}
"""


@pytest.mark.parametrize(
    ("host", "why"),
    [
        ("replicas: 3", "none of 3 is left"),
        ("managed: true", "all of it is lost"),
    ],
)
def test_what_runs_on_a_cluster_is_lost_without_the_cluster(host: str, why: str) -> None:
    report = said(
        GUESTS.replace("MANAGED", host),
        "orders",
        journeys="order: {actor: web, steps: [web -> api -> orders]}, "
        "audit: {actor: web, steps: [web -> api -> audits]}",
    )
    assert f"order DOWN 0% web -> api -> orders: {why}" in report
    assert any(line.startswith("audit up ") for line in report)
    untouched = report[report.index("untouched") + 1]
    assert "kafka" in untouched
    assert "audits" in untouched


def test_an_alternative_that_does_not_answer_is_not_asked_without_steps_either() -> None:
    # a itself is up, and waits for x in vain
    report = said(
        "  api: {kind: service, calls: [{any_of: [a, b]}]}\n"
        "  a: {kind: service, capacity: 200/s, calls: [x]}\n"
        "  b: {kind: service, capacity: 200/s}\n"
        "  x: {kind: service}\n",
        "x",
    )
    assert "b 0/s 150/s 0% 75%" in report
    assert "a 150/s 0/s 75% 0%" in report


def test_what_is_named_twice_fails_once() -> None:
    report = said(API, "a", "a")
    assert report[0] == "Shop: if a fails"
