from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgen.assets import asset_bytes, asset_path
from sdgen.draw.font_files import (
    FontFacts,
    character_widths,
    covered_characters,
    font_facts,
)
from sdgen.text.measure import text_width
from tests.draw.made_fonts import make_font
from tests.support.cases import every_case

FONT = asset_bytes("Roboto-Regular.ttf")


def _font_with(cmap: bytes) -> bytes:
    """A font file that has a cmap table and nothing else."""
    return (
        struct.pack(">4sHHHH", b"\0\1\0\0", 1, 0, 0, 0)
        + struct.pack(">4sIII", b"cmap", 0, 28, len(cmap))
        + cmap
    )


def _groups(*groups: tuple[int, int, int]) -> bytes:
    head = struct.pack(">HHHHI", 0, 1, 3, 10, 12)
    table = struct.pack(">HHIII", 12, 0, 16 + 12 * len(groups), 0, len(groups))
    return head + table + b"".join(struct.pack(">III", *group) for group in groups)


def test_the_reader_agrees_with_the_generator() -> None:
    assert covered_characters(asset_path("Roboto-Regular.ttf"), "aé→Ж数😀\U00010000") == set("aé→Ж")


def test_characters_beyond_the_first_plane_stand_in_groups(tmp_path: Path) -> None:
    path = tmp_path / "emoji.ttf"
    path.write_bytes(_font_with(_groups((0x41, 0x43, 0), (0x1F600, 0x1F64F, 5))))
    assert covered_characters(path, "ABD😀🤀") == {"B", "😀"}  # A has glyph 0, the missing one


def test_a_collection_has_what_its_faces_have(tmp_path: Path) -> None:
    path = tmp_path / "several.ttc"
    face = struct.pack(">4sHHHH", b"\0\1\0\0", 1, 0, 0, 0)
    head = struct.pack(">4sIII", b"ttcf", 0x10000, 2, 20) + struct.pack(">I", 48)
    first, second = _groups((0x41, 0x41, 1)), _groups((0x6570, 0x6570, 1))
    path.write_bytes(
        head
        + face
        + struct.pack(">4sIII", b"cmap", 0, 76, len(first))
        + face
        + struct.pack(">4sIII", b"cmap", 0, 76 + len(first), len(second))
        + first
        + second
    )
    assert covered_characters(path, "A数B") == {"A", "数"}


@every_case(
    "data",
    [b"", b"wOFF", b"ttcf", b"ttcf" + b"\xff" * 40, FONT[:60], _font_with(b""), _font_with(b"\0" * 5),
     _font_with(struct.pack(">HHHHI", 0, 1, 3, 10, 0xFFFFFFF0))],
)  # fmt: skip
def test_a_broken_file_has_no_characters(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.ttf"
    path.write_bytes(data)
    assert covered_characters(path, "abc") == set()


def test_a_missing_file_has_no_characters(tmp_path: Path) -> None:
    assert covered_characters(tmp_path / "none.ttf", "abc") == set()


@pytest.mark.slow
@given(st.data())
def test_no_damage_makes_the_reader_fail(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    damaged = bytearray(FONT[:40_000])
    for _ in range(data.draw(st.integers(1, 30))):
        damaged[data.draw(st.integers(0, 600))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("fonts") / "damaged.ttf"
    path.write_bytes(bytes(damaged))
    assert covered_characters(path, "a数😀") <= set("a数😀")
    assert set(character_widths(path, "a数😀")) <= set("a数😀")
    assert isinstance(font_facts(path).family, str)


def test_widths_are_those_of_the_embedded_font() -> None:
    widths = character_widths(asset_path("Roboto-Regular.ttf"), "aW→Ж数")
    assert widths == pytest.approx({each: text_width(each, 1) for each in "aW→Ж"})


@pytest.mark.slow
def test_what_a_font_says_of_itself(tmp_path: Path) -> None:
    assert font_facts(asset_path("Roboto-Bold.ttf")) == FontFacts("Roboto", False)
    boxes = make_font(tmp_path / "a.ttf", "Test Boxes", {"数": 1000, "a": 500})
    assert font_facts(boxes) == FontFacts("Test Boxes", False)
    assert character_widths(boxes, "a数b") == {"a": 0.5, "数": 1.0}
    pictures = make_font(tmp_path / "b.ttf", "Test Pictures", {"🚀": 1250}, pictures_only=True)
    assert font_facts(pictures) == FontFacts("Test Pictures", True)
    assert character_widths(pictures, "🚀") == {"🚀": 1.25}


def test_a_file_that_is_no_font_says_nothing(tmp_path: Path) -> None:
    for data in (b"", b"ttcf", FONT[:60], _font_with(_groups((0x41, 0x43, 1)))):
        path = tmp_path / "broken.ttf"
        path.write_bytes(data)
        assert font_facts(path).family == ""
        assert character_widths(path, "AB") == {}
    assert font_facts(tmp_path / "none.ttf") == FontFacts()
    assert character_widths(tmp_path / "none.ttf", "AB") == {}
