"""From here on the database refuses to change or remove a fact."""

from typing import Any

from django.db import migrations

from sinasec.compliance import append_only


def hold_to_it(apps: Any, schema_editor: Any) -> None:
    append_only.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("compliance", "0001_initial")]

    operations = [migrations.RunPython(hold_to_it, migrations.RunPython.noop)]
