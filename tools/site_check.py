"""What is wrong with a built site: links that lead nowhere, pages that nobody finds, pages that do not
say what they say on GitHub.

Python-Markdown, which builds the site, and GitHub's Markdown differ in small things (a list needs an
empty line in front, its next level four spaces), so that items, rows and blocks of code are counted in both.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt

from sdgen.project import SITE

COUNTED = ("h1", "h2", "h3", "h4", "li", "tr", "pre", "blockquote")
TAG = re.compile(rf"<({'|'.join(COUNTED)})\b([^<>]*)>")


class BuiltPage:
    """The links and anchors of one page, and how often each counted element is in its content."""

    def __init__(self, text: str) -> None:
        # Drawn pictures are most of a page, and have no link of the site in them.
        text = re.sub(r"<svg\b.*?</svg>", "", text, flags=re.DOTALL)
        given = [unescape(tag) for tag in re.findall(r"<[a-zA-Z][^<>]*>", text)]
        self.links = dict.fromkeys(
            link for tag in given for link in re.findall(r'\b(?:href|src)="([^"]*)"', tag)
        )
        self.anchors = {
            each for tag in given for each in re.findall(r'\b(?:id|name)="([^"]*)"', tag)
        }
        content = re.search(r'<article class="md-content__inner.*?</article>', text, re.DOTALL)
        tags = re.findall(TAG, content[0] if content else "")
        self.counts = Counter(name for name, rest in tags if 'class="md-' not in rest)


def faults_of(site: Path, docs: Path) -> Iterator[str]:
    """All that is wrong with the site, a sentence each."""
    pages = {
        path.relative_to(site).as_posix(): BuiltPage(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }
    linked = {"index.html", "404.html"}
    for name, page in pages.items():
        for link in page.links:
            target, anchor = target_of(link, name, site)
            if target is None:
                continue
            if not (site / target).is_file():
                yield f"{name}: {link}: no such page"
            elif anchor and target in pages and anchor not in pages[target].anchors:
                yield f"{name}: {link}: no such anchor"
            if target != name:
                linked.add(target)
    yield from (f"{name}: no page links to it" for name in pages if name not in linked)
    yield from _lost(pages, docs)
    yield from _unfound(site, pages)


def target_of(link: str, name: str, site: Path) -> tuple[str | None, str]:
    """The file of the site that a link of a page leads to, and the anchor there; no file where it leads
    out of the site."""
    if link.startswith(SITE):
        link = "/" + link.removeprefix(SITE)
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None, ""
    path = unquote(parts.path)
    if path.startswith("/"):
        target = path.removeprefix(urlsplit(SITE).path).lstrip("/")
    else:
        target = normpath(join(name, "..", path)) if path else name
    if (site / target).is_dir():
        target = normpath(join(target, "index.html"))
    return target, unquote(parts.fragment)


def built_name(source: str) -> str:
    """The page that is built from a Markdown file."""
    return re.sub(
        r"(?:^|(?<=/))(?:README|index)/index\.html$", "index.html", f"{source[:-3]}/index.html"
    )


def _lost(pages: dict[str, BuiltPage], docs: Path) -> Iterator[str]:
    """Pages that do not have as many items, rows and blocks as they have on GitHub."""
    reader = MarkdownIt("commonmark").enable("table")
    for path in sorted(docs.rglob("*.md")):
        source = path.relative_to(docs).as_posix()
        text = re.sub(r"^```\{?\.?sdgen.*?^```$", "", path.read_text("utf-8"), flags=re.M | re.S)
        expected = Counter(
            each.tag if each.type != "fence" and each.type != "code_block" else "pre"
            for each in reader.parse(text)
            if each.nesting >= 0
        )
        page = pages.get(built_name(source))
        if page is None:
            yield f"{source}: no page is built of it"
            continue
        for tag in COUNTED:
            if page.counts[tag] != expected[tag]:
                yield f"{source}: {page.counts[tag]} <{tag}> in the site, {expected[tag]} on GitHub"


def _unfound(site: Path, pages: dict[str, BuiltPage]) -> Iterator[str]:
    """Pages that the search of the site does not know."""
    index = json.loads((site / "search.json").read_text(encoding="utf-8"))
    known = {each["location"].partition("#")[0] for each in index["items"]}
    for name in pages:
        if name != "404.html" and name.removesuffix("index.html") not in known:
            yield f"{name}: the search does not know it"
