"""CSV files, alone or compressed, and Parquet: text that fills the memory or the time."""

import gzip
import io
import zipfile
from collections.abc import Callable

import polars as pl

from tests.hostile.kinds import Family
from tests.hostile.zips import MB, lies, zipped

CSV = Family("csv", ".csv")
PACKED = Family("packed", ".zip")
PARQUET = Family("parquet", ".parquet")
HEADING = "Comité;Clase de acto;Fecha;Documento\n".encode()


def parquet(frame: pl.DataFrame, **options: object) -> bytes:
    stream = io.BytesIO()
    frame.write_parquet(stream, **options)  # type: ignore[arg-type]
    return stream.getvalue()


def _wide(columns: int) -> bytes:
    return parquet(pl.DataFrame({f"c{number}": [1] for number in range(columns)}))


def _claims(before: bytes, after: bytes) -> bytes:
    """A damaged footer: some of its bytes changed."""
    content = parquet(pl.DataFrame({"anio": [2023] * 1_000}))
    at = content.rindex(before) if before in content else len(content) - 40
    return content[:at] + after + content[at + len(after) :]


def _every_year() -> bytes:
    """Population of a hundred years, beside more columns that nobody reads."""
    years = ";".join(f"pob_{1950 + n}" for n in range(100))
    others = ";".join(f"columna_{'x' * 1_000}{n}" for n in range(1_800))
    row = f"010101{';1' * 100}{';x' * 1_800}\n"
    return f"ubigeo;{years};{others}\n{row * 2_000}".encode()


_TEXTS: dict[str, Callable[[], bytes]] = {
    "commas": lambda: b"," * 20_000_000,
    "newlines": lambda: b"\n" * 3_900_000,
    "returns": lambda: b"\r" * 20_000_000,
    "line-separators": lambda: "\u2028".encode() * 4_000_000,
    "form-feeds": lambda: b"\x0b\x0c\x1c\x85" * 4_000_000,
    "quotes": lambda: b'"' * 20_000_000,
    "openquote": lambda: HEADING + b'"' + b"a" * 7_000_000,
    "openquote-first-line": lambda: b'"' + b"a" * 7_000_000,
    "quotes-apart": lambda: b'a"b' * 5_000_000,
    "columns-million": lambda: b",".join(b"c%d" % n for n in range(1_000_000)) + b"\n1,2\n",
    "columns-beside-years": _every_year,
    "errors-million": lambda: b"a;b\n" + b"#REF!;#N/A\n" * 500_000,
    "short-cells": lambda: b"aa,aa,aa,aa,aa\n" * 400_000,
    "one-long-line": lambda: b"a" * 24_000_000,
    "delimiters-mixed": lambda: b",;\t|" * 900_000,
    "nulls": lambda: bytes(1_000_000),
    "utf16-odd": lambda: b"\xff\xfe" + b"a\0" * 500_000 + b"a",
    "half-garbled": lambda: HEADING + b"\x81\x8d" * 500_000,
    "html": lambda: b"<html><table><tr><td>1</td></tr></table>" * 1_000,
    "apostrophes": lambda: b"'=" * 5_000_000,
    "numbers-long": lambda: HEADING + b"9" * 90_000 + b";x;" + b"1." * 40_000 + b";\n",
    "blanks-long": lambda: HEADING + b" " * 90_000 + b";" + b"\xc2\xa0" * 40_000 + b"x;;\n",
}

_GZIP: dict[str, Callable[[], bytes]] = {
    "gz-bomb": lambda: gzip.compress(bytes(600 * MB), 1, mtime=0),
    "gz-of-many": lambda: gzip.compress(HEADING, mtime=0) * 200_000,
    "gz-bomb-in-parts": lambda: gzip.compress(bytes(10 * MB), mtime=0) * 60,
    "gz-cut": lambda: gzip.compress(HEADING * 1_000, mtime=0)[:-9],
    "gz-tail": lambda: gzip.compress(HEADING, mtime=0) + b"basura",
    "gz-zeros": lambda: gzip.compress(HEADING, mtime=0) + bytes(MB),
    "gz-header-only": lambda: b"\x1f\x8b",
}


def _honest() -> bytes:
    return zipped({"datos.csv": HEADING * 10})


_ZIPS: dict[str, Callable[[], bytes]] = {
    "zip-bz2-table": lambda: _bz2(),
    "zip-deflate-table": lambda: zipped({"datos.csv": bytes(150 * MB)}),
    "zip-two-tables": lambda: zipped({"a.csv": b"1", "b.csv": b"2"}),
    "zip-in-zip": lambda: zipped({"a.csv": _honest()}),
}


def _bz2() -> bytes:
    return zipped({"datos.csv": bytes(32 * MB)}, zipfile.ZIP_BZIP2)


_PARQUET: dict[str, Callable[[], bytes]] = {
    "rows-35M": lambda: parquet(pl.select(anio=pl.repeat(1, 35_000_000, dtype=pl.Int8))),
    "rows-8M": lambda: parquet(pl.select(anio=pl.repeat(1, 7_900_000, dtype=pl.Int8))),
    "columns-many": lambda: _wide(5_000),
    # A longer one is unpacked whole before its length is known: the child's limit is for those.
    "text-vast": lambda: parquet(pl.DataFrame({"anio": ["a" * (50 * MB)]}), compression="zstd"),
    "text-repeated": lambda: parquet(
        pl.select(anio=pl.repeat("a" * 100_000, 20_000).cast(pl.Categorical))
    ),
    "lists": lambda: parquet(pl.DataFrame({"anio": [[1] * 100_000]})),
    "cut": lambda: parquet(pl.DataFrame({"anio": [1]}))[:-6],
    "head-only": lambda: b"PAR1",
    "footer-length-claim": lambda: b"PAR1" + bytes(40) + b"\xff\xff\xff\x7fPAR1",
    "rows-claimed": lambda: _claims(b"\xd0\x0f", b"\xff\xff"),
    "garbage": lambda: b"PAR1" + bytes(range(256)) * 20 + b"\x40\0\0\0PAR1",
}

for _name, _make in _TEXTS.items():
    CSV.add(_name, _make)
for _name, _make in _GZIP.items():
    PACKED.add(_name, _make, ".csv.gz")
for _name, _make in {**_ZIPS, **lies(_honest, "datos.csv")}.items():
    PACKED.add(_name, _make)
for _name, _make in _PARQUET.items():
    PARQUET.add(_name, _make)
