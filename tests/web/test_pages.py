"""Every page answers, says its publication, and says what it must."""

import html
import re
from datetime import date, datetime

import pytest
from django.test import Client

from sinasec import definitions
from sinasec.compliance.models import Act
from sinasec.definitions import library
from sinasec.definitions.loading import load as load_edition
from sinasec.methods.compliance.facts import DATE_OF_CORRECTED
from sinasec.publications.models import Publication
from sinasec.web.published import chosen
from sinasec.web.published.shelf import SHELF
from tests import reference
from tests.web.sample import AS_OF, CAPACHICA, ICA, PUNO, publish

PAGES = {
    "/": "¿Cumple cada comité",
    "/?luz=gestion": "pide ayuda, no sanción",
    "/?fecha=2026-03-01": "1 de marzo de 2026",
    "/region/21/": "Puno",
    "/provincia/2101/": "Capachica",
    f"/comite/{PUNO}/": "Omisión legal: deberes y razones",
    "/comite/CONASEC/": "CONASEC",
    f"/comite/{CAPACHICA}/": "Llevarse estos datos",
    f"/comite/{PUNO}/deber/sesion-ordinaria/": "acta sin firmas",
    "/normas/": "Lo que la ley manda",
    "/normas/sesion-ordinaria/": "Casos resueltos",
    "/metodo/": "Límites conocidos",
    "/datos/": "Diccionario",
    "/datos/api/": "OpenAPI 3.1",
    "/publicaciones/": "tal como se publicó",
    "/publicado/2026-11-02/": "¿Qué se publicó",
    "/que-pasaria-si/": "Borradores preparados",
    "/planes/": "¿Aprobó a tiempo",
    "/matriz/": "Revisar una matriz",
    "/actos/": "La plantilla",
    "/buscar/?q=puno": "comités con",
    "/accesibilidad/": "WCAG 2.2",
}


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_in_spanish_and_names_its_publication(address, published, client):
    response = client.get(address)
    assert response.status_code == 200, address
    text = response.content.decode()
    assert PAGES[address] in text
    assert '<html lang="es-PE">' in text
    if address != "/planes/":
        assert published.id in text
        assert "SIMULADO" in text


def test_the_page_of_norms_says_what_is_not_judged(db, client):
    text = html.unescape(client.get("/normas/").content.decode())
    assert "Ningún abogado ha revisado" in text
    left = library().out_of_scope
    assert f"Deberes que no se juzgan: {len(left)}" in text
    assert [each.what for each in left if each.what not in text or each.why not in text] == []


def test_the_method_page_does_not_vouch_for_years_nobody_saw(db, client):
    text = client.get("/metodo/").content.decode()
    assert "comprobado para" not in text
    years = load_edition().calendar.known_years
    assert f"Hay calendario de {min(years)} a {max(years)};" in text
    assert "se conocen todos en 2017, 2018, 2019, 2020, 2022, 2023, 2024, 2025." in text
    for year in (2014, 2016, 2027):
        assert f"<b>{year}</b>: de los días no laborables por decreto de {year}" in text


def test_every_page_answers_before_anything_is_published(db, client):
    for address in ("/normas/", "/metodo/", "/datos/", "/publicaciones/", "/planes/", "/matriz/"):
        assert client.get(address).status_code == 200, address
    home = client.get("/")
    assert home.status_code == 503
    assert "Publicar es tarea de la Secretaría Técnica" in home.content.decode()


def test_the_day_asked_decides_the_light(published, client):
    early = client.get(f"/comite/{PUNO}/deber/sesion-ordinaria/?fecha=2026-08-31").content.decode()
    late = client.get(f"/comite/{PUNO}/deber/sesion-ordinaria/").content.decode()
    assert '<span class="luz verde grande">Verde</span>' in early
    assert '<span class="luz ambar grande">Ámbar</span>' in late


