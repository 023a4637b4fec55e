"""Nothing is shown of a publication whose files are not those that were signed."""

import shutil
from contextlib import ExitStack
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest

from sinasec.compliance.semaforo import reading
from sinasec.publications import catalogue
from sinasec.publications.trust.standing import forget
from sinasec.risk.published import reading as risk
from sinasec.web.limits.turns import DOWNLOADS
from sinasec.web.published.shelf import SHELF
from sinasec.web.serving.one_moment import WITHHELD
from tests.altering import LIGHTS, copied, one_byte_changed, painted_green, writable
from tests.risk.made_publication import publish_made
from tests.standing import every_look_is_fresh
from tests.web import sample

OLDER = date(2026, 9, 30)
HELD = "está retenida: sus archivos no son los que se firmaron"
PAGES = (
    "/",
    "/region/21/",
    "/provincia/2113/",
    f"/comite/{sample.ICA}/",
    f"/incrustar/{sample.ICA}/",
    "/buscar/?q=puno",
    "/datos/",
    "/metodo/",
    "/normas/",
    "/que-pasaria-si/",
)
FILES = (
    f"/comite/{sample.ICA}/ficha.pdf",
    f"/comite/{sample.ICA}/tramos.csv",
    f"/comite/{sample.ICA}/trazas.json",
    "/api/v1/semaforo",
    "/api/v1/comites",
    f"/api/v1/comites/{sample.ICA}",
    f"/api/v1/comites/{sample.ICA}/hallazgos",
    f"/api/v1/comites/{sample.ICA}/intervalos",
    "/api/v1/tablas/semaforo/comites",
    "/api/v1/tablas/semaforo/actos",
)
OF_RISK = (
    "/riesgo/",
    "/riesgo/region/1501/",
    "/riesgo/distritos/",
    "/riesgo/frontera/",
    "/riesgo/auditoria/",
    "/riesgo/que-pasaria-si/",
    "/riesgo/metodo/",
)
RISK_FILES = (
    "/riesgo/distritos.csv",
    "/api/v1/riesgo/distritos",
    "/api/v1/riesgo/frontera",
    "/api/v1/riesgo/auditoria",
    "/api/v1/tablas/indice/distritos",
    "/api/v1/tablas/indice/calidad",
)


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    every_look_is_fresh(monkeypatch)
    SHELF.clear()
    forget()
    yield
    SHELF.clear()
    forget()


def apart(settings, tmp_path, *found) -> Path:
    """The folders of these publications, in a home where they may be spoiled."""
    home = tmp_path / "publications"
    home.mkdir()
    for one in found:
        copied(catalogue.folder(one), home)
    settings.PUBLICATIONS = home
    return home


@pytest.fixture
def two(db, settings, tmp_path):
    """Two semáforos, the older first."""
    found = sample.publish(as_of=OLDER), sample.publish()
    apart(settings, tmp_path, *found)
    return found


@pytest.fixture
def indices(db, settings, tmp_path):
    """Two indices, the one that is shown last."""
    found = publish_made(), publish_made(count=40)
    apart(settings, tmp_path, *found)
    shown = risk.latest()
    return sorted(found, key=lambda one: one == shown)


def with_id(address: str, publication) -> str:
    return f"{address}{'&' if '?' in address else '?'}publicacion={publication.pk}"


def text_of(response) -> str:
    return unescape(response.content.decode())


def reds(client) -> int:
    return client.get("/api/v1/semaforo").json()["total"]["rojo"]


def test_an_altered_table_of_lights_is_not_shown_for_one_request(two, client):
    older, newest = two
    before = {address: client.get(address) for address in PAGES + FILES}
    assert all(answer.status_code == 200 for answer in before.values())
    assert all(WITHHELD not in answer for answer in before.values())
    whole = painted_green(catalogue.folder(newest))
    for address in PAGES + FILES:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer[WITHHELD] == newest.pk, address
        assert answer.get("X-Publicacion", older.pk) == older.pk, address
    for address in PAGES:
        text = text_of(client.get(address))
        assert HELD in text, address
        assert f"Se muestra la anterior, del 30 de setiembre de 2026 ({older.pk})" in text
    (catalogue.folder(newest) / LIGHTS).write_bytes(whole)
    for address in PAGES + FILES:
        answer = client.get(address)
        assert WITHHELD not in answer, address
        if address.startswith("/api/") or address.endswith((".csv", ".json", ".pdf")):
            assert answer.content == before[address].content, address
        else:
            assert HELD not in text_of(answer), address


