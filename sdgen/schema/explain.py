"""Why a document does not fit the schema, in words and with what to write instead.

The explanation comes from the document's own nodes, so that it knows every place exactly, stops
after a bounded number of findings, and never copies or prints a large value.
"""

from __future__ import annotations

from msgspec import field
from msgspec.structs import replace

from sdgen.base.findings import Finding, in_order
from sdgen.base.span import Span
from sdgen.base.suggest import did_you_mean, question, surely
from sdgen.base.words import with_article
from sdgen.design.spelling import FORMS, WORDS, python_pattern
from sdgen.parse.document import Document, Entry, Mapping, Node, Scalar, Sequence
from sdgen.parse.fixes import NO_FIX, Fix, bracket, requote, respell, rewrite
from sdgen.schema import codes
from sdgen.schema.fit import Path, Rules, Walk, check, fits_here, kind_in, resolved
from sdgen.schema.meant import (
    TARGETS,
    TRUTHS,
    first_to_write,
    inside_another,
    is_call,
    key_meant,
    kind_meant,
    of_another_form,
    other_key,
    sole_key_meant,
    target_meant,
    truth_meant,
    truth_of,
    value_meant,
    word_for,
    word_meant,
    written_as,
)
from sdgen.schema.words import better_form, either, place, shorten, type_words, written

MOST_FINDINGS = 200
MOST_LISTED = 60


def explain(document: Document, schema: Rules) -> tuple[Finding, ...]:
    """Everything in the document that does not fit, in the order of the file."""
    root = document.root
    if root is None:
        return ()
    walk = _Explanation(schema, document=document)
    check(walk, root, schema, (), start_of(root, document.file))
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