def test_a_finding_opens_to_article_official_text_and_day_count(published, client, monkeypatch):
    monkeypatch.setattr(chosen, "localdate", lambda: AS_OF)
    text = client.get(f"/comite/{PUNO}/deber/sesion-ordinaria/").content.decode()
    assert "DS 010-2019-IN, art. 32.1.a" in text
    assert re.search(r'href="https://spij[^"]+"[^>]*>texto oficial', text)
    assert "Cómo se contó, día por día" in text
    assert "con eso la luz pasa a verde." in text


@pytest.mark.parametrize("duty", ["plan-publicado", "plan-vigente", "sesion-ordinaria"])
def test_a_period_without_end_has_a_first_day_and_no_last(duty, published, client):
    text = client.get(f"/comite/{ICA}/deber/{duty}/").content.decode()
    period = text.partition("<dt>Periodo</dt>")[2].partition("</dd>")[0]
    assert "sin fecha" not in text
    assert ("desde el 5 de diciembre de 2014" in period) == (duty == "plan-publicado")


def test_the_front_page_does_not_say_of_every_grey_that_nobody_declared(published, client):
    """A plan whose years are over, or a session that may be of the period, leaves in doubt what was
    declared complete."""
    text = " ".join(client.get("/?luz=gestion").content.decode().split())
    assert "cero: nadie ha declarado" not in text
    assert "no consta que se cumpliera ni hay con qué afirmar que no, casi siempre porque" in text


def test_the_two_lights_are_never_mixed(published, client):
    text = client.get(f"/comite/{ICA}/").content.decode()
    legal, weak = text.split('id="deberes-gestion"')
    legal = legal.split('id="deberes-legal"')[1]
    assert "deber/convocatoria/" in legal
    assert "deber/convocatoria/" not in weak
    assert "deber/sesion-ordinaria/" in weak
    assert "deber/sesion-ordinaria/" not in legal


def test_a_consequence_says_its_days_only_where_they_are_not_those_of_its_wording(
    published, client
):
    """Article 83 did not begin to answer for a plan on the day on which a directive changed."""

    def said(duty: str) -> list[str]:
        text = html.unescape(client.get(f"/normas/{duty}/").content.decode())
        text = text.partition("Qué ata la norma a su falta")[2].partition("Casos resueltos")[0]
        return re.findall(r"</a>, ((?:desde|hasta) el [^)]*)\)", text)

    assert said("plan-vigente") == []
    assert set(said("convocatoria")) == {
        "hasta el 7 de abril de 2022",
        "desde el 8 de abril de 2022",
    }


def test_a_red_says_what_the_norm_answers_it_with_and_that_it_is_in_doubt(published, client):
    address = f"/comite/{ICA}/deber/convocatoria/"
    text = html.unescape(client.get(address).content.decode())
    assert "Está en duda, desde el 8 de abril de 2022" in text
    assert "Ley 31439" in text
    assert '<span class="etiqueta">en duda</span>' in text
    assert "una omisión que la norma sanciona" not in client.get(f"/comite/{ICA}/").content.decode()
    told = client.get("/api/v1/deberes/convocatoria").json()["versions"]
    kept = definitions.load().duty("convocatoria").versions
    assert [
        [
            (one["kind"], one["article"], one["from_day"], one["confidence"])
            for one in each["consequences"]
        ]
        for each in told
    ] == [
        [
            (one.kind, one.norm.article, one.start.isoformat(), one.confidence)
            for one in each.consequences
        ]
        for each in kept
    ]
    rule = html.unescape(client.get("/normas/convocatoria/").content.decode())
    assert "hasta el 7 de abril de 2022" in rule
    assert "desde el 8 de abril de 2022" in rule


def test_a_rule_that_is_probable_says_by_which_reading(published, client):
    reading = "los dos meses se leen por bimestres del calendario"
    (_, now) = client.get("/api/v1/deberes/sesion-ordinaria").json()["versions"]
    assert (now["confidence"], now["reading"]) == ("probable", reading)
    for address in ("/normas/sesion-ordinaria/", f"/comite/{ICA}/deber/sesion-ordinaria/"):
        assert reading in client.get(address).content.decode().lower()


