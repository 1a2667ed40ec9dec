"""Why a document does not fit the schema: schema and document are walked side by side.

Only the keywords that our schema uses are known here, and a test sees to it that it uses no others.
The explanation comes from the document's own nodes, so that it knows every place exactly, stops
after a bounded number of findings, and never copies or prints a large value.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from sdgen.base.findings import Finding, in_order
from sdgen.base.span import Span
from sdgen.base.suggest import did_you_mean, question
from sdgen.base.words import with_article
from sdgen.design.calls import ANY_OF, QUORUM
from sdgen.design.spelling import FORMS, python_pattern
from sdgen.kinds import KINDS
from sdgen.parse.document import Document, Entry, Mapping, Node, Scalar, Sequence
from sdgen.parse.fixes import NO_FIX, Fix, bracket, requote, respell, rewrite
from sdgen.schema import codes
from sdgen.schema.meant import (
    first_to_write,
    key_meant,
    kind_meant,
    of_another_form,
    other_key,
    other_value,
    sole_key_meant,
    value_meant,
    written_as,
)
from sdgen.schema.words import (
    Path,
    better_form,
    either,
    is_among,
    place,
    shorten,
    type_words,
    types_of,
    written,
)

MOST_FINDINGS = 200
MOST_LISTED = 60

TRUTHS = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}
"""Words that other YAML readers take for true and false."""

GROUPS = (ANY_OF, QUORUM)
"""Keys whose lists have calls as members, and no further groups."""

Rules = dict[str, Any]

KEYWORDS = frozenset(
    {
        *("$ref", "$defs", "$schema", "title", "description", "type", "enum", "const"),
        *("pattern", "minLength", "maxLength", "minimum", "maximum"),
        *("required", "properties", "patternProperties", "propertyNames"),
        *("minProperties", "maxProperties"),
        *("additionalProperties", "unevaluatedProperties", "items", "minItems", "maxItems"),
        *("allOf", "if", "then", "else"),
    }
)
"""The keywords of JSON Schema that this module understands."""


class _Walk(Struct):
    """The state of one explanation; a trial ends at the first finding and looks for no fixes."""

    document: Document
    schema: Rules
    trial: bool = False
    findings: list[Finding] = field(default_factory=list)
    seen: set[tuple[str, Span, str]] = field(default_factory=set)
    merged: dict[tuple[int, ...], Rules] = field(default_factory=dict)
    """Rules with those of the branches chosen, by the identity of all of them."""

    tables: dict[int, tuple[str, dict[str, Rules]]] = field(default_factory=dict)
    """What an ``allOf`` asks for, by the identity of the rules that it is in."""

    def full(self) -> bool:
        return len(self.findings) >= (1 if self.trial else MOST_FINDINGS)

    def add(
        self,
        code: str,
        message: str,
        span: Span,
        path: Path,
        help_text: str = "",
        fix: Fix = NO_FIX,
    ) -> None:
        known = (code, span, message)
        if known in self.seen or self.full():
            return
        self.seen.add(known)
        self.findings.append(codes.form_error(code, message, span, path, help_text, fix))


def explain(document: Document, schema: Rules) -> tuple[Finding, ...]:
    """Everything in the document that does not fit, in the order of the file."""
    root = document.root
    if root is None:
        return ()
    walk = _Walk(document, schema)
    _check(walk, root, schema, (), start_of(root, document.file))
    findings = list(in_order(walk.findings))
    if walk.full():
        findings.append(_too_many(findings[-1].span))
    return tuple(findings)


def _too_many(span: Span) -> Finding:
    message = f"only the first {MOST_FINDINGS} findings about the form of this file are listed"
    return codes.form_error(
        codes.TOO_MANY, message, span, (), "fix these first; the rest is listed then"
    )


def start_of(root: Node, file: str) -> Span:
    """Where to point when the whole document lacks something: its first key."""
    if isinstance(root, Mapping) and root.entries:
        return root.entries[0].key_span
    return root.span if root.span.file else Span.whole(file)


def _resolved(walk: _Walk, rules: Rules) -> Rules:
    while "$ref" in rules:
        rules = walk.schema["$defs"][rules["$ref"].rpartition("/")[2]]
    return rules


def _check(walk: _Walk, node: Node, rules: Rules, path: Path, at: Span) -> None:
    """Report what does not fit; ``at`` is the key's place, for what the value lacks."""
    if walk.full():
        return
    doc = rules.get("description", "")
    rules = _resolved(walk, rules)
    doc = doc or rules.get("description", "")
    wanted = rules.get("type")
    if wanted is not None and not _has_type(node, wanted):
        _wrong_type(walk, node, rules, path, doc)
        return
    if isinstance(node, Scalar):
        _check_scalar(walk, node, rules, path, doc)
    elif "const" in rules or "enum" in rules:
        _wrong_choice(walk, node, rules, path)
    elif isinstance(node, Mapping):
        _check_mapping(walk, node, rules, path, at)
    else:
        _check_sequence(walk, node, rules, path)


