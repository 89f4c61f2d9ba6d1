from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Ranges of days that keep apart per matter need an index over both."""

    initial = True
    dependencies = [("registers", "0001_initial")]
    operations = [BtreeGistExtension()]