def test_no_information_is_never_said_red(published, client):
    text = client.get("/comite/CODISEC-010102/").content.decode()
    assert "Sin información" in text
    assert 'class="luz rojo' not in text


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/?fecha=ayer", 400, "no es una fecha"),
        ("/?fecha=1990-01-01", 400, "Elija una fecha entre esas dos"),
        ("/?luz=otra", 400, "Quite «luz»"),
        ("/?publicacion=no-hay", 404, "/publicaciones/"),
        ("/region/99/", 404, "Los códigos son los del INEI"),
        ("/provincia/9999/", 404, "cuatro cifras"),
        ("/comite/CODISEC-999999/", 404, "Búsquelo por su nombre"),
        ("/comite/CORESEC-21/deber/nada/", 404, "Vea sus deberes"),
        ("/normas/nada/", 404, "Vea la lista"),
        ("/publicado/ayer/", 400, "Escríbala así"),
        ("/que-pasaria-si/?borrador=nada", 400, "Elija uno de la lista"),
        ("/no-existe/", 404, "vuelva al mapa"),
    ],
)
def test_errors_say_what_to_do(address, status, says, published, client):
    response = client.get(address)
    assert response.status_code == status
    text = response.content.decode()
    assert says in text
    assert "Traceback" not in text
    assert response["Cache-Control"] == "no-store"


