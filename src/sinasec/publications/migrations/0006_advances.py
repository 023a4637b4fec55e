from django.db import migrations, models

from sinasec.records.guards import triggers_apart


class Migration(migrations.Migration):
    dependencies = [("publications", "0005_guards")]
    operations = triggers_apart(
        "publications_publication",
        [
            migrations.RemoveConstraint(
                model_name="publication",
                name="publication_stage_known",
            ),
            migrations.AlterField(
                model_name="publication",
                name="stage",
                field=models.CharField(
                    choices=[
                        ("preliminar", "Preliminar"),
                        ("definitiva", "Definitiva"),
                        ("avance", "Avance"),
                    ],
                    max_length=12,
                ),
            ),
            migrations.AddConstraint(
                model_name="publication",
                constraint=models.CheckConstraint(
                    condition=models.Q(("stage__in", ["preliminar", "definitiva", "avance"])),
                    name="publication_stage_known",
                ),
            ),
        ],
    )
