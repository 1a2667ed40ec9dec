"""What the model says of instances that cannot be as they are said to be."""

from __future__ import annotations

from sdgen.base.findings import Severity
from sdgen.model import codes, read_design_text
from tests.model.given import HEAD, one
from tests.support.cases import every_case


def database(body: str, kind: str = "database") -> str:
    return f"components:\n  db: {{kind: {kind}, {body}}}\n"


def replicas(body: str) -> str:
    """The body begins in column 35 of line 4."""
    return database(f"replicas: {{{body}}}")


CASES = [
    (
        replicas("count: 3, copies: 5"),
        "4:53",
        "component 'db': 5 copies of the data, but only 3 replicas",
        "copies lie on different replicas: write 'count: 5' or more",
    ),
    (
        replicas("min: 2, max: 9, copies: 3"),
        "4:59",
        "component 'db': 3 copies of the data, but only 2 replicas",
        "copies lie on different replicas: write 'min: 3' or more",
    ),
    (
        replicas("count: 3, copies: 2, mode: active-standby"),
        "4:53",
        "component 'db': 'active-standby' keeps all data on every instance, so that 'copies' says "
        "nothing",
        "leave out 'copies', or write 'mode: leader-follower' where each piece has a leader of its "
        "own",
    ),
    (
        replicas("count: 3, spread: zone"),
        "4:53",
        "component 'db': 'spread' says where copies lie, but not how many there are",
        "add 'copies: 3', or leave out 'spread'",
    ),
    (
        replicas("min: 2, max: 4, need: 3"),
        "4:57",
        "component 'db': 3 replicas are needed, but autoscaling may leave only 2",
        "write 'min: 3' or more, or 'need: 2' or less",
    ),
    (
        replicas("count: 3, need: {reads: 4, writes: 2}"),
        "4:59",
        "component 'db': 4 replicas are needed for reads, but there are 3",
        "write 'count: 4' or more, or 'reads: 3' or less",
    ),
    (
        replicas("count: 5, copies: 3, need: {reads: 2, writes: 4}"),
        "4:81",
        "component 'db': 4 must answer writes, but there are 3 copies",
        "write 3 or less",
    ),
    (
        replicas("count: 3, need: {}"),
        "4:51",
        "component 'db': 'need' says neither how many must answer reads nor how many writes",
        "write a number such as 'need: 2', or 'need: {reads: 1, writes: 2}'",
    ),
    (
        replicas("count: 3, reads: any"),
        "4:52",
        "component 'db': 'reads: any' says that followers answer reads too, but 'mode' is not given",
        "write 'mode: leader-follower', or leave out 'reads'",
    ),
    (
        replicas("count: 3, mode: active-standby, reads: any"),
        "4:74",
        "component 'db': 'reads: any' says that followers answer reads too, but 'mode' is "
        "'active-standby'",
        "write 'mode: leader-follower', or leave out 'reads'",
    ),
    (
        replicas("count: 3, mode: leader-follower, reads: any, need: {reads: 2, writes: 2}"),
        "4:94",
        "component 'db': 'reads: any' says that one is enough for a read, 'need' says 2",
        "leave out 'reads: any', or leave out 'reads' of 'need'",
    ),
    (
        "topology: {r: {zones: [za, zb]}}\n"
        + replicas("min: 1, max: 5").replace("}}\n", "}, place: {za: 3, zb: 2}}\n"),
        "5:59",
        "component 'db': 'place' has 5 replicas, 'min' of 'replicas' is 1",
        "write 'min: 5', or 'zones' instead of 'place': what scales is spread evenly",
    ),
    (
        replicas("min: 4, max: 3"),
        "4:24",
        "component 'db', 'replicas': 'min' is 4, and 'max' only 3",
        "write '{min: 3, max: 4}'",
    ),
    (
        replicas("min: 2, max: 5, count: 3"),
        "4:24",
        "component 'db', 'replicas': 'count' says how many there are, 'min' and 'max' that the "
        "number changes",
        "leave out 'count', or 'min' and 'max'",
    ),
    (
        replicas("min: 4"),
        "4:24",
        "component 'db', 'replicas': 'min' without 'max'",
        "write both, such as '{min: 4, max: 10}'",
    ),
    (
        replicas("max: 4"),
        "4:24",
        "component 'db', 'replicas': 'max' without 'min'",
        "write both, such as '{min: 1, max: 4}'",
    ),
    (
        replicas("min: 2, max: 4, mode: leader-follower"),
        "4:24",
        "component 'db', 'replicas': 'leader-follower' has a fixed number of instances, which does "
        "not autoscale",
        "write 'count', or leave out 'mode'",
    ),
    (
        database("mttr: 1h"),
        "4:30",
        "component 'db': 'mttr' says nothing about availability without 'mtbf'",
        "add 'mtbf', or 'availability'",
    ),
    (
        database("consumes: [db]", kind="queue"),
        "4:32",
        "component 'db' consumes itself",
        "name the queue, stream or topic that its messages come from",
    ),
    (
        database("consumes: [other]", kind="worker") + "  other: {kind: service}\n",
        "4:33",
        "component 'db' consumes 'other', which holds no messages: it is a service",
        "name a queue, a stream or a topic, or write what it calls under 'calls'",
    ),
    (
        database("consumes: [q], calls: [q]", kind="worker") + "  q: {kind: queue}\n",
        "4:33",
        "component 'db' consumes 'q' and calls it too",
        "leave 'q' out of 'calls' if it takes messages from there, or out of 'consumes' if it only "
        "publishes",
    ),
    (
        database("dead_letter: db", kind="queue"),
        "4:34",
        "component 'db', 'dead_letter': what it cannot hand over would come back to it",
        "name another queue, or say in words what happens to such messages",
    ),
]


