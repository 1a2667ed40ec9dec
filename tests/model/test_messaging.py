"""Messages: who takes them, and that nobody waits for them."""

from __future__ import annotations

import pytest

from sdgen.analyses.facts import Facts
from sdgen.design.records import Design
from sdgen.model import read_design_text
from tests.analyses.designs import design_of
from tests.support.cases import every_case

SHOP = """\
journeys:
  order: {rate: 100/s, steps: [web -> shop -> mails, mails -> mailer -> relay]}
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, calls: [mails]}
  mails: {kind: KIND, dead_letter: lost, calls: [CALLS]}
  lost: {kind: queue}
  mailer: {kind: worker, calls: [relay]}
  other: {kind: worker}
  relay: {kind: external}
"""


def shop(kind: str = "queue", calls: str = "mailer") -> Design:
    return design_of(SHOP.replace("KIND", kind).replace("CALLS", calls))


def calls_of(design: Design, name: str) -> dict[str, bool]:
    return {
        call.target: call.asynchronous
        for group in design.components[name].calls
        for call in group.calls
        if not call.dead_letter
    }


@every_case("kind", ["queue", "stream", "topic"])
def test_calls_out_of_a_broker_are_asynchronous(kind: str) -> None:
    assert calls_of(shop(kind), "mails") == {"mailer": True}
    assert calls_of(shop(kind, "mailer: {async: false}"), "mails") == {"mailer": False}
    assert calls_of(shop(kind, "{any_of: [mailer, other]}"), "mails") == {
        "mailer": True,
        "other": True,
    }


@every_case(
    ("mails", "mailer", "message", "help_text"),
    [
        (
            "dead_letter: lost",
            "calls: [relay]",
            "'mailer' does not take from 'mails'",
            "add 'consumes: [mails]' to 'mailer' (shop.yaml:10:3)",
        ),
        (
            "dead_letter: lost",
            "consumes: [lost], calls: [relay]",
            "'mailer' does not take from 'mails'",
            "add '- mails' to the 'consumes' of 'mailer' (shop.yaml:10:3)",
        ),
        (
            "calls: [other]",
            "calls: [relay]",
            "'mails' does not call 'mailer'",
            "add '- mailer' to the 'calls' of 'mails' (shop.yaml:8:3)",
        ),
    ],
)
def test_a_step_that_nobody_takes_says_who_should(
    mails: str, mailer: str, message: str, help_text: str
) -> None:
    text = "sdgen: 1\nname: Shop\n" + SHOP.replace(
        "KIND, dead_letter: lost, calls: [CALLS]", f"queue, {mails}"
    )
    text = text.replace(
        "mailer: {kind: worker, calls: [relay]}", f"mailer: {{kind: worker, {mailer}}}"
    )
    text = text.replace("{rate:", "{actor: web, rate:")
    (finding,) = (
        each for each in read_design_text(text, "shop.yaml").findings if each.code == "REF002"
    )
    assert finding.message == f"journey 'order', steps: {message}"
    assert finding.help == help_text


def test_dead_letters_have_a_line_and_no_load() -> None:
    design = shop()
    (call,) = [
        call
        for group in design.components["mails"].calls
        for call in group.calls
        if call.target == "lost"
    ]
    assert call.dead_letter
    assert call.asynchronous
    assert call.label == "dead letters"
    facts = Facts(design)
    assert "lost" not in facts.traffic.components
    assert facts.traffic.components["relay"].average == 100.0


def test_a_consumer_that_sorts_dead_letters_out_has_the_line() -> None:
    made = design_of(
        "journeys: {go: {actor: web, rate: 5/s, steps: [web -> q -> w]}}\n"
        "components:\n  web: {kind: client, calls: [q]}\n  q: {kind: queue, calls: [w]}\n"
        "  w: {kind: worker, dead_letter: lost}\n  lost: {kind: queue}\n"
        "  f: {kind: function, dead_letter: 'to whom it may concern'}\n"
    )
    ((call,),) = [group.calls for group in made.components["w"].calls]
    assert (call.target, call.dead_letter, call.asynchronous) == ("lost", True, True)
    assert made.components["f"].calls == ()
    assert "lost" not in Facts(made).traffic.components


PULL = """\
journeys:
  order: {rate: 100/s, steps: [web -> api -> q, worker -> q, worker -> db]}
  OTHER
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, calls: [q]}
  q: {kind: queue}
  worker: {kind: worker, calls: [q, db]}
  db: {kind: database}
"""


