"""``defaults``: what holds for components and calls that say nothing else, written out into them
before anything is read, so that what a default gives is stated, at the line of the default.

Later wins: what the design has for the kind, for its tags; what the file that defines the component
has for the kind, for its tags; the component itself with what overrides it. The defaults of the
root hold for all components of the design, those of an included file for its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as MappingOf

from msgspec import Struct, field

from sdgen.base.findings import Severity
from sdgen.base.span import Span
from sdgen.design.calls import ANY_OF, QUORUM, Call
from sdgen.design.shapes import Nested
from sdgen.kinds import KINDS
from sdgen.model import codes
from sdgen.model.gather import Gather, items, mapping, shorten, text, texts
from sdgen.model.merging import Layers, Removals, expanded, has_nothing, inner, is_nothing, size
from sdgen.model.tag_differences import COMPONENT, Differences, Stated
from sdgen.parse.document import Entry, Mapping, Node, Scalar, Sequence
from sdgen.parse.problems import MOST_VALUES

CALL = Nested(Call)
OF_INSTANCES = ("count", "min", "max", "availability", "mtbf", "mttr")
"""Keys of a component, and of its replicas, that give it instances of its own."""
OF_A_GROUP = ("optional", "async")
"""Options of a call that a group says for all its members."""


class Given(Struct, frozen=True):
    """What one file has for calls, for kinds, for tags."""

    calls: Mapping
    kinds: Mapping
    tags: Mapping


class _Writing(Struct):
    """What is being written out, and how much of it there may still be."""

    gather: Gather
    removals: Removals
    roots: MappingOf[str, Mapping]
    differences: Differences
    left: int = MOST_VALUES
    sizes: dict[int, int] = field(default_factory=dict)
    options: dict[str, Mapping] = field(default_factory=dict)
    """What calls have that say nothing else, by the file of their component."""
    used: set[Span] = field(default_factory=set)
    """The keys of the kinds and tags that hold for something."""

    def spend(self, node: Node) -> bool:
        """Count what is laid below a component or call; false once there is too much."""
        known = self.sizes.get(id(node))
        if known is None:
            known = self.sizes[id(node)] = size(node)
        self.left -= known
        return self.left >= 0

    def options_of(self, file: str, scopes: list[Given]) -> Mapping:
        """The options that ``scopes`` give to the calls of the components of a file."""
        if file not in self.options:
            self.options[file] = call_options(scopes, self.removals)
        return self.options[file]


def given_in(root: Mapping) -> Given:
    """The defaults that a file has."""
    defaults = mapping(root.get("defaults"))
    return Given(*(mapping(defaults.get(each)) for each in ("calls", "kinds", "tags")))


def with_defaults(
    root: Mapping, roots: MappingOf[str, Mapping], own: str, removals: Removals, gather: Gather
) -> Mapping:
    """The merged design with the defaults written out into its components; ``roots`` are those of
    its files by name, ``own`` is the name of the design's own."""
    components = root.entry("components")
    if components is None or not isinstance(components.value, Mapping):
        return root
    given = {file: given_in(each) for file, each in roots.items()}
    writing = _Writing(gather, removals, roots, Differences(gather))
    written = []
    for entry in components.value.entries:
        file = entry.key_span.file
        scopes = [given[own]] if file == own else [given[own], given[file]]
        value = entry.value
        if isinstance(value, Mapping):
            value = _component(entry, value, scopes, writing)
        written.append(Entry(entry.key, entry.key_span, value))
        if writing.left < 0:
            _report_too_many(entry, gather)
            return root
    _report_tags_of_tags(given, gather)
    _report_unused(given, own, written, writing)
    table = Mapping(tuple(written), components.value.span)
    whole = Entry(components.key, components.key_span, table)
    return Mapping(tuple(whole if each is components else each for each in root.entries), root.span)


def call_options(given: Iterable[Given], removals: Removals) -> Mapping:
    """What calls of components have that say nothing else; later wins."""
    options = Mapping((), Span.whole(""))
    layers = Layers(removals, "defaults, 'calls'")
    for each in given:
        options = layers.entries(options, each.calls, CALL)
    return options


