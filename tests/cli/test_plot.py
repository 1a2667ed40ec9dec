"""``sdgen estimate --plot``: what is written where, and each thing that it can say."""

from __future__ import annotations

import io
import json
import re
import struct
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Sdgen
from tests.support.cases import every_case

DESIGN = """\
sdgen: 1
name: Shop
scale: {daily_users: 864k, peak: 2x, horizon: 1y, growth: 50%}
journeys:
  order: {actor: web, rate: 10/user/day, steps: [web -> app -> db]}
  look: {actor: web, rate: 1/s, steps: [web -> app]}
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, replicas: 4, capacity: 60/s, calls: [db]}
  db: {kind: database, storage: 1 TB}
data:
  Order: {store: db, created_by: order, size: 100 B}
"""

ALL = [
    "out/shop/growth-rate.svg",
    "out/shop/growth-rate.png",
    "out/shop/growth-storage.svg",
    "out/shop/growth-storage.png",
]


@pytest.fixture(autouse=True)
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(DESIGN)


def write(text: str) -> None:
    Path("shop.yaml").write_text(text, encoding="utf-8")


def written() -> list[str]:
    return sorted(path.as_posix() for path in Path().rglob("*.*") if path.name != "shop.yaml")


@pytest.mark.slow
def test_two_plots_in_two_formats(sdgen: Sdgen) -> None:
    done = sdgen("estimate", "shop.yaml", "--plot", "out/")
    assert (done.status, done.out.splitlines(), done.err) == (0, ALL, "")
    assert written() == sorted(ALL)
    svg = Path(ALL[0]).read_text(encoding="utf-8")
    assert ">over capacity in month 6</text>" in svg
    assert "prefers-color-scheme" in svg
    png = Path(ALL[1]).read_bytes()
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">I", png[16:20])[0] == 2 * 608
    assert ">disk 1 TB</text>" in Path(ALL[2]).read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_same_bytes_again(sdgen: Sdgen) -> None:
    sdgen("estimate", "shop.yaml", "--plot", "out")
    first = [Path(path).read_bytes() for path in ALL]
    sdgen("estimate", "shop.yaml", "--plot", "again")
    assert [Path(path.replace("out", "again", 1)).read_bytes() for path in ALL] == first


@pytest.mark.slow
def test_formats_of_plots(sdgen: Sdgen) -> None:
    done = sdgen("estimate", "shop.yaml", "--plot", "out", "-f", "png")
    assert done.out.splitlines() == [ALL[1], ALL[3]]
    done = sdgen("estimate", "shop.yaml", "--plot", "out", "-f", "png", "-f", "svg", "-f", "svg")
    assert done.out.splitlines() == ALL


@pytest.mark.slow
def test_a_plot_as_pdf(sdgen: Sdgen) -> None:
    done = sdgen("estimate", "shop.yaml", "--plot", "out", "-f", "pdf")
    pdfs = ["out/shop/growth-rate.pdf", "out/shop/growth-storage.pdf"]
    assert (done.status, done.out.splitlines(), written()) == (0, pdfs, pdfs)
    assert all(Path(name).read_bytes().startswith(b"%PDF-") for name in pdfs)


