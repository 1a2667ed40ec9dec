"""The sequence view: messages, frames, parts, moments and shares of small designs, by hand."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

import sdgen
from sdgen.analyses.facts import Facts
from sdgen.analyses.latency.moments import Moment
from sdgen.analyses.latency.service import Stay, Stays
from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span
from sdgen.views import lack_of, make_pictures, names_of
from sdgen.views.diagram import Tone
from sdgen.views.marks import mark_findings
from sdgen.views.phrases import said
from sdgen.views.rail import Clock, unit_for
from sdgen.views.sequence import BarEnd, FrameEnd, FrameStart, Message, Section, Sequence, Tick
from sdgen.views.sequence_pages import MOST_ARROWS, MOST_PARTICIPANTS
from tests.model.given import design
from tests.support.cases import every_case
from tests.support.journeys import random_journey
from tests.views.sequences import lines, pages

ROOT = Path(__file__).parents[2]
PARTS = """\
components:
  web: {kind: client, name: Web, calls: [shop]}
  shop:
    kind: service
    replicas: 3
    calls: CALLS
  db: {kind: database, calls: [shop, db]}
  cache: {kind: cache}
  other: {kind: external}
  events: {kind: stream, calls: [mailer, indexer]}
  mailer: {kind: worker}
  indexer: {kind: worker, calls: [db]}
journeys:
  buy: {actor: web, MORE steps: [STEPS]}
