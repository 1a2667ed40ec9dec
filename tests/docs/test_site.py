"""The site of the documentation: how pages get into it, and what its check sees. ``tests/run`` builds it whole."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from docs_site import misplaced_schemas
from site_check import built_name, faults_of
from site_pages import page_places, stage

from sdgen.project import REPOSITORY, SITE

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("staged")
    stage(folder)
    return folder / "docs"


def configuration() -> dict[str, object]:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    plain = re.sub(r"!!python/\S+", "", text)
    found = yaml.safe_load(plain)
    assert isinstance(found, dict)
    return found


def test_the_site_has_the_addresses_of_the_project() -> None:
    assert configuration()["site_url"] == SITE
    assert configuration()["repo_url"] == REPOSITORY


@pytest.mark.slow
def test_every_page_is_in_the_site_and_stands_in_the_navigation_once(docs: Path) -> None:
    for place in page_places().values():
        assert (docs / place).is_file(), place
    text = (docs.parent / "mkdocs.yml").read_text(encoding="utf-8")
    named = re.findall(r"[\w/.-]+\.md\b", text.partition("\nnav:\n")[2])
    assert sorted(named) == sorted(page_places().values())


@pytest.mark.slow
def test_links_and_markers_are_as_the_site_needs_them(docs: Path, tmp_path: Path) -> None:
    security = (docs / "security.md").read_text(encoding="utf-8")
    assert "](../" not in security
    plugins = (docs / "plugins.md").read_text(encoding="utf-8")
    assert "](security.md)" in plugins
    assert f"]({REPOSITORY}/blob/main/LICENSE)" in (docs / "licences.md").read_text("utf-8")
    embedding = (docs / "docs-sites.md").read_text(encoding="utf-8")
    assert "<!-- sdgen: designs/shop.yaml view=high-level -->" in embedding  # in a block of code


@pytest.mark.slow
def test_each_schema_is_served_under_its_own_address(docs: Path) -> None:
    assert list((docs / "schemas").iterdir())
    assert not list(misplaced_schemas(docs))


def test_a_schema_elsewhere_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "schemas").mkdir()
    schema = {"$id": f"{SITE}elsewhere/a.schema.json"}
    (tmp_path / "schemas/a.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    (tmp_path / "schemas/b.schema.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr("docs_site.ROOT", tmp_path)
    assert list(misplaced_schemas(tmp_path)) == [
        f"schemas/a.schema.json: no page of the site has the address {SITE}elsewhere/a.schema.json",
        "schemas/b.schema.json has no $id",
    ]


def page(content: str) -> str:
    return f'<html><body><article class="md-content__inner">{content}</article></body></html>'


def test_what_is_wrong_with_a_built_site_is_said(tmp_path: Path) -> None:
    docs, site = tmp_path / "docs", tmp_path / "site"
    pages = {
        "index.html": page(
            '<h1 id="a">A</h1><a href="b/">b</a><a href="b/#no">b</a><a href="c/">c</a>'
            f'<a href="{SITE}#a">a</a><a href="https://example.org/no">out</a><img src="no.svg">'
        ),
        "b/index.html": page(
            '<h1>B</h1><p>- one</p><div class="sdgen"><svg><li>drawn</li></svg></div>'
        ),
        "lost/index.html": page("<h1>Lost</h1>"),
    }
    for name, text in pages.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    docs.mkdir()
    (docs / "README.md").write_text("# A\n", encoding="utf-8")
    (docs / "b.md").write_text("# B\n\n- one\n", encoding="utf-8")
    (docs / "lost.md").write_text("# Lost\n", encoding="utf-8")
    items = [{"location": ""}, {"location": "b/#more"}]
    (site / "search.json").write_text(json.dumps({"items": items}), encoding="utf-8")
    assert list(faults_of(site, docs)) == [
        "index.html: b/#no: no such anchor",
        "index.html: c/: no such page",
        "index.html: no.svg: no such page",
        "lost/index.html: no page links to it",
        "b.md: 0 <li> in the site, 1 on GitHub",
        "lost/index.html: the search does not know it",
    ]


def test_names_of_built_pages() -> None:
    sources = ("README.md", "rules/README.md", "cli.md", "rules/codes/YAML001.md")
    assert [built_name(each) for each in sources] == [
        "index.html",
        "rules/index.html",
        "cli/index.html",
        "rules/codes/YAML001/index.html",
    ]


def test_the_site_is_published_by_a_job_that_may_do_nothing_else() -> None:
    text = (ROOT / ".github/workflows/pages.yml").read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    assert workflow[True] == {  # YAML 1.1 reads "on" so
        "push": {"branches": ["main"], "tags": ["v*"]},
        "workflow_dispatch": None,
    }
    assert workflow["permissions"] == {"contents": "read"}
    build, deploy = workflow["jobs"]["build"], workflow["jobs"]["deploy"]
    assert "permissions" not in build
    assert deploy["permissions"] == {"pages": "write", "id-token": "write"}
    assert deploy["needs"] == "build"
    *_, built, upload = build["steps"]
    assert built["run"] == f"python tools/docs_site.py {upload['with']['path']}"
