"""``sdgen analyze``: both formats, names that do not exist, designs with errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Sdgen

DESIGN = """\
sdgen: 1
name: Shop
topology: {r1: {availability: 99.99%, zones: {a: 99.9%, b: 99.9%}}}
scale: {peak: 2x}
journeys:
  order:
    actor: web
    rate: 100/s
    objectives: {availability: 99.99%}
    steps: [web -> lb -> app -> db]
  browse:
    actor: web
    steps: [web -> lb -> app -> cache]
    objectives: {availability: 99%}
components:
  web: {kind: client, calls: [lb]}
  lb: {kind: load_balancer, managed: true, availability: 99.99%, calls: [app]}
  app:
    kind: service
    replicas: 3
    zones: [a]
    availability: 99%
    capacity: 200/s
    calls: [db, any_of: [cache, db]]
  cache: {kind: cache, replicas: 1, zones: [b], availability: 99%}
  db: {kind: database, replicas: 1, zones: [a], availability: 99%, capacity: 300/s}
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(DESIGN, encoding="utf-8")


@pytest.mark.usefixtures("shop")
def test_the_report_says_what_breaks_a_journey_and_what_helps(sdgen: Sdgen) -> None:
    done = sdgen("analyze", "shop.yaml", "--journey", "order", "--order", "2")
    assert (done.status, done.err) == (0, "")
    assert (
        done.out
        == """\
Shop (shop.yaml)

order: 98.88% available
  down 4.08 d a year, 8.05 h a month
  objective 99.99%: missed, 112 times the downtime that it allows
  single points of failure (3)
    a     zone      shop.yaml:3:51
    r1    region    shop.yaml:3:12
    db/1  instance  shop.yaml:26:3
  cut sets of 1 event (4)
    db/1  0.01
    a     0.001
    lb    0.0001
    r1    0.0001
  beyond: 1 cut sets of 3 events
  importance
    event              criticality  Fussell-Vesely  Birnbaum
    db/1               0.884        0.894           0.999
    a                  0.0884       0.0894          0.99
    lb                 0.00884      0.00894         0.989
    r1                 0.00884      0.00894         0.989
    app/1 and 2 alike  8.75e-05     8.94e-05        9.79e-05
  what helps most
    add 1 replica to db in b (1 -> 2): 98.88% -> 99.87%
    give app an alternative to db: 98.88% -> 99.87%
    add 1 replica to app in b (3 -> 4): 98.88% -> 98.881%
    give web an alternative to lb: 98.88% -> 98.89%

assumptions
  Failures are independent, but for failure domains, common causes and switch-overs that the design names; availability is that of the steady state.
"""
    )
