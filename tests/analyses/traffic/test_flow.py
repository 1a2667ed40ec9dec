"""Load: known answers by hand, what stays unknown, and laws that hold for every design."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgen.analyses.traffic.capacity import carried
from sdgen.analyses.traffic.flow import (
    Load,
    Utilisation,
    flow,
    journey_rate,
    peak_factor,
)
from sdgen.design.records import Design
from sdgen.model import read_design
from tests.model.given import design

DESIGNS = Path(__file__).parents[3] / "designs"
DAY = 86_400

COMPONENTS = """
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, capacity: 10/s, replicas: 3, calls: [cache, db, {queue: {async: true}}]}
  cache: {kind: cache}
  db: {kind: database}
  queue: {kind: queue, calls: [worker]}
  worker: {kind: worker, calls: [db]}
"""


def published(name: str) -> Design:
    read = read_design(DESIGNS / f"{name}.yaml").design
    assert read is not None
    return read


def shop(journey: str, scale: str = "") -> Design:
    """The components above with one journey of web, in braces."""
    return design(f"{scale}{COMPONENTS}journeys:\n  buy: {{actor: web, {journey}}}\n")


def exactly(value: float) -> float:
    return pytest.approx(value, rel=1e-12)  # type: ignore[no-any-return]


twitter = cache(lambda: flow(published("twitter")))


class TestTwitter:
    """200 million users a day, peak three times the average."""

    @pytest.mark.parametrize(
        ("journey", "a_day"),
        [
            ("post-tweet", 0.5),
            ("home-timeline", 10),
            ("view-media", 20),
            ("view-profile", 2),
            ("follow", 0.2),
            ("search", 1),
        ],
    )
    def test_journeys(self, journey: str, a_day: float) -> None:
        load = twitter().journeys[journey]
        assert load.average == exactly(200e6 * a_day / DAY)
        assert load.peak == exactly(3 * 200e6 * a_day / DAY)

    @pytest.mark.parametrize(
        ("component", "a_day"),
        [
            ("lb", 0.5 + 10 + 2 + 0.2 + 1),
            ("cdn", 20),
            ("timeline", 10),
            ("tweets", 0.5),
            ("users", 2 + 0.2),
            ("tweet-events", 0.5),
            ("fanout", 0.5),
            ("timeline-cache", 10 + 200 * 0.5),
            ("tweet-store", 0.5 + 0.01 * 10),
            ("user-db", 0.5 + 2 + 0.2),
            ("media-store", 0.3 * 0.5 + 0.05 * 20),
            ("search-index", 0.5 + 1),
        ],
    )
    def test_components(self, component: str, a_day: float) -> None:
        load = twitter().components[component]
        assert load.average == exactly(200e6 * a_day / DAY)
        assert load.peak == exactly(3 * 200e6 * a_day / DAY)

    def test_the_home_timeline_in_figures(self) -> None:
        load = twitter().journeys["home-timeline"]
        assert load.average == pytest.approx(23_148.1, abs=0.05)
        assert load.peak == pytest.approx(69_444.4, abs=0.05)

    def test_calls(self) -> None:
        calls = twitter().calls
        peak = 3 * 200e6 / DAY
        assert calls["fanout->timeline-cache"].peak == exactly(200 * 0.5 * peak)
        assert calls["timeline->tweet-store"].peak == exactly(0.01 * 10 * peak)
        assert calls["tweets->media-store"].request == exactly(0.3 * 0.5 * peak * 800e3)
        assert calls["tweets->media-store"].response is None
        assert calls["web->cdn"].response == exactly(20 * peak * 200e3)
        assert calls["web->cdn"].request is None
        assert "web->dns" not in calls

    def test_utilisation(self) -> None:
        used = twitter().utilisation
        assert used["fanout"].capacity == 60 * 75
        assert used["fanout"].share == exactly(3 * 200e6 * 0.5 / DAY / 4500)
        assert "cdn" not in used

    def test_nothing_is_assumed(self) -> None:
        assert twitter().assumptions == ()


def test_a_published_url_shortener() -> None:
    """500 million a month, a hundred reads for each: 192.9 writes and 19,290 reads a second."""
    load = flow(published("url-shortener"))
    assert load.journeys["shorten"].average == exactly(500e6 / (30 * DAY))
    assert load.journeys["shorten"].average == pytest.approx(192.9, abs=0.05)
    assert load.journeys["redirect"].average == pytest.approx(19_290, abs=0.5)
    assert load.journeys["redirect"].average == pytest.approx(20_000, rel=0.05)


class TestRates:
    def test_users_of_a_day(self) -> None:
        load = flow(shop("rate: 2/user/day", "scale: {daily_users: 43.2k, peak: 2x}"))
        assert load.journeys["buy"] == Load(exactly(1), exactly(2), None, None)
        assert load.components["db"].average == exactly(2)

    def test_users_of_a_month(self) -> None:
        load = flow(shop("rate: 3/user/month", "scale: {monthly_users: 864k, daily_users: 7}"))
        assert load.journeys["buy"].average == exactly(1)

    def test_a_rate_of_its_own(self) -> None:
        load = flow(shop("rate: 300/s, request: 2 KB, response: 1 MB"))
        assert load.journeys["buy"] == Load(300, 300, 600e3, 300e6)
        assert load.assumptions == ("no peak factor is given: peaks are counted as the average",)

    @pytest.mark.parametrize(
        ("journey", "scale"),
        [
            ("name: Buy", "scale: {daily_users: 5, peak: 2x}"),
            ("rate: 1/user/day", ""),
            ("rate: 1/user/day", "scale: {monthly_users: 5}"),
            ("rate: 1/user/month", "scale: {daily_users: 5}"),
        ],
    )
    def test_an_unknown_rate_stays_unknown(self, journey: str, scale: str) -> None:
        one = shop(journey, scale)
        load = flow(one)
        assert journey_rate(one, one.journeys["buy"]) is None
        assert (load.journeys, load.calls, load.components, load.utilisation) == ({}, {}, {}, {})
        assert load.peaks == {}
        assert load.assumptions == ("journey 'buy' is not counted: its rate is unknown",)

    def test_a_design_without_journeys(self) -> None:
        load = flow(design(COMPONENTS))
        assert (load.components, load.assumptions) == ({}, ())

    def test_peak_factor(self) -> None:
        assert peak_factor(design("scale: {peak: 2.5x}" + COMPONENTS)) == 2.5
        assert peak_factor(design(COMPONENTS)) == 1


class TestSteps:
    def test_a_chain_multiplies_as_it_goes(self) -> None:
        load = flow(shop("rate: 100/s, steps: [web -> api -> db: {times: 50%}]"))
        # what stands after the arrows is said of the last of them
        assert load.calls["web->api"].average == 100
        assert load.calls["api->db"].average == 50

    def test_a_step_by_itself_takes_what_has_arrived(self) -> None:
        load = flow(
            shop(
                "rate: 100/s, steps: [web -> api, web -> api: {times: 2}, api -> db: {times: 10%}]"
            )
        )
        assert load.components["api"].average == 300
        assert load.calls["api->db"].average == exactly(30)

    def test_a_chain_goes_on_from_its_own_arrow_only(self) -> None:
        load = flow(shop("rate: 100/s, steps: [web -> api, web -> api -> db]"))
        assert load.components["api"].average == 200
        assert load.calls["api->db"].average == 100

    def test_fan_out_and_misses(self) -> None:
        load = flow(
            shop(
                "rate: 10/s, steps: [web -> api, api -> queue -> worker, "
                "worker -> db: {times: 200}, api -> db: {times: 1%}]"
            )
        )
        assert load.calls["worker->db"].average == 2000
        assert load.calls["api->db"].average == exactly(0.1)
        assert load.components["db"].average == exactly(2000.1)

    def test_a_step_back_adds_and_multiplies_nothing_again(self) -> None:
        text = (
            "components:\n  web: {kind: client, calls: [a]}\n"
            "  a: {kind: service, calls: [b]}\n  b: {kind: service, calls: [a]}\n"
            "journeys:\n  ring: {actor: web, rate: 8/s, steps: [web -> a -> b -> a, b -> a]}\n"
        )
        load = flow(design(text))
        assert load.calls["web->a"].average == 8
        assert load.calls["a->b"].average == 8
        assert load.calls["b->a"].average == 16
        assert load.components["a"].average == 24

    def test_journeys_add_up(self) -> None:
        text = (
            f"{COMPONENTS}journeys:\n"
            "  read: {actor: web, rate: 90/s, steps: [web -> api -> cache]}\n"
            "  write: {actor: web, rate: 10/s, steps: [web -> api -> db]}\n"
            "  guess: {actor: web, steps: [web -> api]}\n"
        )
        load = flow(design(text))
        assert load.calls["web->api"].average == 100
        assert load.components["cache"].average == 90
        assert load.components["db"].average == 10
        assert load.assumptions == (
            "no peak factor is given: peaks are counted as the average",
            "journey 'guess' is not counted: its rate is unknown",
        )

    def test_several_calls_between_one_pair_count_as_the_first(self) -> None:
        text = (
            "components:\n  web: {kind: client, calls: [{db: {label: read}}, {db: {label: write}}]}\n"
            "  db: {kind: database}\njourneys:\n"
            "  buy: {actor: web, rate: 5/s, steps: [web -> db, web -> db]}\n"
        )
        assert {key: each.average for key, each in flow(design(text)).calls.items()} == {
            "web->db": 10
        }


class TestBytes:
    def test_the_request_runs_along_chains_of_the_actor(self) -> None:
        load = flow(
            shop(
                "rate: 10/s, request: 1 KB, response: 2 KB, steps: [web -> api -> cache, api -> db]"
            )
        )
        assert load.calls["web->api"] == Load(10, 10, 10e3, 20e3)
        assert load.calls["api->cache"] == Load(10, 10, 10e3, 20e3)
        assert load.calls["api->db"] == Load(10, 10, None, None)

    def test_a_step_says_its_own(self) -> None:
        load = flow(
            shop(
                "rate: 10/s, steps: [web -> api, "
                "api -> db: {times: 2, bytes: 4 KB, response: 1 KB}]"
            )
        )
        assert load.calls["api->db"] == Load(20, 20, 80e3, 20e3)

    def test_a_sum_with_an_unknown_part_is_unknown(self) -> None:
        load = flow(shop("rate: 10/s, steps: [web -> api, api -> db: {bytes: 4 KB}, api -> db]"))
        assert load.components["db"] == Load(20, 20, None, None)


class TestWithoutSteps:
    def test_every_call_once_for_each_time_its_caller_is_reached(self) -> None:
        load = flow(shop("rate: 6/s"))
        assert {key: each.average for key, each in load.components.items()} == {
            "api": 6,
            "cache": 6,
            "db": 12,
            "queue": 6,
            "worker": 6,
        }

    def test_the_first_alternative_and_the_first_of_a_quorum(self) -> None:
        text = (
            "components:\n"
            "  web: {kind: client, calls: [{any_of: [a, b]}, {need: 2, of: [c, d, e]}]}\n"
            + "".join(f"  {name}: {{kind: service}}\n" for name in "abcde")
            + "journeys:\n  buy: {actor: web, rate: 5/s}\n"
        )
        assert {key: each.average for key, each in flow(design(text)).components.items()} == {
            "a": 5,
            "c": 5,
            "d": 5,
        }

    def test_a_cycle_is_gone_round_once(self) -> None:
        text = (
            "components:\n  web: {kind: client, calls: [a]}\n"
            "  a: {kind: service, calls: [b, a]}\n  b: {kind: service, calls: [a, c]}\n"
            "  c: {kind: service}\njourneys:\n  buy: {actor: web, rate: 5/s}\n"
        )
        load = flow(design(text))
        assert load.calls["b->a"].average == 5
        assert load.components["c"].average == 5

    def test_where_a_cycle_is_entered_decides_where_it_ends(self) -> None:
        text = (
            "components:\n  a: {kind: service, calls: [b]}\n  b: {kind: service, calls: [a, c]}\n"
            "  c: {kind: service}\njourneys:\n  one: {actor: a, rate: 5/s}\n"
            "  two: {actor: b, rate: 7/s}\n"
        )
        # from a: a -> b, b -> a, b -> c; from b: b -> a, b -> c, and a -> b as often as a is reached
        assert {key: each.average for key, each in flow(design(text)).calls.items()} == {
            "a->b": 12,
            "b->a": 12,
            "b->c": 12,
        }

    @pytest.mark.slow
    def test_a_long_chain(self) -> None:
        chain = "".join(f"  n{at}: {{kind: service, calls: [n{at + 1}]}}\n" for at in range(1100))
        text = (
            f"components:\n  web: {{kind: client, calls: [n0]}}\n{chain}  n1100: {{kind: service}}\n"
            "journeys:\n  walk: {actor: web, rate: 5/s}\n"
        )
        assert flow(design(text)).components["n1100"].average == 5

    def test_diamonds_double_and_stay_numbers(self) -> None:
        layers = "".join(
            f"  n{at}: {{kind: service, calls: [n{at + 1}, n{at + 2}]}}\n" for at in range(20)
        )
        text = (
            f"components:\n  web: {{kind: client, calls: [n0]}}\n{layers}"
            "  n20: {kind: service}\n  n21: {kind: service}\n"
            "journeys:\n  walk: {actor: web, rate: 1/s}\n"
        )
        assert flow(design(text)).components["n20"].average == 10_946  # a Fibonacci number


class TestCapacity:
    def test_of_all_replicas(self) -> None:
        one = shop("rate: 6/s", "scale: {peak: 3x}")
        assert carried(one.components["api"]) == 30
        assert flow(one).utilisation == {"api": Utilisation(18, 30)}
        assert flow(one).utilisation["api"].share == 0.6

    def test_bytes_are_no_operations(self) -> None:
        components = design(COMPONENTS).components
        assert carried(components["db"]) is None
        assert carried(components["cache"]) is None


# --- laws -------------------------------------------------------------------------------------

SIZE = 6
CALLS = st.lists(
    st.tuples(st.integers(0, SIZE - 2), st.integers(1, SIZE - 1)).filter(lambda p: p[0] < p[1]),
    min_size=1,
    max_size=10,
    unique=True,
)
TIMES = st.sampled_from(["1%", "50%", "1", "3", "200"])


@st.composite
def loaded(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Lines of components and of journeys: a graph without cycles, one to three journeys."""
    calls = draw(CALLS)
    components = [
        f"  n{at}: {{kind: service, calls: [{', '.join(f'n{b}' for a, b in calls if a == at)}]}}"
        for at in range(SIZE)
    ]
    journeys = []
    for number in range(draw(st.integers(1, 3))):
        rate = draw(st.integers(1, 1000))
        actor = draw(st.integers(0, SIZE - 1))
        reached, steps = {actor}, []
        for call, times in draw(st.lists(st.tuples(st.sampled_from(calls), TIMES), max_size=6)):
            if call[0] in reached:  # a step from elsewhere is no design
                reached.add(call[1])
                steps.append((call, times))
        named = ", ".join(f"n{a} -> n{b}: {{times: {times}}}" for (a, b), times in steps)
        with_steps = f", steps: [{named}]" if steps else ""
        journeys.append(f"  j{number}: {{actor: n{actor}, rate: {rate}/s{with_steps}}}")
    return components, journeys


