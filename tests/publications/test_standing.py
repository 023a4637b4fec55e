"""A publication stands while its files are those that were signed, and anything else is noticed."""

import json
import os
import shutil
import threading
import time
from datetime import UTC, datetime
from errno import EMFILE
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sinasec.publications.models import Publication
from sinasec.publications.packages.manifest import MANIFEST, SIGNATURE, sha256
from sinasec.publications.record import row_of
from sinasec.publications.trust import standing as module
from sinasec.publications.trust.keys import PUBLIC, public_pem
from sinasec.publications.trust.remembered import remembered
from sinasec.publications.trust.seal import sealed
from sinasec.publications.trust.standing import (
    ALTERED,
    GONE,
    NO_KEY,
    NOT_NOW,
    OTHER_KEY,
    UNLIKE,
    UNREADABLE,
    Withheld,
    doubt,
    forget,
    one_look,
    standing,
    standings,
    unchanged,
    unlike,
    verified,
    withheld_in_look,
)
from sinasec.publications.trust.trusted import EARLIER
from sinasec.publications.trust.verify import DESCRIPTOR, verify
from sinasec.warehouse import stamp as stamps
from tests.altering import (
    LIGHTS,
    copied,
    one_byte_changed,
    painted_green,
    with_a_manifest_to_suit,
)
from tests.standing import every_look_is_fresh

