"""Rules about load: their options, and that of one cause one rule speaks."""

from __future__ import annotations

import re
from datetime import date

from sdgen import api
from sdgen.base.findings import Finding, Severity
from sdgen.lint.engine import lint
from sdgen.lint.settings import Settings
from sdgen.rules import all_rules, find_rule
from tests.support.cases import every_case

RULES = all_rules()


def findings(text: str, *codes: str, **options: float | bool) -> list[Finding]:
    """What the rules say of a design; options are of the first rule."""
    reading = api.read_text(f"sdgen: 1\nname: Any\n{text}", "any.yaml")
    assert reading.design is not None, reading.findings
    rule = find_rule(codes[0], RULES)
    assert rule is not None
    given = {each: options[each.name.replace("-", "_")] for each in rule.options if options}
    settings = Settings(select=codes, options=given)  # type: ignore[arg-type]
    return list(lint(reading.design, settings, today=date(2026, 1, 1)).findings)


def codes_of(found: list[Finding]) -> list[str]:
    return [each.code for each in found]


FAN_OUT = """
components:
  web: {kind: client, calls: [posts]}
  posts: {kind: service, replicas: 9, capacity: 1k/s, calls: [timelines]}
  timelines: {kind: cache, replicas: 2, capacity: 1k/s}
journeys:
  post: {actor: web, rate: 300/s, steps: [web -> posts, {posts -> timelines: {times: 8}}]}
"""
LOAD = ("CAP001", "CAP011")


def test_a_small_fan_out_is_an_overload_like_any_other() -> None:
    assert codes_of(findings(FAN_OUT, *LOAD)) == ["CAP001"]
    assert codes_of(findings(FAN_OUT.replace("times: 8", "times: 80"), *LOAD)) == ["CAP011"]
    small = findings(FAN_OUT, "CAP011", times_from=8)
    assert [each.severity for each in small] == [Severity.ERROR]


def test_what_is_overloaded_without_the_fan_out_too_is_not_its_doing() -> None:
    text = FAN_OUT.replace("times: 8", "times: 80").replace("300/s", "3k/s")
    assert codes_of(findings(text, *LOAD)) == ["CAP001"]


def test_a_fan_out_that_is_carried_but_busy_is_the_warning_of_the_busy() -> None:
    text = FAN_OUT.replace("times: 8", "times: 80").replace("300/s", "20/s")
    assert codes_of(findings(text, *LOAD)) == ["CAP001"]
    assert findings(text, *LOAD)[0].severity is Severity.WARNING


PHOTOS = """
components:
  web: {kind: client, calls: [photos]}
  photos: {kind: service, replicas: 2, bandwidth: 1 Gbit/s}
journeys:
  look: {actor: web, rate: 100, request: 1 MB, response: 1 MB, steps: [web -> photos]}
""".replace("100,", "150/s,")


def test_a_link_carries_both_directions_at_once() -> None:
    assert findings(PHOTOS, "CAP005") == []
    shared = findings(PHOTOS, "CAP005", full_from=1.0, shared_link=True)
    assert "'photos' gets and sends 2.4 Gbit/s at the peak" in shared[0].message
    earlier = findings(PHOTOS, "CAP005", full_from=0.5, shared_link=False)
    assert "1.2 Gbit/s" in earlier[0].message
    assert "60%, over 50%" in earlier[0].message
    assert earlier[0].help.startswith("have 3 replicas instead of 2")


SLOW = """
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, capacity: 100/s, latency: {p50: 50ms, p99: 300ms}}
journeys:
  buy: {actor: web, rate: RATE/s, objectives: {p99: 200ms}, steps: [web -> shop]}
"""


@every_case(
    ("rate", "codes"), [("10", ["SLO002"]), ("95", ["CAP001", "SLO002"]), ("100", ["CAP001"])]
)
def test_an_overload_is_the_cause_of_what_has_no_end(rate: str, codes: list[str]) -> None:
    found = findings(SLOW.replace("RATE", rate), "SLO002", "CAP001")
    assert sorted(codes_of(found)) == codes


def test_the_wait_counts_in_the_latency() -> None:
    def seconds(rate: int) -> str:
        found = findings(SLOW.replace("RATE", str(rate)), "SLO002")
        return found[0].message.split(" takes ")[1].split(" for ")[0]

    assert seconds(1) == "300 ms"
    assert seconds(95) != "300 ms"


