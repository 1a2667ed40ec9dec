"""The verbs of the command line: one line each, the module that does the work named, not imported."""

from __future__ import annotations

TYPE_CHECKING = False  # typing would take a third of `sdgen --help`
if TYPE_CHECKING:
    from typing import Final


SUMMARY: Final = "System design from one YAML file: pictures, checks and numbers."

COMPLETION: Final = "_SDGEN_COMPLETE"
"""The variable of the environment by which a shell asks what a command line may go on with."""

VERBS: Final[dict[str, str]] = {
    "analyze": "Compute availability, single points of failure and what helps.",
    "completion": "Print what makes bash, zsh or fish complete command lines.",
    "diff": "Say what changed between two designs, and what that means.",
    "doc": "Write the design document: eight steps from one file.",
    "embed": "Keep pictures and tables of designs in Markdown files up to date.",
    "estimate": "Compute load, storage, latency and cost, and what breaks first.",
    "export": "Write designs for other tools: Mermaid, DOT, OpenAPI, SQL.",
    "improve": "Find the smallest set of changes that meets the objectives.",
    "lint": "Find single points of failure and other weaknesses of designs.",
    "new": "Begin a design: from a few answers, or from a pattern.",
    "render": "Draw designs as SVG, PNG or PDF.",
    "rule": "Explain a lint rule.",
    "schema": "Print the JSON Schemas of designs, parts and settings, for editors.",
    "validate": "Check designs and show everything that is wrong.",
}
"""Name of each verb and what it does; its command is ``command`` in ``sdgen.cli.<verb>``."""


def help_text() -> str:
    """What ``sdgen --help`` prints, made without importing click: it answers at once."""
    width = max(len(verb) for verb in VERBS)
    lines = [
        "Usage: sdgen [OPTIONS] COMMAND [ARGS]...",
        "",
        f"  {SUMMARY}",
        "",
        "Options:",
        "  --version   Show the version and exit.",
        "  -h, --help  Show this message and exit.",
        "",
        "Commands:",
        *(f"  {verb.ljust(width)}  {does}" for verb, does in VERBS.items()),
        "",
        "Start with 'sdgen new'; 'sdgen COMMAND --help' explains a command.",
    ]
    return "\n".join(lines) + "\n"
