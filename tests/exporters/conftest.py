"""What the tests of exporters share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.tables import Server, programs, server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A server of PostgreSQL for these tests alone."""
    if programs() is None:
        pytest.skip("no programs of a PostgreSQL server are installed")
    with server() as running:
        yield running
