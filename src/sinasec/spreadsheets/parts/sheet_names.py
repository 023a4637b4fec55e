"""How long the name of a sheet may be: it is said again with every fault and note of its cells."""

from typing import Final

from sinasec.spreadsheets.unsafe import UnsafeFile

MOST_LETTERS: Final = 255  # Excel admits 31


def check_sheet_name(name: str) -> None:
    """Raises UnsafeFile for a name that nobody would write on a tab."""
    if len(name) > MOST_LETTERS:
        raise UnsafeFile(
            "nombre-de-hoja",
            f"El nombre de una hoja pasa de {MOST_LETTERS} letras («{name[:40]}…»): acórtelo y "
            "vuelva a guardar el libro.",
        )
