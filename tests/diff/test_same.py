"""What is said in another way, in another order or in other files is no change."""

from __future__ import annotations

from pathlib import Path

from sdgen import api
from sdgen.diff.changes import Sign, changes_between
from tests.model.given import design
from tests.support.cases import every_case


def keys(before: str, after: str) -> list[tuple[str, str, list[str]]]:
    found = changes_between(design(before), design(after)).changes
    return [(each.sign.value, each.id, [fact.key for fact in each.facts]) for each in found]


SHOP = """\
scale: {daily_users: 1M}
topology: {eu: {zones: {a: 99.9%, b: 99.9%}}}
components:
  web: {kind: client, calls: [PLAIN, q]}
  api: {kind: service, tags: [hot, new], zones: [a, b], calls: [{any_of: [cache, db]}, db: {timeout: 1s}], KEYS}
  cache: {kind: cache, price: $70/month}
  db: {kind: database, replicas: {count: 3, copies: 3, need: 2}, maintenance: 2h/week, backups: 24h}
  q: {kind: queue}
  worker: {kind: worker, consumes: [q]}
groups: {back: Back}
journeys:
  buy: {rate: 5/s, reads: [Order, Item], steps: [web -> api -> db: {bytes: 1 KB, times: 50%}]}
data:
  Order: {store: db, fields: {id: string(50)}, queries: [id, by], retention: 30d}
  Item: {store: db}
decisions: {which: {question: Which?, options: {This: {pros: [cheap, small]}, That: {}}}}
monitoring: {watches: [api, db], alerts: [{on: db, when: full}, {on: api, when: slow}]}
""".replace("PLAIN", "api").replace(", KEYS", "")
SAME = [
    ("calls: [api, q]", "calls: [q, {api: {}}]"),
    ("calls: [api, q]", "calls: [{any_of: [api]}, q]"),
    ("any_of: [cache, db]", "any_of: [db, cache]"),
    ("any_of: [cache, db]", "need: 1, of: [db, {cache: {}}]"),
    ("timeout: 1s", "timeout: 1000 ms"),
    ("tags: [hot, new]", "tags: [new, hot]"),
    ("price: $70/month", "price: {replica: 70 USD/month}"),
    ("count: 3, copies: 3, need: 2", "copies: 3, need: 2"),
    ("count: 3, copies: 3, need: 2", "count: 3, need: 2 of 3"),
    ("maintenance: 2h/week", "maintenance: {time: 120min/week}"),
    ("backups: 24h", "backups: {every: 1d}"),
    ("{kind: worker, consumes: [q]}", "{kind: worker}"),
    ("back: Back", "back: {name: Back}"),
    ("buy: {rate", "buy: {actor: web, rate"),
    ("reads: [Order, Item]", "reads: [Item, Order]"),
    ("bytes: 1 KB, times: 50%", "times: 0.5, request: 1000 B"),
    ("string(50)", "'string( 50 )'"),
    ("queries: [id, by]", "queries: [{by: by, index: false}, {by: [id]}]"),
    ("pros: [cheap, small]", "pros: [small, cheap]"),
    ("That: {}", "That: null"),
    ("watches: [api, db]", "watches: [db, api]"),
    ("{on: db, when: full}, {on: api, when: slow}", "{when: slow, on: api}, {on: db, when: full}"),
    ("zones: {a: 99.9%, b: 99.9%}", "level: region, zones: {b: {availability: 99.90%}, a: 99.9%}"),
]


@every_case(("before", "after"), SAME)
def test_other_words_are_no_change(before: str, after: str) -> None:
    base = SHOP.replace("id: string(50)", "id: string(50), by: string")
    assert base.count(before) == 1
    other = base.replace(before, after)
    if "consumes" in before:
        other = other.replace("{kind: queue}", "{kind: queue, calls: [worker]}")
    assert keys(base, other) == []


DIFFERENT = [
    ("zones: [a, b]", "zones: [b, a]", "api", ["zones"]),
    ("price: $70/month", "price: €70/month", "cache", ["price"]),
    ("count: 3, copies: 3, need: 2", "copies: 4, need: 2", "db", ["replicas", "replicas.copies"]),
    ("bytes: 1 KB, times: 50%", "bytes: 1 KB, times: 51%", "buy", ["steps"]),
    ("That: {}", "Another: {}", "which", ["options"]),
    ("{kind: queue}", "{kind: stream}", "q", ["kind"]),
]


@every_case(("before", "after", "id", "names"), DIFFERENT)
def test_what_is_another_thing_is_a_change(
    before: str, after: str, id: str, names: list[str]
) -> None:
    base = SHOP.replace("id: string(50)", "id: string(50), by: string")
    assert base.count(before) == 1
    assert keys(base, base.replace(before, after)) == [("changed", id, names)]


def test_of_a_list_what_came_and_went_is_told_by_what_it_means() -> None:
    before = SHOP.replace("queries: [id, by], ", "")
    after = before.replace("{bytes: 1 KB, times: 50%}", "{bytes: 1000 B, times: 50%}, api -> cache")
    (change,) = changes_between(design(before), design(after)).changes
    (fact,) = change.facts
    assert (fact.gone, fact.new) == ((), ("api -> cache",))


TWICE = """\
components:
  web: {kind: client, calls: [CALLS]}
  api: {kind: service}
"""


