"""The ministry's file is read whatever the clothes in which it comes."""

import gzip
import io
import random
import zipfile

import openpyxl
import polars as pl
import pytest

from tests.risk.ingest.made import AT, GOOD, HEADER, ROWS, faults, loaded, police, rows_of


def workbook(*rows: list[object], above: int = 0) -> bytes:
    book = openpyxl.Workbook()
    for _ in range(above):
        book.active.append(["Denuncias policiales"])
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def shuffled() -> bytes:
    order = [7, 5, 0, 6, 1, 4, 3, 2]
    lines = [line.split(",") for line in (HEADER, *GOOD)]
    return "\n".join(",".join(line[i] for i in order) for line in lines).encode() + b"\n"


def parquet() -> bytes:
    buffer = io.BytesIO()
    columns = HEADER.split(",")
    rows = [row.split(",") for row in GOOD]
    typed = [[int(r[0]), int(r[1]), *r[2:5], int(r[5]), r[6], int(r[7])] for r in rows]
    pl.DataFrame(typed, schema=columns, orient="row").write_parquet(buffer)
    return buffer.getvalue()


TEXT = police().decode()
CLOTHES = {
    "UTF-8": TEXT.encode(),
    "UTF-8 with mark": TEXT.encode("utf-8-sig"),
    "Latin-1": TEXT.encode("cp1252"),
    "UTF-16": TEXT.encode("utf-16"),
    "semicolons": TEXT.replace(",", ";").encode(),
    "tabs": TEXT.replace(",", "\t").encode(),
    "Windows line ends": TEXT.replace("\n", "\r\n").encode(),
    "line ends of an old Mac": TEXT.replace("\n", "\r").encode(),
    "quoted": ("\n".join(",".join(f'"{c}"' for c in r.split(",")) for r in (HEADER, *GOOD)) + "\n")
    .encode(),
    "blanks around": TEXT.replace(",", " , ").encode(),
    "blank lines": TEXT.replace("\n", "\n\n").encode(),
    "gzip": gzip.compress(TEXT.encode()),
    "zip": zipped({"denuncias.csv": TEXT.encode()}),
    "zip of a Mac": zipped({"denuncias.csv": TEXT.encode(), "__MACOSX/._denuncias.csv": b"x"}),
    "other order": shuffled(),
    "other case and accents": TEXT.replace("ANIO", "Año").replace("cantidad", "CANTIDAD ")
    .replace("UBIGEO_HECHO", "Ubigeo hecho").encode(),
    "lines above": ("Descargado del portal\n;\n" + TEXT).encode(),
    "codes with zero": TEXT.replace(",10101,", ",010101,").replace(",10102,", ",010102,").encode(),
    "codes as decimals": TEXT.replace(",10101,", ",10101.0,").encode(),
    "workbook": workbook(*([*line.split(",")] for line in (HEADER, *GOOD))),
    "workbook of numbers": workbook(
        HEADER.split(","), *([int(c) if c.isdigit() else c for c in r.split(",")] for r in GOOD)
    ),
    "workbook with a title": workbook(*(r.split(",") for r in (HEADER, *GOOD)), above=3),
    "Parquet": parquet(),
}  # fmt: skip


@pytest.mark.parametrize("clothes", CLOTHES)
def test_the_same_rows_come_out(clothes):
    report = loaded(CLOTHES[clothes], name="denuncias")
    assert report.ok, report
    assert rows_of(report).rows() == ROWS
    assert report.layout == "denuncias"


def test_all_clothes_are_one_edition():
    editions = {loaded(content).edition.id for content in CLOTHES.values()}
    assert len(editions) == 1


def test_loading_twice_changes_nothing():
    first, again = loaded(police()), loaded(police())
    assert (first.new, again.new) == (True, False)
    assert again.edition == first.edition


def test_latin_1_is_said():
    assert any("Latin-1" in note for note in loaded(CLOTHES["Latin-1"]).notes)


def test_a_file_without_its_columns_says_what_is_looked_for():
    report = loaded(b"a,b\n1,2\n")
    assert not report.ok
    assert report.refused.code == "columnas-desconocidas"
    assert "que dice «a», «b», y ninguno de sus encabezados se conoce" in report.refused.message
    assert report.edition is None


def test_garbled_accents_are_refused():
    report = loaded(TEXT.encode().decode("cp1252").encode())
    assert report.refused.code == "codificacion"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (gzip.compress(police())[:-20], "truncado"),
        (zipped({"a.csv": police(), "b.csv": police()}), "zip-ambiguo"),
        (zipped({"a.csv": police()})[:60], "danado"),
        (b"PAR1 and then nothing", "danado"),
        (b"%PDF-1.7", "no-es-libro"),
        (b"", "vacio"),
        (police() + b'2023,1,"AMAZONAS,X,Y,10101,Robo,1\n', "comillas"),
    ],
    ids=["gz", "two-in-a-zip", "zip", "parquet", "pdf", "empty", "quotes"],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content, code):
    report = loaded(content, name="algo")
    assert report.refused is not None
    assert report.refused.code == code
    assert report.refused.message.endswith((".", ")"))


def test_a_bomb_is_not_unpacked(monkeypatch, read_here):
    monkeypatch.setattr("sinasec.intake.bulk.unpacked.MAX_UNPACKED", 1_000)
    report = loaded(gzip.compress(police(*(GOOD * 100))))
    assert report.refused.code == "muy-grande"


def test_a_parquet_that_would_fill_the_memory_is_not_read(monkeypatch, read_here):
    cells = len(GOOD) * len(HEADER.split(","))
    monkeypatch.setattr("sinasec.intake.bulk.raw.MAX_CELLS", cells - 1)
    assert loaded(parquet()).refused.code == "muy-grande"


@pytest.mark.parametrize("seed", range(30))
def test_a_damaged_parquet_is_refused_or_read_and_nothing_else(seed, capfd):
    chance = random.Random(seed)
    damaged = bytearray(parquet())
    for _ in range(5):
        damaged[chance.randrange(4, len(damaged))] = chance.randrange(256)
    report = loaded(bytes(damaged), name="denuncias.parquet", dry_run=True)
    assert report.refused is None or report.refused.code in ("danado", "columnas-desconocidas")


def test_a_column_that_is_there_twice_is_a_fault():
    report = loaded(
        police("2023,2023,1,10101,Robo,1", header="ANIO,Año,MES,ubigeo,modalidad,cantidad")
    )
    assert faults(report) == [("columna-repetida", None, "B")]


def test_headers_alone_are_a_fault():
    assert faults(loaded((HEADER + "\n").encode())) == [("sin-filas", None, "")]


def test_names_are_not_needed():
    report = loaded(police("2023,1,10101,Robo,1", header="anio,mes,ubigeo,modalidad,cantidad"))
    assert rows_of(report).rows() == [("010101", 2023, 1, "Robo", 1)]


def test_the_edition_remembers_its_file():
    edition = loaded(police(), name="denuncias.csv").edition
    (original,) = edition.provenance.originals
    assert original.name == "denuncias.csv"
    assert original.size == len(police())
    assert edition.loaded_at == AT
