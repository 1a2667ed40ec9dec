"""Defaults, overrides, free keys and properties: what comes of them, and what is said of mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdgen.base.findings import Severity
from sdgen.design.records import Design
from sdgen.model import read_design
from sdgen.model.reading import Reading
from tests.model.given import HEAD, design, findings, one

COMPONENTS = """components:
  web: {kind: client, calls: [api]}
  api: {kind: service, tags: [critical], calls: [db]}
  db: {kind: database}
"""


def of_files(folder: Path, **texts: str) -> Reading:
    """The design in ``shop.yaml``, with the files beside it."""
    (folder / ".git").mkdir()
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return read_design(folder / "shop.yaml", display="shop.yaml")


def sound(reading: Reading) -> Design:
    assert reading.design is not None, reading.findings
    assert reading.findings == ()
    return reading.design


# --- defaults ---------------------------------------------------------------------------------


def test_later_wins_kind_then_tag_then_the_component() -> None:
    text = (
        "defaults:\n"
        "  kinds: {service: {replicas: 2, capacity: 10/s, memory: 1 GB}}\n"
        "  tags: {critical: {replicas: 3, capacity: 20/s}}\n"
    )
    api = design(text + COMPONENTS.replace("[critical]", "[critical], capacity: 30/s"))
    read = api.components["api"]
    assert read.replicas.count == 3
    assert read.capacity is not None and read.capacity.text == "30/s"
    assert read.memory is not None and read.memory.text == "1 GB"


def test_what_a_default_gives_is_stated_at_its_line() -> None:
    text = "defaults:\n  kinds:\n    service: {replicas: 2}\n" + COMPONENTS
    replicas = design(text).components["api"].replicas
    assert replicas.given
    assert str(replicas.span_of("count")) == "shop.yaml:5:25"


def test_short_forms_are_merged_as_the_mappings_that_they_are_short_for() -> None:
    text = "defaults: {kinds: {service: {replicas: {copies: 2, need: 1}, latency: {p99: 9ms}}}}\n"
    api = design(
        text + COMPONENTS.replace("[critical]", "[critical], replicas: 4, latency: 5ms")
    ).components["api"]
    assert (api.replicas.count, api.replicas.copies, api.replicas.need) == (4, 2, 1)
    assert api.latency is not None and api.latency.p50 is not None and api.latency.p99 is not None
    assert (api.latency.p50.text, api.latency.p99.text) == ("5ms", "9ms")


def test_lists_replace_and_null_removes() -> None:
    text = "defaults: {kinds: {service: {replicas: 2, tags: [a, b], memory: 1 GB}}}\n"
    api = design(
        text
        + COMPONENTS.replace("[critical]", "[c], replicas: {count: null, need: 1}, memory: null")
    ).components["api"]
    assert api.tags == ("c",)
    assert not api.replicas.given
    assert api.memory is None


def test_calls_take_the_options_that_they_do_not_give() -> None:
    text = (
        "defaults: {calls: {timeout: 1s, encrypted: true, optional: true}}\n"
        "components:\n"
        "  web: {kind: client, calls: [api: {timeout: 2s, optional: false}]}\n"
        "  api: {kind: service, calls: [any_of: [cache, db: {timeout: null}], jobs: ]}\n"
        "  cache: {kind: cache}\n  db: {kind: database}\n  jobs: {kind: queue}\n"
        "  worker: {kind: worker, consumes: [jobs]}\n"
    ).replace("jobs: ]", "{jobs: }]")
    read = design(text).components
    (to_api,) = read["web"].calls[0].calls
    assert (to_api.timeout and to_api.timeout.text, to_api.optional) == ("2s", False)
    group, jobs = read["api"].calls
    assert group.optional
    assert [call.timeout and call.timeout.text for call in group.calls] == ["1s", None]
    assert all(call.encrypted and call.optional for call in group.calls)
    assert jobs.calls[0].timeout is not None
    (handed,) = read["jobs"].calls[0].calls
    assert handed.encrypted and handed.asynchronous
    assert str(handed.span_of("encrypted")) == "shop.yaml:3:44"


def test_what_a_group_says_itself_wins() -> None:
    text = (
        "defaults: {calls: {optional: true}}\n"
        "components:\n  api: {kind: service, calls: [{any_of: [a, b], optional: false}]}\n"
        "  a: {kind: service}\n  b: {kind: service}\n"
    )
    (group,) = design(text).components["api"].calls
    assert not group.optional
    assert not any(call.optional for call in group.calls)


def test_two_tags_that_differ_name_both_lines() -> None:
    text = (
        "defaults:\n  tags:\n    critical: {replicas: 3}\n    cheap: {replicas: {count: 1}}\n"
        + COMPONENTS.replace("[critical]", "[critical, cheap]")
    )
    found = one(text)
    assert found.code == "OVERRIDE002"
    assert found.message == (
        "component 'api' has the tags 'critical' and 'cheap', whose defaults for 'replicas' differ: "
        "'3' (shop.yaml:5:16), '1' (shop.yaml:6:24)"
    )
    assert found.help == "write 'replicas' at 'api' itself, or leave one of the tags out"
    assert findings(text.replace("count: 1", "count: 3")) == ()
    assert findings(text.replace("cheap]", "cheap], replicas: 2")) == ()


@pytest.mark.parametrize(
    ("defaults", "place", "message", "help_text"),
    [
        (
            "{tags: {critcal: {replicas: 2}}}",
            "3:19",
            "defaults: no component has the tag 'critcal'",
            "did you mean 'critical'? tags: critical",
        ),
        (
            "{kinds: {cache: {ttl: 1h}}}",
            "3:20",
            "defaults: no component is of the kind 'cache'",
            "kinds: client, database, service",
        ),
        (
            "{kinds: {service: {memory: null}}}",
            "3:30",
            "defaults, kind 'service', 'memory' is empty, and there is nothing that it would remove",
            "write a value, or leave the key out",
        ),
    ],
)
def test_a_default_that_does_nothing_is_a_warning(
    defaults: str, place: str, message: str, help_text: str
) -> None:
    reading_text = f"defaults: {defaults}\n" + COMPONENTS
    from sdgen.model import read_design_text

    (found,) = read_design_text(HEAD + reading_text, "shop.yaml").findings
    assert found.severity is Severity.WARNING
    assert (str(found.span), found.message, found.help) == (
        f"shop.yaml:{place}",
        message,
        help_text,
    )


def test_a_default_that_its_components_cannot_have_is_found_where_it_stands() -> None:
    found = one("defaults: {tags: {critical: {hit_ratio: 90%}}}\n" + COMPONENTS)
    assert str(found.span) == "shop.yaml:3:30"
    assert found.message == (
        "component 'api': unknown key 'hit_ratio', which a service does not have (only cdn or cache)"
    )


def test_what_must_be_whole_is_so_once_all_is_written_out() -> None:
    text = "defaults: {kinds: {database: {capacity: {writes: 1k/s}}}}\n" + COMPONENTS
    assert findings(text.replace("database}", "database, capacity: {reads: 5k/s}}")) == ()
    found = one(COMPONENTS.replace("database}", "database, capacity: {reads: 5k/s}}"))
    assert found.message == "component 'db', 'capacity': the key 'writes' is missing"


def test_keys_that_defaults_do_not_have() -> None:
    found = one("defaults: {kinds: {service: {kind: cache}}}\n" + COMPONENTS)
    assert found.code == "SCHEMA001"
    found = one("defaults: {kind: {service: {replicas: 2}}}\n" + COMPONENTS)
    assert found.help.startswith("did you mean 'kinds'?")


# --- override ---------------------------------------------------------------------------------


SHOP = HEAD + "include: base.yaml\n"


def test_single_properties_of_what_is_included_are_overridden(tmp_path: Path) -> None:
    """As in ../shared/cases/inputs/32-envs.yaml, written so that it can be read."""
    reading = of_files(
        tmp_path,
        base="components:\n  web: {kind: client, calls: [api]}\n  api: {kind: service, replicas: 1}\n",
        shop=SHOP + "override:\n  components:\n    api: {replicas: {count: 6, need: 4}}\n",
    )
    api = sound(reading).components["api"]
    assert (api.replicas.count, api.replicas.need) == (6, 4)
    assert str(api.span) == "base.yaml:3:3"
    assert str(api.replicas.span_of("count")) == "shop.yaml:6:29"


def test_overrides_reach_every_part_and_remove(tmp_path: Path) -> None:
    reading = of_files(
        tmp_path,
        base=(
            "topology: {eu: {zones: [za, zb]}}\nscale: {peak: 2x}\n"
            "journeys: {buy: {actor: web, rate: 1/s, steps: [web -> api]}}\n"
            "components:\n  web: {kind: client, calls: [api]}\n"
            "  api: {kind: service, replicas: 2, memory: 1 GB}\n"
        ),
        shop=SHOP
        + (
            "defaults: {kinds: {service: {memory: 4 GB, capacity: 10/s}}}\n"
            "override:\n  topology: {eu: {zones: {za: 99%}, availability: 99.9%}}\n"
            "  scale: {peak: 3x, horizon: 1y}\n  journeys: {buy: {rate: 5/s}}\n"
            "  components: {api: {memory: null, replicas: {need: 1}}}\n"
        ),
    )
    read = sound(reading)
    za = read.domains["za"].availability
    assert za is not None and za.value == 0.99
    assert read.domains["zb"].availability is None
    scale, rate = read.scale, read.journeys["buy"].rate
    assert scale is not None and scale.peak is not None and scale.horizon is not None
    assert scale.peak.value == 3
    assert rate is not None and rate.value == 5
    api = read.components["api"]
    assert (api.replicas.count, api.replicas.need, api.memory) == (2, 1, None)
    assert api.capacity is not None


PART = "include: deep.yaml\noverride: {components: {db: {replicas: 2, memory: 1 GB}}}\n"
DEEP = "components: {db: {kind: database, replicas: 1, storage: 1 TB}}\n"
WEB = "components: {web: {kind: client, calls: [db]}}\n"


def test_who_includes_the_other_has_the_last_word(tmp_path: Path) -> None:
    reading = of_files(
        tmp_path,
        deep=DEEP,
        base=PART,
        shop=SHOP + WEB + "override: {components: {db: {replicas: 3}}}\n",
    )
    db = sound(reading).components["db"]
    assert db.replicas.count == 3
    assert db.memory is not None and db.storage is not None


def test_two_files_that_override_one_value_differently(tmp_path: Path) -> None:
    reading = of_files(
        tmp_path,
        deep=DEEP,
        base=PART,
        other="include: deep.yaml\noverride: {components: {db: {replicas: {count: 3}}}}\n",
        shop=HEAD + "include: [base.yaml, other.yaml]\n" + WEB,
    )
    (found,) = reading.findings
    assert found.message == (
        "override, component 'db', 'replicas', 'count': base.yaml:2:30 says otherwise, and neither file includes "
        "the other"
    )
    assert str(found.span) == "other.yaml:2:41"
    last = "override: {components: {db: {replicas: {count: 4}}}}\n"
    (tmp_path / "shop.yaml").write_text(
        HEAD + "include: [base.yaml, other.yaml]\n" + WEB + last, encoding="utf-8"
    )
    assert sound(read_design(tmp_path / "shop.yaml")).components["db"].replicas.count == 4


@pytest.mark.parametrize(
    ("override", "message", "help_text"),
    [
        (
            "{components: {dbb: {replicas: 2}}}",
            "override: no included file has the component 'dbb'",
            "did you mean 'db'? components of included files: db",
        ),
        (
            "{components: {web: {name: Web}}}",
            "override: this file defines component 'web' itself, at shop.yaml:4:14",
            "write the value there",
        ),
        (
            "{journeys: {buy: {rate: 5/s}}}",
            "override: no included file has 'journeys'",
            "name what an included file defines; what this file adds of its own stands there itself",
        ),
        (
            "{scale: {peak: 2x}}",
            "override: no included file has 'scale'",
            "name what an included file defines; what this file adds of its own stands there itself",
        ),
    ],
)
def test_an_override_of_nothing_is_found(
    tmp_path: Path, override: str, message: str, help_text: str
) -> None:
    reading = of_files(tmp_path, base=DEEP, shop=SHOP + WEB + f"override: {override}\n")
    (found,) = reading.findings
    assert found.code == "OVERRIDE001"
    assert (found.message, found.help) == (message, help_text)


def test_a_part_overrides_only_what_it_includes(tmp_path: Path) -> None:
    reading = of_files(
        tmp_path,
        deep=DEEP,
        base="override: {components: {db: {replicas: 2}}}\ndata: {}\n",
        shop=HEAD + "include: [base.yaml, deep.yaml]\n" + WEB,
    )
    (found,) = reading.findings
    assert (
        found.message
        == "override: component 'db' is of deep.yaml, which this file does not include"
    )
    assert found.help == "include that file here, or override it in a file that includes both"


def test_a_component_under_override_itself_is_told_where_it_belongs(tmp_path: Path) -> None:
    reading = of_files(tmp_path, base=DEEP, shop=SHOP + WEB + "override: {db: {replicas: 2}}\n")
    (found,) = reading.findings
    assert found.help.startswith("write 'components: {db: ...}';")


def test_defaults_of_a_part_hold_for_its_own_components(tmp_path: Path) -> None:
    reading = of_files(
        tmp_path,
        base=(
            "defaults: {kinds: {service: {replicas: 3}}}\n"
            "components: {idp: {kind: service}, log: {kind: service, replicas: 1}}\n"
        ),
        shop=SHOP
        + (
            "defaults: {kinds: {service: {replicas: 2, memory: 1 GB}}}\n"
            "components: {web: {kind: client, calls: [api, log]}, api: {kind: service, calls: [idp]}}\n"
        ),
    )
    read = sound(reading).components
    assert {name: each.replicas.count for name, each in read.items()} == {
        "web": 1,
        "api": 2,
        "idp": 3,
        "log": 1,
    }
    assert read["idp"].memory is not None


@pytest.mark.slow
def test_defaults_that_are_too_much_when_written_out_are_refused() -> None:
    place = ", ".join(f"z{number}: 1" for number in range(1_500))
    many = "".join(f"  s{number}: {{kind: service}}\n" for number in range(200))
    text = f"defaults: {{kinds: {{service: {{place: {{{place}}}}}}}}}\ncomponents:\n{many}"
    assert "OVERRIDE005" in {each.code for each in findings(text)}


# --- x- keys and properties -------------------------------------------------------------------


def test_free_keys_mean_nothing() -> None:
    read = design("x-any: {kind: [1, {a: b}]}\nx-: null\n" + COMPONENTS)
    assert set(read.components) == {"web", "api", "db"}
    assert one("y-any: 1\n" + COMPONENTS).message == "the design: unknown key 'y-any'"


def test_properties_are_text_that_means_nothing() -> None:
    text = COMPONENTS.replace("database}", "database, properties: {cost-centre: 0471, Owner: Ann}}")
    assert design(text).components["db"].custom == {"cost-centre": "0471", "Owner": "Ann"}


@pytest.mark.parametrize(
    ("selector", "message"),
    [
        ("property:cost-centre", ""),
        ("property: cost-centre = 4711", ""),
        ("property:cost-center", "view 'mine', 'include': there is no property 'cost-center'"),
        (
            "property:cost-centre=1",
            "view 'mine', 'include': there is no property 'cost-centre=1'",
        ),
    ],
)
def test_views_select_by_properties(selector: str, message: str) -> None:
    text = COMPONENTS.replace("database}", "database, properties: {cost-centre: 4711}}")
    text += f"views: {{mine: {{include: ['{selector}']}}}}\n"
    assert [each.message for each in findings(text)] == [message] * bool(message)


def test_a_value_of_its_own_is_not_overridden(tmp_path: Path) -> None:
    reading = of_files(
        tmp_path,
        base=DEEP + "scale: {peak: 2x}\nrequirements: {functional: {a: Users pay.}}\n",
        shop=SHOP
        + WEB
        + "scale: {horizon: 1y}\nrequirements: {functional: {b: Users look.}}\n"
        + "override: {scale: {horizon: 2y, peak: 3x}, requirements: {functional: {a: {text: Pay.}}}}\n",
    )
    (found,) = reading.findings
    assert (
        found.message == "override: this file defines 'scale', 'horizon' itself, at shop.yaml:5:9"
    )


def test_defaults_for_calls_where_nothing_calls(tmp_path: Path) -> None:
    reading = of_files(
        tmp_path,
        base="defaults: {calls: {timeout: 1s}}\n" + DEEP,
        shop=SHOP + WEB,
    )
    (found,) = reading.findings
    assert found.severity is Severity.WARNING
    assert found.message == "defaults, 'calls': no component of this file calls another"


def test_defaults_give_no_instances_to_what_runs_on_others() -> None:
    text = (
        "defaults: {kinds: {stream: {replicas: {count: 3, copies: 3, need: 2}, availability: 99.9%}}}\n"
        "components:\n  kafka: {kind: stream}\n  clicks: {kind: stream, runs_on: kafka}\n"
        "  own: {kind: stream, runs_on: kafka, replicas: 4}\n"
    )
    read = design(text).components
    assert read["kafka"].availability is not None
    assert read["clicks"].availability is None
    assert read["clicks"].hosted
    assert (read["clicks"].replicas.copies, read["clicks"].replicas.need) == (3, 2)
    assert (read["own"].replicas.count, read["own"].hosted) == (4, False)


def test_a_tag_gives_no_tags() -> None:
    found = one("defaults: {tags: {critical: {tags: [a]}}}\n" + COMPONENTS)
    assert found.message == "defaults, tag 'critical': a tag gives no further tags"
    assert found.help == "write them at the components, or under 'kinds'"


def test_calls_to_where_dead_letters_wait_take_defaults_too() -> None:
    text = (
        "defaults: {calls: {encrypted: true, optional: true, label: hi}}\n"
        "components:\n  jobs: {kind: queue, dead_letter: lost, calls: [w]}\n  lost: {kind: queue}\n"
        "  w: {kind: worker}\n"
    )
    _, (call,) = (group.calls for group in design(text).components["jobs"].calls)
    assert (call.dead_letter, call.encrypted, call.label) == (True, True, "dead letters")
    assert (call.asynchronous, call.optional) == (True, False)


def test_null_under_an_id_removes_all_of_it(tmp_path: Path) -> None:
    base = DEEP + "journeys: {look: {actor: web, steps: [web -> db]}}\n"
    last = "override: {journeys: {look: null}}\n"
    assert not sound(of_files(tmp_path, base=base, shop=SHOP + WEB + last)).journeys
    last = "override: {components: {db: null}}\n"
    (tmp_path / "shop.yaml").write_text(SHOP + WEB + last, encoding="utf-8")
    found = read_design(tmp_path / "shop.yaml").findings
    assert {each.code for each in found} == {"REF001"}


def test_a_count_from_below_is_taken_away_by_null() -> None:
    text = "defaults: {kinds: {service: {replicas: 2}}}\n" + COMPONENTS
    own = text.replace("[critical]", "[critical], replicas: {min: 3, max: 9}")
    assert (
        one(own).help
        == "'count' comes from shop.yaml:3:40: write 'count: null' beside 'min' and 'max'"
    )
    assert not findings(own.replace("max: 9", "max: 9, count: null"))
    both = COMPONENTS.replace("[critical]", "[critical], replicas: {count: 2, min: 3, max: 9}")
    assert one(both).help == "leave out 'count', or 'min' and 'max'"
