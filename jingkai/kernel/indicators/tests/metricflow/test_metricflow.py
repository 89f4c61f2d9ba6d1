"""MetricFlow's SQL-checked cases, told as indicators: each equal to its oracle, row by row."""

from jingkai.kernel.indicators.tests.metricflow.cases import CASES
from jingkai.kernel.indicators.tests.metricflow.declared import declared
from jingkai.kernel.indicators.tests.metricflow.harness import Live, compare
from jingkai.kernel.indicators.tests.metricflow.over_lake import over_lake
from jingkai.kernel.indicators.tests.metricflow.unsaid import UNSAID
from jingkai.kernel.indicators.tests.metricflow.world import QUERIES, lay

# A query for each of a hundred and sixty hosts is asked of one engine only.
TOO_MANY = "joins/multiple_foreign_keys_host_and_guest"


def test_every_case_is_told_as_metricflow_checks_it(cast, tmp_path):
    """By the zone's own database, and by DuckDB over its lake."""
    lay(cast.zone.pk)
    failed, compared = [], 0
    with declared():
        tellers = (Live(cast.statistician), over_lake(tmp_path, cast.zone.code, CASES))
        for case in CASES:
            for teller in tellers[: 1 if case.name == TOO_MANY else 2]:
                try:
                    compared += compare(case, teller)
                except AssertionError as error:
                    failed.append(f"{type(teller).__name__} {str(error)[:400]}")
    assert not failed, "\n".join(failed)
    assert compared > 27_000


def test_what_is_not_told_is_named_with_its_reason_once():
    """267 check queries stand in MetricFlow's test cases, one of them commented out."""
    told = [case.name for case in CASES]
    unsaid = [name for names in UNSAID.values() for name in names.split()]
    assert len(told) + len(unsaid) == len({*told, *unsaid}) == 267
    assert len(told) >= 60
    assert sum("offset" in name or "lag" in name for name in told) >= 15
    assert set(told) == set(QUERIES)
