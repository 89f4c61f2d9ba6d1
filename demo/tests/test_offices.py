"""The zone's offices: each figure has one that answers for it."""

from demo import zone
from jingkai.kernel.indicators import catalogue


def test_every_figure_is_answered_for_by_an_office_of_the_zone() -> None:
    offices = {office.code for office in zone.OFFICES}
    owners = {each.owner for each in catalogue.all()}
    assert owners - offices == set()