COUNTERS = """
components:
  web: {kind: client, calls: [db]}
  db: {kind: database, replicas: 2, capacity: 10k/s, partitions: 4, partition_limit: 1k/s, KEY}
journeys:
  count: {actor: web, rate: RATE/s}
"""


@every_case(
    ("rate", "key", "said"),
    [
        ("3k", "fill: 80%", ""),
        ("9k", "fill: 80%", "have 9 partitions"),
        ("9k", "hottest_key: 10%", "have 81 partitions"),
        ("9k", "hottest_key: 20%", "more partitions do not help, for one key lies in one: split"),
        ("30k", "fill: 80%", ""),
        ("30k", "hottest_key: 20%", "more partitions do not help"),
    ],
)
def test_what_helps_a_hot_partition(rate: str, key: str, said: str) -> None:
    found = findings(COUNTERS.replace("RATE", rate).replace("KEY", key), "DATA001")
    assert [each.help for each in found] == [each.help for each in found if said][:1]
    assert all(each.help.startswith(said) for each in found)
    assert bool(found) is bool(said)


STATED = """
components: {web: {kind: client, calls: [db]}, db: {kind: database}}
estimates: {count.peak: STATED/s}
journeys: {count: {actor: web, rate: 100/s}}
"""


@every_case(
    ("stated", "said"),
    [
        ("75", ""),
        ("74", "26% too low"),
        ("125", ""),
        ("126", "26% too high"),
        ("1k", "10 times as high"),
        ("0", "100% too low"),
    ],
)
def test_how_far_a_figure_may_be_off(stated: str, said: str) -> None:
    found = findings(STATED.replace("STATED", stated), "EST002")
    assert bool(found) is bool(said)
    assert all(said in each.message for each in found)
    assert findings(STATED.replace("STATED", "110"), "EST002", off_by=0.05) != []


DISK = """
components: {web: {kind: client, calls: [db]}, db: {kind: database, storage: 1 TB}}
data: {Order: {store: db, size: 1 KB, SAYS}}
"""


@every_case(
    ("scale", "says", "when"),
    [
        ("horizon: 5y", "growth: 20/s", "full in month 20 of 60"),
        ("horizon: 5y, growth: 100%", "growth: 20/s", "full in month 13 of 60"),
        ("horizon: 1y", "growth: 20/s", ""),
        ("horizon: 5y", "growth: 20/s, retention: 1y", ""),
        ("horizon: 5y", "rows: 2B", "more than they hold now"),
        ("horizon: 30d", "growth: 1k/s", "full after 11.6 d of 30 d"),
        ("peak: 2x", "growth: 20/s, retention: 4y", "full in month 20 of 48"),
        ("peak: 2x", "growth: 20/s", ""),
    ],
)
def test_when_the_disks_are_full(scale: str, says: str, when: str) -> None:
    found = findings(f"scale: {{{scale}}}{DISK.replace('SAYS', says)}", "CAP004")
    assert bool(found) is bool(when)
    assert all(each.message.endswith(when) for each in found)


SCALES = """
topology: {eu: {zones: [za, zb]}}
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, replicas: {min: 2, max: 10}, zones: [za, zb], capacity: 200/s}
journeys:
  read: {actor: web, rate: 1.2k/s, steps: [web -> api]}
"""


def test_of_what_scales_by_itself_the_most_is_what_a_zone_is_lost_of() -> None:
    (found,) = findings(SCALES, "CAP002")
    assert found.message == (
        "without zone 'za', 'api' has 5 of 10 left, which carry 1k/s of 1.2k/s at the peak: 120%; "
        "12 would do"
    )
    assert found.help == "let it scale further: 'replicas: {min: 2, max: 12}'"
    assert not findings(SCALES.replace("max: 10", "max: 12"), "CAP002")


BACKLOG = """
components:
  web: {kind: client, calls: [jobs: {async: true}]}
  jobs: {kind: queue, replicas: 3}
  worker: {kind: worker, replicas: 2, capacity: {reads: 80/s, writes: 20/s}, consumes: [jobs]}
journeys:
  order: {actor: web, rate: 25/s, steps: [web -> jobs -> worker]}
scale: {peak: 2x}
"""


