"""A committee's secretary files an act: told on a form, looked at, and registered once."""

from datetime import date

import pytest
from django.test import Client

from sinasec.committees.registry import by_code
from sinasec.compliance.actions import review_act
from sinasec.compliance.filing import served, told
from sinasec.compliance.identity import act_id
from sinasec.compliance.ingest.loading import load_file
from sinasec.compliance.models import Act
from sinasec.definitions import library
from tests.accounts.made_up import NOW, PASSWORD, post, somebody
from tests.web.desk.forms import fields, sent

pytestmark = pytest.mark.database
DISTRICT = "CODISEC-210104"
FORM = "/mesa/actos/nuevo/"
SESSION = {
    "fecha": "2026-10-15",
    "dato.documento": "Acta 10-2026",
    "dato.fecha_convocatoria": "2026-10-12",
    "dato.asistentes": "7",
}


@pytest.fixture
def committees(db):
    from sinasec.committees.loading import load_committees
    from sinasec.territories.loading import load_reference

    load_reference()
    load_committees()


@pytest.fixture
def inside(desk, committees, fresh_invitations) -> Client:
    """The secretary of a district, in."""
    person = somebody(post=post(scope=DISTRICT))
    sent(desk, "/mesa/entrar/", login=person.email, password=PASSWORD)
    return desk


def filled(browser: Client, kind: str = "sesion-ordinaria", confirm: bool = False, **said):
    """Fill the form and, to confirm, send what is shown as checked and nothing else."""
    page = browser.get(f"{FORM}?clase={kind}")
    page = browser.post(FORM, fields(page, FORM) | said, follow=True)
    if not confirm or page.status_code != 200:
        return page
    return browser.post(FORM, fields(page, FORM) | {"confirmar": "1"}, follow=True)


def test_an_act_is_looked_at_and_then_registered_with_its_receipt(inside):
    page = filled(inside, **SESSION)
    said = page.content.decode()
    assert "Compruébelo antes de registrar" in said
    for duty in served("sesion-ordinaria", by_code()[DISTRICT], date(2026, 10, 15)):
        assert duty.name in said
    assert not Act.objects.exists()
    page = filled(inside, confirm=True, **SESSION)
    act = Act.objects.get()
    assert page.redirect_chain[-1][0] == f"/mesa/actos/{act.pk}/"
    assert (act.committee_id, act.kind, act.date) == (
        DISTRICT,
        "sesion-ordinaria",
        date(2026, 10, 15),
    )
    assert act.attributes == {
        "documento": "Acta 10-2026",
        "fecha_convocatoria": "2026-10-12",
        "asistentes": 7,
    }
    assert not act.simulated
    assert act.registered_by.startswith("Ana Quispe, Secretaría técnica distrital")
    said = page.content.decode()
    assert act.pk in said
    assert "Nadie lo revisó todavía." in said
    assert "Acta 10-2026" in inside.get("/mesa/actos/").content.decode()


def test_the_same_act_twice_is_one(inside):
    filled(inside, confirm=True, **SESSION)
    page = filled(inside, confirm=True, **SESSION)
    assert "ya estaba registrado" in page.content.decode()
    assert Act.objects.count() == 1


def test_a_form_says_what_the_book_of_acts_says(inside, tmp_path):
    """The same row, in a file and on a form, is the same act or has the same faults."""
    path = tmp_path / "actos.csv"
    path.write_text(
        "Comité;Clase de acto;Fecha;Documento;Fecha de la convocatoria;Miembros asistentes\n"
        f"{DISTRICT};sesion-ordinaria;15/10/2026;Acta 10-2026;12/10/2026;7\n",
        encoding="utf-8",
    )
    load_file(path, by="Rosa")
    page = filled(inside, confirm=True, **SESSION)
    assert "ya estaba registrado" in page.content.decode()
    path.write_text(
        "Comité;Clase de acto;Fecha;Fecha de la convocatoria;Miembros asistentes\n"
        f"{DISTRICT};sesion-ordinaria;15/10/2026;20/10/2026;siete\n",
        encoding="utf-8",
    )
    report = load_file(path, by="Rosa")
    wrong = SESSION | {"dato.fecha_convocatoria": "2026-10-20", "dato.asistentes": "siete"}
    page = filled(inside, confirm=True, **wrong)
    assert page.status_code == 422
    said = page.content.decode()
    assert len(report.faults) == 2
    for fault in report.faults:
        assert fault.message in said
    assert 'value="siete"' in said  # what was typed is not lost
    assert Act.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({"fecha": ""}, "fecha"),
        ({"fecha": "2027-01-01"}, "fecha"),
        ({"fecha": "ayer"}, "fecha"),
        ({"enlace": "javascript:alert(1)"}, "enlace"),
        ({"dato.modalidad": "por señas"}, "dato.modalidad"),
    ],
)
@pytest.mark.django_db
def test_each_fault_is_at_its_field(said, key):
    given = SESSION | {"comite": DISTRICT, "clase": "sesion-ordinaria"} | said
    found = told(given, NOW.date(), simulated=False)
    assert found.entry is None
    assert list(found.faults) == [key]


