"""Facts: each computed once however many ask, only where somebody asks, and the same as by itself."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import FrameType, FunctionType

import pytest

import sdgen
from sdgen.analyses.analysis import analyse
from sdgen.analyses.estimate import estimate
from sdgen.analyses.facts import Facts, Scenario
from sdgen.analyses.failure.journeys import reliability
from sdgen.analyses.failure.logic import failure_logic
from sdgen.analyses.failure.what_if import what_if
from sdgen.analyses.latency.journeys import Latencies
from sdgen.analyses.reliability.importance import importance_of_events
from sdgen.analyses.scenario import scaled
from sdgen.analyses.storage.cache_memory import cache_memory
from sdgen.analyses.storage.stores import storage
from sdgen.analyses.traffic.flow import flow
from sdgen.api import Options, draw, read_file
from sdgen.cli.main import main
from sdgen.design.records import Design, Journey
from tests.analyses.designs import design_of
from tests.support.cases import every_case

DESIGNS = Path(__file__).parents[2] / "designs"
TWITTER = DESIGNS / "twitter.yaml"
SMALL = DESIGNS / "url-shortener.yaml"
HEAD = "sdgen: 1\nname: Shop\ntopology: {a: {level: zone}, b: {level: zone}}\n"
SHOP = """
scale: {daily_users: 1M, peak: 3x, horizon: 1y}
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, replicas: 3, zones: [a, b], capacity: 50/s, calls: [db, {mail: {async: true}}]}
  db: {kind: database, zones: [a], capacity: 1k/s, storage: 1 TB}
  mail: {kind: queue}
journeys:
  buy: {actor: web, rate: 3/user/day, steps: [web -> shop -> db], objectives: {availability: 99%}}
  look: {actor: web, rate: 7/s}
data:
  Order: {store: db, created_by: buy, size: 1 KB}
