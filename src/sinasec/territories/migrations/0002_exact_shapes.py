"""The shape of each unit as its file has it, beside its drawing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("territories", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="boundary",
            name="shape",
            field=models.BinaryField(null=True),
        ),
    ]
