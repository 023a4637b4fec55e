"""Every door reads a text as the table of docs/metodos/lectura-de-celdas.md says."""

from datetime import date

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sinasec.index_files.table_file import _number
from sinasec.intake import cells
from sinasec.intake.bulk import cell_kinds as kinds
from sinasec.intake.bulk.columns import BulkColumn, CellKind, FileTerms, checks_of, raw_name
from sinasec.intake.bulk.read_numbers import number_of
from sinasec.plans.cells import MatrixCell, MatrixSheet
from sinasec.plans.figures import figure_at
from sinasec.risk.changes import HEAVIEST, _weight
from sinasec.risk.editions.words import read_number
from sinasec.spreadsheets.encodings import decoded
from sinasec.spreadsheets.faults import CellError, UnreadableFile
from sinasec.spreadsheets.numbers import AmbiguousNumber, Mark, written_number
from tests.spreadsheets import reading_table

AMBIGUOUS, NOTHING, PERCENT = "ambiguo", "no es un número", " por ciento"
TABLE = reading_table.rows(reading_table.NUMBERS)
TODAY = FileTerms(date(2026, 1, 1))
every_row = pytest.mark.parametrize(("text", "said"), TABLE)


def plain_number(said: str) -> float | None:
    """The number of a row, None where it has none or it is a percentage."""
    return None if said in (AMBIGUOUS, NOTHING) or said.endswith(PERCENT) else float(said)


def test_the_table_is_there() -> None:
    said = [row[1] for row in TABLE]
    assert len(TABLE) > 30
    assert {AMBIGUOUS, NOTHING} <= set(said)
    assert any(each.endswith(PERCENT) for each in said)


@every_row
def test_the_one_reader(text: str, said: str) -> None:
    if said == AMBIGUOUS:
        with pytest.raises(AmbiguousNumber):
            written_number(text)
        return
    written = written_number(text)
    if said == NOTHING:
        assert written is None
    else:
        assert written is not None
        assert (written.number, written.percent) == (
            float(said.removesuffix(PERCENT)),
            said.endswith(PERCENT),
        )


@pytest.mark.parametrize(("text", "point", "comma"), reading_table.rows(reading_table.DECLARED))
def test_with_its_mark_declared(text: str, point: str, comma: str) -> None:
    for mark, said in ((".", point), (",", comma)):
        written = written_number(text, mark)
        assert (written and written.number) == plain_number(said)


@every_row
def test_a_figure_of_a_matrix(text: str, said: str) -> None:
    figure = figure_at(MatrixSheet("1", {(1, 1): MatrixCell(1, 1, text)}), 1, 1)
    if said in (AMBIGUOUS, NOTHING):
        assert figure.value is None
        assert figure.trouble == {AMBIGUOUS: "numero-ambiguo", NOTHING: "no-es-numero"}[said]
    elif said.endswith(PERCENT):
        assert figure.value == float(said.removesuffix(PERCENT)) / 100
    else:
        number = plain_number(said)
        assert number is not None
        assert (figure.value, figure.trouble) == (
            (number, "texto-numerico") if number >= 0 else (None, "negativo")
        )


@every_row
def test_a_number_of_an_act(text: str, said: str) -> None:
    number = plain_number(said)
    if number is not None:
        assert cells.number_of(text) == number
        return
    with pytest.raises(CellError) as refused:
        cells.number_of(text)
    code = {AMBIGUOUS: "numero-ambiguo", NOTHING: "numero-ilegible"}.get(said, "porcentaje")
    assert refused.value.code == code


@every_row
def test_a_whole_number_of_an_act(text: str, said: str) -> None:
    number = plain_number(said)
    if number is not None and number >= 0 and number.is_integer():
        assert cells.whole_of(text) == number
        return
    with pytest.raises(CellError):
        cells.whole_of(text)


def of_column(
    kind: CellKind, text: str, asked: FileTerms = TODAY
) -> tuple[float | None, list[str]]:
    """What a column of data makes of a cell: its value and the codes of its faults."""
    column = BulkColumn("key", "valor", kind)
    frame = pl.DataFrame({raw_name("key"): [text]})
    frame = frame.with_columns(kind.value(pl.col(raw_name("key")), asked).alias("key"))
    codes = [
        check.code
        for check in checks_of(column, asked)
        if frame.select(check.wrong.fill_null(False)).item()
    ]
    return frame["key"][0], codes


