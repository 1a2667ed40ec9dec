"""The words of the plots: what runs out when, what is left out, what would have to be written."""

from __future__ import annotations

import pytest

from sdgen.analyses.facts import Facts
from sdgen.analyses.scenario import Scenario
from sdgen.quantity import Dimension
from sdgen.views import NoPictureError, lack_of, make_picture
from sdgen.views.chart import Chart, Panel
from sdgen.views.charts.growth_rate import rate_chart
from sdgen.views.charts.growth_storage import storage_chart
from sdgen.views.diagram import Tone
from sdgen.views.growth import MOST_PANELS
from tests.model.given import design
from tests.support.cases import every_case
from tests.views.pictures import make_chart

SHOP = """scale: {{daily_users: 864k, peak: 2x, {scale}}}
topology: {{r: {{zones: [a, b]}}}}
journeys:
  order: {{actor: web, rate: 10/user/day, steps: [web -> app -> db]}}
  look: {{actor: web, rate: 1/s, steps: [web -> app]}}
components:
  web: {{kind: client, calls: [app]}}
  app: {{kind: service, name: Shop, calls: [db], {app}}}
  db: {{kind: database, {db}}}
data:
  Order: {{store: db, {entity}}}
"""


def charts(
    scale: str = "horizon: 2y, growth: 100%",
    *,
    app: str = "capacity: 101/s, replicas: 4",
    db: str = "storage: 1 TB",
    entity: str = "created_by: order, size: 1 KB",
    factor: float = 1.0,
    journeys: tuple[str, ...] = (),
) -> tuple[Chart | None, Chart | None]:
    """Peaks of 202/s at ``app``, 100 KB a second written to ``db``."""
    text = SHOP.format(scale=scale, app=app, db=db, entity=entity)
    facts = Facts(design(text), Scenario(users=factor))
    return rate_chart(facts, journeys=journeys), storage_chart(facts, journeys=journeys)


def rates(scale: str = "horizon: 2y, growth: 100%", **given: object) -> Chart:
    chart = charts(scale, **given)[0]  # type: ignore[arg-type]
    assert chart is not None
    return chart


def stores(scale: str = "horizon: 2y, growth: 100%", **given: object) -> Chart:
    chart = charts(scale, **given)[1]  # type: ignore[arg-type]
    assert chart is not None
    return chart


def only(chart: Chart) -> Panel:
    (panel,) = chart.panels
    return panel


def test_a_chart_of_rates() -> None:
    chart = rates()
    assert (chart.view, chart.title, chart.dimension) == ("growth-rate", "Shop", Dimension.RATE)
    assert chart.subtitle == (
        "Peak rate over 2y, load growing by 100% a year · first to run out: Shop, in month 13"
    )
    assert (chart.unit, len(chart.times), chart.times[-1]) == ("month", 25, pytest.approx(24))
    panel = only(chart)
    assert (panel.card.id, panel.card.name, panel.final) == ("app", "Shop", "808/s")
    assert (panel.verdict, panel.tone) == ("over capacity in month 13", Tone.BAD)
    assert panel.aside == "with a replica lost: over in month 8"
    whole, rest = panel.thresholds
    assert (whole.label, whole.firm, whole.when) == ("capacity 404/s", True, "month 13")
    assert whole.crossing == pytest.approx(12)
    assert (rest.label, rest.firm, rest.when) == ("replica lost 303/s", False, "month 8")
    assert chart.description == (
        "Shop: over capacity in month 13; with a replica lost: over in month 8. "
        "No capacity in operations given: Database 200/s to 800/s."
    )
    assert chart.notes == ("No capacity in operations given: Database 200/s to 800/s.",)


def test_a_chart_of_storage() -> None:
    chart = stores(db="storage: 4 TB, replicas: {count: 3, copies: 2}")
    assert (chart.view, chart.dimension) == ("growth-storage", Dimension.BYTES)
    assert chart.subtitle == (
        "Storage of all copies over 2y, load growing by 100% a year · "
        "first to run out: Database, in month 15"
    )
    panel = only(chart)
    assert (panel.verdict, panel.tone) == ("disk full in month 15", Tone.BAD)
    assert panel.aside == "0 B now, 27.3 TB after 2y, 2 copies"
    assert [each.label for each in panel.thresholds] == ["disk 12 TB"]


