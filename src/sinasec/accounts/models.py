"""People, the posts they hold, and how each came in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from sinasec.records.checksum import IsSha256
from sinasec.records.models import Registered
from sinasec.translation import gettext as _


class People(BaseUserManager["Person"]):
    """How people are looked up: by their address, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)

    def new(self, *, email: str, name: str, simulated: bool) -> "Person":
        """A person who cannot enter yet: without password, until an invitation is accepted."""
        person = self.model(email=email.lower(), name=name, simulated=simulated, is_active=False)
        person.set_unusable_password()
        person.save(using=self._db, force_insert=True)
        return person


class Person(AbstractBaseUser):
    """Somebody who may enter. Name and address may be corrected or erased here; the
    name stays where they signed what they registered.

    `is_active`: an invitation was accepted and the account is not frozen. `simulated`: invented,
    of the demonstration.
    """

    email = models.CharField(max_length=254, unique=True)
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=False)
    frozen_because = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    simulated = models.BooleanField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[Any] = People()

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(name="person_has_name", condition=~Q(name="") & ~Q(email="")),
            models.CheckConstraint(name="person_email_lower", condition=Q(email=Lower("email"))),
        )

    def __str__(self) -> str:
        return self.name


class Mandate(Registered):
    """That a person holds a role somewhere, from a day on, by an act.

    `scope`: the code of a committee; "" for the whole country. `to_day`: the last day, where the
    act says one. `act`: as it is cited.
    """

    person_id: int
    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    role = models.CharField(max_length=40)
    scope = models.CharField(max_length=15, blank=True)
    from_day = models.DateField()
    to_day = models.DateField(null=True)
    act = models.CharField(max_length=300)

    class Meta(Registered.Meta):
        ordering = ("-from_day", "-id")
        constraints = (
            models.CheckConstraint(
                name="mandate_ends_after_it_begins",
                condition=Q(to_day=None) | Q(to_day__gte=F("from_day")),
            ),
            models.CheckConstraint(name="mandate_says_its_act", condition=~Q(role="") & ~Q(act="")),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.scope}".strip()


class MandateEnd(models.Model):
    """That a mandate ended before its term, or had none. `last_day`: the last on which it held."""

    mandate_id: int
    mandate = models.OneToOneField(Mandate, models.PROTECT, related_name="end")
    last_day = models.DateField()
    reason = models.CharField(max_length=500)
    registered_at = models.DateTimeField()
    registered_by = models.CharField(max_length=150)

    class Meta:
        ordering = ("registered_at", "id")
        constraints = (
            models.CheckConstraint(name="mandate_end_says_why", condition=~Q(reason="")),
        )

    def __str__(self) -> str:
        return _("término de {id}").format(id=self.mandate_id)


class Invitation(Registered):
    """A link by which a person enters for the first time, or again after losing everything.

    Only the hash of what the link carries is kept. `again`: the person was in before, and by it
    makes a new password and a new second factor.
    """

    person_id: int
    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    token_sha256 = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    again = models.BooleanField(default=False)

    class Meta(Registered.Meta):
        ordering = ("-registered_at", "-id")
        constraints = (
            models.CheckConstraint(
                name="invitation_sha256_format", condition=Q(IsSha256("token_sha256"))
            ),
            models.CheckConstraint(
                name="invitation_expires_later", condition=Q(expires_at__gt=F("registered_at"))
            ),
        )

    def __str__(self) -> str:
        return _("invitación {id}").format(id=self.pk)


class InvitationEnd(models.Model):
    """That an invitation was accepted, withdrawn, or took the place of another."""

    class Kind(models.TextChoices):
        ACCEPTED = "aceptada", _("Aceptada")
        WITHDRAWN = "retirada", _("Retirada")

    invitation_id: int
    invitation = models.OneToOneField(Invitation, models.PROTECT, related_name="end")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    registered_at = models.DateTimeField()
    registered_by = models.CharField(max_length=150)

    class Meta:
        ordering = ("registered_at", "id")
        constraints = (
            models.CheckConstraint(
                name="invitation_end_kind", condition=Q(kind__in=("aceptada", "retirada"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.kind}"


class Attempt(models.Model):
    """One try to enter: what bounds guessing. Erased after a while (see `throttle`).

    `who`, `where`: keyed digests of the address written and of that of the network: neither is
    kept.
    """

    who = models.CharField(max_length=32)
    where = models.CharField(max_length=32)
    good = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("who", "where", "at"), name="attempt_pair"),
            models.Index(fields=("at",), name="attempt_at"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {'+' if self.good else '-'}"


class Kept(models.Model):
    """A row of the cache that all processes share: codes that were used, and such short memory.

    Django writes it (`DatabaseCache`); it is here so that a migration makes its table.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "accounts_kept"

    def __str__(self) -> str:
        return self.cache_key
