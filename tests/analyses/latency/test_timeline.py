"""The course of a journey: its parts, when calls are made and answered, and where time is spent."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from sdgen.analyses.facts import Facts
from sdgen.analyses.latency.service import Stay, Stays
from sdgen.analyses.latency.timeline import Bar, Run, Timeline, timeline
from sdgen.analyses.latency.visits import Visit
from tests.model.given import design
from tests.support.cases import every_case

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Seconds = NDArray[numpy.float64]


def course(text: str, journey: str = "buy") -> Timeline:
    found = Facts(design(text)).timeline(journey)
    assert found is not None
    return found


def takes(milliseconds: float) -> str:
    """A latency that never varies."""
    return f"latency: {{p50: {milliseconds}ms, p99: {milliseconds}ms}}"


def milliseconds(found: Timeline) -> dict[str, tuple[float | None, float | None]]:
    """By component, when its last call is made and answered, half of all runs."""
    return {
        each.visit.component.id: (
            None if each.called is None else round(each.called.p50 * 1000, 1),
            None if each.returned is None else round(each.returned.p50 * 1000, 1),
        )
        for each in found.bars
    }


def shares(found: Timeline) -> dict[str, float]:
    return {each.visit.component.id: round(each.share or 0.0, 3) for each in found.bars}


IN_ORDER = f"""
components:
  web: {{kind: client, calls: [app]}}
  app: {{kind: service, {takes(10)}, calls: [cache, db]}}
  cache: {{kind: cache, {takes(2)}}}
  db: {{kind: database, {takes(8)}}}
journeys:
  buy: {{actor: web, rate: 1/s, steps: [web -> app, app -> cache, app -> db: {{times: 10}}]}}
