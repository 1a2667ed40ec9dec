"""What a change means, against what ``analyze`` and ``estimate`` say of each design by itself."""

from __future__ import annotations

import math
from collections import Counter
from datetime import date
from typing import Any

import pytest

from sdgen import api
from sdgen.analyses.facts import Facts
from sdgen.base.findings import Finding, Severity
from sdgen.design.records import Design
from sdgen.diff.comparison import Comparison, compare
from sdgen.diff.figures import Figure, Measured, Verdict
from sdgen.lint.engine import lint
from sdgen.lint.settings import Settings
from sdgen.report.analysis_json import analysis_data
from sdgen.report.estimate_json import estimate_data
from tests.diff.edited import pair
from tests.diff.given import design
from tests.support.cases import every_case
from tests.support.quick import daily

LOWER = {
    *(Measured.AVAILABILITY, Measured.DOWN_WITHOUT_A_ZONE, Measured.POINTS_OF_FAILURE),
    *(Measured.LATENCY, Measured.UTILISATION),
}
"""What is better where it is lower: of availability, what is missing to 1."""


def findings_of(facts: Facts) -> tuple[Finding, ...]:
    return lint(facts, Settings(select=("ALL",)), today=date(2026, 1, 1)).findings


def compared(
    old: Design, new: Design
) -> tuple[Comparison, tuple[Finding, ...], tuple[Finding, ...]]:
    before, after = Facts(old), Facts(new)
    olds, news = findings_of(before), findings_of(after)
    return compare(before, after, olds, news), olds, news


def data_of(design: Design) -> tuple[dict[str, Any], dict[str, Any]]:
    loaded = api.LoadedDesign(Facts(design))
    return analysis_data(loaded.analyze()), estimate_data(loaded.estimate())


@pytest.mark.slow
@every_case("seed", daily(range(0, 500, 40), 5))
def test_each_side_is_what_is_said_of_it_by_itself(seed: int) -> None:
    old, new = pair(seed)
    found, olds, news = compared(old, new)
    ids = {
        noun: {after: before for before, after in pairs.items()}
        for noun, pairs in found.changes.renames.ids.items()
    }
    for given, side, names in ((old, "before", ids), (new, "after", {})):
        journeys, components = names.get("journey", {}), names.get("component", {})
        analysed, estimated = data_of(given)
        check_journeys(found, side, journeys, analysed, estimated)
        check_load(found, side, components, estimated)
        points = {
            each.get("component") or each["event"]
            for journey in analysed["journeys"].values()
            for each in journey["single_points_of_failure"]
            if each["cause"] != "capacity"
        }
        (figure,) = found.meaning.of(Measured.POINTS_OF_FAILURE)
        assert getattr(figure, side) == len(points)
    for each in found.meaning.figures:
        check_verdict(each)
    check_findings(found, olds, news)


def check_journeys(
    found: Comparison, side: str, ids: dict[str, str], analysed: Any, estimated: Any
) -> None:
    told = {each.subject: each for each in found.meaning.of(Measured.AVAILABILITY)}
    seen = {ids.get(name, name) for name, each in told.items() if getattr(each, side) is not None}
    assert seen == set(analysed["journeys"])
    for name, figure in told.items():
        data = analysed["journeys"].get(ids.get(name, name))
        if data is None:
            assert getattr(figure, f"{side}_text") == ""
            continue
        assert math.isclose(getattr(figure, side), data["availability"], rel_tol=1e-9)
        met = figure.met if side == "before" else figure.meets
        assert met == data["meets_objective"]
        goal = figure.goal_before if side == "before" else figure.goal
        if side == "before" or figure.kept:
            assert goal == data["objective"]
    p99 = {each.subject: each for each in found.meaning.of(Measured.LATENCY)}
    for name, data in estimated["journeys"].items():
        figure = next((each for key, each in p99.items() if ids.get(key, key) == name), None)
        value = None if figure is None else getattr(figure, side)
        if value is not None and math.isfinite(value):
            assert math.isclose(value, data["p99"], rel_tol=1e-9)
        else:
            assert data["p99"] is None or value == data["p99"], (name, value, data)


def check_load(found: Comparison, side: str, ids: dict[str, str], estimated: Any) -> None:
    shares = {
        ids.get(each.subject, each.subject): getattr(each, side)
        for each in found.meaning.of(Measured.UTILISATION)
        if getattr(each, side) is not None
    }
    wanted = {
        name: each["utilisation"]
        for name, each in estimated["components"].items()
        if each["utilisation"] is not None
    }
    assert shares.keys() == wanted.keys()
    assert all(math.isclose(shares[name], wanted[name], rel_tol=1e-9) for name in wanted)
    stored = math.fsum(each["storage"] or 0.0 for each in estimated["components"].values())
    storage = found.meaning.of(Measured.STORAGE)
    assert math.isclose(getattr(storage[0], side) if storage else 0.0, stored, rel_tol=1e-9)
    cost = found.meaning.of(Measured.COST)
    assert math.isclose(
        getattr(cost[0], side) if cost else 0.0, estimated["cost"]["total"] or 0.0, rel_tol=1e-9
    )
    saturation = found.meaning.of(Measured.SATURATION)
    grows = [each["growth"] for each in estimated["bottlenecks"] if each["utilisation"] > 0]
    assert (getattr(saturation[0], side) if saturation else None) == (
        None if not grows else getattr(saturation[0], side)
    )
    if grows:
        assert math.isclose(getattr(saturation[0], side), min(grows), rel_tol=1e-9)