def calls(*options: str) -> str:
    return TWICE.replace("CALLS", ", ".join(f"api: {{{each}}}" for each in options))


SEVERAL = [
    (("label: a, timeout: 1s", "label: b"), ("label: b", "label: a, timeout: 1000ms"), []),
    (("label: a", "label: b"), ("label: b", "label: c"), [("changed", "web->api#2", ["label"])]),
    (("label: a", "label: b"), ("label: b",), [("removed", "web->api#2", ["label"])]),
    (("label: b",), ("label: a", "label: b"), [("added", "web->api", ["label"])]),
    (("label: a",), ("label: b",), [("changed", "web->api", ["label"])]),
    (
        ("label: a", "label: b", "label: c"),
        ("label: c, timeout: 1s", "label: a"),
        [("changed", "web->api", ["timeout"]), ("removed", "web->api#3", ["label"])],
    ),
]


@every_case(("before", "after", "wanted"), SEVERAL)
def test_of_several_calls_between_a_pair_each_is_what_it_says(
    before: tuple[str, ...], after: tuple[str, ...], wanted: list[object]
) -> None:
    assert keys(calls(*before), calls(*after)) == wanted


def test_a_requirement_in_the_other_table_has_changed() -> None:
    before = "requirements: {functional: {fast: It is fast}}\ncomponents: {web: {kind: client}}\n"
    found = changes_between(design(before), design(before.replace("functional", "non_functional")))
    (change,) = found.changes
    assert [(each.key, each.before, each.after) for each in change.facts] == [
        ("kind", "functional", "non-functional")
    ]


def test_what_follows_from_a_host_is_told_of_the_host_alone() -> None:
    before = (
        "topology: {eu: {zones: {a: 99.9%, b: 99.9%}}}\n"
        "components: {kafka: {kind: stream, replicas: 3, zones: [a]}, t: {kind: topic, runs_on: kafka}}\n"
    )
    after = before.replace("replicas: 3, zones: [a]", "replicas: 4, zones: [a, b]")
    assert keys(before, after) == [("changed", "kafka", ["replicas", "zones"])]


FOLLOWS = [
    ("{copies: 3, need: 2}", "{copies: 4, need: 2}", ["replicas.copies"]),
    ("{min: 2, max: 9}", "{min: 3, max: 9}", ["replicas.min"]),
    ("1", "{copies: 2}", ["replicas.copies", "replicas"]),
]


@every_case(("before", "after", "names"), FOLLOWS)
def test_a_number_that_follows_is_told_where_it_is_stated(
    before: str, after: str, names: list[str]
) -> None:
    text = "components: {db: {kind: database, replicas: REPLICAS}}\n"
    (found,) = keys(*(text.replace("REPLICAS", each) for each in (before, after)))
    assert (found[1], sorted(found[2])) == ("db", sorted(names))


def test_dead_letters_are_told_as_the_call_that_they_are() -> None:
    before = "components: {q: {kind: queue}, d: {kind: queue}}\n"
    after = before.replace("q: {kind: queue}", "q: {kind: queue, dead_letter: d}")
    assert keys(before, after) == [("added", "q->d", ["dead_letter"])]
    back = changes_between(design(after), design(before)).changes
    assert [(each.sign, each.id) for each in back] == [(Sign.REMOVED, "q->d")]


def test_files_defaults_overrides_and_anchors_are_no_change(tmp_path: Path) -> None:
    whole = """\
sdgen: 1
name: Shop
groups: {back: Back}
components:
  web: {kind: client, calls: [api: {timeout: 1s}]}
  api: {kind: service, group: back, replicas: 3, tags: [hot], notes: kept, calls: [db: {timeout: 1s}]}
  db: {kind: database, group: back, replicas: 2}
journeys: {buy: {actor: web, steps: [web -> api -> db]}}
"""
    top = """\
sdgen: 1
name: Shop
include: [parts/data.yaml, parts/journeys.yaml]
override: {components: {db: {replicas: 2}, api: {technology: null}}}
x-hot: &hot {tags: [hot], notes: kept}
defaults: {calls: {timeout: 1s}, tags: {hot: {replicas: 3}}}
components:
  api: {<<: *hot, kind: service, group: back, calls: [db]}
  web: {kind: client, calls: [api]}
"""
    parts = {
        "data.yaml": "groups: {back: {}}\ncomponents: {db: {kind: database, group: back, replicas: 5}}\n",
        "journeys.yaml": "journeys: {buy: {steps: [web -> api, api -> db]}}\n",
    }
    (tmp_path / ".git").mkdir()
    (tmp_path / "parts").mkdir()
    (tmp_path / "top.yaml").write_text(
        top.replace("api: {technology: null}", "").replace(", }", "}")
    )
    for name, text in parts.items():
        (tmp_path / "parts" / name).write_text(text)
    (tmp_path / "whole.yaml").write_text(
        whole.replace("[web -> api -> db]", "[web -> api, api -> db]")
    )
    read = [api.load(tmp_path / name).design for name in ("whole.yaml", "top.yaml")]
    assert changes_between(*read).changes == ()
    (tmp_path / "parts/data.yaml").write_text(
        parts["data.yaml"].replace("back: {}", "back: Behind")
    )
    (change,) = changes_between(read[0], api.load(tmp_path / "top.yaml").design).changes
    assert change.span_after is not None and change.span_after.file.endswith("data.yaml")
