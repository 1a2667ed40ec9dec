"""Nothing that comes from a file, its name, a setting or the command line steers a terminal, a
reviewer's Markdown, a workflow's runner, or what a program reads."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

from sdgen import api
from sdgen.cli import group, status
from sdgen.cli.main import main
from sdgen.report import format_names
from sdgen.report.tables import TABLES
from sdgen.workspace.lint_result import LintRequest, LintResult
from sdgen.workspace.workspace import Workspace
from tests.cli.conftest import DESIGN, Sdgen
from tests.cli.hostile_designs import (
    BASE,
    HOSTILE,
    design_with,
    hostile_design,
    text_places,
    ways_that_fit,
    written,
)
from tests.conftest import GOLDEN
from tests.support.cases import every_case
from tests.support.quick import daily

STEERS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
SPOILS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""What XML has no place for or what turns the text around it; flags are written with tags."""
COMMAND = re.compile(r"^\s*::|##\[|##vso\[", re.MULTILINE)
GITHUB = re.compile(r"^::(error|warning|notice) (file=[^:\n]*|title=sdgen lint)::[^\n]+$")
COLOUR = re.compile("\x1b\\[(0|1|2|3[1236])m")


def is_for_people(text: str) -> bool:
    return not STEERS.search(text) and not COMMAND.search(text)


WAYS = "cli/hostile_ways.txt"


@pytest.mark.slow
def test_hostile_text_stands_wherever_it_fits(golden: Callable[[str, str], None]) -> None:
    golden(WAYS, ways_that_fit(lambda each: api.read_text(written(each), "d.yaml").design))


@pytest.fixture(scope="module")
def hostile() -> str:
    """A valid design, hostile in each of its texts."""
    design, count = hostile_design((GOLDEN / WAYS).read_text(encoding="utf-8"))
    assert count >= 30
    text = written(design)
    assert api.read_text(text, "d.yaml").design, "find the ways anew: pytest --regenerate"
    return text


@pytest.fixture
def designs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hostile: str) -> Path:
    """The current folder with a hostile design, ``d.yaml``, and the same one harmless."""
    monkeypatch.chdir(tmp_path)
    Path("d.yaml").write_text(hostile, encoding="utf-8")
    Path("plain.yaml").write_text(written(BASE), encoding="utf-8")
    return tmp_path