"""


def test_calls_are_made_one_after_another() -> None:
    found = course(IN_ORDER)
    # 10 of its own, 2 of the cache, then ten times 8
    assert milliseconds(found) == {
        "web": (0.0, 92.0),
        "app": (0.0, 92.0),
        "cache": (10.0, 12.0),
        "db": (12.0, 92.0),
    }
    assert shares(found) == {"web": 0.0, "app": 0.109, "cache": 0.022, "db": 0.87}
    assert [(part.first, part.counted) for part in found.parts] == [(0, True)]


def test_calls_at_once_begin_together_and_the_longest_counts() -> None:
    found = course(IN_ORDER.replace("{times: 10}", "{parallel: true}"))
    assert milliseconds(found) == {
        "web": (0.0, 18.0),
        "app": (0.0, 18.0),
        "cache": (10.0, 12.0),
        "db": (10.0, 18.0),
    }
    assert shares(found) == {"web": 0.0, "app": 0.556, "cache": 0.0, "db": 0.444}


def test_a_seldom_call_takes_no_time_where_it_is_not_made() -> None:
    found = course(IN_ORDER.replace("{times: 10}", "{times: 25%}"))
    [db] = [each for each in found.bars if each.visit.component.id == "db"]
    assert db.returned is not None
    assert (round(db.returned.p50, 3), round(db.returned.p99, 3)) == (0.012, 0.02)
    assert found.choice is not None
    assert found.choice.bar == 3
    assert (round(found.choice.with_it, 3), round(found.choice.without, 3)) == (0.02, 0.012)


def test_time_of_attempts_without_an_answer_is_that_of_the_call() -> None:
    text = IN_ORDER.replace("{times: 10}", "{label: ask}").replace(
        "[cache, db]", "[cache, db: {timeout: 5ms, retries: 1, backoff: 4ms}]"
    )
    found = course(text)
    # the database never answers in time: 5 ms, a pause of 4, 5 ms
    assert milliseconds(found)["db"] == (12.0, 26.0)
    assert shares(found)["db"] == round(14 / 26, 3)


EITHER = IN_ORDER.replace("[cache, db]", "[any_of: [cache, db]]").replace(
    "kind: cache", "kind: service"
)


def test_alternatives_exclude_each_other() -> None:
    """A call that is shared out: six runs in ten take 10 + 5 ms, three 10 + 40, one only 10."""
    text = EITHER
    text = text.replace(takes(2), takes(5)).replace(takes(8), takes(40))
    steps = "app -> cache: {times: 60%}, app -> db: {times: 30%}"
    found = course(text.replace("app -> cache, app -> db: {times: 10}", steps))
    [run] = found.parts[0].runs
    assert run.end is not None
    assert (round(run.end.p50 * 1000), round(run.end.p99 * 1000)) == (15, 50)
    # both are called at one moment, and the rest of the runs takes no time at either
    assert milliseconds(found)["cache"] == pytest.approx((10.0, 15.0), rel=1e-2)
    assert milliseconds(found)["db"] == pytest.approx((10.0, 10.0), rel=1e-2)
    assert shares(found) == {"web": 0.0, "app": 0.2, "cache": 0.0, "db": 0.8}


def test_a_run_that_makes_neither_of_two_alternatives_is_as_seldom_as_they_say() -> None:
    """28% and 28% leave 44% that take 10 ms; were they made at once, it would be 52%."""
    text = EITHER.replace(takes(2), takes(8))
    steps = "app -> cache: {times: 28%}, app -> db: {times: 28%}"
    [run] = course(text.replace("app -> cache, app -> db: {times: 10}", steps)).parts[0].runs
    assert run.end is not None
    assert round(run.end.p50 * 1000) == 18


def test_a_far_percentile_takes_nothing_of_the_digits_of_the_median() -> None:
    text = IN_ORDER.replace("app -> cache, app -> db: {times: 10}", "app -> db, app -> cache")
    found = course(text.replace(takes(8), "latency: {p50: 8ms, p99: 90s}"))
    [db] = [each for each in found.bars if each.visit.component.id == "db"]
    [run] = found.parts[0].runs
    assert db.returned is not None
    assert run.end is not None
    for moment, p50 in ((db.returned, 0.018), (run.end, 0.020)):
        assert moment.p50 == pytest.approx(p50, rel=1e-2)
        assert moment.p99 == pytest.approx(90.0, rel=1e-2)


def test_what_serves_the_misses_of_a_cache_comes_after_the_look_up() -> None:
    """Also where it only says how often: in one run of ten, 10 + 2 + 8 ms."""
    text = IN_ORDER.replace("[cache, db]", "[any_of: [cache, db]]")
    steps = "app -> cache: {times: 50%}, app -> db: {times: 20%}"
    found = course(text.replace("app -> cache, app -> db: {times: 10}", steps))
    [run] = found.parts[0].runs
    assert run.end is not None
    assert round(run.end.p99 * 1000) == 20
    assert [each.visit.misses_of for each in found.bars] == ["", "", "", "cache"]


NOT_SHARED_OUT = [
    ("[any_of: [cache, db]]", "app -> cache, app -> db: {times: 30%}"),
    ("[any_of: [cache, db]]", "app -> cache: {times: 80%}, app -> db: {times: 30%}"),
    ("[cache, db]", "app -> cache: {times: 60%}, app -> db: {times: 30%}"),
    ("[{need: 2, of: [cache, db]}]", "app -> cache: {times: 60%}, app -> db: {times: 30%}"),
    (
        "[any_of: [cache, db]]",
        "app -> cache: {times: 60%}, app -> db: {times: 30%, only: true}",
    ),
]


@pytest.mark.slow
@every_case(("calls", "steps"), NOT_SHARED_OUT)
def test_what_is_made_besides_comes_after_it(calls: str, steps: str) -> None:
    """Alternatives that are made in more than all runs together, and calls that are none."""
    text = EITHER.replace("[any_of: [cache, db]]", calls)
    text = text.replace(takes(2), takes(5)).replace(takes(8), takes(40))
    found = course(text.replace("app -> cache, app -> db: {times: 10}", steps))
    [run] = found.parts[0].runs
    assert run.end is not None
    assert round(run.end.p99 * 1000) == 55


def test_what_makes_no_difference_is_told_without_its_neighbours() -> None:
    """The 99th percentile without the first of two alternatives, or of two calls at once, is that of the
    other one alone."""
    text = EITHER.replace(takes(2), takes(90)).replace(takes(8), takes(40))
    shared = "app -> cache: {times: 60%}, app -> db: {times: 30%}"
    found = course(text.replace("app -> cache, app -> db: {times: 10}", shared))
    assert found.choice is not None
    assert (found.choice.bar, round(found.choice.without * 1000)) == (2, 50)
    at_once = "app -> cache: {times: 60%}, app -> db: {times: 30%, parallel: true}"
    found = course(text.replace("app -> cache, app -> db: {times: 10}", at_once))
    assert found.choice is not None
    assert (found.choice.bar, round(found.choice.without * 1000)) == (2, 50)


def test_runs_with_one_alternative_have_no_other_and_those_without_have_more_of_it() -> None:
    """Of the 40% of runs without the first one more than 2% make the other, so that it is their 99th
    percentile; with the first one none does."""
    text = EITHER.replace(takes(2), takes(90)).replace(takes(8), takes(200))
    shared = "app -> cache: {times: 60%}, app -> db: {times: 0.9%}"
    found = course(text.replace("app -> cache, app -> db: {times: 10}", shared))
    assert found.choice is not None
    assert found.choice.bar == 2
    assert (round(found.choice.with_it, 3), round(found.choice.without, 3)) == (0.1, 0.21)


HANDED_ON = f"""
components:
  web: {{kind: client, calls: [app]}}
  app: {{kind: service, {takes(10)}, calls: [jobs: {{async: true}}, db]}}
  db: {{kind: database, {takes(8)}}}
  jobs: {{kind: queue, {takes(3)}, calls: [mailer, biller]}}
  mailer: {{kind: worker, {takes(20)}, calls: [db]}}
  biller: {{kind: worker, {takes(40)}}}
