"""MetricFlow's facts in a test's database, and its check queries."""

import json
import re
from pathlib import Path
from typing import Any

from django.db import connection

from jingkai.kernel.indicators.tests.metricflow.models import MODELS

HERE = Path(__file__).parent
FACTS = json.loads((HERE / "facts.json").read_text())["tables"]
QUERIES = {
    name.strip(): sql.strip().removesuffix(";")
    for name, sql in re.findall(
        r"^-- (\w+/\w+)\n(.*?)(?=^-- \w+/|\Z)",
        (HERE / "check_queries.sql").read_text(),
        re.DOTALL | re.MULTILINE,
    )
}
# Its time spine runs from 2000 to 2040; these years hold all of the facts.
SPINE = """create temporary table mf_time_spine as
select day::date as ds from generate_series(date '2019-01-01', date '2021-12-31', '1 day') day"""
POINTED = (
    # A booking points to its listing's version of that day, and to the luxury list's.
    """update fct_bookings b set listing_then_id = v.id from dim_listings v
    where v.listing_id = b.listing_id and b.ds >= v.active_from
      and (v.active_to is null or b.ds < v.active_to)""",
    """update fct_bookings b set mapping_id = m.listing_id from dim_lux_listing_id_mapping m
    where m.listing_id = b.listing_id""",
    """update fct_bookings b set lux_then_id = v.id
    from dim_lux_listing_id_mapping m, dim_lux_listings v
    where m.listing_id = b.listing_id and v.lux_listing_id = m.lux_listing_id
      and b.ds >= v.valid_from and (v.valid_to is null or b.ds < v.valid_to)""",
    """update dim_users_latest u set company_id = c.company_id from dim_companies c
    where c.user_id = u.user_id""",
    """update fct_id_verifications v set user_latest_id = v.user_id, user_then_id =
    (select u.id from dim_users u
     where u.user_id = v.user_id and u.ds_partitioned = v.ds_partitioned)""",
    """update bridge_table b set customer_then_id = c.id from customer_table c
    where c.customer_id = b.customer_id and c.ds_partitioned = b.ds_partitioned""",
    """update account_month_txns t set bridge_then_id = b.id from bridge_table b
    where b.account_id = t.account_id and b.ds_partitioned = t.ds_partitioned""",
    # A balance holds until the day of the user's next one.
    """update fct_accounts a set
      next_of_user = (select min(l.ds) from fct_accounts l
        where l.user_id = a.user_id and l.ds > a.ds),
      next_of_type = (select min(l.ds) from fct_accounts l
        where l.user_id = a.user_id and l.account_type = a.account_type and l.ds > a.ds)""",
)


def lay(zone_id: int) -> None:
    """Make the tables for this connection alone, put the facts in, and point from row to row."""
    with connection.schema_editor() as editor:
        editor.sql_create_table = f"create temporary {editor.sql_create_table.split(' ', 1)[1]}"
        for model in MODELS:
            editor.create_model(model)
    with connection.cursor() as cursor:
        for table, facts in FACTS.items():
            columns = ", ".join([*facts["columns"], "zone_id"])
            places = ", ".join(["%s"] * (len(facts["columns"]) + 1))
            cursor.executemany(
                f"insert into {table} ({columns}) values ({places})",
                [[*row, zone_id] for row in facts["rows"]],
            )
        for statement in (SPINE, *POINTED):
            cursor.execute(statement)


def asked(name: str) -> tuple[list[str], list[dict[str, Any]]]:
    """What MetricFlow's own check query of that case answers, row by row."""
    with connection.cursor() as cursor:
        cursor.execute(QUERIES[name])
        names = [column.name for column in cursor.description]
        return names, [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
