"""A package that adds one thing of each sort: installed, all of sdgen knows them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from sdgen.design.view_registry import VIEW_REGISTRY
from sdgen.document.sections import SECTIONS
from sdgen.document.writers import DOCUMENT_WRITERS
from sdgen.draw.formats import PICTURE_FORMATS
from sdgen.draw.glyphs import glyph_markup
from sdgen.exporters.formats import EXPORTERS
from sdgen.kinds import KINDS
from sdgen.lint.registry import RULES
from sdgen.report.formats import LINT_FORMATS
from sdgen.report.tables import TABLES
from sdgen.report.writers import WRITERS
from tests.plugins.installing import install

HERE = Path(__file__).parent
SAMPLE = HERE / "sample"
ROOT = HERE.parents[1]
SHOP = """\
sdgen: 1
name: Shop
scale: {daily_users: 864k, horizon: 2y, growth: 20%}
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, capacity: 100/s}
  books: {kind: ledger, sealed: true}
journeys:
  buy: {actor: web, rate: 10/s, steps: [web -> shop]}
views:
  ours: {base: ledgers, include: [books]}
"""


class Installed:
    """sdgen in a process of its own, with the sample or without it."""

    def __init__(self, folder: Path, *, sample: bool = True) -> None:
        self.folder = folder / "designs"
        self.folder.mkdir()
        (self.folder / "shop.yaml").write_text(SHOP, encoding="utf-8")
        path = []
        if sample:
            project = tomllib.loads((SAMPLE / "pyproject.toml").read_text(encoding="utf-8"))
            points = project["project"]["entry-points"]
            entries = {
                group: "\n".join(f"{name} = {value}" for name, value in each.items())
                for group, each in points.items()
            }
            path = [str(install(folder / "site", entries, "sdgen-sample")), str(SAMPLE)]
        self.environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path)}

    def __call__(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.python("-m", "sdgen", *arguments)

    def python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def done(self, *arguments: str, status: int = 0) -> str:
        """What a command prints that ends as it should."""
        ran = self(*arguments)
        assert ran.returncode == status, ran.stderr
        return ran.stdout


@pytest.fixture
def sdgen(tmp_path: Path) -> Installed:
    return Installed(tmp_path)


@pytest.mark.slow
def test_without_the_package_nobody_knows_its_things(tmp_path: Path) -> None:
    sdgen = Installed(tmp_path, sample=False)
    said = sdgen("validate", "shop.yaml")
    assert said.returncode == 1
    assert "'ledger'" in said.stderr
    assert "'ledgers'" in said.stderr
    assert "ledger" not in sdgen.done("schema")
    assert sdgen("rule", "LEDGER001").returncode == 2
    assert sdgen("lint", "-f", "lines", "shop.yaml").returncode == 2


@pytest.mark.slow
def test_the_rule(sdgen: Installed) -> None:
    found = json.loads(sdgen.done("lint", "shop.yaml", "--isolated", "-f", "json", status=1))
    [finding] = [each for each in found if each["code"] == "LEDGER001"]
    assert (finding["at"], finding["line"], finding["severity"]) == ("books", 7, "warning")
    assert finding["message"] == "'books' is a ledger that nothing calls"
    assert sdgen.done("lint", "shop.yaml", "--isolated", "--select", "SPOF", "--exit-zero")
    only = sdgen.done("lint", "shop.yaml", "--isolated", "--select", "unread-ledger", status=1)
    assert only.count("LEDGER001") == 1
    page = sdgen.done("rule", "ledger001")
    assert page.startswith("# LEDGER001 unread-ledger\n\nA ledger that nothing calls.\n")
    assert "LEDGER001 unread-ledger" in sdgen.done("rule", "--all")
    (sdgen.folder / "sdgen.toml").write_text('[lint]\nignore = ["unread-ledger"]\n')
    assert "LEDGER001" not in sdgen("lint", "shop.yaml", "-f", "concise").stdout
    sarif = sdgen("lint", "shop.yaml", "--isolated", "-f", "sarif").stdout
    described = json.loads(sarif)["runs"][0]["tool"]["driver"]["rules"]
    assert "unread-ledger" in sarif
    assert "LEDGER001" in [each["id"] for each in described]


@pytest.mark.slow
def test_the_kind(sdgen: Installed) -> None:
    assert sdgen.done("validate", "shop.yaml") == "1 design: no errors\n"
    component = json.loads(sdgen.done("schema"))["$defs"]["component"]
    assert component["properties"]["kind"]["enum"][-1] == "ledger"
    branch = component["allOf"][-1]
    assert branch["if"]["properties"]["kind"] == {"const": "ledger"}
    assert branch["then"]["properties"]["sealed"]["type"] == ["boolean", "null"]
    mistakes = (
        ("kind: ledger", "kind: ledgr", "did you mean 'ledger'?"),
        ("kind: ledger", "kind: qldb", "did you mean 'ledger'?"),
        ("sealed: true", "sealed: 3", "sealed"),
        ("sealed: true", "sealled: true", "did you mean 'sealed'?"),
    )
    for number, (old, new, _) in enumerate(mistakes):
        (sdgen.folder / f"{number}.yaml").write_text(SHOP.replace(old, new), encoding="utf-8")
    wrong = sdgen("validate", *(f"{number}.yaml" for number in range(len(mistakes))))
    assert wrong.returncode == 1
    _, *told = re.split(r"^\d\.yaml:7:", wrong.stderr, flags=re.MULTILINE)
    assert all(said in each for each, (_, _, said) in zip(told, mistakes, strict=True))


@pytest.mark.slow
def test_the_kind_is_drawn_and_computed(sdgen: Installed) -> None:
    svg = sdgen.done("render", "shop.yaml", "-o", "-")
    assert glyph_markup("book") in svg
    assert sdgen.done("analyze", "shop.yaml")
    # durable stores need copies: rules ask the trait, and know a kind that they have never seen
    assert "REP001" in sdgen("lint", "shop.yaml", "--isolated", "-f", "lines").stdout


@pytest.mark.slow
def test_the_views(sdgen: Installed) -> None:
    sdgen.done("render", "shop.yaml", "--view", "all", "-f", "svg", "--prune")
    drawn = {each.name for each in (sdgen.folder / "out/shop").iterdir()}
    assert {"ledgers.svg", "entries.svg", "ours.svg", "high-level.svg"} <= drawn
    ours = (sdgen.folder / "out/shop/ours.svg").read_text(encoding="utf-8")
    assert "Books" in ours
    assert "Shop service" not in ours
    enum = json.loads(sdgen.done("schema"))["properties"]["views"]["additionalProperties"][
        "properties"
    ]["base"]["enum"]
    assert "ledgers" in enum
    assert "entries" not in enum
    near = sdgen("render", "shop.yaml", "--view", "ledger")
    assert "did you mean 'ledgers'?" in near.stderr
    shop = sdgen.folder / "shop.yaml"
    shop.write_text(SHOP.replace("horizon: 2y, ", ""), encoding="utf-8")
    lacking = sdgen("render", "shop.yaml", "--view", "entries")
    assert "view 'entries' has nothing to show: there is no horizon" in lacking.stderr


@pytest.mark.slow
def test_a_view_of_the_design_stands_before_one_of_a_package(sdgen: Installed) -> None:
    text = SHOP.replace("ours:", "ledgers:").replace("base: ledgers", "title: Mine")
    (sdgen.folder / "shop.yaml").write_text(text, encoding="utf-8")
    svg = sdgen.done("render", "shop.yaml", "--view", "ledgers", "-o", "-")
    assert "Mine" in svg


@pytest.mark.slow
def test_the_formats(sdgen: Installed) -> None:
    report = sdgen("lint", "shop.yaml", "--isolated", "-f", "lines")
    assert "shop.yaml 7 LEDGER001\n" in report.stdout
    counted = sdgen("lint", "shop.yaml", "--isolated", "-f", "lines", "--statistics")
    assert "--statistics is written in full, concise, json, not lines" in counted.stderr
    for verb in ("analyze", "estimate"):
        outline = sdgen.done(verb, "shop.yaml", "-f", "outline").splitlines()
        assert outline[0].startswith("Shop")
        assert all(line.startswith("- ") for line in outline[1:])
        assert len(outline) > 1


@pytest.mark.slow
def test_the_table(sdgen: Installed) -> None:
    page = sdgen.folder / "page.md"
    page.write_text(
        "<!-- sdgen: shop.yaml table=inventory -->\n<!-- /sdgen -->\n", encoding="utf-8"
    )
    sdgen.done("embed", "page.md")
    assert "| component | kind |\n| --- | --- |\n| web | client |\n" in page.read_text("utf-8")
    page.write_text(page.read_text("utf-8").replace("=inventory", "=inventroy"), encoding="utf-8")
    assert "did you mean 'inventory'?" in sdgen("embed", "page.md").stderr


@pytest.mark.slow
def test_the_picture_format(sdgen: Installed) -> None:
    drawn = sdgen("render", "shop.yaml", "-f", "txt", "-f", "svg", "--view", "ledgers")
    assert drawn.returncode == 0
    assert "warning: words only" in drawn.stderr
    assert "out/shop/ledgers.txt" in drawn.stdout
    words = (sdgen.folder / "out/shop/ledgers.txt").read_text(encoding="utf-8")
    assert "Books\n" in words
    sdgen.done("render", "shop.yaml", "-o", "one.txt")
    assert "Books\n" in (sdgen.folder / "one.txt").read_text(encoding="utf-8")
    plain = ("render", "shop.yaml", "-f", "txt", "--view", "ledgers")
    assert sdgen.done(*plain, "--check") == ""
    # the format leaves no mark, so nobody knows whose it is
    (sdgen.folder / "out/shop/other.txt").write_text("x")
    assert sdgen.done(*plain, "--check") == ""
    refused = sdgen("render", "shop.yaml", "-o", "one.gif").stderr
    assert "sdgen writes .svg, .pdf, .png, .txt; a folder's name ends in /" in refused
    plotted = sdgen.done("estimate", "shop.yaml", "--plot", "plots", "-f", "txt").splitlines()
    assert "plots/shop/growth-rate.txt" in plotted
    assert (
        "plots/out.txt' is no folder"
        in sdgen("estimate", "shop.yaml", "--plot", "plots/out.txt").stderr
    )


@pytest.mark.slow
def test_the_exporter(sdgen: Installed) -> None:
    assert sdgen.done("export", "shop.yaml", "-f", "books") == "out/shop/books.txt\n"
    text = (sdgen.folder / "out/shop/books.txt").read_text(encoding="utf-8")
    mark = "# Made by sdgen from shop.yaml; sdgen export makes it again.\n"
    assert text == f"{mark}books: Books\n"
    assert sdgen.done("export", "shop.yaml", "-o", "ledgers.txt") == "ledgers.txt\n"
    bare = "sdgen: 1\nname: Shop\ncomponents: {web: {kind: client}}\n"
    (sdgen.folder / "shop.yaml").write_text(bare, encoding="utf-8")
    refused = sdgen("export", "shop.yaml", "-f", "books")
    assert refused.returncode == 2
    assert "there is nothing to export to 'books': it has no ledger" in refused.stderr


@pytest.mark.slow
def test_the_parts_of_the_document(sdgen: Installed) -> None:
    made = sdgen("doc", "shop.yaml", "-o", "-")
    assert made.returncode == 0, made.stderr
    assert "## 9 Bookkeeping\n\n- Books\n" in made.stdout
    listed = sdgen("doc", "shop.yaml", "-f", "contents", "-o", "-")
    assert listed.stdout.startswith("Contents, made by sdgen doc\n1 Requirements\n")
    assert listed.stdout.endswith("9 Bookkeeping\n")


@pytest.mark.slow
def test_the_help_names_them(sdgen: Installed) -> None:
    def told(verb: str) -> str:
        return " ".join(sdgen.done(verb, "--help").split())

    render = told("render")
    assert (
        "ledgers, matrix, overview, places, sequence, a view that the design defines"
        in render.replace("- ", "-")
    )
    assert "[svg|pdf|png|txt]" in render
    assert "|lines|" in told("lint")
    assert "[books|dot|mermaid|openapi" in told("export")
    assert "[text|html|markdown|outline|json]" in told("analyze")
    assert "[text|html|markdown|outline|json|svg|pdf|png|txt]" in told("estimate")


PROGRAM = """
import sdgen
shop = sdgen.load("shop.yaml")
assert shop.design.components["books"].kind == "ledger"
assert {"ledgers", "entries", "ours"} <= set(shop.views)
assert [each.at for each in shop.lint(select=["LEDGER"])] == ["books"]
picture = shop.render("ledgers")
assert picture.save("api.txt").read_text(encoding="utf-8").count("Books") == 1
workspace = sdgen.Workspace()
linted = workspace.lint(sdgen.LintRequest(files=("shop.yaml",)))
assert "shop.yaml 7 LEDGER001\\n" in "".join(workspace.lint_report(linted, "lines"))
request = sdgen.AnalyzeRequest(file="shop.yaml", format="outline")
assert workspace.analyze(request).text.startswith("Shop")
drawn = workspace.render(
    sdgen.RenderRequest(files=("shop.yaml",), views=("ledgers",), formats=("txt",), output="api/")
)
assert [path.name for each in drawn.designs for path in each.written] == ["ledgers.txt"]
assert shop.export("books").endswith("books: Books\\n")
"""


@pytest.mark.slow
def test_the_python_api(sdgen: Installed) -> None:
    ran = sdgen.python("-c", PROGRAM)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.slow
def test_generated_pages_are_of_what_comes_with_sdgen(sdgen: Installed) -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'tools')!r})\n"
        "import reference, rule_pages\n"
        "from sdgen.kinds import KINDS; from sdgen.rules import all_rules\n"
        "assert 'ledger' in KINDS and any(each.code == 'LEDGER001' for each in all_rules())\n"
        "assert reference.kinds_page() == reference.read('kinds.md')\n"
        "assert not any('LEDGER001' in page for page in rule_pages.make_pages().values())\n"
    )
    ran = sdgen.python("-c", program)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_the_page_shows_the_sample_and_every_group() -> None:
    page = (ROOT / "docs/plugins.md").read_text(encoding="utf-8")
    for file in (SAMPLE / "sdgen_sample").glob("[!_]*.py"):
        assert f"```python\n{file.read_text(encoding='utf-8')}```" in page, file.name
    toml = (SAMPLE / "pyproject.toml").read_text(encoding="utf-8")
    assert f"```toml\n{toml[toml.index('[project]') :]}```" in page
    listed = {*tomllib.loads(toml)["project"]["entry-points"]}
    page = page.replace("steps`, and so for each other template (`.rfc`) |", "steps` |")
    assert listed == set(re.findall(r"^\| `(sdgen\.[a-z_.]+)` \|", page, re.MULTILINE))
    known = {
        each.group
        for each in (
            RULES,
            KINDS,
            LINT_FORMATS,
            WRITERS,
            TABLES,
            PICTURE_FORMATS,
            EXPORTERS,
            DOCUMENT_WRITERS,
        )
    }
    known.add(f"{SECTIONS.group}.steps")
    # only sdgen's own views are of one thing in the design each, or show such as one card each
    names = [name for name in VIEW_REGISTRY.built_in_names() if not VIEW_REGISTRY[name].each]
    shelves = {VIEW_REGISTRY.shelf(name) for name in names} - {"overviews"}
    assert listed == known | {f"{VIEW_REGISTRY.group}.{shelf}" for shelf in shelves}
