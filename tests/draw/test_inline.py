"""Pictures within a page: nothing of one reaches another, or the page."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from msgspec.structs import replace

from sdgen.draw.inline import FAMILY, inline_picture
from sdgen.draw.svg import TOGGLES
from sdgen.draw.theme import DARK, LIGHT
from tests.draw.samples import draw, shop

SCENE = draw(shop()).scene


def test_ids_and_rules_begin_with_the_name() -> None:
    svg = inline_picture(SCENE, "auto", "sdgen_1_shop").svg
    ids = re.findall(r' id="([^"]*)"', svg)
    assert len(ids) == len(set(ids)) > 5
    assert all(each.startswith("sdgen_1_shop") for each in ids)
    style, _ = re.findall(r"<style>(.*?)</style>", svg, re.DOTALL)
    rules = re.findall(r"([^{}]*)\{", re.sub(r"@font-face\{[^}]*\}", "", style))
    assert len(rules) > 5
    assert all("#sdgen_1_shop" in each for each in rules)
    named = re.findall(r'aria-labelledby="([^"]*)"', svg)[0].split()
    assert set(named) <= set(ids)
    assert ElementTree.fromstring(svg).tag.endswith("svg")


def test_it_has_the_colour_scheme_of_the_page() -> None:
    """Not that of the reader, whom the page may have overruled by a button."""
    svg = inline_picture(SCENE, "auto", "a").svg
    assert "prefers-color-scheme" not in svg
    assert f'[class="face"]{{fill:light-dark({LIGHT.roles["face"]},{DARK.roles["face"]});' in svg
    # what does not know light-dark() shows the light theme
    assert f'class="background" fill="{LIGHT.roles["background"]}"' in svg
    for scheme, attributes in TOGGLES.items():
        selectors = ",".join(f"[{each}] #a" for each in attributes)
        assert f"{selectors}{{color-scheme:{scheme}}}" in svg


def test_a_theme_that_is_forced_needs_no_rules() -> None:
    svg = inline_picture(SCENE, "dark", "a").svg
    assert "light-dark" not in svg
    assert "color-scheme" not in svg
    assert f'fill="{DARK.roles["background"]}"' in svg


def test_the_typeface_is_its_own_and_comes_once() -> None:
    """A page may have a Roboto of its own, of which a subset would take the place."""
    first = inline_picture(SCENE, "auto", "a")
    assert first.faces
    assert all(each.startswith(f"@font-face{{font-family:'{FAMILY}';") for each in first.faces)
    assert f"font-family=\"'{FAMILY}', Roboto, " in first.svg
    second = inline_picture(SCENE, "auto", "b", there=first.faces)
    assert second.faces == ()
    assert "@font-face" not in second.svg
    assert "woff2" in first.svg


def test_size() -> None:
    style = 'style="max-width:100%;height:auto"'
    own = inline_picture(SCENE, "auto", "a").svg
    assert f'width="{SCENE.width:g}" {style} viewBox="0 0 {SCENE.width:g} ' in own
    assert f'width="50%" {style} ' in inline_picture(SCENE, "auto", "a", width="50%").svg
    assert 'width="&quot;&gt;"' in inline_picture(SCENE, "auto", "a", width='">').svg


def test_without_a_description_the_title_is_all_that_is_read() -> None:
    svg = inline_picture(replace(SCENE, title="A <shop>", description=""), "auto", "a").svg
    assert 'aria-labelledby="a-title"' in svg
    assert '<title id="a-title">A &lt;shop&gt;</title>' in svg
    assert "<desc" not in svg
