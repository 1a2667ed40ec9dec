"""``docs/python-reference.md``: every public name of the Python API with its signature and its docstring.
``tools/reference.py`` writes and checks it.

Public are the names of ``sdgen.__all__`` and the records that these take and return; of classes the
members whose names begin with a letter.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from textwrap import dedent
from typing import Any

from msgspec import NODEFAULT, Struct

import sdgen

FUNCTIONS = ("load", "loads", "validate", "improve")
ONE_DESIGN = ("LoadedDesign", "Picture", "sdgen.api.Options")
MANY = ("Workspace",)
REQUESTS = tuple(name for name in sdgen.__all__ if name.endswith(("Request", "Result", "Settings")))
FOUND = ("Finding", "Severity", "Span")
COMPUTED = (
    "sdgen.analyses.analysis.Analysis",
    "sdgen.analyses.estimate.Estimate",
    "sdgen.analyses.improve.plan.Plan",
    "sdgen.diff.comparison.Comparison",
    "sdgen.workspace.embed.showing.ShowRequest",
    "sdgen.workspace.executor.Processes",
)
RAISED = (
    "SdgenError",
    "DesignError",
    "sdgen.base.errors.WrongUsageError",
    "sdgen.base.errors.UnusableError",
    "sdgen.base.extras.MissingExtraError",
    "sdgen.base.files.OutputError",
    "sdgen.layout.engine.EngineError",
    "sdgen.lint.registry.RegistryError",
    "sdgen.workspace.revisions.RevisionError",
    "sdgen.workspace.targets.TargetError",
)
PARTS = (
    ("Functions", FUNCTIONS),
    ("One design", ONE_DESIGN),
    ("Many designs", MANY),
    ("What a workspace is asked and what it answers", REQUESTS),
    ("Findings", FOUND),
    ("Exceptions", RAISED),
    ("What is computed", COMPUTED),
)

INTRODUCTION = """\
# Reference of the Python API

