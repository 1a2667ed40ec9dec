"""Small sites, built by MkDocs with Material, by Zensical and by Sphinx themselves."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pytest

pytestmark = pytest.mark.slow

SHOP = """\
sdgen: 1
name: Shop
include: [parts.yaml]
components:
  web: {kind: client, calls: [orders]}
  orders: {kind: service, calls: [db]}
"""
PARTS = "components:\n  db: {kind: database, technology: PostgreSQL}\n"
MKDOCS = """\
site_name: Shop
theme: {name: material}
markdown_extensions:
  - attr_list
  - toc: {permalink: true}
  - pymdownx.superfences:
      custom_fences:
        - name: sdgen
          class: sdgen
          format: !!python/name:sdgen.integrations.markdown.fence
          validator: !!python/name:sdgen.integrations.markdown.validator
"""
ZENSICAL = """\
[project]
site_name = "Shop"

[project.markdown_extensions.attr_list]

[project.markdown_extensions.toc]
permalink = true

[project.markdown_extensions.pymdownx.superfences]
custom_fences = [
    { name = "sdgen", class = "sdgen", format = "sdgen.integrations.markdown.fence", validator = "sdgen.integrations.markdown.validator" },
]
"""
PAGE = """\
# Shop high-level

```sdgen
file: designs/shop.yaml
```

- in a list

    ```{.sdgen file=designs/shop.yaml view=detailed alt="The <shop>"}
    ```

