"""A backup that a stranger made again does not make the installation believe the stranger."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sinasec.operation.copies.sealed_keys import opened, sealed
from sinasec.publications.trust.keys import fingerprint, public_pem, read_public
from tests.operation.forged import base_changed, made_again, sign_again
from tests.operation.installation import PHRASE, POSTGRES, behind

STRANGER = Ed25519PrivateKey.generate()
THEIRS = fingerprint(STRANGER.public_key())
ADDED = "keys/publicas-anteriores/2024.pem"


def believed(files, said):
    """The attack: a key of theirs among the earlier ones, and something signed with it."""
    files[ADDED] = public_pem(STRANGER.public_key())
    sign_again(files, said["publications"][0], STRANGER)


def refused(installation, *arguments):
    """What it says, and nothing was put in place."""
    done = installation.run("restore", *arguments)
    assert done.returncode == 1, done.stdout
    assert installation.untouched()
    return done.stderr


def test_with_the_keys_that_the_owner_sealed_it_is_refused(saved, empty, tmp_path):
    backup = made_again(saved[0], tmp_path / "ajeno.zip", believed)
    said = refused(empty, backup, *saved[1:])
    assert "no es lo que se guardó" in said
    assert "Solo se cree en las claves del archivo de --keys" in said


def test_saying_that_nothing_verified_before_does_not_help(saved, empty, tmp_path):
    def change(files, said):
        for name in said["publications"]:
            sign_again(files, name, STRANGER)
        said["unsound"] = said["publications"]

    backup = made_again(saved[0], tmp_path / "ajeno.zip", change)
    assert "Nada del respaldo está firmado con las claves" in refused(empty, backup, *saved[1:])


def test_a_key_alone_is_not_put_in_place(saved, empty, tmp_path):
    def change(files, said):
        files[ADDED] = files["keys/clave-publica.pem"] = public_pem(STRANGER.public_key())

    done = empty.json("restore", made_again(saved[0], tmp_path / "a.zip", change), *saved[1:])
    ours = (empty.home / "keys" / "clave-publica.pem").read_bytes()
    mark = fingerprint(read_public(ours, ""))
    assert mark != THEIRS
    assert done["believed"] == [{"file": "clave-publica.pem", "fingerprint": mark}]
    assert not (empty.home / ADDED).exists()
    assert empty.run("doctor").returncode == 0


def test_without_keys_whoever_is_believed_is_shown(saved, empty, tmp_path):
    backup = made_again(saved[0], tmp_path / "ajeno.zip", believed)
    done = empty.run("restore", backup)
    assert done.returncode == 0, done.stderr
    assert f"{THEIRS}  {ADDED}" in done.stdout
    assert "Compárelas con las que publica la entidad" in done.stdout
    found = json.loads(empty.run("doctor", "--json").stdout)["findings"]
    notes = [each["message"] for each in found if each["level"] == "nota"]
    assert [text for text in notes if THEIRS in text and "2024.pem" in text]
    assert len([text for text in notes if "clave anterior" in text]) == 2  # theirs and ours


def test_an_earlier_key_that_was_sealed_is_believed(fresh, empty, phrase, tmp_path):
    earlier = fresh.home / ADDED
    earlier.parent.mkdir()
    earlier.write_bytes(public_pem(STRANGER.public_key()))
    keys = ["--keys", str(tmp_path / "claves"), "--passphrase-file", phrase]
    kept = fresh.json("backup", str(tmp_path / "r.zip"), *keys)
    assert kept["keys"]["names"] == ["clave-privada.pem", "django.key"]

    def change(files, said):
        del files[ADDED]
        sign_again(files, said["publications"][0], STRANGER)

    backup = made_again(str(tmp_path / "r.zip"), tmp_path / "otro.zip", change)
    done = empty.json("restore", backup, *keys)
    assert THEIRS in {each["fingerprint"] for each in done["believed"]}
    assert (empty.home / ADDED).read_bytes() == earlier.read_bytes()
    assert empty.run("doctor").returncode == 0


def with_keys(saved, tmp_path, change):
    """`restore` with the sealed keys changed."""
    with open(saved[2], "rb") as file:
        keys = opened(file.read(), PHRASE)
    (tmp_path / "claves").write_bytes(sealed(change(keys), PHRASE))
    return [saved[0], "--keys", str(tmp_path / "claves"), *saved[3:]]


def test_an_older_file_of_keys_believes_the_one_that_signs(saved, empty, tmp_path):
    def older(keys):
        return {name: keys[name] for name in ("clave-privada.pem", "django.key")}

    done = empty.json("restore", *with_keys(saved, tmp_path, older))
    assert [each["file"] for each in done["believed"]] == ["clave-publica.pem"]
    assert empty.run("doctor").returncode == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"clave-privada.pem": b"nada"}, "no se puede leer"),
        ({"publicas-anteriores/a.pem": b"nada"}, "no contiene una clave pública"),
        ({"../fuera": b"nada"}, "un nombre que no sirve"),
        ({"publicas-anteriores/..pem": public_pem(STRANGER.public_key())}, "no sirve"),
    ],
)
def test_a_sealed_file_with_something_else_is_refused(saved, empty, tmp_path, change, words):
    arguments = with_keys(saved, tmp_path, lambda keys: keys | change)
    assert words in refused(empty, *arguments)


def test_a_private_key_in_the_backup_is_refused(saved, empty, tmp_path):
    def change(files, said):
        files["keys/django.key"] = b"x" * 50

    backup = made_again(saved[0], tmp_path / "ajeno.zip", change)
    assert "solo lleva claves públicas" in refused(empty, backup, *saved[1:])


def without_the_last_migration(files, said):
    """So that the triggers are not looked at, as in a backup of an older program."""
    said["migrations"].remove("risk.0005_guards")


@pytest.mark.database
def test_a_list_that_lies_about_its_version_is_refused(saved, empty, tmp_path):
    def change(files, said):
        without_the_last_migration(files, said)
        for name in ("risk.0004_close_a_list", "compliance.0001_initial"):
            said["migrations"].remove(name)

    backup = made_again(saved[0], tmp_path / "ajeno.zip", change)
    # There the tables are made for the version that is said, and the lines read do not fit them.
    words = "columnas que no se conocen" if POSTGRES else "no es de la versión que dice su lista"
    assert words in refused(empty, backup, *saved[1:])


OF_LAST = "FROM django_migrations WHERE app = 'risk' AND name = '0005_guards'"
MORE = "CREATE TRIGGER de_mas AFTER INSERT ON compliance_act BEGIN SELECT 1; END"


@pytest.mark.skipif(POSTGRES, reason="there the tables are made by this program")
def test_a_trigger_more_is_refused_whatever_the_version(saved, empty, tmp_path):
    now = base_changed(tmp_path, MORE)
    older = base_changed(tmp_path, MORE, f"DELETE {OF_LAST}")

    def change(files, said):
        without_the_last_migration(files, said)
        older(files, said)

    for each in (now, change):
        backup = made_again(saved[0], tmp_path / "ajeno.zip", each)
        assert "está de más el disparador de_mas" in refused(empty, backup, *saved[1:])


@pytest.mark.skipif(POSTGRES, reason="there the tables are made by this program")
def test_a_backup_of_before_there_was_a_chain_is_restored_and_linked(saved, empty, tmp_path):
    """One that names no migration of a whole app: this program has it, and that one had not."""
    without = base_changed(
        tmp_path, "DROP TABLE records_link", "DELETE FROM django_migrations WHERE app = 'records'"
    )

    def change(files, said):
        said["migrations"] = [one for one in said["migrations"] if not one.startswith("records.")]
        del said["tables"]["records_link"]
        without(files, said)

    backup = made_again(saved[0], tmp_path / "antiguo.zip", change)
    done = empty.json("restore", str(backup), *saved[1:])
    assert done["pending"] == ["records.0001_initial", "records.0002_guards"]
    assert empty.run("migrate").returncode == 0
    assert empty.sql("SELECT app FROM records_link ORDER BY id") == [
        ("compliance",),
        ("publications",),
    ]
    assert empty.json("doctor", ends=0)["findings"] == []


@pytest.mark.database
def test_doctor_names_a_view_that_is_not_ours(fresh):
    fresh.sql("CREATE VIEW actos AS SELECT id FROM compliance_act")
    done = fresh.run("doctor", "--json")
    assert done.returncode == 1
    assert "Está de más la vista actos" in done.stdout


def shown(installation, publication):
    """What the site says of a publication asked by its id."""
    ask = (
        "import sys; from sinasec.cli.main import django_setup; django_setup()\n"
        "from sinasec.publications import catalogue\n"
        "try: print(catalogue.get(sys.argv[1]).pk)\n"
        "except catalogue.Withheld as withheld: print(withheld)"
    )
    out, err = installation.start("-c", ask, publication).communicate()
    assert "Traceback" not in err
    return out


@pytest.mark.database
def test_a_forgery_that_the_list_excuses_comes_back_withheld_and_named(saved, empty, tmp_path):
    names = []

    def change(files, said):
        names.extend(said["publications"])
        sign_again(files, names[0], STRANGER)
        said["unsound"] = [names[0], names[1]]  # of the second it is a lie

    backup = made_again(saved[0], tmp_path / "ajeno.zip", change)
    done = empty.json("restore", backup, *saved[1:], ends=1)
    [withheld] = done["withheld"]
    assert withheld["id"] == names[0]
    assert done["unsound"] == [names[0]]
    assert "está retenida: la firmó una clave que esta instalación no conoce" in shown(
        empty, names[0]
    )
    assert shown(empty, names[1]).strip() == names[1]


def test_the_forgery_is_said_in_words(saved, empty, tmp_path):
    names = []

    def change(files, said):
        names.extend(said["publications"])
        sign_again(files, names[0], STRANGER)
        said["unsound"] = names[:1]

    done = empty.run("restore", made_again(saved[0], tmp_path / "a.zip", change), *saved[1:])
    assert done.returncode == 1, done.stderr
    assert f"Atención: {names[0]} queda retenida en el sitio: " in done.stderr
    assert "ninguno se puede leer como se firmó" in done.stderr  # the only one of its kind of data
    assert done.stderr.count("Atención") == 2


def test_a_publication_that_the_list_leaves_out_is_said(saved, empty, tmp_path):
    gone = []

    def change(files, said):
        gone.append(said["publications"].pop())
        said["lacking"] = gone
        for path in [path for path in files if path.startswith(f"publications/{gone[0]}/")]:
            del files[path]

    forged = made_again(saved[0], tmp_path / "a.zip", change)
    done = empty.json("restore", forged, *saved[1:], ends=1)
    assert done["withheld"] == [{"id": gone[0], "reason": "su carpeta no está en su lugar."}]


@pytest.mark.database
def test_altered_facts_are_said_when_saved_and_when_put_back(fresh, empty, tmp_path):
    [(act,)] = fresh.sql("SELECT id FROM compliance_act WHERE NOT simulated")
    behind(fresh, f"UPDATE compliance_act SET date = '2025-04-04' WHERE id = '{act}'")
    words = f"1 acto no dice lo que decía cuando se registró: {act}."
    kept = fresh.run("backup", str(tmp_path / "r.zip"))
    assert kept.returncode == 1, kept.stderr
    assert f"Atención: {words} Así se guardó. Ejecute «sinasec doctor»." in kept.stderr
    done = empty.run("restore", str(tmp_path / "r.zip"))
    assert done.returncode == 1, done.stderr
    assert empty.run("doctor").returncode == done.returncode
    assert empty.files() == fresh.files()
    assert empty.sql("SELECT id FROM compliance_act ORDER BY id") == fresh.sql(
        "SELECT id FROM compliance_act ORDER BY id"
    )
    assert "comprobado" not in done.stdout
    assert f"Atención: {words}" in done.stderr
    assert "«sinasec doctor»" in done.stdout


@pytest.mark.database
def test_a_row_that_says_otherwise_is_said_when_saved_and_when_put_back(fresh, empty, tmp_path):
    [(name,)] = fresh.sql("SELECT id FROM publications_publication WHERE NOT simulated")
    behind(fresh, f"UPDATE publications_publication SET stage = 'definitiva' WHERE id = '{name}'")
    reason = "lo que se anota de ella en la base de datos no es lo que se firmó."
    withheld = [{"id": name, "reason": reason}]
    kept = fresh.json("backup", str(tmp_path / "r.zip"), ends=1)
    assert (kept["withheld"], kept["unsound"]) == (withheld, [])
    [chain] = kept["facts"]
    assert chain.endswith("no dice lo que decía (1 fila).")
    done = empty.json("restore", str(tmp_path / "r.zip"), ends=1)
    assert (done["withheld"], done["unsound"], done["facts"]) == (withheld, [], [chain])


DROP = "DROP TRIGGER compliance_act_correction" + (" ON compliance_act" if POSTGRES else "")
VIEW = "CREATE VIEW ajena AS SELECT 1"


@pytest.mark.database
@pytest.mark.parametrize(
    ("change", "words"),
    [(DROP, "el disparador compliance_act_correction falta"), (VIEW, "está de más la vista ajena")],
)
def test_a_base_that_does_not_guard_its_facts_is_said_when_saved(
    fresh, empty, tmp_path, change, words
):
    fresh.sql(change)
    kept = fresh.json("backup", str(tmp_path / "r.zip"), ends=1)
    [said] = kept["facts"]
    assert words in said
    assert ("no se puede restaurar" in said) == (not POSTGRES)
    assert f"Atención: {said} Así se guardó." in fresh.run("backup", str(tmp_path / "s.zip")).stderr
    assert (empty.run("restore", str(tmp_path / "r.zip")).returncode == 0) == POSTGRES
