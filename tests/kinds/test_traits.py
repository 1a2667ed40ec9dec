"""Roles and traits of the kinds: they agree with each other, and somebody asks for each."""

from __future__ import annotations

import ast
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import fields

import sdgen
from sdgen.kinds import KINDS, Kind, Role, kind_of
from tests.support.cases import every_case

SOURCES = Path(sdgen.__file__).parent
KEEP_DATA = {Role.STORE, Role.CACHE, Role.REPLICA, Role.MONITOR}
KEEP_NONE = {Role.ACTOR, Role.EDGE, Role.BALANCER, Role.COMPUTE, Role.PROVIDED}
FLAGS = sorted(each.name for each in fields(Kind) if each.default is False)
DERIVED = sorted(name for name, value in vars(Kind).items() if isinstance(value, property))

each_kind = every_case("kind", KINDS.values())


@each_kind
def test_what_keeps_data_says_whether_it_is_durable(kind: Kind) -> None:
    if kind.role in KEEP_DATA:
        assert kind.durable is not None
    if kind.role in KEEP_NONE:
        assert kind.durable is None
    if kind.role in (Role.CACHE, Role.REPLICA):
        assert kind.durable is False, "what it keeps is a copy"
    assert kind.keeps_data is (kind.durable is not None)


@each_kind
def test_traits_of_a_kind_agree(kind: Kind) -> None:
    role = kind.role
    if kind.balances or kind.admits_anyone or kind.gateway or kind.resolves_names:
        assert role in (Role.EDGE, Role.BALANCER), "requests pass through it"
    assert kind.balances or role is not Role.BALANCER
    assert kind.balances or not kind.checks_health
    assert not (kind.admits_anyone and kind.gateway)
    assert not (kind.balances and kind.needs_balancer)
    if kind.needs_balancer or kind.takes_messages or kind.decides_by_majority:
        assert role is Role.COMPUTE
    if kind.replicated:
        assert not kind.keeps_data, "how many copies of data are enough is another rule's"
        assert role in (Role.COMPUTE, Role.EDGE, Role.BALANCER)
    assert role is Role.BROKER or not kind.holds_messages
    assert kind.holds_messages is kind.keeps_data or role is not Role.BROKER
    assert kind.caches or role is not Role.CACHE
    assert role in (Role.CACHE, Role.EDGE) or not kind.caches
    assert role in (Role.STORE, Role.REPLICA) or not kind.keeps_rows
    assert role is Role.STORE or not kind.keeps_blobs
    assert not (kind.keeps_rows and kind.keeps_blobs)
    assert not (kind.begins and kind.keeps_data and role is not Role.MONITOR)
    assert kind.begins or role not in (Role.ACTOR, Role.PROVIDED, Role.MONITOR)
    assert kind.availability == 1.0 or role is not Role.ACTOR
    assert (kind.latency_p50 is None) is (role is Role.ACTOR)


@every_case("role", Role)
def test_every_role_is_some_kinds(role: Role) -> None:
    assert any(kind.role is role for kind in KINDS.values())


@every_case("trait", FLAGS)
def test_every_trait_tells_kinds_apart(trait: str) -> None:
    assert {getattr(kind, trait) for kind in KINDS.values()} == {True, False}


def not_asked_outside(names: set[str]) -> set[str]:
    """The names that no module outside ``kinds/`` has as an attribute."""
    for module in sorted(SOURCES.rglob("*.py")):
        text = module.read_text(encoding="utf-8")
        may_ask = SOURCES / "kinds" not in module.parents and any(
            f".{each}" in text for each in names
        )
        if may_ask:
            tree = ast.walk(ast.parse(text))
            names = names - {each.attr for each in tree if isinstance(each, ast.Attribute)}
    return names


@pytest.mark.slow
def test_every_trait_is_asked_for() -> None:
    assert len(FLAGS) > 10
    roles = {role.name for role in Role} - {Role.COMPUTE.name}  # is what no other role is
    assert not_asked_outside({*FLAGS, *DERIVED, "durable", "role", *roles}) == set()
    assert not_asked_outside({"no_such_trait"}) == {"no_such_trait"}


def documented(owner: str) -> set[str]:
    """Names in the body of a class of kinds/kind.py that a docstring follows."""
    tree = ast.parse((SOURCES / "kinds" / "kind.py").read_text(encoding="utf-8"))
    body = next(
        each.body for each in tree.body if isinstance(each, ast.ClassDef) and each.name == owner
    )
    found = set()
    for statement, after in pairwise(body):
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            if isinstance(statement, ast.AnnAssign):
                found.add(ast.unparse(statement.target))
            elif isinstance(statement, ast.Assign):
                found |= {ast.unparse(each) for each in statement.targets}
    return found


def test_every_role_and_trait_says_what_it_means() -> None:
    assert documented("Role") == {role.name for role in Role}
    assert documented("Kind") >= {*FLAGS, "durable"}


def test_a_component_is_asked_for_its_kind() -> None:
    design = sdgen.loads("sdgen: 1\nname: A\ncomponents:\n  a: {kind: cache}\n").design
    assert kind_of(design.components["a"]) is KINDS["cache"]