journeys:
  buy:
    actor: web
    rate: 1/s
    steps: [web -> app, app -> jobs, app -> db, jobs -> mailer, mailer -> db, jobs -> biller]
"""


def test_an_asynchronous_call_begins_a_part_with_a_run_for_each_consumer() -> None:
    found = course(HANDED_ON)
    waited, afterwards = found.parts
    names = [
        [[found.bars[at].visit.component.id for at in run.bars] for run in part.runs]
        for part in found.parts
    ]
    assert names == [[["web", "app", "db"]], [["jobs", "mailer", "db"], ["jobs", "biller"]]]
    assert [round(run.end.p99, 3) for run in waited.runs if run.end] == [0.018]
    assert [round(run.end.p99, 3) for run in afterwards.runs if run.end] == [0.031, 0.043]
    assert afterwards.counted
    assert afterwards.slowest is afterwards.runs[1]
    # the broker's share is that of the run that ends last
    assert shares(found) | {"web": 0.0} == {
        "web": 0.0,
        "app": 0.556,
        "db": round(8 / 31, 3),
        "jobs": round(3 / 43, 3),
        "mailer": round(20 / 31, 3),
        "biller": round(40 / 43, 3),
    }


def test_a_broker_whose_answer_is_waited_for_is_not_counted_twice() -> None:
    found = course(HANDED_ON.replace("[jobs: {async: true}, db]", "[jobs: {async: false}, db]"))
    waited, afterwards = found.parts
    assert [found.bars[at].visit.component.id for at in waited.runs[0].bars] == [
        *("web", "app", "jobs", "db")
    ]
    assert not afterwards.counted
    assert [round(run.end.p99, 3) for run in afterwards.runs if run.end] == [0.028, 0.04]
    assert milliseconds(found)["jobs"] == (10.0, 13.0)
    assert milliseconds(found)["biller"] == (0.0, 40.0)


def test_what_an_afterwards_starts_is_a_part_of_its_own() -> None:
    text = HANDED_ON.replace(
        f"biller: {{kind: worker, {takes(40)}",
        f"""biller: {{kind: worker, {takes(40)}, calls: [audit: {{async: true}}]}}
  audit: {{kind: service, {takes(7)}""",
    ).replace("jobs -> biller]", "jobs -> biller, biller -> audit]")
    found = course(text)
    assert [found.bars[part.first].visit.component.id for part in found.parts] == [
        *("web", "jobs", "audit")
    ]
    assert milliseconds(found)["audit"] == (0.0, 7.0)


def test_where_a_time_is_not_known_there_are_no_figures() -> None:
    made = design(IN_ORDER)

    class Unknown(Stays):
        def of(self, name: str) -> Stay:
            return Stay(None) if name == "cache" else super().of(name)

    found = timeline(made, made.journeys["buy"], Unknown(made, {}))
    assert found is not None
    [run] = found.parts[0].runs
    assert (run.end, run.unknown, run.overloaded) == (None, ("cache",), ())
    assert {(each.called, each.returned, each.share) for each in found.bars} == {(None, None, None)}
    assert found.choice is None


def test_behind_an_overloaded_component_there_are_no_figures() -> None:
    found = course(IN_ORDER.replace("kind: database,", "kind: database, capacity: 5/s,"))
    assert found.parts[0].runs[0].overloaded == ("db",)
    assert found.parts[0].runs[0].end is None


def test_without_steps_there_is_no_course() -> None:
    text = "components: {web: {kind: client}}\njourneys: {buy: {actor: web, rate: 1/s}}\n"
    assert Facts(design(text)).timeline("buy") is None


# --- against simulation -------------------------------------------------------------------------


def made_at_random(seed: int) -> str:
    """A journey with calls at once, seldom and several times over, timeouts and retries."""
    source = random.Random(seed)
    count = source.randint(4, 9)
    lines, steps = ["  web: {kind: client, calls: [c0]}"], ["web -> c0"]
    callees: dict[int, list[str]] = {at: [] for at in range(count)}
    tried = False
    for at in range(1, count):
        caller = source.randrange(max(0, at - 3), at)
        options = []
        if source.random() < 0.25 and not tried:
            tried = True
            options = [f"timeout: {source.choice((60, 200))}ms", "retries: 2", "backoff: 5ms"]
            if source.random() < 0.5:
                options.append("failures: 5%")
        callees[caller].append(f"c{at}: {{{', '.join(options)}}}" if options else f"c{at}")
        if source.random() < 0.25:
            shares = source.choice(((0.6, 0.4), (0.3, 0.2), (0.05, 0.9)))
            for number, share in enumerate(shares):
                name = f"c{at}_{number}"
                latency = f"latency: {{p50: {5 * number + 2}ms, p99: {40 - 15 * number}ms}}"
                lines.append(f"  c{at}-{number}: {{kind: service, {latency}}}")
                steps.append(f"c{caller} -> {name.replace('_', '-')}: {{times: {share}}}")
            callees[caller].append(f"any_of: [c{at}-0, c{at}-1]")
        times = source.choice((1, 1, 1, 0.3, 2, 3, 1.4))
        beside = ", parallel: true" if source.random() < 0.3 and len(callees[caller]) > 1 else ""
        steps.append(f"c{caller} -> c{at}: {{times: {times}{beside}}}")
    for at in range(count):
        p50 = source.choice((1, 2, 5, 10))
        latency = f"latency: {{p50: {p50}ms, p99: {p50 * source.choice((2, 5, 10))}ms}}"
        lines.append(f"  c{at}: {{kind: service, {latency}, calls: [{', '.join(callees[at])}]}}")
    listed = "".join(f"\n      - {each}" for each in steps)
    return (
        "components:\n"
        + "\n".join(lines)
        + f"\njourneys:\n  buy:\n    actor: web\n    rate: 1/s\n    steps:{listed}\n"
    )


class Simulated:
    """So many runs of a part that the actor waits for, step by step."""

    def __init__(self, bars: tuple[Bar, ...], run: Run, runs: int, seed: int) -> None:
        import numpy

        self.numpy = numpy
        self.random = numpy.random.default_rng(seed)
        self.runs = runs
        self.visits: list[Visit] = [each.visit for each in bars]
        self.children = {
            at: [one for one in run.bars if self.visits[one].parent == at] for at in run.bars
        }
        self.called: dict[int, Any] = {}
        self.returned: dict[int, Any] = {}

    def stay(self, at: int, start: Seconds | None) -> tuple[Seconds, dict[int, Seconds]]:
        """One answer, and what each visit spends of it; ``start`` notes when inner calls are made."""
        numpy, visit = self.numpy, self.visits[at]
        time = numpy.zeros(self.runs)
        if at:
            latency = visit.component.latency
            assert latency is not None and latency.p50 is not None and latency.p99 is not None
            spread = numpy.log(latency.p99.value / latency.p50.value) / 2.3263478740408408
            time = latency.p50.value * numpy.exp(spread * self.random.standard_normal(self.runs))
        spent = {at: time.copy()}
        for members in self.groups(at):
            begins = None if start is None else start + time
            if self.visits[members[-1]].instead:
                time = time + self.one_of(members, begins, spent)
            else:
                time = self.last_of([self.call(each, begins) for each in members], time, spent)
        return time, spent

    def groups(self, at: int) -> list[list[int]]:
        """What a stay calls, those at once and those instead of each other together."""
        found: list[list[int]] = []
        for child in self.children[at]:
            joins = self.visits[child].beside or self.visits[child].instead
            found[-1].append(child) if joins else found.append([child])
        return found

    def one_of(
        self, members: list[int], start: Seconds | None, spent: dict[int, Seconds]
    ) -> Seconds:
        """The one call of the group that each run makes, if any."""
        drawn, before = self.random.random(self.runs), 0.0
        total: Seconds = self.numpy.zeros(self.runs)
        for at in members:
            after = before + self.visits[at].times
            made = (drawn >= before) & (drawn < after)
            time, inside = self.call(at, start, made)
            total = total + time
            for each, seconds in inside.items():
                spent[each] = spent.get(each, 0.0) + seconds
            before = after
        return total

    def last_of(
        self,
        group: list[tuple[Seconds, dict[int, Seconds]]],
        time: Seconds,
        spent: dict[int, Seconds],
    ) -> Seconds:
        if not group:
            return time
        numpy = self.numpy
        times = numpy.array([each for each, _ in group])
        last = times.argmax(axis=0)
        for number, (_, inside) in enumerate(group):
            for at, seconds in inside.items():
                spent[at] = spent.get(at, 0.0) + numpy.where(last == number, seconds, 0.0)
        longest: Seconds = time + times.max(axis=0)
        return longest

    def call(
        self, at: int, start: Seconds | None, chosen: Any = None
    ) -> tuple[Seconds, dict[int, Seconds]]:
        """All repetitions; in the runs that are ``chosen``, where it is settled which make the call."""
        numpy, times = self.numpy, self.visits[at].times
        total, spent = numpy.zeros(self.runs), {}
        rounds = [1.0] * int(times) + ([times % 1.0] if times % 1.0 else [])
        begins = start
        if self.visits[at].parallel and int(times) > 1:
            at_once = [self.attempts(at, start)]
            at_once += [self.attempts(at, None) for _ in range(int(times) - 1)]
            total = self.last_of(at_once, total, spent)
            rounds, begins = rounds[int(times) :], None
        for chance in rounds:
            time, inside = self.attempts(at, begins)
            made = self.random.random(self.runs) < chance if chosen is None else chosen
            total += numpy.where(made, time, 0.0)
            for each, seconds in inside.items():
                spent[each] = spent.get(each, 0.0) + numpy.where(made, seconds, 0.0)
            if begins is not None and chance < 1.0:
                for each in self.below(at):
                    for noted in (self.called, self.returned):
                        noted[each] = numpy.where(made, noted[each], begins)
            begins = None
        if start is not None:
            self.called[at], self.returned[at] = start, start + total
        return total, spent

    def below(self, at: int) -> list[int]:
        return [each for child in self.children[at] for each in (child, *self.below(child))]

    def attempts(self, at: int, start: Seconds | None) -> tuple[Seconds, dict[int, Seconds]]:
        numpy, attempts = self.numpy, self.visits[at].attempts
        if attempts is None:
            return self.stay(at, start)
        total, spent = numpy.zeros(self.runs), {at: numpy.zeros(self.runs)}
        left = numpy.ones(self.runs, dtype=bool)
        timeout = numpy.inf if attempts.timeout is None else attempts.timeout
        backoff = attempts.backoff
        for number in range(attempts.most):
            begins = start if number == 0 else None
            time, inside = self.stay(at, begins)
            if begins is not None:
                for each in self.below(at):
                    for noted in (self.called, self.returned):
                        noted[each] = numpy.minimum(noted[each], begins + timeout)
            failed = (time > timeout) | (self.random.random(self.runs) < attempts.failures)
            took = numpy.minimum(time, timeout)
            total += numpy.where(left, took, 0.0)
            for each, seconds in inside.items():
                answered = numpy.where(left & ~failed, seconds, 0.0)
                spent[each] = spent.get(each, 0.0) + answered
            spent[at] += numpy.where(left & failed, took, 0.0)
            left = left & failed
            if number + 1 < attempts.most:
                total += numpy.where(left, backoff, 0.0)
                spent[at] += numpy.where(left, backoff, 0.0)
                backoff *= 2.0
        return total, spent


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_against_simulation(seed: int, request: pytest.FixtureRequest) -> None:
    import numpy

    slow = request.config.getoption("-m") != "not slow"
    found = course(made_at_random(seed))
    [run] = found.parts[0].runs
    assert run.end is not None
    simulated = Simulated(found.bars, run, 1_000_000 if slow else 50_000, seed)
    time, spent = simulated.stay(0, numpy.zeros(simulated.runs))
    of_percentile = 0.01 if slow else 0.03
    for at in run.bars[1:]:
        bar = found.bars[at]
        assert bar.called is not None and bar.returned is not None
        for moment, said in (
            (simulated.called[at], bar.called),
            (simulated.returned[at], bar.returned),
        ):
            p50, p99 = numpy.quantile(moment, (0.5, 0.99))
            assert said.p50 == pytest.approx(p50, rel=of_percentile, abs=2e-5), (at, "p50")
            assert said.p99 == pytest.approx(p99, rel=of_percentile, abs=2e-5), (at, "p99")
    near = numpy.abs(time / numpy.quantile(time, 0.99) - 1.0) < (0.01 if slow else 0.03)
    for at in run.bars:
        share = float((spent.get(at, numpy.zeros(1)) / time)[near].mean()) if at in spent else 0.0
        assert found.bars[at].share == pytest.approx(share, abs=0.03 if slow else 0.06), at
    assert sum(found.bars[at].share or 0.0 for at in run.bars) == pytest.approx(1.0, abs=1e-6)


@every_case("seed", range(60), quick=1)
def test_moments_rise_downward(seed: int) -> None:
    found = course(made_at_random(seed))
    [run] = found.parts[0].runs
    ends = {0: (0.0, 0.0)}
    for at in run.bars[1:]:
        bar, parent = found.bars[at], found.bars[at].visit.parent
        assert bar.called is not None and bar.returned is not None and parent is not None
        caller = found.bars[parent]
        assert caller.called is not None and caller.returned is not None
        anew = bar.visit.beside or bar.visit.instead
        before = (0.0, 0.0) if anew else ends.get(parent, (0.0, 0.0))
        for number, percentile in enumerate(("p50", "p99")):
            rises = [
                before[number],
                getattr(caller.called, percentile),
                getattr(bar.called, percentile),
                getattr(bar.returned, percentile),
                getattr(caller.returned, percentile),
            ]
            least = max(rises[:2])
            assert least <= rises[2] * (1 + 2e-3) + 1e-5
            assert rises[2] <= rises[3] * (1 + 2e-3) + 1e-5
            assert rises[3] <= rises[4] * (1 + 2e-3) + 1e-5
        ends[parent] = (bar.returned.p50, bar.returned.p99)
