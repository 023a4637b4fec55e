"""Publishing an index as a kind of work."""

from typing import Final

from sinasec.work.kinds import WORK, WorkKind

PUBLISHING: Final = "publicar-indice"

WORK.register(
    WorkKind(
        code=PUBLISHING,
        title="Publicar un índice de riesgo",
        does="sinasec.risk.published.behind:published",
        longest=2 * 3600,
    )
)
