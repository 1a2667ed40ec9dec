"""What a runner of GitHub or GitLab does with the files that tell it what to run, as far as ours ask it: a
repository of two commits, expressions, and the commands of steps."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SHOP = """\
sdgen: 1
name: Shop
components:
  web: {kind: client, calls: [orders]}
  orders: {kind: service, managed: true, calls: [db]}
  db: {kind: database, replicas: 3}
"""
WORSE = SHOP.replace("replicas: 3}", "replicas: 1}")


def git(folder: Path, *words: str) -> str:
    """What git answers, as somebody whose name is known."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    command = ["git", "-C", str(folder), *who, *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def pull_request(folder: Path, before: str = SHOP, after: str = WORSE) -> Path:
    """A checkout of what GitHub merges to try a pull request: the branch ``origin/main`` with a design, and a
    change of it on top."""
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    (folder / "designs").mkdir()
    (folder / "designs/shop.yaml").write_text(before)
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "before")
    git(folder, "update-ref", "refs/remotes/origin/main", "main")
    git(folder, "switch", "-q", "-c", "change")
    (folder / "designs/shop.yaml").write_text(after)
    git(folder, "commit", "-q", "-am", "after")
    git(folder, "switch", "-q", "main")
    git(folder, "merge", "-q", "--no-ff", "-m", "merged to try", "change")
    return folder


def tools(folder: Path, log: Path) -> Path:
    """A Python that makes environments that have this sdgen, and notes what it is told to install."""
    folder.mkdir()
    real = Path(sys.executable)
    python = folder / "python"
    python.write_text(
        "#!/bin/sh\n"
        'case "$*" in\n'
        f'*"-m pip "*) echo "$*" >>"{log}" ;;\n'
        '*"-m venv "*)\n'
        '    for to in "$@"; do :; done\n'
        f'    mkdir -p "$to/bin" && cp "{python}" "$to/bin/python"\n'
        f'    ln -s "{real.parent / "sdgen"}" "$to/bin/sdgen" ;;\n'
        f'*) exec "{real}" "$@" ;;\n'
        "esac\n"
    )
    python.chmod(0o755)
    shutil.copy(python, folder / "python3")
    return python


def evaluate(expression: str, context: Mapping[str, Any]) -> Any:
    """The value of an expression of GitHub, made of names, texts, ``&&``, ``||``, ``==`` and ``!``."""

    def value(name: str) -> Any:
        found: Any = context
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        return found

    parts = re.findall(r"'[^']*'|[a-z][\w.-]*(?:\(\))?|&&|\|\||==|!|\(|\)|\S", expression)
    words = {"&&": "and", "||": "or", "!": "not", "cancelled()": "False"}
    told = [
        words.get(each) or (f"value({each!r})" if each[0].isalpha() else each) for each in parts
    ]
    return eval(" ".join(told), {"value": value})


def filled(text: str, context: Mapping[str, Any]) -> str:
    """A text with its expressions replaced by their values."""

    def shown(found: re.Match[str]) -> str:
        value = evaluate(found[1], context)
        return "" if value is None else str(value)

    return re.sub(r"\$\{\{(.*?)\}\}", shown, text, flags=re.DOTALL)


def run(
    script: str, folder: Path, variables: Mapping[str, str], shell: str = "bash"
) -> subprocess.CompletedProcess[str]:
    """Run the commands of a step as a runner does, with nothing of this environment but PATH."""
    path = variables.get("PATH") or os.environ["PATH"]
    kept = {"PATH": path, "HOME": str(folder.parent), "LC_ALL": "C.UTF-8"}
    options = ["--noprofile", "--norc", "-eo", "pipefail"] if shell == "bash" else ["-e"]
    return subprocess.run(
        [shell, *options, "-c", script],
        cwd=folder,
        env={**kept, **variables, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
