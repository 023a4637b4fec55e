"""Tables of the committees of the system."""

from django.db import models
from django.db.models import F, Q

from sinasec.territories.models import Unit


class Committee(models.Model):
    """CONASEC or a committee of a region, a province or a district."""

    class Level(models.TextChoices):
        NATIONAL = "CONASEC", "Consejo Nacional de Seguridad Ciudadana"
        REGIONAL = "CORESEC", "Comité Regional de Seguridad Ciudadana"
        PROVINCIAL = "COPROSEC", "Comité Provincial de Seguridad Ciudadana"
        DISTRICT = "CODISEC", "Comité Distrital de Seguridad Ciudadana"

    code = models.CharField(primary_key=True, max_length=15)
    level = models.CharField(max_length=8, choices=Level.choices)
    name = models.CharField(max_length=100)
    region = models.CharField(max_length=4, blank=True)  # "" for CONASEC
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    territory = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="committees")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["region", "level"], name="committee_region_level")]
        constraints = [
            models.CheckConstraint(
                name="committee_code_begins_with_its_level",
                condition=Q(level="CONASEC", code="CONASEC", parent=None, territory=None)
                | Q(level="CORESEC", code__startswith="CORESEC-", parent__isnull=False)
                | Q(level="COPROSEC", code__startswith="COPROSEC-", parent__isnull=False)
                | Q(level="CODISEC", code__startswith="CODISEC-", parent__isnull=False),
            ),
            models.CheckConstraint(
                name="committee_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
