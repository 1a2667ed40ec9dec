"""What lies in folders that anybody may fill: bounded, in order, no link to a folder followed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

MOST_ENTRIES = 200_000
"""Files and folders that one search looks at."""

_MAGIC = frozenset("*?[")


class WalkError(Exception):
    """A folder cannot be searched: which, and why in words that follow its name."""

    def __init__(self, folder: Path, reason: str) -> None:
        self.folder = folder
        self.reason = reason
        super().__init__(f"{folder} {reason}")


class Walk:
    """A search through folders: what it has looked at counts over all of its calls. ``errors`` are
    the folders that could not be read."""

    def __init__(self, most: int = MOST_ENTRIES) -> None:
        self._most = most
        self._left = most
        self.errors: list[WalkError] = []

    def files_under(self, folder: Path) -> Iterator[Path]:
        """Every file and link below a folder, sorted in each, none hidden or in a hidden folder.
        Raises WalkError where there is more than a search looks at."""
        for each in self._folders_under(folder):
            for name, is_folder in self._entries(each):
                if not is_folder and not name.startswith("."):
                    yield each / name

    def matches(self, pattern: str) -> list[Path]:
        """What a pattern means: ``*``, ``?``, ``[...]`` in a name, and ``**`` for any folders; what
        is hidden only where the pattern has its dot. Raises WalkError as ``files_under`` does."""
        path = Path(pattern)
        found: Iterable[Path] = [Path(path.anchor)]
        parts = path.parts[1:] if path.anchor else path.parts
        for number, part in enumerate(parts):
            if part == "**":
                if parts[number - 1 : number] != ("**",):
                    found = self._anywhere(found, last=number == len(parts) - 1)
            elif not _MAGIC.isdisjoint(part):
                found = self._named(found, part)
            else:
                found = [each / part for each in found if os.path.lexists(each / part)]
        return sorted(dict.fromkeys(found))

    def _anywhere(self, folders: Iterable[Path], last: bool) -> list[Path]:
        found: dict[Path, None] = {}
        for top in folders:
            for each in self._folders_under(top):
                found[each] = None
                if last:
                    names = self._entries(each)
                    found |= {each / name: None for name, _ in names if name[:1] != "."}
        return list(found)

    def _named(self, folders: Iterable[Path], part: str) -> list[Path]:
        return [
            folder / name
            for folder in folders
            if os.path.isdir(folder)  # noqa: PTH112 - Path.is_dir can fail
            for name, _ in self._entries(folder)
            if fnmatchcase(name, part) and (part.startswith(".") or not name.startswith("."))
        ]

    def _folders_under(self, top: Path) -> Iterator[Path]:
        """The folder and those below it that are not hidden, parents first."""
        if not os.path.isdir(top):  # noqa: PTH112 - Path.is_dir can fail
            return
        waiting = [top]
        while waiting:
            folder = waiting.pop()
            yield folder
            inner = [name for name, is_folder in self._entries(folder) if is_folder]
            waiting.extend(folder / name for name in reversed(inner) if not name.startswith("."))

    def _entries(self, folder: Path) -> list[tuple[str, bool]]:
        """The names in a folder, sorted, each with whether it is a folder and no link."""
        found = []
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    self._left -= 1
                    if self._left < 0:
                        reason = f"holds more than {self._most:,} files and folders"
                        raise WalkError(folder, reason)
                    found.append((entry.name, entry.is_dir(follow_symlinks=False)))
        except OSError as error:
            reason = f"cannot be searched: {(error.strerror or 'unknown reason').lower()}"
            wrong = WalkError(folder, reason)
            if not any(each.folder == folder for each in self.errors):
                self.errors.append(wrong)
        return sorted(found)