def loads_of(components: list[str], journeys: list[str], peak: str = "2x") -> Design:
    return design(
        "\n".join((f"scale: {{peak: {peak}}}", "components:", *components, "journeys:", *journeys))
    )


def averages(one: Design) -> dict[str, float]:
    facts = flow(one)
    found = {key: each.average for key, each in {**facts.calls, **facts.components}.items()}
    return dict(sorted(found.items()))


@pytest.mark.slow
@given(loaded())
def test_a_component_carries_what_is_called_of_it(lines: tuple[list[str], list[str]]) -> None:
    shop = loads_of(*lines)
    facts = flow(shop)
    for name, load in facts.components.items():
        arriving = [each for key, each in facts.calls.items() if key.endswith(f"->{name}")]
        # what acts by itself has its own rate to do
        arriving += [facts.journeys[j] for j, each in shop.journeys.items() if each.actor == name]
        assert load.average == pytest.approx(sum(each.average for each in arriving))
        assert load.peak == pytest.approx(2 * load.average)


@pytest.mark.slow
@given(loaded())
def test_without_steps_each_call_carries_what_its_caller_does(
    lines: tuple[list[str], list[str]],
) -> None:
    components, journeys = lines
    one = loads_of(components, [journeys[0].partition(", steps")[0].rstrip("}") + "}"])
    facts = flow(one)
    (journey,) = one.journeys.values()
    reached = {key: each.average for key, each in facts.components.items()}
    reached[journey.actor] = facts.journeys[journey.id].average
    for key, load in facts.calls.items():
        assert load.average == pytest.approx(reached[key.partition("->")[0]])


