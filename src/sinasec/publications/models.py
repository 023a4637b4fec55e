"""What has been published, what committees answered and what came after: rows nobody edits.

The bytes live in the publication's folder; a row here says that the folder is complete.
Append-only is enforced by triggers (`append_only`) on SQLite and on PostgreSQL.
"""

from typing import Final

from django.db import models
from django.db.models import F, Q

from sinasec.publications.kinds import Kind, kind

PUBLICATION: Final = "publicación"  # as the audit calls one
PRELIMINARY: Final = "preliminar"
FINAL: Final = "definitiva"
ADVANCE: Final = "avance"  # of each night: nobody decided it, and it takes no replies
STAGES: Final = ((PRELIMINARY, "Preliminar"), (FINAL, "Definitiva"), (ADVANCE, "Avance"))


class Publication(models.Model):
    """One immutable Data Package. `sha256` is the content hash from which `id` is made."""

    id = models.CharField(primary_key=True, max_length=64)
    kind = models.CharField(max_length=20, default="semaforo")
    as_of = models.DateField()
    known_at = models.DateTimeField()
    stage = models.CharField(max_length=12, choices=STAGES)
    created_at = models.DateTimeField(db_index=True)
    edition_id = models.CharField(max_length=64)
    edition_version = models.CharField(max_length=20)
    code_version = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64, unique=True)
    folder = models.CharField(max_length=100, unique=True)
    horizon_from = models.DateField()
    horizon_to = models.DateField()
    simulated = models.BooleanField()
    replaces_id: str | None
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )

    class Meta:
        ordering = ("-as_of", "-created_at", "-id")
        constraints = (
            models.CheckConstraint(
                name="publication_stage_known", condition=Q(stage__in=[PRELIMINARY, FINAL, ADVANCE])
            ),
            models.CheckConstraint(
                name="publication_horizon_ends_at_as_of",
                condition=Q(horizon_from__lte=F("horizon_to")) & Q(horizon_to=F("as_of")),
            ),
        )

    def __str__(self) -> str:
        return self.id

    @property
    def words(self) -> Kind:
        """How its kind is named. Raises `UnknownKind` when a newer program published it."""
        return kind(self.kind)


class Reply(models.Model):
    """What a committee answered to a preliminary publication, in its own words."""

    publication_id: str
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="replies")
    committee = models.CharField(max_length=20, db_index=True)
    text = models.TextField()
    by = models.CharField(max_length=200)
    received_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("received_at", "id")
        constraints = (
            models.UniqueConstraint(
                name="reply_once", fields=["publication", "committee", "sha256"]
            ),
            models.CheckConstraint(name="reply_says_something", condition=~Q(text="")),
        )

    def __str__(self) -> str:
        return f"{self.committee} sobre {self.publication_id}"


class After(models.Model):
    """What the office says of something after it was published; each row is one event."""

    by = models.CharField(max_length=150)
    registered_at = models.DateTimeField()

    class Meta:
        abstract = True


class Withdrawal(After):
    """That a publication is not to be used. `document`: the act that decided it, "" for none."""

    publication_id: str
    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, related_name="withdrawal"
    )
    reason = models.TextField()
    document = models.CharField(max_length=300, blank=True)

    class Meta(After.Meta):
        ordering = ("registered_at", "id")
        constraints = (models.CheckConstraint(name="withdrawal_says_why", condition=~Q(reason="")),)

    def __str__(self) -> str:
        return f"retiro de {self.publication_id}"


class Erratum(After):
    """What a publication said wrongly of a committee from one day to another, both included.

    `duty`: "" where its kind judges none. `said`: what it says there; `should_say`: what it should.
    """

    publication_id: str
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="errata")
    committee = models.CharField(max_length=20, db_index=True)
    duty = models.CharField(max_length=60, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    said = models.CharField(max_length=300)
    should_say = models.CharField(max_length=300)
    why = models.TextField()

    class Meta(After.Meta):
        ordering = ("registered_at", "id")
        constraints = (
            models.UniqueConstraint(
                name="erratum_once",
                fields=("publication", "committee", "duty", "first_day", "last_day", "should_say"),
            ),
            models.CheckConstraint(
                name="erratum_days_in_order", condition=Q(first_day__lte=F("last_day"))
            ),
            models.CheckConstraint(
                name="erratum_says_another_thing", condition=~Q(said=F("should_say"))
            ),
            models.CheckConstraint(
                name="erratum_says_what_and_why", condition=~Q(should_say="") & ~Q(why="")
            ),
        )

    def __str__(self) -> str:
        return f"fe de erratas de {self.committee} en {self.publication_id}"


class Answer(After):
    """What the technical secretariat says to a reply."""

    reply_id: int
    reply = models.OneToOneField(Reply, on_delete=models.PROTECT, related_name="answer")
    text = models.TextField()

    class Meta(After.Meta):
        ordering = ("registered_at", "id")
        constraints = (models.CheckConstraint(name="answer_says_something", condition=~Q(text="")),)

    def __str__(self) -> str:
        return f"contestación a la respuesta {self.reply_id}"
