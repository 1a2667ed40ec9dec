"""The house keeps its own rules: what no type checker and no layer contract says."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

import sdgen
from sdgen.kinds import KINDS
from tests.support.cases import every_case

SOURCES = Path(sdgen.__file__).parent
MODULES = sorted(SOURCES.rglob("*.py"))
Nodes = Sequence[ast.AST]
"""Every node of a module, as ``ast.walk`` goes through them."""


def nodes_of(code: str) -> Nodes:
    return list(ast.walk(ast.parse(code)))


def _imports(tree: ast.AST, name: str) -> bool:
    return any(
        (isinstance(each, ast.ImportFrom) and each.module == name)
        or (isinstance(each, ast.Import) and name in (alias.name for alias in each.names))
        for each in ast.walk(tree)
    )


def test_records_are_structs() -> None:
    """A ``dataclasses.field`` in a Struct would become its default value without a word, and a
    class made by ``dataclasses`` takes half a millisecond of every start."""
    assert len(MODULES) > 300
    found = []
    for module in MODULES:
        text = module.read_text(encoding="utf-8")
        if "dataclasses" in text and _imports(ast.parse(text), "dataclasses"):
            found.append(module.relative_to(SOURCES).as_posix())
    assert found == []


KIND_FOLDER = SOURCES / "kinds"


def _names_a_kind(node: ast.AST) -> bool:
    """Whether the node is the name of a component kind, or a display of nothing but such names."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and node.value in KINDS
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return bool(node.elts) and all(_names_a_kind(each) for each in node.elts)
    if isinstance(node, ast.Dict):
        return bool(node.keys) and all(each and _names_a_kind(each) for each in node.keys)
    if isinstance(node, ast.MatchValue):
        return _names_a_kind(node.value)
    if isinstance(node, ast.MatchOr):
        return any(_names_a_kind(each) for each in node.patterns)
    return False


def _kinds_held(tree: ast.AST) -> set[str]:
    """Names of the variables that hold kinds: called so, or filled from a ``.kind``."""
    held = {"kind", "kinds"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) and node.value:
            value = node.value
            if isinstance(value, ast.ListComp | ast.SetComp | ast.GeneratorExp):
                value = value.elt
            if isinstance(value, ast.Attribute) and value.attr == "kind":
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                held |= {each.id for each in targets if isinstance(each, ast.Name)}
    return held


def _holds_kinds(node: ast.AST, held: set[str]) -> bool:
    return any(
        (isinstance(each, ast.Attribute) and each.attr == "kind")
        or (isinstance(each, ast.Name) and each.id in held)
        for each in ast.walk(node)
    )


def _bound_to_kind_names(tree: ast.AST) -> set[str]:
    """Names of the constants that are a kind's name, or gather such names."""
    bound = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            value = node.value
            if isinstance(value, ast.Call) and len(value.args) == 1:  # frozenset({...})
                value = value.args[0]
            if _names_a_kind(value):
                bound |= {each.id for each in node.targets if isinstance(each, ast.Name)}
    return bound


def _asked_by(node: ast.AST, held: set[str], bound: set[str]) -> list[ast.AST]:
    """What the node itself compares with a kind, or looks up by a kind's name."""
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        if not any(_holds_kinds(each, held) for each in sides):
            return []
        named = [each for each in sides if isinstance(each, ast.Name) and each.id in bound]
        return [*named, *filter(_names_a_kind, sides)]
    if isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict):
        size = len(node.keys) if isinstance(node, ast.Dict) else len(node.elts)
        return [node] if size > 1 and _names_a_kind(node) else []
    if isinstance(node, ast.Match):
        patterns = [each.pattern for each in node.cases] if _holds_kinds(node.subject, held) else []
        return [each for each in patterns if _names_a_kind(each)]
    if isinstance(node, ast.Subscript):
        return [node.slice] if _is_registry(node.value) and _names_a_kind(node.slice) else []
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        asks = node.func.attr in ("startswith", "endswith", "get", "count", "index")
        owner = node.func.value
        if asks and (_is_registry(owner) or _holds_kinds(owner, held)):
            return [each for each in node.args if _names_a_kind(each)]
    return []


