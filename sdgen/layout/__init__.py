"""A Diagram to positions; the only code that knows Graphviz."""

from __future__ import annotations

from sdgen.layout.engine import Engine, EngineError, TooMuchWorkError
from sdgen.layout.pipeline import lay_out
from sdgen.layout.placement import Routing

__all__ = ["Engine", "EngineError", "Routing", "TooMuchWorkError", "lay_out"]
