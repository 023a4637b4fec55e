from sinasec.records import append_only as records
from sinasec.records.append_only import AppendOnly, Dated
from sinasec.translation import gettext as _

HELD = _("Una designación no se cambia ni se borra: se termina, y si hace falta se da otra.")
INVITED = _("Una invitación no se cambia ni se borra: se retira, y si hace falta se hace otra.")


class AccountsConfig(records.RecordsConfig):
    name = "sinasec.accounts"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = (
        AppendOnly("accounts_mandate", HELD, (("id",),)),
        AppendOnly("accounts_mandateend", HELD, (("id",), ("mandate_id",))),
        AppendOnly("accounts_invitation", INVITED, (("id",), ("token_sha256",))),
        AppendOnly("accounts_invitationend", INVITED, (("id",), ("invitation_id",))),
    )
    dated = (
        Dated("Mandate"),
        Dated("MandateEnd", simulated="mandate__simulated"),
        Dated("Invitation"),
        Dated("InvitationEnd", simulated="invitation__simulated"),
    )
