"""Whatever comes in a file, the answer is a report: never a traceback, never half an edition."""

import errno
import io
import random
from importlib import import_module

import polars as pl
import pytest

from sinasec import warehouse
from sinasec.intake.bulk.layouts import layouts
from sinasec.intake.fault_kinds import KINDS
from tests.risk.ingest.made import csv, loaded, police

FILES = {
    "denuncias": police(),
    "poblacion": csv("ubigeo;anio;poblacion;fuente", "010101;2020;5;x", "010102;2021;6;x"),
    "ancha": csv("ubigeo,pob_2020,pob_2021", "010101,1,2", "010102,3,4"),
    "distritos": csv(
        "ubigeo,pobreza_total_2018_pct,pobreza_2018_ic95_inf,pobreza_2018_ic95_sup,superficie_km2",
        "10101,10.5,8.25,12.75,5",
    ),
    "comisarias": csv("cod_cpnp,comisaria,ubigeo,lat,lon", "1,UNO,10101,-6.2,-77.8"),
    "indicadores": csv("ubigeo,indicador,anio,valor,fuente", "10101,agua,2017,97.3,INEI"),
    "tasas": csv("modalidad,tasa,periodo,fuente", "*,0.15,2023,ENAPRES"),
    "policias": csv("ubigeo,policias_total", "010101,10"),
    "gasto": csv("anio,mes,ambito,devengado_soles", "2022,1,01,100.5"),
}
LETTERS = '",;\n\r\t0123456789.-#/ÑñÃ\0\ufeffx= '


def harmed(content: bytes, chance: random.Random) -> bytes:
    """Some letters changed, put, taken or cut off, in one of the usual encodings."""
    letters = list(content.decode())
    for _ in range(chance.randrange(1, 12)):
        place, harm = chance.randrange(len(letters)), chance.random()
        if harm < 0.4:
            letters[place] = chance.choice(LETTERS)
        elif harm < 0.7:
            letters.insert(place, chance.choice(LETTERS))
        elif harm < 0.9 and len(letters) > 1:
            del letters[place]
        else:
            letters = letters[: max(1, place)]
    encoding = chance.choice(["utf-8", "cp1252", "utf-8-sig", "utf-16"])
    return "".join(letters).encode(encoding, errors="ignore")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("seed", range(40))
def test_a_harmed_file_gets_a_report(name, seed):
    chance = random.Random(f"{name}{seed}")
    known = KINDS | {code: kind for each in layouts() for code, kind in each.fault_kinds.items()}
    accepted = [code for code, kind in known.items() if kind.blocks] if seed % 2 else []
    report = loaded(harmed(FILES[name], chance), year=2019, leave_out=accepted)
    assert report.ok == (report.edition is not None)
    if report.refused:
        assert report.refused.message.strip().endswith((".", ")", "»"))
    if report.edition:
        warehouse.check_edition(report.edition)


def test_a_line_longer_than_any_table_is_no_heading():
    assert loaded(b"x" * 300_000).refused.code == "columnas-desconocidas"


def test_a_folder_and_a_device_are_no_files(tmp_path):
    assert loaded(tmp_path).refused.code == "no-es-archivo"


def parquet(rows: int = 1, **columns) -> bytes:
    """The good rows of the police file with some columns otherwise."""
    frame = pl.read_csv(police(police().decode().splitlines()[1])).head(1)
    frame = pl.concat([frame.with_columns(**columns)] * rows)
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", [pl.String, pl.Categorical, pl.Enum(["X" * 40_000])])
def test_a_small_parquet_with_a_huge_text_is_refused_before_it_is_spread(kind):
    content = parquet(rows=15_000, DIST_HECHO=pl.lit("X" * 40_000).cast(kind))
    assert len(content) < 1_000_000
    assert loaded(content).refused.code == "muy-grande"


@pytest.mark.parametrize("cell", [pl.lit([1, 2]), pl.lit(b"\xff"), pl.struct("ANIO")])
def test_a_cell_of_several_values_is_no_cell(cell):
    assert loaded(parquet(cantidad=cell)).refused.code == "celdas-compuestas"


def test_a_table_wider_than_any_is_refused():
    header = "ANIO,MES,UBIGEO_HECHO,P_MODALIDADES,cantidad," + ",".join(map(str, range(3000)))
    assert loaded(csv(header, "2023,1,10101,Robo,4")).refused.code == "muy-ancho"


def test_a_cell_longer_than_any_is_refused():
    header = "ANIO,MES,UBIGEO_HECHO,P_MODALIDADES,cantidad,nota"
    report = loaded(csv(header, f"2023,1,10101,Robo,4,{'x' * 200_000}"))
    assert report.refused.code == "celda-enorme"


@pytest.mark.parametrize("count", ["9223372036854775807", "1000000001"])
def test_a_count_that_would_overflow_the_sum_is_a_fault(count):
    place = "AMAZONAS,CHACHAPOYAS,CHACHAPOYAS,10101,Robo"
    report = loaded(police(f"2023,1,{place},{count}", f"2023,2,{place},{count}"))
    assert [group.code for group in report.groups] == ["cantidad-ilegible"]


def test_what_says_simulado_is_never_kept_as_real():
    made_up = csv("modalidad,tasa,periodo,fuente", "*,0.15,2023,SIMULADO: de nadie")
    assert loaded(made_up).refused.code == "simulado"
    assert loaded(police(), cited="Simulado para la clase").refused.code == "simulado"
    assert warehouse.current("denuncias") is warehouse.current("tasas_de_denuncia") is None
    assert loaded(made_up, simulated=True).ok


@pytest.mark.parametrize("cited", ["INEI\nOtra", "INEI\0", "x" * 501])
def test_a_source_is_one_line(cited):
    assert loaded(police(), cited=cited).refused.code == "fuente-ilegible"


def test_a_full_disk_is_no_fault_of_the_file(monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(import_module("sinasec.warehouse.keep"), "place", full)
    refused = loaded(police()).refused
    assert refused.code == "no-se-guardo"
    assert "haga sitio en el disco" in refused.message
    assert warehouse.current("denuncias") is None
