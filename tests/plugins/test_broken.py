"""What a user is told whose installed package adds something broken: which package, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plugins.installing import install
from tests.plugins.test_sample import Installed

SHOP = """\
sdgen: 1
name: Shop
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service}
journeys:
  buy: {actor: web, steps: [web -> shop]}
"""
VIEW = """
from sdgen.views.charts import growth_rate
from sdgen.views.diagrams.high_level import high_level
from sdgen.views.view import BuiltInView


def make(facts, title):
    BODY


VIEW = BuiltInView(id="house", title="House", doc="D.", make=make)
"""
PICTURE = """
from sdgen.draw.picture_format import Encoded, PictureFormat


def encode(request):
    BODY


FORMAT = PictureFormat(encode=encode)
"""
LINT = """
from sdgen.base.medium import Medium
from sdgen.report.records import LintFormat, Writer


def write(report):
    BODY


FORMAT = LintFormat(medium=Medium.TEXT, write=write, statistics=write)
WRITER = Writer(medium=Medium.TEXT, write=write)
"""
EXPORT = """
from sdgen.exporters.exporter import Exported, Exporter


def nothing(facts):
    return None


def export(facts, options):
    BODY


EXPORTER = Exporter(doc="D.", stem="house", suffixes=("txt",), lack=nothing, export=export)
"""
TABLE = """
from sdgen.blocks import Table
from sdgen.report.report_table import ReportTable


def make(facts):
    BODY


TABLE = ReportTable(doc="D.", make=make)
"""
RULE = """
from sdgen.base.findings import Severity
from sdgen.lint.rule import Rule, RuleKind


def check(context):
    BODY


RULE = Rule(code="HOUSE001", name="house", severity=Severity.ERROR, kind=RuleKind.ATTRIBUTES,
            doc="D.", check=check)
"""
LINTED = ("lint", "shop.yaml", "--isolated")
DRAWN = ("render", "shop.yaml", "-f", "svg", "--view")
DIAGRAMS, CHARTS = "sdgen.views.diagrams", "sdgen.views.charts"
FORMATS, WRITERS = "sdgen.lint_formats", "sdgen.report_writers"
TABLES = "sdgen.report_tables"
PICTURES = "sdgen.picture_formats"
EXPORTERS = "sdgen.exporters"
SECTIONS, FORMS = "sdgen.document_sections.steps", "sdgen.document_writers"
DOCUMENTED = ("doc", "shop.yaml", "-o", "-")
SECTION = """
from sdgen.document.records import DocumentSection


def make(subject):
    BODY