def test_a_backlog_of_a_worker_whose_reads_and_writes_differ_says_how_many_it_takes() -> None:
    (found,) = findings(BACKLOG, "CAP008")
    assert found.help == "have 3 replicas instead of 2"
    assert "'worker' works off 40/s of 50/s at the peak" in found.message


def test_a_backlog_of_a_worker_that_scales_counts_what_it_scales_up_to() -> None:
    scales = BACKLOG.replace(
        "replicas: 2, capacity: {reads: 80/s, writes: 20/s}",
        "replicas: {min: 1, max: 2}, capacity: 20/s",
    )
    (found,) = findings(scales, "CAP008")
    assert found.help == "have 3 replicas instead of 2"


def test_a_load_just_over_a_threshold_shows_what_it_is_over() -> None:
    from sdgen.rules.overloaded import _share

    shown = [_share(share, 0.7) for share in (0.704, 0.70004, 0.716, 0.998, 1.0, 1.004, 1.2)]
    assert shown == ["70.4%", "70.004%", "72%", "99.8%", "100%", "100.4%", "120%"]


def _least(text: str) -> int | None:
    """The replicas that CAP002 says would do; None where it finds nothing at api, or says no number."""
    found = [each for each in findings(text, "CAP002") if each.at == "api"]
    if not found:
        return None
    (number,) = re.findall(r"; (\d+) would do", found[0].message) or ("0",)
    return int(number)


@every_case(
    ("zones", "replicas", "capacity", "rate"),
    [
        (zones, replicas, capacity, rate)
        for zones in (1, 2, 3, 4)
        for replicas in (3, 4, 5, "{count: 4, mode: leader-follower, reads: any}")
        for capacity in ("100/s", "45/s")
        for rate in ("240/s", "170/s")
    ],
    quick=5,
)
def test_so_many_replicas_would_do_and_no_fewer(
    zones: int, replicas: object, capacity: str, rate: str
) -> None:
    names = ["za", "zb", "zc", "zd"][:zones]
    text = (
        f"scale: {{peak: 1x}}\ntopology: {{r: {{zones: [za, zb, zc, zd]}}}}\n"
        f"journeys: {{j: {{actor: web, rate: {rate}, steps: [web -> api: read]}}}}\n"
        "components:\n  web: {kind: client, calls: [api]}\n"
        f"  api: {{kind: database, replicas: REPLICAS, zones: [{', '.join(names)}], capacity: {capacity}}}\n"
    )
    enough = _least(text.replace("REPLICAS", str(replicas)))
    if not enough:
        return
    for number, expected in ((enough, False), (enough - 1, True)):
        given = str(replicas).replace("count: 4", f"count: {number}")
        given = given if given.startswith("{") else str(number)
        told = findings(text.replace("REPLICAS", given), "CAP001", "CAP002")
        # too little for the peak itself is an error of CAP001
        short = [e for e in told if e.code == "CAP002" or e.severity is Severity.ERROR]
        assert bool(short) is expected


OVERLOADED = """
journeys:
  ask: {rate: 100/s, steps: [web -> api -> model]}
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, replicas: 2, concurrency: 100, calls: [model: {timeout: 30s}]}
  model: {kind: model, replicas: 2, capacity: 40/s, latency: {p50: 1s, p99: 2s}}
"""


def test_what_only_waits_for_something_overloaded_is_left_to_its_cause() -> None:
    assert codes_of(findings(OVERLOADED, "CAP014", "CAP001")) == ["CAP001"]
    # accepted or not: but not where nobody looks for the cause, nor where there is none
    accepted = OVERLOADED + "accepted: [{rule: CAP001, at: model, because: A trial.}]\n"
    assert codes_of(findings(accepted, "CAP014", "CAP001")) == []
    (alone,) = findings(OVERLOADED, "CAP014")
    assert "it waits for 'model', which is overloaded (CAP001)" in alone.message
    slow = OVERLOADED.replace("replicas: 2, capacity: 40/s", "replicas: 9, capacity: 40/s")
    slow = slow.replace("p50: 1s, p99: 2s", "p50: 5s, p99: 9s")
    assert codes_of(findings(slow, "CAP014", "CAP001")) == ["CAP014"]
