"""The reference page of the language, made from the shapes of the records.

``docs/reference.md`` is written and checked by ``tools/reference.py``. Every key that the schema
has stands there: those of the records, and those that components of single kinds have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import fields

from sdgen.base.words import in_one_line, with_article
from sdgen.design import shapes, spelling
from sdgen.design.calls import Call, CallGroup
from sdgen.design.design import Design
from sdgen.design.journeys import Step
from sdgen.design.shapes import AnyShape, form_of, of_kind, properties_of
from sdgen.design.topology import Domain
from sdgen.kinds import KINDS
from sdgen.quantity import Dimension

QUANTITIES: dict[Dimension, tuple[str, tuple[str, ...]]] = {
    Dimension.COUNT: ("count", ("200M", "1.5B", "80k", "250_000")),
    Dimension.RATE: ("rate", ("300/s", "80k/s", "500M/month")),
    Dimension.USER_RATE: ("rate per user", ("10/user/day", "40/user/month")),
    Dimension.BYTES: ("bytes", ("300 B", "4 KB", "64 GiB", "8 TB")),
    Dimension.BYTE_RATE: ("bytes a second", ("200 MB/s", "10 Gbit/s", "100 Mbps")),
    Dimension.DURATION: ("time", ("150ms", "30s", "5min", "24h", "90d", "5y")),
    Dimension.PER_USER: ("count per user", ("1/user", "0.5/user")),
    Dimension.WORK: ("amount of work", ("900 tokens", "12 pages")),
    Dimension.WORK_RATE: ("work a second", ("2.5k tokens/s", "100k pages/day")),
    Dimension.RATIO: ("share", ("99.95%", "5%", "0.05")),
    Dimension.FACTOR: ("factor", ("3x", "200", "1%")),
    Dimension.TIME_SHARE: ("share of time", ("2h/week", "30min/month")),
    Dimension.MONEY: ("money", ("$70/month", "$0.023")),
}
"""What a quantity of each dimension is called, and how it is written."""

WORDS = {
    spelling.KEBAB: "id",
    spelling.OPERATION: "operation id",
    spelling.ENTITY: "entity name",
    spelling.FIELD: "field name",
    spelling.FIGURE: "figure name",
}
"""What a word of each pattern is called; of other patterns it is said what they ask for."""

MOST_CHOICES = 12

FORMS: dict[str, tuple[tuple[str, type[Struct]], ...]] = {
    "call": (("[]", CallGroup), ("[].TARGET", Call)),
    "call_options": (),
    "component_defaults": (),
    "domains": ((".ID", Domain),),
    "kind_defaults": (),
    "member": (),
    "override": (),
    "step": (("[].CHAIN", Step),),
    "version": (),
}
"""The records that stand under what has a form of its own, and where."""

FORM_WORDS = {
    "call": "id, `ID: {...}` with [options](#call), or a [group of calls](#call-group)",
    "call_options": "[options](#call)",
    "component_defaults": "keys of a [component](#component), but for `kind` and `name`",
    "domains": "mapping of id to [domain](#domain), or list of ids",
    "kind_defaults": "mapping of kind to keys of a [component](#component), but for `kind` and `name`",
    "override": "mapping of `components`, `journeys` or another part of a design to ids, and these to keys",
    "member": "id, or `ID: {...}` with [options](#call)",
    "step": "`a -> b -> c: label`, or `a -> b: {...}` with [options](#step)",
    "version": "`1`",
}
"""How what has a form of its own is written."""

INTRODUCTION = """\
# Reference of the design file

Made from the records of `sdgen/design/` by `tools/reference.py`: every key, what may stand under it,
what is taken where it is absent, and what it means. [The design file](language.md) explains the
language with examples; editors show the same meanings, from the schema that `sdgen schema` prints.

An absent key with "–" means that nothing is said: no output assumes anything in its place, and what
cannot be computed without it says so. A key that must be given is marked **required**.
"""


class Section(NamedTuple):
    """A record of the language, its title on the page, and where it stands in a file."""

    title: str
    record: type[Struct]
    places: list[str]


def reference_page() -> str:
    """The text of ``docs/reference.md``."""
    lines = [*INTRODUCTION.splitlines(), "", *_spellings()]
    for section in sections():
        lines += _section(section)
    lines += _kinds()
    return "\n".join(lines).rstrip("\n") + "\n"


def _title(record: type[Struct]) -> str:
    """The heading of a record that stands in another: ``CommonCause`` as `Common cause`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", record.__name__).capitalize()


