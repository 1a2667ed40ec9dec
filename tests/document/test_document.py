"""Documents of real designs: what is in them, that all of it leads somewhere, and what is open."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import sdgen
from sdgen import api
from sdgen.blocks import Figure, Link, Numbers, Section, Table
from sdgen.blocks.phrases import pieces
from sdgen.document.records import Document, every_block
from sdgen.lint.settings import Settings
from tests.document.given import ALL, DESIGNS, SOON_DRAWN, made, made_of_file
from tests.support.quick import picked

MINIMAL, TWITTER = (
    next(each for each in DESIGNS if each.stem == name) for name in ("minimal", "twitter")
)
LEAST = "sdgen: 1\nname: Least\ncomponents:\n  app: {kind: service}\n"


@cache
def document_of(path: Path, template: str = "steps") -> Document:
    design = sdgen.load(path)
    linted = api.lint_design(design, Settings(), date.min)
    return api.make_document(design.facts, linted, file=path.name, template=template)


def markdown_of(design: api.LoadedDesign, document: Document) -> str:
    figures = api.draw_figures(design.facts, document, api.Options())
    return api.write_document(document, "markdown", figures).data.decode()


def section(document: Document, anchor: str) -> Section:
    return next(
        each
        for each in every_block(document.sections)
        if isinstance(each, Section) and each.anchor == anchor
    )


def rows_of(block: Section) -> list[tuple[str, ...]]:
    (table,) = (each for each in block.blocks if isinstance(each, Table))
    return [
        tuple("".join(p if isinstance(p, str) else p.text for p in pieces(cell)) for cell in row)
        for row in table.rows
    ]


@pytest.mark.slow
def test_the_eight_steps_stand_in_their_order() -> None:
    titles = [each.heading for each in document_of(TWITTER).sections]
    assert titles == [
        "Requirements",
        "Estimates",
        "Interface",
        "Data model",
        "High-level design",
        "Detailed design",
        "Bottlenecks",
        "Summary",
    ]
    assert [each.number for each in document_of(TWITTER).sections] == list("12345678")


@pytest.mark.slow
def test_the_tables_of_twitter_are_those_of_the_sketch() -> None:
    document = document_of(TWITTER)
    asked = rows_of(section(document, "functional"))
    assert asked[2] == (
        "Users read the newest tweets of the people they follow.",
        "home-timeline, view-media",
        "GET /v1/timelines/home",
    )
    kept = {row[0]: row[1:] for row in rows_of(section(document, "quality"))}
    assert kept["view-media"] == (
        "99.8%",
        "99.89%",
        "300 ms",
        "86.1 ms",
        "✓ met",
    )
    assert kept["follow"][-1] == "✗ missed: down 5.68 times as long as allowed"
    assert kept["search"][-1] == "✓ met"
    rates = {row[0]: row[1:] for row in rows_of(section(document, "rates"))}
    assert rates["view-media"] == ("20/user/day", "46.3k/s", "139k/s", "200 KB", "27.8 GB/s")
    assert [row[-1] for row in rows_of(section(document, "growth"))][:1] == ["8.64k/s"]


@pytest.mark.parametrize("template", ["steps", "rfc"])
@pytest.mark.parametrize("path", picked(ALL, quick=SOON_DRAWN), ids=lambda each: each.stem)
def test_every_link_leads_to_a_section_and_no_anchor_stands_twice(
    path: Path, template: str
) -> None:
    document = document_of(path, template)
    blocks = list(every_block((*document.head, *document.sections)))
    anchors = [each.anchor for each in blocks if isinstance(each, Section) and each.anchor]
    assert len(anchors) == len(set(anchors))
    text = repr(document)
    linked = set(re.findall(r"Link\(text=(?:'[^']*'|\"[^\"]*\"), anchor='([^']*)'\)", text))
    assert linked <= set(anchors) or template == "rfc"
    assert linked or path.stem == "minimal"


@pytest.mark.slow
@pytest.mark.parametrize("path", ALL, ids=lambda each: each.stem)
def test_links_of_markdown_lead_to_headings_as_github_names_them(path: Path) -> None:
    document, figures = made_of_file(path)
    text = api.write_document(document, "markdown", figures).data.decode()
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    slugs: dict[str, int] = {}
    there = set()
    for heading in headings:
        plain = re.sub(r"\\(.)", r"\1", heading)
        of = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
        number = slugs[of] = slugs.get(of, -1) + 1
        there.add(f"{of}-{number}" if number else of)
    links = set(re.findall(r"\]\(#([^)]*)\)", text))
    assert links and links <= there


def test_a_design_of_one_component_says_what_is_open_in_every_step() -> None:
    design = sdgen.loads(LEAST)
    document = api.make_document(design.facts, api.lint_design(design, Settings(), date.min))
    told = [each.text for each in document.open_questions]
    assert told == [
        "Nothing says what users can do with it (requirements.functional).",
        "Nothing says how available or fast it must be (journeys).",
        "Nothing says how many users there are, or how busy it is (scale).",
        "Nothing says what users do, so that no load is known (journeys).",
        "Nothing says how clients call it: operations, parameters, results (api).",
        "Nothing says what is stored, and how it is found again (data).",
        "Nothing says where it runs: regions and zones (topology).",
        "Nothing says which alternatives were weighed, and why one was taken (decisions).",
        "Nothing says how one knows that it works: metrics, alerts (monitoring).",
    ]
    assert "Nine questions are open." in markdown_of(design, document)


@pytest.mark.slow
def test_every_figure_is_a_view_that_the_design_has() -> None:
    document = document_of(TWITTER)
    views = {each.view for each in every_block(document.sections) if isinstance(each, Figure)}
    design = sdgen.load(TWITTER)
    journeys = {
        f"{kind}:{name}" for kind in ("journey", "sequence") for name in design.design.journeys
    }
    assert journeys <= views <= set(design.views)


@pytest.mark.parametrize("path", picked(DESIGNS, quick=[MINIMAL]), ids=lambda each: each.stem)
def test_the_same_design_gives_the_same_bytes(path: Path) -> None:
    first, second = (sdgen.load(path) for _ in range(2))
    assert first.document(template="rfc") == second.document(template="rfc")


@pytest.mark.slow
def test_there_is_no_clock_in_it() -> None:
    text = TWITTER.read_text(encoding="utf-8")
    design = sdgen.loads(text.replace("2027-03-31", "2001-03-31"))
    document = api.make_document(design.facts, api.lint_design(design, Settings(), date.min))
    assert "2001-03-31" in repr(section(document, "accepted"))
    assert not any("accepted until" in repr(each) for each in document.sections)


def test_unknown_links_are_left_out_of_markdown() -> None:
    from sdgen.report.writers.markdown import inline

    assert inline((Link("here", "nowhere"), " and")) == "here and"


def test_status_and_date_stand_in_the_head() -> None:
    design = sdgen.loads(LEAST + "status: approved\ndate: 2026-11-30\n")
    assert (design.design.status, design.design.date) == ("approved", "2026-11-30")
    text = design.document(template="rfc").decode()
    assert "- **Status:** approved\n- **Date:** 2026-11-30\n" in text


HEAD = """\
sdgen: 1
name: Two
journeys:
  near: {actor: w, rate: 1/s, steps: [w -> a -> b], objectives: {availability: 90%}}
  far: {actor: w, rate: 1/s, steps: [w -> a], objectives: {availability: 99.999%}}
  same: {actor: w, rate: 1/s, steps: [w -> a: other], objectives: {availability: 99.9%}}
