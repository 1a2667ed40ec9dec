"""Characters are the same on every Python, whichever edition of Unicode it has."""

from __future__ import annotations

import ast
import sys
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

import sdgen
from sdgen.base import characters
from sdgen.text.clean import clean_text
from sdgen.text.clusters import grapheme_clusters
from sdgen.text.fit import fit_text
from sdgen.text.measure import missing_characters, text_width


@cache
def whole() -> list[str]:
    """Every character that there is."""
    return _characters(range(sys.maxunicode + 1))


def _characters(codes: Iterable[int]) -> list[str]:
    return [chr(code) for code in codes if not 0xD800 <= code <= 0xDFFF]


@cache
def some() -> list[str]:
    """The characters of most scripts, and some of the others."""
    scripts, others = range(0x600, 0x3400, 5), range(0x3400, sys.maxunicode + 1, 211)
    return _characters([*range(0x600), *scripts, *others])


def composed_among_marks(sign: str) -> str:
    return characters.composed(f"e\u0301{sign}\u0327\u0301")


@pytest.mark.parametrize(
    ("signs", "at"), [(some, 0), pytest.param(whole, 1, marks=pytest.mark.slow)]
)
@pytest.mark.parametrize(
    ("answer", "digests"),
    [
        (characters.category, ("3738723834f0", "10c0b9835c8a")),
        (characters.combining, ("c57873b6c847", "dc8077f1b676")),
        (characters.bidirectional, ("7b6d69fdac5f", "7d0b472d708f")),
        (characters.is_wide, ("3bb8928b8710", "ba4a02694b99")),
        (characters.is_letter_or_digit, ("f192f2e9652e", "f7d2414de74e")),
        (characters.composed, ("c3d9914254d8", "900f12a0fd5b")),
        (characters.in_capitals, ("068dedab3f30", "832cb2776856")),
        (composed_among_marks, ("2547081707a4", "3b0435438109")),
    ],
    ids=lambda given: given.__name__ if callable(given) else "",
)
def test_characters_have_the_properties_of_unicode_14(
    answer: Callable[[str], object],
    digests: tuple[str, str],
    signs: Callable[[], list[str]],
    at: int,
) -> None:
    """The digests are the same with Python 3.11, 3.12 and 3.13, and with Unicode 18."""
    said = "\n".join(str(answer(sign)) for sign in signs())
    assert sha256(said.encode()).hexdigest()[:12] == digests[at]


@pytest.mark.slow
def test_what_this_python_leaves_unassigned_was_so_in_unicode_14() -> None:
    assert not any(
        characters.is_assigned(sign) for sign in whole() if unicodedata.category(sign) == "Cn"
    )


def test_a_mark_and_a_letter_of_unicode_15_are_drawn_alike_everywhere() -> None:
    """U+10EFD is a mark of Arabic and U+1E4D0 a letter from Unicode 15 on."""
    assert grapheme_clusters("b\U00010efd") == ("b", "\U00010efd")
    assert text_width("\U00010efd", 100) == 60.0
    assert clean_text("a" + "\U00010efd" * 12) == "a" + "\U00010efd" * 12
    assert missing_characters("\U0001e4d0") == {"\U0001e4d0"}
    assert fit_text("store/\U0001e4d0", 1000, 12).lines == ("store/\U0001e4d0",)


@pytest.mark.slow
def test_no_other_module_asks_this_python() -> None:
    folder = Path(sdgen.__file__).parent
    asking = []
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "unicodedata" in text else ():
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            if "unicodedata" in names:
                asking.append(path.relative_to(folder).as_posix())
    # The name of a letter never changes, nor does what it is made of (Unicode's stability policy).
    allowed = {"assets/make_characters.py", "base/characters.py", "draw/font_runs.py"}
    allowed.add("starting/names.py")
    assert set(asking) <= allowed