class _Explanation(Walk, kw_only=True):
    """A walk that puts what does not fit into words."""

    document: Document
    findings: list[Finding] = field(default_factory=list)
    seen: set[tuple[str, Span, str]] = field(default_factory=set)

    def full(self) -> bool:
        return len(self.findings) >= MOST_FINDINGS

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

    def wrong_type(self, node: Node, rules: Rules, path: Path, doc: str) -> None:
        if is_call(path[:-1]) and path[-1] in TARGETS and isinstance(node, Scalar) and node.text:
            self._target_under_a_key((str(path[-1]), node), [], path[:-1], node.span)
            return
        wanted = [rules["type"]] if isinstance(rules["type"], str) else rules["type"]
        help_text, fix = self._of_right_type(node, wanted, rules, path, doc)
        message = f"{place(path)}: must be {type_words(wanted)}, but is {written(node)}"
        self.add(codes.WRONG_TYPE, message, node.span, path, help_text, fix)

    def _of_right_type(
        self, node: Node, wanted: list[str], rules: Rules, path: Path, doc: str
    ) -> tuple[str, Fix]:
        """What to write instead of a value of the wrong type, and the fix where that is certain."""
        listed = ", ".join(names := rules.get("properties", {}))  # keys that a mapping may have
        help_text = f"{doc} Keys: {listed}".lstrip() if listed else doc
        fix = NO_FIX
        if not isinstance(node, Scalar) or node.value is None:
            return help_text, fix
        if "string" in wanted and not _matches(node.text, rules):
            truth = truth_of(node)
            word = word_for(truth, WORDS.get(rules["pattern"], ())) if truth is not None else None
            form = FORMS[rules["pattern"]]
            help_text = f"{question(word, then=f'write {form}')}. {help_text}"
        elif "string" in wanted:
            help_text = f'put it in quotes: "{shorten(node.text)}"'
            if fits_here(replace(node, value=node.text), rules, self.schema, path):
                fix = requote(self.document, node.span, node.text)
        elif "boolean" in wanted and (meant := truth_meant(node.text)) is not None:
            sure = node.text.lower() in TRUTHS
            help_text = f"write {meant}" if sure else f"{question(meant)} {doc}".rstrip()
            fix = rewrite(self.document, node.span, node.text, meant) if sure else NO_FIX
        elif "array" in wanted:
            help_text = f"write [{shorten(node.text)}]; {doc}".removesuffix("; ")
            if fits_here(Sequence((node,), node.span), rules, self.schema, path):
                fix = bracket(self.document, node.span, node.text)
        elif "label" in names:
            label = shorten(node.text).replace('"', "'")
            help_text = f'to label the line, write {{label: "{label}"}}; keys: {listed}'
        return help_text, fix

    def wrong_choice(self, node: Node, allowed: list[object], path: Path) -> None:
        listed = [str(each) for each in allowed if each is not None]
        key = next((each for each in reversed(path) if isinstance(each, str)), "")
        words = [each for each in allowed if isinstance(each, str)]
        suggestion, fix = word_meant(node, key, words) if words else "", NO_FIX
        if isinstance(node, Scalar) and isinstance(node.value, str):
            other = kind_meant(node.value) if key == "kind" else None
            suggestion = question(other) if other else suggestion
            near = value_meant(node.value, listed, path)
            if near and question(near) == suggestion:
                fix = respell(self.document, node.span, node.text, near)
        what = written(node)
        if isinstance(node, Scalar) and node.text:
            what = f"'{shorten(node.text)}'"
        self.add(
            codes.WRONG_VALUE,
            f"{place(path)}: {what} is not one of the values allowed",
            node.span,
            path,
            f"{suggestion} allowed: {', '.join(listed)}".lstrip(),
            fix,
        )

    def out_of_bounds(self, node: Scalar, bound: str, path: Path, doc: str) -> None:
        message = f"{place(path)}: is {shorten(node.text)}, must be {bound}"
        self.add(codes.OUT_OF_BOUNDS, message, node.span, path, doc)

    def wrong_text(self, text: str, rules: Rules, span: Span, path: Path, is_key: bool) -> None:
        subject = f"{place(path)}: the key '{shorten(text)}'" if is_key else place(path) + ":"
        if len(text) > rules.get("maxLength", len(text)):
            message = f"{subject} is longer than {rules['maxLength']} characters"
            self.add(codes.OUT_OF_BOUNDS, message, span, path)
        elif len(text) < rules.get("minLength", 0):
            self.add(codes.OUT_OF_BOUNDS, f"{subject} must not be empty", span, path)
        else:
            better = better_form(text, rules["pattern"])
            near = did_you_mean(text, WORDS.get(rules["pattern"], ()))
            asked = f"write '{shorten(better)}';" if better else question(near)
            shown = subject + ("" if is_key else f" '{shorten(text)}'")
            self.add(
                codes.WRONG_FORM,
                f"{shown} is not written as it must be",
                span,
                path,
                f"{asked} allowed: {FORMS[rules['pattern']]}".lstrip(),
            )

    def wrong_length(self, node: Sequence, rules: Rules, path: Path) -> None:
        if len(node.items) < rules.get("minItems", 0):
            message = f"{place(path)}: the list is empty"
            self.add(codes.OUT_OF_BOUNDS, message, node.span, path, first_to_write(path))
        else:
            most = rules["maxItems"]
            message = f"{place(path)}: {len(node.items)} items, at most {most} are allowed"
            self.add(codes.TOO_LONG, message, node.span, path)

    def wrong_size(self, node: Mapping, rules: Rules, path: Path, at: Span) -> None:
        size = len(node.entries)
        meant = target_meant(node) if is_call(path) else None
        if meant is not None:
            others = [each for each in node.entries if each.key != meant[0]]
            self._target_under_a_key(meant, others, path, at)
        elif size < rules.get("minProperties", 0):
            message = f"{place(path)}: must not be empty"
            self.add(codes.OUT_OF_BOUNDS, message, at, path, first_to_write(path))
        elif rules["maxProperties"] == 1:
            message = f"{place(path)}: has {size} keys, and must have one"
            own = "begin a list item of its own ('- ') for each, and indent its options below it"
            self.add(codes.OUT_OF_BOUNDS, message, at, path, own)
        else:
            most = rules["maxProperties"]
            message = f"{place(path)}: {size} entries, at most {most} are allowed"
            self.add(codes.TOO_LONG, message, at, path, "split the design into several systems")

    def _target_under_a_key(
        self, target: tuple[str, Scalar], options: list[Entry], path: Path, at: Span
    ) -> None:
        """A call that is written with its target as one option among others."""
        written_out = ", ".join(
            f"{each.key}: {shorten(each.value.text) if isinstance(each.value, Scalar) else '...'}"
            for each in options
        )
        key, named = target[0], shorten(target[1].text)
        message = f"{place(path)}: what is called stands before its options, not under '{key}'"
        how = f"write {named}: {{{written_out}}}" if options else f"write {named}"
        code = codes.OUT_OF_BOUNDS if options else codes.WRONG_TYPE  # what the schema refuses in it
        self.add(code, message, at, path, how)

    def missing_key(self, name: str, rules: Rules, path: Path, at: Span) -> None:
        message = f"{place(path)}: the key '{name}' is missing"
        doc = str(resolved(self, rules).get("description", ""))
        self.add(codes.MISSING_KEY, message, at, path, f"add '{name}': {doc}" if doc else "")

    def group_in_group(self, entry: Entry, path: Path) -> None:
        self.add(
            codes.WRONG_FORM,
            f"{place(path)}: '{entry.key}' cannot stand inside '{path[-2]}'",
            entry.key_span,
            path,
            "name all of its components in one list, or let a component of its own call one of "
            "them",
        )

    def unknown_key(
        self, entry: Entry, node: Mapping, properties: Rules, path: Path, owners: list[str]
    ) -> None:
        allowed = list(properties)
        suggestion, near, reason = _instead(entry, node, self._parts(properties), path)
        fix = NO_FIX
        sure = near is not None and near == sole_key_meant(entry, node, allowed)
        if near and sure and self._may_stand(entry.value, near, properties, path):
            fix = respell(self.document, entry.key_span, entry.key, near)
        if owners:
            kind = with_article(kind_in(node))
            reason = f", which {kind} does not have (only {either(owners)})"
        self.add(
            codes.UNKNOWN_KEY,
            f"{place(path)}: unknown key '{shorten(entry.key)}'{reason}",
            entry.key_span,
            path,
            f"{suggestion} allowed: {', '.join(allowed[:MOST_LISTED])}".lstrip(),
            fix,
        )

    def _parts(self, properties: Rules) -> dict[str, dict[str, list[str]]]:
        """The keys of a mapping; of each, the keys of what stands there, with the words it may be."""
        # Key by key: some rules are made when they are read.
        inner = {
            name: resolved(self, properties[name]).get("properties", {}) for name in properties
        }
        return {
            name: {key: _words(resolved(self, keys[key])) for key in keys}
            for name, keys in inner.items()
        }

    def _may_stand(self, value: Node, key: str, properties: Rules, path: Path) -> bool:
        return fits_here(value, properties[key], self.schema, (*path, key))


