"""What a search index declares is how it stands in the database, migrations and all."""

import pytest
from django.apps import apps
from django.db import connection

from jingkai.kernel.registers.searching import SearchIndex

pytestmark = pytest.mark.django_db

INDEXES = [
    index
    for model in apps.get_models()
    for index in model._meta.indexes
    if isinstance(index, SearchIndex)
]


@pytest.mark.parametrize("index", INDEXES, ids=lambda index: index.name)
def test_an_index_lets_writes_wait_as_far_as_it_declares(index: SearchIndex) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select reloptions from pg_class where relname = %s", [index.name])
        options = dict(one.split("=") for one in cursor.fetchone()[0])
    assert options["fastupdate"] in (("on", "true") if index.waiting else ("off", "false"))
    assert index.waiting == int(options.get("gin_pending_list_limit", 0))


def test_tables_that_come_by_the_hundred_thousand_let_their_writes_wait() -> None:
    assert {
        "subjects_ent_search", "services_approval_search", "services_cert_search",
        "governance_appeal_search",
    } <= {index.name for index in INDEXES if index.waiting}  # fmt: skip
