"""How things are found that there are many of, and what is said of a package that is broken."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import sdgen
from sdgen.cli.verbs import VERBS
from sdgen.design.view_registry import VIEW_REGISTRY
from sdgen.draw.formats import PICTURE_FORMATS
from sdgen.exporters.formats import EXPORTERS
from sdgen.kinds import KINDS
from sdgen.lint.code_pages import PAGES
from sdgen.lint.registry import RULES
from sdgen.registry import Gathering, Registry, RegistryError, all_plugins
from sdgen.report.formats import LINT_FORMATS
from sdgen.report.tables import TABLES
from sdgen.report.writers import DATA, WRITERS
from tests.plugins.installing import anew, install, seen
from tests.support.cases import every_case

RULE = '''"""Findings of the house."""
from sdgen.base.findings import Severity
from sdgen.lint.rule import Problem, Rule, RuleKind
from tests.support.cases import every_case


def check(context):
    yield Problem(message="house", span=context.design.span, at="house")


RULE = Rule(code="HOUSE001", name="house-rule", severity=Severity.ERROR,
            kind=RuleKind.ATTRIBUTES, doc=__doc__, check=check)
'''
KIND = """
from sdgen.kinds import Kind, Property, PropertyType, Role
from sdgen.quantity import Dimension

KIND = Kind(name="ledger", title="Ledger", doc="A ledger.", glyph="book", colour="teal",
            role=Role.STORE, durable=True)
