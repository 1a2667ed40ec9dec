"""Included files: merged, kept inside the repository, bounded, and each mistake explained."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdgen.base.findings import Finding
from sdgen.model import Reading, codes, read_design
from sdgen.model.include import DEEPEST, MOST_FILES
from tests.support.cases import every_case

HEAD = "sdgen: 1\nname: Shop\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    made = tmp_path / "designs"
    made.mkdir()
    return made


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, text: str) -> Reading:
    return read_design(write(folder, "shop.yaml", HEAD + text), display="designs/shop.yaml")


def one(reading: Reading) -> Finding:
    assert reading.design is None
    assert len(reading.findings) == 1, [each.message for each in reading.findings]
    return reading.findings[0]


def test_parts_of_included_files_belong_to_the_design(folder: Path) -> None:
    write(
        folder, "shared/base.yaml", "include: more/zones.yaml\ncomponents: {db: {kind: database}}\n"
    )
    write(folder, "shared/more/zones.yaml", "name: Zones\ntopology: {eu: {zones: {eu-a: 99%}}}\n")
    write(
        folder.parent,
        "platform.yaml",
        "monitoring: {watches: [db]}\nrequirements: {functional: {find: x}}\n",
    )
    reading = read(
        folder,
        "include: [shared/base.yaml, ../platform.yaml]\n"
        "components: {shop: {kind: service, calls: [db], zones: [eu-a]}}\n"
        "monitoring: {watches: [shop]}\nrequirements: {functional: {buy: y}}\n",
    )
    assert reading.findings == ()
    design = reading.design
    assert design is not None
    assert design.name == "Shop"
    assert list(design.components) == ["shop", "db"]
    assert list(design.domains) == ["eu", "eu-a"]
    assert design.monitoring is not None
    assert design.monitoring.watches == ("shop", "db")
    assert design.requirements is not None
    assert list(design.requirements.functional) == ["buy", "find"]
    assert design.includes == (
        "designs/shared/base.yaml",
        "designs/shared/more/zones.yaml",
        "platform.yaml",
    )
    assert design.components["db"].span.file == "designs/shared/base.yaml"
    assert set(reading.documents) == {"designs/shop.yaml", *design.includes}
    assert reading.documents["designs/shared/more/zones.yaml"].startswith("name: Zones")


def test_a_file_that_two_include_is_read_once(folder: Path) -> None:
    write(folder, "a.yaml", "include: c.yaml\n")
    write(folder, "b.yaml", "include: c.yaml\n")
    write(folder, "c.yaml", "components: {db: {kind: database}}\n")
    reading = read(folder, "include: [a.yaml, b.yaml]\n")
    assert reading.findings == ()
    reading = read(folder, "include: [a.yaml, b.yaml]\ncomponents: {shop: {kind: service}}\n")
    assert reading.findings == ()


def test_the_same_id_twice_names_both_places(folder: Path) -> None:
    write(folder, "base.yaml", "components:\n  db: {kind: database}\n")
    finding = one(read(folder, "include: base.yaml\ncomponents:\n  db: {kind: database}\n"))
    assert finding.code == codes.DEFINED_TWICE
    assert finding.message == (
        "'db' of 'components' is defined twice, first at designs/shop.yaml:5:3"
    )
    assert str(finding.span) == "designs/base.yaml:2:3"
    assert finding.help == (
        "give it another id, or leave one of the two out "
        "(they are in designs/shop.yaml and designs/base.yaml); to change single properties of what "
        "is included, write 'override: {components: {db: ...}}'"
    )


def test_what_is_wrong_in_an_included_file_is_said_there(folder: Path) -> None:
    write(folder, "base.yaml", "components:\n  db: {kind: databse, calls: [x]}\n")
    reading = read(folder, "include: base.yaml\ncomponents: {a: {kind: service}}\n")
    assert [(str(each.span), each.code) for each in reading.findings] == [
        ("designs/base.yaml:2:14", "SCHEMA004"),
        ("designs/base.yaml:2:31", codes.UNKNOWN_COMPONENT),
    ]


COMPONENTS = "components: {a: {kind: service}}\n"
NAME_A_PART = (
    "name a file that ends in .yaml or .yml, with no part of its path beginning with a dot"
)


@every_case(
    ("written", "message", "help_text"),
    [
        (
            "/etc/passwd",
            "include: '/etc/passwd' is no relative path",
            "write a path relative to this file, with '/' between folders",
        ),
        ("'C:\\a.yaml'", "include: 'C:\\a.yaml' is no relative path", "write a path relative"),
        ("~/a.yaml", "include: '~/a.yaml' is no relative path", "write a path relative"),
        (
            "../../outside.yaml",
            "include: '../../outside.yaml' leads out of the repository",
            "only files inside the repository of the design can be included",
        ),
        (
            "bse.yaml",
            "include: there is no file 'bse.yaml'",
            "did you mean 'base.yaml'? files there: base.yaml, shop.yaml",
        ),
        (
            "nowhere/a.yaml",
            "include: there is no file 'nowhere/a.yaml'",
            "there are no files there",
        ),
        (
            "x" * 300 + ".yaml",
            "include: there is no file 'xxx",
            "files there: base.yaml, shop.yaml",
        ),
        ('[""]', "include: '' names no file", NAME_A_PART),
        (".", "include: '.' names no file", NAME_A_PART),
        ("./", "include: './' names no file", NAME_A_PART),
        ("a/..", "include: 'a/..' names no file", NAME_A_PART),
        (".env", "include: '.env' is no YAML file", NAME_A_PART),
        ("../.git/config", "include: '../.git/config' is no YAML file", NAME_A_PART),
        ("base.json", "include: 'base.json' is no YAML file", NAME_A_PART),
        (".base.yaml", "include: '.base.yaml' is a hidden file, or in", NAME_A_PART),
        ("./a/../../.git/x.yml", "include: './a/../../.git/x.yml' is a hidden", NAME_A_PART),
    ],
)
def test_a_path_that_cannot_be_included(
    folder: Path, written: str, message: str, help_text: str
) -> None:
    write(folder, "base.yaml", COMPONENTS)
    write(folder.parent.parent, "outside.yaml", COMPONENTS)
    finding = one(read(folder, f"include: {written}\n{COMPONENTS}"))
    assert finding.message.startswith(message)
    assert finding.help.startswith(help_text)
    assert str(finding.span) == f"designs/shop.yaml:3:{11 if written[0] == '[' else 10}"


def test_a_link_does_not_lead_out(folder: Path) -> None:
    outside = write(folder.parent.parent, "secret.yaml", COMPONENTS)
    (folder / "link.yaml").symlink_to(outside)
    finding = one(read(folder, f"include: link.yaml\n{COMPONENTS}"))
    assert finding.code == codes.INCLUDE_OUTSIDE


def test_without_a_repository_the_own_folder_is_the_bound(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    write(tmp_path, "base.yaml", "data: {}\n")
    path = write(inner, "shop.yaml", f"{HEAD}include: ../base.yaml\n{COMPONENTS}")
    assert one(read_design(path, root=inner)).code == codes.INCLUDE_OUTSIDE
    assert read_design(path, root=tmp_path).findings == ()


def test_a_broken_file_is_reported_there_and_where_it_is_included(folder: Path) -> None:
    write(folder, "base.yaml", "components: [\n")
    reading = read(folder, f"include: base.yaml\n{COMPONENTS}")
    assert [each.span.file for each in reading.findings] == [
        "designs/base.yaml",
        "designs/shop.yaml",
    ]
    assert reading.findings[1].message == "include: 'base.yaml' cannot be read"
    assert reading.findings[1].help == "see what is said about that file"


def test_files_that_include_each_other_are_named(folder: Path) -> None:
    write(folder, "a.yaml", "include: b.yaml\n")
    write(folder, "b.yaml", "include: a.yaml\n")
    finding = one(read(folder, f"include: a.yaml\n{COMPONENTS}"))
    assert finding.code == codes.INCLUDE_CYCLE
    assert finding.message == (
        "files include each other: designs/a.yaml -> designs/b.yaml -> designs/a.yaml"
    )
    assert finding.help == "leave out this line, or move what both need into a third file"


def test_a_design_that_includes_itself(folder: Path) -> None:
    finding = one(read(folder, f"include: shop.yaml\n{COMPONENTS}"))
    assert finding.message == ("files include each other: designs/shop.yaml -> designs/shop.yaml")


@pytest.mark.slow
def test_the_number_of_files_is_bounded(folder: Path) -> None:
    names = [f"part{index}.yaml" for index in range(MOST_FILES + 5)]
    for name in names:
        write(folder, name, "data: {}\n")
    finding = one(read(folder, f"include: [{', '.join(names)}]\n{COMPONENTS}"))
    assert finding.code == codes.INCLUDE_TOO_MANY
    assert finding.message == "more than 100 files are included"
    assert finding.help == (
        "include fewer and larger files, or split the design into several systems"
    )


def test_the_depth_is_bounded(folder: Path) -> None:
    for index in range(DEEPEST + 3):
        write(folder, f"part{index}.yaml", f"include: part{index + 1}.yaml\n")
    finding = one(read(folder, f"include: part0.yaml\n{COMPONENTS}"))
    assert finding.message == "files include each other more than 10 levels deep"


@pytest.mark.slow
def test_the_size_is_bounded(folder: Path) -> None:
    for name in ("a.yaml", "b.yaml", "c.yaml"):
        write(folder, name, "data: {}\n" + "#" * 3_000_000 + "\n")
    finding = one(read(folder, f"include: [a.yaml, b.yaml, c.yaml]\n{COMPONENTS}"))
    assert finding.message == "the included files hold more than 5 MB"


def test_values_are_bounded_over_all_files(folder: Path) -> None:
    copies = ", ".join(["*a"] * 1000)
    for name in ("a", "b"):
        write(folder, f"{name}.yaml", f"data: {{}}\nx-{name}: [&a [{'1, ' * 300}], {copies}]\n")
    found = read(folder, f"include: [a.yaml, b.yaml]\n{COMPONENTS}").findings
    assert [each.message for each in found if each.code == codes.INCLUDE_TOO_MANY] == [
        "the included files have more than 500,000 keys and values"
    ]


def test_what_is_too_long_in_an_included_file_is_not_looked_at(folder: Path) -> None:
    write(folder, "a.yaml", f"components: {{db: {{kind: database, calls: [{'xyz, ' * 1001}]}}}}\n")
    found = read(folder, f"include: a.yaml\n{COMPONENTS}").findings
    assert [each.code for each in found] == ["SCHEMA008"]


def test_components_come_from_somewhere(folder: Path) -> None:
    write(folder, "a.yaml", "topology: {eu: }\n")
    (found,) = read(folder, "include: [a.yaml]\n").findings
    assert found.code == "REF001"
    assert found.message.startswith("the design: neither this file nor ")
    assert found.help == "name a file that has, or write 'components' here"


def test_what_a_missing_file_would_define_is_not_asked_for(folder: Path) -> None:
    """As in ../shared/cases/inputs/40-include-broken.yaml."""
    reading = read(
        folder,
        "include: [no-such-file.yaml]\n"
        "components:\n"
        "  web: {kind: client, calls: [api, idp]}\n"
        "  api: {kind: service, group: shared, zones: [a, b], calls: [idp, bus: {async: true}]}\n"
        "journeys: {buy: {actor: web, steps: [web -> idp -> db], on: x}}\n"
        "override: {components: {idp: {replicas: 2}}}\n",
    )
    assert [each.code for each in reading.findings] == ["INCLUDE001", "SCHEMA001"]


@every_case("broken", ["components: [", "a: 1\ncomponents: {x: {kind: client}}", "[]"])
def test_what_a_broken_file_would_define_is_not_asked_for(folder: Path, broken: str) -> None:
    write(folder, "base.yaml", broken)
    reading = read(folder, "include: base.yaml\ncomponents: {web: {kind: client, calls: [idp]}}\n")
    assert reading.findings
    assert not [each for each in reading.findings if each.code.startswith("REF")]


def test_a_mistake_in_an_element_of_an_included_file_hides_nothing(folder: Path) -> None:
    write(folder, "base.yaml", "components: {idp: {kind: servce}}\n")
    reading = read(folder, "include: base.yaml\ncomponents: {web: {kind: client, calls: [idq]}}\n")
    assert {each.code for each in reading.findings} == {"SCHEMA004", "REF001"}


def test_who_writes_a_component_again_is_told_of_override(folder: Path) -> None:
    """As ../shared/cases/inputs/32-envs.yaml has it."""
    write(folder, "base.yaml", "components: {api: {kind: service, replicas: 1}}\n")
    finding = one(read(folder, "include: [base.yaml]\ncomponents:\n  api: {replicas: 6}\n"))
    assert finding.code == codes.DEFINED_TWICE
    assert finding.help.endswith("write 'override: {components: {api: ...}}'")