@every_case(
    ("app", "verdict", "tone", "aside"),
    [
        (
            "capacity: 100/s",
            "over capacity now: 202%",
            Tone.BAD,
            "down when its only replica is lost",
        ),
        ("capacity: 100/s, replicas: 2", "over capacity now: 101%", Tone.BAD, ""),
        (
            "capacity: 1k/s, replicas: 4, zones: [a, b]",
            "lasts: 20% of capacity after 2y",
            Tone.GOOD,
            "with its worst zone lost: 40% after 2y",
        ),
        (
            "capacity: 1k/s, zones: [a]",
            "lasts: 81% of capacity after 2y",
            Tone.WARNING,
            "down when its zone is lost",
        ),
        (
            "capacity: 300/s, replicas: 3, zones: [a, b]",
            "lasts: 90% of capacity after 2y",
            Tone.WARNING,
            "with its worst zone lost: over in month 7",
        ),
        (
            "capacity: 101k/s, replicas: 100",
            "lasts: <0.1% of capacity after 2y",
            Tone.GOOD,
            "with a replica lost: <0.1% after 2y",
        ),
    ],
)
def test_verdicts_of_rates(app: str, verdict: str, tone: Tone, aside: str) -> None:
    panel = only(rates(app=app))
    assert (panel.verdict, panel.tone, panel.aside) == (verdict, tone, aside)


@every_case(
    ("scale", "verdict", "aside"),
    [
        (
            "horizon: 2y",
            "50% of capacity: lasts 2y at 41% growth a year",
            "with a replica lost: 67%",
        ),
        ("horizon: 2d", "50% of capacity", "with a replica lost: 67%"),
        ("horizon: 2y, growth: 0%", "50% of capacity: lasts 2y at 41% growth a year", None),
    ],
)
def test_without_growth_what_would_be_borne(scale: str, verdict: str, aside: str | None) -> None:
    panel = only(rates(scale))
    assert (panel.verdict, panel.tone) == (verdict, Tone.GOOD)
    assert aside in (None, panel.aside)
    assert [each.crossing for each in panel.thresholds] == [None, None]


NO_GROWTH = (
    "No growth of load is given, so rates stay as they are. Write it under `scale`, such as "
    "`growth: 20%` (a year)."
)


def test_without_growth_a_note_says_what_to_write() -> None:
    chart = rates("horizon: 2y")
    assert chart.subtitle == "Peak rate over 2y · nothing runs out"
    assert chart.notes[0] == NO_GROWTH
    assert NO_GROWTH not in rates("horizon: 2y, growth: 0%").notes


@every_case(
    ("db", "entity", "verdict", "tone", "aside"),
    [
        (
            "",
            "created_by: order, size: 1 KB",
            "no disk given",
            Tone.NEUTRAL,
            "0 B now, 13.6 TB after 2y",
        ),
        (
            "storage: 1 GB",
            "rows: 2M, size: 1 KB",
            "disk full now: 200%",
            Tone.BAD,
            "2 GB now and after 2y",
        ),
        (
            "storage: 20 TB",
            "created_by: order, size: 1 KB",
            "lasts: 68% of disk after 2y",
            Tone.GOOD,
            "0 B now, 13.6 TB after 2y",
        ),
        (
            "storage: 20 TB",
            "rows: 1B, size: 1 KB}\n  Note: {store: db, rows: 5",
            "lasts: 5.0% of disk after 2y",
            Tone.GOOD,
            "1 TB now and after 2y, more with what is unknown",
        ),
    ],
)
def test_verdicts_of_stores(db: str, entity: str, verdict: str, tone: Tone, aside: str) -> None:
    panel = only(stores(db=db or "replicas: 1", entity=entity))
    assert (panel.verdict, panel.tone, panel.aside) == (verdict, tone, aside)


def test_nothing_runs_out_or_there_is_nothing_to_compare_with() -> None:
    assert stores(db="storage: 90 TB").subtitle.endswith(" · nothing runs out")
    assert stores(db="replicas: 1").subtitle.endswith(" · no disk to compare with")


def test_of_rates_without_any_capacity_only_growth_is_worth_a_picture() -> None:
    chart = rates(app="replicas: 2")
    assert [(each.card.id, each.verdict, each.tone) for each in chart.panels] == [
        ("app", "no capacity given", Tone.NEUTRAL),
        ("db", "no capacity given", Tone.NEUTRAL),
    ]
    assert chart.subtitle.endswith(" · no capacity to compare with")
    assert chart.notes == (
        "No component has a capacity. Write it for one replica, such as `capacity: 2k/s`.",
    )
    assert charts("horizon: 2y", app="replicas: 2")[0] is None
    assert charts("horizon: 2y, growth: 0%", app="replicas: 2")[0] is None


def test_nothing_stored_has_no_picture() -> None:
    assert charts(db="replicas: 1", entity="fields: {text: string}")[1] is None


def test_scale_and_journeys_are_told() -> None:
    chart = rates(factor=10.0, journeys=("look",))
    assert chart.subtitle.startswith(
        "Peak rate over 2y, load growing by 100% a year, at 10 times the users, "
        "what look reaches · first to run out: Shop, now"
    )
    assert charts(journeys=("look",))[1] is None


