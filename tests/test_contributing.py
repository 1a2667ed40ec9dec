"""CONTRIBUTING.md tells the truth: the map is that of the imports, the index names what is there,
and the worked examples work.

A block that follows the name of a file is that file; one that follows "In FILE, above (or below)
the line LINE" is put there; ``sh`` blocks are run in the order of the page, in a copy of the
repository that has all examples.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct
from mutants import copied

from tests.support.cases import every_case

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


BLOCK = re.compile(r"^(?P<fence>`{3,})(?P<language>\w+)\n(?P<text>.*?)^(?P=fence)$", re.S | re.M)
"""A fenced block; one with more marks may hold another."""


def section(title: str, level: int = 2) -> str:
    """What stands below a heading, up to the next of its level; lines of blocks are no headings."""
    fenced = [range(*found.span()) for found in BLOCK.finditer(PAGE)]
    marks = re.finditer(r"^(#{1,3}) (.+)\n", PAGE, re.MULTILINE)
    heads = [each for each in marks if not any(each.start() in block for block in fenced)]
    [start] = [each for each in heads if (len(each[1]), each[2]) == (level, title)]
    ends = [
        each.start() for each in heads if each.start() > start.start() and len(each[1]) <= level
    ]
    return PAGE[start.end() : min(ends, default=len(PAGE))]


EXAMPLES = section("Worked examples")
TITLES = re.findall(r"^### (.+)$", EXAMPLES, re.MULTILINE)


def rows(text: str) -> list[tuple[str, ...]]:
    """The rows of the table in a text, without its header."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [tuple(cell.strip() for cell in line.strip("|").split(" | ")) for line in lines[1:]]


class Block(Struct, frozen=True):
    """A block of an example. ``file`` is where it goes, empty where it is a script; ``line`` is the
    one that it stands at, and ``above`` whether above or below; without it, it is all of the file."""

    text: str
    file: str = ""
    line: str = ""
    above: bool = False

    def put(self, root: Path) -> None:
        """Write it where it goes. A line that is not there exactly once fails."""
        path = root / self.file
        if not self.line:
            assert not path.exists(), f"{self.file} is there already"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.text, encoding="utf-8")
            return
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        assert lines.count(f"{self.line}\n") == 1, f"{self.file}: {self.line}"
        at = lines.index(f"{self.line}\n") + (not self.above)
        path.write_text("".join([*lines[:at], self.text, *lines[at:]]), encoding="utf-8")


FILE = re.compile(r"`([\w/.]+)`:\s*\Z")
PLACE = re.compile(r"In `([\w/.]+)`, (above|below) the line\s`([^`]+)`( \([^)]*\))?:\s*\Z")


def blocks(example: str) -> Iterator[Block]:
    """The blocks of an example, in order."""
    end = 0
    for found in BLOCK.finditer(example):
        before, end = example[end : found.start()], found.end()
        if found["language"] == "sh":
            yield Block(found["text"])
        elif place := PLACE.search(before):
            yield Block(found["text"], place[1], place[3], place[2] == "above")
        else:
            file = FILE.search(before)
            assert file, f"where does this go?\n{found['text']}"
            yield Block(found["text"], file[1])


def test_each_sort_of_thing_has_a_worked_example() -> None:
    assert TITLES == [
        "A lint rule",
        "A component kind",
        "A key of the language",
        "A view",
        "A report format",
        "A picture format",
        "An exporter",
        "A verb",
    ]
    for title in TITLES:
        found = list(blocks(section(title, 3)))
        assert any(each.file.startswith("sdgen/") for each in found), title
        assert any("pytest" in each.text for each in found if not each.file), title


@pytest.fixture(scope="module")
def copy() -> Iterator[Path]:
    """A copy of the repository with the files of all examples."""
    with copied() as root:
        for title in TITLES:
            for each in blocks(section(title, 3)):
                if each.file:
                    each.put(root)
        yield root


def run(copy: Path, script: str) -> str:
    """What a script prints that must succeed, with the tools of this environment."""
    functions = "".join(
        f'{name}() {{ "$PYTHON" {given} "$@"; }}\n'
        for name, given in (
            ("python", ""),
            ("pytest", "-m pytest -p no:cacheprovider"),
            ("sdgen", "-m sdgen"),
            ("ruff", "-m ruff"),
        )
    )
    done = subprocess.run(
        ["bash", "-c", f"set -eu\n{functions}{script}"],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), "PYTHON": sys.executable},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{script}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("title", TITLES)
