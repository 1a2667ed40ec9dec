"""Files that are no designs are not quoted: whoever names them may not see what is in them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sdgen.base.findings import Finding
from sdgen.model import Reading, codes, read_design
from sdgen.model.quoting import is_design_like
from sdgen.parse import parse_text
from tests.support.cases import every_case

SECRET = "AUTHORIZATION-basic-c2VjcmV0"
GIT_CONFIG = f"""\
[core]
\tbare = false
[http "https://github.com/"]
\textraheader = {SECRET}: x
"""
DESIGN = "sdgen: 1\nname: Shop\ncomponents: {a: {kind: service}}\n"

SECRETS = {
    "git-config": GIT_CONFIG,
    "environment": f"TOKEN={SECRET}\nexport OTHER: {SECRET}: {SECRET}\n",
    "kubernetes": (
        f"apiVersion: v1\nkind: Secret\nmetadata: {{name: {SECRET}}}\ntype: Opaque\n"
        f"data:\n  {SECRET}: {SECRET}\n"
    ),
    "one-key": f"{SECRET}: 1\n",
    "list": f"- {SECRET}\n- [\n",
    "comment": f"# {SECRET}\n",
    "text": f"{SECRET}\n",
    "no-unicode": f"{SECRET} \udcff\n",
    "tab": f"password:\t{SECRET}\n\t{SECRET}: x\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config").write_text(GIT_CONFIG)
    made = tmp_path / "designs"
    made.mkdir()
    return made


def write(path: Path, text: str) -> Path:
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return path


def everything(reading: Reading) -> str:
    """All that any report could show."""
    return repr(reading)


def one(reading: Reading) -> Finding:
    assert len(reading.findings) == 1, reading.findings
    return reading.findings[0]


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_nothing_of_an_included_file_that_is_no_design_is_shown(folder: Path, name: str) -> None:
    write(folder / "values.yaml", SECRETS[name])
    path = write(folder / "shop.yaml", f"{DESIGN}include: [values.yaml]\n")
    reading = read_design(path)
    assert reading.design is None
    assert SECRET not in everything(reading)
    said = {each.code for each in reading.findings}
    assert said & {codes.INCLUDE_UNSUITABLE, codes.INCLUDE_UNREADABLE}


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_nothing_of_what_a_link_disguises_as_a_design_is_shown(folder: Path, name: str) -> None:
    write(folder / ".env", SECRETS[name])
    link = folder / "x.yaml"
    link.symlink_to(".env")
    reading = read_design(link)
    assert reading.design is None
    assert SECRET not in everything(reading)


def test_a_link_to_the_settings_of_git_says_only_what_it_is(folder: Path) -> None:
    (folder / "x.yaml").symlink_to("../.git/config")
    finding = one(read_design(folder / "x.yaml", display="x.yaml"))
    assert finding.message == "'x.yaml' is a symbolic link to a file that is no design"
    assert finding.help == "replace the link by the design itself; nothing of the file is shown"
    assert finding.unreadable


def test_a_link_out_of_the_repository_is_no_way_to_read(folder: Path) -> None:
    write(folder.parent.parent / "outside.yaml", SECRETS["kubernetes"])
    (folder / "x.yaml").symlink_to(folder.parent.parent / "outside.yaml")
    (folder / "d").symlink_to(folder.parent.parent)
    for path in (folder / "x.yaml", folder / "d/outside.yaml"):
        assert SECRET not in everything(read_design(path))


def test_links_to_designs_are_designs(folder: Path) -> None:
    write(folder / "shop.yaml", DESIGN)
    (folder / "x.yaml").symlink_to("shop.yaml")
    assert read_design(folder / "x.yaml").findings == ()
    write(folder / "shop.yaml", "a: [\n")
    assert one(read_design(folder / "x.yaml")).code == "YAML004"


def test_an_included_link_to_a_hidden_file_is_refused(folder: Path) -> None:
    write(folder / ".env.yaml", DESIGN)
    (folder / "x.yaml").symlink_to(".env.yaml")
    (folder / "y.yaml").symlink_to("../.git/config")
    path = write(folder / "shop.yaml", f"{DESIGN}include: [x.yaml, y.yaml]\n")
    assert [each.message for each in read_design(path).findings] == [
        f"include: '{name}.yaml' is a symbolic link to a hidden file or one that is no YAML file"
        for name in "xy"
    ]


def test_a_design_in_a_hidden_folder_includes_what_is_beside_it(folder: Path) -> None:
    hidden = folder / ".team/designs"
    hidden.mkdir(parents=True)
    write(hidden / "base.yaml", "data: {}\n")
    path = write(hidden / "shop.yaml", f"{DESIGN}include: [./base.yaml]\n")
    assert read_design(path).findings == ()


def test_an_include_that_is_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "x.yaml")
    path = write(folder / "shop.yaml", f"{DESIGN}include: [x.yaml]\n")
    assert one(read_design(path)).code == codes.INCLUDE_UNREADABLE


def test_the_words_for_a_file_that_is_no_part(folder: Path) -> None:
    write(folder / "values.yaml", SECRETS["kubernetes"])
    path = write(folder / "shop.yaml", f"{DESIGN}include: values.yaml\n")
    finding = one(read_design(path, display="shop.yaml"))
    assert str(finding.span) == "shop.yaml:4:10"
    assert finding.message == "include: 'values.yaml' is no part of a design"
    assert finding.help == (
        "at least half of the keys at its top level must be those of a design, such as "
        "'components' or 'data'; nothing of the file is shown"
    )


@every_case(
    ("text", "like"),
    [
        (DESIGN, True),
        ("sdgen: [\n", True),
        ('{"sdgen": [\n', True),
        ("componets: {}\ndata: {}\n", True),
        ("'data': [\n", True),
        ("componets: {}\n", False),
        (SECRETS["kubernetes"], False),
        (SECRETS["kubernetes"] + "x: [\n", False),
        ("  data: [\n", False),
        ("", False),
    ],
)
def test_what_looks_like_a_design(text: str, like: bool) -> None:
    assert is_design_like(parse_text(text, "x.yaml")) is like