def test_a_plot_as_pdf_without_its_extra(sdgen: Sdgen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    done = sdgen("estimate", "shop.yaml", "--plot", "out", "-f", "svg", "-f", "pdf")
    assert (done.status, done.out, written()) == (2, "", [])
    assert "PDF needs the package typst, which is not installed" in done.err


@pytest.mark.slow
def test_render_draws_the_same_plots(sdgen: Sdgen) -> None:
    sdgen("estimate", "shop.yaml", "--plot", "plotted")
    done = sdgen(
        "render", "shop.yaml", "--view", "growth-rate", "--view", "growth-storage", "-o", "out"
    )
    assert (done.status, done.out.splitlines(), done.err) == (0, ALL, "")
    for name in ALL:
        assert Path(name).read_bytes() == Path(name.replace("out", "plotted", 1)).read_bytes()


@pytest.mark.slow
def test_all_views_hold_the_plots_that_there_are(sdgen: Sdgen) -> None:
    done = sdgen("render", "shop.yaml", "--view", "all", "-f", "svg")
    assert done.out.splitlines()[-2:] == [ALL[0], ALL[2]]
    write(DESIGN.replace("data:\n  Order: {store: db, created_by: order, size: 100 B}\n", ""))
    done = sdgen("render", "shop.yaml", "--view", "all", "-f", "svg")
    assert (done.status, done.out.splitlines()[-1]) == (0, ALL[0])
    assert "no view draws data.svg, growth-storage.svg; --prune removes" in done.err
    write(DESIGN.replace(", horizon: 1y", ""))
    done = sdgen("render", "shop.yaml", "--view", "all", "-f", "svg")
    assert (done.status, "growth" in done.out) == (0, False)
    assert "no view draws growth-rate.svg, growth-storage.svg; --prune removes" in done.err


def test_a_view_with_nothing_to_show_is_a_finding(sdgen: Sdgen) -> None:
    write(DESIGN.replace(", horizon: 1y", ""))
    done = sdgen("render", "shop.yaml", "--view", "growth-rate", "--view", "growth", "-o", "out")
    assert (done.status, done.out, written()) == (2, "", [])
    assert (
        "shop.yaml:3:1: error: view 'growth-rate' has nothing to show: there is no horizon to plot "
        "to [VIEW002 nothing-to-show]\n" in done.err
    )
    assert "the design has no view 'growth' [VIEW001 unknown-view]" in done.err
    assert (
        "help: write under 'scale' how far ahead the design must last: 'horizon: 5y'\n" in done.err
    )


def test_findings_on_a_plot(sdgen: Sdgen) -> None:
    done = sdgen(
        "render", "shop.yaml", "--view", "growth-storage", "--findings", "-f", "svg", "-o", "out"
    )
    assert done.status == 0
    svg = Path(ALL[2]).read_text(encoding="utf-8")
    assert re.search(r">Storage of all copies .* · \d+ errors, \d+ warnings</text>", svg)
    assert "\nSPOF001: 'db' is 1 instance" in svg


@pytest.mark.slow
def test_a_report_beside_the_plots(sdgen: Sdgen) -> None:
    done = sdgen("estimate", "shop.yaml", "--plot", "out", "-f", "json")
    assert json.loads(done.out)["components"]["app"]["peak"] == 202
    assert done.err.splitlines() == ALL
    done = sdgen("estimate", "shop.yaml", "--plot", "out", "-f", "text", "-f", "svg")
    assert done.out.startswith("Shop (shop.yaml)\n")
    assert done.err.splitlines() == [ALL[0], ALL[2]]
    done = sdgen("estimate", "shop.yaml", "--plot", "out", "--explain", "app.peak")
    assert done.out.startswith("app.peak = 202/s\n")
    assert done.err.splitlines() == ALL


@pytest.mark.slow
def test_themes(sdgen: Sdgen) -> None:
    sdgen("estimate", "shop.yaml", "--plot", "dark", "--theme", "dark")
    sdgen("estimate", "shop.yaml", "--plot", "light", "--theme", "light")
    sdgen("estimate", "shop.yaml", "--plot", "auto", "--theme", "auto")
    svg, png = [
        {
            name: Path(f"{name}/shop/growth-rate.{form}").read_bytes()
            for name in ("dark", "light", "auto")
        }
        for form in ("svg", "png")
    ]
    assert b"prefers-color-scheme" in svg["auto"]
    assert b"prefers-color-scheme" not in svg["light"] + svg["dark"]
    assert png["auto"] == png["light"] != png["dark"]


@pytest.mark.slow
def test_scale_and_journey(sdgen: Sdgen) -> None:
    done = sdgen("estimate", "shop.yaml", "--plot", "out", "--scale", "10x", "--journey", "look")
    assert done.status == 0
    assert done.out.splitlines() == ALL[:2]
    assert "ESTIMATE007" in done.err
    svg = Path(ALL[0]).read_text(encoding="utf-8")
    assert "at 10 times the users, what look reaches" in svg
    assert ">over capacity now: 842%</text>" in svg


def test_standard_input(sdgen: Sdgen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DESIGN.encode())))
    done = sdgen("estimate", "-", "--plot", "out", "-f", "svg")
    assert done.out.splitlines() == ["out/stdin/growth-rate.svg", "out/stdin/growth-storage.svg"]


def test_without_a_horizon(sdgen: Sdgen) -> None:
    write(DESIGN.replace(", horizon: 1y", ""))
    done = sdgen("estimate", "shop.yaml", "--plot", "out")
    assert (done.status, done.out, written()) == (2, "", [])
    assert done.err.startswith(
        "shop.yaml:3:1: error: there is no horizon to plot to [ESTIMATE003 no-horizon]\n"
    )
    assert (
        "help: write under 'scale' how far ahead the design must last: 'horizon: 5y'\n" in done.err
    )


def test_without_a_scale(sdgen: Sdgen) -> None:
    write("sdgen: 1\nname: Shop\ncomponents:\n  web: {kind: client}\n")
    done = sdgen("estimate", "shop.yaml", "--plot", "out")
    assert done.status == 2
    assert done.err.startswith("shop.yaml:1:1: error: there is no horizon to plot to")


