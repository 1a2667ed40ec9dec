"""A plan written into a design's file: what is changed and what stays, and when nothing is written."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest
from hypothesis import given

import sdgen
from sdgen.base.errors import UnusableError
from sdgen.base.files import OutputError
from sdgen.workspace import write_plan as module
from sdgen.workspace.plan_edits import planned_text
from tests.analyses.designs import TOPOLOGY
from tests.analyses.improve.designs import bodies
from tests.support.cases import every_case
from tests.support.quick import examples

HEAD = f"sdgen: 1\nname: Test\n{TOPOLOGY}"


def _written(text: str, folder: Path, **files: str) -> str:
    """The text after ``--write``; its plan meets all objectives, and afterwards they are met."""
    for name, other in files.items():
        (folder / f"{name}.yaml").write_text(other, encoding="utf-8", newline="")
    file = folder / "design.yaml"
    file.write_text(text, encoding="utf-8", newline="")
    workspace = sdgen.Workspace()
    result = workspace.improve(sdgen.ImproveRequest(file=str(file)))
    assert result.reaches, result.text
    assert workspace.write_plan(result)
    assert not sdgen.validate(file)
    again = workspace.improve(sdgen.ImproveRequest(file=str(file)))
    assert again.reaches
    assert again.plan is not None
    assert not again.plan.steps
    assert not workspace.write_plan(again)
    return file.read_bytes().decode("utf-8")


def _component(body: str, folder: Path, availability: str = "99.9%", journey: str = "") -> str:
    """What is written of the component ``it``."""
    text = (
        f"{HEAD}journeys:\n"
        f"  j: {{actor: web, {journey}objectives: {{availability: {availability}}}}}\n"
        f"components:\n  web: {{kind: client, calls: [it]}}\n  it: {body}\n"
    )
    return _written(text, folder).partition("  it: ")[2].rstrip("\n")


@every_case(
    ("before", "after", "availability"),
    [
        (
            "{kind: api_gateway, availability: 99%}",
            "{kind: api_gateway, availability: 99%, replicas: 2}",
            "99.9%",
        ),
        (
            "{kind: api_gateway, replicas: 1, availability: 99%}  # one is enough",
            "{kind: api_gateway, replicas: 2, availability: 99%}  # one is enough",
            "99.9%",
        ),
        (
            "{kind: api_gateway, replicas: 1, zones: [a], availability: 99%}",
            "{kind: api_gateway, replicas: 2, zones: [a, b], availability: 99%}",
            "99.9%",
        ),
        (
            "{kind: api_gateway, place: {a: 1}, availability: 99%}",
            "{kind: api_gateway, place: {a: 1, b: 1}, availability: 99%}",
            "99.9%",
        ),
        (
            "{kind: api_gateway, replicas: {count: 3, need: majority}, availability: 99%}",
            "{kind: api_gateway, replicas: {count: 5, need: majority}, availability: 99%}",
            "99.99%",
        ),
        (
            "{kind: api_gateway, replicas: {min: 1, max: 4}, availability: 99%}",
            "{kind: api_gateway, replicas: {min: 2, max: 4}, availability: 99%}",
            "99.9%",
        ),
        (
            "{kind: api_gateway, replicas: {min: 1, max: 1}, availability: 99%}",
            "{kind: api_gateway, replicas: {min: 2, max: 2}, availability: 99%}",
            "99.9%",
        ),
        (
            "{kind: database, replicas: {count: 6, copies: 2}, availability: 98%}",
            "{kind: database, replicas: {count: 6, copies: 3}, availability: 98%}",
            "99.9%",
        ),
        (
            "{kind: database, replicas: {copies: 2}, availability: 95%}",
            "{kind: database, replicas: {copies: 3}, availability: 95%}",
            "99.9%",
        ),
        (
            "{kind: database, replicas: 4, availability: 90%}",
            "{kind: database, replicas: {count: 4, copies: 4}, availability: 90%}",
            "99.95%",
        ),
        (
            "{kind: database, replicas: {count: 9, need: 2 of 3}, availability: 99%}",
            "{kind: database, replicas: {count: 9, need: 3 of 5}, availability: 99%}",
            "99.9%",
        ),
        (
            "{kind: database, replicas: {count: 3, need: 2}, availability: 95%}",
            "{kind: database, replicas: {count: 5, need: 3}, availability: 95%}",
            "99.5%",
        ),
        (
            "{kind: database, availability: 99%, replicas: {count: 2, mode: leader-follower, failover: manual}}",
            "{kind: database, availability: 99%, replicas: {count: 2, mode: leader-follower, failover: automatic}}",
            "99.9%",
        ),
        (
            "{kind: database, availability: 99%, replicas: {count: 2, mode: leader-follower, failover: {automatic: false, time: 2h, success: 99.9%}}}",
            "{kind: database, availability: 99%, replicas: {count: 2, mode: leader-follower, failover: {automatic: true, success: 99.9%}}}",
            "99.9%",
        ),
    ],
    quick=2,
)
def test_what_is_written_of_a_component(
    before: str, after: str, availability: str, tmp_path: Path
) -> None:
    assert _component(before, tmp_path, availability) == after


def test_quorums_of_reads_and_of_writes(tmp_path: Path) -> None:
    after = _component(
        "{kind: database, replicas: {count: 3, copies: 3, need: {reads: 2, writes: 2}}, availability: 97%}",
        tmp_path,
        "99.85%",
        "steps: ['web -> it: read'], ",
    )
    assert after == (
        "{kind: database, replicas: {count: 4, copies: 4, need: {reads: 2, writes: 3}}, availability: 97%}"
    )


def test_blocks_comments_and_line_ends_stay(tmp_path: Path) -> None:
    text = (
        f"{HEAD}journeys:\n  j: {{actor: web, objectives: {{availability: 99.9%}}}}\n"
        "components:\n"
        "  web:\n    kind: client\n    calls:\n      - it  # the door\n\n"
        "  # the heart of it\n"
        "  it:\n"
        "    kind: api_gateway   # Go\n"
        "    replicas: 1     # for now\n"
        "    availability: 99%\n"
    ).replace("\n", "\r\n")
    assert _written(text, tmp_path) == text.replace("replicas: 1 ", "replicas: 2 ")


@pytest.mark.slow
def test_marks_and_encodings_stay(tmp_path: Path) -> None:
    text = (
        f"{HEAD}journeys:\n  j: {{actor: web, objectives: {{availability: 99.9%}}}}\n"
        "components:\n  web: {kind: client, calls: [it]}\n"
        "  it: {kind: api_gateway, replicas: 1, availability: 99%}  # größer\n"
    )
    for mark, encoding in module._MARKS:
        file = tmp_path / "design.yaml"
        file.write_bytes(mark + text.encode(encoding))
        workspace = sdgen.Workspace()
        assert workspace.write_plan(workspace.improve(sdgen.ImproveRequest(file=str(file))))
        expected = text.replace("replicas: 1", "replicas: 2")
        assert file.read_bytes() == mark + expected.encode(encoding)
    assert module._MARKS[0][0] == codecs.BOM_UTF8


PART = """\
components:
  it:
    kind: api_gateway
    replicas: {count: 1}  # ours
    availability: 99%
    calls: [mail]
  mail: {kind: external, availability: 99%}
