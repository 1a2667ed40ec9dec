"""Options mean one thing: ``-f`` and ``-o`` on every verb that prints a report."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.conftest import Sdgen
from tests.support.cases import every_case

DESIGN = """\
sdgen: 1
name: Shop
journeys: {buy: {actor: web, rate: 10/s, steps: [web -> shop -> db]}}
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, calls: [db]}
  db: {kind: database}
"""


@pytest.fixture(autouse=True)
def design(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(DESIGN, encoding="utf-8")


@pytest.mark.parametrize("verb", ["analyze", "estimate"])
def test_a_report_in_every_format(sdgen: Sdgen, verb: str) -> None:
    text, markdown, short, html, data = (
        sdgen(verb, "shop.yaml", "-f", form) for form in ("text", "markdown", "md", "html", "json")
    )
    assert {each.status for each in (text, markdown, short, html, data)} == {0}
    assert text.out == sdgen(verb, "shop.yaml").out
    assert markdown.out.startswith("# Shop (shop.yaml)\n") and markdown.out == short.out
    assert ElementTree.fromstring(html.out.removeprefix("<!DOCTYPE html>\n")) is not None
    assert json.loads(data.out)


def test_what_if_in_markdown(sdgen: Sdgen) -> None:
    out = sdgen("analyze", "shop.yaml", "--fail", "db", "-f", "md").out
    assert out.startswith("# Shop: if db fails\n")
    assert "| buy | DOWN | 0% | web -\\> shop -\\> db: its only instance is lost |\n" in out


@pytest.mark.slow
def test_what_if_tells_of_the_journeys_that_are_named(sdgen: Sdgen) -> None:
    text = DESIGN.replace(
        "journeys: {buy", "journeys: {look: {actor: web, steps: [web -> shop]}, buy"
    )
    Path("shop.yaml").write_text(text, encoding="utf-8")
    for options, told in (((), {"look", "buy"}), (("--journey", "buy"), {"buy"})):
        out = sdgen("analyze", "shop.yaml", "--fail", "db", *options).out
        section = out.split("journeys\n")[1].split("\n\n")[0]
        assert {line.split()[0] for line in section.splitlines()} == told
        data = json.loads(sdgen("analyze", "shop.yaml", "--fail", "db", "-f", "json", *options).out)
        assert set(data["what_if"]["journeys"]) == told


@pytest.mark.slow
@every_case("verb", ["analyze", "estimate", "lint"])
def test_a_report_in_a_file(sdgen: Sdgen, verb: str) -> None:
    printed = sdgen(verb, "shop.yaml", "--format", "json", "--output", "-")
    written = sdgen(verb, "shop.yaml", "-f", "json", "-o", "report.json")
    assert (written.status, written.out) == (printed.status, "")
    assert json.loads(Path("report.json").read_text(encoding="ascii")) == json.loads(printed.out)


def test_plots_and_a_report_in_a_file(sdgen: Sdgen) -> None:
    Path("shop.yaml").write_text(
        DESIGN.replace("kind: service,", "kind: service, capacity: 20/s,")
        + "scale: {horizon: 1y, growth: 20%}\n",
        encoding="utf-8",
    )
    done = sdgen("estimate", "shop.yaml", "--plot", "out", "-f", "svg", "-o", "report.txt")
    assert (done.status, done.out) == (0, "out/shop/growth-rate.svg\n")
    assert Path("report.txt").read_text(encoding="utf-8").startswith("Shop (shop.yaml)\n")


@pytest.mark.parametrize("verb", ["analyze", "estimate"])
def test_a_report_that_cannot_be_written(sdgen: Sdgen, verb: str) -> None:
    Path("folder").mkdir()
    done = sdgen(verb, "shop.yaml", "-o", "folder")
    assert (done.status, done.out) == (2, "")
    assert done.err == "sdgen: error: cannot write folder: a folder stands there\n"


@pytest.mark.slow
@every_case(
    "options",
    [
        ("analyze", "shop.yaml", "-o", "shop.yaml"),
        ("estimate", "shop.yaml", "-f", "json", "-o", "./shop.yaml"),
        ("analyze", "shop.yaml", "-o", "part.yaml"),
        ("lint", "shop.yaml", "-o", "shop.yaml"),
        ("lint", "shop.yaml", "-o", "part.yaml"),
        ("lint", "shop.yaml", "--create-baseline", "shop.yaml"),
    ],
)
def test_what_was_read_is_not_overwritten(sdgen: Sdgen, options: tuple[str, ...]) -> None:
    Path("part.yaml").write_text("components: {mail: {kind: queue}}\n", encoding="utf-8")
    Path("shop.yaml").write_text(DESIGN + "include: [part.yaml]\n", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in Path().iterdir()}
    done = sdgen(*options)
    assert (done.status, done.out) == (2, "")
    assert "it is what was read; name another file" in done.err
    assert {path.name: path.read_bytes() for path in Path().iterdir()} == before


def test_a_report_does_not_take_the_place_of_the_baseline(sdgen: Sdgen) -> None:
    assert sdgen("lint", "shop.yaml", "--create-baseline", "known.json").status == 0
    before = Path("known.json").read_bytes()
    done = sdgen("lint", "shop.yaml", "--baseline", "known.json", "-o", "known.json")
    assert done.status == 2
    assert Path("known.json").read_bytes() == before


def test_one_name_of_the_option_on_every_verb(sdgen: Sdgen) -> None:
    for form in ("-f", "--format", "--output-format"):
        assert json.loads(sdgen("lint", "shop.yaml", form, "json").out)
        assert sdgen("rule", "SPOF001", form, "markdown").out.startswith("# ")
    assert (
        sdgen("rule", "SPOF001", "-f", "md").out == sdgen("rule", "SPOF001", "-f", "markdown").out
    )