@pytest.mark.parametrize(
    "address",
    ["/", f"/comite/{sample.ICA}/", f"/comite/{sample.ICA}/deber/instalacion/", "/api/v1/semaforo"],
)
def test_a_day_that_only_the_withheld_one_judges_is_told_so(address, two, client):
    older, newest = two
    first, last = older.horizon_to + timedelta(days=1), newest.horizon_to
    assert client.get(f"{address}?fecha={last}").status_code == 200
    one_byte_changed(catalogue.folder(newest) / "semaforo.csv")
    for day in (first, last):
        answer = client.get(f"{address}?fecha={day}")
        assert answer.status_code == 503
        assert newest.pk in text_of(answer)
        assert "está retenida" in text_of(answer)
    beyond = client.get(f"{address}?fecha={last + timedelta(days=1)}")
    assert beyond.status_code in (400, 404)
    assert client.get(f"{address}?fecha={older.horizon_to}").status_code == 200


def test_asked_by_its_id_nothing_of_it_is_said(two, client):
    older, newest = two
    painted_green(catalogue.folder(newest))
    for address in (
        *(with_id(address, newest) for address in PAGES + FILES),
        f"/publicaciones/{newest.pk}/",
        f"/publicaciones/{newest.pk}/archivos/{LIGHTS}",
        f"/publicaciones/{newest.pk}/archivos/README.md",
        f"/api/v1/publicaciones/{newest.pk}",
    ):
        answer = client.get(address)
        assert answer.status_code == 503, address
        assert answer["Cache-Control"] == "no-store"
        assert answer[WITHHELD] == newest.pk
        said = answer.json()["detail"] if address.startswith("/api/") else text_of(answer)
        assert HELD in said
        page, _, _ = said.partition('<nav class="ayuda')  # a task of its help has the word
        assert "rojo" not in page.lower().replace("m-rojo", "")
    page = text_of(client.get(with_id("/", newest)))
    assert f'href="/?publicacion={older.pk}"' in page
    assert "Ver la anterior, del 30 de setiembre de 2026" in page
    assert client.get(with_id("/", older)).status_code == 200


def test_the_lights_that_were_kept_do_not_survive(two, client):
    _, newest = two
    right = reds(client)
    whole = painted_green(catalogue.folder(newest))
    held = reds(client)
    (catalogue.folder(newest) / LIGHTS).write_bytes(whole)
    assert right > 0
    assert held > 0
    assert reds(client) == right


def test_the_lists_say_which_is_withheld_and_why(two, client):
    older, newest = two
    one_byte_changed(catalogue.folder(newest) / "semaforo.csv")
    text = text_of(client.get("/publicaciones/"))
    assert text.count('<span class="etiqueta retiro">retenida</span>') == 1
    assert "sus archivos no son los que se firmaron" in text
    told = {row["id"]: row for row in client.get("/api/v1/publicaciones").json()["items"]}
    assert (told[newest.pk]["withheld"], told[older.pk]["withheld"]) == (True, False)
    assert told[newest.pk]["withheld_because"] == "sus archivos no son los que se firmaron"
    day = text_of(client.get("/publicado/2026-11-02/"))
    assert '<span class="etiqueta retiro">retenida</span>' in day
    on_day = client.get("/api/v1/publicaciones/en/2026-11-02").json()
    assert {row["id"] for row in on_day["that_day"] if row["withheld"]} == {newest.pk}


def test_when_nothing_stands_it_is_said_and_nothing_else(two, client):
    for one in two:
        painted_green(catalogue.folder(one))
    for address in ("/", f"/comite/{sample.ICA}/", "/que-pasaria-si/", *FILES):
        answer = client.get(address)
        assert answer.status_code == 503, address
        said = answer.json()["detail"] if address.startswith("/api/") else text_of(answer)
        assert "No hay otra anterior que mostrar" in said
    for address in ("/publicaciones/", "/datos/", "/metodo/", "/normas/", "/actos/", "/matriz/"):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert HELD in text_of(answer), address


def test_the_demonstration_withheld_gives_way_to_nothing_of_another_kind(two, client):
    real = sample.publish(real=True)
    for one in two:
        painted_green(catalogue.folder(one))
    assert client.get("/").status_code == 503
    asked = client.get("/?datos=reales")
    assert asked["X-Publicacion"] == real.pk
    assert WITHHELD not in asked
    plans = client.get("/planes/")
    assert plans.status_code == 200
    writable(catalogue.folder(real))
    (catalogue.folder(real) / "nuevo").mkdir()
    assert client.get("/planes/").status_code == 503


