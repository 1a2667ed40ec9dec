"""A path in front of a diagram: badges, the list of steps, what fades, and what moves."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from sdgen.draw.diagram.step_list import list_part, step_list
from sdgen.draw.diagram.steps import badge_text, flows
from sdgen.draw.raster_source import raster_source
from sdgen.draw.scene import Part, Path, Text
from sdgen.layout.placement import Box, Point, Route
from sdgen.views.diagram import PathStep
from tests.draw.samples import along_a_path, draw
from tests.support.scene_checks import subpaths

STEPS = along_a_path().path


def _texts(svg: str, words: str) -> list[str]:
    found = re.findall(r'<(?:text|tspan) class="([^"]*)"[^>]*>([^<]*)<', svg)
    return [text for classes, text in found if classes == words]


def test_badges_stand_on_the_lines_and_in_the_list() -> None:
    drawing, steps = draw(along_a_path()).svg.split('class="steps"')
    assert sorted(_texts(drawing, "step-text")) == ["1", "2a, 3", "2b"]
    assert _texts(steps, "step-text") == ["1", "2a", "2b", "3"]
    assert _texts(steps, "list-value") == ["12k/s", "24k/s"]
    assert _texts(steps, "list-text") == ["order", "1 KB", "read", "write"]
    assert drawing.count('<rect class="step-ring"') == 3
    assert steps.count('class="step-ring"') == 0


def test_an_arrow_is_as_far_from_one_name_as_from_the_other() -> None:
    steps = step_list([PathStep("1", 0, "a->b", "Timeline service", "Cache", "", "", "")])
    (row,) = list_part(steps, Box(0.0, 0.0, 400.0, 53.0), 1).items
    assert isinstance(row, Part)
    source, target = (each for each in row.items if isinstance(each, Text))
    (line,) = [x for x in row.items if isinstance(x, Path) and x.classes == "list-arrow"]
    (head,) = [x for x in row.items if isinstance(x, Path) and x.classes == "list-head"]
    start = subpaths(line.data)[0][0][0]
    tip = max(x for x, _ in subpaths(head.data)[0])
    assert start - (source.x + source.width) == pytest.approx(target.x - tip, abs=0.2)
    assert target.x - tip > 8.0


def test_a_badge_names_few_steps_and_counts_the_rest() -> None:
    def text(count: int) -> tuple[str, ...]:
        fitted = badge_text([replace(STEPS[0], number=str(each)) for each in range(1, count + 1)])
        assert fitted is not None
        return fitted.lines

    assert [text(each) for each in (1, 3, 4, 200)] == [
        ("1",),
        ("1, 2, 3",),
        ("1, 2, +2",),
        ("1, 2, +198",),
    ]
    assert badge_text(()) is None


def test_what_is_off_the_path_fades_without_dashes() -> None:
    svg = draw(along_a_path(), theme="light").svg
    faces = re.findall(r'<rect class="face faded"[^>]*>', svg)
    assert len(faces) == 3  # two cards and the sample in the legend
    assert not any("dasharray" in face for face in faces)
    assert 'class="face dimmed' not in svg
    assert svg.count('opacity="0.38" filter="url(#shop-journey-light-grey)"') == 1
    assert svg.count("feColorMatrix") == 1
    assert svg.count("<image") == 1  # once in colour; the faded one is the same again
    assert svg.index("faded") < svg.index('line synchronous path"')  # the path lies above


def test_the_legend_says_what_is_in_front() -> None:
    svg = draw(along_a_path()).svg
    legend = svg[svg.index('class="legend"') :]
    assert _texts(legend, "legend-text") == [
        "The order",
        "Asynchronous",
        "Other calls",
        "Not part of the order",
        "Replicas",
    ]


def test_words_of_the_subtitle_stand_out() -> None:
    svg = draw(along_a_path()).svg
    assert _texts(svg, "subtitle") == ["High-level "]
    assert _texts(svg, "subtitle-fact") == ["design"]


def test_it_moves_only_for_readers_who_do_not_mind() -> None:
    """All that moves is in the one style at the end; without it nothing of it is seen."""
    svg = draw(along_a_path(), theme="light").svg
    flow = re.findall(r'<path id="([^"]*)" class="flow"[^>]*stroke-opacity="(\S+)"', svg)
    assert [opacity for _, opacity in flow] == ["0"] * 4
    style = svg[svg.rindex("<style>") :]
    assert style.startswith("<style>@media (prefers-reduced-motion:no-preference){")
    rules = style[: style.index("}@keyframes")]
    assert rules.count("animation:") == svg.count("animation:") == 4
    assert re.findall(r'\[id="([^"]*)"\]', rules) == [name for name, _ in flow]
    assert re.findall(r"linear ([\d.]+)s", rules) == ["0", "1.6", "3.2", "1.6"]
    assert "6s linear" in rules
    assert style.endswith("</style>\n</svg>\n")


def test_pictures_of_points_do_not_move() -> None:
    source = raster_source(draw(along_a_path()).scene, "light").svg
    assert "animation" not in source
    assert 'class="flow' not in source
    assert 'class="step"' in source


def test_parallel_steps_move_at_once_and_long_paths_take_longer() -> None:
    route = Route("web--orders", (Point(0, 0), Point(0, 100)))
    found = flows(STEPS, {"web--orders": route})["web--orders"]
    assert [(each.length, each.begins, each.lasts, each.cycle) for each in found] == [
        (100.0, 0.0, pytest.approx(1.6), pytest.approx(6.0))
    ]
    many = [replace(STEPS[0], turn=turn) for turn in range(40)]
    assert flows(many, {"web--orders": route})["web--orders"][-1].cycle == pytest.approx(17.2)
    assert flows([*many, *many], {"web--orders": route}) == {}


def _many(count: int) -> tuple[PathStep, ...]:
    return tuple(replace(STEPS[0], number=str(each), turn=each) for each in range(count))


def test_the_list_has_two_columns_from_seven_steps_and_ends_after_twenty() -> None:
    assert [step_list(_many(n)).columns_in(900) for n in (6, 7)] == [1, 2]
    assert step_list(_many(7)).columns_in(600) == 1
    assert len(step_list(_many(21)).steps) == 20
    assert step_list(_many(7)).height(2) == 53 * 4 - 1
    svg = draw(replace(along_a_path(), path=(*STEPS, *_many(30)))).svg
    assert ">and 14 more<" in svg


def test_long_texts_of_the_list_are_cut_and_told_when_pointed_at() -> None:
    long = replace(STEPS[0], source="S" * 60, target="T" * 60, text="w " * 80, size="B" * 80)
    svg = draw(replace(along_a_path(), path=(long, *STEPS[1:]))).svg
    row = ElementTree.fromstring(svg).findall(".//*[@class='row']")[0]
    title = row.find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text is not None
    assert title.text.splitlines() == [("w " * 80).strip(), "S" * 60, "T" * 60, "B" * 80]
