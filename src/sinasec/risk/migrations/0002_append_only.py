"""Lists of priority districts are never edited: the database refuses, on both engines."""

from django.db import migrations

from sinasec.risk import append_only


def lock(apps, schema_editor):
    append_only.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("risk", "0001_initial")]
    operations = [migrations.RunPython(lock, migrations.RunPython.noop)]
