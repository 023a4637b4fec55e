"""Recomputing from the package alone gives the same bytes, or says where it does not."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest

from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.publications.packages.descriptor import identified
from sinasec.publications.trust import reproduce as module
from sinasec.publications.trust.code_version import code_version
from sinasec.publications.trust.reproduce import reproduce
from tests.publications.test_verify import zipped


@pytest.fixture
def copy(published, tmp_path) -> Path:
    folder = tmp_path / published.name
    shutil.copytree(published, folder)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


def test_the_package_gives_itself(published, made):
    found = reproduce(published)
    assert found.differences == ()
    assert found.equal
    assert found.files == len(made.files)


def test_a_zip_too(published, tmp_path):
    assert reproduce(zipped(published, tmp_path / "p.zip", "p/")).equal


def test_a_light_painted_by_hand_is_found_with_its_line(copy):
    path = copy / "comites.csv"
    lines = path.read_text().splitlines(keepends=True)
    number = next(i for i, line in enumerate(lines) if ",rojo," in line)
    lines[number] = lines[number].replace(",rojo,", ",verde,")
    path.write_text("".join(lines))
    assert [file for file, _ in reproduce(copy).differences] == ["comites.csv"]
    assert f"línea {number + 1}" in reproduce(copy).differences[0][1]


def test_a_fact_taken_away_changes_what_results(copy):
    path = copy / "entradas" / "actos.csv"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:1] + lines[200:]))
    different = {file for file, _ in reproduce(copy).differences}
    assert {"semaforo.csv", "semaforo.parquet", "comites.csv"} <= different


def test_a_law_changed_afterwards_is_found(copy):
    path = copy / "definiciones" / "rollup.yaml"
    path.write_text(path.read_text().replace("late_memory_days: 365", "late_memory_days: 1"))
    different = {file for file, _ in reproduce(copy).differences}
    assert "definiciones" in different


def test_a_file_nobody_computes_is_found(copy):
    (copy / "nota.txt").write_text("hola")
    assert reproduce(copy).differences[0][0] == "nota.txt"


def test_parquet_of_another_library_counts_by_its_rows(copy, monkeypatch):
    descriptor = json.loads((copy / "datapackage.json").read_text())
    monkeypatch.setattr(module, "PARQUET_LIBRARY", "otra 9")
    path = copy / "comites.parquet"
    pl.read_parquet(path).write_parquet(path, compression="lz4")
    for resource in descriptor["resources"]:
        if resource["path"] == "comites.parquet":
            data = path.read_bytes()
            resource |= {"bytes": len(data), "hash": f"sha256:{module.sha256(data)}"}
    (copy / "datapackage.json").write_bytes(module.json_bytes(descriptor))
    # All that remains is the list of hashes, which nobody signed again.
    assert [file for file, _ in reproduce(copy).differences] == ["huellas.sha256"]
    pl.read_parquet(path).head(5).write_parquet(path)
    assert "comites.parquet" in {file for file, _ in reproduce(copy).differences}


@pytest.mark.parametrize(
    "spoil", ["datapackage.json", "entradas/actos.csv", "definiciones/norms.yaml"]
)
def test_a_package_without_its_sources_is_refused_in_words(copy, spoil):
    (copy / spoil).unlink()
    found = reproduce(copy)
    assert not found.equal
    assert found.differences[0][1]


def stated(folder: Path, code: str) -> None:
    """The package as another program would have signed it, but for the signature."""
    said = json.loads((folder / "datapackage.json").read_text())
    said["codigo"]["version"] = code
    (folder / "datapackage.json").write_bytes(module.json_bytes(identified(said)))


def test_another_program_is_told_apart(copy):
    assert reproduce(copy).by_another_program  # the fixture says «prueba»
    stated(copy, code_version(SEMAFORO))
    assert not reproduce(copy).by_another_program
    assert reproduce(copy).as_dict()["by_another_program"] is False


def test_which_program_it_was_is_said_also_when_nothing_can_be_computed(copy):
    (copy / "entradas" / "actos.csv").write_text("otra cosa")
    found = reproduce(copy)
    assert found.id is None
    assert found.code_published == "0.1.0+prueba"
    assert found.code_now == code_version(SEMAFORO)


def test_no_bytes_that_a_terminal_cannot_show_are_told(copy):
    """Neither of a Parquet nor of what somebody wrote in a table."""
    (copy / "comites.parquet").write_bytes(b"PAR1\x00\x1b[2J")
    table = copy / "comites.csv"
    table.write_bytes(table.read_bytes().replace(b"rojo", b"\x1b[2J\x07rojo", 1))
    told = dict(reproduce(copy).differences)
    assert told["comites.parquet"].startswith("no es el mismo: publicado 9 bytes")
    assert "rojo" in told["comites.csv"]
    assert all(why.isprintable() for why in told.values())


def test_of_what_cannot_be_read_no_file_was_made_again(tmp_path):
    found = reproduce(tmp_path / "no-esta.zip")
    assert (found.files, found.equal) == (0, False)


@pytest.mark.parametrize(
    "chain",
    [
        "x",
        [1],
        {},
        {"eslabones": 1},
        {"eslabones": "1", "cabeza": "0" * 64},
        {"eslabones": True, "cabeza": "0" * 64},
        {"eslabones": 0, "cabeza": "0" * 64},
        {"eslabones": 1 << 62, "cabeza": "0" * 64},
        {"eslabones": 1, "cabeza": 3},
        {"eslabones": 1, "cabeza": "<b>"},
    ],
)
def test_a_chain_that_is_no_head_is_a_sentence(copy, chain):
    """The package may be anybody's."""
    path = copy / "datapackage.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {"cadena": chain}))
    [(_, why)] = reproduce(copy).differences
    assert why == "datapackage.json falta o no describe una publicación."


def test_a_head_that_it_says_is_taken_as_said(copy):
    """Nothing in the package is computed from it but what the README says."""
    path = copy / "datapackage.json"
    said = {"eslabones": 3, "cabeza": "a" * 64}
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {"cadena": said}, indent=2))
    assert {file for file, _ in reproduce(copy).differences} == {"README.md", "datapackage.json"}