@pytest.mark.slow
@given(loaded(), st.randoms(use_true_random=False))
def test_the_order_of_the_file_changes_nothing(lines, random) -> None:  # type: ignore[no-untyped-def]
    components, journeys = lines
    expected = averages(loads_of(components, journeys))
    random.shuffle(components)
    random.shuffle(journeys)
    assert averages(loads_of(components, journeys)) == pytest.approx(expected)


@pytest.mark.slow
@given(loaded(), st.integers(2, 1000))
def test_load_grows_with_the_peak_factor(lines: tuple[list[str], list[str]], factor: int) -> None:
    once = flow(loads_of(*lines, peak="1x")).peaks
    grown = flow(loads_of(*lines, peak=f"{factor}x")).peaks
    assert grown == pytest.approx({name: factor * peak for name, peak in once.items()})


@pytest.mark.slow
@given(loaded(), st.integers(2, 1000))
def test_load_grows_with_the_users(lines: tuple[list[str], list[str]], factor: int) -> None:
    def with_users(users: int) -> dict[str, float]:
        components, journeys = lines
        per_user = [each.replace("/s", "/user/day", 1) for each in journeys]
        text = (
            f"scale: {{daily_users: {users}}}",
            "components:",
            *components,
            "journeys:",
            *per_user,
        )
        return averages(design("\n".join(text)))

    few = with_users(1000)
    assert with_users(1000 * factor) == pytest.approx({key: factor * v for key, v in few.items()})


