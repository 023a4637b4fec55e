"""The same inputs give the same package, and it says what it holds."""

import json
from dataclasses import replace

import polars as pl
import pytest

from sinasec import definitions
from sinasec.compliance.semaforo.inputs import Inputs, read_inputs
from sinasec.compliance.semaforo.judge import judge, known_by
from sinasec.compliance.semaforo.packaging import package
from sinasec.publications.packages.canonical import PARQUET_LIBRARY, UnwritableTable
from sinasec.publications.packages.content_hash import content_hash
from sinasec.publications.packages.manifest import sha256
from sinasec.publications.packages.statement import Statement


def shuffled(inputs: Inputs) -> Inputs:
    def one(frame: pl.DataFrame) -> pl.DataFrame:
        return frame.sample(fraction=1, shuffle=True, seed=11)

    return Inputs(*(one(getattr(inputs, name)) for name in Inputs.__dataclass_fields__))


def test_facts_in_another_order_give_the_same_bytes(made, statement, inputs, replies):
    other = shuffled(inputs)
    result = judge(
        definitions.load(),
        other,
        known_at=statement.known_at,
        horizon_from=statement.horizon_from,
        horizon_to=statement.as_of,
    )
    again = package(statement, definitions.load(), other, result, replies)
    assert again.files == made.files
    assert again.id == made.id


def test_a_word_that_its_table_does_not_have_is_not_published(statement, inputs, result, replies):
    strange = replace(result, intervals=result.intervals.with_columns(light=pl.lit("azul")))
    with pytest.raises(UnwritableTable, match=r"semaforo: la columna «light» dice «azul»"):
        package(statement, definitions.load(), inputs, strange, replies)


def test_the_id_tells_the_day_and_the_content(made, statement, inputs, result, replies):
    assert made.id == f"semaforo-2026-10-31-{made.sha256[:8]}"
    final = replace(statement, stage="definitiva")
    assert package(final, definitions.load(), inputs, result, replies).id != made.id
    silent = package(statement, definitions.load(), inputs, result, replies.clear())
    assert silent.id != made.id


def test_the_id_does_not_depend_on_the_parquet_library(made):
    other = json.loads(json.dumps(made.descriptor))
    other["codigo"]["parquet"] = "polars 99"
    for resource in other["resources"]:
        if resource["format"] == "parquet":
            resource["hash"] = "sha256:0"
    assert content_hash(other) == made.sha256


def test_every_resource_says_its_bytes_hash_and_columns(made):
    for resource in made.descriptor["resources"]:
        data = made.files[resource["path"]]
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{sha256(data)}"
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert all(field["description"] for field in resource["schema"]["fields"])
        if resource["format"] == "csv":
            assert data.split(b"\n", 1)[0].decode().split(",") == names
            assert resource["encoding"] == "utf-8"


def test_it_says_from_what_it_was_made(made):
    said = made.descriptor
    assert said["as_of"] == "2026-10-31"
    assert said["known_at"] == "2026-12-31T00:00:00.000000Z"
    assert said["simulado"] is True
    assert "SIMULADO" in said["title"]
    assert said["definiciones"]["edicion"] == definitions.load().id
    assert said["codigo"]["parquet"] == PARQUET_LIBRARY
    assert said["licenses"][0]["name"] == "ODC-By-1.0"
    assert any(source["title"] == "DS 010-2019-IN" for source in said["sources"])
    assert Statement.from_dict(said).as_dict()["horizonte"] == said["horizonte"]


def test_its_definitions_are_the_ones_used(published):
    assert definitions.load_from(published / "definiciones").id == definitions.load().id


def test_its_facts_can_be_read_back(published, inputs):
    read = read_inputs(published)
    assert read.acts.sort("act_id").equals(inputs.acts.sort("act_id"))
    assert read.waivers.equals(inputs.waivers)


def test_facts_registered_later_are_not_in_it(inputs):
    instant = inputs.acts["registered_at"].sort()[100]
    known = known_by(inputs, instant)
    assert 0 < known.acts.height < inputs.acts.height
    assert known.acts["registered_at"].max() <= instant


def test_its_readme_says_simulado(made):
    assert "SIMULADO" in made.files["README.md"].decode()


def test_only_the_tables_whose_rows_are_told_apart_have_a_primary_key(made):
    """The same constancia may be registered twice: their columns would be no key."""
    keys = {each["name"]: each["schema"].get("primaryKey") for each in _tables(made.descriptor)}
    without = {"revisiones", "dispensas", "completitud", "constancias", "constancias-parquet"}
    assert {name for name, key in keys.items() if key is None} == without
    assert keys["actos"] == ["committee", "date", "act_id"]


def _tables(descriptor):
    return [each for each in descriptor["resources"] if each.get("type") == "table"]
