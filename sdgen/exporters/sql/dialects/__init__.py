"""Dialects of SQL: a module here with a ``DIALECT`` is the dialect of its name."""

from __future__ import annotations

from importlib import import_module

from sdgen.exporters.sql.dialect import Dialect


def dialect_of(name: str) -> Dialect:
    """The dialect of this name, which is one of those of the exporter."""
    found = import_module(f"{__name__}.{name}").DIALECT
    assert isinstance(found, Dialect)
    return found
