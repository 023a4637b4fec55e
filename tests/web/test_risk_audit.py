"""The audit page: what a share of squares hides, and what cannot be removed."""

import re
from html import unescape

import polars as pl

from sinasec.risk.published import reading
from sinasec.risk.published.result_tables import CORRELATIONS, RESULTS
from sinasec.web.published.shelf import SHELF
from sinasec.web.risk import audit
from sinasec.web.risk.views import audit as risk_audit
from sinasec.web.risk.words import decimal


def test_an_element_that_goes_against_the_index_says_so(index, client, monkeypatch):
    found = {("pobreza", "irs"): {"pearson": -0.5}, ("robo", "irs"): {"pearson": 0.5}}
    monkeypatch.setattr(audit, "_pairs", lambda publication: found)
    told = {row["element"]: row["against"] for row in audit.weights(index)}
    assert [element for element, against in told.items() if against] == ["pobreza"]


def test_what_cannot_be_removed_comes_last(index, client, monkeypatch):
    whole = audit.named

    def named(publication, table):
        rows = whole(publication, table)
        return [{**row, "mean_shift": None if at == 0 else row["mean_shift"]}
                for at, row in enumerate(rows)] if table == "retiros" else rows  # fmt: skip

    monkeypatch.setattr(risk_audit.rows, "named", named)
    assert client.get("/riesgo/auditoria/").status_code == 200


def test_what_weighs_nothing_is_said_on_the_page_and_in_the_api(index, client, monkeypatch):
    whole = audit.reading.table

    def table(publication, name):
        found = whole(publication, name)
        if name != "pesos_efectivos":
            return found
        weightless = pl.col("element").is_in(["robo", "pobreza"])
        return found.with_columns(nominal=pl.when(~weightless).then("nominal").otherwise(0.0))

    assert "peso cero" not in client.get("/riesgo/auditoria/").content.decode()
    monkeypatch.setattr(audit.reading, "table", table)
    audited = client.get("/api/v1/riesgo/auditoria").json()
    assert sorted(audited["zero_weights"]) == ["pobreza", "robo"]
    note = audited["zero_weights_note"]
    assert note.startswith("Con peso cero, y por eso fuera del índice")
    assert "Tasa de robos" in note
    assert "Pobreza monetaria" in note


def test_a_small_p_is_not_shown_as_none(index, client, monkeypatch):
    whole = audit.reading.table

    def table(publication, name):
        found = whole(publication, name)
        return found.with_columns(p=pl.lit(0.0002)) if name == "espacial_global" else found

    monkeypatch.setattr(audit.reading, "table", table)
    text = client.get("/riesgo/auditoria/").content.decode()
    assert 'data-c="p">&lt;\u202f0,001</td>' in text
    assert 'data-c="p">0,000</td>' not in text


def test_steps_are_told_with_names_and_their_thousands_apart(index, client, monkeypatch):
    whole = audit.reading.table
    what = "Divididos: robo. Los de iMeta, por uGroup_par, en 2023: 22056 de 1838 (unidades: 1,5)."

    def table(publication, name):
        found = whole(publication, name)
        return found.with_columns(what=pl.lit(what)) if name == "pasos" else found

    monkeypatch.setattr(audit.reading, "table", table)
    text = client.get("/riesgo/auditoria/").content.decode()
    assert (
        "Divididos: «Tasa de robos». Los de la tabla de indicadores, por la clase de "
        "municipalidad, en 2023: 22\u202f056 de 1\u202f838 (unidades: 1,5)." in text
    )


def test_a_turned_sign_is_told_where_it_is_not_that_of_the_values(index, client):
    """The sign of each pair counted again from iData, by the page, the dictionary and the API."""
    values = pl.read_csv(reading.folder(index) / "indice" / "iData.csv")
    text = unescape(client.get("/riesgo/auditoria/").content.decode())
    pairs = [row for row in audit.flagged(index) if {row["a"], row["b"]} <= set(values.columns)]
    assert any(row["turned"] for row in pairs)
    for row in pairs:
        own = values.select(pl.corr(row["a"], row["b"])).item()
        assert (own * row["pearson"] < 0) == row["turned"]
        said = f"{row['name_a']} y {row['name_b']}: {decimal(row['pearson'], 2)}."
        [line] = [line for line in text.split("<li>") if line.startswith(said)]
        assert ("el signo es el contrario" in line) == row["turned"]
    for words in (CORRELATIONS.describes["pearson"], CORRELATIONS.describes["spearman"]):
        assert "vueltos hacia el riesgo" in words


def test_the_pairs_not_listed_are_where_the_page_says(index, client, monkeypatch):
    one = {"pearson": -0.5, "flag": "negativa", "turned": False, "name_b": "Otro"}
    many = [one | {"name_a": f"Elemento {i}"} for i in range(8)]
    monkeypatch.setattr(audit, "flagged", lambda publication: many)
    text = unescape(client.get("/riesgo/auditoria/").content.decode())
    block = text.split('id="correlaciones"')[1].split("<table")[0]
    assert block.count("<li>") == 6
    assert "de 8" in block
    assert "correlaciones.csv" in block
    assert "entre elementos" in block


def test_a_code_already_in_quotes_has_them_once():
    names = {"IRS": "«Índice de Riesgo»"}
    assert audit.said_plainly("Sube a «IRS» y a IRS.", names) == (
        "Sube a «Índice de Riesgo» y a «Índice de Riesgo»."
    )


def test_page_and_dictionary_say_what_each_figure_estimates(index, client):
    tables = {table.name: table.describes for table in RESULTS}
    text = unescape(client.get("/riesgo/auditoria/").content.decode())
    for said in ("Assunção y Reis", "covarianzas"):
        assert said in text
    assert "«Sola» mayor que «Con las demás» es azar" in text
    assert "estabilizada" in tables["espacial_global"]["moran"]
    assert "covarianzas" in tables["coherencia"]["alpha"]
    assert "Cuadrado de su correlación" in tables["pesos_efectivos"]["effective"]
    assert "por azar" in tables["sensibilidad"]["first"]
    lowest = reading.table(index, "contribuciones")["normalised"].min()
    assert lowest is not None
    assert "De 0 a 100" not in tables["contribuciones"]["normalised"]


def test_the_audit_says_what_it_comes_to(index, client):
    """Counted again from the files."""
    folder = reading.folder(index)
    variants = pl.read_csv(folder / "variantes.csv").drop_nulls("mean_shift")
    zones = pl.read_csv(folder / "distritos.csv")["zone"].to_list()
    text = unescape(client.get("/riesgo/auditoria/").content.decode())
    [said] = re.findall(r'<p id="dictamen">(.*?)</p>', text, re.DOTALL)
    said = re.sub(r"<[^>]+>", "", said)
    shifts = variants["mean_shift"].to_list()
    assert f"{zones.count('dentro')} lo son en casi todos" in said
    assert f"{zones.count('frontera')} distrito" in said
    assert f"de {decimal(min(shifts))} a {decimal(max(shifts))} lugares" in said
    assert f"cambian a lo más {variants['enter'].max()}." in said


def test_a_variant_that_moves_nobody_says_so(index, client, monkeypatch):
    whole = audit.reading.table

    def table(publication, name):
        found = whole(publication, name)
        still = pl.lit(0, pl.Int32).alias("max_shift")
        return found.with_columns(still) if name == "variantes" else found

    assert "No mueve ningún puesto" not in client.get("/riesgo/auditoria/").content.decode()
    SHELF.clear()
    monkeypatch.setattr(audit.reading, "table", table)
    assert "No mueve ningún puesto" in client.get("/riesgo/auditoria/").content.decode()
