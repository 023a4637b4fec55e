"""Files that people send are read, answered and forgotten."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sinasec.compliance.models import Act, Batch
from sinasec.web import uploads
from sinasec.web.limits.rates import Rate


def test_the_template_of_acts_is_a_workbook(db, client):
    response = client.get("/actos/plantilla.xlsx?comite=CORESEC Puno")
    assert (
        response["Content-Disposition"]
        == 'attachment; filename="actos-CORESEC-Puno-plantilla.xlsx"'
    )
    assert openpyxl.load_workbook(io.BytesIO(response.content)).sheetnames
    unknown = client.get("/actos/plantilla.xlsx?comite=Atlantida")
    assert unknown.status_code == 400


def test_a_trial_reading_stores_nothing(db, client):
    text = "Comité;Acto;Fecha\nCORESEC Nada;sesion-ordinaria;32/01/2026\n"
    sent = SimpleUploadedFile("actos.csv", text.encode())
    response = client.post("/actos/", {"archivo": sent})
    assert response.status_code == 422
    assert "falta" in response.content.decode()
    assert not Batch.objects.exists()
    assert not Act.objects.exists()


def test_a_form_without_file_says_so(db, client):
    for address in ("/actos/", "/matriz/"):
        response = client.post(address, {})
        assert response.status_code == 422
        assert "No llegó ningún archivo" in response.content.decode()


def test_the_corrected_workbook_comes_back(db, client, shared):
    content = (shared / "data" / "matriz-itca-2025-trimestre-1.xlsx").read_bytes()
    sent = SimpleUploadedFile("matriz de <Chorrillos>.xlsx", content)
    response = client.post("/matriz/", {"archivo": sent, "corregido": "1"})
    assert response.status_code == 200
    assert 'filename="matriz-de-Chorrillos-corregido.xlsx"' in response["Content-Disposition"]
    assert openpyxl.load_workbook(io.BytesIO(response.content)).sheetnames


def test_too_many_files_in_a_minute_are_asked_to_wait(db, client, monkeypatch):
    monkeypatch.setattr(uploads, "RATE", Rate(1, 60))
    assert client.post("/matriz/", {}).status_code == 422
    response = client.post("/matriz/", {})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0


@pytest.mark.parametrize("left", [60, 1])
def test_the_limit_of_files_is_for_a_minute(monkeypatch, left):
    """Whoever used it up waits what is left of the minute, and then may send again."""
    now, limit = [1000.0], uploads.RATE
    monkeypatch.setattr(limit, "_clock", lambda: now[0])
    monkeypatch.setattr(limit, "count", 3)
    who = f"prueba {left}"
    assert [limit.wait(who) for _ in range(3)] == [0, 0, 0]
    now[0] += 60 - left
    assert limit.wait(who) == left
    now[0] += left
    assert limit.wait(who) == 0