def sections() -> list[Section]:
    """Every record of the language, in the order of the file, each once."""
    found: dict[type[Struct], Section] = {Design: Section("The design", Design, [""])}
    for record, place in _walk(Design, ""):
        if record not in found:
            found[record] = Section(_title(record), record, [])
        if place not in found[record].places:
            found[record].places.append(place)
    return list(found.values())


def _walk(
    record: type[Struct], place: str, around: tuple[type[Struct], ...] = ()
) -> Iterator[tuple[type[Struct], str]]:
    """Every record below this one with the place that it has in the file, outer ones first; of
    one that can hold its own kind, the first level."""
    for key, each in properties_of(record).items():
        below = f"{place}.{key}" if place else key
        for inner, suffix in _records_under(each.shape):
            yield inner, below + suffix
            if inner not in (record, *around):
                yield from _walk(inner, below + suffix, (record, *around))


def _records_under(shape: AnyShape) -> Iterator[tuple[type[Struct], str]]:
    if isinstance(shape, shapes.Nested):
        yield shape.record, ""
    elif isinstance(shape, shapes.Either):
        for each in shape.shapes:
            yield from _records_under(each)
    elif isinstance(shape, shapes.Own):
        for suffix, record in FORMS[shape.name]:
            yield record, suffix
    elif isinstance(shape, shapes.Table):
        for record, suffix in _records_under(shape.each):
            named = "ID" if shape.keys in (spelling.KEBAB, spelling.OPERATION) else "NAME"
            yield record, f".{named}{suffix}"
    elif isinstance(shape, shapes.Many | shapes.OneOrMany):
        own = isinstance(shape.each, shapes.Own)
        for record, suffix in _records_under(shape.each):
            yield record, suffix if own else f"[]{suffix}"


def _spellings() -> Iterator[str]:
    yield from ("## Quantities", "", "| quantity | written |", "|---|---|")
    for name, written in QUANTITIES.values():
        yield f"| {name} | {', '.join(f'`{each}`' for each in written)} |"
    yield from ("", "## Words", "", "| word | how it is spelt |", "|---|---|")
    for pattern, name in WORDS.items():
        yield f"| {name} | {_quoted(spelling.FORMS[pattern])} |"
    yield ""


def _section(section: Section) -> Iterator[str]:
    form = form_of(section.record)
    yield from (f"## {section.title}", "")
    if section.places != [""]:
        yield from (", ".join(f"`{each}`" for each in section.places), "")
    yield form.meaning
    if form.plain is not None:
        short = f", as its `{form.short}`" if form.short else ""
        yield f"Short form: {value_words(form.plain)}{short}."
    if form.nothing:
        yield "The value may be left empty."
    yield from ("", "| key | value | absent | meaning |", "|---|---|---|---|")
    defaults = {each.name: each.default for each in fields(section.record)}
    for key, each in properties_of(section.record).items():
        absent = _absent(each.shape, defaults.get(each.field))
        if each.shape.form in properties_of(section.record):
            absent += f" in the form `{each.shape.form}`"
        yield f"| `{key}` | {value_words(each.shape)} | {absent} | {_cell(_meaning(each.shape))} |"
    yield ""


def _kinds() -> Iterator[str]:
    """The properties of single kinds: those of one name and meaning in one row."""
    yield from ("## Properties of single kinds", "")
    yield from (
        "Components of these kinds have them beside the keys that all components have.",
        "",
    )
    yield from ("| key | value | kinds | meaning |", "|---|---|---|---|")
    rows: dict[tuple[str, str, str], list[str]] = {}
    for kind in KINDS.values():
        for own in kind.properties:
            rows.setdefault((own.name, value_words(of_kind(own)), own.doc), []).append(kind.name)
    for (name, value, meaning), kinds in sorted(rows.items()):
        named = ", ".join(f"[{each}](kinds.md#{each})" for each in kinds)
        yield f"| `{name}` | {value} | {named} | {_cell(meaning)} |"


