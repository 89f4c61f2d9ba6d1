"""A register of subjects to work with."""

from datetime import date

import pytest

from jingkai.domains.subjects import actions
from jingkai.domains.subjects.factories import sample_enterprises


@pytest.fixture
def enter(cast):
    """Register the invented subject of a number, with other values where given."""

    def enter(number=0, **values):
        sample = next(sample_enterprises(1, start=number))
        days = dict.fromkeys(("moved_in_on", "moved_away_on", "revoked_on", "deregistered_on"))
        days["established_on"] = date(2010, 1, 1)
        return actions.register_enterprise(**{**sample, **days, **values}, by=cast.registrar)

    return enter
