"""What several modules of integration tests load."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections

from tests.support.doors import Place
from tests.support.neighbours import load_all


@pytest.fixture(scope="module")
def place(module_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The district, loaded once."""
    load_all(tmp_path_factory.mktemp("district"))
    yield Place()
    connections.close_all()