```{.sdgen file=designs/shop.yaml table=spof}
```
"""
BROKEN = "\n```sdgen\nfile: designs/broken.yaml\n```\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A repository with designs and one page of documentation."""
    for name, text in (
        (".git/HEAD", ""),
        ("designs/shop.yaml", SHOP),
        ("designs/parts.yaml", PARTS),
        ("designs/broken.yaml", SHOP.replace("service", "servce")),
        ("mkdocs.yml", MKDOCS),
        ("docs/index.md", PAGE),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def build(site: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a builder that is installed beside this Python."""
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=site,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


class _Page(HTMLParser):
    """What a page has: ids, titles of pictures, texts of table cells."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.titles: list[str] = []
        self.cells: list[str] = []
        self.pictures = 0
        self._open: list[str] = []
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        values = dict(attrs)
        if values.get("id"):
            self.ids.append(str(values["id"]))
        self.pictures += tag == "svg" and "sdgen" in str(values.get("id"))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open[-2:] == ["svg", "title"]:
            self.titles.append(data)
        if "td" in self._open[-2:]:
            self.cells.append(data)


def check_page(file: Path) -> None:
    page = _Page(file)
    assert page.pictures == 2
    assert page.titles == ["Shop: High-level design", "The <shop>"]
    assert "orders/1" in page.cells
    assert len(page.ids) == len(set(page.ids))
    assert "shop-high-level" in page.ids  # the heading
    assert "sdgen-fault" not in file.read_text(encoding="utf-8")


def test_mkdocs(site: Path) -> None:
    done = build(site, "mkdocs", "build", "--strict")
    assert done.returncode == 0, done.stderr
    check_page(site / "site/index.html")
    # colours follow the attribute by which Material says which scheme it has
    text = (site / "site/index.html").read_text(encoding="utf-8")
    styles = "".join(
        each.read_text(encoding="utf-8") for each in (site / "site/assets").rglob("*.css")
    )
    for scheme, attribute in (("light", "default"), ("dark", "slate")):
        assert f"[data-md-color-scheme={attribute}] #sdgen_1_shop-high-level" in text
        assert re.search(
            rf"\[data-md-color-scheme={attribute}\][^}}]*color-scheme:{scheme}", styles
        )
    index = (site / "site/search/search_index.json").read_text(encoding="utf-8")
    assert "base64" not in index


def test_mkdocs_says_what_is_wrong_and_fails_where_it_is_strict(site: Path) -> None:
    (site / "docs/index.md").write_text(PAGE + BROKEN, encoding="utf-8")
    done = build(site, "mkdocs", "build")
    assert done.returncode == 0
    said = "index.md: designs/broken.yaml:6:18: component 'orders', 'kind': 'servce' is not one of"
    assert f"WARNING -  {said}" in done.stderr
    assert "Traceback" not in done.stderr
    page = (site / "site/index.html").read_text(encoding="utf-8")
    assert '<div class="sdgen-fault" ' in page
    assert "<code>designs/broken.yaml:6:18</code> component 'orders'" in page
    assert build(site, "mkdocs", "build", "--strict").returncode == 1


def written_out(indent: str) -> str:
    """A page with a head, a design in a fence that is fine, and the same with a fault."""
    fine = "```sdgen\nsdgen: 1\nname: A\ncomponents:\n  a: {kind: service}\n```\n"
    wrong = fine.replace("service", "servce")
    return f"---\ntitle: T\n---\n\n{fine}\n- item\n\n" + "".join(
        f"{indent}{line}\n" for line in wrong.splitlines()
    )


def test_mkdocs_names_the_page_and_line_of_a_design_in_a_fence(site: Path) -> None:
    (site / "docs/index.md").write_text(written_out("    "), encoding="utf-8")
    done = build(site, "mkdocs", "build")
    assert done.returncode == 0
    said = "index.md:18:17: component 'a', 'kind': 'servce' is not one of"
    assert f"WARNING -  {said}" in done.stderr
    assert "<code>index.md:18:17</code>" in (site / "site/index.html").read_text(encoding="utf-8")


def test_mkdocs_with_fences_that_raise(site: Path) -> None:
    (site / "mkdocs.yml").write_text(MKDOCS.replace("markdown.fence", "markdown.strict_fence"))
    assert build(site, "mkdocs", "build").returncode == 0
    (site / "docs/index.md").write_text(PAGE + BROKEN, encoding="utf-8")
    done = build(site, "mkdocs", "build")
    assert done.returncode != 0
    assert "FenceError: index.md: designs/broken.yaml:6:18: component 'orders'" in done.stderr


@pytest.fixture(params=["mkdocs.yml", "zensical.toml"])
def zensical(request: pytest.FixtureRequest, site: Path) -> Iterator[Path]:
    """The site with a configuration in either form."""
    if find_spec("zensical") is None:
        pytest.skip("Zensical has no wheel for this platform")
    if request.param == "zensical.toml":
        (site / "mkdocs.yml").unlink()
        (site / "zensical.toml").write_text(ZENSICAL, encoding="utf-8")
    yield site


def test_zensical_names_the_page_and_line_of_a_design_in_a_fence(zensical: Path) -> None:
    (zensical / "docs/index.md").write_text(written_out(""), encoding="utf-8")
    build(zensical, "zensical", "build", "-c")
    page = (zensical / "site/index.html").read_text(encoding="utf-8")
    assert "<code>index.md:18:13</code>" in page


def test_zensical(zensical: Path) -> None:
    """Its cache knows pages by their text alone: after a change of the design -c builds them anew."""
    done = build(zensical, "zensical", "build", "-c")
    assert done.returncode == 0, done.stdout + done.stderr
    page = zensical / "site/index.html"
    check_page(page)
    before = page.read_text(encoding="utf-8")
    (zensical / "designs/parts.yaml").write_text(PARTS.replace("PostgreSQL", "MySQL"))
    assert build(zensical, "zensical", "build", "-c").returncode == 0
    after = page.read_text(encoding="utf-8")
    assert ("PostgreSQL" in before, "PostgreSQL" in after) == (True, False)
    assert "MySQL" in after
    (zensical / "docs/index.md").write_text(PAGE + BROKEN, encoding="utf-8")
    done = build(zensical, "zensical", "build", "-c")
    assert "index.md: designs/broken.yaml:6:18: component 'orders'" in done.stdout + done.stderr
    assert "<code>designs/broken.yaml:6:18</code>" in page.read_text(encoding="utf-8")


# --- Sphinx --------------------------------------------------------------------------------------

CONF = """\
project = "Shop"
extensions = ["sdgen.integrations.sphinx"]
epub_copyright = version = "1"
"""
INDEX = """\
Shop high-level
===============

.. sdgen:: ../designs/shop.yaml
   :caption: All of the *shop*
   :name: whole
   :align: center

See :ref:`whole`.

.. sdgen:: /designs/shop.yaml
   :view: detailed
   :alt: The <shop>
   :width: 50%
   :class: wide

.. sdgen:: /designs/shop.yaml
   :table: spof

.. toctree::

   other
"""
OTHER = """\
Other
=====

- item

  .. sdgen::
     :background: none

     sdgen: 1
     name: Own
     components:
       web: {kind: client, calls: [orders]}
       orders: {kind: service}
"""
FAULTS = """
.. sdgen:: shop.yaml

.. sdgen:: /designs/broken.yaml

.. sdgen::

   sdgen: 1
   name: Own
   components:
     web: {kind: clint}
"""


@pytest.fixture
def docs(site: Path) -> Path:
    for name, text in (("conf.py", CONF), ("index.rst", INDEX), ("other.rst", OTHER)):
        (site / "docs" / name).write_text(text, encoding="utf-8")
    (site / "docs/index.md").unlink()
    return site


def sphinx(docs: Path, builder: str, *more: str) -> subprocess.CompletedProcess[str]:
    return build(docs, "sphinx", "-b", builder, *more, "docs", f"out/{builder}")


def test_sphinx(docs: Path) -> None:
    done = sphinx(docs, "html", "-W", "-j2")
    assert done.returncode == 0, done.stderr
    check_page(docs / "out/html/index.html")
    text = (docs / "out/html/index.html").read_text(encoding="utf-8")
    assert "All of the <em>shop</em>" in text
    assert 'href="#whole"' in text
    assert '<figure class="align-center" id="whole">' in text
    assert re.search(r'<div class="sdgen wide[^"]*">\s*<svg [^>]*width="50%"', text)
    assert 'id="sdgen_other_1_own-high-level"' in (docs / "out/html/other.html").read_text("utf-8")


def test_sphinx_draws_again_what_has_changed(docs: Path) -> None:
    """The design, and what it includes: the page depends on both, another page on neither."""
    sphinx(docs, "html")
    page = docs / "out/html/index.html"
    assert "PostgreSQL" in page.read_text(encoding="utf-8")
    assert "0 added, 0 changed" in sphinx(docs, "html").stdout
    (docs / "designs/parts.yaml").write_text(PARTS.replace("PostgreSQL", "MySQL"))
    done = sphinx(docs, "html")
    assert "0 added, 1 changed, 0 removed" in done.stdout
    assert "MySQL" in page.read_text(encoding="utf-8")


def test_sphinx_in_many_processes_builds_the_same(docs: Path) -> None:
    for number in range(8):
        page = INDEX.replace("whole", f"whole-{number}").replace("   other\n", "")
        (docs / f"docs/page{number}.rst").write_text(f":orphan:\n\n{page}", encoding="utf-8")
    one = build(docs, "sphinx", "-W", "docs", "out/one")
    four = build(docs, "sphinx", "-W", "-j4", "docs", "out/four")
    assert (one.returncode, four.returncode) == (0, 0), one.stderr + four.stderr
    for page in sorted((docs / "out/one").glob("*.html")):
        other = docs / "out/four" / page.name
        assert page.read_bytes() == other.read_bytes(), page.name


@pytest.mark.parametrize(
    ("builder", "expected"),
    [
        ("latex", ["sdgen-index-1-1.pdf", "sdgen-index-2-1.pdf", "sdgen-index-4-1.pdf"]),
        ("epub", ["sdgen-index-1-1.svg", "sdgen-index-2-1.svg", "sdgen-other-1-1.svg"]),
        ("texinfo", ["sdgen-index-1-1.png", "sdgen-index-2-1.png", "sdgen-index-4-1.png"]),
        ("text", []),
        ("man", []),
        ("singlehtml", []),
    ],
)
def test_other_builders_of_sphinx(builder: str, expected: list[str], docs: Path) -> None:
    done = sphinx(docs, builder, "-W", "-d", "doctrees")
    assert done.returncode == 0, done.stderr
    files = {each.name for each in (docs / "out" / builder).rglob("sdgen-*")}
    assert sorted(files) == expected
    if builder == "latex":
        text = (docs / "out/latex/shop.tex").read_text(encoding="utf-8")
        assert "\\sphinxincludegraphics{{sdgen-index-1-1}.pdf}" in text
        assert "\\sphinxincludegraphics[width=0.500\\linewidth]{{sdgen-index-2-1}.pdf}" in text
        assert "orders/1" in text
    elif builder == "epub":
        [book] = (docs / "out/epub").glob("*.epub")
        with zipfile.ZipFile(book) as archive:
            assert {f"_images/{name}" for name in expected} <= set(archive.namelist())
            page = archive.read("index.xhtml").decode("utf-8")
        assert ElementTree.fromstring(page) is not None
        assert 'alt="The &lt;shop&gt;"' in page
        assert "<svg" not in page
    elif builder == "singlehtml":
        check_ids = _Page(docs / "out/singlehtml/index.html").ids
        own = [each for each in check_ids if each.startswith("sdgen_")]
        assert len(own) == len(set(own)) > 20
    elif builder == "text":
        text = (docs / "out/text/index.txt").read_text(encoding="utf-8")
        assert "[Shop: High-level design]" in text
        assert "[The <shop>]" in text
        assert "| orders/1 " in text


def test_sphinx_without_the_extra_for_pdf_takes_png(docs: Path) -> None:
    conf = CONF + "import sys\nsys.modules['typst'] = None\n"
    (docs / "docs/conf.py").write_text(conf, encoding="utf-8")
    done = sphinx(docs, "latex", "-W")
    assert done.returncode == 0, done.stderr
    text = (docs / "out/latex/shop.tex").read_text(encoding="utf-8")
    assert re.search(
        r"\\sphinxincludegraphics\[width=\d+\\sphinxpxdimen\]\{\{sdgen-index-1-1\}.png", text
    )


def test_sphinx_says_what_is_wrong_and_fails_where_it_is_strict(docs: Path) -> None:
    index = docs / "docs/index.rst"
    index.write_text(INDEX + FAULTS, encoding="utf-8")
    lines = index.read_text(encoding="utf-8").splitlines()
    first = 1 + lines.index(".. sdgen:: shop.yaml")
    done = sphinx(docs, "html")
    assert done.returncode == 0
    told = [each for each in done.stderr.splitlines() if "WARNING" in each]
    assert [each.partition("docs/index.rst:")[2].partition(" (")[0] for each in told] == [
        f"{first}: WARNING: docs/index.rst:{first}:1: there is no design 'shop.yaml'",
        f"{first + 2}: WARNING: designs/broken.yaml:6:18: component 'orders', 'kind': 'servce' is "
        "not one of the values allowed",
        f"{first + 4}: WARNING: docs/index.rst:{first + 9}:15: component 'web', 'kind': 'clint' is "
        "not one of the values allowed",
    ]
    assert all(each.endswith(" [sdgen]") for each in told)
    assert "Traceback" not in done.stderr
    page = (docs / "out/html/index.html").read_text(encoding="utf-8")
    assert page.count('admonition error">') == 3
    assert '<span class="pre">designs/broken.yaml:6:18</span>' in page
    assert sphinx(docs, "html", "-W", "-E").returncode == 1
    index.write_text(f"{INDEX}\n.. sdgen:: /designs/shop.yaml\n   :veiw: x\n", encoding="utf-8")
    done = sphinx(docs, "html")
    assert 'Error in "sdgen" directive:\nunknown option: "veiw"' in done.stderr
