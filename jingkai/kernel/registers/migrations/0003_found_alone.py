from django.db import migrations

# A search is over before a second process, which the planner likes to call, has even started.
FOUND = "alter function jingkai_found(text, text[], text[], text[], boolean, integer)"
SETTING = "max_parallel_workers_per_gather"


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0002_standing'),
    ]

    operations = [
        migrations.RunSQL(f"{FOUND} set {SETTING} = 0", f"{FOUND} reset {SETTING}"),
    ]
