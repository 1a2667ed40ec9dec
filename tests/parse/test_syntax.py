"""Each mistake in the YAML itself is named in our words, at the place where it was made."""

from __future__ import annotations

from yaml.error import MarkedYAMLError

from sdgen.parse import parse_text
from sdgen.parse.syntax import explain
from tests.support.cases import every_case

NO_SPACE_OR_COLON = "write key: value"
QUOTE = "put the value in quotes: "
QUOTE_TEXT = "put the value in quotes if it is text: "
NAME_FOLLOWS = "and a name of letters, digits, '-' and '_' must follow it"
ONE_PAIR = "put the whole value in one pair of quotes; inside '...' an apostrophe is written ''"
SEPARATE = "separate with ',', or put text that has a ',' or ':' in quotes, or close with "
ESCAPE = "a backslash in double quotes begins an escape, and this is none that YAML knows"
ESCAPE_HELP = "write \\\\ for a backslash, or use single quotes"
DIRECTIVE = (
    "a line that begins with '%' is an instruction for the parser, and this one is not known"
)
TAG = "a word that begins with '!' is a tag, and tags are not supported"
TAG_HELP = "remove the tag, or put the text in quotes"
MORE_TEXT = "there is more text after the end of the document"
MORE_TEXT_HELP = "begin the file with key: value, and remove lines of '...' and '%'"


