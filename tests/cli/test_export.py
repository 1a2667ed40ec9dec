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


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "say what to export to: -f openapi or -f sql"),
        (("shop.yaml", "-f", "sql", "--dialect", "mysql"), "--dialect: sql has no dialect 'mysql'"),
        (("shop.yaml", "-f", "swagger"), "'swagger' is not"),
        (("shop.yaml", "-f", "openapi", "-o", "a.txt"), "a file of openapi ends in .yaml or .json"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], said: str, shop: Path, sdgen: Sdgen) -> None:
    done = sdgen("export", *arguments)
    assert (done.status, done.out) == (status.UNUSABLE, "")
    assert said in re.sub(r"\s+", " ", done.err)
