"""Every code that sdgen can answer with has a page, and the examples of the pages are true."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from sdgen import api
from sdgen.lint.code_pages import CodePage, all_pages, find_pages
from sdgen.lint.documentation import whole_design
from sdgen.rules import all_rules
from tests.support.cases import every_case

SOURCES = Path(api.__file__).parent
PAGES = all_pages()
NOT_BY_A_DESIGN = {
    *(
        "YAML001",
        "YAML002",
        "YAML003",
        "YAML005",
        "YAML013",
        "SCHEMA007",
        "SCHEMA008",
        "SCHEMA009",
        "REF014",
    ),
    *("INCLUDE003", "INCLUDE004", "INCLUDE006", "OVERRIDE005", "CONFIG001", "BASE001", "BASE002"),
    *(
        "INPUT001",
        "INPUT002",
        "INPUT003",
        "INPUT004",
        "INPUT005",
        "VIEW001",
        "VIEW002",
        "VIEW003",
        "VIEW004",
        "VIEW005",
        "ANALYZE001",
        "ANALYZE002",
    ),
    *(f"ESTIMATE00{number}" for number in range(1, 9)),
    *(f"EMBED00{number}" for number in range(1, 6)),
    *(f"IMPROVE00{number}" for number in range(1, 6)),
    *(f"EXPORT{number:03}" for number in range(1, 11)),
}
"""Codes about files, settings and commands: no design of a few lines shows them."""


def codes_in(path: Path) -> set[str]:
    """Every text in a module that is a code and nothing else."""
    text = path.read_text(encoding="utf-8")
    if not re.search(r"""["'][A-Z]+\d{3}["']""", text):  # a quick look, for most have none
        return set()
    tree = ast.parse(text)
    texts = (each.value for each in ast.walk(tree) if isinstance(each, ast.Constant))
    return {each for each in texts if isinstance(each, str) and re.fullmatch(r"[A-Z]+\d{3}", each)}


@pytest.mark.slow
def test_every_code_of_the_house_has_a_page() -> None:
    pages = SOURCES / "lint" / "codes"
    used = set().union(
        *(codes_in(each) for each in SOURCES.rglob("*.py") if pages not in each.parents)
    )
    assert used == {page.code for page in PAGES} | {rule.code for rule in all_rules()}


def test_a_code_has_one_page() -> None:
    codes = [page.code for page in PAGES] + [rule.code for rule in all_rules()]
    assert len(codes) == len(set(codes))
    assert not {page.name for page in PAGES} & {rule.name for rule in all_rules()}
    assert [each.code for each in find_pages("yaml004")] == ["YAML004"]
    assert [each.code for each in find_pages("unknown-journey")] == [
        "ANALYZE001",
        "ESTIMATE001",
        "IMPROVE001",
        "REF005",
    ]


def test_names_that_commands_give_are_those_of_the_pages() -> None:
    """The command line and the workspace stand above the pages, so they cannot ask them."""
    text = "".join(
        each.read_text(encoding="utf-8")
        for above in ("cli", "workspace")
        for each in (SOURCES / above).glob("*.py")
    )
    for page in PAGES:
        if page.code.startswith(
            ("ESTIMATE", "IMPROVE", "INPUT", "VIEW")
        ) and not page.name.startswith(("unknown-journey", "unknown-figure")):
            assert f'"{page.name}"' in text, page.code


@every_case("page", PAGES)
def test_a_page_says_what_why_and_what_instead(page: CodePage) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", page.name)
    for text in (page.summary, page.why, page.instead):
        assert re.fullmatch(r"[A-Z`].*\.", text, re.DOTALL), text
    assert bool(page.bad) is bool(page.good) is (page.code not in NOT_BY_A_DESIGN)


@pytest.mark.slow
@every_case("page", [each for each in PAGES if each.bad])
def test_the_bad_example_is_told_so_and_the_good_one_is_not(page: CodePage, tmp_path: Path) -> None:
    bad = api.read_text(whole_design(page.bad), "design.yaml", tmp_path)
    told = {(each.code, each.name, each.severity) for each in bad.findings}
    assert told == {(page.code, page.name, page.severity)}
    assert api.read_text(whole_design(page.good), "design.yaml", tmp_path).findings == ()
