"""Paths as reports need them: from the root of the repository, or from the folder of a baseline."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from sdgen.base.gate import as_unicode


class LintPaths:
    """Names of files, as findings use them, seen from elsewhere; always with ``/``."""

    @staticmethod
    def absolute(name: str) -> str:
        """The absolute path, links not followed; ``<stdin>`` stays what it is."""
        return name if name.startswith("<") else Path(os.path.abspath(name)).as_posix()  # noqa: PTH100

    def in_repository(self, name: str) -> str:
        """The path from the root of the repository that holds the file, or the current folder."""
        absolute = self.absolute(name)
        if absolute.startswith("<"):
            return absolute
        root = _repository(str(Path(absolute).parent)) or Path.cwd().as_posix()
        inside = absolute.startswith(f"{root.rstrip('/')}/")
        return absolute[len(root.rstrip("/")) + 1 :] if inside else Path(name).as_posix()

    def beside(self, name: str, file: str) -> str:
        """The path from the folder in which ``file`` stands; Unicode, as a baseline is."""
        absolute = self.absolute(name)
        if absolute.startswith("<"):
            return as_unicode(absolute)
        folder = os.path.dirname(self.absolute(file))  # noqa: PTH120
        try:
            return as_unicode(Path(os.path.relpath(absolute, folder)).as_posix())
        except ValueError:
            return as_unicode(absolute)


@cache
def _repository(folder: str) -> str | None:
    path = Path(folder)
    for each in (path, *path.parents):
        if (each / ".git").exists():
            return each.as_posix()
    return None
