"""What sdgen says of itself: the pages of lint rules and of every other code, the schemas."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sdgen.base.errors import WrongUsageError
from sdgen.lint.code_pages import CodePage
from sdgen.lint.rule import Rule
from sdgen.report.writers import DATA
from sdgen.report.writers import DEFAULT as TEXT

DESIGN: Final = "design"
Schema = dict[str, Any]


def rule_page(name: str | None, format: str = "text") -> str:
    """The page of a rule or another code, or of all rules for None; as text all rules are a list.

    ``name`` is a code or a name. Raises WrongUsageError where nothing is called so, and
    RegistryError where the rules of a package are broken.
    """
    from sdgen.rules import all_rules, find_rule

    rules = all_rules()
    if name is not None:
        rule = find_rule(name, rules)
        if rule is None:
            return _other_code(name, rules, format)
        rules = (rule,)
    return _FORMATS[format](rules, name is not None)


def page_formats() -> tuple[str, ...]:
    """The formats of the page of a rule, the default first."""
    return tuple(_FORMATS)


def is_page_for_people(format: str) -> bool:
    """Whether people read the format; programs read the others."""
    return format != DATA


def _listed(pages: Sequence[Rule | CodePage]) -> str:
    width = max(len(each.name) for each in pages)
    return "".join(
        f"{each.code:8} {each.name:{width}} {each.severity.value:8} {each.summary}\n"
        for each in pages
    )


def _plain(pages: Sequence[Rule | CodePage], alone: bool) -> str:
    from sdgen.lint.page import plain_page

    return plain_page(pages[0]) if alone else _listed(pages)


def _data(pages: Sequence[Rule | CodePage], alone: bool) -> str:
    from sdgen.base.gate import for_json

    items = [_data_of(each) for each in pages]
    return for_json(items[0] if alone else items, indent=2) + "\n"


def _markdown(pages: Sequence[Rule | CodePage], _: bool) -> str:
    from sdgen.lint.page import markdown_code_page, markdown_page

    return "\n".join(
        markdown_page(each) if isinstance(each, Rule) else markdown_code_page(each)
        for each in pages
    )


_FORMATS: Final[Mapping[str, Callable[[Sequence[Rule | CodePage], bool], str]]] = {
    TEXT: _plain,
    DATA: _data,
    "markdown": _markdown,
}
"""What writes pages in each format; whether one was asked for, by name, or all."""


def _other_code(name: str, rules: tuple[Rule, ...], format: str) -> str:
    """What a code means that no rule has. Raises WrongUsageError where nothing has it."""
    from sdgen.lint.code_pages import all_pages, find_pages

    pages = find_pages(name)
    if len(pages) > 1:
        codes = ", ".join(page.code for page in pages)
        raise WrongUsageError(f"'{name}' is the name of {codes}; give one of these codes")
    if not pages:
        from sdgen.lint.selection import complaint

        others = tuple(word for page in all_pages() for word in (page.code, page.name))
        wrong = complaint(name, rules, others) or f"'{name}' means several rules; name one"
        raise WrongUsageError(wrong)
    return _FORMATS[format](pages, True)


def _data_of(page: Rule | CodePage) -> dict[str, object]:
    """The same keys for every code; what only the other sort of page says is empty."""
    return _data_of_rule(page) if isinstance(page, Rule) else _data_of_code(page)


def _data_of_code(page: CodePage) -> dict[str, object]:
    return {
        "code": page.code,
        "name": page.name,
        "severity": page.severity.value,
        "kind": None,
        "summary": page.summary,
        "finds": "",
        "why": page.why,
        "instead": page.instead,
        "bad": page.bad,
        "good": page.good,
        "can_be_wrong": "",
        "source": "",
        "options": [],
        "needs": [],
        "silences": [],
    }


def _data_of_rule(rule: Rule) -> dict[str, object]:
    doc = rule.documentation
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "kind": rule.kind.value,
        "summary": rule.summary,
        "finds": doc.finds,
        "why": doc.why,
        "instead": "",
        "bad": doc.bad,
        "good": doc.good,
        "can_be_wrong": doc.can_be_wrong,
        "source": doc.source,
        "options": [
            {"name": each.name, "default": each.default, "doc": each.doc} for each in rule.options
        ],
        "needs": [each.name for each in rule.needs],
        "silences": list(rule.silences),
    }


def schema_names() -> tuple[str, ...]:
    """What there are schemas of, the default first."""
    return tuple(_SCHEMAS)


def schema_text(name: str = DESIGN) -> str:
    """The text of the JSON Schema of designs, of parts of designs or of settings, as it is published."""
    return json.dumps(_SCHEMAS[name](), indent=2) + "\n"


def _design_schema() -> Schema:
    from sdgen import schema

    return schema.design_schema()


def _part_schema() -> Schema:
    from sdgen import schema

    return schema.included_schema()


def _settings_schema() -> Schema:
    from sdgen.workspace import settings_schema

    return settings_schema.settings_schema()


_SCHEMAS: Final[Mapping[str, Callable[[], Schema]]] = {
    DESIGN: _design_schema,
    "part": _part_schema,
    "settings": _settings_schema,
}