def _component(entry: Entry, value: Mapping, scopes: list[Given], writing: _Writing) -> Mapping:
    identifier = entry.key
    where = f"component '{identifier}'"
    kind = text(value.get("kind"))
    tags = _tags(value, kind, scopes)
    base: Mapping | None = None
    for scope in scopes:
        for layer, words in _layers_of(scope, identifier, kind, tags, value, writing):
            if not writing.spend(layer):
                return value
            laid = Layers(writing.removals, words).over(base, layer, COMPONENT)
            base = laid if isinstance(laid, Mapping) else base
    options = writing.options_of(entry.key_span.file, scopes)
    if base is None and not options.entries and not _says_nothing(value):
        return value
    base = _without_instances(base, value)
    whole = Layers(writing.removals, where).entries(base, value, COMPONENT)
    calls = whole.entry("calls")
    if calls is None or not isinstance(calls.value, Sequence):
        return whole
    written = _calls(calls.value, options, where, writing)
    return Mapping(
        tuple(
            Entry(each.key, each.key_span, written) if each is calls else each
            for each in whole.entries
        ),
        whole.span,
    )


def _without_instances(base: Mapping | None, value: Mapping) -> Mapping | None:
    """Defaults for a component, without those of its instances where it runs on others: it has some
    of its own only where it says so itself."""
    runs_on = value.entry("runs_on") or (base.entry("runs_on") if base is not None else None)
    if base is None or runs_on is None or is_nothing(runs_on.value):
        return base
    kept = []
    for each in base.entries:
        if each.key == "replicas":
            whole = expanded(each.value, inner(COMPONENT, each.key))
            if isinstance(whole, Mapping):
                left = tuple(one for one in whole.entries if one.key not in OF_INSTANCES)
                each = Entry(each.key, each.key_span, Mapping(left, whole.span))
        if each.key not in OF_INSTANCES and (
            not isinstance(each.value, Mapping) or each.value.entries
        ):
            kept.append(each)
    return Mapping(tuple(kept), base.span)


def _tags(value: Mapping, kind: str, scopes: list[Given]) -> tuple[str, ...]:
    """The tags of a component: its own, else those that its kind gives it."""
    entry = value.entry("tags")
    if entry is not None:
        return texts(entry.value)
    found: Node | None = None
    for scope in scopes:
        given = mapping(scope.kinds.get(kind)).entry("tags")
        found = given.value if given is not None else found
    return texts(found)


def _layers_of(
    scope: Given,
    identifier: str,
    kind: str,
    tags: tuple[str, ...],
    value: Mapping,
    writing: _Writing,
) -> Iterable[tuple[Mapping, str]]:
    """What one file has for this kind, then for these tags, with the words for it."""
    of_kind = scope.kinds.entry(kind)
    if of_kind is not None and isinstance(of_kind.value, Mapping):
        writing.used.add(of_kind.key_span)
        yield of_kind.value, f"defaults, kind '{kind}'"
    stated: Stated = {}
    for tag in dict.fromkeys(tags):
        entry = scope.tags.entry(tag)
        if entry is None or not isinstance(entry.value, Mapping):
            continue
        writing.used.add(entry.key_span)
        writing.differences.add(identifier, tag, entry.value, value, stated)
        yield entry.value, f"defaults, tag '{shorten(tag)}'"


def _says_nothing(value: Mapping) -> bool:
    """Whether ``null`` stands in a component, or in the options of one of its calls."""
    return has_nothing(value) or any(
        _has_nothing_in_calls(each) for each in items(value.get("calls"))
    )


def _has_nothing_in_calls(call: Node) -> bool:
    if not isinstance(call, Mapping):
        return False
    return any(
        has_nothing(entry.value) and isinstance(entry.value, Mapping)
        if entry.key not in (ANY_OF, QUORUM)
        else any(map(_has_nothing_in_calls, items(entry.value)))
        for entry in call.entries
    )


# --- calls ------------------------------------------------------------------------------------


def _calls(calls: Sequence, options: Mapping, where: str, writing: _Writing) -> Sequence:
    """The calls, each with the options that it does not give itself."""
    return Sequence(tuple(_call(each, options, where, writing) for each in calls.items), calls.span)


def _call(node: Node, options: Mapping, where: str, writing: _Writing) -> Node:
    if isinstance(node, Mapping) and (ANY_OF in _keys(node) or QUORUM in _keys(node)):
        return _group(node, options, where, writing)
    if isinstance(node, Mapping) and len(node.entries) == 1:
        (entry,) = node.entries
        target, span, own = entry.key, entry.key_span, entry.value
    elif isinstance(node, Scalar) and isinstance(node.value, str):
        target, span, own = node.text, node.span, Mapping((), node.span)
    else:
        return node
    if not isinstance(own, Mapping):
        if not is_nothing(own):
            return node
        own = Mapping((), own.span)
    if not options.entries and not has_nothing(own):
        return node
    if not writing.spend(options):
        return node
    layers = Layers(writing.removals, f"{where}, call to '{shorten(target)}'")
    whole = layers.entries(options, own, CALL)
    return Mapping((Entry(target, span, whole),), node.span)