def test_the_index_is_withheld_alike(indices, client):
    older, newest = indices
    before = {address: client.get(address).status_code for address in OF_RISK + RISK_FILES}
    assert set(before.values()) == {200}
    folder = catalogue.folder(newest)
    shutil.move(folder, folder.parent.parent / "aparte")
    for address in OF_RISK + RISK_FILES:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer[WITHHELD] == newest.pk, address
        assert answer.get("X-Publicacion", older.pk) == older.pk, address
        assert client.get(with_id(address, newest)).status_code == 503, address
    for address in OF_RISK:
        assert "está retenida: su carpeta no está en su lugar" in text_of(client.get(address))
    editions = text_of(client.get("/riesgo/ediciones/"))
    assert editions.count('<span class="etiqueta retiro">retenida</span>') == 1
    between = f"/riesgo/ediciones/?antes={older.pk}&despues={newest.pk}"
    assert client.get(between).status_code == 503
    moves = f"/api/v1/riesgo/entre/{older.pk}/{newest.pk}"
    assert client.get(moves).status_code == 503
    shutil.move(folder.parent.parent / "aparte", folder)
    for address in OF_RISK + RISK_FILES:
        assert WITHHELD not in client.get(address), address
    assert client.get(between).status_code == client.get(moves).status_code == 200


def test_no_index_standing_the_pages_that_are_whole_without_it_are(indices, client):
    sample.publish()
    for one in indices:
        (catalogue.folder(one) / "nuevo").mkdir()
    assert client.get("/riesgo/").status_code == 503
    editions = client.get("/riesgo/ediciones/")
    assert editions.status_code == 200
    assert text_of(editions).count("retenida</span>") == 2


def test_a_committee_does_not_lead_to_an_index_that_is_withheld(two, client):
    index = publish_made()
    before = text_of(client.get("/buscar/?q=lima"))
    assert "/riesgo/distrito/" in before
    writable(catalogue.folder(index))
    (catalogue.folder(index) / ".oculto").touch()
    answer = client.get("/buscar/?q=lima")
    assert "/riesgo/distrito/" not in text_of(answer)
    assert client.get(f"/comite/{sample.ICA}/").status_code == 200


# -- downloads


