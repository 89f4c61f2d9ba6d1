"""What figures are asked by is looked up by its value; what it comes to is kept."""

import dataclasses
from dataclasses import replace

import pytest

from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.plan import Request, asks_of, plan
from jingkai.kernel.indicators.predicates import Compare, Hashed, Path
from jingkai.kernel.indicators.tests.world import YEAR, flow, target


def kinds(of=Hashed):
    for kind in of.__subclasses__():
        yield from kinds(kind)
        if dataclasses.is_dataclass(kind):
            yield kind


@pytest.mark.parametrize("kind", list(kinds()), ids=lambda kind: kind.__name__)
def test_what_says_that_its_hash_is_kept_keeps_it(kind):
    assert kind.__hash__ is Hashed.__hash__


def test_a_hash_is_reckoned_once_and_from_every_field():
    class Counted:
        asked = 0

        def __hash__(self):
            self.asked += 1
            return 7

    model = Counted()
    path = Path(model, ("value",))
    one = Compare(path, "<", 3)
    assert hash(one) == hash(one) == hash(Compare(Path(model, ("value",)), "<", 3))
    assert model.asked == 2
    assert len({one, replace(one, sign=">"), replace(one, value=4), replace(one, path=path)}) == 3
    assert one == Compare(path, "<", 3)
    assert repr(one) == f"Compare(path={path!r}, sign='<', value=3)"


def test_the_same_request_is_planned_once_and_another_by_itself():
    def request(period=YEAR, **more):
        bureaus = flow.where(target.office.kind == "bureau")
        return Request(((bureaus.count(), period), (flow.sum(target.value), period)), **more)

    first = plan(request(zone_id=1))
    assert plan(request(zone_id=1)) is first
    assert plan(request(zone_id=2))[0].query.zone_id == 2
    assert plan(request(Period.year(2021), zone_id=1)) != first
    assert plan(request(zone_id=1), way="atoms") != plan(request(zone_id=1), way="filters")
    count = flow.count()
    assert asks_of((count, YEAR)) is asks_of((flow.count(), Period.year(2022)))
