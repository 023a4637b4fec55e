"""What happens in the pages that are allauth's, noted as any other write: entering, a password, a
second factor. Connected when the site begins."""

from typing import Any

from allauth.account.signals import password_changed
from allauth.core import context
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import transaction
from django.db.models.signals import post_delete, post_save

from sinasec.accounts.actions import PERSON
from sinasec.accounts.models import Person
from sinasec.acting import DESK, acting
from sinasec.audit.events import Thing, record


def connect() -> None:
    """Once; a second time changes nothing."""
    user_logged_in.connect(_entered, dispatch_uid="desk")
    user_logged_out.connect(_left, dispatch_uid="desk")
    password_changed.connect(_password, dispatch_uid="desk")
    # Its own signals come after the transaction that writes: what is noted is of the same one.
    post_save.connect(_added, sender=Authenticator, dispatch_uid="desk")
    post_delete.connect(_removed, sender=Authenticator, dispatch_uid="desk")


def _entered(user: Any, **signal: Any) -> None:
    _note("enter", user)


def _left(user: Any, **signal: Any) -> None:
    _note("leave", user)


def _password(user: Any, **signal: Any) -> None:
    _note("password", user)


def _added(instance: Authenticator, created: bool, **signal: Any) -> None:
    if created:
        _note("factor_added", instance.user, factor=instance.type)


def _removed(instance: Authenticator, **signal: Any) -> None:
    _note("factor_removed", instance.user, factor=instance.type)


def _note(what: str, user: Any, **after: str) -> None:
    if not isinstance(user, Person):
        return  # nobody was in
    request = context.request
    where = request.path if request is not None else ""
    with transaction.atomic(), acting(user.name, person=user.pk, origin=DESK, where=where):
        record(
            f"accounts.{what}",
            Thing(PERSON, str(user.pk)),
            by=user.name,
            after=after,
            simulated=user.simulated,
        )
