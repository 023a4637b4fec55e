"""A letter sent, to be killed: it has its number and its copy, or is not there."""

import os
import sqlite3
from pathlib import Path

from benchmarks.sqlite_check import check_sound

OFFICE = {
    "SINASEC_OFFICE": "Secretaría Técnica",
    "SINASEC_OFFICE_CODE": "ST",
    "SINASEC_PLACE": "Juli",
}
FIELDS = {
    "publication": "semaforo-2026-04-30-0a1b2c3d",
    "title": "Semáforo",
    "as_of": "2026-04-30",
    "published": "2026-05-04",
    "today": "2026-06-01",
    "details": [["Etapa", "preliminar"]],
    "verified": "Se comprobó.",
    "after": ["Nada."],
    "limits": ["No es una opinión legal."],
    "signer": "Ana",
}


class LetterJob:
    """Sends one letter after another."""

    def prepare(self, folder: Path) -> None:
        """A migrated database, and no connection left open."""
        from sinasec.cli.main import django_setup

        django_setup()
        from django.core.management import call_command
        from django.db import connections

        self.kept = 0  # letters known to be in the database
        self.database = Path(connections["default"].settings_dict["NAME"])
        call_command("migrate", verbosity=0)
        connections.close_all()

    def run(self, *, timed: bool) -> None:
        from sinasec.cli.main import django_setup

        os.environ.update(OFFICE)
        django_setup()
        from sinasec.letters.actions import issue

        issue(
            definition="constancia-publicacion",
            written_by="publication certificate",
            fields=FIELDS,
            addressee="María",
            by="prueba",
        )

    def check(self, *, finished: bool) -> None:
        numbers, copies, links = self._stored()
        assert numbers == list(range(1, len(numbers) + 1)), f"a gap or a double: {numbers[-5:]}"
        assert copies == links == len(numbers), f"half-written: {copies} copies, {links} links"
        assert len(numbers) in (self.kept, self.kept + 1), f"lost: {len(numbers)} of {self.kept}"
        assert not finished or len(numbers) == self.kept + 1, "a letter that was told is lost"
        self.kept = len(numbers)

    def _stored(self) -> tuple[list[int], int, int]:
        """Numbers, copies and links of the chain, as a new client of the database sees them."""
        database = sqlite3.connect(self.database)
        try:
            check_sound(database)
            asked = database.execute("SELECT number FROM letters_letter ORDER BY number")
            numbers = [number for (number,) in asked]
            whole = (
                "SELECT count(*) FROM letters_copy JOIN letters_letter "
                "ON letters_letter.id = letter_id WHERE substr(pdf, 1, 5) = CAST('%PDF-' AS BLOB)"
            )
            (copies,) = database.execute(whole).fetchone()
            linked = "SELECT count(*) FROM records_link WHERE app = 'letters'"
            (links,) = database.execute(linked).fetchone()
        finally:
            database.close()
        return numbers, copies, links
