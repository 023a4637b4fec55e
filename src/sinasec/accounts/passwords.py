"""What a password must be. Long, and not the first that anybody would try; nothing else."""

from difflib import SequenceMatcher
from typing import Any, Final

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from sinasec.translation import gettext as _

SHORTEST: Final = 12  # letters
LONGEST: Final = 200  # more would only make the hash dear
TOO_LIKE: Final = 0.7


class Argon2(Argon2PasswordHasher):
    """With the memory that OWASP asks for, and not the hundred megabytes of Django: whoever has no
    account yet makes the site take it, as often as they send a form."""

    time_cost = 2
    memory_cost = 19_456  # KiB
    parallelism = 1


class Long:
    """Neither short nor endless."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < SHORTEST:
            raise ValidationError(
                _(
                    "La contraseña necesita {least} caracteres o más; pueden ser cuatro palabras."
                ).format(least=SHORTEST)
            )
        if not password.isprintable():
            raise ValidationError(
                _("La contraseña tiene caracteres que no se ven: escríbala de nuevo.")
            )
        if len(password) > LONGEST:
            raise ValidationError(
                _("La contraseña pasa de {most} caracteres: acórtela.").format(most=LONGEST)
            )

    def get_help_text(self) -> str:
        return _("{least} caracteres o más.").format(least=SHORTEST)


class NotCommon(CommonPasswordValidator):
    """None of those that are tried first."""

    def validate(self, password: str, user: Any = None) -> None:
        if password.lower().strip() in self.passwords or len(set(password)) < 5:
            raise ValidationError(
                _("Esa contraseña es de las primeras que se prueban: elija otra.")
            )

    def get_help_text(self) -> str:
        return _("No una de las que todos usan.")


class NotOneself:
    """Not one's own name nor address."""

    def validate(self, password: str, user: Any = None) -> None:
        if user is None:
            return
        own = [user.name, user.email, *user.name.split(), *user.email.split("@")[:1]]
        said = password.lower()
        for each in (one.lower() for one in own if len(one) > 3):
            if SequenceMatcher(a=said, b=each).ratio() >= TOO_LIKE or said == each:
                raise ValidationError(
                    _("Esa contraseña se parece a su nombre o a su correo: elija otra.")
                )

    def get_help_text(self) -> str:
        return _("No parecida a su nombre ni a su correo.")
