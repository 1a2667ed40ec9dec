"""Make the index of product icons: the class names of the ``diagrams`` package and their files.

Used only by ``assets.py``: it imports every module of that package once, so that a run of sdgen
need import none.
"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

_NOT_PRODUCTS = ("base", "c4", "custom")


def _modules(package_folder: Path) -> list[str]:
    names: list[str] = []
    for provider in iter_modules([str(package_folder)]):
        if not provider.ispkg or provider.name in _NOT_PRODUCTS:
            continue
        names.append(provider.name)
        folder = package_folder / provider.name
        names += [f"{provider.name}.{module.name}" for module in iter_modules([str(folder)])]
    return sorted(names)


def make_icon_index() -> dict[str, bytes]:
    """``icon_index.json``: for each module of ``diagrams`` (``aws.storage``) its classes, aliases
    included, each with the image's path below the package's ``resources`` folder."""
    import diagrams

    package = Path(diagrams.__file__).parent
    index: dict[str, dict[str, str]] = {}
    for name in _modules(package):
        module = import_module(f"diagrams.{name}")
        icons: dict[str, str] = {}
        for class_name, value in sorted(vars(module).items()):
            if class_name.startswith("_") or not isinstance(value, type):
                continue
            folder, file = getattr(value, "_icon_dir", None), getattr(value, "_icon", None)
            path = f"{folder}/{file}"
            if folder and path.endswith(".png") and (package.parent / path).is_file():
                icons[class_name] = path.removeprefix("resources/")
        if icons:
            index[name] = icons
    return {"icon_index.json": (json.dumps(index, indent=0, sort_keys=True) + "\n").encode()}