def test_a_download_is_marked_by_its_content(two, client):
    _, newest = two
    address = f"/publicaciones/{newest.pk}/archivos/{LIGHTS}"
    whole = (catalogue.folder(newest) / LIGHTS).read_bytes()
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == whole
    assert answer["Content-Length"] == str(len(whole))
    digest = catalogue.standing(newest).hashes[LIGHTS]
    assert answer["ETag"] == f'"{digest}"'
    assert "immutable" not in answer["Cache-Control"]
    assert "must-revalidate" in answer["Cache-Control"]
    again = client.get(address, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    falsified = client.get(address, headers={"If-None-Match": '"0123"'})
    assert b"".join(falsified.streaming_content) == whole


def test_head_says_what_a_download_would_and_reads_nothing(two, client, monkeypatch):
    from sinasec.web.views import publications

    _, newest = two
    for name in (LIGHTS, "README.md", "huellas.sha256"):
        address = f"/publicaciones/{newest.pk}/archivos/{name}"
        sent = client.get(address)
        sent.close()
        with monkeypatch.context() as unread:
            unread.setattr(publications, "_sent", None)
            told = client.head(address)
            again = client.head(address, headers={"If-None-Match": sent["ETag"]})
        assert (told.status_code, told.content) == (200, b"")
        for each in (told, sent):
            del each["X-Request-Id"]
        assert dict(told.items()) == dict(sent.items())
        assert again.status_code == 304
    assert client.head(f"/publicaciones/{newest.pk}/archivos/otro.csv").status_code == 404
    painted_green(catalogue.folder(newest))
    assert client.head(f"/publicaciones/{newest.pk}/archivos/{LIGHTS}").status_code == 503


def test_one_address_takes_large_files_so_often_and_no_more(two, client, monkeypatch):
    from sinasec.web.limits import often
    from sinasec.web.limits.rates import Rate
    from sinasec.web.views import publications

    files = f"/publicaciones/{two[1].pk}/archivos/"
    monkeypatch.setattr(often, "DEAR", Rate(2, 60))
    monkeypatch.setattr(publications, "LARGE", 0)
    found = []
    for _ in range(3):
        answer = client.get(files + LIGHTS)
        found.append(answer.status_code)
        answer.close()
    assert found == [200, 200, 429]
    assert client.head(files + LIGHTS).status_code == 200


def test_large_files_are_hashed_in_their_turn_and_small_ones_at_once(two, client, monkeypatch):
    from sinasec.web.views import publications

    _, newest = two
    files = f"/publicaciones/{newest.pk}/archivos/"
    size = (catalogue.folder(newest) / LIGHTS).stat().st_size
    monkeypatch.setattr(publications, "LARGE", size - 1)
    with ExitStack() as taken:
        for _ in range(DOWNLOADS.running):
            taken.enter_context(DOWNLOADS.turn())
        answer = client.get(files + LIGHTS)
        assert (answer.status_code, answer["Retry-After"]) == (503, "5")
        assert client.head(files + LIGHTS).status_code == 200
        monkeypatch.setattr(publications, "LARGE", size)
        assert b"".join(client.get(files + LIGHTS).streaming_content)
    monkeypatch.setattr(publications, "LARGE", size - 1)
    assert b"".join(client.get(files + LIGHTS).streaming_content)
    assert DOWNLOADS.free


def test_every_file_of_the_package_can_be_downloaded(two, client):
    _, newest = two
    folder = catalogue.folder(newest)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        answer = client.get(f"/publicaciones/{newest.pk}/archivos/{name}")
        assert b"".join(answer.streaming_content) == path.read_bytes(), name
    assert client.get(f"/publicaciones/{newest.pk}/archivos/otro.csv").status_code == 404
    assert client.get(f"/publicaciones/{newest.pk}/archivos/../{LIGHTS}").status_code == 404


def test_a_file_altered_after_it_was_verified_is_not_sent(two, client, monkeypatch):
    from sinasec.web.views import publications

    _, newest = two
    path = catalogue.folder(newest) / "semaforo.csv"
    whole = path.read_bytes()
    digest_of = publications._digest

    def altered_then(*asked):
        found = digest_of(*asked)
        path.write_bytes(whole.replace(b"rojo", b"ROJO"))
        return found

    monkeypatch.setattr(publications, "_digest", altered_then)
    answer = client.get(f"/publicaciones/{newest.pk}/archivos/semaforo.csv")
    assert answer.status_code == 503
    assert b"ROJO" not in answer.content


# -- what the notice says


def test_the_notice_says_the_stage_and_what_replaced_what_is_shown(db, client, settings, tmp_path):
    """The final one is withheld, and the preliminary that it replaced is what there is before."""
    preliminary = sample.publish()
    final = sample.publish(replaces=preliminary.pk)
    apart(settings, tmp_path, preliminary, final)
    painted_green(catalogue.folder(final))
    text = text_of(client.get("/"))
    assert f"La publicación definitiva del 31 de octubre de 2026 ({final.pk}) está" in text
    assert f"({preliminary.pk}), preliminar, reemplazada por {final.pk}." in text
    told = text_of(client.get(with_id("/", final)))
    assert f"La publicación {final.pk}, definitiva, del 31 de octubre de 2026, está reten" in told


# -- at once and in between


def test_a_page_made_while_it_was_altered_is_thrown_away(two, client, monkeypatch):
    """Altered after it was verified and before it was read."""
    older, newest = two
    right = reds(client)
    SHELF.clear()
    folder = catalogue.folder(newest)
    national = reading.national
    whole: list[bytes] = []

    def altered_first(*asked):
        if not whole:
            whole.append(painted_green(folder))
        return national(*asked)

    monkeypatch.setattr("sinasec.web.semaforo.api.lights.reading.national", altered_first)
    reading.snapshot.cache_clear()
    answer = client.get("/api/v1/semaforo")
    assert answer["X-Publicacion"] == older.pk
    (folder / LIGHTS).write_bytes(whole[0])
    assert client.get("/api/v1/semaforo")["X-Publicacion"] == newest.pk
    assert reds(client) == right


def test_files_that_change_at_every_try_are_said_to(two, client, monkeypatch):
    _, newest = two
    folder = catalogue.folder(newest)
    national = reading.national

    def touched(*asked):
        found = national(*asked)
        path = folder / "README.md"
        path.write_bytes(path.read_bytes())
        return found

    monkeypatch.setattr("sinasec.web.semaforo.api.lights.reading.national", touched)
    answer = client.get("/api/v1/semaforo")
    assert answer.status_code == 503
    assert "cambiaron mientras se preparaba" in answer.json()["detail"]


def test_what_cannot_be_read_is_no_error_of_ours(two, client):
    _, newest = two
    folder = catalogue.folder(newest)
    shutil.rmtree(folder)
    folder.write_text("no soy una carpeta")
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer[WITHHELD] == newest.pk


def test_a_kind_of_which_nothing_can_be_shown_is_a_warning_of_health(
    db, settings, tmp_path, client
):
    index = publish_made()
    apart(settings, tmp_path, sample.publish(), index)

    def asked():
        answer = client.get("/salud/")
        return answer.status_code, answer.json()

    assert asked()[1]["avisos"] == []
    one_byte_changed(catalogue.folder(index) / "README.md")
    status, said = asked()
    assert (status, said["estado"], said["fallas"]) == (200, "con avisos", {})
    [warning] = said["avisos"]
    assert index.pk in warning
    assert "No hay otra anterior que mostrar" in warning


def test_no_semaforo_to_show_is_a_fault_and_said_once(two, client):
    for one in two:
        painted_green(catalogue.folder(one))
    answer = client.get("/salud/")
    said = answer.json()
    assert (answer.status_code, said["estado"], said["avisos"]) == (503, "mal", [])
    assert "No hay otra anterior que mostrar" in said["fallas"]["publicacion"]