SECTION = DocumentSection(order=9, title="T.", make=make)
"""
EXPORTED = ("export", "shop.yaml", "-f", "house")
TAKEN = "sdgen has a view of that name"
RAISES = "raise ValueError('no\\n idea')"
IDEA = "ValueError: no idea"

BROKEN = [
    # what cannot be imported, or is something else
    ("sdgen.kinds", "house = house", "import gone", ("validate", "shop.yaml"), "'gone'"),
    ("sdgen.kinds", "house = house", "import gone", ("schema",), "'gone'"),
    ("sdgen.kinds", "house = house", "x = 1", (*DRAWN, "detailed"), "the module has no KINDS"),
    ("sdgen.rules", "house = house", "import gone", LINTED, "'gone'"),
    ("sdgen.rules", "house = house", "x = 1", ("rule", "SPOF001"), "the module has no RULE"),
    (DIAGRAMS, "house = house", "import gone", (*DRAWN, "house"), "'gone'"),
    (DIAGRAMS, "house = house", "x = 1", (*DRAWN, "all"), "the module has no VIEW"),
    (FORMATS, "house = house", "import gone", (*LINTED, "-f", "house"), "'gone'"),
    (
        FORMATS,
        "house = house:x",
        "x = 1",
        (*LINTED, "-f", "house"),
        "it is a int, not a LintFormat",
    ),
    (WRITERS, "house = house", "import gone", ("analyze", "shop.yaml", "-f", "house"), "'gone'"),
    (TABLES, "house = house", "import gone", ("embed", "house.md"), "'gone'"),
    (TABLES, "house = house", "x = 1", ("embed", "house.md"), "has no TABLE"),
    (WRITERS, "house = house", "x = 1", ("estimate", "shop.yaml", "-f", "house"), "has no WRITER"),
    (PICTURES, "house = house", "import gone", ("render", "shop.yaml", "-f", "house"), "'gone'"),
    (PICTURES, "house = house", "x = 1", ("render", "shop.yaml", "-o", "a.house"), "has no FORMAT"),
    (EXPORTERS, "house = house", "import gone", EXPORTED, "'gone'"),
    (EXPORTERS, "house = house", "x = 1", EXPORTED, "the module has no EXPORTER"),
    (SECTIONS, "house = house", "x = 1", DOCUMENTED, "the module has no SECTION"),
    (SECTIONS, "house = house", SECTION.replace('"T."', '""'), DOCUMENTED, "it has no title"),
    (SECTIONS, "house = house", SECTION.replace("BODY", RAISES), DOCUMENTED, IDEA),
    (FORMS, "house = house", "x = 1", (*DOCUMENTED, "-f", "house"), "the module has no WRITER"),
    (EXPORTERS, "house = house", "import gone", ("export", "shop.yaml", "-o", "a.b"), "'gone'"),
    # names that are taken, or none
    (DIAGRAMS, "high-level = house", "", ("render", "--help"), TAKEN),
    (CHARTS, "high-level = house", "", ("validate", "shop.yaml"), TAKEN),
    (DIAGRAMS, "all = house", "", ("schema",), "sdgen keeps that name for itself"),
    (DIAGRAMS, "My_View = house", "", ("schema",), "its name is not small letters and digits"),
    (
        "sdgen.views.tables",
        "house = house",
        "",
        ("schema",),
        "there is no such group; groups of it are sdgen.views.charts, sdgen.views.data_models, sdgen.views.diagrams, sdgen.views.matrices, sdgen.views.overviews, sdgen.views.paths, sdgen.views.racks",
    ),
    (
        DIAGRAMS,
        "sequence = house:V",
        "SEQUENCE",
        (*DRAWN, "sequence"),
        "sdgen has a view of that name",
    ),
    (DIAGRAMS, "group-x = house:V", "GROUP", (*DRAWN, "group-x"), "names that begin with 'group-'"),
    (FORMATS, "json = house", "", LINTED, "sdgen has a report format of that name"),
    (WRITERS, "json = house", "", ("analyze", "--help"), "sdgen keeps that name for itself"),
    (WRITERS, "html = house", "", ("analyze", "--help"), "sdgen has a writer of reports of that"),
    (PICTURES, "png = house", "", ("render", "--help"), "sdgen has a picture format of that name"),
    (EXPORTERS, "openapi = house", "", ("export", "--help"), "sdgen has an exporter of that name"),
    # records with wrong fields
    (
        DIAGRAMS,
        "other = house",
        VIEW,
        (*DRAWN, "other"),
        "its id is 'house'; it is the name of its",
    ),
    (DIAGRAMS, "house = house", VIEW.replace('"House"', "1"), (*DRAWN, "house"), "has no title"),
    (
        DIAGRAMS,
        "house = house",
        VIEW.replace("=make)", "=1)"),
        (*DRAWN, "house"),
        "its make or its",
    ),
    (
        FORMATS,
        "house = house",
        LINT.replace("=Medium.TEXT", "='text'"),
        (*LINTED, "-f", "house"),
        "'text', which is no Medium",
    ),
    (
        FORMATS,
        "house = house",
        LINT.replace("write=write", "write=1"),
        (*LINTED, "-f", "house"),
        "its write cannot be called",
    ),
    (
        FORMATS,
        "house = house",
        LINT.replace("statistics=write", "statistics=1"),
        (*LINTED, "-f", "house"),
        "its statistics cannot be called",
    ),
    (
        TABLES,
        "house = house",
        TABLE.replace("make=make", "make=1"),
        ("embed", "house.md"),
        "its make or its lack cannot be called",
    ),
    (
        PICTURES,
        "house = house",
        PICTURE.replace("encode=encode", "encode=1"),
        ("render", "shop.yaml", "-f", "house"),
        "its encode, its require or its name_in cannot be called",
    ),
    (
        EXPORTERS,
        "house = house",
        EXPORT.replace("lack=nothing", "lack=1"),
        EXPORTED,
        "its lack or its export cannot be called",
    ),
    (EXPORTERS, "house = house", EXPORT.replace('"D."', '""'), EXPORTED, "it has no doc"),
    (EXPORTERS, "house = house", EXPORT.replace('"txt",', ""), EXPORTED, "it has no suffix"),
    (
        EXPORTERS,
        "house = house",
        EXPORT.replace('"house"', '"../house"'),
        EXPORTED,
        "'../house' is no part of the name of a file",
    ),
    # what goes wrong when it is used
    ("sdgen.rules", "house = house", RULE.replace("BODY", RAISES), LINTED, IDEA),
    (
        "sdgen.rules",
        "house = house",
        RULE.replace("BODY", "yield 'x'"),
        LINTED,
        "it finds a str, no",
    ),
    (DIAGRAMS, "house = house", VIEW.replace("BODY", RAISES), (*DRAWN, "house"), IDEA),
    (
        DIAGRAMS,
        "house = house",
        VIEW.replace("BODY", "return 3"),
        (*DRAWN, "house"),
        "it makes a int, which is no Picture",
    ),
    (FORMATS, "house = house", LINT.replace("BODY", RAISES), (*LINTED, "-f", "house"), IDEA),
    (
        FORMATS,
        "house = house",
        LINT.replace("BODY", "yield 1"),
        (*LINTED, "-f", "house"),
        "TypeError: ",
    ),
    (
        FORMATS,
        "house = house",
        LINT.replace("BODY", RAISES),
        (*LINTED, "-f", "house", "--statistics"),
        IDEA,
    ),
    (TABLES, "house = house", TABLE.replace("BODY", RAISES), ("embed", "house.md"), IDEA),
    (
        TABLES,
        "house = house",
        TABLE.replace("BODY", "return 3"),
        ("embed", "house.md"),
        "it makes a int, which is no Table",
    ),
    (
        TABLES,
        "house = house",
        TABLE.replace("BODY", "return Table(('a',), ((1,),))"),
        ("embed", "house.md"),
        "TypeError: ",
    ),
    (
        WRITERS,
        "house = house",
        LINT.replace("BODY", RAISES),
        ("analyze", "shop.yaml", "-f", "house"),
        IDEA,
    ),
    (
        PICTURES,
        "house = house",
        PICTURE.replace("BODY", RAISES),
        ("render", "shop.yaml", "-f", "house"),
        IDEA,
    ),
    (
        PICTURES,
        "house = house",
        PICTURE.replace("BODY", "return 'x'"),
        ("render", "shop.yaml", "-f", "house"),
        "it makes no bytes",
    ),
    (
        PICTURES,
        "house = house",
        PICTURE.replace("BODY", "return Encoded('x')"),
        ("render", "shop.yaml", "-f", "house"),
        "it makes no bytes",
    ),
    (EXPORTERS, "house = house", EXPORT.replace("BODY", RAISES), EXPORTED, IDEA),
    (EXPORTERS, "house = house", EXPORT.replace("BODY", "return 'x'"), EXPORTED, "makes no text"),
    (
        EXPORTERS,
        "house = house",
        EXPORT.replace("BODY", "return Exported('')"),
        EXPORTED,
        "it makes no text, and does not say why",
    ),
]


def named(view: str) -> str:
    return VIEW.replace('"house"', f'"{view}"').replace("VIEW = Built", "V = VIEW = Built")


MODULES = {"SEQUENCE": named("sequence"), "GROUP": named("group-x")}


def broken(folder: Path, group: str, entry: str, module: str) -> Installed:
    sdgen = Installed(folder, sample=False)
    (sdgen.folder / "shop.yaml").write_text(SHOP, encoding="utf-8")
    marker = "<!-- sdgen: shop.yaml table=house -->\n<!-- /sdgen -->\n"
    (sdgen.folder / "house.md").write_text(marker, encoding="utf-8")
    site = install(folder / "site", {group: entry}, house=MODULES.get(module, module))
    sdgen.environment["PYTHONPATH"] = str(site)
    return sdgen


QUICK = [next(each for each in BROKEN if each[0] == group) for group in ("sdgen.rules",)]
"""For quick runs of the tests; that of each registry in this process is in test_registry.py."""


@pytest.mark.parametrize(
    ("group", "entry", "module", "command", "said"),
    [
        pytest.param(
            *each,
            id=f"{each[0]} {each[1]} {' '.join(each[3])} {each[4]}",
            marks=() if each in QUICK else pytest.mark.slow,
        )
        for each in BROKEN
    ],
)
def test_the_package_is_named(
    group: str, entry: str, module: str, command: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    done = broken(tmp_path, group, entry, module)(*command)
    first, *more = done.stderr.splitlines()
    assert done.returncode == 2, done.stderr
    assert first.startswith("sdgen: error: the ")
    assert "' of the package house-parts 1.0 cannot be used: " in first
    assert said in first
    assert first.endswith(f"(entry point '{entry}' in group '{group}')")
    assert more == ["  Remove that package, or tell those who made it."]


@pytest.mark.slow
def test_a_chart_among_the_diagrams_is_no_base(tmp_path: Path) -> None:
    chart = "facts.growth; return growth_rate.VIEW.make(facts, title)"
    sdgen = broken(tmp_path, DIAGRAMS, "house = house", VIEW.replace("BODY", chart))
    text = SHOP.replace("name: Shop\n", "name: Shop\nscale: {horizon: 1y, growth: 20%}\n")
    text = text.replace("{kind: service}", "{kind: service, capacity: 9/s}")
    text = text.replace("actor: web,", "actor: web, rate: 1/s,")
    text += "views: {ours: {base: house}}\n"
    (sdgen.folder / "shop.yaml").write_text(text, encoding="utf-8")
    assert "it stands with the diagrams and makes none" in sdgen(*DRAWN, "ours").stderr


@pytest.mark.slow
def test_what_is_not_asked_for_does_no_harm(tmp_path: Path) -> None:
    sdgen = broken(tmp_path, PICTURES, "house = house", "import gone")
    assert sdgen.done("validate", "shop.yaml")
    assert sdgen.done(*DRAWN, "detailed")
    assert "[svg|house|pdf|png]" in sdgen.done("render", "--help")
    assert sdgen.done("--help").startswith("Usage: sdgen ")


@pytest.mark.slow
def test_many_designs_with_a_broken_rule(tmp_path: Path) -> None:
    sdgen = broken(tmp_path, "sdgen.rules", "house = house", RULE.replace("BODY", RAISES))
    for number in range(20):
        (sdgen.folder / f"shop-{number}.yaml").write_text(SHOP, encoding="utf-8")
    done = sdgen("lint", ".", "--isolated")
    assert done.returncode == 2
    assert done.stderr.count(IDEA) == 1


@pytest.mark.slow
def test_the_python_api_raises(tmp_path: Path) -> None:
    sdgen = broken(tmp_path, "sdgen.kinds", "house = house", "import gone")
    program = (
        "import sdgen\n"
        "try:\n    sdgen.load('shop.yaml')\n"
        "except sdgen.SdgenError as error:\n    print(error.status, error.message)\n"
    )
    ran = sdgen.python("-c", program)
    assert ran.stdout.startswith("2 the component kind 'house' of the package house-parts 1.0 ")
    assert ran.stderr == ""