def test_nobody_files_for_another_committee_whatever_the_form_says(inside):
    filled(inside, confirm=True, **SESSION, comite="CODISEC-210105", origen="SIMULADO")
    act = Act.objects.get()
    assert act.committee_id == DISTRICT
    assert not act.simulated


def test_a_kind_of_another_level_has_no_form(inside):
    kinds = library().act_kinds.values()
    other = next(kind for kind in kinds if "CODISEC" not in kind.levels)
    assert inside.get(f"{FORM}?clase={other.kind}").headers["Location"] == "/mesa/actos/"
    assert inside.get(f"{FORM}?clase=nada").headers["Location"] == "/mesa/actos/"


def test_every_kind_of_act_has_its_form(inside):
    for kind in library().act_kinds.values():
        if "CODISEC" not in kind.levels:
            continue
        page = inside.get(f"{FORM}?clase={kind.kind}")
        assert page.status_code == 200, kind.kind
        said = page.content.decode()
        for attribute in kind.attributes:
            shown = f'name="dato.{attribute.name}"' in said
            assert shown is (attribute.name != "fecha_errada"), attribute.name


def test_who_only_reads_has_no_form(committees, desk, fresh_invitations):
    person = somebody("fiscal@mp.pe", post=post("delegacion-mp", "CODISEC-210104"))
    sent(desk, "/mesa/entrar/", login=person.email, password=PASSWORD)
    assert "Registrar un acto de esta clase" not in desk.get("/mesa/actos/").content.decode()
    page = desk.get(f"{FORM}?clase=sesion-ordinaria")
    assert page.status_code == 403
    assert "Eso no le corresponde" in page.content.decode()


def test_the_receipt_of_another_committee_is_not_shown(inside, committees):
    other = told(
        SESSION | {"comite": "CODISEC-010108", "clase": "sesion-ordinaria"},
        NOW.date(),
        simulated=False,
    )
    from sinasec.compliance.actions import register_acts

    (code,) = register_acts(entries=[other.entry], by="Rosa").ids
    assert inside.get(f"/mesa/actos/{code}/").status_code == 403
    assert inside.get("/mesa/actos/0000/").status_code == 404


def test_a_review_is_seen_by_the_committee(inside):
    filled(inside, confirm=True, **SESSION)
    code = Act.objects.get().pk
    review_act(act=code, outcome="observed", reason="falta la firma", by="Darío")
    assert "Observado: falta la firma" in inside.get(f"/mesa/actos/{code}/").content.decode()
    assert "observado" in inside.get("/mesa/actos/").content.decode()


def test_the_code_of_the_receipt_is_worked_out_from_what_it_says(inside):
    filled(inside, confirm=True, **SESSION)
    act = Act.objects.get()
    text = '{"asistentes":7,"documento":"Acta 10-2026","fecha_convocatoria":"2026-10-12"}'
    assert act.pk == act_id(DISTRICT, "sesion-ordinaria", date(2026, 10, 15), text)


def test_what_was_checked_cannot_be_changed_on_the_way(inside):
    page = filled(inside, **SESSION)
    shown = page.content.decode()
    assert "15 de octubre de 2026" in shown
    assert 'type="date"' not in shown
    assert 'type="text"' not in shown
    page = inside.post(FORM, fields(page, FORM) | {"cambiar": "1"}, follow=True)
    assert 'value="2026-10-15"' in page.content.decode()
    assert not Act.objects.exists()


def test_an_observed_act_is_seen_first_and_corrected(inside):
    filled(inside, confirm=True, **SESSION)
    act = Act.objects.get()
    review_act(act=act.pk, outcome="observed", reason="Falta el enlace al acta.", by="Darío")
    home = inside.get("/mesa/").content.decode()
    assert "Falta el enlace al acta." in home.partition("Lo que vence")[0]
    assert (
        "Mientras esté observado no cuenta para"
        in inside.get(f"/mesa/actos/{act.pk}/").content.decode()
    )
    page = inside.get(f"{FORM}?corrige={act.pk}")
    given = fields(page, FORM)
    assert given["dato.documento"] == "Acta 10-2026"
    assert given["fecha"] == "2026-10-15"
    page = inside.post(FORM, given | {"enlace": "https://muni.pe/acta10.pdf"}, follow=True)
    page = inside.post(FORM, fields(page, FORM) | {"confirmar": "1"}, follow=True)
    correction = Act.objects.get(supersedes_id=act.pk)
    assert correction.evidence_url == "https://muni.pe/acta10.pdf"
    assert correction.pk in inside.get(f"/mesa/actos/{act.pk}/").content.decode()
    assert "Falta el enlace" not in inside.get("/mesa/").content.decode()


def test_nobody_corrects_the_act_of_another_committee(inside):
    entry = told(
        SESSION | {"comite": "CODISEC-210105", "clase": "sesion-ordinaria"},
        NOW.date(),
        simulated=False,
    ).entry
    assert entry is not None
    from sinasec.compliance.actions import register_acts

    (code,) = register_acts(entries=[entry], by="Rosa").ids
    page = inside.get(f"{FORM}?corrige={code}")
    assert page.status_code == 404
    assert "Volver a la mesa" in page.content.decode()
