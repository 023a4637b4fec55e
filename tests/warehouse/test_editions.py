"""Editions are kept whole, never edited, and named by what they say."""

import json
import stat
import threading
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from sinasec import warehouse
from sinasec.warehouse import BrokenEdition, RepeatedRows, UnknownEdition
from sinasec.warehouse.edition import Original
from sinasec.warehouse.one_writer import one_writer
from tests.altering import one_byte_changed, same_times
from tests.warehouse.made import BEGUN, ONE, OTHER, kept, provenance, reports


def test_what_is_kept_is_read_back_in_the_one_order():
    edition = kept(reports(OTHER, ONE)).edition
    assert warehouse.read(edition).collect().rows() == [ONE, OTHER]
    assert warehouse.read(edition).collect().schema == warehouse.datasets()["denuncias"].schema
    assert warehouse.current("denuncias") == edition


def test_the_same_rows_again_change_nothing(own_home):
    first = kept(reports(ONE, OTHER))
    before = {path: path.stat().st_mtime_ns for path in own_home.rglob("*") if path.is_file()}
    again = kept(reports(OTHER, ONE), hours=5)
    assert (first.new, again.new) == (True, False)
    assert again.edition == first.edition
    after = {path: path.stat().st_mtime_ns for path in own_home.rglob("*") if path.is_file()}
    assert after == before


def test_a_newer_edition_rules_and_the_older_one_stays():
    old = kept(reports(ONE)).edition
    new = kept(reports(ONE, OTHER), hours=1).edition
    assert warehouse.current("denuncias") == new
    assert warehouse.editions("denuncias") == (old, new)
    assert warehouse.read(old).collect().rows() == [ONE]


def test_loading_an_older_file_again_does_not_bring_it_back():
    old = kept(reports(ONE)).edition
    new = kept(reports(ONE, OTHER), hours=1).edition
    assert kept(reports(ONE), hours=2).new is False
    assert warehouse.current("denuncias") == new
    warehouse.activate(old, by="Ana", at=BEGUN)
    assert warehouse.current("denuncias") == old


def test_simulated_and_real_never_mix():
    real = kept(reports(ONE)).edition
    made_up = kept(reports(ONE), simulated=True).edition
    assert real.id != made_up.id
    assert warehouse.current("denuncias", simulated=False) == real
    assert warehouse.current("denuncias", simulated=True) == made_up
    assert "SIMULADO" in made_up.cited()
    assert "SIMULADO" not in real.cited()


def test_it_is_cited_with_the_day_it_was_loaded_in_lima():
    late = kept(reports(ONE), hours=14).edition  # 02:00 of the next day in UTC
    assert late.cited().endswith("cargada el 01/03/2024)")


def test_simulated_alone_is_not_current_for_real():
    kept(reports(ONE), simulated=True)
    assert warehouse.current("denuncias") is None


def test_joining_never_takes_from_the_other_world():
    kept(reports(ONE), simulated=True)
    joined = kept(reports(("010101", 2024, 1, "Robo", 1)), join=True)
    assert joined.joined == 0
    assert joined.edition.rows == 1


def test_files_of_an_edition_cannot_be_written():
    edition = kept(reports(ONE)).edition
    modes = [stat.S_IMODE(path.stat().st_mode) for path in edition.folder.iterdir()]
    assert modes == [0o444] * len(modes)
    assert stat.S_IMODE(edition.folder.stat().st_mode) == 0o555


def test_the_manifest_says_where_the_rows_come_from():
    edition = kept(reports(ONE)).edition
    said = json.loads((edition.folder / "manifest.json").read_bytes())
    assert said["source"] == "SIDPOL"
    assert said["by"] == "Ana"
    assert said["at"] == "2024-03-01T12:00:00+00:00"
    assert said["simulated"] is False
    assert said["rows"] == 1


def test_rows_left_out_are_kept_beside():
    out = pl.DataFrame({"code": ["mes-imposible"] * 2, "fila": [3, 9], "MES": ["13", "0"]})
    edition = kept(reports(ONE), left_out=out).edition
    assert edition.left_out == {"mes-imposible": 2}
    assert edition.left_out_rows().equals(out)


def test_a_year_may_join_those_that_were_there():
    kept(reports(ONE, OTHER))
    more = kept(reports(("010101", 2024, 1, "Robo", 7)), hours=1, join=True)
    assert more.joined == 2
    assert warehouse.read(more.edition).collect()["year"].to_list() == [2023, 2024, 2023]


def test_a_year_that_comes_again_replaces_all_of_it():
    kept(reports(ONE, OTHER))
    again = kept(reports(("010101", 2023, 1, "Robo", 4)), hours=1, join=True)
    assert again.joined == 0
    assert warehouse.read(again.edition).collect().rows() == [("010101", 2023, 1, "Robo", 4)]


def indicator(code: str, year: int, value: float, unit: str = "010101") -> pl.DataFrame:
    return pl.DataFrame(
        {"unit": [unit], "level": "dist", "indicator": code, "year": year, "value": value,
         "low": None, "high": None, "source": "x"}
    )  # fmt: skip


def test_indicators_that_a_file_does_not_bring_stay():
    warehouse.keep("indicadores", indicator("idh", 2019, 0.5), provenance(source="PNUD"))
    warehouse.keep("indicadores", indicator("pobreza", 2018, 20.0), provenance(1, source="INEI"))
    last = warehouse.keep("indicadores", indicator("idh", 2019, 0.6), provenance(2, source="PNUD"))
    rows = warehouse.read(last.edition).select("indicator", "value").collect().rows()
    assert rows == [("idh", 0.6), ("pobreza", 20.0)]
    assert last.edition.source == "PNUD · INEI"


