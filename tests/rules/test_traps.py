"""What fools a look at the shape of the graph: designs with known single points of failure, and
findings of which only the cause may be left."""

from __future__ import annotations

from datetime import date

from sdgen import api
from sdgen.base.findings import Finding
from sdgen.lint.engine import lint
from sdgen.lint.settings import Settings

TODAY = date(2026, 1, 1)
ZONES = "topology: {eu-west: {zones: [eu-a, eu-b, eu-c]}}\njourneys: {order: {actor: web, rate: 10/s}}\n"


def findings_in(text: str, *select: str) -> list[Finding]:
    reading = api.read_text(f"sdgen: 1\nname: Trap\n{text}", "design.yaml")
    assert reading.design is not None, reading.findings
    settings = Settings(select=select or None)
    return list(lint(reading.design, settings, today=TODAY, texts=reading.texts).findings)


def found(text: str, *select: str) -> list[tuple[str, str]]:
    return [(each.code, each.at) for each in findings_in(text, *select)]


def test_two_of_everything_over_one_database_is_one_single_point_of_failure() -> None:
    text = """
journeys:
  order: {actor: web, rate: 10/s}
  look: {actor: web, rate: 10/s}
components:
  web: {kind: client, calls: [{any_of: [lb-1, lb-2]}]}
  lb-1: {kind: load_balancer, calls: [{any_of: [app-1, app-2]}]}
  lb-2: {kind: load_balancer, calls: [{any_of: [app-1, app-2]}]}
  app-1: {kind: service, calls: [db]}
  app-2: {kind: service, calls: [db]}
  db: {kind: database, replicas: 1}
"""
    (finding,) = findings_in(text, "SPOF")
    assert (finding.code, finding.at, finding.journeys) == ("SPOF001", "db", ("order", "look"))
    assert "1 instance" in finding.message
    assert "'order' and 'look'" in finding.message
    assert finding.help == "add 2 replicas: 'replicas: 3'"


def test_a_single_database_with_an_alternative_is_none() -> None:
    text = """
journeys: {look: {actor: web, rate: 10/s}}
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, replicas: 2, calls: [{any_of: [cache, db]}]}
  cache: {kind: cache}
  db: {kind: database, replicas: 1}
"""
    assert found(text, "SPOF") == []


def test_a_cache_that_needs_the_database_is_no_alternative_to_it() -> None:
    text = """
journeys: {look: {actor: web, rate: 10/s}}
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, replicas: 2, calls: [{any_of: [cache, db]}]}
  cache: {kind: cache, calls: [db]}
  db: {kind: database, replicas: 1}
"""
    assert found(text, "SPOF") == [("SPOF001", "db")]


def test_three_replicas_in_one_zone_are_a_zone_point_of_failure() -> None:
    text = (
        ZONES
        + """
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, replicas: 3, zones: [eu-a, eu-b, eu-c], calls: [db]}
  db: {kind: database, replicas: 3, zones: [eu-a]}
"""
    )
    (finding,) = findings_in(text, "SPOF", "REP001", "REP002", "REP004")
    assert (finding.code, finding.at) == ("SPOF002", "db")
    assert "'eu-a'" in finding.message
    assert "'eu-b' and 'eu-c'" in finding.help


def test_one_copy_of_each_topic_on_three_brokers_is_a_partial_one() -> None:
    text = """
journeys: {order: {actor: web, rate: 10/s}}
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, replicas: 2, calls: [orders]}
  orders: {kind: stream, replicas: {count: 3, copies: 1}}
"""
    (finding,) = findings_in(text, "SPOF", "REP001", "REP002")
    assert (finding.code, finding.at) == ("SPOF001", "orders")
    assert "33% of its data" in finding.message
    assert finding.help == "keep 2 copies of each piece: 'copies: 2'"


def test_a_single_instance_is_not_called_too_few_as_well() -> None:
    text = """
journeys: {order: {actor: web, rate: 10/s}}
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, calls: [db]}
  db: {kind: database}
"""
    assert found(text, "SPOF", "COPY001", "REP001") == [("SPOF001", "shop"), ("SPOF001", "db")]


def test_a_quorum_that_goes_with_a_zone_is_one_finding() -> None:
    text = (
        ZONES
        + """
components:
  web: {kind: client, calls: [locks]}
  locks: {kind: coordinator, replicas: {count: 5, need: majority}, place: {eu-a: 3, eu-b: 1, eu-c: 1}}
"""
    )
    assert found(text, "SPOF", "REP") == [("REP004", "locks")]
    assert found(text, "SPOF002") == [("SPOF002", "locks")]


def test_a_stepless_journey_loses_its_cache_too() -> None:
    text = """
journeys: {look: {actor: web, rate: 1k/s}, find: {actor: web, rate: 1k/s}}
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, replicas: 2, calls: [{any_of: [cache, db]}, db: {optional: true}]}
  cache: {kind: cache, replicas: 3}
  db: {kind: database, replicas: 3, capacity: 1k/s}
"""
    (finding,) = findings_in(text, "CAP003")
    assert finding.at == "cache"
    assert "'db' gets 4k/s at the peak instead of 2k/s, and carries 3k/s: 133%" in finding.message


def test_a_worker_that_its_queue_overloads_is_one_finding() -> None:
    text = """
journeys: {order: {actor: web, rate: 100/s}}
components:
  web: {kind: client, calls: [mails: {async: true}]}
  mails: {kind: queue, replicas: 3, calls: [mailer: {async: true}]}
  mailer: {kind: worker, replicas: 2, capacity: 10/s}
"""
    assert found(text, "CAP") == [("CAP001", "mailer")]


def test_what_a_zone_leaves_too_little_of_is_named_once() -> None:
    text = (
        "topology: {eu-west: {zones: [eu-a, eu-b]}}\njourneys: {order: {actor: web, rate: 500/s}}\n"
        """
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, replicas: 2, zones: [eu-a, eu-b], capacity: 400/s}
"""
    )
    assert found(text, "SPOF", "CAP") == [("CAP002", "shop")]
    stated = text.replace("replicas: 2", "replicas: {count: 2, need: 2}")
    assert found(stated, "SPOF", "CAP") == [("SPOF001", "shop"), ("SPOF002", "shop")]