def _has_type(node: Node, wanted: str | list[str]) -> bool:
    types = types_of(node)
    return wanted in types if isinstance(wanted, str) else not types.isdisjoint(wanted)


def _wrong_type(walk: _Walk, node: Node, rules: Rules, path: Path, doc: str) -> None:
    wanted = [rules["type"]] if isinstance(rules["type"], str) else rules["type"]
    listed = ", ".join(names := rules.get("properties", {}))  # keys that a mapping may have here
    help_text = f"{doc} Keys: {listed}".lstrip() if listed else doc
    fix = NO_FIX
    if isinstance(node, Scalar) and node.value is not None:
        if "string" in wanted and not _matches(node.text, rules):
            help_text = f"write {FORMS[rules['pattern']]}. {help_text}"
        elif "string" in wanted:
            help_text = f'put it in quotes: "{shorten(node.text)}"'
            if _fits(walk, replace(node, value=node.text), rules, path):
                fix = requote(walk.document, node.span, node.text)
        elif "boolean" in wanted and node.text.lower() in TRUTHS:
            meant = TRUTHS[node.text.lower()]
            help_text = f"write {meant}"
            fix = rewrite(walk.document, node.span, node.text, meant)
        elif "array" in wanted:
            help_text = f"write [{shorten(node.text)}]; {doc}".removesuffix("; ")
            if _fits(walk, Sequence((node,), node.span), rules, path):
                fix = bracket(walk.document, node.span, node.text)
        elif "label" in names:
            label = shorten(node.text).replace('"', "'")
            help_text = f'to label the line, write {{label: "{label}"}}; keys: {listed}'
    message = f"{place(path)}: must be {type_words(wanted)}, but is {written(node)}"
    walk.add(codes.WRONG_TYPE, message, node.span, path, help_text, fix)


def _matches(text: str, rules: Rules) -> bool:
    pattern = rules.get("pattern")
    return pattern is None or python_pattern(pattern).search(text) is not None


def _fits(walk: _Walk, node: Node, rules: Rules, path: Path) -> bool:
    """Whether this would be right here; asked before a fix is given."""
    if walk.trial:
        return False
    trial = _Walk(walk.document, walk.schema, trial=True)
    _check(trial, node, rules, path, node.span)
    return not trial.findings


# --- scalars ----------------------------------------------------------------------------------


def _check_scalar(walk: _Walk, node: Scalar, rules: Rules, path: Path, doc: str) -> None:
    if "const" in rules or "enum" in rules:
        _wrong_choice(walk, node, rules, path)
    value = node.value
    if isinstance(value, str):
        _check_text(walk, value, rules, node.span, path, is_key=False)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        least, most = rules.get("minimum"), rules.get("maximum")
        if least is not None and value < least:
            message = f"{place(path)}: is {shorten(node.text)}, must be at least {least}"
            walk.add(codes.OUT_OF_BOUNDS, message, node.span, path, doc)
        if most is not None and value > most:
            message = f"{place(path)}: is {shorten(node.text)}, must be at most {most}"
            walk.add(codes.OUT_OF_BOUNDS, message, node.span, path, doc)


def _wrong_choice(walk: _Walk, node: Node, rules: Rules, path: Path) -> None:
    allowed = rules["enum"] if "enum" in rules else [rules["const"]]
    if isinstance(node, Scalar) and is_among(node.value, allowed):
        return
    listed = [str(each) for each in allowed if each is not None]
    suggestion, fix = "", NO_FIX
    if isinstance(node, Scalar) and isinstance(node.value, str):
        other = kind_meant(node.value) if path and path[-1] == "kind" else None
        near = other or other_value(node.value, listed) or did_you_mean(node.value, listed)
        suggestion = question(near)
        if near and near == value_meant(node.value, listed, path):
            fix = respell(walk.document, node.span, node.text, near)
    what = f"'{shorten(node.text)}'" if isinstance(node, Scalar) and node.text else written(node)
    walk.add(
        codes.WRONG_VALUE,
        f"{place(path)}: {what} is not one of the values allowed",
        node.span,
        path,
        f"{suggestion} allowed: {', '.join(listed)}".lstrip(),
        fix,
    )


