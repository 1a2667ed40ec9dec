"""Workflows of GitHub as files of a folder: ours, those of the documentation, and the steps of ``action.yml`` as
those of a workflow, for a linter that knows workflows only: ``.ci/oracles`` runs it.

    python tools/workflows.py FOLDER
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "docs/ci.md", "docs/diff.md")


def main(folder: Path) -> int:
    """Write each; always 0."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in workflows().items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return 0


def workflows() -> dict[str, str]:
    """The text of each, by a name that says where it stands."""
    found = {
        path.stem: path.read_text(encoding="utf-8")
        for path in sorted((ROOT / ".github/workflows").glob("*.yml"))
    }
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        blocks = re.findall(r"^```yaml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
        examples = [each for each in blocks if re.search(r"^on:", each, re.MULTILINE)]
        for number, each in enumerate(examples, 1):
            found[f"{Path(page).stem}-{number}"] = each
    return {**found, "action": of_action((ROOT / "action.yml").read_text(encoding="utf-8"))}


def of_action(text: str) -> str:
    """A workflow whose one job has the steps and inputs of a composite action."""
    action = yaml.safe_load(text)
    inputs = {
        name: {"type": "string", "default": each.get("default", "")}
        for name, each in action["inputs"].items()
    }
    job = {"runs-on": "ubuntu-latest", "steps": action["runs"]["steps"]}
    job["outputs"] = {name: each["value"] for name, each in action["outputs"].items()}
    workflow = {
        "name": action["name"],
        "on": {"workflow_call": {"inputs": inputs}},
        "jobs": {"action": job},
    }
    return yaml.safe_dump(workflow, sort_keys=False)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
