"""What a killed loader leaves is finished or undone by the next command."""

import json

import pytest

from sinasec import warehouse
from sinasec.warehouse.place import ASIDE
from tests.warehouse.made import ONE, OTHER, kept, reports


def test_what_was_being_written_is_removed(own_home):
    kept(reports(ONE))
    aside = own_home / "denuncias" / f"{ASIDE}denuncias-000000000000"
    aside.mkdir()
    (aside / "datos.parquet").write_bytes(b"PAR1")
    assert warehouse.heal().removed == (aside.name,)
    assert not aside.exists()


def test_an_edition_that_the_journal_does_not_name_is_adopted(own_home):
    old = kept(reports(ONE)).edition
    journal = own_home / "denuncias" / "vigencias.json"
    before = journal.read_bytes()
    new = kept(reports(ONE, OTHER), hours=1).edition
    journal.write_bytes(before)  # as a process killed before the swap leaves it
    assert warehouse.current("denuncias") == old
    assert warehouse.heal().adopted == (new.id,)
    assert warehouse.current("denuncias") == new
    assert warehouse.heal() == warehouse.Healed((), (), ())


def test_the_next_load_heals_by_itself(own_home):
    kept(reports(ONE))
    journal = own_home / "denuncias" / "vigencias.json"
    before = journal.read_bytes()
    kept(reports(ONE, OTHER), hours=1)
    journal.write_bytes(before)
    last = kept(reports(OTHER), hours=2).edition
    names = [entry["edition"] for entry in json.loads(journal.read_bytes())]
    assert len(names) == 3
    assert warehouse.current("denuncias") == last


@pytest.mark.parametrize("harm", ["rows", "manifest"])
def test_a_folder_that_is_not_what_was_kept_is_not_adopted(own_home, harm):
    edition = kept(reports(ONE)).edition
    (own_home / "denuncias" / "vigencias.json").unlink()
    edition.folder.chmod(0o755)
    path = edition.folder / {"rows": "datos.parquet", "manifest": "manifest.json"}[harm]
    path.chmod(0o644)
    path.write_bytes(b"{}")
    assert warehouse.heal().strange == (edition.id,)
    assert warehouse.current("denuncias") is None