"""


@pytest.mark.slow
def test_what_included_files_say_is_overridden(tmp_path: Path) -> None:
    text = (
        "sdgen: 1\nname: Test\ninclude: part.yaml\n"
        "journeys: {j: {actor: web, objectives: {availability: 99.9%}}}\n"
        "components:\n  web: {kind: client, calls: [it]}\n"
    )
    after = _written(text, tmp_path, part=PART)
    assert after == text + (
        "  mail-2: {kind: external, name: Second Mail, availability: 99%}\n"
        "override:\n"
        "  components:\n"
        "    it:\n"
        "      replicas: {count: 2}\n"
        "      calls:\n"
        "        - any_of: [mail, mail-2]\n"
    )
    assert (tmp_path / "part.yaml").read_text(encoding="utf-8") == PART


def test_an_override_that_is_there_gets_more(tmp_path: Path) -> None:
    text = (
        "sdgen: 1\nname: Test\ninclude: part.yaml\n"
        "journeys: {j: {actor: web, objectives: {availability: 99%}}}\n"
        "override:\n  components:\n    it: {technology: Go}  # not Java\n"
        "components:\n  web: {kind: client, calls: [it]}\n"
    )
    part = PART.replace("availability: 99%}", "availability: 100%}").replace("99%", "98%")
    after = _written(text, tmp_path, part=part)
    assert "    it: {technology: Go, replicas: {count: 2}}  # not Java\n" in after


@pytest.mark.slow
def test_a_second_provider_stands_beside_the_first_wherever_that_is_called(tmp_path: Path) -> None:
    text = (
        f"{HEAD}journeys:\n  j: {{actor: web, objectives: {{availability: 99.9%}}}}\n"
        "components:\n"
        "  web:\n"
        "    kind: client\n"
        "    calls:\n"
        "      - mail: {timeout: 1s}  # at once\n"
        "      - any_of: [sms, mail]\n"
        "      - post: {async: true}\n"
        "  post: {kind: external, name: Post, availability: 99%}\n"
        "  sms: {kind: external, availability: 99%}\n"
        "  mail: {kind: external, name: Mail, availability: 99%}\n"
    )
    after = _written(text, tmp_path)
    assert (
        "      - any_of:  # at once\n"
        "          - mail: {timeout: 1s}\n"
        "          - mail-2: {timeout: 1s}\n"
        "      - any_of: [sms, mail, mail-2]\n"
        "      - post: {async: true}\n"
    ) in after
    assert "  mail-2: {kind: external, name: Second Mail, availability: 99%}\n" in after
    assert "post-2" not in after


@pytest.mark.slow
def test_a_balancer_is_put_into_calls_and_steps(tmp_path: Path) -> None:
    text = (
        f"{HEAD}journeys:\n"
        "  j:\n"
        "    actor: web\n"
        "    objectives: {availability: 99.9%}\n"
        "    steps:\n"
        "      - web -> it -> db: write  # the row\n"
        "      - web -> it:  # and look\n"
        "          # twice\n"
        "          times: 2\n"
        "      - gate -> it\n"
        "      - 'web  ->  it'\n"
        "components:\n"
        "  web:\n"
        "    kind: client\n"
        "    calls:\n"
        "      - it:  # the door\n"
        "          timeout: 1s  # no longer\n"
        "          protocol: HTTPS\n"
        "          retries: 1\n"
        "      - gate\n"
        "  app: {kind: client, calls: [it]}\n"
        "  gate: {kind: api_gateway, replicas: 2, availability: 99.99%, calls: [it]}\n"
        "  it: {kind: service, group: shop, availability: 99%, calls: [db]}\n"
        "  db: {kind: database, managed: true, availability: 99.99%}\n"
        "groups: {shop: Shop}\n"
    ).replace("      - gate -> it\n", "      - web -> gate -> it\n")
    expected = (
        text.replace("web -> it", "web -> it-lb -> it")
        .replace("'web  ->  it'", "web  -> it-lb ->  it")
        .replace("- it:  # the door", "- it-lb:  # the door")
        .replace("app: {kind: client, calls: [it]}", "app: {kind: client, calls: [it-lb]}")
        .replace("availability: 99%, calls: [db]}", "availability: 99%, calls: [db], replicas: 2}")
        .replace(
            "groups:",
            "  it-lb:\n    kind: load_balancer\n    group: shop\n    replicas: 2\n    calls:\n"
            "      - it: {protocol: HTTPS, timeout: 1s}\ngroups:",
        )
    )
    assert _written(text, tmp_path) == expected


@pytest.mark.slow
def test_a_balancer_for_what_included_files_say(tmp_path: Path) -> None:
    part = (
        "journeys:\n"
        "  j: {actor: web, objectives: {availability: 99.9%}, steps: [web -> it: read]}\n"
        "components:\n"
        "  web: {kind: client, calls: [it]}\n"
        "  it: {kind: service, availability: 99%}\n"
    )
    text = "sdgen: 1\nname: Test\ninclude: part.yaml\n"
    assert _written(text, tmp_path, part=part) == text + (
        "override:\n"
        "  components:\n"
        "    it: {replicas: 2}\n"
        "    web: {calls: [it-lb]}\n"
        "  journeys:\n"
        "    j:\n"
        "      steps:\n"
        "        - web -> it-lb -> it: read\n"
        "components:\n"
        "  it-lb: {kind: load_balancer, replicas: 2, calls: [it]}\n"
    )


def _design(folder: Path, more: str = "replicas: 1, ") -> Path:
    file = folder / "design.yaml"
    file.write_text(
        f"{HEAD}journeys: {{j: {{actor: web, objectives: {{availability: 99.9%}}}}}}\n"
        "components:\n  web: {kind: client, calls: [it]}\n"
        f"  it: {{kind: api_gateway, {more}availability: 99%}}\n",
        encoding="utf-8",
    )
    return file


@pytest.mark.slow
def test_a_file_that_has_changed_since_is_left_alone(tmp_path: Path) -> None:
    file = _design(tmp_path)
    workspace = sdgen.Workspace()
    result = workspace.improve(sdgen.ImproveRequest(file=str(file)))
    changed = file.read_text(encoding="utf-8") + "# a thought\n"
    file.write_text(changed, encoding="utf-8")
    with pytest.raises(OutputError, match="it has changed since it was read"):
        workspace.write_plan(result)
    assert file.read_text(encoding="utf-8") == changed
    file.unlink()
    with pytest.raises(OutputError, match="it cannot be read again"):
        workspace.write_plan(result)
    assert not file.exists()


def test_a_file_that_is_read_only_is_left_alone(tmp_path: Path) -> None:
    file = _design(tmp_path)
    before = file.read_bytes()
    file.chmod(0o444)
    workspace = sdgen.Workspace()
    result = workspace.improve(sdgen.ImproveRequest(file=str(file)))
    with pytest.raises(OutputError, match="it is read-only"):
        workspace.write_plan(result)
    assert file.read_bytes() == before
    assert os.listdir(tmp_path) == ["design.yaml"]


def test_a_value_that_others_share_is_not_edited(tmp_path: Path) -> None:
    file = tmp_path / "design.yaml"
    text = (
        f"{HEAD}journeys: {{j: {{actor: web, objectives: {{availability: 99.9%}}}}}}\n"
        "x-few: &few {count: 1}\n"
        "components:\n  web: {kind: client, calls: [it, other]}\n"
        "  it: {kind: api_gateway, replicas: *few, availability: 99%}\n"
        "  other: {kind: api_gateway, replicas: *few, availability: 100%}\n"
    )
    file.write_text(text, encoding="utf-8")
    workspace = sdgen.Workspace()
    result = workspace.improve(sdgen.ImproveRequest(file=str(file)))
    with pytest.raises(UnusableError, match=r"design.yaml:9 cannot be edited: this is '&few'"):
        workspace.write_plan(result)
    assert file.read_text(encoding="utf-8") == text


def test_a_text_that_would_not_do_what_the_plan_says_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _design(tmp_path)
    before = file.read_bytes()
    workspace = sdgen.Workspace()
    result = workspace.improve(sdgen.ImproveRequest(file=str(file)))
    text = file.read_text(encoding="utf-8")
    monkeypatch.setattr(module, "planned_text", lambda *_: text)
    with pytest.raises(UnusableError, match="'j' would not be as available as it should"):
        workspace.write_plan(result)
    monkeypatch.setattr(
        module, "planned_text", lambda *_: text.replace("api_gateway", "api_gatewy")
    )
    with pytest.raises(UnusableError, match="the design would have an error"):
        workspace.write_plan(result)
    assert file.read_bytes() == before


def test_a_result_without_a_plan_writes_nothing() -> None:
    assert not sdgen.Workspace().write_plan(sdgen.ImproveResult())


@pytest.mark.slow
@examples(150, derandomize=True)
@given(bodies())
def test_every_plan_that_is_written_is_kept(body: str) -> None:
    text = HEAD + body
    loaded = sdgen.loads(text, "test.yaml")
    plan = loaded.improve()
    after = planned_text(loaded.design, loaded.texts, plan.chosen)
    again = sdgen.loads(after, "test.yaml")
    for outcome in plan.outcomes:
        found = again.facts.availability(outcome.journey).value
        assert found == pytest.approx(outcome.then, abs=1e-12)
    for name, variant in plan.chosen.items():
        made = again.design.components[name]
        assert made.zones == variant.component.zones
        assert made.replicas.count == variant.component.replicas.count
    if not plan.chosen:
        assert after == text
