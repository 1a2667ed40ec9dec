"""The designs of this repository: without findings, whole, and true."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import pytest
import yaml

import sdgen
from sdgen.analyses.estimate import estimate
from sdgen.analyses.explain.figures import explain
from sdgen.api import Options, draw, view_names
from sdgen.base.findings import Severity
from sdgen.design.records import Design
from sdgen.draw.diagram.measured import measure
from sdgen.model import read_design
from sdgen.patterns import patterns
from sdgen.views import make_picture
from sdgen.views.chart import Chart
from sdgen.views.entities import Entities
from sdgen.views.matrix import Matrix
from sdgen.views.rack import Rack
from sdgen.views.sequence import Sequence
from tests.support.cases import every_case
from tests.support.quick import picked

ROOT = Path(__file__).parents[1]
MOST_LINES = 450
FILES = sorted((ROOT / "designs").glob("*.yaml"))
SMALL = ("minimal", "url-shortener", "payments", "sdgen")
"""For quick runs; ``sdgen render designs --check`` draws all of them."""


GALLERY = (
    "dropbox",
    "gitlab",
    "instagram",
    "llm-chat",
    "messenger",
    "pastebin",
    "payments",
    "rate-limiter",
    "twitter",
    "typeahead",
    "url-shortener",
    "web-crawler",
    "youtube",
)

SOURCE = re.compile(r"https://|notes of Grokking|A\. Xu, System|All figures are\s+#?\s*ours")
"""Where figures are from, as the comment at the top of a design says it."""


def read(name: str) -> Design:
    reading = read_design(ROOT / "designs" / f"{name}.yaml")
    assert reading.findings == ()
    assert reading.design is not None
    return reading.design


@pytest.mark.parametrize("name", picked([file.stem for file in FILES], quick=SMALL[:1]))
def test_a_design_has_no_findings_and_every_view(name: str) -> None:
    found = read(name)
    for view in view_names(found):
        picture = make_picture(found, view)
        if isinstance(picture, Chart):
            assert {panel.card.id for panel in picture.panels} <= set(found.components)
            continue
        if isinstance(picture, Entities):
            stores = {store.card.id for store in picture.stores}
            assert stores == {entity.store for entity in found.data.values()}
            continue
        if isinstance(picture, Matrix):
            shown = {row.card.id for row in picture.rows}
            actors = {each.id for each in found.components.values() if each.kind == "client"}
            assert shown == set(found.components) - actors
            continue
        if isinstance(picture, Rack):
            assert {card.component for card in picture.cards} == set(found.components)
            continue
        if isinstance(picture, Sequence):
            shown = {card.id for section in picture.sections for card in section.cards}
            assert shown <= set(found.components)
            continue
        assert {each for card in picture.cards for each in card.components} <= set(found.components)
        assert not any(line.label and line.label.whole for line in measure(picture).lines), view


@pytest.mark.parametrize("name", picked([each.stem for each in FILES], quick=SMALL[:1]))
def test_a_design_is_drawn_in_every_view(name: str) -> None:
    found = read(name)
    for view in view_names(found):
        picture = draw(found, view, Options())
        assert picture.warnings == (), view
        assert f">{escape(found.name)}<" in picture.svg, view


@every_case("file", FILES)
def test_a_design_is_read_in_a_few_minutes(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("name", ["twitter", "url-shortener"])
def test_all_eight_steps_are_filled_in(name: str) -> None:
    found = read(name)
    parts = (
        found.requirements,
        found.scale,
        found.journeys,
        found.api,
        found.data,
        found.components,
        found.decisions,
        found.monitoring,
        found.accepted,
        found.domains,
    )
    assert all(parts)
    assert found.requirements is not None
    served = {each for journey in found.journeys.values() for each in journey.serves}
    assert set(found.requirements.functional) <= served
    started = {operation.journey for operation in found.api.values()}
    by_users = {
        each.id for each in found.journeys.values() if found.components[each.actor].kind == "client"
    }
    assert by_users - started <= {"view-media"}
    for component in found.components.values():
        assert component.kind == "client" or component.technology, component.id


@every_case("file", FILES, quick=1)
def test_a_design_has_no_findings_but_accepted_ones(file: Path) -> None:
    found = sdgen.load(file).lint(ignore=["EST001"])
    assert [str(each) for each in found if each.severity is not Severity.INFO] == []
    assert file.stem in ("minimal", "sdgen") or found == ()


@every_case("name", GALLERY)
def test_a_design_of_the_gallery_says_where_its_estimates_are_from(name: str) -> None:
    text = (ROOT / "designs" / f"{name}.yaml").read_text(encoding="utf-8")
    head = text.partition("\nsdgen: 1\n")[0]
    assert (
        len(
            re.findall(
                r"^  [\w.-]+: .+", text.partition("\nestimates:")[2].partition("\n\n")[0], re.M
            )
        )
        >= 2
    )
    assert SOURCE.search(head), head


@every_case("file", FILES, quick=1)
def test_published_figures_are_borne_out(file: Path) -> None:
    """Within 5%, which is what their sources round."""
    found = estimate(read(file.stem))
    for name, stated in found.design.estimates.items():
        (computed,) = explain(found, name)
        assert computed.value == pytest.approx(stated.quantity.value, rel=0.05), name


def test_no_list_takes_a_number_apart_at_its_comma() -> None:
    apart = re.compile(r"\[[^]\"]*\d,\d{3}\b")
    assert [
        f"{each.name}: {line}"
        for each in FILES
        for line in each.read_text("utf-8").splitlines()
        if apart.search(line)
    ] == []


def test_linters_of_yaml_read_designs_and_patterns() -> None:
    """PyYAML's own reader, and yamllint with it, ends a word in braces at a question mark."""
    for file in (*FILES, *patterns().values()):
        depth = 0
        for event in yaml.parse(file.read_text("utf-8"), yaml.CBaseLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1 if depth or event.flow_style else 0
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1 if depth else 0
            elif depth and isinstance(event, yaml.ScalarEvent) and not event.style:
                assert "?" not in event.value, f"{file.name}: {event.value}"


def test_the_smallest_design_has_five_lines() -> None:
    text = (ROOT / "designs/minimal.yaml").read_text(encoding="utf-8")
    assert len(text.splitlines()) == 5


@pytest.mark.slow
def test_the_picture_of_sdgen_shows_the_packages_that_there_are() -> None:
    found = read("sdgen")
    shown = {each.id for each in found.components.values() if "package" in each.tags}
    for name in shown:
        package = ROOT / "sdgen" / name
        assert package.is_dir() or package.with_suffix(".py").is_file(), name
    for name in shown:
        package = ROOT / "sdgen" / name
        sources = package.rglob("*.py") if package.is_dir() else [package.with_suffix(".py")]
        text = "".join(source.read_text(encoding="utf-8") for source in sources)
        imported = set(re.findall(r"(?:from|import) sdgen\.(\w+)", text))
        imported.update(re.findall(r"from sdgen import (\w+)", text))
        calls = {call.target for group in found.components[name].calls for call in group.calls}
        assert calls & shown <= imported, f"{name} imports {sorted(imported)}"