NOW = datetime(2026, 11, 10, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _apart(settings, tmp_path, key, monkeypatch):
    """An installation of its own that trusts the key of the made-up publication."""
    every_look_is_fresh(monkeypatch)
    settings.PUBLICATIONS, settings.KEYS = tmp_path / "publications", tmp_path / "keys"
    settings.PUBLICATIONS.mkdir()
    settings.KEYS.mkdir()
    (settings.KEYS / PUBLIC).write_bytes(public_pem(key.public_key()))
    forget()
    yield
    forget()


@pytest.fixture
def folder(published, settings) -> Path:
    return copied(published, settings.PUBLICATIONS)


@pytest.fixture
def row(made) -> Publication:
    """Its row, which no database has."""
    return row_of(made.descriptor, NOW)


@pytest.fixture
def counted(monkeypatch) -> list[Path]:
    """The folders verified, one by one."""
    seen: list[Path] = []

    def counting(path, keys):
        seen.append(path)
        return verify(path, keys)

    monkeypatch.setattr(module, "verify", counting)
    monkeypatch.setattr(stamps, "SETTLING_NS", 0)  # the copy was made just now
    return seen


def hidden_file(folder: Path) -> None:
    (folder / ".oculto").write_text("x")


def empty_folder(folder: Path) -> None:
    (folder / "pasos-nuevos").mkdir()


def link(folder: Path) -> None:
    (folder / "enlace").symlink_to("/etc/hostname")


def link_for_a_file(folder: Path) -> None:
    shutil.copy(folder / LIGHTS, folder.parent / LIGHTS)
    (folder / LIGHTS).unlink()
    (folder / LIGHTS).symlink_to(folder.parent / LIGHTS)


def pipe(folder: Path) -> None:
    (folder / "README.md").unlink()
    os.mkfifo(folder / "README.md")


def other_signature(folder: Path) -> None:
    signed = json.loads((folder / SIGNATURE).read_bytes())
    (folder / SIGNATURE).write_text(json.dumps(signed | {"firma": "AAAA"}))


def suited(folder: Path) -> None:
    painted_green(folder)
    with_a_manifest_to_suit(folder)


ALTERATIONS = {
    "lights painted green": painted_green,
    "and a manifest to suit": suited,
    "a byte, same size and times": lambda folder: one_byte_changed(folder / "comites.csv"),
    "an added file": lambda folder: (folder / "entradas" / "otra.csv").write_text("a\n"),
    "a hidden file": hidden_file,
    "an empty folder": empty_folder,
    "a link": link,
    "a file that became a link to the same": link_for_a_file,
    "a pipe": pipe,
    "a removed file": lambda folder: (folder / "README.md").unlink(),
    "a manifest cut": lambda folder: (folder / MANIFEST).write_bytes(b""),
    "another signature": other_signature,
    "an emptied folder": lambda folder: [shutil.rmtree(folder), folder.mkdir()],
    "a name that is not UTF-8": lambda folder: open(os.fsencode(folder) + b"/\xff", "wb").close(),
}


def test_what_was_signed_stands(folder, row):
    found = standing(row)
    assert found.stands
    assert found.hashes[LIGHTS] == sha256((folder / LIGHTS).read_bytes())
    assert verified(row).mark == found.mark


@pytest.mark.parametrize("alter", ALTERATIONS.values(), ids=ALTERATIONS)
def test_whatever_is_altered_is_withheld_and_stands_again_when_restored(
    folder, row, published, alter
):
    before = standing(row)
    alter(folder)
    found = standing(row)
    assert not found.stands
    assert found.reason in (ALTERED, UNREADABLE)
    assert found.faults
    with pytest.raises(Withheld, match="está retenida"):
        verified(row)
    shutil.rmtree(folder)
    copied(published, folder.parent)
    again = standing(row)
    assert again.stands
    assert again.mark != before.mark  # what was read before is not found again


def test_a_row_changed_within_a_glance_is_seen_at_once(folder, made, monkeypatch):
    """The glance is of the folder: what the database notes is compared at every question."""
    monkeypatch.setattr(module, "GLANCE_SECONDS", 3600)
    monkeypatch.setattr(stamps, "SETTLING_NS", 0)
    assert standing(row_of(made.descriptor, NOW)).stands
    changed = row_of(made.descriptor, NOW)
    changed.stage = "definitiva"
    assert standing(changed).reason == UNLIKE
    assert standing(row_of(made.descriptor, NOW)).stands


def test_a_folder_that_is_not_there_is_withheld(row):
    assert standing(row).reason == GONE


def test_a_disk_that_fails_is_withheld_and_looked_at_again(folder, row, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(stamps, "SETTLING_NS", 0)
    reads = Path.read_bytes

    def failing(path):
        if path.name == LIGHTS:
            raise OSError(5, "Input/output error")
        return reads(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", failing)
        assert standing(row).reason == UNREADABLE
    assert not standing(row).stands  # nothing changed on the disk: not yet
    now[0] += module.AGAIN_SECONDS
    assert standing(row).stands


def test_a_row_that_does_not_say_what_was_signed_is_withheld(folder, row):
    assert standing(row).stands
    row.simulated = False
    found = standing(row)
    assert not found.stands
    assert "la base de datos" in found.faults[0][1]


@pytest.mark.parametrize("said", [None, b"{", b"\xff", b"{}", b"[]", b"null", b'{"id": 3}'])
def test_a_description_that_cannot_be_read_is_a_fault_of_its_file(said, tmp_path, row):
    if said is not None:
        (tmp_path / DESCRIPTOR).write_bytes(said)
    [(file, why)] = unlike(row, tmp_path)
    assert file == DESCRIPTOR
    assert why.startswith("no se puede leer como lo que se firmó")


def test_another_publication_in_its_place_is_withheld(folder, row, made):
    row.pk = row.folder = f"{made.id[:-1]}0" if made.id[-1] != "0" else f"{made.id[:-1]}1"
    folder.rename(folder.parent / row.folder)
    assert standing(row).reason == UNLIKE


def test_it_is_verified_once_while_nothing_changes(folder, row, counted):
    assert all(standing(row).stands for _ in range(5))
    assert counted == [folder]
    one_byte_changed(folder / LIGHTS)
    assert not any(standing(row).stands for _ in range(5))
    assert counted == [folder] * 2


def test_a_look_serves_whoever_asks_meanwhile(folder, row, monkeypatch):
    now, looks, looking = [1000.0], [], module.stamp
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(module, "stamp", lambda place: looks.append(place) or looking(place))
    monkeypatch.setattr(module, "GLANCE_SECONDS", 0.05)
    monkeypatch.setattr(stamps, "SETTLING_NS", 0)
    standing(row)
    looks.clear()
    assert all(standing(row).stands for _ in range(100))
    assert looks == []
    painted_green(folder)
    assert standing(row).stands  # what is remembered was verified
    now[0] += 0.05
    assert not standing(row).stands


def test_what_is_read_meanwhile_is_looked_at_again(folder, row, monkeypatch):
    monkeypatch.setattr(module, "GLANCE_SECONDS", 3600)
    monkeypatch.setattr(stamps, "SETTLING_NS", 0)
    standing(row)
    painted_green(folder)
    with one_look():
        verified(row)
        assert not unchanged()
    assert not standing(row).stands


def test_what_changed_this_very_moment_is_not_trusted_to_its_times(folder, row, monkeypatch):
    """Two writes in one tick of the clock leave the same times: the second must be seen too."""
    monkeypatch.setattr(stamps, "SETTLING_NS", 10**18)
    assert standing(row).stands
    looked = stamps.stamp(folder)
    monkeypatch.setattr(module, "stamp", lambda place: looked)
    painted_green(folder)
    assert not standing(row).stands


def test_many_readers_at_once_verify_once(folder, row, counted):
    start = threading.Barrier(8)
    found: list[bool] = []

    def ask():
        start.wait()
        found.append(standing(row).stands)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 8
    assert counted == [folder]


def test_files_that_change_while_they_are_verified_are_verified_again(folder, row, monkeypatch):
    rounds = []

    def altered_meanwhile(path, keys):
        found = verify(path, keys)
        if not rounds:
            painted_green(folder)
        rounds.append(found.ok)
        return found

    monkeypatch.setattr(module, "verify", altered_meanwhile)
    assert standing(row).reason == ALTERED
    assert rounds == [True, False]


def test_files_that_never_stop_changing_are_withheld(folder, row, monkeypatch):
    rounds = []

    def always(path, keys):
        rounds.append(len(rounds))
        (folder / "nuevo").write_text(str(rounds))
        os.utime(folder / "nuevo", ns=(len(rounds), len(rounds)))
        return verify(path, keys)

    monkeypatch.setattr(module, "verify", always)
    assert standing(row).reason == module.CHANGING
    assert len(rounds) == module.TRIES


def test_the_log_says_it_once_when_it_falls_and_once_when_it_rises(folder, row, caplog):
    caplog.set_level("WARNING", "sinasec.publications")
    standing(row)
    whole = painted_green(folder)
    for _ in range(3):
        standing(row)
    (folder / LIGHTS).write_bytes(whole)
    for _ in range(3):
        standing(row)
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]
    assert f"{LIGHTS}: su contenido no es el que se firmó." in caplog.records[0].message
    assert caplog.records[0].campos["publicacion"] == row.pk


# -- in whose keys it trusts


def test_without_any_key_nothing_stands(folder, row, settings):
    (settings.KEYS / PUBLIC).unlink()
    assert standing(row).reason == NO_KEY


def test_a_forgery_whole_and_signed_by_another_key_is_withheld(folder, row, made):
    for path, data in sealed(made, Ed25519PrivateKey.generate()).items():
        (folder / path).write_bytes(data)
    assert verify(folder).ok
    assert standing(row).reason == OTHER_KEY


def test_what_an_earlier_key_signed_still_stands(folder, row, settings, key, monkeypatch):
    monkeypatch.setattr(stamps, "SETTLING_NS", 0)  # the keys are looked at, whatever the folder
    (settings.KEYS / PUBLIC).write_bytes(public_pem(Ed25519PrivateKey.generate().public_key()))
    assert not standing(row).stands
    (settings.KEYS / EARLIER).mkdir()
    (settings.KEYS / EARLIER / "2026.pem").write_bytes(public_pem(key.public_key()))
    assert standing(row).stands  # without starting again
    (settings.KEYS / EARLIER / "2026.pem").unlink()
    assert not standing(row).stands


# -- what is remembered of it


@pytest.fixture
def read_lights():
    reads = []

    @remembered(4)
    def lights(publication):
        reads.append(publication.pk)
        return (module.folder(publication) / LIGHTS).read_bytes()

    lights.reads = reads
    return lights


def test_what_was_read_is_remembered_while_it_stands(folder, row, read_lights, published):
    whole = (published / LIGHTS).read_bytes()
    assert [read_lights(row), read_lights(row)] == [whole, whole]
    assert read_lights.reads == [row.pk]
    painted_green(folder)
    with pytest.raises(Withheld):
        read_lights(row)
    (folder / LIGHTS).write_bytes(whole)
    assert read_lights(row) == whole
    assert read_lights.reads == [row.pk] * 2


def test_what_was_read_while_altered_never_comes_back(folder, row, read_lights, published):
    """Altered after it was verified and before it was read: the request that did so finds out."""
    whole = (published / LIGHTS).read_bytes()
    with one_look():
        verified(row)
        painted_green(folder)
        assert read_lights(row) != whole  # of one look: it was told that it stood
        assert not unchanged()
    (folder / LIGHTS).write_bytes(whole)
    with one_look():
        assert read_lights(row) == whole
        assert unchanged()


def test_what_may_change_otherwise_is_not_remembered(folder, row, made):
    """Whoever is shown it the second time would not learn that it was read."""
    other = row_of(made.descriptor, NOW)
    other.pk, other.folder = "otra", "otra"

    @remembered(4)
    def lights(publication) -> bool:
        return standing(publication).stands and standing(other).stands

    with pytest.raises(TypeError, match=r"lights» remembers what may change: it asks «standing»"):
        lights(row)


def test_in_one_look_it_is_asked_once_and_what_is_withheld_is_told(folder, row, monkeypatch):
    looks = []
    looking = module.stamp
    monkeypatch.setattr(module, "stamp", lambda place: looks.append(place) or looking(place))
    standing(row)
    looks.clear()
    with one_look():
        for _ in range(5):
            standing(row)
        assert len(looks) <= 2
        assert withheld_in_look() == []
    painted_green(folder)
    with one_look():
        standing(row)
        assert withheld_in_look() == [row.pk]


def test_a_list_does_not_wait_for_what_nobody_asked_for(folder, row):
    assert standings([row], seconds=0) == {row.pk: None}
    assert standing(row).stands
    assert standings([row], seconds=0)[row.pk].stands


def test_what_is_remembered_is_bounded(folder, row, monkeypatch):
    monkeypatch.setattr(module, "MOST_KEPT", 1)
    standing(row)
    other = Publication(pk="otra", folder="otra", as_of=row.as_of)
    standing(other)
    assert list(module._known) == [str(module.folder(other))]


def test_a_system_without_files_to_spare_accuses_nobody(folder, row, monkeypatch):
    """What cannot be looked at for want of descriptors is neither altered nor without key."""

    def nothing_left(*_args, **_kwargs):
        raise OSError(EMFILE, "Too many open files")

    monkeypatch.setattr("sinasec.publications.trust.standing.trusted_keys", nothing_left)
    assert standing(row).reason == NOT_NOW


@pytest.fixture
def blind(monkeypatch, folder):
    """The disk tells of no change, as of one written through a mapping made before."""
    monkeypatch.setattr(stamps, "SETTLING_NS", 0)
    told = module.stamp(folder)
    monkeypatch.setattr(module, "stamp", lambda _: told)


@pytest.mark.usefixtures("blind")
def test_what_the_disk_does_not_tell_is_found_when_its_time_comes(row, folder, monkeypatch):
    first = standing(row)
    assert first.stands
    whole = one_byte_changed(folder / LIGHTS)
    assert standing(row).stands  # nothing tells of it yet
    later = time.monotonic() + module.SOUND_SECONDS
    monkeypatch.setattr(module.time, "monotonic", lambda: later)
    assert standing(row).reason == ALTERED
    (folder / LIGHTS).write_bytes(whole)
    forget()
    again = standing(row)
    assert again.stands
    assert again.mark != first.mark  # so what was made meanwhile is not found again


@pytest.mark.usefixtures("blind")
def test_what_was_read_otherwise_is_verified_at_once(row, folder):
    assert standing(row).stands
    one_byte_changed(folder / LIGHTS)
    assert standing(row).stands
    doubt(row)
    assert standing(row).reason == ALTERED
