from sinasec.records import append_only as records
from sinasec.risk.append_only import APPEND_ONLY, DATED


class RiskConfig(records.RecordsConfig):
    name = "sinasec.risk"
    verbose_name = "Índice de riesgo"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = APPEND_ONLY
    dated = DATED
