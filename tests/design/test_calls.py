"""All calls of a design, in the order of the file."""

from __future__ import annotations

import sdgen
from sdgen.design.calls import calls_from, calls_in_groups, calls_of

DESIGN = """
sdgen: 1
name: Shop
components:
  web: {kind: client, calls: [app, {any_of: [a, b]}]}
  app: {kind: service, calls: [a, a]}
  a: {kind: database}
  b: {kind: database}
"""


def test_every_call_in_the_order_of_the_file() -> None:
    design = sdgen.loads(DESIGN).design
    ids = ["web->app", "web->a", "web->b", "app->a", "app->a#2"]
    assert [call.id for call in calls_of(design)] == ids
    assert [call.id for call in calls_from(design.components["web"])] == ids[:3]
    found = list(calls_in_groups(design))
    assert [call.id for _, call in found] == ids
    assert [len(group.calls) for group, _ in found] == [1, 2, 2, 1, 1]