def test_a_failure_of_ours_shows_no_trace(published, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("secreto interno")

    monkeypatch.setattr("sinasec.web.semaforo.views.home.national_map", broken)
    response = Client(raise_request_exception=False).get("/?fecha=2026-02-02")
    assert response.status_code == 500
    text = response.content.decode()
    assert "Algo falló de nuestro lado" in text
    assert "secreto" not in text


def test_only_real_acts_on_request(both, client):
    simulated, real = both
    text = client.get("/?datos=reales").content.decode()
    assert real.id in text
    assert "SOLO ACTOS REALES" in text
    assert "<b>SIMULADO.</b>" not in text
    assert simulated.id in client.get("/").content.decode()


def test_regional_plans_come_from_real_acts_alone(both, client):
    text = client.get("/planes/").content.decode()
    assert "Ordenanza Regional de prueba" in text
    assert "plan 2024-2027, 1 de 26 regiones" in text
    assert "plan 2023," not in text  # of a plan without a known deadline nothing is counted
    yearly = text.partition("Ordenanza Regional anual")[0].rpartition("<td")[2]
    assert "sin plazo conocido" in yearly
    assert "Fuera de plazo" not in text
    assert "días después" not in text
    assert "<b>SIMULADO.</b>" not in text


def test_without_real_acts_the_plans_page_says_so(published, client):
    assert "Todavía no se ha cargado" in client.get("/planes/").content.decode()


def test_a_permalink_pins_publication_and_day(published, client):
    page = client.get(f"/comite/{PUNO}/?fecha=2026-05-05").content.decode()
    found = re.search(r'href="http://testserver(/comite/[^"]+publicacion[^"]+)"', page)
    address = found[1].replace("&amp;", "&")
    again = client.get(address).content.decode()
    assert published.id in address
    assert "5 de mayo de 2026" in again
    assert f"publicacion={published.id}" in again


def test_a_map_cell_is_a_link_with_a_title(published, client):
    text = client.get("/").content.decode()
    cells = re.findall(r'<a href="/comite/CO[^"]+" tabindex="-1"><title>[^<]+</title>', text)
    assert len(cells) > 1_850


def test_search_goes_straight_to_the_only_match(published, client):
    response = client.get("/buscar/?q=capachica")
    assert response.status_code == 302
    assert response["Location"] == f"/comite/{CAPACHICA}/"
    assert "Ningún comité coincide" in client.get("/buscar/?q=xyzxyz").content.decode()


def test_what_was_published_that_day(published, client):
    assert published.id in client.get("/publicado/2026-11-02/").content.decode()
    before = client.get("/publicado/2024-05-24/").content.decode()
    assert "no había ningún semáforo publicado" in before


def test_files_of_a_publication_are_the_signed_bytes(published, client):
    from sinasec.publications import catalogue

    address = f"/publicaciones/{published.id}/"
    assert "semaforo.parquet" in client.get(address).content.decode()
    got = b"".join(client.get(f"{address}archivos/comites.csv").streaming_content)
    assert got == (catalogue.folder(published) / "comites.csv").read_bytes()
    outside = client.get(f"{address}archivos/../../django.key")
    assert outside.status_code == 404


def test_downloads_of_a_committee_say_their_publication(published, client):
    table = client.get(f"/comite/{PUNO}/tramos.csv").content.decode("utf-8-sig")
    assert published.id in table
    assert "SIMULADO" in table
    assert published.id in client.get(f"/comite/{PUNO}/trazas.json").content.decode()
    sheet = client.get(f"/comite/{PUNO}/ficha.pdf")
    assert sheet.content.startswith(b"%PDF")
    assert sheet["X-Publicacion"] == published.id


PLAN_OF_ICA = f"/comite/{ICA}/deber/plan-aprobacion/?datos=reales"


def test_an_act_leads_to_its_evidence_as_it_was_published(both, client):
    text = client.get(PLAN_OF_ICA).content.decode()
    assert 'href="https://www.gob.pe/ordenanza"' in text
    assert "Plan de acción aprobado" in text


def test_of_what_was_published_without_evidence_it_is_as_registered(db, client):
    """And the page of the publication says that it was published without those tables."""
    reference.known()
    Act.objects.create(
        id="acto-1",
        committee_id=ICA,
        kind="plan-aprobado",
        date=date(2023, 12, 29),
        attributes={},
        evidence_url="https://www.gob.pe/registrada",
        registered_at=datetime.fromisoformat("2024-01-02T00:00:00+00:00"),
        registered_by="prueba",
    )
    SHELF.clear()
    older = publish(real=True, older=True)
    assert 'href="https://www.gob.pe/registrada"' in client.get(PLAN_OF_ICA).content.decode()
    said = "Se publicó sin las tablas"
    assert said in client.get(f"/publicaciones/{older.pk}/").content.decode()
    newer = publish(real=True)
    assert said not in client.get(f"/publicaciones/{newer.pk}/").content.decode()


# -- a committee written otherwise


@pytest.mark.parametrize("page", ["", "ficha.pdf", "tramos.csv", "deber/sesion-ordinaria/"])
@pytest.mark.parametrize("written", ["coresec-21", "CORESEC_21", "coresec-puno", "Coresec%20Puno"])
def test_another_spelling_of_a_code_leads_to_the_committee(published, client, written, page):
    answer = client.get(f"/comite/{written}/{page}?luz=gestion")
    assert answer.status_code == 301
    assert answer["Location"] == f"/comite/CORESEC-21/{page}?luz=gestion"
    assert client.get("/incrustar/coresec-21/")["Location"] == "/incrustar/CORESEC-21/"


@pytest.mark.parametrize("written", ["coresec-99", "codisec-santa-rosa", "x" * 300])
def test_what_may_be_several_or_none_leads_nowhere(published, client, written):
    assert client.get(f"/comite/{written}/").status_code == 404


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("capachika", CAPACHICA),
        ("CODISEC Capachca", CAPACHICA),
        ("codisek capachica", CAPACHICA),
        ("coresek capachika", CAPACHICA),
        ("coresec puno", ""),
    ],
)
def test_a_misspelt_name_is_offered_the_ones_like_it(published, client, text, wanted):
    answer = client.get("/buscar/", {"q": text})
    said = answer.content.decode()
    assert ("¿Quiso decir…?" in said) is bool(wanted)
    assert f'href="/comite/{wanted}/"' in said or not wanted


# -- a demonstration says so wherever one enters


DOORS = ("/matriz/", "/actos/", "/normas/", "/metodo/", "/accesibilidad/",
         "/publicaciones/", "/publicado/2026-11-02/", "/datos/")  # fmt: skip


def banners(client, path: str) -> list[str]:
    said = client.get(path).content.decode()
    return re.findall(r'<aside class="simulado"[^>]*>.*?<b>([^<]*)</b>', said, re.DOTALL)


