"""Sentences are made for every row, however its text is kept in memory."""

import polars as pl
import pytest

from sinasec.intake.bulk.sentences import sentence


def test_a_sentence_is_made_of_what_the_row_says():
    frame = pl.DataFrame({"a": ["x", None], "n": [1, 2]})
    made = frame.select(sentence("«{}» en la fila {}.", "a", pl.col("n") + 1)).to_series()
    assert made.to_list() == ["«x» en la fila 2.", "«» en la fila 3."]


def test_text_in_chunks_is_read_whole():
    parts = [pl.DataFrame({"a": [f"texto {i}-{j}" for j in range(i)]}) for i in (1, 0, 3, 2)]
    frame = pl.concat(parts, rechunk=False).filter(pl.col("a") != "texto 3-1")
    expected = [f"«{text}»" for text in frame["a"].to_list()]
    assert frame.select(sentence("«{}»", "a")).to_series().to_list() == expected


def test_a_template_with_other_places_is_a_mistake():
    with pytest.raises(ValueError, match="1 lugares para 2 datos"):
        sentence("{}", "a", "b")