def _keys(node: Mapping) -> set[str]:
    return {each.key for each in node.entries}


def _group(node: Mapping, options: Mapping, where: str, writing: _Writing) -> Mapping:
    """A group, of which its members say neither that they are optional nor asynchronous."""
    shared = tuple(each for each in options.entries if each.key in OF_A_GROUP)
    single = Mapping(
        tuple(each for each in options.entries if each.key not in OF_A_GROUP), options.span
    )
    entries = []
    for entry in node.entries:
        value = entry.value
        if entry.key in (ANY_OF, QUORUM) and isinstance(value, Sequence):
            value = _calls(value, single, where, writing)
        entries.append(Entry(entry.key, entry.key_span, value))
    known = _keys(node)
    return Mapping((*entries, *(each for each in shared if each.key not in known)), node.span)


# --- what is wrong with defaults --------------------------------------------------------------


def _report_too_many(entry: Entry, gather: Gather) -> None:
    gather.report(
        codes.DEFAULTS_TOO_MANY,
        f"written out, defaults are more than {MOST_VALUES:,} keys and values",
        entry.key_span,
        "give fewer or shorter defaults, or split the design into several systems",
        entry.key,
    )


def _report_tags_of_tags(given: MappingOf[str, Given], gather: Gather) -> None:
    """A tag follows from what a component or its kind says, not from another tag."""
    for each in given.values():
        for tag in each.tags.entries:
            inside = mapping(tag.value).entry("tags")
            if inside is not None:
                gather.report(
                    codes.CONTRADICTION,
                    f"defaults, tag '{shorten(tag.key)}': a tag gives no further tags",
                    inside.key_span,
                    "write them at the components, or under 'kinds'",
                )


def _report_unused(
    given: MappingOf[str, Given], own: str, written: list[Entry], writing: _Writing
) -> None:
    """Kinds and tags that no component has: a word that is misspelt, or a line too much."""
    if writing.gather.incomplete:
        return
    for file, each in given.items():
        here = [entry for entry in written if file in (own, entry.key_span.file)]
        values = [mapping(entry.value) for entry in here]
        kinds = {text(value.get("kind")) for value in values}
        tags = {tag for value in values for tag in texts(value.get("tags"))}
        own_calls = mapping(writing.roots[file].get("defaults")).entry("calls")
        if own_calls is not None and each.calls.entries and not any(map(_has_calls, values)):
            _report_no_calls(own_calls, file == own, writing.gather)
        for table, what, there in ((each.kinds, "kind", kinds), (each.tags, "tag", tags)):
            for entry in table.entries:
                if entry.key_span in writing.used or (what == "kind" and entry.key not in KINDS):
                    continue
                _report_idle(entry, what, there, file == own, writing.gather)


def _has_calls(component: Mapping) -> bool:
    return bool(items(component.get("calls")) or items(component.get("consumes")))


def _report_no_calls(entry: Entry, all_of_it: bool, gather: Gather) -> None:
    whose = "no component" if all_of_it else "no component of this file"
    gather.report(
        codes.IDLE_DEFAULT,
        f"defaults, 'calls': {whose} calls another",
        entry.key_span,
        "leave it out, or write it in the design whose components call each other",
        severity=Severity.WARNING,
    )


def _report_idle(entry: Entry, what: str, there: set[str], all_of_it: bool, gather: Gather) -> None:
    whose = "no component" if all_of_it else "no component of this file"
    verb = "is of the kind" if what == "kind" else "has the tag"
    gather.report(
        codes.IDLE_DEFAULT,
        f"defaults: {whose} {verb} '{shorten(entry.key)}'",
        entry.key_span,
        gather.suggest(entry.key, there - {""}, f"{what}s"),
        "",
        Severity.WARNING,
    )


def report_idle_removals(removals: Removals, gather: Gather) -> None:
    """A ``null`` under which there was nothing: a value is missing, or a key too much."""
    for entry, where in removals.idle():
        gather.report(
            codes.IDLE_REMOVAL,
            f"{where}, '{shorten(entry.key)}' is empty, and there is nothing that it would remove",
            entry.key_span,
            "write a value, or leave the key out",
            severity=Severity.WARNING,
        )
