"""What a design states is found where it stands; what it does not say is one line a rule."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

import sdgen
from sdgen import api
from sdgen.base.findings import Finding, Severity
from sdgen.lint.documentation import whole_design
from sdgen.lint.engine import Linted, lint
from sdgen.lint.rule import Line, Rule
from sdgen.lint.settings import Settings
from sdgen.rules import all_rules
from tests.support.cases import every_case

TODAY = date(2026, 6, 1)
ASKING = [
    "API003",
    "API004",
    "COPY001",
    "COPY005",
    "DATA008",
    "EST001",
    "OBS001",
    "OBS002",
    "OBS003",
    "REP001",
    "REP006",
    "SEC002",
    "SLO003",
]
UNSAID = """\
sdgen: 1
name: Shop
journeys:
  buy: {actor: web, rate: 5/s, objectives: {availability: 90%}}
  pay: {actor: web}
components:
  web: {kind: client, calls: [gw]}
  gw: {kind: api_gateway, calls: [shop]}
  shop: {kind: service, replicas: 2, calls: [db, mails: {async: true}, db2, batch]}
  batch: {kind: service, calls: [db]}
  db: {kind: database}
  db2: {kind: database, managed: true}
  mails: {kind: queue}
api:
  post_order: {http: POST /orders, journey: buy}
data:
  Order: {store: db, key: id, growth: 5/s}
"""
STATED = """\
sdgen: 1
name: Shop
defaults: {calls: {timeout: none, encrypted: false}}
components:
  web: {kind: client, calls: [lb]}
  lb: {kind: load_balancer, replicas: 2, calls: [shop]}
  shop: {kind: service, replicas: 2, health_check: none, calls: [batch]}
  batch: {kind: service, replicas: 1, calls: [db, mails: {async: true}]}
  db: {kind: database, replicas: 2, backups: none}
  mails: {kind: queue, replicas: 2, lag_alert: none}
"""


def linted(text: str, settings: Settings | None = None, **more: str) -> Linted:
    reading = api.read_text(text, "shop.yaml")
    assert reading.design is not None, reading.findings
    return lint(reading.design, settings or Settings(), today=TODAY, texts=reading.texts)


def split(result: Linted) -> tuple[list[Finding], list[Finding]]:
    return (
        [each for each in result.findings if not each.not_said],
        [each for each in result.findings if each.not_said],
    )


def test_these_rules_ask() -> None:
    assert sorted(rule.code for rule in all_rules() if rule.asks) == ASKING


def test_what_is_not_said_is_one_note_a_rule_and_comes_last() -> None:
    result = linted(UNSAID)
    said, not_said = split(result)
    assert result.findings == (*said, *not_said)
    # one instance is counted where none is stated, so that a journey breaks; OBS001 is the cause of
    # OBS002, and SPOF001 of COPY001 and REP001
    assert {each.code for each in said} == {"SPOF001"}
    assert Counter(each.code for each in not_said) == Counter(
        [
            "API003",
            "API004",
            "COPY005",
            "DATA008",
            "EST001",
            "OBS001",
            "OBS003",
            "REP006",
            "SEC002",
            "SLO003",
        ]
    )
    assert {each.severity for each in not_said} == {Severity.INFO}
    assert {each.at for each in not_said} == {"Shop"}
    assert {each.span.line for each in not_said} == {2}


@pytest.mark.slow
@every_case(
    ("code", "message"),
    [
        (
            "API003",
            "1 operation that clients call gives no rate limit, and nothing on the way sets one: "
            "'post_order'",
        ),
        ("API004", "4 calls of 2 components give no timeout: 'shop' and 'batch'"),
        ("DATA008", "1 entity that grows gives no retention: 'Order'"),
        (
            "OBS001",
            "add 'monitoring' with 'watches' and 'alerts'; nothing is known to watch 6 components "
            "of 2 journeys ('gw', 'shop', 'batch', 'db' and 2 more)",
        ),
        ("OBS003", "1 queue lacks an alert on lag or age or dead-letter handling: 'mails'"),
        ("REP006", "1 store gives no backups: 'db'"),
        (
            "SEC002",
            "1 call from clients or across zones, of 1 component, does not say whether it is "
            "encrypted: 'web'",
        ),
        ("SLO003", "1 journey has no objective for availability or latency: 'pay'"),
    ],
)
def test_the_words_of_a_line(code: str, message: str) -> None:
    [found] = (each for each in linted(UNSAID).findings if each.code == code)
    assert found.message == message
    assert found.help


def test_the_words_of_the_lines_of_what_no_journey_needs() -> None:
    text = """\
sdgen: 1
name: Shop
components:
  web: {kind: client, calls: [lb]}
  lb: {kind: load_balancer, calls: [a]}
  a: {kind: service, replicas: 2, calls: [b, c, db]}
  b: {kind: service}
  c: {kind: service}
  db: {kind: database}