components:
  w: {kind: client, calls: [a]}
  a: {kind: service, availability: 99%, calls: [b]}
  b: {kind: database, availability: 98%}
accepted:
  - {rule: single-region, at: b, because: No finding of it.}
"""


@pytest.mark.slow
def test_the_head_says_which_availability_it_means() -> None:
    document = made(sdgen.loads(HEAD))[0]
    numbers = next(each for each in document.head if isinstance(each, Numbers)).items
    assert (numbers[0].label, numbers[0].value) == ("Furthest from its objective", "99%")
    # 'same' is as available, and promises less.
    assert "far promises 99.999%, and is down" in str(numbers[0])


@pytest.mark.slow
def test_the_head_counts_accepted_findings_as_lint_does() -> None:
    document = made(sdgen.loads(HEAD))[0]
    assert "accepted" not in dict(document.about)["Findings open"]
    document = made(
        sdgen.loads(HEAD.replace("single-region, at: b", "single-point-of-failure, at: b"))
    )[0]
    assert str(dict(document.about)["Findings open"]).endswith(", 1 accepted")


UNKNOWN = """\
sdgen: 1
name: Unknown
scale: {daily_users: 1M, horizon: 3y}
components:
  p: {kind: database, storage: 100 GB, replicas: 3}
  s: {kind: object_store}
