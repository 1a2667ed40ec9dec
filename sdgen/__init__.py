"""sdgen: system design from one YAML file.

The names of the Python API (``load``, ``Design``, ``Picture``) are imported when first used, so
that ``import sdgen`` costs next to nothing.
"""

from __future__ import annotations

__version__ = "0.1.0"
