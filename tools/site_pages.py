"""The pages of the site, made of those that are read on GitHub.

A link to a file that is no page of the site leads to the repository, pictures that are linked come
along, and a marker of ``sdgen embed`` with a picture becomes a fence, which draws it into the page:
light or dark as the reader has it, and as new as its design. So does a comment ``site: DESIGN view=VIEW``, of
which nothing is to be seen on GitHub.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from os.path import relpath
from pathlib import Path, PurePosixPath
from posixpath import normpath

from sdgen.project import REPOSITORY, SITE

ROOT = Path(__file__).parents[1]
ELSEWHERE = {"CHANGELOG.md": "changelog.md", "SECURITY.md": "security.md"}
"""Pages of the site that stand outside ``docs/``, by their place there."""
AS_THEY_ARE = {"schemas": "schemas"}
"""Folders of files that are served as they are."""
PICTURES = "pictures"
FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})(.*)$")
LINK = re.compile(
    r"(?<=\]\()([^)\s]+)(?=\))|(?<=\bsrc=\")([^\"]+)(?=\")|(?<=\bsrcset=\")([^\"]+)(?=\")"
)
MARKER = re.compile(r"^<!-- (sdgen|site): (.*?) -->$")
"""What is between a marker of sdgen and its end is the picture for GitHub; that of the site stands alone."""
END = "<!-- /sdgen -->"


def stage(folder: Path) -> None:
    """Write all that Zensical needs into the folder: ``mkdocs.yml`` and ``docs/``."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(with_rules(settings), encoding="utf-8")
    docs = folder / "docs"
    pages = page_places()
    for source, place in pages.items():
        text = (ROOT / source).read_text(encoding="utf-8")
        target = docs / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_Page(source, place, pages, docs).text(text), encoding="utf-8")
    for path in sorted((ROOT / "docs").rglob("*")):
        if path.is_file() and path.suffix != ".md":
            target = docs / path.relative_to(ROOT / "docs")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    for name, place in AS_THEY_ARE.items():
        shutil.copytree(ROOT / name, docs / place, dirs_exist_ok=True)
    (docs / "llms.txt").write_text(index_for_machines(), encoding="utf-8")


def with_rules(settings: str) -> str:
    """``mkdocs.yml`` with every rule in the navigation, in the groups of their index."""
    index = (ROOT / "docs/rules/README.md").read_text(encoding="utf-8")
    entry = "      - rules/README.md\n"
    lines = [entry]
    for title, part in re.findall(r"^## (.*?)$(.*?)(?=^## |\Z)", index, re.M | re.S):
        lines.append(f"      - {title}:\n")
        names = re.findall(r"^\| \S+ \| \[.*?\]\((.*?)\)", part, re.M)
        lines += [f"          - rules/{name}\n" for name in names]
    return settings.replace(entry, "".join(lines))


def index_for_machines() -> str:
    """``llms.txt`` (https://llmstxt.org): the tables of the start page as lists of addresses of Markdown."""
    text = (ROOT / "docs/README.md").read_text(encoding="utf-8")
    lines = ["# sdgen", "", "> System design from one YAML file: pictures, checks and numbers.", ""]
    lines += [f"To write a design, read {SITE}agents.md and nothing else.", ""]
    for title, part in re.findall(r"^## (.*?)$(.*?)(?=^## |\Z)", text, re.M | re.S):
        lines += [f"## {title.removesuffix(' ...')}", ""]
        for name, link, says in re.findall(r"^\| \[(.*?)\]\((.*?)\) \| (.*) \|$", part, re.M):
            source = normpath(f"docs/{link}")
            lines.append(f"- [{name}]({SITE}{raw_place(page_places()[source])}): {says}")
        lines.append("")
    return "\n".join(lines)


def raw_place(place: str) -> str:
    """Where the site serves the Markdown of a page."""
    return re.sub(r"(?:^|(?<=/))README\.md$", "index.md", place)


def serve_markdown(staged: Path) -> None:
    """Put the Markdown of each page beside the page that is built of it, for machines."""
    for place in page_places().values():
        text = (staged / "docs" / place).read_text(encoding="utf-8")
        served = staged / "site" / raw_place(place)
        served.write_text(re.sub(r"\bREADME\.md(?=[#)])", "index.md", text), encoding="utf-8")


def page_places() -> dict[str, str]:
    """The place of each page in the site's ``docs/`` by its path in the repository."""
    within = sorted((ROOT / "docs").rglob("*.md"))
    names = [path.relative_to(ROOT / "docs").as_posix() for path in within]
    return {**{f"docs/{name}": name for name in names}, **ELSEWHERE}


class _Page:
    """One page on its way from the repository into the site."""

    def __init__(self, source: str, place: str, pages: dict[str, str], docs: Path) -> None:
        self.source = source
        self.place = place
        self.pages = pages
        self.docs = docs

    def text(self, text: str) -> str:
        """The page with its links and pictures as the site has them; code stays as it is."""
        lines = _with_fences(text.splitlines(), self._fence)
        return "\n".join(
            line if code else LINK.sub(lambda match: self._link(match[0]), line)
            for line, code in _with_code(lines)
        ) + ("\n" if text.endswith("\n") else "")

    def _fence(self, asked: str) -> list[str] | None:
        """The fence for a marker; none for a table, whose text stands in the page."""
        path, *options = shlex.split(asked)
        named = dict(each.split("=", 1) for each in options)
        if "table" in named:
            return None
        named.pop("format", None)
        file = normpath(PurePosixPath(self.source).parent / path)
        named.setdefault("view", "high-level")
        return [
            "```sdgen",
            f"file: /{file}",
            *(f"{key}: {each}" for key, each in named.items()),
            "```",
        ]

    def _link(self, link: str) -> str:
        target, mark, anchor = link.partition("#")
        if not target or re.match(r"[a-z][a-z0-9+.-]*:", target):
            return link
        path = normpath(PurePosixPath(self.source).parent / target)
        here = PurePosixPath(self.place).parent
        if path in self.pages:
            return relpath(self.pages[path], here) + mark + anchor
        if path.startswith("docs/"):
            return link
        if path.split("/")[0] in AS_THEY_ARE:
            return relpath(path, here)
        if PurePosixPath(path).suffix in (".svg", ".png"):
            return relpath(self._picture(path), here)
        kind = "tree" if (ROOT / path).is_dir() else "blob"
        return f"{REPOSITORY}/{kind}/main/{path}{mark}{anchor}"

    def _picture(self, path: str) -> str:
        place = f"{PICTURES}/{path.removeprefix('out/')}"
        target = self.docs / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, target)
        return place


def _with_code(lines: list[str]) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it belongs to a block of code."""
    closing = ""
    for line in lines:
        fence = FENCE.match(line)
        if closing:
            yield line, True
            if fence and fence[1].startswith(closing) and not fence[2].strip():
                closing = ""
        else:
            closing = fence[1] if fence else ""
            yield line, bool(fence)


def _with_fences(lines: list[str], fence: Callable[[str], list[str] | None]) -> list[str]:
    """The lines with a fence in the place of each marker, its end, and what is between."""
    made: list[str] = []
    skipping = False
    for line, code in list(_with_code(lines)):
        marker = None if code or skipping else MARKER.match(line)
        written = fence(marker[2]) if marker else None
        if marker and written is not None:
            made += written
            skipping = marker[1] == "sdgen"
        elif skipping:
            skipping = line != END
        else:
            made.append(line)
    return made