"""


def made(steps: str, calls: str = "[db, cache, other]", more: str = "") -> list[Section]:
    """The sections of a journey of these steps, all on one page."""
    text = PARTS.replace("STEPS", steps).replace("CALLS", calls).replace("MORE", more)
    (page,) = pages(design(text))
    return list(page.sections)


def drawn(steps: str, calls: str = "[db, cache, other]", more: str = "") -> list[str]:
    (section,) = made(steps, calls, more)
    return lines(section)


def test_calls_answers_and_leaves() -> None:
    found = drawn("web -> shop, shop -> db: query, shop -> cache")
    assert found == ["web -> shop", "shop -> db: query", "shop -> cache", "shop --> web"]


def test_rates_and_bytes_stand_below_the_label_and_answers_have_bytes() -> None:
    calls = "[db: {protocol: SQL}]"
    more = "rate: 3/s, request: 1 KB, response: 2 KB,"
    found = drawn("web -> shop: order, shop -> db: insert, web -> shop -> db", calls, more)
    assert found == [
        "web -> shop: order | 3/s · 1 KB",
        "shop -> db: insert | SQL · 3/s",
        "shop --> web: 2 KB",
        "web -> shop: 3/s · 1 KB",
        "shop -> db: SQL | 3/s · 1 KB",
        "db --> shop: 2 KB",
        "shop --> web: 2 KB",
    ]


def test_without_a_rate_there_are_no_figures() -> None:
    assert drawn("web -> shop: order") == ["web -> shop: order"]


@pytest.mark.slow
@every_case(
    ("steps", "calls", "frame"),
    [
        ("'shop -> db': {times: 200}", "[db]", "loop [200 times]"),
        ("'shop -> db': {times: 1.5, label: a}", "[db]", "loop [1.5 times]"),
        ("'shop -> db': {times: 4, parallel: true}", "[db]", "loop [4 times] all at once"),
        ("'shop -> db': {times: 200, batch: 50}", "[db]", "loop [4 times] batches of 50"),
        ("'shop -> db': {times: 25%}", "[db]", "opt [25%]"),
        ("'shop -> db': {times: 0.5%, label: rarely}", "[db]", "opt [rarely, 0.5%]"),
        ("'shop -> db': ", "[db: {optional: true}]", "opt [best effort]"),
        ("'shop -> db': {times: 25%}", "[db: {optional: true}]", "opt [25%] best effort"),
    ],
)
def test_a_frame_says_how_often_and_whether_it_may_fail(steps: str, calls: str, frame: str) -> None:
    found = drawn(f"web -> shop, {{{steps}}}", calls)
    assert found[1] == frame
    assert found[2].startswith("  shop -> db")
    assert found[3:] == ["shop --> web"]


def test_a_call_may_have_two_frames() -> None:
    found = drawn("web -> shop, {shop -> db: {times: 3}}", "[db: {optional: true}]")
    assert found[1:4] == ["opt [best effort]", "  loop [3 times]", "    shop -> db"]


def test_what_serves_misses_is_called_by_its_guard() -> None:
    steps = "web -> shop, shop -> cache, {shop -> db: {on_miss: cache, label: on a miss}}"
    text = PARTS.replace("STEPS", steps).replace("CALLS", "[cache, db: {protocol: SQL}]")
    text = text.replace("MORE", "rate: 100/s,").replace(
        "{kind: cache}", "{kind: cache, hit_ratio: 99%}"
    )
    (page,) = pages(design(text))
    assert lines(page.sections[0])[2:4] == ["opt [on a miss, 1%]", "  shop -> db: SQL | 1/s"]


def test_what_serves_misses_says_so_where_nobody_has_named_it() -> None:
    steps = "web -> shop, shop -> cache, {shop -> db: {on_miss: cache}}"
    text = PARTS.replace("STEPS", steps).replace("CALLS", "[cache, db: {protocol: SQL}]")
    text = text.replace("MORE", "").replace("{kind: cache}", "{kind: cache, hit_ratio: 80%}")
    (page,) = pages(design(text))
    found = lines(page.sections[0])
    assert found[2:4] == ["opt [on a miss, 20%]", "  shop -> db: SQL"]


def test_calls_at_once_share_a_frame() -> None:
    steps = "web -> shop, shop -> db, {shop -> cache: {parallel: true}}, shop -> other"
    assert drawn(steps) == [
        "web -> shop",
        "par []",
        "  shop -> db",
        "-- []",
        "  shop -> cache",
        "shop -> other",
        "shop --> web",
    ]


def test_alternatives_stand_in_their_order() -> None:
    steps = "web -> shop, shop -> db: ask, {shop -> other: {times: 2%}}, shop -> cache"
    assert drawn(steps, "[any_of: [db, other], cache]") == [
        "web -> shop",
        "alt [ask]",
        "  shop -> db: ask",
        "-- [else Other, 2%]",
        "  shop -> other",
        "shop -> cache",
        "shop --> web",
    ]


def test_alternatives_that_share_a_call_out_exclude_each_other() -> None:
    """A run makes one of them: nothing of that is at once."""
    steps = "web -> shop, {shop -> db: {times: 60%}}, {shop -> other: {times: 30%, label: ask}}"
    assert drawn(steps, "[any_of: [db, other]]") == [
        "web -> shop",
        "alt [Database, 60%]",
        "  shop -> db",
        "-- [else ask, 30%]",
        "  shop -> other: ask",
        "shop --> web",
    ]


def test_a_quorum_and_a_lone_alternative_have_no_frame() -> None:
    steps = "web -> shop, shop -> db, shop -> cache"
    assert "alt" not in " ".join(drawn(steps, "[{of: [db, cache], need: 2}]"))
    assert "alt" not in " ".join(drawn("web -> shop, shop -> db", "[any_of: [db, cache]]"))


@every_case(
    ("how", "badge"),
    [
        ("{timeout: 2s, retries: 2}", "up to 3 attempts, 2 s each"),
        ("{retries: 1}", "up to 2 attempts"),
        ("{timeout: 2s}", ""),
    ],
)
def test_attempts_stand_at_the_arrow(how: str, badge: str) -> None:
    found = drawn("web -> shop, shop -> db", f"[db: {how}]")
    assert found[1] == (f"shop -> db: {badge}" if badge else "shop -> db")


def test_calls_back_and_to_oneself() -> None:
    found = drawn("web -> shop -> db, db -> db: vacuum, db -> shop")
    assert found == [
        "web -> shop",
        "shop -> db",
        "db -> db: vacuum",
        "db -> shop",
        "db --> shop",
        "shop --> web",
    ]


def test_what_nobody_waits_for_is_a_part_of_its_own() -> None:
    steps = "web -> shop, shop -> events: paid, events -> mailer, events -> indexer -> db"
    first, second = made(steps, "[events: {async: true}]")
    assert first.title == "While the user waits"
    assert first.waits
    assert lines(first) == ["web -> shop", "shop ~> events: paid | continues below", "shop --> web"]
    assert second.title == "Afterwards"
    assert not second.waits
    assert said(second.note) == "time counts from paid"
    found = [line.partition(" done")[0] for line in lines(second)]
    assert found == [
        "* ~> events: paid",
        "par [Mailer]",
        "  events ~> mailer",
        "-- [Indexer]",
        "  events ~> indexer",
        "  indexer -> db",
    ]
    notes = [line for line in lines(second) if "[" in line]
    assert all(" done after " in each and ", p99 " in each for each in notes)


def test_what_the_actor_asks_for_stands_where_it_asks() -> None:
    """The label of a chain belongs to its last arrow, but for a chain that begins at the actor."""
    found = drawn("web -> shop -> db: order, shop -> db -> shop: notify", "[db, cache, other]")
    assert [each for each in found if "-->" not in each and "(" not in each] == [
        *("web -> shop: order", "shop -> db", "shop -> db", "db -> shop: notify"),
    ]


def test_one_consumer_needs_no_frame_and_a_worker_can_be_called_at_once() -> None:
    _, queue = made("web -> shop -> events -> mailer", "[events: {async: true}]")
    assert lines(queue) == ["* ~> events", "events ~> mailer"]
    _, worker = made("web -> shop -> mailer: mail", "[mailer: {async: true}]")
    assert lines(worker) == ["* ~> mailer: mail"]
    assert said(worker.note) == "time counts from mail"


def test_a_queue_whose_answer_is_waited_for_hands_on_afterwards() -> None:
    first, second = made("web -> shop -> events -> mailer", "[events]")
    assert lines(first) == [
        "web -> shop",
        "shop -> events",
        "(events) continues below",
        "shop --> web",
    ]
    assert said(second.note) == "time counts from the answer of Events"
    bars = {second.cards[bar.participant].id: bar for bar in second.bars.values()}
    assert not bars["events"].works
    assert bars["events"].share == ""
    assert bars["mailer"].works


def test_several_parts_say_where_they_begin() -> None:
    steps = "web -> shop, shop -> events, events -> mailer, shop -> indexer"
    sections = made(steps, "[events: {async: true}, indexer: {async: true}]")
    assert [each.title for each in sections] == [
        "While the user waits",
        "Afterwards: Events",
        "Afterwards: Indexer",
    ]


def test_participants_stand_in_the_order_in_which_they_are_reached() -> None:
    (section,) = made("web -> shop, shop -> other, shop -> db, shop -> cache, shop -> db")
    assert [card.id for card in section.cards] == ["web", "shop", "other", "db", "cache"]
    assert section.cards[1].count == 3


def ticks(section: Section) -> list[Tick]:
    return [
        event.tick
        for event in section.events
        if isinstance(event, Message | BarEnd) and event.tick is not None
    ]


FIXED = """\
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, latency: {p50: 10ms, p99: 10ms}, calls: [db]}
  db: {kind: database, latency: {p50: 30ms, p99: 30ms}}
