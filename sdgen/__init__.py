"""sdgen: system design from one YAML file.

The names of the Python API are imported when first used, so that ``import sdgen`` costs next to
nothing.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sdgen.api import LoadedDesign, Picture, load, loads, validate
    from sdgen.findings import DesignError, Finding, Severity
    from sdgen.source import Span

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
    "DesignError": "sdgen.findings",
    "Finding": "sdgen.findings",
    "LoadedDesign": "sdgen.api",
    "Picture": "sdgen.api",
    "Severity": "sdgen.findings",
    "Span": "sdgen.source",
    "load": "sdgen.api",
    "loads": "sdgen.api",
    "validate": "sdgen.api",
}


class _Package(ModuleType):
    """This package, in which ``load`` is the function of the Python API.

    Importing the stage ``sdgen.load`` would bind the name ``load`` here to that package, and
    ``sdgen.load(path)`` would work or not depending on what was imported before it.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    """Import a name of the Python API when it is first asked for (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module 'sdgen' has no attribute {name!r}")
    value: object = getattr(__import__(_HOME[name], fromlist=[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
