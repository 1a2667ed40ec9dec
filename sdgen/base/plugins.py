"""Entry points of installed packages that add to sdgen: found, read, and loaded when asked for."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct

from sdgen.base.errors import SdgenError
from sdgen.base.words import in_one_line

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUPS: Final = "sdgen."
"""What the groups of entry points begin with that are sdgen's."""
_LARGEST_ENTRY_POINTS: Final = 1_000_000


class RegistryError(SdgenError):
    """A package that adds to sdgen is broken, or adds what is there already; names the package and
    its entry point."""

    notes: ClassVar[tuple[str, ...]] = ("Remove that package, or tell those who made it.",)


class Plugin(Struct, frozen=True):
    """An entry point of one of our groups, and the installed package whose it is."""

    point: EntryPoint
    package: str
    version: str

    @property
    def name(self) -> str:
        return self.point.name

    def broken(self, noun: str, why: str) -> RegistryError:
        """That it cannot be used, and why; ``noun`` is what it should be."""
        point = f"{self.point.name} = {self.point.value}"
        package = f"{self.package} {self.version}".strip()
        return RegistryError(
            f"the {noun} '{self.name}' of the package {package} cannot be used: {why} "
            f"(entry point '{point}' in group '{self.point.group}')"
        )

    def load(self, noun: str) -> object:
        """What it names. Raises RegistryError, whatever goes wrong in the package."""
        try:
            loaded: object = self.point.load()
        except (Exception, SystemExit) as error:
            raise self.broken(noun, in_words(error)) from error
        return loaded


@cache
def all_plugins() -> Mapping[str, tuple[Plugin, ...]]:
    """The entry points of our groups in every installed package, by group, in an order of their
    own. Raises RegistryError where a package's cannot be read.

    Importing ``importlib.metadata`` takes longer than drawing a small picture, so that it is asked
    only about packages whose file of entry points has a group of ours.
    """
    folders = list(_adding())
    if not folders:
        return {}
    from importlib.metadata import Distribution

    found: dict[str, list[Plugin]] = {}
    packages = set()
    for folder in folders:
        try:
            package = Distribution.at(folder)
            name, version = str(package.metadata["Name"]), package.version
            points = [each for each in package.entry_points if each.group.startswith(GROUPS)]
        except Exception as error:
            raise RegistryError(
                f"the entry points of {folder.name} cannot be read: {error}"
            ) from error
        canonical = re.sub(r"[-_.]+", "-", name).lower()
        if canonical in packages:
            continue  # Python imports what comes first on its path
        packages.add(canonical)
        for point in points:
            found.setdefault(point.group, []).append(Plugin(point, name, version))
    return {
        group: tuple(sorted(plugins, key=lambda each: (each.name, each.package)))
        for group, plugins in sorted(found.items())
    }


def _adding() -> Iterator[Path]:
    """The folders of metadata that have a group of ours, in the order of Python's path. The current
    folder is left out: what lies beside a design is not installed."""
    from sdgen.base.input_files import ReadError, read_bounded

    # Plain texts as paths, and few calls of the system: there are hundreds of packages.
    here = _identity(os.curdir)
    section = f"[{GROUPS}".encode()
    for folder in dict.fromkeys(sys.path):
        if not folder or _identity(folder) == here:
            continue
        try:
            with os.scandir(folder) as entries:
                names = sorted(each.name for each in entries if each.name.endswith("-info"))
        except OSError:
            continue
        for name in names:
            file = f"{folder}/{name}/entry_points.txt"
            if not os.access(file, os.F_OK):
                continue
            try:
                if section in read_bounded(file, _LARGEST_ENTRY_POINTS):
                    yield Path(folder, name)
            except ReadError:
                continue


def _identity(folder: str) -> tuple[int, int] | None:
    """What tells a folder from every other, whatever it is called; None where there is none."""
    try:
        found = os.stat(folder)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def in_words(error: BaseException) -> str:
    """What went wrong, in one line."""
    return in_one_line(f"{type(error).__name__}: {error}".removesuffix(": "))
