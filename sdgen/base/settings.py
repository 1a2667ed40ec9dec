"""Every setting of a configuration file, declared once.

Who reads a file takes its keys from here, and so do the schema that editors read and the table of
``docs/ci.md``. Words that a value may be (themes, rules) are those of who reads it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct


class Form(StrEnum):
    """What is written under a setting."""

    PATHS = "files, folders or patterns below the folder of the file: a text, or a list of texts"
    FOLDER = "a folder below that of the file, no part of whose name begins with a dot"
    CHOICE = "one word"
    CHOICES = "a list of words"
    VIEWS = "a list of names of views"
    SELECTORS = "a list of codes of rules, beginnings of codes, names, or `ALL`"
    FILE_IGNORES = "a table: a pattern of files, and such a list"
    SEVERITIES = "a table: the code or name of a rule, and a severity"
    OPTIONS = "a table: the code or name of a rule, and a table of its options"
    COLOURS = 'a table: a name, and a colour such as `"#0b6e4f"`'


class Setting(Struct, frozen=True, kw_only=True):
    """One key of a configuration file.

    ``path`` leads to it from the top of the file, or from ``tool.sdgen``. ``default`` is the value
    that holds where it is not given; ``absent`` says in words what no value says. ``items`` is what
    findings call the items of a list.
    """

    path: tuple[str, ...]
    meaning: str
    form: Form
    default: str | tuple[str, ...] | None = None
    absent: str = ""
    items: str = ""

    @property
    def name(self) -> str:
        """The key with its table, as ``render.views``."""
        return ".".join(self.path)


DEFAULT_FOLDER: Final = "designs"
DEFAULT_VIEWS: Final = ("high-level", "detailed")
DEFAULT_FORMATS: Final[tuple[str, ...]] = ("svg", "png")
DEFAULT_OUTPUT: Final = "out"

DESIGNS: Final = Setting(
    path=("designs",),
    meaning="The designs that commands take where none is named.",
    form=Form.PATHS,
    default=DEFAULT_FOLDER,
    absent="the current folder where there is no such folder",
)
VIEWS: Final = Setting(
    path=("render", "views"),
    meaning="The views that are drawn; of these, a design leaves out what it has nothing to show in.",
    form=Form.VIEWS,
    default=DEFAULT_VIEWS,
    absent="a design that is too large for one picture has an overview, and one of each group",
    items="names of views",
)
FORMATS: Final = Setting(
    path=("render", "formats"),
    meaning="The formats of each picture.",
    form=Form.CHOICES,
    default=DEFAULT_FORMATS,
    items="formats of pictures",
)
THEME: Final = Setting(
    path=("render", "theme"),
    meaning="Light or dark pictures; `auto` follows the reader's setting in SVG.",
    form=Form.CHOICE,
    default="auto",
)
FIT: Final = Setting(
    path=("render", "fit"),
    meaning="Where pictures are read: names are of a size that is read there.",
    form=Form.CHOICE,
    default="readme",
)
LOOK: Final = Setting(
    path=("render", "look"),
    meaning="How pictures look: `high-contrast` for weak eyes, `print` for paper.",
    form=Form.CHOICE,
    default="default",
)
COLOURS: Final = Setting(
    path=("render", "colours"),
    meaning="Colours of a house, each strong enough to be seen in the light theme.",
    form=Form.COLOURS,
    absent="sdgen's own",
)
OUTPUT: Final = Setting(
    path=("render", "output"),
    meaning="The folder of pictures.",
    form=Form.FOLDER,
    default=DEFAULT_OUTPUT,
    absent="below the folder where the command runs",
)
SELECT: Final = Setting(
    path=("lint", "select"),
    meaning="The rules that run.",
    form=Form.SELECTORS,
    absent="those that warn, err or ask",
    items="codes or names of rules",
)
EXTEND_SELECT: Final = Setting(
    path=("lint", "extend-select"),
    meaning="Rules that run too.",
    form=Form.SELECTORS,
    default=(),
)
IGNORE: Final = Setting(
    path=("lint", "ignore"),
    meaning="Rules that do not run; the longer of two selectors wins.",
    form=Form.SELECTORS,
    default=(),
)
PER_FILE_IGNORES: Final = Setting(
    path=("lint", "per-file-ignores"),
    meaning="Rules that do not run on the designs whose path or name matches a pattern.",
    form=Form.FILE_IGNORES,
    absent="none",
)
SEVERITY: Final = Setting(
    path=("lint", "severity"),
    meaning="Another severity for single rules; a rule that asks runs at each place then.",
    form=Form.SEVERITIES,
    absent="that of each rule",
)
RULES: Final = Setting(
    path=("lint", "rules"),
    meaning="Options of single rules.",
    form=Form.OPTIONS,
    absent="those of the page of each rule",
)
FAIL_LEVEL: Final = Setting(
    path=("lint", "fail-level"),
    meaning="From which severity on findings make `sdgen lint` fail.",
    form=Form.CHOICE,
    default="warning",
)

SETTINGS: Final = (
    *(DESIGNS, VIEWS, FORMATS, THEME, FIT, LOOK, COLOURS, OUTPUT),
    *(SELECT, EXTEND_SELECT, IGNORE, PER_FILE_IGNORES, SEVERITY, RULES, FAIL_LEVEL),
)
"""All of them, in the order in which they are told."""
TABLES: Final = {
    "render": "Which pictures are drawn, and how.",
    "lint": "Which rules run, how severe they are, and their options.",
}
"""The tables that hold settings, each with its meaning."""


def settings_in(*table: str) -> tuple[Setting, ...]:
    """The settings that stand directly in a table, or at the top for none."""
    return tuple(each for each in SETTINGS if each.path[:-1] == table)


def keys_of(*table: str) -> tuple[str, ...]:
    """The keys of these."""
    return tuple(each.path[-1] for each in settings_in(*table))
