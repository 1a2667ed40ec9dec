"""The JSON Schema of configuration files, made from the settings that are declared.

Of draft 7, which every editor of TOML reads. What it cannot say (whether a colour is seen, where a
link leads) is left to who reads the file; what it refuses is refused there too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from sdgen import api
from sdgen.base.findings import Severity
from sdgen.base.settings import (
    FAIL_LEVEL,
    FIT,
    FORMATS,
    LOOK,
    TABLES,
    THEME,
    Form,
    Setting,
    settings_in,
)
from sdgen.lint.option import AnyOption
from sdgen.lint.rule import Rule
from sdgen.lint.selection import ALL
from sdgen.lint.settings import FailLevel
from sdgen.schema import address_of

Schema = dict[str, Any]

DIALECT: Final = "http://json-schema.org/draft-07/schema#"
_BELOW: Final = r"^(?![/\\])(?!.:)(?!(?:[\s\S]*[/\\])?\.\.(?:[/\\]|$))[^\u0000]+$"
"""A path below the folder where it is written: it is not absolute and goes nowhere up."""
_BELOW_AND_SEEN: Final = r"^(?![/\\])(?!.:)(?!(?:[\s\S]*[/\\])?\.[^/\\])[^\u0000]+$"
"""The same, and no part of it begins with a dot."""


def settings_schema() -> Schema:
    """The JSON Schema (draft 7) of ``sdgen.toml``, and of ``tool.sdgen`` in ``pyproject.toml``, with
    the rules of every package that is installed."""
    from sdgen.rules import all_rules

    rules = all_rules()
    properties = _of_table((), rules)
    for table, meaning in TABLES.items():
        properties[table] = {"description": meaning, **_table(_of_table((table,), rules))}
    return {
        "$schema": DIALECT,
        "$id": address_of("settings"),
        "title": "sdgen settings",
        "description": "What sdgen.toml, .sdgen.toml or [tool.sdgen] in pyproject.toml says.",
        **_table(properties),
        "definitions": {
            "selectors": _selectors(rules),
            **{f"options-of-{each.code}": _options(each) for each in rules},
        },
    }


def default_in_words(setting: Setting) -> str:
    """What holds where a setting is not given."""
    given = (setting.default,) if isinstance(setting.default, str) else setting.default
    words = ", ".join(f"`{each}`" for each in given) if given else "none" if given == () else ""
    return "; ".join(each for each in (words, setting.absent) if each)


def words_of(setting: Setting) -> tuple[str, ...]:
    """The words that a setting may have; empty where others may be written too."""
    known: Mapping[str, Callable[[], Iterable[str]]] = {
        FORMATS.name: api.picture_formats,
        THEME.name: lambda: api.THEMES,
        FIT.name: lambda: api.FITS,
        LOOK.name: lambda: api.LOOKS,
        FAIL_LEVEL.name: lambda: (each.value for each in FailLevel),
    }
    return tuple(known[setting.name]()) if setting.name in known else ()


def _of_table(table: tuple[str, ...], rules: Sequence[Rule]) -> Schema:
    """The settings that stand directly in a table, each with its meaning."""
    return {each.path[-1]: _described(each, rules) for each in settings_in(*table)}


def _described(setting: Setting, rules: Sequence[Rule]) -> Schema:
    meaning = f"{setting.meaning} Default: {default_in_words(setting)}."
    made = {"description": meaning, **_MADE[setting.form](setting, rules)}
    return made if setting.default is None else {**made, "default": setting.default}


def _table(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _list(item: Schema) -> Schema:
    return {"type": "array", "items": item}


# --- one function for each form ---------------------------------------------------------------


def _paths(_setting: Setting, _rules: Sequence[Rule]) -> Schema:
    path = {"type": "string", "pattern": _BELOW}
    return {"type": ["string", "array"], "pattern": _BELOW, "items": path}


def _folder(_setting: Setting, _rules: Sequence[Rule]) -> Schema:
    return {"type": "string", "pattern": _BELOW_AND_SEEN}


def _choice(setting: Setting, _rules: Sequence[Rule]) -> Schema:
    return {"enum": list(words_of(setting))}


def _choices(setting: Setting, _rules: Sequence[Rule]) -> Schema:
    return _list({"enum": list(words_of(setting))})


def _views(_setting: Setting, _rules: Sequence[Rule]) -> Schema:
    """Views of designs have names of their own: those that come with sdgen are for completion."""
    from sdgen.design.view_registry import EVERY, VIEW_REGISTRY

    return _list({"anyOf": [{"enum": [EVERY, *VIEW_REGISTRY.names()]}, {"type": "string"}]})


def _of_selectors(_setting: Setting, _rules: Sequence[Rule]) -> Schema:
    return _list({"$ref": "#/definitions/selectors"})


def _file_ignores(setting: Setting, rules: Sequence[Rule]) -> Schema:
    return {"type": "object", "additionalProperties": _of_selectors(setting, rules)}


def _severities(_setting: Setting, rules: Sequence[Rule]) -> Schema:
    levels = [each.value for each in Severity]
    return _by_rule(rules, lambda rule: {"description": _meaning(rule), "enum": levels})


def _rule_options(_setting: Setting, rules: Sequence[Rule]) -> Schema:
    return _by_rule(rules, lambda rule: {"$ref": f"#/definitions/options-of-{rule.code}"})


def _colours(_setting: Setting, _rules: Sequence[Rule]) -> Schema:
    from sdgen.draw.colouring import NEEDED

    colour = {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"}
    return _table(
        {
            name: {"description": f"A contrast of {least:g}:1 or more with {what}.", **colour}
            for name, (least, what, _) in NEEDED.items()
        }
    )


_MADE: Final[Mapping[Form, Callable[[Setting, Sequence[Rule]], Schema]]] = {
    Form.PATHS: _paths,
    Form.FOLDER: _folder,
    Form.CHOICE: _choice,
    Form.CHOICES: _choices,
    Form.VIEWS: _views,
    Form.SELECTORS: _of_selectors,
    Form.FILE_IGNORES: _file_ignores,
    Form.SEVERITIES: _severities,
    Form.OPTIONS: _rule_options,
    Form.COLOURS: _colours,
}

# --- rules --------------------------------------------------------------------------------------


def _meaning(rule: Rule) -> str:
    return f"{rule.code}: {rule.summary}"


def _by_rule(rules: Sequence[Rule], make: Callable[[Rule], Schema]) -> Schema:
    """A table whose keys are names of rules, or their codes in capitals or not."""
    return {
        **_table({each.name: make(each) for each in rules}),
        "patternProperties": {f"^{_any_case(each.code)}$": make(each) for each in rules},
    }


def _selectors(rules: Sequence[Rule]) -> Schema:
    """What may stand in a list of rules: a word of those that are offered, or any beginning of a code."""
    codes = [each.code for each in rules]
    families = sorted({code.rstrip("0123456789") for code in codes})
    offered = [ALL, *families, *codes, *(each.name for each in rules)]
    return {
        "description": "A code, the beginning of codes, a name, or ALL.",
        "type": "string",
        "anyOf": [{"enum": offered}, {"pattern": f"^(?:{_beginnings(codes)})$"}],
    }


def _options(rule: Rule) -> Schema:
    options = {each.name: _option(each) for each in rule.options}
    return {"description": _meaning(rule), **_table(options)}


_TYPES: Final = {int: "integer", float: "number", bool: "boolean", str: "string"}


def _option(option: AnyOption) -> Schema:
    made: Schema = {"description": option.doc, "type": _TYPES[type(option.default)]}
    if option.choices:
        made["enum"] = list(option.choices)
    if option.minimum is not None:
        made["minimum"] = option.minimum
    if option.maximum is not None:
        made["maximum"] = option.maximum
    return {**made, "default": option.default}


def _any_case(text: str) -> str:
    """A pattern of a text in capitals or not."""
    return "".join(f"[{each.upper()}{each.lower()}]" if each.isalpha() else each for each in text)


def _beginnings(words: Iterable[str]) -> str:
    """A pattern of all beginnings of words that have a letter, in capitals or not."""
    rests: dict[str, list[str]] = {}
    for each in words:
        rests.setdefault(each[0], []).append(each[1:])
    return "|".join(
        _any_case(first) + (f"(?:{_beginnings(filter(None, after))})?" if any(after) else "")
        for first, after in rests.items()
    )
