"""What committees answered to a preliminary publication, as a table of its final one."""

import hashlib
from typing import Final

import polars as pl

from sinasec.publications.packages.table import Table

COMMITTEE: Final = "Código del comité (lleva el código INEI de su territorio)"

REPLIES: Final = pl.Schema(
    {
        "committee": pl.String,
        "received_at": pl.Datetime("us"),
        "by": pl.String,
        "text": pl.String,
        "sha256": pl.String,
    }
)

REPLIES_TABLE: Final = Table(
    "respuestas",
    "respuestas",
    "Respuestas de los comités a la publicación preliminar",
    REPLIES,
    ("committee", "received_at", "sha256"),
    {
        "committee": COMMITTEE,
        "received_at": "Instante en que se recibió, en UTC",
        "by": "Quién respondió",
        "text": "Respuesta, tal como llegó",
        "sha256": "Huella SHA-256 del texto",
    },
    spoken=("by", "text"),
)


def text_hash(text: str) -> str:
    """SHA-256 (hex) of what a committee answered, as it is kept beside it."""
    return hashlib.sha256(text.encode()).hexdigest()
