"""The fonts of a picture: what is embedded in SVG, what PNG and PDF are drawn with, and which
installed fonts stand in for characters that the embedded one lacks."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from sdgen.assets import asset_bytes, asset_path, font_widths
from sdgen.base.warnings import CharactersWarning
from sdgen.text.measure import Weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

FAMILY = "Roboto"
"""The embedded font's family, the same in its files and in the style sheet."""
_SYSTEM_STACK = "Helvetica, Arial, 'Liberation Sans', Arimo, sans-serif"
_FILE_NAMES = {Weight.REGULAR: "Regular", Weight.MEDIUM: "Medium", Weight.BOLD: "Bold"}

_MOST_FILES = 4000
_MOST_FOLDERS = 4000
_MOST_READ = 800
_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_NO_REAL_FONTS = ("lastresort", "adobeblank", "notdef")
_LESS_PLAIN = (
    "bold", "italic", "oblique", "black", "heavy", "light", "thin", "condensed", "mono", "serif",
)  # fmt: skip


def font_family(font: str) -> str:
    """The value of ``font-family`` for ``--font embedded`` or ``--font system``: families of the
    same widths, so that a viewer without the first still draws text that fits."""
    return f"{FAMILY}, {_SYSTEM_STACK}" if font == "embedded" else _SYSTEM_STACK


def _unicode_range(characters: str) -> str:
    """CSS ``unicode-range`` of the characters, which stand in order."""
    ranges: list[tuple[int, int]] = []
    for code in map(ord, characters):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], code)
        else:
            ranges.append((code, code))
    return ",".join(f"U+{low:X}" if low == high else f"U+{low:X}-{high:X}" for low, high in ranges)


@cache
def _font_face(weight: Weight, part: str, family: str) -> str:
    from base64 import b64encode

    data = asset_bytes(f"Roboto-{_FILE_NAMES[weight]}.{part}.woff2")
    return (
        f"@font-face{{font-family:{family};font-style:normal;font-weight:{weight.value};"
        f"src:url(data:font/woff2;base64,{b64encode(data).decode('ascii')}) format('woff2');"
        f"unicode-range:{_unicode_range(font_widths.PARTS[part])}}}\n"
    )


def font_face_css(characters: Iterable[str], weights: Iterable[Weight] = tuple(Weight)) -> str:
    """``@font-face`` rules with the font inside them, for the weights given and only those parts
    of the font (letters, further signs, further Latin, Greek, Cyrillic) of which a character occurs.

    Called once a weight with that weight's characters, it embeds the least.
    """
    return "".join(font_face_rules(characters, weights))


def font_face_rules(
    characters: Iterable[str], weights: Iterable[Weight], family: str = FAMILY
) -> tuple[str, ...]:
    """The rules of ``font_face_css``, one by one, for a font that is called ``family``."""
    used = set(characters)
    parts = [part for part, members in font_widths.PARTS.items() if used.intersection(members)]
    quoted = f"'{family}'" if " " in family else family
    return tuple(
        _font_face(weight, part, quoted) for weight in sorted(set(weights)) for part in parts
    )


def font_paths(weights: Iterable[Weight] = tuple(Weight)) -> list[Path]:
    """The TrueType files of the embedded font, whole, for PNG and PDF."""
    return [asset_path(f"Roboto-{_FILE_NAMES[weight]}.ttf") for weight in sorted(set(weights))]


class FallbackFonts(Struct, frozen=True):
    """Installed font files that together have what the embedded font lacks, in the order in which
    they should be asked, and the characters that none of them has."""

    paths: tuple[Path, ...] = ()
    unavailable: tuple[str, ...] = ()


def _font_folders() -> list[Path]:
    """Where Linux, macOS and Windows keep fonts; folders of another system are not there."""
    import os
    from pathlib import Path

    home = os.path.expanduser("~")  # noqa: PTH111 (Path.home raises where there is no home)
    names = [
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        f"{home}/.local/share/fonts",
        f"{home}/.fonts",
        "/System/Library/Fonts",
        "/Library/Fonts",
        f"{home}/Library/Fonts",
    ]
    for variable, folder in (("WINDIR", "Fonts"), ("LOCALAPPDATA", "Microsoft/Windows/Fonts")):
        if variable in os.environ:
            names.append(f"{os.environ[variable]}/{folder}")
    return [Path(name) for name in names]


def _font_files(folders: Iterable[Path]) -> Iterator[Path]:
    import os
    from pathlib import Path

    count = looked_in = 0
    for top in folders:
        for folder, inner, files in os.walk(top):
            looked_in += 1
            inner.sort()
            for name in sorted(files):
                if name.lower().endswith(_SUFFIXES):
                    count += 1
                    yield Path(folder) / name
            if count >= _MOST_FILES or looked_in >= _MOST_FOLDERS:
                return


def _plainness(path: Path) -> tuple[int, str, str]:
    """Order of preference: upright sans-serif of normal weight first, then by name."""
    name = path.stem.lower()
    plain = name.replace("sansserif", "")
    return (sum(word in plain for word in _LESS_PLAIN), name, str(path))


def find_fallback_fonts(
    characters: Iterable[str], folders: Sequence[Path] | None = None
) -> FallbackFonts:
    """Installed fonts for ``characters`` (what ``missing_characters`` gives), as few as possible.

    The plainest font that has them all is taken; if none has, the one that has the most, and so
    on. The order is by style and file name, so one machine always gives the same fonts. With no
    characters nothing is searched. ``folders`` replaces the system's font folders.
    """
    left = set(characters)
    if not left:
        return FallbackFonts()
    from sdgen.draw.font_files import covered_characters

    files = [
        path
        for path in _font_files(_font_folders() if folders is None else folders)
        if not any(word in path.stem.lower() for word in _NO_REAL_FONTS)
    ]
    coverage: dict[Path, set[str]] = {}
    for path in sorted(files, key=_plainness)[:_MOST_READ]:
        covered = covered_characters(path, left)
        if covered:
            coverage[path] = covered
        if covered == left:
            break
    chosen: list[Path] = []
    while left and coverage:
        best = max(coverage, key=lambda path: len(coverage[path] & left))
        if not coverage[best] & left:
            break
        chosen.append(best)
        left -= coverage.pop(best)
    return FallbackFonts(tuple(chosen), tuple(sorted(left)))


def fallback_fonts(characters: Iterable[str]) -> list[Path]:
    """The paths of ``find_fallback_fonts``."""
    return list(find_fallback_fonts(characters).paths)


def fallback_warning(found: FallbackFonts) -> str | None:
    """What to tell the user when characters have no font here; None when all have one."""
    if not found.unavailable:
        return None
    return CharactersWarning(
        "no installed font has ",
        found.unavailable,
        ": PNG and PDF show a box instead; install a font that has the script, such as one of the "
        "Noto family",
    )


def stand_in_warning(paths: Sequence[Path]) -> str | None:
    """What to tell the user when installed fonts draw a part of a picture; None when none does."""
    if not paths:
        return None
    from sdgen.draw.font_files import font_facts

    names = ", ".join(dict.fromkeys(font_facts(path).family or path.stem for path in paths))
    return (
        f"PNG and PDF are drawn with a font of this machine too, {names}: where other fonts are "
        "installed they look different; the SVG is the same everywhere"
    )
