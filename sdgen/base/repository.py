"""What belongs to a repository, and links that lead out of it: whoever may commit a link must not
choose which files of the machine are read or written."""

from __future__ import annotations

import os
from pathlib import Path


def repository_of(folder: Path) -> Path:
    """The nearest folder from ``folder`` upward that holds ``.git``, else ``folder`` itself."""
    resolved = Path(os.path.realpath(folder))
    return marked_folder(resolved) or resolved


def marked_folder(folder: Path) -> Path | None:
    """The nearest folder from ``folder`` upward that holds ``.git``, links not followed."""
    for each in (folder, *folder.parents):
        if os.path.lexists(each / ".git"):
            return each
    return None


def bound_of(folder: Path) -> Path | None:
    """The folder that a link in ``folder`` must not lead out of: the repository, without one the
    current folder; None where ``folder`` lies in neither."""
    resolved = Path(os.path.realpath(folder))
    current = Path(os.path.realpath(Path.cwd()))
    return marked_folder(resolved) or (current if resolved.is_relative_to(current) else None)


class LeavingLinkError(Exception):
    """A symbolic link of a repository that leads out of it, or into its ``.git``."""

    def __init__(self, link: Path) -> None:
        self.link = link
        super().__init__(f"the symbolic link {link} leads out of the repository")


def resolve_bounded(path: Path) -> Path:
    """The path without symbolic links, each of which was followed once: whoever opens the result
    and follows none gets what was checked here. What does not exist stays as it is written.

    Raises LeavingLinkError where a link, of the path itself or on the way to it, leads out of the
    repository in which the link stands.
    """
    whole = Path.cwd() / path
    resolved = Path(whole.anchor)
    for part in whole.parts[1:]:
        if part == "..":
            resolved = resolved.parent
            continue
        link = resolved / part
        if not os.path.islink(link):  # noqa: PTH114 - Path.is_symlink fails for impossible names
            resolved = link
            continue
        target = Path(os.path.realpath(link))
        bound = bound_of(resolved)
        if bound is not None and (
            not target.is_relative_to(bound) or ".git" in target.relative_to(bound).parts
        ):
            raise LeavingLinkError(link)
        resolved = target
    return resolved


def leaves_repository(path: Path) -> bool:
    """Whether a link, of the path itself or on the way to it, leads out of its repository."""
    try:
        resolve_bounded(path)
    except LeavingLinkError:
        return True
    return False


def has_hidden_part(path: Path, root: Path) -> bool:
    """Whether a name on the way from ``root`` to ``path`` begins with a dot."""
    return any(part.startswith(".") for part in path.relative_to(root).parts)
