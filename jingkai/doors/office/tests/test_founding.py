"""The zone's founding day: noted by the system administrator, by nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from jingkai.kernel.access.actions import FoundedLater, set_founding
from jingkai.kernel.access.models import Zone
from jingkai.kernel.trail.models import Entry
from tests.contracts import GatedContract, entered

ADDRESS = "/office/access/offices/founding/"


class TestFounding(GatedContract):
    address, allowed, refused = ADDRESS, "admin", "clerk"


def test_the_day_is_noted_in_the_zone_of_the_seat_and_in_the_trail(cast: Any) -> None:
    page = entered(cast.admin).post(ADDRESS, {"founded_on": "2022-03-15"})
    assert page.status_code == 302
    assert [str(zone.founded_on) for zone in Zone.objects.filter(pk=cast.zone.pk)] == ["2022-03-15"]
    assert not Zone.objects.exclude(pk=cast.zone.pk).exclude(founded_on=None).exists()
    assert Entry.objects.filter(zone_id=cast.zone.pk, code="access.zone.founding_set").count() == 1


def test_a_day_that_lies_ahead_is_refused(cast: Any) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(FoundedLater):
        set_founding(founded_on=tomorrow, by=cast.admin)
    page = entered(cast.admin).post(ADDRESS, {"founded_on": tomorrow.isoformat()})
    assert page.status_code == 400
