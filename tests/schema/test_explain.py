"""What the schema says about each kind of mistake: where, what, what is allowed, what was meant."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sdgen.base.findings import Finding
from sdgen.base.span import Span
from sdgen.parse import parse_text
from sdgen.parse.document import Scalar
from sdgen.schema import check_document, codes, design_schema
from sdgen.schema.explain import MOST_FINDINGS
from sdgen.schema.fit import KEYWORDS
from sdgen.schema.meant import ALSO_CALLED, word_meant
from tests.support.cases import every_case

HEAD = "sdgen: 1\nname: Shop\n"


def found(text: str) -> tuple[Finding, ...]:
    document = parse_text(text, "shop.yaml")
    assert document.root is not None
    return check_document(document)


def one(text: str) -> Finding:
    (finding,) = found(text)
    return finding


def component(body: str) -> str:
    return f"{HEAD}components:\n  db: {{kind: database, {body}}}\n"


def part(body: str) -> str:
    return f"{HEAD}components:\n  db: {{kind: database}}\n{body}"


CASES = [
    # unknown keys
    (
        component("replcas: 3"),
        "shop.yaml:4:24",
        codes.UNKNOWN_KEY,
        "component 'db': unknown key 'replcas'",
        "did you mean 'replicas'? allowed: kind, name, technology",
    ),
    (
        component("notes: Fast, but small"),
        "shop.yaml:4:37",
        codes.UNKNOWN_KEY,
        "component 'db': unknown key 'but small'",
        "inside {}, quote a value that has a comma; allowed: kind, name",
    ),
    (
        component("hit_ratio: 95%"),
        "shop.yaml:4:24",
        codes.UNKNOWN_KEY,
        "component 'db': unknown key 'hit_ratio', which a database does not have (only cdn or cache)",
        "allowed: kind, name",
    ),
    (
        part("jorneys: {}\n"),
        "shop.yaml:5:1",
        codes.UNKNOWN_KEY,
        "the design: unknown key 'jorneys'",
        "did you mean 'journeys'? allowed: sdgen, name, summary",
    ),
    (
        component("replicas: {cuont: 3}"),
        "shop.yaml:4:35",
        codes.UNKNOWN_KEY,
        "component 'db', 'replicas': unknown key 'cuont'",
        "did you mean 'count'? allowed: count, need, copies, reads, spread, min, max, mode, failover",
    ),
    *(
        (
            component(f"replicas: {{count: 3, {word}: 2}}"),
            "shop.yaml:4:45",
            codes.UNKNOWN_KEY,
            f"component 'db', 'replicas': unknown key '{word}'",
            f"did you mean '{key}'? allowed: count, need",
        )
        for word, key in (
            ("replication_factor", "copies"),
            ("rf", "copies"),
            ("quorum", "need"),
            ("minReplicas", "min"),
            ("max-replicas", "max"),
        )
    ),
    *(
        (
            component(f"{word}: 3"),
            "shop.yaml:4:24",
            codes.UNKNOWN_KEY,
            f"component 'db': unknown key '{word}'",
            f"write '{written}'; allowed: kind, name",
        )
        for word, written in (
            ("replication_factor", "replicas: {count: 3, copies: 3}"),
            ("quorum", "replicas: {count: 3, need: majority}"),
            ("min_replicas", "replicas: {min: 2, max: 10}"),
            ("read_only", "replicas: {mode: leader-follower, reads: any}"),
        )
    ),
    (
        component("replicas: {read_only: true}"),
        "shop.yaml:4:35",
        codes.UNKNOWN_KEY,
        "component 'db', 'replicas': unknown key 'read_only'",
        "write 'reads: any'; allowed: count, need",
    ),
    *(
        (
            part(f"journeys: {{buy: {{steps: [a -> db: {{{word}: db}}]}}}}\n"),
            "shop.yaml:5:36",
            codes.UNKNOWN_KEY,
            f"journey 'buy', step 1, 'a -> db': unknown key '{word}'",
            help_text,
        )
        for word, help_text in (
            ("operation", "did you mean 'op'? allowed: times"),
            ("cache_miss", "did you mean 'on_miss'? allowed: times"),
            ("read_only", "write 'op: read'; allowed: times"),
        )
    ),
    *(
        (
            HEAD + f"components:\n  db: {{kind: queue, {word}: [db]}}\n",
            "shop.yaml:4:21",
            codes.UNKNOWN_KEY,
            f"component 'db': unknown key '{word}'",
            f"did you mean '{key}'? allowed: kind, name",
        )
        for word, key in (
            ("subscribes", "consumes"),
            ("consumes_from", "consumes"),
            ("dlq", "dead_letter"),
        )
    ),
    (
        component("calls: [{need: 1, of: [a, b], failover: {time: 3s}}]"),
        "shop.yaml:4:54",
        codes.UNKNOWN_KEY,
        "component 'db', call 1: unknown key 'failover', which stands beside 'any_of' only",
        "leave it out, since all of 'of' are asked at once; or write 'any_of: [...]' without 'need' "
        "where one answers and the others stand in for it; allowed: need, optional, async, of",
    ),
    (
        component("calls: [{any_of: [a, b], need: 2}]"),
        "shop.yaml:4:49",
        codes.UNKNOWN_KEY,
        "component 'db', call 1: unknown key 'need', which stands beside 'of' only",
        "write '{need: 2, of: [...]}', or leave it out where one answer is enough; allowed: any_of",
    ),
    (
        component("calls: [{x: {tiemout: 1s}}]"),
        "shop.yaml:4:37",
        codes.UNKNOWN_KEY,
        "component 'db', call 1, 'x': unknown key 'tiemout'",
        "did you mean 'timeout'?",
    ),
    (
        component("calls: [{x: {mode: async}}]"),
        "shop.yaml:4:37",
        codes.UNKNOWN_KEY,
        "component 'db', call 1, 'x': unknown key 'mode'",
        "did you mean 'async'? allowed: optional, async",
    ),
    (
        component("depends-on: [x]"),
        "shop.yaml:4:24",
        codes.UNKNOWN_KEY,
        "component 'db': unknown key 'depends-on'",
        "did you mean 'calls'? allowed: kind, name",
    ),
    (
        component("calls: [{any_of: [a, b], retries: 2}]"),
        "shop.yaml:4:49",
        codes.UNKNOWN_KEY,
        "component 'db', call 1: unknown key 'retries'",
        "allowed: any_of",
    ),
    # missing keys
    (
        "sdgen: 1\ncomponents: {a: {kind: service}}\n",
        "shop.yaml:1:1",
        codes.MISSING_KEY,
        "the design: the key 'name' is missing",
        "add 'name': What the system is called.",
    ),
    (
        HEAD + "components:\n  db: {technology: x}\n",
        "shop.yaml:4:3",
        codes.MISSING_KEY,
        "component 'db': the key 'kind' is missing",
        "add 'kind': What the component is",
    ),
    (
        component("calls: [{of: [a, b]}]"),
        "shop.yaml:4:32",
        codes.MISSING_KEY,
        "component 'db', call 1: the key 'need' is missing",
        "add 'need': How many must answer.",
    ),
    # types
    (
        component("calls: [{x: 'reads, \"writes\"'}]"),
        "shop.yaml:4:36",
        codes.WRONG_TYPE,
        "component 'db', call 1, 'x': must be a mapping, but is text ('reads, \"writes\"')",
        "to label the line, write {label: \"reads, 'writes'\"}; keys: optional, async",
    ),
    (
        component("replicas: [3]"),
        "shop.yaml:4:34",
        codes.WRONG_TYPE,
        "component 'db', 'replicas': must be a whole number or a mapping, but is a list",
        "How many instances run; one unless given. Keys: count, need",
    ),
    (
        component("zones: [16]"),
        "shop.yaml:4:32",
        codes.WRONG_TYPE,
        "component 'db', 'zones', item 1: must be text, but is a whole number ('16')",
        'put it in quotes: "16"',
    ),
    (
        component("managed: yes"),
        "shop.yaml:4:33",
        codes.WRONG_TYPE,
        "component 'db', 'managed': must be true or false, but is text ('yes')",
        "write true",
    ),
    (
        component("replicas: [3]"),
        "shop.yaml:4:34",
        codes.WRONG_TYPE,
        "component 'db', 'replicas': must be a whole number or a mapping, but is a list",
        "How many instances run; one unless given.",
    ),
    (
        component("storage: {size: 8 TB}"),
        "shop.yaml:4:33",
        codes.WRONG_TYPE,
        "component 'db', 'storage': must be a quantity, but is a mapping",
        "Disk of one replica, such as `8 TB`.",
    ),
    (
        component("calls: [any_of: null]"),
        "shop.yaml:4:40",
        codes.WRONG_TYPE,
        "component 'db', call 1, 'any_of': must be a list, but is empty",
        "Ids of components, each alone or with options.",
    ),
    (
        component("replicas: 2.5"),
        "shop.yaml:4:34",
        codes.WRONG_TYPE,
        "component 'db', 'replicas': must be a whole number or a mapping, but is a number ('2.5')",
        "write a whole number, such as '3', '250_000' or '10k'. How many instances run",
    ),
    (
        HEAD + "components: [a, b]\n",
        "shop.yaml:3:13",
        codes.WRONG_TYPE,
        "'components': must be a mapping, but is a list",
        "The parts of the system.",
    ),
    # values
    (
        HEAD + "components:\n  db: {kind: databse}\n",
        "shop.yaml:4:14",
        codes.WRONG_VALUE,
        "component 'db', 'kind': 'databse' is not one of the values allowed",
        "did you mean 'database'? allowed: ",
    ),
    (
        component("zones: eu-west-1a"),
        "shop.yaml:4:31",
        codes.WRONG_TYPE,
        "component 'db', 'zones': must be a list, but is text ('eu-west-1a')",
        "write [eu-west-1a]; Failure domains that its replicas are spread over in turn.",
    ),
    (
        HEAD + "components:\n  posts: {kind: Read-Replica}\n",
        "shop.yaml:4:17",
        codes.WRONG_VALUE,
        "component 'posts', 'kind': 'Read-Replica' is not one of the values allowed",
        "did you mean 'replica'? allowed: ",
    ),
    (
        HEAD + "components:\n  posts: {kind: postgres}\n",
        "shop.yaml:4:17",
        codes.WRONG_VALUE,
        "component 'posts', 'kind': 'postgres' is not one of the values allowed",
        "did you mean 'database'? allowed: ",
    ),
    (
        HEAD + "components:\n  edge: {kind: lb}\n",
        "shop.yaml:4:16",
        codes.WRONG_VALUE,
        "component 'edge', 'kind': 'lb' is not one of the values allowed",
        "did you mean 'load_balancer'? allowed: ",
    ),
    (
        HEAD + "components:\n  db: {kind: [database]}\n",
        "shop.yaml:4:14",
        codes.WRONG_VALUE,
        "component 'db', 'kind': a list is not one of the values allowed",
        "allowed: ",
    ),
    (
        "sdgen: 2\nname: Shop\ncomponents: {a: {kind: service}}\n",
        "shop.yaml:1:8",
        codes.WRONG_VALUE,
        "'sdgen': '2' is not one of the values allowed",
        "allowed: 1",
    ),
    (
        "sdgen: true\nname: Shop\ncomponents: {a: {kind: service}}\n",
        "shop.yaml:1:8",
        codes.WRONG_VALUE,
        "'sdgen': 'true' is not one of the values allowed",
        "allowed: 1",
    ),
    (
        component("replicas: {mode: leader-folower}"),
        "shop.yaml:4:41",
        codes.WRONG_VALUE,
        "component 'db', 'replicas', 'mode': 'leader-folower' is not one of the values allowed",
        "did you mean 'leader-follower'? allowed: active-active, leader-follower, active-standby",
    ),
    (
        component("replicas: {count: 2, mode: primary-replica}"),
        "shop.yaml:4:51",
        codes.WRONG_VALUE,
        "component 'db', 'replicas', 'mode': 'primary-replica' is not one of the values allowed",
        "did you mean 'leader-follower'? allowed: active-active, leader-follower, active-standby",
    ),
    (
        part("journeys: {buy: {steps: [a -> db: {op: update}]}}\n"),
        "shop.yaml:5:40",
        codes.WRONG_VALUE,
        "journey 'buy', step 1, 'a -> db', 'op': 'update' is not one of the values allowed",
        "did you mean 'write'? allowed: read, write",
    ),
    (
        HEAD + "components: {lb: {kind: load_balancer, balancing: ip_hash}}\n",
        "shop.yaml:3:51",
        codes.WRONG_VALUE,
        "component 'lb', 'balancing': 'ip_hash' is not one of the values allowed",
        "did you mean 'random'? allowed: random, round-robin, least-connections",
    ),
    (
        HEAD + "components: {lb: {kind: load_balancer, algorithm: round-robin}}\n",
        "shop.yaml:3:40",
        codes.UNKNOWN_KEY,
        "component 'lb': unknown key 'algorithm'",
        "did you mean 'balancing'? allowed: kind, name",
    ),
    (
        component("replicas: {count: 2, failover: true}"),
        "shop.yaml:4:55",
        codes.WRONG_TYPE,
        "component 'db', 'replicas', 'failover': must be text or a mapping, but is 'true'",
        "did you mean 'automatic'? write 'automatic' or 'manual'. How a standby or follower takes over.",
    ),
    # forms
    (
        HEAD + "components:\n  Tweet_store: {kind: database}\n",
        "shop.yaml:4:3",
        codes.WRONG_FORM,
        "'components': the key 'Tweet_store' is not written as it must be",
        "write 'tweet-store'; allowed: small letters and digits, words joined by '-'",
    ),
    (
        component("calls: [tweetStore]"),
        "shop.yaml:4:32",
        codes.WRONG_FORM,
        "component 'db', call 1: 'tweetStore' is not written as it must be",
        "write 'tweet-store'; allowed: small letters",
    ),
    (
        component("replicas: {need: 2 off 3}"),
        "shop.yaml:4:41",
        codes.WRONG_FORM,
        "component 'db', 'replicas', 'need': '2 off 3' is not written as it must be",
        "allowed: a number, 'majority', or '2 of 3'",
    ),
    (
        component("replicas: {failover: automatical}"),
        "shop.yaml:4:45",
        codes.WRONG_FORM,
        "component 'db', 'replicas', 'failover': 'automatical' is not written as it must be",
        "did you mean 'automatic'? allowed: 'automatic' or 'manual'",
    ),
    (
        part("data: {user: {store: db}}\n"),
        "shop.yaml:5:8",
        codes.WRONG_FORM,
        "'data': the key 'user' is not written as it must be",
        "write 'User'; allowed: letters and digits, beginning with a capital, such as 'Tweet'",
    ),
    (
        part("data: {User: {key: user id}}\n"),
        "shop.yaml:5:20",
        codes.WRONG_FORM,
        "entity 'User', 'key': 'user id' is not written as it must be",
        "write 'user_id'; allowed: letters, digits and '_', beginning with a letter",
    ),
    (
        part("api: {Post Tweet: {}}\n"),
        "shop.yaml:5:7",
        codes.WRONG_FORM,
        "'api': the key 'Post Tweet' is not written as it must be",
        "write 'post_tweet'; allowed: small letters, digits, '_' and '-'",
    ),
    (
        part("accepted: [{rule: x, at: db, because: y, until: soon}]\n"),
        "shop.yaml:5:49",
        codes.WRONG_FORM,
        "accepted risk 1, 'until': 'soon' is not written as it must be",
        "allowed: a day as year, month, day, such as '2027-03-31'",
    ),
    # bounds
    (
        component("replicas: 0"),
        "shop.yaml:4:34",
        codes.OUT_OF_BOUNDS,
        "component 'db', 'replicas': is 0, must be at least 1",
        "How many instances run",
    ),
    (
        component("replicas: {count: 9999999}"),
        "shop.yaml:4:42",
        codes.OUT_OF_BOUNDS,
        "component 'db', 'replicas', 'count': is 9999999, must be at most 100000",
        "How many instances run.",
    ),
    (
        HEAD + "components: {}\n",
        "shop.yaml:3:1",
        codes.OUT_OF_BOUNDS,
        "'components': must not be empty",
        "write for example 'api: {kind: service}'",
    ),
    (
        component(f"name: {'n' * 201}"),
        "shop.yaml:4:30",
        codes.OUT_OF_BOUNDS,
        "component 'db', 'name': is longer than 200 characters",
        "",
    ),
    (
        component("name: ''"),
        "shop.yaml:4:30",
        codes.OUT_OF_BOUNDS,
        "component 'db', 'name': must not be empty",
        "",
    ),
    (
        component("calls: [{any_of: []}]"),
        "shop.yaml:4:41",
        codes.OUT_OF_BOUNDS,
        "component 'db', call 1, 'any_of': the list is empty",
        "write for example 'any_of: [cache, db]'",
    ),
    (
        component("calls: [{}]"),
        "shop.yaml:4:32",
        codes.OUT_OF_BOUNDS,
        "component 'db', call 1: must not be empty",
        "write for example 'calls: [api]'",
    ),
    (
        component("calls: [{a: {}, b: {}}]"),
        "shop.yaml:4:32",
        codes.OUT_OF_BOUNDS,
        "component 'db', call 1: has 2 keys, and must have one",
        "begin a list item of its own",
    ),
    (
        component("calls: [{to: api, timeout: 1s, label: [x]}]"),
        "shop.yaml:4:32",
        codes.OUT_OF_BOUNDS,
        "component 'db', call 1: what is called stands before its options, not under 'to'",
        "write api: {timeout: 1s, label: ...}",
    ),
    (
        component("calls: [any_of: [{target: api, async: true}, web]]"),
        "shop.yaml:4:41",
        codes.OUT_OF_BOUNDS,
        "component 'db', call 1, 'any_of', item 1: what is called stands before its options, not under 'target'",
        "write api: {async: true}",
    ),
    (
        component("calls: [{name: api}]"),
        "shop.yaml:4:39",
        codes.WRONG_TYPE,
        "component 'db', call 1: what is called stands before its options, not under 'name'",
        "write api",
    ),
    (
        component(f"calls: [{'a, ' * 1001}]"),
        "shop.yaml:4:31",
        codes.TOO_LONG,
        "component 'db', 'calls': 1001 items, at most 1000 are allowed",
        "",
    ),
]


@pytest.mark.slow
@every_case(("text", "place", "code", "message", "help_text"), CASES)
def test_a_mistake_is_explained(
    text: str, place: str, code: str, message: str, help_text: str
) -> None:
    finding = one(text)
    assert str(finding.span) == place
    assert finding.code == code
    assert finding.name == codes.CODES[code][0]
    assert finding.message == message
    assert finding.help.startswith(help_text)


def enums(node: object) -> Iterator[tuple[str, list[object]]]:
    """Every key whose value is one of several words, with these."""
    if isinstance(node, dict):
        for key, value in node.items():
            if isinstance(value, dict) and isinstance(value.get("enum"), list):
                yield key, value["enum"]
            yield from enums(value)
    elif isinstance(node, list):
        for each in node:
            yield from enums(each)


@pytest.mark.slow
def test_every_word_is_found_by_a_misspelling() -> None:
    asked = 0
    for key, allowed in enums(design_schema()):
        words = [each for each in allowed if isinstance(each, str)]
        for word in words:
            wrong = word[:-2] + word[-1] + word[-2]
            node = Scalar(wrong, wrong, Span.whole("shop.yaml"))
            if wrong != word:
                assert word_meant(node, key, words) == f"did you mean '{word}'?"
                asked += 1
    assert asked > 100


def test_yes_and_no_have_an_answer_for_every_choice() -> None:
    """A word that there is, or what to do instead."""
    for key, allowed in enums(design_schema()):
        words = [each for each in allowed if isinstance(each, str)]
        for text in ("true", "no"):
            value: object = True if text == "true" else text
            said = word_meant(Scalar(value, text, Span.whole("shop.yaml")), key, words)
            meant = [word for word in words if said == f"did you mean '{word}'?"]
            assert meant or said in ("say which one;", f"leave '{key}' out;")


@every_case(
    ("body", "help_text"),
    [
        ("mode: primary-replica", "write 'replicas: {mode: leader-follower}'; allowed: "),
        ("replicas: 3, mode: mastr-slave", "write 'replicas: {count: 3, mode: ...}'; "),
        ("replicas: {count: 3}, spread: true", "write 'replicas: {spread: zone}'; allowed: "),
        ("count: 3", "write 'replicas: {count: 3}'; allowed: "),
        ("p99: 5ms", "write 'latency: {p99: 5ms}'; allowed: "),
        ("every: [a]", "write 'backups: {every: ...}'; allowed: "),
        (
            "failover: true",
            "write 'replicas: {count: 2, mode: leader-follower, failover: automatic}'",
        ),
        ("zonse: [a]", "did you mean 'zones'? allowed: "),
        ("replicas: {failover: false}", "did you mean 'manual'? write 'automatic' or 'manual'."),
        ("replicas: {mode: false}", "leave 'mode' out; allowed: active-active, "),
        ("replicas: {reads: true}", "did you mean 'any'? allowed: any"),
        ("replication: true", "say which one; allowed: synchronous, "),
        ("managed: flase", "did you mean 'false'? Whether a provider runs it"),
        ("managed: 'on'", "write true"),
    ],
)
def test_a_key_of_another_and_yes_or_no_ask_what_was_meant(body: str, help_text: str) -> None:
    assert one(component(body)).help.startswith(help_text)


def test_everything_is_said_at_once_in_the_order_of_the_file() -> None:
    findings = found(
        HEAD
        + "components:\n  web: {kind: clientt, calls: db}\n  db: {kind: database, stroage: 1 TB}\n"
        + "journeys: {buy: {actr: web}}\n"
    )
    assert [(each.span.line, each.code) for each in findings] == [
        (4, codes.WRONG_VALUE),
        (4, codes.WRONG_TYPE),
        (5, codes.UNKNOWN_KEY),
        (6, codes.UNKNOWN_KEY),
    ]
    assert [each.at for each in findings] == ["web", "web", "db", "buy"]


def test_a_wrong_kind_is_not_followed_by_complaints_about_its_properties() -> None:
    finding = one(HEAD + "components:\n  c: {kind: cach, ttl: 5min}\n")
    assert finding.code == codes.WRONG_VALUE


def test_a_missing_kind_is_not_followed_by_complaints_about_its_properties() -> None:
    finding = one(HEAD + "components:\n  c: {ttl: 5min}\n")
    assert finding.code == codes.MISSING_KEY


def test_a_design_is_a_mapping() -> None:
    finding = one("- a\n- b\n")
    assert finding.message == (
        "a design is a mapping of keys such as 'sdgen', 'name' and 'components'"
    )
    assert finding.help == "begin the file with 'sdgen: 1'"


def test_an_empty_mapping_lacks_everything() -> None:
    assert [each.code for each in found("{}\n")] == [codes.MISSING_KEY] * 3


@pytest.mark.slow
def test_the_number_of_findings_is_bounded() -> None:
    components = "".join(f"  c{index}: {{kind: srvice, x: 1}}\n" for index in range(250))
    findings = found(f"{HEAD}components:\n{components}")
    assert len(findings) == MOST_FINDINGS + 1
    assert findings[-1].code == codes.TOO_MANY
    assert findings[-1].message == (
        "only the first 200 findings about the form of this file are listed"
    )
    assert findings[-1].help == "fix these first; the rest is listed then"


@pytest.mark.slow
def test_too_many_components_are_refused() -> None:
    components = "".join(f"  c{index}:\n" for index in range(20_001))
    finding = one(f"{HEAD}components:\n{components}")
    assert finding.message == "'components': 20001 entries, at most 20000 are allowed"
    assert finding.help == "split the design into several systems"


def test_a_large_value_is_never_shown_whole() -> None:
    for finding in found(component(f"replicas: {'x' * 5000}, kind2: {'y' * 5000}")):
        assert len(finding.message) < 200


def test_every_keyword_of_the_schema_is_understood() -> None:
    unknown: set[str] = set()

    def visit(schema: object) -> None:
        if not isinstance(schema, dict):
            return
        unknown.update(set(schema) - KEYWORDS)
        for keyword in ("properties", "$defs"):
            for inner in schema.get(keyword, {}).values():
                visit(inner)
        for keyword in ("propertyNames", "additionalProperties", "items", "then", "else"):
            visit(schema.get(keyword))
        for inner in schema.get("patternProperties", {}).values():
            visit(inner)
        branches = schema.get("allOf", [])
        for branch in branches:
            assert set(branch) == {"if", "then"}
            assert set(branch["if"]) == {"properties", "required"}
            assert branch["if"]["required"] == list(branch["if"]["properties"])
            ((_, condition),) = branch["if"]["properties"].items()
            assert isinstance(condition["const"], str)
            visit(branch["then"])
        assert len({branch["if"]["required"][0] for branch in branches}) == bool(branches)
        if "if" in schema:
            assert set(schema["if"]) == {"type", "required"}

    visit(design_schema())
    assert unknown == set()


def test_every_code_has_a_name_of_its_own() -> None:
    names = [name for name, _ in codes.CODES.values()]
    assert len(set(names)) == len(names)


def test_other_words_for_keys_stand_for_keys_that_there_are() -> None:
    names: set[str] = set()

    def visit(schema: object) -> None:
        if isinstance(schema, dict):
            names.update(schema.get("properties", {}))
            for inner in schema.values():
                visit(inner)
        elif isinstance(schema, list):
            for inner in schema:
                visit(inner)

    visit(design_schema())
    assert set(ALSO_CALLED.values()) <= names
