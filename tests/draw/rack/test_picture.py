"""Pictures of deployments: what is on them, and that it can be read."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

import pytest

import sdgen
from sdgen.draw.contrast import contrast
from sdgen.draw.fits import FITS
from sdgen.draw.rack.laid import LaidRack, lay_out_rack
from sdgen.draw.rack.picture import draw_rack
from sdgen.draw.rack.theme import RACK_COLOURS
from sdgen.draw.scene import texts
from sdgen.draw.theme import THEMES
from sdgen.views.rack import Rack
from tests.support.cases import every_case
from tests.views.pictures import make_rack

SVG = "{http://www.w3.org/2000/svg}"


def shop(zones: int = 3, regions: int = 1, more: str = "") -> str:
    """A shop in so many zones of each region."""
    names = [f"r{region}-{zone}" for region in range(regions) for zone in "abcdefg"[:zones]]
    topology = ", ".join(
        f"r{region}: {{zones: [{', '.join(n for n in names if n[1] == str(region))}]}}"
        for region in range(regions)
    )
    listed = ", ".join(names)
    return (
        f"sdgen: 1\nname: Shop\ntopology: {{{topology}}}\n{more}components:\n"
        "  web: {kind: client, name: Browser, calls: [lb, cdn]}\n"
        "  cdn: {kind: cdn, technology: CloudFront, managed: true}\n"
        f"  lb: {{kind: load_balancer, group: edge, zones: [{names[0]}], calls: [api], link: 'https://example.com/lb'}}\n"
        f"  api: {{kind: service, group: services, technology: Go, replicas: {8 * len(names)}, zones: [{listed}], calls: [any_of: [db, cache], events: {{async: true}}, mail: {{optional: true}}]}}\n"
        f"  db: {{kind: database, technology: PostgreSQL, replicas: {{count: {max(2, len(names))}, mode: leader-follower}}, zones: [{listed}]}}\n"
        f"  cache: {{kind: cache, technology: Redis, zones: [{names[0]}], notes: Warm.}}\n"
        f"  events: {{kind: stream, technology: Kafka, replicas: {len(names)}, zones: [{listed}]}}\n"
        "  mail: {kind: external, name: SendGrid}\n"
    )


def rack(text: str) -> Rack:
    return make_rack(sdgen.loads(text).facts)


def laid(text: str, fit: str = "readme") -> LaidRack:
    return lay_out_rack(rack(text), FITS[fit])  # type: ignore[index]


def said(text: str) -> list[str]:
    """Every line of text in the picture."""
    return [each.content for each in texts(draw_rack(rack(text)).scene.items)]


def test_zones_say_how_many_replicas_they_hold_and_cards_how_many_of_theirs() -> None:
    found = said(shop())
    assert [each for each in found if each.endswith(" replicas")] == [
        "12 replicas",
        "10 replicas",
        "10 replicas",
    ]
    assert found.count("×8") == 3
    assert (found.count("leader"), found.count("follower")) == (1, 2)
    assert {"MANAGED", "EXTERNAL", "Edge", "Services"} <= set(found)
    # the title of a tier stands in the first zone only
    assert found.count("Edge") == 1


def test_long_names_of_zones_are_told_apart_beside_their_replicas() -> None:
    zones = ", ".join(f"northamerica-northeast1-{each}" for each in "abc")
    text = said(
        f"sdgen: 1\nname: Shop\ntopology:\n  northamerica-northeast1: {{zones: [{zones}]}}\n"
        f"components:\n  api: {{kind: service, replicas: 6, zones: [{zones}]}}\n"
    )
    assert [each for each in text if each in ("A", "B", "C", "2 replicas")] == [
        *("A", "2 replicas"),
        *("B", "2 replicas"),
        *("C", "2 replicas"),
    ]
    assert "NORTHAMERICA-NORTHEAST1" in text


def test_a_card_across_zones_is_explained() -> None:
    text = (
        "sdgen: 1\nname: Shop\ntopology: {r: {zones: [a, b]}}\ncomponents:\n"
        "  lb: {kind: load_balancer, zones: [PLACE]}\n"
        "  api: {kind: service, replicas: 2, zones: [a, b]}\n"
    )
    assert "In any of the zones that it spans" in said(text.replace("PLACE", "r"))
    assert "In any of the zones that it spans" not in said(text.replace("PLACE", "a"))


def test_what_has_no_calls_stands_with_the_others_of_its_box() -> None:
    more = "".join(f"  s{n}: {{kind: service, group: services, zones: [r0-a]}}\n" for n in range(9))
    text = shop(1) + more + "  archive: {kind: object_store, managed: true}\n"
    placed = laid(text).placed.placement
    cdn, archive = placed.nodes["cdn"], placed.nodes["archive"]
    assert 0 < archive.y - cdn.bottom < 40


def test_the_legend_explains_what_occurs_and_nothing_else() -> None:
    legend = said(shop())
    legend = legend[legend.index("Any replica of the row, or the leading one") :]
    assert legend == [
        "Any replica of the row, or the leading one",
        "Synchronous call",
        "Asynchronous",
        "Optional",
        "Replication",
        "any of",
        "One of these must answer",
        "None in this zone",
        "Several in this zone",
    ]
    few = "sdgen: 1\nname: Few\ntopology: {r: {zones: [a]}}\ncomponents:\n"
    few += "  a: {kind: service, zones: [a], calls: [b]}\n  b: {kind: database, zones: [a]}\n"
    assert said(few)[-2:] == ["Any replica of the row", "Synchronous call"]
    assert "Any replica of the row, in any region, or the leading one" in said(shop(2, 2))


@pytest.mark.slow
def test_four_zones_have_names_on_cards_and_five_a_column_of_names() -> None:
    assert said(shop(4)).count("API") == 4
    assert not laid(shop(4)).measured.shape.narrow
    assert said(shop(5)).count("API") == 1
    assert laid(shop(5)).measured.shape.narrow


@pytest.mark.slow
def test_regions_are_below_each_other_where_names_can_be_read_so() -> None:
    assert laid(shop(2, 2)).measured.shape.stacked
    tall = shop(6, 3).replace(
        "components:\n",
        "components:\n"
        + "".join(
            f"  c{number}: {{kind: service, replicas: 18, zones: [{', '.join(f'r{r}-{z}' for r in range(3) for z in 'abcdef')}]}}\n"
            for number in range(19)
        ),
    )
    slide = laid(tall, "slide")
    assert not slide.measured.shape.stacked


@every_case("fit", ["readme", "slide", "page"])
def test_the_place_where_it_is_read_decides_how_high_names_are(fit: str) -> None:
    drawn = sdgen.loads(shop()).render("deployment", fit=fit)  # type: ignore[arg-type]
    place = FITS[fit]  # type: ignore[index]
    scale = min(1.0, place.width / drawn.width, place.height / drawn.height)
    assert drawn.name_height == pytest.approx(14.0 * scale)


def test_a_preview_has_its_size_and_the_numbers() -> None:
    journey = "journeys: {buy: {actor: web, rate: 5/s, steps: [web -> lb -> api -> db]}}\n"
    drawn = sdgen.loads(shop(more=journey)).render("deployment", fit="social")
    assert (drawn.width, drawn.height) == (1280, 640)
    found = [each.content for each in texts(drawn.scene.items)]
    assert "Shop" in found
    assert "Any replica of the row" not in found
    assert any(each.classes.startswith("headline-value") for each in texts(drawn.scene.items))


def test_findings_ring_every_card_of_a_row_and_are_counted_at_its_first() -> None:
    loaded = sdgen.loads(shop())
    findings = loaded.lint()
    drawn = sdgen.api.draw(loaded.facts, "deployment", sdgen.api.Options(), findings)
    root = ElementTree.fromstring(drawn.svg)
    cards = {
        each.get("id", "").rpartition("-card-")[2]: each
        for each in root.iter(f"{SVG}g")
        if "card" in each.get("class", "").split()
    }
    about = {part.at for each in findings for part in (each.parts or (each,)) if not each.not_said}
    assert "db" in about
    ringed = [name for name, card in cards.items() if "ring-" in card.get("class", "")]
    assert {name for name in ringed if name.startswith("db_")} == {
        name for name in cards if name.startswith("db_")
    }
    badges = [
        name
        for name, card in cards.items()
        if "badge solid" in ElementTree.tostring(card, "unicode")
    ]
    assert sum(name.startswith("events_") for name in badges) <= 1


def test_it_can_be_heard_and_pointed_at() -> None:
    svg = draw_rack(rack(shop())).svg
    assert ">Shop: Deployment · 32 replicas in 3 zones" in svg
    assert "Deployment of Shop: 8 components, 32 replicas in 3 zones, 7 lines between them" in svg
    assert "API to Events" in svg
    assert 'href="https://example.com/lb"' in svg
    assert "Warm." in svg
    assert 'data-source="api" data-target="mail"' in svg
    assert "any of: Database, Cache" in svg


def test_no_text_of_a_hostile_design_gets_into_markup_or_out_of_its_card() -> None:
    hostile = (
        shop()
        .replace("name: Shop", 'name: "<script>&\\"]]>"')
        .replace("name: Browser", f'name: "<b>{"W" * 90}</b>"')
    )
    svg = draw_rack(rack(hostile)).svg
    assert "<script>" not in svg
    assert "<b>" not in svg
    ElementTree.fromstring(svg)


def test_a_rack_is_the_same_in_both_themes_but_for_its_colours() -> None:
    light, dark = (
        draw_rack(rack(shop()), theme=theme).svg
        for theme in ("light", "dark")  # type: ignore[arg-type]
    )
    assert RACK_COLOURS["dark"]["replication"] in dark
    assert RACK_COLOURS["light"]["replication"] in light
    light, dark = (re.sub(r"#[0-9a-f]{6}|light|dark", "", each) for each in (light, dark))
    assert light == dark


@every_case("theme", ["light", "dark"])
def test_lines_and_pills_stand_out(theme: str) -> None:
    roles, own = THEMES[theme].roles, RACK_COLOURS[theme]
    for ground in ("group", "inner-group", "background"):
        assert contrast(own["rail"], roles[ground]) >= 3.0
        assert contrast(own["replication"], roles[ground]) >= 3.0
    assert contrast(own["replication-ink"], roles["face"]) >= 4.5
    assert contrast(own["replication-solid"], roles["solid-ink"]) >= 4.5
    assert roles["line"] != own["rail"]


def test_the_legend_says_that_calls_go_to_leaders_where_some_do() -> None:
    led = draw_rack(rack(shop())).svg
    alike = draw_rack(rack(shop().replace(", mode: leader-follower", ""))).svg
    said = ["the leading one" in svg for svg in (led, alike)]
    assert said == [True, False]


def test_a_call_within_zones_is_drawn_in_each_of_them() -> None:
    text = shop().replace("events: {async: true}", "events: {async: true, same_zone: true}")
    svg = draw_rack(rack(text)).svg
    assert svg.count('data-source="api" data-target="events"') == 3
    assert svg.count('data-source="api" data-target="mail"') == 1
