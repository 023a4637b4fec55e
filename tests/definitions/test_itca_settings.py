"""The matrix's settings as they come with the product."""

import pytest

from sinasec.definitions.itca import itca_edition, read_itca


def test_the_edition_in_use_carries_bands_bar_and_cap() -> None:
    settings = itca_edition().settings
    assert (settings.green_from, settings.amber_from, settings.bar, settings.cap) == (
        95,
        75,
        75,
        100,
    )
    assert itca_edition().example == {"cap"}
    assert settings.source


def test_lines_run_through_from_one_to_seventeen_under_five_objectives() -> None:
    edition = itca_edition()
    assert [line.line for line in edition.lines] == list(range(1, 18))
    assert {line.objective for line in edition.lines} == set(edition.objectives) == {1, 2, 3, 4, 5}
    assert len(edition.committee_activities["CODISEC"]) == 10


def test_a_file_that_is_not_one_is_refused() -> None:
    with pytest.raises(KeyError):
        read_itca("editions: [{id: x}]")
