"""Where exports go, what is refused, and what is compared."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

import sdgen
from sdgen.base.errors import WrongUsageError
from sdgen.workspace.export import ExportedDesign, check_request
from sdgen.workspace.targets import TargetError
from tests.support.cases import every_case

HEAD = "sdgen: 1\nname: Shop\ncomponents: {web: {kind: client}}\n"
SHOP = f"{HEAD}api: {{list: {{http: GET /v1/things, returns: 'string[]'}}}}\n"
BARE = HEAD
MINE = "openapi: 3.1.0\n# mine\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(SHOP)
    Path("bare.yaml").write_text(BARE)
    return tmp_path


def run(*files: str, **request: Any) -> sdgen.ExportResult:
    given = {"formats": ("openapi",), **request}
    return sdgen.Workspace().export(sdgen.ExportRequest(files=files or ("shop.yaml",), **given))


def only(result: sdgen.ExportResult) -> ExportedDesign:
    [design] = result.designs
    return design


def test_the_default_is_a_folder_for_each_design(folder: Path) -> None:
    written = only(run()).written
    assert written == (Path("out/shop/openapi.yaml"),)
    text = written[0].read_text()
    assert text == sdgen.load("shop.yaml").export("openapi")
    assert text.startswith("# Made by sdgen from shop.yaml; sdgen export makes it again.\nopenapi:")


def test_a_file_a_folder_and_standard_output(folder: Path) -> None:
    assert only(run(output="api.yaml")).written == (Path("api.yaml"),)
    assert only(run(output=Path("docs/api.json"))).written == (Path("docs/api.json"),)
    assert json.loads(Path("docs/api.json").read_text())["openapi"] == "3.1.0"
    assert only(run(output="v1.2/")).written == (Path("v1.2/shop/openapi.yaml"),)
    assert only(run(output="v1.2")).written == (Path("v1.2/shop/openapi.yaml"),)
    streamed = only(run(output="-"))
    assert (streamed.written, streamed.stream) == ((), Path("api.yaml").read_text())


def test_a_dialect_that_is_not_the_first_is_in_the_name(folder: Path) -> None:
    Path("shop.yaml").write_text(f"{SHOP}data: {{Thing: {{key: id, fields: {{id: id}}}}}}\n")
    both = only(run(formats=("openapi", "sql")))
    assert both.written == (Path("out/shop/openapi.yaml"), Path("out/shop/schema.sql"))
    other = only(run(formats=("sql",), dialect="sqlite"))
    assert other.written == (Path("out/shop/schema.sqlite.sql"),)
    assert "PRAGMA" in Path("out/shop/schema.sqlite.sql").read_text()
    # A dialect is for the formats that have some.
    assert len(only(run(formats=("openapi", "sql"), dialect="sqlite")).written) == 2
    alone = only(run(formats=(), output="tables.sql"))
    assert alone.written == (Path("tables.sql"),)
    assert Path("tables.sql").read_text() == Path("out/shop/schema.sql").read_text()
    assert sdgen.load("shop.yaml").export("sql", dialect="sqlite") == other.written[0].read_text()


def test_each_format_that_is_asked_for_must_have_something(folder: Path) -> None:
    result = run(formats=("openapi", "sql"))
    assert [each.code for each in only(result).findings] == ["EXPORT001"]
    assert (result.failed, Path("out").exists()) == (1, False)


def test_standard_input_has_a_name_of_its_own(folder: Path) -> None:
    workspace = sdgen.Workspace(standard_input=io.BytesIO(SHOP.encode()))
    request = sdgen.ExportRequest(files=("-",), formats=("openapi",))
    assert only(workspace.export(request)).written == (Path("out/stdin/openapi.yaml"),)
    text = Path("out/stdin/openapi.yaml").read_text()
    assert text.startswith("# Made by sdgen from standard input; ")


def test_designs_of_one_name_get_their_folders_in_front(folder: Path) -> None:
    for name in ("a", "b"):
        Path(name).mkdir()
        Path(name, "shop.yaml").write_text(SHOP)
    designs = run("a", "b").designs
    assert [path for each in designs for path in each.written] == [
        Path("out/a/shop/openapi.yaml"),
        Path("out/b/shop/openapi.yaml"),
    ]


def test_check_compares_and_writes_nothing(folder: Path) -> None:
    result = run(check=True)
    assert (only(result).missing, result.out_of_date) == ((Path("out/shop/openapi.yaml"),), 1)
    assert not Path("out").exists()
    run()
    assert run(check=True).out_of_date == 0
    path = Path("out/shop/openapi.yaml")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run(str(folder / "shop.yaml"), check=True).out_of_date == 0
    Path("shop.yaml").write_text(SHOP.replace("things", "goods"))
    result = run(check=True)
    assert (only(result).stale, result.failed) == ((path,), 0)
    path.unlink()
    path.mkdir()
    assert only(run(check=True)).stale == (path,)


@pytest.mark.parametrize("output", ["api.yaml", "out"])
def test_what_sdgen_has_not_made_is_left_alone(folder: Path, output: str) -> None:
    path = Path("api.yaml" if output == "api.yaml" else "out/shop/openapi.yaml")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(MINE)
    result = run(output=output)
    assert only(result).problem == (
        f"cannot write {path}: it is a file that sdgen has not made; name another with -o, or write "
        "over it with --force"
    )
    assert (result.failed, path.read_text()) == (1, MINE)
    # no promise that it would be updated
    assert only(run(output=output, check=True)).problem == only(result).problem
    assert only(run(output=output, check=True, force=True)).stale == (path,)
    assert only(run(output=output, force=True)).written == (path,)
    assert only(run(output=output)).written == (path,)


def test_the_design_itself_is_never_written_over(folder: Path) -> None:
    for force in (False, True):
        problem = only(run(output="shop.yaml", force=force)).problem
        assert problem == "cannot write shop.yaml: it is what was read; name another file"
    assert Path("shop.yaml").read_text() == SHOP


def test_a_link_in_place_of_the_file_is_not_followed(folder: Path) -> None:
    run()
    path = Path("out/shop/openapi.yaml")
    path.rename("elsewhere.yaml")
    path.symlink_to(folder / "elsewhere.yaml")
    problem = only(run()).problem
    assert problem == f"cannot write {path}: it is a symbolic link; remove it first"


def test_one_design_with_nothing_to_export_is_an_error(folder: Path) -> None:
    result = run("bare.yaml")
    assert (result.failed, result.found) == (1, False)
    assert only(result).findings[-1].code == "EXPORT001"


def test_of_several_those_with_nothing_to_export_are_passed_over(folder: Path) -> None:
    result = run("bare.yaml", "shop.yaml")
    bare, shop = result.designs
    assert (result.failed, result.found) == (0, True)
    assert [(each.code, each.severity) for each in bare.findings] == [
        ("EXPORT001", sdgen.Severity.INFO)
    ]
    assert (bare.written, shop.written) == ((), (Path("out/shop/openapi.yaml"),))
    assert run("bare.yaml", "shop.yaml", check=True).out_of_date == 0
    Path("other.yaml").write_text(BARE)
    result = run("bare.yaml", "other.yaml")
    assert (result.failed, result.found) == (0, False)


def test_a_design_with_errors_writes_nothing(folder: Path) -> None:
    Path("shop.yaml").write_text(SHOP.replace("client", "clint"))
    result = run()
    assert (result.failed, only(result).written) == (1, ())
    Path("shop.yaml").write_text(f"{HEAD}api: {{a: {{http: GET /v1/x}}, b: {{http: GET /v1/x}}}}\n")
    result = run()
    assert [each.code for each in only(result).findings] == ["EXPORT002"]
    assert (result.failed, Path("out").exists()) == (1, False)


def test_a_pattern_without_designs_is_a_finding(folder: Path) -> None:
    result = run("nothing*")
    assert [each.code for each in result.inputs.findings] == ["INPUT002"]
    assert result.designs == ()


@every_case(
    ("request_", "message"),
    [
        (
            {"formats": (), "output": "out"},
            r"^say what to export to: -f dot, -f mermaid, -f openapi or -f sql$",
        ),
        ({"output": ""}, r"^-o is empty: '\.' is the current folder$"),
        (
            {"output": "api.txt"},
            r"^-o api\.txt: a file of openapi ends in \.yaml or \.json; a folder's name ends in /$",
        ),
        ({"output": "-", "check": True}, r"^--check compares files: it does not go with -o -$"),
        (
            {"formats": ("opnapi",)},
            r"^format: there is no format 'opnapi'; did you mean 'openapi'\?",
        ),
        ({"dialect": "sqlite"}, r"^dialect: openapi has no dialects$"),
        (
            {"formats": ("sql",), "dialect": "mysql"},
            r"^dialect: sql has no dialect 'mysql'; write postgresql or sqlite$",
        ),
        ({"formats": ("openapi", "sql"), "output": "-"}, r"^-o - holds one text: give one -f$"),
    ],
)
def test_requests_that_mean_nothing(request_: dict[str, Any], message: str) -> None:
    given = {"formats": ("openapi",), **request_}
    with pytest.raises(WrongUsageError, match=message):
        check_request(sdgen.ExportRequest(files=("shop.yaml",), **given))


def test_several_designs_do_not_go_into_one_file(folder: Path) -> None:
    for output in ("api.yaml", "-"):
        with pytest.raises(TargetError, match=r"holds one text, but 2 designs given$"):
            run("shop.yaml", "bare.yaml", output=output)


def test_the_suffix_says_what_to_export_to(folder: Path) -> None:
    assert only(run(formats=(), output="api.yaml")).written == (Path("api.yaml"),)


def test_the_python_interface_refuses_what_there_is_not(folder: Path) -> None:
    design = sdgen.load("shop.yaml")
    with pytest.raises(ValueError, match="there is no format 'opnapi'; did you mean 'openapi'"):
        design.export("opnapi")
    with pytest.raises(ValueError, match="there is no suffix 'yml'"):
        design.export("openapi", suffix="yml")
    with pytest.raises(ValueError, match="'openapi' has no dialects"):
        design.export("openapi", dialect="sqlite")
    with pytest.raises(ValueError, match="there is no dialect 'mysql'"):
        design.export("sql", dialect="mysql")
    with pytest.raises(sdgen.DesignError, match="there is nothing to export to 'openapi'"):
        sdgen.load("bare.yaml").export("openapi")


def test_what_is_told_on_the_way(folder: Path) -> None:
    told: list[object] = []
    request = sdgen.ExportRequest(files=("shop.yaml",), formats=("openapi",))
    result = sdgen.Workspace().export(request, told.append)
    assert told == [result.inputs, *result.designs]
