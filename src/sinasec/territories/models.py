"""Tables of the territory: units with their validity, and editions of boundaries."""

from collections.abc import Callable

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact


def _code_of_length(digits: int) -> Exact:
    return Exact(Length("code"), digits)


class Unit(models.Model):
    """A department, province or district, by its INEI code."""

    class Kind(models.TextChoices):
        DEPARTMENT = "dept", "departamento"
        PROVINCE = "prov", "provincia"
        DISTRICT = "dist", "distrito"

    code = models.CharField(primary_key=True, max_length=6)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    name = models.CharField(max_length=80)
    reniec = models.CharField(max_length=6, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="unit_code_fits_its_kind",
                condition=Q(_code_of_length(2), kind="dept", parent=None)
                | Q(_code_of_length(4), kind="prov", parent__isnull=False)
                | Q(_code_of_length(6), kind="dist", parent__isnull=False),
            ),
            models.CheckConstraint(
                name="unit_ends_after_it_begins",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Edition(models.Model):
    """Boundaries of one level as one file gave them: loaded, checked, then activated."""

    class State(models.TextChoices):
        LOADED = "cargada", "cargada"
        CHECKED = "revisada", "revisada"
        ACTIVE = "activa", "activa"
        RETIRED = "retirada", "retirada"

    id: int
    name = models.CharField(max_length=120)
    level = models.CharField(max_length=4, choices=Unit.Kind.choices)
    get_level_display: Callable[[], str]
    source = models.CharField(max_length=300)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.LOADED)
    report = models.JSONField(default=dict)
    loaded_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["level"],
                condition=Q(state="activa"),
                name="one_active_edition_of_boundaries_a_level",
            ),
            models.UniqueConstraint(
                fields=["level", "sha256"], name="a_file_of_boundaries_is_loaded_once_a_level"
            ),
            models.CheckConstraint(
                name="active_boundaries_say_since_when",
                condition=~Q(state="activa") | Q(activated_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.name} ({self.state})"


class Boundary(models.Model):
    """The outline of a unit in an edition: as the file has it, and simplified and ready to draw.

    `shape`: WKB in degrees, mended where it was not valid; None of what was loaded when only the
    drawing was kept.
    """

    edition_id: int
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="boundaries")
    unit_id: str
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="boundaries")
    shape = models.BinaryField(null=True)
    path = models.TextField()  # SVG path data, in the units of `viewbox` of territories.outline
    area_km2 = models.FloatField()
    longitude = models.FloatField()  # a point inside the outline
    latitude = models.FloatField()

    class Meta:
        ordering = ["unit_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "unit"], name="one_outline_a_unit_an_edition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} en la edición {self.edition_id}"
