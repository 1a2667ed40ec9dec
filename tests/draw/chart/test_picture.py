"""Plots: their contract, their safety, both themes, and no text over another."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

from sdgen.draw.chart.picture import compose_chart, draw_chart
from sdgen.draw.png import png_bytes
from sdgen.draw.scene import Item, Part, Rectangle, Text
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.views.chart import Chart, Panel, Threshold
from tests.draw.chart_samples import MONTHS, chart, mails, mixed, orders
from tests.support.svg_parts import by_class, parse

NASTY = "<script>alert(1)</script>\"'&\n\x00]]><![CDATA[ {}</style>"
WIDEST = 900
SMALLEST_TEXT = 11.0


def texts(items: tuple[Item, ...]) -> Iterator[Text]:
    for item in items:
        if isinstance(item, Text):
            yield item
        elif isinstance(item, Part):
            yield from texts(item.items)


def test_golden_picture(golden: Callable[[str, str], None]) -> None:
    golden("draw/growth-rate.svg", draw_chart(chart(), font="system").svg)


def test_root_is_described_for_screen_readers() -> None:
    root = parse(draw_chart(chart()).svg)
    assert (root.get("role"), root.get("class")) == ("img", "sdgen chart")
    assert root[0].text == "Shop: Peak rate over 2y, load growing by 100% a year"
    assert root[1].text == "Order service: over capacity in month 13."
    assert root.get("aria-labelledby") == f"{root[0].get('id')} {root[1].get('id')}"


def test_each_component_has_its_panel() -> None:
    root = parse(draw_chart(chart()).svg)
    panels = by_class(root, "panel")
    wanted = [f"{root.get('id')}-panel-{name}" for name in ("orders", "mails", "stats")]
    assert [each.get("id") for each in panels] == wanted
    first = panels[0]
    assert [each.text for each in by_class(first, "value")] == [
        "over capacity in month 13",
        "month 13",
        "800/s",
    ]
    shown = [each.text for each in by_class(first, "label-text")]
    assert shown == [
        "with a replica lost: over in month 8",
        *("0", "250/s", "500/s", "750/s"),
        *("now", "6", "12", "18", "24", "months"),
        *("capacity 400/s", "replica lost 300/s"),
    ]
    assert len(by_class(first, "limit")) == 2
    assert len(by_class(first, "lost")) == 2  # the dashed line, and the dot where it is passed
    assert len(by_class(first, "dot")) == 2
    assert len([each for each in by_class(first, "curve") if each.get("class") == "curve"]) == 1
    assert len(by_class(first, "over")) == 2  # the curve and the area above the capacity
    assert by_class(panels[1], "over") == []
    tooltip = first[0].text or ""
    assert tooltip == "Takes orders"


def test_a_logarithmic_axis_is_said() -> None:
    panels = by_class(parse(draw_chart(chart()).svg), "panel")
    said = ["logarithmic scale" in [each.text for each in panel.iter()] for panel in panels]
    assert said == [False, False, True]
    shown = [each.text for each in by_class(panels[2], "label-text")]
    assert [text for text in shown if text and text.endswith("/s")] == [
        *("10/s", "100/s", "1k/s"),
        "capacity 10/s",
    ]


def test_where_the_curve_passes_a_line() -> None:
    scene = compose_chart(chart(orders()), ())
    (panel,) = [
        item for item in scene.items if isinstance(item, Part) and item.id == "panel-orders"
    ]
    dots = [each for each in panel.items if isinstance(each, Rectangle) and "dot" in each.classes]
    marks = {each.content: each for each in texts(panel.items)}
    middle = dots[0].x + dots[0].width / 2
    # month 12 of 24 is in the middle of the axis, under the dot at 12.0 months
    assert middle == pytest.approx(marks["12"].x)
    assert dots[1].x + dots[1].width / 2 < middle
    assert marks["month 13"].x + marks["month 13"].width <= middle
    assert marks["month 13"].y < dots[0].y


def test_a_chart_of_one_panel_is_narrower() -> None:
    assert (draw_chart(chart(orders())).width, draw_chart(chart()).width) == (608, WIDEST)


def test_notes_stand_below() -> None:
    root = parse(draw_chart(chart(notes=("First.", "word " * 400))).svg)
    notes = by_class(root, "note")
    assert by_class(notes[0], "legend-text")[0].text == "First."
    assert len(by_class(notes[1], "legend-text")) == 4
    assert (notes[1][0].text or "").startswith("word word")
    height = float(root.get("height") or 0)
    assert max(float(each.get("y") or 0) for each in by_class(root, "legend-text")) < height - 20


def test_nothing_a_user_writes_becomes_markup() -> None:
    sample = chart()
    names = {element.tag for element in parse(draw_chart(sample).svg).iter()}
    panels = tuple(
        replace(
            panel,
            card=replace(
                panel.card, id=panel.card.id + NASTY, name=NASTY, glyph=NASTY, tooltip=NASTY
            ),
            verdict=NASTY,
            aside=NASTY,
            final=NASTY,
            thresholds=tuple(replace(each, label=NASTY, when=NASTY) for each in panel.thresholds),
        )
        for panel in sample.panels
    )
    nasty = replace(
        sample,
        title=NASTY,
        subtitle=NASTY,
        unit=NASTY,
        panels=panels,
        notes=(NASTY,),
        description=NASTY,
    )
    picture = draw_chart(nasty, font="system")
    assert {element.tag for element in parse(picture.svg).iter()} <= names
    assert "<script" not in picture.svg
    assert picture.svg.count("</style>") == 1


def test_a_panel_links_where_the_design_says() -> None:
    svg = draw_chart(chart(orders(link="https://example.org/orders"))).svg
    assert 'href="https://example.org/orders"' in svg
    drawn = draw_chart(chart(orders(link="javascript:alert(1)")))
    assert "<a " not in drawn.svg
    assert len(drawn.warnings) == 1
    assert drawn.warnings[0].startswith("the link of `orders` is left out")


def test_characters_without_a_font_are_named() -> None:
    (warning,) = draw_chart(chart(orders("注文"))).warnings
    assert "U+6CE8" in warning


def test_the_font_is_inside_or_the_readers_own() -> None:
    assert "@font-face" in draw_chart(chart()).svg
    assert "@font-face" not in draw_chart(chart(), font="system").svg
    assert "url(http" not in draw_chart(chart()).svg


@pytest.mark.slow
def test_png_has_the_colours_of_plots_in_both_themes() -> None:
    scene = draw_chart(chart()).scene
    light, dark = png_bytes(scene, 0.5), png_bytes(scene, 0.5, "dark")
    assert light != dark
    # without its rules a curve has no stroke and an area is black: other bytes
    plain = replace(scene, look="sdgen")
    assert png_bytes(plain, 0.5) != light
    assert png_bytes(plain, 0.5, "dark") != dark
    assert png_bytes(draw_chart(chart(), theme="dark").scene, 0.5, "dark") == dark
    assert png_bytes(draw_chart(chart(), theme="light").scene, 0.5) == light


PROGRAM = """
import sys
from sdgen.draw.chart.picture import draw_chart
from tests.draw.chart_samples import chart
sys.stdout.buffer.write(draw_chart(chart()).svg.encode())
"""


@pytest.mark.slow
def test_same_bytes_whatever_the_hash_seed() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_no_number_of_a_path_is_broken() -> None:
    svg = draw_chart(chart(orders(), mails(), mixed())).svg
    for data in re.findall(r' d="([^"]*)"', svg):
        assert re.fullmatch(r"[MLZ0-9. aAcCvVhHlmz,-]+", data), data


def _panel(start: float, end: float, limits: list[float], dimension: Dimension) -> Panel:
    """A straight course, with lines where it may pass them."""
    values = tuple(start + (end - start) * month / 24 for month in MONTHS)
    thresholds = []
    for index, limit in enumerate(limits):
        crossing = None
        if start < limit < end:
            crossing = 24 * (limit - start) / (end - start)
        label = (
            f"{'capacity' if index == 0 else 'replica lost'} {format_quantity(limit, dimension)}"
        )
        thresholds.append(
            Threshold(limit, label, index == 0, crossing, "month 13" if crossing else "")
        )
    return replace(
        orders(),
        values=values,
        final=format_quantity(end, dimension),
        thresholds=tuple(thresholds),
    )


AMOUNTS = some.one_of(some.just(0.0), some.floats(1e-9, 1e18))


@given(
    AMOUNTS,
    AMOUNTS,
    some.lists(some.floats(1e-6, 1e18), max_size=2),
    some.sampled_from([Dimension.RATE, Dimension.BYTES]),
    some.sampled_from(["month", "year"]),
)
def test_no_text_lies_over_another(
    start: float, end: float, limits: list[float], dimension: Dimension, unit: str
) -> None:
    """Nor outside the picture, and each is large enough at the width of a page."""
    panel = _panel(start, end, sorted(limits, reverse=True), dimension)
    pictured: Chart = replace(chart(panel, mails()), dimension=dimension, unit=unit)
    scene = compose_chart(pictured, ())
    boxes = []
    for text in texts(scene.items):
        assert text.size >= SMALLEST_TEXT
        left = text.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor] * text.width
        # capitals are about 0.72 of the size high; figures and capitals do not go below the line
        boxes.append((left, text.y - 0.72 * text.size, left + text.width, text.y, text.content))
    for index, (left, top, right, bottom, content) in enumerate(boxes):
        assert left >= 0, content
        assert right <= scene.width, content
        assert bottom <= scene.height, content
        for other in boxes[index + 1 :]:
            apart = right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
            assert apart, (content, other[4])
