"""sdgen: system design from one YAML file.

The names of the Python API are imported when first used, so that ``import sdgen`` costs next to
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sdgen.api import LoadedDesign, Picture, load, loads, validate
    from sdgen.base.findings import DesignError, Finding, Severity
    from sdgen.base.span import Span

__version__ = "0.1.0"

__all__ = [
    "DesignError",
    "Finding",
    "LoadedDesign",
    "Picture",
    "Severity",
    "Span",
    "__version__",
    "load",
    "loads",
    "validate",
]

_HOME = {
    "DesignError": "sdgen.base.findings",
    "Finding": "sdgen.base.findings",
    "LoadedDesign": "sdgen.api",
    "Picture": "sdgen.api",
    "Severity": "sdgen.base.findings",
    "Span": "sdgen.base.span",
    "load": "sdgen.api",
    "loads": "sdgen.api",
    "validate": "sdgen.api",
}


def __getattr__(name: str) -> object:
    """Import a name of the Python API when it is first asked for (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module 'sdgen' has no attribute {name!r}")
    value: object = getattr(__import__(_HOME[name], fromlist=[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
