"""Names of files, as findings use them, seen from elsewhere: from the root of the repository, or
from the folder of a baseline; always with ``/``."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from sdgen.api import absolute_name
from sdgen.base.gate import as_unicode
from sdgen.base.repository import marked_folder


def path_in_repository(name: str) -> str:
    """The path from the root of the repository that holds the file, or the current folder."""
    absolute = absolute_name(name)
    if absolute.startswith("<"):
        return absolute
    root = _repository(str(Path(absolute).parent)) or Path.cwd().as_posix()
    inside = absolute.startswith(f"{root.rstrip('/')}/")
    return absolute[len(root.rstrip("/")) + 1 :] if inside else Path(name).as_posix()


def path_beside(name: str, file: str) -> str:
    """The path from the folder in which ``file`` stands; Unicode, as a baseline is."""
    absolute = absolute_name(name)
    if absolute.startswith("<"):
        return as_unicode(absolute)
    folder = os.path.dirname(absolute_name(file))  # noqa: PTH120
    try:
        return as_unicode(Path(os.path.relpath(absolute, folder)).as_posix())
    except ValueError:
        return as_unicode(absolute)


@cache
def _repository(folder: str) -> str | None:
    found = marked_folder(Path(folder))
    return None if found is None else found.as_posix()
