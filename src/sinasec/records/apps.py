from sinasec.records import append_only as records
from sinasec.records.append_only import AppendOnly


class ChainConfig(records.RecordsConfig):
    name = "sinasec.records"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = (
        AppendOnly(
            "records_link",
            "La cadena de lo registrado no se cambia ni se borra.",
            (("id",), ("app", "at"), ("sha256",)),
        ),
    )
