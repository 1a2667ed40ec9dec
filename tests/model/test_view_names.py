"""Which names of views are taken, and what a design that gives one of them is told."""

from __future__ import annotations

import re
from pathlib import Path

from sdgen.base.findings import Severity
from sdgen.design.spelling import KEBAB, LONGEST_ID
from sdgen.model import codes
from sdgen.model.view_names import TAKEN, TO_COME, WITH_ARGUMENT, free_name, taken_by
from sdgen.views import VIEWS
from tests.model.given import design, findings, one
from tests.support.cases import every_case

DESIGNS = Path(__file__).parents[2] / "designs"
SHOP = "components:\n  web: {kind: client, calls: [db]}\n  db: {kind: database}\n"


def test_every_built_in_view_is_taken_and_no_view_to_come_exists() -> None:
    assert set(VIEWS) <= TAKEN
    assert not set(TO_COME) & set(VIEWS)
    assert set(WITH_ARGUMENT) <= TAKEN


def test_the_language_page_names_all_that_is_taken() -> None:
    page = (DESIGNS.parent / "docs/language.md").read_text(encoding="utf-8")
    start = page.index("A view of your own cannot have the name")
    told = set(re.findall(r"`([a-z-]+)`", page[start : page.index("stands in", start)]))
    assert told - {"base"} == TAKEN | {f"{view}-" for view in WITH_ARGUMENT}


@every_case("name", sorted(TAKEN))
def test_a_taken_name_is_an_error_at_its_place(name: str) -> None:
    found = one(f"{SHOP}views:\n  mine: {{include: [db]}}\n  {name}: {{include: [db]}}\n")
    assert (found.code, found.name, found.severity) == (
        codes.NAME_TAKEN,
        "name-taken",
        Severity.ERROR,
    )
    assert (found.span.line, found.span.column) == (8, 3)
    assert found.span.end_column == 3 + len(name)
    assert f"cannot be called '{name}'" in found.message
    assert found.help.startswith(f"give it another name, such as 'our-{name}';")
    assert found.at == name


@every_case("beginning", WITH_ARGUMENT)
def test_so_is_a_name_that_begins_like_those_of_one_thing_each(beginning: str) -> None:
    found = one(f"{SHOP}views: {{{beginning}-x: {{include: [db]}}}}\n")
    assert found.code == codes.NAME_TAKEN
    assert f"names that begin with '{beginning}-' are those of built-in views" in found.message


def test_every_taken_name_is_told_at_once_with_what_else_is_wrong() -> None:
    text = f"{SHOP}views: {{data: {{include: [dbb]}}, sequence-a: {{}}, all: {{}}}}\n"
    assert sorted(each.code for each in findings(text)) == ["NAME001"] * 3 + ["REF010"]


@every_case(
    "name",
    [
        *(
            "mine",
            "sequences",
            "grouped",
            "group2",
            "failures-a",
            "my-data",
            "data-flow",
            "detailed-2",
        )
    ],
)
def test_other_names_are_free(name: str) -> None:
    assert not taken_by(name)
    assert list(design(f"{SHOP}views: {{{name}: {{base: detailed}}}}\n").views) == [name]


def test_the_name_proposed_is_an_id_and_free() -> None:
    assert free_name("data", {"data"}) == "our-data"
    assert free_name("data", {"data", "our-data", "our-data-2"}) == "our-data-3"
    long = "group-" + "x" * (LONGEST_ID - 9) + "-yz"
    others = {free_name(long, ())}
    for name in (*others, free_name(long, others)):
        assert len(name) <= LONGEST_ID
        assert re.fullmatch(KEBAB, name)
        assert not taken_by(name)
    assert free_name(long, others) not in others
