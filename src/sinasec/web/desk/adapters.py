"""How allauth signs in here: without sign-up, counted by person and place, secrets encrypted."""

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from sinasec.accounts import throttle
from sinasec.accounts.hats import worn
from sinasec.accounts.policies import demands_second_factor
from sinasec.time_zone import day_of
from sinasec.translation import gettext as _
from sinasec.web.limits.rates import address

ISSUER: Final = "SINASEC"
MINUTE: Final = 60


def asked() -> HttpRequest:
    """The request that allauth is answering."""
    if context.request is None:
        raise RuntimeError("nobody asked")
    return context.request


def from_where(request: HttpRequest) -> str:
    """The address of the network that counts."""
    return address(request, settings.NINJA_NUM_PROXIES)


@dataclass(frozen=True, slots=True)
class Try:
    """A try that was counted as bad, until it is said that it was not."""

    number: int

    def was_good(self) -> None:
        throttle.not_bad(self.number)


@contextmanager
def counted(request: HttpRequest, who: str) -> Iterator[Try]:
    """A try to show that one is who one is, counted before it is made. Raises ValidationError when
    whoever this is must wait; what leaves the block without `was_good` stays a bad one."""
    try:
        number = throttle.begin(who, from_where(request), timezone.now())
    except throttle.TooMany as many:
        raise ValidationError(
            _(
                "Hubo demasiados intentos con esta cuenta desde aquí: espere {minutes} minutos. "
                "Las demás personas de su oficina pueden entrar."
            ).format(minutes=-(-many.seconds // MINUTE))
        ) from many
    yield Try(number)


class Accounts(DefaultAccountAdapter):
    """The part of passwords."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("El correo o la contraseña no son esos."),
        "incorrect_password": _("Esa no es su contraseña."),
        "enter_current_password": _("Escriba su contraseña de ahora."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: people are invited."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return from_where(request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """As allauth, counted by us."""
        with counted(request, credentials.get("email", "")) as tried:
            found = super().authenticate(request, **credentials)
            if found is not None:
                tried.was_good()
        return found

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counted already."""

    def _rollback_login_failed_rl_usage(self) -> None:
        """There is nothing of allauth's to roll back: the count is ours."""

    def get_reauthentication_methods(
        self, user: AbstractBaseUser | AnonymousUser
    ) -> list[dict[str, Any]]:
        """Who has a second factor says again who they are with it, and not with the password."""
        found = super().get_reauthentication_methods(user)
        stronger = [each for each in found if each["id"].startswith("mfa_")]
        return stronger or found

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        now = timezone.now()
        throttle.forgive(user.get_username(), from_where(request), now)
        throttle.forget_old(now)
        Session.objects.filter(expire_date__lt=now).delete()

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        with counted(asked(), user.get_username()) as tried:
            good = user.check_password(password)
            if good:
                tried.was_good()
        return good

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No mail leaves from here."""


class SecondFactor(DefaultMFAAdapter):
    """The part of codes. Its secrets are of no use without the key of the site."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Ese código no es el de ahora: espere el siguiente y escríbalo."),
        "cannot_delete_authenticator": _(
            "Su designación pide un segundo factor: no puede quedarse sin él."
        ),
    }

    def get_totp_issuer(self) -> str:
        return ISSUER

    def build_totp_svg(self, url: str) -> str:
        return segno.make(url, error="m", micro=False).svg_inline(
            scale=5, border=2, dark="#000", light="#fff"
        )

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises ValidationError for what another key of the site wrote."""
        try:
            return _fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise ValidationError(
                _(
                    "Su segundo factor se guardó con otra clave del sitio y ya no se puede leer: "
                    "pida otra invitación a quien administra las cuentas."
                )
            ) from error

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whoever must have a second factor does not take it away."""
        held = worn(authenticator.user, day_of(timezone.now()))
        return not demands_second_factor(each.hat for each in held)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No mail leaves from here."""


def _fernet() -> Fernet:
    key = hashlib.sha256(b"second factor " + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
