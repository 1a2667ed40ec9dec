"""Packages put where Python finds them, as an installer would, without one."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import TypeVar

import pytest

from sdgen.registry import Gathering, Registry, all_plugins

Found = TypeVar("Found", bound=Gathering | Registry)


def install(
    folder: Path, entries: Mapping[str, str], package: str = "house-parts", **modules: str
) -> Path:
    """Write the metadata of a package with these entry points (lines by group) and its modules."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in modules.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    metadata = folder / f"{package.replace('-', '_')}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", encoding="utf-8"
    )
    lines = "".join(f"[{group}]\n{points}\n" for group, points in entries.items())
    (metadata / "entry_points.txt").write_text(lines, encoding="utf-8")
    return folder


@contextmanager
def seen(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> Iterator[None]:
    """What is installed in these folders is there, within."""
    modules = set(sys.modules)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "path", [*map(str, folders), *sys.path])
        all_plugins.cache_clear()
        try:
            yield
        finally:
            all_plugins.cache_clear()
            for module in set(sys.modules) - modules:
                if not module.startswith("sdgen"):
                    del sys.modules[module]


def anew(registry: Found) -> Found:
    """The registry as it was before it was first asked."""
    fresh = copy(registry)
    for name in ("_found", "_added", "_loaded"):
        vars(fresh).pop(name, None)
    return fresh
