"""The yearly list of priority districts, as an act: rows nobody edits.

Append-only is enforced by triggers (`append_only`, migration 0002) on SQLite and on PostgreSQL. A
later act of the same year replaces the one before; both stay.
"""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from sinasec.publications.models import Publication
from sinasec.records.checksum import IsSha256
from sinasec.records.models import Registered
from sinasec.risk.unit_code import IsUnitCode

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class PriorityAct(Registered):
    """A list approved by a resolution, from a publication of the index.

    `rule`: the text of the rule applied. `sha256`: of what the act says, so that registering it
    again adds nothing. `replaces`: the act of the same year that this one changes.
    `size`: how many districts it was registered with; the database takes no more (`append_only`).
    `example_because`: why an index of an example edition was used. `evidence_url`,
    `evidence_sha256`: where the resolution is, and of its file. None when not said.
    """

    districts: "RelatedManager[PriorityDistrict]"
    year = models.PositiveSmallIntegerField()
    resolution = models.CharField(max_length=300)
    approved_on = models.DateField()
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="+")
    rule = models.TextField()
    top = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, unique=True)
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    example_because = models.TextField(null=True)
    evidence_url = models.CharField(max_length=500, null=True)
    evidence_sha256 = models.CharField(max_length=64, null=True)

    class Meta(Registered.Meta):
        ordering = ("-year", "-approved_on", "-id")
        constraints = (
            models.CheckConstraint(
                name="priority_says_resolution_and_by_whom",
                condition=~Q(resolution="") & ~Q(registered_by="") & ~Q(rule=""),
            ),
            models.CheckConstraint(
                name="priority_year_within_reason", condition=Q(year__gte=2000, year__lte=2200)
            ),
            models.CheckConstraint(name="priority_sha256_format", condition=Q(IsSha256("sha256"))),
            models.CheckConstraint(name="priority_top_positive", condition=Q(top__gte=1)),
            models.UniqueConstraint(
                name="priority_one_first_act_a_year",
                fields=["year", "simulated"],
                condition=Q(replaces=None),
            ),
            models.CheckConstraint(
                name="priority_example_reason_says_something",
                condition=Q(example_because=None) | ~Q(example_because=""),
            ),
            models.CheckConstraint(
                name="priority_evidence_url_is_https",
                condition=Q(evidence_url=None) | Q(evidence_url__startswith="https://"),
            ),
            models.CheckConstraint(
                name="priority_evidence_sha256_format",
                condition=Q(evidence_sha256=None) | Q(IsSha256("evidence_sha256")),
            ),
        )

    def __str__(self) -> str:
        return f"Distritos priorizados {self.year}: {self.resolution}"


class PriorityDistrict(models.Model):
    """A district of the list, or one that the rule or a person left out with a reason.

    `zone`: dentro | frontera | fuera | sin_informacion. `reason`: written by a person, "" when
    the rule alone decides.
    """

    ZONES = ("dentro", "frontera", "fuera", "sin_informacion")

    act = models.ForeignKey(PriorityAct, on_delete=models.PROTECT, related_name="districts")
    unit = models.CharField(max_length=6)
    name = models.CharField(max_length=100)
    province = models.CharField(max_length=100)
    department = models.CharField(max_length=100)
    rank = models.PositiveIntegerField(null=True)
    p_top = models.FloatField(null=True)
    zone = models.CharField(max_length=15)
    listed = models.BooleanField()
    reason = models.TextField(blank=True, default="")
    why = models.TextField()

    class Meta:
        ordering = ("act", "-listed", "rank", "unit")
        constraints = (
            models.UniqueConstraint(name="priority_district_once", fields=["act", "unit"]),
            models.CheckConstraint(
                name="priority_district_unit_is_a_code", condition=Q(IsUnitCode("unit"))
            ),
            models.CheckConstraint(
                name="priority_district_zone_known",
                condition=Q(zone__in=["dentro", "frontera", "fuera", "sin_informacion"]),
            ),
            models.CheckConstraint(
                name="priority_district_p_top_is_a_share",
                condition=Q(p_top=None) | Q(p_top__gte=0, p_top__lte=1),
            ),
            models.CheckConstraint(
                name="priority_district_against_the_index_has_reason",
                condition=Q(zone__in=["dentro", "frontera"]) | Q(listed=False) | ~Q(reason=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.name}"