def check_verdict(figure: Figure) -> None:
    if not figure.kept:
        assert figure.verdict in (Verdict.SAME, Verdict.DEARER, Verdict.CHEAPER)
        return
    assert figure.before is not None and figure.after is not None
    one, other = figure.before, figure.after
    if figure.measured is Measured.AVAILABILITY:
        one, other = 1.0 - one, 1.0 - other
    if figure.verdict in (Verdict.BETTER, Verdict.WORSE):
        is_lower = figure.measured in LOWER
        assert is_lower or figure.measured is Measured.SATURATION
        assert (other < one) is ((figure.verdict is Verdict.BETTER) is is_lower)
    elif figure.measured is Measured.LATENCY and figure.met == figure.meets:
        assert one == other or abs(one - other) <= 0.2 * one
    elif figure.measured is Measured.UTILISATION:
        assert max(one, other) <= 0.7 or math.isclose(one, other, rel_tol=1e-9)
    elif figure.measured in (Measured.DOWN_WITHOUT_A_ZONE, Measured.POINTS_OF_FAILURE):
        assert other <= one  # fewer are no gain where only what they were of is gone


def check_findings(found: Comparison, olds: Any, news: Any) -> None:
    before = [each for each in olds if not each.not_said and each.severity is not Severity.INFO]
    after = [each for each in news if not each.not_said and each.severity is not Severity.INFO]
    meaning = found.meaning
    assert Counter(after) == Counter((*meaning.new, *meaning.left))
    assert Counter(meaning.fixed) <= Counter(before)
    ids = {
        old: new for pairs in found.changes.renames.ids.values() for old, new in pairs.items()
    } | {found.changes.before.name: found.changes.after.name}

    def keys(findings: Any, known: dict[str, str]) -> Counter[tuple[str, str]]:
        return Counter((each.code, known.get(each.at, each.at)) for each in findings)

    assert Counter(before) == Counter((*meaning.fixed, *meaning.left_before))
    assert not keys(meaning.fixed, ids) & keys(meaning.new, {})


# --- single cases -------------------------------------------------------------------------------

SHOP = """\
sdgen: 1
name: Shop
scale: {daily_users: 1M, peak: 2x}
topology: {eu: {zones: {a: 99.9%, b: 99.9%}}}
journeys:
  buy: {actor: web, rate: 10/user/day, objectives: {availability: 99%, p99: 1s}, steps: [web -> api -> db]}
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, replicas: 2, capacity: 1k/s, zones: [a, b], price: $10/month, calls: [db]}
  db: {kind: database, replicas: 2, capacity: 1k/s, zones: [a], availability: 99.9%}
"""
NEW = "  look: {actor: web, rate: 1/user/day, steps: [web -> api]}\n"


def between(*edits: tuple[str, str]) -> Comparison:
    text = SHOP
    for before, after in edits:
        assert before in text, before
        text = text.replace(before, after)
    return compared(design(SHOP), design(text))[0]


def one(found: Comparison, measured: Measured, subject: str = "") -> Figure:
    (figure,) = (each for each in found.meaning.of(measured) if each.subject == subject)
    return figure


OBJECTIVES = [
    # What is written for it, the goal before and now, and whether it was met and is
    ("availability: 99%, ", "", (0.99, None), (True, None)),
    ("availability: 99%", "availability: 99.999%", (0.99, 0.99999), (True, False)),
    ("availability: 99%", "availability: 98%", (0.99, 0.98), (True, True)),
]


@every_case(("before", "after", "goals", "met"), OBJECTIVES)
def test_an_objective_that_moves_is_told_apart_from_the_system(
    before: str, after: str, goals: tuple[float | None, ...], met: tuple[bool | None, ...]
) -> None:
    found = between((before, after))
    figure = one(found, Measured.AVAILABILITY, "buy")
    assert (figure.goal_before, figure.goal) == goals
    assert (figure.met, figure.meets) == met
    assert figure.goal_changed and figure.verdict is Verdict.SAME and not figure.changed
    back = compare(found.after, found.before).meaning
    (other,) = back.of(Measured.AVAILABILITY)
    assert (other.goal, other.goal_before, other.meets, other.met) == (*goals, *met)
    assert (other in back.now_met) is (met[1] is False)
    assert (figure in found.meaning.now_missed) is (met[1] is False)


