"""What every row that nobody edits may carry, and the chain that holds them to their order."""

from typing import Any

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


class ChainLink(models.Model):
    """What was written at once in the tables of an app, after all that was written before.

    `at`: the moment that its rows carry. `rows`: how many. `digest`: of those rows, whatever their
    order (see `chain`). `sha256`: of this link and of the one before it.
    """

    app = models.CharField(max_length=40)
    at = models.DateTimeField()
    rows = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, unique=True)

    class Meta:
        abstract = True
        ordering = ("id",)
        constraints: Any = ()

    def __str__(self) -> str:
        return f"{self.pk} {self.sha256[:8]}"


def link_constraints(name: str) -> tuple[models.BaseConstraint, ...]:
    """What the database asks of each link of a chain; `name`: how each constraint begins."""
    return (
        models.UniqueConstraint(name=f"{name}_once_a_registration", fields=["app", "at"]),
        models.CheckConstraint(name=f"{name}_says_rows", condition=Q(rows__gte=1)),
        models.CheckConstraint(name=f"{name}_digest_format", condition=Q(IsSha256("digest"))),
        models.CheckConstraint(name=f"{name}_sha256_format", condition=Q(IsSha256("sha256"))),
    )


class Link(ChainLink):
    """What one registration wrote in the tables of an app, in the chain of facts."""

    class Meta(ChainLink.Meta):
        constraints = link_constraints("link")