def test_nothing_to_plot(sdgen: Sdgen) -> None:
    write("sdgen: 1\nname: Shop\nscale: {horizon: 5y}\ncomponents:\n  web: {kind: client}\n")
    done = sdgen("estimate", "shop.yaml", "--plot", "out")
    assert (done.status, done.out, written()) == (2, "", [])
    assert (
        "shop.yaml:3:1: error: there is nothing to plot: no load with a capacity or growth, and "
        "nothing stored [ESTIMATE004 nothing-to-plot]\n" in done.err
    )
    assert (
        "help: give components on the way of a journey with a rate their 'capacity', or write under "
        "'scale' how much load grows in a year: 'growth: 20%'; write under 'data' the entities, each "
        "with its 'store', its 'size' and what is added\n" in done.err
    )


def test_no_rates_to_plot(sdgen: Sdgen) -> None:
    write(DESIGN.replace(", growth: 50%", "").replace(" capacity: 60/s,", ""))
    done = sdgen("estimate", "shop.yaml", "--plot", "out", "-f", "svg")
    assert (done.status, done.out.splitlines()) == (0, [ALL[2]])
    assert (
        "shop.yaml:3:1: warning: rates are not plotted: no capacity of a component with load, and no "
        "growth of load [ESTIMATE005 no-plot-of-rates]\n" in done.err
    )


def test_no_growth(sdgen: Sdgen) -> None:
    write(DESIGN.replace(", growth: 50%", ""))
    done = sdgen("estimate", "shop.yaml", "--plot", "out", "-f", "svg")
    assert (done.status, done.out.splitlines()) == (0, [ALL[0], ALL[2]])
    assert (
        "shop.yaml:3:1: warning: rates are plotted as they are now: the design gives no growth of "
        "load [ESTIMATE006 no-growth]\n" in done.err
    )
    assert "help: write under 'scale' how much load grows in a year: 'growth: 20%'\n" in done.err


def test_no_storage_to_plot(sdgen: Sdgen) -> None:
    write(DESIGN.replace("data:\n  Order: {store: db, created_by: order, size: 100 B}\n", ""))
    done = sdgen("estimate", "shop.yaml", "--plot", "out", "-f", "svg")
    assert (done.status, done.out.splitlines()) == (0, [ALL[0]])
    assert (
        "shop.yaml:3:1: warning: storage is not plotted: no store holds an entity of known size and "
        "number [ESTIMATE007 no-plot-of-storage]\n" in done.err
    )
    assert (
        "help: write under 'data' the entities, each with its 'store', its 'size' and what is added\n"
        in done.err
    )


@every_case(
    ("options", "message"),
    [
        (("-f", "svg"), "Error: -f svg is for plots: say where they go with --plot\n"),
        (("--theme", "dark"), "Error: --theme is for plots: say where they go with --plot\n"),
        (("-f", "json", "-f", "text"), "Error: a report has one format, not json and text\n"),
        (
            ("--plot", "growth.svg"),
            "Error: Invalid value for '--plot': 'growth.svg' is no folder; plots are files in one, "
            "such as out/\n",
        ),
        (("--plot", "-"), "Error: Invalid value for '--plot': '-' is no folder; "),
        (("--plot", ""), "Error: --plot is empty; is a variable of the shell empty?\n"),
        (("-f", "pdf"), "Error: -f pdf is for plots: say where they go with --plot\n"),
        (
            ("--plot", "out", "-f", "gif"),
            "'gif' is not one of 'text', 'html', 'markdown', 'json', 'svg', 'pdf', 'png'",
        ),
    ],
)
def test_options_that_do_not_fit(sdgen: Sdgen, options: tuple[str, ...], message: str) -> None:
    done = sdgen("estimate", "shop.yaml", *options)
    assert (done.status, done.out) == (2, "")
    assert message in done.err
    assert written() == []


@pytest.mark.slow
def test_a_folder_that_cannot_be_written(sdgen: Sdgen) -> None:
    Path("out").write_text("a file", encoding="utf-8")
    done = sdgen("estimate", "shop.yaml", "--plot", "out")
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "sdgen: error: cannot write out/shop/growth-rate.svg: part of its path is a file, not a "
        "folder\n"
    )


def test_letters_without_a_font_are_told(sdgen: Sdgen) -> None:
    write(DESIGN.replace("replicas: 4,", "replicas: 4, name: \U00012000,"))
    done = sdgen("estimate", "shop.yaml", "--plot", "out", "-f", "svg")
    assert done.status == 0
    assert "shop.yaml: warning: growth-rate: the embedded font lacks" in done.err


def test_a_design_with_errors_draws_nothing(sdgen: Sdgen) -> None:
    write(DESIGN.replace("kind: service", "kind: servce"))
    done = sdgen("estimate", "shop.yaml", "--plot", "out")
    assert (done.status, done.out, written()) == (2, "", [])