"""
    found = {each.code: each.message for each in linted(text).findings}
    assert found["COPY001"] == (
        "3 components give no 'replicas', which counts as 1: 'lb', 'b' and 'c'"
    )
    assert found["REP001"] == "1 store gives no 'replicas', which counts as 1 copy: 'db'"
    assert found["COPY005"] == (
        "1 component behind a balancer gives no health check, nor does the balancer: 'a'"
    )


def test_alerts_that_are_missing_are_one_line_where_everything_is_watched() -> None:
    text = UNSAID + "monitoring: {watches: [gw, shop, batch, db, db2, mails]}\n"
    [found] = (each for each in linted(text).findings if each.code == "OBS002")
    assert found.not_said
    assert found.message == "1 journey with an objective has no alert: 'buy'"
    assert found.help == "add '{on: buy, when: availability < 90%}' to the alerts"


@pytest.mark.slow
def test_what_a_monitor_watches_is_asked() -> None:
    unsaid = UNSAID + "monitoring: {dashboards: {all: https://example.org}}\n"
    [found] = (each for each in linted(unsaid).findings if each.code == "OBS001")
    assert (found.not_said, found.message) == (
        True,
        "'monitoring' is there: say what it watches; nothing is known to watch 6 components of 2 "
        "journeys ('gw', 'shop', 'batch', 'db' and 2 more)",
    )
    there = UNSAID.replace("api:\n", "  prom: {kind: monitor}\napi:\n")
    [found] = (each for each in linted(there).findings if each.code == "OBS001")
    assert found.not_said
    assert found.message.startswith("'prom' is there: say what it watches; nothing is known")
    # what sends it something is seen by it; the rest is asked for all the same
    called = there.replace(
        "shop: {kind: service, replicas: 2, calls: [",
        "shop: {kind: service, replicas: 2, calls: [prom: {async: true}, ",
    )
    [found] = (each for each in linted(called).findings if each.code == "OBS001")
    assert found.message.startswith("'prom' is there: say what it watches; nothing is known")
    assert "'shop'" not in found.message


WATCHED = UNSAID + "monitoring: {watches: [gw, shop, db]}\n"


def test_what_a_list_of_the_watched_leaves_out_is_one_warning() -> None:
    [found] = (each for each in linted(WATCHED).findings if each.code == "OBS001")
    assert (found.not_said, found.severity, found.span.line) == (False, Severity.WARNING, 18)
    assert found.message.startswith("nothing watches 'batch', 'db2' and 'mails', which 2 journeys")
    named = linted(WATCHED, Settings(select=("OBS001",)))
    assert [each.message for each in named.findings] == [found.message]
    one = "accepted: [{rule: OBS001, at: batch, because: A trial.}]\n"
    [less] = (each for each in linted(WATCHED + one).findings if each.code == "OBS001")
    assert less.message.startswith("nothing watches 'db2' and 'mails', which")


@pytest.mark.slow
def test_a_list_is_accepted_at_the_name_of_the_design() -> None:
    for text, rule in ((WATCHED, "OBS001"), (UNSAID, "API004"), (UNSAID, "OBS001")):
        text = text.replace("name: Shop", "name: My shop")
        text += f"accepted: [{{rule: {rule}, at: My shop, because: A trial.}}]\n"
        result = linted(text)
        assert result.suppressed
        assert not {rule, "DOC002"} & {each.code for each in result.findings}


def test_a_comment_where_the_list_stands_ignores_all_of_it() -> None:
    text = WATCHED.replace("db]}\n", "db]}  # sdgen: ignore[OBS001] a trial\n")
    assert not {"OBS001", "DOC002"} & {each.code for each in linted(text).findings}
    text = UNSAID.replace("name: Shop\n", "name: Shop  # sdgen: ignore[API004] a trial\n")
    assert not {"API004", "DOC002"} & {each.code for each in linted(text).findings}


def test_what_is_stated_keeps_its_severity() -> None:
    said, not_said = split(linted(STATED))
    assert [(each.code, each.severity.value, each.span.line) for each in said] == [
        ("API004", "warning", 3),
        ("API004", "warning", 3),
        ("SEC002", "warning", 3),
        ("COPY005", "warning", 7),
        ("COPY001", "error", 8),
        ("REP001", "error", 9),
        ("REP006", "error", 9),
        ("OBS003", "warning", 10),
    ]
    # what breaks is not said, as no journeys are
    assert [each.code for each in not_said] == ["EST001", "SPOF001"]


WITHOUT_JOURNEYS = """\
sdgen: 1
name: Shop
topology: {r: {zones: [a, b], availability: 100%}}
components:
  web: {kind: client, calls: [lb]}
  app: {kind: client, calls: [lb]}
  lb: {kind: load_balancer, replicas: 2, zones: [a, b], calls: [shop]}
  shop: {kind: service, replicas: 2, zones: [a], calls: [db]}
  db: {kind: database, replicas: 1, zones: [b]}
