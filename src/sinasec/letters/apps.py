from sinasec.records import append_only as records
from sinasec.records.append_only import AppendOnly, Dated
from sinasec.translation import gettext as _

SENT = _("Una carta emitida no se cambia ni se borra: anúlela, o emita otra que la reemplace.")
TAKEN = _("Ese número ya es de otra carta: no se usa dos veces.")
RECEIVED = _(
    "Lo recibido no se cambia ni se borra: si se registró mal, anúlelo y regístrelo otra vez."
)
SERIES = ("office", "series", "year", "simulated")


class LettersConfig(records.RecordsConfig):
    name = "sinasec.letters"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = (
        AppendOnly(
            "letters_letter",
            SENT,
            (("id",), (*SERIES, "number"), (*SERIES, "reference"), ("supersedes_id",)),
            repeated=TAKEN,
        ),
        AppendOnly("letters_copy", SENT, (("id",), ("letter_id",))),
        AppendOnly("letters_annulment", SENT, (("id",), ("letter_id",))),
        AppendOnly(
            "letters_received", RECEIVED, (("id",), ("office", "year", "simulated", "number"))
        ),
        AppendOnly("letters_entryannulment", RECEIVED, (("id",), ("entry_id",))),
    )
    dated = (
        Dated("Letter"),
        Dated("Annulment", simulated="letter__simulated"),
        Dated("Received"),
        Dated("EntryAnnulment", simulated="entry__simulated"),
    )
