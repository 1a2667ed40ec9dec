"""What the pages of the Python API promise is there: each name can be imported, and is on the page that is made of it."""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest
from python_reference import public_names

import sdgen
from tests.support.cases import every_case

DOCS = Path(__file__).parents[1] / "docs"
GUIDE = (DOCS / "python.md").read_text(encoding="utf-8")
REFERENCE = (DOCS / "python-reference.md").read_text(encoding="utf-8")

NAMES = (
    "sdgen.AnalyzeRequest",
    "sdgen.DesignError",
    "sdgen.DiffRequest",
    "sdgen.DiffResult",
    "sdgen.EmbedRequest",
    "sdgen.EmbedResult",
    "sdgen.EstimateRequest",
    "sdgen.ExportRequest",
    "sdgen.ExportResult",
    "sdgen.Finding",
    "sdgen.ImproveRequest",
    "sdgen.ImproveResult",
    "sdgen.LintRequest",
    "sdgen.LintResult",
    "sdgen.LintSettings",
    "sdgen.LoadedDesign",
    "sdgen.Picture",
    "sdgen.PlotRequest",
    "sdgen.RenderRequest",
    "sdgen.RenderResult",
    "sdgen.ReportResult",
    "sdgen.SdgenError",
    "sdgen.Severity",
    "sdgen.Span",
    "sdgen.Workspace",
    "sdgen.__version__",
    "sdgen.analyses.analysis.Analysis",
    "sdgen.analyses.estimate.Estimate",
    "sdgen.analyses.improve.plan.Plan",
    "sdgen.api.Options",
    "sdgen.base.errors.UnusableError",
    "sdgen.base.errors.WrongUsageError",
    "sdgen.base.extras.MissingExtraError",
    "sdgen.base.files.OutputError",
    "sdgen.design.records.Design",
    "sdgen.diff.comparison.Comparison",
    "sdgen.draw.scene.Scene",
    "sdgen.layout.engine.EngineError",
    "sdgen.lint.registry.RegistryError",
    "sdgen.improve",
    "sdgen.load",
    "sdgen.loads",
    "sdgen.validate",
    "sdgen.workspace.embed.showing.ShowRequest",
    "sdgen.workspace.executor.Processes",
    "sdgen.workspace.revisions.RevisionError",
    "sdgen.workspace.targets.TargetError",
)
"""Names that may be added to, and never be taken away."""

OF_A_WORKSPACE = (
    "analyze",
    "comments_beside",
    "diff",
    "diff_report",
    "embed",
    "estimate",
    "export",
    "find",
    "improve",
    "lint",
    "lint_report",
    "plot",
    "plot_estimate",
    "read",
    "render",
    "show",
    "validate",
    "watch",
    "write_baseline",
    "write_plan",
)
MEMBERS = {
    sdgen.LoadedDesign: "name design facts findings views render pages lint analyze estimate improve export diff",
    sdgen.Picture: "svg width height png pdf save scene warnings name_height _repr_svg_",
    sdgen.Finding: "code name severity message help span at",
    sdgen.Span: "file line column end_line end_column",
    sdgen.DesignError: "findings",
}


@every_case("name", NAMES)
def test_each_public_name_can_be_imported(name: str) -> None:
    module, _, attribute = name.rpartition(".")
    assert getattr(import_module(module), attribute) is not None


def test_the_names_are_those_of_the_pages_and_of_the_package() -> None:
    assert set(re.findall(r"`(sdgen(?:\.[a-z]+)+\.[A-Z]\w+)", GUIDE)) <= set(NAMES)
    named = {"sdgen.__version__", "sdgen.design.records.Design", "sdgen.draw.scene.Scene"}
    assert {*public_names(), *named} == set(NAMES)
    assert {f"sdgen.{name}" for name in sdgen.__all__} == {
        name for name in NAMES if name.count(".") == 1
    }


def test_each_member_is_there_and_in_the_reference() -> None:
    made = sdgen.loads("sdgen: 1\nname: Shop\ncomponents: {web: {kind: client}}\n")
    with pytest.raises(sdgen.DesignError) as caught:
        sdgen.loads("sdgen: 2\n")
    examples = (made, made.render(), caught.value.findings[0], caught.value.findings[0].span)
    for record in (*examples, caught.value):
        for name in MEMBERS[type(record)].split():
            assert hasattr(record, name), f"{type(record).__name__}.{name}"
            assert name.startswith("_") or re.search(rf"\b{name}\b", REFERENCE), name
    for severity in sdgen.Severity:
        assert f"'{severity.value}'" in REFERENCE


def test_each_method_of_a_workspace_is_there_and_in_the_reference() -> None:
    for name in OF_A_WORKSPACE:
        assert inspect.isfunction(inspect.getattr_static(sdgen.Workspace, name)), name
        assert f"#### Workspace.{name}\n" in REFERENCE, name
