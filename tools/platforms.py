"""Where sdgen installs without a compiler: ``python tools/platforms.py [--check]``.

Writes ``docs/platforms.md``. For each platform and Python the newest versions that
``pyproject.toml`` allows are resolved from wheels alone, markers read as that platform reads them;
where that has no answer, each package is asked for by itself. The page names no versions, so it
changes only when a package comes, goes, or gains or loses a platform. ``--check`` writes nothing
and exits 1 when the page would change.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product

from declared import ROOT, Declared, holds, marker_values, read_declared
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from resolver import NoSolutionError, resolve

PAGE = ROOT / "docs/platforms.md"


@dataclass(frozen=True)
class Platform:
    """``title`` is what readers call it, ``target`` what the resolver does; the others are known to
    markers."""

    title: str
    target: str
    system: str
    machine: str


PLATFORMS = (
    Platform("Linux x86-64, glibc 2.28", "x86_64-manylinux_2_28", "Linux", "x86_64"),
    Platform("Linux ARM64, glibc 2.28", "aarch64-manylinux_2_28", "Linux", "aarch64"),
    Platform("Linux x86-64, musl 1.2", "x86_64-unknown-linux-musl", "Linux", "x86_64"),
    Platform("Linux ARM64, musl 1.2", "aarch64-unknown-linux-musl", "Linux", "aarch64"),
    Platform("macOS ARM64", "aarch64-apple-darwin", "macOS", "arm64"),
    Platform("macOS x86-64", "x86_64-apple-darwin", "macOS", "x86_64"),
    Platform("Windows x86-64", "x86_64-pc-windows-msvc", "Windows", "AMD64"),
)
INTRODUCTION = """\
# Platforms

Made by `python tools/platforms.py`; a weekly job says when it is no longer true. CPython {pythons}.
"yes": `pip install` finds a wheel for each of these Pythons, so it needs no compiler. "no" means none
of them has one, "not 3.x" that those have none, and "-" that the package is not needed there. glibc
2.28 is that of RHEL 8, Debian 10 and everything younger, musl that of Alpine Linux.
"""


def main(arguments: list[str]) -> int:
    """Write the page, or with ``--check`` only compare; returns the exit status."""
    parser = argparse.ArgumentParser(description="Write docs/platforms.md.")
    parser.add_argument("--check", action="store_true", help="only say whether it is fresh")
    chosen = parser.parse_args(arguments)
    page = platforms_page(read_declared(ROOT))
    if chosen.check:
        fresh = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page
        if not fresh:
            print("docs/platforms.md is stale: run python tools/platforms.py", file=sys.stderr)
        return 0 if fresh else 1
    PAGE.write_text(page, encoding="utf-8")
    return 0


def platforms_page(declared: Declared) -> str:
    """The whole page: a table of what every installation needs, and one of each extra."""
    parts = [INTRODUCTION.format(pythons=", ".join(declared.pythons))]
    parts += ["## sdgen\n", table(declared, declared.hard)]
    for extra, asked in sorted(declared.extras.items()):
        parts += [f"## The extra `{extra}`\n", table(declared, asked)]
    return "\n".join(parts)


def table(declared: Declared, requirements: Sequence[str]) -> str:
    """Packages down, platforms across."""
    packages = needed(requirements, declared.pythons[0])
    places = list(product(PLATFORMS, declared.pythons))
    suspects: set[str] = set()

    def answers(place: tuple[Platform, str]) -> dict[str, bool]:
        found = wheels(requirements, packages, place, frozenset(suspects))
        suspects.update(name for name, has_wheel in found.items() if not has_wheel)
        return found

    with ThreadPoolExecutor(4) as pool:
        found = dict(zip(places, pool.map(answers, places), strict=True))
    lines = [
        f"| package | needed by | {' | '.join(each.title for each in PLATFORMS)} |",
        "|---|---|" + "---|" * len(PLATFORMS),
    ]
    for package in packages:
        asked = [
            {python: found[platform, python].get(package.name) for python in declared.pythons}
            for platform in PLATFORMS
        ]
        cells = " | ".join(cell(each) for each in asked)
        lines.append(f"| {package.name} | {', '.join(package.askers)} | {cells} |")
    return "\n".join(lines) + "\n"


def cell(answers: Mapping[str, bool | None]) -> str:
    """What the table says of a package on one platform, from whether each Python has a wheel; None
    where that Python does not need it."""
    asked = [answer for answer in answers.values() if answer is not None]
    if not asked:
        return "-"
    without = [python for python, answer in answers.items() if answer is False]
    if len(without) == len(asked):
        return "no"
    return f"not {', '.join(without)}" if without else "yes"


@dataclass(frozen=True)
class Package:
    """One that is needed: who asks for it, and the conditions of which one must hold."""

    name: str
    askers: tuple[str, ...]
    asked: tuple[Requirement, ...]


def needed(requirements: Sequence[str], oldest: str) -> list[Package]:
    """Every package that ``requirements`` need on any platform, from Python ``oldest`` on, by name;
    whether there are wheels or not."""
    options = ["--universal", "--python-version", oldest, "--annotation-style", "line"]
    askers: dict[str, set[str]] = {
        canonicalize_name(Requirement(text).name): {"sdgen"} for text in requirements
    }
    asked: dict[str, list[Requirement]] = {}
    for line in resolve(requirements, options).splitlines():
        pin, _, asking = line.partition("# via ")
        requirement = Requirement(pin.strip())
        asked.setdefault(requirement.name, []).append(requirement)
        names = {each.strip() for each in asking.split(",")} - {"", "-r -"}
        askers.setdefault(requirement.name, set()).update(names)
    return [
        Package(
            name, tuple(sorted(askers[name], key=lambda each: (each != "sdgen", each))), tuple(pins)
        )
        for name, pins in sorted(asked.items())
    ]


def wheels(
    requirements: Sequence[str],
    packages: Sequence[Package],
    place: tuple[Platform, str],
    suspects: frozenset[str],
) -> dict[str, bool]:
    """Each package that a platform and a Python need, and whether it has a wheel there in a version
    that is allowed. ``suspects``, without one elsewhere, are asked about first: that saves time."""
    platform, python = place
    values = marker_values(python, platform.system, platform.machine)
    names = [each.name for each in packages if any(holds(pin, values) for pin in each.asked)]
    options = ["--python-platform", platform.target, "--python-version", python]
    options += ["--only-binary", ":all:"]
    if has_solution(requirements, options):
        return dict.fromkeys(names, True)
    options.append("--no-deps")
    allowed = {name: [name] for name in names}
    for text in requirements:
        allowed.setdefault(canonicalize_name(Requirement(text).name), []).append(text)

    def without(some: Sequence[str]) -> frozenset[str]:
        """Those of ``some`` that have no wheel, found by halves since most have one."""
        if not some or has_solution([each for name in some for each in allowed[name]], options):
            return frozenset()
        half = len(some) // 2
        return without(some[:half]) | without(some[half:]) if half else frozenset(some)

    lacking = without([name for name in names if name in suspects])
    lacking |= without([name for name in names if name not in suspects])
    return {name: name not in lacking for name in names}


def has_solution(requirements: Sequence[str], options: Sequence[str]) -> bool:
    """Whether any versions meet ``requirements``."""
    try:
        resolve(requirements, options)
    except NoSolutionError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
