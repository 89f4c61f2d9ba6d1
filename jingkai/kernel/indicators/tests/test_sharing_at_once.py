"""Two who share for one zone at the same time: one edition after the other, none refused."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection
from django.utils import timezone

from jingkai.kernel.access.walls import walled
from jingkai.kernel.indicators.actions import publish_figures, share_publication
from jingkai.kernel.indicators.models import SharedEdition
from jingkai.kernel.indicators.tests.shared import TOTAL, declared
from jingkai.kernel.indicators.tests.world import YEAR


def test_who_shares_at_the_same_time_gets_the_next_edition(committed):
    together, now = Barrier(2), timezone.now()

    def share(name):
        try:
            with walled(committed.zone.pk):
                publication = publish_figures(
                    name=name, codes=[TOTAL], period=YEAR, known_at=now, at=now,
                    by=committed.statistician,
                )  # fmt: skip
                together.wait(10)
                return share_publication(
                    publication=publication, at=now, by=committed.statistician
                ).edition
        finally:
            connection.close()

    with declared(), ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(share, ["年度公报", "年度公报（修订）"])) == [1, 2]
    with walled(committed.zone.pk):
        assert SharedEdition.objects.count() == 2
