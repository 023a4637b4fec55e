"""Pages of signing in that are allauth's, each with what it reads of its address."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as sessions

from sinasec.web.desk.demonstration import offered
from sinasec.web.parameters import reads

NEXT = "next"


class Login(account.LoginView):
    """Sign in; says why when a session ended."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ended = self.request.GET.get("motivo", "")
        return super().get_context_data(**kwargs) | {
            "ended": ended,
            "demonstration": offered(self.request),
        }


login = reads(NEXT, "motivo")(Login.as_view())
logout = reads(NEXT)(account.LogoutView.as_view())
inactive = reads()(account.AccountInactiveView.as_view())
again = reads(NEXT)(account.ReauthenticateView.as_view())
password = reads()(account.PasswordChangeView.as_view())
code = reads()(mfa.AuthenticateView.as_view())
code_again = reads(NEXT)(mfa.ReauthenticateView.as_view())
index = reads()(mfa.IndexView.as_view())
activate = reads()(totp.ActivateTOTPView.as_view())
deactivate = reads()(totp.DeactivateTOTPView.as_view())
codes = reads()(recovery.ViewRecoveryCodesView.as_view())
new_codes = reads()(recovery.GenerateRecoveryCodesView.as_view())
list_sessions = reads()(sessions.ListUserSessionsView.as_view())