def test_a_step_from_a_worker_that_nothing_reached_takes_from_the_queue() -> None:
    design = design_of(PULL.replace("OTHER", ""))
    steps = [(each.source, each.target) for each in design.journeys["order"].steps]
    assert steps == [("web", "api"), ("api", "q"), ("q", "worker"), ("worker", "db")]
    assert calls_of(design, "q") == {"worker": True}
    assert calls_of(design, "worker") == {"db": False}
    load = Facts(design).traffic
    assert load.components["db"].average == 100.0
    assert (
        "worker takes messages from q, since no step leads to it before: write 'consumes: [q]'"
        in load.assumptions
    )


def test_a_worker_that_was_reached_publishes() -> None:
    again = "again: {rate: 1/s, steps: [web -> api -> q, q -> worker, worker -> q]}"
    design = design_of(PULL.replace("OTHER", again))
    assert [(each.source, each.target) for each in design.journeys["again"].steps][-1] == (
        "worker",
        "q",
    )
    assert calls_of(design, "worker") == {"q": False, "db": False}


WITHOUT_STEPS = """\
journeys: {order: {actor: web, rate: 90/s}}
components:
  web: {kind: client, calls: [q]}
  q: {kind: KIND, calls: [a, {any_of: [b, c]}, d]}
  a: {kind: worker}
  b: {kind: worker}
  c: {kind: worker}
  d: {kind: worker}
"""


@every_case(("kind", "each"), [("queue", 30.0), ("stream", 90.0), ("topic", 90.0)])
def test_who_takes_messages_shares_a_queue_and_has_all_of_a_stream(kind: str, each: float) -> None:
    load = Facts(design_of(WITHOUT_STEPS.replace("KIND", kind))).traffic
    taken = {name: load.components[name].average for name in "abd"}
    assert taken == {"a": each, "b": each, "d": each}
    assert "c" not in load.components
    assert load.consumers == {"a", "b", "d"}


def test_steps_that_end_at_a_queue_say_so() -> None:
    text = (
        SHOP.replace("KIND", "queue")
        .replace("CALLS", "mailer")
        .replace(", mails -> mailer -> relay", "")
    )
    load = Facts(design_of(text)).traffic
    assert "journey 'order' ends at mails: mailer gets nothing of it" in load.assumptions
    assert "mailer" not in load.components


def test_a_consumer_needs_what_carries_the_average() -> None:
    text = "scale: {peak: 3x}\n" + SHOP.replace("KIND", "queue").replace("CALLS", "mailer").replace(
        "mailer: {kind: worker,", "mailer: {kind: worker, replicas: 6, capacity: 50/s,"
    )
    facts = Facts(design_of(text))
    assert facts.traffic.steady["mailer"] == 100.0
    assert facts.traffic.steady["relay"] == 300.0


def test_a_call_to_where_dead_letters_wait_carries_none_of_the_messages() -> None:
    text = SHOP.replace("KIND", "queue").replace("CALLS", "mailer, lost")
    without_steps = text.replace(
        "steps: [web -> shop -> mails, mails -> mailer -> relay]", "actor: web"
    )
    load = Facts(design_of(without_steps)).traffic
    assert load.components["mailer"].average == 100.0
    assert "lost" not in load.components


def test_a_step_to_where_dead_letters_wait_counts() -> None:
    text = SHOP.replace("KIND", "queue").replace("CALLS", "mailer, lost")
    text = text.replace(
        "mails -> mailer -> relay]", "mails -> mailer -> relay, 'mails -> lost': 1%]"
    )
    assert Facts(design_of(text)).traffic.components["lost"].average == pytest.approx(1.0)


def test_no_journey_passes_where_dead_letters_wait() -> None:
    text = SHOP.replace("KIND", "queue").replace("CALLS", "mailer")
    text = text.replace("steps: [web -> shop -> mails, mails -> mailer -> relay]", "actor: web")
    assert Facts(design_of(text)).visited["order"] == ("web", "shop", "mails", "mailer", "relay")


def test_a_worker_has_dead_letters_too() -> None:
    text = (
        SHOP.replace("KIND", "queue")
        .replace("CALLS", "mailer")
        .replace("other: {kind: worker}", "other: {kind: worker, dead_letter: lost}")
    )
    (group,) = design_of(text).components["other"].calls
    assert [(each.target, each.dead_letter) for each in group.calls] == [("lost", True)]
