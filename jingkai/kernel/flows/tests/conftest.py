"""Fixtures of the verbs' tests."""

from collections.abc import Iterator
from typing import Any

import pytest

from jingkai.kernel.flows.tests.world import HEARD, ISSUED, World


@pytest.fixture
def world(cast: Any) -> Iterator[World]:
    """The small office world, in the test's transaction."""
    HEARD.clear()
    ISSUED.clear()
    yield World(cast)
