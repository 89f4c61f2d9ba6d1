"""Rows that are written by the hundred thousand wait together for their place in the search."""

from django.db import migrations

from jingkai.kernel.registers.searching import SearchIndex, let_wait


class Migration(migrations.Migration):
    dependencies = [("subjects", "0004_digests"), ("registers", "0001_initial")]

    operations = [
        let_wait(
            "enterprise",
            SearchIndex("name", "credit_code", "short_name", name="subjects_ent_search", waiting=256),
        ),
    ]
