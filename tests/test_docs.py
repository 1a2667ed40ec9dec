"""The documentation tells the truth: examples are checked, generated pages are fresh."""

from __future__ import annotations

import json
import re
import runpy
import shutil
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import sdgen
from sdgen.cli.verbs import VERBS
from sdgen.kinds import KINDS
from sdgen.project import REPOSITORY, SITE
from sdgen.quantity import Dimension
from sdgen.quantity.parse import parse_quantity
from tests.support.cases import every_case

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "docs/language.md")


def examples(page: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```yaml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return [each for each in blocks if not re.search("^on:", each, re.MULTILINE)]  # workflows


def parts(design: str) -> dict[str, str]:
    """The text of each top-level part, by its key."""
    found: dict[str, str] = {}
    for piece in re.split(r"^(?=\w)", design, flags=re.MULTILINE):
        if piece.strip():
            found[piece.split(":", 1)[0]] = piece
    return found


def whole(page: str, example: str) -> str:
    """An example that is a part, put into the first design of its page."""
    if example.startswith("sdgen:"):
        return example
    return "".join({**parts(examples(page)[0]), **parts(example)}.values())


@every_case(
    ("page", "example"), [(page, example) for page in PAGES for example in examples(page)], quick=1
)
def test_each_example_is_a_design(page: str, example: str) -> None:
    design = sdgen.loads(whole(page, example))
    for view in ("high-level", "detailed"):
        assert design.render(view).svg


@pytest.mark.slow
@pytest.mark.parametrize("page", ["docs/python.md"])
def test_the_python_examples_run(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "designs", tmp_path / "designs")
    monkeypatch.chdir(tmp_path)
    text = (ROOT / page).read_text(encoding="utf-8")
    names: dict[str, object] = {}
    for example in re.findall(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        exec(example, names)
    assert "designs/twitter.yaml:" in capsys.readouterr().out  # a finding
    assert list(tmp_path.glob("detailed.*"))


def test_the_language_page_has_examples_of_every_part() -> None:
    from sdgen.schema import design_schema

    text = (ROOT / "docs/language.md").read_text(encoding="utf-8")
    properties: Any = design_schema()["properties"]
    for part in properties:
        assert re.search(rf"^{part}:|^## .*\b{part}\b|`{part}`", text, re.MULTILINE), part


@pytest.mark.slow
def test_generated_pages_are_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    main = runpy.run_path(str(ROOT / "tools/reference.py"))["main"]
    assert main(["--check"]) == 0, capsys.readouterr().err


def test_the_reference_has_every_command_option_and_status() -> None:
    text = (ROOT / "docs/cli-reference.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## sdgen (\w+)$(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE))
    assert list(sections) == list(VERBS)
    for verb, section in sections.items():
        command = import_module(f"sdgen.cli.{verb}").command
        for option in command.params:
            names = option.opts if option.param_type_name == "option" else ()
            assert all(re.search(rf"`{re.escape(name)}[` ]", section) for name in names), names
        assert re.findall(r"^\| (\d) \|", section, re.MULTILINE) == [
            str(each) for each in command.when
        ]
    guide = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^## sdgen (\w+)$", guide, re.MULTILINE)) == sorted(VERBS)


def objects(schema: Any, within: str = "") -> dict[str, set[str]]:
    """The keys of every mapping of the schema that has named keys, by where it stands there."""
    found: dict[str, set[str]] = {}
    if isinstance(schema, dict):
        of_keys = within.endswith("/properties") and not within.endswith("/properties/properties")
        named = isinstance(schema.get("properties"), dict) and not within.endswith("/if")
        if named and not of_keys:  # under it, a key of components has that name
            found[within] = set(schema["properties"])
        for key, inner in schema.items():
            found |= objects(inner, f"{within}/{key}")
    elif isinstance(schema, list):
        for index, inner in enumerate(schema):
            found |= objects(inner, f"{within}/{index}")
    return found


def reference_tables() -> dict[str, set[str]]:
    """The keys that each section of the reference names."""
    text = (ROOT / "docs/reference.md").read_text(encoding="utf-8")
    return {
        part.partition("\n")[0]: set(re.findall(r"^\| `([^`]+)` \|", part, re.MULTILINE))
        for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    }


SCHEMA = json.loads((ROOT / "schemas/design.schema.json").read_text(encoding="utf-8"))


def test_the_schema_has_the_mappings_that_are_looked_for() -> None:
    found = objects(SCHEMA)
    assert len(found) > 45
    assert {"", "/$defs/component", "/$defs/call/then", "/$defs/replicas"} <= set(found)


@pytest.mark.slow
@every_case(("where", "keys"), objects(SCHEMA).items())
def test_one_section_of_the_reference_names_every_key_of_a_mapping(
    where: str, keys: set[str]
) -> None:
    tables = reference_tables()
    if where == "/$defs/kind_defaults":  # kinds have a page of their own
        keys -= set(KINDS)
    if where in ("/$defs/component_defaults", "/$defs/component_override"):
        keys -= tables["Properties of single kinds"]
    holding = [title for title, named in tables.items() if keys <= named]
    assert holding, f"{where}: {sorted(keys)}"


def test_the_reference_names_no_key_that_the_schema_does_not_have() -> None:
    known = set().union(*objects(SCHEMA).values())
    for title, named in reference_tables().items():
        assert named <= known, title


def test_links_of_the_reference_lead_to_its_sections() -> None:
    text = (ROOT / "docs/reference.md").read_text(encoding="utf-8")
    titles = re.findall(r"^## (.*)$", text, re.MULTILINE)
    anchors = {each.lower().replace(" ", "-") for each in titles}
    linked = set(re.findall(r"\]\(#([^)]*)\)", text))
    assert linked
    assert linked <= anchors
    kinds = set(re.findall(r"\]\(kinds\.md#([^)]*)\)", text))
    assert kinds
    assert kinds <= set(KINDS)


def test_the_quantities_of_the_reference_are_read_as_it_says() -> None:
    from language import QUANTITIES

    assert list(QUANTITIES) == list(Dimension)
    for dimension, (_, written) in QUANTITIES.items():
        for each in written:
            assert parse_quantity(each, dimension).dimension is dimension


def test_every_kind_has_its_section() -> None:
    text = (ROOT / "docs/kinds.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\w+)$", text, re.MULTILINE) == list(KINDS)


@every_case(
    "page",
    sorted(
        each.relative_to(ROOT).as_posix()
        for each in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
    ),
)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        # Pictures are checked where they are made: ``sdgen render --check``.
        if "/out/" not in f"/{link}" and "designs/" not in link:
            assert (ROOT / page).parent.joinpath(link).exists(), link


def test_the_readme_is_one_page_whose_links_lead_somewhere_from_everywhere_else() -> None:
    """A package index shows it too, where a path of the repository leads nowhere."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text) < 7_500
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    links = re.findall(r"\]\(([^)]*)\)|(?:src|srcset)=\"([^\"]*)\"", prose)
    raw = REPOSITORY.replace("//github.com", "//raw.githubusercontent.com") + "/main/"
    pages = {f"docs/{each}" for each in ("", "gallery/", "rules/")}
    for link in map("".join, links):
        if link.startswith("#"):
            assert f"\n## {link[1:].replace('-', ' ').capitalize()}\n" in text
            continue
        start = next(
            each for each in (f"{REPOSITORY}/blob/main/", raw, SITE) if link.startswith(each)
        )
        path = link.removeprefix(start)
        if start == raw:
            assert path.startswith("out/twitter/"), link  # there: ``sdgen embed README.md --check``
        elif start != SITE:
            assert (ROOT / path).is_file(), link
        elif path.startswith("gallery/") and path != "gallery/":
            assert (ROOT / f"designs/{path.split('/')[1]}.yaml").is_file(), link
        else:
            assert f"docs/{path}" in pages or (ROOT / f"docs/{path.rstrip('/')}.md").is_file(), link


def test_the_commands_of_the_readme_are_those_that_continuous_integration_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    first, second, *_ = re.findall(r"^```sh\n(.*?)\n```$", readme, re.DOTALL | re.MULTILINE)
    assert f"\n{first}\n" in script
    assert f" {second} " in script
    assert sys.version_info >= (3, 11)
