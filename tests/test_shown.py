"""How the records of the Python API show themselves: a line where Python is typed, and tables in
notebooks."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

import sdgen
from sdgen.api import Reading
from sdgen.base.brief import LONGEST, briefly, page_of
from sdgen.workspace.inputs import Inputs
from tests.cli.conftest import DESIGN

NASTY = "<script>\x1b[31m&\u202e"
SHOP = (
    DESIGN.replace("name: Shop", 'name: "Shop <script>"').replace("[db]", "[{any_of: [db, cache]}]")
    + "  cache: {kind: cache, tags: [a, b], replicas: 2}\n"
    + "journeys: {buy: {actor: web, rate: 10/s, steps: [web -> orders]}}\n"
)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> sdgen.LoadedDesign:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(SHOP, encoding="utf-8")
    return sdgen.load("shop.yaml")


@pytest.mark.slow
def test_every_record_is_a_line(shop: sdgen.LoadedDesign) -> None:
    workspace = sdgen.Workspace()
    analysis, estimate = shop.analyze(), shop.estimate()
    shown: list[object] = [
        shop,
        shop.design,
        shop.facts,
        *shop.design.components.values(),
        *shop.design.journeys.values(),
        shop.render(),
        analysis,
        *analysis.journeys,
        *(each.reliability for each in analysis.journeys),
        estimate,
        estimate.load,
        shop.improve(availability=0.999),
        *shop.lint(),
        workspace,
        workspace.find("."),
        workspace.read("shop.yaml"),
        workspace.validate("."),
        workspace.lint(sdgen.LintRequest(files=("shop.yaml",))),
        *workspace.lint(sdgen.LintRequest(files=("shop.yaml",))).designs,
        workspace.render(sdgen.RenderRequest(files=("shop.yaml",), formats=("svg",))),
        workspace.analyze(sdgen.AnalyzeRequest(file="shop.yaml")),
    ]
    for each in shown:
        line = repr(each)
        assert line.startswith("<")
        assert line.endswith(">")
        assert len(line) <= LONGEST + 2
        assert line.isprintable()


def test_what_a_line_says(shop: sdgen.LoadedDesign) -> None:
    component = shop.design.components["cache"]
    assert repr(component) == "<Component id: 'cache', kind: 'cache', name: 'Cache', tags: 2>"
    assert repr(component.replicas) == "<Replicas count: 2, given: True>"
    assert repr(shop.analyze()).startswith("<Analysis journeys: 1, assumptions: ")
    assert repr(shop.estimate(scale=2.5)).startswith("<Estimate factor: 2.5, journeys: 1, ")
    found = shop.lint(select=["COPY001"])[0]
    assert repr(found).startswith("<error COPY001 'shop.yaml:5:3' \"'orders' has 1 replica")
    assert repr(shop.facts) == "<Facts name: 'Shop <script>'>"
    assert repr(Reading("shop.yaml", None, (found,), {"shop.yaml": SHOP})) == (
        "<Reading file: 'shop.yaml', findings: 1>"
    )
    assert repr(Inputs((), False, ())) == "<Inputs>"


def test_what_cannot_be_seen_is_shown_as_an_escape() -> None:
    reading = Reading(NASTY, None, (), {})
    assert repr(reading) == "<Reading file: '<script>\\x1b[31m&\\u202e'>"
    long = Reading("x" * 1_000, None, (), {})
    assert len(repr(long)) < 80
    assert briefly(long) == repr(long)


def cells(html: str | None) -> list[list[str]]:
    """The rows of the first table of a fragment, which is well-formed."""
    assert html is not None
    table = ElementTree.fromstring(html).find(".//table")
    assert table is not None
    return [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]


def test_a_design_is_a_table_of_its_components(shop: sdgen.LoadedDesign) -> None:
    html = shop._repr_html_()
    assert cells(html) == [
        ["component", "kind", "replicas", "calls"],
        ["web", "client", "1", "orders"],
        ["orders", "service", "1", "db, cache"],
        ["db", "database", "1", ""],
        ["cache", "cache", "2", ""],
    ]
    assert "<script>" not in html


def test_findings_are_a_table(shop: sdgen.LoadedDesign) -> None:
    found = shop.lint(select=["COPY001", "REP006"])
    assert isinstance(found, tuple)
    rows = cells(found._repr_html_())  # type: ignore[attr-defined]
    assert rows[0] == ["place", "severity", "code", "finding", "help"]
    assert [row[2] for row in rows[1:]] == [each.code for each in found]
    assert "no findings" in shop.lint(select=["DATA007"])._repr_html_()  # type: ignore[attr-defined]
    workspace = sdgen.Workspace()
    linted = workspace.lint(sdgen.LintRequest(files=("shop.yaml",)))
    assert len(cells(linted._repr_html_())) == 1 + len(linted.findings)
    Path("broken.yaml").write_text(SHOP.replace("service", "servce"), encoding="utf-8")
    assert cells(workspace.validate("broken.yaml")._repr_html_())[1][2] == "SCHEMA004"
    assert cells(sdgen.validate("broken.yaml")._repr_html_())[1][2] == "SCHEMA004"  # type: ignore[attr-defined]


def test_reports_are_tables(shop: sdgen.LoadedDesign) -> None:
    newer = sdgen.loads(SHOP.replace("replicas: 2", "replicas: 3"))
    for report in (shop.analyze(), shop.estimate(), shop.diff(newer)):
        html = report._repr_html_()
        assert len(cells(html)) > 1
        assert "Shop &lt;script&gt;" in str(html)
    assert page_of(shop.design) is None


def test_a_picture_shows_itself(shop: sdgen.LoadedDesign) -> None:
    picture = shop.render()
    assert picture._repr_svg_() == picture.svg