def test_rates_of_an_unknown_period_replace_those_there_were():
    """A part without a period is a part like any other: nothing is equal to nothing here."""
    first = pl.DataFrame({"kind": ["Robo"], "rate": 0.2, "low": None, "high": None,
                          "period": None, "source": "ENAPRES"})  # fmt: skip
    warehouse.keep("tasas_de_denuncia", first, provenance())
    again = warehouse.keep("tasas_de_denuncia", first.with_columns(rate=pl.lit(0.3)), provenance(1))
    assert again.joined == 0
    assert warehouse.read(again.edition).collect()["rate"].to_list() == [0.3]


def test_joined_rows_keep_the_files_they_came_from():
    files = [Original(f"{name}.csv", name * 64, 10) for name in "ab"]
    for hours, (code, file) in enumerate(zip(("idh", "pobreza"), files, strict=True)):
        said = replace(provenance(hours), originals=(file,))
        last = warehouse.keep("indicadores", indicator(code, 2019, 0.5), said)
    assert last.edition.provenance.originals == tuple(files)
    assert warehouse.current("indicadores").provenance.originals == tuple(files)


def test_activating_the_current_edition_writes_nothing(own_home):
    edition = kept(reports(ONE)).edition
    journal = own_home / "denuncias" / "vigencias.json"
    before = journal.read_bytes()
    warehouse.activate(edition, by="Rosa", at=BEGUN)
    assert journal.read_bytes() == before
    other = kept(reports(OTHER), hours=1).edition
    warehouse.activate(edition, by="Rosa", at=BEGUN)
    written = [entry["edition"] for entry in json.loads(journal.read_bytes())]
    assert written == [edition.id, other.id, edition.id]


def test_an_edition_is_found_by_the_end_of_its_id():
    edition = kept(reports(ONE)).edition
    assert warehouse.find(edition.id[-6:]) == edition
    with pytest.raises(UnknownEdition, match="sinasec data list"):
        warehouse.find("nada-de-eso")
    with pytest.raises(UnknownEdition, match="No hay datos «cosas»"):
        warehouse.current("cosas")


def test_changed_rows_are_noticed():
    edition = kept(reports(ONE)).edition
    path = edition.folder / "datos.parquet"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(BrokenEdition, match="no es la que se guardó"):
        warehouse.check_edition(edition)


def test_rows_changed_under_the_same_size_and_time_are_not_read(monkeypatch):
    monkeypatch.setattr("sinasec.warehouse.stamp.SETTLING_NS", 0)  # it was kept just now
    edition = kept(reports(ONE)).edition
    path = edition.folder / "datos.parquet"
    assert warehouse.read(edition).collect().rows() == [ONE]
    path.chmod(0o644)
    whole = one_byte_changed(path)
    with pytest.raises(BrokenEdition, match="restáurela de una copia"):
        warehouse.read(edition)
    same_times(path, whole)
    assert warehouse.read(edition).collect().rows() == [ONE]


def test_rows_are_hashed_once_while_nothing_changes(monkeypatch):
    monkeypatch.setattr("sinasec.warehouse.stamp.SETTLING_NS", 0)
    edition = kept(reports(ONE)).edition
    warehouse.check_edition(edition)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path.name} again"))
    warehouse.check_edition(edition)


def test_an_edition_without_its_manifest_says_what_to_do():
    edition = kept(reports(ONE)).edition
    edition.folder.chmod(0o755)
    (edition.folder / "manifest.json").unlink()
    with pytest.raises(BrokenEdition, match="cargue su archivo de nuevo"):
        warehouse.current("denuncias")


def test_rows_about_the_same_thing_are_refused(own_home):
    with pytest.raises(RepeatedRows, match=r"1 fila repetida.*unit 010101, year 2023"):
        kept(reports(ONE, OTHER, (*ONE[:4], 9)))
    assert warehouse.current("denuncias") is None


def test_one_loader_at_a_time(own_home):
    done = threading.Event()

    def load():
        kept(reports(ONE))
        done.set()

    with one_writer(own_home):
        waiting = threading.Thread(target=load)
        waiting.start()
        assert not done.wait(0.3)
    waiting.join(10)
    assert done.is_set()


def spoil(edition) -> None:
    """Other rows in the place of those kept, as someone with access to the folder could put."""
    path = edition.folder / "datos.parquet"
    edition.folder.chmod(0o755)
    path.chmod(0o644)
    warehouse.read(edition).collect().with_columns(pl.col("count") + 1).write_parquet(path)


def test_a_spoiled_edition_is_kept_anew_from_its_file():
    first = kept(reports(ONE)).edition
    spoil(first)
    again = kept(reports(ONE), hours=1)
    assert again.new
    assert again.edition.id == first.id
    warehouse.check_edition(warehouse.current("denuncias"))
    assert warehouse.read(again.edition).collect().rows() == [ONE]


def test_nothing_is_joined_to_a_spoiled_edition():
    spoil(kept(reports(ONE)).edition)
    with pytest.raises(BrokenEdition, match="no es la que se guardó"):
        kept(reports(("010101", 2024, 1, "Robo", 1)), hours=1, join=True)


def test_a_simulated_edition_in_the_journal_of_the_real_ones_is_refused(own_home):
    kept(reports(ONE), simulated=True)
    folder = own_home / "denuncias"
    (folder / "vigencias-simulado.json").rename(folder / "vigencias.json")
    with pytest.raises(BrokenEdition, match="no se mezclan"):
        warehouse.current("denuncias")
