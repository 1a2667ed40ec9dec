"""Selectors mean the same to whoever checks them and to whoever draws them."""

from __future__ import annotations

import sdgen
from sdgen.design.selectors import Selector, selector
from sdgen.views import make_picture
from sdgen.views.diagram import Diagram
from tests.support.cases import every_case

DESIGN = """
sdgen: 1
name: Shop
groups: {{back: {{}}}}
components:
  web: {{kind: client, calls: [app]}}
  app: {{kind: service, group: back, tags: [core]}}
views:
  mine: {{title: Mine, base: detailed, include: ["{written}"], neighbours: false}}
"""


@every_case(
    ("written", "expected"),
    [
        ("app", Selector("", "app")),
        ("group:back", Selector("group", "back")),
        ("tag: core", Selector("tag", "core")),
        (" kind : service ", Selector("kind", "service")),
    ],
)
def test_spaces_select_the_same(written: str, expected: Selector) -> None:
    assert selector(written) == expected
    design = sdgen.loads(DESIGN.format(written=written)).design
    picture = make_picture(design, "mine")
    assert isinstance(picture, Diagram)
    assert [card.id for card in picture.cards] == ["app"]
