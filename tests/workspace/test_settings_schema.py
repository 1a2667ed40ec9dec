"""The schema of settings: up to date, valid, and of one mind with who reads the file."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

from sdgen import api
from sdgen.base.findings import Severity
from sdgen.base.settings import SETTINGS, TABLES, Setting, keys_of
from sdgen.lint.configuration import read_configuration
from sdgen.lint.selection import matches
from sdgen.lint.settings import FailLevel, Settings
from sdgen.rules import all_rules
from sdgen.workspace.about import schema_names, schema_text
from sdgen.workspace.project import NOTHING_SAID, Project, read_project
from sdgen.workspace.settings_schema import settings_schema
from tests.support.cases import every_case
from tests.support.quick import some_of

ROOT = Path(__file__).parents[2]
RULES = all_rules()
SCHEMA = settings_schema()
RUST = jsonschema_rs.Draft7Validator(SCHEMA)
RUST_SELECTORS = jsonschema_rs.Draft7Validator(SCHEMA["definitions"]["selectors"])

GIVEN: dict[str, Any] = {
    "designs": ["architecture", "more/*.yaml"],
    "render.views": ["failure", "stores"],
    "render.formats": ["svg"],
    "render.theme": "dark",
    "render.fit": "slide",
    "render.look": "print",
    "render.colours": {"accent": "#0b6e4f", "ink": "#14213d"},
    "render.output": "docs/pictures",
    "lint.select": ["ALL", "COPY", "spof001", "no-backup"],
    "lint.extend-select": ["EST001"],
    "lint.ignore": ["API"],
    "lint.per-file-ignores": {"drafts/*.yaml": ["SPOF"]},
    "lint.severity": {"no-backup": "warning", "spof001": "info"},
    "lint.rules": {"too-few-replicas": {"fewest": 3}, "CAP001": {"busy-from": 1}, "no-backup": {}},
    "lint.fail-level": "none",
}
"""Of each setting a value that is not the default."""
OTHERS: tuple[Any, ...] = (
    *(3, 0.5, True, "", "x", "svg", "dark", "a/b", "./a", "..", "../x", "a/../b", "/etc", "a\\b"),
    *("..a", ".a", "a/.b", "c:x", "#0b6e4f", "ALL", [], [1], [[]], ["x"], ["svg", "pdf"], ["a", "../b"]),
    *(["ALL"], ["all"], ["c"], ["cOpY00"], ["COPY009"], ["COPY0011"], ["no-backup"], ["No-backup"]),
    *({}, {"x": 1}, {"a b": []}, {"*": ["CAP"]}, {"*": ["XX"]}, {"*": "CAP"}, {"accent": "red"}),
    *({"ink": "#14213D"}, {"ground": "#14213d"}, {"ink": 1}, {"COPY": "info"}, {"COPY001": "off"}),
    *({"Copy001": "info"}, {"no-bakup": "info"}, {"No-backup": "info"}, {"COPY001": {}}),
    *({"COPY001": 3}, {"COPY001": {"fewst": 2}}, {"overloaded": {"busy-from": "x"}}),
)  # fmt: skip
"""Values that each setting is given in turn."""


def toml(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, dict):
        entries = (f"{json.dumps(key)} = {toml(inner)}" for key, inner in value.items())
        return f"{{{', '.join(entries)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps(value)


def read(folder: Path, text: str) -> tuple[Project, Settings, bool]:
    """What a file says, and whether nothing is wrong with it."""
    path = folder / "sdgen.toml"
    path.write_text(text, encoding="utf-8")
    project, configuration = read_project(path, "x"), read_configuration(path, "x", RULES)
    return project, configuration.settings, not project.findings and not configuration.findings


def agreed(folder: Path, text: str) -> bool:
    """Whether a file is one, in which schema and reader are of one mind."""
    fits, reads = RUST.is_valid(tomllib.loads(text)), read(folder, text)[2]
    assert fits == reads, text
    return reads


def written(setting: Setting, value: Any) -> str:
    return f"{setting.name} = {toml(value)}\n"


@pytest.mark.slow
def test_the_published_schemas_are_up_to_date_and_lie_where_they_say() -> None:
    assert schema_names() == ("design", "part", "settings")
    for name in schema_names():
        published = (ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
        assert published == schema_text(name), "write it anew: python tools/reference.py"
        address = f"https://sdgen.github.io/sdgen/schemas/{name}.schema.json"
        assert json.loads(published)["$id"] == address


@pytest.mark.slow
def test_the_schema_is_one_of_draft_7() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert jsonschema_rs.meta.is_valid(SCHEMA)


@pytest.mark.slow
@every_case("setting", SETTINGS)
def test_a_setting_is_described_and_read(setting: Setting, tmp_path: Path) -> None:
    tables = SCHEMA["properties"]
    described = (tables if len(setting.path) == 1 else tables[setting.path[0]]["properties"])[
        setting.path[-1]
    ]
    assert described["description"].startswith(f"{setting.meaning} Default: ")
    assert agreed(tmp_path, written(setting, GIVEN[setting.name]))
    project, settings, _ = read(tmp_path, written(setting, GIVEN[setting.name]))
    said = (project.options, project.designs, project.views, project.formats, project.output)
    nothing = (NOTHING_SAID.options, (), (), (), "")
    assert (said, settings) != (nothing, Settings())


def test_all_of_them_together_are_read_without_a_finding(tmp_path: Path) -> None:
    assert agreed(tmp_path, "".join(written(each, GIVEN[each.name]) for each in SETTINGS))


def test_what_holds_without_a_setting_is_its_default(tmp_path: Path) -> None:
    project, settings, whole = read(
        tmp_path,
        "".join(written(each, list(each.default) if isinstance(each.default, tuple) else each.default)
                for each in SETTINGS if each.default is not None),
    )  # fmt: skip
    assert whole
    assert settings == Settings()
    assert project.options == api.Options() == NOTHING_SAID.options
    assert FailLevel.WARNING is settings.fail_level


@pytest.mark.slow
@every_case("setting", SETTINGS)
def test_every_value_fits_where_it_is_read(setting: Setting, tmp_path: Path) -> None:
    outcomes = {agreed(tmp_path, written(setting, value)) for value in (*GIVEN.values(), *OTHERS)}
    assert outcomes == {True, False}


@pytest.mark.slow
@every_case("path", [*((each,) for each in TABLES), *(each.path for each in SETTINGS)])
def test_a_misspelt_key_fits_nowhere(path: tuple[str, ...], tmp_path: Path) -> None:
    *tables, key = path
    misspelt = key[:-2] + key[-1] + key[-2]
    value = GIVEN.get(".".join(path), {})
    for name in (".".join((*tables, misspelt)), misspelt):
        assert not agreed(tmp_path, f"{name} = {toml(value)}\n")


def option_values(option: Any) -> Iterator[Any]:
    yield from (option.default, True, "x", 2.5, 3, [])
    for bound in (option.minimum, option.maximum):
        if bound is not None:
            yield from (type(option.default)(bound + step) for step in (-1, 0, 1))


def test_options_of_rules_have_the_same_types_and_bounds(tmp_path: Path) -> None:
    for rule in RULES:
        for option in rule.options:
            for value in option_values(option):
                table = {"lint": {"rules": {rule.name: {option.name: value}}}}
                assert RUST.is_valid(table) == (not option.complaint(value)), (rule.name, value)
    for rule in some_of(RULES, quick=3):
        assert not agreed(tmp_path, f"[lint.rules.{rule.name}]\nx-{rule.code} = 1\n")


@pytest.mark.slow
def test_selectors_are_names_and_beginnings_of_codes() -> None:
    words = {"ALL", "all", "", "XX", "SPOFS", *(each.name for each in RULES)}
    for rule in RULES:
        words |= {rule.name[:-1], rule.name.upper(), rule.code + "0"}
        beginnings = {rule.code[:length] for length in range(1, len(rule.code) + 1)}
        words |= beginnings | {each.lower() for each in beginnings}
    assert {each for each in words if RUST_SELECTORS.is_valid(each)} == {
        each for each in words if any(matches(rule, (each,)) for rule in RULES)
    }


def test_every_example_of_the_documentation_is_one(tmp_path: Path) -> None:
    texts = [
        block
        for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
        for block in re.findall(r"^```toml\n(.*?)^```$", page.read_text("utf-8"), re.M | re.S)
        if re.search(r"^(\[(render|lint)|designs =)", block, re.MULTILINE)
    ]
    assert texts
    for text in texts:
        assert agreed(tmp_path, text)
    own = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["sdgen"]
    assert RUST.is_valid(own)


def test_editors_are_offered_every_rule_and_each_severity() -> None:
    lint = SCHEMA["properties"]["lint"]["properties"]
    assert list(lint["rules"]["properties"]) == [each.name for each in RULES]
    assert lint["severity"]["properties"]["no-backup"]["enum"] == [each.value for each in Severity]
    assert keys_of("lint") == tuple(lint)
