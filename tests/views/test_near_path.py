"""Journeys of large designs: their pictures leave out what is far from the path."""

from __future__ import annotations

import sdgen
from sdgen.views import make_pictures
from sdgen.views.diagram import Diagram
from sdgen.views.near_path import MOST_WHOLE


def picture(beside: int, far: int) -> Diagram:
    """Of a design in which web calls api, api a database and ``beside`` services; and ``far`` services
    that call each other in a group of their own."""
    near = [f"n{at}" for at in range(beside)]
    away = [f"f{at}" for at in range(far)]
    lines = [f"  {name}: {{kind: service, group: near}}" for name in near]
    lines += [
        f"  {name}: {{kind: service, group: far, calls: [{away[at - 1] if at else 'n0'}]}}"
        for at, name in enumerate(away)
    ]
    text = "\n".join(
        [
            "sdgen: 1\nname: Large\ngroups: {near: {}, far: {}}\ncomponents:",
            "  web: {kind: client, calls: [api]}",
            f"  api: {{kind: service, calls: [db, {', '.join(near)}]}}",
            "  db: {kind: database}",
            *lines,
            "journeys: {read: {steps: [web -> api, api -> db]}}\n",
        ]
    )
    (found,) = make_pictures(sdgen.loads(text).facts, "journey:read")
    assert isinstance(found, Diagram)
    return found


def test_of_a_large_design_the_path_is_shown_with_what_is_next_to_it() -> None:
    found = picture(beside=3, far=40)
    assert [card.id for card in found.cards] == ["web", "api", "db", "n0", "n1", "n2"]
    assert [card.id for card in found.cards if not card.dimmed] == ["web", "api", "db"]
    assert [group.id for group in found.groups] == ["near"]
    assert [step.source for step in found.path] == ["Web", "API"]
    assert {line.target for line in found.lines} == {"api", "db", "n0", "n1", "n2"}
    assert ", of Large, 6 of its components: 2 steps. " in found.description


def test_where_too_much_is_next_to_the_path_it_stands_alone() -> None:
    found = picture(beside=30, far=1)
    assert [card.id for card in found.cards] == ["web", "api", "db"]
    assert len(found.lines) == 2
    assert found.groups == ()


def test_a_design_of_few_components_is_shown_whole() -> None:
    assert len(picture(beside=3, far=MOST_WHOLE - 6).cards) == MOST_WHOLE
    assert len(picture(beside=3, far=MOST_WHOLE - 5).cards) == 6
