"""A view that is a chart: growth of the peak rate under another name."""

from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.views.chart import Chart
from sdgen.views.charts import growth_rate
from sdgen.views.view import BuiltInView


def make(facts: Facts, title: str) -> Chart:
    """The chart of peak rates, under another name."""
    chart = growth_rate.VIEW.make(facts, title)
    assert isinstance(chart, Chart)
    return replace(chart, view="entries")


VIEW = BuiltInView(
    id="entries",
    title="Entries",
    doc="How many entries a second, up to the horizon.",
    make=make,
    lack=growth_rate.VIEW.lack,
)
