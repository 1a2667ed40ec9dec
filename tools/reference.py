"""Make what is generated in ``docs/`` and ``schemas/``: ``python tools/reference.py [--check]``.

``kinds.md`` is made whole from the component kinds, ``reference.md`` (by ``tools/language.py``)
from the records of a design, ``cli-reference.md`` (by ``tools/command_reference.py``) from the commands
and ``python-reference.md`` (by ``tools/python_reference.py``) from the Python API, and ``schemas/`` from
the records and from the settings; the examples of ``ci.md`` and the README get the address of the
repository, ``ci.md`` the table of settings, and the README what its commands print for its first design.
With ``--check`` nothing is written; the exit status is 1 and stale pages are named.
"""

from __future__ import annotations

import contextlib
import re
import sys
import tempfile
import textwrap
from pathlib import Path

from sdgen.base.settings import SETTINGS, Setting
from sdgen.kinds import KINDS
from sdgen.kinds.kind import Kind
from sdgen.kinds.shared import INSTANCE_SOURCE, OWN_LATENCY
from sdgen.project import REPOSITORY, SITE
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.workspace.about import schema_names, schema_text
from sdgen.workspace.settings_schema import default_in_words, words_of

FOLDER = Path(__file__).parents[1] / "docs"


def main(arguments: list[str]) -> int:
    """Write the pages, or with ``--check`` only compare; returns the exit status."""
    stale = [name for name, text in pages().items() if read(name) != text]
    if "--check" in arguments:
        for name in stale:
            sys.stderr.write(f"docs/{name} is stale: run python tools/reference.py\n")
        return 1 if stale else 0
    for name in stale:
        (FOLDER / name).write_text(pages()[name], encoding="utf-8")
    return 0


def pages() -> dict[str, str]:
    """Each page that is generated, whole or in part, as it should be."""
    # beside this file, and found only where it is run
    from command_reference import command_reference
    from language import reference_page
    from python_reference import python_reference

    return {
        "ci.md": with_settings(with_address(read("ci.md"))),
        "cli-reference.md": command_reference(),
        "kinds.md": kinds_page(),
        "language.md": with_address(read("language.md")),
        "python-reference.md": python_reference(),
        "reference.md": reference_page(),
        "../ci/gitlab.yml": with_address(read("../ci/gitlab.yml")),
        "../README.md": with_examples(with_address(read("../README.md"))),
        **{f"../schemas/{name}.schema.json": schema_text(name) for name in schema_names()},
    }


def read(name: str) -> str:
    path = FOLDER / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def with_address(text: str) -> str:
    """``text`` with the address of the site before its schemas, and that of the repository where its examples fetch from it, and in the
    sentence about them, whose line begins with it."""
    text = re.sub(r"https://[^\s<>]+/(?=schemas/\w+\.schema\.json)", SITE, text)
    raw = REPOSITORY.replace("//github.com", "//raw.githubusercontent.com")
    text = re.sub(r"(?<= base=)https://\S+(?=/main )", raw, text)
    return re.sub(
        r"(?<=git\+)https://[^@\s'`]+|(?<=repo: )https://\S+|(?<=^`)https://[^`\s]+"
        r"|(?<=ls-remote )https://\S+|(?<=remote: )https://\S+(?=/raw/)|(?<=default: )https://\S+",
        REPOSITORY,
        text,
        flags=re.MULTILINE,
    )


def with_examples(text: str) -> str:
    """The README with the first lines of what its commands print for its first design."""
    first = re.search(r"^```yaml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    if first is None:
        raise ValueError("README.md has no design")
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("shop.yaml").write_text(first[1], encoding="utf-8")
        return re.sub(
            r"(<!-- example: (\d+) lines -->\n```text\n\$ (sdgen [^\n]+)\n).*?```",
            lambda match: f"{match[1]}{first_lines(match[3], int(match[2]))}```",
            text,
            flags=re.DOTALL,
        )


def first_lines(command: str, number: int) -> str:
    """So many lines of what a command prints, blank ones left out, and a sign that there is more."""
    from printed import output_of  # beside this file, and found only where it is run

    lines = [line for line in output_of(command) if line]
    return "".join(f"{line}\n" for line in lines[:number]) + ("...\n" if lines[number:] else "")


def with_settings(text: str) -> str:
    """``text`` with the table of all settings."""
    rows = (
        f"| `{each.name}` | {written(each)} | {each.meaning} | {default_in_words(each)} |\n"
        for each in SETTINGS
    )
    return re.sub(
        r"(?<=^\| setting \| what is written \| meaning \| default \|\n\|---\|---\|---\|---\|\n)"
        r"(?:\|.*\n)*",
        lambda _: "".join(rows),
        text,
        flags=re.MULTILINE,
    )


def written(setting: Setting) -> str:
    """What is written under a setting, with the words that there are."""
    words = ", ".join(f"`{each}`" for each in words_of(setting))
    return f"{setting.form.value}{f': {words}' if words else ''}"


def kinds_page() -> str:
    """The reference of the component kinds that come with sdgen."""
    lines = [
        "# Component kinds",
        "",
        "Made from `sdgen/kinds/` by `tools/reference.py`. A component's `kind` gives its glyph and",
        "colour, what is assumed of it where the design says nothing, and the properties that only",
        "components of this kind have. Every output that uses an assumption says so.",
        "",
        *textwrap.wrap(
            f"One instance that the design runs itself is taken to reach {ratio(KINDS['service'].availability)}, "
            f"{INSTANCE_SOURCE}; a managed "
            "component mostly what a provider's agreement promises. The agreements are those of 2022 "
            "to 2024: promises and no measurements, on conditions, and not the same everywhere. Write "
            f"`availability` where you know better. Latencies are {OWN_LATENCY}.",
            100,
        ),
        "",
    ]
    for kind in KINDS.built_in.values():
        lines += kind_section(kind)
    return "\n".join(lines).rstrip("\n") + "\n"


def kind_section(kind: Kind) -> list[str]:
    lines = [f"## {kind.name}", "", f"{kind.title}. {kind.doc}", ""]
    facts = [
        f"availability of one instance {ratio(kind.availability)}, "
        f"managed {ratio(kind.managed_availability)} "
        f"({kind.managed_source or kind.availability_source})"
    ]
    if kind.latency_p50 is not None and kind.latency_p99 is not None:
        facts.append(
            f"latency {seconds(kind.latency_p50)} (p50), {seconds(kind.latency_p99)} (p99)"
        )
    lines += [f"Assumed: {'; '.join(facts)}.", ""]
    if kind.properties:
        lines += ["| property | meaning |", "|---|---|"]
        lines += [f"| `{each.name}` | {each.doc} |" for each in kind.properties]
        lines.append("")
    return lines


def ratio(value: float) -> str:
    return format_quantity(value, Dimension.RATIO)


def seconds(value: float) -> str:
    return format_quantity(value, Dimension.DURATION)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
