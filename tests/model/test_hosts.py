"""What runs on other components lies where they do, and what cannot run there is said."""

from __future__ import annotations

from tests.model.given import design, findings
from tests.support.cases import every_case

DOMAINS = "topology: {r1: {zones: {a: {hosts: [h1, h2]}, b: {racks: {k: {hosts: {h3: 99%}}}}}}}\n"
KAFKA = "  kafka: {kind: stream, replicas: 4, zones: [a, b, h3]}\n"


def test_what_has_no_replicas_of_its_own_has_those_of_its_host() -> None:
    text = DOMAINS + "components:\n" + KAFKA
    text += "  orders: {kind: topic, runs_on: kafka, replicas: {copies: 3, need: 2}}\n"
    orders = design(text).components["orders"]
    assert orders.hosted
    assert (orders.replicas.count, orders.replicas.copies, orders.replicas.need) == (4, 3, 2)
    assert orders.zones == ("a", "b", "h3")


def test_replicas_of_its_own_lie_on_the_instances_of_the_host_in_turn() -> None:
    text = DOMAINS + "components:\n" + KAFKA
    text += "  jobs: {kind: worker, runs_on: kafka, replicas: 6}\n"
    jobs = design(text).components["jobs"]
    assert not jobs.hosted
    assert (jobs.replicas.count, jobs.zones) == (6, ("a", "b", "h3", "a"))


def test_hosts_are_domains_under_zones_and_racks() -> None:
    found = design(DOMAINS + "components: {a: {kind: service}}\n").domains
    assert {each.id: str(each.level) for each in found.values()} == {
        "r1": "region",
        "a": "zone",
        "h1": "host",
        "h2": "host",
        "b": "zone",
        "k": "rack",
        "h3": "host",
    }


def test_hosts_run_on_hosts() -> None:
    text = "components:\n  app: {kind: service, runs_on: nodes}\n"
    text += "  nodes: {kind: custom, runs_on: metal}\n  metal: {kind: custom, replicas: 3}\n"
    assert [each.replicas.count for each in design(text).components.values()] == [3, 3, 3]


WRONG = {
    "app: {kind: service, runs_on: nodez}\n  nodes: {kind: custom}": (
        "component 'app', 'runs_on': there is no component 'nodez'",
        "did you mean 'nodes'? components: app, nodes",
    ),
    "app: {kind: service, runs_on: nodes}\n  nodes: {kind: custom, runs_on: app}": (
        "component 'app' runs on itself: app -> nodes -> app",
        "leave out 'runs_on' of the one that is the machine or the cluster",
    ),
    "app: {kind: service, runs_on: app}": (
        "component 'app' runs on itself: app -> app",
        "leave out 'runs_on' of the one that is the machine or the cluster",
    ),
    "app: {kind: service, runs_on: web}\n  web: {kind: client}": (
        "component 'app' runs on 'web', but 'web' is of the kind 'client', which stands for users: "
        "nothing runs on it",
        "name the server or the cluster that it runs on, or leave out 'runs_on'",
    ),
    "app: {kind: external, runs_on: nodes}\n  nodes: {kind: custom}": (
        "component 'app' runs on 'nodes', but 'app' is of the kind 'external', which belongs to "
        "somebody else: it runs on nothing here",
        "name the server or the cluster that it runs on, or leave out 'runs_on'",
    ),
    "app: {kind: service, runs_on: nodes, managed: true}\n  nodes: {kind: custom}": (
        "component 'app' runs on 'nodes', but 'managed' says that somebody else runs it",
        "leave out 'managed', or 'runs_on'; 'managed' may stand at 'nodes'",
    ),
    "app: {kind: service, runs_on: nodes, zones: [b]}\n  nodes: {kind: custom, zones: [a]}": (
        "component 'app', 'zones': it runs on 'nodes', which is in a",
        "leave out 'zones' here, and write it at 'nodes'",
    ),
    "app: {kind: service, runs_on: nodes, place: {b: 1}}\n  nodes: {kind: custom}": (
        "component 'app', 'place': it runs on 'nodes', which is in no zone",
        "leave out 'place' here, and write it at 'nodes'",
    ),
}


@every_case("text", WRONG)
def test_what_cannot_run_there(text: str) -> None:
    [found] = findings(DOMAINS + "components:\n  " + text + "\n")
    assert (found.message, found.help.partition(" (")[0]) == WRONG[text]
    assert found.span.line == 5


def test_where_its_host_is_may_be_said_again() -> None:
    text = "components:\n  app: {kind: service, runs_on: nodes, zones: [b, a]}\n"
    text += "  nodes: {kind: custom, replicas: 2, zones: [a, b]}\n"
    assert not findings(DOMAINS + text)


def on_each_other(number: int) -> str:
    lines = [f"  c{at}: {{kind: custom, runs_on: c{at + 1}}}" for at in range(number)]
    return "\n".join(["components:", *lines, f"  c{number}: {{kind: custom}}", ""])


def test_more_than_twenty_on_each_other() -> None:
    assert design(on_each_other(20))
    [found] = findings(on_each_other(22))
    assert found.message == "component 'c1' runs on more than 20 others, one on the other"
    assert found.help == "leave out those between the machine and what runs on it"
