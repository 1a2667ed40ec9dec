"""What is asked of a workspace: one text or path where several may be given is one of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import sdgen
from sdgen.workspace.settings import FileIgnores
from tests.cli.conftest import DESIGN
from tests.support.cases import every_case

ALONE: Any = "shop.yaml"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(
        DESIGN + "journeys: {buy: {actor: web, rate: 10/s, steps: [web -> orders -> db]}}\n",
        encoding="utf-8",
    )
    return Path("shop.yaml")


@every_case(
    ("given", "as_it_should_be"),
    [
        ("shop.yaml", ("shop.yaml",)),
        (Path("shop.yaml"), ("shop.yaml",)),
        (["a.yaml", Path("b/c.yaml")], ("a.yaml", "b/c.yaml")),
        ((), ()),
    ],
)
def test_names_may_come_alone_or_as_paths(given: Any, as_it_should_be: tuple[str, ...]) -> None:
    assert sdgen.LintRequest(files=given).files == as_it_should_be
    asked = sdgen.RenderRequest(files=given, views=given, formats=given)
    assert asked.files == asked.views == asked.formats == as_it_should_be
    settings = sdgen.LintSettings(select=given, extend_select=given, ignore=given)
    assert settings.select == settings.extend_select == settings.ignore == as_it_should_be
    assert FileIgnores("*", given).selectors == as_it_should_be
    analysis = sdgen.AnalyzeRequest(file="a", journeys=given, failed=given)
    assert analysis.journeys == analysis.failed == as_it_should_be
    estimate = sdgen.EstimateRequest(file="a", journeys=given, explained=given)
    assert estimate.journeys == estimate.explained == as_it_should_be
    plots = sdgen.PlotRequest(Path("out"), formats=given, journeys=given)
    assert plots.formats == plots.journeys == as_it_should_be


def test_nothing_selected_stays_nothing_said() -> None:
    assert sdgen.LintSettings().select is None
    assert sdgen.LintRequest(files=()).baseline is None


def test_a_file_may_be_a_path() -> None:
    path: Any = Path("a/b.yaml")
    assert sdgen.AnalyzeRequest(file=path).file == "a/b.yaml"
    assert sdgen.EstimateRequest(file=path).file == "a/b.yaml"
    asked = sdgen.LintRequest(files=path, baseline=path, stdin_filename=path)
    assert asked.baseline == asked.stdin_filename == "a/b.yaml"
    plots: Any = sdgen.PlotRequest
    assert plots("out", "a.yaml") == sdgen.PlotRequest(Path("out"), Path("a.yaml"))


def test_what_is_no_text_is_refused() -> None:
    wrong: Any = (3,)
    with pytest.raises(TypeError):
        sdgen.LintRequest(files=wrong)


def test_pictures_go_to_a_path(shop: Path) -> None:
    request = sdgen.RenderRequest(files=ALONE, output=Path("x.svg"), views=("high-level",))
    (drawn,) = sdgen.Workspace().render(request).designs
    assert drawn.written == (Path("x.svg"),)
    (drawn,) = (
        sdgen.Workspace()
        .render(sdgen.RenderRequest(files=ALONE, output=Path("pictures"), formats=("svg",)))
        .designs
    )
    assert drawn.written[0] == Path("pictures/shop/high-level.svg")


def test_one_name_is_not_its_letters(shop: Path) -> None:
    workspace = sdgen.Workspace()
    assert workspace.find(ALONE).files == (shop,)
    assert workspace.find(shop).files == (shop,)
    assert len(workspace.validate(ALONE).readings) == 1
    design = sdgen.load(shop)
    assert {each.code for each in design.lint(select="COPY001")} == {"COPY001"}
    assert design.lint(select="COPY001", ignore="COPY001") == ()
    assert design.analyze(journeys="buy", fail="db").what_if is not None
    assert design.estimate(journeys="buy").load.peaks == {"orders": 10.0, "db": 10.0}
    with pytest.raises(ValueError, match="there is no journey 'by'"):
        design.estimate(journeys="by")
