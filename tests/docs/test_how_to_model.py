"""The pages of worked examples: designs are valid, arithmetic by hand gives the engine's figures, and
commands print what the page says.

A section has one design, beside it perhaps other files (``# shop.yaml`` in their first line), and then, in blocks, calculations (``order.availability = 1 - 0.005^3 =
99.99%``) and commands (``$ sdgen lint design.yaml``) with some of the lines that they print.
"""

from __future__ import annotations

import ast
import json
import math
import operator
import re
import shlex
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

import sdgen
from sdgen.cli.main import main
from tests.support.cases import every_case
from tests.support.quick import spread

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("how-to-model.md", "how-it-is-computed.md")
SECTIONS = {
    part.partition("\n")[0]: part
    for page in PAGES
    for part in re.split(r"^## ", (DOCS / page).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    if "```yaml\n" in part
}
SHOWN = [name for name, part in SECTIONS.items() if "```console\n" in part]
FUNCTIONS = {"ln": math.log, "exp": math.exp}
OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


CONTINUED = re.compile(r"^((?:error|warning): .*)\n {4}", re.MULTILINE)
"""A finding that goes on in a second line."""
Printed = Callable[[str, str], str]


class Calculation(Struct, frozen=True):
    """A line of arithmetic: what is computed, how, and the rounded value, if one is written."""

    name: str
    formula: str
    value: str


def blocks(section: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", SECTIONS[section], re.DOTALL | re.MULTILINE)


NAMED = re.compile(r"# (\S+\.yaml)\n")


def design_of(section: str, folder: Path) -> str:
    """The design of a section, whose other files are written into the folder."""
    texts = blocks(section, "yaml")
    for each in texts:
        named = NAMED.match(each)
        if named is not None:
            (folder / named[1]).write_text(each, encoding="utf-8")
    (text,) = [each for each in texts if NAMED.match(each) is None]
    return text


def calculations(section: str) -> list[Calculation]:
    lines = "".join(blocks(section, "text")).splitlines()
    found = [[part.strip() for part in line.split(" = ")] for line in lines if line]
    return [Calculation(name, how, value[0] if value else "") for name, how, *value in found]


def worked_out(formula: str, known: Mapping[str, float]) -> float:
    """The value of arithmetic as people write it: ``x`` times, ``^`` to the power of, ``%``."""
    written = re.sub(r"([\d.]+)%", r"(\1 / 100)", formula)
    written = re.sub(r"\bx\b", "*", written).replace("^", "**")

    def value(node: ast.expr) -> float:
        if isinstance(node, ast.BinOp):
            return float(OPERATORS[type(node.op)](value(node.left), value(node.right)))
        if isinstance(node, ast.Call):
            assert isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS, formula
            return FUNCTIONS[node.func.id](*map(value, node.args))
        if isinstance(node, ast.Name):
            return known[node.id]
        assert isinstance(node, ast.Constant), formula
        return float(node.value)

    return value(ast.parse(written, mode="eval").body)


def rounds_to(exact: float, written: str) -> bool:
    """Whether ``written`` is ``exact``, rounded to as many digits as it has."""
    scale = 100.0 if written.endswith("%") else 1.0
    digits, _, power = written.rstrip("%").partition("e")
    scale /= 10.0 ** int(power or 0)
    places = len(digits.partition(".")[2])
    return math.isclose(exact * scale, float(digits), rel_tol=0, abs_tol=0.5001 * 10.0**-places)


@pytest.fixture
def printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Printed:
    """What a command line prints of a design."""
    monkeypatch.chdir(tmp_path)

    def run(text: str, command: str) -> str:
        (tmp_path / "design.yaml").write_text(text, encoding="utf-8")
        main(shlex.split(command))
        return capsys.readouterr().out

    return run


@lru_cache(maxsize=1)
def _loaded(text: str) -> sdgen.LoadedDesign:
    return sdgen.loads(text)


def figure(text: str, name: str, estimated: Callable[[str], Any]) -> float:
    """A figure of the engine: a journey's or component's, as JSON has it."""
    at, _, what = name.partition(".")
    if what == "availability":
        return _loaded(text).facts.availability(at).value
    estimate = estimated(text)
    if what.startswith("without_"):
        (found,) = [each for each in estimate["bottlenecks"] if each["component"] == at]
        return float(found[what])
    return float(estimate["components"][at][what])


@pytest.mark.slow
@pytest.mark.parametrize("section", spread(SECTIONS, quick=7))
def test_the_design_is_valid_and_can_be_drawn(
    section: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    loaded = sdgen.loads(design_of(section, tmp_path))
    assert not loaded.findings
    for view in ("high-level", "detailed"):
        assert loaded.render(view).svg


@pytest.mark.parametrize("section", SECTIONS)
def test_what_is_worked_out_by_hand_is_what_the_engine_says(
    section: str, printed: Printed, tmp_path: Path
) -> None:
    text = design_of(section, tmp_path)
    estimated = cache(lambda text: json.loads(printed(text, "estimate design.yaml -f json")))
    known: dict[str, float] = {}
    compared = 0
    for each in calculations(section):
        exact = worked_out(each.formula, known)
        assert not each.value or rounds_to(exact, each.value), (each, exact)
        if "." in each.name:
            assert figure(text, each.name, estimated) == pytest.approx(exact, rel=1e-9), each
            compared += 1
        else:
            known[each.name] = exact
    assert compared >= 1


@pytest.mark.slow
@every_case("section", SHOWN)
def test_commands_print_what_the_page_says(section: str, printed: Printed, tmp_path: Path) -> None:
    text = design_of(section, tmp_path)
    shown = CONTINUED.sub(r"\1 ", "".join(blocks(section, "console")))
    for part in re.split(r"^\$ sdgen ", shown, flags=re.MULTILINE)[1:]:
        command, *lines = part.splitlines()
        output = [" ".join(line.split()) for line in printed(text, command).splitlines()]
        assert lines, command
        for line in lines:
            assert any(" ".join(line.split()) in each for each in output), (line, output)


def test_what_is_wrong_on_the_page_would_be_seen() -> None:
    assert worked_out("99% x 2 + q^2", {"q": 3.0}) == pytest.approx(10.98)
    assert rounds_to(0.99976, "99.98%")
    assert not rounds_to(0.99974, "99.98%")
    assert rounds_to(36.29e12, "36.3e12")
    assert not rounds_to(36.2e12, "36.3e12")
    with pytest.raises(AssertionError):
        worked_out("open('a')", {})
