"""The legend explains what occurs and nothing else."""

from __future__ import annotations

from msgspec.structs import replace

from sdgen.draw.diagram.legend import legend_column, legend_entries, legend_rows
from sdgen.views.diagram import Diagram, Line
from tests.draw.samples import one_card, shop
from tests.model.given import design
from tests.views.pictures import make_diagram


def words(diagram: Diagram) -> list[str]:
    return [entry.text.lines[0] for entry in legend_entries(diagram)]


def test_everything_that_occurs_has_a_word() -> None:
    assert words(shop("detailed")) == [
        "Synchronous call",
        "Asynchronous",
        "Optional",
        "Replication",
        "Replicas",
        "Single point of failure",
        "Not involved",
        "Peak load up to 70% of capacity",
        "From 100%",
        "Zone without a replica",
    ]


def test_dimmed_says_what_it_means_in_the_view() -> None:
    assert "Fails with it" in words(shop("failure"))
    assert "Not part of the journey" in words(
        replace(shop(), dimmed_word="Not part of the journey")
    )


def test_a_view_of_the_design_explains_what_its_base_explains() -> None:
    made = design(
        "scale: {daily_users: 864k}\ncomponents:\n  web: {kind: client, calls: [shop]}\n"
        "  shop: {kind: service, capacity: 20/s}\n"
        "journeys:\n  buy: {actor: web, rate: 10/s, steps: [web -> shop]}\n"
        "views: {ours: {base: detailed}}\n"
    )
    assert "Average load up to 70% of capacity" in words(make_diagram(made, "detailed"))
    assert words(make_diagram(made, "ours")) == words(make_diagram(made, "detailed"))


def test_plain_calls_need_no_legend() -> None:
    assert words(replace(one_card(), lines=(Line("l", "only", "only"),))) == []
    assert words(one_card()) == []


def test_first_bar_says_what_bars_are() -> None:
    design = shop("detailed")
    only_overloaded = replace(design, cards=design.cards[2:])
    assert "Peak load from 100% of capacity" in words(only_overloaded)


def test_rows_stay_within_their_room() -> None:
    entries = legend_entries(shop("detailed"))
    rows = legend_rows(entries, 500.0)
    assert rows.width <= 500
    assert sum(len(row) for row in rows.rows) == len(entries)
    assert len(legend_column(entries).rows) == len(entries)


def test_the_bars_have_the_limits_of_the_picture() -> None:
    assert "Peak load up to 85.5% of capacity" in words(replace(shop("detailed"), busy_from=0.855))
