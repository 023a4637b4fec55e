"""Facts: rows that are added and never changed. `append_only` holds the database to it.

A correction is a new act that supersedes another; a review, a waiver or a declaration of
completeness is added too. Every fact says when it was registered and by whom, so that any
publication can say what was known on its day.
"""

from collections.abc import Callable

from django.db import models
from django.db.models import F, Q

from sinasec.committees.models import Committee
from sinasec.compliance.canonical import CanonicalAttributes
from sinasec.records.checksum import IsSha256
from sinasec.records.models import Registered

ID_LENGTH = 26


class Batch(models.Model):
    """A file that was loaded. The same bytes are never loaded twice.

    `rows` of the file; `added`: those that were new facts. None in loads made before it was kept.
    """

    file = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, unique=True)
    layout = models.CharField(max_length=40)
    rows = models.PositiveIntegerField()
    added = models.PositiveIntegerField(null=True)
    loaded_at = models.DateTimeField()
    by = models.CharField(max_length=150)
    simulated = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="batch_sha256_format", condition=IsSha256("sha256")),
            models.CheckConstraint(name="batch_says_by_whom", condition=~Q(by="")),
        ]

    def __str__(self) -> str:
        return self.file


class Fact(Registered):
    """What every fact carries besides: the file that brought it, if one did."""

    source = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="+")
    simulated = models.BooleanField(default=False)

    class Meta(Registered.Meta):
        abstract = True


class Act(Fact):
    """Something a committee did on a day. `id` is drawn from what the act says (see identity)."""

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    committee_id: str
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=60)
    date = models.DateField()
    attributes = CanonicalAttributes(default=dict)
    evidence_url = models.CharField(max_length=2000, blank=True, default="")
    evidence_sha256 = models.CharField(max_length=64, blank=True, default="")
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by"
    )

    class Meta(Fact.Meta):
        indexes = [models.Index(fields=["committee", "date"], name="act_committee_date")]
        constraints = [
            models.CheckConstraint(name="act_says_its_kind", condition=~Q(kind="")),
            models.CheckConstraint(name="act_says_by_whom", condition=~Q(registered_by="")),
            models.CheckConstraint(
                name="act_not_its_own_correction",
                condition=Q(supersedes=None) | ~Q(supersedes=F("id")),
            ),
            models.CheckConstraint(
                name="act_evidence_sha256_format",
                condition=Q(evidence_sha256="") | Q(IsSha256("evidence_sha256")),
            ),
        ]

    def __str__(self) -> str:
        return self.id


class Review(Fact):
    """What whoever checks the acts said of one: accepted, or observed with its reason."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", "Aceptado"
        OBSERVED = "observed", "Observado"

    act_id: str
    act = models.ForeignKey(Act, models.PROTECT, related_name="reviews")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    get_outcome_display: Callable[[], str]
    reason = models.TextField(blank=True, default="")

    class Meta(Fact.Meta):
        constraints = [
            models.CheckConstraint(
                name="review_observed_has_reason",
                condition=Q(outcome="accepted") | (Q(outcome="observed") & ~Q(reason="")),
            ),
            models.CheckConstraint(name="review_says_by_whom", condition=~Q(registered_by="")),
        ]

    def __str__(self) -> str:
        return f"{self.act_id}: {self.get_outcome_display()}"


class Waiver(Fact):
    """Days on which a norm frees a committee from a duty ("*": from all)."""

    class Kind(models.TextChoices):
        SUSPENSION = "suspension", "Suspensión"
        NOT_APPLICABLE = "no_aplica", "No aplica"

    committee_id: str
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="waivers")
    duty = models.CharField(max_length=80)
    day_from = models.DateField()
    day_to = models.DateField(null=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    norm = models.CharField(max_length=300)
    reason = models.TextField(blank=True, default="")

    class Meta(Fact.Meta):
        constraints = [
            models.CheckConstraint(
                name="waiver_ends_after_it_begins",
                condition=Q(day_to=None) | Q(day_to__gte=F("day_from")),
            ),
            models.CheckConstraint(
                name="waiver_kind", condition=Q(kind__in=["suspension", "no_aplica"])
            ),
            models.CheckConstraint(
                name="waiver_says_duty_and_norm", condition=~Q(duty="") & ~Q(norm="")
            ),
            models.CheckConstraint(name="waiver_says_by_whom", condition=~Q(registered_by="")),
        ]

    def __str__(self) -> str:
        return f"{self.committee_id} {self.duty}"


class Completeness(Fact):
    """Constancia: the register of acts of a kind ("*": of all) has no gaps on these days."""

    committee_id: str
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="completeness")
    kind = models.CharField(max_length=60)
    day_from = models.DateField()
    day_to = models.DateField()
    # Who answers for it, in words ("Informe 12-2024 de la Secretaría Técnica").
    said_by = models.CharField(max_length=300)

    class Meta(Fact.Meta):
        constraints = [
            models.CheckConstraint(
                name="completeness_ends_after_it_begins", condition=Q(day_to__gte=F("day_from"))
            ),
            models.CheckConstraint(
                name="completeness_says_kind_and_source", condition=~Q(kind="") & ~Q(said_by="")
            ),
            models.CheckConstraint(
                name="completeness_says_by_whom", condition=~Q(registered_by="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee_id} {self.kind}"
