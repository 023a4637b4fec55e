"""Every table of every kind has its API by itself, and says what its package says."""

import csv
import io
import re
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import jsonschema
import polars as pl
import pytest

from sinasec.publications import catalogue
from sinasec.publications.actions import reply
from sinasec.publications.kinds import KINDS, Kind, tables_of
from sinasec.publications.models import Publication
from sinasec.publications.packages.table import Table
from sinasec.publications.rows import held
from sinasec.risk.published.former_words import CAME_LATER
from sinasec.web.api.tables import operation
from sinasec.web.published.shelf import SHELF
from tests.risk.made_publication import publish_made
from tests.web import sample

DOCUMENT = "/api/v1/openapi.json"
EVERY = [(kind, table) for kind in KINDS.values() for table in tables_of(kind)]
PAGE = 500
MOST_PAGES = 12  # of a table, read one by one: each is cut by itself


def named(pair: tuple[Kind, Table]) -> str:
    return operation(*pair)


@pytest.fixture
def made(db) -> dict[str, Publication]:
    """One real publication of each kind there is; a kind without one fails here."""
    found = {"semaforo": sample.publish(), "indice": publish_made()}
    assert set(found) == set(KINDS)
    return found


def address(kind: Kind, table: Table) -> str:
    return f"/api/v1/tablas/{kind.code}/{table.name}"


