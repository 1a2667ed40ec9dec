"""What a rule says of itself as a page, and what a code that no rule has means: Markdown, or plain
text for a terminal."""

from __future__ import annotations

from sdgen.lint.code_pages import CodePage
from sdgen.lint.option import AnyOption
from sdgen.lint.rule import Rule


def markdown_page(rule: Rule) -> str:
    """A rule's page of documentation."""
    doc = rule.documentation
    lines = [f"# {rule.code} {rule.name}", "", doc.summary, "", _facts(rule), ""]
    lines += _section("What it finds", doc.finds)
    lines += _section("Why it matters", doc.why)
    lines += _snippet("Bad", doc.bad)
    lines += _snippet("Good", doc.good)
    if rule.options:
        lines += ["## Options", "", "| option | default | meaning |", "|---|---|---|"]
        lines += [_option_row(each) for each in rule.options]
        lines += ["", "```toml", f"[lint.rules.{rule.name}]"]
        lines += [f"{each.name} = {toml_value(each.default)}" for each in rule.options]
        lines += ["```", ""]
    if rule.needs:
        needs = "; ".join(f"{each.name} ({each.doc})" for each in rule.needs)
        lines += _section("What it needs", f"Silent without: {needs}.")
    lines += _section("When it can be wrong", doc.can_be_wrong)
    lines += _section("Source", doc.source)
    return "\n".join(lines).rstrip("\n") + "\n"


def markdown_code_page(page: CodePage) -> str:
    """The page of a code that no rule has."""
    severity = f"Severity: {page.severity.value}. It is no lint rule: it cannot be switched off."
    lines = [f"# {page.code} {page.name}", "", page.summary, "", severity, ""]
    lines += _section("Why it matters", page.why)
    lines += _section("What to write instead", page.instead)
    lines += _snippet("Bad", page.bad)
    lines += _snippet("Good", page.good)
    return "\n".join(lines).rstrip("\n") + "\n"


def plain_page(rule: Rule | CodePage) -> str:
    """A page for a terminal: the same words, without the marks of Markdown's code blocks."""
    kept = []
    inside = False
    text = markdown_page(rule) if isinstance(rule, Rule) else markdown_code_page(rule)
    for line in text.splitlines():
        if line.startswith("```"):
            inside = not inside
        else:
            kept.append(f"    {line}" if inside and line else line)
    return "\n".join(kept) + "\n"


def toml_value(value: object) -> str:
    """A value as TOML has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _facts(rule: Rule) -> str:
    how = {"computed": "computed by an analysis", "attributes": "read from the design"}
    facts = f"Severity: {rule.severity.value}. It is {how[rule.kind.value]}."
    if rule.asks:
        facts += (
            " What a design does not say of it is one note, last in the report, that makes nothing "
            f"fail; `--extend-select {rule.code}` gives each place, as severe as this."
        )
    elif rule.severity.value == "info":
        facts += f" Off unless selected: `--extend-select {rule.code}`."
    if rule.silences:
        facts += f" Where it speaks, {', '.join(rule.silences)} say nothing: it names the cause."
    return facts


def _section(title: str, text: str) -> list[str]:
    return [f"## {title}", "", text, ""] if text else []


def _snippet(title: str, text: str) -> list[str]:
    return [f"## {title}", "", "```yaml", text.rstrip("\n"), "```", ""] if text else []


def _option_row(option: AnyOption) -> str:
    bounds = ""
    if option.minimum is not None and option.maximum is not None:
        bounds = f" ({option.minimum:g} to {option.maximum:g})"
    elif option.minimum is not None:
        bounds = f" (at least {option.minimum:g})"
    elif option.choices:
        bounds = f" ({', '.join(option.choices)})"
    return f"| `{option.name}` | `{toml_value(option.default)}` | {option.doc}{bounds} |"
