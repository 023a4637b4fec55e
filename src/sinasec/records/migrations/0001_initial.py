"""The chain of what was registered."""

from django.db import migrations, models

import sinasec.records.checksum


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("app", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("rows", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("sha256", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(fields=("app", "at"), name="link_once_a_registration"),
                    models.CheckConstraint(
                        condition=models.Q(("rows__gte", 1)), name="link_says_rows"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(sinasec.records.checksum.IsSha256("digest")),
                        name="link_digest_format",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(sinasec.records.checksum.IsSha256("sha256")),
                        name="link_sha256_format",
                    ),
                ],
            },
        ),
    ]
