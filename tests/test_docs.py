"""The documentation tells the truth: examples are checked, generated pages are fresh."""

from __future__ import annotations

import re
import runpy
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

import sdgen
from sdgen.cli.verbs import VERBS
from sdgen.kinds import KINDS

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "docs/language.md")


def examples(page: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(r"^```yaml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


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


@pytest.mark.parametrize(
    ("page", "example"), [(page, example) for page in PAGES for example in examples(page)]
)
def test_each_example_is_a_design(page: str, example: str) -> None:
    design = sdgen.loads(whole(page, example))
    for view in ("high-level", "detailed"):
        assert design.render(view).svg


@pytest.mark.parametrize("page", ["README.md", "docs/python.md"])
def test_the_python_examples_run(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "designs", tmp_path / "designs")
    monkeypatch.chdir(tmp_path)
    text = (ROOT / page).read_text(encoding="utf-8")
    names: dict[str, object] = {}
    for example in re.findall(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        exec(example, names)
    assert "SLO001" in capsys.readouterr().out or page == "README.md"
    assert list(tmp_path.glob("detailed.*"))


def test_the_language_page_has_examples_of_every_part() -> None:
    from sdgen.schema import design_schema

    text = (ROOT / "docs/language.md").read_text(encoding="utf-8")
    properties: Any = design_schema()["properties"]
    for part in properties:
        assert re.search(rf"^{part}:|^## .*\b{part}\b|`{part}`", text, re.MULTILINE), part


def test_generated_pages_are_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    main = runpy.run_path(str(ROOT / "tools/reference.py"))["main"]
    assert main(["--check"]) == 0, capsys.readouterr().err


def test_every_command_has_its_section() -> None:
    text = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^## sdgen (\w+)$", text, re.MULTILINE)) == sorted(VERBS)


def test_every_kind_has_its_section() -> None:
    text = (ROOT / "docs/kinds.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\w+)$", text, re.MULTILINE) == list(KINDS)


@pytest.mark.parametrize(
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


def test_the_commands_of_the_readme_are_those_that_continuous_integration_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    first, second, *_ = re.findall(r"^```sh\n(.*?)\n```$", readme, re.DOTALL | re.MULTILINE)
    assert f"\n{first}\n" in script
    assert f" {second} " in script
    assert sys.version_info >= (3, 11)
