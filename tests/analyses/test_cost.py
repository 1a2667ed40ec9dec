"""Cost: a month's money from the prices of a design, and nothing where it gives none."""

from __future__ import annotations

import pytest

from sdgen.analyses.cost import ComponentCost, costs
from sdgen.analyses.storage.stores import storage
from sdgen.analyses.traffic.flow import flow
from tests.model.given import design


def found(scale: str = "peak: 2x", journey: str = ", response: 1 KB") -> tuple[ComponentCost, ...]:
    shop = design(
        f"""scale: {{{scale}}}
journeys:
  buy: {{actor: web, rate: 100/s{journey}, steps: [web -> app -> db]}}
components:
  web: {{kind: client, calls: [app]}}
  app: {{kind: service, replicas: 4, price: {{replica: $50, egress: $0.10}}, calls: [db]}}
  db: {{kind: database, replicas: {{count: 3, copies: 3}}, price: {{storage: $0.2}}}}
  cache: {{kind: cache, price: {{storage: $1, replica: $7}}}}
data:
  Order: {{store: db, rows: 1B, size: 1 KB}}
"""
    )
    load = flow(shop)
    return costs(shop, load, storage(shop, load))


def test_the_dearest_first() -> None:
    assert [each.component for each in found()] == ["db", "app", "cache"]


def test_replicas_stored_bytes_and_bytes_sent() -> None:
    db, app, cache = found()
    assert (db.replicas, db.egress) == (0, 0)
    assert db.storage == pytest.approx(1e12 * 3 / 1e9 * 0.2)
    assert app.replicas == 200
    # the average, not the peak: 100 KB/s for 30 days
    assert app.egress == pytest.approx(100e3 * 30 * 86_400 / 1e9 * 0.10)
    assert app.total == pytest.approx(app.replicas + app.egress)
    assert cache.total == 7


def test_what_cannot_be_counted_is_named() -> None:
    assert found()[2].unknown == ("storage",)
    app = next(each for each in found(journey="") if each.component == "app")
    assert (app.egress, app.unknown) == (0, ("egress",))


def test_the_month_of_the_calendar() -> None:
    app = next(each for each in found("month: 2500000s") if each.component == "app")
    assert app.egress == pytest.approx(100e3 * 2.5e6 / 1e9 * 0.10)


def test_nothing_is_assumed() -> None:
    shop = design("components:\n  db: {kind: database}\n")
    load = flow(shop)
    assert costs(shop, load, storage(shop, load)) == ()
