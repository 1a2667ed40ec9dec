"""How sdgen finds what there are many of: rules, kinds, views, formats.

Each package that holds such things declares a registry in its own room. A module of the package
adds one (or several) by being there; other packages that are installed add theirs as entry points
(``importlib.metadata``) of the registry's group. Names are found by listing a folder; what they
stand for is imported when it is asked for. Nothing is found before a registry is first asked.
"""

from __future__ import annotations

import os
import re
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from sdgen.base.errors import SdgenError
from sdgen.base.plugins import Plugin, RegistryError, all_plugins, in_words
from sdgen.base.words import with_article

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["Gathering", "Plugin", "Registry", "RegistryError", "all_plugins"]

Item = TypeVar("Item")

_NAME: Final = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"


class _Registry(Mapping[str, Item], Generic[Item]):
    """What both kinds of registries share: where their items are, and what a plug-in's must be.

    ``attribute`` is what a module calls its item (or its tuple of them), ``record`` the type of an
    item (``module:Class``) and ``noun`` what people call one. ``complaint`` (``module:function``)
    takes the name and the item of a plug-in and says what is wrong with it, if anything.
    """

    def __init__(
        self,
        group: str,
        *,
        package: str,
        attribute: str,
        record: str,
        noun: str,
        complaint: str = "",
    ) -> None:
        self.group = group
        self.package = package
        self.attribute = attribute
        self.noun = noun
        self._record = record
        self._complaint = complaint

    def _checked(self, plugin: Plugin, item: object) -> Item:
        expected = _named(self._record)
        if not isinstance(item, expected):
            what = f"it is a {type(item).__name__}, not a {expected.__name__}"
            if _is_module(item):
                what = f"the module has no {self.attribute}"
            raise plugin.broken(self.noun, what)
        if self._complaint:
            try:
                wrong = _named(self._complaint)(plugin.name, item)
            except (TypeError, AttributeError, ValueError) as error:
                # Records do not check the types of their fields: a name may be a number.
                wrong = f"a field has a wrong value: {error}"
            if wrong:
                raise plugin.broken(self.noun, wrong)
        found: Item = item
        return found

    @abstractmethod
    def plugin(self, name: str) -> Plugin | None:
        """The plug-in that adds the item of this name; None for one that comes with sdgen."""

    @contextmanager
    def blaming(self, name: str) -> Iterator[None]:
        """Where what an item does goes wrong within, and a plug-in added it, that plug-in is named:
        RegistryError. What goes wrong in sdgen's own is a bug of sdgen, and stays what it is."""
        try:
            yield
        except SdgenError:
            raise
        except Exception as error:
            plugin = self.plugin(name)
            if plugin is None:
                raise
            raise plugin.broken(self.noun, in_words(error)) from error

    def blame(self, name: str, why: str) -> RegistryError:
        """That the plug-in which adds this item does not do what it should."""
        plugin = self.plugin(name)
        assert plugin is not None, why
        return plugin.broken(self.noun, why)


class Registry(_Registry[Item]):
    """Items known by name: each stands alone in the module of that name (``high-level`` in
    ``high_level.py``), or is an entry point of that name.

    It is a mapping from names to items: names in the order of the alphabet, ``first`` before all.
    With ``shelves`` the modules stand in folders of the package, each for one sort of items; a
    plug-in names the folder in its group (``sdgen.views.charts``). Names that are ``reserved``
    nobody can add.
    """

    def __init__(
        self,
        group: str,
        *,
        first: str = "",
        shelves: bool = False,
        reserved: Iterable[str] = (),
        **rest: Any,
    ) -> None:
        super().__init__(group, **rest)
        self._first = first
        self._shelves = shelves
        self._reserved = frozenset(reserved)

    @cached_property
    def _own(self) -> Mapping[str, tuple[str, str]]:
        """The shelf and the module of each built-in item."""
        found: dict[str, tuple[str, str]] = {}
        for path in _folders(self.package):
            names, shelves = _listing(path)
            held = {"": names}
            if self._shelves:
                held = {shelf: _listing(path / shelf)[0] for shelf in shelves}
            for shelf, modules in held.items():
                package = f"{self.package}.{shelf}" if shelf else self.package
                for module in modules:
                    found[module.replace("_", "-")] = (shelf, f"{package}.{module}")
        return found

    @cached_property
    def _added(self) -> Mapping[str, tuple[str, Plugin]]:
        """The shelf and the plug-in of each item that another package adds."""
        shelves = {shelf for shelf, _ in self._own.values()}
        found: dict[str, tuple[str, Plugin]] = {}
        for group, plugins in all_plugins().items():
            if group != self.group and not (self._shelves and group.startswith(f"{self.group}.")):
                continue
            shelf = group.removeprefix(self.group).removeprefix(".")
            for plugin in plugins:
                wrong = self._refused(plugin.name, found)
                if shelf not in shelves:
                    known = ", ".join(f"{self.group}.{each}" for each in sorted(shelves))
                    wrong = f"there is no such group; groups of it are {known}"
                if wrong:
                    raise plugin.broken(self.noun, wrong)
                found[plugin.name] = (shelf, plugin)
        return found

    def _refused(self, name: str, found: Mapping[str, tuple[str, Plugin]]) -> str:
        """Why a plug-in cannot have this name; empty where it can."""
        if not re.fullmatch(_NAME, name):
            return "its name is not small letters and digits, words joined by '-'"
        if name in self._own:
            return f"sdgen has {with_article(self.noun)} of that name"
        if name in self._reserved:
            return "sdgen keeps that name for itself"
        if name in found:
            return f"the package {found[name][1].package} adds one of that name too"
        return ""

    def names(self, shelf: str | None = None) -> tuple[str, ...]:
        """All names, or those on one shelf; no item is imported."""
        return self._ordered(self._own, self._added, shelf=shelf)

    def built_in_names(self, shelf: str | None = None) -> tuple[str, ...]:
        """The names of the items that come with sdgen."""
        return self._ordered(self._own, shelf=shelf)

    def shelf(self, name: str) -> str:
        """The shelf of an item. Raises KeyError where there is none of that name."""
        return (self._own.get(name) or self._added[name])[0]

    def plugin(self, name: str) -> Plugin | None:
        found = None if name in self._own else self._added.get(name)
        return found[1] if found else None

    def _ordered(
        self, *tables: Mapping[str, tuple[str, Any]], shelf: str | None
    ) -> tuple[str, ...]:
        found = (
            name
            for table in tables
            for name, (where, _) in table.items()
            if shelf is None or where == shelf
        )
        return tuple(sorted(found, key=lambda name: (name != self._first, name)))

    @cached_property
    def _loaded(self) -> dict[str, Item]:
        return {}

    def __getitem__(self, name: str) -> Item:
        if name not in self._loaded:
            self._loaded[name] = self._load(name)
        return self._loaded[name]

    def _load(self, name: str) -> Item:
        if name in self._own:
            found: Item = getattr(_import(self._own[name][1]), self.attribute)
            assert isinstance(found, _named(self._record)), name
            return found
        plugin = self._added[name][1]
        loaded = plugin.load(self.noun)
        return self._checked(plugin, getattr(loaded, self.attribute, loaded))

    def __contains__(self, name: object) -> bool:
        return name in self._own or name in self._added

    def __iter__(self) -> Iterator[str]:
        return iter(self.names())

    def __len__(self) -> int:
        return len(self._own) + len(self._added)


