"""A session said to be convened months before is loaded, and told."""

from datetime import date

import pytest

from sinasec.compliance.ingest.loading import load_file
from tests.compliance.conftest import store

HEAD = "Comité;Clase de acto;Fecha;Fecha de la convocatoria\n"


def notes(tmp_path, *called):
    rows = [
        f"CODISEC-150102;sesion-ordinaria;{11 + at}/12/2025;{day}\n"
        for at, day in enumerate(called)
    ]
    file = tmp_path / "actos.csv"
    file.write_text(HEAD + "".join(rows), encoding="utf-8")
    found = load_file(file, by="ana", today=date(2026, 1, 31))
    assert (found.faults, found.accepted) == ((), len(called))
    return [note for note in found.notes if "convocatoria" in note]


@pytest.mark.django_db
@pytest.mark.database
def test_long_before_is_told_with_its_rows_and_sixty_days_are_not(tmp_path):
    store(["CODISEC-150102"])
    said = notes(tmp_path, "12/10/2025", "12/10/2025", "05/01/2025", "01/12/2025")
    assert said == [
        "Filas 3 y 4: la convocatoria es de más de 60 días antes de la sesión. Se registra así y "
        "cuenta también el día en que se convocó: revise el año."
    ]
