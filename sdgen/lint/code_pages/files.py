"""Codes of what is wrong with the text of a file, before anyone asks what it means."""

from __future__ import annotations

from sdgen.lint.code_pages.code_page import CodePage
from sdgen.parse import problems
from sdgen.parse.problems import Problem

_SMALL = "components:\n  web: {kind: client}\n"


def _page(
    problem: Problem, summary: str, why: str, instead: str, bad: str = "", good: str = _SMALL
) -> CodePage:
    return CodePage(
        code=problem.code,
        name=problem.title,
        summary=summary,
        why=why,
        instead=instead,
        bad=bad,
        good=good if bad else "",
    )


PAGES = (
    _page(
        problems.UNREADABLE_FILE,
        "A file that cannot be opened.",
        "It does not exist, is a folder, or may not be read by this user.",
        "The path of a design file; the message gives the reason that the system gives.",
    ),
    _page(
        problems.TOO_LARGE,
        "A file of more bytes than a design can have.",
        "The largest designs have well under a tenth of the limit, so this is another file.",
        "The path of a design file; split a large design with `include`.",
    ),
    _page(
        problems.ENCODING,
        "A file that is not UTF-8 text, or has control characters in it.",
        "What cannot be shown cannot be checked, and editors would each show something else.",
        "The file saved as UTF-8, without the character that is named.",
    ),
    _page(
        problems.SYNTAX,
        "Text that is no YAML.",
        "Nothing after the place can be understood, so nothing else is said about the file.",
        "What the message says: most often a bracket or a quote to be closed, spaces instead of a "
        "tab, or a text with `: ` or ` #` in it to be put in quotes.",
        "components:\n  web: {kind: client\n",
    ),
    _page(
        problems.EMPTY,
        "A file with nothing in it but comments and blank lines.",
        "There is no design to look at.",
        "The lines `sdgen: 1`, `name` and `components`.",
    ),
    _page(
        problems.SEVERAL_DOCUMENTS,
        "A second YAML document in the file, after `---`.",
        "One file is one design, and what follows the line would be passed over in silence.",
        "One document; move the second into a file of its own, and `include` it where it is a part "
        "of this design.",
        "sdgen: 1\nname: Example\ncomponents:\n  web: {kind: client}\n---\nmore: {}\n",
        "sdgen: 1\nname: Example\ncomponents:\n  web: {kind: client}\n",
    ),
    _page(
        problems.DUPLICATE_KEY,
        "The same key twice in one mapping.",
        "YAML parsers keep the last one and drop the other without a word.",
        "One of the two; two components, journeys or entities need two ids.",
        "components:\n  web: {kind: client}\n  web: {kind: service}\n",
        "components:\n  web: {kind: client}\n  api: {kind: service}\n",
    ),
    _page(
        problems.KEY_NOT_TEXT,
        "A key that is a list or a mapping, or a colon without a key.",
        "Keys are ids and words of the language. A text that begins with `{` or `[` is read as a "
        "mapping or a list.",
        "`key: value`, and quotes around a key that begins with a bracket.",
        "components:\n  {web: 1}: {kind: client}\n",
    ),
    _page(
        problems.TAG,
        "A YAML tag such as `!include` or `!!python/object`.",
        "A design is plain data: a tag would ask for something to be run or made.",
        "The value without the tag, in quotes where it is a text.",
        "components:\n  web: !client {kind: client}\n",
    ),
    _page(
        problems.MERGE,
        "A merge key `<<` whose value is no mapping.",
        "There is nothing in it that could be merged.",
        "`<<: *name`, where `&name` marks a mapping.",
        "components:\n  web: {<<: 5, kind: client}\n",
    ),
    _page(
        problems.ALIAS,
        "An alias `*name` of a value that does not stand before it, or that holds it.",
        "It names nothing, or a value that never ends.",
        "`&name` at an earlier value; quotes around a text that begins with `*`.",
        "components:\n  web: *shared\n",
    ),
    _page(
        problems.TOO_DEEP,
        "Mappings and lists nested deeper than any design is.",
        "No part of the language needs ten levels; this many is a slip, or an attack.",
        "Closed brackets.",
        "components: " + "[" * 120 + "]" * 120 + "\n",
    ),
    _page(
        problems.TOO_MANY_VALUES,
        "More keys and values than can be read, aliases counted as copies.",
        "Aliases of aliases make a small file endless.",
        "Fewer aliases, or a design that is split with `include`.",
    ),
)