def _check_text(
    walk: _Walk, text: str, rules: Rules, span: Span, path: Path, *, is_key: bool
) -> None:
    pattern = rules.get("pattern")
    if len(text) > rules.get("maxLength", len(text)):
        message = f"{_subject(text, path, is_key)} is longer than {rules['maxLength']} characters"
        walk.add(codes.OUT_OF_BOUNDS, message, span, path)
    elif len(text) < rules.get("minLength", 0):
        message = f"{_subject(text, path, is_key)} must not be empty"
        walk.add(codes.OUT_OF_BOUNDS, message, span, path)
    elif pattern is not None and not python_pattern(pattern).search(text):
        better = better_form(text, pattern)
        shown = _subject(text, path, is_key) + ("" if is_key else f" '{shorten(text)}'")
        walk.add(
            codes.WRONG_FORM,
            f"{shown} is not written as it must be",
            span,
            path,
            (f"write '{shorten(better)}'; " if better else "") + f"allowed: {FORMS[pattern]}",
        )


def _subject(text: str, path: Path, is_key: bool) -> str:
    return f"{place(path)}: the key '{shorten(text)}'" if is_key else place(path) + ":"


# --- lists and mappings -----------------------------------------------------------------------


def _check_sequence(walk: _Walk, node: Sequence, rules: Rules, path: Path) -> None:
    if len(node.items) < rules.get("minItems", 0):
        message = f"{place(path)}: the list is empty"
        walk.add(codes.OUT_OF_BOUNDS, message, node.span, path, first_to_write(path))
    if len(node.items) > rules.get("maxItems", len(node.items)):
        message = f"{place(path)}: {len(node.items)} items, at most {rules['maxItems']} are allowed"
        walk.add(codes.TOO_LONG, message, node.span, path)
        return
    if "items" in rules:
        for index, item in enumerate(node.items):
            _check(walk, item, rules["items"], (*path, index), item.span)


def _check_mapping(walk: _Walk, node: Mapping, rules: Rules, path: Path, at: Span) -> None:
    rules = _with_branches(walk, node, rules)
    if not _check_size(walk, node, rules, path, at):
        return
    properties: Rules = rules.get("properties", {})
    for name in rules.get("required", ()):
        if node.get(name) is None:
            message = f"{place(path)}: the key '{name}' is missing"
            doc = str(_resolved(walk, properties.get(name, {})).get("description", ""))
            walk.add(codes.MISSING_KEY, message, at, path, f"add '{name}': {doc}" if doc else "")
    names = _resolved(walk, rules.get("propertyNames", {}))
    others: Any = rules.get("additionalProperties", rules.get("unevaluatedProperties", True))
    free = rules.get("patternProperties", ())
    for entry in node.entries:
        if walk.full():
            return
        if len(path) > 1 and path[-2] in GROUPS and entry.key in GROUPS:
            _group_in_group(walk, entry, path)
            continue
        if names:
            _check_text(walk, entry.key, names, entry.key_span, path, is_key=True)
        if entry.key in properties:
            own: Rules = properties[entry.key]
            _check(walk, entry.value, own, (*path, entry.key), entry.key_span)
        elif any(python_pattern(each).search(entry.key) for each in free):
            continue  # such keys may hold anything
        elif others is False:
            _unknown_key(walk, entry, node, properties, path)
        elif others is not True:
            _check(walk, entry.value, others, (*path, entry.key), entry.key_span)


def _group_in_group(walk: _Walk, entry: Entry, path: Path) -> None:
    walk.add(
        codes.WRONG_FORM,
        f"{place(path)}: '{entry.key}' cannot stand inside '{path[-2]}'",
        entry.key_span,
        path,
        "name all of its components in one list, or let a component of its own call one of them",
    )


