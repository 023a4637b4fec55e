"""An act takes the districts it was registered with, and no more.

Acts that are already there have the districts they have. Their triggers are off only inside this
migration, which is one transaction on both engines.
"""

from django.db import migrations, models

from sinasec.records.guards import lift
from sinasec.risk.migrations import _guards_then


def unlock(apps, schema_editor):
    lift(schema_editor.connection, _guards_then.TABLES)


def lock_as_before(apps, schema_editor):
    _guards_then.lock(schema_editor.connection, closed=False)


def lock(apps, schema_editor):
    _guards_then.lock(schema_editor.connection, closed=True)


def count_districts(apps, schema_editor):
    alias = schema_editor.connection.alias
    acts = apps.get_model("risk", "PriorityAct").objects.using(alias)
    districts = apps.get_model("risk", "PriorityDistrict").objects.using(alias)
    for act in acts.values_list("pk", flat=True):
        acts.filter(pk=act).update(size=districts.filter(act=act).count())


class Migration(migrations.Migration):
    dependencies = [("risk", "0003_say_more_of_a_list")]
    operations = [
        migrations.RunPython(unlock, lock_as_before),
        migrations.AddField(
            model_name="priorityact",
            name="size",
            field=models.PositiveIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.RunPython(count_districts, migrations.RunPython.noop),
        migrations.RunPython(lock, unlock),
    ]
