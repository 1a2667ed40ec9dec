"""The patterns: each is a whole small design that teaches, without findings; a new one is one file."""

from __future__ import annotations

from pathlib import Path

import pytest

import sdgen
from sdgen.assets.gallery import gallery
from sdgen.patterns import patterns
from sdgen.starting.copies import copied, starting_points
from tests.support.cases import every_case
from tests.support.quick import picked

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "sdgen/patterns").glob("*.yaml"))
LEAST_LINES, MOST_LINES = 40, 130


def test_the_folder_is_the_list() -> None:
    assert patterns() == {file.stem: file for file in FILES}
    assert {"queue-and-worker", "cache-aside", "leader-and-followers", "cdc"} <= set(patterns())
    assert {"rag", "two-regions", "cron-batch", "websockets"} <= set(patterns())
    assert not set(patterns()) & set(gallery())


@pytest.mark.parametrize("name", picked([each.stem for each in FILES], quick=["cdc", "rag"]))
def test_a_pattern_has_no_findings_and_meets_its_objectives(name: str) -> None:
    assert sdgen.validate(patterns()[name]) == ()
    design = sdgen.load(patterns()[name])
    assert [str(each) for each in design.lint(ignore=["EST001"])] == []
    assert design.facts.analysed
    for journey in design.facts.analysed:
        assert design.facts.availability(journey).meets_objective, journey


@pytest.mark.slow
@pytest.mark.parametrize("name", [each.stem for each in FILES])
def test_a_pattern_is_drawn(name: str) -> None:
    design = sdgen.load(patterns()[name])
    for view in ("high-level", "detailed"):
        picture = design.render(view)
        assert picture.warnings == ()
        assert picture.svg


@every_case("file", FILES)
def test_a_pattern_teaches_in_a_page(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert LEAST_LINES <= len(text.splitlines()) <= MOST_LINES
    assert text.startswith("# ")
    assert "\n# Change first: " in text
    assert text.count("  # ") >= 5  # reasons stand beside what they are for


def test_every_starting_point_says_what_it_is() -> None:
    points = starting_points()
    assert set(points) == set(patterns()) | set(gallery())
    order = [(not each.is_pattern, name) for name, each in points.items()]
    assert order == sorted(order)
    assert points["cdc"].says.startswith("CDC: a stream of every change of a database")
    assert points["pastebin"].says == "Pastebin: the smallest classic"
    assert points["minimal"].says == "Minimal: the least that is a design"
    assert all(each.says and "http" not in each.says for each in points.values())


@pytest.mark.slow
def test_a_copy_has_its_name_its_comments_and_its_source() -> None:
    for point in starting_points().values():
        text = copied(point, "no: 'really' # it is")
        assert text.startswith(f"# Begun with the {'pattern' if point.is_pattern else 'design'} ")
        assert "yaml-language-server" not in text
        assert sdgen.loads(text).design.name == "no: 'really' # it is"
        original = point.file.read_text(encoding="utf-8").splitlines()
        kept = [line for line in original if not line.startswith(("name:", "# yaml-language-"))]
        assert set(kept) <= set(text.splitlines())
        assert sdgen.loads(copied(point, None)).design.name == sdgen.load(point.file).design.name