@every_case(("text", "place", "message", "help_text"), CASES)
def test_what_cannot_be_is_explained(text: str, place: str, message: str, help_text: str) -> None:
    finding = one(text)
    assert str(finding.span) == f"shop.yaml:{place}"
    assert (finding.code, finding.message, finding.help) == (
        codes.CONTRADICTION,
        message,
        help_text,
    )


WARNINGS = [
    (
        replicas("count: 3, failover: automatic"),
        "4:55",
        codes.CONTRADICTION,
        "component 'db': 'failover' changes nothing, since no instance stands by or follows",
        "write 'mode: leader-follower' or 'mode: active-standby', or leave it out",
    ),
    (
        database("managed: true, mtbf: 9d, mttr: 24h, availability: 99.9%"),
        "4:74",
        codes.CONTRADICTION,
        "component 'db': 'availability' is 99.9%, but 'mtbf' and 'mttr' make 90%; 'availability' "
        "counts",
        "correct one of them, or leave out 'availability', or 'mtbf' and 'mttr'",
    ),
    (
        database("mtbf: 9d, mttr: 24h, availability: 99.9%"),
        "4:59",
        codes.CONTRADICTION,
        "component 'db': 'availability' is 99.9%, but 'mtbf' and 'mttr' make 90%; 'availability' "
        "counts",
        "correct one of them, or leave out 'availability', or 'mtbf' and 'mttr'",
    ),
    (
        database("dead_letter: los", kind="queue") + "  lost: {kind: queue}\n",
        "4:34",
        codes.UNKNOWN_COMPONENT,
        "component 'db', 'dead_letter': there is no component 'los'",
        "did you mean 'lost'? components: db, lost; or say in a few words what happens to such messages",
    ),
]


@every_case(("text", "place", "code", "message", "help_text"), WARNINGS)
def test_what_counts_in_one_way_only_is_a_warning(
    text: str, place: str, code: str, message: str, help_text: str
) -> None:
    reading = read_design_text(HEAD + text, "shop.yaml")
    assert reading.design is not None
    (finding,) = reading.findings
    assert finding.severity is Severity.WARNING
    assert (str(finding.span), finding.code) == (f"shop.yaml:{place}", code)
    assert (finding.message, finding.help) == (message, help_text)


def test_a_number_that_is_none_is_found_once() -> None:
    assert one(replicas("min: few, max: 3")).code == "SCHEMA005"


def test_capacity_of_writes_must_be_said_too() -> None:
    finding = one(database("capacity: {reads: 10k/s}"))
    assert finding.message == "component 'db', 'capacity': the key 'writes' is missing"
    assert finding.help == "add 'writes': Writes that one replica can carry, such as `2k/s`."


@every_case(
    "text",
    [
        database("managed: true, availability: 99.95%, mtbf: 90d, mttr: 1h"),
        database("availability: 99%, mtbf: 100d"),
        database("availability: 99%, mttr: 1h"),
        replicas("count: 3, mode: leader-follower, reads: any, failover: automatic"),
        database(
            "replicas: {count: 6, copies: 3, spread: zone, need: {reads: 1, writes: 2}}, zones: [za]"
        )
        + "topology: {eu: {zones: [za]}}\n",
        replicas("count: 3, mode: leader-follower, reads: any, need: {writes: 2}"),
        database("replicas: {count: 6, need: 2 of 3, spread: zone}, zones: [za]")
        + "topology: {eu: {zones: [za]}}\n",
        replicas("count: 3, managed: true").replace(", managed: true}", "}, managed: true"),
        database("dead_letter: kept for 7 days", kind="queue"),
        database("dead_letter: discarded", kind="queue") + "  lost: {kind: queue}\n",
    ],
)
def test_what_can_be_is_accepted(text: str) -> None:
    assert read_design_text(HEAD + text, "shop.yaml").findings == ()
