"""The noun with a shape stands while the tests of this room run."""

import pytest


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    """The model of `ground.py` with its table."""
    from jingkai.kernel.geo.tests import ground

    with django_db_blocker.unblock():
        ground.build()
    yield ground.Plot
    with django_db_blocker.unblock():
        ground.clear()
