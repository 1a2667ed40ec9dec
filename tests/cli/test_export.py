"""``sdgen export`` in one process: what it prints, and its exit statuses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sdgen.cli import status
from tests.cli.conftest import DESIGN, Sdgen

API = "api: {list: {http: GET /v1/orders, returns: 'string[]'}}\n"
OUT = "out/shop/openapi.yaml"


@pytest.fixture
def shop(folder: Path) -> Path:
    (folder / "shop.yaml").write_text(DESIGN + API, encoding="utf-8")
    return folder


def test_the_file_is_written_and_named(shop: Path, sdgen: Sdgen) -> None:
    done = sdgen("export", "shop.yaml", "-f", "openapi")
    assert done == (status.OK, f"{OUT}\n", "")
    assert (shop / OUT).read_text().startswith("# Made by sdgen from shop.yaml; ")


def test_standard_output_has_the_text_alone(shop: Path, sdgen: Sdgen) -> None:
    done = sdgen("export", "shop.yaml", "-f", "openapi", "-o", "-")
    assert (done.status, done.err) == (status.OK, "")
    assert done.out.startswith("# Made by sdgen from shop.yaml; ")
    assert "  /v1/orders:\n" in done.out
    assert not (shop / "out").exists()


def test_without_files_it_takes_what_the_configuration_names(shop: Path, sdgen: Sdgen) -> None:
    (shop / "designs").mkdir()
    (shop / "shop.yaml").rename(shop / "designs/shop.yaml")
    assert sdgen("export", "-f", "openapi") == (status.OK, f"{OUT}\n", "")
    (shop / "sdgen.toml").write_text("designs = 'nowhere'\n")
    assert sdgen("export", "-f", "openapi").status == status.UNUSABLE
    assert sdgen("export", "-f", "openapi", "--isolated").status == status.OK
    (shop / "sdgen.toml").write_text("[nothing\n")
    done = sdgen("export", "-f", "openapi")
    assert (done.status, done.out) == (status.UNUSABLE, "")
    assert "CONFIG001" in done.err


def test_a_dialect_of_sql(shop: Path, sdgen: Sdgen) -> None:
    data = "data: {Order: {store: db, key: id, fields: {id: id}}}\n"
    (shop / "shop.yaml").write_text(DESIGN + data, encoding="utf-8")
    done = sdgen("export", "shop.yaml", "-f", "sql", "--dialect", "sqlite")
    assert done == (status.OK, "out/shop/schema.sqlite.sql\n", "")
    done = sdgen("export", "shop.yaml", "-f", "sql", "-o", "-")
    assert 'CREATE TABLE "order" (\n    id bigint NOT NULL,\n' in done.out


def test_check_names_what_is_missing_and_stale(shop: Path, sdgen: Sdgen) -> None:
    check = ("export", "shop.yaml", "-f", "openapi", "--check")
    error = "sdgen: error: 1 file out of date; 'sdgen export' updates it\n"
    assert sdgen(*check) == (status.FINDINGS, f"missing: {OUT}\n", error)
    sdgen("export", "shop.yaml", "-f", "openapi")
    assert sdgen(*check) == (status.OK, "", "")
    (shop / OUT).write_text("# Made by sdgen\n")
    assert sdgen(*check) == (status.FINDINGS, f"stale: {OUT}\n", error)


def test_a_file_of_somebody_else_is_left_alone(shop: Path, sdgen: Sdgen) -> None:
    (shop / "api.yaml").write_text("mine\n")
    done = sdgen("export", "shop.yaml", "-o", "api.yaml")
    assert done.status == status.UNUSABLE
    assert done.err == (
        "sdgen: error: cannot write api.yaml: it is a file that sdgen has not made; name another with "
        "-o, or write over it with --force\n"
    )
    assert (shop / "api.yaml").read_text() == "mine\n"
    assert sdgen("export", "shop.yaml", "-o", "api.yaml", "--force").status == status.OK


def test_nothing_to_export_says_what_to_write(folder: Path, sdgen: Sdgen) -> None:
    done = sdgen("export", "shop.yaml", "-f", "openapi")
    assert (done.status, done.out) == (status.UNUSABLE, "")
    assert "error: there is nothing to export to 'openapi': it has no 'api'" in done.err
    assert "help: write 'api' with an operation, such as 'list_orders: {http:" in done.err


def test_of_several_designs_none_with_anything(folder: Path, sdgen: Sdgen) -> None:
    (folder / "other.yaml").write_text(DESIGN, encoding="utf-8")
    done = sdgen("export", ".", "-f", "openapi")
    assert (done.status, done.out) == (status.UNUSABLE, "")
    assert done.err.count(": info: there is nothing to export") == 2
    assert done.err.endswith("sdgen: error: no design has anything to export\n")
    (folder / "shop.yaml").write_text(DESIGN + API, encoding="utf-8")
    done = sdgen("export", ".", "-f", "openapi")
    assert (done.status, done.out) == (status.OK, f"{OUT}\n")


@pytest.mark.slow
def test_pictures_are_called_by_their_views(shop: Path, sdgen: Sdgen) -> None:
    written = "out/shop/high-level.mmd\nout/shop/detailed.mmd\nout/shop/high-level.dot\n"
    views = ("--view", "high-level", "--view", "detailed")
    done = sdgen("export", "shop.yaml", "-f", "mermaid", *views)
    assert (done.status, done.out) == (status.OK, "".join(written.splitlines(True)[:2]))
    assert "info: Mermaid does not show all of detailed: it lacks tooltips [EXPORT008" in done.err
    assert sdgen("export", "shop.yaml", "-f", "dot").out == written.splitlines(True)[2]
    assert sdgen("export", "shop.yaml", "-f", "mermaid", *views, "--check").status == status.OK
    done = sdgen("export", "shop.yaml", "-o", "picture.mmd", "--view", "detailed")
    assert done.out == "picture.mmd\n"
    assert "\nflowchart LR\n" in (shop / "picture.mmd").read_text()


@pytest.mark.slow
def test_all_views_are_those_that_the_format_writes(shop: Path, sdgen: Sdgen) -> None:
    done = sdgen("export", "shop.yaml", "-f", "dot", "--view", "all", "-f", "openapi")
    assert done.status == status.OK
    names = [Path(line).name for line in done.out.splitlines()]
    assert names[-1] == "openapi.yaml"
    assert {"high-level.dot", "detailed.dot"} <= set(names)
    assert not [name for name in names if "growth" in name or "matrix" in name]


@pytest.mark.slow
def test_a_view_that_the_design_has_not(shop: Path, sdgen: Sdgen) -> None:
    done = sdgen("export", "shop.yaml", "-f", "mermaid", "--view", "detaild")
    assert (done.status, done.out) == (status.UNUSABLE, "")
    assert "the design has no view 'detaild'" in done.err
    done = sdgen("export", "shop.yaml", "-f", "mermaid", "--view", "data")
    assert (done.status, done.out) == (status.UNUSABLE, "")
    assert "view 'data' has nothing to show: there is no entity" in done.err
    own = "views: {racks: {base: deployment}}\n"
    (shop / "shop.yaml").write_text(DESIGN + own, encoding="utf-8")
    done = sdgen("export", "shop.yaml", "-f", "mermaid", "--view", "racks")
    assert (done.status, done.out) == (status.UNUSABLE, "")
    assert "no way to write the view 'deployment'; it writes high-level" in done.err
    assert "EXPORT010" in done.err
    done = sdgen("export", "shop.yaml", "-f", "dot", "--view", "all")
    assert done.status == status.OK
    assert "racks" not in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "say what to export to: -f dot, -f mermaid, -f openapi or -f sql"),
        (("-f", "sql", "--view", "data"), "--view: 'sql' writes no views"),
        (("-f", "mermaid", "--view", "matrix"), "'mermaid' has no way to write the view 'matrix'"),
        (("-f", "dot", "--view", "data", "-f", "mermaid"), "'dot' has no way to write the view"),
        (("-f", "dot", "--view", "all", "-o", "-"), "-o - holds one text: give one --view"),
        (("shop.yaml", "-f", "sql", "--dialect", "mysql"), "--dialect: sql has no dialect 'mysql'"),
        (("shop.yaml", "-f", "swagger"), "'swagger' is not"),
        (("shop.yaml", "-f", "openapi", "-o", "a.txt"), "a file of openapi ends in .yaml or .json"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], said: str, shop: Path, sdgen: Sdgen) -> None:
    done = sdgen("export", *arguments)
    assert (done.status, done.out) == (status.UNUSABLE, "")
    assert said in re.sub(r"\s+", " ", done.err)