@every_row
def test_a_number_of_a_file_of_data(text: str, said: str) -> None:
    value, codes = of_column(kinds.number(), text)
    assert value == plain_number(said)
    wrong = {AMBIGUOUS: ["numero-ambiguo"], NOTHING: ["numero-ilegible"]}
    assert codes == wrong.get(said, ["porcentaje"] if said.endswith(PERCENT) else [])


@every_row
def test_a_number_in_percent_points(text: str, said: str) -> None:
    value, codes = of_column(kinds.number(percent=True), text)
    if said.endswith(PERCENT):
        assert (value, codes) == (float(said.removesuffix(PERCENT)), [])
    else:
        assert value == plain_number(said)


@every_row
def test_a_count_of_a_file_of_data(text: str, said: str) -> None:
    number = plain_number(said)
    value, codes = of_column(kinds.count(), text)
    if number is not None and number >= 0 and number.is_integer():
        assert (value, codes) == (number, [])
    else:
        assert value is None
        assert len(codes) == 1


def test_a_column_that_never_reaches_a_thousand() -> None:
    assert of_column(kinds.number(-19, 0.5), "-1.293") == (-1.293, [])
    assert of_column(kinds.number(0, 100), "100,000") == (None, ["numero-ambiguo"])
    assert of_column(kinds.number(0), "1.293") == (None, ["numero-ambiguo"])
    assert of_column(kinds.number(0, 1_000), "1.000") == (None, ["numero-ambiguo"])


@every_row
def test_a_number_of_the_workbook_of_an_edition(text: str, said: str) -> None:
    if said == AMBIGUOUS:
        with pytest.raises(AmbiguousNumber):
            read_number(text)
        return
    number = plain_number(said)
    assert read_number(text) == (text if number is None else number)


@every_row
def test_a_weight_of_a_what_if(text: str, said: str) -> None:
    number = plain_number(said)
    if number is not None and 0 <= number <= HEAVIEST:
        assert _weight(text) == number
        return
    with pytest.raises(ValueError, match=r"no es un peso|de dos modos"):
        _weight(text)


@every_row
def test_a_number_of_the_tables_of_an_index(text: str, said: str) -> None:
    """They declare the point; what is no number is left for their reader to refuse."""
    number = plain_number(said)
    if number is None:
        assert _number(text) == text
    else:
        assert float(_number(text)) == number


WRITTEN = st.text("0123456789.,'  %+-eE", max_size=14)


@given(WRITTEN, st.sampled_from(("", ".", ",")))
@example("1,293", "")
@example("1 293.5", ",")
@example("+1.2345e-3", ",")
def test_a_column_and_a_cell_are_read_alike(text: str, mark: Mark) -> None:
    try:
        written = written_number(text, mark)
    except AmbiguousNumber:
        written = None
    bare = text.strip()  # as the readers of files leave it
    frame = pl.DataFrame({"cell": [bare or None]}, schema={"cell": pl.String})
    found = frame.select(number_of(pl.col("cell"), mark)).item()
    assert found == (None if written is None else written.number)


@pytest.mark.parametrize(("text", "said"), reading_table.rows(reading_table.DATES))
def test_a_day(text: str, said: str) -> None:
    codes = {
        "ambigua": "fecha-ambigua",
        "imposible": "fecha-imposible",
        "no es una fecha": "fecha-ilegible",
    }
    if said not in codes:
        assert cells.date_of(text) == date.fromisoformat(said)
        return
    with pytest.raises(CellError) as refused:
        cells.date_of(text)
    assert refused.value.code == codes[said]


@pytest.mark.parametrize(("text", "encoding", "said"), reading_table.rows(reading_table.ENCODINGS))
def test_an_encoding(text: str, encoding: str, said: str) -> None:
    content = text.encode(encoding)
    if said == "no se sabe":
        with pytest.raises(UnreadableFile) as refused:
            decoded(content)
        assert refused.value.code == "codificacion"
        return
    read = decoded(content)
    assert (read.text, said in read.note) == (text, True)
