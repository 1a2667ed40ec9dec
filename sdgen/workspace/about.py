"""What sdgen says of itself: the pages of lint rules and of every other code, the schema."""

from __future__ import annotations

from sdgen.base.errors import WrongUsageError
from sdgen.lint.rule import Rule

PAGE_FORMATS = ("text", "json", "markdown")


def rule_page(name: str | None, format: str = "text") -> str:
    """The page of a rule or another code, or of all rules for None; as text all rules are a list.

    ``name`` is a code or a name. Raises WrongUsageError where nothing is called so, and
    RegistryError where the rules of a package are broken.
    """
    from sdgen.lint.page import markdown_page, plain_page
    from sdgen.rules import all_rules, find_rule

    rules = all_rules()
    if name is not None:
        rule = find_rule(name, rules)
        if rule is None:
            return _other_code(name, rules, format)
        rules = (rule,)
    if format == "json":
        from sdgen.base.gate import for_json

        items = [_data(each) for each in rules]
        return for_json(items if name is None else items[0], indent=2) + "\n"
    if format == "markdown":
        return "\n".join(markdown_page(each) for each in rules)
    if name is not None:
        return plain_page(rules[0])
    width = max(len(each.name) for each in rules)
    return "".join(
        f"{each.code:8} {each.name:{width}} {each.severity.value:8} {each.summary}\n"
        for each in rules
    )


def _other_code(name: str, rules: tuple[Rule, ...], format: str) -> str:
    """What a code means that no rule has. Raises WrongUsageError where nothing has it."""
    from sdgen.lint.codes import all_pages, find_pages
    from sdgen.lint.page import markdown_code_page, plain_page

    pages = find_pages(name)
    if len(pages) > 1:
        codes = ", ".join(page.code for page in pages)
        raise WrongUsageError(f"'{name}' is the name of {codes}; give one of these codes")
    if not pages:
        from sdgen.lint.selection import complaint

        others = tuple(word for page in all_pages() for word in (page.code, page.name))
        wrong = complaint(name, rules, others) or f"'{name}' means several rules; name one"
        raise WrongUsageError(wrong)
    if format == "json":
        from msgspec.structs import asdict

        from sdgen.base.gate import for_json

        return for_json(asdict(pages[0]), indent=2) + "\n"
    return markdown_code_page(pages[0]) if format == "markdown" else plain_page(pages[0])


def _data(rule: Rule) -> dict[str, object]:
    doc = rule.documentation
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "kind": rule.kind.value,
        "summary": rule.summary,
        "finds": doc.finds,
        "why": doc.why,
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


def schema_text() -> str:
    """The JSON Schema of design files."""
    from sdgen import schema

    return schema.schema_text()