@every_case(
    ("text", "place", "message", "advice"),
    [
        (
            "a:\n\tb: 1",
            (2, 1),
            "a tab stands where YAML allows only spaces",
            "indent with spaces, two for each level",
        ),
        (
            "a: 1\n\tb: 2",
            (2, 1),
            "a tab stands where YAML allows only spaces",
            "indent with spaces, two for each level",
        ),
        ("a: @x", (1, 4), "a value cannot begin with '@'", f'{QUOTE}"@x"'),
        ('a: `x "y"`', (1, 4), "a value cannot begin with '`'", f"{QUOTE}'`x \"y\"`'"),
        (
            "a: b: c",
            (1, 5),
            "a second ': ' in one line, where only one 'key: value' can be",
            "put the value in quotes if the colon is part of it, or begin a new line",
        ),
        (
            "a: 1\n b: 2",
            (2, 3),
            "this line is indented deeper than line 1, which already has a value",
            "begin it in column 1, or remove the value of line 1",
        ),
        ("name\nb: 1", (1, 1), "'name' has no ':' after it", NO_SPACE_OR_COLON),
        ("a: 1\nb:2\nc: 3", (2, 1), "there is no space after the ':' in 'b:2'", NO_SPACE_OR_COLON),
        ("a:2\nc: 3", (1, 1), "there is no space after the ':' in 'a:2'", NO_SPACE_OR_COLON),
        ("a: 1\nb\n# c", (2, 1), "'b' has no ':' after it", NO_SPACE_OR_COLON),
        (
            "k" * 1100 + ": 1",
            (1, 1101),
            "a ':' cannot stand here",
            "write key: value, the key in one line of at most 1024 characters",
        ),
        (
            "a: {b:[1]}",
            (1, 6),
            "inside brackets a ':' at the end of a word needs a space after it",
            "write key: value, or put the text in quotes",
        ),
        ('a: "x\nb: 1', (1, 4), 'the quote " that opens here is never closed', 'add the closing "'),
        ("a: 'x", (1, 4), "the quote ' that opens here is never closed", "add the closing '"),
        (
            'a: "x\n---\nb"',
            (1, 4),
            "the quote \" that opens here is not closed before '---'",
            'add "',
        ),
        (
            "a: [1,\n2\n\n",
            (1, 4),
            "the '[' that opens here is never closed",
            "add the closing ']'",
        ),
        ("a: {b: [", (1, 8), "the '[' that opens here is never closed", "add the closing ']'"),
        ("{a: 1", (1, 1), "the '{' that opens here is never closed", "add the closing '}'"),
        ("a: [\n---", (1, 4), "the '[' that opens here is never closed", "add the closing ']'"),
        ("a: [1}", (1, 6), "'}' does not close the '[' of line 1", "write ']'"),
        (
            "a: [1, 2\nb: 3",
            (2, 2),
            "a ',' or ']' is missing in the list that begins in line 1",
            f"{SEPARATE}']'",
        ),
        (
            "a: {b: c d: e}",
            (1, 11),
            "a ',' or '}' is missing in the mapping that begins in line 1",
            f"{SEPARATE}'}}'",
        ),
        ("a: {b: 1}}", (1, 10), "this '}' closes nothing", "remove it"),
        ("]", (1, 1), "this ']' closes nothing", "remove it"),
        ("[a]]", (1, 4), "this ']' closes nothing", "remove it"),
        ("a: [x, , y]", (1, 8), "a value is missing before ','", "write the value"),
        ("a: {: x}", (1, 5), "there is no key in front of this ':'", NO_SPACE_OR_COLON),
        (": x", (1, 1), "there is no key in front of this ':'", NO_SPACE_OR_COLON),
        (
            "a: [- b]",
            (1, 5),
            "a list with '- ' cannot stand inside brackets",
            "write [a, b], or use one line for each item and no brackets",
        ),
        ("...\n", (1, 1), "the document ends before it has begun", "remove this line"),
        ("a: [1],", (1, 7), "this ',' follows a complete value", "remove it"),
        ('a: "x" y', (1, 8), "there is more text after a complete value", ONE_PAIR),
        ("a: 'it's'", (1, 8), "there is more text after a complete value", ONE_PAIR),
        ("- 'it's'", (1, 7), "there is more text after a complete value", ONE_PAIR),
        (
            "a: 1\n- b",
            (2, 1),
            "a list item stands where a key is due, as in line 1",
            "write key: value, or indent the list below its key",
        ),
        (
            "a:\n  - b\n c: 1",
            (3, 2),
            "the indentation of this line fits no line above it "
            "(the block begins in line 1, column 1)",
            "begin the line in the same column as the lines that it belongs to",
        ),
        (
            "- a\nb: 1",
            (2, 1),
            "this line is in the list that begins in line 1, but is not an item of it",
            "begin it with '- ', or change its indentation",
        ),
        (
            "x: - 1",
            (1, 4),
            "a list with '- ' cannot begin here",
            "begin the list on a new line below its key, or write [a, b]",
        ),
        ('a: "\\q"', (1, 5), ESCAPE, ESCAPE_HELP),
        ('a: "\\x4"', (1, 7), ESCAPE, ESCAPE_HELP),
        (
            'a: "\\ud800"',
            (1, 5),
            "\\ud800 is half of a character (a surrogate), and the other half is missing",
            "write the character itself, or both halves, such as \\ud83d\\ude00, or its number "
            "with eight digits, such as \\U0001F600",
        ),
        ("%FOO\n---\na", (1, 5), DIRECTIVE, "remove the line, or put the text in quotes"),
        ("%*x", (1, 2), DIRECTIVE, "remove the line, or put the text in quotes"),
        ("%YAML 1.3\n---\na", (1, 1), DIRECTIVE, "remove the line, or put the text in quotes"),
        ("a: !x!foo 1", (1, 4), TAG, TAG_HELP),
        ('a: !x"y" b', (1, 4), TAG, TAG_HELP),
        ("a: !<%zz> 1", (1, 4), TAG, TAG_HELP),
        ("a: &\nb", (1, 4), f"'&' marks a value, {NAME_FOLLOWS}", f'{QUOTE_TEXT}"&"'),
        (
            "a: *.example.com",
            (1, 4),
            f"'*' names another value, {NAME_FOLLOWS}",
            f'{QUOTE_TEXT}"*.example.com"',
        ),
        ("a: &x &y 1", (1, 7), "a value can have only one '&name'", "remove one of them"),
        (
            "a: |x\n b",
            (1, 4),
            "the text that '|' announces begins on the next line",
            "put the text on the lines below, indented, or in quotes without the '|'",
        ),
        (
            "a: |0\n b",
            (1, 4),
            "the text that '|' announces begins on the next line",
            "put the text on the lines below, indented, or in quotes without the '|'",
        ),
        ("a: 1\n...\nb: 2", (3, 1), MORE_TEXT, MORE_TEXT_HELP),
        ('"a" "b"', (1, 5), MORE_TEXT, MORE_TEXT_HELP),
    ],
)
def test_mistakes(text, place, message, advice):
    document = parse_text(text, "d.yaml")
    (found,) = document.findings
    assert document.root is None
    assert (found.code, found.name, found.unreadable) == ("YAML004", "syntax", True)
    assert ((found.span.line, found.span.column), found.message, found.help) == (
        place,
        message,
        advice,
    )


def test_what_the_file_says_cannot_reach_a_terminal():
    found = parse_text("a: @\u202ex", "d.yaml").findings[0]
    assert found.help == 'put the value in quotes: "@?x"'


def test_a_complaint_without_an_explanation_is_passed_on():
    error = MarkedYAMLError(problem="found something new")
    found = explain(error, "a: b", "d.yaml", ())
    assert found.message == "this is not valid YAML: found something new"
    assert found.help == "put the value in quotes if it is text"
    assert str(found.span) == "d.yaml:1:1"


def test_the_place_is_inside_the_text():
    found = parse_text("a: [\n\n\n", "d.yaml").findings[0]
    assert (found.span.line, found.span.column, found.span.end_column) == (1, 4, 5)
