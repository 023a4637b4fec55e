"""Forms in which a password or a code is tried: as allauth's, and counted as entering is."""

from typing import Any

from allauth.account.forms import ChangePasswordForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.core.exceptions import ValidationError

from sinasec.translation import gettext as _
from sinasec.web.desk.adapters import Accounts, asked, counted


class _Counted:
    """A code is tried: from one place no more often than a password."""

    user: Any

    def clean_code(self) -> str:
        with counted(asked(), self.user.get_username()) as tried:
            code = super().clean_code()  # pyright: ignore[reportAttributeAccessIssue]
            tried.was_good()
        return code


class Code(_Counted, AuthenticateForm):
    """To enter."""


class CodeAgain(_Counted, ReauthenticateForm):
    """To say again that one is who one is."""


class Password(ChangePasswordForm):
    """Another password; that of now is counted as any other try."""

    def clean_oldpassword(self) -> str:
        given = self.cleaned_data["oldpassword"]
        if self.user is None or not Accounts(asked()).reauthenticate(self.user, given):
            raise ValidationError(_("Esa no es su contraseña de ahora."))
        return given
