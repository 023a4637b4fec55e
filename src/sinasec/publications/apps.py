from sinasec.publications.append_only import APPEND_ONLY, DATED
from sinasec.records import append_only as records


class PublicationsConfig(records.RecordsConfig):
    name = "sinasec.publications"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = APPEND_ONLY
    dated = DATED
