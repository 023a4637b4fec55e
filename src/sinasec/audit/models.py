"""Events, the chain that holds them, and what may be erased of them."""

from typing import Final

from django.db import models
from django.db.models import Q

from sinasec.acting import ORIGINS
from sinasec.records.models import ChainLink, link_constraints

LONGEST_NAME: Final = 150  # letters, as in every table that says who
LONGEST_HAT: Final = 200
LONGEST_WHERE: Final = 300
LONGEST_ACTION: Final = 60
LONGEST_KIND: Final = 40
LONGEST_CODE: Final = 300


class Event(models.Model):
    """One write, as it was made.

    `who`: whoever answers for it, as the fact itself says; `account`: whom the machine or the
    session took them for, "" if nobody said. `person`, `hat`, `origin`: as in `acting.Actor`;
    `via`: its `where`. `action`: `letters.issue`. `kind`, `code`: of what it was done to, as people
    call it. `before`, `after`: what changed, canonical JSON ("" for none). `personal`: name -> SHA-
    256 of a salt and a value that `Personal` keeps (JSON, "" for none).
    """

    at = models.DateTimeField()
    who = models.CharField(max_length=LONGEST_NAME)
    account = models.CharField(max_length=LONGEST_NAME, default="", blank=True)
    person = models.BigIntegerField(null=True)
    hat = models.CharField(max_length=LONGEST_HAT, default="", blank=True)
    origin = models.CharField(max_length=10)
    via = models.CharField(max_length=LONGEST_WHERE, default="", blank=True)
    action = models.CharField(max_length=LONGEST_ACTION)
    kind = models.CharField(max_length=LONGEST_KIND)
    code = models.CharField(max_length=LONGEST_CODE)
    before = models.TextField(default="", blank=True)
    after = models.TextField(default="", blank=True)
    why = models.TextField(default="", blank=True)
    personal = models.TextField(default="", blank=True)
    simulated = models.BooleanField()

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(name="event_by_moment", fields=["at"]),
            models.Index(name="event_by_thing", fields=["kind", "code"]),
        )
        constraints = (
            models.CheckConstraint(name="event_says_who", condition=~Q(who="")),
            models.CheckConstraint(name="event_origin_known", condition=Q(origin__in=ORIGINS)),
            models.CheckConstraint(
                name="event_says_what", condition=~Q(action="") & ~Q(kind="") & ~Q(code="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.action} {self.code}"


class EventLink(ChainLink):
    """What holds one event after all those before it."""

    class Meta(ChainLink.Meta):
        constraints = link_constraints("event_link")


class Personal(models.Model):
    """A value about somebody, beside the event that holds only its digest: it may be erased."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="personal_values")
    field = models.CharField(max_length=LONGEST_KIND)
    salt = models.CharField(max_length=32)
    value = models.TextField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(name="personal_once_a_field", fields=["event", "field"]),
        )

    def __str__(self) -> str:
        return f"{self.event.pk} {self.field}"
