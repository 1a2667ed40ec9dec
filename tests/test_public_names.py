"""What docs/python.md promises is there: each name can be imported, each call is as it is written."""

from __future__ import annotations

import ast
import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest

import sdgen
from tests.support.cases import every_case

PAGE = (Path(__file__).parents[1] / "docs/python.md").read_text(encoding="utf-8")

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
RECORDS = {"design": sdgen.LoadedDesign, "picture": sdgen.Picture}
CALLS = re.findall(r"`(sdgen|design|picture)\.(\w+)(\([^`]*\))", PAGE)


@every_case("name", NAMES)
def test_each_public_name_can_be_imported(name: str) -> None:
    module, _, attribute = name.rpartition(".")
    assert getattr(import_module(module), attribute) is not None


def test_the_names_are_those_of_the_page_and_of_the_package() -> None:
    written = set(re.findall(r"\bsdgen(?:\.\w+)+", PAGE))
    assert written <= set(NAMES)
    assert {name for name in NAMES if name.count(".") > 1} <= written
    assert {f"sdgen.{name}" for name in sdgen.__all__} == {
        name for name in NAMES if name.count(".") == 1
    }


def test_each_member_is_there_and_on_the_page() -> None:
    made = sdgen.loads("sdgen: 1\nname: Shop\ncomponents: {web: {kind: client}}\n")
    with pytest.raises(sdgen.DesignError) as caught:
        sdgen.loads("sdgen: 2\n")
    examples = (made, made.render(), caught.value.findings[0], caught.value.findings[0].span)
    for record in (*examples, caught.value):
        for name in MEMBERS[type(record)].split():
            assert hasattr(record, name), f"{type(record).__name__}.{name}"
            assert name.startswith("_") or re.search(rf"\b{name}\b", PAGE), name
    for record, name in re.findall(r"`(design|picture)\.(\w+)", PAGE):
        assert name in MEMBERS[RECORDS[record]].split(), f"{record}.{name}"
    for severity in sdgen.Severity:
        assert f"`{severity.value}`" in PAGE


def test_each_method_of_a_workspace_is_there_and_on_the_page() -> None:
    for name in OF_A_WORKSPACE:
        assert inspect.isfunction(inspect.getattr_static(sdgen.Workspace, name)), name
        assert f"`workspace.{name}(" in PAGE, name


def test_the_page_shows_how_each_function_is_called() -> None:
    methods = [
        name
        for record, names in MEMBERS.items()
        for name in names.split()
        if record in RECORDS.values()
        and not name.startswith("_")
        and inspect.isfunction(inspect.getattr_static(record, name))
    ]
    functions = {"load", "loads", "validate", "Workspace"}
    assert {name for _, name, _ in CALLS} == {*functions, *methods}


@every_case(("owner", "name", "written"), CALLS)
def test_a_call_is_as_the_page_shows_it(owner: str, name: str, written: str) -> None:
    function = getattr(RECORDS.get(owner, sdgen), name)
    taken = [
        each for each in inspect.signature(function).parameters.values() if each.name != "self"
    ]
    tree = ast.parse(f"def call{written}: pass").body[0]
    assert isinstance(tree, ast.FunctionDef)
    arguments = tree.args
    assert [each.arg for each in arguments.args] == [
        each.name for each in taken if each.kind is each.POSITIONAL_OR_KEYWORD
    ]
    assert [each.arg for each in arguments.kwonlyargs] == [
        each.name for each in taken if each.kind is each.KEYWORD_ONLY
    ]
    defaults = [*arguments.defaults, *(each for each in arguments.kw_defaults if each is not None)]
    assert [ast.literal_eval(each) for each in defaults] == [
        each.default for each in taken if each.default is not each.empty
    ]
