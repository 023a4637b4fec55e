"""What is wrong with a file of police reports, said where Excel shows it."""

import pytest

from sinasec import warehouse
from sinasec.territories import reference
from tests.risk.ingest.made import GOOD, HEADER, ROWS, faults, loaded, police, rows_of

PLACE = "AMAZONAS,CHACHAPOYAS,CHACHAPOYAS"
# What is wrong with row 5, its code, and its column.
WRONG = {
    "a code of nowhere": (f"2023,1,{PLACE},999999,Robo,1", "codigo-desconocido", "F"),
    "a code with letters": (f"2023,1,{PLACE},1010A,Robo,1", "codigo-ilegible", "F"),
    "a code cut short": (f"2023,1,{PLACE},101,Robo,1", "codigo-ilegible", "F"),
    "no code": (f"2023,1,{PLACE},,Robo,1", "dato-obligatorio", "F"),
    "month 13": (f"2023,13,{PLACE},10101,Robo,1", "mes-imposible", "B"),
    "month 0": (f"2023,0,{PLACE},10101,Robo,1", "mes-imposible", "B"),
    "a month in words": (f"2023,enero,{PLACE},10101,Robo,1", "mes-imposible", "B"),
    "a year of two digits": (f"23,1,{PLACE},10101,Robo,1", "anio-imposible", "A"),
    "a year to come": (f"2025,1,{PLACE},10101,Robo,1", "anio-imposible", "A"),
    "a month to come": (f"2024,4,{PLACE},10101,Robo,1", "mes-futuro", "B"),
    "a negative count": (f"2023,1,{PLACE},10101,Robo,-1", "cantidad-ilegible", "H"),
    "half a report": (f"2023,1,{PLACE},10101,Robo,1.5", "cantidad-ilegible", "H"),
    "a count in words": (f"2023,1,{PLACE},10101,Robo,dos", "cantidad-ilegible", "H"),
    "no count": (f"2023,1,{PLACE},10101,Robo,", "dato-obligatorio", "H"),
    "no kind": (f"2023,1,{PLACE},10101,,1", "dato-obligatorio", "G"),
    "an Excel error": (f"2023,1,{PLACE},#N/A,Robo,1", "celda-con-error", "F"),
    "too many cells": (f"2023,1,{PLACE},10101,Robo,1,sobra", "celdas-de-mas", ""),
    "a row that repeats": (GOOD[0], "fila-repetida", ""),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_row_keeps_the_file_out(wrong):
    row, code, column = WRONG[wrong]
    report = loaded(police(*GOOD, row))
    assert (code, 5, column) in faults(report)
    assert not report.ok
    assert report.edition is None
    assert warehouse.current("denuncias") is None


@pytest.mark.parametrize("wrong", WRONG)
def test_the_row_may_be_left_out_knowingly_and_is_kept_beside(wrong):
    row, code, _ = WRONG[wrong]
    report = loaded(police(*GOOD, row), leave_out=[code])
    assert report.ok, report
    assert rows_of(report).rows() == ROWS
    assert report.left_out == {code: 1}
    out = report.edition.left_out_rows()
    assert out.select("code", "fila").rows() == [(code, 5)]
    assert out["P_MODALIDADES"][0] == (row.split(",")[6] or None)
    assert report.edition.report()["left_out"] == {code: 1}


def test_leaving_one_fault_out_does_not_excuse_another():
    rows = (WRONG["month 13"][0], WRONG["a code of nowhere"][0])
    report = loaded(police(*GOOD, *rows), leave_out=["mes-imposible"])
    assert [group.code for group in report.blocking] == ["codigo-desconocido", "mes-imposible"]
    assert report.edition is None


def test_two_rows_that_contradict_each_other_both_go():
    other = GOOD[0].replace(",4", ",5")
    (group,) = loaded(police(*GOOD, other)).groups
    assert (group.code, group.count, group.shown[0].row) == ("fila-contradictoria", 2, 2)
    kept = loaded(police(*GOOD, other), leave_out=["fila-contradictoria"])
    assert rows_of(kept).rows() == ROWS[1:]
    assert kept.left_out == {"fila-contradictoria": 2}


def test_repeated_rows_are_never_added_up():
    report = loaded(police(*GOOD, GOOD[0], GOOD[0]), leave_out=["fila-repetida"])
    assert rows_of(report).rows() == ROWS
    assert report.left_out == {"fila-repetida": 2}


def test_a_file_cut_in_the_middle_of_its_last_row():
    report = loaded(police(*GOOD)[:-20])
    assert ("archivo-cortado", 4, "") in faults(report)
    assert not report.ok


def test_a_file_that_ends_without_a_line_end_is_told_but_enters():
    report = loaded(police(*GOOD)[:-1])
    assert report.ok
    assert any("no termina en un cambio de línea" in note for note in report.notes)


def test_all_faults_are_counted_and_the_first_are_shown():
    rows = [f"2023,13,{PLACE},{10101 + i},Robo,{i}" for i in range(7)] * 10
    (group,) = [g for g in loaded(police(*rows)).groups if g.code == "mes-imposible"]
    assert group.count == 70
    many = [f"2023,{13 + i},{PLACE},10101,Robo,1" for i in range(50)]
    (group,) = [g for g in loaded(police(*many)).groups if g.code == "mes-imposible"]
    assert group.count == 50
    assert [fault.row for fault in group.shown] == list(range(2, 22))


def test_a_name_that_is_not_of_its_code_is_told_and_the_code_followed():
    report = loaded(police(*GOOD, "2023,3,APURIMAC,ANDAHUAYLAS,HUAYLLO,30407,Robo,1"))
    assert report.ok
    told = [
        (fault.column, fault.message)
        for group in report.groups
        if group.code == "nombre-distinto"
        for fault in group.shown
    ]
    assert told == [
        ("D", "«ANDAHUAYLAS» va con el código 0304, que es Aymaraes: se siguió el código."),
        ("E", "«HUAYLLO» va con el código 030407, que es Ihuayllo: se siguió el código."),
    ]
    assert ("030407", 2023, 3, "Robo", 1) in rows_of(report).rows()


def test_a_former_name_is_a_name():
    assert not loaded(police("2023,3,ANCASH,HUARAZ,PAMPAS,20109,Robo,1")).groups


def test_codes_of_the_reniec_are_refused():
    # By RENIEC's numbering 140101 is Lima; by INEI's it is Chiclayo.
    rows = [
        f"2023,{month},LIMA,LIMA,{name},{code},Robo,1"
        for month in (1, 2)
        for name, code in (("LIMA", "140101"), ("ANCON", "140102"), ("ATE", "140103"))
    ]
    report = loaded(police(*rows))
    assert "codigos-de-otro-sistema" in [group.code for group in report.blocking]
    assert loaded(police(*rows), leave_out=["codigos-de-otro-sistema"]).edition is None


def test_an_unknown_kind_enters_with_its_own_name():
    report = loaded(police(*GOOD, f"2023,3,{PLACE},10101,Abigeato,2"))
    assert report.ok
    assert ("modalidad-desconocida", 5, "G") in faults(report)
    assert ("010101", 2023, 3, "Abigeato", 2) in rows_of(report).rows()


def test_kinds_are_brought_to_one_name_and_added_up():
    report = loaded(
        police(
            f"2023,3,{PLACE},10101,ROBO,2",
            f"2023,3,{PLACE},10101,Robo,3",
            f"2023,4,{PLACE},10101,extorsion,1",
        )
    )
    assert rows_of(report).rows() == [
        ("010101", 2023, 3, "Robo", 5),
        ("010101", 2023, 4, "Extorsión", 1),
    ]
    assert "La modalidad «ROBO» entra como «Robo»." in report.notes


def test_a_zero_is_a_covered_month_and_stays():
    report = loaded(police(f"2023,3,{PLACE},10101,Robo,0"))
    assert rows_of(report).rows() == [("010101", 2023, 3, "Robo", 0)]


def test_a_rehearsal_keeps_nothing(own_home):
    report = loaded(police(), dry_run=True)
    assert (report.ok, report.accepted, report.edition) == (True, 3, None)
    assert not own_home.exists()


def test_rows_are_counted_as_excel_counts_them_with_lines_above():
    text = "Portal de datos\n\n" + HEADER + "\n\n" + f"2023,13,{PLACE},10101,Robo,1\n"
    assert ("mes-imposible", 5, "B") in faults(loaded(text.encode()))


def many_districts() -> list[str]:
    """A row for each of forty districts, so that one wrong code is not the mark of a system."""
    districts = [unit for unit in reference.units() if unit.kind == "dist"][:40]
    return [f"2023,3,,,{unit.name},{unit.code},Robo,1" for unit in districts]


def test_a_code_of_one_district_with_the_name_of_its_neighbour_is_a_fault():
    """The lists of before and after a district was made: the next codes are moved by one."""
    good = many_districts()
    shifted = "2023,3,HUANCAVELICA,TAYACAJA,SALCAHUASI,90713,Robo,50"
    (group,) = [g for g in loaded(police(*good, shifted)).groups if g.blocks]
    assert group.code == "codigo-de-vecino"
    assert "«SALCAHUASI» es el 090715, y la fila lleva el 090713" in group.shown[0].message
    report = loaded(police(*good, shifted), leave_out=["codigo-de-vecino"])
    assert report.left_out == {"codigo-de-vecino": 1}
    elsewhere = "2023,3,HUANCAVELICA,TAYACAJA,SAN ISIDRO,90713,Robo,50"
    assert loaded(police(*good, elsewhere)).ok  # no district of that province has that name


def test_a_count_below_zero_is_not_said_not_to_be_whole():
    (group,) = loaded(police(*GOOD, WRONG["a negative count"][0])).groups
    assert "«-1» es menos que cero: escriba cero o más." in group.shown[0].message
    (group,) = loaded(police(*GOOD, WRONG["half a report"][0])).groups
    assert "«1.5» no es un número entero" in group.shown[0].message