@pytest.fixture
def linted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Designs are linted once for all formats, which takes far longer than writing one."""
    found: dict[bool, LintResult] = {}
    lint = Workspace.lint

    def once(workspace: Workspace, request: LintRequest) -> LintResult:
        if request.with_texts not in found:
            found[request.with_texts] = lint(workspace, request)
        return found[request.with_texts]

    monkeypatch.setattr(Workspace, "lint", once)


@pytest.mark.slow
@pytest.mark.usefixtures("linted_once")
@pytest.mark.parametrize("turn", daily(range(len(HOSTILE)), 1))
def test_every_text_that_the_schema_takes(turn: int, tmp_path: Path, sdgen: Sdgen) -> None:
    """One file a place, with each text in turn: what is refused is quoted in a finding, in every
    format."""
    places = list(text_places())
    assert len(places) > 150
    for number, path in enumerate(places):
        text = HOSTILE[(number + turn) % len(HOSTILE)]
        (tmp_path / f"{number}.yaml").write_text(written(design_with(path, text)), encoding="utf-8")
    done = sdgen("validate", str(tmp_path))
    assert is_for_people(done.out)
    assert is_for_people(done.err)
    assert done.err.count(" error: ") > 100
    for name in format_names():
        done = sdgen("lint", str(tmp_path), "--output-format", name)
        check_report(name, done.out)
        assert is_for_people(done.err)


def check_report(name: str, text: str) -> None:
    if name == "github":
        assert all(GITHUB.match(line) for line in text.splitlines())
        assert not STEERS.search(text)
    elif name in ("full", "concise"):
        assert is_for_people(text)
    else:
        assert text.isascii()
        if name in ("junit", "checkstyle"):
            tree = ElementTree.fromstring(text)
            values = [each for node in tree.iter() for each in node.attrib.values()]
            assert not any(SPOILS.search(each) for each in (*tree.itertext(), *values))
        else:
            whole = json.loads(text)
            assert not any(
                "\ud800" <= sign <= "\udfff" for each in texts_of(whole) for sign in each
            )


def texts_of(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        yield from data
        for each in data.values():
            yield from texts_of(each)
    elif isinstance(data, list):
        for each in data:
            yield from texts_of(each)


@every_case("name", format_names(), quick=1)
def test_a_valid_design_in_every_report_of_lint(name: str, designs: Path, sdgen: Sdgen) -> None:
    done = sdgen("lint", "d.yaml", "--select", "ALL", "--output-format", name)
    assert done.status == status.FINDINGS
    check_report(name, done.out)
    assert sdgen("lint", "d.yaml", "--select", "ALL", "--output-format", name, "-o", "r").out == ""
    check_report(name, Path("r").read_text(encoding="utf-8"))


def test_own_colours_pass_and_no_others(designs: Path, sdgen: Sdgen) -> None:
    Path("bad.yaml").write_text(written({**BASE, HOSTILE[0]: 1}), encoding="utf-8")
    for name in ("full", "concise"):
        out = sdgen("lint", "bad.yaml", "--color", "always", "--output-format", name).out
        assert COLOUR.search(out)
        assert is_for_people(COLOUR.sub("", out))


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", "d.yaml"],
        ["analyze", "d.yaml"],
        ["analyze", "d.yaml", "--fail", "orders"],
        ["analyze", "d.yaml", "--fail", HOSTILE[0]],
        ["analyze", "d.yaml", "--journey", HOSTILE[1]],
        ["estimate", "d.yaml"],
        ["estimate", "d.yaml", "--explain", "orders.peak"],
        ["estimate", "d.yaml", "--explain", HOSTILE[0]],
        ["estimate", "d.yaml", "--journey", HOSTILE[1]],
        ["estimate", "d.yaml", "--scale", HOSTILE[0]],
        ["estimate", "d.yaml", "--plot", f"{HOSTILE[1]}/"],
        ["render", "d.yaml", "--view", HOSTILE[0]],
        ["render", "d.yaml", "-o", f"{HOSTILE[1]}.txt"],
        ["render", "d.yaml", "-o", "::error::x/", "--check", "-f", "svg"],
        ["render", "d.yaml", "-o", "::error::x/", "-f", "svg"],
        ["render", "d.yaml", "--theme", HOSTILE[0]],
        ["rule", HOSTILE[0]],
        ["rule", HOSTILE[1]],
        ["lint", "d.yaml", "--select", HOSTILE[1]],
        ["lint", "d.yaml", "--per-file-ignores", HOSTILE[1]],
        ["lint", "d.yaml", "--config", HOSTILE[0]],
        ["lint", "d.yaml", "--baseline", HOSTILE[1]],
        ["lint", "d.yaml", "--create-baseline", "::error::b"],
        ["lint", "d.yaml", "-o", f"d.yaml/{HOSTILE[1]}"],
        [HOSTILE[0]],
        [f"--{HOSTILE[1]}"],
        ["validate", HOSTILE[0], HOSTILE[1], f"{HOSTILE[1]}*"],
    ],
)
def test_what_people_read(arguments: list[str], designs: Path, sdgen: Sdgen) -> None:
    done = sdgen(*arguments)
    assert done.out + done.err
    assert is_for_people(done.out)
    assert is_for_people(done.err)


@pytest.mark.slow
def test_names_of_files_in_every_verb(designs: Path, sdgen: Sdgen, hostile: str) -> None:
    name = "::error::\x1b[2J\r\n::warning::##[add-mask]\u202e.yaml"
    Path(name).write_text(hostile, encoding="utf-8")
    for arguments in (
        ["validate", name], ["lint", name], ["lint", name, "--output-format", "concise"],
        ["analyze", name], ["analyze", name, "--fail", "x"], ["estimate", name],
        ["estimate", name, "--explain", "orders.peak"], ["estimate", name, "--plot", "."],
        ["render", name, "-f", "svg"], ["render", name, "-o", ".", "-f", "svg"],
        ["render", name, "--check", "-f", "svg"], ["export", name, "-f", "openapi"],
        ["export", name, "-f", "openapi", "-o", "-"], ["export", name, "-f", "openapi", "--check"],
        ["export", name, "-f", "sql", "-o", "-"], ["export", name, "-f", "mermaid", "-o", "-"],
        ["export", name, "-f", "dot", "-o", "-"],
    ):  # fmt: skip
        done = sdgen(*arguments)
        assert is_for_people(done.out), arguments
        assert is_for_people(done.err), arguments
    for format_name in format_names():
        done = sdgen("lint", name, "--output-format", format_name)
        check_report(format_name, done.out)


@pytest.mark.slow
def test_nothing_of_a_design_becomes_markup_of_the_page_that_shows_it(
    designs: Path, sdgen: Sdgen
) -> None:
    """The page is shown as that of a harmless design is: the same elements, whoever reads it."""
    views = ("high-level", "detailed", "data")
    words = [f"view={view} format={form}" for view in views for form in ("png", "svg")]
    words += [f"table={table}" for table in TABLES]
    shown = []
    for file in ("d", "plain"):
        markers = (f"<!-- sdgen: {file}.yaml {each} -->\n<!-- /sdgen -->\n" for each in words)
        Path("page.md").write_text("\n".join(markers), encoding="utf-8")
        done = sdgen("embed", "page.md")
        assert done.status == status.OK, done.err
        assert is_for_people(done.out + done.err)
        text = Path("page.md").read_text(encoding="utf-8")
        assert not STEERS.search(text)
        assert sdgen("embed", "page.md", "--check").status == status.OK
        tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
        inner = [child for token in tokens for child in token.children or ()]
        shown.append([each.type for each in tokens])
        assert {each.type for each in inner} == {"text", "image"}
        raw = [
            each.content for each in tokens if each.type == "html_block" and "<p>" in each.content
        ]
        tags = [re.sub(r'"[^"]*"', "", each) for each in raw]
        assert set(tags) == {
            "<p>\n  <picture>\n    <source media= srcset=>\n    <img src= width= alt=>\n"
            "  </picture>\n</p>\n"
        }
        assert all(
            re.fullmatch(r"[^<>\[\]`*_\\~@|]*", alt) for alt in re.findall('alt="(.*)"', text)
        )
    assert shown[0] == shown[1]


def test_what_a_page_says_is_quoted_through_the_gate(designs: Path, sdgen: Sdgen) -> None:
    for number, text in enumerate(HOSTILE):
        words = text.replace("\n", " ").replace("\r", " ")
        page = f"<!-- sdgen: {words} -->\n<!-- /sdgen -->\n<!-- sdgen: 'x{words}.yaml' --> \n"
        Path(f"{number}.md").write_text(page, encoding="utf-8")
    name = "::error::\x1b[2J\n##[add-mask]\u202e.md"
    Path(name).write_text("<!-- sdgen: d.yaml -->", encoding="utf-8")
    done = sdgen("embed", ".", f"{HOSTILE[1]}.md")
    assert done.status == status.UNUSABLE
    assert done.err.count("EMBED") > 4
    assert is_for_people(done.err)


def test_settings_are_quoted_through_the_gate(designs: Path, sdgen: Sdgen) -> None:
    text = json.dumps(HOSTILE[0])
    Path(".sdgen.toml").write_text(f"[lint]\nselect = [{text}]\n{text} = 1\nfail-level = {text}\n")
    done = sdgen("lint", "d.yaml")
    assert done.status == status.UNUSABLE
    assert is_for_people(done.out)
    assert is_for_people(done.err)
    assert is_for_people(sdgen("render", "d.yaml", "--findings", "-f", "svg").err)


@pytest.mark.slow
def test_markdown_has_the_shape_that_a_harmless_design_gives(designs: Path, sdgen: Sdgen) -> None:
    escaped = re.compile(r"\\[!-/:-@\[-`{-~]")
    for more in ([], ["--explain", "orders.peak", "--explain", "order.average"]):
        marks = []
        for file in ("d.yaml", "plain.yaml"):
            out = sdgen("estimate", file, "-f", "markdown", *more).out
            assert is_for_people(out)
            lines = [escaped.sub("", line) for line in out.splitlines()]
            assert not any(re.search(r"[<\[`~@]|://|www\.|&\w+;", line) for line in lines)
            bodies = [re.sub(r"^(#+|-|\|) ", "", line) for line in lines]
            assert not any(re.match(r"[#+=>]|\d+[.)]", line) for line in bodies)
            marks.append([(line.partition(" ")[0], line.count("|")) for line in lines])
        assert [mark if mark[0] in ("#", "##", "|", "-") else "" for mark in marks[0]] == [
            mark if mark[0] in ("#", "##", "|", "-") else "" for mark in marks[1]
        ]


@pytest.mark.slow
def test_json_is_valid_and_keeps_the_texts(designs: Path, sdgen: Sdgen) -> None:
    name = api.load("d.yaml").name
    for arguments in (["analyze", "d.yaml", "-f", "json"], ["estimate", "d.yaml", "-f", "json"]):
        out = sdgen(*arguments).out
        assert out.isascii()
        assert json.loads(out)["design"] == name


@pytest.mark.slow
def test_pictures_hold_no_controls_and_no_markup_of_others(designs: Path, sdgen: Sdgen) -> None:
    elements = []
    for file in ("d", "plain"):
        views = ("--view", "all")
        assert sdgen("render", f"{file}.yaml", *views, "-f", "svg").status == status.OK
        assert sdgen("estimate", f"{file}.yaml", "--plot", "out", "-f", "svg").status == status.OK
        found = set()
        for path in sorted(Path("out", file).iterdir()):
            text = path.read_text(encoding="utf-8")
            assert not SPOILS.search(text), path
            found |= {node.tag for node in ElementTree.fromstring(text).iter()}
        elements.append(found)
    assert elements[0] <= elements[1] | {"{http://www.w3.org/2000/svg}a"}


def test_bugs_and_broken_machines_speak_through_the_gate(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SDGEN_DEBUG", "1")
    for error in (ValueError(HOSTILE[1]), OSError(5, HOSTILE[0], HOSTILE[1])):

        def broken(arguments: object, error: Exception = error) -> int:
            raise error

        monkeypatch.setattr(group, "run", broken)
        assert main(["schema"]) in (status.BUG, status.UNUSABLE)
        said = capsys.readouterr().err
        assert "sdgen: " in said
        assert is_for_people(said)


@pytest.mark.slow
def test_printing_is_the_only_door() -> None:
    """A write past the gate cannot come back unnoticed."""
    folder = Path(group.__file__).parent
    found = []
    for path in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            if called in ("print", "click.echo", "click.secho", "put") or re.search(
                r"std(out|err)(\.buffer)?\.write", called
            ):
                found.append((path.name, ast.unparse(node.args[-1])))
    assert [each for each in found if each[0] != "printing.py"] == [
        ("main.py", "f'sdgen {__version__}\\n'"),
        ("main.py", "help_text()"),
    ]


# --- names that are no Unicode, and other encodings -------------------------------------------

ENVIRONMENTS = (
    {},
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "latin-1"},
)


def run(environment: dict[str, str], *arguments: str | bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "sdgen", *arguments],
        capture_output=True,
        env={**os.environ, **environment},
        timeout=60,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=str)
def test_names_and_texts_beyond_the_encoding(
    environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = b"caf\xe9-\xc3\xbc.yaml"
    with open(name, "w", encoding="utf-8") as file:
        file.write(DESIGN.replace("Shop", "Käse 数"))
    for format_name in format_names():
        done = run(environment, "lint", name, "--output-format", format_name)
        assert (done.returncode, done.stderr) == (status.OK, b""), done.stderr
        if format_name in ("full", "concise", "github"):
            assert b"caf\\xe9-" in done.stdout
        else:
            check_report(format_name, done.stdout.decode("ascii"))
        if format_name == "sarif":
            places = [
                each["locations"][0] for each in json.loads(done.stdout)["runs"][0]["results"]
            ]
            uris = {each["physicalLocation"]["artifactLocation"]["uri"] for each in places}
            assert uris == {"caf%E9-%C3%BC.yaml"}
    for arguments in (["analyze", name, "-f", "json"], ["estimate", name, "-f", "json"]):
        done = run(environment, *arguments)
        assert done.returncode == status.OK
        data = json.loads(done.stdout.decode("ascii"))
        assert data["design"] == "Käse 数"
        assert data["file"].startswith("caf\\xe9-")
    for arguments in (["validate", name], ["analyze", name], ["estimate", name], ["render", name]):
        done = run(environment, *arguments)
        assert (done.returncode, b"Traceback" in done.stderr) == (status.OK, False), done.stderr
    assert b"out/caf\\xe9-" in done.stdout
    assert Path("out", os.fsdecode(name[:-5]), "high-level.svg").exists()
    assert run(environment, "schema").stdout.isascii()


@pytest.mark.slow
def test_a_baseline_knows_names_that_are_no_unicode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = b"caf\xe9.yaml"
    with open(name, "w", encoding="utf-8") as file:
        file.write(DESIGN)
    assert main(["lint", os.fsdecode(name), "--create-baseline", "b.json"]) == status.OK
    assert "caf\\\\xe9.yaml" in Path("b.json").read_text(encoding="utf-8")
    done = run({}, "lint", name, "--baseline", "b.json")
    assert (done.returncode, done.stderr) == (status.OK, b"")
