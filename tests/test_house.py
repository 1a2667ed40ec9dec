"""The house keeps its own rules: what no type checker and no layer contract says."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import sdgen
from sdgen.kinds import KINDS

SOURCES = Path(sdgen.__file__).parent
MODULES = sorted(SOURCES.rglob("*.py"))


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


@pytest.mark.parametrize(
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