def test_an_example_works(title: str, copy: Path) -> None:
    found = list(blocks(section(title, 3)))
    python = sorted({each.file for each in found if each.file.endswith(".py")})
    run(copy, f"ruff check -q {' '.join(python)}\nruff format --check -q {' '.join(python)}\n")
    for each in found:
        if not each.file:
            run(copy, each.text)


@pytest.mark.slow
def test_the_examples_keep_to_the_layers(copy: Path) -> None:
    run(copy, "python -c 'from importlinter.cli import lint_imports_command as c; c()' --no-cache")


def layers() -> list[set[str]]:
    """The layers of imports, from the top: sets of folders and modules."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    [contract] = [each for each in contracts if each["type"] == "layers"]
    return [{name.strip() for name in row.split("|")} for row in contract["layers"]]


def test_the_map_is_that_of_the_imports() -> None:
    mapped = []
    for cell, what in rows(section("The map")):
        assert what
        mapped.append(
            {
                name.removesuffix("/").removesuffix(".py").replace("/", ".")
                for name in re.findall(r"`([^`]+)`", cell)
            }
        )
    assert mapped == layers()
    packages = {each.parent.name for each in (ROOT / "sdgen").glob("*/__init__.py")}
    assert {f"sdgen.{name}" for name in packages} <= set().union(*mapped)


INDEX = rows(section("I want to ..."))


def test_the_map_and_the_index_name_what_is_there() -> None:
    named = re.findall(r"`([^`\s]+/[^`\s]*)`", section("The map") + section("I want to ..."))
    assert len(named) > 80
    for path in named:
        if not re.search(r"\d", path):  # 10k/s and Mbit/s are quantities
            assert (ROOT / path).exists() or path == "Mbit/s", path


def test_every_row_of_the_index_says_where_and_what_tests_it() -> None:
    assert len(INDEX) == len({change for change, _, _ in INDEX})
    for change, where, test in INDEX:
        assert re.search(r"`(sdgen|ci)/", where), change
        assert re.fullmatch(r"`tests/[^`]+`(, `tests/[^`]+`)*", test), change
    anchors = re.findall(r"\(#([\w-]+)\)", "".join(where for _, where, _ in INDEX))
    assert sorted(anchors) == sorted(each.lower().replace(" ", "-") for each in TITLES)


ROOMS = {
    "a lint rule about the TTL of DNS": ("lint rule", "sdgen/rules/"),
    "a TSV report": ("TSV", "sdgen/report/formats/"),
    "a dashed line for backups": ("dashed", "sdgen/views/elements.py"),
    "a kind for vector stores": ("component kind", "sdgen/kinds/"),
    "a new unit": ("unit", "sdgen/quantity/units.py"),
    "a percentage that is printed wrongly": ("percentage", "sdgen/quantity/print.py"),
    "a new exit status": ("exit status", "sdgen/cli/status.py"),
    "a default for Kafka": ("Kafka", "sdgen/kinds/messaging.py"),
    "a view of owners": ("add a view", "sdgen/views/diagrams/"),
    "a new theme": ("theme", "sdgen/draw/theme.py"),
}


@every_case("question", ROOMS)
def test_the_word_of_a_question_leads_to_its_room(question: str) -> None:
    """The first row of the index that has the word is the right one."""
    word, room = ROOMS[question]
    where = next(where for change, where, _ in INDEX if word in change)
    assert f"`{room}`" in where


def test_a_block_goes_where_it_says(tmp_path: Path) -> None:
    example = "In `a.py`, below the line `two`:\n\n```python\nnew\n```\n\n```sh\nrun\n```\n"
    below, script = blocks(example)
    assert (script.text, script.file) == ("run\n", "")
    (tmp_path / "a.py").write_text("one\ntwo\nthree\n", encoding="utf-8")
    below.put(tmp_path)
    [above] = blocks(example[: example.index("```sh")].replace("below", "above"))
    above.put(tmp_path)
    assert (tmp_path / "a.py").read_text(encoding="utf-8") == "one\nnew\ntwo\nnew\nthree\n"
    (tmp_path / "a.py").write_text("two\ntwo\n", encoding="utf-8")
    with pytest.raises(AssertionError, match=r"a\.py: two"):
        above.put(tmp_path)
    with pytest.raises(AssertionError, match=r"a\.py is there already"):
        Block("x", "a.py").put(tmp_path)
