"""What has been published, and what committees answered: rows nobody edits.

The bytes live in the publication's folder; a row here says that the folder is complete.
Append-only is enforced by triggers (migration 0002) on SQLite and on PostgreSQL.
"""

from typing import Final

from django.db import models
from django.db.models import F, Q

from sinasec.publications.kinds import Kind, kind

PRELIMINARY: Final = "preliminar"
FINAL: Final = "definitiva"
STAGES: Final = ((PRELIMINARY, "Preliminar"), (FINAL, "Definitiva"))


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
                name="publication_stage_known", condition=Q(stage__in=[PRELIMINARY, FINAL])
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
