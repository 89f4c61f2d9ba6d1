"""Fixtures of the verbs' tests."""

from typing import Any

import pytest

from jingkai.kernel.flows.tests.world import HEARD, ISSUED, World


@pytest.fixture
def world(cast: Any) -> World:
    """The small office world, in the test's transaction."""
    HEARD.clear()
    ISSUED.clear()
    return World(cast)