data:
  Customer: {store: p, key: id, fields: {id: id, likes: "string[]"}, rows: 10M}
  File: {store: s, key: path, fields: {path: string}, size: 3 MB, growth: 1/s}
"""


@pytest.mark.slow
def test_what_is_not_known_of_a_store_is_not_told_as_nothing() -> None:
    document = made(sdgen.loads(UNKNOWN))[0]
    disks = next(
        rows
        for each in section(document, "storage").blocks
        if isinstance(each, Table) and "Disks" in repr(each.caption)
        for rows in [each.rows]
    )
    assert [row[:3] for row in disks] == [("P", "–", "–"), ("S", "0 B", "284 TB")]
    numbers = next(each for each in document.head if isinstance(each, Numbers)).items
    assert numbers[-1].value == "over 284 TB"
    assert numbers[-1].text == "All copies: 284 TB in S. Not all that P keeps is known."
    text = api.write_document(document, "markdown", {}).data.decode()
    assert (
        "It stores over 284 TB in 3 years, all copies counted; not all that P keeps is known."
        in text
    )
    nothing = UNKNOWN.replace(", growth: 1/s", "")
    text = api.write_document(made(sdgen.loads(nothing))[0], "markdown", {}).data.decode()
    assert "How much it stores is not known." in text and "Stored in 3 years" not in text


@pytest.mark.slow
def test_an_objective_of_half_the_runs_counts() -> None:
    design = sdgen.loads(
        LEAST.replace("{kind: service}", "{kind: service, latency: {p50: 50ms, p99: 80ms}}")
        + "  web: {kind: client, calls: [app]}\n"
        "journeys: {go: {actor: web, rate: 1/s, objectives: {p50: 10ms}, steps: [web -> app]}}\n"
    )
    text = design.document().decode()
    assert "| p50 10 ms | p50 50 ms | **✗ missed**: too slow |" in text
    assert "The latency that is promised is missed." in text


@pytest.mark.slow
def test_all_that_is_stated_of_components_and_calls_is_there() -> None:
    design = sdgen.load(TWITTER.with_stem("payments"))
    linted = api.lint_design(design, Settings(), date.min)
    document = api.make_document(design.facts, linted, texts=design.texts)
    text = api.write_document(document, "markdown", {}).data.decode()
    for said in (
        "place {us-east-1: 6, us-west-2: 6}",
        "rate\\_limit 1000 a second per merchant",
        "maintenance {time: 2h/month, rolling: true}",
        "| Payments to Ledger | timeout 1s; encrypted true; retries 1; backoff 50ms |",
        "consistency: strong}",
    ):
        assert said in text, said


def test_requirements_are_served_by_what_lint_takes_for_it() -> None:
    design = sdgen.loads(
        "sdgen: 1\nname: Shop\n"
        "requirements: {functional: {pay: Pay., place-order: Order., look: Look., none: Nothing.}}\n"
        "components: {web: {kind: client, calls: [app]}, app: {kind: service}}\n"
        "journeys: {pay: {actor: web}, see: {actor: web, serves: [look]}}\n"
        "api: {place_order: {http: POST /orders}}\n"
    )
    document = api.make_document(design.facts, api.lint_design(design, Settings(), date.min))
    rows = {row[0]: row[1:] for row in rows_of(section(document, "functional"))}
    assert rows["Pay."] == ("pay", "")
    assert rows["Order."] == ("–", "POST /orders")
    assert rows["Look."] == ("see", "")
    assert rows["Nothing."] == ("nothing", "")


@pytest.mark.slow
def test_components_by_zones_are_shown_where_there_are_many() -> None:
    def figures(components: int) -> list[tuple[str, int]]:
        lines = [
            f"  c{at}: {{kind: service, replicas: 2, zones: [a, b]}}" for at in range(components)
        ]
        text = "sdgen: 1\nname: Many\ntopology: {r: {zones: [a, b]}}\ncomponents:\n"
        design = sdgen.loads(text + "\n".join(lines) + "\n")
        linted = api.lint_design(design, Settings(), date.min)
        document = api.make_document(design.facts, linted, file="d.yaml")
        return [(each.view, each.page) for each in document.figures if each.view == "matrix"]

    assert figures(24) == []
    assert figures(25) == [("matrix", 1)]
