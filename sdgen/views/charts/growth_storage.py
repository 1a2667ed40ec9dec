"""The growth-storage view: what each store will hold, and when its disk is full."""

from __future__ import annotations

from sdgen.analyses.facts import Facts
from sdgen.analyses.growth import Course
from sdgen.quantity import Dimension
from sdgen.views.chart import Chart, Panel
from sdgen.views.growth import (
    MOST_PANELS,
    Plot,
    certain,
    chart_of,
    grown_of,
    lack,
    left_out,
    no_horizon,
    panel_of,
    threshold_of,
    verdict_of,
)
from sdgen.views.view import BuiltInView, Lack


def storage_chart(
    facts: Facts, title: str = "Storage of all copies", journeys: tuple[str, ...] = ()
) -> Chart | None:
    """What each store that ``journeys`` reach (all by default) holds, all copies, and its disk;
    None without a horizon, and where no store holds anything known."""
    grown = grown_of(facts, journeys)
    if grown is None or not grown.stores:
        return None
    plot = Plot(facts, journeys, grown, "growth-storage", Dimension.BYTES, "disk", "disk full")
    panels = tuple(_store_panel(plot, each) for each in grown.stores[:MOST_PANELS])
    notes = left_out(plot, grown.stores[MOST_PANELS:])
    return chart_of(plot, title, grown.stores, panels, notes)


def no_stores(facts: Facts) -> Lack:
    """For a design that does not say what its stores hold."""
    return lack(
        facts,
        "no store holds an entity of known size and number",
        "write under 'data' the entities, each with its 'store', its 'size' and what is added",
    )


def _store_panel(plot: Plot, course: Course) -> Panel:
    store = plot.facts.storage.stores[course.component]
    verdict, tone = verdict_of(plot, course)
    now, then = plot.shown(course.values[0]), plot.shown(course.values[-1])
    aside = f"{now} now and after {plot.horizon}"
    if now != then:
        aside = f"{now} now, {then} after {plot.horizon}"
    if store.copies > 1:
        aside += f", {store.copies} copies"
    if not store.complete:
        aside += ", more with what is unknown"
    return panel_of(
        plot, course, verdict, tone, aside, threshold_of(plot, course.limit, plot.limit)
    )


def _lack(facts: Facts) -> Lack | None:
    if facts.growth is None:
        return no_horizon(facts)
    return None if facts.growth.stores else no_stores(facts)


VIEW = BuiltInView(
    id="growth-storage",
    title="Storage of all copies",
    doc="What each store will hold, and when its disk is full, up to the horizon.",
    make=lambda facts, title: certain(storage_chart(facts, title)),
    order=7,
    lack=_lack,
)
