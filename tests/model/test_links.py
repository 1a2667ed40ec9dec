"""Links that no picture can have are said where they stand."""

from __future__ import annotations

import json

from sdgen.base.findings import Severity
from sdgen.base.links import link_problem
from sdgen.model import read_design_text
from tests.support.cases import every_case

WITHOUT_SCHEME = "names another host without a scheme; write https:// in front of the host"


@every_case(
    ("link", "said"),
    [
        ("//example.org/a", f"'//example.org' {WITHOUT_SCHEME}"),
        ("\\\\host\\share", f"'\\\\host' {WITHOUT_SCHEME}"),
        ("/\\host", f"'/\\host' {WITHOUT_SCHEME}"),
        ("javascript:alert(1)", "only http, https, mailto and relative links are drawn"),
    ],
)
def test_a_link_that_is_not_drawn_is_a_warning_at_its_place(link: str, said: str) -> None:
    text = f"sdgen: 1\nname: Shop\ncomponents:\n  a: {{kind: service, link: {json.dumps(link)}}}\n"
    reading = read_design_text(text, "shop.yaml")
    assert reading.design is not None
    [finding] = reading.findings
    assert finding.message == f"component 'a', 'link' is not drawn: {said}"
    assert finding.help == (
        "write an address such as https://example.org/wiki, or a path such as docs/orders.md"
    )
    assert (finding.severity, finding.at) == (Severity.WARNING, "a")
    assert (finding.span.line, finding.span.column) == (4, 28)


@every_case(
    "link", ["", "docs/a.md", "/a//b", "#x", "https://host", "HTTP://host", "mailto:a@b", "?a:b"]
)
def test_links_that_are_drawn(link: str) -> None:
    assert link_problem(link) == ""