def _absent(shape: AnyShape, default: Any) -> str:
    if shape.required:
        return "**required**"
    if shape.absent:
        return shape.absent
    return "`false`" if default is False else "–"


def _meaning(shape: AnyShape) -> str:
    """The meaning of the key, and of each item of a list where that says more."""
    if isinstance(shape, shapes.Nested):
        return shape.meaning or form_of(shape.record).meaning
    each = shape.each.meaning if isinstance(shape, shapes.Many | shapes.OneOrMany) else ""
    return f"{shape.meaning} Each: {each}" if each and each not in shape.meaning else shape.meaning


# --- what may stand under a key ---------------------------------------------------------------


def value_words(shape: AnyShape) -> str:
    """What may stand there: its type or dimension, and its bounds."""
    return _WORDS[type(shape)](shape)


def _text(shape: shapes.Text) -> str:
    return f"text, up to {shape.longest:,} characters"


def _name(shape: shapes.Name) -> str:
    return f"text, 1 to {shape.longest:,} characters"


def _word(shape: shapes.Word) -> str:
    return WORDS.get(shape.pattern) or _quoted(spelling.FORMS[shape.pattern])


def _id(shape: shapes.Id) -> str:
    return _id_words(shape.pattern, shape.of)


def _id_words(pattern: str, of: shapes.Element | None) -> str:
    """The word, and of what it is the id where the word does not say so."""
    return f"id of {with_article(of)}" if of and pattern == spelling.KEBAB else WORDS[pattern]


def _measure(shape: shapes.Measure) -> str:
    dimension = shape.dimension
    dimensions = (dimension,) if isinstance(dimension, Dimension) else dimension
    every = len(dimensions) == len(Dimension)
    named = "quantity" if every else " or ".join(QUANTITIES[each][0] for each in dimensions)
    bound = ", at most `100%`" if shape.share else ", more than 0" if shape.some else ""
    return f"[{named}](#quantities){bound}"


def _flag(_shape: shapes.Flag) -> str:
    return "`true` or `false`"


def _count(shape: shapes.Count) -> str:
    return f"whole number, {shape.least:,} to {shape.most:,}"


def _choice(shape: shapes.Choice) -> str:
    values = shapes.choices_of(shape)
    if len(values) > MOST_CHOICES:
        return f"one of {len(values)} [kinds](kinds.md)"
    return ", ".join(f"`{each}`" for each in values)


def _many(shape: shapes.Many) -> str:
    least = f"{shape.least:,} to " if shape.least else "up to "
    return f"list of {least}{shape.most:,}: {value_words(shape.each)}"


def _one_or_many(shape: shapes.OneOrMany) -> str:
    return f"{value_words(shape.each)}, or a list of up to {spelling.MOST_ITEMS:,}"


def _table(shape: shapes.Table) -> str:
    keys = _id_words(shape.keys, shape.of) if shape.keys else "name"
    least = f"{shape.least:,} to " if shape.least else "up to "
    return f"mapping of {least}{shape.most:,}: {keys} to {value_words(shape.each)}"


def _own(shape: shapes.Own) -> str:
    return FORM_WORDS[shape.name]


def _either(shape: shapes.Either) -> str:
    return "; or ".join(map(value_words, shape.shapes))


def _nested(shape: shapes.Nested) -> str:
    link = f"[mapping](#{_title(shape.record).lower().replace(' ', '-')})"
    form = form_of(shape.record)
    return f"{value_words(form.plain)}; or {link}" if form.plain is not None else link


_WORDS: dict[type, Callable[[Any], str]] = {
    shapes.Choice: _choice,
    shapes.Count: _count,
    shapes.Either: _either,
    shapes.Flag: _flag,
    shapes.Id: _id,
    shapes.Many: _many,
    shapes.Measure: _measure,
    shapes.Name: _name,
    shapes.Nested: _nested,
    shapes.OneOrMany: _one_or_many,
    shapes.Own: _own,
    shapes.Table: _table,
    shapes.Text: _text,
    shapes.Word: _word,
}


def _quoted(words: str) -> str:
    """Words of a finding for a page: what stands in quotes is code."""
    return re.sub(r"'([^']*)'", r"`\1`", words)


def _cell(text: str) -> str:
    return in_one_line(text).replace("|", "\\|")
