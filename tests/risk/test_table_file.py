"""A table of an index in a file: its faults are told, and no more of them than help."""

import pytest

from sinasec.index_files.file_faults import UnusableFiles
from sinasec.index_files.table_file import MOST_FAULTS, read_table


def test_of_a_table_full_of_faults_the_first_are_told(tmp_path):
    path = tmp_path / "iData.csv"
    path.write_text("uCode,A\n" + "1,#REF!\n" * (MOST_FAULTS + 1), encoding="utf-8")
    with pytest.raises(UnusableFiles) as refusal:
        read_table(path, "iData")
    *told, last = refusal.value.faults
    assert [each.row for each in told] == list(range(2, MOST_FAULTS + 2))
    assert "hay más faltas" in last.message
