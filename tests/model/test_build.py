"""Every part of a design becomes a record, in each form that it may be written in."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import Struct

from sdgen.base.findings import Severity
from sdgen.base.span import Span
from sdgen.design.records import Access, CallGroup, Level, Record, ReplicaMode
from sdgen.model import build_design, read_design, read_design_text
from sdgen.quantity import Quantity
from tests.model.given import HEAD, component, design, journey
from tests.support.cases import every_case

ROOT = Path(__file__).parents[2]


def value(quantity: object) -> float:
    assert isinstance(quantity, Quantity)
    return quantity.value


def shape(groups: tuple[CallGroup, ...]) -> list[tuple[int, list[str]]]:
    return [(group.need, [call.id for call in group.calls]) for group in groups]


# --- calls ------------------------------------------------------------------------------------


def test_calls_in_every_form() -> None:
    calls = component(
        "calls: [web, copy: {}, web: {async: true, label: again}, {any_of: [copy, web], "
        "optional: true}, {need: 1, of: [web, copy], async: true}]"
    ).calls
    assert shape(calls) == [
        (1, ["db->web"]),
        (1, ["db->copy"]),
        (1, ["db->web#2"]),
        (1, ["db->copy#2", "db->web#3"]),
        (1, ["db->web#4", "db->copy#3"]),
    ]
    again = calls[2].calls[0]
    assert again.asynchronous
    assert again.label == "again"
    assert [(call.optional, call.asynchronous) for group in calls[3:] for call in group.calls] == [
        (True, False),
        (True, False),
        (False, True),
        (False, True),
    ]


def test_a_call_keeps_its_options_and_their_places() -> None:
    call = (
        component(
            "calls: [copy: {protocol: SQL, timeout: 200ms, retries: 2, encrypted: true, pool: 8}]"
        )
        .calls[0]
        .calls[0]
    )
    assert (call.source, call.target, call.protocol) == ("db", "copy", "SQL")
    assert value(call.timeout) == 0.2
    assert (call.retries, call.encrypted, call.pool) == (2, True, 8)
    assert str(call.span_of("timeout")) == "shop.yaml:4:63"


# --- components -------------------------------------------------------------------------------


@every_case(
    ("written", "expected"),
    [
        ("technology: x", (1, False, None, False, None)),
        ("replicas: 3", (3, True, None, False, None)),
        ("replicas: {count: 3, need: 2}", (3, True, 2, False, None)),
        ("replicas: {count: 48, copies: 3, need: 2 of 3}", (48, True, 2, False, 3)),
        ("replicas: {count: 5, need: 2 of 3}", (5, True, 2, False, 3)),
        ("replicas: {count: 5, need: majority}", (5, True, None, True, None)),
        ('replicas: {count: 5, need: "4"}', (5, True, 4, False, None)),
        ("replicas: {copies: 3}", (3, True, None, False, 3)),
        ("replicas: {mode: active-standby}", (1, False, None, False, None)),
        ("replicas: 3.0", (3, True, None, False, None)),
    ],
)
def test_replicas_in_every_form(written: str, expected: tuple[object, ...]) -> None:
    replicas = component(written).replicas
    found = (replicas.count, replicas.given, replicas.need, replicas.majority, replicas.copies)
    assert found == expected


def test_replicas_follow_from_places() -> None:
    made = design(
        "topology: {eu: {zones: [a, b]}}\ncomponents: {c: {kind: cache, place: {a: 2, b: 1}}}\n"
    ).components["c"]
    assert made.place == {"a": 2, "b": 1}
    assert (made.replicas.count, made.replicas.given) == (3, True)
    assert str(made.span_of("place.b")) == "shop.yaml:4:48"


def test_failover_in_every_form() -> None:
    plain = component("replicas: {count: 2, mode: leader-follower, failover: automatic}").replicas
    assert plain.mode is ReplicaMode.LEADER_FOLLOWER
    assert plain.failover is not None
    assert plain.failover.automatic is True
    by_hand = component("replicas: {count: 2, failover: manual}").replicas.failover
    assert by_hand is not None
    assert by_hand.automatic is False
    whole = component(
        "replicas: {count: 2, failover: {automatic: true, time: 30s, success: 99%}}"
    ).replicas.failover
    assert whole is not None
    assert (value(whole.time), value(whole.success)) == (30, 0.99)


def test_plain_values_stand_for_the_first_part_of_a_mapping() -> None:
    made = component("latency: 5ms, backups: 24h, price: $70/month")
    assert made.latency is not None
    assert made.backups is not None
    assert made.price is not None
    assert value(made.latency.p50) == 0.005
    assert value(made.backups.every) == 86_400
    assert value(made.price.replica) == 70


def test_a_component_keeps_all_that_is_said_of_it() -> None:
    made = component(
        "technology: PostgreSQL 16, capacity: 5k/s, latency: {p50: 3ms, p99: 25ms}, storage: 8 TB, "
        "memory: 64 GiB, connections: 500, bandwidth: 10 Gbit/s, backups: {every: 1h, keep: 30d}, "
        "availability: 99.9%, common_cause: 5%, deploy_availability: 99.99%, managed: true, "
        "external: true, link: 'https://example.org', icon: onprem.database.PostgreSQL, "
        "shape: custom, notes: n, tags: [a, b], price: {storage: $0.1, egress: $0.09}, "
        "partitions: 12, partition_limit: 1k/s, replication: synchronous, encrypted_at_rest: true"
    )
    assert made.technology == "PostgreSQL 16"
    assert value(made.capacity) == 5_000
    assert value(made.storage) == 8e12
    assert value(made.memory) == 64 * 2**30
    assert value(made.bandwidth) == 1.25e9
    assert (made.connections, made.managed, made.external) == (500, True, True)
    assert made.tags == ("a", "b")
    assert (made.link, made.icon, made.shape, made.notes) == (
        "https://example.org",
        "onprem.database.PostgreSQL",
        "custom",
        "n",
    )
    assert made.properties["partitions"] == 12
    assert made.properties["replication"] == "synchronous"
    assert made.properties["encrypted_at_rest"] is True
    assert value(made.properties["partition_limit"]) == 1_000


def test_what_is_left_out_stays_out() -> None:
    made = component("technology: x")
    assert made.availability is None
    assert made.latency is None
    assert made.properties == {}


def test_mean_times_say_availability() -> None:
    made = component("mtbf: 90d, mttr: 30min")
    assert (value(made.mtbf), value(made.mttr)) == (90 * 86_400, 1_800)


# --- journeys ---------------------------------------------------------------------------------


def arrows(body: str) -> list[tuple[str, str, str]]:
    return [(each.source, each.target, each.label) for each in journey(body).steps]


def test_a_chain_is_several_arrows_and_labels_the_last() -> None:
    expected = [("web", "shop", ""), ("shop", "db", "POST /orders")]
    assert arrows("    steps:\n      - web -> shop -> db: POST /orders\n") == expected
    assert arrows('    steps: ["web -> shop -> db: POST /orders"]\n') == expected
    assert arrows("    steps:\n      - web->shop->db: {label: POST /orders}\n") == expected


def test_times_and_its_label_go_to_the_last_arrow_and_sizes_to_each() -> None:
    steps = journey(
        "    steps:\n      - web -> shop -> db: {times: 1%, label: on a miss, bytes: 4 KB, "
        "response: 1 KB, parallel: true}\n"
    ).steps
    assert [each.label for each in steps] == ["", "on a miss"]
    assert steps[0].times is None
    assert value(steps[1].times) == 0.01
    assert [value(each.request) for each in steps] == [4_000, 4_000]
    assert [value(each.response) for each in steps] == [1_000, 1_000]
    assert [each.parallel for each in steps] == [False, True]


def test_a_step_knows_its_place_and_that_of_its_ends() -> None:
    steps = journey("    steps:\n      - web -> shop -> db: write\n").steps
    assert steps[1].span == Span("shop.yaml", 10, 16, 10, 26)
    assert str(steps[1].span_of("source")) == "shop.yaml:10:16"
    assert str(steps[1].span_of("target")) == "shop.yaml:10:24"
    quoted = journey('    steps: ["web -> shop"]\n').steps[0]
    assert str(quoted.span_of("target")) == "shop.yaml:9:21"


def test_the_first_step_names_the_actor() -> None:
    made = journey("    steps: [web -> shop]\n")
    assert made.actor == "web"
    assert made.name == "Buy"


@every_case(
    ("text", "times", "access", "label"),
    [
        ("200", 200.0, None, ""),
        ("10%", 0.1, None, ""),
        ("3x", 3.0, None, ""),
        ("read", None, Access.READ, "read"),
        ("write", None, Access.WRITE, "write"),
        ("writes orders", None, None, "writes orders"),
        ("2. place order", None, None, "2. place order"),
    ],
)
def test_what_a_bare_text_says_is_about_the_last_arrow(
    text: str, times: float | None, access: Access | None, label: str
) -> None:
    first, last = journey(f"    steps: [web -> shop -> db: {text}]\n").steps
    assert (first.times, first.access, first.label) == (None, None, "")
    assert (value(last.times) if last.times else None, last.access, last.label) == (
        times,
        access,
        label,
    )


@every_case(
    ("text", "message", "help_text"),
    [
        (
            "async",
            "journey 'buy', step 1: 'async' is no label: it says that the call is async",
            "write 'async: true' at the call under 'calls'",
        ),
        (
            "optional",
            "journey 'buy', step 1: 'optional' is no label: it says that the call is optional",
            "write 'optional: true' at the call under 'calls'",
        ),
        (
            "5/s",
            "journey 'buy', step 1: '5/s' is no label: it says how often",
            "give the journey a 'rate', and the step 'times: 2'",
        ),
        (
            "20 KB",
            "journey 'buy', step 1: '20 KB' is no label: it says how large",
            "write '{bytes: 20 KB}', or 'response' for the answer",
        ),
        (
            "{op: write}",
            "journey 'buy', step 1: '{op: write}' is no label: it says more, which quotes make a text",
            "take the quotes away: 'a -> b: {op: write}'",
        ),
    ],
)
def test_what_is_no_label_is_found(text: str, message: str, help_text: str) -> None:
    reading = read_design_text(
        f"{HEAD}journeys: {{buy: {{steps: ['web -> shop: {text}']}}}}\n"
        "components:\n  web: {kind: client, calls: [shop]}\n  shop: {kind: service}\n",
        "shop.yaml",
    )
    (found,) = reading.findings
    assert reading.design is not None
    assert (found.message, found.help, found.severity) == (message, help_text, Severity.WARNING)


def test_a_journey_keeps_all_that_is_said_of_it() -> None:
    made = journey(
        "    actor: web\n    name: Buy a thing\n    rate: 10/user/day\n    request: 1 KB\n"
        "    response: 20 KB\n    objectives: {availability: 99.9%, p50: 50ms, p99: 200ms, rpo: 5min, "
        "rto: 1h, includes_async: true, consistency: strong}\n"
    )
    assert made.name == "Buy a thing"
    assert value(made.rate) == pytest.approx(10 / 86_400)
    assert (value(made.request), value(made.response)) == (1_000, 20_000)
    goals = made.objectives
    assert goals is not None
    assert value(goals.availability) == 0.999
    assert (value(goals.p50), value(goals.p99)) == (0.05, 0.2)
    assert (value(goals.rpo), value(goals.rto)) == (300, 3_600)
    assert goals.includes_async
    assert goals.consistency == "strong"


# --- topology, groups, views ------------------------------------------------------------------

SHOP = "components: {shop: {kind: service, group: back-end}}\n"


def test_levels_come_from_the_keys() -> None:
    domains = design(
        "topology:\n  aws:\n    level: provider\n    regions:\n      eu:\n        availability: 99.99%\n"
        "        name: Frankfurt\n        zones: {eu-a: 99.95%, eu-b: {racks: [r1, r2]}, eu-c: }\n"
        "  own: 99%\n" + SHOP
    ).domains
    found = {key: (each.level, each.parent) for key, each in domains.items()}
    assert found == {
        "aws": (Level.PROVIDER, None),
        "eu": (Level.REGION, "aws"),
        "eu-a": (Level.ZONE, "eu"),
        "eu-b": (Level.ZONE, "eu"),
        "r1": (Level.RACK, "eu-b"),
        "r2": (Level.RACK, "eu-b"),
        "eu-c": (Level.ZONE, "eu"),
        "own": (Level.REGION, None),
    }
    assert domains["eu"].name == "Frankfurt"
    assert value(domains["eu-a"].availability) == 0.9995
    assert domains["eu-c"].availability is None
    assert str(domains["eu-a"].span_of("availability")) == "shop.yaml:10:23"


def test_groups_are_implied_by_components() -> None:
    group = design(SHOP).groups["back-end"]
    assert (group.name, group.parent) == ("Back end", None)
    assert str(group.span) == "shop.yaml:3:43"


def test_groups_are_named_and_nested() -> None:
    groups = design(
        "groups: {back-end: {name: Machine room, parent: house}, house: The house}\n" + SHOP
    ).groups
    assert {key: (each.name, each.parent) for key, each in groups.items()} == {
        "back-end": ("Machine room", "house"),
        "house": ("The house", None),
    }


def test_views_select_by_id_group_tag_and_kind() -> None:
    views = design(
        "components: {shop: {kind: service, group: back, tags: [hot]}}\n"
        "views:\n  mine: {title: Mine, base: detailed, direction: down, include: [shop, 'group:back', "
        "'tag:hot', 'kind:service'], leave_out: ['kind:database']}\n  other-one: {}\n"
    ).views
    assert views["mine"].include == ("shop", "group:back", "tag:hot", "kind:service")
    assert views["mine"].leave_out == ("kind:database",)
    assert (views["mine"].title, views["mine"].base) == ("Mine", "detailed")
    assert views["mine"].direction == "down"
    assert (views["other-one"].title, views["other-one"].direction) == ("Other one", "auto")


# --- the other steps --------------------------------------------------------------------------


def test_requirements_in_every_form() -> None:
    made = design(
        "requirements:\n  functional: {buy: Users buy., find: {text: Users find., priority: could}}\n"
        "  non_functional: {fast: It is fast.}\n  out_of_scope: [a, b]\n"
        "  questions: [{ask: Why?, answer: Because.}]\n" + SHOP
    ).requirements
    assert made is not None
    assert made.functional["buy"].text == "Users buy."
    assert made.functional["buy"].priority == "must"
    assert made.functional["find"].text == "Users find."
    assert made.functional["find"].priority == "could"
    assert made.non_functional["fast"].text == "It is fast."
    assert made.out_of_scope == ("a", "b")
    assert (made.questions[0].ask, made.questions[0].answer) == ("Why?", "Because.")


def test_the_calendar_of_a_design_is_what_its_rates_are_read_with() -> None:
    made = design(
        "scale: {daily_users: 2M, peak: 3x, horizon: 5y, growth: 20%, month: 2.5e6 s}\n"
        "components: {web: {kind: client}}\njourneys: {buy: {actor: web, rate: 5M/month}}\n"
    )
    assert made.scale is not None
    assert value(made.scale.peak) == 3
    assert value(made.scale.growth) == 0.2
    assert value(made.scale.horizon) == 5 * 365 * 86_400
    assert value(made.journeys["buy"].rate) == 2


def test_operations() -> None:
    made = design(
        "api:\n  buy_it: {http: POST /v1/orders, params: {key: string, ids: 'id[]?'}, returns: 'Order[]', "
        "errors: {409: taken}, rate_limit: 3 per hour, idempotent: true, summary: Buys.}\n" + SHOP
    ).api["buy_it"]
    assert (made.method, made.path, made.returns) == ("POST", "/v1/orders", "Order[]")
    found = {key: (each.type, each.optional) for key, each in made.parameters.items()}
    assert found == {"key": ("string", False), "ids": ("id[]", True)}
    assert made.errors == {"409": "taken"}
    assert (made.rate_limit, made.idempotent, made.summary) == ("3 per hour", True, "Buys.")


def test_entities() -> None:
    data = design(
        "data:\n"
        "  Order: {key: [id, day], partition_by: id, retention: forever, rows: 1B, size: 300 B,\n"
        "    growth: 5M/day, queries: [id, {by: [day, buyer], index: true}],\n"
        "    fields: {id: id, day: date?, buyer: User, name: string(50), ids: 'id[4]', more: 'User[]?'}}\n"
        "  User: {retention: 90d}\n" + SHOP
    ).data
    order = data["Order"]
    assert (order.key, order.partition_by, order.forever) == (("id", "day"), ("id",), True)
    assert value(order.growth) == pytest.approx(5e6 / 86_400)
    assert [(each.by, each.index) for each in order.queries] == [
        (("id",), False),
        (("day", "buyer"), True),
    ]
    found = {
        key: (each.type, each.optional, each.many, each.length, each.reference)
        for key, each in order.fields.items()
    }
    assert found == {
        "id": ("id", False, False, None, None),
        "day": ("date", True, False, None, None),
        "buyer": ("User", False, False, None, "User"),
        "name": ("string", False, False, 50, None),
        "ids": ("id", False, True, 4, None),
        "more": ("User", True, True, None, "User"),
    }
    assert value(data["User"].retention) == 90 * 86_400
    assert not data["User"].forever


def test_decisions_monitoring_and_accepted_risks() -> None:
    made = design(
        "decisions:\n  store: {question: Where?, options: {SQL: {pros: [a], cons: [b, c]}, files: }, "
        "choice: SQL, because: d, affects: [shop]}\n"
        "monitoring: {watches: [shop], alerts: [{on: shop, when: down, who: us, page: true}], "
        "dashboards: {main: 'https://example.org'}}\n"
        "accepted: [{rule: single-zone, at: shop, because: e, until: 2027-03-31}]\n" + SHOP
    )
    decision = made.decisions["store"]
    assert decision.options["SQL"].cons == ("b", "c")
    assert (decision.choice, decision.because, decision.affects) == ("SQL", "d", ("shop",))
    assert made.monitoring is not None
    assert made.monitoring.watches == ("shop",)
    assert made.monitoring.alerts[0].page
    assert made.monitoring.dashboards == {"main": "https://example.org"}
    assert made.accepted[0].until == "2027-03-31"


# --- the whole --------------------------------------------------------------------------------


@pytest.mark.slow
def test_every_record_of_the_reference_design_stands_somewhere() -> None:
    made = read_design(ROOT / "designs" / "twitter.yaml", display="twitter.yaml").design
    assert made is not None
    seen: list[Record] = []

    def visit(found: object) -> None:
        if isinstance(found, Record):
            assert found.span.file == "twitter.yaml"
            assert found.span.line > 0
            seen.append(found)
        if isinstance(found, dict):
            for each in found.values():
                visit(each)
        elif isinstance(found, tuple):
            for each in found:
                visit(each)
        elif isinstance(found, Struct):
            for name in found.__struct_fields__:
                visit(getattr(found, name))

    visit(made)
    assert len(seen) > 100
    for record in seen:
        for name in record.__struct_fields__:
            if isinstance(getattr(record, name), Quantity):
                assert name in record.spans, f"{type(record).__name__}.{name}"


def test_a_design_comes_only_without_errors() -> None:
    reading = read_design_text(HEAD + "components: {a: {kind: service, zones: [x]}}\n", "a.yaml")
    assert reading.design is None
    assert reading.documents == {"a.yaml": HEAD + "components: {a: {kind: service, zones: [x]}}\n"}


def test_broken_yaml_is_all_that_is_said() -> None:
    reading = read_design_text("a: [\n", "a.yaml")
    assert reading.design is None
    assert all(each.unreadable for each in reading.findings)


def test_what_was_not_read_is_not_built() -> None:
    from sdgen.parse import parse_text

    assert build_design(parse_text("- a\n", "a.yaml")) == (None, ())
