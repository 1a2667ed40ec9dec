"""Options that change nothing in what is drawn are told, and no others."""

from __future__ import annotations

from typing import Any

import pytest

import sdgen
from sdgen.api import Options, draw
from sdgen.workspace.idle_options import asked_options, idle_options
from sdgen.workspace.render import RenderRequest
from tests.support.cases import every_case
from tests.views.test_collapse import SHOP

VIEWS = ("high-level", "deployment", "matrix", "sequence:buy")
OTHERS = {
    "direction": "right",
    "lines": "curved",
    "fit": "social",
    "collapse": ("stores",),
}


@pytest.mark.slow
@every_case(("option", "value"), OTHERS.items())
def test_what_is_told_to_change_nothing_does_so(option: str, value: Any) -> None:
    facts = sdgen.loads(SHOP).facts
    for view in VIEWS:
        usual = draw(facts, view, Options(direction="down"))
        changed = draw(facts, view, Options(**{"direction": "down", option: value}))
        told = list(idle_options([option], [changed.scene.look]))
        assert (usual.svg == changed.svg) == bool(told), (view, told)


def test_options_are_told_together_and_only_where_no_picture_takes_them() -> None:
    asked = ("direction", "lines", "fit")
    assert list(idle_options(asked, ["sdgen matrix", "sdgen chart"])) == [
        "--direction and --lines change nothing in what is drawn: they are about block diagrams",
        "--fit changes nothing in what is drawn: it is about block diagrams and the deployment",
    ]
    assert len(list(idle_options(asked, ["sdgen rack"]))) == 1
    assert list(idle_options(asked, ["sdgen matrix", "sdgen"])) == []
    assert list(idle_options((), ["sdgen matrix"])) == []


def test_only_what_the_request_gives_is_asked_for() -> None:
    assert asked_options(RenderRequest(files=())) == ()
    assert asked_options(RenderRequest(files=(), fit="readme", collapse=("a",))) == (
        "fit",
        "collapse",
    )
    options = Options(engine="dot", lines="curved", theme="dark")
    assert asked_options(RenderRequest(files=(), options=options)) == ("lines", "engine")
