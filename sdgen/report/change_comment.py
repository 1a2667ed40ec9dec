"""What a change means as a comment of a pull request, in the Markdown of GitHub and GitLab: a verdict, the
figures that changed, what is new in an alert, a flowchart, the rest in folds.

Its first line is a marker that readers do not see: whoever posts it edits the comment that begins with it
instead of adding one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from sdgen.base.findings import Finding
from sdgen.base.gate import for_markdown, for_markdown_code, for_xml
from sdgen.base.span import Span
from sdgen.base.words import and_more, by_number, counted
from sdgen.blocks import Code, Details, Table, Words
from sdgen.blocks.phrases import Address
from sdgen.diff.changes import Change
from sdgen.diff.comparison import Comparison
from sdgen.report.change import LITTLE, MOST_CHANGES, change_title, one_side, sentences
from sdgen.report.change_lines import change_lines, changes_in_a_line
from sdgen.report.change_names import Names
from sdgen.report.change_table import meaning_table, side_table
from sdgen.report.writers.markdown import inline, markdown_lines

MARKER: Final = "<!-- sdgen diff"
"""How the first line of every comment begins."""
MOST_NEW = 10
"""New findings that the alert names."""
MOST_FINDINGS = 30
"""Fixed findings, and those that are left, that the fold names."""
LONGEST = 60_000
"""Characters of a comment: GitHub takes 65,536."""


class Compared(Struct, frozen=True):
    """One design of a comment: the comparison, the Mermaid flowchart of what changed (empty where no
    component or call did), and what the two sides are called; ``verdict`` stands in the place of better or
    worse, ``errors`` say why a side could not be read. ``left_out`` counts the changed components that the
    flowchart has no room for."""

    comparison: Comparison
    flowchart: str = ""
    file: str = ""
    sides: str = ""
    verdict: str = ""
    errors: tuple[Finding, ...] = ()
    left_out: int = 0


def change_comment(compared: Sequence[Compared], asked: str, links: str = "") -> str:
    """The comment about designs, of which at least one has changed; ``asked`` is what was compared, for
    the marker. ``links`` is the address under which the repository's files can be seen, such as
    ``https://github.com/me/shop/blob/main``: without it places are no links."""
    written = [f"{MARKER}: {_in_comment(asked)} -->"]
    changed = [each for each in compared if each.errors or each.comparison.says_something]
    if not changed:
        written.append(f"### {for_markdown('No design has changed')}")
        return "\n".join((*written, ""))
    length = 0
    for place, each in enumerate(changed):
        lines = list(_without_mentions(_design(each, links, alone=len(changed) == 1)))
        length += sum(map(len, lines)) + len(lines)
        if length > LONGEST and place:
            written += ["", "Too much for a comment; `sdgen diff` says more of:", ""]
            written += _without_mentions(
                f"- {for_markdown_code(other.file or '-')}: "
                f"{for_markdown(change_title(other.comparison, other.verdict))}"
                for other in changed[place:]
            )
            break
        written += lines if place == 0 else ["", *lines]
    return "\n".join((*written, ""))


_NOT_TEXT: Final = re.compile(r"(`+[^`]*`+|\]\(<[^>]*>\))")
"""Code, and where links lead: nobody is mentioned there."""
_MENTION: Final = re.compile(r"\\?@(?=\w)|(?<!&)#(?=\d)|(?<=\bGH)-(?=\d)|!(?=\d)")
"""How a person, an issue or a merge request is named, of whom a design knows nothing."""
_APART: Final = "<!-- -->"


