from sinasec.compliance.append_only import APPEND_ONLY, DATED
from sinasec.records import append_only as records


class ComplianceConfig(records.RecordsConfig):
    name = "sinasec.compliance"
    verbose_name = "Hechos"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = APPEND_ONLY
    dated = DATED