@pytest.mark.slow
def test_the_same_objective_has_not_moved() -> None:
    found = between(("availability: 99.9%}", "availability: 90%}"))
    figure = one(found, Measured.AVAILABILITY, "buy")
    assert not figure.goal_changed and (figure.met, figure.meets) == (True, False)
    assert figure.verdict is Verdict.WORSE and found.meaning.worse and not found.meaning.better


def test_an_objective_of_time_that_moves() -> None:
    found = between(("p99: 1s", "p99: 1ms"))
    figure = one(found, Measured.LATENCY, "buy")
    assert (figure.goal_before, figure.goal, figure.met, figure.meets) == (1.0, 0.001, True, False)
    assert (figure.goal_before_text, figure.goal_text) == ("1 s", "1 ms")
    assert figure.goal_changed and figure.before == figure.after


def test_a_journey_that_is_added_or_removed_has_one_side() -> None:
    found = between(("components:", f"{NEW}components:"))
    figure = one(found, Measured.AVAILABILITY, "look")
    assert figure.before is None and figure.before_text == "" and figure.after is not None
    assert not figure.kept and not figure.goal_changed and figure.verdict is Verdict.SAME
    back = compare(found.after, found.before)
    figure = one(back, Measured.AVAILABILITY, "look")
    assert figure.after is None and figure.after_text == "" and figure.before is not None


@pytest.mark.slow
def test_what_is_overloaded_takes_for_ever() -> None:
    found = between(("10/user/day", "10000/user/day"))
    figure = one(found, Measured.LATENCY, "buy")
    assert figure.after == math.inf and figure.after_text == "unbounded"
    assert figure.verdict is Verdict.WORSE and figure.meets is False
    still = compare(found.after, found.after)
    assert one(still, Measured.LATENCY, "buy").verdict is Verdict.SAME
    back = compare(found.after, found.before)
    assert one(back, Measured.LATENCY, "buy").verdict is Verdict.BETTER


COSTS = [
    ("$10", "$20", Verdict.DEARER),
    ("$10", "$5", Verdict.CHEAPER),
    ("$10", "10 USD", Verdict.SAME),
    ("$10", "20 USD", Verdict.DEARER),
    ("$10", "€20", Verdict.SAME),
    ("price: $10/month, ", "", Verdict.CHEAPER),
]


@pytest.mark.slow
@every_case(("before", "after", "verdict"), COSTS)
def test_sums_of_two_currencies_are_not_compared(before: str, after: str, verdict: Verdict) -> None:
    assert one(between((before, after)), Measured.COST).verdict is verdict


@pytest.mark.slow
def test_a_design_without_users_journeys_or_zones() -> None:
    bare = "sdgen: 1\nname: Bare\ncomponents: {web: {kind: client, calls: [api]}, api: {kind: service}}\n"
    for old, new in ((SHOP, bare), (bare, SHOP), (bare, bare)):
        found, *_ = compared(design(old), design(new))
        for each in found.meaning.figures:
            check_verdict(each)
        zones = found.meaning.of(Measured.DOWN_WITHOUT_A_ZONE)
        assert len(zones) == (old != new)
        assert all(each.verdict is Verdict.SAME for each in zones)
    nothing = api.facts_of_nothing()
    alone = compare(nothing, Facts(design(SHOP)))
    assert one(alone, Measured.AVAILABILITY, "buy").before is None


@pytest.mark.slow
def test_points_of_failure_that_came_and_went() -> None:
    single = ("api: {kind: service, replicas: 2", "api: {kind: service, replicas: 1")
    found = between(single)
    assert [(each.subject, each.journeys) for each in found.meaning.points_new] == [
        ("api", ("buy",))
    ]
    back = compare(found.after, found.before).meaning
    assert [each.subject for each in back.points_gone] == ["api"] and back.points_new == ()
    renamed = compare(
        Facts(design(SHOP.replace(*single))),
        Facts(design(SHOP.replace(*single).replace("api", "shop-api"))),
    )
    assert renamed.meaning.points_new == renamed.meaning.points_gone == ()


def test_findings_of_what_is_renamed_are_left() -> None:
    text = SHOP.replace("replicas: 2, capacity: 1k/s, zones: [a, b]", "replicas: 1")
    new = text.replace("api", "front-api").replace("name: Shop", "name: Store")
    found, olds, news = compared(design(text), design(new))
    assert any(each.at == "api" for each in olds) and any(each.at == "front-api" for each in news)
    assert found.meaning.fixed == found.meaning.new == ()
    assert len(found.meaning.left) > 0


def test_of_several_findings_of_one_rule_at_one_element_the_one_that_is_mended_is_fixed() -> None:
    text = SHOP.replace("calls: [db]}", "calls: [db, bank, post]}") + (
        "  bank: {kind: external}\n  post: {kind: external}\n"
    )
    mended = text.replace("[db, bank, post]", "[db, bank: {timeout: 1s}, post]")
    found, olds, _ = compared(design(text), design(mended))
    several = [each for each in olds if each.at == "api" and "timeout" in each.name]
    if len(several) > 1:
        assert [each for each in found.meaning.fixed if "timeout" in each.name] == [
            each for each in several if "bank" in each.message
        ]
