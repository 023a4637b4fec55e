"""Whatever comes in a file, the answer is a report: never a traceback, never half an edition."""

import random

import pytest

from sinasec import warehouse
from sinasec.risk.ingest.fault_kinds import KINDS
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
    accepted = [code for code, kind in KINDS.items() if kind.blocks] if seed % 2 else []
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
