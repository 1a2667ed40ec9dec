"""Where sdgen itself lives: the one place that names its address.

SARIF reports link to it, and ``python tools/reference.py`` writes it into the README and the examples
of ``docs/ci.md`` and ``ci/gitlab.yml``. The site of the documentation is built for the address that stands beside
it, and the schemas are called by it. Whoever keeps sdgen elsewhere changes both here.
"""

from __future__ import annotations

REPOSITORY = "https://github.com/sdgen/sdgen"
"""The address of the repository, as ``git clone`` takes it and a browser shows it."""

SITE = "https://sdgen.github.io/sdgen/"
"""The address of the site of the documentation, which serves the schemas, too."""
