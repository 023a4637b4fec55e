"""Late registrations change past months: two editions side by side."""

import pytest
from click.testing import CliRunner

from sinasec.cli.main import main
from sinasec.methods.risk.reports import late
from sinasec.risk.data.comparison import NotComparable, compare
from tests.risk.ingest.made import AT, loaded, police

PLACE = "AMAZONAS,CHACHAPOYAS,CHACHAPOYAS,10101"
BEFORE = (
    f"2023,10,{PLACE},Robo,10",
    f"2023,11,{PLACE},Robo,10",
    f"2023,11,{PLACE},Hurto,4",
    f"2023,12,{PLACE},Robo,3",
)
AFTER = (
    f"2023,10,{PLACE},Robo,10",
    f"2023,11,{PLACE},Robo,15",
    f"2023,12,{PLACE},Robo,2",
    f"2023,12,{PLACE},Estafa,1",
    f"2024,1,{PLACE},Robo,9",
)


@pytest.fixture
def compared():
    before = loaded(police(*BEFORE)).edition
    after = loaded(police(*AFTER), at=AT.replace(month=9)).edition
    return compare(before, after)


def test_what_grew_and_shrank_by_month_and_kind(compared):
    assert compared.tables["meses"].rows() == [
        (2023, 11, "Hurto", 4, None, -4),
        (2023, 11, "Robo", 10, 15, 5),
        (2023, 12, "Estafa", None, 1, 1),
        (2023, 12, "Robo", 3, 2, -1),
        (2024, 1, "Robo", None, 9, 9),
    ]


def test_what_grew_by_district_over_the_months_of_both(compared):
    assert compared.tables["distritos"].rows() == [("010101", 27, 28, 1)]


def test_rows_that_are_new_or_vanished(compared):
    assert compared.tables["filas"].rows() == [
        ("bajaron", 1, -1),
        ("crecieron", 1, 5),
        ("desaparecidas", 1, -4),
        ("iguales", 1, 0),
        ("nuevas", 2, 10),
    ]


def test_the_last_months_still_grow(compared):
    growing = compared.tables["crecimiento"].select("year", "month", "growing").rows()
    assert growing == [(2023, 10, False), (2023, 11, True), (2023, 12, True), (2024, 1, True)]


def test_a_month_that_grew_between_editions_still_grows_however_old():
    rows = [("010101", 2022, month, "Robo", 100) for month in range(1, 13)]
    before = late.growing(_frame(rows)).filter("growing")["month"].to_list()
    assert before == [10, 11, 12]
    more = [(*row[:4], 105) if row[2] == 3 else row for row in rows]
    found = late.growing(_frame(more), _frame(rows)).filter("growing")["month"].to_list()
    assert found == [3, 10, 11, 12]


def _frame(rows):
    import polars as pl

    from sinasec.methods.risk import frames

    return pl.DataFrame(rows, schema=frames.REPORTS, orient="row")


def test_real_and_simulated_are_not_compared():
    real = loaded(police()).edition
    made_up = loaded(police(), simulated=True).edition
    with pytest.raises(NotComparable, match="SIMULADA"):
        compare(real, made_up)


def test_the_command_tells_it(compared):
    said = CliRunner().invoke(
        main, ["data", "compare", compared.before.id[-6:], compared.after.id[-6:]]
    )
    assert said.exit_code == 0, said.output
    assert "filas nuevas: 2 (+10 denuncias)" in said.output
    assert "2024-01" in said.output
    assert "Meses que todavía crecen: 2023-11, 2023-12, 2024-01." in said.output
