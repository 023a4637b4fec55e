"""What every row that nobody edits may carry, and the chain that holds them to their order."""

from django.db import models
from django.db.models import Q

from sinasec.records.checksum import IsSha256


class Registered(models.Model):
    """When a row was registered, by whom, and whether it is made up."""

    registered_at = models.DateTimeField()
    registered_by = models.CharField(max_length=150)
    simulated = models.BooleanField()

    class Meta:
        abstract = True


class Link(models.Model):
    """What one registration wrote in the tables of an app, after all that was registered before.

    `at`: the moment that its rows carry. `rows`: how many. `digest`: of those rows, whatever their
    order (see `chain`). `sha256`: of this link and of the one before it.
    """

    app = models.CharField(max_length=40)
    at = models.DateTimeField()
    rows = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(name="link_once_a_registration", fields=["app", "at"]),
            models.CheckConstraint(name="link_says_rows", condition=Q(rows__gte=1)),
            models.CheckConstraint(name="link_digest_format", condition=Q(IsSha256("digest"))),
            models.CheckConstraint(name="link_sha256_format", condition=Q(IsSha256("sha256"))),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.sha256[:8]}"
