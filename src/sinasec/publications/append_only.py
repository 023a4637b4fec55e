"""What was published and what was said of it after: the database refuses to change any of it."""

from typing import Final

from sinasec.records.append_only import AppendOnly, Dated

REFUSAL: Final = "Lo publicado no se modifica ni se borra: publique de nuevo."
SAID: Final = "Lo que se dijo de una publicación no se cambia ni se borra."


def _published(name: str, *unique: tuple[str, ...]) -> AppendOnly:
    table = f"publications_{name}"
    return AppendOnly(table, REFUSAL, (("id",), *unique), former=(f"{table}_append_only",))


def _after(name: str, *unique: tuple[str, ...]) -> AppendOnly:
    return AppendOnly(f"publications_{name}", SAID, (("id",), *unique))


APPEND_ONLY: Final = (
    _published("publication", ("sha256",), ("folder",), ("replaces_id",)),
    _published("reply", ("publication_id", "committee", "sha256")),
    _after("withdrawal", ("publication_id",)),
    _after(
        "erratum",
        ("publication_id", "committee", "duty", "first_day", "last_day", "should_say"),
    ),
    _after("answer", ("reply_id",)),
)
DATED: Final = (
    Dated("Publication", at="created_at", by=""),
    Dated("Reply", at="received_at", by="by", simulated="publication__simulated"),
    Dated("Withdrawal", by="by", simulated="publication__simulated"),
    Dated("Erratum", by="by", simulated="publication__simulated"),
    Dated("Answer", by="by", simulated="reply__publication__simulated"),
)
