from sinasec.records import append_only as records
from sinasec.records.append_only import AppendOnly
from sinasec.translation import gettext as _

KEPT = _("Lo anotado en la auditoría no se cambia ni se borra.")


class AuditConfig(records.RecordsConfig):
    """Its events are no facts, so that none is `dated`: they are on a chain of their own."""

    name = "sinasec.audit"
    verbose_name = "Auditoría"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = (
        AppendOnly("audit_event", KEPT, (("id",),)),
        AppendOnly("audit_eventlink", KEPT, (("id",), ("app", "at"), ("sha256",))),
    )
