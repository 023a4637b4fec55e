"""A publication that was withdrawn stays where it was, says so, and is no longer the one shown."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from sinasec.compliance.semaforo.publish import publish
from sinasec.demonstration.country.simulate import FIRST, LAST
from sinasec.publications import catalogue
from sinasec.publications.actions import CannotReply, reply
from sinasec.publications.afterwards.actions import CannotSay, register_erratum, withdraw
from sinasec.publications.keep import CannotPublish
from sinasec.publications.trust.verify import verify
from sinasec.risk.published import reading
from sinasec.web.risk.bridge import committee_code
from tests.publications.conftest import _memory, once, simulated, small, units  # noqa: F401

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOW = datetime(2026, 11, 10, 15, tzinfo=UTC)
EARLIER = date(2026, 6, 30)
WHY = "Se juzgó con un padrón de comités equivocado."


def published(**options):
    return publish(**{"as_of": LAST, "now": NOW, "horizon_from": FIRST, **options}).publication


def gone(publication, **options):
    said = {"reason": WHY, "by": "Ana Díaz, secretaria técnica", "now": NOW + timedelta(days=1)}
    return withdraw(publication=publication.pk, **(said | options))


def text_of(client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


@pytest.fixture
def earlier(simulated):  # noqa: F811
    return published(as_of=EARLIER)


@pytest.fixture
def last(earlier):
    return published()


def test_it_stays_at_its_address_and_says_why_at_the_top(client, last):
    gone(last, document="Informe 12-2026")
    page = text_of(client, f"/publicaciones/{last.pk}/")
    said = f"Retirada el 11 de noviembre de 2026 por Ana Díaz, secretaria técnica:</strong> {WHY}"
    assert said in page
    assert "Informe 12-2026" in page
    assert page.index("Retirada el") < page.index("De qué está hecha")
    file = client.get(f"/publicaciones/{last.pk}/archivos/datapackage.json")
    assert last.pk in file.getvalue().decode()
    file.close()


def test_it_still_verifies(last):
    gone(last)
    assert verify(catalogue.folder(last), None).ok


def test_the_home_shows_the_one_before(client, earlier, last):
    assert f'Publicación <a class="fija" href="/publicaciones/{last.pk}/"' in text_of(client, "/")
    gone(last)
    home = text_of(client, "/")
    assert f"/publicaciones/{earlier.pk}/" in home
    assert f"/publicaciones/{last.pk}/" not in home
    said = f"({last.pk}) fue retirada el 11 de noviembre de 2026 por Ana Díaz, secretaria técnica: "
    assert f"{said}{WHY} Se muestra la anterior, del 30 de junio de 2026." in home
    assert "fue retirada" not in text_of(client, f"/?publicacion={earlier.pk}")
    assert catalogue.latest("semaforo") == earlier


def test_a_page_fixed_on_it_says_so_also_when_it_was_kept_before(client, last):
    path = f"/comite/CORESEC-21/?publicacion={last.pk}"
    assert "RETIRADA" not in text_of(client, path)
    gone(last)
    page = text_of(client, path)
    assert "RETIRADA" in page
    assert WHY in page
    assert "preliminar, retirada" in page
    assert "RETIRADA" in text_of(client, f"/incrustar/CORESEC-21/?publicacion={last.pk}")
    sheet = client.get(f"/comite/CORESEC-21/ficha.pdf?publicacion={last.pk}").content
    assert "RETIRADA" in "".join(page.extract_text() for page in PdfReader(BytesIO(sheet)).pages)


def test_without_another_the_home_says_which_was_withdrawn(client, earlier):
    gone(earlier)
    page = text_of(client, "/", 503)
    assert "Lo que se había publicado fue retirado" in page
    assert f"{earlier.pk}, SIMULADO" in page
    assert WHY[:-1] in page
    asked = client.get("/api/v1/semaforo")
    assert asked.status_code == 404
    assert earlier.pk in asked.json()["detail"]


def test_what_it_had_replaced_does_not_come_back(earlier, last):
    second = published(now=NOW + timedelta(hours=1), known_at=datetime(2026, 9, 1))
    assert second.replaces_id == last.pk
    gone(second)
    assert catalogue.latest("semaforo") == earlier


def test_the_lists_and_the_api_tell_it(client, earlier, last):
    gone(last)
    every = text_of(client, "/publicaciones/")
    assert every.count("retirada</span>") == 1
    found = client.get(f"/api/v1/publicaciones/{last.pk}").json()["withdrawn"]
    assert (found["reason"], found["by"]) == (WHY, "Ana Díaz, secretaria técnica")
    rows = client.get("/api/v1/publicaciones").json()["items"]
    assert {row["id"]: bool(row["withdrawn"]) for row in rows} == {earlier.pk: False, last.pk: True}
    assert client.get("/api/v1/semaforo").json()["publication"] == earlier.pk


def test_of_a_day_before_it_was_withdrawn_it_was_in_force(client, earlier, last):
    gone(last)
    then, after = (
        text_of(client, reverse("published-on", args=[day])) for day in ("2026-11-10", "2026-11-12")
    )
    told = "El último semáforo publicado era"
    assert f'era <a class="fija" href="/publicaciones/{last.pk}/"' in then, told
    assert f'era <a class="fija" href="/publicaciones/{earlier.pk}/"' in after


def test_it_takes_no_reply_and_no_final_and_is_not_withdrawn_twice(last):
    gone(last)
    later = NOW + timedelta(days=2)
    with pytest.raises(CannotReply, match="fue retirada el 11 de noviembre de 2026: ya no recibe"):
        reply(publication=last.pk, committee="CORESEC-21", text="No.", by="ST", now=later)
    with pytest.raises(CannotPublish, match=r"fue retirada el .*publique una nueva preliminar"):
        published(now=NOW + timedelta(days=20), final=True)
    with pytest.raises(CannotSay, match="ya fue retirada el 11 de noviembre de 2026"):
        gone(last, now=later)
    assert catalogue.reply_by(last) is None


def test_the_same_is_published_again_only_as_another(last):
    gone(last)
    again = publish(as_of=LAST, now=NOW + timedelta(days=3), horizon_from=FIRST)
    assert again.fresh
    assert again.publication.replaces_id == last.pk
    assert catalogue.latest("semaforo") == again.publication


def test_a_final_that_was_withdrawn_is_not_made_again(last):
    final = published(now=NOW + timedelta(days=15), final=True)
    gone(final, now=NOW + timedelta(days=16))
    with pytest.raises(CannotPublish, match="es lo mismo, y fue retirada"):
        published(now=NOW + timedelta(days=17), final=True)


def test_it_says_why_and_who(last):
    with pytest.raises(CannotSay, match="Falta el motivo del retiro"):
        gone(last, reason="  ")
    with pytest.raises(CannotSay, match="Diga quién registra"):
        gone(last, by="")
    assert catalogue.latest("semaforo") == last


def test_an_index_is_withdrawn_and_mended_too(client, index):
    """What it said is taken from it, and its district's page, API and own page tell."""
    unit = "150108"
    committee = committee_code(unit)
    row = reading.table(index, "distritos").filter(unit=unit).row(0, named=True)
    many = reading.table(index, "distritos")["rank"].count()
    was = f"puesto {row['rank']} de {many}, con {row['score']:.1f} puntos"
    wrong = {
        "publication": index.pk,
        "committee": committee,
        "should_say": "sin información, por un mes que faltaba",
        "why": "Faltaba un mes.",
        "by": "Ana",
        "now": index.created_at + timedelta(days=1),
    }
    with pytest.raises(CannotSay, match="quite --said"):
        register_erratum(**wrong, said="puesto 12")
    with pytest.raises(CannotSay, match="Un índice no juzga deberes: quite --duty"):
        register_erratum(**wrong, duty="sesion-ordinaria")
    with pytest.raises(CannotSay, match="Eso es lo que ya dice"):
        register_erratum(**(wrong | {"should_say": was}))
    done = register_erratum(**wrong)
    assert done.said == was
    page = text_of(client, f"/publicaciones/{index.pk}/")
    whole = f"dice «{was}» y debió decir «{done.should_say}»"
    assert whole in page
    of_district, other = (reverse("risk-district", args=[one]) for one in (unit, "150107"))
    assert whole in text_of(client, f"{of_district}?publicacion={index.pk}")
    assert "Fe de erratas" not in text_of(client, f"{other}?publicacion={index.pk}")
    [told] = client.get(f"/api/v1/riesgo/distritos/{unit}?publicacion={index.pk}").json()["errata"]
    assert (told["said"], told["should_say"]) == (was, done.should_say)
    assert client.get("/api/v1/riesgo/distritos/150107").json()["errata"] == []
    assert "Ninguna publicación lo dice bien" not in page, "nobody can tell"
    gone(index, now=index.created_at + timedelta(days=2))
    assert index.pk in text_of(client, "/riesgo/", 503)
    district = reverse("risk-district", args=["150108"])
    fixed = text_of(client, f"{district}?publicacion={index.pk}")
    assert "fue retirada y ya no recibe respuestas" in fixed
    assert "RETIRADA" in text_of(client, f"/riesgo/?publicacion={index.pk}")