class Gathering(_Registry[Item]):
    """Items that say themselves what they are called: a module has one, or a tuple of them, and so
    has an entry point, whose own name says nothing.

    It is a mapping from the first name of each item to the item: those that come with sdgen in the
    order of modules and tuples, then those of plug-ins. ``names_of`` gives all names of an item; no
    other may have one of them.
    """

    def __init__(
        self, group: str, *, names_of: Callable[[Item], tuple[str, ...]], **rest: Any
    ) -> None:
        super().__init__(group, **rest)
        self._names_of = names_of

    @cached_property
    def built_in(self) -> Mapping[str, Item]:
        """The items that come with sdgen."""
        found: dict[str, Item] = {}
        for path in _folders(self.package):
            for module in _listing(path)[0]:
                held = getattr(_import(f"{self.package}.{module}"), self.attribute, ())
                for item in _several(held):
                    name = self._names_of(item)[0]
                    assert name not in found, f"two are called {name}"
                    found[name] = item
        return MappingProxyType(found)

    def plugin(self, name: str) -> Plugin | None:
        return self._found[1].get(name)

    @property
    def _all(self) -> Mapping[str, Item]:
        return self._found[0]

    @cached_property
    def _found(self) -> tuple[Mapping[str, Item], Mapping[str, Plugin]]:
        """Every item, and the plug-ins of those that plug-ins add."""
        plugins = all_plugins().get(self.group, ())
        if not plugins:
            return self.built_in, {}
        found = dict(self.built_in)
        added: dict[str, Plugin] = {}
        owners = {name: "sdgen" for item in found.values() for name in self._names_of(item)}
        for plugin in plugins:
            loaded = plugin.load(self.noun)
            for each in _several(getattr(loaded, self.attribute, loaded)):
                item = self._checked(plugin, each)
                names = self._names_of(item)
                for name in names:
                    if name in owners:
                        why = (
                            f"{owners[name]} has {with_article(self.noun)} called {name!r} already"
                        )
                        raise plugin.broken(self.noun, why)
                owners |= dict.fromkeys(names, f"the package {plugin.package}")
                found[names[0]] = item
                added[names[0]] = plugin
        return MappingProxyType(found), added

    def __getitem__(self, name: str) -> Item:
        return self._found[0][name]

    def __contains__(self, name: object) -> bool:
        return name in self._all

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


def _several(held: Any) -> tuple[Any, ...]:
    return tuple(held) if isinstance(held, (tuple, list)) else (held,)


def _folders(package: str) -> list[Path]:
    """Where a package of sdgen is: it need not be imported for that."""
    root, *parts = package.split(".")
    return [Path(folder, *parts) for folder in _import(root).__path__]


def _listing(folder: Path) -> tuple[list[str], list[str]]:
    """The names of the modules in a folder, and those of the packages."""
    files = [(each.name, each.is_dir()) for each in os.scandir(folder)]
    modules = {name.partition(".")[0] for name, _ in files if name.endswith((".py", ".pyc"))}
    packages = {name for name, is_folder in files if is_folder and name.isidentifier()}
    return sorted(modules - {"__init__"}), sorted(packages - {"__pycache__"})


def _named(path: str) -> Any:
    """What ``module:name`` stands for."""
    module, _, name = path.partition(":")
    return getattr(_import(module), name)


def _import(module: str) -> ModuleType:
    from importlib import import_module

    return import_module(module)


def _is_module(item: object) -> bool:
    return type(item).__name__ == "module"