"""


def test_what_breaks_without_journeys_is_not_said() -> None:
    said, not_said = split(linted(WITHOUT_JOURNEYS))
    assert not {"SPOF001", "SPOF002"} & {each.code for each in said}
    # what is stated stays, though a point of failure is the cause of it elsewhere
    assert [each.at for each in said if each.code == "REP001"] == ["db"]
    lines = {each.code: each for each in not_said}
    assert lines["SPOF001"].message == (
        "no journeys are given; if every call counts, 'db' is a single point of failure"
    )
    assert lines["SPOF002"].message == (
        "no journeys are given; if every call counts, 'shop' and 'db' are down with one zone"
    )
    assert "write 'journeys' with what users do" in lines["SPOF001"].help
    assert [each.journeys for each in lines["SPOF001"].parts] == [()]
    single = linted(WITHOUT_JOURNEYS, Settings(select=("SPOF001", "SPOF002"))).findings
    assert [(each.at, each.severity.value, each.message) for each in single] == [
        (
            "shop",
            "warning",
            "'shop' is down when zone 'a' is, which breaks every call of 'web' and 'app'",
        ),
        (
            "db",
            "error",
            "'db' is 1 instance, and its loss breaks every call of 'web' and 'app'",
        ),
        (
            "db",
            "warning",
            "'db' is down when zone 'b' is, which breaks every call of 'web' and 'app'",
        ),
    ]


def test_lint_and_analyze_name_the_same_points_without_journeys() -> None:
    reading = api.read_text(WITHOUT_JOURNEYS, "shop.yaml")
    assert reading.facts is not None
    points = {p.component or p.event for p in reading.facts.points_of_failure("web")}
    single = linted(WITHOUT_JOURNEYS, Settings(select=("SPOF001", "SPOF002"))).findings
    assert points == {"db", "a", "b"}
    assert {each.at for each in single} == {"db", "shop"}


def test_what_would_take_too_long_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from sdgen.rules.support import journeys

    monkeypatch.setattr(journeys, "MOST_WORK", 9)
    codes = {each.code for each in linted(WITHOUT_JOURNEYS).findings}
    assert not codes & {"SPOF001", "SPOF002"}


def test_a_point_without_journeys_can_be_accepted() -> None:
    text = f"{WITHOUT_JOURNEYS}accepted: [{{rule: SPOF001, at: db, because: A trial.}}]\n"
    assert {each.code for each in linted(text).findings}.isdisjoint({"SPOF001", "DOC002"})


def test_what_an_included_file_says_is_stated(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "part.yaml").write_text("components: {db: {kind: database, replicas: 1}}\n")
    root = "sdgen: 1\nname: Shop\ninclude: [part.yaml]\ncomponents: {a: {kind: service}}\n"
    (tmp_path / "shop.yaml").write_text(root)
    said, not_said = split(api.lint_design(sdgen.load(tmp_path / "shop.yaml"), Settings(), TODAY))
    assert "REP001" in {each.code for each in said}
    assert {"COPY001", "REP006"} <= {each.code for each in not_said}


@pytest.mark.slow
@every_case(
    "settings",
    [
        Settings(select=("ALL",)),
        Settings(select=("API",)),
        Settings(extend_select=("missing-timeout",)),
        Settings(extend_select=("api004",)),
    ],
)
def test_a_selector_that_names_a_rule_gives_each_place(settings: Settings) -> None:
    found = [each for each in linted(UNSAID, settings).findings if each.code == "API004"]
    assert [(each.at, each.severity, each.not_said) for each in found] == [
        ("shop", Severity.WARNING, False),
        ("batch", Severity.WARNING, False),
    ]


def test_a_severity_of_its_own_names_a_rule() -> None:
    settings = Settings(severity={"API004": Severity.ERROR})
    found = [each for each in linted(UNSAID, settings).findings if each.code == "API004"]
    assert [each.severity for each in found] == [Severity.ERROR, Severity.ERROR]


def test_other_selectors_leave_the_lines_alone() -> None:
    result = linted(UNSAID, Settings(extend_select=("SPOF007",), ignore=("OBS",)))
    codes = Counter(each.code for each in result.findings)
    assert codes["API004"] == 1
    assert codes["OBS001"] == 0


# EST001 looks at all rules, DOC002 at what is accepted itself
ACCEPTABLE = [rule for rule in all_rules() if not rule.last]


@every_case("rule", ACCEPTABLE, quick=7)
def test_every_rule_can_be_accepted_whether_it_is_named_or_not(rule: Rule) -> None:
    text = whole_design(rule.documentation.bad)
    found = linted(text, Settings(select=(rule.code,))).findings
    assert found
    places = sorted({each.at for finding in found for each in finding.parts or (finding,)})
    accepted = "".join(f"  - {{rule: {rule.code}, at: '{at}', because: Known.}}\n" for at in places)
    text += f"accepted:\n{accepted}"
    for settings in (Settings(select=(rule.code, "DOC002")), Settings()):
        if rule.severity is Severity.INFO and not rule.asks and settings.select is None:
            continue  # it does not run
        result = linted(text, settings)
        assert not [each for each in result.findings if each.code in (rule.code, "DOC002")]
        assert result.suppressed >= len(places)


SEVERAL = """\
sdgen: 1
name: Several
journeys:
  buy: {actor: web, rate: 5/s, objectives: {availability: 90%}, steps: [web -> lb -> a -> db, lb -> b -> db2]}
  sell: {actor: web, rate: 5/s, objectives: {availability: 90%}, steps: [web -> lb2 -> a -> q, lb2 -> b -> q2]}
  pay: {actor: app, steps: [app -> lb]}
  own: {actor: web, steps: [web -> lb2]}
