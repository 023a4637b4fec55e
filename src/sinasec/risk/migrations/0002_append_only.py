"""Lists of priority districts are never edited: the database refuses, on both engines."""

from django.db import migrations

from sinasec.risk.migrations import _guards_then


def lock(apps, schema_editor):
    _guards_then.lock(schema_editor.connection, closed=False)


class Migration(migrations.Migration):
    dependencies = [("risk", "0001_initial")]
    operations = [migrations.RunPython(lock, migrations.RunPython.noop)]
