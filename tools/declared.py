"""What ``pyproject.toml`` asks for: one reader for the tools of this folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
SYSTEMS = {"Linux": "linux", "macOS": "darwin", "Windows": "win32"}
"""What readers call a system, and what ``sys_platform`` does."""
VERSION_CLASSIFIER = "Programming Language :: Python :: 3."


@dataclass(frozen=True)
class Declared:
    """Requirements as they are written, each group in the order of the file.

    ``pythons`` are the versions that the classifiers name, oldest first, such as ``3.11``.
    """

    name: str
    pythons: tuple[str, ...]
    build: tuple[str, ...]
    hard: tuple[str, ...]
    extras: dict[str, tuple[str, ...]]
    groups: dict[str, tuple[str, ...]]

    def all(self) -> tuple[str, ...]:
        """Every requirement: to build, to run, of each extra and of each group."""
        named = (*self.extras.values(), *self.groups.values())
        return (*self.build, *self.hard, *(each for group in named for each in group))


def read_declared(folder: Path) -> Declared:
    """The requirements of the project in ``folder``; ``OSError`` or ``ValueError`` where its
    ``pyproject.toml`` cannot be read."""
    data = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
    project = data["project"]
    minors = sorted(
        int(each.removeprefix(VERSION_CLASSIFIER))
        for each in project["classifiers"]
        if each.startswith(VERSION_CLASSIFIER)
    )
    return Declared(
        name=project["name"],
        pythons=tuple(f"3.{minor}" for minor in minors),
        build=tuple(data["build-system"]["requires"]),
        hard=tuple(project["dependencies"]),
        extras={extra: tuple(asked) for extra, asked in project["optional-dependencies"].items()},
        groups={group: tuple(asked) for group, asked in data["dependency-groups"].items()},
    )


def marker_values(python: str, system: str, machine: str = "x86_64") -> dict[str, str]:
    """What environment markers are asked about on ``system``, for CPython ``python`` (``3.11``)."""
    platform = SYSTEMS[system]
    return {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": platform,
        "platform_system": "Darwin" if system == "macOS" else system,
        "platform_machine": machine,
        "os_name": "nt" if platform == "win32" else "posix",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "extra": "",
    }


def holds(requirement: Requirement, values: dict[str, str]) -> bool:
    """Whether the marker of ``requirement``, should it have one, is true of ``values``."""
    return requirement.marker is None or requirement.marker.evaluate(values)
