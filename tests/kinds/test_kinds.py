"""Every component kind is whole: glyph, colour, assumptions with their source, properties."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import lucide

from sdgen.kinds import KINDS, PALETTE, Kind, PropertyType
from tests.support.cases import every_case

NAMES = sorted(KINDS)


def glyph_names() -> frozenset[str]:
    archive = Path(str(lucide.__file__)).parent / "lucide.zip"
    with zipfile.ZipFile(archive) as opened:
        return frozenset(Path(name).stem for name in opened.namelist())


def test_the_kinds_of_the_specification_exist() -> None:
    wanted = (
        "client dns cdn load_balancer api_gateway service function worker scheduler queue stream "
        "cache database replica object_store file_store search_index warehouse external monitor "
        "custom"
    )
    assert set(wanted.split()) <= set(KINDS)


def test_every_glyph_is_in_the_icon_set() -> None:
    assert {kind.glyph for kind in KINDS.values()} <= glyph_names()


def test_no_abbreviation_means_two_kinds() -> None:
    words = [
        word
        for kind in KINDS.values()
        for word in (*kind.abbreviations, *kind.varieties, *kind.also_called)
    ]
    assert len(words) == len(set(words))
    assert not set(words) & set(KINDS)
    assert all(word == word.lower() and " " not in word for word in words)


@every_case("name", NAMES)
def test_a_kind_is_whole(name: str) -> None:
    kind: Kind = KINDS[name]
    assert kind.name == name
    assert kind.title[0].isupper()
    assert kind.doc.endswith(".")
    assert kind.colour in PALETTE
    assert 0 < kind.availability <= 1
    assert kind.availability <= kind.managed_availability <= 1
    assert kind.availability_source
    if kind.latency_p50 is None:
        assert kind.latency_p99 is None
    else:
        assert kind.latency_p99 is not None
        assert kind.latency_p50 < kind.latency_p99
        assert kind.latency_source


@every_case("name", NAMES)
def test_a_source_leaves_the_figure_to_its_field(name: str) -> None:
    """Said twice, a figure would soon differ from what is counted."""
    for source in (KINDS[name].availability_source, KINDS[name].managed_source):
        assert not re.match(r"[\d.]+%", source)
        assert ";" not in source
    assert KINDS[name].managed_source or name in ("client", "external")


@every_case("name", NAMES)
def test_a_kind_describes_its_properties(name: str) -> None:
    names = [each.name for each in KINDS[name].properties]
    assert len(names) == len(set(names))
    for each in KINDS[name].properties:
        assert each.doc.endswith(".")
        assert (each.type is PropertyType.CHOICE) == bool(each.choices)
        assert (each.type is PropertyType.QUANTITY) == (each.dimension is not None)
        for choice in each.choices:
            assert f"`{choice}`" in each.doc
        assert KINDS[name].property(each.name) is each
    assert KINDS[name].property("no-such-property") is None