@pytest.mark.parametrize("path", DOORS)
def test_a_demonstration_says_so_once_on_every_page(published, client, path):
    assert banners(client, path) == ["SIMULADO."]


@pytest.mark.parametrize("path", [*DOORS, "/riesgo/metodo/", "/riesgo/priorizados/"])
def test_so_does_one_with_an_index_alone(index, client, path):
    assert banners(client, path) == ["SIMULADO."]


REAL = ["SOLO ACTOS REALES."]


def test_what_is_real_in_a_demonstration_says_which_it_is(both, client):
    assert banners(client, "/planes/") == REAL


def test_so_does_where_there_is_nothing_real_yet(published, client):
    assert banners(client, "/planes/") == REAL


@pytest.mark.parametrize("path", [*DOORS, "/planes/"])
def test_where_nothing_is_simulated_nothing_says_so(db, client, path):
    assert banners(client, path) == []


def test_what_is_made_up_leads_to_real_acts_only_when_there_are(published, client):
    text = html.unescape(client.get("/").content.decode())
    assert "De actos reales todavía no se publicó nada." in text
    assert "datos=reales" not in text
    Publication.objects.create(
        **{
            field.attname: getattr(published, field.attname)
            for field in Publication._meta.concrete_fields
        }
        | {"id": "real", "folder": "real", "simulated": False, "sha256": "0" * 64}
    )
    text = client.get("/").content.decode()
    assert "Ver solo los actos reales" in text


def test_what_is_not_judged_of_a_day_is_said_and_not_linked(demonstration, client):
    old = client.get("/publicado/2019-01-01/").content.decode()
    assert "Ese día no se juzga: el" in old
    assert "va del 1 de noviembre de 2024 al 31 de octubre de 2026" in old
    assert "fecha=2019" not in old
    assert "/?fecha=2026-05-31" in client.get("/publicado/2026-05-31/").content.decode()


def test_real_acts_are_shown_whatever_day_and_publication_are_read(demonstration, client):
    pinned, late = demonstration[0].pk, "2026-10-01"
    page = client.get(f"/?publicacion={pinned}&fecha={late}&luz=gestion").content.decode()
    [address] = re.findall(r'href="([^"]*datos=reales[^"]*)"', page)
    answer = client.get(html.unescape(address))
    assert answer.status_code == 200
    assert "SOLO ACTOS REALES" in answer.content.decode()


@pytest.mark.django_db
def test_the_method_says_how_a_date_is_corrected_and_when_a_day_is_moved(client):
    page = html.unescape(client.get("/metodo/").content.decode())
    assert "nunca empeora" not in page
    assert f"{DATE_OF_CORRECTED}." in page
    assert "los días cerrados solo en una parte del país" in page
    assert "pasa al primer día hábil siguiente (Ley 27444; TUO, art. 145.2)" in page
    assert "alcanza a este:" not in page


@pytest.mark.parametrize(
    ("today", "said", "unsaid"),
    [
        (date(2026, 11, 2), "Hasta este momento, el último semáforo publicado es", "Al terminar"),
        (date(2026, 11, 3), "Al terminar ese día, el último semáforo publicado era", "Hasta este"),
    ],
)
def test_a_day_that_goes_on_is_not_told_as_over(
    published, client, monkeypatch, today, said, unsaid
):
    monkeypatch.setattr(chosen, "localdate", lambda: today)
    page = " ".join(client.get("/publicado/2026-11-02/").content.decode().split())
    assert said in page
    assert unsaid not in page
    assert ("ha publicado hoy" in page) is (today == date(2026, 11, 2))


def test_the_year_in_a_table_names_its_periods_in_words(published, client):
    page = html.unescape(client.get(f"/comite/{PUNO}/?fecha=2026-10-31").content.decode())
    told = set(re.findall(r'<td data-c="Periodo">([^<]*)</td>', page))
    assert {"Entre julio y agosto de 2026", "En todo momento"} <= told
    assert not [one for one in told if re.search(r"\d{4}-[A-Z]\d|vigencia", one)]
