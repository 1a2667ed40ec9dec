"""What has changed between two designs, and what that means, as blocks."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.findings import Finding
from sdgen.base.words import and_more, by_number, counted
from sdgen.blocks import Block, Code, List, Page, Paragraph, Section, Words
from sdgen.diff.changes import Changes
from sdgen.diff.comparison import Comparison
from sdgen.report.change_lines import change_lines, changes_in_a_line
from sdgen.report.change_names import Names
from sdgen.report.change_table import meaning_table, side_table
from sdgen.report.meaning_words import NO_FIGURE, meaning_sentence, still_missed, verdict

MOST_CHANGES = 60
MOST_FINDINGS = 30
"""Changes, and findings of each kind, that are listed."""
NO_CHANGE = "Both designs say the same."
CANNOT = "cannot be compared"
LITTLE = "No figure differs by more than a little; JSON has them all."


def change_page(comparison: Comparison, instead: str = "") -> Page:
    """The report of two designs; ``instead`` stands in the place of better or worse."""
    return Page(change_title(comparison, instead), tuple(_blocks(comparison)))


def side_page(comparison: Comparison) -> Page:
    """The report where only one side could be read: its figures."""
    table = side_table(comparison.meaning, Names(comparison))
    blocks = (Paragraph(one_side(comparison)), Section("what it is", (table,))) if table else ()
    return Page(change_title(comparison, CANNOT), blocks)


def one_side(comparison: Comparison) -> str:
    """Which of the two has errors, and of which the figures are."""
    sides = ("newer", "older") if comparison.has_before else ("older", "newer")
    return f"The {sides[0]} design has errors; these are the figures of the {sides[1]} one."


def change_title(comparison: Comparison, instead: str = "") -> str:
    """``Twitter: better, with 1 new finding``."""
    name = comparison.after.given.name or comparison.before.given.name or "the design"
    changes = comparison.changes.changes
    found = instead or verdict(comparison.meaning, bool(changes))
    if unrelated(comparison.changes) and not instead:
        found = "two designs without a component in common"
    if changes and found == NO_FIGURE and all(each.was and not each.facts for each in changes):
        found = "only renamed"
    return f"{name}: {found}"


def _blocks(comparison: Comparison) -> Iterator[Block]:
    names, changes = Names(comparison), comparison.changes
    if not comparison.says_something:
        yield Paragraph(NO_CHANGE)
        return
    yield from sentences(comparison, names)
    table = meaning_table(comparison.meaning, names)
    if table is not None:
        yield Section("what it means", (table,))
    elif any(each.changed for each in comparison.meaning.figures):
        yield Paragraph(LITTLE, quiet=True)
    yield Section(
        f"what changed: {changes_in_a_line(changes.changes)}", (change_list(changes, names),)
    )
    meaning = comparison.meaning
    for says, findings in (("new", meaning.new), ("fixed", meaning.fixed)):
        if findings:
            yield Section(f"{says} findings ({len(findings)})", (finding_list(findings),))
    if meaning.left:
        number = len(meaning.left)
        are = by_number(number, "is as it was", "are as they were")
        yield Section("other findings", (Paragraph(f"{counted(number, 'finding')} {are}"),))


def sentences(comparison: Comparison, names: Names) -> Iterator[Paragraph]:
    """What it means in a sentence or two; what is as it was is quiet."""
    meant = meaning_sentence(comparison.meaning, names)
    missed = still_missed(comparison.meaning)
    if unrelated(comparison.changes):
        yield Paragraph("No component is in both: are these two designs of one system?")
    if meant:
        yield Paragraph(meant)
    if missed:
        yield Paragraph(missed, quiet=True)


def unrelated(changes: Changes) -> bool:
    """Whether both have components, and none in common."""
    olds, news = changes.before.components, changes.after.components
    return bool(olds) and bool(news) and not olds.keys() & news.keys()


def change_list(changes: Changes, names: Names, most: int = MOST_CHANGES) -> List:
    """Every change, up to so many lines."""
    every = change_lines(changes.changes, names)
    lines: list[Words] = [each.line for each in every[:most]]
    if len(every) > most:
        lines.append(and_more(len(every) - most, "lines"))
    return List(tuple(lines))


def finding_list(findings: tuple[Finding, ...], most: int = MOST_FINDINGS) -> List:
    """Findings with their codes and places."""
    lines: list[Words] = [
        (f"{each.severity.value} ", Code(each.code), f" {each.message} ({each.span})")
        for each in findings[:most]
    ]
    if len(findings) > most:
        lines.append(and_more(len(findings) - most))
    return List(tuple(lines))