def some_pages(client: Any, path: str, **asked: Any) -> tuple[dict[int, dict[str, Any]], int]:
    """The rows of all its pages by their place, or of as many as `MOST_PAGES` that include the
    first and the last; and how many rows it says that there are."""
    first = client.get(path, {"limite": PAGE} | asked).json()
    count = first["count"]
    starts = range(PAGE, count, PAGE)
    chosen = {*starts[:: max(1, len(starts) // (MOST_PAGES - 2))], *starts[-1:]}
    found = dict(enumerate(first["items"]))
    for start in sorted(chosen):
        said = client.get(path, {"limite": PAGE, "desde": start} | asked).json()["items"]
        assert len(said) == min(PAGE, count - start)
        found |= enumerate(said, start)
    return found, count


def pages(client: Any, path: str, **asked: Any) -> list[dict[str, Any]]:
    """The rows of all its pages."""
    rows: list[dict[str, Any]] = []
    while True:
        said = client.get(path, {"limite": PAGE, "desde": len(rows)} | asked).json()
        rows += said["items"]
        if len(rows) >= said["count"]:
            assert len(rows) == said["count"]
            return rows


def published_rows(publication: Publication, table: Table) -> list[dict[str, str]]:
    """The rows of its CSV, read plainly."""
    text = (catalogue.folder(publication) / f"{table.path}.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    return [{name: _unguarded(table, name, cell) for name, cell in row.items()} for row in rows]


def _unguarded(table: Table, name: str, cell: str) -> str:
    return cell.removeprefix("'") if name in table.spoken else cell


def as_cell(value: Any, column: pl.DataType) -> str:
    """A value of JSON as the package writes it."""
    if value is None:
        return ""
    if column == pl.Boolean:
        return str(value).lower()
    if column == pl.Datetime("us"):
        instant = datetime.fromisoformat(value).astimezone(UTC)
        return instant.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return str(value)


def same(row: dict[str, Any], cells: dict[str, str], table: Table) -> bool:
    return list(row) == list(cells) and all(
        _same(row[name], cell, table.schema[name]) for name, cell in cells.items()
    )


def _same(value: Any, cell: str, column: pl.DataType) -> bool:
    if column == pl.Float64 and value is not None:
        return cell != "" and float(cell) == value
    return as_cell(value, column) == cell


@pytest.mark.parametrize(("kind", "table"), EVERY, ids=map(named, EVERY))
def test_the_rows_are_those_of_the_package(kind, table, made, client):
    said, count = some_pages(client, address(kind, table))
    cells = published_rows(made[kind.code], table)
    assert count == len(cells)
    assert len(said) == count or len(said) >= PAGE * (MOST_PAGES - 2)
    assert [at for at, row in said.items() if not same(row, cells[at], table)] == []


def test_every_table_of_a_publication_is_listed_with_its_rows(made, client):
    for publication in made.values():
        listed = client.get(f"/api/v1/publicaciones/{publication.pk}/tablas").json()
        assert (listed["publication"], listed["simulated"]) == (publication.pk, True)
        assert [one["name"] for one in listed["items"]] == [
            one.name for one in held(publication).values()
        ]
        for one in listed["items"]:
            files = {catalogue.folder(publication) / path for path in one["files"]}
            assert files
            assert all(path.is_file() for path in files)
            if one["address"]:
                assert client.get(one["address"], {"limite": 1}).json()["count"] == one["rows"]
        reached = {one["name"] for one in listed["items"] if one["address"]}
        assert reached == {table.name for table in tables_of(publication.words)}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    from django.test import Client

    return Client().get(DOCUMENT).json()


def typed(document: dict[str, Any], kind: Kind, table: Table) -> dict[str, Any]:
    """The schema of its answer."""
    [operation] = document["paths"][address(kind, table)].values()
    said = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return {**said, "components": document["components"]}


@pytest.mark.parametrize(("kind", "table"), EVERY, ids=map(named, EVERY))
def test_the_types_are_those_of_the_document(kind, table, made, client, document):
    answer = client.get(address(kind, table), {"limite": PAGE}).json()
    jsonschema.validate(answer, typed(document, kind, table))
    name = answer_row(document, kind, table)
    fields = document["components"]["schemas"][name]["properties"]
    assert {each: said["description"] for each, said in fields.items()} == table.describes
    assert list(fields) == list(table.schema)
    for column, words in table.words.items():
        said = fields[column]
        [enum] = [one["enum"] for one in said.get("anyOf", [said]) if "enum" in one]
        assert tuple(enum) == words


def answer_row(document: dict[str, Any], kind: Kind, table: Table) -> str:
    answer = typed(document, kind, table)["$ref"].rpartition("/")[2]
    items = document["components"]["schemas"][answer]["properties"]["items"]
    return items["items"]["$ref"].rpartition("/")[2]


@pytest.mark.parametrize(("kind", "table"), EVERY, ids=map(named, EVERY))
def test_a_key_keeps_the_rows_that_say_it(kind, table, made, client):
    whole = published_rows(made[kind.code], table)
    for column in table.keys if whole else ():
        value = whole[len(whole) // 2][column]
        wanted = [row for row in whole if row[column] == value]
        kept, count = some_pages(client, address(kind, table), **{column: value})
        assert count == len(wanted) > 0
        assert all(same(row, wanted[at], table) for at, row in kept.items())


def test_all_the_keys_together_find_one_row(made, client):
    rows = pages(client, "/api/v1/tablas/semaforo/deberes", committee=sample.PUNO)
    for row in rows[:3]:
        keys = {name: row[name] for name in ("committee", "duty", "day_from")}
        assert pages(client, "/api/v1/tablas/semaforo/deberes", **keys) == [row]


def test_an_instant_is_asked_for_as_it_is_answered(made, client):
    [row] = pages(client, "/api/v1/tablas/semaforo/revisiones")
    path = "/api/v1/tablas/semaforo/revisiones"
    assert row["registered_at"] == "2026-09-25T00:00:00Z"
    in_lima = "2026-09-24T19:00:00-05:00"
    for written in (row["registered_at"], in_lima):
        assert pages(client, path, registered_at=written) == [row]
    assert pages(client, path, registered_at="2026-09-25T00:00:01Z") == []


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("semaforo/deberes?deber=instalacion", 400, "Se puede usar: «committee», «duty»"),
        ("semaforo/deberes?state=cumplido", 400, "No se conoce «state»"),
        ("semaforo/comites?breach=otra", 422, "puede ser legal o gestion"),
        ("semaforo/comites?day_from=ayer", 422, "2024-05-24"),
        ("semaforo/revisiones?registered_at=ayer", 422, "2026-11-02T15:00:00Z"),
        ("semaforo/revisiones?registered_at=2026-09-25T00:00:00", 422, "2026-11-02T15:00:00Z"),
        ("semaforo/revisiones?registered_at=0001-01-01T00:00:00%2B01:00", 422, "el instante"),
        ("indice/calidad?year=99999999999", 422, "debe ser 2147483647 o menos"),
        ("indice/calidad?year=dos", 422, "escriba un número entero"),
        ("semaforo/deberes?limite=501", 422, "debe ser 500 o menos"),
        ("semaforo/deberes?publicacion=no-hay", 404, "No hay ninguna publicación «no-hay»"),
        ("semaforo/deberes?datos=reales", 404, "Todavía no hay nada publicado"),
        ("semaforo/nada", 404, "/datos/api/"),
        ("nada/nada", 404, "/datos/api/"),
    ],
)
def test_a_wrong_question_is_answered_with_a_sentence(path, status, word, made, client):
    answer = client.get(f"/api/v1/tablas/{path}")
    assert answer.status_code == status
    assert word in answer.json()["detail"]


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/api/v1/tablas/semaforo/deberes?limite=2", "committee=None"),
        ("/api/v1/comites?limite=1", "region=None"),
        (f"/api/v1/comites/{sample.PUNO}/hallazgos?", "deber=None"),
        ("/api/v1/riesgo/auditoria?", "publicacion=None"),
    ],
)
def test_the_word_none_is_a_value_as_any_other(path, asked, made, client):
    """It was once found on the shelf as what was asked without it."""
    wanted = client.get(f"{path}&{asked}")
    assert client.get(path).status_code == 200
    again = client.get(f"{path}&{asked}")
    assert (again.status_code, again.content) == (wanted.status_code, wanted.content)
    assert again.content != client.get(path).content


def test_one_of_another_kind_is_refused_in_words(made, client):
    path = f"/api/v1/tablas/semaforo/deberes?publicacion={made['indice'].pk}"
    assert "es una publicación de otra clase" in client.get(path).json()["detail"]


def test_what_is_replied_is_a_row_of_the_final_one_alone(made, client):
    """The table of replies is published with the final one: what is not signed is not a row."""
    found = made["semaforo"]
    reply(publication=found.pk, committee=sample.PUNO, text="Sí.", by="ST", now=sample.PUBLISHED)
    path = f"/api/v1/tablas/semaforo/respuestas?publicacion={found.pk}"
    assert client.get(path).json()["items"] == []


def test_it_is_kept_and_not_sent_twice(made, client):
    path = "/api/v1/tablas/semaforo/unidades"
    first = client.get(path)
    assert first["X-Publicacion"] == made["semaforo"].pk
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (first.json()["simulated"], first.json()["publication"]) == (True, made["semaforo"].pk)


def test_of_real_data_while_there_is_one(both, client):
    simulated, real = both
    path = "/api/v1/tablas/semaforo/actos"
    assert client.get(path).json()["publication"] == real.pk
    told = client.get(path, {"datos": "simulados"}).json()
    assert (told["publication"], told["simulated"]) == (simulated.pk, True)
    assert client.get(path).json()["simulated"] is False


class TestOlder:
    """What was published before a table or a column was."""

    @pytest.fixture
    def semaforo(self, db) -> Publication:
        SHELF.clear()
        return sample.publish(older=True)

    @pytest.fixture
    def index(self, db) -> Publication:
        SHELF.clear()
        return publish_made(older=True)

    def test_a_column_that_came_later_is_null(self, semaforo, client):
        rows = pages(client, "/api/v1/tablas/semaforo/comites", committee=sample.PUNO)
        cells = [
            row
            for row in published_rows(semaforo, table_of("semaforo", "comites"))
            if row["committee"] == sample.PUNO
        ]
        assert len(rows) == len(cells) > 0
        for row, said in zip(rows, cells, strict=True):
            assert row.pop("light_from") is None
            assert same(row, said, table_of("semaforo", "comites"))

    def test_a_table_that_came_later_is_not_there_in_words(self, semaforo, client):
        answer = client.get("/api/v1/tablas/semaforo/deberes")
        assert answer.status_code == 404
        assert "no trae la tabla «deberes». Trae: semaforo, comites" in answer.json()["detail"]

    def test_every_table_answers(self, semaforo, index, client):
        """None is a failure of ours, and the list says what each has."""
        for publication in (semaforo, index):
            listed = client.get(f"/api/v1/publicaciones/{publication.pk}/tablas").json()["items"]
            had = {one["name"]: [each["name"] for each in one["columns"]] for one in listed}
            for table in tables_of(publication.words):
                answer = client.get(address(publication.words, table), {"limite": PAGE})
                assert answer.status_code == (200 if table.name in had else 404), table.name
                if answer.status_code == 200:
                    lacks = set(table.schema) - set(had[table.name])
                    items = answer.json()["items"]
                    assert all(row[column] is None for row in items for column in lacks)
        assert not [name for name, lacked in CAME_LATER.items() if lacked & set(had[name])]


def table_of(kind: str, name: str) -> Table:
    return next(table for table in tables_of(KINDS[kind]) if table.name == name)


@pytest.mark.parametrize(("kind", "table"), EVERY, ids=map(named, EVERY))
def test_each_column_is_described_once_and_in_order(kind, table):
    """Where a column is computed says its type, and where it is published its words: the same."""
    assert list(table.describes) == list(table.schema)
    for named_columns in (table.keys, table.filled, table.spoken, tuple(table.words)):
        assert set(named_columns) <= set(table.schema)
    assert not set(table.filled) & set(table.keys)
    assert table.keys


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_no_two_tables_of_a_kind_are_one(kind):
    tables = tables_of(kind)
    for said in ([table.name for table in tables], [table.path for table in tables]):
        assert set(Counter(said).values()) == {1}
    assert all(re.fullmatch(r"[a-z_-]+", table.name) for table in tables)
