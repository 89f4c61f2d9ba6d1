"""What anybody may know of the monitoring of water."""

from datetime import date

from jingkai.domains.ecology.registers import SECTIONS
from jingkai.domains.subjects.queries import anonymous
from jingkai.kernel.registers.layers import seen


def test_a_visitor_sees_the_sections_that_are_monitored_by_name_water_and_target(section):
    watched = section(1)
    section(2, since="2020-01-01", closed_on="2022-01-01")
    view = seen(SECTIONS, anonymous(watched.zone_id), as_of=date(2024, 1, 1))
    assert [row.pk for row in view.rows] == [watched.pk]
    assert {column.field for column in view.columns} == {"name", "kind", "water", "target"}