@pytest.mark.slow
@given(loaded())
def test_what_goes_out_is_what_came_in_times_times(lines: tuple[list[str], list[str]]) -> None:
    """Over the steps of a journey, taken one by one: each call carries what has arrived at its
    source x ``times``, and what it carries arrives at its target."""
    one = loads_of(*lines)
    expected: dict[str, float] = {}
    for journey in one.journeys.values():
        start = journey_rate(one, journey)
        assert start is not None
        came = {journey.actor: start.average}
        if not journey.steps:
            return  # the law of the test before
        for step in journey.steps:
            times = step.times.value if step.times is not None else 1.0
            out = came[step.source] * times
            came[step.target] = came.get(step.target, 0.0) + out
            name = f"{step.source}->{step.target}"
            expected[name] = expected.get(name, 0.0) + out
    found = {name: each.average for name, each in flow(one).calls.items()}
    assert found == pytest.approx(expected)


@pytest.mark.slow
@given(loaded())
def test_journeys_add_up(lines: tuple[list[str], list[str]]) -> None:
    """All journeys together load each call as much as one after the other, also those that make
    every call and are counted at once."""
    components, journeys = lines
    total: dict[str, float] = {}
    for journey in journeys:
        for name, average in averages(loads_of(components, [journey])).items():
            total[name] = total.get(name, 0.0) + average
    assert averages(loads_of(components, journeys)) == pytest.approx(total)


