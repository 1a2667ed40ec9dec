"""Pages that promise what designs and commands say keep their word."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from printed import PAGES, filled
from site_pages import index_for_machines, page_places, raw_place

from sdgen.cli.main import main
from sdgen.kinds import KINDS
from sdgen.project import SITE
from sdgen.rules import built_in_rules

Sdgen = Callable[..., tuple[int, str]]

ROOT = Path(__file__).parents[2]


@pytest.fixture
def sdgen(capsys: pytest.CaptureFixture[str]) -> Sdgen:
    """The exit status of a command, and all that it prints."""

    def run(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        status = main(list(arguments))
        return status, "".join(capsys.readouterr())

    return run


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def first_design(name: str) -> str:
    found = re.search(r"^```yaml\n(sdgen: .*?)^```$", page(name), re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


@pytest.mark.slow
def test_what_agents_are_given_lints(
    sdgen: Sdgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(first_design("agents.md"), encoding="utf-8")
    assert sdgen("validate", "shop.yaml")[0] == 0
    assert sdgen("lint", "shop.yaml", "-f", "json", "--ignore", "EST001") == (0, "[]\n")


@pytest.mark.slow
def test_what_agents_are_given_leaves_no_question_open(
    sdgen: Sdgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(first_design("agents.md"), encoding="utf-8")
    assert sdgen("doc", "shop.yaml", "--strict", "-o", "-")[0] == 0


def test_what_agents_are_told_of_the_language_is_so(sdgen: Sdgen, tmp_path: Path) -> None:
    text = page("agents.md")
    assert all(f"`{kind}`" in text for kind in KINDS.built_in)
    rules = {rule.code: rule.name for rule in built_in_rules()}
    for code, name in re.findall(r"([A-Z]+\d{3}) ([a-z-]+-[a-z-]+)", text):
        assert rules[code] == name
    assert set(re.findall(r"\b([A-Z]{3,4}\d{3})\b", text)) <= set(rules)
    calls = re.findall(r"\| `(calls: \[.*?\])`", text)
    assert len(calls) == 5
    others = "\n".join(
        f"  {name}: {{kind: service}}" for name in ["db", "mails", "ads", "cache", "a", "b", "c"]
    )
    for number, each in enumerate(calls):
        design = f"sdgen: 1\nname: Shop\ncomponents:\n  web: {{kind: client, {each}}}\n{others}\n"
        (tmp_path / f"{number}.yaml").write_text(design, encoding="utf-8")
        assert sdgen("validate", f"{tmp_path}/{number}.yaml")[0] == 0, each


@pytest.mark.slow
def test_the_start_page_says_what_its_design_is(sdgen: Sdgen, tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text(first_design("README.md"), encoding="utf-8")
    lint = sdgen("lint", f"{tmp_path}/shop.yaml", "-f", "concise")[1]
    assert "'db' is 1 instance, and its loss breaks 1 journey ('order')" in lint
    assert "'db' is down when zone 'euw1-a' is" in lint
    assert "order: 99.44% available" in sdgen("analyze", f"{tmp_path}/shop.yaml")[1]
    said = sdgen("estimate", f"{tmp_path}/shop.yaml")[1]
    assert re.search(r"orders +69.4/s +278/s +600/s +46%", said)
    told = page("README.md")
    assert all(each in told for each in ("99.44% available", "278/s at the peak", "46% of what"))


@pytest.mark.slow
def test_pages_show_what_commands_print_now() -> None:
    for name in PAGES:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert text.count("<!-- output -->") >= 4
        assert filled(text) == text


@pytest.mark.slow
def test_machines_find_the_markdown_of_every_page() -> None:
    index = index_for_machines()
    served = {SITE + raw_place(place) for place in page_places().values()}
    linked = set(re.findall(r"\((https://[^)]+)\)", index))
    assert linked <= served
    assert len(linked) >= 20
    assert f"{SITE}agents.md" in linked


def test_editors_are_told_the_address_of_the_schema() -> None:
    address = f"{SITE}schemas/design.schema.json"
    assert page("editors.md").count(address) == 4
    rest = page("editors.md").replace(address, "")
    assert SITE not in rest
    for block in re.findall(r"^```json\n(.*?)^```$", page("editors.md"), re.DOTALL | re.MULTILINE):
        assert json.loads(block)
    (pattern,) = re.findall(r'"regexp": "(.*)"', page("editors.md"))
    found = re.match(
        json.loads(f'"{pattern}"'), "designs/shop.yaml:3:7: error: 'a' is 1 instance [SPOF001 x]"
    )
    assert found is not None
    assert found.group(1, 2, 3, 4) == ("designs/shop.yaml", "3", "7", "error")