"""


def runs(functions: tuple[Callable[..., object], ...], work: Callable[[], object]) -> list[int]:
    """How often each function runs during the work, whoever calls it and by whatever name."""
    counts = {each.__code__: 0 for each in functions if isinstance(each, FunctionType)}

    def count(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code in counts:
            counts[frame.f_code] += 1

    # of a trace, which hears of calls alone; a profile hears of every return too
    before = sys.gettrace()
    sys.settrace(count)
    try:
        work()
    finally:
        sys.settrace(before)
    return list(counts.values())


def shop() -> Design:
    return design_of(SHOP)


# --- once -------------------------------------------------------------------------------------


@pytest.mark.slow
def test_all_views_and_lint_and_reports_of_one_design_compute_each_fact_once() -> None:
    design = sdgen.load(TWITTER)

    def work() -> None:
        for view in design.views:
            design.render(view)
        design.lint(select=["ALL"])
        design.estimate()
        design.estimate(journeys=[next(iter(design.design.journeys))])
        design.analyze(order=1)
        design.analyze(order=1, fail=["use1-a"])

    once = (flow, storage, cache_memory)
    assert runs(once, work) == [1] * len(once)


@pytest.mark.slow
@pytest.mark.parametrize("text", [HEAD + SHOP, TWITTER.read_text("utf-8")])
def test_what_the_command_line_draws_with_findings_has_its_load_computed_once(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "design.yaml"
    path.write_text(text, encoding="utf-8")
    arguments = ["render", str(path), "--view", "all", "--findings", "-f", "svg"]
    assert runs((flow,), lambda: main([*arguments, "-o", str(tmp_path / "out")])) == [1]
    assert len(capsys.readouterr().out.splitlines()) == len(sdgen.load(path).views)


@pytest.mark.slow
def test_a_view_that_shows_no_numbers_computes_none() -> None:
    design = sdgen.load(SMALL)
    assert runs((flow, failure_logic), lambda: design.render("high-level")) == [0, 0]


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", [SMALL, pytest.param(TWITTER, marks=pytest.mark.slow)], ids=lambda path: path.stem
)
def test_only_what_asks_for_importance_has_it_computed(path: Path) -> None:
    reading = read_file(path)
    facts = reading.facts
    assert facts is not None

    def without() -> None:
        for journey in facts.analysed:
            facts.availability(journey)
        draw(facts, "failure", Options())
        estimate(facts)
        sdgen.load(path).lint(select=["ALL"])

    assert runs((importance_of_events,), without) == [0]
    # journeys that need the same are looked at once
    [times] = runs((importance_of_events,), lambda: analyse(facts, order=1))
    assert times == (5 if path == TWITTER else len(facts.analysed))
    assert runs((importance_of_events,), lambda: analyse(facts, order=1)) == [0]


def test_threads_that_ask_at_the_same_time_get_the_same() -> None:
    facts = Facts(shop())
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: facts.traffic, range(64)))
    assert all(each is facts.traffic for each in found)


# --- what they are ----------------------------------------------------------------------------


@pytest.mark.parametrize("users", [1.0, 10.0])
def test_facts_are_what_the_analyses_say_by_themselves(users: float) -> None:
    facts = Facts(shop(), Scenario(users))
    design = scaled(shop(), users)
    load = flow(design)
    assert facts.design == design
    assert facts.traffic == load
    assert facts.traffic.peaks == load.peaks
    assert facts.steady == load.steady
    assert facts.storage == storage(design, load)
    assert facts.cache_memory == cache_memory(design, load, facts.storage)
    for journey in design.journeys.values():
        assert facts.latency(journey.id) == Latencies(design, load.operations).of(journey)
        logic = failure_logic(design, journey, load.peaks)
        assert facts.failure_logic(journey.id) == logic
        found = reliability(design, journey, order=2, peak_loads=load.peaks)
        assert facts.reliability(journey.id, 2) == found
        assert facts.points_of_failure(journey.id) == found.points


def test_availability_alone_is_that_of_the_whole_analysis() -> None:
    facts = Facts(shop())
    for name, wanted in (("buy", 0.99), ("look", None)):
        alone, whole = facts.availability(name), facts.reliability(name)
        assert (alone.journey, alone.objective) == (name, wanted)
        assert (alone.value, alone.exact, alone.highest, alone.interval, alone.meets_objective) == (
            whole.availability,
            whole.exact,
            whole.highest,
            whole.interval,
            whole.meets_objective,
        )
        assert facts.availability_bound(name, 0.5) == (alone.value, True)


def test_a_design_without_journeys_is_analysed_as_if_its_clients_made_every_call() -> None:
    facts = Facts(design_of("components:\n  web: {kind: client, calls: [a]}\n  a: {kind: cache}\n"))
    assert list(facts.analysed) == ["web"]
    assert facts.journeys == ()
    assert [each.event for each in facts.points_of_failure("web")] == ["a/1"]
    with pytest.raises(KeyError, match="nobody"):
        facts.availability("nobody")


# --- scenarios --------------------------------------------------------------------------------


def test_a_scenario_shares_what_does_not_depend_on_it() -> None:
    facts = Facts(shop())
    larger = facts.under(Scenario(users=10.0))
    assert larger.calls is facts.calls
    assert larger.required is facts.required
    assert larger.traffic is not facts.traffic
    assert larger.traffic.peaks["db"] == pytest.approx(10 * facts.traffic.peaks["db"])
    assert larger.under(Scenario()).traffic is facts.traffic
    assert facts.under(Scenario(failed=("a",))).traffic is facts.traffic
    assert facts.under(Scenario()) is facts


def test_so_many_users_are_what_estimate_does_with_a_factor() -> None:
    facts = Facts(shop())
    assert estimate(facts.under(Scenario(users=10.0))) == estimate(shop(), (), 10.0)
    assert estimate(facts, ("buy",), 10.0).factor == 10.0
    assert estimate(facts).factor == 1.0


@pytest.mark.slow
def test_what_has_failed_is_what_analyse_says_of_it() -> None:
    facts = Facts(shop())
    after = facts.under(Scenario(failed=("a",)))
    assert facts.what_if is None
    assert after.what_if == what_if(shop(), ["a"])
    assert analyse(shop(), failed=["a"]).what_if == after.what_if == analyse(after).what_if
    assert {"a", "shop", "shop/1"} <= set(facts.what_can_fail)
    with pytest.raises(KeyError, match="nobody"):
        _ = facts.under(Scenario(failed=("nobody",))).what_if


@every_case("users", [0.0, -1.0, float("inf"), float("nan")])
def test_a_scenario_has_users(users: float) -> None:
    with pytest.raises(ValueError, match="it is a number above 0"):
        Scenario(users)


@pytest.mark.slow
def test_a_copy_for_another_process_takes_the_design_and_no_facts() -> None:
    loaded = sdgen.load(TWITTER)
    bare = len(pickle.dumps(loaded))
    found = loaded.facts.traffic
    assert loaded.facts.reliability("post-tweet", 1).cut_sets
    assert len(pickle.dumps(loaded)) == bare
    copy = pickle.loads(pickle.dumps(loaded))
    assert (copy.design, copy.findings, copy.texts) == (
        loaded.design,
        loaded.findings,
        loaded.texts,
    )
    assert copy.facts.given is copy.design
    assert copy.facts.traffic == found
    other = Facts(shop(), Scenario(2.0, ("a",)))
    assert pickle.loads(pickle.dumps(other)).scenario == other.scenario


def test_journeys_that_fail_in_the_same_way_are_computed_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from sdgen.analyses.failure import journeys

    text = """\
sdgen: 1
name: Shop
journeys:
  look: {actor: web, steps: [web -> app]}
  buy: {actor: web, steps: [web -> app], objectives: {availability: 99%}}
  pay: {actor: web, steps: [web -> app -> bank]}
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, replicas: 2, calls: [bank]}
  bank: {kind: external, availability: 99%}
"""
    facts = sdgen.loads(text).facts
    computed = []
    original = journeys.reliability_of

    def counted(design: object, journey: Journey, *others: object, **more: object) -> object:
        computed.append(journey.id)
        return original(design, journey, *others, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(journeys, "reliability_of", counted)
    found = {name: facts.reliability(name) for name in facts.analysed}
    assert computed == ["look", "pay"]
    assert [each.journey for each in found.values()] == ["look", "buy", "pay"]
    assert [each.objective for each in found.values()] == [None, 0.99, None]
    assert found["look"].cut_sets == found["buy"].cut_sets != found["pay"].cut_sets