journeys:
  buy: {actor: web, objectives: {p50: 50ms, p99: 80ms}, steps: [web -> shop -> db]}
"""


def test_the_rail_has_each_moment_once_and_the_end() -> None:
    (page,) = pages(design(FIXED))
    (section,) = page.sections
    assert section.unit == "ms"
    assert [(tick.p50, tick.reached, tick.last) for tick in ticks(section)] == [
        ("0", False, False),
        ("10.0", False, False),
        ("40.0", True, False),
        ("40.0", True, True),
    ]
    shares = {section.cards[bar.participant].id: bar for bar in section.bars.values()}
    assert (shares["shop"].share, shares["db"].share, shares["web"].share) == ("25%", "75%", "")
    assert (shares["shop"].largest, shares["db"].largest) == (False, True)
    assert shares["db"].tooltip.splitlines() == [
        "Database",
        "called after p50 10 ms, p99 10 ms",
        "answered after p50 40 ms, p99 40.1 ms",
        "75% of the time of the slowest runs is its own",
    ]


def test_the_subtitle_and_the_meter_compare_with_the_objectives() -> None:
    (page,) = pages(design(FIXED))
    assert said(page.subtitle) == "Sequence of buy · p50 40 ms of 50 ms · p99 40.1 ms of 80 ms"
    assert [each.text for each in page.subtitle if each.strong] == ["p50 40 ms", "p99 40.1 ms"]
    assert page.meter is not None
    assert (page.meter.text, page.meter.value) == ("p99 40.1 ms of 80 ms", "50%")
    assert page.meter.tone is Tone.GOOD
    (slow,) = pages(design(FIXED.replace("p99: 80ms", "p99: 39.9ms").replace("p50: 50ms, ", "")))
    assert slow.meter is not None
    assert (slow.meter.value, slow.meter.share, slow.meter.tone) == (">100%", 1.0, Tone.BAD)
    (free,) = pages(design(FIXED.replace("objectives: {p50: 50ms, p99: 80ms}, ", "rate: 2/s, ")))
    assert free.meter is None
    assert said(free.subtitle) == "Sequence of buy · p50 40 ms · p99 40.1 ms · 2/s on average"


def test_without_a_latency_there_is_no_rail(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Stays.of
    monkeypatch.setattr(
        Stays, "of", lambda stays, name: Stay(None) if name == "db" else known(stays, name)
    )
    (page,) = pages(design(FIXED))
    assert page.sections[0].unit == ""
    assert ticks(page.sections[0]) == []
    assert "latency of Database not known" in said(page.subtitle)
    assert page.meter is None
    assert not any(bar.share for bar in page.sections[0].bars.values())


def test_a_component_that_begins_a_journey_works_before_it_calls() -> None:
    text = FIXED.replace(
        "web: {kind: client,", "web: {kind: external, latency: {p50: 5ms, p99: 5ms},"
    )
    (page,) = pages(design(text))
    (section,) = page.sections
    assert lines(section) == ["* ~> web", "web -> shop", "shop -> db", "shop --> web"]
    assert [tick.p50 for tick in ticks(section)][:3] == ["0", "5.0", "15.0"]
    shares = [bar.share for bar in section.bars.values()]
    assert shares == ["11%", "22%", "67%"]


@pytest.mark.slow
def test_no_moment_is_after_the_end() -> None:
    facts = sdgen.load(ROOT / "designs/payments.yaml").facts
    for journey in facts.design.journeys:
        course = facts.timeline(journey)
        assert course is not None
        for run in course.parts[0].runs:
            for at in run.bars if run.end is not None else ():
                bar = course.bars[at]
                assert run.end is not None
                assert bar.returned is not None
                assert bar.returned.p50 <= run.end.p50
                assert bar.returned.p99 <= run.end.p99


def test_what_is_overloaded_is_named() -> None:
    text = FIXED.replace("kind: database,", "kind: database, capacity: 5/s,")
    (page,) = pages(design(text.replace("actor: web,", "actor: web, rate: 9/s,")))
    assert "Database overloaded" in said(page.subtitle)
    assert page.sections[0].unit == ""


def test_a_choice_that_matters_is_said() -> None:
    text = FIXED.replace(
        "[web -> shop -> db]", "[web -> shop, {shop -> db: {times: 50%, label: ask}}]"
    )
    (page,) = pages(design(text))
    assert said(page.sections[0].note) == "p99 with ask 40.1 ms, without 10 ms"
    assert [each.text for each in page.sections[0].note if each.strong] == ["40.1 ms", "10 ms"]


def test_a_choice_that_changes_no_figure_is_not_said() -> None:
    text = FIXED.replace(
        "[web -> shop -> db]", "[web -> shop, {shop -> db: {times: 50%, parallel: true}}]"
    ).replace("p50: 30ms, p99: 30ms", "p50: 1us, p99: 1us")
    facts = Facts(design(text))
    timeline = facts.timeline("buy")
    assert timeline is not None
    assert timeline.choice is not None
    (page,) = pages(facts)
    assert page.sections[0].note == ()


@every_case(
    ("seconds", "unit", "text"),
    [
        (0.0, "", ""),
        (0.0004, "us", "400"),
        (0.001, "ms", "1.0"),
        (0.0099, "ms", "9.9"),
        (0.1432, "ms", "143"),
        (9.9994, "ms", "9999"),
        (10.0, "s", "10.0"),
        (9_000.0, "s", "9000"),
        (10_000.0, "min", "167"),
        (1e9, "d", "11574"),
    ],
)
def test_a_unit_has_up_to_four_digits(seconds: float, unit: str, text: str) -> None:
    moment = Moment(seconds / 2, seconds)
    assert unit_for([moment]) == unit
    tick = Clock(unit, 0).tick(moment)
    assert (tick.p99 if tick else "") == text


def test_small_moments_beside_large_ones() -> None:
    clock = Clock("s", 0)
    found = [clock.tick(Moment(0.0, each)) for each in (0.0, 0.001, 0.25, 0.996, 99.96)]
    assert [each.p99 for each in found if each] == ["0", "<0.01", "0.25", "1.0", "100"]
    assert clock.tick(Moment(0.0, 99.96)) is None
    assert clock.tick(Moment(0.0, float("inf"))) is None
    assert clock.tick(None) is None
    assert clock.tick(Moment(0.0, 99.96), last=True) is not None


def test_journeys_without_steps_have_nothing_to_show() -> None:
    text = FIXED + "  look: {actor: web}\n"
    shop = design(text)
    assert names_of(shop, "sequence") == ("sequence:buy",)
    lack = lack_of(shop, "sequence:look")
    assert lack is not None
    assert lack.message == "journey 'look' has no steps"
    assert lack.span.line == 9
    assert "under 'steps'" in lack.help
    none = lack_of(design(FIXED.replace(", steps: [web -> shop -> db]", "")), "sequence")
    assert none is not None
    assert none.message == "no journey has steps"
    empty = lack_of(design("components: {db: {kind: database}}\n"), "sequence")
    assert empty is not None
    assert empty.message == "there is no journey"
    assert "'journeys'" in empty.help


def test_findings_are_on_the_heads() -> None:
    finding = Finding("CAP001", "x", Severity.ERROR, "too much", Span.whole("shop.yaml"), at="db")
    (page,) = pages(design(FIXED))
    marked = mark_findings(page, [finding])
    assert isinstance(marked, Sequence)
    cards = {card.id: card for card in marked.sections[0].cards}
    assert [badge.text for badge in cards["db"].badges] == ["1 error"]
    assert cards["db"].ring is Tone.BAD
    assert cards["shop"].badges == ()
    assert said(marked.subtitle).endswith(" · 1 error")


def test_the_description_says_every_message_in_order() -> None:
    (page,) = pages(design(FIXED))
    assert page.description == (
        "Sequence of buy in Shop: 2 calls among 3 components. 1: Web calls Shop. "
        "2: Shop calls Database. Shop answers Web. Done after p50 40.0 ms, p99 40.1 ms."
    )


SEEDS = range(40)


@every_case("seed", SEEDS, quick=2)
def test_random_journeys_keep_their_order_and_their_shares(seed: int) -> None:
    """Messages come in the order of the steps below one caller, everything that begins ends, and
    the rail never goes back within a run but where calls are made at once."""
    steps = (1, 6, 15, 40, 90)[seed % 5]
    facts = sdgen.loads(f"sdgen: 1\nname: Shop\n{random_journey(seed, 2 + seed % 7, steps)}").facts
    timeline = facts.timeline("buy")
    assert timeline is not None
    every = [section for page in pages(facts) for section in page.sections]
    events = [event for section in every for event in section.events]
    calls = [event.step for event in events if isinstance(event, Message) and event.step]
    # of what a queue hands on the call stands in both parts: where it begins, and not before
    assert sorted(set(calls)) == list(range(1, len(timeline.bars)))
    for section in every:
        arrows = [each for each in section.events if isinstance(each, Message) and each.step]
        for caller in {each.caller for each in arrows}:
            own = [each.step for each in arrows if each.caller == caller]
            assert own == sorted(own)
        frames = 0
        for event in section.events:
            frames += isinstance(event, FrameStart) - isinstance(event, FrameEnd)
            assert frames >= 0
        assert frames == 0
    for part in timeline.parts:
        for run in part.runs:
            bars = run.bars if part.counted else run.bars[1:]
            shares = [timeline.bars[at].share for at in bars]
            if run.end is not None and run.end.p99 and run is part.slowest and None not in shares:
                assert sum(each or 0.0 for each in shares) == pytest.approx(1.0, abs=0.02)


@pytest.mark.slow
def test_a_long_journey_has_pages_that_hold_all_of_it() -> None:
    names = [f"s{number}" for number in range(40)]
    parts = "\n".join(f"  {name}: {{kind: service}}" for name in names)
    steps = ", ".join(f"hub -> {name}: call {name}" for name in names)
    text = (
        f"components:\n  web: {{kind: client, calls: [hub]}}\n"
        f"  hub: {{kind: service, calls: [{', '.join(names)}]}}\n{parts}\n"
        f"journeys:\n  buy: {{actor: web, steps: [web -> hub, {steps}]}}\n"
    )
    found = pages(design(text))
    assert len(found) > 3
    assert [page.page for page in found] == list(range(1, len(found) + 1))
    assert all(page.pages == len(found) for page in found)
    assert said(found[1].subtitle).endswith(f"page 2 of {len(found)}")
    told = []
    for page in found:
        (section,) = page.sections
        assert len(section.cards) <= MOST_PARTICIPANTS
        arrows = [event for event in section.events if isinstance(event, Message)]
        assert len(arrows) <= MOST_ARROWS
        told += [event.label for event in arrows if event.label]
        assert section.title == ""
    assert told == [f"call {name}" for name in names]
    last = found[-1].sections[0]
    assert [last.cards[last.bars[at].participant].id for at in last.open] == ["web", "hub"]


@pytest.mark.slow
def test_a_frame_goes_on_over_the_page() -> None:
    chain = ", ".join(["shop -> db"] * 80)
    steps = f"web -> shop, {{shop -> db: {{times: 2}}}}, {chain.replace('shop -> db', 'db -> db')}"
    first, second = pages(
        design(PARTS.replace("STEPS", steps).replace("CALLS", "[db]").replace("MORE", ""))
    )
    (one,), (two,) = first.sections, second.sections
    assert lines(one)[1] == "loop [2 times]"
    assert isinstance(one.events[-1], FrameEnd)
    assert lines(two)[0] == "loop [2 times] continued"
    assert [page.sections[0].title for page in (first, second)] == ["", ""]


@pytest.mark.slow
def test_what_is_cut_says_where_it_goes_on() -> None:
    """The bars and frames under way at the end of a page, and of them those that work or wait."""
    chain = ", ".join(["db -> db"] * 80)
    steps = f"web -> shop, {{shop -> db: {{times: 2}}}}, {chain}"
    first, second = pages(
        design(PARTS.replace("STEPS", steps).replace("CALLS", "[db]").replace("MORE", ""))
    )
    (one,), (two,) = first.sections, second.sections
    assert (one.continued, one.goes_on) == (False, "continues on page 2")
    assert (two.continued, two.goes_on) == (True, "")
    assert one.events[-1] == FrameEnd(goes_on=True)
    ends = [each for each in two.events if isinstance(each, FrameEnd)]
    assert ends == [FrameEnd(goes_on=False)]
    # only the last bar of the first page has not called anything there
    assert two.working == (max(two.open),)


@pytest.mark.slow
def test_no_page_ends_or_begins_with_an_empty_operand() -> None:
    names = [f"s{number}" for number in range(30)]
    parts = "\n".join(f"  {name}: {{kind: service}}" for name in names)
    steps = ", ".join(f"{{hub -> {name}: {{parallel: true}}}}" for name in names[1:])
    text = (
        f"components:\n  web: {{kind: client, calls: [hub]}}\n"
        f"  hub: {{kind: service, calls: [{', '.join(names)}]}}\n{parts}\n"
        f"journeys:\n  buy: {{actor: web, steps: [web -> hub, hub -> s0, {steps}]}}\n"
    )
    found = pages(design(text))
    assert len(found) > 2
    for page in found:
        told = lines(page.sections[0])
        begun = [at for at, line in enumerate(told) if line.startswith(("par", "--"))]
        assert begun
        assert all(told[at + 1].startswith("  hub -> ") for at in begun)


@pytest.mark.slow
def test_a_chain_of_calls_fills_its_pages() -> None:
    names = [f"s{number}" for number in range(30)]
    chain = " -> ".join(["web", *names])
    calls = "\n".join(
        f"  {name}: {{kind: service, calls: [{after}]}}" for name, after in pairwise(names)
    )
    text = (
        f"components:\n  web: {{kind: client, calls: [s0]}}\n{calls}\n"
        f"  {names[-1]}: {{kind: service}}\njourneys:\n  buy: {{actor: web, steps: [{chain}]}}\n"
    )
    first, second, *_ = pages(design(text))
    assert [len(page.sections[0].cards) for page in (first, second)] == [MOST_PARTICIPANTS] * 2


@pytest.mark.slow
def test_frames_of_many_participants_leave_room_for_what_is_in_them() -> None:
    """Each page shows the frames that it goes on with, and some calls."""
    names = [f"s{number}" for number in range(20)]
    calls = "\n".join(
        f"  {name}: {{kind: service, calls: [{after}: {{optional: true}}]}}"
        for name, after in pairwise(names)
    )
    chain = " -> ".join(["web", *names])
    text = (
        f"components:\n  web: {{kind: client, calls: [s0]}}\n{calls}\n"
        f"  {names[-1]}: {{kind: service, calls: [db]}}\n  db: {{kind: database}}\n"
        f"journeys:\n  buy: {{actor: web, steps: [{chain}, {', '.join(['s19 -> db'] * 30)}]}}\n"
    )
    assert len(pages(design(text))) <= 5


@pytest.mark.slow
def test_what_goes_on_names_the_page_where_it_does() -> None:
    many = ", ".join(["shop -> db"] * 57)
    steps = f"web -> shop, {many}, shop -> events, events -> mailer"
    text = PARTS.replace("STEPS", steps).replace("CALLS", "[db, events: {async: true}]")
    first, second = pages(design(text.replace("MORE", "")))
    assert lines(first.sections[0])[-2] == "shop ~> events: continues on page 2"
    assert [page.sections[-1].title for page in (first, second)] == [
        *("While the user waits", "Afterwards"),
    ]


@pytest.mark.slow
def test_deep_calls_do_not_end_python() -> None:
    """Calls nested deeper than functions may be."""
    chain = ", ".join(["shop -> db", "db -> shop"] * 700)
    text = (
        PARTS.replace("STEPS", f"web -> shop, {chain}").replace("CALLS", "[db]").replace("MORE", "")
    )
    facts = Facts(design(text))
    timeline = facts.timeline("buy")
    assert timeline is not None
    assert sum(len(s.events) for page in pages(facts) for s in page.sections) > 1400


def test_titles_of_views_are_those_of_the_view() -> None:
    (page,) = make_pictures(design(FIXED), "sequence:buy")
    assert isinstance(page, Sequence)
    assert (page.view, page.title) == ("sequence:buy", "Shop")
    assert replace(page, page=2).page == 2