def _check_size(walk: _Walk, node: Mapping, rules: Rules, path: Path, at: Span) -> bool:
    """Report too few or too many keys; false when the keys need not be looked at."""
    size = len(node.entries)
    if size < rules.get("minProperties", 0):
        message = f"{place(path)}: must not be empty"
        walk.add(codes.OUT_OF_BOUNDS, message, at, path, first_to_write(path))
    if size <= rules.get("maxProperties", size):
        return True
    if rules["maxProperties"] == 1:
        message = f"{place(path)}: has {size} keys, and must have one"
        help_text = "begin a list item of its own ('- ') for each, and indent its options below it"
        walk.add(codes.OUT_OF_BOUNDS, message, at, path, help_text)
    else:
        message = f"{place(path)}: {size} entries, at most {rules['maxProperties']} are allowed"
        walk.add(codes.TOO_LONG, message, at, path, "split the design into several systems")
    return False


def _with_branches(walk: _Walk, node: Mapping, rules: Rules) -> Rules:
    """The rules with those of each ``then`` or ``else`` that this mapping chooses."""
    chosen: list[Rules] = []
    if "allOf" in rules:
        name, table = _table(walk, rules)
        value = node.get(name)
        if isinstance(value, Scalar) and isinstance(value.value, str) and value.value in table:
            chosen.append(table[value.value])
    if "if" in rules:
        way = "then" if _holds(node, rules["if"]) else "else"
        if way in rules:
            chosen.append(_with_branches(walk, node, rules[way]))
    if not chosen:
        return rules
    key = tuple(map(id, (rules, *chosen)))
    if key not in walk.merged:
        merged = dict(rules)
        for branch in chosen:
            properties = {**merged.get("properties", {}), **branch.get("properties", {})}
            merged = {**merged, **branch, "properties": properties}
        walk.merged[key] = merged
    return walk.merged[key]


def _table(walk: _Walk, rules: Rules) -> tuple[str, dict[str, Rules]]:
    """What an ``allOf`` asks for: the key that it hangs on, and the rules for each of its values.

    In our schema each of its branches is an ``if`` of one value, a text, and a ``then``.
    """
    known = walk.tables.get(id(rules))
    if known is None:
        conditions = [branch["if"]["properties"] for branch in rules["allOf"]]
        ((name,),) = {tuple(condition) for condition in conditions}
        values = [condition[name]["const"] for condition in conditions]
        branches = [branch["then"] for branch in rules["allOf"]]
        known = walk.tables[id(rules)] = name, dict(zip(values, branches, strict=True))
    return known


def _holds(node: Mapping, condition: Rules) -> bool:
    """Whether a condition of our schema holds: certain keys are there."""
    return all(node.get(name) is not None for name in condition["required"])


def _unknown_key(walk: _Walk, entry: Entry, node: Mapping, properties: Rules, path: Path) -> None:
    key, allowed = entry.key, list(properties)
    is_component = len(path) == 2 and path[0] == "components"
    kind = node.get("kind") if is_component else None
    kind_name = str(kind.value) if isinstance(kind, Scalar) else ""
    owners = [each.name for each in KINDS.values() if is_component and each.property(key)]
    if owners and kind_name not in KINDS:
        return  # the kind itself is reported; what it may have is known once that is right
    value = node.get(key)
    near = other_key(key, allowed)
    inside = written_as(key, allowed) if near is None else None
    if path == ("override",) and isinstance(value, Mapping) and not did_you_mean(key, allowed):
        inside = f"components: {{{shorten(key)}: ...}}"  # the id of something, not a part
    if near is None and inside is None:
        near = did_you_mean(key, allowed) or key_meant(key, value, allowed)
    suggestion = question(near) if inside is None else f"write '{inside}';"
    other_form, instead = of_another_form(key, node)
    if instead:
        suggestion = f"{instead};"
    elif " " in key and not near and isinstance(value, Scalar) and value.value is None:
        # In {notes: Ok, when it rains} the comma ends the value, and a key without one follows.
        suggestion = "inside {}, quote a value that has a comma;"
    listed = ", ".join(allowed[:MOST_LISTED])
    fix = NO_FIX
    sure = near is not None and near == sole_key_meant(entry, node, allowed)
    if near and sure and _fits(walk, entry.value, properties[near], (*path, near)):
        fix = respell(walk.document, entry.key_span, key, near)
    reason = other_form
    if owners:
        reason = f", which {with_article(kind_name)} does not have (only {either(owners)})"
    walk.add(
        codes.UNKNOWN_KEY,
        f"{place(path)}: unknown key '{shorten(key)}'{reason}",
        entry.key_span,
        path,
        f"{suggestion} allowed: {listed}".lstrip(),
        fix,
    )