components:
  web: {kind: client, calls: [lb, lb2]}
  app: {kind: client, calls: [lb]}
  lb: {kind: api_gateway, replicas: 2, calls: [a, b]}
  lb2: {kind: api_gateway, replicas: 2, calls: [a, b]}
  a: {kind: service, replicas: 2, calls: [db, q: {async: true}, c]}
  b: {kind: service, replicas: 2, calls: [db2, q2: {async: true}, d]}
  c: {kind: service, calls: [db3]}
  d: {kind: service, calls: [db4]}
  db: {kind: database, replicas: 3}
  db2: {kind: database, replicas: 3}
  db3: {kind: database}
  db4: {kind: database}
  q: {kind: queue, replicas: 2}
  q2: {kind: queue, replicas: 2}
api:
  post_order: {http: POST /orders, journey: buy}
  post_offer: {http: POST /offers, journey: sell}
data:
  Order: {store: db, key: id, growth: 5/s}
  Offer: {store: db2, key: id, growth: 5/s}
"""


# EST001 has one place, the design
@every_case("rule", [rule for rule in all_rules() if rule.asks and rule.code != "EST001"], quick=1)
def test_what_is_accepted_at_one_place_leaves_the_others(rule: Rule) -> None:
    text = SEVERAL
    if rule.code == "OBS002":
        text += "monitoring: {watches: [lb, lb2, a, b, db, db2, q, q2]}\n"
    [line] = (each for each in linted(text).findings if each.code == rule.code)
    assert line.not_said
    first, *others = (each.at for each in line.parts)
    assert others
    named = Settings(select=(rule.code,))
    single = linted(text, named).findings
    assert [each.at for each in single] == [first, *others]
    assert not any(each.not_said for each in single)
    text += f"accepted: [{{rule: {rule.code}, at: {first!r}, because: A trial.}}]\n"
    [left] = (each for each in linted(text).findings if each.code == rule.code)
    assert [each.at for each in left.parts] == others
    assert left.message != line.message
    assert [each.at for each in linted(text, named).findings] == others


@pytest.mark.slow
@every_case("rule", [rule for rule in all_rules() if rule.asks])
def test_every_line_counts_and_says_what_to_write(rule: Rule) -> None:
    text = whole_design(rule.documentation.bad)
    found = [each for each in linted(text).findings if each.code == rule.code]
    assert found
    for each in found:
        assert each.help
        assert not each.message.endswith(".")
        stated = rule.code in ("OBS001", "COPY001", "REP001")
        assert each.not_said is not stated or rule.code == "OBS001"


def test_a_line_without_some_of_its_parts_is_put_into_words_again() -> None:
    from sdgen.lint.together import without_parts

    [line] = (each for each in linted(UNSAID).findings if each.code == "API004")
    less = without_parts(line, lambda each: each.at == "shop", all_rules())
    assert less is not None
    assert less.message == "1 call of 1 component gives no timeout: 'batch'"
    assert [each.at for each in less.parts] == ["batch"]
    assert less.not_said
    assert without_parts(line, lambda _: True, all_rules()) is None
    assert without_parts(line, lambda _: False, all_rules()) is line
    single = less.parts[0]
    assert without_parts(single, lambda _: True, all_rules()) is None
    assert without_parts(single, lambda _: False, all_rules()) is single


def test_a_line_is_a_message_and_what_helps() -> None:
    assert Line("a", "b") == Line(message="a", help="b")