def _matches(text: str, rules: Rules) -> bool:
    pattern = rules.get("pattern")
    return pattern is None or python_pattern(pattern).search(text) is not None


def _words(rules: Rules) -> list[str]:
    listed = [each for each in rules.get("enum", ()) if isinstance(each, str)]
    return listed or list(WORDS.get(rules.get("pattern", ""), ()))


def _instead(
    entry: Entry, node: Mapping, parts: dict[str, dict[str, list[str]]], path: Path
) -> tuple[str, str | None, str]:
    """What to write instead of an unknown key, the key that may be meant, and why it is unknown
    where it belongs to another form. ``parts`` are the keys that there may be, and what each has."""
    key, value, allowed = entry.key, entry.value, list(parts)
    near = other_key(key, allowed)
    inside = written_as(key, allowed) if near is None else None
    if path == ("override",) and isinstance(value, Mapping) and not did_you_mean(key, allowed):
        inside = f"components: {{{shorten(key)}: ...}}"  # the id of something, not a part
    if near is None and inside is None and surely(key, allowed) is None:
        inside = inside_another(entry, node, parts)
    if near is None and inside is None:
        near = did_you_mean(key, allowed) or key_meant(key, value, allowed)
    suggestion = question(near) if inside is None else f"write '{inside}';"
    reason, instead = of_another_form(key, node)
    if instead:
        suggestion = f"{instead};"
    elif " " in key and not near and isinstance(value, Scalar) and value.value is None:
        # In {notes: Ok, when it rains} the comma ends the value, and a key without one follows.
        suggestion = "inside {}, quote a value that has a comma;"
    return suggestion, near, reason