"""


def test_other_packages_add_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, {"sdgen.rules": "any = house"}, house=RULE)
    with seen(monkeypatch, tmp_path):
        rule = anew(RULES)["HOUSE001"]
    assert (rule.name, rule.summary) == ("house-rule", "Findings of the house.")
    assert "HOUSE001" not in RULES.built_in


@pytest.mark.parametrize(
    "entry", ["any = house", "any = house:KIND", "any = house:KINDS", "any = house:TWO"]
)
def test_an_entry_point_is_a_module_or_a_record_or_several(
    entry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = f"{KIND}\nKINDS = (KIND,)\nTWO = [KIND]\n"
    install(tmp_path, {"sdgen.kinds": entry}, house=module)
    with seen(monkeypatch, tmp_path):
        found = anew(KINDS)
        assert list(found)[-1] == "ledger"
        assert list(found)[:-1] == list(KINDS.built_in)
        assert found["ledger"].title == "Ledger"
        assert len(found) == len(KINDS.built_in) + 1


WHERE = "the package house-parts 1.0 cannot be used: "
BROKEN = [
    ("import nothing_here", "any = house", "ModuleNotFoundError: No module named 'nothing_here'"),
    ("x = (", "any = house", "SyntaxError: "),
    ("1 / 0", "any = house", "ZeroDivisionError: division by zero"),
    ("raise SystemExit(3)", "any = house", "SystemExit: 3"),
    ("raise RuntimeError", "any = house", "RuntimeError (entry"),
    ("x = 1", "any = house", "the module has no RULE"),
    ("x = 1", "any = house:x", "it is a int, not a Rule"),
    ("x = 1", "any = house:y", "AttributeError: module 'house' has no attribute 'y'"),
    ("x = 1", "any = house y z", "cannot be used: "),
    (RULE.replace("HOUSE001", "COPY001"), "any = house", "sdgen has a lint rule called 'COPY001'"),
    (RULE.replace("house-rule", "orphan"), "any = house", "sdgen has a lint rule called 'orphan'"),
    (RULE.replace("HOUSE001", "YAML004"), "any = house", "sdgen says something else under 'YAML0"),
    (RULE.replace("HOUSE001", "house1"), "any = house", "its code is 'house1'; codes are capitals"),
    (RULE.replace("house-rule", "House"), "any = house", "its name is 'House'; names are small"),
    (RULE.replace('"HOUSE001"', "7"), "any = house", "a field has a wrong value: expected string"),
    (RULE.replace("Severity.ERROR", "'error'"), "any = house", "its severity is no Severity"),
    (RULE.replace("check=check", "check=1"), "any = house", "its check cannot be called"),
]


@pytest.mark.parametrize(("module", "entry", "said"), BROKEN, ids=[each[2] for each in BROKEN])
def test_a_broken_package_of_rules(
    module: str, entry: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, {"sdgen.rules": entry}, house=module)
    with seen(monkeypatch, tmp_path), pytest.raises(RegistryError) as caught:
        list(anew(RULES))
    assert caught.value.message.startswith(f"the lint rule 'any' of {WHERE}")
    assert said in caught.value.message
    assert caught.value.message.endswith(f"(entry point '{entry}' in group 'sdgen.rules')")
    assert "\n" not in caught.value.message
    assert caught.value.notes == ("Remove that package, or tell those who made it.",)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"ledger"', '"cache"', "sdgen has a component kind called 'cache' already"),
        ('"ledger"', '"my-ledger"', "'my-ledger' is not small letters and digits"),
        ('"ledger"', "5", "a field has a wrong value: Expected `str`, got `int` - at `$.name`"),
        ('"teal"', '"mauve"', "its colour is 'mauve'; colours are slate, "),
        ("Role.STORE", "'store'", "its role is 'store', which is no Role"),
        ("durable=True", "availability=1.5", "its availabilities are not above 0 and up to 1"),
        ("durable=True", "latency_p50=1.0", "it has one of latency_p50 and latency_p99 only"),
        (
            "durable=True",
            "properties=(Property(name='Big One', doc='D.'),)",
            "its property 'Big One' is not small letters",
        ),
        (
            "durable=True",
            "properties=(Property(name='p', doc='D.', type=PropertyType.QUANTITY),)",
            "its property 'p' has a dimension if, and only if, it is a quantity",
        ),
        (
            "durable=True",
            "properties=(Property(name='p', doc='D.', type=PropertyType.CHOICE),)",
            "its property 'p' has choices if, and only if, it is a choice",
        ),
        (
            "durable=True",
            "properties=(Property(name='p', doc='D.', type=PropertyType.CHOICE, "
            "choices=('a', 'b'), glyphs=('box',)),)",
            "its property 'p' has no glyph for each choice",
        ),
    ],
)
def test_a_broken_kind(
    old: str, new: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert old in KIND
    install(tmp_path, {"sdgen.kinds": "any = house:KIND"}, house=KIND.replace(old, new))
    with seen(monkeypatch, tmp_path), pytest.raises(RegistryError, match=re.escape(said)):
        list(anew(KINDS))


def test_two_packages_with_one_thing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path / "a", {"sdgen.kinds": "any = house:KIND"}, "first", house=KIND)
    install(tmp_path / "b", {"sdgen.kinds": "other = shed:KIND"}, "second", shed=KIND)
    said = "'other' of the package second 1.0 cannot be used: the package first has a component"
    both = (tmp_path / "a", tmp_path / "b")
    with seen(monkeypatch, *both), pytest.raises(RegistryError, match=said):
        list(anew(KINDS))


def test_what_comes_first_on_the_path_is_what_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path / "a", {"sdgen.kinds": "new = house:KIND"}, "House.Parts", house=KIND)
    install(tmp_path / "b", {"sdgen.kinds": "old = house:KIND"}, "house-parts")
    with seen(monkeypatch, tmp_path / "a", tmp_path / "b"):
        assert [each.name for each in all_plugins()["sdgen.kinds"]] == ["new"]


def test_entry_points_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, {"sdgen.kinds": "no equals sign"})
    said = "the entry points of house_parts-1.0.dist-info cannot be read: "
    with seen(monkeypatch, tmp_path), pytest.raises(RegistryError, match=said):
        all_plugins()


def test_what_lies_in_the_current_folder_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, {"sdgen.rules": "any = house"}, house=RULE)
    monkeypatch.chdir(tmp_path)
    for here in (Path(), tmp_path):
        with seen(monkeypatch, here):
            assert all_plugins() == {}


def test_other_groups_cost_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, {"console_scripts": "x = house:main", "sdgenius.rules": "x = house"})
    with seen(monkeypatch, tmp_path):
        assert all_plugins() == {}


REGISTRIES: tuple[Registry[Any], ...] = (
    VIEW_REGISTRY,
    LINT_FORMATS,
    WRITERS,
    TABLES,
    PICTURE_FORMATS,
    EXPORTERS,
)


SHELVES = (
    "",
    "diagrams",
    "charts",
    "data_models",
    "matrices",
    "overviews",
    "paths",
    "racks",
    "sequences",
)


@every_case("registry", REGISTRIES)
def test_every_built_in_name_stands_for_something(registry: Registry[Any]) -> None:
    names = registry.built_in_names()
    assert names == (names[0], *sorted(names[1:]))
    assert len(names) > 1
    for name in names:
        assert registry[name] is registry[name]
        assert registry.plugin(name) is None
        assert registry.shelf(name) in SHELVES
    assert (len(registry), list(registry)) == (len(names), list(names))
    assert "no-such-thing" not in registry
    with pytest.raises(KeyError):
        registry["no-such-thing"]


@pytest.mark.slow
@every_case("registry", (*REGISTRIES, RULES, KINDS, PAGES))
def test_nothing_that_a_registry_should_find_stands_elsewhere(
    registry: Registry[Any] | Gathering[Any],
) -> None:
    """A view beside the folders of views, a rule in ``support``: nobody would ever find it."""
    mark = re.compile(
        rf"^{registry.attribute}(: \S+)? = {record_of(registry)}\(|^{registry.attribute} = \($",
        re.M,
    )
    root = Path(sdgen.__file__).parent
    folder = root.joinpath(*registry.package.split(".")[1:])
    depth = 2 if registry is VIEW_REGISTRY else 1
    for file in root.rglob("*.py"):
        if mark.search(file.read_text(encoding="utf-8")):
            assert file.is_relative_to(folder), file
            assert len(file.relative_to(folder).parts) == depth, file


def record_of(registry: Registry[Any] | Gathering[Any]) -> str:
    """The name of the type of what a registry finds."""
    one = next(iter(registry.values()))
    return type(one).__name__


def test_every_rule_module_has_a_rule() -> None:
    folder = Path(sdgen.__file__).parent / "rules"
    modules = {file.stem.replace("_", "-") for file in folder.glob("[!_]*.py")}
    assert modules == {rule.name for rule in RULES.built_in.values()}


@pytest.mark.slow
def test_importlib_metadata_is_left_alone_where_nobody_adds() -> None:
    program = (
        "import sys; from sdgen.kinds import KINDS; from sdgen.rules import all_rules;"
        "list(KINDS), all_rules(); sys.exit('importlib.metadata' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 0


def _is_called_like_its_thing(view: str) -> bool:
    each = VIEW_REGISTRY[view].each
    return each is not None and each.noun == view


NAMED = {
    # "group" and "journey" are also what a design has
    "views": tuple(x for x in VIEW_REGISTRY.built_in_names() if not _is_called_like_its_thing(x)),
    "picture formats": PICTURE_FORMATS.built_in_names(),
    "report formats": LINT_FORMATS.built_in_names(),
    "writers": (*WRITERS.built_in_names(), DATA),
    "exporters": EXPORTERS.built_in_names(),
    "tables": TABLES.built_in_names(),
    "rules": tuple(rule.name for rule in RULES.built_in.values()),
    "verbs": tuple(VERBS),
}
NO_LISTS = {
    "cli/verbs.py": "the one place where verbs are listed, so that --help imports none",
    "__init__.py": "the Python interface, of which some functions are called like verbs",
    "model/view_names.py": "names that are taken before there are such views",
    "workspace/embed/wanted.py": "what Markdown links: formats that browsers show",
    "base/settings.py": "what is drawn where nobody says what: a choice, not a list; tables called like verbs",
    "workspace/document.py": "what its steps link: the interface in step 3, the data in step 4",
    "integrations/sphinx.py": "the media types of what a builder can show",
    "report/formats/sarif.py": "keys of SARIF: a text and its Markdown",
}


def listed_names(tree: ast.AST) -> set[tuple[int, str]]:
    """Where two or more names of one registry stand in one display, and what they are names of."""
    found = set()
    for node in ast.walk(tree):
        held = (
            node.elts
            if isinstance(node, ast.Tuple | ast.List | ast.Set)
            else node.keys
            if isinstance(node, ast.Dict)
            else []
        )
        words = {each.value for each in held if isinstance(each, ast.Constant)}
        found |= {
            (node.lineno, what)
            for what, names in NAMED.items()
            if len(words.intersection(names)) > 1
        }
    return found


def may_list_names(text: str) -> bool:
    """Whether two names of one registry stand in a module at all: reading it takes longer."""
    words = set(re.findall(r"""["']([^"'\s]+)["']""", text))
    return any(len(words.intersection(names)) > 1 for names in NAMED.values())


@pytest.mark.slow
def test_no_list_of_names_is_kept_by_hand() -> None:
    """Whoever wants the names of all views, formats, rules asks a registry: a list in the code
    does not know the one that is added tomorrow."""
    root = Path(sdgen.__file__).parent
    texts = {file: file.read_text(encoding="utf-8") for file in root.rglob("*.py")}
    found = {
        file.relative_to(root).as_posix()
        for file, text in texts.items()
        if may_list_names(text) and listed_names(ast.parse(text))
    }
    assert found == set(NO_LISTS)


@every_case(
    ("code", "listed"),
    [
        ('VIEWS = ("high-level", "capacity")', 1),
        ('Literal["svg", "png"]', 1),
        ('{"full": 1, "sarif": 2}', 1),
        ('["orphan", "no-backup"]', 1),
        ('x in {"lint", "render"}', 1),
        ('("svg", "lint")', 0),
        ('"svg"', 0),
    ],
)
def test_a_list_of_names_is_seen(code: str, listed: int) -> None:
    assert len(listed_names(ast.parse(code))) == listed
    assert may_list_names(code) or not listed
