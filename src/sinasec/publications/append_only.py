"""What was published and what was answered to it: the database refuses to change either."""

from typing import Final

from sinasec.records.append_only import AppendOnly, Dated

REFUSAL: Final = "Lo publicado no se modifica ni se borra: publique de nuevo."


def _published(name: str, *unique: tuple[str, ...]) -> AppendOnly:
    table = f"publications_{name}"
    return AppendOnly(table, REFUSAL, (("id",), *unique), former=(f"{table}_append_only",))


APPEND_ONLY: Final = (
    _published("publication", ("sha256",), ("folder",), ("replaces_id",)),
    _published("reply", ("publication_id", "committee", "sha256")),
)
DATED: Final = (
    Dated("Publication", at="created_at", by=""),
    Dated("Reply", at="received_at", by="by", simulated="publication__simulated"),
)
