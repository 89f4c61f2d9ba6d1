"""Rows that are written by the hundred thousand wait together for their place in the search."""

from django.db import migrations

from jingkai.kernel.registers.searching import SearchIndex, let_wait


class Migration(migrations.Migration):
    dependencies = [("services", "0008_fewer_indexes_of_history"), ("registers", "0001_initial")]

    operations = [
        let_wait(
            "approval",
            SearchIndex("number", "title", "applicant", name="services_approval_search", waiting=256),
        ),
        let_wait(
            "certificate",
            SearchIndex("name", "holder", "identifier", name="services_cert_search", waiting=256),
        ),
    ]
