"""Runs the tests against wrong versions of sdgen (``mutant_list.py``).

``python tools/mutants.py`` puts each mutant into a copy of the repository, runs the tests that it
names, and says which mutants these caught; exit status 1 where one survived. Give parts of names to
run some of them; ``--list`` only lists them. A text that does not stand exactly once in its file is
an error, so that no mutant is lost when the code under it changes (``tests/tools/test_mutants.py``).
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mutant_list import MUTANTS, Mutant

ROOT = Path(__file__).resolve().parent.parent
NOT_COPIED = (".git", ".venv*", "out", "__pycache__", ".*_cache", ".hypothesis")


@contextmanager
def copied(root: Path = ROOT) -> Iterator[Path]:
    """A copy of the repository for as long as the block runs."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "repository"
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns(*NOT_COPIED))
        yield copy


def failure_of(copy: Path, tests: Sequence[str]) -> str:
    """What pytest says of the first of these quick tests that fails in the copy; empty where all
    pass."""
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-qx",
        "-p",
        "no:cacheprovider",
        "-m",
        "not slow",
        *tests,
    ]
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False)
    if done.returncode not in (0, 1, 2):  # 2: a mutant with which the tests cannot even begin
        raise RuntimeError(done.stdout.decode() + done.stderr.decode())
    return done.stdout.decode() if done.returncode else ""


def in_turns(mutant: Mutant, root: Path) -> tuple[list[str], list[str]]:
    """The mutant's tests in the order in which one is likely to notice it soon: the files that are
    named after its module or import it, and then all others."""
    named = [root / each for each in mutant.tests.split()]
    files = [
        file
        for each in named
        for file in ([each] if each.is_file() else sorted(each.rglob("test_*.py")))
    ]
    module = Path(mutant.file).with_suffix("")
    dotted = ".".join(("sdgen", *module.parts))
    first = [each for each in files if each.stem == f"test_{module.name}"]
    first += [
        each for each in files if each not in first and dotted in each.read_text(encoding="utf-8")
    ]
    rest = [each for each in files if each not in first]
    near, others = ([str(each.relative_to(root)) for each in part] for part in (first, rest))
    return near, others


def survives(mutant: Mutant, copy: Path) -> bool:
    """Whether the mutant's tests pass with it. Raises StaleMutantError."""
    path = copy / "sdgen" / mutant.file
    sound = path.read_bytes()
    path.write_text(mutant.applied(copy), encoding="utf-8")
    try:
        return not any(failure_of(copy, tests) for tests in in_turns(mutant, copy) if tests)
    finally:
        path.write_bytes(sound)
        for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
            compiled.unlink()


def run(mutants: Sequence[Mutant]) -> list[str]:
    """Prints what becomes of each mutant; the names of those that survive."""
    survivors = []
    with copied() as copy:
        tests = sorted({test for each in mutants for test in each.tests.split()})
        failure = failure_of(copy, tests)
        if failure:
            raise SystemExit(f"{failure}\nthe tests fail without any mutant: mend them first")
        for mutant in mutants:
            lives = survives(mutant, copy)
            print(f"{'SURVIVED' if lives else 'caught':8}  {mutant.name}", flush=True)
            if lives:
                survivors.append(mutant.name)
    print(f"{len(mutants) - len(survivors)} of {len(mutants)} caught")
    return survivors


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, or list, the mutants whose names are asked for: 1 where one survives."""
    parser = argparse.ArgumentParser(description="Run the tests against wrong versions of sdgen.")
    parser.add_argument("names", nargs="*", help="parts of names; all mutants by default")
    parser.add_argument("--list", action="store_true", help="list them and run nothing")
    given = parser.parse_args(arguments)
    chosen = [
        each
        for each in MUTANTS
        if not given.names or any(part in each.name for part in given.names)
    ]
    if not given.list:
        return 1 if run(chosen) else 0
    for each in chosen:
        each.applied(ROOT)
        print(f"{each.name:28}  sdgen/{each.file}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
