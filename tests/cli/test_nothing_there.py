"""Designs in which something is nothing at all: no verb meets a bug in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdgen.cli import status
from sdgen.cli.main import main
from tests.support.quick import picked, some_of

HEAD = """sdgen: 1
name: Nothing
topology: {z1: {level: zone}, z2: {level: zone}}
"""
CALLED = "components: {web: {kind: client, calls: [a]}, a: %s}\n"
JOURNEY = "journeys: {j: {actor: web, rate: 10/s, steps: [web -> a]}}\n"
DESIGNS = {
    "never up": JOURNEY + CALLED % "{kind: service, availability: 0%, replicas: 2}",
    "no replica": JOURNEY + CALLED % "{kind: service, place: {z1: 0}}",
    "none anywhere": JOURNEY + CALLED % "{kind: database, replicas: 3, place: {z1: 0, z2: 0}}",
    "none in one": JOURNEY + CALLED % "{kind: service, place: {z1: 0, z2: 2}}",
    "managed nowhere": JOURNEY + CALLED % "{kind: database, managed: true, place: {z1: 0}}",
    "no place": JOURNEY + CALLED % "{kind: service, place: {}, zones: []}",
    "no load": JOURNEY.replace("10/s", "0/s") + CALLED % "{kind: service, capacity: 5/s}",
    "no users": "scale: {users: 0}\n" + CALLED % "{kind: service}",
    "no components": "components: {}\n",
    "no calls": "components: {a: {kind: service}}\n",
    "no journeys": "journeys: {}\n" + CALLED % "{kind: service, calls: []}",
}
VERBS = {
    "validate": [],
    "lint": [],
    "analyze": [],
    "analyze json": ["-f", "json"],
    "analyze fail": ["--fail", "a"],
    "analyze zone": ["--fail", "z1"],
    "estimate": [],
    "estimate json": ["-f", "json"],
    "estimate markdown": ["-f", "markdown"],
    "estimate explain": ["--explain", "a.peak"],
    "render": ["--findings", "-f", "svg"],
    "render all": ["--view", "all", "--findings"],
}


@pytest.mark.parametrize("verb", picked(VERBS, quick={*VERBS} - {"render all"}))
def test_no_verb_fails(verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "design.yaml"
    output = ["-o", str(tmp_path / "out")] if verb.startswith("render") else []
    for design, text in some_of(DESIGNS.items(), quick=5):
        file.write_text(HEAD + text)
        done = main([verb.split()[0], str(file), *VERBS[verb], *output])
        assert done in (status.OK, status.FINDINGS, status.UNUSABLE), design
        said = capsys.readouterr()
        assert "this is a bug" not in said.err, design
        assert ": nan" not in said.out.lower(), design


def test_a_place_without_replicas_is_no_place(tmp_path: Path) -> None:
    from sdgen import api
    from sdgen.analyses.failure.domains import named_places

    design = api.loads(HEAD + DESIGNS["none in one"]).design
    assert named_places(design.components["a"]) == ("z2",)