@every_case(
    ("horizon", "when"),
    [("60h", "in hour 7"), ("80d", "on day 1"), ("30y", "in year 1")],
)
def test_dates_in_other_units(horizon: str, when: str) -> None:
    panel = only(rates(f"horizon: {horizon}, growth: 99%", app="capacity: 202.1/s"))
    assert panel.verdict == f"over capacity {when}"
    assert panel.thresholds[0].when == when.split(" ", 1)[1]


def many(count: int, capacity: str = "capacity: {n}/s") -> Chart:
    names = [f"s{number}" for number in range(1, count + 1)]
    steps = ", ".join(f"web -> {name}" for name in names)
    lines = "\n".join(
        f"  {name}: {{kind: service, {capacity.format(n=100 * number)}}}"
        for number, name in enumerate(names, 1)
    )
    return make_chart(
        design(
            "scale: {horizon: 1y, growth: 100%}\n"
            f"journeys:\n  go: {{actor: web, rate: 1k/s, steps: [{steps}]}}\n"
            f"components:\n  web: {{kind: client, calls: [{', '.join(names)}]}}\n{lines}\n"
        ),
        "growth-rate",
    )


@pytest.mark.slow
def test_of_many_the_first_to_saturate_are_drawn_and_the_others_named() -> None:
    chart = many(200)
    assert [each.card.id for each in chart.panels] == [f"s{n}" for n in range(1, MOST_PANELS + 1)]
    assert chart.notes == (
        "192 more are not drawn, 11 of them over capacity by then too (share of capacity after 1y): "
        "S9 222%, S10 200%, S11 182%, S12 167%, S13 154%, S14 143%, S15 133%, S16 125%, S17 118%, "
        "S18 111%, S19 105% and 181 more.",
    )


def test_one_more() -> None:
    assert many(9).notes == (
        "1 more is not drawn, over capacity by then too (share of capacity after 1y): S9 222%.",
    )
    assert many(9, "replicas: 1").notes == (
        "1 more is not drawn: S9 2k/s.",
        "No component has a capacity. Write it for one replica, such as `capacity: 2k/s`.",
    )


NO_RATES = (
    "no capacity of a component with load, and no growth of load",
    "give components on the way of a journey with a rate their 'capacity', or write under 'scale' "
    "how much load grows in a year: 'growth: 20%'",
)
NO_STORES = (
    "no store holds an entity of known size and number",
    "write under 'data' the entities, each with its 'store', its 'size' and what is added",
)
NO_HORIZON = (
    "there is no horizon to plot to",
    "write under 'scale' how far ahead the design must last: 'horizon: 5y'",
)


@every_case(
    ("view", "text", "expected"),
    [
        ("growth-rate", "scale: {growth: 20%}\n", NO_HORIZON),
        ("growth-storage", "scale: {growth: 20%}\n", NO_HORIZON),
        ("growth-storage", "", NO_HORIZON),
        ("growth-rate", "scale: {horizon: 2y}\n", NO_RATES),
        ("growth-storage", "scale: {horizon: 2y}\n", NO_STORES),
    ],
)
def test_a_view_with_nothing_to_show_says_what_to_write(
    view: str, text: str, expected: tuple[str, str]
) -> None:
    facts = Facts(design(f"{text}components:\n  web: {{kind: client}}\n"))
    lack = lack_of(facts, view)
    assert lack is not None
    assert (lack.message, lack.help) == expected
    with pytest.raises(NoPictureError) as raised:
        make_picture(facts, view)
    assert raised.value.lack == lack
    assert str(raised.value) == f"view '{view}' has nothing to show: {'; '.join(expected)}"


def test_a_view_is_there_exactly_where_its_chart_is() -> None:
    facts = Facts(
        design(
            SHOP.format(
                scale="horizon: 2y, growth: 1%",
                app="replicas: 1",
                db="replicas: 1",
                entity="fields: {text: string}",
            )
        )
    )
    assert (lack_of(facts, "growth-rate"), rate_chart(facts) is None) == (None, False)
    lack = lack_of(facts, "growth-storage")
    assert (lack is None, storage_chart(facts)) == (False, None)


def test_the_views_are_the_plots_of_the_estimate() -> None:
    found = design(
        SHOP.format(
            scale="horizon: 2y, growth: 100%",
            app="capacity: 101/s",
            db="storage: 1 TB",
            entity="created_by: order, size: 1 KB",
        )
    )
    assert make_chart(found, "growth-rate") == rate_chart(Facts(found))
    assert make_chart(found, "growth-storage") == storage_chart(Facts(found))