def _without_mentions(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a comment, in which no text of a design calls somebody or links an issue."""
    is_code = False
    for line in lines:
        is_code ^= line.startswith("```")
        parts = [line] if is_code or line.startswith("```") else _NOT_TEXT.split(line)
        yield "".join(
            part if place % 2 or is_code else _MENTION.sub(lambda m: f"{m[0]}{_APART}", part)
            for place, part in enumerate(parts)
        )


def _in_comment(text: str) -> str:
    """A text that does not end a comment of HTML, in one line."""
    return for_xml(" ".join(text.split())).replace("--", "- -")


def _design(each: Compared, links: str, *, alone: bool) -> Iterator[str]:
    comparison, meaning = each.comparison, each.comparison.meaning
    names, changes = Names(comparison), comparison.changes.changes
    yield f"### {for_markdown(change_title(comparison, each.verdict))}"
    if not alone and each.file:
        yield ""
        yield for_markdown_code(each.file)
    if each.errors:
        yield ""
        yield from _alert("CAUTION", each.errors, links)
        table = side_table(meaning, names)
        if table is not None:
            yield from ("", one_side(comparison), "", *markdown_lines([table]))
        return
    said = list(sentences(comparison, names))
    if said:
        yield ""
        yield " ".join(inline(p.text) if p.quiet else _bold(p.text) for p in said)
    table = meaning_table(meaning, names)
    if table is not None:
        yield ""
        yield from markdown_lines([table])
    elif any(figure.changed for figure in meaning.figures):
        yield from ("", LITTLE)
    if meaning.new:
        yield ""
        yield from _alert("WARNING", meaning.new, links)
    if each.flowchart:
        yield from ("", "```mermaid", *each.flowchart.splitlines(), "```")
        if each.left_out:
            left = counted(each.left_out, "component")
            yield from ("", f"The flowchart leaves out {left} that changed.")
    if changes:
        yield ""
        lines = _changes(changes, names, links)
        yield from _folded(f"What changed: {changes_in_a_line(changes)}", lines)
    if meaning.fixed or meaning.left:
        yield ""
        yield from markdown_lines([_findings(meaning.fixed, meaning.left)])
    if each.sides:
        yield ""
        yield f"<sub>{for_markdown(each.sides)}</sub>"


def _bold(words: Words) -> str:
    """The words strong as a whole: code in them, which is strong in itself, included."""
    return f"**{inline(words)}**"


def _alert(kind: str, findings: Sequence[Finding], links: str) -> Iterator[str]:
    yield f"> [!{kind}]"
    says = "New: " if kind == "WARNING" else ""
    lines = [
        f"{says}{for_markdown_code(each.code)} {for_markdown(each.message)} "
        f"{inline(_place(each, links))}"
        for each in findings[:MOST_NEW]
    ]
    if len(findings) > MOST_NEW:
        lines.append(and_more(len(findings) - MOST_NEW))
    yield from (f"> {line}<br>" for line in lines[:-1])
    yield f"> {lines[-1]}"


def _place(finding: Finding, links: str) -> Words:
    """Where it stands, as a link where it is known where files are shown."""
    span = finding.span
    text = f"{span.file}:{span.line}"
    return _at(span, links, text) or (Code(text),)


def _at(span: Span, links: str, text: str = "") -> Words:
    """A link to a line; nothing of a file of a revision, which is not seen there."""
    if not links or ":" in span.file:
        return ""
    return (Address(text or f"line {span.line}", f"{links.rstrip('/')}/{span.file}#L{span.line}"),)


def _folded(summary: str, lines: Iterable[str]) -> Iterator[str]:
    yield from ("<details>", f"<summary>{for_xml(summary)}</summary>", "", *lines, "", "</details>")


def _changes(changes: Sequence[Change], names: Names, links: str) -> Iterator[str]:
    every = change_lines(changes, names)
    for each in every[:MOST_CHANGES]:
        place = _at(each.span, links) if each.span is not None and links else ""
        link = f" {inline(place)}" if isinstance(place, tuple) else ""
        yield f"- **{each.sign} {inline(each.head)}**{inline(each.rest)}{link}"
    if len(every) > MOST_CHANGES:
        yield f"- {and_more(len(every) - MOST_CHANGES, 'lines')}"


def _findings(fixed: Sequence[Finding], left: Sequence[Finding]) -> Details:
    rows = [
        (says, each.message, (Code(each.code),))
        for says, found in (("fixed", fixed), ("left", left))
        for each in found[:MOST_FINDINGS]
    ]
    hidden = sum(max(0, len(found) - MOST_FINDINGS) for found in (fixed, left))
    parts = [
        f"{counted(len(found), 'finding')} {says}"
        for found, says in (
            (fixed, "fixed"),
            (left, by_number(len(left), "left as it was", "left as they were")),
        )
        if found
    ]
    table = Table(("", "finding", ""), tuple(rows), more=hidden, text_columns=(0, 1, 2))
    return Details(", ".join(parts), (table,))