Made from signatures and docstrings by `tools/reference.py`. [The Python API](python.md) shows with examples how it is used.
What is not named here may change with any version.
"""


def python_reference() -> str:
    """The text of the page."""
    lines = [*INTRODUCTION.splitlines(), ""]
    for title, names in PARTS:
        lines += [f"## {title}", ""]
        for name in names:
            lines += _entry(*_found(name))
    return "\n".join(lines).rstrip("\n") + "\n"


def public_names() -> list[str]:
    """Every name that the page has, with its module."""
    return [_found(name)[0] for _, names in PARTS for name in names]


def _found(name: str) -> tuple[str, Any]:
    module, _, attribute = (name if "." in name else f"sdgen.{name}").rpartition(".")
    return f"{module}.{attribute}", getattr(import_module(module), attribute)


def _entry(name: str, value: Any) -> Iterator[str]:
    short = name.rpartition(".")[2]
    yield from (f"### {short}", "")
    if inspect.isfunction(value):
        yield from _code(f"{name}{_signature(value)}")
        yield from _paragraphs(value)
        return
    yield from _code(f"{name}{_construction(value)}")
    yield from _paragraphs(value)
    yield from _fields(value)
    for member, found in vars(value).items():
        if member.startswith("_"):
            continue
        if inspect.isfunction(found):
            yield from (f"#### {short}.{member}", "")
            yield from _code(f"{member}{_signature(found)}")
            yield from _paragraphs(found)
        elif isinstance(found, property) and found.fget is not None:
            yield from (f"#### {short}.{member}", "")
            result = _annotation(inspect.signature(found.fget).return_annotation)
            yield from _code(f"{member}: {result}")
            yield from _paragraphs(found.fget)


def _code(text: str) -> Iterator[str]:
    yield from ("```python", *text.splitlines(), "```", "")


def _construction(value: Any) -> str:
    """How an object of the class is made; nothing of those that only sdgen makes."""
    if issubclass(value, Exception) or not issubclass(value, Struct):
        own = "__init__" in vars(value) and not issubclass(value, Exception)
        return _signature(value.__init__) if own else ""
    return ""


def _fields(value: Any) -> Iterator[str]:
    """The fields of a record or the members of an enumeration."""
    if hasattr(value, "__members__"):
        members = ", ".join(f"`{each.name}` (`{each.value!r}`)" for each in value)
        yield from (f"Members: {members}.", "")
        return
    if not issubclass(value, Struct):
        return
    written = _written_fields(value)
    explained = any(said for _, said in written.values())
    yield "| field | type | default | meaning |" if explained else "| field | type | default |"
    yield "|---|---|---|---|" if explained else "|---|---|---|"
    for name, default in _defaults(value).items():
        kind, said = written[name]
        row = f"| `{name}` | {_cell(kind)} | {default} |"
        yield f"{row} {said} |" if explained else row
    yield ""


def _written_fields(value: Any) -> dict[str, tuple[str, str]]:
    """The type of each field of a record, as its source has it, and the text that stands below it there."""
    found: dict[str, tuple[str, str]] = {}
    for owner in reversed(value.__mro__):
        if not issubclass(owner, Struct) or owner is Struct:
            continue
        tree = ast.parse(dedent(inspect.getsource(owner))).body[0]
        assert isinstance(tree, ast.ClassDef)
        for above, below in zip(tree.body, [*tree.body[1:], None], strict=True):
            if not isinstance(above, ast.AnnAssign) or not isinstance(above.target, ast.Name):
                continue
            said = ""
            if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
                said = " ".join(_marked(str(below.value.value)).split()).replace("|", "\\|")
            found[above.target.id] = (_annotation(ast.unparse(above.annotation)), said)
    return found


def _defaults(value: Any) -> dict[str, str]:
    """What is taken for each field that is not given; a dash where it must be."""
    names, given = value.__struct_fields__, value.__struct_defaults__
    defaults = [NODEFAULT] * (len(names) - len(given)) + list(given)
    return {name: _default(each) for name, each in zip(names, defaults, strict=True)}


def _default(value: Any) -> str:
    if value is NODEFAULT:
        return "–"
    return f"`{value.factory()!r}`" if hasattr(value, "factory") else f"`{_shown(value)}`"


def _shown(value: Any) -> str:
    """A default as one would write it: members of enumerations without their module, functions not at all."""
    if hasattr(value, "name") and hasattr(value, "value"):
        return f"{type(value).__name__}.{value.name}"
    return "..." if inspect.isfunction(value) else repr(value)


def _cell(kind: str) -> str:
    """A type in a row of a table, where a bar would end the cell."""
    return f"`{kind}`".replace(" | ", "` or `")


def _signature(function: Any) -> str:
    """A signature as one would write it, in one line or one parameter a line."""
    signature = inspect.signature(function)
    given = [each for each in signature.parameters.values() if each.name != "self"]
    written = [_parameter(each) for each in given]
    keyword = [at for at, each in enumerate(given) if each.kind is each.KEYWORD_ONLY]
    if keyword:
        written.insert(keyword[0], "*")
    result = signature.return_annotation
    end = "" if result in (signature.empty, "None", None) else f" -> {_annotation(result)}"
    line = f"({', '.join(written)}){end}"
    if len(line) <= 72:
        return line
    return "(\n" + "".join(f"    {each},\n" for each in written) + f"){end}"


def _parameter(each: inspect.Parameter) -> str:
    text = each.name
    if each.annotation is not each.empty:
        text += f": {_annotation(each.annotation)}"
    if each.default is not each.empty:
        text += f" = {_shown(each.default)}" if ":" in text else f"={_shown(each.default)}"
    return text


def _annotation(annotation: Any) -> str:
    text = (
        annotation
        if isinstance(annotation, str)
        else getattr(annotation, "__name__", str(annotation))
    )
    return re.sub(r"\b(?:api|model|views)\.(?=[A-Z])", "", text)


def _paragraphs(value: Any) -> Iterator[str]:
    text = inspect.getdoc(value) or ""
    for paragraph in re.split(r"\n\s*\n", text):
        if paragraph.strip():
            yield from (_marked(" ".join(paragraph.split())), "")


def _marked(text: str) -> str:
    """A docstring's marks as those of Markdown."""
    text = re.sub(r":\w+:`~?([^`]+)`", r"`\1`", text)
    return text.replace("``", "`")
