"""sdgen: system design from one YAML file.

The names of the Python API are imported when first used, so that ``import sdgen`` costs next to
nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing would take a third of `sdgen --help`
if TYPE_CHECKING:
    from sdgen.api import LoadedDesign, Picture, improve, load, loads, validate
    from sdgen.base.errors import SdgenError
    from sdgen.base.findings import DesignError, Finding, Severity
    from sdgen.base.span import Span
    from sdgen.workspace.analyze import AnalyzeRequest
    from sdgen.workspace.diff import DiffRequest, DiffResult
    from sdgen.workspace.embed.embed import EmbedRequest, EmbedResult
    from sdgen.workspace.estimate import EstimateRequest
    from sdgen.workspace.export import ExportRequest, ExportResult
    from sdgen.workspace.improve import ImproveRequest, ImproveResult
    from sdgen.workspace.lint_result import LintRequest, LintResult
    from sdgen.workspace.plot import PlotRequest
    from sdgen.workspace.render import RenderRequest, RenderResult
    from sdgen.workspace.report import ReportResult
    from sdgen.workspace.settings import LintSettings
    from sdgen.workspace.workspace import Workspace

__version__ = "0.1.0"

__all__ = [
    "AnalyzeRequest",
    "DesignError",
    "DiffRequest",
    "DiffResult",
    "EmbedRequest",
    "EmbedResult",
    "EstimateRequest",
    "ExportRequest",
    "ExportResult",
    "Finding",
    "ImproveRequest",
    "ImproveResult",
    "LintRequest",
    "LintResult",
    "LintSettings",
    "LoadedDesign",
    "Picture",
    "PlotRequest",
    "RenderRequest",
    "RenderResult",
    "ReportResult",
    "SdgenError",
    "Severity",
    "Span",
    "Workspace",
    "__version__",
    "improve",
    "load",
    "loads",
    "validate",
]

_HOME = {
    "AnalyzeRequest": "sdgen.workspace.analyze",
    "DesignError": "sdgen.base.findings",
    "DiffRequest": "sdgen.workspace.diff",
    "DiffResult": "sdgen.workspace.diff",
    "EmbedRequest": "sdgen.workspace.embed.embed",
    "EmbedResult": "sdgen.workspace.embed.embed",
    "EstimateRequest": "sdgen.workspace.estimate",
    "ExportRequest": "sdgen.workspace.export",
    "ExportResult": "sdgen.workspace.export",
    "Finding": "sdgen.base.findings",
    "ImproveRequest": "sdgen.workspace.improve",
    "ImproveResult": "sdgen.workspace.improve",
    "LintRequest": "sdgen.workspace.lint_result",
    "LintResult": "sdgen.workspace.lint_result",
    "LintSettings": "sdgen.workspace.settings",
    "LoadedDesign": "sdgen.api",
    "Picture": "sdgen.api",
    "PlotRequest": "sdgen.workspace.plot",
    "ReportResult": "sdgen.workspace.report",
    "RenderRequest": "sdgen.workspace.render",
    "RenderResult": "sdgen.workspace.render",
    "SdgenError": "sdgen.base.errors",
    "Severity": "sdgen.base.findings",
    "Span": "sdgen.base.span",
    "Workspace": "sdgen.workspace.workspace",
    "improve": "sdgen.api",
    "load": "sdgen.api",
    "loads": "sdgen.api",
    "validate": "sdgen.api",
}


def __getattr__(name: str) -> object:
    """Import a name of the Python API when it is first asked for (PEP 562): saves 70 ms of
    ``sdgen --help`` and 10 to 20 of other commands."""
    if name not in _HOME:
        raise AttributeError(f"module 'sdgen' has no attribute {name!r}")
    value: object = getattr(__import__(_HOME[name], fromlist=[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
