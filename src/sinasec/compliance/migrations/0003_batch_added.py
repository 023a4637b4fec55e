"""A load says how many rows it added, so that what it brought can be counted later."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("compliance", "0002_append_only")]

    operations = [
        migrations.AddField(
            model_name="batch", name="added", field=models.PositiveIntegerField(null=True)
        )
    ]