def test_what_scales_is_said_to_have_a_part_left_of_the_most() -> None:
    scaling = design(
        "topology: {eu: {zones: [za, zb]}}\n"
        "components: {api: {kind: service, replicas: {min: 2, max: 9}, zones: [za, zb], "
        "capacity: 9/s}}"
    )
    assert flow(scaling).assumptions[-1] == (
        "api: counted as scaled up to 9 replicas at the peak, of which 5 are left when the fullest "
        "domain is lost"
    )


ALTERNATIVES = """
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, calls: [any_of: [cache, db]]}
  cache: {kind: cache, hit_ratio: 90%}
  db: {kind: database}
journeys:
  look: {rate: 100/s, steps: [web -> api, STEPS]}
"""


@pytest.mark.parametrize(
    ("steps", "reads"),
    [
        ("api -> cache, 'api -> db: 30%'", 30.0),  # as often as the cache misses
        ("'api -> cache: 70%', 'api -> db: 30%'", 30.0),  # shares of the runs
        ("'api -> cache: 50%', 'api -> db: 30%'", 15.0),  # of the look-ups
        ("'api -> cache: 50%', api -> db: {on_miss: cache}", 5.0),
    ],
)
def test_shares_that_make_up_every_run_serve_no_misses(steps: str, reads: float) -> None:
    found = flow(design(ALTERNATIVES.replace("STEPS", steps)))
    assert found.components["db"].average == pytest.approx(reads)


def test_waiting_for_more_than_must_answer_is_said() -> None:
    text = """
components:
  web: {kind: client, calls: [{need: 2, of: [a, b, c]}]}
  a: {kind: database}
  b: {kind: database}
  c: {kind: database}
journeys: {look: {rate: 1/s, steps: [web -> a, web -> b: {parallel: true}, web -> c: {parallel: true}]}}
"""
    said = (
        "journey 'look': web is counted as waiting for each of a, b and c, though 2 of them are "
        "enough"
    )
    assert said in flow(design(text)).assumptions
    fewer = text.replace(", web -> c: {parallel: true}", "")
    assert not any("waiting for each" in each for each in flow(design(fewer)).assumptions)