def _is_registry(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "KINDS"


def kind_names_asked(tree: ast.AST) -> set[int]:
    """Lines that compare a component's kind with a kind's name, or gather such names to do so.

    Names of kinds are also ordinary words ("cache" is a key of the language), so that one word
    counts only where a kind stands on the other side; two or more in one display always do.
    """
    held, bound = _kinds_held(tree), _bound_to_kind_names(tree)
    return {each.lineno for node in ast.walk(tree) for each in _asked_by(node, held, bound)}


@pytest.mark.slow
def test_no_module_outside_kinds_compares_kind_names() -> None:
    """A rule that lists kinds by name does not know the kind that is added tomorrow: it asks the
    kind for its role or a trait instead, and ``sdgen/kinds/`` alone says who has which."""
    found = {}
    for module in MODULES:
        text = module.read_text(encoding="utf-8")
        may_ask = any(f'"{name}"' in text for name in KINDS)  # a quick look, for most have none
        if may_ask and KIND_FOLDER not in module.parents:
            lines = kind_names_asked(ast.parse(text))
            found[module.relative_to(SOURCES).as_posix()] = sorted(lines)
    assert {name: lines for name, lines in found.items() if lines} == {}


@every_case(
    ("code", "lines"),
    [
        ('component.kind == "cache"', 1),
        ('component.kind not in ("cache", "queue")', 1),
        ('STORES = frozenset({"cache", "database"})', 1),
        ('TITLES = {"cache": 1, "database": 2}', 1),
        ('callers = [each.kind for each in found]\n"cdn" in callers', 1),
        ('match component.kind:\n    case "cache" | "queue":\n        pass', 1),
        ('KINDS["cache"]', 1),
        ('component.kind.startswith("cache")', 1),
        ('WORKERS = frozenset({"worker"})\ncomponent.kind in WORKERS', 1),
        ('given.get("cache")', 0),
        ('word == "model"', 0),
        ('KEYS = ("calls", "cache", "replica")', 0),
        ('WORD = ("cache",)', 0),
        ("kind_of(component).role is Role.STORE", 0),
        ("component.kind == other.kind", 0),
    ],
)
def test_asking_for_kind_names_is_seen(code: str, lines: int) -> None:
    assert len(kind_names_asked(ast.parse(code))) == lines


WORDS = SOURCES / "base" / "words.py"


def _shape(node: ast.JoinedStr) -> str:
    """The text of an f-string, with ``{}`` for each value in it."""
    parts = (each.value if isinstance(each, ast.Constant) else "{}" for each in node.values)
    return "".join(map(str, parts))


def _is_number_one(node: ast.AST) -> bool:
    """Whether the node asks if a number is, or is not, 1."""
    return (
        isinstance(node, ast.Compare)
        and isinstance(node.ops[0], ast.Eq | ast.NotEq)
        and isinstance(node.comparators[0], ast.Constant)
        and node.comparators[0].value == 1
        and isinstance(node.comparators[0].value, int)
    )


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _is_wording(node: ast.AST) -> bool:
    """Whether the node counts, lists or cuts words itself."""
    if isinstance(node, ast.JoinedStr):
        return re.search(r"(and|\.\.\.) \{\} more", _shape(node)) is not None
    if isinstance(node, ast.IfExp):
        both = node.body, node.orelse
        return _is_number_one(node.test) and all(map(_is_text, both))
    if isinstance(node, ast.BinOp) and isinstance(node.right, ast.Constant):
        return node.right.value == "…" and any(
            isinstance(each, ast.Slice) for each in ast.walk(node.left)
        )
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        own = node.func.value
        return (
            node.func.attr == "join"
            and isinstance(own, ast.Constant)
            and own.value in (" and ", " or ")
        )
    return False


def wordings(nodes: Nodes) -> list[int]:
    """Lines that form in their own way what ``base/words.py`` forms for all: two homes of "and 3
    more" soon say it in two ways."""
    return sorted({each.lineno for each in nodes if _is_wording(each)})


OWN_WAYS = {
    "cli/render.py": "the defaults in a help text",
    "design/calls.py": "the id of a call",
    "workspace/names.py": "the name of a file",
    "model/view_names.py": "the id of a view",
}
"""Modules that leave something out for the number 1, in ids rather than in sentences."""


@every_case(
    ("code", "lines"),
    [
        ('f"{shown} and {number} more"', 1),
        ('f"... and {number} more"', 1),
        ('more = f" and {len(found) - 5} more" if found else ""', 1),
        ('"is" if number == 1 else "are"', 1),
        ('"1 event" if number == 1 else f"{number} events"', 1),
        ("f\"{number} design{'' if number == 1 else 's'}\"", 1),
        ('text[:9] + "…"', 1),
        ('" and ".join(names)', 1),
        ('f"{number} more are not drawn"', 0),
        ("names[0] if len(names) == 1 else None", 0),
        ('", ".join(names)', 0),
    ],
)
def test_own_ways_of_words_are_seen(code: str, lines: int) -> None:
    assert breaches(wordings, code) == lines


def _sorts_findings(node: ast.AST) -> bool:
    """Whether the node sorts by what only findings have: a severity, or a place before a code."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)):
        return False
    name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
    keys = [each.value for each in node.keywords if each.arg == "key"]
    return name in ("sorted", "sort", "min", "max") and any(
        isinstance(each, ast.Attribute) and each.attr in ("span", "severity")
        for key in keys
        for each in ast.walk(key)
    )


def findings_sorted(nodes: Nodes) -> list[int]:
    """Lines that put findings into an order of their own."""
    return [each.lineno for each in nodes if _sorts_findings(each)]


def _said(nodes: Nodes) -> list[ast.Constant]:
    """The texts of a module that are no docstrings."""
    silent = {id(each.value) for each in nodes if isinstance(each, ast.Expr)}
    return [
        each
        for each in nodes
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in silent
    ]


def words_suggested(nodes: Nodes) -> list[int]:
    """Lines that ask "did you mean" themselves."""
    return [each.lineno for each in _said(nodes) if "did you mean" in each.value]


def test_sorting_findings_is_seen() -> None:
    assert breaches(findings_sorted, "sorted(found, key=lambda each: each.span)") == 1
    assert breaches(findings_sorted, "sorted(found, key=lambda each: each.code)") == 0


def _loops(node: ast.AST) -> list[tuple[ast.expr, ast.expr, ast.expr]]:
    """Each pair of nested loops as the outer target and the two that are gone through."""
    if isinstance(node, ast.For) and isinstance(node.iter, ast.Attribute):
        inner = [each for each in ast.walk(node) if isinstance(each, ast.For) and each is not node]
        return [(node.target, node.iter, each.iter) for each in inner]
    if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
        parts = node.generators
        return [
            (outer.target, outer.iter, each.iter)
            for at, outer in enumerate(parts)
            for each in parts[at + 1 :]
        ]
    return []


def loops_through_calls(nodes: Nodes) -> list[int]:
    """Lines that go through the groups of calls, and through the calls of each."""
    return sorted(
        inner.lineno
        for node in nodes
        for target, outer, inner in _loops(node)
        if isinstance(outer, ast.Attribute)
        and isinstance(inner, ast.Attribute)
        and outer.attr == inner.attr == "calls"
        and ast.dump(inner.value).replace("Load", "") == ast.dump(target).replace("Store", "")
    )


@every_case(
    ("code", "lines"),
    [
        ("for group in component.calls:\n for call in group.calls: pass", 1),
        ("{call for group in component.calls for call in group.calls}", 1),
        ("for group in component.calls:\n for call in other.calls: pass", 0),
        ("for group in component.calls: pass", 0),
    ],
)
def test_loops_through_calls_are_seen(code: str, lines: int) -> None:
    assert breaches(loops_through_calls, code) == lines


def sentences_taken_apart(nodes: Nodes) -> list[int]:
    """Lines that split a text at the quotes around an id, or at what joins the parts of one.

    What a sentence speaks of stands in a field beside it: words may change, ids may hold any
    character.
    """
    return sorted(
        node.lineno
        for node in nodes
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("split", "rsplit", "partition", "rpartition")
        and node.args
        and isinstance(node.args[0], ast.Name | ast.Constant)
        and (
            node.args[0].id == "SEPARATOR"
            if isinstance(node.args[0], ast.Name)
            else node.args[0].value in ("'", "@", "!", "->", "; ", "%, ")
        )
    )


@every_case(
    ("code", "lines"),
    [
        ('where.split("\'")[1]', 1),
        ('card.id.partition("@")[0]', 1),
        ("card_id.partition(SEPARATOR)", 1),
        ('source.split("; ")', 1),
        ('path.rpartition("/")', 0),
        ("text.split()", 0),
    ],
)
def test_sentences_taken_apart_are_seen(code: str, lines: int) -> None:
    assert breaches(sentences_taken_apart, code) == lines


ODD_WORDS = re.compile(
    r"\b(ill|anew|mend|dearest|tangled|no end|asked to be|none at all|come up from nothing)\b"
)
"""What the field calls unhealthy, again, fix, most expensive, complex, unbounded, objective, zero,
cold start."""


def odd_words(nodes: Nodes) -> list[int]:
    """Lines of texts that do not use the words of the field."""
    return [each.lineno for each in _said(nodes) if ODD_WORDS.search(each.value)]


HOUSE_RULES: Mapping[Callable[[Nodes], list[int]], set[str]] = {
    wordings: {"base/words.py", *OWN_WAYS},
    findings_sorted: {"base/findings.py"},
    words_suggested: {"base/suggest.py"},
    loops_through_calls: {"design/calls.py"},
    sentences_taken_apart: set(),
    odd_words: set(),
}
"""What finds a breach in a module, and the modules in which it is none."""
SIGNS: Mapping[Callable[[Nodes], list[int]], re.Pattern[str]] = {
    wordings: re.compile(r"\} more|[=!]= 1[\s)]*else\b|\+\s*[\"']…|[\"'] (and|or) [\"']\.join"),
    findings_sorted: re.compile(r"\b(sorted|sort|min|max)\((?s:.{0,400})\.(span|severity)\b"),
    words_suggested: re.compile("did you mean"),
    loops_through_calls: re.compile(
        r"\bfor (\w+) in [^\n]*\.calls\b(?s:.{0,2000}?)\bin \1\.calls\b"
    ),
    sentences_taken_apart: re.compile(
        r"\.r?(split|partition)\(\s*(SEPARATOR|[\"'](['@!]|->|; |%, ))"
    ),
    odd_words: ODD_WORDS,
}
"""What a module has in its text that breaks the rule: most have no such thing and need not be read."""


def breaches(rule: Callable[[Nodes], list[int]], code: str) -> int:
    """How many breaches the rule finds, of which the text has a sign."""
    found = rule(nodes_of(code))
    assert not found or SIGNS[rule].search(code)
    return len(found)


@pytest.mark.slow
def test_what_breaks_a_rule_has_a_sign_of_it() -> None:
    for module in MODULES:
        text = module.read_text(encoding="utf-8")
        for rule in HOUSE_RULES:
            breaches(rule, text)


@pytest.mark.slow
def test_every_module_keeps_the_rules_of_the_house() -> None:
    """One test for all: reading the modules takes longer than all that is looked for in them."""
    found = []
    for module in MODULES:
        name = module.relative_to(SOURCES).as_posix()
        text = module.read_text(encoding="utf-8")
        rules = [
            rule
            for rule, homes in HOUSE_RULES.items()
            if name not in homes and SIGNS[rule].search(text)
        ]
        nodes = nodes_of(text) if rules else ()
        found += [f"sdgen/{name}:{line}: {rule.__name__}" for rule in rules for line in rule(nodes)]
    assert found == []


def test_every_rule_of_the_house_finds_what_is_at_its_home() -> None:
    """A rule that has a home for what it forbids elsewhere sees it there."""
    for rule, homes in HOUSE_RULES.items():
        for home in homes:
            assert breaches(rule, (SOURCES / home).read_text(encoding="utf-8")), home


def test_odd_words_are_seen() -> None:
    assert odd_words(nodes_of('said = "it has no end"')) == [1]
    assert odd_words(nodes_of('"""It has no end."""')) == []
