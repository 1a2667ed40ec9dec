"""FILES of the command line: files, folders, globs and ``-`` become a sorted list of designs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span

STANDARD_INPUT = "<stdin>"
SUFFIXES = (".yaml", ".yml")

_HEAD = 1_000_000
"""How many bytes of a file in a searched folder are looked at for the key ``sdgen``."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """``files`` in order, each once, as the user would name them; ``standard_input`` comes before
    them; ``findings`` say which names stand for nothing."""

    files: tuple[Path, ...]
    standard_input: bool
    findings: tuple[Finding, ...]


def find_inputs(names: Iterable[str]) -> Inputs:
    """Resolve the FILES of a command line.

    A folder stands for the YAML files under it whose top level has the key ``sdgen``; hidden
    folders are skipped and links to folders are not followed. A name that is no file but has
    ``*``, ``?`` or ``[`` is a glob pattern (``**`` goes into folders). One file under two names
    counts once.
    """
    files: dict[Path, Path] = {}
    findings: list[Finding] = []
    standard_input = False
    for name in names:
        if name == "-":
            standard_input = True
            continue
        found, problem = _resolve(name)
        if problem is not None:
            findings.append(problem)
        for path in found:
            # Unlike Path.resolve, never fails: the loader says what is wrong with a path.
            files.setdefault(Path(os.path.realpath(path)), path)
    return Inputs(
        files=tuple(sorted(files.values(), key=lambda path: path.as_posix())),
        standard_input=standard_input,
        findings=tuple(findings),
    )


def _resolve(name: str) -> tuple[list[Path], Finding | None]:
    if not name:
        advice = "is a variable of the shell empty? '.' is the current folder"
        return [], _unreadable("''", "no-name", "a file without a name", advice)
    path = Path(name)
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir fails for impossible names
        designs = list(_designs_under(path))
        if not designs:
            return [], _unreadable(
                name,
                "no-designs",
                f"the folder '{name}' holds no designs",
                "a design is a .yaml or .yml file with the key 'sdgen' at its top level",
            )
        return designs, None
    if not os.path.lexists(path) and any(sign in name for sign in "*?["):
        import glob

        matches = [Path(match) for match in sorted(glob.glob(name, recursive=True))]  # noqa: PTH207
        if not matches:
            return [], _unreadable(name, "no-match", f"no file matches '{name}'", "")
        expanded: list[Path] = []
        for match in matches:
            expanded.extend(_designs_under(match) if match.is_dir() else [match])
        return expanded, None
    return [path], None


def _designs_under(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for file in sorted(files):
            path = Path(parent, file)
            if path.suffix in SUFFIXES and not file.startswith(".") and _may_be_design(path):
                yield path


def _may_be_design(path: Path) -> bool:
    """Whether a file has the key ``sdgen`` at its top level; true where it cannot be opened, so
    that the loader says what is wrong with it."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return True
    return re.search(rb"""^(?:\{\s*)?["']?sdgen["']?\s*:""", head, re.MULTILINE) is not None


_CODES = {"no-designs": "INPUT001", "no-match": "INPUT002", "no-name": "INPUT003"}


def _unreadable(name: str, code_name: str, message: str, advice: str) -> Finding:
    return Finding(
        code=_CODES[code_name],
        name=code_name,
        severity=Severity.ERROR,
        message=message,
        span=Span.whole(name),
        help=advice,
        unreadable=True,
    )
